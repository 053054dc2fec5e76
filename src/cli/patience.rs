//! What takes long says so on standard error, where somebody looks. Interrupting the program stops it:
//! nothing has been written yet.

use crate::analysis::{Analysis, Progress, analyze_with};
use crate::article::Library;
use crate::text::clean;
use crate::tui::teller::Teller;
use std::cell::RefCell;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// A file of so many bytes takes long by itself: it is named before it is read.
const LARGE: u64 = 16 << 20;

/// A line on standard error that goes away again.
pub(super) struct Patience {
    teller: Teller,
    looked_at: bool,
    told: bool,
}

impl Patience {
    /// Begins to be patient.
    pub(super) fn new() -> Self {
        let looked_at = std::io::stderr().is_terminal();
        Self { teller: Teller::new(), looked_at, told: false }
    }

    fn tell(&mut self, what: &str) {
        self.told = true;
        let _ = write!(std::io::stderr().lock(), "\r{what}\x1b[K");
    }

    /// Names the file that is read now, when reading takes long.
    pub(super) fn reading(&mut self, file: &Path) {
        let large = || std::fs::metadata(file).is_ok_and(|about| about.len() >= LARGE);
        if self.looked_at && (self.teller.is_due() || large()) {
            let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
            self.tell(&format!("reading {}", clean::line(&name)));
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.told) {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

/// Compares the accounts of a library.
pub(super) fn analyze(library: &Library) -> Analysis {
    let patience = RefCell::new(Patience::new());
    let watch = |progress: Progress| {
        let patience = &mut *patience.borrow_mut();
        if patience.looked_at && patience.teller.is_due() {
            patience.tell(&progress.to_string());
        }
        true
    };
    let analysis = analyze_with(library, &watch).unwrap_or_default();
    patience.borrow_mut().clear();
    analysis
}
