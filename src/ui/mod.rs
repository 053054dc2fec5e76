//! Drawing: reads state, changes nothing.

pub mod annotations;
pub mod detail;
pub mod finder;
pub mod grid;
pub mod help;
pub mod ledger;
pub mod note;
pub mod paint;
pub mod pane;
pub mod popup;
pub mod prompt;
pub mod source;
pub mod status;
pub mod theme;

pub use theme::{Part, Theme};

use crate::app::mode::Mode;
use crate::app::{State, layout};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the whole state.
pub fn view(state: &State, theme: &Theme, frame: &mut Frame<'_>) {
    let screen = frame.area().intersection(state.screen);
    let buffer = frame.buffer_mut();
    if !theme.plain() {
        buffer.set_style(screen, theme.part(Part::Text));
    }
    if layout::too_small(screen) {
        let text = "too small: 20x5 needed";
        put(buffer, screen, text, theme.part(Part::Warning));
        return;
    }
    pane::panes(state, theme, buffer);
    status::status(state, theme, buffer);
    // Each mode draws over the panes or in its drawer; one that types puts the cursor.
    let cursor = match &state.mode {
        Mode::Read => state.settings.cursor.then(|| pane::reading_cell(state)).flatten(),
        Mode::Search(mode) => prompt::search(state, mode, theme, buffer),
        Mode::Line(mode) => prompt::command(state, mode, theme, buffer),
        Mode::Jump(finder) => finder::finder(state, finder, theme, buffer),
        Mode::Palette(palette) => help::palette(state, palette, theme, buffer),
        Mode::Help(help) => help::help(state, help, theme, buffer),
        Mode::Grid(grid) => grid::grid(state, grid, theme, buffer),
        Mode::Messages(choice) => help::messages(state, *choice, theme, buffer),
        Mode::Source(first) => source::card(state, *first, theme, buffer),
        Mode::Select(_) => None,
        Mode::Note(note) => note::editor(state, note, theme, buffer),
        Mode::Tags(tags) => note::tags(state, tags, theme, buffer),
        Mode::Pick(pick) => note::pick(state, pick, theme, buffer),
        Mode::Annotations(list) => annotations::annotations(state, list, theme, buffer),
        Mode::Queue(queue) => note::queue(state, queue, theme, buffer),
        Mode::Detail(detail) => detail::detail(state, detail, theme, buffer),
        Mode::Ledger(list) => ledger::ledger(state, list, theme, buffer),
    };
    if let Some((x, y)) = cursor
        && screen.contains(ratatui::layout::Position { x, y })
    {
        frame.set_cursor_position((x, y));
    }
}

/// Writes `text` into the first row of `area`, cut where the area ends, and returns the columns it took.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        // Most prose: one cell a byte, no need to look for graphemes.
        let wide = u16::try_from(text.len()).unwrap_or(u16::MAX).min(area.width);
        let first = buffer.index_of(area.x, area.y);
        let cells = &mut buffer.content[first..first + usize::from(wide)];
        for (cell, byte) in cells.iter_mut().zip(text.bytes()) {
            cell.set_char(byte.into()).set_style(style);
        }
        return wide;
    }
    let (x, _) = buffer.set_stringn(area.x, area.y, text, area.width.into(), style);
    x - area.x
}

/// Writes `text` at the right end of the first row of `area`, cut at its beginning if it is too long,
/// and returns the columns it took.
pub fn put_right(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let wide = u16::try_from(crate::text::width::width(text)).unwrap_or(u16::MAX);
    let from = area.width.saturating_sub(wide);
    put(buffer, shifted(area, from), text, style)
}

/// Returns `area` without its first `by` columns.
#[must_use]
pub fn shifted(area: Rect, by: u16) -> Rect {
    let by = by.min(area.width);
    Rect { x: area.x + by, width: area.width - by, ..area }
}

/// Returns the row of `area` with that number, empty if it has none.
#[must_use]
pub fn row(area: Rect, at: u16) -> Rect {
    let at = at.min(area.height);
    Rect { y: area.y + at, height: 1.min(area.height - at), ..area }
}

/// Writes pieces one after the other and returns the columns they took.
pub fn put_all(buffer: &mut Buffer, area: Rect, pieces: &[(&str, Style)]) -> u16 {
    let mut taken = 0;
    for (text, style) in pieces {
        taken += put(buffer, shifted(area, taken), text, *style);
    }
    taken
}

/// Cuts `text` to at most `columns` columns, with an ellipsis where something was cut.
#[must_use]
pub fn cut(text: &str, columns: usize, ascii: bool) -> std::borrow::Cow<'_, str> {
    use unicode_segmentation::UnicodeSegmentation;
    if crate::text::width::width(text) <= columns {
        return text.into();
    }
    let (sign, room) =
        if ascii { ("~", columns.saturating_sub(1)) } else { ("…", columns.saturating_sub(1)) };
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += crate::text::width::width(grapheme);
        if taken > room {
            break;
        }
        end = at + grapheme.len();
    }
    if columns == 0 { "".into() } else { format!("{}{sign}", text[..end].trim_end()).into() }
}
