//! Where the quote might be now: every exact place, every near one, and every gap that its old
//! neighbours still enclose.

use super::distance::Pattern;
use super::ground::Ground;

/// Why a place is a candidate, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// The same words.
    Exact,
    /// Nearly the same words.
    Near,
    /// Whatever now stands between the words that stood before and after.
    Between,
}

/// A place, in folded characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) how: How,
}

impl Candidate {
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Share of a quote that may be edits: beyond it, likeness is chance (readers_needs, section 6.3).
const NEAR: f64 = 0.34;

/// Share of a context that may be edits for it to count as surviving.
const SURVIVING: f64 = 0.20;

/// Shortest context that can enclose a gap: shorter ones stand everywhere.
const ENCLOSING: usize = 8;

/// Places of a kind looked at; a quote that stands oftener is no quote.
const MANY: usize = 1000;

/// Steps spent on the near places of one pattern: in a text that repeats itself, long patterns look
/// at fewer of them.
const WORK: usize = 2_000_000;

/// Folded characters searched for near places, around where the quote was: bounds the time in a
/// text of 100 MB to what a reader does not notice.
const REACH: usize = 1_000_000;

/// A quote and its context, folded.
#[derive(Debug)]
pub(super) struct Quote {
    pub(super) exact: Vec<char>,
    pub(super) prefix: Vec<char>,
    pub(super) suffix: Vec<char>,
    /// Where it was, in folded characters of the text searched; the middle when nothing is known.
    pub(super) expected: Option<usize>,
}

/// Returns every place where the quote might be.
pub(super) fn candidates(ground: &Ground, quote: &Quote) -> Vec<Candidate> {
    let mut found = exact(ground, quote);
    let expected = quote.expected.unwrap_or(ground.len() / 2);
    let from = expected.saturating_sub(REACH);
    let to = expected.saturating_add(REACH).min(ground.len());
    let near = near(ground, &quote.exact, from.min(to), to, NEAR).into_iter();
    let near: Vec<_> =
        near.map(|(start, end, _)| Candidate { start, end, how: How::Near }).collect();
    let between = between(ground, quote, from.min(to), to);
    for candidate in near.into_iter().chain(between) {
        let known = |c: &Candidate| c.how == How::Exact && c.overlaps(candidate);
        if !found.iter().any(known) && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

fn exact(ground: &Ground, quote: &Quote) -> Vec<Candidate> {
    let Some((first, rest)) = quote.exact.split_first() else {
        return Vec::new();
    };
    let len = quote.exact.len();
    let starts = ground.chars.windows(len).enumerate();
    starts
        .filter(|(_, window)| window[0] == *first && window[1..] == *rest)
        .map(|(start, _)| Candidate { start, end: start + len, how: How::Exact })
        .take(MANY)
        .collect()
}

/// Returns each local minimum of the edit distance: start, end and edits.
fn near(
    ground: &Ground,
    pattern: &[char],
    from: usize,
    to: usize,
    share: f64,
) -> Vec<(usize, usize, usize)> {
    // A pattern so long costs more than it tells; its exact places were found already.
    if pattern.is_empty() || pattern.len() > 8192 {
        return Vec::new();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a length below 8192"
    )]
    let allowed = (pattern.len() as f64 * share) as usize;
    let forward = Pattern::new(pattern.iter().copied());
    let backward = Pattern::new(pattern.iter().rev().copied());
    let text = &ground.chars[from..to];
    let distances = forward.distances(text.iter().copied(), false);
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (end, &edits) in distances.iter().enumerate() {
        let falls = end > 0 && distances[end - 1] < edits;
        let rises = distances.get(end + 1).is_some_and(|next| *next < edits);
        if edits <= allowed && !falls && !rises {
            ends.push((end, edits));
        }
    }
    let many = (WORK / (pattern.len() * pattern.len() / 64 + 1)).clamp(16, MANY);
    if ends.len() > many {
        // A text that repeats itself: the likest places, in the middle, where the quote was expected.
        let middle = text.len() / 2;
        ends.sort_by_key(|&(end, edits)| (edits, end.abs_diff(middle)));
        ends.truncate(many);
        ends.sort_unstable();
    }
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (end, _) in ends {
        let reach = end.saturating_sub(pattern.len() + allowed);
        let (len, edits) = backward.nearest_start(text[reach..end].iter().rev().copied());
        let place = (from + end - len, from + end, edits);
        match found.last_mut() {
            // A plateau, or two minima of one place: the better one stands for it.
            Some(last) if place.0 < last.1 => {
                if place.2 < last.2 {
                    *last = place;
                }
            }
            _ => found.push(place),
        }
    }
    found
}

/// Returns the gaps between a surviving prefix and the next surviving suffix.
fn between(ground: &Ground, quote: &Quote, from: usize, to: usize) -> Vec<Candidate> {
    if quote.prefix.len() < ENCLOSING || quote.suffix.len() < ENCLOSING {
        return Vec::new();
    }
    let before = near(ground, &quote.prefix, from, to, SURVIVING);
    let after = near(ground, &quote.suffix, from, to, SURVIVING);
    let longest = 2 * quote.exact.len() + 64;
    let gap = |end: usize| {
        let (next, _, _) = *after.get(after.partition_point(|(start, _, _)| *start < end))?;
        let is_space = |at: &usize| ground.chars[*at].is_whitespace();
        let start = (end..next).find(|at| !is_space(at))?;
        let end = (start..next).rev().find(|at| !is_space(at))? + 1;
        (end - start <= longest).then_some(Candidate { start, end, how: How::Between })
    };
    before.iter().filter_map(|(_, end, _)| gap(*end)).collect()
}
