//! A folded copy of a text for matching, with the way back to the original.

use crate::text::Span;
use unicode_normalization::UnicodeNormalization;

/// Whether capitals and small letters are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// `Train` and `train` fold to the same.
    #[default]
    Ignored,
    /// They stay apart: for a search whose query has a capital.
    Kept,
}

/// A text folded for matching: lower case, no accents, plain quotes, dashes and spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where the folded text and the original part and meet, in order.
    runs: Vec<Run>,
    original_len: usize,
}

/// A stretch of the folded text, up to the next run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    folded: usize,
    original: usize,
    /// Byte for byte as long as the original; else the image of one character.
    even: bool,
}

impl Folded {
    /// Returns the span of the original that the folded `span` came from, in whole characters.
    ///
    /// What folding drops after the last character (an accent of its own, a soft hyphen) belongs to the span.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let start = match self.run(span.start) {
            Some((run, _)) if run.even => run.original + (span.start - run.folded),
            Some((run, _)) if run.folded <= span.start => run.original,
            _ => self.original_len,
        };
        if span.is_empty() || span.end > self.text.len() {
            return Span::new(start, if span.is_empty() { start } else { self.original_len });
        }
        let last = span.end - 1;
        let end = match self.run(last) {
            Some((run, next)) => {
                let (folded_end, original_end) =
                    next.map_or((self.text.len(), self.original_len), |n| (n.folded, n.original));
                if run.even && last + 1 < folded_end {
                    run.original + (last - run.folded) + 1
                } else {
                    original_end
                }
            }
            None => self.original_len,
        };
        Span::new(start, end)
    }

    fn run(&self, at: usize) -> Option<(Run, Option<Run>)> {
        if at >= self.text.len() {
            return None;
        }
        let next = self.runs.partition_point(|run| run.folded <= at);
        let run = self.runs.get(next.checked_sub(1)?)?;
        Some((*run, self.runs.get(next).copied()))
    }
}

/// Folds `text`, keeping the way back.
#[must_use]
pub fn folded(text: &str) -> Folded {
    folded_with(text, Case::Ignored)
}

/// Folds `text` with or without case, keeping the way back.
///
/// ```
/// use rashomon::text::{Span, fold};
/// let folded = fold::folded_with("The 20\u{2011}hour trip", fold::Case::Kept);
/// let found = folded.text.find("20-hour").unwrap();
/// assert_eq!(folded.original(Span::new(found, found + 7)).of("The 20\u{2011}hour trip"), "20\u{2011}hour");
/// ```
#[must_use]
pub fn folded_with(text: &str, case: Case) -> Folded {
    let mut out = String::with_capacity(text.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut even_until = usize::MAX;
    for (original, c) in text.char_indices() {
        let before = out.len();
        fold_char(c, case, &mut out);
        if out.len() == before {
            continue;
        }
        let even = c.is_ascii();
        if !even || even_until != original {
            runs.push(Run { folded: before, original, even });
        }
        even_until = if even { original + 1 } else { usize::MAX };
    }
    Folded { text: out, runs, original_len: text.len() }
}

/// Folds `text` to a plain string: for keys and queries.
///
/// ```
/// use rashomon::text::fold::fold;
/// assert_eq!(fold("Kim Jong\u{2011}Un’s Zürich"), "kim jong-un's zurich");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    fold_with(text, Case::Ignored)
}

/// Folds `text` to a plain string, with or without case.
#[must_use]
pub fn fold_with(text: &str, case: Case) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Most of most texts: nothing to look up.
        let plain = |b: &u8| matches!(b, b' '..=b'~' | b'\n');
        let len = rest.bytes().position(|b| !plain(&b)).unwrap_or(rest.len());
        let from = out.len();
        out.push_str(&rest[..len]);
        if case == Case::Ignored {
            out[from..].make_ascii_lowercase();
        }
        let mut chars = rest[len..].chars();
        let Some(c) = chars.next() else { return out };
        fold_char(c, case, &mut out);
        rest = chars.as_str();
    }
}

