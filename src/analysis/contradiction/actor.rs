//! One deed, two doers.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::{Force, Predicate};
use crate::language::naming::NameKind;
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Entity,
    rule: "entity/actor",
    says: "The sources ascribe a deed that has one doer to different people.",
    example: [
        "Minister Ana Vitt brokered the ceasefire in Orvel.",
        "Jon Karr, a retired judge, brokered the ceasefire in Orvel.",
    ],
    near_miss: [
        "Minister Ana Vitt brokered the ceasefire in Orvel.",
        "Jon Karr, a retired judge, brokered the sale of the brewery in Karrow.",
    ],
    prior: 0.8,
    within: true,
    note,
    clash,
};

/// Who does it: the name before the predicate in its sentence, or after "by".
fn doer(cx: &Context<'_>, claim: &Claim, predicate: &Predicate) -> Option<EntityId> {
    let somebody =
        |id: EntityId| matches!(cx.names.get(id).kind, NameKind::Person | NameKind::Organisation);
    let named = || claim.names.iter().filter(|n| !n.anaphor && somebody(n.entity));
    let by = (predicate.at.end..(predicate.at.end + 10).min(claim.terms.len()))
        .find(|i| claim.word(*i) == "by");
    if let Some(by) = by {
        return named().find(|n| n.at.start > by && n.at.start <= by + 4).map(|n| n.entity);
    }
    // The subject is the first of a run of names: "Jon Karr, a judge who had been called in by the mayor, ...".
    named()
        .find(|n| n.at.end <= predicate.at.start && !claim.terms[n.at.end - 1].possessive)
        .map(|n| n.entity)
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for predicate in &claim.predicates {
        let verb = claim.terms[predicate.at.start].role == crate::analysis::term::Role::Verb
            || predicate.at.len() > 1;
        if !verb
            || !predicate.class.is_some_and(|c| c.sole)
            || predicate.negated
            || predicate.force != Force::Fact
        {
            continue;
        }
        if let Some(who) = doer(cx, claim, predicate) {
            let fact = Fact::new(
                index,
                key(("actor", predicate.key)),
                predicate.at.clone(),
                Value::Who(who),
            );
            out.push(fact.with(Some(predicate.key)));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Who(m), Value::Who(n)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if cx.names.may_be_one(*m, *n)
        || cx.names.get(*m).kind != cx.names.get(*n).kind
        || p.background != q.background
    {
        return None;
    }
    // What is done must be the same thing: what follows the verb.
    let object = |claim: &Claim, fact: &Fact| {
        let end = (fact.at.end + 6).min(claim.terms.len());
        (fact.at.end..end)
            .take_while(|i| claim.terms[*i].clause == claim.terms[fact.at.start].clause)
            .filter(|i| claim.terms[*i].role == crate::analysis::term::Role::Noun)
            .map(|i| claim.terms[i].key)
            .collect::<Vec<_>>()
    };
    let (x, y) = (object(p, a), object(q, b));
    if !(x.iter().any(|k| y.contains(k)) || x.is_empty() && y.is_empty()) {
        return None;
    }
    let deed = cx.text(p, p.span_of(a.at.clone()));
    let (m, n) = (cx.names.name(*m), cx.names.name(*n));
    Some(
        Conflict::new(format!(
            "One account says that {m} did it (\u{201c}{deed}\u{201d}), the other {n}."
        ))
        .step(format!(
            "Same deed: {}; shared words: {}.",
            cx.show(a.predicate?),
            cx.shared(p, q, 5).join(", ")
        ))
        .step(format!("Doers: {m} against {n}; such a deed has one."))
        .values(m, n)
        .bonus(if x.is_empty() { -0.5 } else { 0.2 }),
    )
}
