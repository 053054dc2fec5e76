//! The panes: header, gutter, rows with their marks; the lines between them and the strip of tabs.

use super::paint;
use super::theme::{Part, Theme};
use super::{cut, put, put_right, row, shifted};
use crate::app::highlight::{self, Highlight, Role};
use crate::app::layout;
use crate::app::page::Row;
use crate::app::{Mode, State};
use crate::article::BlockKind;
use crate::text::Span;
use crate::text::width::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws every pane on the screen.
pub fn panes(state: &State, theme: &Theme, buffer: &mut Buffer) {
    if let Some(tabs) = state.areas.tabs {
        draw_tabs(state, tabs, theme, buffer);
    }
    let first = state.areas.panes.iter().map(|p| p.1.y).min().unwrap_or(0);
    for rule in &state.areas.rules {
        for y in rule.top()..rule.bottom() {
            let sign = match (y == rule.y, rule.y == first, theme.ascii) {
                (false, _, false) => "│",
                (true, true, false) => "┬",
                (true, false, false) => "┼",
                (false, _, true) => "|",
                (true, _, true) => "+",
            };
            put(buffer, Rect { y, height: 1, ..*rule }, sign, theme.part(Part::Rule));
        }
    }
    for (index, area) in &state.areas.panes {
        header(state, *index, *area, theme, buffer);
        text(state, *index, *area, theme, buffer);
    }
}

fn header(state: &State, index: usize, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let article = state.article_of(index);
    let pane = &state.panes.list[index];
    let focused = index == state.panes.focus;
    let number = state.panes.shown().position(|i| i == index).map_or(0, |n| n + 1);
    let (face, rule) = if focused {
        (theme.part(Part::HeaderFocus), theme.part(Part::RuleFocus))
    } else {
        (theme.part(Part::Header), theme.part(Part::Rule))
    };
    // A rule with the name and the date in it …
    let top = row(area, 0);
    let line = match (focused, theme.ascii) {
        (true, false) => "━",
        (true, true) => "=",
        (false, false) => "─",
        (false, true) => "-",
    };
    put(buffer, top, &line.repeat(top.width.into()), rule);
    let date = article.source.short_date().map(|date| format!(" {date} "));
    let date = date.unwrap_or_default();
    let room = usize::from(top.width).saturating_sub(7);
    let with_date = room >= date.len() + 10;
    let name_room = if with_date { room - date.len() } else { room };
    let sign = match (focused, theme.ascii) {
        (true, false) => "▸",
        (true, true) => ">",
        (false, _) => " ",
    };
    let label = format!("{sign}{number} {} ", cut(article.name(), name_room, theme.ascii));
    put(buffer, shifted(top, 1), &label, face);
    let until = Rect { width: top.width.saturating_sub(1), ..top };
    if with_date {
        put_right(buffer, until, &date, theme.part(Part::Quiet));
    }
    if layout::header(area.height) < 2 {
        return;
    }
    // … and what is marked, where the reader is, and why the pane did not move.
    let line = Rect { width: area.width.saturating_sub(1), ..row(area, 1) };
    let inner = shifted(line, layout::GUTTER);
    let percent =
        if pane.whole(article) { String::new() } else { format!("{}%", pane.percent(article)) };
    let remark = pane.remark.unwrap_or_default();
    let mut taken = put(buffer, inner, remark, theme.part(Part::Silent));
    for (piece, style) in counts(state, index, theme) {
        let gap = if taken > 0 { 2 } else { 0 };
        let room = usize::from(inner.width.saturating_sub(taken + gap));
        if room > width(&piece) + percent.len() {
            taken += gap + put(buffer, shifted(inner, taken + gap), &piece, style);
        }
    }
    put_right(buffer, inner, &percent, theme.part(Part::Quiet));
}

/// What is marked in the article of a pane, counted: each with the style of its role.
fn counts(state: &State, index: usize, theme: &Theme) -> Vec<(String, ratatui::style::Style)> {
    let article = state.panes.list[index].article;
    let mut counts = Vec::new();
    if let Some(held) = state.held.iter().find(|held| held.article == article) {
        let told = if held.kept { "kept text" } else { "new text" };
        counts.push((told.to_owned(), theme.part(Part::Silent)));
    }
    let entries = state.review.ledger.entries.iter();
    let contradictions = entries
        .filter(|e| {
            e.contradicts() && e.reaches(state.settings.threshold) && e.side_in(article).is_some()
        })
        .count();
    if contradictions > 0 {
        let glyph = Role::Contradiction.glyph(theme.ascii);
        counts.push((format!("{glyph}{contradictions}"), theme.part(Part::Quiet)));
    }
    let notes = state.placed.own(article);
    if notes > 0 {
        let glyph = Role::Note.glyph(theme.ascii);
        counts.push((format!(" {glyph}{notes} "), theme.part(Part::Quiet)));
    }
    if !state.search.pattern.is_empty() {
        let matches = state.search.matches.get(article).map_or(0, Vec::len);
        counts.push((format!("/{matches}"), theme.part(Part::Quiet)));
    }
    let mentions = match &state.mode {
        Mode::Jump(finder) => Some(finder.marked.in_article(article).len()),
        _ => state.topic.as_ref().map(|t| t.marked.in_article(article).len()),
    };
    if let Some(mentions) = mentions.filter(|m| *m > 0) {
        counts.push((format!("t{mentions}"), theme.part(Part::Quiet)));
    }
    counts
}

