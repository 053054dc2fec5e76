//! Of whom or what a sentence says something: names, roles and pronouns, as far as words and order tell.

use super::claim::Claim;
use super::context::Context;
use super::extract::entity_key;
use super::fact::Fact;
use super::referent::{self, Referent};
use super::term::{Key, Role};
use crate::language::lexicon::{self, SORTS};
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};
use std::ops::Range;

/// What sort of subject something can be said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Somebody.
    Person,
    /// Something.
    Thing,
    /// Either.
    Any,
}

/// Of whom or what the words of a claim are said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The heads before the verb, the people named there and their offices, in order.
    pub heads: Vec<Key>,
    /// All that stands beside the words, and what their pronouns may stand for, in order.
    pub beside: Vec<Key>,
    /// Whether it is said of a part of a set: `three of the doors`, `some`, `gates 3 and 6`.
    pub part: bool,
    /// Whether it is said of all: `every door`, `nobody`.
    pub all: bool,
    /// Who or what stands in front of the words as their subject, or is what they are done to.
    pub referents: Vec<Referent>,
}

impl Subject {
    /// Tells whether what is said of the one may not be so of the other, as one speaks of a part of them only.
    #[must_use]
    pub fn differ_in_part(&self, other: &Self) -> bool {
        self.part && !other.all || other.part && !self.all
    }

    /// Finds of whom or what of a sort the words at `at` of a claim are said.
    #[must_use]
    pub fn of(cx: &Context<'_>, index: usize, at: &Range<usize>, sort: Sort) -> Self {
        let claim = &cx.claims[index];
        let clause = claim.clause(at.start);
        let all = everybody(claim, at);
        let some = |t: &super::term::Term| {
            t.role == Role::Number
                || matches!(
                    t.text.as_str(),
                    "some" | "most" | "many" | "several" | "few" | "other" | "others" | "another"
                )
        };
        let part = !all && claim.terms[clause.start..at.start].iter().any(some);
        let fits = |r: &Referent| match sort {
            Sort::Person => r.person,
            Sort::Thing => !r.person,
            Sort::Any => true,
        };
        Self {
            heads: heads(cx, claim, at.start, sort),
            beside: beside(cx, index, at),
            part,
            all,
            referents: referent::of(cx, index, at, fits),
        }
    }
}

/// Nouns that are no subject by themselves.
const LIGHT: &[&str] = &[
    "year", "day", "week", "month", "time", "hour", "minute", "people", "person", "man", "woman",
    "thing", "part", "number", "way", "place", "side", "one", "lot", "case", "percent",
];

