//! The source card: what is known of where an account comes from.

use super::popup::popup;
use super::prompt::Cursor;
use super::theme::{Part, Theme};
use super::{put, row, shifted};
use crate::app::State;
use crate::article::Article;
use crate::text::{Span, counted, wrap};
use ratatui::buffer::Buffer;

/// Draws the card of the focused pane.
pub fn card(state: &State, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let (_, article) = state.focused()?;
    let rows = rows(article);
    let label_wide = 12;
    let wide = 76.min(state.areas.body.width);
    let room = usize::from(wide.saturating_sub(4 + label_wide)).max(1);
    let mut lines: Vec<(&str, String)> = Vec::new();
    for (label, value) in &rows {
        let pieces = wrap::rows(value, Span::new(0, value.len()), room);
        for (at, piece) in pieces.iter().enumerate() {
            lines.push((if at == 0 { label } else { "" }, piece.of(value).to_owned()));
        }
    }
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = article.name().to_owned();
    let inner = popup(buffer, state.areas.body, (wide, height), (&title, "q closes"), theme);
    for (at, (label, value)) in lines.iter().take(inner.height.into()).enumerate() {
        let line = row(inner, u16::try_from(at).unwrap_or(u16::MAX));
        put(buffer, line, label, theme.part(Part::Quiet));
        put(buffer, shifted(line, label_wide), value, theme.part(Part::Text));
    }
    None
}

/// What is known, as rows of a label and a value.
fn rows(article: &Article) -> Vec<(&'static str, String)> {
    let source = &article.source;
    let mut rows = Vec::new();
    let mut add = |label, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            rows.push((label, value));
        }
    };
    add("title", article.title.clone());
    add("outlet", source.outlet.clone());
    add("byline", source.byline.clone());
    let day = || {
        let day = source.published.map(|d| d.strftime("%A, %-d %B %Y").to_string());
        match (day, source.filed) {
            (Some(day), Some(_)) => Some(format!("{day} (its own words name no year)")),
            (None, Some(_)) => source.short_date().map(|day| format!("{day}, of an unknown year")),
            (day, None) => day,
        }
    };
    add("published", source.published_at.clone().or_else(day));
    add("filed from", source.dateline.clone());
    add("address", source.url.clone());
    add("language", source.language.clone());
    add("name", Some(article.id.clone()));
    add("file", source.path.as_ref().map(|p| crate::text::clean::line(&p.to_string_lossy())));
    add("encoding", source.encoding.map(str::to_owned));
    add("words", Some(article.words().to_string()));
    let left_out = |n: usize| format!("{}, no part of the account", counted(n, "line", "lines"));
    add("left out", Some(article.asides.len()).filter(|n| *n > 0).map(left_out));
    add(
        "hidden",
        Some(source.hidden).filter(|n| *n > 0).map(|n| {
            counted(n, "control or invisible character", "control or invisible characters")
        }),
    );
    add("SHA-256", Some(source.sha256.clone()));
    rows
}
