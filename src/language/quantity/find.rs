//! Finds quantities in the tokens of a sentence.

use super::{Hedge, Interval, Quantity, Unit};
use crate::language::token::{Token, TokenKind};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The units, by spelling: dimension and factor to the base unit.
static UNITS: LazyLock<HashMap<String, (&'static str, f64)>> = LazyLock::new(|| {
    let mut units = HashMap::new();
    for line in include_str!("../../../assets/lexicon/units.txt").lines() {
        let mut words = line.split_whitespace();
        if let (Some(dimension), Some(factor)) = (words.next(), words.next())
            && let Ok(factor) = factor.parse()
        {
            for name in words {
                units.insert(name.replace('-', " "), (dimension, factor));
            }
        }
    }
    units
});

/// Tells whether a word, in lower case, is a unit of measure or money.
#[must_use]
pub fn is_unit(word: &str) -> bool {
    UNITS.contains_key(word)
}

/// A hedge phrase: its kind, its words, and whether it stands after the number.
struct Phrase {
    hedge: Hedge,
    words: Vec<&'static str>,
    after: bool,
}

/// The hedges, longest first, so that `no more than` wins over `more than`.
static HEDGES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut hedges: Vec<_> = include_str!("../../../assets/lexicon/hedges.txt")
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let after = match words.next()? {
                "<" => false,
                ">" => true,
                _ => return None,
            };
            Some(Phrase { hedge: Hedge::named(words.next()?)?, words: words.collect(), after })
        })
        .collect();
    hedges.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    hedges
});

/// A piece of a token: `nine-year-old` is `nine`, `year`, `old`; `12km` is `12`, `km`.
#[derive(Clone, Debug)]
struct Atom {
    span: Span,
    text: String,
    digit: bool,
    /// Whether it follows the one before without a space: `20-hour`, `12km`.
    glued: bool,
}

