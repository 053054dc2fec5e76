//! Forms of a word list: words, a table, a sorted table, phrases by kind, classes that exclude each other.
//!
//! Parsed on first use, so that a program that never asks pays nothing.

use super::lexicon;
use foldhash::HashMap;
use std::sync::OnceLock;

/// A set of single words, parsed on first use.
#[derive(Debug)]
pub struct Words {
    text: &'static str,
    parsed: OnceLock<foldhash::HashSet<&'static str>>,
}

impl Words {
    /// Wraps the text of a list: words between white space, lines that begin with `#` left out.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// Says whether `word`, in lower case, is in the list.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.parsed
            .get_or_init(|| lexicon::entries(self.text).flat_map(str::split_whitespace).collect())
            .contains(word)
    }
}

/// The bytes of a row of a table, about.
const ROW: usize = 16;

/// A table by its first column, `key<TAB>value value ...`, read on first use.
#[derive(Debug)]
pub struct Table {
    text: &'static str,
    lines: OnceLock<HashMap<&'static str, &'static str>>,
}

impl Table {
    /// Wraps the text of a table; lines that begin with `#` are comments.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, lines: OnceLock::new() }
    }

    /// Returns what stands beside `key`; nothing when it is not there.
    ///
    /// ```
    /// use rashomon::language::lexicon::IRREGULAR;
    /// assert_eq!(IRREGULAR.get("children"), Some("n:child"));
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let lines = self.lines.get_or_init(|| {
            let rows = self.text.lines().filter(|line| !line.starts_with('#'));
            let mut table =
                HashMap::with_capacity_and_hasher(self.text.len() / ROW, Default::default());
            table.extend(rows.filter_map(|line| line.split_once('\t')));
            table
        });
        lines.get(key).copied()
    }

    /// Returns the values beside `key`, one by one.
    pub fn values(&self, key: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.get(key).unwrap_or_default().split(' ').filter(|value| !value.is_empty())
    }

    /// Returns the values beside `key` that are marked with the part of speech `part`.
    pub fn of_part(&self, key: &str, part: char) -> impl Iterator<Item = &'static str> + use<> {
        self.values(key).filter_map(move |value| {
            let (marked, word) = value.split_once(':')?;
            marked.starts_with(part).then_some(word)
        })
    }
}

/// A table by its first column whose rows stand in order of bytes, searched as it stands: for a table of which a
/// text asks few rows.
#[derive(Debug)]
pub struct Sorted {
    text: &'static str,
}

impl Sorted {
    /// Wraps the text of a table; the lines before the first row that begin with `#` are comments.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text }
    }

    /// Returns the text of the table.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// Returns what stands beside `key`; nothing when it is not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'static str> {
        let bytes = self.text.as_bytes();
        let (mut from, mut to) = (0, bytes.len());
        while from < to {
            let middle = from.midpoint(to);
            let start = bytes[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
            let end = bytes[middle..].iter().position(|b| *b == b'\n').map_or(to, |at| middle + at);
            let (word, rest) = self.text[start..end].split_once('\t').unwrap_or_default();
            match word.cmp(key) {
                std::cmp::Ordering::Equal => return Some(rest),
                std::cmp::Ordering::Less => from = end + 1,
                std::cmp::Ordering::Greater => to = start,
            }
        }
        None
    }
}

/// A phrase of a list, and the kind under which it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its words, in lower case.
    pub words: Vec<&'static str>,
    /// The kind: what stands before the colon of its line.
    pub kind: &'static str,
}

/// Phrases by kind, `kind: phrase, phrase`, parsed on first use.
#[derive(Debug)]
pub struct Phrases {
    text: &'static str,
    parsed: OnceLock<HashMap<&'static str, Vec<Phrase>>>,
}

impl Phrases {
    /// Wraps the text of a list.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    fn parsed(&self) -> &HashMap<&'static str, Vec<Phrase>> {
        self.parsed.get_or_init(|| {
            let mut map: HashMap<_, Vec<Phrase>> = HashMap::default();
            for (kind, phrases) in
                lexicon::entries(self.text).filter_map(|line| line.split_once(':'))
            {
                for phrase in phrases.split(',') {
                    let words: Vec<_> = phrase.split_whitespace().collect();
                    if let Some(&first) = words.first() {
                        map.entry(first).or_default().push(Phrase { words, kind });
                    }
                }
            }
            for phrases in map.values_mut() {
                phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
            }
            map
        })
    }

    /// Returns the longest phrase with which `words`, in lower case, begin.
    pub fn at<S: AsRef<str>>(&self, words: &[S]) -> Option<&Phrase> {
        let candidates = self.parsed().get(words.first()?.as_ref())?;
        candidates.iter().find(|phrase| {
            phrase.words.len() <= words.len()
                && phrase.words.iter().zip(words).all(|(a, b)| *a == b.as_ref())
        })
    }

    /// Returns the kind under which the single `word` stands; nothing when it does not.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<&'static str> {
        self.at(&[word]).map(|phrase| phrase.kind)
    }
}

