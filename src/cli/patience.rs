//! Comparing on the command line: a comparison that takes long says how far it is, where somebody looks.

use crate::analysis::{Analysis, Progress, analyze_with};
use crate::article::Library;
use crate::tui::teller::Teller;
use std::cell::RefCell;
use std::io::{IsTerminal, Write};

/// Compares the accounts of a library. Interrupting the program stops it: nothing has been written yet.
pub(super) fn analyze(library: &Library) -> Analysis {
    let looked_at = std::io::stderr().is_terminal();
    let state = RefCell::new((Teller::new(), false));
    let go_on = |progress: Progress| {
        let (teller, told) = &mut *state.borrow_mut();
        if looked_at && teller.is_due() {
            *told = true;
            let _ = write!(std::io::stderr().lock(), "\r{progress}\x1b[K");
        }
        true
    };
    let analysis = analyze_with(library, &go_on).unwrap_or_default();
    if state.borrow().1 {
        let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
    }
    analysis
}
