//! Every annotation as a list.

use super::popup::{more, popup};
use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{cut, put, row, shifted};
use crate::annotation::Annotation;
use crate::app::State;
use crate::app::highlight::Role;
use crate::app::mode::AnnotationList;
use crate::app::update::words;
use crate::text::clean;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list.
pub fn annotations(
    state: &State,
    list: &AnnotationList,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Cursor {
    let title = format!("{} of {} annotations", list.rows.len(), state.annotations.len());
    let about = if list.here { "on this source" } else { "on every source" };
    let body = state.areas.body;
    let inner = popup(buffer, body, (140, body.height), (&title, about), theme);
    if inner.height < 2 {
        return None;
    }
    let filtered = list.typing || !list.line.text().is_empty();
    let listed = Rect { height: inner.height - u16::from(filtered), ..inner };
    if list.rows.is_empty() {
        put(
            buffer,
            listed,
            "Nothing here yet: a writes a note on a sentence.",
            theme.part(Part::Quiet),
        );
    }
    let each = 2;
    let fit = usize::from(listed.height / each).max(1);
    let first = list.choice.first_of(fit);
    more(buffer, inner, list.rows.len().saturating_sub(first + fit), theme);
    for (at, id) in list.rows.iter().enumerate().skip(first).take(fit) {
        let Some(annotation) = state.annotations.get(id) else { continue };
        let top = u16::try_from(at - first).unwrap_or(u16::MAX).saturating_mul(each);
        let chosen = at == list.choice.at;
        draw(state, annotation, chosen, (row(listed, top), row(listed, top + 1)), theme, buffer);
    }
    if filtered {
        let cursor = prompt::line("/", &list.line, row(inner, inner.height - 1), theme, buffer);
        return cursor.filter(|_| list.typing);
    }
    None
}

/// Draws one annotation: what it says, and below it what it is about.
fn draw(
    state: &State,
    annotation: &Annotation,
    chosen: bool,
    (top, below): (Rect, Rect),
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let face = theme.part(if chosen { Part::Chosen } else { Part::Text });
    buffer.set_style(top, face);
    let role = if annotation.is_contradiction() {
        Role::Contradiction
    } else if annotation.is_corroboration() {
        Role::Corroboration
    } else {
        Role::Note
    };
    let glyph = role.glyph(theme.ascii);
    let day: String = clean::line(&annotation.created).chars().take(10).collect();
    let lead = format!("{glyph} {day}  ");
    let taken = put(buffer, top, &lead, face);
    let room = top.width.saturating_sub(taken);
    put(buffer, shifted(top, taken), &cut(&words(annotation), room.into(), theme.ascii), face);
    let marks = state.placed.of(&annotation.id);
    let quotes: Vec<String> = annotation
        .targets
        .iter()
        .enumerate()
        .map(|(at, target)| {
            let mark = marks.iter().find(|m| m.target == at);
            let doubt = mark.filter(|m| !m.anchoring.is_silent()).map(|m| m.anchoring.name());
            let address = || clean::line(&target.source);
            let name = mark.map_or_else(address, |m| state.article(m.article).name().to_owned());
            let doubt = doubt.map_or(String::new(), |word| format!(" ({word})"));
            let quote = clean::line(target.exact().unwrap_or_default());
            format!("{name}{doubt}: “{}”", cut(&quote, 70, theme.ascii))
        })
        .collect();
    let line = quotes.join("  /  ");
    let place = shifted(below, 2);
    put(buffer, place, &cut(&line, place.width.into(), theme.ascii), theme.part(Part::Quiet));
}
