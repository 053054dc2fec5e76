//! A pane: one article, cut into rows at the pane's width, and where its reader is.

use super::page::{self, Page, Place, Row};
use crate::article::Article;
use crate::text::Span;
use std::cell::Cell;

/// A pane with one article.
#[derive(Debug)]
pub struct Pane {
    /// The article, as an index into the library.
    pub article: usize,
    /// Whether its source is hidden: not shown and not compared.
    pub hidden: bool,
    /// Its share of the room; 10 is normal.
    pub weight: u16,
    /// Where the reader is: a byte of the text, always in the viewport.
    pub cursor: usize,
    /// The rows on the screen, ready to draw; made by [`Pane::settle`].
    pub rows: Vec<Row>,
    /// What to say instead of nothing: why the pane did not move.
    pub remark: Option<&'static str>,
    top: Place,
    /// The byte to begin at, until the pane is on the screen for the first time: nothing is wrapped before.
    awaited: Option<usize>,
    page: Page,
    height: usize,
    /// The sentence at a cursor, cut when it was asked for last: every frame asks.
    sentence: Cell<Option<(usize, Span)>>,
}

/// Where in its pane a passage is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Where it is, if it is comfortably in the viewport already; else at a quarter of the height.
    Calm,
    /// At a quarter of the height, level with the same in other panes.
    Level,
}

/// A position of a pane, to come back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The byte at which the first row begins.
    pub top: usize,
    /// Where the reader is.
    pub cursor: usize,
}

impl Pane {
    /// The normal weight.
    pub const WEIGHT: u16 = 10;

    /// Returns a pane at the beginning of an article.
    #[must_use]
    pub fn new(article: usize) -> Self {
        Self {
            article,
            hidden: false,
            weight: Self::WEIGHT,
            cursor: 0,
            rows: Vec::new(),
            remark: None,
            top: Place::default(),
            awaited: Some(0),
            page: Page::new(60),
            height: 20,
            sentence: Cell::new(None),
        }
    }

    /// Gives the pane a text area of that size and makes the rows to draw. A new width keeps the
    /// sentence in view where it was.
    pub fn settle(&mut self, article: &Article, columns: u16, height: u16) {
        if columns == 0 || height == 0 {
            self.rows.clear();
            return;
        }
        if columns != self.page.columns() || self.awaited.is_some() {
            let above = if self.rows.is_empty() { None } else { self.rows_above_cursor(article) };
            let first = match self.awaited.take() {
                Some(first) => first,
                None => self.page.row(article, self.top).span.start,
            };
            self.page = Page::new(columns);
            // Before the first screen there is no row to keep the sentence in.
            self.top = match above {
                Some(above) => {
                    let anchor = self.page.place_of(article, self.cursor);
                    self.page.up(article, anchor, above).0
                }
                None => self.page.place_of(article, first),
            };
        }
        self.height = height.into();
        self.fill(article);
        if self.rows.len() < self.height && self.top > Place::default() {
            self.top = self.top.min(self.lowest_top(article));
            self.fill(article);
        }
        self.keep_cursor_in_view();
    }

    fn fill(&mut self, article: &Article) {
        self.rows.clear();
        let mut at = self.top;
        while self.rows.len() < self.height {
            let rows = self.page.rows(article, at.block, at.piece);
            let wanted = self.height - self.rows.len();
            self.rows.extend(rows.iter().skip(at.row).take(wanted));
            if self.rows.len() == self.height {
                break;
            }
            let last = Place { row: rows.len() - 1, ..at };
            match self.page.down(article, last, 1) {
                (next, 1) => at = next,
                _ => break,
            }
        }
    }

    /// Goes to where the pane is to begin, if it has not been on the screen yet.
    fn arrive(&mut self, article: &Article) {
        if let Some(first) = self.awaited.take() {
            self.top = self.page.place_of(article, first);
        }
    }

    fn rows_above_cursor(&self, article: &Article) -> Option<usize> {
        let place = self.page.place_of(article, self.cursor);
        let row = self.page.row(article, place);
        self.rows.iter().position(|r| r.span.start == row.span.start)
    }

    fn keep_cursor_in_view(&mut self) {
        let seen = self.viewport();
        if self.cursor < seen.start {
            self.cursor = seen.start;
        } else if self.cursor >= seen.end && !seen.is_empty() {
            self.cursor =
                self.rows.iter().rev().find(|r| !r.span.is_empty()).map_or(0, |r| r.span.start);
        }
    }

