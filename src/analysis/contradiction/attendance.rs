//! Who came and who stayed away: a group that declined, and a member of it that came.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::extract::entity_key;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Set,
    rule: "set/attendance",
    says: "One source says that a group stayed away, the other that one of the group came.",
    example: [
        "Arab League officials declined invitations to the Orvel conference.",
        "The only Arab League envoy to attend the Orvel conference is Jon Karr.",
    ],
    near_miss: [
        "Arab League officials declined invitations to the Orvel conference.",
        "The only African Union envoy to attend the Orvel conference is Jon Karr.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for predicate in &claim.predicates {
        let Some(class) = predicate.class else { continue };
        let came = match class.name {
            "attend" => !predicate.negated,
            "absent" => predicate.negated,
            _ => continue,
        };
        if predicate.force != Force::Fact && predicate.force != Force::Planned {
            continue;
        }
        let clause = claim.clause(predicate.at.start);
        let before = |n: &&crate::analysis::claim::Named| {
            let possessive = claim.terms[n.at.end - 1].possessive;
            !n.anaphor
                && !possessive
                && clause.contains(&n.at.start)
                && n.at.end <= predicate.at.start
        };
        for named in claim.names.iter().filter(before) {
            let at = named.at.start.min(predicate.at.start)..named.at.end.max(predicate.at.end);
            let at = if at.len() <= 12 { at } else { predicate.at.clone() };
            out.push(
                Fact::new(index, key(("attend", named.entity)), at, Value::Holds(came))
                    .with(Some(entity_key(named.entity))),
            );
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Holds(true), Value::Holds(false)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let who = cx.show(a.predicate?);
    // "Most of them" and "some of them" leave room for the one who came; the sentence that says
    // "the only one" speaks of the group in the other account.
    let hedged = q.terms[..b.at.end.min(q.terms.len())]
        .iter()
        .any(|t| matches!(t.text.as_str(), "most" | "some" | "many" | "several" | "few"));
    if hedged || p.background || q.background || cx.related(p, q, &[]) < 2.0 {
        return None;
    }
    Some(
        Conflict::new(format!("{who}: present in {}, absent in {}.", cx.source(p), cx.source(q)))
            .step(format!("Same group or person: {who}."))
            .step(format!("Came: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
            .step(format!("Stayed away: \u{201c}{}\u{201d}.", cx.text(q, q.span_of(b.at.clone()))))
            .values("came", "stayed away"),
    )
}
