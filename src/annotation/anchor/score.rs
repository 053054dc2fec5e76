//! How well a candidate fits: named weights, and what each part is worth.

use super::candidate::{Candidate, How, Quote};
use super::distance::Pattern;
use super::ground::Ground;

// The weights of readers_needs, section 6.3: context outweighs the quote, so that a corrected
// sentence in its place beats the old words in a sentence about something else.
const QUOTE: f64 = 0.45;
const CONTEXT: f64 = 0.25;
const POSITION: f64 = 0.05;

/// Taken off for each context that is not known: an unknown neighbour is no agreement.
const MISSING: f64 = 0.10;

/// Likeness at which one context alone vouches for the place. Two unrelated lines of English come
/// to about 0.3, lines about like events to 0.5 or 0.6.
const ONE_AGREES: f64 = 0.80;

/// Mean likeness at which both contexts together vouch for it.
const BOTH_AGREE: f64 = 0.68;

/// A candidate with the parts of its score, each 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) candidate: Candidate,
    pub(super) quote: f64,
    pub(super) prefix: Option<f64>,
    pub(super) suffix: Option<f64>,
    pub(super) score: f64,
}

impl Scored {
    /// Tells whether the neighbours vouch for the place; `None` when there are none to ask.
    pub(super) fn context_agrees(&self) -> Option<bool> {
        match (self.prefix, self.suffix) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one >= ONE_AGREES),
            (Some(p), Some(s)) => Some(p.max(s) >= ONE_AGREES || p.midpoint(s) >= BOTH_AGREE),
        }
    }

    /// Tells whether every known context is as good as unchanged: nothing else can vouch for a gap.
    pub(super) fn enclosed(&self) -> bool {
        [self.prefix, self.suffix].iter().all(|side| side.is_some_and(|s| s >= ONE_AGREES))
    }
}

/// Scores a candidate.
pub(super) fn score(ground: &Ground, quote: &Quote, candidate: Candidate) -> Scored {
    let words = match candidate.how {
        How::Exact => 1.0,
        _ => {
            let now = &ground.chars[candidate.start..candidate.end];
            let edits = Pattern::new(quote.exact.iter().copied()).distance(now.iter().copied());
            1.0 - share(edits, quote.exact.len().max(now.len()))
        }
    };
    let before = ground.chars[..candidate.start].iter().rev().copied();
    let prefix = likeness(quote.prefix.iter().rev().copied(), quote.prefix.len(), before);
    let after = ground.chars[candidate.end..].iter().copied();
    let suffix = likeness(quote.suffix.iter().copied(), quote.suffix.len(), after);
    let position = quote
        .expected
        .map(|expected| 1.0 - share(candidate.start.abs_diff(expected), ground.len()).min(1.0));
    let parts = [(QUOTE, Some(words)), (CONTEXT, prefix), (CONTEXT, suffix), (POSITION, position)];
    let known = parts.iter().filter_map(|(weight, part)| part.map(|part| (weight, part)));
    let (sum, weight) =
        known.fold((0.0, 0.0), |(s, w), (weight, part)| (s + weight * part, w + weight));
    let ceiling = [prefix, suffix].iter().filter(|s| s.is_none()).fold(1.0, |c, _| c - MISSING);
    Scored { candidate, quote: words, prefix, suffix, score: sum / weight * ceiling }
}

/// Returns how like a context is to what stands there now, read away from the quote.
fn likeness(
    context: impl Iterator<Item = char>,
    len: usize,
    text: impl Iterator<Item = char>,
) -> Option<f64> {
    if len == 0 {
        return None;
    }
    let window = text.take(len + len / 2);
    let (_, edits) = Pattern::new(context).nearest_start(window);
    Some(1.0 - share(edits, len))
}

#[expect(clippy::cast_precision_loss, reason = "lengths of texts, far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
