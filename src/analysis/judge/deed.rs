//! Who does what in a sentence: the subject and the object of a verb, the verb a phrase hangs on.
//!
//! Read from what stands beside a word, not from a parse: where it is not plain, nothing is said.

use super::reading::Reading;
use crate::language::tag::Tag;
use std::ops::Range;

/// A noun phrase and its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words.
    pub words: Range<usize>,
    /// The noun or name that the others describe.
    pub head: usize,
}

/// Says whether a word may stand in a noun phrase beside its articles.
pub(super) const fn is_nominal(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Number)
}

/// How far behind a passive verb its `by` may stand.
const BY: usize = 8;

impl Reading {
    fn tag(&self, at: usize) -> Tag {
        self.words[at].tag
    }

    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.text.as_str())
    }

    /// Tells whether the word is a verb, or a copula that no verb follows.
    pub(super) fn is_deed(&self, at: usize) -> bool {
        match self.tag(at) {
            Tag::Verb => true,
            Tag::Auxiliary => {
                self.words[at].lemma == "be"
                    && self.words[at + 1..]
                        .iter()
                        .find(|w| !matches!(w.tag, Tag::Adverb | Tag::Negation | Tag::Auxiliary))
                        .is_none_or(|w| w.tag != Tag::Verb)
            }
            _ => false,
        }
    }

    /// Where the helpers before a verb begin: `had not been | seen`.
    fn helpers(&self, verb: usize) -> usize {
        let helps =
            |at: &usize| matches!(self.tag(*at), Tag::Auxiliary | Tag::Adverb | Tag::Negation);
        (0..verb).rev().take_while(helps).last().unwrap_or(verb)
    }

    /// Tells whether the verb is in the passive: `was sold`, `the mill sold by the bank`.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        if self.tag(verb) != Tag::Verb || self.text(verb).ends_with("ing") {
            return false;
        }
        let start = self.helpers(verb);
        let helped = self.words[start..verb].iter().any(|w| w.lemma == "be");
        helped || start == verb && self.text(verb + 1) == "by"
    }

    /// Returns the grammatical subject of the verb or copula.
    pub(super) fn subject_of(&self, verb: usize) -> Option<Phrase> {
        let start = self.helpers(verb);
        let sentence = self.sentence(verb).start;
        let before = start.checked_sub(1).filter(|&before| before >= sentence)?;
        match (self.tag(before), self.text(before)) {
            (Tag::Pronoun | Tag::Determiner, "who" | "which" | "that") => {
                let end = (sentence..before).rev().find(|&at| self.text(at) != ",")?;
                self.phrase_before(end + 1, sentence)
            }
            (Tag::Pronoun, _) => Some(Phrase { words: before..start, head: before }),
            (Tag::Conjunction, "and" | "or" | "but") => {
                let first = (sentence..before).rev().find(|&at| self.is_deed(at))?;
                self.subject_of(first)
            }
            // `Ada Reich, the mayor of Orla, resigned`
            (Tag::Mark, "," | ")") => {
                let open = if self.text(before) == ")" { "(" } else { "," };
                let opens = (sentence..before).rev().filter(|&at| self.text(at) == open);
                // `Ada Reich, 81, mayor of Orla, resigned`
                opens
                    .take_while(|&at| {
                        !self.words[at..before].iter().any(|w| w.tag == Tag::Auxiliary)
                    })
                    .find_map(|other| self.phrase_before(other, sentence))
            }
            (tag, _) if is_nominal(tag) => self.phrase_before(start, sentence),
            _ => None,
        }
    }

    /// The noun phrase that ends before `end`, with the phrases that describe it behind.
    fn phrase_before(&self, end: usize, from: usize) -> Option<Phrase> {
        let belongs = |at: &usize| {
            is_nominal(self.tag(*at))
                || matches!(self.tag(*at), Tag::Determiner | Tag::Preposition)
                || self.text(*at) == "and" && *at > from && is_nominal(self.tag(*at - 1))
        };
        let start = (from..end).rev().take_while(belongs).last()?;
        // `In May the king left`: the last phrase is the subject
        let start = if self.tag(start) == Tag::Preposition {
            (start..end)
                .rev()
                .take_while(|&at| is_nominal(self.tag(at)) || self.tag(at) == Tag::Determiner)
                .last()?
        } else {
            start
        };
        let stop = (start..end).find(|&at| self.tag(at) == Tag::Preposition).unwrap_or(end);
        let head = (start..stop).rev().find(|&at| matches!(self.tag(at), Tag::Noun | Tag::Name))?;
        Some(Phrase { words: start..end, head })
    }

    /// The noun phrase that begins at `from`, its articles left out.
    pub(super) fn phrase_from(&self, from: usize) -> Option<Phrase> {
        let start = (from..self.words.len()).find(|&at| self.tag(at) != Tag::Determiner)?;
        let end = (start..self.words.len())
            .find(|&at| !is_nominal(self.tag(at)))
            .unwrap_or(self.words.len());
        let head = (start..end).rev().find(|&at| matches!(self.tag(at), Tag::Noun | Tag::Name))?;
        Some(Phrase { words: start..end, head })
    }

    /// Returns who does the deed: the subject, or what follows `by` where the verb is in the passive.
    pub(super) fn doer(&self, verb: usize) -> Option<Phrase> {
        if !self.is_passive(verb) {
            return self.subject_of(verb);
        }
        let end = self.sentence(verb).end.min(verb + BY);
        let by = (verb + 1..end)
            .take_while(|&at| !matches!(self.tag(at), Tag::Verb | Tag::Mark))
            .find(|&at| self.text(at) == "by")?;
        self.phrase_from(by + 1)
    }

    /// Returns whom or what the deed is done to: the object, or the subject of the passive.
    pub(super) fn done_to(&self, verb: usize) -> Option<Phrase> {
        if self.is_passive(verb) {
            return self.subject_of(verb);
        }
        self.phrase_from(verb + 1)
    }

    /// Returns the verb or copula that the phrase at `at` hangs on: the last before it in its sentence, else
    /// the first behind it.
    pub(super) fn governor(&self, at: usize) -> Option<usize> {
        let sentence = self.sentence(at);
        (sentence.start..at)
            .rev()
            .find(|&at| self.is_deed(at))
            .or_else(|| (at..sentence.end).find(|&at| self.is_deed(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_have_doers_where_they_are_plain() {
        for (text, verb, doer, done_to) in [
            ("The baker of Orla sold the mill in May.", "sold", "baker", "mill"),
            ("The mill was sold by Ada Reich.", "sold", "reich", "mill"),
            ("The clerk met Otto Brandt, who sold the mill.", "sold", "brandt", "mill"),
            ("Ada Reich, mayor of Orla, sold the mill.", "sold", "reich", "mill"),
            ("Ada Reich, 81, mayor of Orla, sold the mill.", "sold", "reich", "mill"),
            ("Ada Reich left Orla and sold the mill.", "sold", "reich", "mill"),
            ("In May the baker sold the mill.", "sold", "baker", "mill"),
            ("He wants to sell the mill.", "sell", "", "mill"),
        ] {
            let reading = Reading::new(text);
            let at = reading.words.iter().position(|w| w.text == verb).unwrap();
            let head = |phrase: Option<Phrase>| {
                phrase.map(|found| reading.words[found.head].text.clone()).unwrap_or_default()
            };
            assert_eq!(
                (head(reading.doer(at)), head(reading.done_to(at))),
                (doer.to_owned(), done_to.to_owned()),
                "{text}"
            );
        }
    }
}
