//! Standard output: locked, buffered, and never a panic when the pipe closes.

use std::io::{self, BufWriter, StdoutLock};

/// Returns the buffered standard output; write with `writeln!` and `?`, and flush at the end.
#[must_use]
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
