//! Two ages of one person.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::Role;
use crate::language::quantity::{Hedge, Unit, YEAR};
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/age",
    says: "The sources give one person two ages, and no birthday explains it.",
    example: [
        "Nine-year-old Ana Vitt was found at noon. Her aunt had called the police.",
        "Police found Ana Vitt, seven, in a barn.",
    ],
    near_miss: [
        "Nine-year-old Ana Vitt was found at noon. Her aunt had called the police.",
        "Police found Ana Vitt, nine, with Jon Vitt, 41, in a barn.",
    ],
    prior: 0.85,
    within: true,
    note,
    clash,
};

/// How many sentences back a description looks for whom it means.
const FAR_BACK: usize = 6;

pub(super) fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for counted in &claim.quantities {
        let quantity = counted.quantity;
        let (at, end) = (counted.at.clone(), counted.at.end);
        let years = match quantity.unit {
            Unit::Count => quantity.value,
            Unit::Of("duration") => quantity.value / YEAR,
            _ => continue,
        };
        if !(0.0..120.0).contains(&years) || quantity.hedge != Hedge::Exact {
            continue;
        }
        let who = if quantity.unit == Unit::Count {
            // `Ana Vitt, 34, ...` and `Ana Vitt, aged 34`.
            let aged = claim.back(at.start, 1) == "aged";
            let comma = at.start - usize::from(aged && at.start > 0);
            let closed = end == claim.terms.len()
                || claim.terms.get(end).is_some_and(|t| t.role == Role::Mark);
            let open = matches!(claim.back(comma, 1), "," | "(") || aged;
            if !(open && (closed || aged)) {
                continue;
            }
            person_ending(
                cx,
                claim,
                comma.saturating_sub(usize::from(claim.back(comma, 1) != "aged" && comma > 0)),
            )
            .or_else(|| described(cx, index, comma.saturating_sub(1)))
        } else {
            // The hyphens are marks of their own after a figure: `9-year-old`, and inside a word: `nine-year-old`.
            let word = claim.terms.get(at.end.saturating_sub(1)).map_or("", |t| t.text.as_str());
            let old = (end..end + 3).find(|i| claim.word(*i) == "old");
            let next = if word.ends_with("old") { Some(end) } else { old.map(|i| i + 1) };
            let Some(next) = next else { continue };
            person_from(cx, claim, next)
                .or_else(|| person_ending(cx, claim, at.start.saturating_sub(2)))
        };
        if let Some(who) = who {
            let mut quantity = quantity;
            quantity.value = years.round();
            // By surname: "Little Ana Vitt" and "Ana Vitt" meet.
            let surname = cx.names.get(who).words.last();
            out.push(Fact::new(index, key(("age", surname)), at, Value::Age(who, quantity)));
        }
    }
}

fn person_ending(cx: &Context<'_>, claim: &Claim, end: usize) -> Option<EntityId> {
    let named = claim.names.iter().find(|n| n.at.end == end && !n.anaphor)?;
    cx.names.is_person(named.entity).then_some(named.entity)
}

/// Whom a description that ends at `end` means: "the ex-minister, 63," is the one whose office that is, and who
/// was named last before.
fn described(cx: &Context<'_>, index: usize, end: usize) -> Option<EntityId> {
    let claim = &cx.claims[index];
    let noun = claim.terms.get(end.checked_sub(1)?).filter(|t| t.role == Role::Noun)?;
    let definite = (1..=4).any(|n| matches!(claim.back(end, n), "the" | "ex" | "former"));
    let office = noun.text.strip_prefix("ex-").unwrap_or(&noun.text);
    if !definite || crate::language::office::rank(office).is_none() {
        return None;
    }
    let holds = |named: &&crate::analysis::claim::Named| {
        named.office.as_deref().is_some_and(|o| o.split(' ').next_back() == Some(office))
    };
    let holders: std::collections::BTreeSet<EntityId> = cx
        .claims
        .iter()
        .flat_map(|c| &c.names)
        .filter(holds)
        .map(|n| n.entity)
        .filter(|id| cx.names.is_person(*id))
        .collect();
    // The one of them named last before.
    let before = (index.saturating_sub(FAR_BACK)..index).rev().map(|i| &cx.claims[i]);
    before.filter(|c| c.article == claim.article).find_map(|c| {
        let mut named = c.names.iter().map(|n| n.entity).filter(|id| holders.contains(id));
        named.next().filter(|first| named.all(|other| other == *first))
    })
}

fn person_from(cx: &Context<'_>, claim: &Claim, start: usize) -> Option<EntityId> {
    let named = claim
        .names
        .iter()
        .find(|n| n.at.start >= start && n.at.start <= start + 1 && !n.anaphor)?;
    cx.names.is_person(named.entity).then_some(named.entity)
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Age(who, x), Value::Age(other, y)) = (&a.value, &b.value) else { return None };
    if !cx.names.may_be_one(*who, *other) {
        return None;
    }
    let gap = (x.value - y.value).abs();
    if gap < 1.0 {
        return agreement(cx, *who, x.value);
    }
    let day = |fact: &Fact| cx.anchors[fact.of(&cx.claims).article].day;
    let apart = match (day(a), day(b)) {
        (Some(p), Some(q)) => p.until(q).map_or(0, |s| s.get_days().abs()),
        _ => 0,
    };
    // One birthday may lie between two days of publication, when they are not next to each other.
    if gap <= f64::from(apart.min(366 * 100)) / 365.0 + f64::from(u8::from(apart > 14)) {
        return None;
    }
    let name = cx.names.name(*who);
    Some(
        Conflict::new(format!(
            "{name} is {} in one account and {} in the other.",
            x.value, y.value
        ))
        .step(format!("Same person: {name}."))
        .step(format!("Ages: {} and {}.", x.value, y.value))
        .step(format!("Excluded: a birthday between the days of publication ({apart} days apart)."))
        .values(format!("{} years", x.value), format!("{} years", y.value)),
    )
}

fn agreement(cx: &Context<'_>, who: EntityId, age: f64) -> Option<Conflict> {
    let name = cx.names.name(who);
    Some(
        Conflict::new(format!("Both accounts give {name}'s age as {age}."))
            .verdict(super::Verdict::Corroboration)
            .step(format!("Same person: {name}."))
            .values(format!("{age} years"), format!("{age} years")),
    )
}
