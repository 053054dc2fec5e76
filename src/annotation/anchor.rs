//! Selectors to span: a ladder, read from top to bottom, cheap and certain first.
//!
//! 1. The same text (by its hash): positions are exact.
//! 2. The quote with all its context stands in the text once: there it is.
//! 3. Otherwise text and quote are folded, and every place that could be meant is a candidate:
//!    the same words, nearly the same words, and whatever stands between the old neighbours.
//! 4. Each is scored by words, neighbours and position; the best must beat the next by a margin.
//! 5. A guard compares numbers, negation, modality and names, in the quote and beside it.
//!
//! The order matters: Hypothesis' scoring, which looks for near places only when no exact one is
//! left, goes to another sentence when the annotated one is corrected.

mod candidate;
mod distance;
mod ground;
pub mod guard;
mod score;

pub use guard::{Difference, Kind};

use super::{Selector, Target, describe};
use crate::article::Article;
use crate::text::Span;
use crate::text::offset::{Index, Unit};
use candidate::{How, Quote};
use ground::Ground;
use score::Scored;
use std::cell::OnceCell;

/// Where a target is now: the five outcomes. Only `Anchored` is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchoring {
    /// There, with the same words.
    Anchored(Span),
    /// There, but the words, or those beside them, say something else.
    Changed {
        /// Where.
        span: Span,
        /// The words it had, as they were quoted.
        was: String,
        /// What differs; never empty.
        differences: Vec<Difference>,
    },
    /// The same words among other neighbours: perhaps moved, perhaps others' words.
    Moved(Span),
    /// Several places fit about as well, the best first.
    Ambiguous(Vec<Span>),
    /// Nowhere.
    Lost,
}

impl Anchoring {
    /// Returns the span to show, the likeliest one when there are several.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Anchored(span) | Self::Changed { span, .. } | Self::Moved(span) => Some(*span),
            Self::Ambiguous(spans) => spans.first().copied(),
            Self::Lost => None,
        }
    }

    /// Returns the word for the outcome.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Anchored(_) => "anchored",
            Self::Changed { .. } => "changed",
            Self::Moved(_) => "moved?",
            Self::Ambiguous(_) => "ambiguous",
            Self::Lost => "lost",
        }
    }

    /// Tells whether nothing has to be shown to the reader.
    #[must_use]
    pub const fn is_silent(&self) -> bool {
        matches!(self, Self::Anchored(_))
    }
}

/// An outcome with the figures behind it, for scripts.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Where the target is.
    pub anchoring: Anchoring,
    /// How well the best place fits, 0 to 1.
    pub score: f64,
    /// By how much it beats the best place that does not overlap it.
    pub margin: f64,
}

/// By how much the best place must beat the next one (`readers_needs`, section 6.3).
const MARGIN: f64 = 0.10;

/// Folded characters or words below which a quote alone says too little: "Linus" stands anywhere.
const SHORT: (usize, usize) = (12, 3);

/// Likeness of words that lets a quote be followed to other neighbours, when it is long enough.
const RECOGNISED: f64 = 0.80;

/// Folded characters from which nearly the same words can be recognised among other neighbours.
const LONG: usize = 30;

/// Likeness of words below which a place between the old neighbours says something else altogether.
const UNLIKE: f64 = 0.40;

/// Context, in code points, from which quote and context together identify a place.
const TELLING: usize = 12;

/// A text ready to anchor many targets in.
#[derive(Debug)]
pub struct Anchorer<'t> {
    text: &'t str,
    sha256: &'t str,
    points: OnceCell<Index<'t>>,
    ground: OnceCell<Ground>,
}

