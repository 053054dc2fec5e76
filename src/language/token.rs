//! A stretch of text cut into words, numbers and marks.

use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with apostrophes and hyphens inside: `Kim's`, `anti-drone`, `Jong‑un`.
    Word,
    /// Begins with a digit: `1,300`, `7.5`, `2nd`, `20`.
    Number,
    /// Punctuation or a symbol, one character.
    Mark,
}

/// A word, number or mark, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the text that was given.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Cuts `span` of `text` into tokens, in order; white space belongs to none, an accent that stands
/// on it is a mark.
///
/// Word boundaries are those of UAX 29, then joined over a hyphen between letters
/// (`anti-drone` is one word, `2018-2019` is three tokens).
#[must_use]
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let slice = span.of(text);
    let mut out: Vec<Token> = Vec::with_capacity(slice.len() / 5);
    let mut words = slice.split_word_bound_indices().peekable();
    while let Some((at, word)) = words.next() {
        let first = word.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            let accents = word.trim_start();
            if !accents.is_empty() {
                let end = span.start + at + word.len();
                let span = Span::new(end - accents.len(), end);
                out.push(Token { span, kind: TokenKind::Mark });
            }
            continue;
        }
        let span = Span::new(span.start + at, span.start + at + word.len());
        let kind = if first.is_numeric() {
            TokenKind::Number
        } else if first.is_alphanumeric() {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        if is_hyphen(word)
            && let Some(last) = out.last_mut()
            && last.kind == TokenKind::Word
            && last.span.end == span.start
            && let Some((_, next)) = words.peek()
            && next.starts_with(char::is_alphabetic)
        {
            last.span.end = span.end + next.len();
            words.next();
            continue;
        }
        out.push(Token { span, kind });
    }
    out
}

fn is_hyphen(word: &str) -> bool {
    matches!(word, "-" | "\u{2010}" | "\u{2011}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_hyphens_and_numbers_their_points() {
        let cases = [
            ("anti-drone ICBM (new)", vec!["anti-drone", "ICBM", "(", "new", ")"]),
            ("Kim’s 1,300-kilometer trip", vec!["Kim’s", "1,300", "-", "kilometer", "trip"]),
            ("a \u{301}b", vec!["a", "\u{301}", "b"]),
            ("Jong\u{2011}un, 7.5%", vec!["Jong\u{2011}un", ",", "7.5", "%"]),
        ];
        for (text, want) in cases {
            let got: Vec<_> =
                tokens(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
            assert_eq!(got, want);
        }
    }
}
