//! Figures and number words: `1,304`, `twenty-six`, `two and a half`, `tens of thousands`, `two thirds`.

use super::unit::{is_unit, unit};
use crate::language::lexicon;
use crate::language::token::{Token, TokenKind};
use crate::text::Span;
use foldhash::HashMap;
use std::sync::LazyLock;

/// What `assets/lexicon/numbers.txt` says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Cardinal(f64),
    Scale(f64),
    Ordinal(f64),
    /// One of so many parts.
    Part(f64),
    /// A group of so many.
    Group(f64),
    Vague(f64, f64),
    /// Begins `tens of thousands`.
    Tens(f64, f64),
}

static WORDS: LazyLock<HashMap<&'static str, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Vec<Word>> = HashMap::default();
    for line in lexicon::entries(include_str!("../../../assets/lexicon/numbers.txt")) {
        let mut fields = line.split_whitespace();
        let (Some(kind), Some(value)) = (fields.next(), fields.next()) else { continue };
        let (low, high) = value.split_once('-').unwrap_or((value, value));
        let (Ok(low), Ok(high)) = (low.parse(), high.parse()) else { continue };
        let word = match kind {
            "cardinal" => Word::Cardinal(low),
            "scale" => Word::Scale(low),
            "ordinal" => Word::Ordinal(low),
            "part" => Word::Part(low),
            "group" => Word::Group(low),
            "vague" => Word::Vague(low, high),
            "tens" => Word::Tens(low, high),
            _ => continue,
        };
        fields.for_each(|spelling| words.entry(spelling).or_default().push(word));
    }
    words
});

fn looked<T>(word: &str, fits: impl Fn(Word) -> Option<T>) -> Option<T> {
    WORDS.get(word)?.iter().find_map(|found| fits(*found))
}

fn cardinal(word: &str) -> Option<f64> {
    looked(word, |w| if let Word::Cardinal(n) = w { Some(n) } else { None })
}

/// Tells whether a folded word is a number: `three`, `dozen`, `twenty-six`.
#[must_use]
pub fn is_cardinal(word: &str) -> bool {
    let plain = |w: &str| cardinal(w).is_some() || scale(w).is_some();
    plain(word) || word.split_once('-').is_some_and(|(a, b)| plain(a) && plain(b))
}

fn scale(word: &str) -> Option<f64> {
    looked(word, |w| if let Word::Scale(n) = w { Some(n) } else { None })
}

fn part(word: &str) -> Option<f64> {
    looked(word, |w| if let Word::Part(n) = w { Some(n) } else { None })
}

/// Returns the value of a numeral in digits or words: `1,200`, `seven`, `twenty-six`.
///
/// ```
/// use rashomon::language::quantity::numeral;
/// assert_eq!(numeral("twenty-six"), Some(26.0));
/// assert_eq!(numeral("1,200"), Some(1200.0));
/// assert_eq!(numeral("ship"), None);
/// ```
#[must_use]
pub fn numeral(text: &str) -> Option<f64> {
    if let Some((tens, units)) = text.split_once('-') {
        return Some(cardinal(tens)? + cardinal(units)?);
    }
    cardinal(text).or_else(|| text.replace(',', "").parse().ok())
}

/// Tells whether a word, in lower case, says how many or the how-manieth: `twelve`, `dozens`, `third`, `half`.
#[must_use]
pub fn is_number_word(word: &str) -> bool {
    // "pair", "quarter" and "few" are words of their own more often than numbers
    let counts = |w| match w {
        Word::Cardinal(_) | Word::Scale(_) | Word::Ordinal(_) | Word::Vague(..) => Some(()),
        _ => None,
    };
    word != "few" && looked(word, counts).is_some()
        || matches!(word, "half" | "twice" | "double" | "thrice" | "triple")
}

/// A piece of a token: `nine-year-old` is `nine`, `year`, `old`; `12km` is `12`, `km`.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) digit: bool,
    /// Whether it follows the one before without a space: `20-hour`, `12km`.
    pub(super) glued: bool,
}