/// Anchors one target in an article.
///
/// ```
/// use rashomon::{annotation::{anchor, describe}, article::Article, text::Span};
/// let old = Article { text: "At noon, 12 people were hurt.".into(), ..Article::default() };
/// let target = describe::describe(&old, Span::new(9, 28));
/// let new = Article { text: "At noon, 14 people were hurt.".into(), ..Article::default() };
/// let anchoring = anchor::anchor(&target, &new);
/// assert_eq!(anchoring.name(), "changed");
/// assert_eq!(anchoring.span(), Some(Span::new(9, 28)));
/// ```
#[must_use]
pub fn anchor(target: &Target, article: &Article) -> Anchoring {
    Anchorer::new(article).anchor(target).anchoring
}

impl<'t> Anchorer<'t> {
    /// Makes a text ready; the dear parts are made when the first target needs them.
    #[must_use]
    pub fn new(article: &'t Article) -> Self {
        Self::of_text(&article.text, &article.source.sha256)
    }

    /// Makes any text ready, such as a snapshot; `sha256` may be empty.
    #[must_use]
    pub fn of_text(text: &'t str, sha256: &'t str) -> Self {
        Self { text, sha256, points: OnceCell::new(), ground: OnceCell::new() }
    }

    /// Anchors a target: the ladder, top to bottom.
    #[must_use]
    pub fn anchor(&self, target: &Target) -> Outcome {
        let said = Said::of(target);
        let position = self.position(&said);
        let certain =
            |span| Outcome { anchoring: Anchoring::Anchored(span), score: 1.0, margin: 1.0 };
        let same_text = !target.sha256.is_empty() && target.sha256 == self.sha256;
        if let Some(span) = position
            && (same_text || (target.sha256.is_empty() && self.has_context(&said, span)))
            && span.of(self.text) == said.exact.unwrap_or(span.of(self.text))
        {
            return certain(span);
        }
        let Some(exact) = said.exact else {
            return Outcome { anchoring: Anchoring::Lost, score: 0.0, margin: 0.0 };
        };
        if let Some(span) = self.only_place(&said, exact) {
            return certain(span);
        }
        self.search(&said, exact, position)
    }

    /// Returns where the target was, in bytes of this text.
    fn position(&self, said: &Said<'_>) -> Option<Span> {
        let (start, end) = said.position?;
        let points = self.points.get_or_init(|| Index::new(self.text, Unit::CodePoint));
        Some(Span::new(points.byte(start)?, points.byte(end)?)).filter(|_| start <= end)
    }

    fn has_context(&self, said: &Said<'_>, span: Span) -> bool {
        self.text[..span.start].ends_with(said.prefix)
            && self.text[span.end..].starts_with(said.suffix)
    }

    /// Returns the place of the quote with its whole context, when there is one and only one.
    fn only_place(&self, said: &Said<'_>, exact: &str) -> Option<Span> {
        if said.prefix.chars().count() + said.suffix.chars().count() < TELLING || exact.is_empty() {
            return None;
        }
        let whole = [said.prefix, exact, said.suffix].concat();
        let mut places = self.text.match_indices(&whole).map(|(at, _)| at + said.prefix.len());
        let start = places.next()?;
        // A repetition that overlaps itself is found by starting one character further.
        let next = self.text.ceil_char_boundary(start - said.prefix.len() + 1);
        if self.text[next..].contains(&whole) {
            return None;
        }
        Some(Span::new(start, start + exact.len()))
    }

