//! Finding words: smart case, folded, in every source.

use super::highlight::{Highlight, Role};
use super::line::History;
use crate::article::Article;
use crate::text::Span;
use crate::text::fold::{self, Folded};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What is searched for, and where it was found.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words; empty when nothing is searched for.
    pub pattern: String,
    /// Whether `next` goes towards the beginning.
    pub backward: bool,
    /// The matches in each article of the library, in order.
    pub matches: Vec<Vec<Span>>,
    /// The match that the reader went to: the article and the match in it.
    pub current: Option<(usize, usize)>,
    /// What was searched for before.
    pub history: History,
    /// How many long articles are still being searched, beside reading.
    pub pending: usize,
    /// Counts the searches: what an older one found is dropped.
    pub id: u64,
    folded: Vec<Option<Arc<Folded>>>,
}

/// Bytes above which an article is searched beside reading.
pub const LONG: usize = 2 << 20;

/// How many matches of an article are kept.
pub const MOST: usize = 200_000;

/// Bytes that are folded and searched at a time in a long article.
const CHUNK: usize = 1 << 20;

impl Search {
    /// Searches every article anew and returns the long ones, which are left to be [scanned](scan) beside
    /// reading. The others are folded once, at the first search.
    pub fn find(&mut self, pattern: &str, articles: &[Arc<Article>]) -> Vec<usize> {
        self.folded.resize(articles.len(), None);
        self.pattern = pattern.to_owned();
        self.current = None;
        self.id += 1;
        let mut long = Vec::new();
        self.matches.clear();
        for (index, (slot, article)) in self.folded.iter_mut().zip(articles).enumerate() {
            if article.text.len() > LONG {
                long.push(index);
                self.matches.push(Vec::new());
            } else {
                let folded = slot.get_or_insert_with(|| Arc::new(fold::folded(&article.text)));
                self.matches.push(matches(pattern, folded, &article.text));
            }
        }
        if pattern.is_empty() {
            long.clear();
        }
        self.pending = long.len();
        long
    }

    /// Takes in what was found in a long article; `done` when that is all. Returns whether it belongs to
    /// this search.
    pub fn found(&mut self, id: u64, article: usize, spans: Vec<Span>, done: bool) -> bool {
        let ours = id == self.id && article < self.matches.len();
        if ours {
            self.matches[article].extend(spans);
            self.pending = self.pending.saturating_sub(usize::from(done));
        }
        ours
    }

    /// Takes the search away; the history stays.
    pub fn clear(&mut self) {
        self.pattern.clear();
        self.matches.clear();
        self.current = None;
        self.pending = 0;
        self.id += 1;
    }

    /// Returns how many matches there are in all sources.
    #[must_use]
    pub fn total(&self) -> usize {
        self.matches.iter().map(Vec::len).sum()
    }

    /// Returns the matches of an article that touch `window`, as highlights.
    pub fn touching(&self, article: usize, window: Span) -> impl Iterator<Item = Highlight> + '_ {
        let list = self.matches.get(article).map_or(&[][..], Vec::as_slice);
        let first = list.partition_point(|span| span.end <= window.start);
        list.iter().enumerate().skip(first).take_while(move |(_, s)| s.start < window.end).map(
            move |(at, span)| {
                let current = self.current == Some((article, at));
                Highlight { span: *span, role: if current { Role::Current } else { Role::Match } }
            },
        )
    }
}

/// Finds `pattern` in a long text, a piece at a time: `found` is told the matches of each piece, in order,
/// and answers whether to go on.
pub fn scan(pattern: &str, text: &str, mut found: impl FnMut(Vec<Span>) -> bool) {
    let (mut from, mut kept) = (0, 0);
    while from < text.len() && kept < MOST {
        let to = text.ceil_char_boundary((from + CHUNK).min(text.len()));
        // A match may reach into the next piece; accents may make it longer than the pattern.
        let reach = text.ceil_char_boundary((to + 4 * pattern.len()).min(text.len()));
        let piece = Span::new(from, reach).of(text);
        let spans = matches(pattern, &fold::folded(piece), piece).into_iter();
        let spans: Vec<Span> = spans.map(|s| s.shifted(from)).filter(|s| s.start < to).collect();
        kept += spans.len();
        if !found(spans) {
            return;
        }
        from = to;
    }
}

/// Finds `pattern` in a text. A pattern without capitals matches either case; accents, dashes and quotes fold.
fn matches(pattern: &str, folded: &Folded, text: &str) -> Vec<Span> {
    let needle = fold::fold(pattern);
    if needle.is_empty() {
        return Vec::new();
    }
    let exact = pattern.chars().any(char::is_uppercase);
    let spans = folded.text.match_indices(&needle);
    let spans = spans.map(|(at, found)| folded.original(Span::new(at, at + found.len())));
    spans.filter(|span| !span.is_empty() && (!exact || same_case(pattern, span.of(text)))).collect()
}

/// Tells whether the letters of both are capitals at the same places.
fn same_case(pattern: &str, found: &str) -> bool {
    let capitals = |s: &str| -> Vec<bool> {
        s.nfkd().filter(|c| c.is_alphabetic()).map(char::is_uppercase).collect()
    };
    capitals(pattern) == capitals(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_searched_like_a_short_one() {
        let text =
            format!("{}Zürich{}", "lorem ipsum ".repeat(CHUNK / 12), " dolor zurich".repeat(9));
        let text = &text[7..];
        let mut scanned = Vec::new();
        scan("zurich", text, |spans| {
            scanned.extend(spans);
            true
        });
        assert_eq!(scanned, matches("zurich", &fold::folded(text), text));
        assert_eq!(scanned.len(), 10);
    }

    #[test]
    fn search_folds_and_minds_the_case_only_when_asked() {
        let text = "Zürich, ZURICH and zurich; Jong‑un and jong-un";
        let found = |pattern: &str| -> Vec<&str> {
            matches(pattern, &fold::folded(text), text).iter().map(|s| s.of(text)).collect()
        };
        assert_eq!(found("zurich"), ["Zürich", "ZURICH", "zurich"]);
        assert_eq!(found("Zürich"), ["Zürich"]);
        assert_eq!(found("jong-un"), ["Jong‑un", "jong-un"]);
        assert_eq!(found("Jong"), ["Jong"]);
        assert!(found("").is_empty() && found("nowhere").is_empty());
    }
}
