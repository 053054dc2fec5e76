//! The bytes of one source, read so that nothing named on a command line can hang or drown the program.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Reads a size such as `64M`: bytes, or KiB, MiB, GiB with a letter.
pub(super) fn parse_size(written: &str) -> Result<u64, String> {
    let lower = written.trim().to_ascii_lowercase();
    let lower = lower.trim_end_matches("ib").trim_end_matches('b');
    let (digits, factor) = match lower.chars().last() {
        Some('k') => (&lower[..lower.len() - 1], 1 << 10),
        Some('m') => (&lower[..lower.len() - 1], 1 << 20),
        Some('g') => (&lower[..lower.len() - 1], 1 << 30),
        _ => (lower, 1),
    };
    let size = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(factor)).filter(|n| *n > 0);
    size.ok_or_else(|| "give a number of bytes, or one with K, M or G, such as 64M".to_owned())
}

/// Reads a regular file of at most `max` bytes.
///
/// Opening never waits (a pipe without a writer, a device), and what is no regular file is refused
/// by what the open descriptor says, not the name.
///
/// # Errors
/// With a reason that makes sense behind the file's name.
pub(super) fn read_file(path: &Path, max: u64) -> anyhow::Result<Vec<u8>> {
    let file = open(path).map_err(|error| anyhow::anyhow!("{}", reason(&error)))?;
    let about = file.metadata().map_err(|error| anyhow::anyhow!("{}", reason(&error)))?;
    if !about.is_file() {
        anyhow::bail!("it is {}, not a file", kind(about.file_type()));
    }
    if about.len() > max {
        too_large(about.len(), max)?;
    }
    read_to_end(file, about.len(), max)
}

/// Reads standard input, at most `max` bytes.
///
/// # Errors
/// When it cannot be read or is longer.
pub(super) fn read_stdin(max: u64) -> anyhow::Result<Vec<u8>> {
    read_to_end(io::stdin().lock(), 0, max)
}

fn read_to_end(input: impl Read, len: u64, max: u64) -> anyhow::Result<Vec<u8>> {
    // A file may grow while it is read, and a size may be a lie: never take more than the limit.
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0).saturating_add(1));
    let limit = max.saturating_add(1);
    input
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| anyhow::anyhow!("{}", reason(&error)))?;
    if bytes.len() as u64 > max {
        too_large(bytes.len() as u64, max)?;
    }
    Ok(bytes)
}

fn too_large(len: u64, max: u64) -> anyhow::Result<()> {
    let shown = |size: u64| {
        if size >= 1 << 20 {
            format!("{} MiB", size >> 20)
        } else {
            format!("{} KiB", size.div_ceil(1024))
        }
    };
    anyhow::bail!(
        "it has {} or more; sources up to {} are read, see --max-size",
        shown(len),
        shown(max)
    )
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

fn kind(kind: std::fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a pipe (use `-` for standard input)";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    if kind.is_dir() { "a folder" } else { "something else" }
}

/// Says an error of the system without its number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_with_their_letters() {
        let cases = [
            ("100", Some(100)),
            ("64K", Some(65_536)),
            ("1M", Some(1 << 20)),
            ("2GiB", Some(2 << 30)),
            ("0", None),
            ("x", None),
            ("", None),
            ("99999999999G", None),
        ];
        for (written, want) in cases {
            assert_eq!(parse_size(written).ok(), want, "{written}");
        }
    }

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let dir = tempfile::tempdir().expect("a folder for the test");
        let file = dir.path().join("a.txt");
        std::fs::write(&file, "0123456789").expect("it can be written");
        assert_eq!(read_file(&file, 10).expect("it fits"), b"0123456789");
        let cases = [
            (file.as_path(), 9, "it has 1 KiB or more"),
            (dir.path(), 99, "a folder"),
            (Path::new("/nowhere/at/all"), 99, "no such file"),
        ];
        for (path, max, want) in cases {
            let error = read_file(path, max).expect_err("it is refused").to_string();
            assert!(error.contains(want), "{error}");
        }
        #[cfg(unix)]
        {
            let pipe = dir.path().join("pipe");
            let made = std::process::Command::new("mkfifo").arg(&pipe).status();
            if made.is_ok_and(|status| status.success()) {
                assert!(
                    read_file(&pipe, 9).expect_err("it is refused").to_string().contains("a pipe")
                );
            }
            assert!(
                read_file(Path::new("/dev/zero"), 9)
                    .expect_err("refused")
                    .to_string()
                    .contains("a device")
            );
        }
    }
}
