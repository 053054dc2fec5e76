//! A file system in memory whose power can be cut.
//!
//! Each file has content as written and content as last synced, each folder names as seen and names
//! as last synced. A cut keeps *any subset* of what was not synced: whole writes, torn ones, ones
//! whose length arrived and whose bytes are zero; names in any combination. That is harsher than
//! any file system (commonware PR 4339 found a defect only in that model).

use super::fs::{Entry, Fs, Guard, Handle, How};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Clone, Debug, Default)]
struct File {
    now: Vec<u8>,
    durable: Vec<u8>,
    /// Since the last sync: appended bytes, or a cut to a length.
    pending: Vec<Write>,
    /// Bytes that a failed sync gave up on: readable, and never written.
    lost: Vec<std::ops::Range<usize>>,
}

#[derive(Clone, Debug)]
enum Write {
    Append(Vec<u8>),
    Cut(usize),
}

#[derive(Clone, Debug, Default)]
struct Dir {
    now: BTreeMap<String, usize>,
    durable: BTreeMap<String, usize>,
    /// Since the last sync: a name and what it stands for now; `None` when it was taken away.
    pending: Vec<Vec<(String, Option<usize>)>>,
}

#[derive(Clone, Debug, Default)]
struct Disk {
    files: Vec<File>,
    dirs: BTreeMap<PathBuf, Dir>,
    locked: bool,
    /// Whether it knows no locks, as some network file systems do not.
    lockless: bool,
    clock: u64,
    /// Time slept in all.
    slept: Duration,
    lose_next_sync: bool,
    /// Bytes that still fit, where there is an end to them.
    room: Option<usize>,
    /// Whether a file was ever cut into what was safe on it.
    safe_was_cut: bool,
}

/// The file system; clones share the disk.
#[derive(Clone, Debug, Default)]
pub(super) struct SimFs(Arc<Mutex<Disk>>);

/// A small generator, so that a seed names a power cut for ever (xorshift64*, Vigna 2016).
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % n.max(1)
    }
}

fn split(path: &Path) -> (PathBuf, String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (path.parent().unwrap_or(Path::new("")).to_owned(), name)
}

