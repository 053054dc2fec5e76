//! Compaction: the live records of this device into a new segment, the old ones into the trash.
//!
//! Never destroys its input. Every step leaves a store that reads the same.

use super::clock::millis;
use super::fs::{Entry, How, append_all, read_all};
use super::journal::is_segment;
use super::record::{self, Line};
use super::versions::Versions;
use super::{Store, Why};
use crate::annotation::Id;
use std::collections::{HashMap, HashSet};
use std::io;

/// Revisions of a note that are kept at least.
const REVISIONS: usize = 20;
const DAY: u64 = 86_400_000;
/// Milliseconds for which every revision is kept.
const RECENT: u64 = 30 * DAY;
/// Milliseconds after which a removal is forgotten.
const TOMBSTONE: u64 = 180 * DAY;
/// Milliseconds for which a replaced segment stays in the trash, and how many stay in any case.
const TRASH: (u64, usize) = (90 * DAY, 3);
/// Length of the open segment from which compaction may pay.
const WORTH: u64 = 4 << 20;

/// What a compaction did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Bytes of the segments before.
    pub before: u64,
    /// Bytes after.
    pub after: u64,
    /// Records kept.
    pub kept: usize,
    /// Records that say nothing any more.
    pub dropped: usize,
    /// Damaged pieces copied to the quarantine.
    pub quarantined: usize,
}

/// A line that stays, or may.
struct Kept<'a> {
    line: &'a [u8],
    /// Note, revision and moment; none for a record of a newer program.
    key: Option<(Id, u32, super::Hlc)>,
    needed: bool,
}

impl Store {
    /// Writes the records of this device that still say something into a new segment, and moves
    /// the old segments to the trash. What other devices wrote is not touched.
    ///
    /// # Errors
    /// When nothing may be written or a step fails; the store then reads as before.
    pub fn compact(&mut self) -> Result<Compacted, Why> {
        self.may_write()?;
        if !self.seen {
            return Ok(Compacted::default());
        }
        let _lock = self.lock()?;
        let mut changes = super::Changes::default();
        self.catch_up(Some(&mut changes));
        self.show(changes);
        self.compact_locked().map_err(|error| self.system(&error))
    }

    fn compact_locked(&mut self) -> io::Result<Compacted> {
        let journal = self.part("journal");
        let entries = self.fs.list(&journal)?;
        let own: Vec<_> = entries
            .iter()
            .filter_map(|e| Some((e.name.clone(), self.own_number(&e.name)?)))
            .collect();
        let Some(highest) = own.iter().map(|(_, number)| *number).max() else {
            return Ok(Compacted::default());
        };
        let mut files = Vec::new();
        for (name, _) in &own {
            files.push((name, read_all(&*self.fs, &journal.join(name), u64::MAX)?));
        }
        let mut report = Compacted {
            before: files.iter().map(|(_, f)| f.len() as u64).sum(),
            ..Compacted::default()
        };
        let mut damaged = Vec::new();
        let forgotten = self.forgotten(&entries, &own);
        let lines = self.sort_lines(&files, &forgotten, &mut damaged);
        report.kept = lines.iter().filter(|line| line.needed).count();
        report.dropped = lines.len() - report.kept;
        report.quarantined = damaged.len();
        self.quarantine(&damaged)?;
        if report.dropped == 0 && damaged.is_empty() && own.len() == 1 {
            report.after = report.before;
            return Ok(report);
        }
        let mut bytes = Vec::new();
        for line in lines.iter().filter(|line| line.needed) {
            bytes.extend_from_slice(line.line);
            bytes.push(b'\n');
        }
        report.after = bytes.len() as u64;
        let temporary = journal.join(format!(".tmp-{}", uuid::Uuid::now_v7()));
        let written = self.write_checked(&temporary, &bytes).and_then(|()| {
            let next = journal.join(self.segment_name(highest + 1));
            self.fs.rename(&temporary, &next)?;
            self.fs.sync_dir(&journal)
        });
        if let Err(error) = written {
            let _ = self.fs.remove(&temporary);
            return Err(error);
        }
        // From here on both forms exist, which is harmless: records are idempotent.
        let trash = self.part("trash");
        self.fs.create_dir(&trash)?;
        for (name, _) in &own {
            self.fs.rename(&journal.join(name), &trash.join(name))?;
            self.segments.remove(name);
        }
        self.fs.sync_dir(&trash)?;
        self.fs.sync_dir(&journal)?;
        self.empty_trash();
        Ok(report)
    }

