//! The detail of a finding: both quotes, the kind, the values, the reason, the steps.

use super::paint;
use super::prompt::Cursor;
use super::theme::{Part, Theme};
use super::{cut, put, put_all, put_right, row, shifted};
use crate::analysis::Band;
use crate::annotation::{Creator, Status};
use crate::app::State;
use crate::app::highlight::{Highlight, Role};
use crate::app::ledger::Entry;
use crate::app::mode::Detail;
use crate::text::width::width;
use crate::text::{Span, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// One row of the detail.
enum Row {
    /// Words of the program or of a person.
    Words(Part, String),
    /// A part of a quote.
    Quote { article: usize, span: Span },
}

/// Draws the detail of the entry that is looked at into the drawer.
pub fn detail(state: &State, detail: &Detail, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let area = state.areas.drawer;
    let entry = state.review.entry()?;
    if area.height < 2 || area.width < 10 {
        return None;
    }
    title(state, entry, row(area, 0), theme, buffer);
    let inside = Rect { y: area.y + 1, height: area.height - 1, ..shifted(area, 2) };
    let inside =
        Rect { width: inside.width.min(state.settings.measure + 2).saturating_sub(1), ..inside };
    let rows = rows(state, entry, inside.width.into());
    let first = detail.first.min(rows.len().saturating_sub(inside.height.into()));
    for (at, line) in rows.iter().skip(first).take(inside.height.into()).enumerate() {
        let spot = row(inside, u16::try_from(at).unwrap_or(u16::MAX));
        match line {
            Row::Words(part, words) => {
                put(buffer, spot, words, theme.part(*part));
            }
            Row::Quote { article, span } => {
                quote(state, entry, (*article, *span), spot, theme, buffer)
            }
        }
    }
    let rest = rows.len().saturating_sub(first + usize::from(inside.height));
    if rest > 0 {
        let told = format!(" {rest} more below, j scrolls ");
        let last = row(area, area.height - 1);
        put_right(buffer, last, &told, theme.part(Part::Quiet));
    }
    None
}

fn title(state: &State, entry: &Entry, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let rule = if theme.ascii { "=" } else { "━" };
    put(buffer, area, &rule.repeat(area.width.into()), theme.part(Part::RuleFocus));
    let kind = if entry.kind.is_empty() { entry.relation.name() } else { entry.kind.as_str() };
    let glyph = entry.relation.glyph(theme.ascii);
    let told = format!(" {glyph} {kind} ");
    let order: Vec<usize> = state.panes.shown().map(|p| state.panes.list[p].article).collect();
    let walk = state.review.walk(&order, state.settings.threshold);
    let place = walk.iter().position(|e| e.id == entry.id);
    let place = place.map_or(String::new(), |at| format!(" {} of {} ", at + 1, walk.len()));
    let room = usize::from(area.width).saturating_sub(width(&told) + width(&place) + 4);
    // Cut to a few letters it would say nothing.
    let sure = standing(entry);
    let sure =
        if width(&sure) <= room || room > 20 { cut(&sure, room, theme.ascii) } else { "".into() };
    let sure = if sure.is_empty() { String::new() } else { format!(" {sure} ") };
    put_all(
        buffer,
        shifted(area, 1),
        &[(&told, theme.part(Part::Title)), (&sure, theme.part(Part::Quiet))],
    );
    if !place.is_empty() {
        let end = Rect { width: area.width.saturating_sub(1), ..area };
        put_right(buffer, end, &place, theme.part(Part::Quiet));
    }
}

/// Who says so, how sure, and what the reader says.
#[must_use]
pub fn standing(entry: &Entry) -> String {
    let by = match &entry.by {
        Creator::Rule(rule) => format!("found by {rule}"),
        Creator::Judge(name) => format!("suggested by {name}"),
        Creator::Person(name) if name.is_empty() => "joined by hand".to_owned(),
        Creator::Person(name) => format!("joined by {name}"),
        Creator::Other(_) => "from another program".to_owned(),
    };
    let sure = entry.confidence.map_or(String::new(), |c| {
        let band = match Band::of(c) {
            Band::High => "high",
            Band::Medium => "medium",
            Band::Low => "low",
        };
        format!(" · {band} {c:.2}")
    });
    let said = match entry.status {
        Status::Suggested => "",
        Status::Accepted => " · accepted",
        Status::Rejected => " · rejected",
        Status::Update => " · an update, you say",
        Status::OtherEvent => " · another event, you say",
    };
    format!("{by}{sure}{said}")
}

fn rows(state: &State, entry: &Entry, columns: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let words = |rows: &mut Vec<Row>, part: Part, lead: &str, text: &str| {
        let room = columns.saturating_sub(lead.chars().count()).max(8);
        for (at, piece) in wrap::rows(text, Span::new(0, text.len()), room).iter().enumerate() {
            let blank = " ".repeat(lead.chars().count());
            let lead = if at == 0 { lead } else { &blank };
            rows.push(Row::Words(part, format!("{lead}{}", piece.of(text))));
        }
    };
    if !entry.reason.is_empty() {
        words(&mut rows, Part::Heading, "", &entry.reason);
    }
    for said in &entry.comments {
        words(&mut rows, Part::Text, if state.settings.ascii { "* " } else { "✎ " }, said);
    }
    if !entry.tags.is_empty() {
        words(&mut rows, Part::Quiet, "", &format!("#{}", entry.tags.join(" #")));
    }
    for side in &entry.sides {
        let article = state.article(side.article);
        let number = state.panes.shown().position(|p| state.panes.list[p].article == side.article);
        let number = number.map_or("-".to_owned(), |n| (n + 1).to_string());
        let day = article.source.short_date().map(|date| format!(" · {date}"));
        let value =
            if side.value.is_empty() { String::new() } else { format!(" · {}", side.value) };
        let told = format!("{number} {}{}{value}", article.name(), day.unwrap_or_default());
        rows.push(Row::Words(Part::Header, cut(&told, columns, state.settings.ascii).into_owned()));
        for span in wrap::rows(&article.text, side.span, columns.saturating_sub(2).max(8)) {
            rows.push(Row::Quote { article: side.article, span });
        }
    }
    if !entry.steps.is_empty() {
        rows.push(Row::Words(Part::Header, "how it was found".to_owned()));
        for (at, step) in entry.steps.iter().enumerate() {
            words(&mut rows, Part::Text, &format!("{:>2}. ", at + 1), step);
        }
    }
    rows
}

fn quote(
    state: &State,
    entry: &Entry,
    (article, span): (usize, Span),
    spot: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let sides = entry.sides.iter().filter(|side| side.article == article);
    let marks: Vec<Highlight> = sides
        .flat_map(|side| side.focus.iter())
        .map(|focus| Highlight { span: *focus, role: Role::Contradiction })
        .collect();
    let mut spot = shifted(spot, 2);
    let text = &state.article(article).text;
    for run in paint::runs(span, &marks) {
        let style = run.roles.style(theme.part(Part::Text), theme);
        spot = shifted(spot, put(buffer, spot, run.span.of(text), style));
    }
}
