//! Plain text: lines into paragraphs, whether wrapped by hand or one a line, lists and quotations.

use super::compose::{Piece, compose, ends_sentence};
use super::frontmatter;
use crate::article::{Article, BlockKind};
use crate::text::clean;

/// How many lines are looked at to tell how a text is laid out.
const SAMPLE: usize = 5_000;

/// The part of a line that may stay empty before a word that would have had room.
const RAGGED: usize = 8;

/// A line longer than this was not wrapped by hand.
const WIDEST: usize = 110;

/// Reads plain text.
pub(super) fn read(text: String) -> Article {
    let cleaned = clean::clean_owned(text);
    let (source, title, body) = frontmatter::split(&cleaned.text);
    let mut article = compose(source, title, pieces(body));
    article.source.hidden = cleaned.hidden;
    article
}

/// Cuts a clean text into pieces.
pub(super) fn pieces(body: &str) -> Vec<Piece<'_>> {
    let wrapped_at = wrapped_at(body);
    let mut pieces = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let mut start = 0;
    for line in body.split('\n') {
        let at = start;
        start += line.len() + 1;
        if line.trim().is_empty() || is_rule(line) {
            pieces.extend(open.take().map(|open| open.close(body)));
            continue;
        }
        if let Some(last) = &mut open
            && last.goes_on(line, wrapped_at)
        {
            (last.line, last.end) = (line, at + line.len());
            continue;
        }
        pieces.extend(open.take().map(|open| open.close(body)));
        open = Some(Open { start: at, first: line, line, end: at + line.len() });
    }
    pieces.extend(open.map(|open| open.close(body)));
    pieces
}

/// A piece that may go on in the next line.
struct Open<'a> {
    start: usize,
    first: &'a str,
    line: &'a str,
    end: usize,
}

impl<'a> Open<'a> {
    fn goes_on(&self, next: &str, wrapped_at: Option<usize>) -> bool {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let quoted = |line: &str| line.trim_start().starts_with('>');
        if bullet(next).is_some() || quoted(next) != quoted(self.line) {
            return false;
        }
        if bullet(self.first).is_none() && indent(next) > indent(self.line) + 1 {
            return false;
        }
        quoted(next)
            || wrapped_at.is_some_and(|columns| {
                // Some hands leave room at the end of a line, though hardly in the middle of a sentence.
                let room = if ends_sentence(self.line) { 0 } else { columns / RAGGED };
                is_full(self.line, next, columns - room)
                    || next.trim_start().starts_with(char::is_lowercase)
            })
    }

    fn close(self, body: &'a str) -> Piece<'a> {
        let text = &body[self.start..self.end];
        if self.first.trim_start().starts_with('>') {
            let lines = text.lines().map(|line| line.trim_start().trim_start_matches(['>', ' ']));
            let text = lines.collect::<Vec<_>>().join("\n");
            return Piece { wrapped: true, ..Piece::of(BlockKind::Quotation, text) };
        }
        let marker = bullet(self.first);
        let kind = marker.map(|_| BlockKind::ListItem);
        let marker = marker.unwrap_or(0);
        Piece { wrapped: true, kind, ..Piece::plain(&text[marker..]) }
    }
}

/// Tells whether the first word of the next line had no room in this one.
fn is_full(line: &str, next: &str, columns: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    line.trim_end().chars().count() + 1 + word.chars().count() > columns
}

/// Returns the column at which a text was wrapped by hand, if it was.
///
/// In such a text no line is long, nearly every line that another follows has no room for its first
/// word, and some lines begin in small letters.
fn wrapped_at(body: &str) -> Option<usize> {
    let lines: Vec<&str> = body.split('\n').take(SAMPLE).collect();
    let filled = || lines.iter().filter(|line| !line.trim().is_empty());
    let widths = filled().map(|line| line.trim_end().chars().count());
    let long = widths.clone().filter(|width| *width > WIDEST).count();
    let columns = widths.filter(|width| *width <= WIDEST).max()?;
    if columns < 24 || long * 20 > filled().count() {
        return None;
    }
    let (mut pairs, mut full, mut small) = (0, 0, 0);
    for pair in lines.windows(2) {
        if pair.iter().any(|line| line.trim().is_empty()) || bullet(pair[1]).is_some() {
            continue;
        }
        pairs += 1;
        full += usize::from(is_full(pair[0], pair[1], columns));
        small += usize::from(pair[1].trim_start().starts_with(char::is_lowercase));
    }
    (pairs > 0 && small > 0 && (full * 10 >= pairs * 7 || small * 10 >= pairs * 4))
        .then_some(columns)
}

/// Returns the length of a list marker; a number stays in the text, so its length is 0.
fn bullet(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let first = text.chars().next()?;
    if matches!(first, '-' | '*' | '•' | '–' | '·' | '‣' | '◦' | '▪' | '●' | '+') {
        let rest = text[first.len_utf8()..].strip_prefix(' ')?;
        return Some(line.len() - rest.trim_start().len());
    }
    if !first.is_ascii_digit() {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = &text[digits..];
    ((1..=2).contains(&digits) && (after.starts_with(". ") || after.starts_with(") "))).then_some(0)
}

/// Tells whether a line only draws a line: `-----`, `* * *`.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| matches!(c, '-' | '=' | '_' | '*' | '~' | '#' | '—' | '–');
    let line = line.trim();
    line.len() >= 3 && line.starts_with(drawn) && line.chars().all(|c| c == ' ' || drawn(c))
}
