//! The dateline at the head of the first paragraph: where a report was filed, by whom, when.

use crate::article::source::{DayOfYear, day, day_of_year};
use jiff::civil::Date;

/// A dateline, as found at the start of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Its length in bytes, with the mark that ends it and the space after that.
    pub(super) len: usize,
    /// Where the report was filed.
    pub(super) place: Option<String>,
    /// Who filed it.
    pub(super) outlet: Option<String>,
    /// The full date, when it names one.
    pub(super) day: Option<Date>,
    /// The day without its year, when that is all it names.
    pub(super) day_of_year: Option<DayOfYear>,
}

impl Dateline {
    fn of(place: &str, outlet: Option<String>) -> Self {
        let (day, day_of_year) = (day(place), day_of_year(place));
        Self { len: 0, place: place_name(place), outlet, day, day_of_year }
    }
}

/// The longest dateline, in bytes.
const LONGEST: usize = 90;

/// Words that stand before a colon and are no place.
const LABELS: &str = "\
    advice analysis background breaking comment context conclusion correction exclusive explained explainer \
    fact feature housing image interview key listen live note opinion photo picture question response review \
    story summary update video watch warning";

/// Finds the dateline of a paragraph; `first` allows the bare form `Place: text`.
///
/// The forms are those of agencies and of scrapers: `PLACE, Region, May 3 (Agency) - text`,
/// `(Agency) – text`, `PLACE — text`, `Place (Agency): text`, `Place: text`.
pub(super) fn find(paragraph: &str, first: bool) -> Option<Dateline> {
    let head = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    // It stands in one line.
    let head = head.split('\n').next().unwrap_or_default();
    let mut from = 0;
    while let Some(at) = head[from..].find(['-', '–', '—', ':']) {
        let at = from + at;
        let mark = head[at..].chars().next()?;
        from = at + mark.len_utf8();
        let before = &head[..at];
        let text = paragraph[from..].trim_start();
        let spaced = before.ends_with([' ', ')']) && paragraph[from..].starts_with(' ')
            || before.ends_with(')');
        let begins = text.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\'')
        });
        let sign = before.trim_end();
        let found = if !begins || sign.is_empty() {
            None
        } else if mark == ':' {
            colon(sign, paragraph, first)
        } else if spaced {
            dash(sign)
        } else {
            None
        };
        if let Some(found) = found {
            return Some(Dateline { len: paragraph.len() - text.len(), ..found });
        }
        if mark == ':' || (mark != '-' && spaced) {
            return None;
        }
    }
    None
}

/// Reads what stands before a dash.
fn dash(sign: &str) -> Option<Dateline> {
    let (place, outlet) = agency(sign)?;
    let words = place.split_whitespace().count();
    let shouted = place.split([' ', ',']).next().is_some_and(is_shouted);
    let named = outlet.is_some() && place.split_whitespace().all(is_capital);
    let good = (place.is_empty() && outlet.is_some()) || (words <= 9 && (shouted || named));
    let fits = place.split_whitespace().all(is_capital);
    (good && fits).then(|| Dateline::of(place, outlet))
}

/// Reads what stands before a colon.
fn colon(sign: &str, paragraph: &str, first: bool) -> Option<Dateline> {
    let (place, outlet) = agency(sign)?;
    let words = place.split_whitespace().count();
    let label = place.split_whitespace().any(|word| {
        let word = word.to_lowercase();
        LABELS.split_ascii_whitespace().any(|label| label == word)
    });
    // `08:05 Good morning.` begins with an hour.
    let named = place.contains(char::is_alphabetic);
    let bare = first && outlet.is_none() && named && words <= 3 && paragraph.len() > 100;
    let good = !label && place.split_whitespace().all(is_capital) && (bare || outlet.is_some());
    good.then(|| Dateline::of(place, outlet))
}

/// Splits `PLACE, date (Agency)` at the bracket; `None` when the bracket is no name.
fn agency(sign: &str) -> Option<(&str, Option<String>)> {
    let Some(open) = sign.find('(') else { return Some((sign, None)) };
    let inside = sign[open + 1..].strip_suffix(')')?;
    let good = inside.split_whitespace().count() <= 6 && inside.starts_with(char::is_uppercase);
    good.then(|| (sign[..open].trim(), Some(inside.trim().to_owned())))
}

/// Returns the place of a dateline: its parts up to the first that is a date.
fn place_name(sign: &str) -> Option<String> {
    let parts = sign.split(',').map(str::trim);
    let place: Vec<_> = parts
        .take_while(|part| !part.contains(|c: char| c.is_ascii_digit()))
        .filter(|part| !part.is_empty())
        .collect();
    (!place.is_empty()).then(|| place.join(", "))
}

fn is_shouted(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 2 && letters().all(char::is_uppercase)
}

fn is_capital(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.is_empty()
        || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || matches!(
            word,
            "de" | "la"
                | "le"
                | "di"
                | "da"
                | "do"
                | "el"
                | "al"
                | "of"
                | "the"
                | "on"
                | "am"
                | "an"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_agencies_and_scrapers_are_read() {
        let cases = [
            (
                "OLMSTED, Tarnia, March 4 (ONS) - A train arrived.",
                "A train",
                Some("OLMSTED, Tarnia"),
                Some("ONS"),
            ),
            (
                "OLM, Oct. 21 (Tarn News) — Two trains arrived.",
                "Two",
                Some("OLM"),
                Some("Tarn News"),
            ),
            ("(The Olm Post)– The train arrived.", "The train", None, Some("The Olm Post")),
            ("PORT OLM — “We won,” she said.", "“We", Some("PORT OLM"), None),
            ("Lisk (ONS): Trains stopped.", "Trains", Some("Lisk"), Some("ONS")),
            ("SAINT-OLM, May 3, 2024 – The bridge fell.", "The", Some("SAINT-OLM"), None),
        ];
        for (text, rest, place, outlet) in cases {
            let found = find(text, false).unwrap_or_else(|| panic!("{text}"));
            assert!(text[found.len..].starts_with(rest), "{text}");
            assert_eq!(
                (found.place.as_deref(), found.outlet.as_deref()),
                (place, outlet),
                "{text}"
            );
        }
        assert_eq!(
            find("OLM, May 3, 2024 – The bridge", false).and_then(|d| d.day),
            Some(jiff::civil::date(2024, 5, 3))
        );
        let found = find("OLM, Oct. 21 (Tarn News) — Two", false).expect("it is one");
        assert_eq!(found.day, None);
        assert_eq!(found.day_of_year, Some(DayOfYear { month: 10, day: 21 }));
    }

    #[test]
    fn the_bare_form_needs_a_first_paragraph_and_a_name() {
        let long = "the president of the republic has arrived in the capital aboard the train that his father used.";
        let text = format!("Olmsted: T{long}");
        assert_eq!(find(&text, true).and_then(|d| d.place).as_deref(), Some("Olmsted"));
        assert_eq!(find(&text, false), None);
        for text in [
            format!("Analysis: T{long}"),
            format!("He said: T{long}"),
            format!("KIM OLM — t{long}"),
            format!("08:05 T{long}"),
        ] {
            assert_eq!(find(&text, true), None, "{text}");
        }
    }

    #[test]
    fn prose_with_dashes_is_no_dateline() {
        for text in [
            "ANN OLM needed one afternoon - and took it.",
            "The anti-train law - a first - passed.",
            "A deal (the first) - Then a silence.",
            "Well-known",
            "",
        ] {
            assert_eq!(find(text, true), None, "{text}");
        }
    }
}
