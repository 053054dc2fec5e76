//! Topics by sources, with counts and silences.

use super::finder::kind;
use super::popup::{more, popup};
use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{cut, put, row, shifted};
use crate::app::State;
use crate::app::mode::Grid;
use crate::text::counted;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Draws the table.
pub fn grid(state: &State, grid: &Grid, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let Some(topics) = &state.topics else { return None };
    let body = state.areas.body;
    let title = format!("{} by source", counted(grid.rows.len(), "topic", "topics"));
    let place = topics.topics.get(grid.rows.get(grid.choice.at).copied().unwrap_or(usize::MAX));
    let about = place.map_or(String::new(), |t| format!("{} in {}", kind(t.kind), t.spread()));
    let inner = popup(buffer, body, (120, body.height), (&title, &about), theme);
    if inner.height < 3 {
        return None;
    }
    let shown: Vec<usize> = state.panes.shown().collect();
    let columns = u16::try_from(shown.len()).unwrap_or(1).max(1);
    let name_wide = (inner.width / 3).clamp(10, 36);
    let cell = (inner.width.saturating_sub(name_wide) / columns).clamp(4, 16);
    let mut x = name_wide;
    for (number, index) in shown.iter().enumerate() {
        let name = state.article_of(*index).name();
        let label = format!("{} {name}", number + 1);
        let face = if number == grid.column { Part::Title } else { Part::Quiet };
        let place = Rect { width: cell.saturating_sub(1), ..shifted(row(inner, 0), x) };
        put(buffer, place, &cut(&label, place.width.into(), theme.ascii), theme.part(face));
        x += cell;
    }
    let filtered = grid.typing || !grid.line.text().is_empty();
    let list = Rect { y: inner.y + 1, height: inner.height - 1 - u16::from(filtered), ..inner };
    let first = grid.choice.first_of(list.height.into());
    more(buffer, inner, grid.rows.len().saturating_sub(first + usize::from(list.height)), theme);
    for (at, topic) in grid.rows.iter().enumerate().skip(first).take(list.height.into()) {
        let Some(topic) = topics.topics.get(*topic) else { continue };
        let line = row(list, u16::try_from(at - first).unwrap_or(u16::MAX));
        let chosen = at == grid.choice.at;
        let face = theme.part(if chosen { Part::Chosen } else { Part::Text });
        let name = Rect { width: name_wide.saturating_sub(1), ..line };
        buffer.set_style(name, face);
        put(buffer, name, &cut(&topic.name, name.width.into(), theme.ascii), face);
        let mut x = name_wide;
        for (number, index) in shown.iter().enumerate() {
            let mentions = topic.mentions.get(state.panes.list[*index].article).map_or(0, Vec::len);
            let here = chosen && number == grid.column;
            let (text, face) = match mentions {
                0 => {
                    ("  silent".to_owned(), theme.part(Part::Quiet).add_modifier(Modifier::ITALIC))
                }
                n => {
                    let bar = bar(n, cell.saturating_sub(6), theme.ascii);
                    (format!("{n:>3} {bar}"), theme.part(Part::Text))
                }
            };
            let face = if here { theme.part(Part::Chosen) } else { face };
            let place = Rect { width: cell.saturating_sub(1), ..shifted(line, x) };
            buffer.set_style(place, face);
            put(buffer, place, &text, face);
            x += cell;
        }
    }
    let foot = row(inner, inner.height - 1);
    if filtered {
        let cursor = prompt::line("/", &grid.line, foot, theme, buffer);
        return cursor.filter(|_| grid.typing);
    }
    None
}

/// A bar as long as the count, up to `most` columns.
fn bar(count: usize, most: u16, ascii: bool) -> String {
    (if ascii { "#" } else { "▪" }).repeat(count.min(most.into()))
}
