//! Before the runway or beyond it: opposite sides of one thing.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::quantity::Unit;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Place,
    rule: "place/position",
    says: "The sources put one thing on opposite sides of another.",
    example: [
        "The glider came down two kilometres short of the Orvel airstrip, Ana Vitt said.",
        "Ana Vitt found the glider some way past the far end of the Orvel airstrip.",
    ],
    near_miss: [
        "The glider came down two kilometres short of the Orvel airstrip, Ana Vitt said.",
        "Ana Vitt found the glider in a field before the Orvel airstrip.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

/// Least weight of what both are said of, besides the thing on whose sides they are.
const LEAST_SHARED: f64 = 0.8;

/// Words that put a thing on one of two sides of another: the axis, the side, and how many words they are.
fn side(claim: &Claim, i: usize) -> Option<(&'static str, usize, usize)> {
    let measured = || {
        claim.quantities.iter().any(|c| c.quantity.unit == Unit::Of("length") && c.at.end == i)
            || matches!(claim.back(i, 1), "way" | "distance" | "just" | "metres" | "yards" | "feet")
    };
    let next = claim.word(i + 1);
    Some(match claim.word(i) {
        "short" | "shy" if next == "of" => ("way", 0, 2),
        "before" if measured() => ("way", 0, 1),
        "beyond" => ("way", 1, 1),
        "past" if measured() || next == "the" => ("way", 1, 1),
        "above" => ("height", 0, 1),
        "below" | "beneath" | "underneath" => ("height", 1, 1),
        "upstream" | "upriver" if next == "of" || next == "from" => ("stream", 0, 2),
        "downstream" | "downriver" if next == "of" || next == "from" => ("stream", 1, 2),
        "inside" => ("walls", 0, 1),
        "outside" => ("walls", 1, 1),
        _ => return None,
    })
}

/// The nouns and names of the phrase that begins at `from`: `the far end of the runway`.
fn reference(claim: &Claim, from: usize) -> Vec<usize> {
    let mut out = Vec::new();
    for i in from..(from + 8).min(claim.terms.len()) {
        match claim.terms[i].role {
            Role::Noun => out.push(i),
            Role::Adjective | Role::Name | Role::Number => {}
            Role::Function
                if matches!(claim.word(i), "the" | "of" | "a" | "its" | "their" | "this") => {}
            _ => break,
        }
    }
    out
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for i in 1..claim.terms.len() {
        let Some((axis, side, len)) = side(claim, i) else { continue };
        if claim.negated[i] {
            continue;
        }
        for noun in reference(claim, i + len) {
            let found = claim.terms[noun].key;
            if matches!(claim.word(noun), "end" | "edge" | "start" | "average" | "level") {
                continue;
            }
            let value = Value::Member(axis, side);
            out.push(
                Fact::new(index, key(("position", axis, found)), i..noun + 1, value)
                    .with(Some(found)),
            );
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if x == y || p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let own: Vec<Key> = a.predicate.into_iter().collect();
    let (common, shared) = subject::common(cx, a, b, &own);
    // What happened there: one class of happenings in both.
    let deed = p
        .predicates
        .iter()
        .any(|m| m.class.is_some_and(|c| c.once) && q.predicates.iter().any(|n| n.key == m.key));
    // Only the way to a thing has two sides that leave no doubt; people go in and out, up and down.
    let way = a.key == key(("position", "way", a.predicate?));
    let least = if way { LEAST_SHARED } else { 4.0 * LEAST_SHARED };
    if shared < least && !(way && deed) || !way && !deed {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other."
        ))
        .step(format!("Sides of the same: {}.", cx.show(a.predicate?)))
        .step(format!("Said of the same: {}.", subject::words(cx, &common)))
        .values(one, other)
        .bonus(((shared - 2.0) / 5.0).clamp(-0.3, 0.4)),
    )
}