/// The heads before a word of a claim, the people named there, and the offices of those.
fn heads(cx: &Context<'_>, claim: &Claim, at: usize, sort: Sort) -> Vec<Key> {
    let before = claim.clause(at).start..at;
    let mut keys = Vec::new();
    if sort != Sort::Thing {
        let people = claim.names.iter().filter(|n| before.contains(&n.at.start));
        for named in people.filter(|n| cx.names.is_person(n.entity)) {
            // "the final between Orvel and Karrow" is of neither
            let hangs = matches!(
                claim.back(named.at.start, 1),
                "between" | "of" | "with" | "by" | "against" | "for" | "from" | "to"
            );
            if claim.terms[named.at.end - 1].possessive || hangs {
                continue;
            }
            keys.push(entity_key(named.entity));
            let entity = cx.names.get(named.entity);
            for office in entity.offices.iter().chain(&named.office) {
                keys.extend(office.split(' ').next_back().and_then(|word| cx.key_of(word)));
            }
        }
    }
    let nouns = before.clone().filter(|i| claim.terms[*i].role == Role::Noun).filter(|i| {
        let of = (before.start..*i).rev().take(4).any(|j| {
            matches!(claim.word(j), "of" | "in" | "at" | "by" | "with" | "for" | "on" | "from")
        });
        let head = claim.terms.get(i + 1).is_none_or(|t| t.role != Role::Noun);
        head && !of
    });
    for noun in nouns {
        let term = &claim.terms[noun];
        let word = lemma(&term.text, Part::Noun);
        let person = SORTS.values(&word).any(|s| s == "person");
        let fits = match sort {
            Sort::Thing => !person,
            Sort::Person => person,
            Sort::Any => true,
        };
        if fits
            && !LIGHT.contains(&word.as_str())
            && !claim.times.iter().any(|t| t.at.contains(&noun))
        {
            keys.push(term.key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

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
            || claim.word(i) == "no" && (claim.word(i + 1) == "one" || i == at.start)
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
fn beside(cx: &Context<'_>, index: usize, at: &Range<usize>) -> Vec<Key> {
    let claim = &cx.claims[index];
    let mut keys = claim.arguments(at);
    let window = at.start.saturating_sub(10)..(at.end + 10).min(claim.terms.len());
    let roles = |claim: &Claim, within: Range<usize>, keys: &mut Vec<Key>| {
        for named in claim.names.iter().filter(|n| within.contains(&n.at.start)) {
            let entity = cx.names.get(named.entity);
            // `the outfit that she was about to buy` does not speak of an executive
            if !cx.names.is_person(named.entity) || named.anaphor {
                continue;
            }
            for office in entity.offices.iter().chain(&named.office) {
                keys.extend(office.split(' ').next_back().and_then(|word| cx.key_of(word)));
            }
        }
    };
    roles(claim, window.clone(), &mut keys);
    let clause = claim.clause(at.start);
    let refers =
        (clause.start..at.start).any(|i| PRONOUNS.contains(&claim.word(i))) || at.start <= 1;
    if refers
        && let Some(before) = index.checked_sub(1).map(|i| &cx.claims[i])
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
    let keys = |fact: &Fact| fact.subject.as_ref().map_or_else(Vec::new, |s| s.beside.clone());
    let (x, y) = (keys(a), keys(b));
    let says =
        |k: &Key| !lexicon::is_generic(cx.keys.show(*k)) && !LOOSE.contains(&cx.keys.show(*k));
    let own = |k: &Key| {
        p.terms[a.at.clone()].iter().chain(&q.terms[b.at.clone()]).any(|term| term.key == *k)
    };
    let both = x.into_iter().filter(|k| y.binary_search(k).is_ok() && says(k) && !own(k));
    Shared::Keys(both.collect())
}

/// Words that set apart what they stand beside from what the account is about.
const APART: &[&str] = &[
    "other",
    "another",
    "others",
    "neighbouring",
    "neighboring",
    "nearby",
    "adjacent",
    "elsewhere",
    "previous",
    "similar",
    "second",
];

/// Words for those who belong to somebody and are somebody else.
const KIN: &[&str] = &[
    "brother",
    "sister",
    "wife",
    "husband",
    "father",
    "mother",
    "son",
    "daughter",
    "uncle",
    "aunt",
    "cousin",
    "friend",
    "colleague",
    "lawyer",
    "accountant",
    "driver",
    "assistant",
    "deputy",
    "predecessor",
    "neighbour",
];

/// Tells whether the first of two facts is set apart from what the account of the other is about: by a word such
/// as `another`, by a place that this account does not name, by who belongs to somebody and is not spoken of there.
#[must_use]
pub fn elsewhere(cx: &Context<'_>, fact: &Fact, other: &Fact) -> bool {
    let (claim, with) = (fact.of(&cx.claims), other.of(&cx.claims));
    let clause = claim.clause(fact.at.start);
    let clause = clause.start..clause.end.max(fact.at.end);
    let apart = |i: usize| {
        let word = claim.word(i);
        let kin = KIN.contains(&word) && i > clause.start && {
            let owner = &claim.terms[i - 1];
            owner.possessive || matches!(owner.text.as_str(), "his" | "her" | "their")
        };
        (kin || APART.contains(&word)) && !fact.at.contains(&i) && !with.has_word(&[word])
    };
    if clause.clone().any(apart) {
        return true;
    }
    claim.names.iter().any(|name| {
        let before = |n: usize| claim.back(name.at.start, n);
        clause.contains(&name.at.start)
            && !cx.names.is_person(name.entity)
            && (matches!(before(1), "in" | "near" | "outside" | "at" | "from")
                || before(1) == "of"
                    && matches!(before(2), "coast" | "town" | "city" | "outskirts"))
            && !cx
                .claims
                .iter()
                .filter(|c| c.article == with.article)
                .any(|c| c.names_entity(name.entity))
    })
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

/// Returns what stands beside both facts and says of what they are told, besides the keys of `but`, and how much
/// it says by its rarity.
#[must_use]
pub fn common(cx: &Context<'_>, a: &Fact, b: &Fact, but: &[Key]) -> (Vec<Key>, f64) {
    let says = |k: &Key| !lexicon::is_generic(cx.keys.show(*k)) && !but.contains(k);
    let (x, y) = (beside(cx, a.claim, &a.at), beside(cx, b.claim, &b.at));
    let both: Vec<Key> = x.into_iter().filter(|k| y.binary_search(k).is_ok() && says(k)).collect();
    let sum = both.iter().map(|k| cx.weight(*k)).sum();
    (both, sum)
}

/// Returns the words of some keys, in alphabetical order, for a step.
#[must_use]
pub fn words(cx: &Context<'_>, keys: &[Key]) -> String {
    let mut words: Vec<String> = keys.iter().map(|k| cx.show(*k)).collect();
    words.sort_unstable();
    words.dedup();
    words.join(", ")
}
