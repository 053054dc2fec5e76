//! Numbers as written, and the interval of values that each can mean.
//!
//! A quantity is a number with its hedge and unit: `more than 800`, `12 kilometres`, `a dozen`,
//! `between 5 and 7 per cent`. Two quantities are compared as intervals, so that *1,304* and
//! *roughly 1,300* agree, and *at least 40* and *73* do.

mod find;
mod numeral;
mod unit;

pub use find::quantities;
pub use numeral::{is_cardinal, is_number_word, numeral};
pub use unit::{is_currency, is_unit, measure};

/// Seconds in a mean year of the calendar, as in `assets/lexicon/units.txt`.
pub const YEAR: f64 = 31_556_952.0;

use crate::text::Span;

/// What a number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Things that can be counted, or a bare figure; what they are stands in the words around.
    Count,
    /// A place in a row: `80th`, `third`.
    Ordinal,
    /// A result of two sides: `2-1`.
    Score,
    /// A dimension of `assets/lexicon/units.txt`, such as `length`, `percent` or `usd`.
    Of(&'static str),
}

impl Unit {
    /// Tells whether it is money of some currency.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, Self::Of(name) if unit::CURRENCIES.contains(&name))
    }
}

/// How a number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// A bare number.
    Exact,
    /// `about`, `some`, `roughly`.
    About,
    /// `at least`, `or more`.
    AtLeast,
    /// `more than`, `over`.
    MoreThan,
    /// `up to`, `as many as`, `no more than`.
    AtMost,
    /// `fewer than`, `under`.
    LessThan,
    /// `nearly`, `almost`.
    Nearly,
    /// `between 5 and 7`, `5 to 7`.
    Between,
    /// `dozens`, `several`, `hundreds`.
    Vague,
}

/// A range of values, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The smallest value.
    pub lo: f64,
    /// The largest value.
    pub hi: f64,
}

impl Interval {
    /// Tells whether the two share no value.
    #[must_use]
    pub fn disjoint(self, other: Self) -> bool {
        self.hi < other.lo || other.hi < self.lo
    }

    /// Tells whether every value of `other` is one of this.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.lo <= other.lo && other.hi <= self.hi
    }
}

/// A number in a text, with what it can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Hedge, number and unit: `more than 12 kilometres`.
    pub span: Span,
    /// The figure alone, as written: `12`.
    pub number: Span,
    /// The value in the base unit of its dimension.
    pub value: f64,
    /// The other figure of a score.
    pub second: Option<f64>,
    /// The values it can mean, in the base unit, with the tolerance of rounding.
    pub range: Interval,
    /// What it counts or measures.
    pub unit: Unit,
    /// The factor from the unit as written to the base unit.
    pub factor: f64,
    /// How it is hedged.
    pub hedge: Hedge,
}

impl Quantity {
    /// Returns the values the words allow, apart from rounding: a bare `12` is exactly 12.
    #[must_use]
    pub fn is_bound(&self) -> bool {
        matches!(self.hedge, Hedge::AtLeast | Hedge::MoreThan | Hedge::AtMost | Hedge::LessThan)
    }

    /// Tells whether the two can be the same value, after rounding; units must be of one dimension.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        if self.unit == Unit::Score {
            return self.value == other.value && self.second == other.second;
        }
        !self.range.disjoint(other.range)
    }

    /// Returns how many times one value is the other, at least 1; units must be of one dimension.
    #[must_use]
    pub fn times(&self, other: &Self) -> f64 {
        let part = |x: f64, y: f64| x / y.max(1e-9);
        part(self.value, other.value).max(part(other.value, self.value)).max(1.0)
    }

    /// Returns the value as a reader writes it: `1 304`, `2-1`, `12 km`, `> 800`.
    #[must_use]
    pub fn display(&self) -> String {
        if let Some(second) = self.second {
            return format!("{}-{}", plain(self.value), plain(second));
        }
        let (figure, unit) = match self.unit {
            Unit::Count | Unit::Score => (self.value, ""),
            Unit::Ordinal => return ordinal(self.value),
            Unit::Of("length") if self.value >= 1000.0 => (self.value / 1000.0, " km"),
            Unit::Of("length") => (self.value, " m"),
            Unit::Of("speed") => (self.value * 3.6, " km/h"),
            Unit::Of("mass") if self.value >= 1000.0 => (self.value / 1000.0, " t"),
            Unit::Of("mass") => (self.value, " kg"),
            Unit::Of("percent") => (self.value, " %"),
            Unit::Of("area") => (self.value, " m²"),
            Unit::Of("volume") => (self.value, " l"),
            Unit::Of("duration") if matches!(self.hedge, Hedge::Between | Hedge::Vague) => {
                return format!(
                    "{} to {}",
                    duration(self.range.lo),
                    duration(self.range.hi.round())
                );
            }
            Unit::Of("duration") => {
                return format!("{}{}", self.hedge.sign(), duration(self.value));
            }
            Unit::Of(other) if matches!(self.hedge, Hedge::Between | Hedge::Vague) => {
                return format!("{} to {} {other}", plain(self.range.lo), plain(self.range.hi));
            }
            Unit::Of(other) => {
                return format!("{}{} {other}", self.hedge.sign(), plain(self.value));
            }
        };
        if self.hedge == Hedge::Between || self.hedge == Hedge::Vague {
            let scale = if self.value == 0.0 { 1.0 } else { figure / self.value };
            let (lo, hi) = (self.range.lo * scale, self.range.hi * scale);
            return if hi.is_finite() {
                format!("{} to {}{unit}", plain(lo), plain(hi))
            } else {
                format!("{} or more{unit}", plain(lo))
            };
        }
        format!("{}{}{unit}", self.hedge.sign(), plain(figure))
    }
}

