//! A rise by so much over so many years: the years, and the parts that make the whole.

use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::language::quantity::{Hedge, Interval, Quantity, Unit, YEAR, plain};

pub(super) const PERIOD: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/period",
    says: "The sources spread one rise or cut over different numbers of years.",
    example: [
        "The tariff of the Orvel ferry goes up by 9% over three years.",
        "The Orvel ferry raises its tariff by 9 percent over five years.",
    ],
    near_miss: [
        "The tariff of the Orvel ferry goes up by 9% over three years.",
        "The Orvel ferry raised its tariff by 4 percent over five years.",
    ],
    prior: 0.75,
    within: true,
    note: note_period,
    clash: clash_period,
};

pub(super) const INSTALMENTS: Detector = Detector {
    kind: Kind::Arithmetic,
    rule: "arithmetic/instalments",
    says: "The yearly parts of a rise do not add up to the whole that the other source gives.",
    example: [
        "A 14% pay rise over three years is what the Orvel pilots won.",
        "Pilots' pay in Orvel rises by 5% in the first year, 4% in the second and 3% in the third.",
    ],
    near_miss: [
        "A 12% pay rise over three years is what the Orvel pilots won.",
        "Pilots' pay in Orvel rises by 5% in the first year, 4% in the second and 3% in the third.",
    ],
    prior: 0.72,
    within: true,
    note: note_instalments,
    clash: clash_instalments,
};

/// Percentages and the period over which they stretch: "9% over three years".
fn spread(claim: &Claim) -> Option<(&Counted, &Counted)> {
    let percent = claim.quantities.iter().filter(|c| c.quantity.unit == Unit::Of("percent"));
    let period = claim.quantities.iter().find(|c| {
        c.quantity.unit == Unit::Of("duration")
            && c.quantity.value > 0.9 * YEAR
            && matches!(claim.back(c.at.start, 1), "over" | "in" | "across" | "within" | "the")
    })?;
    let percent =
        percent.rev().find(|p| p.at.end <= period.at.start && period.at.start - p.at.end <= 8)?;
    Some((percent, period))
}

fn note_period(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if let Some((percent, period)) = spread(claim) {
        let whole = (percent.quantity.value * 10.0).round() as i64;
        let value = Value::Count {
            quantity: period.quantity,
            scope: Scope::Total,
            toll: false,
            exact: true,
        };
        out.push(Fact::new(index, key(("period", whole)), percent.at.start..period.at.end, value));
    }
}

fn clash_period(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, .. }, Value::Count { quantity: y, .. }) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if (x.value - y.value).abs() < 0.5 * YEAR || p.background != q.background {
        return None;
    }
    let years = |v: f64| plain((v / YEAR).round());
    Some(
        Conflict::new(format!(
            "The same figure is spread over {} years in one account, {} in the other.",
            years(x.value),
            years(y.value)
        ))
        .step(format!(
            "Same figure: \u{201c}{}\u{201d} and \u{201c}{}\u{201d}.",
            cx.text(p, p.span_of(a.at.clone())),
            cx.text(q, q.span_of(b.at.clone()))
        ))
        .values(x.display(), y.display()),
    )
}

fn note_instalments(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let percents: Vec<_> =
        claim.quantities.iter().filter(|c| c.quantity.unit == Unit::Of("percent")).collect();
    let ordinals = claim.quantities.iter().filter(|c| c.quantity.unit == Unit::Ordinal).count();
    let yearly = claim.has_word(&["year", "years", "month", "phase", "stage"]);
    let (Some(first), Some(last)) = (percents.first(), percents.last()) else { return };
    if percents.len() >= 2 && ordinals >= percents.len() && yearly {
        let sum: f64 = percents.iter().map(|c| c.quantity.value).sum();
        let compound = percents.iter().map(|c| 1.0 + c.quantity.value / 100.0).product::<f64>()
            * 100.0
            - 100.0;
        // Half a point either way for rounding.
        let range = Interval { lo: sum - 0.5, hi: compound + 0.5 };
        let quantity = Quantity { value: sum, range, hedge: Hedge::Between, ..first.quantity };
        let value = Value::Count { quantity, scope: Scope::Part, toll: false, exact: true };
        out.push(Fact::new(index, key("instalments"), first.at.start..last.at.end, value));
    } else if let Some((whole, period)) = spread(claim) {
        let value = Value::Count {
            quantity: whole.quantity,
            scope: Scope::Total,
            toll: false,
            exact: true,
        };
        out.push(Fact::new(index, key("instalments"), whole.at.start..period.at.end, value));
    }
}

fn clash_instalments(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: whole, scope: Scope::Total, .. },
        Value::Count { quantity: parts, scope: Scope::Part, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if !whole.range.disjoint(parts.range) && (whole.value - parts.value).abs() < 1.5
        || p.background
        || q.background
    {
        return None;
    }
    // The same rise: of the same thing, or both accounts speak of one only.
    if cx.related(p, q, &[]) < 1.0 {
        return None;
    }
    Some(
        Conflict::new(format!(
            "The parts add up to {} %, not to {} %.",
            plain(parts.value),
            plain(whole.value)
        ))
        .step(format!("Whole: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
        .step(format!("Parts: \u{201c}{}\u{201d}.", cx.text(q, q.span_of(b.at.clone()))))
        .step("Considered: compound growth and rounding.".to_owned())
        .values(format!("{} %", plain(whole.value)), format!("{} % in parts", plain(parts.value))),
    )
}
