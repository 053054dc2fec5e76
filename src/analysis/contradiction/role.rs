//! One person with two offices, or one office with two holders.

use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::language::office::{self, Rank};

pub(super) const OFFICE: Detector = Detector {
    kind: Kind::Entity,
    rule: "entity/office",
    says: "The sources give one person different offices.",
    example: [
        "Orvel Mayor Ana Vitt opened the bridge.",
        "The provincial governor, Ana Vitt, opened the bridge.",
    ],
    near_miss: [
        "Orvel Mayor Ana Vitt opened the bridge.",
        "Mayor Ana Vitt opened the bridge with the provincial governor, Jon Karr.",
    ],
    prior: 0.75,
    within: true,
    note,
    clash,
};

/// Words that are no office of their own, or that people hold beside another.
const LOOSE: &[&str] = &[
    "leader",
    "official",
    "ruler",
    "member",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "adviser",
    "advisor",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "head",
    "chief",
    "boss",
    "candidate",
    "lawmaker",
    "politician",
    "delegate",
    "founder",
    "owner",
    "activist",
    "analyst",
    "expert",
    "author",
    "writer",
    "doctor",
    "professor",
];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for named in &claim.names {
        let Some(held) = &named.office else { continue };
        if !cx.names.is_person(named.entity)
            || office::rank(held).is_none_or(|r| r == Rank::Title)
            || LOOSE.iter().any(|l| held.ends_with(l))
        {
            continue;
        }
        let Some(held) = cx.key_of(held.split(' ').next_back().unwrap_or(held)) else { continue };
        let at = named.at.clone();
        out.push(
            Fact::new(index, key(("office", named.entity)), at, Value::Word(held)).with(Some(held)),
        );
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Word(x), Value::Word(y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let named = |claim: &crate::analysis::claim::Claim, fact: &Fact| {
        claim
            .names
            .iter()
            .find(|n| n.at == fact.at)
            .map(|n| (n.entity, n.office.clone().unwrap_or_default()))
    };
    let ((who, m), (_, n)) = (named(p, a)?, named(q, b)?);
    if x == y || m.ends_with(&n) || n.ends_with(&m) || office::may_be_one(&m, &n) {
        return None;
    }
    let name = cx.names.name(who);
    // A surname alone may be somebody else's of the same family.
    let full = cx.names.get(who).words.len() > 1;
    Some(
        Conflict::new(format!("{name} is {m} in one account and {n} in the other."))
            .step(format!("Same person: {name}."))
            .step(format!("Offices: {m} against {n}, which one person seldom holds at once."))
            .values(m.clone(), n.clone())
            .bonus(if full { 0.4 } else { -0.6 }),
    )
}
