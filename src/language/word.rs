//! Tokens with what a search for names and phrases asks of them: folded key, possessive, capital.

use super::lexicon::{PARTS, is_common};
use super::token::{TokenKind, tokens};
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashSet};
use std::hash::BuildHasher;

/// A token seen as part of a name or phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Where it stands, without a possessive ending, in bytes of the text.
    pub span: Span,
    /// The letters there.
    pub raw: &'t str,
    /// Folded, without points: what it is compared by.
    pub key: String,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether `'s` or `'` follows.
    pub possessive: bool,
    /// Whether it begins a sentence or quotation, where a capital letter says nothing.
    pub first: bool,
    /// Whether only spaces (or nothing) lie between it and the token before.
    pub joined: bool,
}

impl Word<'_> {
    /// Tells whether it begins with a capital letter.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.kind == TokenKind::Word && self.raw.starts_with(char::is_uppercase)
    }

    /// Tells whether it has two letters or more, all of them capitals: `NATO`, `U.S.`.
    #[must_use]
    pub fn is_acronym(&self) -> bool {
        let letters = || self.raw.chars().filter(|c| c.is_alphabetic());
        letters().nth(1).is_some() && letters().all(char::is_uppercase)
    }
}

/// Cuts one sentence into words and marks.
#[must_use]
pub fn words(text: &str, sentence: Span) -> Vec<Word<'_>> {
    let tokens = tokens(text, sentence);
    let mut out: Vec<Word<'_>> = Vec::with_capacity(tokens.len());
    let mut first = true;
    for token in tokens {
        let mut span = token.span;
        let mut raw = span.of(text);
        let mut possessive = false;
        if token.kind == TokenKind::Mark {
            if let Some(last) = out.last_mut()
                && last.span.end == span.start
                && last.kind == TokenKind::Word
            {
                if raw == "." && last.raw.contains('.') {
                    last.span.end = span.end; // the last point of `U.S.`
                    last.raw = last.span.of(text);
                    continue;
                }
                if matches!(raw, "'" | "’") && last.raw.ends_with(['s', 'S']) {
                    last.possessive = true;
                    continue;
                }
            }
            first |= matches!(
                raw,
                "\"" | "“" | "‘" | ":" | "(" | "—" | "–" | "…" | "«" | "|" | "•" | "·"
            );
        } else if let Some(stem) = ["'s", "’s", "'S", "’S"].iter().find_map(|s| raw.strip_suffix(s))
        {
            possessive = true;
            span.end = span.start + stem.len();
            raw = stem;
        }
        let joined = out.last().is_some_and(|last| {
            let gap = Span::new(last.span.end, span.start).of(text);
            last.possessive || gap.chars().all(|c| c.is_whitespace() && c != '\n')
        });
        let mut key = fold(raw);
        key.retain(|c| c != '.');
        out.push(Word { span, raw, key, kind: token.kind, possessive, first, joined });
        if token.kind != TokenKind::Mark {
            first = false;
        }
    }
    out
}

/// Tells whether a sentence is a title in title case or in capitals, where a capital letter says nothing:
/// it does not end in a full stop, and most of its longer words begin with a capital.
#[must_use]
pub fn is_title_case(words: &[Word<'_>]) -> bool {
    let ends = |word: &Word<'_>| matches!(word.raw, "." | ";" | ",");
    let small = |word: &Word<'_>| word.raw.starts_with(char::is_lowercase);
    if words.first().is_none_or(small) || words.last().is_some_and(ends) {
        return false;
    }
    let long = || {
        words.iter().filter(|w| {
            w.kind == TokenKind::Word && w.raw.chars().count() >= 4 && !is_common(&w.key)
        })
    };
    let (all, capital) = (long().count(), long().filter(|w| w.is_capital()).count());
    (all >= 3 && capital * 20 >= all * 17) || (all == 2 && capital == 2)
}

/// How words are written where that says something: how often each of them small and with a capital letter, and
/// which two stand side by side with capital letters.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    seen: HashMap<String, (u32, u32)>,
    pairs: HashSet<u64>,
}

fn pair(a: &str, b: &str) -> u64 {
    FixedState::default().hash_one((a, b))
}

impl Cases {
    /// Counts the words of one sentence.
    pub fn add(&mut self, words: &[Word<'_>]) {
        let title = is_title_case(words);
        for (i, word) in words.iter().enumerate().filter(|(_, w)| w.kind == TokenKind::Word) {
            let capital = word.is_capital();
            if capital && (word.first || title) {
                continue;
            }
            // `Intelligence` in `National Intelligence Service` does not make `Intelligence` a name
            let next = words.get(i + 1).filter(|w| w.joined && w.is_capital() && !word.possessive);
            if let Some(next) = next.filter(|_| capital) {
                if !is_common(&word.key) && !is_common(&next.key) {
                    self.pairs.insert(pair(&word.key, &next.key));
                }
                if PARTS.get(&word.key).is_some() {
                    continue;
                }
            }
            let seen = match self.seen.get_mut(&word.key) {
                Some(seen) => seen,
                None => self.seen.entry(word.key.clone()).or_default(),
            };
            if capital { seen.1 += 1 } else { seen.0 += 1 }
        }
    }

    /// Tells whether a folded word is a name, going by how it is written elsewhere; `None` when it never is.
    #[must_use]
    pub fn is_name(&self, key: &str) -> Option<bool> {
        self.seen.get(key).map(|(small, capital)| capital > small)
    }

    /// Tells whether running text has two folded words side by side, both with a capital letter: then they are a
    /// name in a heading too.
    #[must_use]
    pub fn is_pair(&self, a: &str, b: &str) -> bool {
        self.pairs.contains(&pair(a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text, Span::new(0, text.len())).into_iter().map(|w| w.key).collect()
    }

    #[test]
    fn keys_have_no_points_and_no_possessive() {
        assert_eq!(keys("The U.S. army’s Jong\u{2011}un"), ["the", "us", "army", "jong-un"]);
        assert_eq!(keys("the leaders' talks"), ["the", "leaders", "talks"]);
        let text = "workers’ “Big” day";
        let words = words(text, Span::new(0, text.len()));
        assert!(words[0].possessive && words[0].first);
        assert!(words[2].first && !words[3].first);
        let text = "Share | Send a letter";
        assert!(super::words(text, Span::new(0, text.len()))[2].first);
    }

    #[test]
    fn a_capital_counts_only_where_it_says_something() {
        let mut cases = Cases::default();
        for text in
            ["Bread is good.", "I like Rome and bread.", "Rome Burns While Emperor Plays Violin"]
        {
            cases.add(&words(text, Span::new(0, text.len())));
        }
        assert_eq!(cases.is_name("rome"), Some(true));
        assert_eq!(cases.is_name("bread"), Some(false));
        assert_eq!(cases.is_name("violin"), None);
        cases.add(&words("They met in Olm Harbour.", Span::new(0, 24)));
        assert!(cases.is_pair("olm", "harbour") && !cases.is_pair("rome", "burns"));
    }
}
