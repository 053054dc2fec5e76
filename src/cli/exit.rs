//! Outcomes and errors into a sentence, a hint and a number.

use std::io::Write;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: nothing found, or a check failed.
    Nothing,
    /// 2: a part of the work failed; its reason is already on standard error.
    Failed,
    /// 130: interrupted.
    Interrupted,
    /// 143: told to end.
    Terminated,
    /// 129: the terminal went away.
    HungUp,
    /// 131: told to quit.
    QuitBySignal,
}

/// Returns how a command ends that a signal with this number ended.
#[must_use]
pub const fn by_signal(signal: i32) -> Exit {
    match signal {
        1 => Exit::HungUp,
        2 => Exit::Interrupted,
        3 => Exit::QuitBySignal,
        _ => Exit::Terminated,
    }
}

impl Exit {
    /// Returns the number that the shell sees.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
            Self::Terminated => 143,
            Self::HungUp => 129,
            Self::QuitBySignal => 131,
        }
    }
}

/// Prints the error, if any, in one clean sentence, and returns the exit code. A closed pipe is a quiet end.
#[must_use]
pub fn report(outcome: anyhow::Result<Exit>) -> ExitCode {
    match outcome {
        Ok(exit) => {
            super::log::line(&format!("ends with {}", exit.code()));
            ExitCode::from(exit.code())
        }
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            warn(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Prints what the argument parser has to say: help on standard output, an error on standard error,
/// which repeats words of the command line and is cleaned like a source.
#[must_use]
pub fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        let text = crate::text::clean::clean(&error.render().to_string()).text;
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
        return ExitCode::from(2);
    }
    match error.print() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => report(Err(error.into())),
        _ => ExitCode::SUCCESS,
    }
}

/// Writes one clean line to standard error, after the program's name.
pub fn warn(message: &str) {
    super::log::line(message);
    let _ = writeln!(std::io::stderr().lock(), "rashomon: {}", crate::text::clean::line(message));
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
