//! An article cut into rows at a width, only where somebody looks.
//!
//! A place is a piece of a block and a row in it, so a text of any length scrolls and resizes at the
//! cost of what is on the screen. Blocks are long only in odd sources; those are cut into pieces at
//! fixed distances, so that one line of 50 MB pages like any other text.

use crate::article::{Article, BlockKind};
use crate::text::{Span, wrap};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// One row of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The text of the row; empty for the gap between two blocks.
    pub span: Span,
    /// The index of its block.
    pub block: usize,
    /// Whether it is the first row of its block.
    pub first: bool,
    /// What its block is.
    pub kind: BlockKind,
}

impl Row {
    /// Columns by which the rows of a block of this kind are moved to the right.
    #[must_use]
    pub const fn indent(kind: BlockKind) -> u16 {
        match kind {
            BlockKind::ListItem | BlockKind::Quotation => 2,
            _ => 0,
        }
    }
}

/// A row of a page by its place: the piece of the text and the row in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The block.
    pub block: usize,
    /// The piece of the block; 0 unless the block is very long.
    pub piece: usize,
    /// The row in the piece.
    pub row: usize,
}

/// Bytes after which a block is cut into a further piece.
const PIECE: usize = 16 * 1024;

/// How many pieces are kept wrapped.
const KEPT: usize = 256;

/// Rows by block and piece.
type Wrapped = HashMap<(usize, usize), Arc<[Row]>>;

/// The rows of an article at a width, wrapped where they are asked for and kept for a while.
#[derive(Debug, Default)]
pub struct Page {
    columns: u16,
    wrapped: RefCell<Wrapped>,
}

impl Page {
    /// Returns a page with rows of at most `columns` columns; nothing is wrapped yet.
    #[must_use]
    pub fn new(columns: u16) -> Self {
        Self { columns, wrapped: RefCell::default() }
    }

    /// Returns the width of the rows, in columns.
    #[must_use]
    pub const fn columns(&self) -> u16 {
        self.columns
    }

    /// Returns the rows of a piece, the gap after the block included; never empty.
    pub fn rows(&self, article: &Article, block: usize, piece: usize) -> Arc<[Row]> {
        if let Some(rows) = self.wrapped.borrow().get(&(block, piece)) {
            return Arc::clone(rows);
        }
        let rows = self.wrap(article, block, piece);
        let mut kept = self.wrapped.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((block, piece), Arc::clone(&rows));
        rows
    }

    fn wrap(&self, article: &Article, index: usize, piece: usize) -> Arc<[Row]> {
        let Some(block) = article.blocks.get(index) else {
            let kind = BlockKind::Paragraph;
            return Arc::from([Row { span: Span::default(), block: 0, first: true, kind }]);
        };
        let span = Span::new(cut(article, index, piece), cut(article, index, piece + 1));
        let columns = self.columns.saturating_sub(Row::indent(block.kind)).max(1);
        let row = |span| Row { span, block: index, first: false, kind: block.kind };
        let mut rows: Vec<Row> =
            wrap::rows(&article.text, span, columns.into()).into_iter().map(row).collect();
        if rows.is_empty() {
            rows.push(row(Span::new(span.start, span.start)));
        }
        if piece == 0 {
            rows[0].first = true;
        }
        let next = article.blocks.get(index + 1);
        let list = next.is_some_and(|n| n.kind == BlockKind::ListItem && block.kind == n.kind);
        if piece + 1 == pieces(article, index) && next.is_some() && !list {
            rows.push(row(Span::new(block.span.end, block.span.end)));
        }
        rows.into()
    }

    /// Returns the row at a place; a place beyond its piece gives the last row of it.
    #[must_use]
    pub fn row(&self, article: &Article, place: Place) -> Row {
        let rows = self.rows(article, place.block, place.piece);
        rows[place.row.min(rows.len() - 1)]
    }

    /// Returns the place of the row that holds the byte `offset`.
    #[must_use]
    pub fn place_of(&self, article: &Article, offset: usize) -> Place {
        let block = article.block_at(offset);
        let piece = piece_at(article, block, offset);
        let rows = self.rows(article, block, piece);
        let row = rows.partition_point(|row| row.span.start <= offset).saturating_sub(1);
        // The gap after a block begins where its text ends; an offset there belongs to the text.
        let row = if row > 0 && rows[row].span.is_empty() { row - 1 } else { row };
        Place { block, piece, row }
    }

    /// Returns the place `by` rows further down and how many rows it went; the text may end before.
    #[must_use]
    pub fn down(&self, article: &Article, from: Place, by: usize) -> (Place, usize) {
        let (mut at, mut left) = (from, by);
        loop {
            let last = self.rows(article, at.block, at.piece).len() - 1;
            if at.row + left <= last {
                at.row += left;
                return (at, by);
            }
            let next = if at.piece + 1 < pieces(article, at.block) {
                Place { piece: at.piece + 1, row: 0, ..at }
            } else if at.block + 1 < article.blocks.len() {
                Place { block: at.block + 1, piece: 0, row: 0 }
            } else {
                left -= last.saturating_sub(at.row);
                at.row = last;
                return (at, by - left);
            };
            left -= last + 1 - at.row.min(last);
            at = next;
        }
    }

