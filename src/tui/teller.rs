//! When to speak of work that takes long.

use std::time::{Duration, Instant};

/// Tells how far long work is, now and then and not at once: what is done soon is not spoken of.
#[derive(Debug)]
pub struct Teller {
    next: Instant,
}

/// Work that takes less is not spoken of.
const PATIENCE: Duration = Duration::from_millis(300);

/// Between two words about it.
const PAUSE: Duration = Duration::from_millis(100);

impl Teller {
    /// Returns a teller for work that begins now.
    #[must_use]
    pub fn new() -> Self {
        Self { next: Instant::now() + PATIENCE }
    }

    /// Tells whether it is time to say something.
    pub fn is_due(&mut self) -> bool {
        let now = Instant::now();
        let due = now >= self.next;
        if due {
            self.next = now + PAUSE;
        }
        due
    }
}

impl Default for Teller {
    fn default() -> Self {
        Self::new()
    }
}