impl Hedge {
    const fn sign(self) -> &'static str {
        match self {
            Self::Exact | Self::Between | Self::Vague => "",
            Self::About => "about ",
            Self::AtLeast => "at least ",
            Self::MoreThan => "more than ",
            Self::AtMost => "at most ",
            Self::LessThan => "less than ",
            Self::Nearly => "nearly ",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "at-least" => Self::AtLeast,
            "more-than" => Self::MoreThan,
            "less-than" => Self::LessThan,
            "at-most" => Self::AtMost,
            "nearly" => Self::Nearly,
            "about" => Self::About,
            "exact" => Self::Exact,
            _ => return None,
        })
    }
}

/// Returns a figure with a thin grouping of thousands and at most two decimals: `1 304`, `7.5`.
#[must_use]
pub fn plain(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let text = format!("{rounded}");
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let digits = whole.trim_start_matches('-');
    let mut out = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && digits.len() > 4 && (digits.len() - i) % 3 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

fn ordinal(value: f64) -> String {
    let n = value as u64;
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

fn duration(seconds: f64) -> String {
    let units = [
        (YEAR, "year"),
        (2_629_746.0, "month"),
        (604_800.0, "week"),
        (86400.0, "day"),
        (3600.0, "hour"),
        (60.0, "minute"),
    ];
    for (size, name) in units {
        let n = seconds / size;
        if n >= 1.0 && ((n - n.round()).abs() < 0.01 || name != "week") {
            return format!(
                "{} {name}{}",
                plain(n),
                if (n - 1.0).abs() < 0.005 { "" } else { "s" }
            );
        }
    }
    format!("{} seconds", plain(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;

    fn read(text: &str) -> Vec<Quantity> {
        quantities(text, &tokens(text, Span::new(0, text.len())), &[])
    }

    #[test]
    fn figures_words_units_and_hedges() {
        let cases = [
            ("More than 800 people are hurt", "more than 800", "More than 800"),
            ("a town of about 38,000 people", "about 38 000", "about 38,000"),
            ("twenty-six miners", "26", "twenty-six"),
            ("three hundred and twelve seats", "312", "three hundred and twelve"),
            ("a dozen dogs", "12", "a dozen"),
            ("two dozen dogs", "24", "two dozen"),
            ("half a million voters", "500 000", "half a million"),
            ("18-4467440 voters", "18 to 4 467 440", "18-4467440"),
            ("an appeal for 3.2 million euros", "3200000 eur", "3.2 million euros"),
            ("a bill of £1.5bn", "1500000000 gbp", "£1.5bn"),
            ("paid $5m for it", "5000000 usd", "$5m"),
            ("41 per cent funded", "41 %", "41 per cent"),
            ("rose by 7.5%", "7.5 %", "7.5%"),
            ("a 20-hour journey", "20 hours", "20-hour"),
            ("about 12km south", "about 12 km", "about 12km"),
            ("at 60 km/h", "60 km/h", "60 km/h"),
            ("90 kilometres per hour", "90 km/h", "90 kilometres per hour"),
            ("no more than 40 tonnes", "at most 40 t", "no more than 40 tonnes"),
            ("a nine-year-old girl", "9 years", "nine-year"),
            ("between 5 and 7 boats", "5 to 7", "between 5 and 7"),
            ("12 to 15 boats", "12 to 15", "12 to 15"),
            ("a 3-1 win", "3-1", "3-1"),
            ("lost 0-2 at home", "0-2", "0-2"),
            ("the 80th anniversary", "80th", "80th"),
            ("tens of thousands of troops", "20 000 to 200 000", "tens of thousands"),
            ("1,000 or more", "at least 1000", "1,000 or more"),
            ("two thirds of members", "66.67 %", "two thirds"),
            ("two and a half hours", "2.5 hours", "two and a half hours"),
            ("a four-and-a-half-year deal", "4.5 years", "four-and-a-half-year"),
            ("an hour and a half later", "1.5 hours", "an hour and a half"),
            ("waited half an hour", "30 minutes", "half an hour"),
            ("three quarters of an hour", "45 minutes", "three quarters of an hour"),
            ("took 2 hours and 15 minutes", "2.25 hours", "2 hours and 15 minutes"),
            ("5ft 10in", "1.78 m", "5ft 10in"),
            ("a wave 12m high", "12 m", "12m"),
            ("some 38m voters", "about 38 000 000", "some 38m"),
            ("one in five homes", "20 %", "one in five"),
            ("nine out of ten homes", "90 %", "nine out of ten"),
            ("nearly half its fleet", "nearly 50 %", "nearly half"),
            ("magnitude 6.1", "6.1 magnitude", "magnitude 6.1"),
            ("a 6.1-magnitude tremor", "6.1 magnitude", "6.1-magnitude"),
            ("a woman in her late thirties", "36 years to 39.99 years", "thirties"),
            ("four or five boats", "4 to 5", "four or five"),
            ("3 to 5 million euros", "3 000 000 to 5 000 000 eur", "3 to 5 million euros"),
            ("a pair of gloves", "2", "pair of"),
            ("nearly a week", "nearly 1 week", "nearly a week"),
            ("the better part of two weeks", "nearly 2 weeks", "the better part of two weeks"),
            ("EUR 700,000 in 2017", "700 000 eur", "EUR 700,000"),
            ("2.4 million in euros", "2 400 000 eur", "2.4 million in euros"),
            ("up to 1.9 mil for", "at most 1 900 000", "up to 1.9 mil"),
            ("barely 800 flats", "nearly 800", "barely 800"),
            ("a couple of dozen came", "21 to 36", "couple of dozen"),
            ("several hundred came", "275 to 900", "several hundred"),
            ("2½ miles", "4.02 km", "2½ miles"),
            ("burned for a second day", "2nd", "second"),
        ];
        for (text, display, span) in cases {
            let found = read(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let display = display
                .replace("3200000", "3 200 000")
                .replace("1500000000", "1 500 000 000")
                .replace("5000000 usd", "5 000 000 usd");
            assert_eq!(found[0].display(), display, "{text}");
            assert_eq!(found[0].span.of(text), span, "{text}");
        }
    }

    #[test]
    fn a_length_may_be_asked_for_at_the_very_beginning() {
        // The third word before "a month" would stand before the first one.
        for text in
            ["Bones of a month", "of a week", "a day", "Part of an hour", "the part of a year"]
        {
            assert!(read(text).len() <= 1, "{text}");
        }
    }

    #[test]
    fn names_with_digits_are_no_quantities() {
        for text in ["a DF-5 missile", "the G7 summit", "a B-52 bomber", "lost at 1612 UTC"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn intervals_agree_after_rounding_and_conversion() {
        let cases = [
            ("1,304 homes", "roughly 1,300 homes", true),
            ("more than 800 hurt", "812 hurt", true),
            ("12 kilometers away", "7.5 miles away", true),
            ("a depth of 10 kilometers", "a depth of about six miles", true),
            ("a dozen dogs", "12 dogs", true),
            ("112 dead", "73 dead", false),
            ("nearly 20 hours", "a 20-hour trip", true),
            ("1,000 seats", "987 seats", true),
            ("1,000 seats", "890 seats", false),
            ("at least 41 dead", "73 dead", true),
            ("up to 90 carriages", "120 carriages", false),
            ("about 60 miles", "about 100 kilometres", true),
            ("4.5%", "4.8%", false),
            ("5%", "4.8%", true),
            ("34 seats", "35 seats", false),
        ];
        for (a, b, agree) in cases {
            let (x, y) = (read(a), read(b));
            assert_eq!(x[0].agrees(&y[0]), agree, "{a} / {b}: {:?} {:?}", x[0].range, y[0].range);
            assert_eq!(y[0].agrees(&x[0]), agree);
        }
    }
}
