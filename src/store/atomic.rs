//! Replacing a small file as a whole: whoever reads it sees the old content or the new, never a part.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` to the file at `path`, replacing what was there, so that it survives a power cut.
///
/// Temporary file beside it, sync, rename, sync of the folder. The folder is made when it is
/// missing, for the owner only; so is the file. A link at `path` is replaced, never followed.
///
/// # Errors
/// When any step fails; the file at `path` is then what it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_private_dir(dir)?;
    let mut temporary = tempfile::Builder::new().prefix(".tmp-").tempfile_in(dir)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    sync_dir(dir)
}

/// Makes a folder and the missing ones above it, readable by their owner only.
///
/// # Errors
/// When it cannot be made, or something else has its name.
pub fn make_private_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Makes the names in a folder durable.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_is_private() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("made/for/it/state.json");
        write(&path, b"one")?;
        write(&path, b"two")?;
        assert_eq!(std::fs::read(&path)?, b"two");
        let left = std::fs::read_dir(path.parent().expect("has one"))?.count();
        assert_eq!(left, 1, "no temporary file is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |p: &Path| std::fs::metadata(p).map(|m| m.permissions().mode() & 0o777);
            assert_eq!(mode(&path)?, 0o600);
            assert_eq!(mode(path.parent().expect("has one"))?, 0o700);
        }
        Ok(())
    }

    #[test]
    fn a_failure_leaves_the_file_as_it_was() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("taken");
        std::fs::create_dir(&path)?;
        assert!(write(&path, b"x").is_err());
        assert!(path.is_dir());
        Ok(())
    }
}
