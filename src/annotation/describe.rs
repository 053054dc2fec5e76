//! Span to selectors: what is saved of a place, so that it can be found again.

use super::{Selector, Target};
use crate::article::Article;
use crate::text::offset::{Unit, from_byte};
use crate::text::{Span, clean, percent};
use unicode_segmentation::GraphemeCursor;

/// Code points of context kept on either side of a quote, at most.
///
/// Hypothesis keeps as many; more would say more but travel worse (its server and other readers cut there).
pub const CONTEXT: usize = 32;

/// Returns the target that describes `span` of `article`: quote with context, and position.
///
/// The span is first widened to whole grapheme clusters and freed of white space at its ends.
///
/// ```
/// use rashomon::{annotation::describe, article::Article, text::Span};
/// let article = Article { id: "a".into(), text: "Seven ships sailed.".into(), ..Article::default() };
/// let target = describe::describe(&article, Span::new(6, 11));
/// assert_eq!(target.exact(), Some("ships"));
/// assert_eq!(target.source, "urn:rashomon:doc:a");
/// ```
#[must_use]
pub fn describe(article: &Article, span: Span) -> Target {
    let text = article.text.as_str();
    let span = settle(text, span);
    let before = text[..span.start].char_indices().rev().take(CONTEXT).last();
    let after = text[span.end..].char_indices().take(CONTEXT + 1).nth(CONTEXT);
    let start = ceil(text, before.map_or(span.start, |(at, _)| at));
    let end = floor(text, after.map_or(text.len(), |(at, _)| span.end + at));
    let first = from_byte(text, span.start, Unit::CodePoint);
    Target {
        source: address(article),
        sha256: article.source.sha256.clone(),
        selectors: vec![
            Selector::TextQuote {
                exact: span.of(text).to_owned(),
                prefix: Span::new(start.min(span.start), span.start).of(text).to_owned(),
                suffix: Span::new(span.end, end).of(text).to_owned(),
            },
            Selector::TextPosition { start: first, end: first + span.of(text).chars().count() },
        ],
        unknown: Vec::new(),
    }
}

/// Returns the address that stands for an article: its own, or one made from its id.
#[must_use]
pub fn address(article: &Article) -> String {
    article.source.url.clone().unwrap_or_else(|| address_of_name(&article.id))
}

/// What stands before the name in the address of an article that has none of its own.
const NAMED: &str = "urn:rashomon:doc:";

/// Returns the address made from an article's id: one that other programs can read, whatever the id.
///
/// ```
/// use rashomon::annotation::describe::{address_of_name, name_in};
/// assert_eq!(address_of_name("my report"), "urn:rashomon:doc:my%20report");
/// assert_eq!(name_in("urn:rashomon:doc:my%20report").as_deref(), Some("my report"));
/// assert_eq!(name_in("urn:rashomon:doc:a%1B[2J").as_deref(), Some("a␛[2J"));
/// assert_eq!(name_in("https://a.example"), None);
/// ```
#[must_use]
pub fn address_of_name(id: &str) -> String {
    format!("{NAMED}{}", percent::encoded(id))
}

/// Returns the id that an address was made from, if it was.
#[must_use]
pub fn name_in(address: &str) -> Option<String> {
    // Percent signs may hide control characters.
    address.strip_prefix(NAMED).map(|name| clean::line(&percent::decoded(name)))
}

/// Tells whether a target is about an article: the same text, or the same address.
#[must_use]
pub fn is_about(target: &Target, article: &Article) -> bool {
    let same_text = !target.sha256.is_empty() && target.sha256 == article.source.sha256;
    same_text
        || article.source.url.as_ref().is_some_and(|url| *url == target.source)
        || is_named(&target.source, &article.id)
}

/// Tells whether an address was made from an id, now or by an earlier version, which wrote it as it was.
#[must_use]
pub fn is_named(address: &str, id: &str) -> bool {
    let written = address.strip_prefix(NAMED);
    written.is_some_and(|written| {
        written == id || (written.contains('%') && percent::decoded(written) == id)
    })
}

/// Widens a span to whole grapheme clusters and takes white space from its ends.
///
/// A span of nothing but white space, or of nothing, stays as it is.
#[must_use]
pub fn settle(text: &str, span: Span) -> Span {
    let start = floor(text, text.floor_char_boundary(span.start));
    let end = text.floor_char_boundary(span.end).max(start);
    let end = if end == start { end } else { ceil(text, end) };
    let settled = Span::new(start, end).trim(text);
    if settled.is_empty() { Span::new(start, end) } else { settled }
}

/// Returns the nearest grapheme boundary at or before the character boundary `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    if is_boundary(text, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Returns the nearest grapheme boundary at or after the character boundary `at`.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    if is_boundary(text, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article { id: "a".into(), text: text.into(), ..Article::default() }
    }

    #[test]
    fn positions_are_code_points_and_clusters_stay_whole() {
        let text = "🌞 e\u{301}tage Ω قلم";
        let at = text.find("tage").expect("there");
        // The span begins inside "é" written as two characters.
        let target = describe(&article(text), Span::new(at - 2, at + 4));
        assert_eq!(target.exact(), Some("e\u{301}tage"));
        assert_eq!(target.selectors[1], Selector::TextPosition { start: 2, end: 8 });
        let last = text.find('ق').expect("there");
        let target = describe(&article(text), Span::new(last, text.len()));
        assert_eq!(target.selectors[1], Selector::TextPosition { start: 11, end: 14 });
    }

    #[test]
    fn context_is_at_most_thirty_two_characters() {
        let text = "é".repeat(40) + "QUOTE" + &"ü".repeat(40);
        let at = text.find('Q').expect("there");
        let target = describe(&article(&text), Span::new(at, at + 5));
        let Selector::TextQuote { prefix, suffix, .. } = &target.selectors[0] else {
            panic!("the quote comes first");
        };
        assert_eq!((prefix.chars().count(), suffix.chars().count()), (CONTEXT, CONTEXT));
    }

    #[test]
    fn a_target_knows_its_article_by_text_or_address() {
        let mut a = article("x");
        a.source.sha256 = "ff".into();
        let mut target = describe(&a, Span::new(0, 1));
        assert!(is_about(&target, &a));
        a.id = "renamed".into();
        assert!(is_about(&target, &a));
        target.sha256 = "00".into();
        assert!(!is_about(&target, &a));
    }
}
