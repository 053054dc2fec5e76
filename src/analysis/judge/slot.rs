//! Another name in the same place: born in one town, born in another.

use super::Pair;
use super::deed::is_nominal;
use super::evidence::{Evidence, flag};
use crate::language::lexicon::SORTS;
use crate::language::tag::{Tag, Word};
use std::ops::Range;

/// Finds a name of the hypothesis, unknown to the premise, where the premise has another after the same
/// verb and preposition.
///
/// `Ada was born in Trieste` against `Born in Naples, Ada grew up with aunts`. A near miss: `born in
/// Campania`, which may hold the other.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let mut out = Vec::new();
    for filler in fillers(&pair.hypothesis.words) {
        out.extend(place(pair, &filler));
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

/// Says whether a list goes on at `at`: `Naples, Rome and Turin`, of which the second may leave out some.
fn is_listed(words: &[Word], at: usize) -> bool {
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    let nominal = |at: usize| words.get(at).is_some_and(|w| is_nominal(w.tag));
    if text(at) == "and" || text(at) == "or" {
        return nominal(at + 1);
    }
    if text(at) != "," {
        return false;
    }
    let next = phrase(words, at + 1).end;
    next > at + 1 && (text(next) == "and" || text(next) == ",") && {
        let after = if text(next) == "," && text(next + 1) == "and" { next + 2 } else { next + 1 };
        nominal(after) || text(next) == "and" && text(after) == ","
    }
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
    if is_listed(&premise.words, other.end) || pair.is_of_strangers(&filler.words) {
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
            ("things", flag(!own && !their)),
            ("same_sort", flag(same_sort)),
            ("of", flag(preposition == "of")),
            ("by", flag(preposition == "by")),
            ("somebody", flag(hypothesis.is_indefinite())),
            ("prose", flag(premise.is_prose())),
            ("very_long", flag(premise.words.len() > 45)),
        ],
        reason: format!(
            "The first has {:?} where the second has {:?}.",
            text(&premise.words, &other),
            text(words, &filler.words)
        ),
    })
}
