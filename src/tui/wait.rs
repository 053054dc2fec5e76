//! Waiting for a key, a signal, an answer of the worker or a lost terminal: one blocking call, no ticks.

use std::io;
use std::time::Duration;

/// What ended the wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// The terminal has something to read, or may have.
    Input,
    /// Something else: look at signals and answers.
    Other,
    /// The time is over.
    Timeout,
    /// The terminal is gone.
    Lost,
}

/// A signal that concerns the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// End, with this number.
    End(i32),
    /// Stop until told to go on.
    Stop,
}

#[cfg(unix)]
pub use unix::{Waiter, Waker, stop};

#[cfg(unix)]
mod unix {
    use super::{Duration, Signal, Woken, io};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use std::fs::File;
    use std::io::{IsTerminal, Read, Write};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Waits on the terminal and on a pipe that signals and the worker write to.
    #[derive(Debug)]
    pub struct Waiter {
        terminal: Option<File>,
        pipe: UnixStream,
        waker: Waker,
        flags: Vec<(i32, Arc<AtomicBool>)>,
    }

    /// Wakes the waiter from another thread.
    #[derive(Clone, Debug)]
    pub struct Waker(Arc<UnixStream>);

    impl Waker {
        /// Returns a waker of nobody.
        #[cfg(test)]
        pub(crate) fn of_nobody() -> Self {
            Self(Arc::new(UnixStream::pair().expect("a pair").0))
        }

        /// Wakes the waiter; it is awake already if the pipe is full.
        pub fn wake(&self) {
            let _ = (&*self.0).write(&[1]);
        }
    }

    impl Waiter {
        /// Registers for the signals and opens the terminal if standard input is something else.
        ///
        /// # Errors
        /// When there is no terminal to read keys from.
        pub fn new() -> io::Result<Self> {
            let (pipe, end) = UnixStream::pair()?;
            pipe.set_nonblocking(true)?;
            end.set_nonblocking(true)?;
            let mut flags = Vec::new();
            for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH] {
                if signal != SIGWINCH && signal != SIGCONT {
                    let flag = Arc::new(AtomicBool::new(false));
                    signal_hook::flag::register(signal, Arc::clone(&flag))?;
                    flags.push((signal, flag));
                }
                // Registered after the flag, so that whoever wakes finds it set.
                signal_hook::low_level::pipe::register(signal, end.try_clone()?)?;
            }
            let terminal = if io::stdin().is_terminal() {
                None
            } else {
                Some(File::options().read(true).write(true).open("/dev/tty")?)
            };
            Ok(Self { terminal, pipe, waker: Waker(Arc::new(end)), flags })
        }

        /// Returns something that wakes the waiter.
        #[must_use]
        pub fn waker(&self) -> Waker {
            self.waker.clone()
        }

        /// Waits, at most for `timeout`.
        ///
        /// # Errors
        /// When the system refuses to wait.
        pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Woken> {
            let stdin = io::stdin();
            let terminal: BorrowedFd<'_> =
                self.terminal.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
            let mut fds =
                [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.pipe, PollFlags::IN)];
            let timeout = timeout.and_then(|t| Timespec::try_from(t).ok());
            match poll(&mut fds, timeout.as_ref()) {
                Ok(0) => return Ok(Woken::Timeout),
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => return Ok(Woken::Other),
                Err(error) => return Err(error.into()),
            }
            let (terminal, pipe) = (fds[0].revents(), fds[1].revents());
            if !pipe.is_empty() {
                let mut bytes = [0; 256];
                while matches!((&self.pipe).read(&mut bytes), Ok(n) if n == bytes.len()) {}
            }
            Ok(if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                Woken::Lost
            } else if terminal.contains(PollFlags::IN) {
                Woken::Input
            } else {
                Woken::Other
            })
        }

        /// Returns the signal that has come since the last call, the ending ones first.
        pub fn signal(&self) -> Option<Signal> {
            let come = |(_, flag): &&(i32, Arc<AtomicBool>)| flag.swap(false, Ordering::SeqCst);
            let signal = self.flags.iter().find(come)?.0;
            Some(if signal == SIGTSTP { Signal::Stop } else { Signal::End(signal) })
        }
    }

    /// Stops this process until the shell lets it go on.
    pub fn stop() {
        let _ =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
    }
}

#[cfg(not(unix))]
pub use portable::{Waiter, Waker, stop};

#[cfg(not(unix))]
mod portable {
    use super::{Duration, Signal, Woken, io};

    /// Waits on the terminal library, which wakes now and then for the worker's sake.
    #[derive(Debug)]
    pub struct Waiter;

    /// Nothing to wake here.
    #[derive(Clone, Debug)]
    pub struct Waker;

    impl Waker {
        /// Returns a waker of nobody.
        #[cfg(test)]
        pub(crate) fn of_nobody() -> Self {
            Self
        }

        /// Does nothing.
        pub fn wake(&self) {}
    }

    impl Waiter {
        /// Returns a waiter.
        ///
        /// # Errors
        /// Never.
        pub fn new() -> io::Result<Self> {
            Ok(Self)
        }

        /// Returns a waker.
        #[must_use]
        pub fn waker(&self) -> Waker {
            Waker
        }

        /// Waits, at most for `timeout`.
        ///
        /// # Errors
        /// When the terminal is gone.
        pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Woken> {
            let step = Duration::from_millis(50);
            let come = crossterm::event::poll(timeout.map_or(step, |t| t.min(step)))?;
            Ok(match (come, timeout) {
                (true, _) => Woken::Input,
                (false, Some(t)) if t <= step => Woken::Timeout,
                (false, _) => Woken::Other,
            })
        }

        /// Returns nothing: there are no such signals.
        pub fn signal(&self) -> Option<Signal> {
            None
        }
    }

    /// Does nothing: there is nothing to go on afterwards.
    pub fn stop() {}
}
