//! Planned in one account, ruled out in the other.

use super::{Conflict, Detector, Verdict};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::Role;
use crate::language::lexicon::INTENTS;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Modality,
    rule: "modality/intent",
    says: "One source says that somebody means to do what the other says is ruled out.",
    example: [
        "Orvel Mills plans to reopen the weaving shed in May.",
        "Orvel Mills has no plans to reopen the weaving shed.",
    ],
    near_miss: [
        "Orvel Mills plans to reopen the weaving shed in May.",
        "Orvel Mills has no plans to sell the weaving shed.",
    ],
    prior: 0.70,
    within: false,
    note,
    clash,
};

/// Verbs that say too little of a deed by themselves.
const LIGHT: &[&str] =
    &["be", "have", "do", "make", "take", "get", "go", "give", "need", "see", "say", "continue"];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?")
        || claim.has_word(&["if", "unless", "whether"])
    {
        return;
    }
    for found in cx.phrases(&INTENTS, claim) {
        let end = (found.at.end + 3).min(claim.terms.len());
        let verb = (found.at.end..end)
            .take_while(|i| claim.terms[*i].role != Role::Mark)
            .find(|i| matches!(claim.terms[*i].role, Role::Verb | Role::Noun));
        let Some(verb) = verb else { continue };
        if LIGHT.contains(&cx.keys.show(claim.terms[verb].stem)) {
            continue;
        }
        let own = claim
            .predicates
            .iter()
            .find(|p| p.at.contains(&verb))
            .map_or(claim.terms[verb].key, |p| p.key);
        // "does not plan to": the cue of the plan stands within a negation that its phrase does not show.
        let side = if found.side == 0 && claim.negated[found.at.end - 1] { 1 } else { found.side };
        let fact = Fact::new(
            index,
            key(("intent", own)),
            found.at.start..verb + 1,
            Value::Member("intent", side),
        );
        out.push(fact.with(Some(own)));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, 0), Value::Member(_, 1)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let (x, y) = (p.doers(a.at.start), q.doers(b.at.start));
    if !x.is_empty() && !y.is_empty() && !x.iter().any(|k| y.contains(k)) {
        return None;
    }
    let own = a.predicate?;
    let shared = cx.shared_arguments(p, &a.at, q, &b.at);
    if shared < 2.0 || !p.may_be_one_time(q) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    // Minds change in weeks, not between two morning papers.
    let days = cx.anchors[p.article]
        .day
        .zip(cx.anchors[q.article].day)
        .map_or(0, |(m, n)| m.until(n).map_or(0, |span| span.get_days().abs()));
    let verdict = if days > 7 { Verdict::Update } else { Verdict::Contradiction };
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other."
        ))
        .verdict(verdict)
        .step(format!(
            "Same deed: {}; shared words: {}.",
            cx.show(own),
            cx.shared(p, q, 5).join(", ")
        ))
        .step("Meant in one account, ruled out in the other.")
        .values("meant", "ruled out")
        .bonus(((shared - 3.0) / 4.0).clamp(-0.2, 0.4)),
    )
}