fn atoms(text: &str, tokens: &[Token]) -> Vec<Atom> {
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
                if word_value(&lower).is_none() && !UNITS.contains_key(&lower) && lower != "multi" {
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

fn is_dash(atom: &Atom) -> bool {
    matches!(atom.text.as_str(), "-" | "\u{2010}" | "\u{2011}" | "–" | "—")
}

fn word_value(word: &str) -> Option<f64> {
    Some(match word {
        "zero" | "nil" => 0.0,
        "one" => 1.0,
        "two" | "both" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        "six" => 6.0,
        "seven" => 7.0,
        "eight" => 8.0,
        "nine" => 9.0,
        "ten" => 10.0,
        "eleven" => 11.0,
        "twelve" => 12.0,
        "thirteen" => 13.0,
        "fourteen" => 14.0,
        "fifteen" => 15.0,
        "sixteen" => 16.0,
        "seventeen" => 17.0,
        "eighteen" => 18.0,
        "nineteen" => 19.0,
        "twenty" => 20.0,
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        _ => return None,
    })
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
        return Some(word_value(tens)? + word_value(units)?);
    }
    word_value(text).or_else(|| text.replace(',', "").parse().ok())
}

/// Tells whether a word, in lower case, says how many or the how-manieth: `twelve`, `dozens`, `third`, `half`.
#[must_use]
pub fn is_number_word(word: &str) -> bool {
    word_value(word).or_else(|| scale(word)).or_else(|| ordinal_value(word)).is_some()
        || vague(word).is_some()
        || matches!(word, "half" | "twice" | "double" | "thrice" | "triple")
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

fn ordinal_value(word: &str) -> Option<f64> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    ORDINALS.iter().position(|o| *o == word).map(|i| i as f64 + 1.0)
}

/// Words that stand for a range: `dozens`, `several`. The upper ends are where the next word begins.
fn vague(word: &str) -> Option<(f64, f64)> {
    Some(match word {
        "couple" => (2.0, 3.0),
        "handful" => (2.0, 6.0),
        "several" => (3.0, 9.0),
        "dozens" => (24.0, 199.0),
        "scores" => (40.0, 199.0),
        "hundreds" => (200.0, 2000.0),
        "thousands" => (2000.0, 20_000.0),
        "millions" => (2e6, 2e9),
        "billions" => (2e9, 2e12),
        _ => return None,
    })
}

/// A figure read at some atom: its value, how exactly it is written, and how many atoms it takes.
struct Figure {
    value: f64,
    /// Half a unit of the last digit that counts, in the value's own terms.
    grain: f64,
    /// Set when the word itself is a range.
    range: Option<(f64, f64)>,
    ordinal: bool,
    fraction: bool,
    len: usize,
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

fn figure(atoms: &[Atom]) -> Option<Figure> {
    let first = atoms.first()?;
    let plain = |value, grain, len| Figure {
        value,
        grain,
        range: None,
        ordinal: false,
        fraction: false,
        len,
    };
    if first.digit {
        let (mut value, mut grain) = digits(&first.text)?;
        let mut len = 1;
        if let Some(next) = atoms.get(1) {
            if next.glued && matches!(next.text.as_str(), "st" | "nd" | "rd" | "th") {
                return Some(Figure { ordinal: true, ..plain(value, 0.0, 2) });
            }
            if let Some(by) = scale(&next.text).filter(|by| *by > 12.0) {
                value *= by;
                grain *= by;
                len += 1;
            }
        }
        return Some(plain(value, grain, len));
    }
    let word = first.text.as_str();
    if let Some((lo, hi)) = vague(word) {
        return Some(Figure { range: Some((lo, hi)), ..plain(lo, 0.0, 1) });
    }
    if matches!(word, "tens" | "dozens" | "scores" | "hundreds")
        && atoms.get(1).is_some_and(|a| a.text == "of")
        && let Some(by) = atoms.get(2).and_then(|a| a.text.strip_suffix('s')).and_then(scale)
    {
        let tens = if word == "hundreds" { 200.0 } else { 20.0 };
        return Some(Figure {
            range: Some((tens * by, tens * by * 10.0)),
            ..plain(tens * by, 0.0, 3)
        });
    }
    if let Some(value) = ordinal_value(word) {
        return Some(Figure { ordinal: true, ..plain(value, 0.0, 1) });
    }
    // Number words: "twenty-six", "three hundred and twelve", "a dozen", "half a million".
    let mut total = 0.0;
    let mut part = match word {
        "a" | "an" => 1.0,
        "half" if atoms.get(1).is_some_and(|a| a.text == "a" || a.text == "an") => 0.5,
        _ => word_value(word)?,
    };
    let mut len = if word == "half" { 2 } else { 1 };
    let article = matches!(word, "a" | "an" | "half");
    let mut scaled = false;
    while let Some(atom) = atoms.get(len) {
        if let Some(by) = scale(&atom.text) {
            part *= by;
            if by >= 1e3 {
                total += part;
                part = 0.0;
            }
            scaled = true;
            len += 1;
        } else if let Some(more) = word_value(&atom.text)
            && !article
            && (part % 100.0 >= 20.0 && part % 10.0 == 0.0 && more < 10.0 || scaled && more < 100.0)
        {
            part += more;
            len += 1;
        } else if (is_dash(atom) || atom.text == "and" && scaled)
            && !article
            && atoms
                .get(len + 1)
                .is_some_and(|next| word_value(&next.text).is_some() || scale(&next.text).is_some())
        {
            len += 1;
        } else {
            break;
        }
    }
    if article && !scaled {
        return None;
    }
    // A dash at the end belongs to what follows: "nine-year-old".
    if atoms.get(len - 1).is_some_and(is_dash) {
        len -= 1;
    }
    let value = total + part;
    let grain = if scaled && value >= 1e3 { value * 0.05 } else { 0.5 };
    Some(plain(value, grain, len))
}

/// A fraction in words, as a percentage: `half of`, `two thirds`, `a quarter of`.
fn fraction(atoms: &[Atom]) -> Option<Figure> {
    let parts = |word: &str| {
        Some(match word.trim_end_matches('s') {
            "half" | "halve" => 2.0,
            "third" => 3.0,
            "quarter" => 4.0,
            "fifth" => 5.0,
            "tenth" => 10.0,
            _ => return None,
        })
    };
    let first = atoms.first()?.text.as_str();
    let at = |i: usize| atoms.get(i).map_or("", |a| a.text.as_str());
    let (value, mut len) = if first == "half" && at(1) == "of" {
        (50.0, 1)
    } else if matches!(first, "a" | "one") && parts(at(1)).is_some() && at(2) == "of" {
        (100.0 / parts(at(1))?, 2)
    } else if let Some(n) = word_value(first) {
        let dash = usize::from(atoms.get(1).is_some_and(is_dash));
        let of = parts(at(1 + dash))?;
        if n < 2.0 || n >= of {
            return None;
        }
        (100.0 * n / of, 2 + dash)
    } else {
        return None;
    };
    len = len.max(1);
    Some(Figure { value, grain: 1.0, range: None, ordinal: false, fraction: true, len })
}

fn currency(text: &str) -> Option<&'static str> {
    Some(match text {
        "$" => "usd",
        "€" => "eur",
        "£" => "gbp",
        "¥" => "jpy",
        "₽" => "rub",
        "₹" => "inr",
        "₩" => "krw",
        _ => return None,
    })
}

/// The unit that begins at `atoms[at]`: dimension, factor, number of atoms.
fn unit(atoms: &[Atom], at: usize) -> Option<(&'static str, f64, usize)> {
    let mut i = at;
    if atoms.get(i).is_some_and(|a| is_dash(a) && a.glued) {
        i += 1;
    }
    let word = atoms.get(i)?;
    let two = atoms.get(i + 1).map(|next| format!("{} {}", word.text, next.text));
    let (dimension, factor, mut len) = if let Some(found) = two.and_then(|t| UNITS.get(&t)) {
        (found.0, found.1, 2)
    } else {
        let found = UNITS.get(&word.text)?;
        (found.0, found.1, 1)
    };
    // A length by a time is a speed: km/h, miles an hour.
    if dimension == "length"
        && atoms.get(i + len).is_some_and(|a| matches!(a.text.as_str(), "per" | "an" | "a" | "/"))
        && let Some((time, seconds)) = atoms.get(i + len + 1).and_then(|a| match a.text.as_str() {
            "h" => Some(("duration", 3600.0)),
            "s" => Some(("duration", 1.0)),
            other => UNITS.get(other).copied(),
        })
        && time == "duration"
    {
        len += 2;
        return Some(("speed", factor / seconds, i + len - at));
    }
    Some((dimension, factor, i + len - at))
}

fn matches_words(atoms: &[Atom], from: usize, words: &[&str]) -> bool {
    atoms.len() >= from + words.len() && words.iter().zip(&atoms[from..]).all(|(w, a)| *w == a.text)
}

/// Returns the quantities in the tokens of one sentence, in order.
///
/// `taken` are the places that mean something else, such as dates and clock times; a figure there
/// is no quantity.
#[must_use]
pub fn quantities(text: &str, tokens: &[Token], taken: &[Span]) -> Vec<Quantity> {
    let atoms = atoms(text, tokens);
    let mut out = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        if taken.iter().any(|t| t.overlaps(atoms[i].span)) {
            i += 1;
            continue;
        }
        match quantity_at(&atoms, i) {
            Some((quantity, next)) => {
                if !taken.iter().any(|t| t.overlaps(quantity.number)) {
                    out.push(quantity);
                }
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

fn quantity_at(atoms: &[Atom], at: usize) -> Option<(Quantity, usize)> {
    let first = fraction(&atoms[at..]).or_else(|| figure(&atoms[at..]))?;
    // A lone "one" is more often a pronoun, and a letter-digit code is a name (DF-5, G7, Covid-19).
    let glued_to_letters = at > 0
        && atoms[at].glued
        && (atoms[at - 1].text.ends_with(char::is_alphabetic)
            || is_dash(&atoms[at - 1])
                && at > 1
                && atoms[at - 2].text.ends_with(char::is_alphabetic)
                && atoms[at - 1].glued);
    if atoms[at].digit && glued_to_letters {
        return None;
    }
    let mut end = at + first.len;
    let mut hedge = if first.range.is_some() { Hedge::Vague } else { Hedge::Exact };
    let mut high = None;
    let mut second = None;
    // A range or a score: "5 to 7", "12-15 people", "between 5 and 7", "2-1".
    let before = |n: usize| at.checked_sub(n).map_or("", |i| atoms[i].text.as_str());
    if !first.ordinal && !first.fraction && first.range.is_none() {
        let joint = atoms.get(end).map_or("", |a| a.text.as_str());
        let dash = atoms.get(end).is_some_and(is_dash);
        let ranged = dash
            || joint == "to" && !matches!(before(1), "from" | "by")
            || joint == "and" && before(1) == "between";
        if ranged
            && let Some(next) = atoms.get(end + 1..).and_then(figure)
            && !next.ordinal
            && next.range.is_none()
        {
            let after = end + 1 + next.len;
            if dash && is_score(atoms, at, after, first.value, next.value) {
                second = Some(next.value);
                end = after;
            } else if next.value > first.value && (atoms[at].digit == atoms[end + 1].digit) {
                high = Some(next);
                hedge = Hedge::Between;
                end = after;
            }
        }
    }
    let number = Span::new(atoms[at].span.start, atoms[end - 1].span.end);
    let mut span = number;
    // Money before, units after.
    let mut kind = if first.ordinal { Unit::Ordinal } else { Unit::Count };
    let mut factor = 1.0;
    if first.fraction {
        kind = Unit::Of("percent");
    } else if second.is_some() {
        kind = Unit::Score;
    } else if !first.ordinal {
        if let Some(symbol) = at.checked_sub(1).and_then(|i| currency(&atoms[i].text)) {
            kind = Unit::Of(symbol);
            span.start = atoms[at - 1].span.start;
            if let Some(by) =
                atoms.get(end).filter(|a| a.glued).and_then(|a| match a.text.as_str() {
                    "k" => Some(1e3),
                    "m" => Some(1e6),
                    "b" => Some(1e9),
                    _ => None,
                })
            {
                factor = by;
                end += 1;
            }
        } else if let Some((dimension, by, len)) = unit(atoms, end) {
            kind = Unit::Of(dimension);
            factor = by;
            end += len;
        } else if atoms.get(end).is_some_and(|a| a.text == "€" || a.text == "£") {
            kind = currency(&atoms[end].text).map_or(Unit::Count, Unit::Of);
            end += 1;
        }
        span.end = atoms[end - 1].span.end;
    }
    let mut next = end;
    // Hedges before and after.
    let hedged_from = if span.start < atoms[at].span.start { at - 1 } else { at };
    if !first.ordinal && second.is_none() {
        // "over three years" is how long, not more than three.
        let span_of_time = kind == Unit::Of("duration");
        for phrase in HEDGES.iter().filter(|p| !(span_of_time && p.words == ["over"])) {
            let len = phrase.words.len();
            let from = if phrase.after { end } else { hedged_from.wrapping_sub(len) };
            if from <= atoms.len() && matches_words(atoms, from, &phrase.words) {
                if hedge == Hedge::Exact || phrase.hedge != Hedge::Exact && hedge != Hedge::Between
                {
                    hedge = if hedge == Hedge::Vague { Hedge::Vague } else { phrase.hedge };
                }
                if phrase.after {
                    span.end = atoms[from + len - 1].span.end;
                    next = from + len;
                } else {
                    span.start = atoms[from].span.start;
                }
                break;
            }
        }
        if hedge == Hedge::Between && before(1) == "between" {
            span.start = atoms[at - 1].span.start;
        }
        if atoms.get(end).is_some_and(|a| a.text == "+" && a.glued) {
            hedge = Hedge::AtLeast;
        }
    }
    let value = first.value * factor;
    let measured = !matches!(kind, Unit::Count | Unit::Ordinal | Unit::Score);
    let range = match (first.range, &high) {
        (Some((lo, hi)), _) => Interval { lo: lo * factor, hi: hi * factor },
        (None, Some(high)) => Interval { lo: value, hi: high.value * factor },
        (None, None) => range(value, first.grain * factor, hedge, measured),
    };
    let quantity = Quantity { span, number, value, second, range, unit: kind, factor, hedge };
    Some((quantity, next))
}

/// The values that a figure can mean; see section 5.3 of the design of the engine.
fn range(value: f64, grain: f64, hedge: Hedge, measured: bool) -> Interval {
    // Rounding: a round count may stand for its neighbours, at most 5 % away; a measure always may.
    let round = if measured || grain >= 5.0 { grain.min(0.05 * value.abs()) } else { 0.0 };
    match hedge {
        Hedge::Exact | Hedge::Between | Hedge::Vague => {
            Interval { lo: value - round, hi: value + round }
        }
        Hedge::About => {
            let by = grain.min(0.15 * value.abs()).max(0.05 * value.abs());
            Interval { lo: value - by, hi: value + by }
        }
        Hedge::AtLeast => Interval { lo: value - round, hi: f64::INFINITY },
        Hedge::MoreThan => Interval { lo: value, hi: f64::INFINITY },
        Hedge::AtMost => Interval { lo: 0.0, hi: value + round },
        Hedge::LessThan => Interval { lo: 0.0, hi: value },
        Hedge::Nearly => Interval { lo: 0.9 * value, hi: value + round },
    }
}

/// Tells whether `a-b` reads as the result of a game or a vote: words of winning beside it, or
/// figures that fall (`3-1`), with nothing counted after them.
fn is_score(atoms: &[Atom], at: usize, after: usize, a: f64, b: f64) -> bool {
    const BESIDE: [&str; 26] = [
        "win",
        "won",
        "beat",
        "lost",
        "lose",
        "defeat",
        "defeated",
        "victory",
        "draw",
        "drew",
        "drawn",
        "lead",
        "led",
        "leading",
        "up",
        "down",
        "ahead",
        "behind",
        "final",
        "score",
        "aggregate",
        "loss",
        "vote",
        "voted",
        "level",
        "triumph",
    ];
    let near = |i: usize| atoms.get(i).is_some_and(|a| BESIDE.contains(&a.text.as_str()));
    a.fract() == 0.0
        && b.fract() == 0.0
        && unit(atoms, after).is_none()
        && (b <= a || near(after) || at > 0 && near(at - 1) || at > 1 && near(at - 2))
}
