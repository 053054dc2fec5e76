//! How many columns a grapheme takes on a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the columns that `text` takes when drawn grapheme by grapheme, as ratatui draws it.
///
/// Terminals disagree about a few graphemes (emoji with a variation selector, some scripts of
/// India); this is what the drawing library will assume, so that rows never run over their pane.
///
/// ```
/// use rashomon::text::width::width;
/// assert_eq!(width("plain"), 5);
/// assert_eq!(width("日本"), 4);
/// assert_eq!(width("👨‍👩‍👧"), 2);
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Returns the columns of one grapheme.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.starts_with(char::is_control) {
        return 0;
    }
    // ratatui counts the half-width voicing marks as cells of their own, unicode-width does not.
    let marks = grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    grapheme.width() + marks
}

/// Returns the longest prefix of `text`, in whole graphemes, that takes at most `columns` columns.
///
/// ```
/// use rashomon::text::width::prefix;
/// assert_eq!(prefix("日本語", 5), "日本");
/// ```
#[must_use]
pub fn prefix(text: &str, columns: usize) -> &str {
    if text.len() <= columns {
        return text;
    }
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_the_drawing_library_uses() {
        let cases = [
            "",
            "plain",
            "e\u{301}",
            "❤\u{fe0f} ⚠",
            "🇰🇵🇨🇳",
            "👩🏽‍🚀👨‍👩‍👧",
            "ｶ\u{ff9e}",
            "क्षि हिन्दी",
            "\u{2011}\u{202f}—",
            "日本語、",
            "السلام",
        ];
        for text in cases {
            let mut buffer =
                ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 40, 1));
            let (x, _) = buffer.set_stringn(0, 0, text, 40, ratatui::style::Style::new());
            assert_eq!(width(text), usize::from(x), "{text:?}");
        }
    }

    #[test]
    fn a_prefix_never_cuts_a_grapheme() {
        assert_eq!(prefix("ab", 9), "ab");
        assert_eq!(prefix("👨‍👩‍👧x", 1), "");
        assert_eq!(prefix("👨‍👩‍👧x", 2), "👨‍👩‍👧");
        assert_eq!(prefix("e\u{301}e\u{301}", 1), "e\u{301}");
    }
}
