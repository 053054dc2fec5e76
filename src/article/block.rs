//! Headings, paragraphs, list items and quotations, as spans of an article's text.

use crate::text::Span;

/// What a block is in the layout of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title of the article, where it stands in the text.
    Headline,
    /// A heading inside the article; 1 is the highest level.
    Heading(u8),
    /// Running prose.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A passage set off as a quotation.
    Quotation,
    /// The words under a picture, with its credit.
    Caption,
}

impl BlockKind {
    /// Tells whether it is a title or heading. Headings make claims too: a headline is often the only
    /// place where a figure stands.
    #[must_use]
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::Headline | Self::Heading(_))
    }

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list-item",
            Self::Quotation => "quotation",
            Self::Caption => "caption",
        }
    }
}

/// A block of an article: its kind and where it stands.
///
/// Blocks are in the order of the text, do not overlap, and hold no line break at their ends; a
/// text keeps exactly one empty line (`\n\n`) between blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, in bytes of [`Article::text`](super::Article::text).
    pub span: Span,
}
