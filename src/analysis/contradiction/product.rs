//! So many at so much each, against the sum: forty trams at three million, and 180 million for the trams.

use super::quantity::scope;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::Role;
use crate::language::quantity::{Hedge, Interval, Quantity, Unit, YEAR, measure, plain};
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/product",
    says: "A number and the price of each do not make the sum that the other source gives.",
    example: [
        "Orvel has ordered 40 trams at three million euros each, Ana Vitt said.",
        "The new trams cost Orvel 180 million euros, according to Ana Vitt.",
    ],
    near_miss: [
        "Orvel has ordered 40 trams at three million euros each, Ana Vitt said.",
        "The new trams cost Orvel about 120 million euros, according to Ana Vitt.",
    ],
    prior: 0.66,
    within: true,
    note,
    clash,
};

/// A product and a sum further apart than so many times are of different things.
const FAR_APART: f64 = 1.8;

/// They may miss each other by so much, each of the factors being rounded.
const ROUNDING: f64 = 1.03;

/// Least weight of what both are said of.
const LEAST_SHARED: f64 = 1.2;

/// The dimension and size of what a price is the price of: `a year`, `per kilo`; nothing for `each`.
fn per(claim: &Claim, counted: &Counted) -> Option<Option<(&'static str, f64)>> {
    let (start, end) = (counted.at.start, counted.at.end);
    let size = |word: &str| match word {
        "annum" | "season" => Some(("duration", YEAR)),
        _ => measure(word).filter(|(dimension, _)| {
            matches!(*dimension, "duration" | "mass" | "volume" | "length" | "area")
        }),
    };
    for i in end..end + 2 {
        match claim.word(i) {
            "a" | "an" | "per" => {
                let word = claim.word(i + 1);
                if let Some(found) = size(word) {
                    return Some(Some(found));
                }
                if matches!(word, "piece" | "head" | "unit" | "person" | "share") {
                    return Some(None);
                }
            }
            "each" | "apiece" if claim.word(i) == "apiece" || i == end => return Some(None),
            "yearly" | "annually" => return Some(Some(("duration", YEAR))),
            "for" if claim.word(i + 1) == "each" => return Some(None),
            _ => {}
        }
    }
    // "each of the three parties contributes 150 million"
    let each = (1..=9).any(|n| {
        claim.back(start, n) == "each"
            && claim.back(start, n.saturating_sub(1)) == "of"
            && claim.clause(start).contains(&(start - n))
    });
    each.then_some(None)
}

/// Money, or so large a bare figure that it is money whose unit everybody knows: `two million a year`.
fn is_money(claim: &Claim, counted: &Counted) -> bool {
    let bare = claim
        .terms
        .get(counted.at.end)
        .is_none_or(|t| !matches!(t.role, Role::Noun | Role::Adjective | Role::Name));
    counted.quantity.unit.is_money()
        || counted.quantity.unit == Unit::Count && counted.quantity.value >= 1e5 && bare
}

/// The price of each and how many there are: their product.
fn product(claim: &Claim) -> Option<(Quantity, Range<usize>)> {
    for price in claim.quantities.iter().filter(|c| is_money(claim, c)) {
        let Some(per) = per(claim, price) else { continue };
        let fits = |c: &&Counted| {
            c.at != price.at
                && !c.quantity.is_bound()
                && c.quantity.hedge != Hedge::Vague
                && match per {
                    Some((dimension, _)) => c.quantity.unit == Unit::Of(dimension),
                    None => {
                        c.quantity.unit == Unit::Count && c.quantity.value >= 2.0
                            // "each of the ten contract years"
                            || c.quantity.unit == Unit::Of("duration")
                                && claim.back(c.at.start, 1) == "the"
                                && claim.back(c.at.start, 2) == "of"
                    }
                }
        };
        let many = claim
            .quantities
            .iter()
            .filter(fits)
            .min_by_key(|c| c.at.start.abs_diff(price.at.start))
            .filter(|c| c.at.start.abs_diff(price.at.start) <= 14);
        let Some(many) = many else { continue };
        let size = per.map_or_else(|| many.quantity.factor, |(_, size)| size);
        let times = many.quantity.value / size;
        if times < 2.0 || price.quantity.is_bound() {
            continue;
        }
        let times = if per.is_none() && many.quantity.unit == Unit::Count {
            many.quantity.value
        } else {
            times
        };
        let value = price.quantity.value * times;
        let range =
            Interval { lo: price.quantity.range.lo * times, hi: price.quantity.range.hi * times };
        let quantity = Quantity { value, range, hedge: Hedge::About, ..price.quantity };
        let at = price.at.start.min(many.at.start)..price.at.end.max(many.at.end);
        return Some((quantity, at));
    }
    None
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if !claim.quantities.iter().any(|c| is_money(claim, c)) {
        return;
    }
    let found = product(claim);
    if let Some((quantity, at)) = &found {
        let key = key(("product", quantity.unit));
        out.push(Fact::new(index, key, at.clone(), Value::figure(*quantity, Scope::Rate)));
    }
    for counted in claim.quantities.iter().filter(|c| is_money(claim, c)) {
        let own = found.as_ref().is_some_and(|(_, at)| at.contains(&counted.at.start));
        if own
            || counted.quantity.is_bound()
            || scope(claim, counted) != Scope::Total
            || per(claim, counted).is_some()
            || matches!(claim.force[counted.at.start], Force::Possible | Force::Conditional)
        {
            continue;
        }
        let key = key(("product", counted.quantity.unit));
        out.push(Fact::new(
            index,
            key,
            counted.at.clone(),
            Value::figure(counted.quantity, Scope::Total),
        ));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: product, scope: Scope::Rate, .. },
        Value::Count { quantity: sum, scope: Scope::Total, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let ratio = (product.value / sum.value).max(sum.value / product.value);
    if product.agrees(sum)
        || !(ROUNDING..=FAR_APART).contains(&ratio)
        || p.background != q.background
    {
        return None;
    }
    let (common, shared) = subject::common(cx, a, b, &[]);
    let related = cx.related(p, q, &[]);
    if shared < LEAST_SHARED && related < 3.0 * LEAST_SHARED {
        return None;
    }
    // The account of the sum tells the product, too: then the sum is of something more.
    let told = |article: usize| {
        cx.claims.iter().filter(|c| c.article == article).flat_map(|c| &c.quantities).any(|c| {
            c.quantity.unit == product.unit && (c.quantity.value / product.value - 1.0).abs() < 0.02
        })
    };
    if told(q.article) || told(p.article) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} makes {}, not \u{201c}{other}\u{201d}.",
            product.display()
        ))
        .step(format!("Same matter: {}.", subject::words(cx, &common)))
        .step(format!("Number times price: {}.", plain(product.value)))
        .step("Considered: rounding, and a product that the account gives itself.".to_owned())
        .values(product.display(), sum.display())
        .bonus(((shared.max(related / 3.0) - 2.0) / 5.0).clamp(-0.3, 0.4)),
    )
}
