//! One deed or office of one thing, two doers: who built it, flew it, owns it, was first on the scene.

use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Named};
use crate::analysis::context::Context;
use crate::analysis::extract::{entity_key, is_entity};
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::{DOERS, SORTS};
use crate::language::naming::NameKind;
use crate::language::pattern::Found;
use crate::language::relation::{kind_of, synonyms};
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Entity,
    rule: "entity/doer",
    says: "The sources name different doers of one deed, or holders of one role.",
    example: [
        "The old footbridge in Orvel was built by Karr Steel in 1962, said Ana Vitt.",
        "Tellin Ironworks built the footbridge, which Orvel closed on Friday, said Ana Vitt.",
    ],
    near_miss: [
        "The old footbridge in Orvel was built by Karr Steel in 1962, said Ana Vitt.",
        "Tellin Ironworks built the cranes beside the mill, which Orvel closed on Friday, said Ana Vitt.",
    ],
    prior: 0.64,
    within: false,
    note,
    clash,
};

/// How many words after `by` or `is` the doer may begin.
const NEAR: usize = 4;

/// Least weight of what the deed is done to, in both accounts.
const LEAST_SHARED: f64 = 1.2;

/// Deeds of firms as much as of people.
const FIRMS: &[&str] = &[
    "build", "own", "operate", "maintain", "supply", "insure", "donate", "fund", "publish", "buy",
];

/// Deeds to come that are told as present: `takes over in summer`.
const COMING: &[&str] = &["replace"];

/// Who does it.
#[derive(Clone, Debug)]
enum Doer {
    /// By name.
    Named(EntityId),
    /// By a noun: `a fisherman`, `the first officer`.
    Told(usize),
}

/// Words before a noun that make it no subject.
fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "at"
            | "from"
            | "with"
            | "for"
            | "to"
            | "on"
            | "against"
            | "near"
            | "off"
            | "into"
            | "by"
            | "under"
            | "over"
            | "than"
            | "between"
            | "after"
            | "before"
            | "until"
            | "about"
    )
}

/// Somebody or some body that can do things.
fn acts(cx: &Context<'_>, claim: &Claim, named: &Named) -> bool {
    !named.anaphor
        && !matches!(cx.names.get(named.entity).kind, NameKind::Place | NameKind::Event)
        && !claim.terms[named.at.end - 1].possessive
}

/// A noun for people or a body of them.
fn is_somebody(claim: &Claim, i: usize) -> bool {
    let Some(term) = claim.terms.get(i).filter(|t| t.role == Role::Noun) else { return false };
    let word = lemma(&term.text, Part::Noun);
    SORTS.values(&word).next().is_some_and(|s| s == "person")
        && !matches!(word.as_str(), "people" | "person" | "man" | "woman" | "member" | "other")
}

/// The doer in the phrase that begins at `from`: the first name, or a noun for somebody.
fn doer_from(cx: &Context<'_>, claim: &Claim, from: usize) -> Option<(Doer, Range<usize>)> {
    let named = claim
        .names
        .iter()
        .find(|n| (from..=from + NEAR).contains(&n.at.start) && acts(cx, claim, n))
        .filter(|n| {
            claim.terms[from..n.at.start]
                .iter()
                .all(|t| t.role != Role::Mark && !is_preposition(&t.text) || t.text == "\"")
        });
    if let Some(named) = named {
        return Some((Doer::Named(named.entity), named.at.clone()));
    }
    let head = claim.noun_from(from).filter(|i| is_somebody(claim, *i))?;
    Some((Doer::Told(head), from..head + 1))
}

