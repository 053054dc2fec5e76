//! Different places in a table or in history: third or fourth, the biggest ever or the second.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::Role;
use crate::language::quantity::{Hedge, Interval, Quantity, Unit};
use crate::text::Span;

pub(super) const TABLE: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/standing",
    says: "The sources put one team or person in different places of a table.",
    example: [
        "The win lifts Orvel Town to fourth in the league.",
        "The victory takes Orvel Town up to third.",
    ],
    near_miss: [
        "The win lifts Orvel Town to fourth in the league.",
        "The victory takes Orvel Town up to fourth.",
    ],
    prior: 0.72,
    within: false,
    note: note_table,
    clash: clash_table,
};

pub(super) const EVER: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/ever",
    says: "One source calls it the greatest ever, the other the second or third.",
    example: [
        "It is the biggest fee that Orvel Town has ever paid.",
        "She becomes the second most expensive player in the history of Orvel Town.",
    ],
    near_miss: [
        "It is the biggest fee that Orvel Town has ever paid.",
        "She becomes the second youngest player in the history of Orvel Town.",
    ],
    prior: 0.72,
    within: true,
    note: note_ever,
    clash: clash_ever,
};

/// Returns a place in a row as a quantity.
fn place(value: f64, span: Span) -> Quantity {
    Quantity {
        span,
        number: span,
        value,
        second: None,
        range: Interval { lo: value, hi: value },
        unit: Unit::Ordinal,
        factor: 1.0,
        hedge: Hedge::Exact,
    }
}

fn note_table(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for counted in claim.quantities.iter().filter(|c| c.quantity.unit == Unit::Ordinal) {
        let (start, end) = (counted.at.start, counted.at.end);
        let led = matches!(
            claim.back(start, 1),
            "to" | "into" | "in" | "go" | "up" | "down" | "finish" | "finished" | "remain" | "stay"
        );
        let bare = claim
            .terms
            .get(end)
            .is_none_or(|t| !matches!(t.role, Role::Noun | Role::Adjective | Role::Name))
            || matches!(claim.word(end), "place" | "spot" | "position");
        if led && bare && claim.back(start, 1) != "the" {
            let value = Value::Count {
                quantity: counted.quantity,
                scope: Scope::Total,
                toll: false,
                exact: false,
            };
            out.push(Fact::new(index, key("standing"), start - 1..end, value));
        }
    }
}

fn clash_table(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, .. }, Value::Count { quantity: y, .. }) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let related = cx.related(p, q, &[]);
    if x.value == y.value || related < 1.5 || p.background != q.background {
        return None;
    }
    Some(
        Conflict::new(format!(
            "It is {} place in one account and {} in the other.",
            x.display(),
            y.display()
        ))
        .step(format!("Same standing; shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .values(x.display(), y.display())
        .bonus(((related - 2.5) / 4.0).clamp(-0.3, 0.5)),
    )
}

/// What is compared: a price, or the quality itself.
fn scale(claim: &Claim, i: usize) -> Option<String> {
    let word = claim.word(i);
    let next = claim.word(i + 1);
    if matches!(word, "most" | "least") && matches!(next, "expensive" | "costly" | "valuable") {
        return Some("price".to_owned());
    }
    if word == "costliest" || word == "dearest" || word == "priciest" {
        return Some("price".to_owned());
    }
    if matches!(word, "biggest" | "largest" | "highest" | "record") {
        let noun = claim.noun_from(i + 1).map_or("", |n| claim.word(n));
        return Some(
            if matches!(noun, "fee" | "price" | "sum" | "transfer" | "signing" | "amount") {
                "price"
            } else {
                noun
            }
            .to_owned(),
        )
        .filter(|s| !s.is_empty());
    }
    (word.len() > 5 && word.ends_with("est"))
        .then(|| format!("{word} {}", claim.noun_from(i + 1).map_or("", |n| claim.word(n))))
}

fn note_ever(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if !claim.has_word(&["ever", "history", "record", "time"]) {
        return;
    }
    for i in 0..claim.terms.len() {
        let Some(scale) = scale(claim, i) else { continue };
        if claim.back(i, 2) == "of" && claim.back(i, 1) == "the" {
            continue; // "one of the biggest"
        }
        let ordinal =
            claim.quantities.iter().find(|c| c.quantity.unit == Unit::Ordinal && c.at.end == i);
        let rank = ordinal.map_or(1.0, |c| c.quantity.value);
        let at = ordinal.map_or(i, |c| c.at.start)..(i + 2).min(claim.terms.len());
        let quantity = place(rank, claim.span_of(at.clone()));
        let value = Value::figure(quantity, Scope::Total);
        out.push(Fact::new(index, key(("ever", scale)), at, value));
    }
}

fn clash_ever(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, .. }, Value::Count { quantity: y, .. }) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if x.value == y.value {
        return None;
    }
    let related = cx.related(p, q, &[]);
    Some(
        Conflict::new(format!(
            "One account says \u{201c}{}\u{201d}, the other \u{201c}{}\u{201d}.",
            cx.text(p, p.span_of(a.at.clone())),
            cx.text(q, q.span_of(b.at.clone()))
        ))
        .step(format!("Same scale; shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Places: {} against {}.", x.display(), y.display()))
        .values(x.display(), y.display())
        .bonus(((related - 2.0) / 4.0).clamp(-0.4, 0.5)),
    )
}
