//! The source card: what is known of where an account comes from, and what was left out of its text.

use crate::article::Article;
use crate::text::{Span, counted, host, wrap};
use ratatui::layout::Rect;

/// The most columns of its window.
pub const WIDEST: u16 = 76;

/// The columns of the labels.
pub const LABELS: u16 = 12;

/// Returns the card as rows of a label and a value, for a window over `body`.
#[must_use]
pub fn lines(article: &Article, body: Rect) -> Vec<(&'static str, String)> {
    let wide = WIDEST.min(body.width);
    let room = usize::from(wide.saturating_sub(4 + LABELS)).max(1);
    let mut lines = Vec::new();
    for (label, value) in rows(article) {
        let pieces = wrap::rows(&value, Span::new(0, value.len()), room);
        for (at, piece) in pieces.iter().enumerate() {
            lines.push((if at == 0 { label } else { "" }, piece.of(&value).to_owned()));
        }
    }
    lines
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
    add("address", source.url.as_deref().map(|url| host::ascii(url).into_owned()));
    add("language", source.language.clone());
    add("name", Some(article.id.clone()));
    add("file", source.path.as_ref().map(|p| crate::text::clean::line(&p.to_string_lossy())));
    add("encoding", source.encoding.map(str::to_owned));
    add("words", Some(article.words().to_string()));
    add(
        "hidden",
        Some(source.hidden).filter(|n| *n > 0).map(|n| {
            counted(n, "control or invisible character", "control or invisible characters")
        }),
    );
    add("SHA-256", Some(source.sha256.clone()));
    for (at, aside) in article.asides.iter().enumerate() {
        add(if at == 0 { "left out" } else { "" }, Some(aside.text.clone()));
    }
    rows
}
