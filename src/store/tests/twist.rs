//! A file system that does some things otherwise than the one below it: the frame of every fault.

use crate::store::fs::{Entry, Fs, Guard, Handle, How};
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What is done otherwise. As it stands, nothing is.
pub(super) trait Twist: Debug + Send + Sync {
    /// Comes before every call that can fail; an error takes its place.
    fn before(&self, _call: &'static str) -> io::Result<()> {
        Ok(())
    }
    fn append(&self, file: &mut dyn Handle, bytes: &[u8]) -> io::Result<usize> {
        self.before("append")?;
        file.append(bytes)
    }
    fn read_at(&self, file: &dyn Handle, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.before("read")?;
        file.read_at(offset, buffer)
    }
    fn sync(&self, file: &mut dyn Handle, _path: &Path) -> io::Result<()> {
        self.before("sync")?;
        file.sync()
    }
    fn sync_dir(&self, below: &dyn Fs, dir: &Path) -> io::Result<()> {
        self.before("sync_dir")?;
        below.sync_dir(dir)
    }
    fn try_lock(&self, below: &dyn Fs, path: &Path) -> io::Result<Box<dyn Guard>> {
        self.before("try_lock")?;
        below.try_lock(path)
    }
}

/// A file system with a twist.
#[derive(Clone, Debug)]
pub(super) struct Twisted {
    below: Arc<dyn Fs>,
    twist: Arc<dyn Twist>,
}

impl Twisted {
    pub(super) fn new(below: Arc<dyn Fs>, twist: Arc<dyn Twist>) -> Self {
        Self { below, twist }
    }
}

impl Fs for Twisted {
    fn is_dir(&self, dir: &Path) -> bool {
        self.below.is_dir(dir)
    }
    fn create_dir(&self, dir: &Path) -> io::Result<()> {
        self.twist.before("create_dir")?;
        self.below.create_dir(dir)
    }
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.twist.before("list")?;
        self.below.list(dir)
    }
    fn open(&self, path: &Path, how: How) -> io::Result<Box<dyn Handle>> {
        self.twist.before("open")?;
        let (twist, below) = (Arc::clone(&self.twist), self.below.open(path, how)?);
        Ok(Box::new(File { twist, below, path: path.to_owned() }))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.twist.before("rename")?;
        self.below.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.twist.before("link")?;
        self.below.link(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.twist.before("remove")?;
        self.below.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.twist.sync_dir(&*self.below, dir)
    }
    fn try_lock(&self, path: &Path) -> io::Result<Box<dyn Guard>> {
        self.twist.try_lock(&*self.below, path)
    }
    fn now(&self) -> SystemTime {
        self.below.now()
    }
    fn sleep(&self, time: Duration) {
        self.below.sleep(time);
    }
}

struct File {
    twist: Arc<dyn Twist>,
    below: Box<dyn Handle>,
    path: PathBuf,
}

impl Handle for File {
    fn size(&self) -> io::Result<u64> {
        self.twist.before("size")?;
        self.below.size()
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.twist.read_at(&*self.below, offset, buffer)
    }
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.twist.append(&mut *self.below, bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        self.twist.sync(&mut *self.below, &self.path)
    }
    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.twist.before("set_len")?;
        self.below.set_len(len)
    }
}
