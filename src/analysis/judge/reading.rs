//! One side of a pair, read: its words with tags, what is negated, where clauses end, which word is the predicate.

use crate::language::cue::{Cue, CueKind, Negation, cues};
use crate::language::stem::{Part, is_known, lemma};
use crate::language::tag::{Tag, Word, words};
use crate::language::token::tokens;
use crate::text::Span;
use std::ops::Range;

/// A negation with its reach.
#[derive(Clone, Debug)]
pub(super) struct Negated {
    /// The words of the cue.
    pub cue: Range<usize>,
    /// The words it covers.
    pub scope: Range<usize>,
    /// The word that it denies first of all: verb, complement or noun.
    pub head: Option<usize>,
    /// How it is made.
    pub kind: Negation,
}

/// One sentence, or a few, of a pair.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Its words.
    pub words: Vec<Word>,
    /// For each word: whether an odd number of negations cover it.
    pub negated: Vec<bool>,
    /// The negations, in order.
    pub negations: Vec<Negated>,
    /// Every cue, in order.
    pub cues: Vec<Cue>,
    /// The main predicate: the first verb of the main clause, else the complement of its copula.
    pub predicate: Option<usize>,
}

impl Reading {
    /// Reads `text`.
    #[must_use]
    pub(super) fn new(text: &str) -> Self {
        let tokens = tokens(text, Span::new(0, text.len()));
        let words = words(text, &tokens);
        let cues = cues(text, &tokens);
        let predicate = predicate(&words, 0);
        let negations: Vec<Negated> = cues.iter().filter_map(|cue| reach(&words, cue)).collect();
        let mut negated = vec![false; words.len()];
        for negation in &negations {
            for slot in &mut negated[negation.scope.clone()] {
                *slot = !*slot;
            }
        }
        Self { words, negated, negations, cues, predicate }
    }

    /// Returns the content words, as indices; `one` of `no one` is none.
    pub(super) fn content(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(|&at| {
            weight(&self.words[at]) > 0.0 && !self.negations.iter().any(|n| n.cue.contains(&at))
        })
    }

    /// Tells whether a negation that reverses a clause or its complement is there.
    pub(super) fn is_negative(&self) -> bool {
        self.negations.iter().any(|n| n.kind != Negation::Phrase && n.kind != Negation::Weak)
    }

    /// Returns the words of the sentence in which word `at` stands.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let ends = |w: &Word| w.tag == Tag::Mark && matches!(w.text.as_str(), "." | "!" | "?");
        let start = self.words[..at].iter().rposition(ends).map_or(0, |end| end + 1);
        let end = self.words[at..].iter().position(ends).map_or(self.words.len(), |end| at + end);
        start..end
    }

    /// Tells whether it is a sentence with its full stop, and no headline.
    pub(super) fn is_prose(&self) -> bool {
        self.words.last().is_some_and(|w| matches!(w.text.as_str(), "." | "\"" | "”" | ")"))
    }

    /// Tells whether the word stands in a clause that only supposes: `if it is not mended`.
    pub(super) fn is_supposed(&self, at: usize) -> bool {
        let clause =
            (0..at).rev().find(|&at| self.words[at].tag == Tag::Mark).map_or(0, |mark| mark + 1);
        self.words[clause..at]
            .iter()
            .any(|w| matches!(w.text.as_str(), "if" | "unless" | "whether" | "lest"))
    }

    /// Tells whether its subject is somebody or something not known before: `a man`, `two dogs`.
    pub(super) fn is_indefinite(&self) -> bool {
        let end = self.predicate.unwrap_or(self.words.len());
        for word in &self.words[..end] {
            match word.tag {
                Tag::Name | Tag::Pronoun if word.text != "there" => return false,
                Tag::Determiner => {
                    return matches!(
                        word.text.as_str(),
                        "a" | "an" | "some" | "another" | "several"
                    );
                }
                Tag::Number => return true,
                Tag::Noun => return word.lemma != word.text,
                _ => {}
            }
        }
        true
    }

    /// Tells whether the word stands before the predicate, in its subject.
    pub(super) fn in_subject(&self, at: usize) -> bool {
        self.predicate.is_some_and(|predicate| at < predicate)
    }

    /// Returns the head of the first noun phrase from word `from` on that is no adjunct.
    pub(super) fn subject(&self, from: usize) -> Option<usize> {
        (from..self.words.len()).find(|&at| {
            matches!(self.words[at].tag, Tag::Noun | Tag::Name) && self.place(at) == Place::Argument
        })
    }

    /// Returns the denials, in order.
    pub(super) fn denials(&self) -> impl Iterator<Item = (&Cue, crate::language::cue::Denial)> {
        self.cues.iter().filter_map(|cue| match cue.kind {
            CueKind::Denial(kind) => Some((cue, kind)),
            _ => None,
        })
    }
}

