//! Planted bugs: a harness that finds nothing when something is wrong proves nothing.
//!
//! Each is a mistake that programs which save notes have made, made here by the file system in the
//! store's stead, so that the store itself carries no trace of it.

use super::model::life;
use super::sim::SimFs;
use super::twist::{Twist, Twisted};
use crate::store::fs::{Fs, Guard, Handle, How};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A mistake of a program that saves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bug {
    /// Files are not synced.
    NoSync,
    /// Folders are not synced.
    NoDirSync,
    /// “Saved” is said first, and synced afterwards.
    AckBeforeSync,
    /// A sync that failed counts as one that did not.
    SwallowedSyncError,
    /// A full disk counts as one with room.
    SwallowedFullDisk,
    /// A record is put right behind a torn one.
    NoSeal,
    /// A file is emptied and written anew.
    TruncateOnWrite,
    /// Everybody has the lock.
    NoLock,
}

/// A store that makes one mistake, as far as what is below it can tell.
#[derive(Debug)]
struct Planted {
    bug: Bug,
    disk: SimFs,
    /// Files that were to be synced and wait for the next call.
    late: Mutex<Vec<PathBuf>>,
}

/// Returns the disk as a store with the bug makes use of it.
pub(super) fn planted(disk: &SimFs, bug: Option<Bug>) -> Arc<dyn Fs> {
    let below = Arc::new(disk.clone());
    match bug {
        None => below,
        Some(bug) => {
            let twist = Planted { bug, disk: disk.clone(), late: Mutex::default() };
            Arc::new(Twisted::new(below, Arc::new(twist)))
        }
    }
}

#[derive(Debug)]
struct Anybody;

impl Guard for Anybody {}

impl Twist for Planted {
    fn before(&self, _call: &'static str) -> io::Result<()> {
        let late = std::mem::take(&mut *self.late.lock().unwrap_or_else(PoisonError::into_inner));
        for path in late {
            // Meanwhile it may have another name.
            let _ = self.disk.open(&path, How::Read).and_then(|mut file| file.sync());
        }
        Ok(())
    }

    fn append(&self, file: &mut dyn Handle, bytes: &[u8]) -> io::Result<usize> {
        self.before("append")?;
        match self.bug {
            Bug::TruncateOnWrite => {
                let mut all = vec![0; usize::try_from(file.size()?).unwrap_or(0)];
                file.read_at(0, &mut all)?;
                all.extend(bytes);
                file.set_len(0)?;
                file.append(&all)?;
                Ok(bytes.len())
            }
            Bug::SwallowedFullDisk => match file.append(bytes) {
                Err(error) if error.kind() == ErrorKind::StorageFull => Ok(bytes.len()),
                done => done,
            },
            _ => file.append(bytes),
        }
    }

    fn read_at(&self, file: &dyn Handle, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.before("read")?;
        match buffer {
            // The last byte, asked for to see whether a line ends there.
            [last] if self.bug == Bug::NoSeal => {
                *last = b'\n';
                Ok(1)
            }
            buffer => file.read_at(offset, buffer),
        }
    }

    fn sync(&self, file: &mut dyn Handle, path: &Path) -> io::Result<()> {
        self.before("sync")?;
        match self.bug {
            Bug::NoSync => Ok(()),
            Bug::AckBeforeSync => {
                let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
                late.push(path.to_owned());
                Ok(())
            }
            Bug::SwallowedSyncError => file.sync().or(Ok(())),
            _ => file.sync(),
        }
    }

    fn sync_dir(&self, below: &dyn Fs, dir: &Path) -> io::Result<()> {
        self.before("sync_dir")?;
        if self.bug == Bug::NoDirSync { Ok(()) } else { below.sync_dir(dir) }
    }

    fn try_lock(&self, below: &dyn Fs, path: &Path) -> io::Result<Box<dyn Guard>> {
        self.before("try_lock")?;
        if self.bug == Bug::NoLock { Ok(Box::new(Anybody)) } else { below.try_lock(path) }
    }
}

#[test]
fn every_planted_bug_is_found() {
    for bug in [
        Bug::NoSync,
        Bug::NoDirSync,
        Bug::AckBeforeSync,
        Bug::SwallowedSyncError,
        Bug::SwallowedFullDisk,
        Bug::NoSeal,
        Bug::TruncateOnWrite,
        Bug::NoLock,
    ] {
        let found = (0..4000).find_map(|seed| Some((seed, life(seed, Some(bug)).err()?)));
        let (seed, what) = found.unwrap_or_else(|| panic!("{bug:?} was not noticed"));
        eprintln!("{bug:?}: found in life {seed}: {what}");
    }
}
