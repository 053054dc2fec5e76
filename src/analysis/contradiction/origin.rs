//! An age that does not go with the year in which it began: built in 1610, yet six centuries old.

use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted, Timed};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::subject;
use crate::analysis::term::Role;
use crate::language::date::{Day, When};
use crate::language::lexicon::ORIGINS;
use crate::language::quantity::{Hedge, Interval, Quantity, Unit, YEAR, plain};
use crate::language::roster::EntityId;
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/age",
    says: "An age does not go with the year in which the other source has it begin.",
    example: [
        "The chain bridge of Orvel was built in 1871, Ana Vitt said.",
        "The chain bridge, said Ana Vitt, is 120 years old and has to be painted.",
    ],
    near_miss: [
        "The chain bridge of Orvel was built in 1871, Ana Vitt said.",
        "The chain bridge, said Ana Vitt, is more than 150 years old and has to be painted.",
    ],
    prior: 0.68,
    within: true,
    note,
    clash,
};

/// Years that an age may miss its year of origin by: a birthday, and work that took a year.
const TOLERANCE: f64 = 1.5;

/// How many words may lie between a year and the word for the origin.
const REACH: usize = 8;

/// Least weight of what both are said of.
const LEAST_SHARED: f64 = 1.2;

/// The year a time names, when it names no more than a year.
fn year(time: &Timed) -> Option<f64> {
    let named = matches!(
        time.mention.day,
        Some(Day::Date { year: Some(_), .. } | Day::Month { year: Some(_), .. } | Day::Year(_))
    );
    time.when.filter(|_| named).map(|w: When| f64::from(w.first.year()))
}

/// The person whose birth or age it is: named last before the words in the sentence.
fn person(cx: &Context<'_>, claim: &Claim, at: usize) -> Option<EntityId> {
    let before = claim.names.iter().filter(|n| n.at.start < at && cx.names.is_person(n.entity));
    before.last().map(|n| n.entity)
}

/// How many years old a thing is said to be, with the words that say it.
fn age(claim: &Claim, counted: &Counted) -> Option<(Quantity, Range<usize>)> {
    let (start, end) = (counted.at.start, counted.at.end);
    let mut quantity = counted.quantity;
    let nth = quantity.unit == Unit::Ordinal
        && matches!(claim.word(end), "birthday" | "anniversary" | "jubilee");
    if nth {
        return Some((quantity, start..end + 1));
    }
    if quantity.unit != Unit::Of("duration") || quantity.value < 0.9 * YEAR {
        return None;
    }
    let last = claim.word(end.wrapping_sub(1));
    let old = last.ends_with("old") || (end..end + 2).any(|i| claim.word(i) == "old");
    let stood = (1..=4).any(|n| {
        matches!(claim.back(start, n), "stood" | "stands" | "standing" | "existed" | "exists")
    }) && (1..=2).any(|n| claim.back(start, n) == "for");
    if !old && !stood {
        return None;
    }
    quantity.value /= YEAR;
    quantity.range = Interval { lo: quantity.range.lo / YEAR, hi: quantity.range.hi / YEAR };
    Some((quantity, start..(end + usize::from(old)).min(claim.terms.len())))
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let years: Vec<_> = claim.times.iter().filter_map(|t| Some((t, year(t)?))).collect();
    if !years.is_empty() {
        for found in cx.phrases(&ORIGINS, claim) {
            let near = |t: &&(&Timed, f64)| {
                (t.0.at.start >= found.at.end && t.0.at.start - found.at.end <= REACH)
                    || (t.0.at.end <= found.at.start && found.at.start - t.0.at.end <= REACH)
            };
            let Some((time, year)) =
                years.iter().filter(near).min_by_key(|t| t.0.at.start.abs_diff(found.at.start))
            else {
                continue;
            };
            if claim.negated[found.at.start] {
                continue;
            }
            let at = found.at.start.min(time.at.start)..found.at.end.max(time.at.end);
            let quantity = Quantity {
                span: time.mention.span,
                number: time.mention.span,
                value: *year,
                second: None,
                range: Interval { lo: *year, hi: *year },
                unit: Unit::Count,
                factor: 1.0,
                hedge: Hedge::Exact,
            };
            let born = found.class == "birth";
            if born && let Some(who) = person(cx, claim, time.at.end) {
                let surname = cx.names.get(who).words.last();
                out.push(Fact::new(
                    index,
                    key(("origin", surname)),
                    at,
                    Value::figure(quantity, Scope::Previous),
                ));
            } else if !born {
                out.push(Fact::new(
                    index,
                    key("origin"),
                    at,
                    Value::figure(quantity, Scope::Previous),
                ));
            }
        }
    }
    let mut ages = Vec::new();
    super::age::note(cx, index, &mut ages);
    let of_people: Vec<Range<usize>> = ages.iter().map(|f| f.at.clone()).collect();
    for fact in ages {
        if let Value::Age(who, quantity) = fact.value {
            let surname = cx.names.get(who).words.last();
            let range = Interval { lo: quantity.value, hi: quantity.value };
            let quantity = Quantity { range, ..quantity };
            out.push(Fact::new(
                index,
                key(("origin", surname)),
                fact.at,
                Value::figure(quantity, Scope::Total),
            ));
        }
    }
    for counted in &claim.quantities {
        // "At 79, Ana Vitt has"
        if counted.quantity.unit == Unit::Count
            && counted.quantity.hedge == Hedge::Exact
            && claim.back(counted.at.start, 1) == "at"
            && claim.word(counted.at.end) == ","
            && let Some(named) = claim
                .names
                .iter()
                .find(|n| n.at.start == counted.at.end + 1 && cx.names.is_person(n.entity))
        {
            let surname = cx.names.get(named.entity).words.last();
            let range = Interval { lo: counted.quantity.value, hi: counted.quantity.value };
            let quantity = Quantity { range, ..counted.quantity };
            out.push(Fact::new(
                index,
                key(("origin", surname)),
                counted.at.clone(),
                Value::figure(quantity, Scope::Total),
            ));
        } else if !of_people.iter().any(|at| at.start == counted.at.start)
            && let Some((quantity, at)) = age(claim, counted)
        {
            let named = claim.names.iter().any(|n| {
                cx.names.is_person(n.entity)
                    && (n.at.start.abs_diff(at.end) <= 2 || n.at.end.abs_diff(at.start) <= 1)
            });
            let human = claim.noun_from(at.end).is_some_and(|i| {
                matches!(
                    claim.word(i),
                    "man" | "woman" | "boy" | "girl" | "child" | "son" | "daughter"
                )
            });
            if !named && !human {
                out.push(Fact::new(
                    index,
                    key("origin"),
                    at,
                    Value::figure(quantity, Scope::Total),
                ));
            }
        }
    }
}

