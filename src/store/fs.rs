//! What the store asks of a file system, so that tests can cut the power and fail any call.

mod real;

pub use real::RealFs;

use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The calls the store makes. Nothing here follows a link in the last part of a path.
pub trait Fs: Send + Sync + std::fmt::Debug {
    /// Tells whether a folder is there; a link to one counts.
    fn is_dir(&self, dir: &Path) -> bool;

    /// Makes one folder, for its owner only; one that is there is no error.
    ///
    /// # Errors
    /// When it cannot be made, or its name is taken by something else, be it a link.
    fn create_dir(&self, dir: &Path) -> io::Result<()>;

    /// Returns the regular files of a folder, in the order of their names.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>>;

    /// Opens a regular file.
    ///
    /// # Errors
    /// When it is missing (for reading), there already (for [`How::CreateNew`]), a link, another
    /// user's, or no regular file.
    fn open(&self, path: &Path, how: How) -> io::Result<Box<dyn Handle>>;

    /// Gives a file another name, replacing what had it.
    ///
    /// # Errors
    /// When it cannot.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name, which must be free.
    ///
    /// # Errors
    /// When it cannot.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// When it cannot.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    ///
    /// # Errors
    /// When it cannot; then nothing is known about them.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Tries to take the lock on the file at `path`, making it when it is missing. It is held until
    /// the guard is dropped or the process dies.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when another holds it; [`io::ErrorKind::Unsupported`] when the
    /// file system has no locks.
    fn try_lock(&self, path: &Path) -> io::Result<Box<dyn Guard>>;

    /// Waits for the lock, for so long in all.
    ///
    /// # Errors
    /// As [`try_lock`](Self::try_lock).
    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Guard>> {
        use io::ErrorKind::{Interrupted, WouldBlock};
        let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(1));
        loop {
            match self.try_lock(path) {
                Err(error)
                    if matches!(error.kind(), WouldBlock | Interrupted) && waited < patience =>
                {
                    self.sleep(pause);
                    waited += pause;
                    pause = (pause * 2).min(Duration::from_millis(20));
                }
                Err(error) if error.kind() == Interrupted => return Err(WouldBlock.into()),
                done => return done,
            }
        }
    }

    /// Returns the wall clock, which may jump.
    fn now(&self) -> SystemTime;

    /// Waits.
    fn sleep(&self, time: Duration);
}

/// A held lock.
pub trait Guard: Send + std::fmt::Debug {}

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// To read.
    Read,
    /// To add at the end, made when missing.
    Append,
    /// To write a new file; one of that name is an error.
    CreateNew,
}

/// An open file.
pub trait Handle: Send {
    /// Returns the length in bytes.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn size(&self) -> io::Result<u64>;

    /// Reads from an offset; fewer bytes than asked for only at the end of the file.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Adds bytes at the end with one call; returns how many arrived.
    ///
    /// # Errors
    /// When none did.
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Makes the content durable.
    ///
    /// # Errors
    /// When it cannot. Never ask again on the same file: the system forgets what it could not write.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file.
    ///
    /// # Errors
    /// When it cannot.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
}

/// A file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub len: u64,
    /// Its identity and time of change: another value means another file or another content.
    pub stamp: (u64, SystemTime),
}

/// Adds all bytes at the end; continues after a short write.
///
/// # Errors
/// When the file takes no more.
pub fn append_all(file: &mut dyn Handle, mut bytes: &[u8]) -> io::Result<()> {
    let mut interrupted = 0;
    while !bytes.is_empty() {
        match file.append(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            // Signals come one at a time; what is interrupted for ever is broken.
            Err(error) if error.kind() == io::ErrorKind::Interrupted && interrupted < 100 => {
                interrupted += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads a whole file, at most `limit` bytes.
///
/// # Errors
/// When it cannot be read, or is longer.
pub fn read_all(fs: &dyn Fs, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = fs.open(path, How::Read)?;
    let len = file.size()?;
    if len > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file is too long"));
    }
    let mut bytes = vec![0; usize::try_from(len).unwrap_or(usize::MAX)];
    let n = file.read_at(0, &mut bytes)?;
    bytes.truncate(n);
    Ok(bytes)
}

/// Writes a file as a whole: temporary name, sync, rename, sync of the folder.
///
/// # Errors
/// When any step fails; the file is then what it was.
pub fn replace(fs: &dyn Fs, dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let temporary = dir.join(format!(".tmp-{}", uuid::Uuid::now_v7()));
    let written = (|| {
        let mut file = fs.open(&temporary, How::CreateNew)?;
        append_all(&mut *file, bytes)?;
        file.sync()?;
        fs.rename(&temporary, &dir.join(name))
    })();
    if let Err(error) = written {
        let _ = fs.remove(&temporary);
        return Err(error);
    }
    fs.sync_dir(dir)
}
