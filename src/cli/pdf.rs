//! The words of a PDF file, got by a process of its own with little time and memory: the library that
//! reads PDF believes what a file says of itself, and a hostile one says that it is endless.

use super::exit::Exit;
use crate::article::read::words_of_pdf;
use anyhow::Context;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// The name of the command that this program gives to itself.
pub(super) const COMMAND: &str = "words-of-pdf";

/// The most memory that the process may ask for, in bytes.
const MEMORY: u64 = 256 << 20;

/// The most seconds on a processor.
const SECONDS: u64 = 2;

/// The most text, in bytes.
const TEXT: u64 = 32 << 20;

/// Gets the words of a PDF file from another process of this program.
///
/// # Errors
/// When the file is damaged, or more than the limits are needed.
pub(super) fn apart(bytes: &[u8]) -> Result<String, String> {
    let failed =
        |error: &dyn std::fmt::Display| format!("its reader could not be started: {error}");
    let program = std::env::current_exe().map_err(|error| failed(&error))?;
    let mut child = Command::new(program)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error))?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (words, too_long) = std::thread::scope(|scope| {
        // A process that ends early closes the pipe: what it said tells why.
        scope.spawn(move || input.map(|mut input| input.write_all(bytes)));
        let mut words = Vec::new();
        let read = output.map(|output| output.take(TEXT + 1).read_to_end(&mut words));
        let too_long = words.len() as u64 > TEXT || !matches!(read, Some(Ok(_)));
        if too_long {
            let _ = child.kill();
        }
        (words, too_long)
    });
    let ended = child.wait_with_output().map_err(|error| failed(&error))?;
    if too_long {
        return Err(format!("it holds more than {} MiB of text", TEXT >> 20));
    }
    if ended.status.success() {
        return Ok(String::from_utf8_lossy(&words).into_owned());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(match ended.status.code() {
        Some(_) if !said.trim().is_empty() => {
            said.trim().trim_start_matches("rashomon: ").to_owned()
        }
        _ => format!(
            "it takes more than {SECONDS} seconds or {} MiB to read; try `pdftotext FILE - | rashomon -`",
            MEMORY >> 20
        ),
    })
}

/// Reads a PDF file from standard input and prints its words, within the limits.
pub(super) fn run() -> anyhow::Result<Exit> {
    limit().context("its time and memory could not be limited")?;
    // What the library says when it panics is of no use to anybody.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let words = words_of_pdf(&bytes).map_err(anyhow::Error::msg)?;
    std::io::stdout().lock().write_all(words.as_bytes())?;
    Ok(Exit::Done)
}

#[cfg(unix)]
fn limit() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    setrlimit(Resource::Core, at_most(0))?;
    setrlimit(Resource::Cpu, at_most(SECONDS))?;
    // Not every system limits the memory of a process.
    if cfg!(target_os = "linux") {
        setrlimit(Resource::As, at_most(MEMORY))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit() -> std::io::Result<()> {
    Ok(())
}
