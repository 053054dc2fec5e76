//! From the word as written to its dictionary form, and from there to the word it comes from.
//!
//! Lemmas follow WordNet's morphy: a table of irregular forms, then endings taken off as long as
//! the rest is a known word. Unknown words lose their endings by the same rules, unchecked.

use super::lexicon::{IRREGULAR, PARTS, ROOTS};
use foldhash::HashMap;
use std::cell::RefCell;

/// A part of speech with forms and relations of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// A noun.
    Noun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
}

impl Part {
    /// Every part of speech.
    pub const ALL: [Self; 4] = [Self::Noun, Self::Verb, Self::Adjective, Self::Adverb];

    /// Returns the letter under which it stands in the tables of the lexicon.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Noun => 'n',
            Self::Verb => 'v',
            Self::Adjective => 'a',
            Self::Adverb => 'r',
        }
    }
}

/// Returns `word` in lower case, its typographic apostrophes and hyphens made plain.
#[must_use]
pub fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2019}' | '\u{2018}' | '\u{02bc}' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect()
}

/// Says whether the lexicon knows the lemma `word` as a `part`; rare uses count when `rare` is set.
#[must_use]
pub fn is_known(word: &str, part: Part, rare: bool) -> bool {
    PARTS.get(word).is_some_and(|letters| {
        letters.contains(part.letter())
            || (rare && letters.contains(part.letter().to_ascii_uppercase()))
    })
}

/// Endings and what they stand for, tried in order.
const NOUN: &[(&str, &str)] = &[
    ("ies", "y"),
    ("ses", "s"),
    ("xes", "x"),
    ("zes", "z"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("oes", "o"),
    ("men", "man"),
    ("s", ""),
];
const VERB: &[(&str, &str)] = &[
    ("ies", "y"),
    ("ied", "y"),
    ("es", "e"),
    ("es", ""),
    ("s", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
];
const ADJECTIVE: &[(&str, &str)] =
    &[("ier", "y"), ("iest", "y"), ("er", ""), ("est", ""), ("er", "e"), ("est", "e")];

/// Returns the lemma of `word`, in lower case, read as a `part`.
///
/// ```
/// use rashomon::language::stem::{Part, lemma};
/// assert_eq!(lemma("children", Part::Noun), "child");
/// assert_eq!(lemma("running", Part::Verb), "run");
/// assert_eq!(lemma("hoping", Part::Verb), "hope");
/// ```
#[must_use]
pub fn lemma(word: &str, part: Part) -> String {
    let word = word.strip_suffix("'s").or(word.strip_suffix('\'')).unwrap_or(word);
    if let Some(irregular) = IRREGULAR.of_part(word, part.letter()).next() {
        return irregular.to_owned();
    }
    let endings = match part {
        Part::Noun => NOUN,
        Part::Verb => VERB,
        Part::Adjective => ADJECTIVE,
        Part::Adverb => return word.to_owned(),
    };
    if part == Part::Noun && (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is"))
        || is_known(word, part, false) && !(part == Part::Noun && word.ends_with('s'))
    {
        return word.to_owned();
    }
    let mut found: Option<String> = None;
    for (ending, rest) in endings {
        let Some(base) = word.strip_suffix(ending).filter(|base| base.len() >= 2) else { continue };
        let candidate = format!("{base}{rest}");
        if is_known(&candidate, part, true) {
            // `hoping` is from hope, `singing` from sing: the bare form would double its consonant.
            match &found {
                Some(first) if first.ends_with('e') && !is_short(&candidate) => {
                    found = Some(candidate);
                }
                Some(_) => {}
                None => found = Some(candidate),
            }
        } else if rest.is_empty()
            && found.is_none()
            && let Some(single) = undoubled(base)
            && is_known(single, part, true)
        {
            found = Some(single.to_owned());
        }
    }
    found.unwrap_or_else(|| {
        if is_known(word, part, true) { word.to_owned() } else { unchecked(word, part) }
    })
}

/// The lemma of a word that no list knows.
fn unchecked(word: &str, part: Part) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    match part {
        Part::Noun => {
            if let Some(base) = word.strip_suffix("ies").filter(|b| b.len() > 2) {
                return format!("{base}y");
            }
            if let Some(base) = word.strip_suffix("es")
                && ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end))
            {
                return base.to_owned();
            }
            word.strip_suffix('s').unwrap_or(word).to_owned()
        }
        Part::Verb => {
            for ending in ["ing", "ed"] {
                if let Some(base) =
                    word.strip_suffix(ending).filter(|b| b.len() > 2 && has_vowel(b))
                {
                    return undoubled(base).unwrap_or(base).to_owned();
                }
            }
            word.strip_suffix('s').filter(|b| !b.ends_with('s')).unwrap_or(word).to_owned()
        }
        Part::Adjective | Part::Adverb => word.to_owned(),
    }
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// `hop`, `star`: one vowel before one last consonant.
fn is_short(word: &str) -> bool {
    let mut back = word.bytes().rev();
    let vowel = |b: Option<u8>| b.is_some_and(|b| b"aeiou".contains(&b));
    let (last, before, further) = (back.next(), back.next(), back.next());
    !vowel(last) && vowel(before) && !vowel(further) && !matches!(last, Some(b'w' | b'x' | b'y'))
}

/// `runn` is run.
fn undoubled(base: &str) -> Option<&str> {
    let bytes = base.as_bytes();
    let n = bytes.len();
    (n >= 3 && bytes[n - 1] == bytes[n - 2] && b"bdgklmnprtvz".contains(&bytes[n - 1]))
        .then(|| &base[..n - 1])
}

/// Returns the lemma of `word`, in lower case, whatever its part of speech: a noun's if it is known
/// as one, else a verb's, else an adjective's.
#[must_use]
pub fn any_lemma(word: &str) -> String {
    for part in [Part::Noun, Part::Verb, Part::Adjective] {
        let lemma = lemma(word, part);
        if is_known(&lemma, part, false) {
            return lemma;
        }
    }
    lemma(word, Part::Noun)
}

/// Returns a key that a word shares with its inflections and its nearest relatives: `arrived`,
/// `arrival` and `arriving` have one. For comparing words, not for showing them.
///
/// ```
/// use rashomon::language::stem::stem;
/// assert_eq!(stem("arrival"), stem("Arrived"));
/// ```
#[must_use]
pub fn stem(word: &str) -> String {
    KNOWN.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        let stem = look_up(word);
        if known.len() < REMEMBERED {
            known.insert(word.to_owned(), stem.clone());
        }
        stem
    })
}