/// Classes whose members exclude each other, `name: word, word | word, word`, parsed on first use.
#[derive(Debug)]
pub struct Classes {
    text: &'static str,
    parsed: OnceLock<HashMap<&'static str, Vec<Place>>>,
}

/// Where a word stands in a list of classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the class.
    pub class: &'static str,
    /// The number of the member, from 0; words with one number mean the same here.
    pub member: usize,
}

impl Classes {
    /// Wraps the text of a list.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// Returns the classes in which `word`, a lemma or a phrase in lower case, is a member.
    #[must_use]
    pub fn places(&self, word: &str) -> &[Place] {
        let parsed = self.parsed.get_or_init(|| {
            let mut map: HashMap<&'static str, Vec<Place>> = HashMap::default();
            for (class, members) in
                lexicon::entries(self.text).filter_map(|line| line.split_once(':'))
            {
                for (member, words) in members.split('|').enumerate() {
                    for word in words.split(',').map(str::trim).filter(|w| !w.is_empty()) {
                        map.entry(word).or_default().push(Place { class, member });
                    }
                }
            }
            map
        });
        parsed.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the class in which the two words are different members; nothing when they share a
    /// member somewhere, or no class.
    #[must_use]
    pub fn clash(&self, a: &str, b: &str) -> Option<&'static str> {
        clash(self.places(a), self.places(b))
    }
}

/// Returns the class in which two words that stand at these places are different members; nothing when
/// they share a member somewhere, or no class.
#[must_use]
pub fn clash(a: &[Place], b: &[Place]) -> Option<&'static str> {
    if a.iter().any(|place| b.contains(place)) {
        return None;
    }
    a.iter().find(|x| b.iter().any(|y| x.class == y.class)).map(|place| place.class)
}

/// What words are, `word: kind, kind`, parsed on first use; the same word may stand on several lines.
#[derive(Debug)]
pub struct Kinds {
    text: &'static str,
    parsed: OnceLock<HashMap<&'static str, Vec<&'static str>>>,
}

impl Kinds {
    /// Wraps the text of a list.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// Returns what `word`, a lemma in lower case, is.
    #[must_use]
    pub fn of(&self, word: &str) -> &[&'static str] {
        let parsed = self.parsed.get_or_init(|| {
            let mut map: HashMap<&'static str, Vec<&'static str>> = HashMap::default();
            for (word, kinds) in lexicon::entries(self.text).filter_map(|line| line.split_once(':'))
            {
                map.entry(word).or_default().extend(lexicon::members(kinds));
            }
            map
        });
        parsed.get(word).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lexicon::*;

    #[test]
    fn every_table_is_sorted_and_every_key_is_found() {
        for table in [&PARTS, &ANTONYMS, &SIMILAR, &SYNONYMS, &HYPERNYMS, &ROOTS, &IRREGULAR] {
            let keys: Vec<_> =
                lexicon::entries(table.text).filter_map(|line| line.split_once('\t')).collect();
            assert!(keys.len() > 1000);
            assert!(keys.windows(2).all(|pair| pair[0].0 < pair[1].0));
            for (key, values) in keys.iter().step_by(97).chain([&keys[0], &keys[keys.len() - 1]]) {
                assert_eq!(table.get(key), Some(*values));
            }
            assert_eq!(table.get("qqq"), None);
            assert_eq!(table.get(""), None);
            assert_eq!(table.get("~"), None);
        }
    }

    #[test]
    fn the_longest_phrase_wins() {
        let words = ["no", "longer", "than"];
        assert_eq!(NEGATION.at(&words).map(|p| p.words.len()), Some(2));
        assert_eq!(NEGATION.at(&words[..1]).map(|p| p.kind), Some("noun"));
        assert_eq!(DENIAL.kind("hoax"), Some("false"));
        assert_eq!(DENIAL.kind("table"), None);
    }

    #[test]
    fn members_of_one_class_clash_and_synonyms_do_not() {
        assert_eq!(EXCLUSIVE.clash("alive", "dead"), Some("life"));
        assert_eq!(EXCLUSIVE.clash("dead", "deceased"), None);
        assert_eq!(EXCLUSIVE.clash("alive", "tuesday"), None);
        assert_eq!(EXCLUSIVE.clash("guitar", "guitar"), None);
    }
}
