//! The longest, the highest, the oldest of a kind with two figures: 62 centimetres, or two metres.

use super::superlative::rank_at;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::quantity::Unit;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/extreme",
    says: "The sources give the longest, highest or oldest of a kind two measures.",
    example: [
        "Divers found four cracks in the Orvel lock. The longest measures 62 centimetres.",
        "The cracks in the Orvel lock, of which the longest runs for just over two metres, alarmed Ana Vitt.",
    ],
    near_miss: [
        "Divers found four cracks in the Orvel lock. The longest measures 62 centimetres.",
        "The cracks in the Orvel lock, of which the longest runs for some two feet, alarmed Ana Vitt.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// How many words may lie between the superlative and its figure.
const REACH: usize = 10;

/// Least weight of what both are said of.
const LEAST_SHARED: f64 = 1.2;

/// The figure that a superlative at `i` goes with, in its clause.
fn figure(claim: &Claim, i: usize) -> Option<&Counted> {
    claim.quantities.iter().find(|c| {
        matches!(
            c.quantity.unit,
            Unit::Of("length" | "area" | "mass" | "volume" | "speed" | "temperature" | "magnitude")
        ) && c.at.start > i
            && c.at.start - i <= REACH
            && !claim.terms[i..c.at.start].iter().any(|t| matches!(t.text.as_str(), ";" | "."))
    })
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.quantities.is_empty() {
        return;
    }
    for i in 0..claim.terms.len() {
        let the = matches!(claim.back(i, 1), "the" | "its" | "their" | "whose");
        if !the
            || claim.terms[i].role == Role::Name
            || claim.back(i, 2) == "of" && claim.back(i, 3) == "one"
        {
            continue;
        }
        let Some((rank, next)) = rank_at(cx, claim, i) else { continue };
        if matches!(claim.word(i), "first" | "only" | "sole" | "last" | "latest") {
            continue;
        }
        let Some(counted) = figure(claim, next) else { continue };
        let Unit::Of(dimension) = counted.quantity.unit else { continue };
        // "The longest measures": the noun is left out.
        let verb = |word: &str| {
            matches!(
                word,
                "measures" | "runs" | "stands" | "weighs" | "reaches" | "extends" | "rises"
            )
        };
        let noun = (next..next + 3)
            .take_while(|n| *n < counted.at.start)
            .find(|n| claim.terms[*n].role == Role::Noun)
            .filter(|n| !verb(claim.word(*n)))
            .map(|n| claim.terms[n].key);
        let value = Value::Count {
            quantity: counted.quantity,
            scope: Scope::Total,
            toll: false,
            exact: false,
        };
        out.push(
            Fact::new(index, key(("extreme", rank, dimension)), i..counted.at.end, value)
                .with(noun),
        );
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, .. }, Value::Count { quantity: y, .. }) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if x.agrees(y) || p.background != q.background {
        return None;
    }
    // The noun may be left out: "the longest of them", "the longest measures".
    if let (Some(m), Some(n)) = (a.predicate, b.predicate)
        && m != n
    {
        return None;
    }
    let own: Vec<Key> = Vec::new();
    let (common, shared) = subject::common(cx, a, b, &own);
    let around: f64 = p
        .around
        .iter()
        .chain(&p.content)
        .filter(|k| q.content.binary_search(k).is_ok() || q.around.binary_search(k).is_ok())
        .map(|k| cx.weight(*k) / 3.0)
        .sum();
    if shared < LEAST_SHARED && around < LEAST_SHARED {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "One account says \u{201c}{one}\u{201d}, the other \u{201c}{other}\u{201d}."
        ))
        .step(format!("Same superlative; beside both: {}.", subject::words(cx, &common)))
        .step(format!("Values: {} against {}.", x.display(), y.display()))
        .values(x.display(), y.display())
        .bonus(((shared.max(around) - 1.5) / 5.0).clamp(-0.3, 0.4)),
    )
}
