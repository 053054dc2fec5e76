//! Units of measure and money, and how they stand beside a figure.

use super::numeral::{Atom, is_dash};
use foldhash::HashMap;
use std::sync::LazyLock;

/// The spellings of units: dimension and factor to the base unit.
struct Units {
    after: HashMap<String, (&'static str, f64)>,
    /// Those that stand before the figure: `magnitude 6.1`.
    before: HashMap<&'static str, (&'static str, f64)>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut units = Units { after: HashMap::default(), before: HashMap::default() };
    for line in include_str!("../../../assets/lexicon/units.txt").lines() {
        let mut words = line.split_whitespace();
        if let (Some(dimension), Some(factor)) = (words.next(), words.next())
            && let Ok(factor) = factor.parse()
        {
            for name in words {
                match name.strip_prefix('<') {
                    Some(name) => units.before.insert(name, (dimension, factor)),
                    None => units.after.insert(name.replace('-', " "), (dimension, factor)),
                };
            }
        }
    }
    units
});

/// The dimensions of `assets/lexicon/units.txt` that are money.
pub(super) const CURRENCIES: &[&str] =
    &["usd", "eur", "gbp", "jpy", "cny", "rub", "inr", "krw", "chf", "sek", "pln"];

/// Returns what a unit of measure or money, in lower case, measures, and its size in the base unit.
///
/// ```
/// use rashomon::language::quantity::measure;
/// assert_eq!(measure("hours"), Some(("duration", 3600.0)));
/// ```
#[must_use]
pub fn measure(word: &str) -> Option<(&'static str, f64)> {
    UNITS.after.get(word).copied()
}

/// Tells whether a word, in lower case, is a unit of measure or money.
#[must_use]
pub fn is_unit(word: &str) -> bool {
    measure(word).is_some()
}

/// Tells whether a word, in lower case, is the sign or code of a currency: `eur`.
#[must_use]
pub fn is_currency(word: &str) -> bool {
    currency(word).is_some()
}

/// The unit that stands before a figure.
pub(super) fn before(word: &str) -> Option<(&'static str, f64)> {
    UNITS.before.get(word).copied()
}

/// The currency of a sign or code before a figure: `$`, `€`, `EUR`.
pub(super) fn currency(text: &str) -> Option<&'static str> {
    Some(match text {
        "$" => "usd",
        "€" => "eur",
        "£" => "gbp",
        "¥" => "jpy",
        "₽" => "rub",
        "₹" => "inr",
        "₩" => "krw",
        "usd" | "us$" => "usd",
        "eur" => "eur",
        "gbp" => "gbp",
        "jpy" => "jpy",
        "chf" => "chf",
        "cny" | "rmb" => "cny",
        "sek" => "sek",
        "rs" | "inr" => "inr",
        _ => return None,
    })
}

/// The unit that begins at `atoms[at]`: dimension, factor, number of atoms.
pub(super) fn unit(atoms: &[Atom], at: usize) -> Option<(&'static str, f64, usize)> {
    let mut i = at;
    if atoms.get(i).is_some_and(|a| is_dash(a) && a.glued) {
        i += 1;
    }
    let word = atoms.get(i)?;
    // "6in" is a length, "6 in" is not; so is "40m" before a word that measures, and no million.
    if word.glued && i == at {
        match word.text.as_str() {
            "in" => return Some(("length", 0.0254, 1)),
            "m" if !counts_millions(atoms, i) => return Some(("length", 1.0, 1)),
            _ => {}
        }
    }
    let two = atoms.get(i + 1).map(|next| format!("{} {}", word.text, next.text));
    let (dimension, factor, mut len) = if let Some(found) = two.and_then(|t| UNITS.after.get(&t)) {
        (found.0, found.1, 2)
    } else {
        let found = UNITS.after.get(&word.text)?;
        (found.0, found.1, 1)
    };
    // A length by a time is a speed: km/h, miles an hour.
    if dimension == "length"
        && atoms.get(i + len).is_some_and(|a| matches!(a.text.as_str(), "per" | "an" | "a" | "/"))
        && let Some((time, seconds)) = atoms.get(i + len + 1).and_then(|a| match a.text.as_str() {
            "h" => Some(("duration", 3600.0)),
            "s" => Some(("duration", 1.0)),
            other => UNITS.after.get(other).copied(),
        })
        && time == "duration"
    {
        len += 2;
        return Some(("speed", factor / seconds, i + len - at));
    }
    Some((dimension, factor, i + len - at))
}

/// Tells whether the `m` at `atoms[at]`, glued to a figure, is a million: a plural is counted by it.
pub(super) fn counts_millions(atoms: &[Atom], at: usize) -> bool {
    atoms.get(at + 1).is_some_and(|next| {
        let word = next.text.as_str();
        matches!(word, "people" | "women" | "men" | "children")
            || word.len() > 4 && word.ends_with('s') && !word.ends_with("ss")
    })
}
