//! Two figures of the same thing whose words differ.

use super::parts::is_part;
use super::quantity::{
    as_of, elsewhere, is_label, is_measured, is_provisional, of_two_people, scope,
};
use super::share::is_whole_of_a_share;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::logistic::chance;
use crate::analysis::predicate::Force;
use crate::language::quantity::{Hedge, Quantity, Unit};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/same",
    says: "Figures that match each other best, by what stands around them, differ.",
    example: [
        "When she left Orvel on Saturday, the ferry carried 139 passengers and a crew of 14.",
        "The ferry, on her way from Orvel with 139 passengers and 25 crew, sent a call for help.",
    ],
    near_miss: [
        "Three persons, all of them masked, forced a door of the Orvel bank.",
        "Four safes of the Orvel bank were forced.",
    ],
    prior: 0.62,
    within: false,
    note,
    clash,
};

/// Least odds, as a logarithm, of two figures that may be of one thing.
const LEAST: f64 = -1.5;

/// A word such as `several` or `dozens` excludes only what is so many times more or less.
const VAGUE: f64 = 5.0;

/// Lengths of time, of which every account has many, are of one thing only when they are not so many times apart.
const FAR_APART: f64 = 4.0;

/// So many measures of one dimension in a sentence are a list.
const LIST: usize = 3;

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    for i in cx.slots.of(index) {
        let slot = &cx.slots.slots[i];
        let claim = &cx.claims[index];
        let counted = &claim.quantities[slot.quantity];
        let limit = (1..=4).any(|n| {
            matches!(
                claim.back(counted.at.start, n),
                "limit" | "ceiling" | "threshold" | "cap" | "maximum" | "minimum" | "target"
            )
        });
        if limit
            || is_age(claim, counted)
            || is_label(claim, counted)
            || is_whole_of_a_share(claim, counted)
        {
            continue;
        }
        for found in &cx.slots.matches[i] {
            let value = Value::Count {
                quantity: counted.quantity,
                scope: scope(claim, counted),
                toll: false,
                exact: false,
            };
            let mut fact = Fact::new(index, key(("same", found.pair)), slot.at.clone(), value);
            fact.predicate = slot.head.map(|h| claim.terms[h].key);
            out.push(fact);
        }
    }
}