/// What a word does in its clause, as far as a missing word matters: who finds no `park` in a sentence
/// may find the deed there all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A verb.
    Deed,
    /// What describes a noun that follows it.
    Modifier,
    /// Behind a preposition.
    Adjunct,
    /// Any other noun: subject, object, complement.
    Argument,
}

impl Reading {
    /// Returns what the word does in its clause.
    pub(super) fn place(&self, at: usize) -> Place {
        let word = &self.words[at];
        match word.tag {
            Tag::Verb => return Place::Deed,
            Tag::Adverb | Tag::Preposition => return Place::Adjunct,
            _ => {}
        }
        let next = self.words.get(at + 1);
        if next.is_some_and(|next| {
            matches!(next.tag, Tag::Noun)
                || word.tag == Tag::Adjective && matches!(next.tag, Tag::Adjective | Tag::Name)
        }) {
            return Place::Modifier;
        }
        for before in self.words[..at].iter().rev() {
            match before.tag {
                Tag::Preposition if before.text != "of" => return Place::Adjunct,
                Tag::Verb | Tag::Auxiliary | Tag::Mark => break,
                _ => {}
            }
        }
        Place::Argument
    }
}

/// How much of what a sentence says hangs on the word.
#[must_use]
pub(super) fn weight(word: &Word) -> f64 {
    match word.tag {
        Tag::Name => 1.0,
        Tag::Noun => match word.lemma.as_str() {
            "group" | "number" | "lot" | "couple" | "piece" | "kind" | "type" | "way" | "thing"
            | "front" | "part" | "bit" | "pair" | "one" => 0.3,
            _ => 1.0,
        },
        Tag::Verb => match word.lemma.as_str() {
            "make" | "take" | "get" | "go" | "give" | "come" | "become" | "say" | "include"
            | "use" | "let" | "keep" | "put" | "happen" | "start" | "begin" => 0.5,
            _ => 1.0,
        },
        Tag::Number => 0.8,
        Tag::Adjective => 0.7,
        _ if is_place(word) => 0.8,
        Tag::Adverb => match word.text.as_str() {
            "not" | "never" | "only" | "also" | "just" | "very" | "too" | "still" | "even" => 0.0,
            _ => 0.3,
        },
        Tag::Auxiliary
        | Tag::Preposition
        | Tag::Determiner
        | Tag::Pronoun
        | Tag::Conjunction
        | Tag::Negation
        | Tag::Particle
        | Tag::Mark => 0.0,
    }
}

/// The first verb after `from` that is not inside a relative clause, else the complement of the copula.
fn predicate(words: &[Word], from: usize) -> Option<usize> {
    let mut relative = false;
    let mut copula = None;
    for at in from..words.len() {
        let word = &words[at];
        match word.tag {
            Tag::Pronoun if at > from && matches!(word.text.as_str(), "who" | "which" | "that") => {
                relative = true;
            }
            Tag::Determiner if at > from && word.text == "which" => relative = true,
            Tag::Auxiliary if word.lemma == "be" && !relative => copula = Some(at),
            Tag::Verb if relative => relative = false,
            // `the man stacking rocks is an artist`
            Tag::Verb if reduced(words, from, at) || plural(words, at) => {}
            Tag::Verb => return Some(at),
            // a dateline or a heading has none
            Tag::Mark if word.text == "." && at > from && copula.is_some() => break,
            _ => {}
        }
    }
    complement(words, copula? + 1, words.len())
}

