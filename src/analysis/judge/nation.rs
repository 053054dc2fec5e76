//! Another country, or another part of the world: what was found in Utah was not found in Asia.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::Reading;
use crate::language::country::{self, countries};
use crate::language::lexicon::{entries, members};
use crate::language::tag::{Tag, Word};
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The most words that a name of a place is looked up with.
const LONGEST: usize = 3;

/// Where a name of a reading lies.
#[derive(Clone, Debug)]
struct Place {
    words: Range<usize>,
    /// Nothing for a part of the world.
    country: Option<usize>,
    /// The part of the world, or two.
    regions: Vec<&'static str>,
}

/// Parts of countries, and countries that lie in a second part of the world, folded.
struct Parts {
    countries: HashMap<String, usize>,
    regions: HashMap<usize, &'static str>,
}

fn parts() -> &'static Parts {
    static PARTS: LazyLock<Parts> = LazyLock::new(|| {
        let mut parts = Parts { countries: HashMap::default(), regions: HashMap::default() };
        let list = entries(include_str!("../../../assets/lexicon/subdivisions.txt"));
        for (whole, names) in list.filter_map(|line| line.split_once(':')) {
            let country = countries().iter().position(|country| country.name == whole);
            for name in members(names) {
                if let Some(country) = country {
                    parts.countries.insert(country::key(name), country);
                } else if let Some((country, _)) = country::by_words(&country::key(name)) {
                    parts.regions.insert(country, whole);
                }
            }
        }
        parts
    });
    &PARTS
}

fn place_of(words: &[Word]) -> Option<(Option<usize>, Vec<&'static str>)> {
    if !words[0].capital {
        return None;
    }
    let text: Vec<_> = words.iter().map(|w| w.text.trim_end_matches("'s")).collect();
    let key = country::key(&text.join(" "));
    let country = country::by_words(&key)
        .map(|(country, _)| country)
        .or_else(|| parts().countries.get(&key).copied());
    if let Some(country) = country {
        let second = parts().regions.get(&country).copied();
        return Some((
            Some(country),
            std::iter::once(countries()[country].region).chain(second).collect(),
        ));
    }
    // `Asia`, `Asian`; `Europe`, `European`
    let is =
        |name: &str| key.strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "n" | "an"));
    let (_, region) = REGIONS.iter().find(|(name, _)| is(name))?;
    Some((None, vec![region]))
}

/// The parts of the world, each once, by the form under which they are looked up.
static REGIONS: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let regions: BTreeSet<_> = countries().iter().map(|country| country.region).collect();
    regions.into_iter().map(|region| (country::key(region), region)).collect()
});

/// The places that a reading names, in order, the longest names first.
fn places(reading: &Reading) -> Vec<Place> {
    let words = &reading.words;
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = (1..=LONGEST.min(words.len() - at))
            .rev()
            .find_map(|count| Some((count, place_of(&words[at..at + count])?)));
        let Some((count, (country, regions))) = found else {
            at += 1;
            continue;
        };
        out.push(Place { words: at..at + count, country, regions });
        at += count;
    }
    out
}

impl Place {
    /// Tells whether the two may be one, or one in the other.
    fn meets(&self, other: &Self) -> bool {
        match (self.country, other.country) {
            (Some(a), Some(b)) => a == b,
            _ => self.regions.iter().any(|region| other.regions.contains(region)),
        }
    }
}

/// Finds a country of the hypothesis where the premise has another, before the same noun or in the same phrase; and
/// a part of the world in which nothing lies that the premise names.
///
/// `A bridge in Norway` against `The bridge in Chile`. A near miss: `He was born in Norway and lives in Chile`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let others = places(&pair.premise);
    if others.is_empty() {
        return Vec::new();
    }
    let asked = places(&pair.hypothesis);
    let other = |own: &Place| !others.iter().any(|other| own.meets(other));
    asked
        .iter()
        .filter(|own| own.words.start > 0 && other(own))
        .filter_map(|own| clash(pair, own, &others))
        .collect()
}

