//! The drawers of annotating: the note editor, tags, choices, and changed places.

use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{cut, put, put_all, put_right, row, shifted};
use crate::app::State;
use crate::app::mode::{About, NoteEditor, Pick, Queue, TagLine};
use crate::app::update::{choices, told};
use crate::text::{Span, clean, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// Draws a rule with a title, and returns what is below it.
fn titled(area: Rect, title: &str, right: &str, theme: &Theme, buffer: &mut Buffer) -> Rect {
    let line = row(area, 0);
    let rule = if theme.ascii { "=" } else { "━" };
    put(buffer, line, &rule.repeat(line.width.into()), theme.part(Part::RuleFocus));
    let title = cut(title, usize::from(line.width).saturating_sub(right.len() + 8), theme.ascii);
    put(buffer, shifted(line, 1), &format!(" {title} "), theme.part(Part::Title));
    if !right.is_empty() {
        let place = Rect { width: line.width.saturating_sub(1), ..line };
        put_right(buffer, place, &format!(" {right} "), theme.part(Part::Quiet));
    }
    Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(1), ..area }
}

/// The words that something is about, on one line.
fn about(state: &State, about: &About) -> String {
    match about {
        About::Passage(selection) => {
            let article = state.article(selection.article);
            format!("{}: “{}”", article.name(), article.quote(selection.span).replace('\n', " "))
        }
        About::Annotation(id) => match state.annotations.get(id) {
            Some(annotation) => {
                let quotes: Vec<&str> =
                    annotation.targets.iter().filter_map(|t| t.exact()).collect();
                format!("“{}”", clean::line(&quotes.join("” / “")))
            }
            None => state.review.ledger.get(id).map(|e| e.reason.clone()).unwrap_or_default(),
        },
    }
}

/// Draws the editor of a note.
pub fn editor(state: &State, note: &NoteEditor, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let title = about(state, &note.about);
    let inside = titled(state.areas.drawer, &title, "note", theme, buffer);
    let inside = Rect {
        width: inside.width.saturating_sub(4).min(state.settings.measure),
        ..shifted(inside, 2)
    };
    if inside.is_empty() {
        return None;
    }
    let mut area = note.editor.area().clone();
    area.set_style(theme.part(Part::Text));
    area.set_cursor_line_style(Style::default());
    // The terminal's own cursor stands there: screen readers and input methods follow it.
    area.set_cursor_style(Style::default());
    area.render(inside, buffer);
    let cursor = area.screen_cursor();
    let (top, left) = area.scroll_offset();
    let line = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top);
    let column = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left);
    Some((inside.x + column.min(inside.width - 1), inside.y + line.min(inside.height - 1)))
}

/// Draws the line for tags.
pub fn tags(state: &State, tags: &TagLine, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let drawer = state.areas.drawer;
    let last = drawer.height.saturating_sub(1);
    if drawer.height > 1 {
        let area = row(drawer, 0);
        let mut at = 1;
        for (index, tag) in tags.proposals.iter().enumerate().skip(tags.choice.at.saturating_sub(3))
        {
            let face = if index == tags.choice.at { Part::Chosen } else { Part::Quiet };
            let label = format!(" #{} ", cut(tag, 30, theme.ascii));
            at += put(buffer, shifted(area, at), &label, theme.part(face)) + 1;
        }
    }
    prompt::line("tags, by commas: ", &tags.line, row(drawer, last), theme, buffer)
}

/// Draws the choices.
pub fn pick(state: &State, pick: &Pick, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let drawer = state.areas.drawer;
    let question = match pick {
        Pick::Relation { pinned, other } => {
            let number = |article: usize| {
                let mut shown = state.panes.shown().map(|p| state.panes.list[p].article);
                shown.position(|a| a == article).map_or(0, |n| n + 1)
            };
            format!("How do {} and {} differ?", number(pinned.article), number(other.article))
        }
        Pick::Verdict(about_what) => format!("What do you hold of {}", about(state, about_what)),
    };
    let first = row(drawer, 0);
    let question = cut(&question, first.width.saturating_sub(2).into(), theme.ascii);
    put(buffer, shifted(first, 1), &question, theme.part(Part::Title));
    for (down, choices) in (1..).zip(choices(pick, drawer.width.saturating_sub(1))) {
        let line = row(drawer, down);
        let mut at = 1;
        for (letter, words) in choices {
            let letter = letter.to_string();
            at += put_all(
                buffer,
                shifted(line, at),
                &[
                    (&letter, theme.part(Part::Key)),
                    (" ", theme.part(Part::Text)),
                    (words, theme.part(Part::Text)),
                    ("  ", theme.part(Part::Text)),
                ],
            );
        }
    }
    None
}

/// Draws the annotation whose place is in doubt: the old words above the new.
pub fn queue(state: &State, queue: &Queue, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let marks = state.placed.queue();
    let mark = marks.get(queue.choice.at)?;
    let annotation = state.annotations.get(&mark.id)?;
    let article = state.article(mark.article);
    let place = format!("{} of {}", queue.choice.at + 1, marks.len());
    let title = format!("{} · {}", article.name(), told(&mark.anchoring));
    let inside = titled(state.areas.drawer, &title, &place, theme, buffer);
    let inside = Rect {
        width: inside.width.saturating_sub(4).min(state.settings.measure),
        ..shifted(inside, 2)
    };
    let was = annotation.targets.get(mark.target).and_then(|t| t.exact()).unwrap_or_default();
    let was = clean::line(was);
    let now = mark.span().map_or("nowhere", |span| article.quote(span));
    let said = crate::app::update::words(annotation);
    let mut at = 0;
    for (label, words, part) in [
        ("was ", was.as_str(), Part::Quotation),
        ("now ", now, Part::Text),
        ("", said.as_str(), Part::Quiet),
    ] {
        let room = usize::from(inside.width).saturating_sub(label.len()).max(8);
        for (n, piece) in
            wrap::rows(words, Span::new(0, words.len()), room).iter().take(3).enumerate()
        {
            let line = row(inside, at);
            let lead = if n == 0 { label } else { "    " };
            put_all(
                buffer,
                line,
                &[(lead, theme.part(Part::Key)), (piece.of(words), theme.part(part))],
            );
            at += 1;
        }
    }
    None
}
