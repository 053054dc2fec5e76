//! What the reader has selected: a word, clause, sentence or paragraph, grown and shrunk by key.

use crate::article::Article;
use crate::language::clause::clauses;
use crate::language::token::{TokenKind, tokens};
use crate::text::Span;

/// What a selection is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One word or number.
    Word,
    /// One statement of a sentence.
    Clause,
    /// One sentence.
    Sentence,
    /// One block: a paragraph, a heading, a list item.
    Paragraph,
}

impl Unit {
    /// The units from small to large, with the words used for them on the screen.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Word, "word"),
        (Self::Clause, "clause"),
        (Self::Sentence, "sentence"),
        (Self::Paragraph, "paragraph"),
    ];

    /// Returns the word used for the unit on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the next larger unit; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::ALL[(self as usize + 1).min(Self::ALL.len() - 1)].0
    }

    /// Returns the next smaller unit; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)].0
    }

    /// Returns the units of this size in the block that holds the byte `offset`, in order.
    #[must_use]
    pub fn spans_near(self, article: &Article, offset: usize) -> Vec<Span> {
        self.spans_in(article, article.block_at(offset))
    }

    fn spans_in(self, article: &Article, block: usize) -> Vec<Span> {
        let text = &article.text;
        match self {
            Self::Paragraph => article.blocks.get(block).map(|b| b.span).into_iter().collect(),
            Self::Sentence => article.sentences_in(block),
            Self::Clause => {
                article.sentences_in(block).into_iter().flat_map(|s| clauses(text, s)).collect()
            }
            Self::Word => {
                let span = article.blocks.get(block).map(|b| b.span).unwrap_or_default();
                let words = tokens(text, span).into_iter().filter(|t| t.kind != TokenKind::Mark);
                words.map(|t| t.span).collect()
            }
        }
    }
}

/// A selected passage of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Index of the article in its library.
    pub article: usize,
    /// The selected bytes of its text.
    pub span: Span,
    /// What the next step of a motion is.
    pub unit: Unit,
}

impl Selection {
    /// Selects the unit that holds the byte `offset`, or the nearest one in its block.
    #[must_use]
    pub fn at(library_index: usize, article: &Article, offset: usize, unit: Unit) -> Option<Self> {
        if unit == Unit::Sentence {
            // Asked for at every turn, also in a block of many megabytes.
            let span = super::page::sentence_at(article, offset);
            return (!span.is_empty()).then_some(Self { article: library_index, span, unit });
        }
        let spans = unit.spans_near(article, offset);
        let after = spans.partition_point(|s| s.start <= offset);
        let span = spans.get(after.saturating_sub(1)).copied()?;
        Some(Self { article: library_index, span, unit })
    }

    /// Selects the same place by another unit.
    #[must_use]
    pub fn by(self, article: &Article, unit: Unit) -> Self {
        Self::at(self.article, article, self.span.start, unit).unwrap_or(self)
    }

    /// Grows to the smallest larger unit that holds more than what is selected.
    #[must_use]
    pub fn grown(self, article: &Article) -> Self {
        let mut unit = self.unit;
        loop {
            let next = unit.larger();
            let wider = next
                .spans_near(article, self.span.start)
                .into_iter()
                .find(|s| s.covers(self.span) && *s != self.span);
            if let Some(span) = wider {
                return Self { span, unit: next, ..self };
            }
            if next == unit {
                return self;
            }
            unit = next;
        }
    }

    /// Shrinks to the first smaller unit inside what is selected.
    #[must_use]
    pub fn shrunk(self, article: &Article) -> Self {
        let mut unit = self.unit;
        loop {
            let next = unit.smaller();
            let smaller = next
                .spans_near(article, self.span.start)
                .into_iter()
                .find(|s| self.span.covers(*s) && *s != self.span);
            if let Some(span) = smaller {
                return Self { span, unit: next, ..self };
            }
            if next == unit {
                return self;
            }
            unit = next;
        }
    }

    /// Moves to the next (`forward`) or previous unit, across blocks.
    #[must_use]
    pub fn moved(self, article: &Article, forward: bool) -> Self {
        let near = if forward {
            self.next_span(article, self.span.end.saturating_sub(1))
        } else {
            self.previous_span(article, self.span.start)
        };
        near.map_or(self, |span| Self { span, ..self })
    }

    /// Extends the end by one unit (`more`), or takes the last one away again, leaving at least one.
    #[must_use]
    pub fn extended(self, article: &Article, more: bool) -> Self {
        if more {
            let next = self.next_span(article, self.span.end.saturating_sub(1));
            return next.map_or(self, |next| Self { span: self.span.join(next), ..self });
        }
        let first = article.block_at(self.span.start);
        let last = article.block_at(self.span.end.saturating_sub(1));
        let inside = (first..=last)
            .flat_map(|block| self.unit.spans_in(article, block))
            .filter(|s| self.span.covers(*s))
            .collect::<Vec<_>>();
        match inside.len() {
            0 | 1 => self,
            n => Self { span: Span::new(self.span.start, inside[n - 2].end), ..self },
        }
    }

    /// Returns the first unit that begins after `offset`, in this block or a later one.
    fn next_span(self, article: &Article, offset: usize) -> Option<Span> {
        let block = article.block_at(offset);
        (block..article.blocks.len())
            .find_map(|b| self.unit.spans_in(article, b).into_iter().find(|s| s.start > offset))
    }

    /// Returns the last unit that begins before `offset`, in this block or an earlier one.
    fn previous_span(self, article: &Article, offset: usize) -> Option<Span> {
        let block = article.block_at(offset);
        (0..=block).rev().find_map(|b| {
            self.unit.spans_in(article, b).into_iter().rev().find(|s| s.start < offset)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    const TEXT: &str = "The dam broke, and the village was flooded. Nobody died.\n\nRain goes on.";

    fn article() -> Article {
        let cut = TEXT.find("\n\n").expect("two blocks");
        let block = |start, end| Block { kind: BlockKind::Paragraph, span: Span::new(start, end) };
        Article {
            text: TEXT.to_owned(),
            blocks: vec![block(0, cut), block(cut + 2, TEXT.len())],
            ..Article::default()
        }
    }

    /// Applies one letter a step and returns the selected words.
    fn after(steps: &str) -> String {
        let article = article();
        let mut s = Selection::at(0, &article, 4, Unit::Word).expect("a word is there");
        for step in steps.chars() {
            s = match step {
                'g' => s.grown(&article),
                's' => s.shrunk(&article),
                'n' => s.moved(&article, true),
                'p' => s.moved(&article, false),
                'e' => s.extended(&article, true),
                'r' => s.extended(&article, false),
                other => panic!("no step {other}"),
            };
        }
        s.span.of(TEXT).to_owned()
    }

    #[test]
    fn keys_move_and_size_the_selection() {
        let cases = [
            ("", "dam"),
            ("n", "broke"),
            ("p", "The"),
            ("pp", "The"),
            ("e", "dam broke"),
            ("er", "dam"),
            ("g", "The dam broke,"),
            ("gn", "and the village was flooded."),
            ("gg", "The dam broke, and the village was flooded."),
            ("ggn", "Nobody died."),
            ("ggnn", "Rain goes on."),
            ("ggnnp", "Nobody died."),
            ("gggs", "The dam broke, and the village was flooded."),
            ("ggss", "The"),
        ];
        for (steps, want) in cases {
            assert_eq!(after(steps), want, "after {steps:?}");
        }
    }
}
