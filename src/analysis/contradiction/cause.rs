//! Different causes of one happening.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Cause,
    rule: "cause/named",
    says: "The sources name different causes of one happening.",
    example: [
        "The blaze in the Orvel mill was caused by a gas leak, investigators said.",
        "A cigarette caused the blaze in the Orvel mill, according to investigators.",
    ],
    near_miss: [
        "The blaze in the Orvel mill was caused by a gas leak, investigators said.",
        "Leaking gas caused the blaze in the Orvel mill, according to investigators.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

/// Words before a cause.
const BEFORE: &[&[&str]] = &[
    &["caused", "by"],
    &["because", "of"],
    &["due", "to"],
    &["blamed", "on"],
    &["triggered", "by"],
    &["sparked", "by"],
    &["result", "of"],
    &["owing", "to"],
    &["thanks", "to"],
    &["started", "by"],
    &["down", "to"],
    &["resulted", "from"],
    &["stemmed", "from"],
    &["ignited", "by"],
    &["provoked", "by"],
    &["prompted", "by"],
    &["brought", "about", "by"],
    &["brought", "down", "by"],
    &["brought", "down", "over"],
    &["blames"],
    &["blamed"],
    &["driven", "by"],
    &["explained", "by"],
    &["consequence", "of"],
    &["downfall", "was"],
    &["cause", "was"],
    &["reason", "was"],
    &["culprit", "was"],
    &["ousted", "over"],
    &["traced", "to"],
    &["traced", "back", "to"],
];
/// Words after a cause.
const AFTER: &[&str] =
    &["caused", "triggered", "sparked", "causing", "ignited", "provoked", "prompted"];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for i in 0..claim.terms.len() {
        let passive =
            BEFORE.iter().find(|b| b.iter().enumerate().all(|(n, w)| claim.word(i + n) == *w));
        let (cause, effects) = if let Some(words) = passive {
            let Some(noun) = claim.noun_from(i + words.len()) else { continue };
            (noun, claim.clause(i.saturating_sub(1)).start..i)
        } else if AFTER.contains(&claim.word(i)) && claim.word(i + 1) != "by" {
            let Some(noun) = (0..i).rev().find(|j| claim.terms[*j].role == Role::Noun) else {
                continue;
            };
            (noun, i + 1..(i + 6).min(claim.terms.len()))
        } else {
            continue;
        };
        if claim.force[cause] != Force::Fact || claim.negated[cause] {
            continue;
        }
        let at = cause.min(i)..cause.max(i) + 1;
        let mut things: Vec<Key> = effects
            .clone()
            .filter(|j| claim.terms[*j].role == Role::Noun)
            .map(|j| claim.terms[j].key)
            .collect();
        things.extend(
            claim
                .predicates
                .iter()
                .filter(|p| effects.contains(&p.at.start) && p.class.is_some())
                .map(|p| p.key),
        );
        things.dedup();
        for thing in things {
            let fact = Fact::new(
                index,
                key(("cause", thing)),
                at.clone(),
                Value::Word(claim.terms[cause].key),
            );
            out.push(fact.with(Some(thing)));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Word(x), Value::Word(y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // The same cause in other words shares a word, in the sentence or around it.
    let of = |claim: &Claim, key: &Key| claim.content.contains(key);
    if x == y || of(q, x) || of(p, y) || q.around.contains(x) || p.around.contains(y) {
        return None;
    }
    let effect = a.predicate?;
    let related = cx.related(p, q, &[effect]);
    if related < 3.0 {
        return None;
    }
    let (m, n) = (cx.show(*x), cx.show(*y));
    Some(
        Conflict::new(format!(
            "The accounts name different causes of the {}: {m} and {n}.",
            cx.show(effect)
        ))
        .step(format!(
            "Same happening: {}; shared words: {}.",
            cx.show(effect),
            cx.shared(p, q, 5).join(", ")
        ))
        .step(format!(
            "Causes: \u{201c}{}\u{201d} against \u{201c}{}\u{201d}.",
            cx.text(p, p.span_of(a.at.clone())),
            cx.text(q, q.span_of(b.at.clone()))
        ))
        .values(m, n)
        .bonus(((related - 3.0) / 4.0).clamp(0.0, 0.6)),
    )
}