/// Cuts tokens into atoms.
pub(super) fn atoms(text: &str, tokens: &[Token]) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::with_capacity(tokens.len());
    let mut push = |span: Span, digit: bool| {
        if span.is_empty() {
            return;
        }
        let glued = out.last().is_some_and(|last| last.span.end == span.start);
        let word = span.of(text).to_lowercase();
        let word = word.trim_end_matches(['.', '’', '\'']);
        out.push(Atom { span, text: word.to_owned(), digit, glued });
    };
    for token in tokens {
        let slice = token.span.of(text);
        match token.kind {
            TokenKind::Number => {
                let letters =
                    slice.find(|c: char| c.is_alphabetic() || c == '%').unwrap_or(slice.len());
                push(Span::new(token.span.start, token.span.start + letters), true);
                push(Span::new(token.span.start + letters, token.span.end), false);
            }
            TokenKind::Word if slice.contains(['-', '\u{2010}', '\u{2011}']) => {
                let first = slice.split(['-', '\u{2010}', '\u{2011}']).next().unwrap_or(slice);
                let lower = first.to_lowercase();
                let numeral =
                    cardinal(&lower).or_else(|| scale(&lower)).is_some() || lower == "half";
                if !numeral && !is_unit(&lower) && lower != "multi" {
                    push(token.span, false);
                    continue;
                }
                let mut start = token.span.start;
                for piece in slice.split_inclusive(['-', '\u{2010}', '\u{2011}']) {
                    let body = piece.trim_end_matches(['-', '\u{2010}', '\u{2011}']);
                    push(Span::new(start, start + body.len()), false);
                    push(Span::new(start + body.len(), start + piece.len()), false);
                    start += piece.len();
                }
            }
            _ => push(token.span, false),
        }
    }
    out
}

pub(super) fn is_dash(atom: &Atom) -> bool {
    matches!(atom.text.as_str(), "-" | "\u{2010}" | "\u{2011}" | "–" | "—")
}

/// Tells whether the atoms from `from` on are these words.
pub(super) fn matches_words(atoms: &[Atom], from: usize, words: &[&str]) -> bool {
    let rest = atoms.get(from..).unwrap_or_default();
    rest.len() >= words.len() && words.iter().zip(rest).all(|(word, atom)| *word == atom.text)
}

/// A figure read at some atom: its value, how exactly it is written, and how many atoms it takes.
pub(super) struct Figure {
    pub(super) value: f64,
    /// Half a unit of the last digit that counts, in the value's own terms.
    pub(super) grain: f64,
    /// Set when the word itself is a range.
    pub(super) range: Option<(f64, f64)>,
    pub(super) ordinal: bool,
    /// Whether it is a share of a whole, in percent.
    pub(super) share: bool,
    pub(super) len: usize,
}

impl Figure {
    const fn plain(value: f64, grain: f64, len: usize) -> Self {
        Self { value, grain, range: None, ordinal: false, share: false, len }
    }
}

fn digits(text: &str) -> Option<(f64, f64)> {
    let clean: String =
        text.chars().filter(|c| !matches!(c, ',' | '\u{202f}' | '\u{a0}' | '_')).collect();
    // "1,5" as a decimal comma is not English; "1,304" is a thousand.
    let value: f64 = clean.parse().ok()?;
    let grain = match clean.split_once('.') {
        Some((_, decimals)) => 0.5 * 10f64.powi(-(decimals.len() as i32)),
        None => {
            let zeros = clean.len() - clean.trim_end_matches('0').len();
            0.5 * 10f64.powi(zeros.min(clean.len().saturating_sub(1)) as i32)
        }
    };
    value.is_finite().then_some((value, grain))
}

