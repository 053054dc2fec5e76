//! Words that exclude each other, said of one person or thing: convicted and acquitted, dead and alive.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Lexical,
    rule: "lexical/exclusive",
    says: "The sources say of one person or body what cannot hold at one time.",
    example: [
        "Jon Karr was convicted of fraud in Orvel.",
        "Jon Karr was acquitted of fraud in Orvel.",
    ],
    near_miss: [
        "Jon Karr was convicted of fraud in Orvel.",
        "Jon Karr was sentenced for fraud in Orvel.",
    ],
    prior: 0.70,
    within: false,
    note,
    clash,
};

/// Pairs of predicate classes that exclude each other when they are said of one subject and matter.
const PAIRS: &[(&str, &str)] = &[
    ("convict", "acquit"),
    ("die", "rescue"),
    ("approve", "reject"),
    ("win", "lose"),
    ("arrest", "release"),
    ("open", "close"),
    ("begin", "cancel"),
    ("raise", "cut"),
    ("hire", "layoff"),
    ("sign", "reject"),
    ("begin", "postpone"),
    ("resume", "suspend"),
    ("bench", "lineup"),
];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for predicate in &claim.predicates {
        let Some(class) = predicate.class else { continue };
        if predicate.force != Force::Fact || predicate.negated {
            continue;
        }
        for (n, (one, other)) in PAIRS.iter().enumerate() {
            let member = if class.name == *one {
                0
            } else if class.name == *other {
                1
            } else {
                continue;
            };
            let Some(who) = patient(claim, predicate.at.start) else { continue };
            let fact = Fact::new(
                index,
                key(("exclusive", n, who)),
                predicate.at.clone(),
                Value::Member(one, member),
            );
            out.push(fact.with(Some(predicate.key)));
        }
    }
}

/// Of whom it is said: the name nearest before the predicate in its clause.
fn patient(claim: &crate::analysis::claim::Claim, at: usize) -> Option<EntityId> {
    let clause = claim.clause(at);
    claim
        .names
        .iter()
        .rfind(|n| {
            n.at.end <= at
                && clause.contains(&n.at.start)
                && at - n.at.end <= 5
                && !claim.terms[n.at.end - 1].possessive
        })
        .map(|n| n.entity)
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    if x == y {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let anybody = PAIRS
        .iter()
        .any(|(one, _)| *one == "bench" && matches!(a.value, Value::Member(m, _) if m == *one));
    let shared =
        if anybody { cx.related(p, q, &[]) + 2.0 } else { cx.shared_arguments(p, &a.at, q, &b.at) };
    if shared < 3.0
        || p.background != q.background
        || p.terms[a.at.start].role == Role::Noun && q.terms[b.at.start].role == Role::Noun
    {
        return None;
    }
    if !p.may_be_one_time(q) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!("\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other; both cannot hold."))
            .step(format!("Same subject and matter: {}.", cx.shared(p, q, 5).join(", ")))
            .step(format!("Words that exclude each other: {one}, {other}."))
            .values(one, other)
            .bonus(((shared - 3.0) / 4.0).clamp(0.0, 0.8)),
    )
}
