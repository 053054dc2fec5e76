//! Untrusted text to printable text: the one sanitiser, applied when an article is read.
//!
//! Characters are mapped one by one, sequences are never parsed: what cannot be written cannot be
//! assembled either. Afterwards a text holds printable characters and `\n` only, and no grapheme is
//! longer than [`MAX_POINTS`] code points or [`MAX_BYTES`] bytes.

use std::borrow::Cow;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// The most code points that one grapheme keeps.
pub const MAX_POINTS: usize = 8;

/// The most bytes that one grapheme keeps.
pub const MAX_BYTES: usize = 32;

/// Text that passed the sanitiser, and how much had to be taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Printable characters and `\n`.
    pub text: String,
    /// How many hidden or control characters were removed or replaced. Line ends, tabs, soft hyphens
    /// and a byte order mark are no secret and do not count.
    pub hidden: usize,
}

/// Cleans a whole text.
///
/// - Line ends of any system become `\n`, a tab becomes a space.
/// - Control characters become their pictures (U+2400…); those of the second set become what they
///   are in windows-1252, where they nearly always come from.
/// - Overrides of the writing direction become U+FFFD; other invisible characters go, but joiners
///   stay where scripts and emoji need them. Text from right to left is left alone.
/// - Floods of combining marks are cut.
///
/// Cleaning is idempotent and takes time in proportion to the text.
///
/// ```
/// use rashomon::text::clean::clean;
/// let cleaned = clean("a\u{1b}[31mred\r\n\u{202e}x");
/// assert_eq!(cleaned.text, "a␛[31mred\n\u{fffd}x");
/// assert_eq!(cleaned.hidden, 2);
/// ```
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    clean_cow(Cow::Borrowed(text))
}

/// Cleans a whole text that is already owned; a clean one is returned as it is, without a copy.
#[must_use]
pub fn clean_owned(text: String) -> Cleaned {
    clean_cow(Cow::Owned(text))
}

/// Cleans a short string for one line (a title, a file name, an error): as [`clean`], with no line break left.
#[must_use]
pub fn line(text: &str) -> String {
    let mut text = clean(text).text;
    if text.contains('\n') {
        text = text.replace('\n', " ");
    }
    text
}

fn clean_cow(text: Cow<'_, str>) -> Cleaned {
    let Some(first) = first_doubtful(&text) else {
        return Cleaned { text: text.into_owned(), hidden: 0 };
    };
    let mut writer = Writer::default();
    writer.out.reserve(text.len());
    let mut rest: &str = &text;
    let mut next = Some(first);
    while let Some(at) = next {
        writer.push_plain(&rest[..at]);
        let mut chars = rest[at..].chars();
        if let Some(c) = chars.next() {
            writer.push(c, chars.clone().next());
        }
        rest = chars.as_str();
        next = first_doubtful(rest);
    }
    writer.push_plain(rest);
    writer.hidden += usize::from(writer.joiner.is_some());
    Cleaned { text: writer.out, hidden: writer.hidden }
}

/// Returns where the first character stands that is not plainly harmless in any company.
fn first_doubtful(text: &str) -> Option<usize> {
    /// How many bytes are looked at together, which takes no longer than one.
    const TOGETHER: usize = 32;
    let mut from = 0;
    loop {
        let odd = |b: &u8| (b.wrapping_sub(b' ') > b'~' - b' ') & (*b != b'\n');
        let rest = &text.as_bytes()[from..];
        let parts = rest.chunks_exact(TOGETHER);
        let plain =
            parts.take_while(|part| !part.iter().fold(false, |any, b| any | odd(b))).count();
        let skipped = plain * TOGETHER;
        let at = from + skipped + rest[skipped..].iter().position(odd)?;
        // Everything before is ASCII, so a character begins here.
        let c = text[at..].chars().next()?;
        if !is_plain(c) {
            return Some(at);
        }
        from = at + c.len_utf8();
    }
}

