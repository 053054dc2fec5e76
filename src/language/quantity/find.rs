//! Finds quantities in the tokens of a sentence: figures with their hedges and units.

use super::numeral::{Atom, and_a_half, atoms, decade, figure, is_dash, matches_words, share};
use super::unit::{before, counts_millions, currency, unit};
use super::{Hedge, Interval, Quantity, Unit, YEAR};
use crate::language::token::Token;
use crate::text::Span;
use std::borrow::Cow;
use std::sync::LazyLock;

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

/// Returns the quantities in the tokens of one sentence, in order.
///
/// `taken` are the places that mean something else, such as dates and clock times; a figure there
/// is no quantity.
#[must_use]
pub fn quantities(text: &str, tokens: &[Token], taken: &[Span]) -> Vec<Quantity> {
    let atoms = atoms(text, tokens);
    let taken = in_order(taken);
    let is_taken = |place: Span| {
        let next = taken.partition_point(|t| t.end <= place.start);
        taken.get(next).is_some_and(|t| t.overlaps(place))
    };
    let mut out = Vec::new();
    let mut i = 0;
    while i < atoms.len() {
        if is_taken(atoms[i].span) {
            i += 1;
            continue;
        }
        match quantity_at(&atoms, i) {
            Some((quantity, next)) => {
                if !is_taken(quantity.number) {
                    out.push(quantity);
                }
                i = next.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

/// Returns the same places in order, those that overlap as one; mostly they are so already.
fn in_order(spans: &[Span]) -> Cow<'_, [Span]> {
    if spans.windows(2).all(|pair| pair[0].end <= pair[1].start) {
        return spans.into();
    }
    let mut sorted = spans.to_vec();
    sorted.sort_unstable_by_key(|span| span.start);
    let mut out: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out.into()
}

/// A decade of life, as an age: `in his 40s`.
fn age_at(atoms: &[Atom], at: usize) -> Option<(Quantity, usize)> {
    let (low, high, len) = decade(atoms, at)?;
    let span = Span::new(atoms[at].span.start, atoms[at + len - 1].span.end);
    let quantity = Quantity {
        span,
        number: span,
        value: low * YEAR,
        second: None,
        // until the next birthday
        range: Interval { lo: low * YEAR, hi: (high + 0.99) * YEAR },
        unit: Unit::Of("duration"),
        factor: YEAR,
        hedge: Hedge::Vague,
    };
    Some((quantity, at + len))
}

/// `a week`, `an hour` where the words before say that a length is meant: `nearly a week`, `took an hour`.
fn article_at(atoms: &[Atom], at: usize) -> Option<(f64, usize)> {
    const LEAD: [&str; 24] = [
        "nearly", "almost", "about", "around", "roughly", "over", "than", "under", "within",
        "lasted", "lasting", "took", "taken", "take", "takes", "for", "after", "quarter", "least",
        "exactly", "spent", "waited", "just", "of",
    ];
    let article = matches!(atoms.get(at)?.text.as_str(), "a" | "an");
    let before = at.checked_sub(1).map_or("", |i| atoms[i].text.as_str());
    let (dimension, _, len) = unit(atoms, at + 1).filter(|_| article)?;
    let after = atoms.get(at + 1 + len).map_or("", |a| a.text.as_str());
    // "a second day" is an ordinal, "a second later" a length of time.
    if atoms[at + 1].text == "second"
        && after.ends_with(char::is_alphabetic)
        && !matches!(after, "later" | "earlier" | "before" | "after" | "and" | "or" | "to")
    {
        return None;
    }
    let led = LEAD.contains(&before)
        || matches!(after, "later" | "earlier" | "before" | "afterwards")
        || and_a_half(atoms, at + 1 + len).is_some();
    if !led {
        return None;
    }
    let part_of = before == "of"
        && !matches_words(atoms, at.wrapping_sub(3), &["the", "part"])
        && !matches!(
            at.checked_sub(2).map_or("", |i| atoms[i].text.as_str()),
            "part" | "excess" | "upwards"
        );
    (matches!(dimension, "duration" | "length" | "mass") && !part_of).then_some((1.0, at + 1))
}

/// A bare year: a figure of four digits that stands like a name, `the 2019 agreement`.
fn is_year(atoms: &[Atom], at: usize, end: usize) -> bool {
    let atom = &atoms[at];
    let before = at.checked_sub(1).map_or("", |i| atoms[i].text.as_str());
    atom.digit
        && end == at + 1
        && atom.text.len() == 4
        && atom.text.parse::<u32>().is_ok_and(|y| (1400..=2100).contains(&y))
        && matches!(
            before,
            "the" | "a" | "its" | "their" | "his" | "her" | "that" | "this" | "since" | "in" | "of"
        )
}

/// An hour as timetables and weather services write it: `1612 UTC`.
fn is_hour(atoms: &[Atom], at: usize, end: usize) -> bool {
    const ZONES: [&str; 10] =
        ["utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "bst", "zulu"];
    let next = atoms.get(end).map_or("", |a| a.text.as_str());
    atoms[at].digit
        && end == at + 1
        && matches!(atoms[at].text.len(), 3 | 4)
        && ZONES.iter().any(|zone| next.eq_ignore_ascii_case(zone))
}

fn quantity_at(atoms: &[Atom], at: usize) -> Option<(Quantity, usize)> {
    let before_word = |n: usize| at.checked_sub(n).map_or("", |i| atoms[i].text.as_str());
    if let Some(found) = age_at(atoms, at) {
        return Some(found);
    }
    let mut first = match share(&atoms[at..], before_word(1)).or_else(|| figure(&atoms[at..])) {
        Some(first) => first,
        None => {
            let (value, end) = article_at(atoms, at)?;
            super::numeral::Figure {
                value,
                grain: 0.5,
                range: None,
                ordinal: false,
                share: false,
                len: end - at,
            }
        }
    };
    // A lone "one" is more often a pronoun, and a letter-digit code is a name (DF-5, G7, Covid-19).
    let glued_to_letters = at > 0
        && atoms[at].glued
        && (atoms[at - 1].text.ends_with(char::is_alphabetic)
            || is_dash(&atoms[at - 1])
                && at > 1
                && atoms[at - 2].text.ends_with(char::is_alphabetic)
                && atoms[at - 1].glued);
    // "the 40s" is a decade, and "2019" in "the 2019 agreement" a year.
    let decade = atoms.get(at + first.len).is_some_and(|a| a.glued && a.text == "s");
    let end = at + first.len;
    let named = glued_to_letters || decade || is_year(atoms, at, end) || is_hour(atoms, at, end);
    if atoms[at].digit && named {
        return None;
    }
    let mut end = at + first.len;
    let mut hedge = if first.range.is_some() { Hedge::Vague } else { Hedge::Exact };
    let mut high = None;
    let mut second = None;
    // A range or a score: "5 to 7", "12-15 people", "between 5 and 7", "2-1".
    if !first.ordinal && !first.share && first.range.is_none() {
        let joint = atoms.get(end).map_or("", |a| a.text.as_str());
        let dash = atoms.get(end).is_some_and(is_dash);
        let ranged = dash
            || matches!(joint, "to" | "or") && !matches!(before_word(1), "from" | "by")
            || joint == "and" && before_word(1) == "between";
        if ranged
            && let Some(next) = atoms.get(end + 1..).and_then(figure)
            && !next.ordinal
            && next.range.is_none()
        {
            let after = end + 1 + next.len;
            if dash && is_score(atoms, at, after, first.value, next.value) {
                second = Some(next.value);
                end = after;
            } else if next.value > first.value
                && (atoms[at].digit == atoms[end + 1].digit)
                && (joint != "or" || next.value <= 2.0 * first.value)
            {
                // "3 to 5 million": the scale belongs to both
                if next.value >= 1e3 && first.value < 1e3 && next.value / first.value > 1e3 {
                    let by = 10f64.powi(3 * ((next.value.log10() / 3.0).floor() as i32));
                    // Not in "18-4467440": from eighteen million to four would be no range.
                    if first.value * by <= next.value {
                        first.value *= by;
                        first.grain *= by;
                    }
                }
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
    let mut more = 0.0;
    if first.share {
        kind = Unit::Of("percent");
    } else if second.is_some() {
        kind = Unit::Score;
    } else if !first.ordinal {
        let million = |a: &&Atom| a.glued && matches!(a.text.as_str(), "k" | "m" | "b");
        let scaled = |a: &Atom| match a.text.as_str() {
            "k" => 1e3,
            "m" => 1e6,
            _ => 1e9,
        };
        if let Some(symbol) = at.checked_sub(1).and_then(|i| currency(&atoms[i].text)) {
            kind = Unit::Of(symbol);
            span.start = atoms[at - 1].span.start;
            if let Some(letter) = atoms.get(end).filter(million) {
                factor = scaled(letter);
                end += 1;
            }
        } else if let Some((dimension, by, len)) = unit(atoms, end) {
            kind = Unit::Of(dimension);
            factor = by;
            end += len;
            // "an hour and a half"
            if let Some((half, len)) = and_a_half(atoms, end).filter(|_| high.is_none()) {
                more = half * by;
                end += len;
            }
            // "2 hours 15 minutes", "5 feet 10 inches"
            let and = usize::from(atoms.get(end).is_some_and(|a| a.text == "and"));
            if high.is_none()
                && matches!(dimension, "duration" | "length" | "mass")
                && let Some(next) = atoms.get(end + and..).and_then(figure)
                && !next.ordinal
                && next.range.is_none()
                && let Some((other, finer, len)) = unit(atoms, end + and + next.len)
                && other == dimension
                && finer < by
                && next.value * finer < by
            {
                more += next.value * finer;
                end += and + next.len + len;
            }
        } else if let Some((dimension, by)) = at.checked_sub(1).and_then(|i| before(&atoms[i].text))
        {
            kind = Unit::Of(dimension);
            factor = by;
            span.start = atoms[at - 1].span.start;
        } else if let Some(letter) = atoms.get(end).filter(million)
            && (letter.text != "m" || counts_millions(atoms, end))
        {
            factor = scaled(letter);
            end += 1;
        } else if atoms.get(end).is_some_and(|a| a.text == "in")
            && let Some((dimension, by, len)) = unit(atoms, end + 1)
            && Unit::Of(dimension).is_money()
        {
            kind = Unit::Of(dimension);
            factor = by;
            end += 1 + len;
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
        if hedge == Hedge::Between && before_word(1) == "between" {
            span.start = atoms[at - 1].span.start;
        }
        if atoms.get(end).is_some_and(|a| a.text == "+" && a.glued) {
            hedge = Hedge::AtLeast;
        }
    }
    let value = first.value * factor + more;
    let measured = !matches!(kind, Unit::Count | Unit::Ordinal | Unit::Score);
    let grain = if more > 0.0 { 0.05 * value } else { first.grain * factor };
    let range = match (first.range, &high) {
        (Some((lo, hi)), _) => Interval { lo: lo * factor, hi: hi * factor },
        (None, Some(high)) => Interval { lo: value, hi: high.value * factor },
        (None, None) => range(value, grain, hedge, measured),
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
