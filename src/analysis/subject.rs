//! Of whom or what a sentence says something: names, roles and pronouns, as far as words and order tell.

use super::claim::Claim;
use super::context::Context;
use super::extract::entity_key;
use super::fact::Fact;
use super::name::EntityId;
use super::term::{Key, Role};
use crate::language::lexicon;
use crate::language::stem::{Part, lemma};
use std::ops::Range;

/// What two facts are said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shared {
    /// Different people are named as their subjects.
    Other,
    /// These stand beside both.
    Keys(Vec<Key>),
}

/// Words for everybody and nobody: what is said of them is said of each.
const EVERYBODY: &[&str] = &[
    "nobody",
    "nothing",
    "none",
    "every",
    "everyone",
    "everybody",
    "all",
    "anybody",
    "anyone",
    "each",
];

/// Stems that say little of who is meant.
const LOOSE: &[&str] = &[
    "people",
    "person",
    "man",
    "woman",
    "mr",
    "ms",
    "mrs",
    "dr",
    "sir",
    "leader",
    "lead",
    "report",
    "reporter",
    "spokesman",
    "spokeswoman",
    "official",
];

/// Pronouns that stand for what the sentence before was about.
const PRONOUNS: &[&str] =
    &["he", "she", "it", "they", "his", "her", "him", "its", "their", "them", "this", "that"];

/// Tells whether it is said of everybody, or of nobody.
#[must_use]
pub fn everybody(claim: &Claim, at: &Range<usize>) -> bool {
    let clause = claim.clause(at.start);
    (clause.start..at.end).any(|i| {
        EVERYBODY.contains(&claim.word(i))
            || claim.word(i) == "no" && claim.word(i + 1) == "one"
            || claim.word(i) == "not" && matches!(claim.word(i + 1), "a" | "one")
    })
}

/// Returns who is named before a word in its clause, nearest last.
fn named(claim: &Claim, at: &Range<usize>) -> Vec<EntityId> {
    let clause = claim.clause(at.start);
    claim
        .names
        .iter()
        .filter(|n| n.at.end <= at.start && clause.contains(&n.at.start))
        .filter(|n| !claim.terms[n.at.end - 1].possessive)
        .map(|n| n.entity)
        .collect()
}

/// Returns the nouns, names and roles beside the words of a fact, and what its pronouns may stand for.
#[must_use]
pub fn beside(cx: &Context<'_>, fact: &Fact) -> Vec<Key> {
    let claim = fact.of(&cx.claims);
    let mut keys = claim.arguments(&fact.at);
    let window = fact.at.start.saturating_sub(10)..(fact.at.end + 10).min(claim.terms.len());
    let roles = |claim: &Claim, within: Range<usize>, keys: &mut Vec<Key>| {
        for named in claim.names.iter().filter(|n| within.contains(&n.at.start)) {
            let entity = cx.names.get(named.entity);
            if !cx.names.is_person(named.entity) {
                continue;
            }
            for office in entity.offices.iter().chain(&named.office) {
                keys.extend(office.split(' ').next_back().and_then(|word| cx.key_of(word)));
            }
        }
    };
    roles(claim, window.clone(), &mut keys);
    let clause = claim.clause(fact.at.start);
    let refers = (clause.start..fact.at.start).any(|i| PRONOUNS.contains(&claim.word(i)))
        || fact.at.start <= 1;
    if refers
        && let Some(before) = fact.claim.checked_sub(1).map(|i| &cx.claims[i])
        && before.article == claim.article
        && before.block == claim.block
    {
        let head = 0..before.terms.len().min(14);
        keys.extend(
            head.clone()
                .filter(|i| before.terms[*i].role == Role::Noun)
                .map(|i| before.terms[i].key),
        );
        keys.extend(
            before
                .names
                .iter()
                .filter(|n| head.contains(&n.at.start))
                .map(|n| entity_key(n.entity)),
        );
        roles(before, head, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Returns what two facts are both said of.
#[must_use]
pub fn shared(cx: &Context<'_>, a: &Fact, b: &Fact) -> Shared {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let person = |ids: Vec<EntityId>| -> Vec<EntityId> {
        ids.into_iter().filter(|id| cx.names.is_person(*id)).collect()
    };
    let (x, y) = (person(named(p, &a.at)), person(named(q, &b.at)));
    let meet = x.iter().any(|m| y.iter().any(|n| cx.names.may_be_one(*m, *n)));
    if !x.is_empty() && !y.is_empty() && !meet {
        return Shared::Other;
    }
    let (x, y) = (beside(cx, a), beside(cx, b));
    let says =
        |k: &Key| !lexicon::is_generic(cx.keys.show(*k)) && !LOOSE.contains(&cx.keys.show(*k));
    let own = |k: &Key| {
        p.terms[a.at.clone()].iter().chain(&q.terms[b.at.clone()]).any(|term| term.key == *k)
    };
    let both = x.into_iter().filter(|k| y.binary_search(k).is_ok() && says(k) && !own(k));
    Shared::Keys(both.collect())
}

/// Tells whether two facts are said of one person, named or meant by a pronoun before them.
#[must_use]
pub fn same_person(cx: &Context<'_>, a: &Fact, b: &Fact) -> bool {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let last = |claim: &Claim, at: &Range<usize>| {
        named(claim, at).into_iter().rev().find(|id| cx.names.is_person(*id))
    };
    match (last(p, &a.at), last(q, &b.at)) {
        (Some(m), Some(n)) => cx.names.may_be_one(m, n),
        _ => false,
    }
}

/// Returns who says what a claim tells: the person beside a verb of saying.
#[must_use]
pub fn source(cx: &Context<'_>, claim: &Claim) -> Option<EntityId> {
    let says = |i: &usize| {
        !matches!(claim.terms[*i].role, Role::Name | Role::Mark)
            && lexicon::ATTRIBUTION.kind(&lemma(&claim.terms[*i].text, Part::Verb)) == Some("verb")
    };
    let verb = (0..claim.terms.len()).find(says)?;
    claim
        .names
        .iter()
        .filter(|n| cx.names.is_person(n.entity))
        .filter(|n| n.at.start <= verb + 4 && verb <= n.at.end + 4)
        .min_by_key(|n| n.at.start.abs_diff(verb))
        .map(|n| n.entity)
}

/// Tells whether somebody in the account denies what it tells: `Vitt denied that ...`.
#[must_use]
pub fn denies(claim: &Claim) -> bool {
    claim.terms.iter().any(|t| {
        t.role == Role::Verb
            && matches!(
                lemma(&t.text, Part::Verb).as_str(),
                "deny" | "dispute" | "refute" | "contest" | "disavow"
            )
    })
}
