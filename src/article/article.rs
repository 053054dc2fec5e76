//! One account, read and ready: clean text, blocks, sentences, source.

use super::{Block, BlockKind, Source};
use crate::text::Span;
use std::borrow::Cow;

/// One account of an event.
///
/// The text holds everything a reader reads, and nothing else: what a page scraper left behind is
/// in [`asides`](Self::asides), front matter in [`source`](Self::source).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The short name used in findings and on the command line: the file's stem, made unique in its library.
    pub id: String,
    /// The title, also present in the text as a [`BlockKind::Headline`] when the account has one.
    pub title: Option<String>,
    /// Where it came from.
    pub source: Source,
    /// The clean text: printable characters and `\n` only, blocks separated by one empty line.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Where the dateline stands in the text (`PLACE, May 3 (Agency) - `), if there is one: it is read,
    /// but claims nothing.
    pub dateline: Option<Span>,
    /// What was taken out of the reading text, for the curious.
    pub asides: Vec<Aside>,
}

/// A line that a scraper left behind and that is no part of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The line, clean.
    pub text: String,
    /// Why it was taken out.
    pub kind: AsideKind,
}

/// Why a line was taken out of the reading text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AsideKind {
    /// `Share this Article`, `Leave a comment`, `TAGGED:`, `Read More:` and their like.
    Boilerplate,
    /// A byline, read as metadata.
    Byline,
    /// A dateline, read as metadata.
    Dateline,
}

impl AsideKind {
    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boilerplate => "boilerplate",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }
}

impl Article {
    /// Returns the name to show for the account: outlet, else title, else id.
    #[must_use]
    pub fn name(&self) -> &str {
        self.source.outlet.as_deref().or(self.title.as_deref()).unwrap_or(&self.id)
    }

    /// Returns a name short enough for a sentence: outlet, else the first words of the title, else id.
    ///
    /// At most 28 code points of a title, cut between words where there are words, with an ellipsis.
    ///
    /// ```
    /// # use rashomon::article::Article;
    /// let title = Some("Behind the rails: a train rolls into the capital".to_owned());
    /// let article = Article { title, ..Article::default() };
    /// assert_eq!(article.short_name(), "Behind the rails: a train…");
    /// ```
    #[must_use]
    pub fn short_name(&self) -> Cow<'_, str> {
        let name = self.name();
        let Some((end, _)) = name.char_indices().nth(28).filter(|_| self.source.outlet.is_none())
        else {
            return name.into();
        };
        // The word that the end falls into goes, unless it is all there is.
        let words = name[..end].rfind(' ').map_or(&name[..end], |at| &name[..at]);
        format!("{}…", words.trim_end_matches(|c: char| !c.is_alphanumeric())).into()
    }

    /// Returns the same account with another text, such as one that was kept; its blocks are its
    /// paragraphs.
    #[must_use]
    pub fn with_text(&self, text: String, sha256: String) -> Self {
        let mut blocks = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            let span = Span::new(at, at + part.len());
            let is_title = at == 0 && self.title.as_deref() == Some(part);
            let kind = if is_title { BlockKind::Headline } else { BlockKind::Paragraph };
            if !part.is_empty() {
                blocks.push(Block { kind, span });
            }
            at += part.len() + 2;
        }
        let source = Source { sha256, ..self.source.clone() };
        let (dateline, asides) = (None, Vec::new());
        Self { source, text, blocks, dateline, asides, ..self.clone() }
    }

    /// Returns the index of the block that holds the byte `offset`, or the last one that begins before it.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> usize {
        self.blocks.partition_point(|block| block.span.start <= offset).saturating_sub(1)
    }

    /// Returns the text that `span` covers.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Returns the sentences of the block at `index`, in order; a heading or caption is one sentence
    /// unless its punctuation says otherwise.
    ///
    /// Sentences are cut on demand, so that a text of 100 MB opens without reading it whole.
    #[must_use]
    pub fn sentences_in(&self, index: usize) -> Vec<Span> {
        self.blocks
            .get(index)
            .map(|block| crate::language::sentence::sentences(&self.text, block.span))
            .unwrap_or_default()
    }

    /// Returns the sentence that holds the byte `offset`, or the nearest one in its block.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<Span> {
        let block = self.blocks.get(self.block_at(offset))?;
        crate::language::sentence::sentence_at(&self.text, block.span, offset)
    }

    /// Returns every sentence with the index of its block, in order.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        (0..self.blocks.len()).flat_map(|i| self.sentences_in(i).into_iter().map(move |s| (i, s)))
    }

    /// Returns how many words the text has, counted as runs between white space.
    #[must_use]
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// Tells whether the block at `index` is a title or heading.
    #[must_use]
    pub fn is_heading(&self, index: usize) -> bool {
        self.blocks.get(index).is_some_and(|b: &Block| BlockKind::is_heading(b.kind))
    }
}
