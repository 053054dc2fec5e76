//! Done in one account, still to come in a later one.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Status, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::{Force, Predicate};
use crate::analysis::term::Role;
use crate::language::date::When;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Modality,
    rule: "modality/pending",
    says: "One source tells as done what another, not older, says is still to come.",
    example: [
        "Members of the Orvel council approved the harbour plan on Wednesday.",
        "The harbour plan still has to be approved by the Orvel council.",
    ],
    near_miss: [
        "Members of the Orvel council approved the harbour plan on Wednesday.",
        "The budget still has to be approved by the Orvel school board.",
    ],
    prior: 0.70,
    within: true,
    note,
    clash,
};

/// Decisions are one happening: what is ratified was voted on.
fn deed(predicate: &Predicate) -> Option<&'static str> {
    Some(match predicate.class?.name {
        "approve" | "vote" => "decide",
        name @ ("sign" | "open" | "release" | "arrest" | "elect" | "appoint" | "resume"
        | "restore" | "evacuate" | "resign" | "close" | "return" | "begin" | "end"
        | "arrive" | "depart") => name,
        _ => return None,
    })
}

/// Tells whether a verb in the present tense stands with a day: "members vote on Saturday".
fn scheduled(claim: &Claim, predicate: &Predicate) -> bool {
    let verb = &claim.terms[predicate.at.start];
    let present =
        !verb.text.ends_with("ed") && !verb.text.ends_with("ing") && predicate.at.start > 0;
    let subject = predicate.at.start > 0 && {
        let before = &claim.terms[predicate.at.start - 1];
        before.role == Role::Noun && before.text.ends_with('s')
    };
    let day = claim.times.iter().any(|t| {
        t.mention.day.is_some()
            && t.at.start > predicate.at.end
            && t.at.start < predicate.at.end + 8
    });
    present
        && subject
        && day
        && !claim.heading
        && matches!(claim.word(predicate.at.end), "on" | "in" | "at" | "the" | "a" | "for")
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for predicate in &claim.predicates {
        let Some(deed) = deed(predicate).filter(|_| !predicate.negated) else { continue };
        let verb = claim.terms[predicate.at.start].role == Role::Verb
            && !claim.has_word(&["against", "committee", "recommend", "tentative", "tentatively"]);
        let none = (0..3).any(|n| claim.word(predicate.at.end + n) == "no");
        // "Berth 4 will stay closed" tells of no deed to come.
        if claim.stays(predicate.at.start) || none {
            continue;
        }
        let status = if predicate.force == Force::Planned || scheduled(claim, predicate) {
            Status::Planned
        } else if predicate.force == Force::Fact
            && verb
            && claim.terms[predicate.at.start].text.ends_with("ed")
        {
            Status::Done
        } else {
            continue;
        };
        let fact =
            Fact::new(index, key(("pending", deed)), predicate.at.clone(), Value::Status(status));
        out.push(fact.with(Some(predicate.key)));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Status(Status::Done), Value::Status(Status::Planned)) = (&a.value, &b.value) else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // What an older account expects, a newer one may tell as done.
    let (done, pending) = (cx.anchors[p.article], cx.anchors[q.article]);
    if !(done.own && pending.own && done.day <= pending.day) || p.background {
        return None;
    }
    // A step on the way is not the decision: a committee recommends, its members decide.
    let own = [a.predicate?, b.predicate?];
    let shared = cx.shared_arguments(p, &a.at, q, &b.at);
    let related = cx.related(p, q, &own);
    let thing = q.arguments(&b.at);
    let same_thing = p
        .arguments(&a.at)
        .iter()
        .any(|k| thing.contains(k) && !crate::analysis::extract::is_entity(*k));
    if !same_thing || shared < 1.2 || related < 1.2 {
        return None;
    }
    // The done deed lies before the other account, and the planned one after it.
    let day = pending.day.map(When::day);
    let past =
        q.times.iter().filter(|t| t.at.start.abs_diff(b.at.start) < 8).filter_map(|t| t.when);
    if let Some(day) = day
        && past.clone().any(|w| w.before(&day) && w.gap_days(&day) > 7)
    {
        return None;
    }
    let (what, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "{} tells it as done (\u{201c}{what}\u{201d}); {}, not older, as still to come (\u{201c}{other}\u{201d}).",
            cx.source(p),
            cx.source(q)
        ))
        .step(format!("Same matter: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Done: \u{201c}{what}\u{201d}. To come: \u{201c}{other}\u{201d}."))
        .step("Excluded: the account that tells it as done is not the newer one.".to_owned())
        .values("done", "still to come")
        .bonus(((related - 4.0) / 4.0).clamp(-0.3, 0.6)),
    )
}
