//! Another sort of thing: a town is no song.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::Reading;
use crate::language::lexicon::SORTS;
use crate::language::naming::is_given_name;
use crate::language::tag::Tag;

/// Finds `X is a N` against `X is a M`, where N is none of the nouns that the premise says of X.
///
/// `Marl is a river in the north` against `Marl is a pop song`. A near miss: `Marl is a stream`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    find(pair).into_iter().collect()
}

impl Reading {
    /// The copula `is a` of a reading: where its complement begins and the head noun of the complement.
    pub(super) fn complement(&self, from: usize) -> Option<(usize, usize)> {
        let words = &self.words;
        let copula = (from..words.len()).find(|&at| {
            words[at].lemma == "be"
                && words[at + 1..]
                    .iter()
                    .find(|w| !matches!(w.tag, Tag::Adverb | Tag::Negation))
                    .is_some_and(|w| matches!(w.text.as_str(), "a" | "an" | "the" | "one"))
        })?;
        let mut head = None;
        for (at, word) in words.iter().enumerate().skip(copula + 1) {
            match word.tag {
                _ if head.is_some() && matches!(word.text.as_str(), "that" | "which" | "who") => {
                    break;
                }
                Tag::Noun => head = Some(at),
                Tag::Determiner
                | Tag::Adjective
                | Tag::Name
                | Tag::Number
                | Tag::Adverb
                | Tag::Negation => {}
                _ if head.is_some() => break,
                Tag::Verb | Tag::Mark | Tag::Conjunction => {}
                _ => break,
            }
        }
        Some((copula, head?))
    }
}

fn find(pair: &Pair) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let (copula, noun) = hypothesis.complement(0)?;
    if hypothesis.words[..copula].iter().any(|w| w.tag == Tag::Verb || w.text == "there")
        || hypothesis.is_negative()
    {
        return None;
    }
    let wider = match pair.alignment.links[noun] {
        Some((_, Match::Wider)) => true,
        Some((_, Match::Opposed(_))) | None => false,
        Some(_) => return None,
    };
    let (other_copula, other) = premise.complement(0)?;
    if premise.negated[other] {
        return None;
    }
    let subject = hypothesis.content().filter(|&at| at < copula);
    let (subject, all) = pair.covered_of(subject, 0..other_copula);
    // another of the same family or kind is another thing
    let named = (0..copula).filter(|&at| hypothesis.words[at].tag == Tag::Name);
    let unknown = named.filter(|&at| pair.alignment.links[at].is_none()).count();
    let pronoun = premise.words[..other_copula]
        .iter()
        .any(|w| matches!(w.text.as_str(), "he" | "she" | "it" | "they"));
    if unknown > 0 && !pronoun {
        return None;
    }
    let sorts = |reading: &Reading, at: usize| -> Vec<&'static str> {
        SORTS.values(&reading.words[at].lemma).collect()
    };
    let (a, b) = (sorts(hypothesis, noun), sorts(premise, other));
    // who is one thing to a paper may be another to the next
    let person = hypothesis.words[..copula].iter().any(|w| w.capital && is_given_name(&w.text));
    if person && a.contains(&"person") {
        return None;
    }
    let known = !a.is_empty() && !b.is_empty();
    let clash = known && !a.iter().any(|sort| b.contains(sort));
    let rest = hypothesis.content().filter(|&at| at > copula && at != noun);
    let (rest, _) = pair.alignment.coverage(hypothesis, rest);
    Some(Evidence {
        model: "category",
        x: vec![
            ("subject", if pronoun { 1.0 } else { subject }),
            ("clash", flag(clash)),
            ("same_sort", flag(known && !clash && !a.contains(&"person"))),
            ("same_sort_person", flag(known && !clash && a.contains(&"person"))),
            ("wider", flag(wider)),
            ("rest", rest),
            ("no_subject", flag(all == 0.0)),
            ("negative", flag(premise.is_negative())),
        ],
        reason: format!(
            "The first calls it a {:?}, the second a {:?}.",
            premise.words[other].text, hypothesis.words[noun].text
        ),
    })
}
