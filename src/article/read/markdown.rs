//! Markdown: the reading text without its markup, blocks as the markup says.

use super::compose::{Piece, compose};
use super::frontmatter;
use crate::article::{Article, BlockKind};
use crate::text::clean;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads Markdown.
pub(super) fn read(text: String) -> Article {
    let cleaned = clean::clean_owned(text);
    let (source, title, body) = frontmatter::split(&cleaned.text);
    let mut reader = Reader::default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(body, options) {
        reader.take(event);
    }
    reader.flush();
    let mut article = compose(source, title, reader.pieces);
    // References such as `&#27;` are decoded by the parser and cleaned after it.
    article.source.hidden = cleaned.hidden + reader.hidden;
    article
}

/// Gathers the text of events into pieces.
#[derive(Default)]
struct Reader {
    pieces: Vec<Piece<'static>>,
    hidden: usize,
    text: String,
    heading: Option<u8>,
    quotes: usize,
    /// The number of the next item of each list that is open, if it is numbered.
    lists: Vec<Option<u64>>,
    /// The marker of an item whose text has not begun.
    marker: Option<String>,
    in_item: usize,
    in_image: usize,
    in_code: bool,
    seen_heading: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) if self.in_image == 0 => {
                self.text.push_str(&text)
            }
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.text.push('\n')
            }
            Event::FootnoteReference(name) => {
                self.text.push('[');
                self.text.push_str(&name);
                self.text.push(']');
            }
            Event::Rule => self.flush(),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.flush();
                self.in_item += 1;
                self.marker = self.lists.last_mut().and_then(Option::as_mut).map(|number| {
                    let marker = format!("{number}. ");
                    *number += 1;
                    marker
                });
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::Image { .. } => self.in_image += 1,
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::FootnoteDefinition(_) => {
                self.flush()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.in_item = self.in_item.saturating_sub(1);
                self.marker = None;
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::Image => self.in_image = self.in_image.saturating_sub(1),
            TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        if let Some(marker) = self.marker.take() {
            text.insert_str(0, &marker);
        }
        let cleaned = clean::clean_owned(text);
        self.hidden += cleaned.hidden;
        let kind = match self.heading {
            Some(1) if !self.seen_heading => BlockKind::Headline,
            Some(level) => BlockKind::Heading(level),
            None if self.quotes > 0 => BlockKind::Quotation,
            None if self.in_item > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        self.seen_heading |= self.heading == Some(1);
        self.pieces.push(Piece::of(kind, cleaned.text));
    }
}