    /// Returns the part of the text that is on the screen.
    #[must_use]
    pub fn viewport(&self) -> Span {
        match (self.rows.first(), self.rows.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    fn lowest_top(&self, article: &Article) -> Place {
        let end = self.page.end(article);
        self.page.up(article, end, self.height.saturating_sub(1)).0
    }

    /// Scrolls down by rows and returns whether anything moved.
    pub fn scroll_down(&mut self, article: &Article, by: usize) -> bool {
        self.arrive(article);
        let before = self.top;
        self.top =
            self.page.down(article, self.top, by).0.min(self.lowest_top(article)).max(before);
        self.top != before
    }

    /// Scrolls up by rows and returns whether anything moved.
    pub fn scroll_up(&mut self, article: &Article, by: usize) -> bool {
        self.arrive(article);
        let before = self.top;
        self.top = self.page.up(article, self.top, by).0;
        self.top != before
    }

    /// Goes to the byte `offset` and puts its row on the screen.
    pub fn go(&mut self, article: &Article, offset: usize, put: Put) {
        self.remark = None;
        self.arrive(article);
        self.cursor = article.text.floor_char_boundary(offset);
        let place = self.page.place_of(article, self.cursor);
        let row = self.page.row(article, place);
        let margin = 1.max(self.height / 8);
        let comfortable = self
            .rows
            .iter()
            .position(|r| r.span.start == row.span.start && !r.span.is_empty())
            .is_some_and(|at| at >= margin && at + 2 * margin < self.height);
        if put == Put::Level || !comfortable {
            self.top = self.page.up(article, place, self.height / 4).0;
        }
    }

    /// Returns where the pane is, to come back to.
    #[must_use]
    pub fn position(&self, article: &Article) -> Position {
        let first = |top| self.page.row(article, top).span.start;
        Position { top: self.awaited.unwrap_or_else(|| first(self.top)), cursor: self.cursor }
    }

    /// Goes back to a position.
    pub fn restore(&mut self, article: &Article, position: Position) {
        self.remark = None;
        self.cursor = article.text.floor_char_boundary(position.cursor);
        if self.rows.is_empty() {
            self.awaited = Some(position.top);
        } else {
            self.top = self.page.place_of(article, position.top);
        }
    }

    /// Returns the height of the text area, in rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// Tells whether the whole text is on the screen.
    #[must_use]
    pub fn whole(&self, article: &Article) -> bool {
        let seen = self.viewport();
        seen.start == 0 && seen.end >= article.text.len()
    }

    /// Returns how far the reader has come: the last byte on the screen as a percentage of the text.
    #[must_use]
    pub fn percent(&self, article: &Article) -> usize {
        let seen = self.viewport().end;
        let len = article.text.len();
        if len == 0 { 100 } else { usize::try_from(seen as u64 * 100 / len as u64).unwrap_or(100) }
    }

    /// Returns the sentence at the reading position.
    #[must_use]
    pub fn sentence(&self, article: &Article) -> Span {
        match self.sentence.get() {
            Some((cursor, span)) if cursor == self.cursor => span,
            _ => {
                let span = page::sentence_at(article, self.cursor);
                self.sentence.set(Some((self.cursor, span)));
                span
            }
        }
    }

    /// Returns the row of the screen, counted from the top of the text area, that holds the byte `offset`.
    #[must_use]
    pub fn row_of(&self, offset: usize) -> Option<usize> {
        self.rows.iter().rposition(|r| {
            r.span.start <= offset && (offset < r.span.end || r.span.start == offset)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    fn article() -> Article {
        let mut article = Article::default();
        for n in 0..40 {
            if n > 0 {
                article.text.push_str("\n\n");
            }
            let start = article.text.len();
            article.text.push_str(&format!(
                "Paragraph {n} has one sentence. And here is another one, longer than that."
            ));
            let span = Span::new(start, article.text.len());
            article.blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        article
    }

    #[test]
    fn a_new_width_keeps_the_sentence_where_it_was() {
        let article = article();
        let mut pane = Pane::new(0);
        pane.settle(&article, 30, 20);
        let offset = article.text.find("Paragraph 20").expect("it is there");
        pane.go(&article, offset, Put::Level);
        pane.settle(&article, 30, 20);
        let row = pane.row_of(offset);
        assert_eq!(row, Some(5));
        for columns in [12, 70, 33, 30] {
            pane.settle(&article, columns, 20);
            assert_eq!((pane.row_of(offset), pane.cursor), (row, offset), "{columns}");
        }
    }

    #[test]
    fn scrolling_keeps_the_reading_position_on_the_screen() {
        let article = article();
        let mut pane = Pane::new(0);
        pane.settle(&article, 30, 10);
        while pane.scroll_down(&article, 7) {
            pane.settle(&article, 30, 10);
            assert!(pane.row_of(pane.cursor).is_some());
        }
        assert_eq!(pane.percent(&article), 100);
        while pane.scroll_up(&article, 7) {
            pane.settle(&article, 30, 10);
            assert!(pane.row_of(pane.cursor).is_some());
        }
        assert_eq!(pane.viewport().start, 0);
    }
}