/// Tells whether a character is printable, starts a grapheme of its own and stays out of the next one.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}'
        | '\u{48a}'..='\u{58f}' | '\u{5d0}'..='\u{5f4}' | '\u{620}'..='\u{64a}'
        | '\u{2000}'..='\u{200a}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205f}'
        | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}' | '\u{3000}'..='\u{3029}'
        | '\u{3030}'..='\u{3098}' | '\u{309b}'..='\u{312f}' | '\u{3190}'..='\u{9fff}'
        | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}' | '\u{e000}'..='\u{f8ff}')
        || (matches!(c, '\u{20000}'..='\u{dffff}' | '\u{f0000}'..)
            && u32::from(c) & 0xfffe != 0xfffe)
}

/// What becomes of a character on its own.
enum Fate {
    Keep,
    /// Kept between two characters that it joins or parts, dropped elsewhere.
    Joiner,
    /// Kept once after a character whose look it chooses.
    Selector,
    /// Written otherwise; no secret.
    Respell(&'static str),
    /// Replaced and counted.
    Show(char),
    /// Dropped; no secret.
    Forget,
    /// Dropped and counted.
    Hide,
}

fn fate(c: char) -> Fate {
    match c {
        '\n' => Fate::Keep,
        '\t' => Fate::Respell(" "),
        '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' => Fate::Respell("\n"),
        '\u{2029}' => Fate::Respell("\n\n"),
        '\0'..='\u{1f}' | '\u{7f}' => Fate::Show(picture(c)),
        '\u{80}'..='\u{9f}' => Fate::Show(windows_1252(c)),
        // Overrides make text read as what it is not; embeddings, isolates and marks only guide the layout.
        '\u{202d}' | '\u{202e}' => Fate::Show('\u{fffd}'),
        '\u{ad}' | '\u{feff}' => Fate::Forget,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Fate::Selector,
        // U+FFFC stands for a picture that is not here, U+FFFE and the like for nothing at all.
        '\u{fdd0}'..='\u{fdef}' => Fate::Show('\u{fffd}'),
        c if u32::from(c) & 0xfffe == 0xfffe => Fate::Show('\u{fffd}'),
        c if is_invisible(c) => Fate::Hide,
        _ => Fate::Keep,
    }
}

/// Characters without ink that nobody misses: Default_Ignorable_Code_Point and the format controls
/// of Unicode, in order, without those that [`fate`] treats by name and the visible signs of number and verse.
const INVISIBLE: &[(char, char)] = &[
    ('\u{34f}', '\u{34f}'),     // combining grapheme joiner
    ('\u{61c}', '\u{61c}'),     // Arabic letter mark
    ('\u{115f}', '\u{1160}'),   // Hangul fillers
    ('\u{17b4}', '\u{17b5}'),   // Khmer inherent vowels
    ('\u{180b}', '\u{180f}'),   // Mongolian selectors and separator
    ('\u{200b}', '\u{200b}'),   // zero width space
    ('\u{200e}', '\u{200f}'),   // marks of direction
    ('\u{202a}', '\u{202c}'),   // embeddings and their end
    ('\u{2060}', '\u{206f}'),   // word joiner, invisible operators, isolates, deprecated controls
    ('\u{3164}', '\u{3164}'),   // Hangul filler
    ('\u{ffa0}', '\u{ffa0}'),   // half-width Hangul filler
    ('\u{fff0}', '\u{fffc}'),   // reserved; interlinear annotation; object replacement
    ('\u{13430}', '\u{1345f}'), // controls of Egyptian hieroglyphs
    ('\u{1bca0}', '\u{1bca3}'), // controls of shorthand
    ('\u{1d173}', '\u{1d17a}'), // controls of musical notation
    ('\u{e0000}', '\u{e00ff}'), // tags, in which whole messages can hide
    ('\u{e01f0}', '\u{e0fff}'), // reserved
];

fn is_invisible(c: char) -> bool {
    let after = INVISIBLE.partition_point(|(first, _)| *first <= c);
    after.checked_sub(1).is_some_and(|at| c <= INVISIBLE[at].1)
}

/// Returns the picture of a control character: `␛` for ESC; U+FFFD where there is none.
pub fn picture(control: char) -> char {
    match control {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(control)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// The upper control characters read as the WHATWG encoding standard reads windows-1252.
fn windows_1252(control: char) -> char {
    const TABLE: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
        '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
        '\u{fffd}', 'ž', 'Ÿ',
    ];
    let at = u32::from(control).saturating_sub(0x80) as usize;
    TABLE.get(at).copied().unwrap_or('\u{fffd}')
}

/// Writes characters and watches the length of the grapheme that is being written.
///
/// "Grapheme" here is a little wider than in UAX 29 (any letter after a virama joins), so that the
/// cap holds whatever version of the tables cuts the text later.
#[derive(Default)]
struct Writer {
    out: String,
    hidden: usize,
    /// The last character written, unless it was a line break.
    last: Option<char>,
    points: usize,
    bytes: usize,
    /// A virama stands behind the last letter of the grapheme.
    linked: bool,
    /// Regional indicators in the grapheme: two make a flag.
    indicators: usize,
    /// A joiner that waits for what it joins.
    joiner: Option<char>,
}

/// Tells whether a character ties the next letter to its grapheme: a joiner, or a sign that stands before.
fn is_tie(c: char) -> bool {
    c == '\u{200d}' || is_prepended(c)
}

impl Writer {
    fn push_plain(&mut self, run: &str) {
        let mut rest = run.chars();
        let Some(first) = rest.next() else { return };
        self.keep(first);
        let rest = rest.as_str();
        self.out.push_str(rest);
        if let Some(last) = rest.chars().next_back() {
            self.begin(last);
        }
    }

    fn push(&mut self, c: char, next: Option<char>) {
        match fate(c) {
            Fate::Keep => self.keep(c),
            Fate::Joiner => {
                // Two in a row, or one without a partner before it, join nothing.
                self.hidden += usize::from(self.joiner.replace(c).is_some());
            }
            Fate::Selector => {
                if self.selects(c) {
                    self.keep(c);
                } else {
                    self.hidden += 1;
                }
            }
            Fate::Respell(_) if c == '\r' && next == Some('\n') => {}
            Fate::Respell(other) => other.chars().for_each(|c| self.keep(c)),
            Fate::Show(other) => {
                self.hidden += 1;
                self.keep(other);
            }
            Fate::Forget => {}
            Fate::Hide => self.hidden += 1,
        }
    }

    /// Writes a character that may be seen, as far as its grapheme has room.
    fn keep(&mut self, c: char) {
        self.settle_joiner(c);
        if !self.joins(c) {
            if is_extender(c) {
                // A mark on nothing, at the start of a line, would fall on the line's neighbour.
                self.hidden += 1;
                return;
            }
            self.out.push(c);
            self.begin(c);
            return;
        }
        if self.has_room(c) {
            self.join(c);
        } else if is_extender(c) || !(self.linked || self.last.is_some_and(is_tie)) {
            self.hidden += 1;
        } else {
            // A letter is flesh: it stays, and what tied it to the full grapheme goes.
            while self.points > 0
                && let Some(tie) = self.out.chars().next_back()
                && (is_extender(tie) || is_tie(tie))
            {
                self.out.truncate(self.out.len() - tie.len_utf8());
                self.points -= 1;
                self.bytes = self.bytes.saturating_sub(tie.len_utf8());
                self.hidden += 1;
            }
            // A joiner before them joins this letter or nothing.
            if self.points == 0 && self.out.ends_with('\u{200c}') && !is_joining_script(c) {
                self.out.truncate(self.out.len() - '\u{200c}'.len_utf8());
                self.hidden += 1;
                self.resume();
                return self.keep(c);
            }
            // It is then as if the ties had never stood there.
            self.last = self.out.chars().next_back().filter(|_| self.points > 0);
            self.linked = false;
            if self.joins(c) && self.has_room(c) {
                self.join(c);
            } else {
                self.out.push(c);
                self.begin(c);
            }
        }
    }

    /// Takes up the grapheme at the end of what was written, after something behind it was taken away.
    fn resume(&mut self) {
        let tail = self.out.char_indices().rev().nth(2 * MAX_POINTS).map_or(0, |(at, _)| at);
        let mut again = Self::default();
        self.out[tail..].chars().for_each(|c| again.keep(c));
        let Self { last, points, bytes, linked, indicators, .. } = again;
        (self.last, self.points, self.bytes) = (last, points, bytes);
        (self.linked, self.indicators) = (linked, indicators);
    }

    fn has_room(&self, c: char) -> bool {
        self.points < MAX_POINTS && self.bytes + c.len_utf8() <= MAX_BYTES
    }

    /// Writes a character into the grapheme that is being written.
    fn join(&mut self, c: char) {
        self.out.push(c);
        self.points += 1;
        self.bytes += c.len_utf8();
        self.last = Some(c);
        self.indicators += usize::from(is_indicator(c));
        if is_linker(c) {
            self.linked = true;
        } else if !is_extender(c) {
            self.linked = false;
        }
    }

    fn begin(&mut self, c: char) {
        self.last = (c != '\n').then_some(c);
        self.points = 1;
        self.bytes = c.len_utf8();
        self.linked = false;
        self.indicators = usize::from(is_indicator(c));
    }

    /// Writes the waiting joiner if it stands between two characters that it may join.
    fn settle_joiner(&mut self, next: char) {
        let Some(joiner) = self.joiner.take() else { return };
        let honest = self.last.is_some_and(|last| {
            let emoji = joiner == '\u{200d}'
                && is_pictographic(next)
                && (is_pictographic(last) || is_extender(last));
            let script = is_joining_script(last) && is_joining_script(next);
            (emoji || script) && last != '\u{200c}' && last != '\u{200d}'
        });
        // Where there is no room for what it joins, it would be left joining nothing.
        let bytes = self.bytes + joiner.len_utf8() + next.len_utf8();
        if honest && self.points + 2 <= MAX_POINTS && bytes <= MAX_BYTES {
            self.out.push(joiner);
            self.points += 1;
            self.bytes += joiner.len_utf8();
            self.last = Some(joiner);
        } else {
            self.hidden += 1;
        }
    }

    /// Tells whether a variation selector has something to select.
    fn selects(&self, selector: char) -> bool {
        self.last.is_some_and(|last| match selector {
            '\u{fe0e}' | '\u{fe0f}' => {
                matches!(last, '#' | '*' | '0'..='9' | '©' | '®') || is_pictographic(last)
            }
            '\u{fe00}'..='\u{fe0d}' => last >= '\u{1000}' && !is_extender(last),
            _ => matches!(last, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'),
        })
    }

    /// Tells whether `c` would be drawn in one cell with what was last written.
    fn joins(&self, c: char) -> bool {
        let Some(last) = self.last else { return false };
        is_extender(c)
            || last == '\u{200d}'
            || is_prepended(last)
            || (self.linked && c.is_alphabetic())
            || (is_indicator(c) && self.indicators % 2 == 1)
            || joins_hangul(last, c)
    }
}

/// Marks, joiners, selectors and modifiers: drawn with the character before them.
fn is_extender(c: char) -> bool {
    c >= '\u{300}'
        && (is_combining_mark(c)
            || matches!(
                c,
                '\u{200c}'
                    | '\u{200d}'
                    | '\u{e33}'
                    | '\u{eb3}'
                    | '\u{ff9e}'
                    | '\u{ff9f}'
                    | '\u{1f3fb}'..='\u{1f3ff}'
            ))
}

/// Signs of number and verse that are drawn with the character after them (Prepend of UAX 29).
fn is_prepended(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{d4e}'
        | '\u{110bd}' | '\u{110cd}' | '\u{111c2}' | '\u{111c3}' | '\u{113d1}' | '\u{1193f}' | '\u{11941}'
        | '\u{11a3a}' | '\u{11a84}'..='\u{11a89}' | '\u{11d46}' | '\u{11f02}')
}

/// Viramas and their like, which tie the next consonant.
fn is_linker(c: char) -> bool {
    c >= '\u{900}' && (canonical_combining_class(c) == 9 || matches!(c, '\u{1039}' | '\u{17d2}'))
}

fn is_indicator(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

fn is_pictographic(c: char) -> bool {
    matches!(c,
        '©' | '®' | '‼' | '⁉' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙'
        | '\u{1f000}'..='\u{1faff}')
}

/// Scripts whose letters change with their neighbours: Arabic and kin, India, South-East Asia, Mongolia.
fn is_joining_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}')
}

fn joins_hangul(last: char, c: char) -> bool {
    let leading = |c| matches!(c, '\u{1100}'..='\u{115f}' | '\u{a960}'..='\u{a97c}');
    let following = |c| matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}' | '\u{16d63}' | '\u{16d67}'..='\u{16d6a}');
    let syllable = |c| matches!(c, '\u{ac00}'..='\u{d7a3}');
    (leading(last) && (leading(c) || syllable(c) || following(c)))
        || ((syllable(last) || following(last)) && following(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthChar;

    #[test]
    fn each_kind_of_hidden_text_has_its_fate() {
        let cases = [
            (
                "plain — “text”, naïve, 日本語, Київ, עברית, العربية\n",
                "plain — “text”, naïve, 日本語, Київ, עברית, العربية\n",
                0,
            ),
            ("a\tb\r\nc\rd\u{2028}e\u{2029}f", "a b\nc\nd\ne\n\nf", 0),
            ("\u{feff}co\u{ad}operate", "cooperate", 0),
            ("\u{1b}]0;title\u{7}", "␛]0;title␇", 2),
            ("\0 \u{7f}", "␀ ␡", 2),
            ("It\u{92}s \u{9b}31m", "It’s ›31m", 2),
            ("user\u{202e}txt.exe", "user\u{fffd}txt.exe", 1),
            ("\u{2068}Ana\u{2069} \u{200f}שלום", "Ana שלום", 3),
            ("pass\u{200b}word\u{e0041}", "password", 2),
            ("\u{fff9}a\u{fffa}b\u{fffb}", "ab", 3),
            ("a\u{200d}b \u{200c}", "ab ", 2),
            ("می\u{200c}خواهم", "می\u{200c}خواهم", 0),
            (
                "👩\u{200d}🚀 👩🏽\u{200d}🚀 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
                "👩\u{200d}🚀 👩🏽\u{200d}🚀 ❤\u{fe0f} 1\u{fe0f}\u{20e3}",
                0,
            ),
            ("a\u{fe0f}b\u{e0101}", "ab", 2),
            ("\u{301}x\n\u{302}y", "x\ny", 2),
            ("हिन्दी क्\u{200d}ष", "हिन्दी क्\u{200d}ष", 0),
            ("🇰🇵🇨🇳🇷🇺🇰🇵🇨🇳🇷🇺", "🇰🇵🇨🇳🇷🇺🇰🇵🇨🇳🇷🇺", 0),
        ];
        for (text, want, hidden) in cases {
            assert_eq!(clean(text), Cleaned { text: want.to_owned(), hidden }, "{text:?}");
        }
        assert_eq!(line("two\nlines\u{1b}"), "two lines␛");
    }

    #[test]
    fn a_flood_of_marks_is_cut_and_letters_stay() {
        let flood = format!("Z{}a", "\u{301}".repeat(100_000));
        let cleaned = clean(&flood);
        assert_eq!(cleaned.text, format!("Z{}a", "\u{301}".repeat(7)));
        assert_eq!(cleaned.hidden, 99_993);
        let chain = "👩\u{200d}".repeat(1_000);
        assert_eq!(clean(&chain).text.matches('👩').count(), 1_000);
        let stack = "क्".repeat(1_000);
        assert_eq!(clean(&stack).text.matches('क').count(), 1_000);
        // The mark behind the joiner has no room: the joiner goes with it.
        let full = "a\u{94d}\u{300}क\u{94d}\u{300}क\u{200c}\u{94d}a";
        assert_eq!(clean(full).text, full.replace("\u{200c}\u{94d}", ""));
        // The sign behind the joiner has no room for its letter: it goes, and the joiner with it.
        let parted = "\u{600}\u{200c}\u{600}\u{200d}\u{600}\u{300}\u{94d}\u{94d}🏽\u{94d}ᄀ";
        assert_eq!(clean(parted).text, "\u{600}ᄀ");
        // Letters behind a sign that stands before them are not lost with it.
        let before = "ᄀ\u{94d}🏽\u{94d}क\u{94d}\u{200d}\u{600}aA";
        assert!(clean(before).text.ends_with("aA"));
    }

    /// Every scalar value, between two letters and between two emoji: nothing that a terminal acts on
    /// and nothing without ink survives, but a joiner or selector where it belongs.
    #[test]
    fn no_harmful_character_survives() {
        let harmful = |c: char| {
            let bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            // U+A8FA is a visible stroke that the width tables take for a mark.
            let inkless = c > '~'
                && c.width().unwrap_or(0) == 0
                && c != '\u{a8fa}'
                && !is_extender(c)
                && !is_prepended(c)
                && !joins_hangul('\u{1100}', c);
            (c.is_control() && c != '\n') || bidi || inkless
        };
        assert!(INVISIBLE.is_sorted());
        for first in (0..=u32::from(char::MAX)).step_by(4096) {
            let all = (first..first + 4096).filter_map(char::from_u32);
            let text: String = all.flat_map(|c| ['x', c, 'y', ' ', '🚀', c, '🚀', '\n']).collect();
            let cleaned = clean(&text).text;
            assert_eq!(cleaned.chars().find(|c| harmful(*c)), None, "from U+{first:04X}");
            assert!(!cleaned.contains("x\u{200d}") && !cleaned.contains("x\u{200c}"));
            assert!(clean(&cleaned).text == cleaned, "from U+{first:04X}");
        }
    }

    #[test]
    fn plain_characters_need_no_writer() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert!(matches!(fate(c), Fate::Keep), "U+{:04X}", u32::from(c));
            assert!(
                !is_extender(c) && !is_prepended(c) && !is_indicator(c) && !joins_hangul('가', c),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    const NASTY: &str = "([ -~]|\\PC|[\u{0}-\u{1f}\u{7f}-\u{9f}]|[\u{300}-\u{310}]|\u{200d}|\u{200c}|\u{fe0f}|[\u{1f468}-\u{1f46a}]|🏽|[\u{1f1e6}-\u{1f1ff}]|[क-घ]|\u{94d}|\u{93c}|[\u{1100}-\u{1103}]|[\u{1160}-\u{1163}]|\u{11a8}|가|\u{600}|[\u{202a}-\u{202e}]|\u{e0041}|\n|\r){0,60}";

    proptest! {
        #![proptest_config(cases(256))]
        #[test]
        fn cleaning_is_idempotent_and_caps_every_grapheme(text in NASTY) {
            let cleaned = clean(&text);
            let again = clean(&cleaned.text);
            prop_assert_eq!(&again.text, &cleaned.text);
            prop_assert_eq!(again.hidden, 0);
            for grapheme in cleaned.text.graphemes(true) {
                prop_assert!(grapheme.len() <= MAX_BYTES && grapheme.chars().count() <= MAX_POINTS, "{grapheme:?}");
            }
            prop_assert!(!cleaned.text.contains(|c: char| c != '\n' && c.is_control()));
        }
    }
}
