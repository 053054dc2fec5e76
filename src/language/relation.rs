//! How two words stand to each other: the same, a kind of, the opposite.

use super::lexicon::{ANTONYMS, EVERYDAY, EXCLUSIVE, HYPERNYMS, OPPOSITES, SIMILAR, SYNONYMS};
use super::stem::Part;
use super::wordlist::{Place, clash};

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

/// A lemma with its relatives looked up once, for comparing it with many others.
#[derive(Clone, Debug)]
pub struct Relatives {
    lemma: String,
    part: Part,
    synonyms: Vec<&'static str>,
    kinds: Vec<&'static str>,
    antonyms: Vec<&'static str>,
    /// Of an adjective: the words that it is similar to, and their antonyms.
    similar: Vec<&'static str>,
    far: Vec<&'static str>,
    exclusive: &'static [Place],
    opposites: &'static [Place],
}

impl Relatives {
    /// Looks up the relatives of `lemma` used as a `part`.
    #[must_use]
    pub fn new(lemma: &str, part: Part) -> Self {
        let letter = part.letter();
        let synonyms: Vec<_> = SYNONYMS.of_part(lemma, letter).collect();
        let mut kinds = EVERYDAY.of(lemma).to_vec();
        kinds.extend(HYPERNYMS.of_part(lemma, letter));
        let (mut similar, mut far) = (Vec::new(), Vec::new());
        if part == Part::Adjective {
            similar = SIMILAR.values(lemma).chain(synonyms.iter().copied()).collect();
            far = similar.iter().flat_map(|head| ANTONYMS.of_part(head, 'a')).collect();
        }
        Self {
            lemma: lemma.to_owned(),
            part,
            antonyms: ANTONYMS.of_part(lemma, letter).collect(),
            synonyms,
            kinds,
            similar,
            far,
            exclusive: EXCLUSIVE.places(lemma),
            opposites: if part == Part::Verb { OPPOSITES.places(lemma) } else { &[] },
        }
    }

    /// Takes what `phrase`, which begins with the lemma, opposes, where the lists have it: `vote against`.
    #[must_use]
    pub fn in_phrase(mut self, phrase: &str) -> Self {
        let (exclusive, opposites) = (EXCLUSIVE.places(phrase), OPPOSITES.places(phrase));
        if !exclusive.is_empty() || !opposites.is_empty() {
            (self.exclusive, self.opposites) = (exclusive, opposites);
        }
        self
    }

    /// Says whether the two share a frequent sense, or are one word.
    #[must_use]
    pub fn means(&self, other: &Self) -> bool {
        self.lemma == other.lemma
            || self.synonyms.contains(&other.lemma.as_str())
            || other.synonyms.contains(&self.lemma.as_str())
    }

    /// Says whether the two are one member of a class of words that exclude each other: `die`, `death`.
    #[must_use]
    pub fn shares_member(&self, other: &Self) -> bool {
        let same =
            |a: &Place| other.exclusive.iter().any(|b| a.class == b.class && a.member == b.member);
        self.exclusive.iter().any(same)
    }

    /// Says whether this is a kind of the other.
    #[must_use]
    pub fn is_kind_of(&self, other: &Self) -> bool {
        self.kinds.contains(&other.lemma.as_str())
    }

    /// Returns why the two oppose each other; nothing when they do not.
    #[must_use]
    pub fn opposition(&self, other: &Self) -> Option<Opposition> {
        if self.lemma == other.lemma {
            return None;
        }
        if self.part == other.part
            && (self.antonyms.contains(&other.lemma.as_str())
                || other.antonyms.contains(&self.lemma.as_str()))
        {
            return Some(Opposition::Antonym);
        }
        if self.is_kind_of(other) || other.is_kind_of(self) {
            return None;
        }
        if let Some(class) = clash(self.exclusive, other.exclusive) {
            return Some(Opposition::Exclusive(class));
        }
        if let Some(class) = clash(self.opposites, other.opposites) {
            return Some(Opposition::Direction(class));
        }
        self.opposes_indirectly(other).then_some(Opposition::Indirect)
    }

    /// `tiny` is similar to small, and small is the antonym of large, to which `huge` is similar.
    fn opposes_indirectly(&self, other: &Self) -> bool {
        if self.part != Part::Adjective || other.part != Part::Adjective || self.means(other) {
            return false;
        }
        let (a, b) = (self.lemma.as_str(), other.lemma.as_str());
        if self.similar.contains(&b)
            || other.similar.contains(&a)
            || self.similar.iter().any(|head| other.similar.contains(head))
        {
            return false;
        }
        let meets = |far: &[&'static str], one: &Self| {
            far.iter().any(|word| *word == one.lemma || one.similar.contains(word))
        };
        meets(&self.far, other)
            || meets(&other.far, self)
            || meets(&self.antonyms, other)
            || meets(&other.antonyms, self)
    }
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
    Relatives::new(a, part).opposition(&Relatives::new(b, part))
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
