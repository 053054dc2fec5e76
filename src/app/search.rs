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
    folded: Vec<Option<Arc<Folded>>>,
}

impl Search {
    /// Searches every article anew. Articles are folded once, at the first search.
    pub fn find(&mut self, pattern: &str, articles: &[Arc<Article>]) {
        self.folded.resize(articles.len(), None);
        self.pattern = pattern.to_owned();
        self.current = None;
        let folded = self.folded.iter_mut().zip(articles).map(|(slot, article)| {
            &**slot.get_or_insert_with(|| Arc::new(fold::folded(&article.text)))
        });
        self.matches = folded
            .zip(articles)
            .map(|(folded, article)| matches(pattern, folded, &article.text))
            .collect();
    }

    /// Takes the search away; the history stays.
    pub fn clear(&mut self) {
        self.pattern.clear();
        self.matches.clear();
        self.current = None;
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
