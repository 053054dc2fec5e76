//! The doctor: names every damaged place, and mends what can be mended without losing anything.

use super::fs::read_all;
use super::journal::is_segment;
use super::record::{self, Line};
use super::{Problem, ProblemKind, Store, Why};
use crate::annotation::{Annotation, Edit};
use std::io;

/// What the doctor found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosis {
    /// Every place where something is wrong, in the order of files and lines.
    pub problems: Vec<Problem>,
    /// Annotations that can be shown.
    pub notes: usize,
    /// Records read.
    pub records: usize,
    /// Segments read.
    pub segments: usize,
    /// Texts of sources that are kept.
    pub sources: usize,
    /// Drafts that were left behind.
    pub drafts: usize,
    /// Notes that two people changed apart.
    pub conflicts: usize,
}

impl Diagnosis {
    /// Tells whether any place is damaged; what was edited by hand or is newer is no damage.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.problems
            .iter()
            .any(|p| matches!(p.kind, ProblemKind::Damaged | ProblemKind::Unreadable))
    }
}

impl Store {
    /// Reads everything again and names every place where something is wrong. Changes nothing.
    #[must_use]
    pub fn examine(&self) -> Diagnosis {
        let mut found = Diagnosis {
            notes: self.set.len(),
            drafts: self.drafts().len(),
            conflicts: self.conflicts().len(),
            ..Diagnosis::default()
        };
        let mut add = |file: String, line: u64, offset: u64, kind, reason: &str| {
            let reason = crate::text::clean::line(reason);
            found.problems.push(Problem { file, line, offset, kind, reason });
        };
        if !self.format_is_sound() {
            add(
                "FORMAT".into(),
                0,
                0,
                ProblemKind::Damaged,
                "it does not say which format this is",
            );
        }
        let journal = self.part("journal");
        let entries = match self.fs.list(&journal) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                add("journal".into(), 0, 0, ProblemKind::Unreadable, &error.to_string());
                Vec::new()
            }
        };
        let (mut segments, mut records) = (0, 0);
        for entry in entries.iter().filter(|e| is_segment(&e.name)) {
            let file = format!("journal/{}", entry.name);
            segments += 1;
            let bytes = match read_all(&*self.fs, &journal.join(&entry.name), u64::MAX) {
                Ok(bytes) => bytes,
                Err(error) => {
                    add(file, 0, 0, ProblemKind::Unreadable, &error.to_string());
                    continue;
                }
            };
            let mut offset = 0;
            for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
                let (at, line_number) = (offset as u64, number as u64 + 1);
                offset += line.len() + 1;
                let last = offset > bytes.len();
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                let (kind, reason) = match record::read(line) {
                    Line::Record { sealed: true, torn: 0, .. } => {
                        records += 1;
                        continue;
                    }
                    Line::Record { sealed: true, .. } => {
                        records += 1;
                        (ProblemKind::Damaged, "a torn piece before a whole record".to_owned())
                    }
                    Line::Record { sealed: false, .. } => {
                        records += 1;
                        (ProblemKind::Unsealed, "its sum is missing or wrong".to_owned())
                    }
                    Line::Newer => (ProblemKind::Newer, "newer than this program".to_owned()),
                    Line::Damaged(_) if last => {
                        (ProblemKind::Damaged, "a torn tail: a save that did not finish".to_owned())
                    }
                    Line::Damaged(reason) => (ProblemKind::Damaged, reason),
                };
                add(file.clone(), line_number, at, kind, &reason);
            }
        }
        for hash in self.kept_hashes() {
            if self.kept_text(&hash).is_none() {
                let reason = "the text is not what its name says";
                add(format!("sources/{hash}.txt"), 0, 0, ProblemKind::Damaged, reason);
            }
        }
        let drafts = self.fs.list(&self.part("drafts")).unwrap_or_default();
        let readable = self.drafts();
        for draft in drafts.iter().filter(|e| e.name.ends_with(".json")) {
            if !readable.iter().any(|d| Some(d.name.as_str()) == draft.name.strip_suffix(".json")) {
                let file = format!("drafts/{}", draft.name);
                add(file, 0, 0, ProblemKind::Damaged, "the draft cannot be read");
            }
        }
        (found.segments, found.records) = (segments, records);
        found.sources = self.kept_hashes().len();
        found
    }

    /// Copies every damaged piece of the journal to the quarantine; the journal is not touched.
    /// Returns how many there are.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn set_aside(&mut self) -> Result<usize, Why> {
        self.may_write()?;
        let journal = self.part("journal");
        let entries = self.fs.list(&journal).unwrap_or_default();
        let mut files = Vec::new();
        for entry in entries.into_iter().filter(|e| is_segment(&e.name)) {
            if let Ok(bytes) = read_all(&*self.fs, &journal.join(&entry.name), u64::MAX) {
                files.push((entry.name, bytes));
            }
        }
        let mut damaged = Vec::new();
        for (name, bytes) in &files {
            let mut offset = 0;
            for line in bytes.split(|b| *b == b'\n') {
                let blank = line.iter().all(u8::is_ascii_whitespace);
                match record::read(line) {
                    Line::Damaged(_) if !blank => damaged.push((name.clone(), offset, line)),
                    Line::Record { torn: 1.., .. } => damaged.push((name.clone(), offset, line)),
                    _ => {}
                }
                offset += line.len() + 1;
            }
        }
        self.quarantine(&damaged).map_err(|error| self.system(&error))?;
        Ok(damaged.len())
    }

    /// Writes every note whose newest line does not check as a new revision. Returns how many.
    ///
    /// # Errors
    /// When they cannot be saved.
    pub fn reseal(&mut self) -> Result<usize, Why> {
        let unsealed = self.notes.values().filter_map(|note| note.winner()).filter(|w| !w.sealed);
        let again: Vec<_> = unsealed.filter_map(|w| w.annotation.as_deref().cloned()).collect();
        let edit = |a: Annotation| Edit::Change { before: a.clone(), after: a };
        let edits: Vec<_> = again.into_iter().map(edit).collect();
        self.apply(&edits).map_err(|unsaved| unsaved.why)?;
        Ok(edits.len())
    }
}
