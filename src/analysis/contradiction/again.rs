//! The first of its kind, and the third one: a rank against an ordinal of the same thing.

use super::superlative::thing;
use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Rank, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::date::{Bound, When};
use crate::language::lexicon;
use crate::language::quantity::Unit;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/again",
    says: "One source calls it the first of its kind, the other the second or third, or one more.",
    example: [
        "It was the first derailment on the Orvel line since Karr Rail took it over in 1998.",
        "It is the third time in ten years that a train has derailed on the Orvel line.",
    ],
    near_miss: [
        "It was the first derailment on the Orvel line since Karr Rail took it over in 1998.",
        "It is the third time in ten years that a strike has stopped the Orvel line.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// Least weight of what both are said of, besides the thing counted.
const LEAST_SHARED: f64 = 1.2;

/// What the words behind a rank or an ordinal are about: the noun, or what a clause with `that` tells.
fn counted(cx: &Context<'_>, claim: &Claim, from: usize) -> Vec<Key> {
    let Some(noun) = claim.noun_from(from) else { return Vec::new() };
    if claim.word(noun) != "time" {
        let noun = Some(noun).filter(|n| claim.terms[*n].role == Role::Noun);
        return noun.map(|n| thing(cx, claim, n)).into_iter().collect();
    }
    let that = noun..(noun + 12).min(claim.terms.len());
    let Some(that) = that.clone().find(|i| claim.word(*i) == "that") else { return Vec::new() };
    claim
        .predicates
        .iter()
        .filter(|p| p.at.start > that && p.at.start < that + 14 && !p.negated)
        .filter(|p| p.class.is_some_and(|c| c.once))
        .map(|p| p.key)
        .collect()
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for i in 0..claim.terms.len() {
        let word = claim.word(i);
        if claim.terms[i].role == Role::Name
            || matches!(claim.force[i], Force::Possible | Force::Conditional)
        {
            continue;
        }
        let first = word == "first" && matches!(claim.back(i, 1), "the" | "its" | "their" | "a")
            || word == "maiden"
            || word == "only" && claim.back(i, 1) == "the";
        if first && !claim.negated[i] {
            let since = claim
                .times
                .iter()
                .filter(|t| {
                    t.mention.bound == Bound::Since
                        || (1..=10).any(|n| claim.back(t.at.start, n) == "since")
                })
                .find_map(|t| t.when);
            for found in counted(cx, claim, i + 1) {
                let rank = Rank { kind: claim.terms[i].key, one_of: false, since, holder: None };
                out.push(
                    Fact::new(index, key(("again", found)), i..i + 2, Value::Rank(rank))
                        .with(Some(found)),
                );
            }
        }
        let ordinal = claim.quantities.iter().find(|c| {
            c.quantity.unit == Unit::Ordinal && c.at.contains(&i) && c.quantity.value >= 2.0
        });
        if let Some(nth) = ordinal
            && matches!(claim.back(nth.at.start, 1), "the" | "its" | "their" | "a" | "'s" | "’s")
        {
            for found in counted(cx, claim, nth.at.end) {
                let value = Value::Count {
                    quantity: nth.quantity,
                    scope: Scope::Total,
                    toll: false,
                    exact: false,
                };
                out.push(
                    Fact::new(index, key(("again", found)), nth.at.start..nth.at.end + 1, value)
                        .with(Some(found)),
                );
            }
        }
    }
}

/// Since when an ordinal counts: `the third time in ten years`.
fn span(cx: &Context<'_>, claim: &Claim) -> Option<When> {
    let day = cx.anchors[claim.article].day?;
    let years = claim.quantities.iter().find(|c| {
        c.quantity.unit == Unit::Of("duration")
            && matches!(claim.back(c.at.start, 1), "in" | "within" | "last" | "past")
    })?;
    let days = (years.quantity.value / 86_400.0).round() as i64;
    day.checked_sub(jiff::Span::new().try_days(days).ok()?).ok().map(When::day)
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(first), Value::Count { quantity, .. }) = (&a.value, &b.value) else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let found = a.predicate?;
    if lexicon::is_generic(cx.keys.show(found)) {
        return None;
    }
    // The others may lie before the time since which it is the first.
    if let Some(since) = first.since
        && !span(cx, q).is_some_and(|from| since.before(&from))
    {
        return None;
    }
    let (common, shared) = subject::common(cx, a, b, &[found]);
    let related = cx.related(p, q, &[found]);
    if shared < LEAST_SHARED && related < 2.0 * LEAST_SHARED {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "One account says \u{201c}{one}\u{201d}, the other \u{201c}{other}\u{201d} ({}).",
            cx.show(found)
        ))
        .step(format!("Same kind of thing: {}; {}.", cx.show(found), subject::words(cx, &common)))
        .step("Considered: others before the time since which it is the first.".to_owned())
        .values(one, quantity.display())
        .bonus(((shared.max(related / 2.0) - 1.5) / 4.0).clamp(-0.3, 0.5)),
    )
}
