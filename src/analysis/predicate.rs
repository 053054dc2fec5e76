//! Which happening or state a word tells, by classes of `assets/lexicon/predicates.txt`.

use super::term::{Key, Keys, Role, Term};
use crate::language::lexicon;
use crate::language::stem::stem;
use foldhash::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A class of words that tell one kind of happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its name in the lexicon: `die`.
    pub name: &'static str,
    /// It has one time and place.
    pub once: bool,
    /// Its count grows as news comes in.
    pub toll: bool,
    /// People speak with each other.
    pub talk: bool,
    /// One person or body does it.
    pub sole: bool,
}

/// How a predicate is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// Told as so.
    Fact,
    /// `may`, `feared`, `rumoured`.
    Possible,
    /// `will`, `is expected to`.
    Planned,
    /// `if`, `would have`.
    Conditional,
}

/// A happening or state that a claim tells.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// What it is compared by: the class's name, or the verb's own key.
    pub key: Key,
    /// The class, when the lexicon has one.
    pub class: Option<Class>,
    /// The words, as indices of terms.
    pub at: Range<usize>,
    /// Whether it is said not to be.
    pub negated: bool,
    /// Whether it is said to be so, or only possible or planned.
    pub force: Force,
}

struct Lexicon {
    classes: Vec<Class>,
    /// By first word's stem: the rest of the phrase, and the class.
    words: HashMap<String, Vec<(Vec<String>, usize)>>,
    /// The single words as the list has them.
    listed: HashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon =
        Lexicon { classes: Vec::new(), words: HashMap::default(), listed: HashSet::default() };
    for entry in lexicon::entries(include_str!("../../assets/lexicon/predicates.txt")) {
        let Some((head, members)) = entry.split_once(':') else { continue };
        let mut head = head.split_whitespace();
        let Some(name) = head.next() else { continue };
        let flags: Vec<_> = head.collect();
        let has = |flag| flags.contains(&flag);
        let class = lexicon.classes.len();
        lexicon.classes.push(Class {
            name,
            once: has("once"),
            toll: has("toll"),
            talk: has("talk"),
            sole: has("sole"),
        });
        for member in lexicon::members(members) {
            let phrase: Vec<_> = member.split_whitespace().collect();
            let Some((first, rest)) = phrase.split_first() else { continue };
            if rest.is_empty() {
                lexicon.listed.insert((*first).to_owned());
            }
            let rest: Vec<_> = rest.iter().map(|w| (*w).to_owned()).collect();
            let key = if rest.is_empty() { stem(first) } else { (*first).to_owned() };
            let list = lexicon.words.entry(key).or_default();
            if !list.iter().any(|(r, _)| *r == rest) {
                list.push((rest, class));
            }
        }
    }
    for list in lexicon.words.values_mut() {
        list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    lexicon
});

/// Returns a class by its name.
#[must_use]
pub fn class(name: &str) -> Option<Class> {
    LEXICON.classes.iter().find(|c| c.name == name).copied()
}

/// Returns the class that the words from `at` on tell, and how many words tell it.
fn class_at(terms: &[Term], at: usize, keys: &Keys) -> Option<(Class, usize)> {
    let first = &terms[at];
    let phrase = LEXICON.words.get(&first.text).into_iter().flatten().find(|(rest, _)| {
        !rest.is_empty()
            && terms.len() > at + rest.len()
            && rest.iter().zip(&terms[at + 1..]).all(|(w, t)| *w == t.text)
    });
    if let Some((rest, class)) = phrase {
        return Some((LEXICON.classes[*class], rest.len() + 1));
    }
    // An adjective must be listed itself: `dead` is, but `central` only shares its stem with `centred`.
    if matches!(first.role, Role::Adjective | Role::Adverb) && !LEXICON.listed.contains(&first.text)
    {
        return None;
    }
    let (_, class) =
        LEXICON.words.get(keys.show(first.stem))?.iter().find(|(rest, _)| rest.is_empty())?;
    Some((LEXICON.classes[*class], 1))
}

/// Finds the predicates among the terms of one sentence, in order: words of a class, and other verbs.
#[must_use]
pub fn predicates(terms: &[Term], keys: &mut Keys) -> Vec<Predicate> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < terms.len() {
        let term = &terms[at];
        if matches!(term.role, Role::Name | Role::Number | Role::Mark)
            || term.role == Role::Function && !LEXICON.words.contains_key(&term.text)
        {
            at += 1;
            continue;
        }
        let found =
            class_at(terms, at, keys).filter(|(_, len)| *len > 1 || term.role != Role::Function);
        let len = found.map_or(1, |(_, len)| len);
        let key = match found {
            Some((class, _)) => Some(keys.name(&format!("#{}", class.name))),
            None => (term.role == Role::Verb).then_some(term.key),
        };
        if let Some(key) = key {
            out.push(Predicate {
                key,
                class: found.map(|f| f.0),
                at: at..at + len,
                negated: false,
                force: Force::Fact,
            });
        }
        at += len;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::term;
    use crate::language::word::words;
    use crate::text::Span;

    fn classes(text: &str) -> Vec<&'static str> {
        let mut keys = Keys::default();
        let words = words(text, Span::new(0, text.len()));
        let terms = term::terms(&words, &[], &mut keys);
        predicates(&terms, &mut keys).iter().filter_map(|p| p.class.map(|c| c.name)).collect()
    }

    #[test]
    fn words_of_one_class_tell_one_happening() {
        let cases = [
            ("the storm killed nine people", vec!["die"]),
            ("the number of deaths", vec!["die"]),
            ("three sailors lost their lives", vec!["die"]),
            ("the ferry rolled into the harbour", vec!["arrive"]),
            ("her arrival", vec!["arrive"]),
            ("they set out at noon", vec!["depart"]),
            ("a blue door", vec![]),
        ];
        for (text, want) in cases {
            assert_eq!(classes(text), want, "{text}");
        }
    }
}
