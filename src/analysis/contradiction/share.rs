//! A share of a whole, against the number: two fifths of 250 houses, and 170 houses.

use super::quantity::noun_class;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::quantity::{Hedge, Interval, Quantity, Unit, plain};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/share",
    says: "The share of a whole that one source gives is not the number that the other gives.",
    example: [
        "Of the 250 houses in Orvel, 40 per cent lost their roofs in the storm, Ana Vitt said.",
        "The storm took the roofs off 170 houses in Orvel, said Ana Vitt.",
    ],
    near_miss: [
        "Of the 250 houses in Orvel, 40 per cent lost their roofs in the storm, Ana Vitt said.",
        "The storm took the roofs off about 100 houses in Orvel, said Ana Vitt.",
    ],
    prior: 0.64,
    within: false,
    note,
    clash,
};

/// A share and a number further apart than so many times are of different things.
const FAR_APART: f64 = 3.0;

/// They may miss each other by so much, share and whole being rounded.
const ROUNDING: f64 = 1.08;

/// Least weight of what both are said of, besides the noun.
const LEAST_SHARED: f64 = 1.5;

/// The key of what a noun counts: its class, else the noun.
fn noun_key(cx: &Context<'_>, claim: &Claim, i: usize) -> u64 {
    match noun_class(cx, claim.word(i)) {
        Some(class) => key(("share", class)),
        None => key(("share", claim.terms[i].key)),
    }
}

/// Tells whether a figure is a whole of which the sentence tells a share.
pub(super) fn is_whole_of_a_share(claim: &Claim, figure: &Counted) -> bool {
    claim
        .quantities
        .iter()
        .filter(|c| c.quantity.unit == Unit::Of("percent"))
        .any(|c| whole(claim, c).is_some_and(|w| w.at == figure.at))
}

/// The whole that a share is of: `half of the 60 cows`, `of the 250 houses, 40 per cent`.
fn whole<'c>(claim: &'c Claim, share: &Counted) -> Option<&'c Counted> {
    claim.quantities.iter().find(|c| {
        let (start, from) = (c.at.start, share.at.end);
        // "of the 60 cows", "of the branch's 390 boxes"
        let owned = |at: usize| at > 0 && claim.terms[at - 1].possessive;
        let of = |at: usize| (1..=if owned(at) { 3 } else { 2 }).any(|n| claim.back(at, n) == "of");
        c.quantity.unit == Unit::Count
            && c.quantity.value >= 5.0
            && of(start)
            && (start >= from && start - from <= 3
                || c.at.end <= share.at.start && share.at.start - c.at.end <= 6)
    })
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for counted in &claim.quantities {
        let quantity = counted.quantity;
        if claim.negated[counted.at.start] || claim.force[counted.at.start] == Force::Possible {
            continue;
        }
        match quantity.unit {
            Unit::Of("percent")
                if !quantity.is_bound() && (0.5..99.5).contains(&quantity.value) =>
            {
                let Some(whole) = whole(claim, counted) else { continue };
                let Some(noun) = claim.noun_from(whole.at.end) else { continue };
                let part = |percent: f64| whole.quantity.value * percent / 100.0;
                let range = Interval { lo: part(quantity.range.lo), hi: part(quantity.range.hi) };
                let part = Quantity {
                    value: part(quantity.value),
                    range,
                    unit: Unit::Count,
                    hedge: Hedge::About,
                    ..quantity
                };
                let at = counted.at.start.min(whole.at.start)..counted.at.end.max(noun + 1);
                out.push(
                    Fact::new(
                        index,
                        noun_key(cx, claim, noun),
                        at,
                        Value::figure(part, Scope::Part),
                    )
                    .with(Some(claim.terms[noun].key)),
                );
            }
            Unit::Count if !quantity.is_bound() && quantity.value >= 5.0 => {
                let noun = claim.noun_from(counted.at.end);
                let Some(noun) = noun.filter(|i| claim.terms[*i].role == Role::Noun) else {
                    continue;
                };
                if super::quantity::scope(claim, counted) != Scope::Total {
                    continue;
                }
                let at = counted.at.start..noun + 1;
                out.push(
                    Fact::new(
                        index,
                        noun_key(cx, claim, noun),
                        at,
                        Value::figure(quantity, Scope::Total),
                    )
                    .with(Some(claim.terms[noun].key)),
                );
            }
            _ => {}
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: part, scope: Scope::Part, .. },
        Value::Count { quantity: number, scope: Scope::Total, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let ratio = (part.value / number.value).max(number.value / part.value);
    if part.agrees(number)
        || !(ROUNDING..=FAR_APART).contains(&ratio)
        || p.background != q.background
    {
        return None;
    }
    // The whole itself, or another figure of the sentence.
    if p.quantities.iter().any(|c| c.quantity.unit == Unit::Count && c.quantity.agrees(number)) {
        return None;
    }
    let but: Vec<Key> = a.predicate.into_iter().chain(b.predicate).collect();
    let (common, shared) = subject::common(cx, a, b, &but);
    let deed = p
        .predicates
        .iter()
        .any(|x| x.class.is_some() && q.predicates.iter().any(|y| y.key == x.key));
    if shared < LEAST_SHARED * if deed { 1.0 } else { 2.0 } {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} makes {}, not \u{201c}{other}\u{201d}.",
            plain(part.value.round())
        ))
        .step(format!("Same matter: {}.", subject::words(cx, &common)))
        .step(format!("Share times whole: {}.", plain(part.value)))
        .step("Considered: rounding, and the whole itself told again.".to_owned())
        .values(plain(part.value.round()), number.display())
        .bonus(((shared - 2.5) / 5.0).clamp(-0.3, 0.4)),
    )
}