/// The doer before the verb at `at`: the subject of its clause, or what a relative clause stands with.
fn doer_before(cx: &Context<'_>, claim: &Claim, at: usize) -> Option<(Doer, Range<usize>)> {
    let clause = claim.clause(at);
    let subject = |range: Range<usize>| {
        claim
            .names
            .iter()
            .find(|n| {
                range.contains(&n.at.start)
                    && acts(cx, claim, n)
                    && !is_preposition(claim.back(n.at.start, 1))
                    && !(claim.back(n.at.start, 1) == "the"
                        && is_preposition(claim.back(n.at.start, 2)))
            })
            .map(|n| (Doer::Named(n.entity), n.at.clone()))
    };
    let own = subject(clause.start..at);
    if own.is_some() {
        return own;
    }
    // A pronoun or a noun of its own is the subject.
    let told = (clause.start..at)
        .find(|i| is_somebody(claim, *i) && !is_preposition(claim.back(*i, 1)))
        .filter(|i| !claim.terms.get(i + 1).is_some_and(|t| t.role == Role::Name));
    if let Some(head) = told {
        let preposed = (clause.start..head).any(|i| is_preposition(claim.word(i)));
        return (!preposed).then_some((Doer::Told(head), head..head + 1));
    }
    let noun = (clause.start..at).any(|i| {
        claim.terms[i].role == Role::Noun
            || matches!(claim.word(i), "he" | "she" | "it" | "they" | "we" | "i" | "that" | "which")
    });
    if noun {
        return None;
    }
    // "Jon Karr, a judge, brokered", "it was Jon Karr who brokered"
    subject(0..clause.start)
}

/// Tells whether a verb is told of what it is done to: `was built`, `built in 1962 by`.
fn is_passive(claim: &Claim, found: &Found) -> bool {
    (1..=3)
        .map_while(|n| found.at.start.checked_sub(n))
        .take_while(|i| claim.terms[*i].role != Role::Mark)
        .any(|i| {
            matches!(claim.word(i), "was" | "were" | "been" | "being" | "is" | "are" | "be" | "got")
                && claim.terms[i + 1..found.at.start]
                    .iter()
                    .all(|t| matches!(t.role, Role::Adverb | Role::Function | Role::Verb))
        })
}

/// The doer of a deed or holder of a role, with the words that name it.
fn doer(cx: &Context<'_>, claim: &Claim, found: &Found) -> Option<(Doer, Range<usize>)> {
    let (start, end) = (found.at.start, found.at.end);
    let last = claim.word(end - 1);
    if matches!(last, "by" | "of" | "from" | "to") && found.side == 0 {
        let agent = last == "by"
            || ["gift", "belong", "left to"].iter().any(|w| found.phrase.starts_with(w));
        if agent && !found.phrase.starts_with("first") && !found.phrase.starts_with("last") {
            return doer_from(cx, claim, end);
        }
    }
    let is = |i: usize| matches!(claim.word(i), "is" | "was" | "were" | "are" | "be" | "been");
    if found.side == 1 || matches!(found.class, "first" | "last") {
        // "its operator is X", "the first vessel on the scene was X"
        let until = (end + 6).min(claim.terms.len());
        if let Some(verb) =
            (end..until).take_while(|i| claim.terms[*i].role != Role::Mark).find(|i| is(*i))
            && let Some(found) = doer_from(cx, claim, verb + 1)
        {
            return Some(found);
        }
        // "X is the operator", "X was first on the scene"
        let verb = (1..=3).map_while(|n| start.checked_sub(n)).find(|i| is(*i));
        if let Some(verb) = verb {
            return doer_before(cx, claim, verb);
        }
        // "the operator, X,", "operator X"
        let from = end + usize::from(claim.word(end) == ",");
        let named = claim.names.iter().find(|n| n.at.start == from && acts(cx, claim, n));
        let comma = claim.back(start, 2) == "," || claim.back(start, 1) == ",";
        let before = || {
            // "X, the operator of"
            let comma = (1..=2).map_while(|n| start.checked_sub(n)).find(|i| claim.word(*i) == ",");
            claim.names.iter().find(|n| Some(n.at.end) == comma && acts(cx, claim, n))
        };
        return named
            .or_else(|| if comma { before() } else { None })
            .map(|n| (Doer::Named(n.entity), n.at.clone()));
    }
    let clause_end = claim.clause(start).end;
    let by = (end..(end + 9).min(claim.terms.len()))
        .take_while(|i| claim.terms[*i].role != Role::Mark || *i + 3 < clause_end)
        .find(|i| claim.word(*i) == "by");
    if let Some(by) = by.filter(|by| *by < clause_end) {
        return doer_from(cx, claim, by + 1);
    }
    if is_passive(claim, found) && found.at.len() == 1 {
        return None;
    }
    // A participle behind its noun has no doer; a deed has an object, or a subject before a relative clause.
    let object = (end..(end + 5).min(claim.terms.len()))
        .take_while(|i| claim.terms[*i].role != Role::Mark && !is_preposition(claim.word(*i)))
        .any(|i| matches!(claim.terms[i].role, Role::Noun | Role::Name | Role::Number));
    let relative = {
        let clause = claim.clause(start);
        matches!(claim.word(clause.start), "which" | "that" | "whom" | "who")
    };
    let sentence_end = claim.terms.get(end).is_none_or(|t| t.role == Role::Mark);
    if found.at.len() == 1 && !object && !relative && !sentence_end {
        return None;
    }
    doer_before(cx, claim, start)
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    for found in cx.phrases(&DOERS, claim) {
        let start = found.at.start;
        if claim.negated[start] || claim.terms[start].role == Role::Name {
            continue;
        }
        if matches!(claim.force[start], Force::Possible | Force::Conditional) {
            continue;
        }
        let Some((doer, at)) = doer(cx, claim, &found) else { continue };
        let (value, predicate) = match doer {
            Doer::Named(id) => (Value::Who(id), entity_key(id)),
            Doer::Told(head) => (Value::Word(claim.terms[head].key), claim.terms[head].key),
        };
        let at = at.start.min(start)..at.end.max(found.at.end);
        out.push(Fact::new(index, key(("doer", found.class)), at, value).with(Some(predicate)));
    }
}

