//! The same happenings in a different order.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Order, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Predicate;
use crate::analysis::term::Key;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Ordering,
    rule: "ordering/before",
    says: "The sources put two happenings in opposite order.",
    example: [
        "The mayor declared a flood alarm two hours before the minister left for Orvel.",
        "The minister had already visited Orvel by the time the mayor declared a flood alarm.",
    ],
    near_miss: [
        "The mayor declared a flood alarm two hours before the minister left for Orvel.",
        "The mayor had already declared a flood alarm by the time the minister visited Orvel.",
    ],
    prior: 0.72,
    within: true,
    note,
    clash,
};

/// The stages of a journey, by the class of happening: what is before the departure is before the visit.
fn stage(predicate: &Predicate) -> Option<u8> {
    Some(match predicate.class?.name {
        "depart" => 0,
        "travel" => 1,
        "arrive" => 2,
        "visit" => 3,
        _ => return None,
    })
}

/// Words that say that something happens during a journey.
const ON_THE_WAY: &[&[&str]] = &[
    &["along", "the", "route"],
    &["along", "the", "way"],
    &["on", "the", "way"],
    &["on", "the", "route"],
    &["en", "route"],
    &["during", "the", "journey"],
    &["during", "the", "trip"],
    &["side", "trip"],
    &["stopped", "off"],
];

fn main_predicate(claim: &Claim, range: std::ops::Range<usize>, last: bool) -> Option<&Predicate> {
    let usable = |p: &&Predicate| {
        range.contains(&p.at.start)
            && p.class.is_none_or(|c| {
                !matches!(c.name, "show" | "know" | "test" | "found" | "last" | "carry")
            })
            && (p.class.is_some() || p.key != Key(u32::MAX))
    };
    let mut found = claim.predicates.iter().filter(usable);
    if last { found.next_back() } else { found.next() }
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let end = claim.terms.len();
    for i in 0..end {
        let word = claim.word(i);
        let (first_before, next) = match word {
            "before" => (true, i + 1),
            "after" | "following" if word == "after" || i == 0 => (false, i + 1),
            "time" if claim.back(i, 1) == "the" && claim.back(i, 2) == "by" => (true, i + 1),
            _ => continue,
        };
        // "B before A ...": the clause after the word, and the main clause beside it.
        let clause_end = (next..end).find(|j| claim.word(*j) == ",").unwrap_or(end);
        let Some(after) = main_predicate(claim, next..clause_end, false) else { continue };
        let lead = i <= 3;
        let main =
            if lead { main_predicate(claim, clause_end..end, false) } else { main_verb(claim, i) };
        let Some(main) = main else { continue };
        if main.at.start == after.at.start || main.negated || after.negated {
            continue;
        }
        push(cx, index, main, after, first_before, i, out);
    }
    for cue in ON_THE_WAY {
        let Some(i) = claim
            .terms
            .windows(cue.len())
            .position(|w| w.iter().zip(*cue).all(|(t, c)| t.text == *c))
        else {
            continue;
        };
        // A visit on the way comes after the departure.
        let happening = claim.predicates.iter().filter(|p| p.at.start.abs_diff(i) <= 14);
        for predicate in happening.filter(|p| !matches!(stage(p), Some(0..=2))) {
            let order = Order { before: false, stage: 0 };
            let at = i..i + cue.len();
            out.push(
                Fact::new(index, key(("journey", predicate.key)), at, Value::Order(order))
                    .with(Some(predicate.key)),
            );
        }
    }
}

/// The happening of the main clause before the word at `i`: the verb nearest to it with a class, else the nearest.
fn main_verb(claim: &Claim, i: usize) -> Option<&Predicate> {
    let before = || claim.predicates.iter().filter(|p| p.at.end <= i && i - p.at.end <= 16);
    before().rfind(|p| p.class.is_some_and(|c| c.once)).or_else(|| before().next_back())
}

fn push(
    cx: &Context<'_>,
    index: usize,
    x: &Predicate,
    y: &Predicate,
    before: bool,
    cue: usize,
    out: &mut Vec<Fact>,
) {
    let at = cue..y.at.end.max(cue + 1);
    let mut fact = |key_of: u64, own: Key, before: bool, stage: u8| {
        out.push(
            Fact::new(index, key_of, at.clone(), Value::Order(Order { before, stage }))
                .with(Some(own)),
        );
    };
    // Against the stages of a journey: what comes before the departure comes before the visit.
    if let Some(stage) = stage(y) {
        fact(key(("journey", x.key)), x.key, before, stage);
    }
    if let Some(stage) = stage(x) {
        fact(key(("journey", y.key)), y.key, !before, stage);
    }
    if stage(x).is_none() || stage(y).is_none() {
        let (low, high, before) = if cx.keys.show(x.key) < cx.keys.show(y.key) {
            (x, y, before)
        } else {
            (y, x, !before)
        };
        fact(key(("order", low.key, high.key)), low.key, before, 0);
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Order(x), Value::Order(y)) = (&a.value, &b.value) else { return None };
    // Earlier than a stage, against later than the same or a later stage.
    if !(x.before && !y.before && y.stage >= x.stage) {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let own = a.predicate?;
    let related = cx.related(p, q, &[own]);
    let at = |claim: &Claim| claim.predicates.iter().find(|x| x.key == own).map(|x| x.at.clone());
    let shared = match (at(p), at(q)) {
        (Some(m), Some(n)) => cx.shared_arguments(p, &m, q, &n),
        _ => 0.0,
    };
    if related < 3.0 || shared < 1.5 {
        return None;
    }
    let what = cx.show(own);
    Some(
        Conflict::new(format!(
            "The accounts disagree on the order of things: \u{201c}{}\u{201d} against \u{201c}{}\u{201d}.",
            cx.text(p, p.span_of(a.at.clone())),
            cx.text(q, q.span_of(b.at.clone()))
        ))
        .step(format!("Same happening: {what}; shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("{} puts it before, {} after.", cx.source(p), cx.source(q)))
        .step("A departure comes before the arrival and the visit.".to_owned())
        .values("before", "after")
        .bonus(((related - 3.0) / 4.0).clamp(0.0, 0.8)),
    )
}
