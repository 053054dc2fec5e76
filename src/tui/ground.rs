//! Is the terminal light or dark? Asked once, before the loop, and only when the theme is `auto`.

use std::time::Duration;
use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};

/// How long a terminal may take to answer; one that never does must not delay the first screen.
const PATIENCE: Duration = Duration::from_millis(150);

/// Returns the name of the theme that suits the terminal's ground.
#[must_use]
pub fn theme() -> &'static str {
    let mut options = QueryOptions::default();
    options.timeout = PATIENCE;
    match theme_mode(options) {
        Ok(ThemeMode::Light) => "light",
        Ok(ThemeMode::Dark) => "dark",
        Err(_) => "terminal",
    }
}