    /// Returns the place `by` rows further up and how many rows it went; the text may begin before.
    #[must_use]
    pub fn up(&self, article: &Article, from: Place, by: usize) -> (Place, usize) {
        let (mut at, mut left) = (from, by);
        loop {
            if at.row >= left {
                at.row -= left;
                return (at, by);
            }
            left -= at.row;
            let (block, piece) = match (at.block, at.piece) {
                (0, 0) => return (Place::default(), by - left),
                (block, 0) => (block - 1, pieces(article, block - 1) - 1),
                (block, piece) => (block, piece - 1),
            };
            left -= 1;
            at = Place { block, piece, row: self.rows(article, block, piece).len() - 1 };
        }
    }

    /// Returns the place of the last row.
    #[must_use]
    pub fn end(&self, article: &Article) -> Place {
        let block = article.blocks.len().saturating_sub(1);
        let piece = pieces(article, block) - 1;
        Place { block, piece, row: self.rows(article, block, piece).len() - 1 }
    }
}

/// How many pieces a block has; at least one.
fn pieces(article: &Article, block: usize) -> usize {
    article.blocks.get(block).map_or(1, |b| b.span.len().div_ceil(PIECE).max(1))
}

/// Where the given piece of a block begins: near a multiple of [`PIECE`], after white space if some is near.
fn cut(article: &Article, index: usize, piece: usize) -> usize {
    let Some(block) = article.blocks.get(index) else { return 0 };
    let near = block.span.start + piece * PIECE;
    if piece == 0 || near >= block.span.end {
        return if piece == 0 { block.span.start } else { block.span.end };
    }
    let near = article.text.floor_char_boundary(near);
    let window = Span::new(near.saturating_sub(1024).max(block.span.start), near);
    let slice = window.of(&article.text);
    slice.rfind(char::is_whitespace).map_or(near, |at| {
        let start = near - slice.len();
        start + at + slice[at..].chars().next().map_or(0, char::len_utf8)
    })
}

/// The piece of a block that holds the byte `offset`.
fn piece_at(article: &Article, index: usize, offset: usize) -> usize {
    let Some(block) = article.blocks.get(index) else { return 0 };
    let last = pieces(article, index) - 1;
    let guess = (offset.saturating_sub(block.span.start) / PIECE).min(last);
    if guess < last && offset >= cut(article, index, guess + 1) { guess + 1 } else { guess }
}

/// Returns the sentence at the byte `offset`; in a block too long to be cut whole, within its piece.
#[must_use]
pub fn sentence_at(article: &Article, offset: usize) -> Span {
    let block = article.block_at(offset);
    if pieces(article, block) == 1 {
        return article.sentence_at(offset).unwrap_or_default();
    }
    let piece = piece_at(article, block, offset);
    let span = Span::new(cut(article, block, piece), cut(article, block, piece + 1));
    let sentences = crate::language::sentence::sentences(&article.text, span);
    let after = sentences.partition_point(|s| s.start <= offset);
    sentences.get(after.saturating_sub(1)).copied().unwrap_or(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    fn article(blocks: &[&str]) -> Article {
        let mut article = Article::default();
        for text in blocks {
            if !article.text.is_empty() {
                article.text.push_str("\n\n");
            }
            let start = article.text.len();
            article.text.push_str(text);
            let span = Span::new(start, article.text.len());
            article.blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        article
    }

    #[test]
    fn down_and_up_are_opposite_and_stop_at_the_ends() {
        let long = "word ".repeat(8_000);
        let article = article(&["one two three", "four", long.trim(), "last"]);
        let page = Page::new(20);
        let (end, rows) = page.down(&article, Place::default(), usize::MAX / 2);
        assert_eq!(end, page.end(&article));
        assert_eq!(page.up(&article, end, rows), (Place::default(), rows));
        assert_eq!(page.up(&article, end, rows + 5).1, rows);
        for steps in [0, 1, 2, 3, 7, 500, rows - 1, rows] {
            let (there, went) = page.down(&article, Place::default(), steps);
            assert_eq!((went, page.up(&article, there, steps).0), (steps, Place::default()));
        }
    }

    #[test]
    fn every_offset_lies_in_the_row_of_its_place() {
        let long = "Wort für Wort ".repeat(3_000);
        let article = article(&["one two three", long.trim(), "last"]);
        let page = Page::new(16);
        for offset in (0..article.text.len()).step_by(37) {
            let offset = article.text.floor_char_boundary(offset);
            let row = page.row(&article, page.place_of(&article, offset));
            assert!(row.span.start <= offset, "{offset} {row:?}");
            assert!(offset <= row.span.end + 2, "{offset} {row:?}");
        }
    }
}