    /// Sorts the lines of this device's segments: what is needed, what says nothing any more, and
    /// what is damaged (segment, offset, bytes).
    fn sort_lines<'a>(
        &self,
        files: &'a [(&'a String, Vec<u8>)],
        forgotten: &HashSet<Id>,
        damaged: &mut Vec<(String, usize, &'a [u8])>,
    ) -> Vec<Kept<'a>> {
        let now = millis(self.fs.now());
        let mut once: HashSet<&[u8]> = HashSet::new();
        let mut lines: Vec<Kept<'a>> = Vec::new();
        let mut revisions: HashMap<Id, Vec<u32>> = HashMap::new();
        for (name, bytes) in files {
            let mut offset = 0;
            for line in bytes.split(|b| *b == b'\n') {
                let at = offset;
                offset += line.len() + 1;
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                match record::read(line) {
                    Line::Damaged(_) => damaged.push(((*name).clone(), at, line)),
                    Line::Newer => lines.push(Kept { line, key: None, needed: once.insert(line) }),
                    Line::Record { record, torn, .. } => {
                        // A record glued to a torn piece: the piece goes to the quarantine, whole.
                        let (piece, line) = line.split_at(torn);
                        if !piece.is_empty() {
                            damaged.push(((*name).clone(), at, piece));
                        }
                        let needed = once.insert(line) && !forgotten.contains(&record.id);
                        if needed {
                            revisions.entry(record.id.clone()).or_default().push(record.rev);
                        }
                        let key = Some((record.id, record.rev, record.hlc));
                        lines.push(Kept { line, key, needed });
                    }
                }
            }
        }
        for revisions in revisions.values_mut() {
            revisions.sort_unstable_by(|a, b| b.cmp(a));
            revisions.truncate(REVISIONS);
        }
        for line in &mut lines {
            let Some((id, rev, hlc)) = &line.key else { continue };
            let lately = revisions.get(id).is_some_and(|revisions| revisions.contains(rev));
            let recent = now.saturating_sub(hlc.ms) < RECENT;
            let head = self.notes.get(id).is_none_or(|n| n.heads().iter().any(|v| v.hlc == *hlc));
            line.needed &= lately || recent || head;
        }
        lines
    }

    /// Returns the notes removed so long ago that the removal itself may go: then all of it goes, or
    /// what is older would come back. So nothing of them may stand in a file that is not written anew.
    fn forgotten(&self, entries: &[Entry], own: &[(String, u32)]) -> HashSet<Id> {
        let now = millis(self.fs.now());
        let notes = self.notes.iter().filter(|(_, note)| self.is_long_gone(note, now));
        let mut forgotten: HashSet<Id> = notes.map(|(id, _)| id.clone()).collect();
        let is_own = |entry: &&Entry| own.iter().any(|(name, _)| *name == entry.name);
        for entry in entries.iter().filter(|e| is_segment(&e.name) && !is_own(e)) {
            if forgotten.is_empty() {
                break;
            }
            // What cannot be read may hold anything.
            let path = self.part("journal").join(&entry.name);
            let Ok(bytes) = read_all(&*self.fs, &path, u64::MAX) else { return HashSet::new() };
            for line in bytes.split(|b| *b == b'\n') {
                if let Line::Record { record, .. } = record::read(line) {
                    forgotten.remove(&record.id);
                }
            }
        }
        forgotten
    }

    /// Tells whether a note was removed on this device, long ago, and nobody else ever wrote of it.
    fn is_long_gone(&self, note: &Versions, now: u64) -> bool {
        let own = |by: &u16| {
            let name = self.names.get(usize::from(*by)).map_or("", String::as_str);
            super::device::family(name) == self.device
        };
        let gone = |v: &super::Version| {
            v.annotation.is_none() && own(&v.by) && now.saturating_sub(v.hlc.ms) > TOMBSTONE
        };
        note.heads().iter().all(gone) && note.old().iter().all(|(by, _)| own(by))
    }

    /// Writes a file, makes it durable, and reads it back.
    fn write_checked(&self, path: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.fs.open(path, How::CreateNew)?;
        append_all(&mut *file, bytes)?;
        file.sync()?;
        drop(file);
        if read_all(&*self.fs, path, u64::MAX)? == bytes {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "what was written reads back otherwise"))
        }
    }

    /// Copies damaged bytes to the quarantine; each place once.
    pub(super) fn quarantine(&self, damaged: &[(String, usize, &[u8])]) -> io::Result<()> {
        if damaged.is_empty() {
            return Ok(());
        }
        let dir = self.part("quarantine");
        self.fs.create_dir(&dir)?;
        for (name, offset, bytes) in damaged {
            match self.fs.open(&dir.join(format!("{name}-{offset}.bin")), How::CreateNew) {
                Ok(mut file) => {
                    append_all(&mut *file, bytes)?;
                    file.sync()?;
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        self.fs.sync_dir(&dir)
    }

    /// Removes what has been in the trash long enough; only what compaction put there.
    fn empty_trash(&self) {
        let trash = self.part("trash");
        let Ok(mut entries) = self.fs.list(&trash) else { return };
        entries.retain(|e| self.own_number(&e.name).is_some());
        entries.sort_by(|a, b| b.name.cmp(&a.name));
        let now = millis(self.fs.now());
        for old in entries.iter().skip(TRASH.1) {
            if now.saturating_sub(millis(old.stamp.1)) > TRASH.0 {
                let _ = self.fs.remove(&trash.join(&old.name));
            }
        }
    }

    /// Does what is due while nothing else happens: the daily backup, and a compaction when the
    /// open segment is long and more than half of it says nothing any more.
    ///
    /// # Errors
    /// When a step fails; nothing is lost by it.
    pub fn maintain(&mut self) -> Result<(), Why> {
        if self.may_write().is_err() || !self.seen {
            return Ok(());
        }
        let open = self.segments.iter().filter(|(name, _)| self.own_number(name).is_some());
        let (bytes, lines) = open.fold((0, 0), |(b, l), (_, s)| (b + s.offset, l + s.lines()));
        let live = self.notes.len() as u64;
        if bytes > WORTH && lines > 2 * live && !self.compacted {
            self.compacted = true;
            self.compact()?;
        }
        self.backup_if_due().map_err(|error| self.system(&error))?;
        Ok(())
    }
}
