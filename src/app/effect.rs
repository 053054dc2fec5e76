//! The doors out: what the state asks the world outside to do.

use crate::article::Library;

/// Something to be done outside; the answer, if any, is an [`Event`](super::Event).
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Compute topics and findings of this library, which has that generation.
    Compute(u64, Library),
    /// Give the terminal back and stop until the shell says to go on.
    Suspend,
    /// Draw everything again: something else wrote on the screen.
    Redraw,
    /// Leave.
    Quit,
    /// Panic, to prove that the terminal comes back (debug builds only).
    #[cfg(debug_assertions)]
    Panic,
}
