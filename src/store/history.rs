//! What a note was: every revision the journal still holds.

use super::clock::Hlc;
use super::fs::read_all;
use super::journal::is_segment;
use super::record::{self, Line, Record};
use super::{Store, Unsaved};
use crate::annotation::{Annotation, Edit, Id};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One state of a note, now or earlier.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its number; two with the same were made apart.
    pub rev: u32,
    /// When it was made, by the wall clock of the device.
    pub at: String,
    /// The device it was made on.
    pub by: String,
    /// What the note was; `None` when it was removed.
    pub annotation: Option<Annotation>,
    /// Whether it is what the note is now.
    pub shown: bool,
}

impl Store {
    /// Returns every revision of a note that the journal holds, the oldest first.
    #[must_use]
    pub fn history(&self, id: &Id) -> Vec<Revision> {
        let mut records =
            self.records_of(&HashSet::from([id.clone()])).remove(id).unwrap_or_default();
        records.sort_by(|a, b| (a.rev, a.hlc, &a.by).cmp(&(b.rev, b.hlc, &b.by)));
        let shown: Option<(Hlc, &str)> = self
            .notes
            .get(id)
            .and_then(|note| note.winner())
            .map(|w| (w.hlc, self.names[usize::from(w.by)].as_str()));
        let revision = |r: Record| Revision {
            shown: shown == Some((r.hlc, r.by.as_str())),
            rev: r.rev,
            at: r.at,
            by: r.by,
            annotation: r.annotation.map(Arc::unwrap_or_clone),
        };
        records.into_iter().map(revision).collect()
    }

    /// Makes an earlier revision of a note the newest; returns the edit that was made, if any.
    ///
    /// # Errors
    /// When it could not be saved.
    pub fn restore(&mut self, id: &Id, rev: u32) -> Result<Option<Edit>, Unsaved> {
        let then = self.history(id).into_iter().rev().find(|r| r.rev == rev);
        let Some(then) = then else { return Ok(None) };
        let edit = match (self.set.get(id).cloned(), then.annotation) {
            (Some(before), Some(after)) => Edit::Change { before, after },
            (None, Some(after)) => Edit::Add(after),
            (Some(now), None) => Edit::Remove(now),
            (None, None) => return Ok(None),
        };
        self.apply(std::slice::from_ref(&edit))?;
        Ok(Some(edit))
    }

    /// Reads every record of the given notes out of the journal, each once.
    pub(super) fn records_of(&self, ids: &HashSet<Id>) -> HashMap<Id, Vec<Record>> {
        let mut found: HashMap<Id, Vec<Record>> = HashMap::new();
        let journal = self.part("journal");
        let entries = self.fs.list(&journal).unwrap_or_default();
        for entry in entries.iter().filter(|e| is_segment(&e.name)) {
            let Ok(bytes) = read_all(&*self.fs, &journal.join(&entry.name), u64::MAX) else {
                continue;
            };
            for line in bytes.split(|b| *b == b'\n') {
                if quick_id(line).is_some_and(|id| !ids.contains(&Id::new(id.to_owned()))) {
                    continue;
                }
                if let Line::Record { record, .. } = record::read(line)
                    && ids.contains(&record.id)
                {
                    let records = found.entry(record.id.clone()).or_default();
                    if !records.contains(&record) {
                        records.push(*record);
                    }
                }
            }
        }
        found
    }
}

/// Returns the id of a line in the form this program writes, without reading the rest of it.
fn quick_id(line: &[u8]) -> Option<&str> {
    let rest = line.strip_prefix(b"{\"v\":1,\"id\":\"")?;
    let end = rest.iter().position(|b| *b == b'"' || *b == b'\\').filter(|at| rest[*at] == b'"')?;
    str::from_utf8(&rest[..end]).ok()
}