/// An age, which other rules compare: `19 years old`, `the 24-year-old`.
fn is_age(claim: &Claim, counted: &Counted) -> bool {
    let end = counted.at.end;
    counted.quantity.unit == Unit::Of("duration")
        && (claim.word(end) == "old"
            || claim.word(end) == "-" && claim.word(end + 1) == "old"
            || claim.word(end.saturating_sub(1)).ends_with("old"))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, scope: s, .. }, Value::Count { quantity: y, scope: t, .. }) =
        (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let odds = cx
        .slots
        .of(a.claim)
        .filter(|i| cx.slots.slots[*i].at == a.at)
        .flat_map(|i| &cx.slots.matches[i])
        .find(|m| cx.slots.slots[m.other].claim == b.claim && cx.slots.slots[m.other].at == b.at)?
        .odds;
    if odds < LEAST {
        return None;
    }
    // "four of the fires" against "dozens of fires"
    let part = |claim: &Claim, fact: &Fact, scope: &Scope| {
        *scope == Scope::Part
            && !matches!(claim.word(fact.at.start + 2), "his" | "her" | "their")
            && !matches!(claim.word(fact.at.start + 3), "his" | "her" | "their")
    };
    if part(p, a, s) != part(q, b, t) {
        return None;
    }
    let other = |s: &Scope| matches!(s, Scope::Previous | Scope::Additional);
    if other(s) || other(t) || (*s == Scope::Rate) != (*t == Scope::Rate) || x.agrees(y) {
        return None;
    }
    // "9% over three years": the years go with the figure, which another rule compares.
    let spread = |claim: &Claim, one: &Quantity| {
        one.unit == Unit::Of("duration")
            && claim.quantities.iter().any(|c| c.quantity.unit == Unit::Of("percent"))
    };
    if spread(p, x) && spread(q, y) {
        return None;
    }
    // "5% in the first year, 4% in the second and 3% in the third": each of them is a part of what one figure tells.
    let listed =
        |claim: &Claim| claim.quantities.iter().filter(|c| c.quantity.unit == x.unit).count();
    let list = listed(p).min(listed(q)) == 1 && listed(p).max(listed(q)) >= LIST;
    if x.unit != Unit::Count && (list || is_measured(cx, (p, x), (q, y))) {
        return None;
    }
    // A journey of 20 hours and a feast of four days are two things.
    if x.unit == Unit::Of("duration") && x.times(y) > FAR_APART {
        return None;
    }
    // The whole of one account may be the sum of two figures of the other: "1.05 million in one country and
    // 0.15 million in the next".
    let sums = |claim: &Claim, one: &Quantity, whole: &Quantity| {
        claim.quantities.iter().any(|c| {
            c.quantity.unit == one.unit
                && c.quantity.span != one.span
                && ((c.quantity.value + one.value) / whole.value - 1.0).abs() < 0.02
        })
    };
    // "22 children and three teachers" against "all 26 people": a part is no whole.
    let whole = |claim: &Claim, fact: &Fact| {
        claim.back(fact.at.start, 1) == "all"
            || matches!(claim.word(fact.at.end.saturating_sub(1)), "people" | "persons" | "souls")
    };
    if is_part(p, x) && whole(q, b) && y.value > x.value
        || is_part(q, y) && whole(p, a) && x.value > y.value
    {
        return None;
    }
    // The figure stands in the other sentence too: "76 seats, the others 17".
    let told = |claim: &Claim, one: &Quantity| {
        one.value > 3.0 && claim.quantities.iter().any(|c| c.quantity.value == one.value)
    };
    if told(q, x) || told(p, y) {
        return None;
    }
    let slots = |fact: &Fact| cx.slots.of(fact.claim).find(|i| cx.slots.slots[*i].at == fact.at);
    let (m, n) = (&cx.slots.slots[slots(a)?], &cx.slots.slots[slots(b)?]);
    let day = |claim: &Claim| cx.anchors[claim.article].day;
    if m.grows_by_the_day() && n.grows_by_the_day() && day(p) != day(q) {
        return None;
    }
    let fate = !m.fates.is_empty() && m.fates == n.fates;
    if elsewhere(cx, p, q) || of_two_people(cx, (p, a), (q, b)) || sums(p, x, y) || sums(q, y, x) {
        return None;
    }
    if is_provisional(p) || is_provisional(q) {
        return None;
    }
    // Degrees of two scales are no two temperatures.
    if x.unit == Unit::Of("temperature")
        && p.has_word(&["fahrenheit", "f"]) != q.has_word(&["fahrenheit", "f"])
    {
        return None;
    }
    // "Several million francs" is no figure that 11.4 million could miss.
    let vague = x.hedge == Hedge::Vague || y.hedge == Hedge::Vague;
    if vague && x.times(y) < VAGUE {
        return None;
    }
    // Two estimates of what nobody knows yet.
    let open = |claim: &Claim, fact: &Fact| claim.force[fact.at.start] == Force::Possible;
    if open(p, a) && open(q, b) {
        return None;
    }
    if fate && let (Some(s), Some(t)) = (as_of(cx, p), as_of(cx, q)) {
        let grew = s.before(&t) && x.range.lo < y.value && x.value < y.value
            || t.before(&s) && y.value < x.value && y.range.lo < x.value;
        if grew {
            return None;
        }
    }
    let what = cx.text(p, p.span_of(a.at.clone()));
    let other = cx.text(q, q.span_of(b.at.clone()));
    Some(
        Conflict::new(format!(
            "One account says \u{201c}{what}\u{201d}, the other \u{201c}{other}\u{201d}."
        ))
        .step(format!(
            "Likeliest match of each other: {:.0} in a hundred such are of the same thing.",
            100.0 * chance(odds)
        ))
        .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Values: {} against {}.", x.display(), y.display()))
        .values(x.display(), y.display())
        .bonus(odds),
    )
}
