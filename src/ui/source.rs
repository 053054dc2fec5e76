//! The source card, drawn.

use super::popup::{more, popup};
use super::prompt::Cursor;
use super::theme::{Part, Theme};
use super::{put, row, shifted};
use crate::app::State;
use crate::app::card::{self, LABELS, WIDEST};
use crate::app::choice::Choice;
use ratatui::buffer::Buffer;

/// Draws the card of the focused pane.
pub fn card(state: &State, first: Choice, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let (_, article) = state.focused()?;
    let lines = card::lines(article, state.areas.body);
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = article.name().to_owned();
    let inner = popup(buffer, state.areas.body, (WIDEST, height), (&title, "q closes"), theme);
    for (at, (label, value)) in lines.iter().skip(first.at).take(inner.height.into()).enumerate() {
        let line = row(inner, u16::try_from(at).unwrap_or(u16::MAX));
        put(buffer, line, label, theme.part(Part::Quiet));
        put(buffer, shifted(line, LABELS), value, theme.part(Part::Text));
    }
    more(buffer, inner, lines.len().saturating_sub(first.at + usize::from(inner.height)), theme);
    None
}
