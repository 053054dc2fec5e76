//! Departure, length and arrival of one journey that do not go together.

use super::datetime::{day_step, subject};
use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::language::date::Bound;
use crate::language::quantity::{Unit, plain};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Datetime,
    rule: "datetime/journey",
    says: "A journey that starts when one source says cannot end when the other says.",
    example: [
        "Ana Vitt left Karrow on 4 March 2025.",
        "Ana Vitt arrived in Orvel on 4 March 2025 after a journey of 22 hours.",
    ],
    near_miss: [
        "Ana Vitt left Karrow on 4 March 2025.",
        "Ana Vitt arrived in Orvel on 5 March 2025 after a journey of 22 hours.",
    ],
    prior: 0.66,
    within: true,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for time in &claim.times {
        let Some(when) = time.when.filter(|w| w.is_day()) else { continue };
        if time.mention.bound != Bound::At {
            continue;
        }
        let Some(predicate) = claim.nearest_predicate(&time.at, |p| {
            p.class.is_some_and(|c| matches!(c.name, "depart" | "arrive"))
        }) else {
            continue;
        };
        if predicate.negated || predicate.force != Force::Fact {
            continue;
        }
        let Some(who) = subject(cx, claim, predicate.at.start) else { continue };
        let stage = usize::from(predicate.class.is_some_and(|c| c.name == "arrive"));
        let at = predicate.at.start.min(time.at.start)..predicate.at.end.max(time.at.end);
        let fact = Fact::new(
            index,
            key(("journey", who)),
            at,
            Value::Time(when, if stage == 1 { Bound::By } else { Bound::Since }),
        );
        out.push(fact.with(Some(predicate.key)));
    }
}

/// The length of the journey in hours, from the arriving claim, else from any claim that shares its traveller.
fn hours(cx: &Context<'_>, arrival: usize, other: usize) -> Option<(f64, String)> {
    let of = |index: usize| {
        let claim = &cx.claims[index];
        claim
            .quantities
            .iter()
            .find(|c| {
                c.quantity.unit == Unit::Of("duration")
                    && (3.0 * 3600.0..90.0 * 3600.0).contains(&c.quantity.value)
                    && claim.predicates.iter().any(|p| {
                        p.class.is_some_and(|k| matches!(k.name, "travel" | "arrive" | "fly"))
                            && p.at.start.abs_diff(c.at.start) <= 12
                    })
            })
            .map(|c| (c.quantity.value / 3600.0, cx.text(claim, c.quantity.span).to_owned()))
    };
    of(arrival).or_else(|| of(other))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Time(start, Bound::Since), Value::Time(end, Bound::By)) = (&a.value, &b.value)
    else {
        return None;
    };
    let (hours, words) = hours(cx, b.claim, a.claim)?;
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // Hours from the earliest departure to the latest arrival that the days allow.
    let days = f64::from(start.first.until(end.first).ok()?.get_days());
    let (from, to) = (
        f64::from(start.clock.map_or(0, |c| c.0)) / 60.0,
        f64::from(end.clock.map_or(1440, |c| c.1)) / 60.0,
    );
    let room = days * 24.0 + to - from;
    // It fits only if the journey began in the first hours of the night.
    if room - hours > 0.2 * 24.0 || days < -2.0 {
        return None;
    }
    Some(
        Conflict::new(format!(
            "A journey of about {} hours that starts on {start} does not end on {end}.",
            plain(hours.round())
        ))
        .step(format!(
            "Same traveller: {}.",
            subject(cx, p, a.at.start).map_or("", |w| cx.names.name(w))
        ))
        .step(day_step(cx, p, start))
        .step(day_step(cx, q, end))
        .step(format!("Length of the journey: \u{201c}{words}\u{201d}."))
        .step(format!(
            "It would have had to start within {} hours after midnight.",
            plain((room - hours).max(0.0).round())
        ))
        .values(format!("departs {start}"), format!("arrives {end}"))
        .bonus(if room < hours { 0.5 } else { 0.0 }),
    )
}
