//! Told as done in one account, as unconfirmed in the other; and plans that another account tells as done.

use super::{Conflict, Detector, Verdict};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Status, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;

pub(super) const CONFIRMED: Detector = Detector {
    kind: Kind::Modality,
    rule: "modality/unconfirmed",
    says: "One source tells as done what the other says nobody has confirmed.",
    example: [
        "No talks between the two mayors of Orvel have been confirmed.",
        "The two mayors of Orvel discussed the price of water.",
    ],
    near_miss: [
        "No talks between the two mayors of Orvel have been confirmed.",
        "The two mayors of Orvel are expected to discuss the price of water.",
    ],
    prior: 0.74,
    within: false,
    note,
    clash,
};

pub(super) const PLANNED: Detector = Detector {
    kind: Kind::Modality,
    rule: "modality/plan",
    says: "One source tells as planned what a later one tells as done.",
    example: [
        "Mayor Ana Vitt is expected to visit the Orvel market.",
        "Mayor Ana Vitt visited the Orvel market.",
    ],
    near_miss: [
        "Mayor Ana Vitt is expected to visit the Orvel market.",
        "Mayor Ana Vitt visited a school in Karrow.",
    ],
    prior: 0.60,
    within: false,
    note: note_plan,
    clash: clash_plan,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let unconfirmed = claim.terms.iter().enumerate().find(|(i, t)| {
        t.text == "unconfirmed"
            || (t.text.starts_with("confirm")
                || t.text.starts_with("announce")
                || t.text.starts_with("verif"))
                && (claim.negated[*i]
                    || (1..=6)
                        .any(|n| matches!(claim.back(*i, n), "no" | "not" | "yet" | "neither")))
    });
    for predicate in &claim.predicates {
        let Some(class) = predicate.class.filter(|c| c.talk || c.once) else { continue };
        if matches!(class.name, "declare" | "know" | "open" | "begin" | "end" | "back") {
            continue;
        }
        let status = if unconfirmed.is_some() {
            Status::Unconfirmed
        } else if predicate.force == Force::Fact
            && !predicate.negated
            && claim.terms[predicate.at.start].role == Role::Verb
        {
            Status::Done
        } else {
            continue;
        };
        let noun = matches!(
            claim.word(predicate.at.end),
            "is" | "are" | "was" | "were" | "have" | "has" | "between" | "behind"
        );
        if status == Status::Done && (noun || claim.heading) {
            continue;
        }
        let at = match (&status, unconfirmed) {
            (Status::Unconfirmed, Some((i, _))) => i..i + 1,
            _ => predicate.at.clone(),
        };
        out.push(
            Fact::new(index, key(("status", predicate.key)), at, Value::Status(status))
                .with(Some(predicate.key)),
        );
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Status(Status::Unconfirmed), Value::Status(Status::Done)) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let own = a.predicate?;
    if q.background || p.background {
        return None;
    }
    let related = cx.related(p, q, &[own]);
    // Who is meant often stands in the sentence before: "the three leaders".
    let people = p.names.iter().any(|n| q.names_entity(n.entity));
    if related < 1.0 && !people {
        return None;
    }
    let what = cx.text(q, q.span_of(b.at.clone()));
    Some(
        Conflict::new(format!(
            "{} tells it as done (\u{201c}{what}\u{201d}); {} says that it is not confirmed.",
            cx.source(q),
            cx.source(p)
        ))
        .step(format!("Same kind of happening: {}.", cx.show(own)))
        .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step("One tells it as a fact, the other as not confirmed.".to_owned())
        .step("Considered: the later account may simply know more.".to_owned())
        .values("not confirmed", "done")
        .bonus(((related - 2.0) / 4.0).clamp(-0.3, 0.8)),
    )
}

fn note_plan(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for predicate in &claim.predicates {
        let verb = claim.terms[predicate.at.start].role == Role::Verb;
        if !verb
            || matches!(
                cx.keys.show(predicate.key),
                "expect" | "want" | "hope" | "plan" | "schedule" | "#show" | "set"
            )
        {
            continue;
        }
        let status = match predicate.force {
            Force::Planned => Status::Planned,
            Force::Fact if claim.terms[predicate.at.start].role == Role::Verb => Status::Done,
            _ => continue,
        };
        if predicate.negated {
            continue;
        }
        let fact = Fact::new(
            index,
            key(("plan", predicate.key)),
            predicate.at.clone(),
            Value::Status(status),
        );
        out.push(fact.with(Some(predicate.key)));
    }
}

fn clash_plan(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Status(Status::Planned), Value::Status(Status::Done)) = (&a.value, &b.value) else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let own = a.predicate?;
    let (x, y) = (cx.anchors[p.article], cx.anchors[q.article]);
    if x.own && y.own && y.day < x.day {
        return None;
    }
    let shared = cx.shared_arguments(p, &a.at, q, &b.at);
    let named = p.names.iter().filter(|n| !n.anaphor && q.names_entity(n.entity)).count();
    if shared < 3.0 || named == 0 {
        return None;
    }
    Some(
        Conflict::new(format!(
            "{} tells as planned what {} tells as done ({}).",
            cx.source(p),
            cx.source(q),
            cx.show(own)
        ))
        .verdict(Verdict::Update)
        .step(format!(
            "Same happening: {}; shared words: {}.",
            cx.show(own),
            cx.shared(p, q, 5).join(", ")
        ))
        .step("Planned in one account, done in the other: newer, not contrary.".to_owned())
        .values("planned", "done")
        .bonus((shared - 4.0).clamp(-1.0, 2.0) / 4.0),
    )
}
