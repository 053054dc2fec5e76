//! Offices, ranks and forms of address: `president`, `foreign minister`, `Dr`.

use super::lexicon;
use foldhash::HashMap;
use std::sync::LazyLock;

/// What a word before or after a name says of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// At the head of a state or government; may be meant by "leader".
    Head,
    /// Any other office or rank.
    Office,
    /// A form of address, which names nobody by itself.
    Title,
}

/// The most words that an office has.
pub const LONGEST: usize = 3;

/// Returns the rank of an office, given folded, without points, one space between words (and for hyphens).
///
/// ```
/// use rashomon::language::office::{Rank, rank};
/// assert_eq!(rank("prime minister"), Some(Rank::Head));
/// assert_eq!(rank("minister of magic"), None);
/// ```
#[must_use]
pub fn rank(words: &str) -> Option<Rank> {
    static OFFICES: LazyLock<HashMap<String, Rank>> = LazyLock::new(|| {
        lexicon::entries(include_str!("../../assets/lexicon/offices.txt"))
            .filter_map(|entry| {
                let (words, class) = entry.split_once('|')?;
                let rank = match class.trim() {
                    "head" => Rank::Head,
                    "office" => Rank::Office,
                    _ => Rank::Title,
                };
                Some((words.trim().replace('-', " "), rank))
            })
            .collect()
    });
    OFFICES.get(words).copied()
}

/// Tells whether two offices can be one under two names: a premier is a prime minister.
///
/// ```
/// use rashomon::language::office::may_be_one;
/// assert!(may_be_one("premier", "prime minister"));
/// assert!(!may_be_one("premier", "judge"));
/// ```
#[must_use]
pub fn may_be_one(a: &str, b: &str) -> bool {
    static NAMES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
        let list = include_str!("../../assets/lexicon/office_names.txt");
        lexicon::entries(list).map(|line| lexicon::members(line).collect()).collect()
    });
    NAMES.iter().any(|names| names.contains(&a) && names.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_office_is_longer_than_the_finder_looks() {
        let list = include_str!("../../assets/lexicon/offices.txt");
        for entry in lexicon::entries(list) {
            let (words, class) = entry.split_once(" | ").expect("two fields");
            assert!(words.split(' ').count() <= LONGEST, "{words}");
            assert!(["head", "office", "title"].contains(&class), "{entry}");
        }
    }
}
