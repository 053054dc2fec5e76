//! Word lists from `assets/lexicon`, compiled in and parsed on first use.

use super::pattern::Patterns;
use super::wordlist::{Classes, Kinds, Phrases, Table, Words};
use foldhash::HashSet;
use std::sync::LazyLock;

macro_rules! asset {
    ($file:literal) => {
        include_str!(concat!("../../assets/lexicon/", $file))
    };
}

/// Words that carry no topic of their own.
pub static STOP_WORDS: Words = Words::new(asset!("stop_words.txt"));
/// Given names beside those of `naming`: common in English, and no place or word first of all.
pub static GIVEN_NAMES: Words = Words::new(asset!("given_names_more.txt"));
/// What negates; kinds `clause`, `noun`, `weak`, `phrase`, `verb`.
pub static NEGATION: Phrases = Phrases::new(asset!("negation_cues.txt"));
/// What takes a clause out of plain fact; kinds `possible`, `planned`, `conditional`, `required`.
pub static MODALITY: Phrases = Phrases::new(asset!("modality_cues.txt"));
/// What hands a statement to somebody; kinds `verb` (lemmas), `phrase`, `doubt`.
pub static ATTRIBUTION: Phrases = Phrases::new(asset!("attribution_cues.txt"));
/// What says that something is not so; kinds `false`, `deny`, `refute`, `doubt`, `cancel`.
pub static DENIAL: Phrases = Phrases::new(asset!("denial_words.txt"));
/// What changes the meaning of an edited passage beside the cues; kinds `negation`, `modality`.
pub static EDITS: Phrases = Phrases::new(asset!("edits.txt"));
/// Nouns that stand for a statement, such as `report`.
pub static STATEMENTS: Words = Words::new(asset!("statements.txt"));
/// Closed classes of the tagger, such as `determiner`.
pub static CLOSED_CLASSES: Phrases = Phrases::new(asset!("closed_classes.txt"));
/// How much of a set is covered; kinds `all`, `most`, `some`, `few`, `none`, `only`.
pub static QUANTIFIERS: Phrases = Phrases::new(asset!("quantifiers.txt"));
/// Sets of which one thing can be only one member at one time.
pub static EXCLUSIVE: Classes = Classes::new(asset!("exclusive.txt"));
/// Verbs whose deeds point in opposite directions.
pub static OPPOSITES: Classes = Classes::new(asset!("opposites.txt"));
/// What everyday words are or imply, beside WordNet: the kind is the word, the phrases what it is.
pub static EVERYDAY: Kinds = Kinds::new(asset!("everyday.txt"));
/// What news says goes up or down, and the words that name it.
pub static MEASURES: Patterns = Patterns::new(asset!("measures.txt"));
/// How measures move: up, down, not at all.
pub static TRENDS: Patterns = Patterns::new(asset!("trends.txt"));
/// What joins a cause and its effect; the class says on which side the cause stands.
pub static CAUSES: Patterns = Patterns::new(asset!("causes.txt"));
/// Roles of a place in an event: where it was held, made, found.
pub static VENUES: Patterns = Patterns::new(asset!("venues.txt"));
/// Kinds of places; those of one line exclude each other.
pub static PLACES: Patterns = Patterns::new(asset!("places.txt"));
/// Deeds and offices of which a thing has one doer, and nouns for the doer.
pub static DOERS: Patterns = Patterns::new(asset!("doers.txt"));
/// Words for the beginning of a thing or a life, beside which its year stands.
pub static ORIGINS: Patterns = Patterns::new(asset!("origins.txt"));
/// Posts of which one person holds one at a time, by body.
pub static POSTS: Patterns = Patterns::new(asset!("posts.txt"));
/// What lasts, with the words for its beginning, for the time that it lasts, and for its end.
pub static PHASES: Patterns = Patterns::new(asset!("phases.txt"));
/// What somebody gets or may have, and what there is none of.
pub static OFFERS: Patterns = Patterns::new(asset!("offers.txt"));
/// What says that something is not so or not done, beside the cues of negation.
pub static LACKING: Patterns = Patterns::new(asset!("lacking.txt"));
/// Questions with one answer and what answers them, `name kind scope [topic]: answer | answer`.
pub static ALTERNATIVES: Patterns = Patterns::new(asset!("alternatives.txt"));
/// Opposite words of one thing, `class [about]: this way | the other way`.
pub static STANCES: Patterns = Patterns::new(asset!("stances.txt"));
/// What is meant to be done, and what is ruled out.
pub static INTENTS: Patterns = Patterns::new(asset!("intents.txt"));
/// WordNet: parts of speech of a lemma, most frequent first; capitals are rare ones.
pub static PARTS: Table = Table::new(asset!("wordnet/parts.txt"));
/// WordNet: direct antonyms, as `a:word`.
pub static ANTONYMS: Table = Table::new(asset!("wordnet/antonyms.txt"));
/// WordNet: the head adjectives that an adjective is similar to.
pub static SIMILAR: Table = Table::new(asset!("wordnet/similar.txt"));
/// WordNet: words that share a frequent sense, as `v:word`.
pub static SYNONYMS: Table = Table::new(asset!("wordnet/synonyms.txt"));
/// WordNet: what a word is a kind of, nearest first, as `n:word`.
pub static HYPERNYMS: Table = Table::new(asset!("wordnet/hypernyms.txt"));
/// WordNet: the verb or noun that a word comes from, as `n:word` where `n` is the part of the key.
pub static ROOTS: Table = Table::new(asset!("wordnet/roots.txt"));
/// WordNet: what sort of thing a noun names: `person`, `place`, `artifact`, `text`, `group`, and so on.
pub static SORTS: Table = Table::new(asset!("wordnet/sorts.txt"));
/// WordNet: irregular forms, as `v:lemma`.
pub static IRREGULAR: Table = Table::new(asset!("wordnet/irregular.txt"));

/// Returns the entries of a list: one a line, without comments (`#`) and empty lines.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the fields of an entry, which bars divide.
pub fn fields(entry: &'static str) -> impl Iterator<Item = &'static str> {
    entry.split('|').map(str::trim)
}

/// Returns the members of a field, which commas divide.
pub fn members(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// Returns the words of a list that has them divided by white space, as a set.
#[must_use]
pub fn words(list: &'static str) -> HashSet<&'static str> {
    entries(list).flat_map(str::split_whitespace).collect()
}

/// Tells whether a folded word names no topic and no person: a function word, a number word, a weekday.
#[must_use]
pub fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<HashSet<&str>> =
        LazyLock::new(|| words(include_str!("../../assets/lexicon/common.txt")));
    COMMON.contains(word)
}

/// Tells whether a folded noun is too general to be a topic by itself, such as `part` or `moment`.
#[must_use]
pub fn is_generic(word: &str) -> bool {
    static GENERIC: LazyLock<HashSet<&str>> =
        LazyLock::new(|| words(include_str!("../../assets/lexicon/generic.txt")));
    GENERIC.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_entries() {
        let list: Vec<_> = entries("# a comment\n\n one | two \n").collect();
        assert_eq!(list, ["one | two"]);
        assert_eq!(fields(list[0]).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(members("a, b c ,").collect::<Vec<_>>(), ["a", "b c"]);
    }

    #[test]
    fn lists_tell_function_words_from_names() {
        assert!(is_common("the") && is_common("tuesday") && !is_common("parade"));
        assert!(is_generic("moment") && !is_generic("sanctions"));
    }
}