/// Says whether the participle at `at` only describes the noun before it: a finite helper comes later.
fn reduced(words: &[Word], from: usize, at: usize) -> bool {
    let participle = words[at].text.ends_with("ing") || words[at].text.ends_with("ed");
    participle
        && at > from
        && matches!(words[at - 1].tag, Tag::Noun | Tag::Name)
        && !words[from..at].iter().any(|w| w.tag == Tag::Auxiliary)
        && words[at..]
            .iter()
            .take_while(|w| {
                !matches!(w.text.as_str(), "." | "," | "while" | "and" | "who" | "that")
            })
            .any(|w| w.tag == Tag::Auxiliary && w.text != "being" && w.text != "been")
}

/// Says whether what looks like a verb is a noun in the plural before the verb: `burns surgeons agree`, `the remains
/// were found`.
fn plural(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let noun = lemma(&word.text, Part::Noun);
    word.text.ends_with('s')
        && is_known(&noun, Part::Noun, true)
        && words[at + 1..]
            .iter()
            .take_while(|w| {
                matches!(w.tag, Tag::Noun | Tag::Name | Tag::Adverb | Tag::Auxiliary | Tag::Verb)
            })
            .take(3)
            .any(|w| {
                w.tag == Tag::Auxiliary && w.text != "being"
                    || w.tag == Tag::Verb && w.lemma == w.text
            })
}

/// The head of the phrase that begins at `from`: a verb at once, else the last noun or adjective before
/// a preposition, a mark or a conjunction.
fn complement(words: &[Word], from: usize, to: usize) -> Option<usize> {
    let mut found = None;
    let mut place = None; // `is not outside`
    for (at, word) in words.iter().enumerate().take(to).skip(from) {
        if place.is_none() && is_place(word) {
            place = Some(at);
        }
        match word.tag {
            Tag::Verb if found.is_none() => return Some(at),
            Tag::Noun | Tag::Name => found = Some(at),
            Tag::Adjective | Tag::Number if found.is_none() => found = Some(at),
            Tag::Adjective | Tag::Number | Tag::Determiner | Tag::Adverb | Tag::Negation => {}
            Tag::Preposition | Tag::Particle if found.is_none() => {}
            _ if found.is_some() => return found,
            _ => {}
        }
    }
    found.or(place)
}

/// Says whether a word tells by itself where somebody is.
fn is_place(word: &Word) -> bool {
    matches!(word.tag, Tag::Adverb | Tag::Preposition)
        && matches!(word.text.as_str(), "outside" | "inside" | "indoors" | "outdoors")
}

/// Words that end the clause of a negation.
fn ends_clause(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    match word.tag {
        Tag::Mark => match word.text.as_str() {
            "." | ";" | ":" | "!" | "?" | "—" | "–" | "(" | ")" | "“" | "”" | "\"" => true,
            "," => starts_clause(words, at + 1),
            "-" => words.get(at + 1).is_some_and(|w| w.span.start > word.span.end),
            _ => false,
        },
        Tag::Conjunction => match word.text.as_str() {
            "but" | "although" | "though" | "because" | "while" | "whereas" | "unless"
            | "until" | "when" | "if" | "so" | "how" | "why" | "where" | "whether" => true,
            "and" | "or" | "yet" => starts_clause(words, at + 1),
            _ => false,
        },
        Tag::Preposition => matches!(word.text.as_str(), "since" | "despite"),
        _ => false,
    }
}

/// Says whether a subject and its finite verb follow at once, as after `, he was` or `and a dog ran`.
fn starts_clause(words: &[Word], from: usize) -> bool {
    let mut noun = false;
    for word in words.iter().skip(from).take(6) {
        match word.tag {
            Tag::Noun | Tag::Name | Tag::Pronoun => noun = true,
            Tag::Auxiliary => return noun,
            Tag::Verb => return noun && !word.text.ends_with("ing"),
            Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Adverb | Tag::Negation => {}
            _ => return false,
        }
    }
    false
}