/// Tells whether a name and a noun, or two of them, can mean one.
fn may_be_one(cx: &Context<'_>, p: &Claim, a: &Fact, q: &Claim, b: &Fact) -> bool {
    // What a name is, is a guess; firms and people do these alike.
    let firms = FIRMS.iter().any(|role| a.key == key(("doer", *role)));
    match (&a.value, &b.value) {
        (Value::Who(x), Value::Who(y)) => {
            let (m, n) = (cx.names.get(*x), cx.names.get(*y));
            cx.names.may_be_one(*x, *y)
                || (m.kind == NameKind::Person) != (n.kind == NameKind::Person) && !firms
                || m.country.is_some() && m.country == n.country
                || p.names_entity(*y)
                || q.names_entity(*x)
        }
        (Value::Word(x), Value::Word(y)) => {
            let of = |k: &Key| lemma(cx.keys.show(*k), Part::Noun);
            let (m, n) = (of(x), of(y));
            x == y
                || synonyms(&m, &n, Part::Noun)
                || kind_of(&m, &n, Part::Noun)
                || kind_of(&n, &m, Part::Noun)
        }
        // A name may stand for any noun.
        _ => true,
    }
}

/// Tells whether the times beside two deeds leave room for one.
fn one_time(p: &Claim, a: &Fact, q: &Claim, b: &Fact) -> bool {
    let times = |claim: &Claim, fact: &Fact| -> Vec<_> {
        let clause = claim.clause(fact.at.end.saturating_sub(1));
        let near = claim.times.iter().filter(|t| clause.contains(&t.at.start));
        near.filter_map(|t| t.when).collect()
    };
    let (x, y) = (times(p, a), times(q, b));
    x.is_empty() || y.is_empty() || x.iter().any(|s| y.iter().any(|t| s.intersects(t)))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if may_be_one(cx, p, a, q, b)
        || p.force[a.at.start] != q.force[b.at.start]
            && !COMING.iter().any(|role| a.key == key(("doer", *role)))
        || !one_time(p, a, q, b)
    {
        return None;
    }
    let own: Vec<Key> = [a.predicate, b.predicate].into_iter().flatten().collect();
    let (common, shared) = subject::common(cx, a, b, &own);
    // The thing itself, by its noun: the same people and towns are named beside many things.
    let told = |claim: &Claim, fact: &Fact| {
        let clause = claim.clause(fact.at.end.saturating_sub(1));
        clause.filter(|i| !fact.at.contains(i)).any(|i| claim.terms[i].role == Role::Noun)
    };
    let by_noun = common.iter().any(|k| !is_entity(*k));
    if shared < LEAST_SHARED || !by_noun && told(p, a) && told(q, b) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let show = |fact: &Fact| fact.predicate.map_or_else(String::new, |k| cx.show(k));
    let (m, n) = (show(a), show(b));
    Some(
        Conflict::new(format!("One account says that it is {m}, the other {n}."))
            .step(format!("Same deed or role: \u{201c}{one}\u{201d} and \u{201c}{other}\u{201d}."))
            .step(format!("Same thing: {}.", subject::words(cx, &common)))
            .step("Considered: two names of one, and several doers.".to_owned())
            .values(m, n)
            .bonus(((shared - 2.5) / 5.0).clamp(-0.3, 0.4)),
    )
}