/// How many words a thread remembers the stems of: more than the vocabulary of a day's news, about 2 MB.
const REMEMBERED: usize = 20_000;

thread_local! {
    /// Stems found before: texts and word lists repeat their words, and each costs a dozen searches.
    static KNOWN: RefCell<HashMap<String, String>> = RefCell::default();
}

fn look_up(word: &str) -> String {
    let word = lower(word);
    let word = word.strip_suffix("'s").or(word.strip_suffix('\'')).unwrap_or(&word);
    let mut candidates: [Option<(u8, String)>; 4] = [None, None, None, None];
    for (slot, part) in candidates.iter_mut().zip(Part::ALL) {
        let lemma = lemma(word, part);
        let Some(letters) = PARTS.get(&lemma) else { continue };
        let rank = match letters.find(part.letter()) {
            Some(at) => u8::try_from(at).unwrap_or(9),
            None if letters.contains(part.letter().to_ascii_uppercase()) => 9,
            None => continue,
        };
        // An inflected verb is hardly ever anything else; but "tables" are more often many than what somebody does.
        let verb = part == Part::Verb && lemma != word && !word.ends_with('s');
        let rank = if verb { 0 } else { rank + 1 };
        *slot = Some((rank, root(&lemma, part)));
    }
    candidates
        .into_iter()
        .flatten()
        .min_by_key(|(rank, _)| *rank)
        .map_or_else(|| unchecked(word, Part::Noun), |(_, root)| root)
}

/// Returns the verb (else the noun or adjective) from which the lemma comes; the lemma itself
/// when it comes from none.
#[must_use]
pub fn root(lemma: &str, part: Part) -> String {
    let mut current = lemma;
    let mut part = part;
    for _ in 0..2 {
        let Some(next) = ROOTS.of_part(current, part.letter()).next() else { break };
        current = next;
        part = match part {
            Part::Adverb => Part::Adjective,
            Part::Adjective if is_known(current, Part::Verb, false) => Part::Verb,
            _ => Part::Noun,
        };
    }
    current.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_by_part_of_speech() {
        let cases = [
            ("singing", Part::Verb, "sing"),
            ("staring", Part::Verb, "stare"),
            ("stopped", Part::Verb, "stop"),
            ("falling", Part::Verb, "fall"),
            ("denies", Part::Verb, "deny"),
            ("denied", Part::Verb, "deny"),
            ("went", Part::Verb, "go"),
            ("watches", Part::Verb, "watch"),
            ("making", Part::Verb, "make"),
            ("women", Part::Noun, "woman"),
            ("glasses", Part::Noun, "glass"),
            ("cities", Part::Noun, "city"),
            ("bus", Part::Noun, "bus"),
            ("crisis", Part::Noun, "crisis"),
            ("taller", Part::Adjective, "tall"),
            ("happiest", Part::Adjective, "happy"),
            ("zorbing", Part::Verb, "zorb"),
            ("blorps", Part::Noun, "blorp"),
        ];
        for (word, part, want) in cases {
            assert_eq!(lemma(word, part), want, "{word}");
        }
    }

    #[test]
    fn relatives_share_a_stem() {
        for (a, b) in [
            ("destruction", "destroyed"),
            ("Denials", "denying"),
            ("children’s", "child"),
            ("quickly", "quick"),
            ("election", "elected"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("university"), stem("universe"));
    }
}
