//! The five accounts that come with the program: our own writing about one event.

use super::Library;

/// Returns the bundled accounts.
#[must_use]
pub fn bundled() -> Library {
    Library::new()
}
