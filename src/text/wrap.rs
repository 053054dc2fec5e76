//! A stretch of text cut into rows at a width.
//!
//! Line breaks are those of Unicode (UAX 14), fitted over the whole paragraph as textwrap fits them.
//! Widths are measured grapheme by grapheme, as the drawing library draws, so no row is ever clipped.

use crate::text::Span;
use crate::text::width::{grapheme_width, width};
use std::borrow::Cow;
use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;

/// The longest stretch, in bytes, that is fitted as a whole; longer ones are filled row by row.
///
/// Nobody sees the difference in a paragraph of several screens, and a text of one line stays quick.
const FITTED: usize = 16 * 1024;

/// The longest piece, in bytes, that [`pieces`] returns.
pub const PIECE: usize = 16 * 1024;

/// Cuts `span` of `text` into rows of at most `columns` columns; line breaks in the text end a row.
///
/// Rows are spans in order; only white space lies between them, so they tile the words of the text.
/// A single grapheme wider than the column stands alone in its row. An empty span is one empty row.
///
/// ```
/// use rashomon::text::{Span, wrap::rows};
/// let text = "The quick brown fox";
/// let rows: Vec<_> = rows(text, Span::new(0, text.len()), 10).iter().map(|r| r.of(text)).collect();
/// assert_eq!(rows, ["The quick", "brown fox"]);
/// ```
#[must_use]
pub fn rows(text: &str, span: Span, columns: usize) -> Vec<Span> {
    let columns = columns.max(1);
    let mut out = Vec::with_capacity(span.len() / columns + 1);
    let mut start = span.start;
    for line in span.of(text).split('\n') {
        let line = Span::new(start, start + line.len());
        start = line.end + 1;
        if line.len() <= columns && line.of(text).is_ascii() {
            out.push(without_blank_end(text, line));
        } else if line.len() <= FITTED {
            wrap_line(text, line, columns, true, &mut out);
        } else {
            fill_line(text, line, columns, &mut out);
        }
    }
    out
}

/// Cuts `span` of `text` into pieces of at most [`PIECE`] bytes, to wrap one at a time.
///
/// For blocks too long to be wrapped before they are shown. A piece ends after a line break where
/// there is one, else after a sentence, else at white space, else between two graphemes; the pieces
/// tile the span.
pub fn pieces(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    std::iter::from_fn(move || {
        if at >= span.end {
            return None;
        }
        let piece = Span::new(at, piece_end(text, Span::new(at, span.end)));
        at = piece.end;
        Some(piece)
    })
}

fn piece_end(text: &str, rest: Span) -> usize {
    if rest.len() <= PIECE {
        return rest.end;
    }
    let head = Span::new(rest.start, rest.start + PIECE).of(text);
    let late = |at: &usize| *at > PIECE / 2;
    let cut = head
        .rfind('\n')
        .map(|at| at + 1)
        .filter(late)
        .or_else(|| head.rfind(". ").map(|at| at + 2).filter(late))
        .or_else(|| head.rfind(char::is_whitespace).map(|at| head.ceil_char_boundary(at + 1)))
        .filter(|at| *at > 0)
        .unwrap_or_else(|| {
            // The last grapheme of the head may go on behind it: end before it.
            head.grapheme_indices(true).next_back().map_or(head.len(), |(at, _)| at)
        });
    // Clean text has no grapheme of that length; still, never return an empty piece.
    rest.start + if cut == 0 { head.len() } else { cut }
}

/// Fills rows greedily, some kilobytes at a time, each beginning where the last whole row ended.
fn fill_line(text: &str, line: Span, columns: usize, out: &mut Vec<Span>) {
    let mut at = line.start;
    loop {
        let piece = Span::new(at, piece_end(text, Span::new(at, line.end)));
        let before = out.len();
        wrap_line(text, piece, columns, false, out);
        if piece.end == line.end {
            return;
        }
        // The last row of the piece may have room for the next word: begin again with it.
        at = match out.last() {
            Some(last) if out.len() > before + 1 && last.start > at => {
                let start = last.start;
                out.pop();
                start
            }
            _ => piece.end,
        };
    }
}

/// A part of a line that is not broken, and the blank after it.
#[derive(Debug)]
struct Part {
    span: Span,
    width: usize,
    blank: usize,
}

