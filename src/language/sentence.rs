//! Text into sentences.
//!
//! Own rules over characters, because the rules of UAX 29 end a sentence after `Mr.`: a full stop
//! ends one unless the word before it is known to carry a stop of its own and the word after it
//! does not look like a beginning. The words are English; the rules for `。`, `؟` and `।` are not.

mod words;

use crate::text::Span;
use words::among;

/// Cuts `span` of `text` into sentences, in order, trimmed of white space.
///
/// Sentences inside a quotation are sentences; those inside round brackets are not. A line break
/// ends a sentence unless the next line goes on in small letters. Footnote marks (`[12]`) and closing
/// quotes belong to the sentence before them.
///
/// ```
/// use rashomon::{language::sentence::sentences, text::Span};
/// let text = "Gen. Ro left at 5 p.m. Tuesday. He came back.";
/// let cut: Vec<_> = sentences(text, Span::new(0, text.len())).iter().map(|s| s.of(text)).collect();
/// assert_eq!(cut, ["Gen. Ro left at 5 p.m. Tuesday.", "He came back."]);
/// ```
#[must_use]
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let slice = span.of(text);
    let mut out = Vec::with_capacity(slice.len() / 100 + 1);
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = slice[at..].find(|c| c == '\n' || is_stop(c)) {
        let stop = at + found;
        let candidate = Candidate::at(slice, start, stop);
        at = candidate.next;
        if candidate.is_end() {
            push(text, Span::new(start, candidate.end).shifted(span.start), &mut out);
            start = candidate.next;
        }
    }
    push(text, Span::new(start, slice.len()).shifted(span.start), &mut out);
    out
}

/// Returns the sentence of `span` that holds the byte `offset`, or the nearest one before it.
///
/// In a span of many kilobytes only the neighbourhood of the offset is read.
#[must_use]
pub fn sentence_at(text: &str, span: Span, offset: usize) -> Option<Span> {
    const NEAR: usize = 8 * 1024;
    let mut window = span;
    if span.len() > 4 * NEAR {
        // Begin after a stop, so that the first sentence of the window is a whole one.
        let from = text.floor_char_boundary(offset.saturating_sub(NEAR).max(span.start));
        let to = text.ceil_char_boundary(offset.saturating_add(NEAR).min(span.end));
        let begin = match text[from..offset.clamp(from, to)].find(". ") {
            Some(stop) if from > span.start => from + stop + 2,
            _ => from,
        };
        window = Span::new(begin, to);
    }
    let sentences = sentences(text, window);
    let after = sentences.partition_point(|s| s.start <= offset);
    sentences.get(after.saturating_sub(1)).copied()
}

fn push(text: &str, span: Span, out: &mut Vec<Span>) {
    let span = span.trim(text);
    if !span.is_empty() {
        out.push(span);
    }
}

/// A place where a sentence may end.
struct Candidate<'a> {
    /// The sentence so far, or the last of it, without the stop.
    before: &'a str,
    /// The stop or stops, or a line break.
    stops: &'a str,
    /// Quotes, brackets and footnote marks that close behind it.
    closers: &'a str,
    /// The white space behind them.
    blank: &'a str,
    /// What follows.
    after: &'a str,
    /// Where the sentence ends, if it does.
    end: usize,
    /// Where to go on looking.
    next: usize,
}

/// How far a candidate looks back, in bytes: a text that never ends a sentence stays quick to read.
const BACK: usize = 512;

impl<'a> Candidate<'a> {
    fn at(slice: &'a str, start: usize, stop: usize) -> Self {
        let start = slice.ceil_char_boundary(start.max(stop.saturating_sub(BACK)));
        let rest = &slice[stop..];
        let is_line = rest.starts_with('\n');
        let stops = if is_line { 0 } else { rest.find(|c| !is_stop(c)).unwrap_or(rest.len()) };
        let closed = stops + if is_line { 0 } else { closers(&rest[stops..]) };
        let blank = rest[closed..].len() - rest[closed..].trim_start().len();
        Self {
            before: &slice[start..stop],
            stops: &rest[..stops],
            closers: &rest[stops..closed],
            blank: &rest[closed..closed + blank],
            after: &rest[closed + blank..],
            end: stop + closed,
            next: stop + closed + blank,
        }
    }

