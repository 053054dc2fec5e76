//! One person in two posts of one body: the driver in one account, the conductor in the other.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::lexicon::POSTS;
use crate::language::pattern::Found;
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Entity,
    rule: "entity/post",
    says: "The sources give one person different posts, of which one person holds one at a time.",
    example: [
        "The driver of the Orvel tram, Ana Vitt, pulled the brake.",
        "\"I heard a bang,\" said Ana Vitt, the conductor of the Orvel tram.",
    ],
    near_miss: [
        "The driver of the Orvel tram, Ana Vitt, pulled the brake.",
        "Ana Vitt, the former conductor who drives the Orvel tram, heard a bang.",
    ],
    prior: 0.74,
    within: true,
    note,
    clash,
};

/// Whom a post is said of: the name right before or behind it, or joined to it by `as`, `is` or `becomes`.
pub(super) fn holder(cx: &Context<'_>, claim: &Claim, found: &Found) -> Option<EntityId> {
    let (start, end) = (found.at.start, found.at.end);
    let person = |at: usize, ends: bool| {
        claim
            .names
            .iter()
            .find(|n| !n.anaphor && (if ends { n.at.end == at } else { n.at.start == at }))
            .filter(|n| cx.names.is_person(n.entity) && !claim.terms[n.at.end - 1].possessive)
            .map(|n| n.entity)
    };
    // "energy minister Ana Vitt", "the driver, Ana Vitt,", "the driver of the train, Ana Vitt,"
    if let Some(who) = person(end, false) {
        return Some(who);
    }
    let of = matches!(claim.word(end), "of" | "at" | "for");
    let phrase = if of {
        (end..(end + 8).min(claim.terms.len())).find(|i| claim.word(*i) == ",").unwrap_or(end)
    } else {
        end
    };
    let comma = claim.word(phrase) == ",";
    if comma && let Some(who) = person(phrase + 1, false) {
        let closed = claim
            .names
            .iter()
            .find(|n| n.at.start == phrase + 1)
            .is_none_or(|n| matches!(claim.word(n.at.end), "," | "." | "" | "has" | "said"));
        if closed {
            return Some(who);
        }
    }
    // "Ana Vitt, the driver", "Ana Vitt, energy minister", "Ana Vitt is the driver", "Ana Vitt as driver",
    // "Ana Vitt, who becomes chief executive"
    let mut i = start;
    let mut joined = false;
    while i > 0 && start - i < 9 {
        i -= 1;
        let word = claim.word(i);
        if claim.named_at(i).is_some_and(|n| n.at.end == i + 1 && cx.names.is_person(n.entity)) {
            return if joined { person(i + 1, true) } else { None };
        }
        match word {
            "," | "as" | "is" | "becomes" | "became" | "become" | "remains" | "was" | "(" => {
                joined = true;
            }
            "the" | "who" | "then" | "new" | "its" | "be" | "will" | "'s" | "’s" => {}
            _ if claim.terms[i].role == Role::Name => {}
            // "the Orvelian energy minister", "the Tolmer president"
            _ if matches!(claim.terms[i].role, Role::Adjective) && !joined => {}
            _ => return None,
        }
    }
    None
}

/// Tells whether the post is one of the past, or below the one that the word names.
pub(super) fn former(claim: &Claim, found: &Found) -> bool {
    let start = found.at.start;
    let word = claim.back(start, 1);
    word.starts_with("ex-")
        || word.starts_with("vice-")
        || (1..=3).any(|n| {
            matches!(
                claim.back(start, n),
                "former" | "ex" | "deputy" | "assistant" | "acting" | "then" | "vice" | "honorary"
            )
        })
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if !claim.names.iter().any(|n| !n.anaphor && cx.names.is_person(n.entity)) {
        return;
    }
    for found in cx.phrases(&POSTS, claim) {
        let start = found.at.start;
        if former(claim, &found) || claim.negated[start] || claim.force[start] == Force::Possible {
            continue;
        }
        let Some(who) = holder(cx, claim, &found) else { continue };
        let surname = cx.names.get(who).words.last();
        let fact = Fact::new(
            index,
            key(("post", surname, found.class)),
            found.at.clone(),
            Value::Member(found.class, found.side),
        );
        out.push(fact.with(Some(crate::analysis::extract::entity_key(who))));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let who = |fact: &Fact| fact.predicate.map(|k| cx.show(k)).unwrap_or_default();
    let (m, n) = (who(a), who(b));
    let entity = |claim: &Claim, name: &str| {
        claim.names.iter().map(|n| n.entity).find(|id| cx.names.name(*id) == name)
    };
    let (Some(i), Some(j)) = (entity(p, &m), entity(q, &n)) else { return None };
    if x == y || !cx.names.may_be_one(i, j) {
        return None;
    }
    // An account that gives both posts tells of a change, or of two at once.
    let both = |claim: &Claim| {
        let found = cx.phrases(&POSTS, claim);
        let has = |side: usize, of: &Fact| {
            found.iter().any(|f| {
                f.side == side && matches!(&of.value, Value::Member(class, _) if *class == f.class)
            })
        };
        has(*x, a) && has(*y, b)
    };
    if p.article == q.article && both(p) || both(p) && both(q) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!("{m} is {one} in one account and {other} in the other."))
            .step(format!("Same person: {m}."))
            .step(format!("Posts: {one} against {other}, of which one person holds one at a time."))
            .values(one, other)
            .bonus(if cx.names.get(i).words.len() > 1 { 0.3 } else { -0.6 }),
    )
}
