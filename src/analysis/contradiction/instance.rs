//! The first since a time, against one in between.

use super::superlative::{rank_at, thing};
use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Rank, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::{Key, Role};
use crate::language::date::{Bound, When};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/first",
    says: "One source calls it the first since some year, the other tells of one in between.",
    example: [
        "It is the first regatta in the Orvel harbour since 1998.",
        "The Orvel sailors still talk of the regatta of 2011, which ended in fog.",
    ],
    near_miss: [
        "It is the first regatta in the Orvel harbour since 1998.",
        "The Orvel sailors still talk of the regatta of 1991, which ended in fog.",
    ],
    prior: 0.70,
    within: true,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for time in &claim.times {
        let Some(when) = time.when else { continue };
        let since = time.mention.bound == Bound::Since;
        if since {
            for i in (0..time.at.start).filter(|i| claim.word(*i) == "first") {
                let Some((kind, next)) = rank_at(cx, claim, i) else { continue };
                let Some(noun) =
                    claim.noun_from(next).filter(|n| claim.terms[*n].role == Role::Noun)
                else {
                    continue;
                };
                let rank = Rank { kind, one_of: false, since: Some(when), holder: None };
                let noun = thing(cx, claim, noun);
                out.push(
                    Fact::new(index, key(("instance", noun)), i..time.at.end, Value::Rank(rank))
                        .with(Some(noun)),
                );
            }
        } else if when.last.until(when.first).map_or(0, |s| s.get_days().abs()) > 300 {
            // "the walkout of 2011", "a flood in 2016": one of its kind in a year.
            let head = claim.terms[..time.at.start].iter().rposition(|t| t.role == Role::Noun);
            let Some(head) = head.filter(|h| {
                time.at.start - h <= 3 && matches!(claim.back(time.at.start, 1), "of" | "in")
            }) else {
                continue;
            };
            let noun = thing(cx, claim, head);
            out.push(
                Fact::new(
                    index,
                    key(("instance", noun)),
                    head..time.at.end,
                    Value::Time(when, Bound::At),
                )
                .with(Some(noun)),
            );
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(first), Value::Time(one, _)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let since = first.since?;
    let now = cx.anchors[p.article].day.map(When::day)?;
    if !(since.before(one) && one.before(&now)) || one.gap_days(&now) < 60 {
        return None;
    }
    let but: Vec<Key> = a.predicate.into_iter().collect();
    if cx.related(p, q, &but) < 0.8 {
        return None;
    }
    let what = cx.show(a.predicate?);
    Some(
        Conflict::new(format!(
            "It is called the first since {since}, but the other account tells of one in {one}."
        ))
        .step(format!(
            "Same kind of happening: {what}; shared words: {}.",
            cx.shared(p, q, 5).join(", ")
        ))
        .step(format!("{one} lies after {since} and before the event."))
        .values(format!("first since {since}"), one.to_string()),
    )
}