fn text(state: &State, index: usize, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let pane = &state.panes.list[index];
    let article = state.article_of(index);
    let place = layout::text_area(area, state.settings.measure);
    let window = pane.viewport();
    let highlights = highlight::of(state, index, window);
    // Linked panes show which sentence they followed to.
    let followed = state.panes.linked && pane.remark.is_none();
    let focused = index == state.panes.focus;
    let reading = (focused || followed).then(|| pane.sentence(article));
    for (at, line) in pane.rows.iter().take(place.height.into()).enumerate() {
        let Ok(at) = u16::try_from(at) else { break };
        let spot = row(place, at);
        let gutter =
            Rect { x: spot.x.saturating_sub(layout::GUTTER), width: layout::GUTTER, ..spot };
        draw_gutter(line, &highlights, reading, gutter, theme, buffer);
        draw_row(line, &article.text, &highlights, spot, theme, buffer);
    }
}

fn draw_gutter(
    line: &Row,
    highlights: &[Highlight],
    reading: Option<Span>,
    gutter: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    if line.span.is_empty() {
        return;
    }
    if reading.is_some_and(|sentence| sentence.overlaps(line.span)) {
        let bar = if theme.ascii { "|" } else { "▎" };
        put(buffer, gutter, bar, theme.part(Part::Reading));
    }
    let begins = highlights.iter().filter(|h| line.span.contains(h.span.start));
    let marked = begins.filter(|h| !h.role.glyph(theme.ascii).is_empty()).max_by_key(|h| h.role);
    if let Some(highlight) = marked {
        let glyph = highlight.role.glyph(theme.ascii);
        // A glyph stands upright, whatever lines its words.
        let mut style = theme.part(Part::Text).patch(theme.role(highlight.role));
        style.add_modifier.remove(ratatui::style::Modifier::UNDERLINED);
        put(buffer, shifted(gutter, 1), glyph, style);
    }
}

fn draw_row(
    line: &Row,
    text: &str,
    highlights: &[Highlight],
    spot: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let base = match line.kind {
        BlockKind::Headline | BlockKind::Heading(_) => theme.part(Part::Heading),
        BlockKind::Quotation | BlockKind::Caption => theme.part(Part::Quotation),
        BlockKind::Paragraph | BlockKind::ListItem => theme.part(Part::Text),
    };
    let sign = match (line.kind, line.first, theme.ascii) {
        (BlockKind::ListItem, true, _) if is_numbered(line.span.of(text)) => "",
        (BlockKind::ListItem, true, false) => "•",
        (BlockKind::ListItem, true, true) => "*",
        (BlockKind::Quotation, _, false) if !line.span.is_empty() => "│",
        (BlockKind::Quotation, _, true) if !line.span.is_empty() => "|",
        _ => "",
    };
    put(buffer, spot, sign, theme.part(Part::Quiet));
    let mut spot = shifted(spot, Row::indent(line.kind));
    for run in paint::runs(line.span, highlights) {
        let taken = put(buffer, spot, run.span.of(text), run.roles.style(base, theme));
        spot = shifted(spot, taken);
    }
}

/// Tells whether an item of a list begins with a number of its own: `3. a new ship`.
fn is_numbered(item: &str) -> bool {
    let rest = item.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < item.len() && rest.starts_with(['.', ')'])
}

fn draw_tabs(state: &State, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let shown: Vec<usize> = state.panes.shown().collect();
    let wide = layout::tab(area.width, shown.len());
    for (number, index) in shown.iter().enumerate() {
        let focused = *index == state.panes.focus;
        let visible = state.areas.panes.iter().any(|p| p.0 == *index);
        let face = match (focused, visible) {
            (true, _) => theme.part(Part::HeaderFocus),
            (false, true) => theme.part(Part::Header),
            (false, false) => theme.part(Part::Quiet),
        };
        let silent = state.panes.list[*index].remark.is_some();
        let sign = match (silent, theme.ascii) {
            (true, false) => "·",
            (true, true) => "-",
            (false, _) => "",
        };
        let room = usize::from(wide).saturating_sub(5);
        let name = cut(state.article_of(*index).name(), room, theme.ascii);
        let label = format!(" {}{sign} {name} ", number + 1);
        let from = u16::try_from(number).unwrap_or(u16::MAX).saturating_mul(wide);
        let place = shifted(area, from);
        put(buffer, Rect { width: wide.saturating_sub(1).min(place.width), ..place }, &label, face);
    }
}

/// Returns the cell of the reading position, for the terminal's own cursor.
#[must_use]
pub fn reading_cell(state: &State) -> Option<(u16, u16)> {
    let (_, area) = state.areas.panes.iter().find(|p| p.0 == state.panes.focus)?;
    let (pane, article) = state.focused()?;
    let place = layout::text_area(*area, state.settings.measure);
    let at = pane.row_of(pane.cursor)?;
    let line = pane.rows.get(at)?;
    let before = width(Span::new(line.span.start, pane.cursor).of(&article.text));
    let x = place.x + Row::indent(line.kind) + u16::try_from(before).ok()?;
    Some((x, place.y + u16::try_from(at).ok()?))
}
