//! Unanimous in one account, with votes against in the other.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Set,
    rule: "set/unanimous",
    says: "One source calls a decision unanimous, the other tells of dissent.",
    example: [
        "The Orvel council voted unanimously for the harbour plan.",
        "Three of the eleven members of the Orvel council voted against the harbour plan.",
    ],
    near_miss: [
        "The Orvel council voted unanimously for the harbour plan.",
        "Eleven members of the Orvel council voted for the harbour plan.",
    ],
    prior: 0.78,
    within: true,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let decides = claim.predicates.iter().find(|p| {
        p.class.is_some_and(|c| matches!(c.name, "vote" | "approve" | "reject" | "elect"))
    });
    for (i, term) in claim.terms.iter().enumerate() {
        let all = matches!(term.text.as_str(), "unanimous" | "unanimously" | "unanimity")
            || term.text == "voice" && claim.back(i, 1) == "one";
        let against = term.text == "against" && decides.is_some_and(|p| i.abs_diff(p.at.end) <= 4)
            || matches!(
                term.text.as_str(),
                "dissented" | "abstained" | "dissent" | "abstentions" | "dissenting"
            );
        if (all || against) && !claim.negated[i] {
            let value = Value::Member("unanimous", usize::from(against));
            let at = decides
                .filter(|p| p.at.start < i && i - p.at.start < 6)
                .map_or(i, |p| p.at.start)..i + 1;
            out.push(Fact::new(index, key("unanimous"), at, value).with(decides.map(|p| p.key)));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, 0), Value::Member(_, 1)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let but: Vec<_> = a.predicate.into_iter().chain(b.predicate).collect();
    let related = cx.related(p, q, &but);
    if related < 2.0 || p.background != q.background {
        return None;
    }
    Some(
        Conflict::new(
            "One account calls the decision unanimous, the other tells of votes against."
                .to_owned(),
        )
        .step(format!("Same decision: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Unanimous: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
        .step(format!("Dissent: \u{201c}{}\u{201d}.", cx.text(q, q.span_of(b.at.clone()))))
        .values("unanimous", "with dissent")
        .bonus(((related - 3.0) / 4.0).clamp(-0.3, 0.5)),
    )
}
