//! Text into sentences.

use crate::text::Span;

/// Cuts `span` of `text` into sentences, in order, trimmed of white space.
#[must_use]
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let trimmed = span.trim(text);
    if trimmed.is_empty() { Vec::new() } else { vec![trimmed] }
}