#[allow(clippy::cast_precision_loss, reason = "widths of a few thousand columns are exact")]
impl Fragment for Part {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blank as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

#[allow(clippy::cast_precision_loss, reason = "a column count is exact")]
fn wrap_line(text: &str, line: Span, columns: usize, fitted: bool, out: &mut Vec<Span>) {
    let parts = parts(text, line, columns);
    let widths = [columns as f64];
    // An overflowing row would be clipped: make it dearer than any ragged edge.
    let penalties = Penalties { overflow_penalty: 1_000_000, ..Penalties::new() };
    let fits = |rows: &[&[Part]]| rows.iter().all(|row| row.len() < 2 || row_width(row) <= columns);
    let rows = if fitted { wrap_optimal_fit(&parts, &widths, &penalties).ok() } else { None }
        .filter(|rows| fits(rows))
        .unwrap_or_else(|| wrap_first_fit(&parts, &widths));
    for row in rows {
        if let (Some(first), Some(last)) = (row.first(), row.last()) {
            out.push(Span::new(first.span.start, last.span.end));
        }
    }
    if parts.is_empty() {
        out.push(Span::new(line.start, line.start));
    }
}

fn row_width(row: &[Part]) -> usize {
    let last_blank = row.last().map_or(0, |part| part.blank);
    row.iter().map(|part| part.width + part.blank).sum::<usize>() - last_blank
}

fn parts(text: &str, line: Span, columns: usize) -> Vec<Part> {
    let slice = line.of(text);
    let mut parts = Vec::with_capacity(slice.len() / 6 + 1);
    let mut at = line.start;
    for len in words(slice) {
        let whole = Span::new(at, at + len);
        at = whole.end;
        let inked = without_blank_end(text, whole);
        let blank = width(Span::new(inked.end, whole.end).of(text));
        let first = parts.len();
        let mut start = inked.start;
        for cut in hyphens(inked.of(text)).map(|cut| inked.start + cut).chain([inked.end]) {
            push_part(text, Span::new(start, cut), columns, &mut parts);
            start = cut;
        }
        if parts.len() == first {
            parts.push(Part { span: inked, width: 0, blank: 0 });
        }
        if let Some(last) = parts.last_mut() {
            last.blank = blank;
        }
    }
    parts
}

/// Returns the lengths of the unbreakable words of a line, each with the blank after it.
///
/// Most words of most texts need no Unicode tables: between a letter, digit or comma, spaces, and a
/// letter or digit a line always breaks. Only the stretches in between are looked up.
fn words(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut out = Vec::with_capacity(line.len() / 6 + 1);
    let (mut start, mut at) = (0, 0);
    while let Some(space) = bytes[at..].iter().position(|b| *b == b' ') {
        let space = at + space;
        at = space + bytes[space..].iter().take_while(|b| **b == b' ').count();
        let sure = space > start
            && (bytes[space - 1].is_ascii_alphanumeric()
                || matches!(bytes[space - 1], b',' | b'.'))
            && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        if sure {
            push_words(&line[start..at], &mut out);
            start = at;
        }
    }
    push_words(&line[start..], &mut out);
    out
}

fn push_words(stretch: &str, out: &mut Vec<usize>) {
    let word = stretch.trim_end_matches(' ');
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'.' | b',');
    if word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.bytes().all(inner) {
        out.push(stretch.len());
        return;
    }
    push_words_by_tables(stretch, out);
}

/// A character that no line breaks beside: the word joiner.
const JOINER: char = '\u{2060}';

/// Adds the lengths of the words that the Unicode tables tell.
fn push_words_by_tables(stretch: &str, out: &mut Vec<usize>) {
    // The library takes no break after a hyphen, and drops the last one it has for the end of the line: where a
    // hyphen ends the line, that is the break before the last word.
    let broken = stretch.ends_with(['-', '\u{ad}']);
    let line = if broken { format!("{stretch}{JOINER}").into() } else { Cow::Borrowed(stretch) };
    let words = WordSeparator::UnicodeBreakProperties.find_words(&line);
    out.extend(words.map(|word| word.word.len() + word.whitespace.len()));
    if let Some(last) = out.last_mut().filter(|_| broken) {
        *last -= JOINER.len_utf8();
    }
}

/// Returns the span without the blank that may hang over at the end of a row; no-break spaces stay.
fn without_blank_end(text: &str, span: Span) -> Span {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    Span::new(span.start, span.start + span.of(text).trim_end_matches(breaks).len())
}

/// Returns where a word may break after its hyphens: `anti-drone`, not `3-2`, `COVID-19`, `e-mail`.
fn hyphens(word: &str) -> impl Iterator<Item = usize> + '_ {
    word.match_indices('-').map(|(at, _)| at + 1).filter(|&cut| {
        let (before, after) = (&word[..cut - 1], &word[cut..]);
        after.starts_with(char::is_alphabetic)
            && before.chars().rev().take(2).filter(|c| c.is_alphanumeric()).count() == 2
    })
}

