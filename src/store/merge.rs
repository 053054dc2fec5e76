//! Another person's store, or a part of one, into this one: by id and revision, nothing dropped.

use super::fs::{read_all, replace};
use super::journal::is_segment;
use super::record::{self, Line, Record};
use super::versions::{Version, Versions};
use super::{Changes, Store, Why};
use crate::annotation::{Edit, Id};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a merge changes, or would.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Records read there.
    pub read: usize,
    /// Notes that are new here.
    pub new: usize,
    /// Notes that show a newer form.
    pub changed: usize,
    /// Notes that are removed.
    pub removed: usize,
    /// Notes of theirs that change nothing that is shown here: the same, or older.
    pub unchanged: usize,
    /// Notes in conflict afterwards: both forms are kept.
    pub conflicts: Vec<Id>,
    /// Notes that were removed on one side and edited on the other: they stay.
    pub came_back: Vec<Id>,
    /// Records of a newer program: carried along unread.
    pub newer: usize,
    /// Lines that are no record, by file and line: left where they are.
    pub damaged: Vec<String>,
    /// Records that are not here yet.
    pub taken: usize,
    /// Texts of sources that are not here yet.
    pub sources: usize,
    /// The edits it amounts to; empty in a dry run.
    pub edits: Vec<Edit>,
}

/// Why a merge was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotMerged {
    /// There is no store to read.
    #[error("{0}: there is no journal to read")]
    Nothing(String),
    /// It is this very store.
    #[error("a store cannot be merged with itself")]
    Itself,
    /// It could not be read.
    #[error("{0}: {1}")]
    Unreadable(String, io::Error),
    /// It could not be written here.
    #[error("not merged: {0}")]
    Unwritten(#[from] Why),
}

impl Store {
    /// Takes the records of another store in: a folder of one, of journal files, or one such file.
    /// A dry run counts and changes nothing. The other store is never written to.
    ///
    /// # Errors
    /// When there is nothing to read, or it could not be saved.
    pub fn merge(&mut self, from: &Path, dry_run: bool) -> Result<Merged, NotMerged> {
        let same = |a: &Path, b: &Path| {
            std::fs::canonicalize(a).is_ok_and(|a| std::fs::canonicalize(b).is_ok_and(|b| a == b))
        };
        if same(from, &self.dir) || same(from, &self.part("journal")) {
            return Err(NotMerged::Itself);
        }
        let mut merged = Merged::default();
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let mut records: Vec<(Record, bool)> = Vec::new();
        for path in self.segments_of(from)? {
            self.read_foreign(&path, &mut merged, &mut lines, &mut records)?;
        }
        merged.read = records.len();
        self.poll();
        self.preview(&records, &mut merged);
        let known = self.known_lines().map_err(|e| NotMerged::Unwritten(self.system(&e)))?;
        lines.retain(|line| !known.contains(line.as_slice()));
        merged.taken = lines.len();
        let sources = self.missing_sources(from);
        merged.sources = sources.len();
        if dry_run {
            return Ok(merged);
        }
        for (name, bytes) in sources {
            let kept = self.make_ready().and_then(|()| {
                self.fs.create_dir(&self.part("sources"))?;
                replace(&*self.fs, &self.part("sources"), &name, &bytes)
            });
            kept.map_err(|e| NotMerged::Unwritten(self.system(&e)))?;
        }
        if !lines.is_empty() {
            self.may_write()?;
            let _lock = self.lock()?;
            let mut buffer = lines.join(&b'\n');
            buffer.push(b'\n');
            self.write(&buffer, lines.len() as u64)?;
        }
        let mut changes = Changes::default();
        for (record, sealed) in records {
            self.take(record, sealed, false, Some(&mut changes));
        }
        merged.edits = self.show(changes);
        Ok(merged)
    }

