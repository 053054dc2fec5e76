//! The acknowledgement: edits become records, one write, one sync, and only then "saved".

use super::clock::{Hlc, rfc3339};
use super::fs::{Guard, How, append_all};
use super::record::{self, LONGEST, Line, Record, Step};
use super::versions::By;
use super::{Changes, Store, device};
use crate::annotation::{Annotation, Edit, Id};
use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Edits are safe on disk.
#[derive(Debug, Default, PartialEq)]
pub struct Acked {
    /// What other instances changed meanwhile.
    pub others: Vec<Edit>,
    /// What the person should know.
    pub notices: Vec<Notice>,
}

/// Something about a saved edit that the person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Another instance changed the note meanwhile: both versions are kept.
    Conflict(Id),
    /// Another instance changed the note that was to be removed: it stays.
    NotRemoved(Id),
}

/// Edits are not on disk. They are kept in memory, shown, and tried again by [`Store::retry`].
#[derive(Clone, Debug, thiserror::Error)]
#[error("not saved: {why}")]
pub struct Unsaved {
    /// Why.
    pub why: Why,
    /// What other instances changed meanwhile.
    pub others: Vec<Edit>,
}

/// Why something cannot be written.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// The store's format is newer than this program.
    #[error(
        "the store was made by a newer rashomon (its format needs version {0}); it is opened to read only"
    )]
    Newer(u64),
    /// Another instance holds the lock.
    #[error("another rashomon has been writing to the store for more than 5 seconds")]
    Busy,
    /// The folder was there and is gone.
    #[error("the store's folder {0} has vanished")]
    Vanished(String),
    /// One annotation is longer than a line may be.
    #[error("one annotation is longer than {LONGEST} bytes")]
    TooLong,
    /// What was to be written cannot be read back as it was meant.
    #[error("the annotation does not survive its own format; please report this")]
    Unfaithful,
    /// The system said no.
    #[error("{0}")]
    System(String),
}

/// Edits that are tried together.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) edits: Vec<Edit>,
    pub(super) step: Step,
    /// Whether other versions of the notes are settled by it.
    pub(super) resolves: bool,
    /// Versions that stand beside what the edits make of their note: a conflict again.
    pub(super) apart: Vec<Apart>,
}

/// A version of a note that nobody is to think superseded; `None` when it is a removal.
pub(super) type Apart = (Id, Option<Arc<Annotation>>);

