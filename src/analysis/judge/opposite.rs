//! Opposite words where all else agrees.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::{Reading, weight};
use crate::language::lexicon::{EXCLUSIVE, OPPOSITES};
use crate::language::relation::{Opposition, Relatives};
use crate::language::stem::Part;
use crate::language::tag::Tag;

/// Classes whose members tell one deed from its two ends, or two deeds that follow each other: who sells to
/// a buyer, who leaves after arriving.
const CONVERSE: &[&str] = &[
    "trade", "lend", "teach", "send", "contest", "ask", "follow", "win", "movement", "find", "give",
];

/// Classes in which two unnamed things may differ: `a man sits` and `a man stands` may be two men.
const INDIVIDUAL: &[&str] = &[
    "posture",
    "colour",
    "age",
    "sex",
    "instrument",
    "sport",
    "animal",
    "vehicle",
    "material",
    "house",
    "dress",
    "wake",
    "company",
    "hand",
    "motion",
    "stand",
];

/// Classes that oppose each other whatever the part of speech: `approve`, `controversy`; `arrested`, `a fugitive`.
const ACROSS: &[&str] = &["attitude", "custody", "vote"];

fn in_class(a: &str, b: &str, classes: &[&str]) -> bool {
    [&EXCLUSIVE, &OPPOSITES].iter().any(|list| {
        let places = list.places(b);
        list.places(a)
            .iter()
            .any(|x| classes.contains(&x.class) && places.iter().any(|y| x.class == y.class))
    })
}

/// Says whether a word so tagged may be `outside` or `indoors`.
const fn is_place(tag: Tag) -> bool {
    matches!(tag, Tag::Adverb | Tag::Preposition)
}

/// The head of the nouns that an adjective stands before.
fn modified(reading: &Reading, at: usize) -> Option<usize> {
    let words = &reading.words;
    (at + 1..words.len().min(at + 5))
        .take_while(|&at| {
            matches!(
                words[at].tag,
                Tag::Noun | Tag::Adjective | Tag::Name | Tag::Number | Tag::Mark | Tag::Conjunction
            )
        })
        .find(|&at| matches!(words[at].tag, Tag::Noun | Tag::Name))
        .and_then(|first| {
            // `the new Orla city council`
            (first..words.len())
                .take_while(|&at| matches!(words[at].tag, Tag::Noun | Tag::Name))
                .last()
        })
}

/// Finds a word of the hypothesis that opposes a word of the premise, the rest being the same.
///
/// `The boys run outside` against `The boys run indoors`. A near miss: `An old woman sings` and `A young
/// woman sings`, which may be two women.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    // `the old clerk sings` leaves open whether the young clerk does not
    let denied = |reading: &Reading| reading.predicate.is_some_and(|at| reading.negated[at]);
    let mut out: Vec<Evidence> = said(pair).into_iter().collect();
    for at in hypothesis.content() {
        let Some((to, Match::Opposed(why))) = pair.alignment.links[at] else { continue };
        let (word, other) = (&hypothesis.words[at], &premise.words[to]);
        let across = hypothesis.predicate == Some(at)
            && matches!(why, Opposition::Exclusive(class) if ACROSS.contains(&class));
        // A noun excludes another only where it is what is said: `is a comedy`, `is a tragedy`.
        let beside = word.tag == Tag::Noun
            && (hypothesis.predicate != Some(at) || !matches!(why, Opposition::Exclusive(_)));
        if beside
            || word.tag != other.tag && !(is_place(word.tag) && is_place(other.tag)) && !across
            || denied(hypothesis) != denied(premise)
            || hypothesis.negated[at]
            || premise.negated[to]
            || in_class(&word.lemma, &other.lemma, CONVERSE)
        {
            continue;
        }
        if word.tag == Tag::Adjective {
            // both before one noun, or both said of a subject
            let same = match (modified(hypothesis, at), modified(premise, to)) {
                (Some(a), Some(b)) => pair.alignment.links[a].is_some_and(|(found, _)| found == b),
                (None, None) => true,
                _ => false,
            };
            if !same {
                continue;
            }
        }
        // What is said of `a man` need not be said of the same man.
        let somebody = hypothesis.is_indefinite();
        if somebody
            && (hypothesis.in_subject(at)
                || premise.in_subject(to)
                || in_class(&word.lemma, &other.lemma, INDIVIDUAL))
        {
            continue;
        }
        let rest: Vec<usize> = hypothesis.content().filter(|&other| other != at).collect();
        let sentence = premise.sentence(to);
        let (covered, all) = pair.covered_of(rest.iter().copied(), sentence.clone());
        if all < weight(word) * 0.9 {
            continue;
        }
        // How near the words beside it stand to the words beside the other.
        let near = rest.iter().filter(|&&other| other.abs_diff(at) <= 4).any(|&other| {
            pair.alignment.links[other].is_some_and(|(to_other, _)| to_other.abs_diff(to) <= 5)
        });
        if covered < 0.4 {
            continue;
        }
        out.push(Evidence {
            model: "opposite",
            x: vec![
                ("covered", covered),
                ("uncovered", all * (1.0 - covered)),
                ("near", flag(near)),
                ("long", flag(premise.words.len() > 24)),
            ],
            reason: format!("{:?} and {:?} exclude each other.", other.text, word.text),
        });
    }
    out
}

/// Finds opposite adjectives in what both say of one subject, `is a shy tenor` and `is a bold singer`, though the
/// words of the second stand elsewhere in the first.
fn said(pair: &Pair) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let (copula, noun) = hypothesis.complement(0)?;
    let (other_copula, other_noun) = premise.complement(0)?;
    if hypothesis.is_negative() || premise.negated[other_noun] || !pair.same_subject(other_copula) {
        return None;
    }
    let describing = |reading: &Reading, copula: usize, noun: usize| -> Vec<usize> {
        (copula + 1..noun).filter(|&at| reading.words[at].tag == Tag::Adjective).collect()
    };
    let theirs = describing(premise, other_copula, other_noun);
    describing(hypothesis, copula, noun).into_iter().find_map(|at| {
        let word = &hypothesis.words[at];
        // what is aligned is judged by the rule itself
        if matches!(pair.alignment.links[at], Some((_, Match::Opposed(_)))) {
            return None;
        }
        let relatives = Relatives::new(&word.lemma, Part::Adjective);
        let other = theirs.iter().map(|&at| &premise.words[at]).find(|other| {
            let why = relatives.opposition(&Relatives::new(&other.lemma, Part::Adjective));
            matches!(why, Some(Opposition::Antonym | Opposition::Exclusive(_)))
        })?;
        Some(Evidence {
            model: "said",
            x: Vec::new(),
            reason: format!("{:?} and {:?} exclude each other.", other.text, word.text),
        })
    })
}