    fn segments_of(&self, from: &Path) -> Result<Vec<PathBuf>, NotMerged> {
        if from.is_file() {
            return Ok(vec![from.to_owned()]);
        }
        let journal = from.join("journal");
        let dir = if self.fs.is_dir(&journal) { journal } else { from.to_owned() };
        let shown = from.display().to_string();
        let entries = self.fs.list(&dir).map_err(|e| NotMerged::Unreadable(shown.clone(), e))?;
        let paths: Vec<_> =
            entries.iter().filter(|e| is_segment(&e.name)).map(|e| dir.join(&e.name)).collect();
        if paths.is_empty() { Err(NotMerged::Nothing(shown)) } else { Ok(paths) }
    }

    fn read_foreign(
        &self,
        path: &Path,
        merged: &mut Merged,
        lines: &mut Vec<Vec<u8>>,
        records: &mut Vec<(Record, bool)>,
    ) -> Result<(), NotMerged> {
        let shown = path.display().to_string();
        let bytes = read_all(&*self.fs, path, u64::MAX)
            .map_err(|e| NotMerged::Unreadable(shown.clone(), e))?;
        for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match record::read(line) {
                Line::Record { record, sealed, torn } => {
                    // A sealed record is carried as it is; one glued to a torn tail without the tail.
                    lines.push(line[torn..].to_vec());
                    records.push((*record, sealed));
                }
                Line::Newer => {
                    merged.newer += 1;
                    lines.push(line.to_vec());
                }
                Line::Damaged(reason) => {
                    merged.damaged.push(format!("{shown}:{}: {reason}", number + 1));
                }
            }
        }
        Ok(())
    }

    /// Counts what taking the records would do, without doing it.
    fn preview(&mut self, records: &[(Record, bool)], merged: &mut Merged) {
        let mut after: HashMap<Id, Versions> = HashMap::new();
        for (record, sealed) in records {
            let by = self.number(&record.by);
            let seen: Vec<_> =
                record.seen.iter().map(|(n, upto)| (self.number(n), *upto)).collect();
            let version = Version {
                rev: record.rev,
                by,
                sealed: *sealed,
                hlc: record.hlc,
                annotation: record.annotation.clone(),
            };
            let note = after
                .entry(record.id.clone())
                .or_insert_with(|| self.notes.get(&record.id).cloned().unwrap_or_default());
            note.take(version, &seen);
        }
        for (id, note) in after {
            let before = self.notes.get(&id).and_then(Versions::shown);
            match (before, note.shown()) {
                (None, Some(_)) => merged.new += 1,
                (Some(before), Some(now)) if before != now => merged.changed += 1,
                (Some(_), None) => merged.removed += 1,
                _ => merged.unchanged += 1,
            }
            if note.rivals().next().is_some() {
                merged.conflicts.push(id);
            } else if note.came_back() {
                merged.came_back.push(id);
            }
        }
        merged.conflicts.sort();
        merged.came_back.sort();
    }

    /// Returns every line of this store's journal.
    fn known_lines(&self) -> io::Result<HashSet<Vec<u8>>> {
        let journal = self.part("journal");
        let mut known = HashSet::new();
        let entries = match self.fs.list(&journal) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(known),
            entries => entries?,
        };
        for entry in entries.iter().filter(|e| is_segment(&e.name)) {
            let bytes = read_all(&*self.fs, &journal.join(&entry.name), u64::MAX)?;
            let lines = bytes.split(|b| *b == b'\n');
            known.extend(lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()));
        }
        Ok(known)
    }

    /// Returns the texts of sources that the other store has, that are what their names say, and
    /// that are not here.
    fn missing_sources(&self, from: &Path) -> Vec<(String, Vec<u8>)> {
        let other = Self::empty(Arc::clone(&self.fs), from, String::new());
        let here: HashSet<String> = self.kept_hashes().into_iter().collect();
        let there = other.kept_hashes().into_iter().filter(|hash| !here.contains(hash));
        there
            .filter_map(|hash| Some((format!("{hash}.txt"), other.kept_text(&hash)?.into_bytes())))
            .collect()
    }
}
