//! Where things live: configuration, data and state.

use std::path::PathBuf;

/// The folders rashomon uses.
///
/// `RASHOMON_*_DIR` first, then the XDG variables on any platform, then what the platform says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Configuration, keymap and themes.
    pub config: PathBuf,
    /// The annotation store and snapshots.
    pub data: PathBuf,
    /// Reading positions, layout, history, log.
    pub state: PathBuf,
}
