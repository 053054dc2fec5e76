//! Two figures of the same thing whose words differ.

use super::parts::is_part;
use super::quantity::{as_of, elsewhere, is_label, is_provisional, scope};
use super::share::is_whole_of_a_share;
use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::language::quantity::{Quantity, Unit};

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
        "Four guards of the Orvel bank were asleep.",
    ],
    prior: 0.54,
    within: false,
    note,
    clash,
};

/// From this likeness on two slots are taken for one. On the known clusters what is of one thing scores 4.7
/// and more, chance meetings up to 4; below it the finding is the less sure the less alike they are.
const ENOUGH: f64 = 4.2;

/// Least likeness of two slots that may be one.
const LEAST: f64 = 2.6;

/// Two measures of one thing are never further apart than so many times.
const FAR_APART: f64 = 50.0;

/// What less likeness takes from the log-odds, for each point.
const UNSURE: f64 = 0.5;

/// How much less is enough for counts of people of one fate: what became of them leaves little else to share.
const FATE: f64 = 1.2;

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
        if limit || is_label(claim, counted) || is_whole_of_a_share(claim, counted) {
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

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Count { quantity: x, scope: s, .. }, Value::Count { quantity: y, scope: t, .. }) =
        (&a.value, &b.value)
    else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let score = cx
        .slots
        .of(a.claim)
        .filter(|i| cx.slots.slots[*i].at == a.at)
        .flat_map(|i| &cx.slots.matches[i])
        .find(|m| cx.slots.slots[m.other].claim == b.claim && cx.slots.slots[m.other].at == b.at)?
        .score;
    // A term of office and a call are of no one length.
    let ratio = (x.value / y.value.max(1e-9)).max(y.value / x.value.max(1e-9));
    if x.unit != Unit::Count && ratio > FAR_APART {
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
    let (least, enough) = if fate { (LEAST - FATE, ENOUGH - FATE) } else { (LEAST, ENOUGH) };
    if score < least || elsewhere(cx, p, q) || sums(p, x, y) || sums(q, y, x) {
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
        .step(format!("Best match of each other: {score:.2}."))
        .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Values: {} against {}.", x.display(), y.display()))
        .values(x.display(), y.display())
        .bonus(((score - enough) / 8.0).clamp(0.0, 0.4) - (enough - score).max(0.0) * UNSURE),
    )
}