fn clash(pair: &Pair, own: &Place, others: &[Place]) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let rest = || hypothesis.content().filter(|at| !own.words.contains(at));
    let reason = |other: &Place| {
        format!(
            "The first has {:?} where the second has {:?}.",
            premise.words[other.words.start].text, hypothesis.words[own.words.start].text
        )
    };
    let before = own.words.start - 1;
    if own.country.is_none() {
        let predicate = hypothesis.predicate.and_then(|at| pair.alignment.links[at]);
        let said = predicate.is_some_and(|(_, found)| !matches!(found, Match::Opposed(_)));
        let other = others.first()?;
        let (covered, all) = pair.covered_of(rest(), premise.sentence(other.words.start));
        let one_negative = hypothesis.is_negative() != premise.is_negative();
        return (said
            && hypothesis.words[before].text == "in"
            && covered > 0.7
            && all > 1.5
            && !one_negative)
            .then(|| Evidence { model: "region", x: Vec::new(), reason: reason(other) });
    }
    let noun = |words: &[Word], at: usize| {
        words[at..].iter().take(3).find(|w| w.tag == Tag::Noun).map(|w| w.lemma.clone())
    };
    // what the preposition before a place hangs on
    let anchor = |reading: &Reading, place: &Place| {
        let at = place.words.start.checked_sub(1)?;
        let at = if reading.words[at].tag == Tag::Determiner { at.checked_sub(1)? } else { at };
        (reading.words[at].tag == Tag::Preposition)
            .then(|| (0..at).rev().find(|&at| reading.words[at].is_content()))?
    };
    if pair.is_of_strangers(&own.words) {
        return None;
    }
    let own_anchor = anchor(hypothesis, own).and_then(|at| pair.alignment.links[at]);
    let other = others.iter().find(|other| {
        let same_noun = noun(&premise.words, other.words.end).is_some()
            && noun(&premise.words, other.words.end) == noun(&hypothesis.words, own.words.end);
        let at = other.words.start.saturating_sub(1);
        let same_word = premise.words[at].text == hypothesis.words[before].text;
        let hangs = own_anchor
            .is_some_and(|(to, _)| anchor(premise, other).is_some_and(|at| at.abs_diff(to) <= 3));
        same_noun || hangs || same_word && hypothesis.words[before].tag != Tag::Preposition
    })?;
    if hypothesis.negated[own.words.start] || premise.negated[other.words.start] {
        return None;
    }
    let (covered, all) = pair.covered_of(rest(), premise.sentence(other.words.start));
    Some(Evidence {
        model: "nation",
        x: vec![
            ("covered", covered),
            ("uncovered", all * (1.0 - covered)),
            ("single", flag(others.len() == 1)),
            ("one_negative", flag(hypothesis.is_negative() != premise.is_negative())),
            ("long", flag(premise.words.len() > 24)),
        ],
        reason: reason(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_in_countries_and_parts_of_the_world() {
        for (premise, hypothesis, clash) in [
            ("Bones of a whale were found in Utah.", "Whale bones were found in Asia.", true),
            (
                "Bones of a whale were found in Utah.",
                "Whale bones were found in North America.",
                false,
            ),
            (
                "Bones of a whale were found in Istanbul.",
                "Whale bones were found in Europe.",
                false,
            ),
            ("Marl is a town in New Zealand.", "Marl is a town in Chile.", true),
            ("Ada Reich is a Norwegian pilot.", "Ada Reich is a Chilean pilot.", true),
            ("Ada Reich flew to Norway.", "Ada Reich was born in Chile.", false),
        ] {
            assert_eq!(
                !rule(&Pair::new(premise, hypothesis)).is_empty(),
                clash,
                "{premise} / {hypothesis}"
            );
        }
    }
}