    fn is_end(&self) -> bool {
        if self.after.is_empty() {
            return true;
        }
        let opening = |c: char| is_opener(c) || matches!(c, '-' | '–' | '—' | '•' | '*');
        let after = self.after.trim_start_matches(opening).trim_start();
        let first = after.chars().next().unwrap_or(' ');
        if self.stops.is_empty() {
            // A line break: prose wrapped by hand goes on in small letters.
            let item = ["- ", "– ", "• ", "* "].iter().any(|bullet| self.after.starts_with(bullet));
            return item || !first.is_lowercase();
        }
        if self.stops.ends_with(is_wide_stop) {
            return true;
        }
        if self.blank.is_empty() {
            return self.is_glued(first);
        }
        // `iPhone` and `eBay` are capitals in their way.
        let small = first.is_lowercase() && !after.chars().nth(1).is_some_and(char::is_uppercase);
        if small || self.before.trim().is_empty() || self.is_in_brackets() {
            return false;
        }
        let quoted = self.closers.contains(['"', '”', '»', '’']);
        match self.stops {
            "." if !quoted => !self.is_abbreviation(after),
            "!" | "?" if quoted => !is_speech_tag(after),
            "!" => !among(words::NAMES_WITH_STOP, last_word(self.before)),
            _ => true,
        }
    }

    /// Tells whether a sentence ends without a space behind it, as scrapers leave it: `home.The`.
    fn is_glued(&self, first: char) -> bool {
        if self.stops != "." || !first.is_uppercase() || !matches!(self.closers, "" | "”") {
            return false;
        }
        let word = last_word(self.before);
        let next: String = self.after.chars().take(2).collect();
        word.chars().count() > 2
            && word.chars().all(char::is_lowercase)
            && next.ends_with(|c: char| c.is_lowercase() || c.is_whitespace())
    }

    /// Tells whether a round bracket is open that closes soon.
    fn is_in_brackets(&self) -> bool {
        // A bracket of a few words, not one that somebody forgot to close pages ago.
        let last =
            &self.before[self.before.floor_char_boundary(self.before.len().saturating_sub(300))..];
        let Some(open) = last.rfind('(') else { return false };
        if last[open..].contains(')') || self.closers.contains(')') {
            return false;
        }
        let near = &self.after[..self.after.floor_char_boundary(300)];
        near.find(')').is_some_and(|close| near.find('(').is_none_or(|open| close < open))
    }

    /// Tells whether the full stop belongs to the word before it, and the sentence goes on.
    fn is_abbreviation(&self, after: &str) -> bool {
        let word = last_word(self.before);
        let next: &str = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let number = next.starts_with(|c: char| c.is_ascii_digit());
        let capital = word.starts_with(char::is_uppercase);
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        // The number of a list item, alone before its stop.
        if self.before.trim() == word && word.len() < 4 && word.chars().all(|c| c.is_ascii_digit())
        {
            return true;
        }
        if matches!(lower, "a.m" | "p.m") {
            return among(words::AFTER_HOUR, &next.to_lowercase());
        }
        if among(words::BEFORE_NUMBER, lower) {
            return number;
        }
        if (capital && among(words::TITLES, lower)) || among(words::MIDDLE, lower) {
            return true;
        }
        let may_end =
            (capital && among(words::MAY_END, lower)) || lower == "etc" || is_initials(word);
        may_end && !among(words::STARTERS, &next.to_lowercase())
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥') || is_wide_stop(c)
}

/// Stops of scripts that put no space between sentences.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | '¿' | '¡' | '「' | '『')
}

/// Returns the length of the closing quotes, brackets and footnote marks at the start of `rest`.
fn closers(rest: &str) -> usize {
    let mut len = 0;
    loop {
        let tail = &rest[len..];
        let Some(c) = tail.chars().next() else { return len };
        let closes = match c {
            '"' | '\'' => tail[1..].chars().next().is_none_or(|c| !c.is_alphanumeric()),
            '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' => true,
            _ => false,
        };
        if closes {
            len += c.len_utf8();
        } else if let Some(mark) = footnote(tail) {
            len += mark;
        } else {
            return len;
        }
    }
}

/// Returns the length of a footnote mark, such as `[12]`, at the start of `tail`.
fn footnote(tail: &str) -> Option<usize> {
    let inside = tail.strip_prefix('[')?;
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && digits < 4 && inside[digits..].starts_with(']')).then_some(digits + 2)
}

/// Returns the word at the end of `before`, with its inner stops, without what it is joined to.
fn last_word(before: &str) -> &str {
    let from = before
        .rfind(|c: char| c.is_whitespace() || is_opener(c) || matches!(c, '-' | '–' | '—' | '/'));
    from.map_or(before, |at| {
        let after = &before[at..];
        let mut chars = after.chars();
        chars.next();
        chars.as_str()
    })
}

/// Tells whether a word is initials: `J`, `U.S`, `Ph.D`.
fn is_initials(word: &str) -> bool {
    let mut parts = 0;
    let short = word.split('.').all(|part| {
        parts += 1;
        let letters = part.chars().count();
        part.chars().all(char::is_alphabetic)
            && (letters == 1 || (letters == 2 && word.contains('.')))
    });
    short && (parts > 1 || word.starts_with(char::is_uppercase))
}

