//! The ledger: every finding and every pair made by hand, as a list.

use super::popup::{more, popup};
use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{cut, put, row, shifted};
use crate::analysis::Band;
use crate::annotation::Status;
use crate::app::State;
use crate::app::ledger::{Entry, Relation};
use crate::app::mode::LedgerList;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list.
pub fn ledger(state: &State, list: &LedgerList, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let body = state.areas.body;
    let view = &state.review.view;
    let shown = view.relation.map_or("everything", Relation::name);
    let title = format!("{} of {} · {shown}", list.rows.len(), state.review.ledger.entries.len());
    let about = format!("by {} · from {:.2}", view.sort.name(), state.settings.threshold);
    let inner = popup(buffer, body, (140, body.height), (&title, &about), theme);
    if inner.height < 2 {
        return None;
    }
    let foot = row(inner, inner.height - 1);
    let filtered = list.typing || !list.line.text().is_empty();
    let listed = Rect { height: inner.height - u16::from(filtered), ..inner };
    if list.rows.is_empty() {
        let told = if state.analysis.is_none() {
            crate::app::update::missing(state)
        } else {
            "Nothing here. A lower threshold shows more (- on the keyboard); r shows other relations."
                .to_owned()
        };
        put(buffer, listed, &told, theme.part(Part::Quiet));
    }
    let first = list.choice.first_of(listed.height.into());
    more(buffer, inner, list.rows.len().saturating_sub(first + usize::from(listed.height)), theme);
    for (at, index) in list.rows.iter().enumerate().skip(first).take(listed.height.into()) {
        let Some(entry) = state.review.ledger.entries.get(*index) else { continue };
        let line = row(listed, u16::try_from(at - first).unwrap_or(u16::MAX));
        draw(state, entry, at == list.choice.at, line, theme, buffer);
    }
    if filtered {
        let cursor = prompt::line("/", &list.line, foot, theme, buffer);
        return cursor.filter(|_| list.typing);
    }
    None
}

fn draw(
    state: &State,
    entry: &Entry,
    chosen: bool,
    line: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let face = theme.part(if chosen { Part::Chosen } else { Part::Text });
    let quiet = if chosen { face } else { theme.part(Part::Quiet) };
    buffer.set_style(line, face);
    let sign = match (entry.status, theme.ascii) {
        (Status::Accepted, false) => "✓",
        (Status::Accepted, true) => "y",
        (Status::Rejected, false) => "✗",
        (Status::Rejected, true) => "x",
        (Status::OtherEvent, _) => "e",
        (Status::Suggested | Status::Update, _) => " ",
    };
    let kind = if entry.kind.is_empty() { "by hand" } else { entry.kind.as_str() };
    let mut at =
        put(buffer, line, &format!("{sign}{} {kind:<12}", entry.relation.glyph(theme.ascii)), face);
    at += put(buffer, shifted(line, at), &format!("{:<5}", sources(state, entry)), quiet);
    at += put(buffer, shifted(line, at), &format!("{:<7}", sure(entry)), quiet);
    let room = line.width.saturating_sub(at);
    let words = if entry.reason.is_empty() {
        let quotes = entry.sides.iter().map(|s| state.article(s.article).quote(s.span));
        quotes.collect::<Vec<_>>().join(" / ")
    } else {
        entry.reason.clone()
    };
    put(buffer, shifted(line, at), &cut(&words.replace('\n', " "), room.into(), theme.ascii), face);
}

/// The numbers of the panes that the sides are in, such as `1·4`.
fn sources(state: &State, entry: &Entry) -> String {
    let shown: Vec<usize> = state.panes.shown().map(|p| state.panes.list[p].article).collect();
    let number = |article: usize| shown.iter().position(|a| *a == article).map_or(0, |n| n + 1);
    let mut numbers: Vec<String> = Vec::new();
    for side in entry.sides.iter().take(2) {
        numbers.push(number(side.article).to_string());
    }
    numbers.join(if state.settings.ascii { "-" } else { "·" })
}

fn sure(entry: &Entry) -> &'static str {
    match entry.confidence.map(Band::of) {
        Some(Band::High) => "high",
        Some(Band::Medium) => "medium",
        Some(Band::Low) => "low",
        None => "",
    }
}