impl SimFs {
    pub(super) fn new() -> Self {
        let fs = Self::default();
        fs.disk().dirs.insert(PathBuf::from("/"), Dir::default());
        fs.disk().clock = 1_800_000_000_000;
        fs
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Takes the locks away.
    pub(super) fn know_no_locks(&self) {
        self.disk().lockless = true;
    }

    /// Returns the disk as it may be after the power was cut now.
    pub(super) fn cut(&self, dice: &mut Dice) -> Self {
        let mut disk = self.disk().clone();
        disk.locked = false;
        for file in &mut disk.files {
            let mut content = file.durable.clone();
            for write in std::mem::take(&mut file.pending) {
                match (write, dice.below(5)) {
                    (Write::Append(bytes), 0) => content.extend(bytes),
                    (Write::Append(bytes), 1) => {
                        // Now and then only the line feed is missing.
                        let all_but_one = bytes.len().saturating_sub(1);
                        let torn = match dice.below(8) {
                            0 => all_but_one,
                            _ => dice.below(bytes.len() + 1),
                        };
                        content.extend(&bytes[..torn]);
                    }
                    (Write::Append(bytes), 2) => content.extend(vec![0; bytes.len()]),
                    (Write::Append(bytes), 3) => {
                        let torn = dice.below(bytes.len() + 1);
                        content.extend(&bytes[..torn]);
                        content.extend(vec![0; bytes.len() - torn]);
                    }
                    (Write::Cut(len), 0 | 1) => content.truncate(len),
                    _ => {}
                }
            }
            file.now.clone_from(&content);
            file.durable = content;
        }
        for dir in disk.dirs.values_mut() {
            let mut names = dir.durable.clone();
            for change in std::mem::take(&mut dir.pending) {
                if dice.below(2) == 0 {
                    apply(&mut names, &change);
                }
            }
            dir.now.clone_from(&names);
            dir.durable = names;
        }
        Self(Arc::new(Mutex::new(disk)))
    }

    /// Says whether the next sync of a file fails as on Linux: what it could not write counts as clean from
    /// then on, so that a second sync says "done".
    pub(super) fn lose_next_sync(&self, lose: bool) {
        self.disk().lose_next_sync = lose;
    }

    /// Returns a disk of its own with the same on it.
    pub(super) fn clone_disk(&self) -> Self {
        Self(Arc::new(Mutex::new(self.disk().clone())))
    }

    /// Leaves room for so many bytes more; `None` for any number.
    pub(super) fn leave_room(&self, bytes: Option<usize>) {
        self.disk().room = bytes;
    }

    /// Sets the clock, in milliseconds since 1970.
    pub(super) fn set_clock(&self, clock: u64) {
        self.disk().clock = clock;
    }

    /// Returns the time that was slept in all.
    pub(super) fn slept(&self) -> Duration {
        self.disk().slept
    }

    /// Tells whether a file was ever cut into what was safe on it.
    pub(super) fn safe_was_cut(&self) -> bool {
        self.disk().safe_was_cut
    }

    /// Changes what is in a file as another program does that syncs it, or as a disk does that ages.
    pub(super) fn change_content(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let Ok(file) = self.inode(path) else { return };
        let mut disk = self.disk();
        let file = &mut disk.files[file];
        change(&mut file.now);
        file.durable.clone_from(&file.now);
        file.pending.clear();
        file.lost.clear();
    }

    /// Returns what is in a file.
    pub(super) fn content(&self, path: &Path) -> Vec<u8> {
        self.inode(path).map_or_else(|_| Vec::new(), |file| self.disk().files[file].now.clone())
    }

    fn change(&self, dir: &Path, change: Vec<(String, Option<usize>)>) -> io::Result<()> {
        let mut disk = self.disk();
        let dir = disk.dirs.get_mut(dir).ok_or(io::ErrorKind::NotFound)?;
        apply(&mut dir.now, &change);
        dir.pending.push(change);
        Ok(())
    }

    fn inode(&self, path: &Path) -> io::Result<usize> {
        let (dir, name) = split(path);
        let disk = self.disk();
        let found = disk.dirs.get(&dir).and_then(|dir| dir.now.get(&name)).copied();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn apply(names: &mut BTreeMap<String, usize>, change: &[(String, Option<usize>)]) {
    for (name, file) in change {
        match file {
            Some(file) => drop(names.insert(name.clone(), *file)),
            None => drop(names.remove(name)),
        }
    }
}

impl Fs for SimFs {
    fn is_dir(&self, dir: &Path) -> bool {
        self.disk().dirs.contains_key(dir)
    }

    // Folders are durable at once: the model is about files. A lost folder is a lost file's name.
    fn create_dir(&self, dir: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        if !disk.dirs.contains_key(dir.parent().unwrap_or(Path::new("/"))) {
            return Err(io::ErrorKind::NotFound.into());
        }
        disk.dirs.entry(dir.to_owned()).or_default();
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let disk = self.disk();
        let names = &disk.dirs.get(dir).ok_or(io::ErrorKind::NotFound)?.now;
        let entry = |(name, file): (&String, &usize)| Entry {
            name: name.clone(),
            len: disk.files[*file].now.len() as u64,
            stamp: (
                *file as u64,
                UNIX_EPOCH + Duration::from_millis(disk.files[*file].now.len() as u64),
            ),
        };
        Ok(names.iter().map(entry).collect())
    }

    fn open(&self, path: &Path, how: How) -> io::Result<Box<dyn Handle>> {
        let (dir, name) = split(path);
        let file = match (self.inode(path), how) {
            (Ok(_), How::CreateNew) => return Err(io::ErrorKind::AlreadyExists.into()),
            (Ok(file), _) => file,
            (Err(error), How::Read) => return Err(error),
            (Err(_), _) => {
                let file = {
                    let mut disk = self.disk();
                    disk.files.push(File::default());
                    disk.files.len() - 1
                };
                self.change(&dir, vec![(name, Some(file))])?;
                file
            }
        };
        Ok(Box::new(Open { fs: self.clone(), file }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let file = self.inode(from)?;
        let ((from_dir, from), (to_dir, to)) = (split(from), split(to));
        if from_dir == to_dir {
            return self.change(&from_dir, vec![(from, None), (to, Some(file))]);
        }
        self.change(&to_dir, vec![(to, Some(file))])?;
        self.change(&from_dir, vec![(from, None)])
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.inode(to).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let (dir, name) = split(to);
        self.change(&dir, vec![(name, Some(self.inode(from)?))])
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inode(path)?;
        let (dir, name) = split(path);
        self.change(&dir, vec![(name, None)])
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut disk = self.disk();
        let dir = disk.dirs.get_mut(dir).ok_or(io::ErrorKind::NotFound)?;
        dir.durable = dir.now.clone();
        dir.pending.clear();
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Box<dyn Guard>> {
        drop(self.open(path, How::Append)?);
        let mut disk = self.disk();
        if disk.lockless {
            return Err(io::ErrorKind::Unsupported.into());
        }
        if disk.locked {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        disk.locked = true;
        Ok(Box::new(Held(self.clone())))
    }

    fn now(&self) -> SystemTime {
        let mut disk = self.disk();
        disk.clock = disk.clock.saturating_add(1);
        UNIX_EPOCH + Duration::from_millis(disk.clock)
    }

    fn sleep(&self, time: Duration) {
        self.disk().slept += time;
    }
}

#[derive(Debug)]
struct Held(SimFs);

impl Guard for Held {}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.disk().locked = false;
    }
}

struct Open {
    fs: SimFs,
    file: usize,
}

impl Handle for Open {
    fn size(&self) -> io::Result<u64> {
        Ok(self.fs.disk().files[self.file].now.len() as u64)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let disk = self.fs.disk();
        let content = &disk.files[self.file].now;
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(content.len());
        let n = buffer.len().min(content.len() - start);
        buffer[..n].copy_from_slice(&content[start..start + n]);
        Ok(n)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut disk = self.fs.disk();
        let fits = disk.room.unwrap_or(usize::MAX).min(bytes.len());
        if fits == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        disk.room = disk.room.map(|room| room - fits);
        let file = &mut disk.files[self.file];
        file.now.extend(&bytes[..fits]);
        file.pending.push(Write::Append(bytes[..fits].to_vec()));
        Ok(fits)
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut disk = self.fs.disk();
        let lose = std::mem::take(&mut disk.lose_next_sync);
        let file = &mut disk.files[self.file];
        if lose {
            file.lost.push(file.durable.len().min(file.now.len())..file.now.len());
        }
        file.durable = file.now.clone();
        for lost in &file.lost {
            let end = lost.end.min(file.durable.len());
            file.durable[lost.start.min(end)..end].fill(0);
        }
        file.pending.clear();
        if lose { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let mut disk = self.fs.disk();
        let file = &mut disk.files[self.file];
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let safe = file.durable.len();
        file.now.truncate(len);
        file.pending.push(Write::Cut(len));
        disk.safe_was_cut |= len < safe;
        Ok(())
    }
}