/// The year from which an age counts: of an anniversary of last year, the year before.
fn now(cx: &Context<'_>, claim: &Claim) -> Option<f64> {
    let last = claim.times.iter().find_map(|t| match t.mention.day {
        Some(Day::Years(n)) if n.abs() <= 2 => Some(f64::from(n)),
        _ => None,
    });
    Some(f64::from(cx.anchors[claim.article].day?.year()) + last.unwrap_or(0.0))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: from, scope: Scope::Previous, .. },
        Value::Count { quantity: old, scope: Scope::Total, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let now = now(cx, q)?;
    let years = now - from.value;
    let apart = (old.range.lo - years).max(years - old.range.hi).max(0.0);
    let rounded = if old.hedge == Hedge::Exact { 0.0 } else { 0.08 * years };
    if apart <= TOLERANCE + rounded || years < 0.0 || p.negated[a.at.start] {
        return None;
    }
    let personal = a.key != key("origin");
    let (common, shared) = subject::common(cx, a, b, &[]);
    // People are found by name; things by what stands beside them, and are seldom of a quite different age.
    let far = (old.value / years.max(1.0)).max(years / old.value.max(1.0)) > 2.0;
    // "It has stood for six centuries": what "it" is stands elsewhere in the sentence.
    let it = (0..b.at.start).any(|i| q.word(i) == "it");
    let related = if it { cx.related(p, q, &[]) } else { 0.0 };
    if !personal && (shared < LEAST_SHARED && related < 4.0 * LEAST_SHARED || far)
        || personal && apart > 30.0
    {
        return None;
    }
    // Both built and opened: the account gives a year of its own for it.
    let thing = p.terms.iter().any(|t| t.role == Role::Noun);
    if !thing {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} makes it {} years, but the other account says \u{201c}{other}\u{201d}.",
            plain(years)
        ))
        .step(format!("Same thing: {}.", subject::words(cx, &common)))
        .step(format!("{} less {} is {}.", plain(now).replace(' ', ""), plain(from.value).replace(' ', ""), plain(years)))
        .step("Considered: a birthday, and rounding.".to_owned())
        .values(format!("{} years", plain(years)), format!("{} years", plain(old.value)))
        .bonus(((shared - 2.0) / 5.0).clamp(-0.3, 0.4)),
    )
}