/// The value of a fraction that is one character: `½`.
fn vulgar(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// `and a half`, `-and-a-half`, `½` at `at`: the value, and how many atoms.
pub(super) fn and_a_half(atoms: &[Atom], at: usize) -> Option<(f64, usize)> {
    if let Some(value) = atoms.get(at).filter(|a| a.glued).and_then(|a| vulgar(&a.text)) {
        return Some((value, 1));
    }
    let mut i = at;
    let mut skip = |word: &str| {
        i += usize::from(atoms.get(i).is_some_and(is_dash));
        let found = atoms.get(i).is_some_and(|a| a.text == word);
        i += usize::from(found);
        found
    };
    if !(skip("and") && skip("a")) {
        return None;
    }
    i += usize::from(atoms.get(i).is_some_and(is_dash));
    let parts = part(&atoms.get(i)?.text)?;
    Some((1.0 / parts, i + 1 - at))
}

/// Reads the figure that begins with the first atom.
pub(super) fn figure(atoms: &[Atom]) -> Option<Figure> {
    let first = atoms.first()?;
    if first.digit {
        return written(atoms);
    }
    let word = first.text.as_str();
    let of = atoms.get(1).is_some_and(|a| a.text == "of");
    if let Some((low, high)) =
        looked(word, |w| if let Word::Tens(a, b) = w { Some((a, b)) } else { None })
        && of
        && let Some(by) = atoms.get(2).and_then(|a| a.text.strip_suffix('s')).and_then(scale)
    {
        return Some(Figure {
            range: Some((low * by, high * by)),
            ..Figure::plain(low * by, 0.0, 3)
        });
    }
    if let Some((low, high)) =
        looked(word, |w| if let Word::Vague(a, b) = w { Some((a, b)) } else { None })
        && (of || word != "handful")
    {
        // "several hundred", "a couple of dozen"
        let at = 1 + usize::from(of);
        if let Some(by) = atoms.get(at).and_then(|a| scale(&a.text)).filter(|_| high < 12.0) {
            return Some(Figure {
                range: Some(((low - 0.25) * by, high * by)),
                ..Figure::plain(low * by, 0.0, at + 1)
            });
        }
        let led = match word {
            "couple" => of,
            // "few came" counts nobody
            "few" => false,
            _ => true,
        };
        if !led {
            return None;
        }
        return Some(Figure { range: Some((low, high)), ..Figure::plain(low, 0.0, 1) });
    }
    if let Some(value) = looked(word, |w| if let Word::Ordinal(n) = w { Some(n) } else { None }) {
        return Some(Figure { ordinal: true, ..Figure::plain(value, 0.0, 1) });
    }
    if let Some(value) = looked(word, |w| if let Word::Group(n) = w { Some(n) } else { None }) {
        return of.then(|| Figure::plain(value, 0.5, 2));
    }
    spelled(atoms)
}

/// A figure in digits, with what multiplies it or adds to it: `1.5bn`, `2½`, `3rd`.
fn written(atoms: &[Atom]) -> Option<Figure> {
    let first = atoms.first()?;
    let (mut value, mut grain) =
        vulgar(&first.text).map(|v| (v, 0.05)).or_else(|| digits(&first.text))?;
    let mut len = 1;
    if let Some((more, by)) = and_a_half(atoms, len) {
        value += more;
        grain = 0.25;
        len += by;
    }
    if let Some(next) = atoms.get(len) {
        if next.glued && matches!(next.text.as_str(), "st" | "nd" | "rd" | "th") {
            return Some(Figure { ordinal: true, ..Figure::plain(value, 0.0, len + 1) });
        }
        if let Some(by) = scale(&next.text).filter(|by| *by > 20.0) {
            value *= by;
            grain *= by;
            len += 1;
        }
    }
    Some(Figure::plain(value, grain, len))
}

/// Number words: `twenty-six`, `three hundred and twelve`, `a dozen`, `half a million`, `two and a half`.
fn spelled(atoms: &[Atom]) -> Option<Figure> {
    let word = atoms.first()?.text.as_str();
    let mut total = 0.0;
    let half =
        word == "half" && atoms.get(1).is_some_and(|a| matches!(a.text.as_str(), "a" | "an"));
    let mut part = match word {
        "a" | "an" => 1.0,
        "half" if half => 0.5,
        _ => cardinal(word)?,
    };
    let mut len = if half { 2 } else { 1 };
    let article = matches!(word, "a" | "an" | "half");
    let mut scaled = false;
    let mut halved = false;
    while let Some(atom) = atoms.get(len) {
        if let Some(by) = scale(&atom.text) {
            part *= by;
            if by >= 1e3 {
                total += part;
                part = 0.0;
            }
            scaled = true;
            len += 1;
        } else if let Some(more) = cardinal(&atom.text)
            && !article
            && (part % 100.0 >= 20.0 && part % 10.0 == 0.0 && more < 10.0 || scaled && more < 100.0)
        {
            part += more;
            len += 1;
        } else if let Some((more, by)) = and_a_half(atoms, len).filter(|_| !article && !halved) {
            part += more;
            len += by;
            halved = true;
        } else if (is_dash(atom) || atom.text == "and" && scaled)
            && !article
            && atoms
                .get(len + 1)
                .is_some_and(|next| cardinal(&next.text).is_some() || scale(&next.text).is_some())
        {
            len += 1;
        } else {
            break;
        }
    }
    // "half an hour" is a figure, "a house" is none.
    if article && !scaled && !(half && unit(atoms, len).is_some()) {
        return None;
    }
    // A dash at the end belongs to what follows: "nine-year-old".
    if atoms.get(len - 1).is_some_and(is_dash) {
        len -= 1;
    }
    let value = total + part;
    let grain = if scaled && value >= 1e3 {
        value * 0.05
    } else if halved {
        0.25
    } else {
        0.5
    };
    Some(Figure::plain(value, grain, len))
}

/// A share of a whole, in percent: `half of`, `two thirds`, `a quarter of`, `one in five`, `nine out of ten`.
pub(super) fn share(atoms: &[Atom], before: &str) -> Option<Figure> {
    let first = atoms.first()?.text.as_str();
    let at = |i: usize| atoms.get(i).map_or("", |a| a.text.as_str());
    let of_whole = |i: usize| {
        matches!(
            at(i),
            "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all" | "those" | "these"
        )
    };
    let figure = |value: f64, len: usize| Figure { share: true, ..Figure::plain(value, 1.0, len) };
    let hedged = matches!(
        before,
        "nearly" | "almost" | "about" | "around" | "roughly" | "over" | "than" | "only" | "some"
    );
    if first == "half" && (of_whole(1) || hedged && !matches!(at(1), "a" | "an")) {
        return Some(figure(50.0, 1));
    }
    let (n, mut len) = match first {
        "a" | "one" => (1.0, 1),
        _ => (number(atoms)?, 1),
    };
    // "one in five", "nine out of ten": a small whole of which a part is taken.
    let joint = match (at(1), at(2)) {
        ("in", _) => 2,
        ("out", "of") => 3,
        _ => 0,
    };
    if joint > 0 && first != "a" && n >= 1.0 {
        let whole = atoms.get(joint..).and_then(number)?;
        let usual = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0].contains(&whole);
        let fits = n < whole && (usual || n == 1.0 && whole <= 20.0);
        return (fits && unit(atoms, joint + 1).is_none())
            .then(|| figure(100.0 * n / whole, joint + 1));
    }
    len += usize::from(atoms.get(len).is_some_and(is_dash));
    let parts = part(at(len))?;
    len += 1;
    // "three quarters of an hour"
    if at(len) == "of" && matches!(at(len + 1), "a" | "an") && unit(atoms, len + 2).is_some() {
        return Some(Figure::plain(n / parts, 0.1 * n / parts, len + 2));
    }
    if first == "a" && !of_whole(len) || first == "one" && !of_whole(len) && at(1) != "-" {
        return None;
    }
    (n < parts).then(|| figure(100.0 * n / parts, len))
}

