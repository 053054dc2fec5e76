//! Countries by every word that stands for them: name, adjective, capital.

use super::lexicon;
use crate::text::fold::fold;
use foldhash::HashMap;
use std::sync::LazyLock;

/// A country as the lexicon knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// The name to show.
    pub name: &'static str,
    /// Other names and short forms.
    pub others: Vec<&'static str>,
    /// Adjectives and words for its people.
    pub adjectives: Vec<&'static str>,
    /// Its capital, with other spellings or seats of government.
    pub capitals: Vec<&'static str>,
    /// The part of the world it belongs to.
    pub region: &'static str,
}

/// How a word stands for a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// By name: `China`.
    Name,
    /// By an adjective or a word for its people: `Chinese`.
    Adjective,
    /// By its capital: `Beijing`.
    Capital,
}

/// Returns every country, in the order of the lexicon.
#[must_use]
pub fn countries() -> &'static [Country] {
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
        lexicon::entries(include_str!("../../assets/lexicon/countries.txt"))
            .map(|entry| {
                let mut fields = lexicon::fields(entry);
                let mut next = || fields.next().unwrap_or_default();
                Country {
                    name: next(),
                    others: lexicon::members(next()).collect(),
                    adjectives: lexicon::members(next()).collect(),
                    capitals: lexicon::members(next()).collect(),
                    region: next(),
                }
            })
            .collect()
    });
    &COUNTRIES
}

/// The most words that a name of a country or capital has.
pub const LONGEST: usize = 5;

/// Returns the country that some words stand for, and how: the words folded, without points, one space between.
///
/// A short form such as `US` must be written in capitals to count; the caller checks that with
/// [`is_short`].
///
/// ```
/// use rashomon::language::country::{Form, by_words, countries};
/// let (country, form) = by_words("north korean").unwrap();
/// assert_eq!((countries()[country].name, form), ("North Korea", Form::Adjective));
/// ```
#[must_use]
pub fn by_words(words: &str) -> Option<(usize, Form)> {
    static WORDS: LazyLock<HashMap<String, (usize, Form)>> = LazyLock::new(|| {
        let mut map = HashMap::default();
        for (i, country) in countries().iter().enumerate() {
            let names = std::iter::once(country.name).chain(country.others.iter().copied());
            let all = names
                .map(|w| (w, Form::Name))
                .chain(country.adjectives.iter().map(|w| (*w, Form::Adjective)))
                .chain(country.capitals.iter().map(|w| (*w, Form::Capital)));
            for (word, form) in all {
                map.entry(key(word)).or_insert((i, form));
            }
        }
        map
    });
    WORDS.get(words).copied()
}

/// Returns the folded form under which words are looked up: no points, spaces for hyphens.
#[must_use]
pub fn key(words: &str) -> String {
    fold(words).replace('.', "").replace('-', " ")
}

/// Tells whether a key is a short form that is an ordinary word in small letters: `us`, `uk`, `pole`.
#[must_use]
pub fn is_short(key: &str) -> bool {
    key.len() <= 3 && !matches!(key, "lao")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_its_country() {
        let cases = [
            ("U.S.", "United States", Form::Name),
            ("America", "United States", Form::Name),
            ("Washington", "United States", Form::Capital),
            ("Kyiv", "Ukraine", Form::Capital),
            ("South Koreans", "South Korea", Form::Adjective),
            ("Guinea-Bissau", "Guinea-Bissau", Form::Name),
            ("Türkiye", "Turkey", Form::Name),
        ];
        for (word, name, form) in cases {
            let found = by_words(&key(word)).map(|(i, f)| (countries()[i].name, f));
            assert_eq!(found, Some((name, form)), "{word}");
        }
        assert_eq!(by_words("train"), None);
    }

    #[test]
    fn every_country_has_a_region_and_no_name_twice() {
        let mut seen = foldhash::HashSet::default();
        for country in countries() {
            assert!(!country.region.is_empty(), "{}", country.name);
            assert!(seen.insert(country.name), "{}", country.name);
            let longest = std::iter::once(&country.name).chain(&country.others);
            assert!(longest.map(|n| n.split(' ').count()).all(|n| n <= LONGEST));
        }
    }
}
