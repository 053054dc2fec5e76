//! A text prepared for the search: folded, white space joined, every character with its way back.

use crate::annotation::describe;
use crate::text::{Span, fold};

/// A folded text as characters, each with the byte of the original it came from.
#[derive(Debug, Default)]
pub(super) struct Ground {
    pub(super) chars: Vec<char>,
    origin: Vec<usize>,
}

impl Ground {
    /// Folds `text`: case, accents, quotes, dashes; any run of white space becomes one space.
    ///
    /// Numbers, letters and words are never folded away.
    pub(super) fn new(text: &str) -> Self {
        let mut ground = Self::default();
        let mut plain = [0; 4];
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                if ground.chars.last() != Some(&' ') {
                    ground.push(' ', at);
                }
            } else if c.is_ascii() {
                ground.push(c.to_ascii_lowercase(), at);
            } else {
                let folded = fold::fold(c.encode_utf8(&mut plain));
                folded.chars().for_each(|c| ground.push(c, at));
            }
        }
        ground
    }

    fn push(&mut self, c: char, at: usize) {
        self.chars.push(c);
        self.origin.push(at);
    }

    /// Returns how many characters the folded text has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Returns the first folded character that came from the byte `at` of the original or later.
    pub(super) fn index(&self, at: usize) -> usize {
        self.origin.partition_point(|origin| *origin < at)
    }

    /// Returns the span of the original that the folded characters `start..end` came from, cut on
    /// grapheme boundaries and free of white space at its ends.
    pub(super) fn original(&self, text: &str, start: usize, end: usize) -> Span {
        let Some(&first) = self.origin.get(start) else {
            return Span::new(text.len(), text.len());
        };
        if end <= start {
            return Span::new(first, first);
        }
        let last = self.origin[end.min(self.len()) - 1];
        let after = last + text[last..].chars().next().map_or(0, char::len_utf8);
        describe::settle(text, Span::new(first, after))
    }
}

/// Folds a stored quote or context the way a text is folded.
pub(super) fn folded(text: &str) -> Vec<char> {
    Ground::new(text).chars
}
