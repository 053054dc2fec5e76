//! Figures that cannot hold together: a journey faster than its vehicle can go.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Motion, Value, key};
use crate::analysis::finding::Kind;
use crate::language::quantity::{Hedge, Unit, plain};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/speed",
    says: "Distance and time of a journey give a speed above the greatest one that is stated.",
    example: [
        "The Orvel tram travels at no more than 30 km/h.",
        "The tram covered the 90-kilometre line to Orvel in two hours.",
    ],
    near_miss: [
        "The Orvel tram travels at no more than 30 km/h.",
        "The tram covered the 90-kilometre line to Orvel in four hours.",
    ],
    prior: 0.80,
    within: true,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let of =
        |dimension| claim.quantities.iter().filter(move |c| c.quantity.unit == Unit::Of(dimension));
    for speed in of("speed") {
        let bound = speed.quantity.hedge == Hedge::AtMost
            || claim.has_word(&[
                "maximum", "top", "limit", "limited", "never", "fastest", "exceed", "faster",
            ]);
        if bound {
            let value = Value::Motion(Motion::MaxSpeed, 0.0, speed.quantity.value);
            out.push(Fact::new(index, key("motion"), speed.at.clone(), value));
        }
    }
    let journey = claim.predicates.iter().any(|p| {
        p.class.is_some_and(|c| {
            matches!(c.name, "travel" | "arrive" | "depart" | "fly" | "last" | "carry")
        })
    }) || claim.has_word(&[
        "route", "line", "covered", "cover", "distance", "leg", "took", "crossing", "ride", "drive",
    ]);
    // "at an average of 210 km/h"
    for speed in of("speed") {
        let near = |words: &[&str]| {
            (1..=4).any(|n| words.contains(&claim.back(speed.at.start, n)))
                || (0..3).any(|n| words.contains(&claim.word(speed.at.end + n)))
        };
        if near(&["average", "averaged", "averaging", "mean"]) && !speed.quantity.is_bound() {
            let (value, range) = (speed.quantity.value, speed.quantity.range);
            let value = Value::Motion(Motion::Stated, range.lo.min(value), range.hi.max(value));
            out.push(Fact::new(index, key("motion"), speed.at.clone(), value));
        }
    }
    if !journey {
        return;
    }
    for distance in of("length") {
        for time in of("duration") {
            let apart = distance.at.start.abs_diff(time.at.start);
            if apart > 14 || distance.quantity.is_bound() || time.quantity.is_bound() {
                continue;
            }
            // A hedge or a rounding may move either figure; one part in twenty is allowed for both.
            let average = distance.quantity.value / time.quantity.value.max(1.0);
            let at = distance.at.start.min(time.at.start)..distance.at.end.max(time.at.end);
            out.push(Fact::new(
                index,
                key("motion"),
                at,
                Value::Motion(Motion::Average, average * 0.95, average),
            ));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    if let Some(found) = average(cx, a, b) {
        return Some(found);
    }
    let (Value::Motion(Motion::MaxSpeed, _, most), Value::Motion(Motion::Average, least, average)) =
        (&a.value, &b.value)
    else {
        return None;
    };
    if least <= most {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let related = cx.related(p, q, &[]);
    if related < 0.4 {
        return None;
    }
    let kmh = |v: f64| format!("{} km/h", plain((v * 36.0).round() / 10.0));
    Some(
        Conflict::new(format!(
            "The journey needs about {} on average, but the stated maximum is {}.",
            kmh(*average),
            kmh(*most)
        ))
        .step(format!("Same vehicle: {}.", cx.shared(p, q, 4).join(", ")))
        .step(format!(
            "Distance by time: \u{201c}{}\u{201d} gives {}.",
            cx.text(q, q.span_of(b.at.clone())),
            kmh(*average)
        ))
        .step(format!("Stated maximum: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
        .step("Considered: rounding of distance and time; the figures clash even so.".to_owned())
        .values(format!("at most {}", kmh(*most)), format!("about {}", kmh(*average))),
    )
}

/// An average speed that is stated, against the one that distance and time give.
fn average(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Motion(Motion::Stated, low, high), Value::Motion(Motion::Average, least, most)) =
        (&a.value, &b.value)
    else {
        return None;
    };
    // One part in twenty for what either account rounds; a quite different speed is of another journey.
    let apart = (low / most).max(least / high);
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if !(1.06..2.5).contains(&apart) || cx.related(p, q, &[]) < 1.2 {
        return None;
    }
    let kmh = |v: f64| format!("{} km/h", plain((v * 36.0).round() / 10.0));
    let words = cx.text(q, q.span_of(b.at.clone()));
    Some(
        Conflict::new(format!(
            "\u{201c}{words}\u{201d} is {} on average, not {}.",
            kmh(*most),
            kmh(*high)
        ))
        .step(format!("Same journey: {}.", cx.shared(p, q, 4).join(", ")))
        .step(format!("Distance by time: {}.", kmh(*most)))
        .step("Considered: rounding of distance, time and speed.".to_owned())
        .values(kmh(*high), kmh(*most)),
    )
}
