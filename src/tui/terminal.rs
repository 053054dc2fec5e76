//! Raw mode and back, whatever happens: one teardown, made once, from drop, panic, signals and suspend.

use crossterm::terminal;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

/// Whether the terminal is ours at the moment.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether it was told so: then it has to be told the contrary.
static TOLD: AtomicBool = AtomicBool::new(false);
/// The thread whose panic ends the program.
static MAIN: OnceLock<ThreadId> = OnceLock::new();

/// Alternate screen (made blank, for terminals that have none), bracketed paste, and the cursor away.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[?2004h\x1b[?25l";
/// Buttons and wheel with SGR coordinates; no motion, which is noise over ssh.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// Ends a synchronized update, mouse, paste, focus reports; resets attributes, shows the cursor, leaves the screen.
const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?1004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// The terminal while it is ours; dropping it gives it back.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal. It is told so at the head of the first of `frames`: a write of its own would wake it in the
    /// middle of the start.
    ///
    /// # Errors
    /// When there is none, or it cannot be set to raw mode.
    pub fn take(mouse: bool, frames: &mut Frames) -> io::Result<Self> {
        // The panic of a worker is reported as an event; only this thread's panic ends the program.
        if MAIN.set(thread::current().id()).is_ok() {
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                if MAIN.get() == Some(&thread::current().id()) {
                    give_back();
                    usual(panic);
                } else if !OURS.load(Ordering::SeqCst) {
                    usual(panic);
                }
            }));
        }
        let guard = Self { mouse };
        terminal::enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        guard.open(frames)?;
        Ok(guard)
    }

    /// Takes the terminal again after [`give_back`].
    ///
    /// # Errors
    /// When it is gone.
    pub fn enter(&self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        TOLD.store(true, Ordering::SeqCst);
        let mut out = io::stdout().lock();
        self.open(&mut out)?;
        out.flush()
    }

    fn open(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(ENTER.as_bytes())?;
        if self.mouse { out.write_all(MOUSE.as_bytes()) } else { Ok(()) }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was found; a second call does nothing. Errors are of no use to anybody here.
pub fn give_back() {
    if OURS.swap(false, Ordering::SeqCst) {
        if TOLD.swap(false, Ordering::SeqCst) {
            let mut out = io::stdout().lock();
            let _ = out.write_all(LEAVE.as_bytes());
            let _ = out.flush();
        }
        let _ = terminal::disable_raw_mode();
    }
}

/// Returns how many columns and rows the terminal has. (The terminal library opens it anew for every question.)
///
/// # Errors
/// When there is no terminal.
pub fn size() -> io::Result<(u16, u16)> {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stdout())
        && size.ws_col > 0
        && size.ws_row > 0
    {
        return Ok((size.ws_col, size.ws_row));
    }
    terminal::size()
}

/// The marks of a synchronized update: the terminal shows what is between them at once.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// What ratatui writes to: a frame is gathered and sent as one write, between the marks of a
/// synchronized update. Clones share the frame.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    gathered: Rc<RefCell<Vec<u8>>>,
    /// The last frame, if it was so short that it may have changed nothing.
    last: Rc<RefCell<Vec<u8>>>,
}

/// A frame in which no cell changed sets the cursor and little else.
const SHORT: usize = 80;

impl Frames {
    /// Begins a frame, after what has been written so far.
    pub fn begin(&self) {
        self.gathered.borrow_mut().extend_from_slice(BEGIN);
    }

    /// Ends the frame and sends it, unless nothing changed.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn send(&self) -> io::Result<()> {
        let (mut frame, mut last) = (self.gathered.borrow_mut(), self.last.borrow_mut());
        // The same short frame again says nothing new.
        if frame.len() > BEGIN.len() && *frame != *last {
            last.clear();
            if frame.len() < SHORT {
                last.extend_from_slice(&frame);
            }
            frame.extend_from_slice(END);
            TOLD.store(true, Ordering::SeqCst);
            let mut out = io::stdout().lock();
            out.write_all(&frame)?;
            out.flush()?;
        }
        frame.clear();
        Ok(())
    }

    /// Takes what was gathered and not sent.
    #[must_use]
    pub fn taken(&self) -> Vec<u8> {
        self.gathered.take()
    }
}

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: a frame is sent as a whole.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
