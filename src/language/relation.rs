//! How two words stand to each other: the same, a kind of, the opposite.

use super::lexicon::{ANTONYMS, EVERYDAY, EXCLUSIVE, HYPERNYMS, OPPOSITES, SIMILAR, SYNONYMS};
use super::stem::Part;

/// Why two words oppose each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opposition {
    /// WordNet lists them as antonyms.
    Antonym,
    /// One is similar to the antonym of the other.
    Indirect,
    /// They are different members of a class of which a thing can be only one.
    Exclusive(&'static str),
    /// Their deeds point in opposite directions.
    Direction(&'static str),
}

/// Returns why the lemmas `a` and `b`, both used as a `part`, oppose each other; nothing when they do not.
///
/// ```
/// use rashomon::language::relation::{Opposition, opposition};
/// use rashomon::language::stem::Part;
/// assert_eq!(opposition("increase", "decrease", Part::Verb), Some(Opposition::Antonym));
/// assert_eq!(opposition("alive", "dead", Part::Adjective).is_some(), true);
/// assert_eq!(opposition("red", "round", Part::Adjective), None);
/// ```
#[must_use]
pub fn opposition(a: &str, b: &str, part: Part) -> Option<Opposition> {
    if a == b {
        return None;
    }
    if antonyms(a, b, part) {
        return Some(Opposition::Antonym);
    }
    if kind_of(a, b, part) || kind_of(b, a, part) {
        return None;
    }
    if let Some(class) = EXCLUSIVE.clash(a, b) {
        return Some(Opposition::Exclusive(class));
    }
    if part == Part::Verb
        && let Some(class) = OPPOSITES.clash(a, b)
    {
        return Some(Opposition::Direction(class));
    }
    (part == Part::Adjective && indirect(a, b)).then_some(Opposition::Indirect)
}

fn antonyms(a: &str, b: &str, part: Part) -> bool {
    ANTONYMS.of_part(a, part.letter()).any(|found| found == b)
        || ANTONYMS.of_part(b, part.letter()).any(|found| found == a)
}

/// `tiny` is similar to small, and small is the antonym of large, to which `huge` is similar.
fn indirect(a: &str, b: &str) -> bool {
    let heads = |word: &str| -> Vec<String> {
        SIMILAR
            .values(word)
            .chain(SYNONYMS.of_part(word, 'a'))
            .map(str::to_owned)
            .chain([word.to_owned()])
            .collect()
    };
    let (of_a, of_b) = (heads(a), heads(b));
    if of_a.iter().any(|head| of_b.contains(head)) || synonyms(a, b, Part::Adjective) {
        return false;
    }
    of_a.iter().any(|x| of_b.iter().any(|y| antonyms(x, y, Part::Adjective)))
}

/// Says whether the lemmas `a` and `b` share a frequent sense as a `part`, or are one word.
#[must_use]
pub fn synonyms(a: &str, b: &str, part: Part) -> bool {
    a == b
        || SYNONYMS.of_part(a, part.letter()).any(|found| found == b)
        || SYNONYMS.of_part(b, part.letter()).any(|found| found == a)
}

/// Says whether `a` is a kind of `b`: a guitar is an instrument, slicing is cutting.
#[must_use]
pub fn kind_of(a: &str, b: &str, part: Part) -> bool {
    EVERYDAY.of(a).contains(&b) || HYPERNYMS.of_part(a, part.letter()).any(|found| found == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_oppose_and_neighbours_do_not() {
        let yes = [
            ("huge", "tiny", Part::Adjective),
            ("win", "lose", Part::Verb),
            ("tuesday", "friday", Part::Noun),
            ("raise", "lower", Part::Verb),
            ("acquit", "convict", Part::Verb),
        ];
        let no = [
            ("huge", "large", Part::Adjective),
            ("win", "play", Part::Verb),
            ("tuesday", "september", Part::Noun),
            ("kill", "wound", Part::Verb),
        ];
        for (a, b, part) in yes {
            assert!(opposition(a, b, part).is_some(), "{a} {b}");
            assert!(opposition(b, a, part).is_some(), "{b} {a}");
        }
        for (a, b, part) in no {
            assert_eq!(opposition(a, b, part), None, "{a} {b}");
        }
        assert!(kind_of("guitar", "instrument", Part::Noun));
        assert!(!kind_of("instrument", "guitar", Part::Noun));
        assert!(synonyms("car", "automobile", Part::Noun));
    }
}