/// What the negation `cue` covers, and what it denies first of all.
fn reach(words: &[Word], cue: &Cue) -> Option<Negated> {
    let CueKind::Negation(kind) = cue.kind else { return None };
    let start = cue.tokens.end;
    let mut end = start;
    while end < words.len() && !(end > start && ends_clause(words, end)) {
        end += 1;
    }
    if kind == Negation::Verb {
        // `it failed to sell, thus ruining the firm`
        let apart = |at: &usize| {
            let next = words[*at + 1..].iter().find(|w| w.tag != Tag::Adverb);
            words[*at].text == ","
                && next.is_some_and(|w| w.tag == Tag::Verb && w.text.ends_with("ing"))
        };
        end = (start..end).find(apart).unwrap_or(end);
    }
    let participle =
        |at: usize| words.get(at).is_some_and(|w| w.tag == Tag::Verb && w.text.ends_with("ing"));
    let helped = words[..cue.tokens.start].last().is_none_or(|w| w.tag == Tag::Auxiliary);
    if kind == Negation::Clause && !helped && participle(start) {
        // `a man not wearing a coat holding a lamp`
        let apart = |&at: &usize| participle(at) && words[at - 1].tag == Tag::Noun;
        end = (start + 1..end).find(apart).unwrap_or(end);
    }
    if kind == Negation::Phrase {
        // only the phrase that follows
        let stop = (start..end)
            .find(|&at| {
                at > start
                    && match words[at].tag {
                        Tag::Preposition => words[at].text != "of",
                        Tag::Auxiliary | Tag::Conjunction | Tag::Pronoun => true,
                        Tag::Mark => words[at].text == ",",
                        Tag::Verb => at > start + 1,
                        _ => false,
                    }
            })
            .unwrap_or(end);
        end = stop;
    }
    let scope = start..end;
    let cue_word = &words[cue.tokens.start];
    let head = match kind {
        Negation::Noun | Negation::Weak => {
            // `no man is playing` denies the playing, `there is no man` the man
            let verb =
                scope.clone().find(|&at| matches!(words[at].tag, Tag::Verb | Tag::Auxiliary));
            let existential = words[..cue.tokens.start]
                .iter()
                .any(|w| matches!(w.tag, Tag::Auxiliary | Tag::Verb | Tag::Preposition));
            let noun = complement(words, start, end);
            match verb {
                Some(at) if !existential && words[at].tag == Tag::Verb => Some(at),
                Some(at) if !existential => complement(words, at + 1, end),
                _ => noun.or(verb),
            }
        }
        _ => complement(words, start, end),
    };
    let head = head.filter(|_| cue_word.tag != Tag::Mark);
    Some(Negated { cue: cue.tokens.clone(), scope, head, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(text: &str) -> (String, String) {
        let reading = Reading::new(text);
        let negation = &reading.negations[0];
        let scope: Vec<_> =
            reading.words[negation.scope.clone()].iter().map(|w| w.text.as_str()).collect();
        (
            scope.join(" "),
            negation.head.map(|at| reading.words[at].text.clone()).unwrap_or_default(),
        )
    }

    #[test]
    fn a_negation_reaches_to_the_end_of_its_clause_and_denies_its_head() {
        for (text, scope, head) in [
            ("The cook is not peeling the onion.", "peeling the onion", "peeling"),
            ("There is no bus waiting at the gate", "bus waiting at the gate", "bus"),
            ("No bus is waiting at the gate", "bus is waiting at the gate", "waiting"),
            ("She isn't a famous pilot, but he is.", "a famous pilot ,", "pilot"),
            ("The clerk left without his keys on Monday.", "his keys", "keys"),
        ] {
            assert_eq!(denied(text), (scope.to_owned(), head.to_owned()), "{text}");
        }
    }
}