/// Tells whether what follows a quoted question or cry says who spoke: `Smith asked`.
fn is_speech_tag(after: &str) -> bool {
    for (at, word) in after.split_whitespace().take(4).enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if at > 0 && among(words::SPEECH, bare) {
            return true;
        }
        if !word.starts_with(char::is_uppercase) || bare.len() + 1 < word.len() {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    /// Each case is marked with `|` where a sentence ends and another begins.
    const CASES: &[&str] = &[
        "The bridge fell at dawn. |Nobody was hurt.",
        "Gen. Ro and Dr. Ada Lind met Mr. So. |They spoke for an hour.",
        "George W. Tarn and J. K. Olm arrived. |So did Maj.-Gen. Bok.",
        "Officials in the U.S. |The treaty holds, the U.S. Senate said.",
        "The U.N. Security Council met. |It adjourned at 5 p.m. Tuesday.",
        "The vote is at 5 p.m. |Officials expect a delay until 9 a.m. GMT.",
        "It rose 3.5 percent to $4.20. |Then it fell.",
        "On Sept. 3 and Jan. 14, in No. 22 Mill St. and St. Olm, they met.",
        "He lives on Mill St. |The house is old.",
        "It was built by Olm Bros. and sold to Tarn Inc. |In May it closed.",
        "“We won. |We did,” he said. |“It is over.” |She left.",
        "“Is it over?” Tarn asked. |“Yes!” she said. |“Stop!” |Nobody did.",
        "\"He had trained once. |Once.\" |That was all.",
        "OLMSTED, Oct. 21 (ONS) - A train arrived. |It left at 4.17am.",
        "Strike over as dockers back pay deal",
        "It ended World War\u{202f}II. |Kim Jong\u{2011}un came.\u{a0} |He waved.",
        "He waited... and waited. |Then... |Nothing came…  |She left.",
        "He said it (I was there. No, really.) and left.",
        "1. First things first. |2. Then the rest.",
        "Yahoo! Japan bought it. |Hurray! |All cheered.",
        "A note.[12] |Another one.[3][4] |The end.",
        "He walked home.|The door was open. |See olm.example.Com for more.",
        "本日は晴天です。|明日は雨「降る。」|終わり",
        "हम आए। |वे गए।",
        "Plan B. |It failed. |See p. 3, pp. 4 and fig. 2 of vol. 1.",
        "verse one\n|Verse two\nand its end\n|- item",
        "Prices, wages, etc. |The rest, e.g. Rents, i.e. What is due.",
        "Housing. |A total of 1,304 dwellings. |12 people left.",
        "Was it? |Perhaps. |“No.” |He paid €3. |£4 was left.",
        "The iPhone sold. |eBay did not.",
        "the deal with Port Olm F.C. |He scored vs. Tarn in the 88th min. |They won 3-2.",
    ];

    #[test]
    fn news_text_is_cut_where_a_reader_would() {
        for marked in CASES {
            let text = marked.replace('|', "");
            let got = sentences(&text, Span::new(0, text.len()));
            let got: Vec<_> = got.iter().map(|s| s.of(&text)).collect();
            let want: Vec<_> = marked.split('|').map(str::trim).collect();
            assert_eq!(got, want);
        }
    }

    #[test]
    fn stops_that_end_nothing_cost_no_more_than_others() {
        for text in [
            "A. ".repeat(20_000),
            "(Mr. ".repeat(12_000),
            "?".repeat(60_000),
            "a.\n".repeat(20_000),
        ] {
            assert!(!sentences(&text, Span::new(0, text.len())).is_empty());
        }
    }

    #[test]
    fn a_sentence_is_found_in_a_huge_span_without_reading_it() {
        let text = "Some words of a sentence that ends here. ".repeat(50_000);
        let span = Span::new(0, text.len());
        let found = sentence_at(&text, span, text.len() / 2).expect("there is one");
        assert_eq!(found.of(&text), "Some words of a sentence that ends here.");
        assert_eq!(sentence_at("", Span::new(0, 0), 0), None);
    }

    proptest! {
        #![proptest_config(cases(128))]
        #[test]
        fn sentences_tile_the_text(text in "([A-Za-z]{1,6}|[.!?…\"”“)(\\[1\\]'—]|。|[ ]|\n|3\\.5){0,60}") {
            let got = sentences(&text, Span::new(0, text.len()));
            let mut at = 0;
            for s in got {
                prop_assert!(!s.is_empty() && s == s.trim(&text) && s.start >= at);
                prop_assert!(text[at..s.start].trim().is_empty());
                at = s.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
