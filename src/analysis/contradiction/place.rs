//! Different places of one thing: opposite directions from one point.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::Role;

pub(super) const DIRECTION: Detector = Detector {
    kind: Kind::Place,
    rule: "place/direction",
    says: "The sources put one thing in different directions from the same point.",
    example: [
        "The wreck of the trawler lies 12 kilometres north of Orvel.",
        "The trawler's wreck was found about 12km south of the harbour, divers said.",
    ],
    near_miss: [
        "The wreck of the trawler lies 12 kilometres north of Orvel.",
        "The trawler's wreck was found about seven miles north of the harbour, divers said.",
    ],
    prior: 0.78,
    within: true,
    note,
    clash,
};

/// The quarter of the compass of a word, in steps of 45 degrees from north.
fn bearing(word: &str) -> Option<u8> {
    Some(match word.trim_end_matches("ern") {
        "north" => 0,
        "north-east" | "northeast" => 1,
        "east" => 2,
        "south-east" | "southeast" => 3,
        "south" => 4,
        "south-west" | "southwest" => 5,
        "west" => 6,
        "north-west" | "northwest" => 7,
        _ => return None,
    })
}

const NAMES: [&str; 8] =
    ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for i in 1..claim.terms.len() {
        let Some(quarter) = bearing(claim.word(i)).filter(|_| claim.word(i + 1) == "of") else {
            continue;
        };
        // What happened there, when the sentence tells of a happening that has one place.
        let happened = claim.predicates.iter().rfind(|p| {
            p.at.end <= i && i - p.at.end <= 20 && p.class.is_some_and(|c| c.once) && !p.negated
        });
        if let Some(happened) = happened {
            let fact = Fact::new(
                index,
                key(("direction", happened.key)),
                i..i + 1,
                Value::Member("compass", quarter.into()),
            );
            out.push(fact.with(Some(happened.key)));
        }
        // What lies there: the nouns before, in the sentence.
        let measured = claim.quantities.iter().any(|c| c.at.end == i || c.at.end + 1 == i);
        let from = claim.terms[..i]
            .iter()
            .rposition(|t| t.role == Role::Mark && t.text == ";")
            .unwrap_or(0);
        for noun in (from..i).filter(|n| claim.terms[*n].role == Role::Noun) {
            if claim.quantities.iter().any(|c| c.at.contains(&noun))
                || cx.weight(claim.terms[noun].key) < 1.5
            {
                continue;
            }
            let at = i.saturating_sub(if measured { 2 } else { 0 })..i + 1;
            let fact = Fact::new(
                index,
                key(("direction", claim.terms[noun].key)),
                at,
                Value::Member("compass", quarter.into()),
            );
            out.push(fact.with(Some(claim.terms[noun].key)));
        }
    }
}

/// Tells whether what lies there is a happening.
fn thing_is_deed(cx: &Context<'_>, fact: &Fact) -> bool {
    fact.predicate.is_some_and(|k| cx.keys.show(k).starts_with('#'))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let turn = x.abs_diff(*y);
    if turn.min(8 - turn) < 2 {
        return None;
    }
    let thing = cx.show(a.predicate?);
    let reference = |claim: &crate::analysis::claim::Claim, at: usize| {
        let i = if claim.word(at + 1) == "the" { at + 2 } else { at + 1 };
        claim.named_at(i).map(|n| n.entity)
    };
    // Two different named points of reference may both be right.
    if let (Some(m), Some(n)) = (reference(p, a.at.end), reference(q, b.at.end))
        && !cx.names.may_be_one(m, n)
    {
        return None;
    }
    // Of a happening, both must be told from the same point: "the town", or a place by its name.
    if thing_is_deed(cx, a) {
        let noun = |claim: &crate::analysis::claim::Claim, at: usize| {
            let i = if claim.word(at + 1) == "the" { at + 2 } else { at + 1 };
            claim.terms.get(i).filter(|t| t.role == Role::Noun).map(|t| t.key)
        };
        let (m, n) = (noun(p, a.at.end), noun(q, b.at.end));
        let named = reference(p, a.at.end).is_some() || reference(q, b.at.end).is_some();
        let same = m.is_some() && m == n
            || reference(p, a.at.end).is_some() && reference(q, b.at.end).is_some();
        let close = same || named && cx.related(p, q, &[]) > 1.0;
        if !close || p.background != q.background {
            return None;
        }
    }
    let figures = |claim: &crate::analysis::claim::Claim| {
        claim.quantities.iter().map(|c| c.quantity).collect::<Vec<_>>()
    };
    let same_distance =
        figures(p).iter().any(|m| figures(q).iter().any(|n| m.unit == n.unit && m.agrees(n)));
    let (from, to) = (NAMES[*x], NAMES[*y]);
    Some(
        Conflict::new(format!("The {thing} lies {from} in one account and {to} in the other."))
            .step(format!("Same thing: {thing}; shared words: {}.", cx.shared(p, q, 5).join(", ")))
            .step(format!("Directions: {from} against {to}."))
            .values(from, to)
            .bonus(if same_distance { 0.6 } else { -0.4 }),
    )
}