/// Adds a part, cut between graphemes where it is wider than the column.
fn push_part(text: &str, span: Span, columns: usize, parts: &mut Vec<Part>) {
    if span.is_empty() {
        return;
    }
    let whole = width(span.of(text));
    if whole <= columns {
        parts.push(Part { span, width: whole, blank: 0 });
        return;
    }
    let mut start = span.start;
    let mut used = 0;
    // The last good place to cut an address, and the columns used up to there.
    let mut seam: Option<(usize, usize)> = None;
    for (at, grapheme) in span.of(text).grapheme_indices(true) {
        let at = span.start + at;
        let wide = grapheme_width(grapheme);
        while used > 0 && used + wide > columns {
            let (cut, taken) =
                seam.take().filter(|(_, taken)| taken * 2 >= columns).unwrap_or((at, used));
            parts.push(Part { span: Span::new(start, cut), width: taken, blank: 0 });
            start = cut;
            used -= taken;
        }
        used += wide;
        if matches!(grapheme, "/" | "." | "?" | "&" | "=" | "_" | "-" | "#" | "%" | "," | ":" | "+")
        {
            seam = Some((at + grapheme.len(), used));
        }
    }
    parts.push(Part { span: Span::new(start, span.end), width: used, blank: 0 });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        rows(text, Span::new(0, text.len()), columns).iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn prose_breaks_where_a_reader_expects() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("two  spaces ", 6, &["two", "spaces"]),
            ("an anti-drone gun", 9, &["an anti-", "drone gun"]),
            ("won 3-2 then", 6, &["won", "3-2", "then"]),
            ("World War\u{202f}II ended", 7, &["World", "War\u{202f}II", "ended"]),
            ("Jong\u{2011}un spoke", 8, &["Jong\u{2011}un", "spoke"]),
            ("verse one\nverse two", 20, &["verse one", "verse two"]),
            ("a\n\nb", 5, &["a", "", "b"]),
            ("全国で日本語、です。", 8, &["全国で日", "本語、で", "す。"]),
            ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 4, &["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]),
            ("a🌞b", 1, &["a", "🌞", "b"]),
            (
                "see https://example.org/news/train.html",
                20,
                &["see https://", "example.org/news/", "train.html"],
            ),
        ];
        for (text, columns, want) in cases {
            assert_eq!(wrapped(text, *columns), *want, "{text:?} at {columns}");
        }
    }

    #[test]
    fn a_long_word_is_cut_at_a_seam_where_there_is_one() {
        assert_eq!(wrapped("abcdefgh_ijklmnop", 10), ["abcdefgh_", "ijklmnop"]);
        assert_eq!(wrapped("abcdefghijkl", 5), ["abcde", "fghij", "kl"]);
    }

    #[test]
    fn a_huge_line_is_filled_as_if_it_were_one() {
        let text = "lorem ipsum dolor sit amet ".repeat(5_000);
        let rows = rows(&text, Span::new(0, text.len()), 60);
        assert!(
            rows.iter().rev().skip(1).all(|row| row.len() > 60 - 6),
            "no short row in the middle"
        );
        assert!(rows.iter().all(|row| row.len() <= 60));
        let solid = "x".repeat(100_000);
        assert_eq!(super::rows(&solid, Span::new(0, solid.len()), 50).len(), 2_000);
    }

    #[test]
    fn pieces_tile_and_end_after_words() {
        let text = format!("{}{}", "One more sentence. ".repeat(3_000), "y".repeat(40_000));
        let pieces: Vec<_> = pieces(&text, Span::new(0, text.len())).collect();
        assert!(pieces.len() > 5 && pieces.iter().all(|p| p.len() <= PIECE && !p.is_empty()));
        assert!(pieces.windows(2).all(|w| w[0].end == w[1].start));
        assert!(pieces[0].of(&text).ends_with(". "));
    }

    #[test]
    fn a_hyphen_at_the_end_takes_no_break_away() {
        for (line, lengths) in [
            ("0 A-", vec![2, 2]),
            ("— sea -", vec![4, 4, 1]),
            ("(see) it\u{ad}", vec![6, 4]),
            ("-", vec![1]),
            ("", vec![]),
        ] {
            assert_eq!(words(line), lengths, "{line:?}");
        }
    }

    proptest! {
        #![proptest_config(cases(256))]
        #[test]
        fn the_quick_way_to_words_is_the_plain_way(text in "([a-zA-Z0-9]{1,4}|[ -~]|[ ]{1,2}|[,.'’“”—–\u{2011}\u{a0}/%$€()-]|日本|👩🏽‍🚀|e\u{301}){0,30}") {
            let mut plain = Vec::new();
            push_words_by_tables(&text, &mut plain);
            prop_assert_eq!(words(&text), plain);
        }

        #[test]
        fn rows_tile_the_text_and_fit(text in "([a-z]{1,9}|[ -~]|日本|❤\u{fe0f}|👩🏽‍🚀|e\u{301}| |  |\u{a0}|ｶﾞ|—|\n){0,40}", columns in 1usize..24) {
            let rows = rows(&text, Span::new(0, text.len()), columns);
            let mut at = 0;
            for row in &rows {
                prop_assert!(row.start >= at && row.end <= text.len());
                prop_assert!(text[at..row.start].chars().all(char::is_whitespace), "{:?}", &text[at..row.start]);
                let slice = &text[row.start..row.end];
                prop_assert!(width(slice) <= columns || slice.graphemes(true).count() == 1, "{slice:?}");
                at = row.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
