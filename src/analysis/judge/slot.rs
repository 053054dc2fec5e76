//! Another name in the same place: born in one town, born in another.

use super::Pair;
use super::evidence::{Evidence, flag};
use crate::language::country;
use crate::language::lexicon::SORTS;
use crate::language::tag::{Tag, Word};
use std::ops::Range;

/// Finds a name of the hypothesis, unknown to the premise, where the premise has another after the same
/// verb and preposition; and a nationality where it has another.
///
/// `Ada was born in Trieste` against `Born in Naples, Ada grew up with aunts`. A near miss: `born in
/// Campania`, which may hold the other.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let mut out = Vec::new();
    for filler in fillers(&pair.hypothesis.words) {
        out.extend(place(pair, &filler));
    }
    for at in 1..pair.hypothesis.words.len() {
        out.extend(nation(pair, at));
    }
    out
}

/// A phrase that fills a place beside a word: what follows `born in`, `recorded by`, `plays`.
struct Filler {
    /// The word that it hangs on.
    anchor: usize,
    /// The preposition before it; none for an object or a complement.
    preposition: Option<usize>,
    /// Its content words.
    words: Range<usize>,
}

/// Says whether a word may stand in a noun phrase.
const fn is_nominal(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Number)
}

/// The noun phrase that begins at `from`, its articles left out; empty when there is none.
fn phrase(words: &[Word], from: usize) -> Range<usize> {
    let start =
        (from..words.len()).find(|&at| words[at].tag != Tag::Determiner).unwrap_or(words.len());
    let end = (start..words.len()).find(|&at| !is_nominal(words[at].tag)).unwrap_or(words.len());
    start..end
}

/// The fillers of a hypothesis, in order.
fn fillers(words: &[Word]) -> Vec<Filler> {
    let mut out = Vec::new();
    let mut at = 1;
    while at < words.len() {
        let found = phrase(words, at);
        let before = at - 1;
        let preposition = (words[before].tag == Tag::Preposition).then_some(before);
        let governs = preposition.is_some() || words[before].tag == Tag::Verb;
        if found.is_empty() || !governs {
            at += 1;
            continue;
        }
        let anchor = match preposition {
            Some(preposition) => (0..preposition).rev().find(|&at| words[at].is_content()),
            None => Some(before),
        };
        at = found.end + 1;
        if let Some(anchor) = anchor {
            out.push(Filler { anchor, preposition, words: found });
        }
    }
    out
}

fn place(pair: &Pair, filler: &Filler) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let (words, end) = (&hypothesis.words, filler.words.end);
    let links = &pair.alignment.links;
    // `in Raqqa, Syria` beside `in Syria`
    let known = |at: usize| links.get(at).is_some_and(Option::is_some);
    if words.get(end).is_some_and(|w| w.text == ",") && known(end + 1)
        || filler.words.clone().any(known)
        || hypothesis.negated[filler.anchor]
    {
        return None;
    }
    let (to, _) = links[filler.anchor]?;
    let sentence = premise.sentence(to);
    let reach = to + 1..sentence.end.min(to + 8);
    let other = match filler.preposition {
        Some(preposition) => reach
            .filter(|&at| premise.words[at].text == words[preposition].text)
            .map(|at| phrase(&premise.words, at + 1))
            .find(|found| !found.is_empty())?,
        None => {
            let found = phrase(&premise.words, to + 1);
            (!found.is_empty()).then_some(found)?
        }
    };
    if other.clone().any(|at| pair.alignment.back(at).is_some()) {
        return None;
    }
    let rest = hypothesis.content().filter(|&other| !filler.words.contains(&other));
    let (covered, all) = pair.covered_of(rest, sentence);
    let is_name = |words: &[Word], of: &Range<usize>| words[of.end - 1].tag == Tag::Name;
    let (own, their) = (is_name(words, &filler.words), is_name(&premise.words, &other));
    // Headlines name the country where another names the town.
    if own && !premise.is_prose() {
        return None;
    }
    let sorts = |words: &[Word], of: &Range<usize>| -> Vec<&'static str> {
        SORTS.values(&words[of.end - 1].lemma).collect()
    };
    let (a, b) = (sorts(words, &filler.words), sorts(&premise.words, &other));
    // who is named may well be `a man`
    if their && a.contains(&"person") {
        return None;
    }
    let same_sort = a.iter().any(|sort| b.contains(sort));
    let text = |words: &[Word], of: &Range<usize>| {
        words[of.clone()].iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let preposition = filler.preposition.map_or("", |at| words[at].text.as_str());
    let model = match (filler.preposition, own && their) {
        (Some(_), true) => "slot",
        (Some(_), false) => "slot thing",
        (None, _) => "object",
    };
    Some(Evidence {
        model,
        x: vec![
            ("covered", covered),
            ("uncovered", (all * (1.0 - covered)).min(4.0)),
            ("names", flag(own && their)),
            ("things", flag(!own && !their)),
            ("same_sort", flag(same_sort)),
            ("other_sort", flag(!same_sort && !a.is_empty() && !b.is_empty())),
            ("of", flag(preposition == "of")),
            ("by", flag(preposition == "by")),
            ("verb", flag(words[filler.anchor].tag == Tag::Verb)),
            ("somebody", flag(hypothesis.is_indefinite())),
            ("subject", flag(pair.same_subject(to))),
            ("prose", flag(premise.is_prose())),
            ("one_negative", flag(hypothesis.is_negative() != premise.is_negative())),
            ("long", flag(premise.words.len() > 24)),
            ("very_long", flag(premise.words.len() > 45)),
        ],
        reason: format!(
            "The first has {:?} where the second has {:?}.",
            text(&premise.words, &other),
            text(words, &filler.words)
        ),
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
        x: vec![
            ("covered", covered),
            ("uncovered", all * (1.0 - covered)),
            ("single", flag(others.len() == 1)),
            ("one_negative", flag(hypothesis.is_negative() != premise.is_negative())),
            ("long", flag(premise.words.len() > 24)),
        ],
        reason: format!(
            "The first has {:?} where the second has {:?}.",
            premise.words[other].text, hypothesis.words[at].text
        ),
    })
}
