//! A folded copy of a text for matching, with the way back to the original.

use crate::text::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for matching: lower case, no accents, plain quotes, dashes and spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of the folded text, the byte of the original character it came from; one more at the end.
    origin: Vec<u32>,
    original_len: usize,
}

impl Folded {
    /// Returns the span of the original that the folded `span` came from.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let at = |i: usize| self.origin.get(i).map_or(self.original_len, |&o| o as usize);
        Span::new(at(span.start), at(span.end))
    }
}

/// Folds `text`, keeping the way back.
#[must_use]
pub fn folded(text: &str) -> Folded {
    let mut out = Folded { original_len: text.len(), ..Folded::default() };
    for (at, c) in text.char_indices() {
        let before = out.text.len();
        fold_char(c, &mut out.text);
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        out.origin.extend(std::iter::repeat_n(at, out.text.len() - before));
    }
    out
}

/// Folds `text` to a plain string: for keys and queries.
///
/// ```
/// use rashomon::text::fold::fold;
/// assert_eq!(fold("Kim Jong\u{2011}Un’s Zürich"), "kim jong-un's zurich");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | '\n' => out.push(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '‘' | '’' | '‛' | '′' => out.push('\''),
        '“' | '”' | '„' | '″' | '«' | '»' => out.push('"'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
        c if c.is_whitespace() => out.push(' '),
        c => out.extend(c.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
    }
}