    fn search(&self, said: &Said<'_>, exact: &str, position: Option<Span>) -> Outcome {
        let ground = self.ground.get_or_init(|| Ground::new(self.text));
        let quote = Quote {
            exact: trimmed(ground::folded(exact)),
            prefix: ground::folded(said.prefix),
            suffix: ground::folded(said.suffix),
            expected: position.map(|span| ground.index(span.start)),
        };
        let mut scored: Vec<Scored> = if quote.exact.is_empty() {
            Vec::new()
        } else {
            let found = candidate::candidates(ground, &quote);
            found.into_iter().map(|c| score::score(ground, &quote, c)).collect()
        };
        let words = quote.exact.split(|c| *c == ' ').filter(|w| !w.is_empty()).count();
        let short = quote.exact.len() < SHORT.0 || words < SHORT.1;
        let exact_elsewhere = !short && scored.iter().any(|s| s.candidate.how == How::Exact);
        scored.retain(|s| is_possible(s, short, exact_elsewhere, quote.exact.len()));
        scored.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(a.candidate.how.cmp(&b.candidate.how))
        });
        let Some(best) = scored.first().copied() else {
            return Outcome { anchoring: Anchoring::Lost, score: 0.0, margin: 0.0 };
        };
        let rival = scored.iter().find(|other| !other.candidate.overlaps(best.candidate));
        let margin = best.score - rival.map_or(0.0, |rival| rival.score);
        let place = |s: &Scored| self.place(ground, s, exact);
        let anchoring = if margin < MARGIN {
            let mut spans: Vec<Span> = Vec::new();
            for span in scored.iter().filter(|s| best.score - s.score < MARGIN).map(place) {
                if !spans.iter().any(|other| other.overlaps(span)) {
                    spans.push(span);
                }
            }
            Anchoring::Ambiguous(spans)
        } else {
            self.judge(said, exact, &best, place(&best))
        };
        Outcome { anchoring, score: best.score, margin }
    }

    /// Returns the span of a candidate in this text; the very words of the quote, where they stand.
    fn place(&self, ground: &Ground, scored: &Scored, exact: &str) -> Span {
        let span = ground.original(self.text, scored.candidate.start, scored.candidate.end);
        let near = self.text.floor_char_boundary(span.start.saturating_sub(8));
        let raw = self.text[near..self.text.ceil_char_boundary(span.end.min(self.text.len()))]
            .find(exact);
        raw.map_or(span, |at| Span::new(near + at, near + at + exact.len()))
    }

    /// Says what has become of a quote whose place is settled.
    fn judge(&self, said: &Said<'_>, exact: &str, best: &Scored, span: Span) -> Anchoring {
        let same_words = best.candidate.how == How::Exact;
        let agrees = best.context_agrees();
        let mut differences = guard::differences(exact, span.of(self.text), false);
        if agrees == Some(true) {
            differences.extend(self.beside(said, span));
        }
        if same_words && differences.is_empty() {
            return match agrees {
                Some(false) => Anchoring::Moved(span),
                _ => Anchoring::Anchored(span),
            };
        }
        if agrees == Some(false) {
            let (was, now) = (String::new(), String::new());
            differences.push(Difference { kind: Kind::Elsewhere, was, now, beside: false });
        }
        if differences.is_empty() {
            let (was, now) = (exact.to_owned(), span.of(self.text).to_owned());
            differences.push(Difference { kind: Kind::Words, was, now, beside: false });
        }
        Anchoring::Changed { span, was: exact.to_owned(), differences }
    }

    /// Returns what differs beside the quote in its sentence: a "not" just before it denies it.
    fn beside(&self, said: &Said<'_>, span: Span) -> Vec<Difference> {
        let (before, after) = (&self.text[..span.start], &self.text[span.end..]);
        let mut found = Vec::new();
        if !said.prefix.is_empty() && !before.ends_with(said.prefix) {
            let now = nearest(before.chars().rev(), said.prefix.chars().rev());
            let now: String = now.into_iter().rev().collect();
            let (was, now) = (sentence_end(said.prefix), sentence_end(&now));
            found.extend(guard::differences(was, now, true));
        }
        // After a whole sentence another one begins, which is not about the quote.
        let whole = said.exact.is_some_and(ends_a_sentence);
        if !whole && !said.suffix.is_empty() && !after.starts_with(said.suffix) {
            let now: String = nearest(after.chars(), said.suffix.chars()).into_iter().collect();
            let (was, now) = (sentence_start(said.suffix), sentence_start(&now));
            found.extend(guard::differences(was, now, true));
        }
        found
    }
}

