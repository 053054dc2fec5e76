//! A log on request: what was opened, found, said and how it ended, one clean line each.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

static LOG: OnceLock<(Mutex<File>, Instant)> = OnceLock::new();

/// Begins to log to the end of a file.
///
/// # Errors
/// When the file cannot be opened to append.
pub(super) fn start(path: &Path) -> anyhow::Result<()> {
    let file = File::options().create(true).append(true).open(path);
    let file = file.map_err(|error| anyhow::anyhow!("--log {}: {error}", path.display()))?;
    let _ = LOG.set((Mutex::new(file), Instant::now()));
    line(&format!("rashomon {} begins", env!("CARGO_PKG_VERSION")));
    Ok(())
}

/// Writes one line, with the day, the time and the milliseconds since the start; nothing without `--log`.
/// A log that cannot be written stops nobody.
pub(super) fn line(words: &str) {
    let Some((file, start)) = LOG.get() else { return };
    let Ok(mut file) = file.lock() else { return };
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ");
    let words = crate::text::clean::line(words);
    let _ = writeln!(file, "{now} {:>8} ms  {words}", start.elapsed().as_millis());
}
