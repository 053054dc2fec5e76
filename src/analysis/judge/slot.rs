//! Another name in the same place: born in one town, born in another.

use super::Pair;
use super::evidence::{Evidence, flag};
use crate::language::country;
use crate::language::tag::{Tag, Word};

/// Finds a name of the hypothesis, unknown to the premise, where the premise has another after the same
/// verb and preposition; and a nationality where it has another.
///
/// `Ada was born in Trieste` against `Born in Naples, Ada grew up with aunts`. A near miss: `born in
/// Campania`, which may hold the other.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let mut out = Vec::new();
    for at in 1..pair.hypothesis.words.len() {
        out.extend(place(pair, at));
        out.extend(nation(pair, at));
    }
    out
}

/// The words of the name that begins at `at`.
fn name(words: &[Word], at: usize) -> usize {
    (at..words.len()).find(|&at| words[at].tag != Tag::Name).unwrap_or(words.len())
}

fn place(pair: &Pair, at: usize) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let words = &hypothesis.words;
    let preposition = &words[at - 1];
    // Headlines name the country where another names the town.
    if words[at].tag != Tag::Name || preposition.tag != Tag::Preposition || !premise.is_prose() {
        return None;
    }
    let end = name(words, at);
    // `in Raqqa, Syria` beside `in Syria`; `the head of the state` names no place
    let known = |at: usize| pair.alignment.links.get(at).is_some_and(Option::is_some);
    if preposition.text == "of" || words.get(end).is_some_and(|w| w.text == ",") && known(end + 1) {
        return None;
    }
    if (at..end).any(|at| pair.alignment.links[at].is_some()) {
        return None;
    }
    // the word that the preposition hangs on
    let anchor = (0..at - 1).rev().find(|&at| words[at].is_content())?;
    let (to, _) = pair.alignment.links[anchor]?;
    let sentence = premise.sentence(to);
    let slot = (to + 1..sentence.end.min(to + 8)).find(|&p| {
        premise.words[p].text == preposition.text
            && premise.words.get(p + 1).is_some_and(|w| w.tag == Tag::Name)
    })?;
    let rest = hypothesis.content().filter(|&other| !(at..end).contains(&other));
    let (covered, all) = pair.covered_of(rest, sentence);
    let other = &premise.words[slot + 1].text;
    Some(Evidence {
        model: "slot",
        x: vec![("covered", covered), ("uncovered", all * (1.0 - covered)), ("at_once", flag(slot == to + 1)), ("one_negative", flag(hypothesis.is_negative() != premise.is_negative())), ("long", flag(premise.words.len() > 24))],
        reason: format!("The first has {:?} where the second has {:?}.", other, words[at].text),
    })
}

fn nationality(words: &[Word], at: usize) -> Option<usize> {
    if !words[at].capital {
        return None;
    }
    country::by_words(&country::key(&words[at].text)).map(|(country, _)| country)
}

fn nation(pair: &Pair, at: usize) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let own = nationality(&hypothesis.words, at)?;
    let others: Vec<usize> =
        (0..premise.words.len()).filter(|&p| nationality(&premise.words, p).is_some()).collect();
    if others.is_empty() || others.iter().any(|&p| nationality(&premise.words, p) == Some(own)) {
        return None;
    }
    // the same noun follows, or the same copula or preposition stands before
    let next = |words: &[Word], at: usize| {
        words[at + 1..].iter().take(3).find(|w| w.tag == Tag::Noun).map(|w| w.lemma.clone())
    };
    let other = *others.iter().find(|&&p| {
        let same_noun = next(&premise.words, p).is_some()
            && next(&premise.words, p) == next(&hypothesis.words, at);
        let before = |words: &[Word], at: usize| at.checked_sub(1).map(|at| words[at].text.clone());
        same_noun || before(&premise.words, p) == before(&hypothesis.words, at)
    })?;
    let rest = hypothesis.content().filter(|&other| other != at);
    let (covered, all) = pair.covered_of(rest, premise.sentence(other));
    Some(Evidence {
        model: "nation",
        x: vec![("covered", covered), ("uncovered", all * (1.0 - covered)), ("single", flag(others.len() == 1)), ("one_negative", flag(hypothesis.is_negative() != premise.is_negative())), ("long", flag(premise.words.len() > 24))],
        reason: format!(
            "The first has {:?} where the second has {:?}.",
            premise.words[other].text, hypothesis.words[at].text
        ),
    })
}