/// One atom as a number.
fn number(atoms: &[Atom]) -> Option<f64> {
    let first = atoms.first()?;
    if first.digit { digits(&first.text).map(|d| d.0) } else { cardinal(&first.text) }
}

/// A decade of life: `40s` after `his`, `mid-40s`, `late thirties`: from, to, and how many atoms.
pub(super) fn decade(atoms: &[Atom], at: usize) -> Option<(f64, f64, usize)> {
    let first = atoms.get(at)?;
    let (value, len) = if first.digit && atoms.get(at + 1).is_some_and(|a| a.glued && a.text == "s")
    {
        (digits(&first.text)?.0, 2)
    } else {
        let ten = first.text.strip_suffix("ies")?;
        (cardinal(&format!("{ten}y"))?, 1)
    };
    if value % 10.0 != 0.0 || !(10.0..100.0).contains(&value) {
        return None;
    }
    let mut i = at;
    while i > 0 && is_dash(&atoms[i - 1]) {
        i -= 1;
    }
    let before = i.checked_sub(1).map_or("", |i| atoms[i].text.as_str());
    let (low, high) = match before {
        "early" => (value, value + 4.0),
        "mid" | "middle" => (value + 3.0, value + 7.0),
        "late" => (value + 6.0, value + 9.0),
        "his" | "her" | "their" => (value, value + 9.0),
        _ => return None,
    };
    Some((low, high, len))
}