fn fold_char(c: char, case: Case, out: &mut String) {
    match c {
        'A'..='Z' if case == Case::Ignored => out.push(c.to_ascii_lowercase()),
        ' '..='~' | '\n' => out.push(c),
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' => out.push('-'),
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' | '‹' | '›' => out.push('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => out.push('"'),
        c if is_ignorable(c) => {}
        c if c.is_whitespace() => out.push(' '),
        // Decomposed, these scripts would lose what tells words apart.
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => out.push(c),
        '\u{ff61}'..='\u{ffdc}' => out.extend(std::iter::once(c).nfkc()),
        c => {
            for c in std::iter::once(c).nfkd() {
                if let Some(plain) = plain_letters(c) {
                    out.push_str(plain);
                } else if case == Case::Ignored {
                    out.extend(c.to_lowercase().map(final_sigma).filter(|c| !is_accent(*c)));
                } else if !is_accent(c) {
                    out.push(c);
                }
            }
        }
    }
}

/// Letters that Unicode does not decompose and that readers type without their stroke.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'Æ' => "ae",
        'œ' => "oe",
        'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        '\u{2044}' => "/",
        _ => return None,
    })
}

fn final_sigma(c: char) -> char {
    if c == 'ς' { 'σ' } else { c }
}

/// Tells whether a mark only accents or vocalises a letter, so that readers leave it out.
///
/// Vowel signs of Indian and South-East Asian scripts are marks too, and are words' flesh: they stay.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    #[test]
    fn variants_fold_to_the_same() {
        let cases = [
            ("Kim Jong\u{2011}Un", "kim jong-un"),
            ("World War\u{202f}II", "world war ii"),
            ("İstanbul", "istanbul"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("KYÏV КИЇВ", "kyiv киів"),
            ("Łódź Ærø Straße", "lodz aero strasse"),
            ("ﬁve €50m…", "five €50m..."),
            ("كِتَابٌ", "كتاب"),
            ("हिन्दी", "हिन्दी"),
            ("がか ｶﾞ", "がか カ\u{3099}"),
            ("co\u{ad}operate", "cooperate"),
        ];
        for (text, want) in cases {
            assert_eq!(fold(text), want, "{text:?}");
        }
        assert_eq!(fold_with("Zürich ÉTÉ", Case::Kept), "Zurich ETE");
    }

    #[test]
    fn the_way_back_covers_whole_characters() {
        let cases = [
            ("ﬁve", "f", "ﬁ"),
            ("xﬁve", "iv", "ﬁv"),
            ("cafe\u{301} bar", "cafe", "cafe\u{301}"),
            ("cafe\u{301}", "cafe", "cafe\u{301}"),
            ("a\u{2011}b", "-", "\u{2011}"),
            ("\u{ad}ab", "ab", "ab"),
        ];
        for (text, needle, want) in cases {
            let folded = folded(text);
            let at = folded.text.find(needle).expect("the needle is in the folded text");
            assert_eq!(folded.original(Span::new(at, at + needle.len())).of(text), want);
        }
        assert_eq!(folded("ab").original(Span::new(2, 2)), Span::new(2, 2));
        assert_eq!(folded("").original(Span::new(0, 0)), Span::new(0, 0));
    }

    proptest! {
        #![proptest_config(cases(128))]
        #[test]
        fn folding_is_idempotent_and_spans_stay_in_the_text(text in "[ -~äßŁ‑“”\u{300}\u{ad}ﬁİς日]{0,40}", from in 0usize..60, len in 0usize..20) {
            let there = folded(&text);
            prop_assert_eq!(fold(&there.text), there.text.clone());
            let back = there.original(Span::new(from, from + len));
            prop_assert!(back.end <= text.len());
            prop_assert!(text.is_char_boundary(back.start) || from > 0);
            let whole = there.original(Span::new(0, there.text.len()));
            prop_assert_eq!(fold(whole.of(&text)), there.text);
        }
    }
}