/// Tells whether a candidate may be the place at all.
fn is_possible(s: &Scored, short: bool, exact_elsewhere: bool, len: usize) -> bool {
    match (s.candidate.how, s.context_agrees()) {
        (_, Some(true)) if s.candidate.how != How::Between => true,
        (How::Between, _) => s.enclosed() && (s.quote >= UNLIKE || !exact_elsewhere),
        (How::Exact, Some(false)) => !short,
        // Without any context, only a position could vouch for a short quote, and it is a hint.
        (How::Exact, _) => !short,
        (How::Near, _) => s.quote >= RECOGNISED && len >= LONG,
    }
}

/// What a target says of its place.
struct Said<'a> {
    exact: Option<&'a str>,
    prefix: &'a str,
    suffix: &'a str,
    position: Option<(usize, usize)>,
}

impl<'a> Said<'a> {
    fn of(target: &'a Target) -> Self {
        let mut said = Self { exact: None, prefix: "", suffix: "", position: None };
        for selector in &target.selectors {
            match selector {
                Selector::TextQuote { exact, prefix, suffix } if said.exact.is_none() => {
                    (said.exact, said.prefix, said.suffix) = (Some(exact.as_str()), prefix, suffix);
                }
                Selector::TextPosition { start, end } => {
                    said.position = said.position.or(Some((*start, *end)));
                }
                _ => {}
            }
        }
        said
    }
}

/// Returns the start of `text` that is nearest to `context`, without a word that it cuts.
fn nearest(text: impl Iterator<Item = char>, context: impl Iterator<Item = char>) -> Vec<char> {
    let context: Vec<char> = context.collect();
    let mut window: Vec<char> = text.take(context.len() + context.len() / 2).collect();
    let (len, _) = distance::Pattern::new(context).nearest_start(window.iter().copied());
    let cut = window.get(len).is_some_and(|c| c.is_alphanumeric());
    window.truncate(len);
    if cut {
        while window.last().is_some_and(|c| c.is_alphanumeric()) {
            window.pop();
        }
    }
    window
}

/// Returns what of a prefix belongs to the quote's sentence, without a first word that may be cut.
fn sentence_end(prefix: &str) -> &str {
    let starts = prefix.rmatch_indices(['.', '!', '?', '\n']);
    let ends = starts.filter(|(at, mark)| is_end(prefix, *at, mark)).map(|(at, _)| at + 1);
    match ends.max() {
        Some(start) => &prefix[start..],
        None if prefix.chars().count() < describe::CONTEXT => prefix,
        None => prefix.split_once(char::is_whitespace).map_or("", |(_, rest)| rest),
    }
}

/// Returns what of a suffix belongs to the quote's sentence, without a last word that may be cut.
fn sentence_start(suffix: &str) -> &str {
    let ends = suffix.match_indices(['.', '!', '?', '\n']);
    let end = ends.filter(|(at, mark)| is_end(suffix, *at, mark)).map(|(at, _)| at).min();
    match end {
        Some(end) => &suffix[..end],
        None if suffix.chars().count() < describe::CONTEXT => suffix,
        None => suffix.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest),
    }
}

/// Tells whether a quote ends with the mark that ends its sentence, quotation marks aside.
fn ends_a_sentence(quote: &str) -> bool {
    let closed = |c: char| "\"'”’»)]".contains(c);
    quote.trim_end_matches(closed).ends_with(['.', '!', '?', '…'])
}

/// A full stop ends a sentence when no letter or digit follows it at once.
fn is_end(text: &str, at: usize, mark: &str) -> bool {
    mark == "\n" || !text[at + mark.len()..].starts_with(char::is_alphanumeric)
}

fn trimmed(mut chars: Vec<char>) -> Vec<char> {
    while chars.last() == Some(&' ') {
        chars.pop();
    }
    let start = chars.iter().take_while(|c| **c == ' ').count();
    chars.drain(..start);
    chars
}

#[cfg(test)]
mod revisions;
#[cfg(test)]
mod tests;
