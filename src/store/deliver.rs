//! Putting what was written where the user asked: whole or not at all, and never over another file by accident.

use super::atomic::sync_dir;
use crate::exchange::File;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not put in its place. Whatever was there is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotPut {
    /// A file is there and may not be replaced.
    #[error("{0} is already there; --force replaces it")]
    Taken(PathBuf),
    /// A folder has the name.
    #[error("{0} is a folder")]
    Folder(PathBuf),
    /// The system said no.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

/// Puts bytes at `path`: a temporary file beside it, sync, rename, sync of the folder.
///
/// Something that is no ordinary file (`/dev/stdout`, a FIFO) is written to as it stands; a link is
/// followed only when its file may be replaced. An existing file keeps its permissions.
///
/// # Errors
/// When a file is there and `force` is false, or any step fails.
pub fn put(path: &Path, bytes: &[u8], force: bool) -> Result<(), NotPut> {
    let failed = |error| NotPut::Io(path.to_owned(), error);
    let there = std::fs::metadata(path).ok();
    match &there {
        Some(meta) if meta.is_dir() => return Err(NotPut::Folder(path.to_owned())),
        Some(meta) if !meta.is_file() => {
            let mut device = OpenOptions::new().write(true).open(path).map_err(failed)?;
            return device.write_all(bytes).and_then(|()| device.flush()).map_err(failed);
        }
        _ => {}
    }
    if !force && std::fs::symlink_metadata(path).is_ok() {
        return Err(NotPut::Taken(path.to_owned()));
    }
    let target =
        if there.is_some() { path.canonicalize().map_err(failed)? } else { path.to_owned() };
    replace(&target, bytes, there.map(|meta| meta.permissions()), force).map_err(
        |error| match error.kind() {
            io::ErrorKind::AlreadyExists => NotPut::Taken(path.to_owned()),
            _ => failed(error),
        },
    )
}

fn replace(
    path: &Path,
    bytes: &[u8],
    permissions: Option<std::fs::Permissions>,
    force: bool,
) -> io::Result<()> {
    let dir = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rashomon-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less the umask
    let mut temporary = builder.tempfile_in(dir)?;
    temporary.write_all(bytes)?;
    if let Some(permissions) = permissions {
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.as_file().sync_all()?;
    if force {
        temporary.persist(path).map_err(|error| error.error)?;
    } else {
        temporary.persist_noclobber(path).map_err(|error| error.error)?;
    }
    sync_dir(dir)
}

/// Puts several files into a folder, which is made when it is missing, and returns where each went.
///
/// Unless `force`, nothing is written when any of them is there already.
///
/// # Errors
/// The first reason, with the files that were written before it came up.
pub fn put_all(
    dir: &Path,
    files: &[File],
    force: bool,
) -> Result<Vec<PathBuf>, (Vec<PathBuf>, NotPut)> {
    let mut done = Vec::new();
    if let Err(error) = std::fs::create_dir_all(dir) {
        return Err((done, NotPut::Io(dir.to_owned(), error)));
    }
    let paths: Vec<_> = files.iter().map(|file| dir.join(&file.name)).collect();
    let taken = paths.iter().find(|path| std::fs::symlink_metadata(path).is_ok());
    if let Some(taken) = taken.filter(|_| !force) {
        return Err((done, NotPut::Taken(taken.clone())));
    }
    for (path, file) in paths.into_iter().zip(files) {
        if let Err(error) = put(&path, &file.bytes, force) {
            return Err((done, error));
        }
        done.push(path);
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> File {
        File { name: name.to_owned(), bytes: b"new".to_vec() }
    }

    #[test]
    fn nothing_is_replaced_by_accident() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("report.html");
        put(&path, b"one", false).expect("the place is free");
        assert!(matches!(put(&path, b"two", false), Err(NotPut::Taken(_))));
        assert_eq!(std::fs::read(&path)?, b"one");
        put(&path, b"two", true).expect("forced");
        assert_eq!(std::fs::read(&path)?, b"two");
        assert!(matches!(put(dir.path(), b"x", true), Err(NotPut::Folder(_))));
        assert_eq!(std::fs::read_dir(dir.path())?.count(), 1, "no temporary file is left");
        Ok(())
    }

    #[test]
    fn a_batch_writes_nothing_when_one_is_taken() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let out = dir.path().join("made/here");
        put_all(&out, &[file("b")], false).expect("free");
        let (done, error) = put_all(&out, &[file("a"), file("b")], false).expect_err("taken");
        assert!(done.is_empty() && matches!(error, NotPut::Taken(_)));
        assert!(!out.join("a").exists());
        assert_eq!(put_all(&out, &[file("a"), file("b")], true).expect("forced").len(), 2);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn links_devices_and_permissions_are_respected() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir()?;
        let (real, link) = (dir.path().join("real"), dir.path().join("link"));
        std::fs::write(&real, "old")?;
        std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640))?;
        std::os::unix::fs::symlink(&real, &link)?;
        assert!(matches!(put(&link, b"new", false), Err(NotPut::Taken(_))));
        put(&link, b"new", true).expect("forced");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read(&real)?, b"new");
        assert_eq!(std::fs::metadata(&real)?.permissions().mode() & 0o777, 0o640);
        put(Path::new("/dev/null"), b"x", false).expect("a device takes it");
        if Path::new("/dev/full").exists() {
            assert!(matches!(put(Path::new("/dev/full"), b"x", true), Err(NotPut::Io(..))));
            assert!(!std::fs::metadata("/dev/full")?.is_file());
        }
        Ok(())
    }
}
