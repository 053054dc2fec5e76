//! A quote in its context, cut into what clashes and what does not.

use crate::analysis::Side;
use crate::annotation::{Selector, Target};
use crate::article::{Article, Library};
use crate::exchange::place::Place;
use crate::text::offset::{Unit, from_byte};
use crate::text::{Span, clean};

/// How many bytes of context a report shows on each side, about two lines of print.
const CONTEXT: usize = 180;

/// A quote in its context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Index of its source in the report; `None` when the source is not open.
    pub source: Option<usize>,
    /// The source's address, or its `urn:`.
    pub address: String,
    /// Where it stands in the article's text, in bytes; `None` when it is not there (any more).
    pub span: Option<Span>,
    /// The same in Unicode code points.
    pub points: Option<(usize, usize)>,
    /// What stands before it in its paragraph, perhaps cut.
    pub before: String,
    /// The quote, in pieces.
    pub pieces: Vec<Piece>,
    /// What stands after it in its paragraph, perhaps cut.
    pub after: String,
    /// The normalised value, such as `2025-09-02`; empty when there is none.
    pub value: String,
    /// How it is anchored, such as `changed`; empty where that was never in question.
    pub state: &'static str,
}

/// A piece of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Whether they are what clashes.
    pub clash: bool,
}

impl Passage {
    /// Returns the passage of one side of a finding, or `None` when its article is not there.
    #[must_use]
    pub fn of_side(side: &Side, library: &Library) -> Option<Self> {
        let article = library.articles().get(side.article)?;
        let mut passage = Self::at(article, side.article, side.span, &side.focus);
        passage.value.clone_from(&side.value);
        Some(passage)
    }

    /// Returns the passage of a target that was placed.
    #[must_use]
    pub fn of_target(target: &Target, place: Place, library: &Library) -> Self {
        let article = place.article.and_then(|i| Some((i, library.articles().get(i)?)));
        let mut passage = match (article, place.span) {
            (Some((index, article)), Some(span)) => Self::at(article, index, span, &[]),
            _ => Self::quoted(target, place.article),
        };
        passage.state = if place.state == "anchored" { "" } else { place.state };
        passage.address = clean::line(&target.source);
        passage
    }

    /// Returns the words of the quote.
    #[must_use]
    pub fn quote(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn at(article: &Article, source: usize, span: Span, focus: &[Span]) -> Self {
        let text = article.text.as_str();
        let (before, after) = context(text, span);
        let points = from_byte(text, span.start, Unit::CodePoint);
        let length = article.quote(span).chars().count();
        Self {
            source: Some(source),
            address: article.source.url.clone().unwrap_or_else(|| article.id.clone()),
            span: Some(span),
            points: Some((points, points + length)),
            before,
            pieces: pieces(text, span, focus),
            after,
            ..Self::default()
        }
    }

    fn quoted(target: &Target, source: Option<usize>) -> Self {
        let mut passage = Self { source, ..Self::default() };
        for selector in &target.selectors {
            if let Selector::TextQuote { exact, prefix, suffix } = selector {
                // Foreign words, shown clean; the annotation keeps them as they came.
                passage.before = clean::clean(prefix).text;
                passage.after = clean::clean(suffix).text;
                passage.pieces = vec![Piece { text: clean::clean(exact).text, clash: false }];
            }
        }
        passage
    }
}

/// Returns what stands before and after a span in its paragraph, cut at a space where it is long.
fn context(text: &str, span: Span) -> (String, String) {
    let from = span.start.saturating_sub(CONTEXT);
    let before = Span::new(from, span.start).of(text);
    let before = match before.rfind('\n') {
        Some(at) => before[at + 1..].to_owned(),
        None if from == 0 => before.to_owned(),
        None => format!("… {}", before.find(' ').map_or(before, |at| &before[at + 1..])),
    };
    let to = (span.end + CONTEXT).min(text.len());
    let after = Span::new(span.end, to).of(text);
    let after = match after.find('\n') {
        Some(at) => after[..at].to_owned(),
        None if to == text.len() => after.to_owned(),
        None => format!("{} …", after.rfind(' ').map_or(after, |at| &after[..at])),
    };
    (before, after)
}

/// Cuts a quote at the ends of the words that clash.
fn pieces(text: &str, span: Span, focus: &[Span]) -> Vec<Piece> {
    let mut focus: Vec<Span> = focus.iter().filter_map(|f| f.intersect(span)).collect();
    focus.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = span.start;
    let mut push = |from: usize, to: usize, clash: bool| {
        let words = Span::new(from, to).of(text);
        if !words.is_empty() {
            pieces.push(Piece { text: words.to_owned(), clash });
        }
    };
    for f in focus {
        let start = f.start.max(at);
        push(at, start, false);
        push(start, f.end, true);
        at = at.max(f.end);
    }
    push(at, span.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tile_the_quote() {
        let text = "About nine looms burned on Monday.";
        let quote = Span::new(6, 33);
        let focus = [Span::new(27, 33), Span::new(0, 10), Span::new(8, 16)];
        let pieces = pieces(text, quote, &focus);
        let joined: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.clash)).collect();
        assert_eq!(
            joined,
            [("nine", true), (" looms", true), (" burned on ", false), ("Monday", true)]
        );
    }

    #[test]
    fn context_ends_with_the_paragraph_or_at_a_space() {
        let text = "A heading\n\nFirst. The quote. Last.\n\nNext";
        let at = text.find("The quote.").expect("there");
        let (before, after) = context(text, Span::new(at, at + 10));
        assert_eq!((before.as_str(), after.as_str()), ("First. ", " Last."));
        let long = format!("{}X{}", "word ".repeat(80), " word".repeat(80));
        let at = long.find('X').expect("there");
        let (before, after) = context(&long, Span::new(at, at + 1));
        assert!(before.starts_with("… word") && before.ends_with("word "), "{before}");
        assert!(after.starts_with(" word") && after.ends_with("word …"), "{after}");
    }
}