/// How long the lock is waited for, in all.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Saves edits made in one step. When it returns `Ok`, they are safe on disk: they survive the
    /// death of the program, of the machine, and a power cut.
    ///
    /// # Errors
    /// When they are not. They are kept and shown all the same, and saved with the next edit or
    /// [`retry`](Self::retry).
    pub fn apply(&mut self, edits: &[Edit]) -> Result<Acked, Unsaved> {
        self.save(Batch { edits: edits.to_vec(), step: Step::Do, resolves: false, apart: vec![] })
    }

    /// Settles a conflict: `chosen` becomes the one version of its note.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn resolve(&mut self, chosen: Annotation) -> Result<Acked, Unsaved> {
        let edits = match self.set.get(&chosen.id) {
            Some(before) => vec![Edit::Change { before: before.clone(), after: chosen }],
            None => vec![Edit::Add(chosen)],
        };
        self.save(Batch { edits, step: Step::Do, resolves: true, apart: vec![] })
    }

    /// Tries again to save what could not be saved.
    ///
    /// # Errors
    /// As [`apply`](Self::apply).
    pub fn retry(&mut self) -> Result<Acked, Unsaved> {
        self.flush()
    }

    /// Returns the edits that are not on disk, in order.
    pub fn unsaved(&self) -> impl Iterator<Item = &Edit> {
        self.pending.iter().flat_map(|batch| &batch.edits)
    }

    /// Gives up on what could not be saved, and returns it: the set is again what is on disk.
    pub fn discard_unsaved(&mut self) -> Vec<Edit> {
        let edits: Vec<_> = self.pending.drain(..).flat_map(|batch| batch.edits).collect();
        let mut changes = Changes::default();
        edits.iter().for_each(|edit| changes.note(edit.annotation().id.clone(), None));
        self.show(changes);
        edits
    }

    pub(super) fn save(&mut self, batch: Batch) -> Result<Acked, Unsaved> {
        if batch.edits.is_empty() && self.pending.is_empty() {
            return Ok(Acked::default());
        }
        batch.edits.iter().for_each(|edit| self.set.apply(edit));
        self.pending.push(batch);
        self.flush()
    }

    fn flush(&mut self) -> Result<Acked, Unsaved> {
        let mut acked = Acked::default();
        let mut done = self.try_flush(&mut acked);
        // What can never be written must not hold up the rest.
        if matches!(done, Err(Why::TooLong | Why::Unfaithful)) && self.pending.len() > 1 {
            let mut left = Vec::new();
            for batch in std::mem::take(&mut self.pending) {
                self.pending.push(batch);
                if let Err(why) = self.try_flush(&mut acked) {
                    done = Err(why);
                }
                left.append(&mut self.pending);
            }
            self.pending = left;
        }
        match done {
            Ok(()) => Ok(acked),
            Err(why) => Err(Unsaved { why, others: acked.others }),
        }
    }

    fn try_flush(&mut self, acked: &mut Acked) -> Result<(), Why> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.may_write()?;
        let _lock = self.lock()?;
        let mut changes = Changes::default();
        self.catch_up(Some(&mut changes));
        let (records, notices) = self.records();
        let mut buffer = String::new();
        for record in &records {
            let line = record.to_line();
            if line.len() > LONGEST {
                return Err(Why::TooLong);
            }
            match record::read(line.trim_end_matches('\n').as_bytes()) {
                Line::Record { record: read, sealed: true, .. } if *read == *record => {}
                _ => return Err(Why::Unfaithful),
            }
            buffer.push_str(&line);
        }
        acked.others.extend(self.show(changes));
        // What arrived just now was shown over what is not saved yet.
        let edits: Vec<_> = self.unsaved().cloned().collect();
        edits.iter().for_each(|edit| self.set.apply(edit));
        self.write(buffer.as_bytes(), records.len() as u64)?;
        self.pending.clear();
        let mut changes = Changes::default();
        for record in records {
            self.take(record, true, true, Some(&mut changes));
        }
        self.show(changes);
        acked.notices.extend(notices);
        Ok(())
    }

    /// Checks what can be known before anything is tried.
    pub(super) fn may_write(&self) -> Result<(), Why> {
        match &self.read_only {
            Some(why) => Err(why.clone()),
            None if self.seen && !self.fs.is_dir(&self.part("journal")) => {
                Err(Why::Vanished(self.dir.display().to_string()))
            }
            None => Ok(()),
        }
    }

    /// Takes the lock, waiting at most five seconds; where there are no locks, a segment of its own
    /// takes their place.
    pub(super) fn lock(&mut self) -> Result<Option<Box<dyn Guard>>, Why> {
        self.make_ready().map_err(|error| self.system(&error))?;
        if self.lockless.is_some() {
            return Ok(None);
        }
        let path = self.part("lock");
        match self.fs.lock(&path, PATIENCE) {
            Ok(guard) => Ok(Some(guard)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(Why::Busy),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                // The end of it: it begins with the time, and two machines may agree on that and on
                // the number of the process.
                let own = uuid::Uuid::now_v7().simple().to_string();
                self.lockless = Some(format!("{}-{}", std::process::id(), &own[24..]));
                Ok(None)
            }
            Err(error) => Err(self.system(&error)),
        }
    }

    /// Makes the records of everything pending.
    fn records(&mut self) -> (Vec<Record>, Vec<Notice>) {
        let at = rfc3339(self.fs.now());
        let (mut records, mut notices): (Vec<Record>, _) = (Vec::new(), Vec::new());
        // For a note edited twice before it was saved: the record that the next one stands on.
        let mut last: HashMap<Id, usize> = HashMap::new();
        for batch in self.pending.clone() {
            let many = batch.edits.len() + batch.apart.len() > 1;
            let mut group = None;
            // First what stands beside: of versions alike, the one written last is shown.
            for (id, annotation) in batch.apart {
                let hlc = self.tick();
                let rev = self.notes.get(&id).map_or(1, |note| note.rev() + 1);
                let name = || format!("{hlc}-{}", self.device);
                let group = Some(group.get_or_insert_with(name).clone());
                let (at, step) = (at.clone(), batch.step.clone());
                let by = self.new_branch();
                records.push(Record { id, rev, hlc, annotation, at, by, group, step, ..blank() });
            }
            for edit in batch.edits {
                let id = edit.annotation().id.clone();
                let (before, after) = match edit {
                    Edit::Add(after) => (None, Some(after)),
                    Edit::Change { before, after } => (Some(before), Some(after)),
                    Edit::Remove(before) => (Some(before), None),
                };
                if after.is_none() && !last.contains_key(&id) && !self.notes.contains_key(&id) {
                    continue; // never there: nothing to remove
                }
                let hlc = self.tick();
                let mut record = match last.get(&id).map(|at| &records[*at]) {
                    Some(Record { rev, by, seen, .. }) => {
                        let (by, seen) = (by.clone(), seen.clone());
                        Record { rev: rev + 1, prev: *rev, by, seen, ..blank() }
                    }
                    None => self.place(
                        &id,
                        before.as_ref(),
                        after.as_ref(),
                        batch.resolves,
                        &mut notices,
                    ),
                };
                record.id = id.clone();
                record.hlc = hlc;
                record.at.clone_from(&at);
                record.annotation = after.map(Arc::new);
                if many {
                    let name = || format!("{hlc}-{}", self.device);
                    record.group = Some(group.get_or_insert_with(name).clone());
                }
                record.step = batch.step.clone();
                last.insert(id, records.len());
                records.push(record);
            }
        }
        (records, notices)
    }

    /// Returns a name of this device that no record has had: what is written under it makes nothing old.
    fn new_branch(&mut self) -> String {
        let name = |n: usize| format!("{}~{n}", self.device);
        let new = (2..).map(name).find(|name| !self.numbers.contains_key(name)).unwrap_or_default();
        self.number(&new);
        new
    }

    /// Says what a record of this device stands on: the version that its maker had before them.
    ///
    /// Other versions are not made old by it, so they stay as a conflict; when they are of this very
    /// device, the record goes under a branch of its name, because a device makes old all of its own.
    fn place(
        &mut self,
        id: &Id,
        before: Option<&Annotation>,
        after: Option<&Annotation>,
        resolves: bool,
        notices: &mut Vec<Notice>,
    ) -> Record {
        let own = match &self.lockless {
            Some(own) => format!("{}~{own}", self.device),
            None => self.device.clone(),
        };
        let Some(note) = self.notes.get(id) else {
            return Record { rev: 1, prev: 0, by: own, ..blank() };
        };
        let shown = note.shown().map(|a| &**a);
        // An addition replaces; a change stands on what it was made from, or is there already.
        let fresh = resolves || before.is_none() || shown == before || shown == after;
        if !fresh {
            notices.push(match after {
                Some(_) => Notice::Conflict(id.clone()),
                None => Notice::NotRemoved(id.clone()),
            });
        }
        let winner = note.winner();
        let stands_on: Vec<(By, Hlc)> = match winner {
            _ if resolves => note.heads().iter().map(|v| (v.by, v.hlc)).collect(),
            Some(winner) if fresh => {
                // Removals that the shown version outlived, and copies of it, are settled with it.
                let settled = note
                    .heads()
                    .iter()
                    .filter(|v| v.annotation.is_none() || v.annotation == winner.annotation);
                settled.map(|v| (v.by, v.hlc)).collect()
            }
            _ => Vec::new(),
        };
        let kept = |v: &&super::versions::Version| !stands_on.contains(&(v.by, v.hlc));
        let taken: Vec<&str> = note
            .heads()
            .iter()
            .filter(kept)
            .map(|v| self.names[usize::from(v.by)].as_str())
            .collect();
        let continued = winner
            .map(|w| self.names[usize::from(w.by)].as_str())
            .filter(|name| fresh && device::family(name) == self.device && self.lockless.is_none());
        let branches = (2..).map(|n| format!("{}~{n}", self.device));
        let mut names = continued.map(str::to_owned).into_iter().chain([own]).chain(branches);
        let by = names.find(|name| !taken.contains(&name.as_str())).unwrap_or_default();
        let mut seen: HashMap<&str, Hlc> = HashMap::new();
        for (device, upto) in note.old().iter().chain(&stands_on) {
            let name = self.names[usize::from(*device)].as_str();
            if name != by {
                let known = seen.entry(name).or_insert(*upto);
                *known = (*known).max(*upto);
            }
        }
        let mut seen: Vec<_> =
            seen.into_iter().map(|(name, upto)| (name.to_owned(), upto)).collect();
        seen.sort();
        let prev = if fresh { winner.map_or(0, |w| w.rev) } else { 0 };
        let rev = if fresh { note.rev() + 1 } else { note.rev().max(1) };
        Record { rev, prev, by, seen, ..blank() }
    }

    /// Writes a buffer of whole lines so that it is durable, or leaves nothing of it behind.
    pub(super) fn write(&mut self, buffer: &[u8], lines: u64) -> Result<(), Why> {
        let journal = self.part("journal");
        let mut number = self.open_number().map_err(|e| self.system(&e))?;
        let mut failed = None;
        // Once more elsewhere after a failed sync: the system forgets what it could not write, so a
        // second sync of the same file would say "done" and mean nothing.
        for _ in 0..2 {
            let name = self.segment_name(number);
            if self.suspect.contains(&name) {
                number += 1;
                continue;
            }
            match self.write_to(&journal.join(&name), buffer) {
                Ok((from, created)) => {
                    if created || !self.named.contains(&name) {
                        if let Err(error) = self.fs.sync_dir(&journal) {
                            self.suspect.insert(name);
                            failed = Some(error);
                            number += 1;
                            continue;
                        }
                        self.named.insert(name.clone());
                    }
                    if created {
                        self.explain();
                    }
                    self.seen = true;
                    self.advance(&name, from, buffer.len() as u64, lines);
                    return Ok(());
                }
                Err(Failure::Write(error)) => return Err(self.system(&error)),
                Err(Failure::Sync(error)) => {
                    self.suspect.insert(name);
                    failed = Some(error);
                    number += 1;
                }
            }
        }
        Err(failed.map_or(Why::Busy, |error| self.system(&error)))
    }

    fn write_to(&self, path: &std::path::Path, buffer: &[u8]) -> Result<(u64, bool), Failure> {
        let mut file = self.fs.open(path, How::Append).map_err(Failure::Write)?;
        let size = file.size().map_err(Failure::Write)?;
        let mut last = [b'\n'];
        if size > 0 {
            file.read_at(size - 1, &mut last).map_err(Failure::Write)?;
        }
        // Seal a torn tail, never cut it: it becomes a bad line of its own, and nothing is destroyed.
        let sealed = if last == [b'\n'] { None } else { Some([b"\n", buffer].concat()) };
        let bytes = sealed.as_deref().unwrap_or(buffer);
        if let Err(error) = append_all(&mut *file, bytes) {
            // Best effort: what is left behind is a torn tail, which the next writer seals.
            let _ = file.set_len(size);
            return Err(Failure::Write(error));
        }
        file.sync().map_err(Failure::Sync)?;
        Ok((if sealed.is_some() { u64::MAX } else { size }, size == 0))
    }

    /// Returns the number of the segment to write to: the highest of this device.
    pub(super) fn open_number(&self) -> io::Result<u32> {
        let entries = self.fs.list(&self.part("journal"))?;
        Ok(entries.iter().filter_map(|e| self.own_number(&e.name)).max().unwrap_or(1))
    }

    pub(super) fn segment_name(&self, number: u32) -> String {
        match &self.lockless {
            Some(own) => format!("{}-{own}-{number:08}.jsonl", self.device),
            None => format!("{}-{number:08}.jsonl", self.device),
        }
    }

    /// Returns the number of a segment of this device (and, without locks, of this process).
    pub(super) fn own_number(&self, name: &str) -> Option<u32> {
        let rest = name.strip_prefix(&self.device)?.strip_prefix('-')?;
        let rest = match &self.lockless {
            Some(own) => rest.strip_prefix(own.as_str())?.strip_prefix('-')?,
            None => rest,
        };
        let digits = rest.strip_suffix(".jsonl")?;
        let plain = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    }

    /// Turns an error of the system into a sentence.
    pub(super) fn system(&self, error: &io::Error) -> Why {
        let dir = self.dir.display();
        Why::System(match error.kind() {
            io::ErrorKind::StorageFull => format!("the disk of {dir} is full"),
            io::ErrorKind::QuotaExceeded => format!("your quota on the disk of {dir} is used up"),
            io::ErrorKind::ReadOnlyFilesystem => format!("the file system of {dir} is read-only"),
            io::ErrorKind::PermissionDenied => format!("no permission to write in {dir}: {error}"),
            _ if is_link(error) => format!("a link stands where a file of {dir} should be"),
            _ => format!("{dir}: {error}"),
        })
    }
}

enum Failure {
    /// Nothing was written, or it was taken back.
    Write(io::Error),
    /// It was written, and nobody knows whether it will stay.
    Sync(io::Error),
}

fn blank() -> Record {
    Record {
        id: Id::new(String::new()),
        rev: 1,
        prev: 0,
        hlc: Hlc::default(),
        annotation: None,
        at: String::new(),
        by: String::new(),
        seen: Vec::new(),
        group: None,
        step: Step::Do,
    }
}

/// Tells whether a file was refused because a link stands in its place.
fn is_link(error: &io::Error) -> bool {
    #[cfg(unix)]
    let link = Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    let link: Option<i32> = None;
    link.is_some() && error.raw_os_error() == link
}
