//! One post of one body, two holders: the chairman of the bank under two names.

use super::post::{former, holder};
use super::{Conflict, Detector};
use crate::analysis::context::Context;
use crate::analysis::extract::entity_key;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::subject;
use crate::language::lexicon::POSTS;
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Entity,
    rule: "entity/holder",
    says: "The sources name two holders of one post.",
    example: [
        "The chairman of the Orvel dairy, Jon Karr, came out with a tray of coffee.",
        "The dairy's chairman, Abel Tann, wrote to the farmers of Orvel.",
    ],
    near_miss: [
        "The chairman of the Orvel dairy, Jon Karr, came out with a tray of coffee.",
        "The former chairman of the dairy, Abel Tann, wrote to the farmers of Orvel.",
    ],
    prior: 0.62,
    within: false,
    note,
    clash,
};

/// Bodies of which a story seldom has two, and the posts in them that one person holds alone.
const ALONE: &[(&str, &[usize])] = &[
    ("company", &[0, 1, 2, 3]),
    ("works", &[1]),
    ("hospital", &[0, 1]),
    ("local", &[0, 3, 4, 5]),
    ("museum", &[0]),
];

/// Least weight of what stands beside both.
const LEAST_SHARED: f64 = 0.8;

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if !claim.names.iter().any(|n| !n.anaphor && cx.names.is_person(n.entity)) {
        return;
    }
    for found in cx.phrases(&POSTS, claim) {
        let alone =
            ALONE.iter().any(|(body, posts)| *body == found.class && posts.contains(&found.side));
        // A post that changes hands has two holders in turn.
        let turns = claim.has_word(&[
            "became",
            "becomes",
            "become",
            "elected",
            "outgoing",
            "incoming",
            "succeeded",
            "succeeds",
            "predecessor",
            "successor",
            "appointed",
            "resigned",
            "new",
            "elect",
            "candidate",
        ]);
        if !alone
            || turns
            || claim.background
            || former(claim, &found)
            || claim.negated[found.at.start]
        {
            continue;
        }
        let Some(who) = holder(cx, claim, &found) else { continue };
        let fact = Fact::new(
            index,
            key(("holder", found.class, found.side)),
            found.at.clone(),
            Value::Who(who),
        );
        out.push(fact.with(Some(entity_key(who))));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Who(m), Value::Who(n)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // What is told of an election has many who were or will be.
    let polls =
        |k: &str| cx.known(k).is_some_and(|k| p.content.contains(&k) || q.content.contains(&k));
    if cx.names.may_be_one(*m, *n) || polls("#elect") || polls("#resign") || polls("#appoint") {
        return None;
    }
    // An account that names both knows two of them.
    let names = |article: usize, who: EntityId| {
        cx.claims
            .iter()
            .filter(|c| c.article == article)
            .flat_map(|c| &c.names)
            .any(|named| cx.names.may_be_one(named.entity, who))
    };
    if names(q.article, *m) || names(p.article, *n) {
        return None;
    }
    let own = [entity_key(*m), entity_key(*n)];
    let (common, shared) = subject::common(cx, a, b, &own);
    let related = cx.related(p, q, &own);
    if shared < LEAST_SHARED && related < 2.0 * LEAST_SHARED {
        return None;
    }
    let post = cx.text(p, p.span_of(a.at.clone()));
    let (m, n) = (cx.names.name(*m), cx.names.name(*n));
    Some(
        Conflict::new(format!("The {post} is {m} in one account and {n} in the other."))
            .step(format!("Same post: {post}; beside both: {}.", subject::words(cx, &common)))
            .step("Considered: two bodies, a predecessor; neither account names both.".to_owned())
            .values(m, n)
            .bonus(((shared.max(related / 2.0) - 1.5) / 5.0).clamp(-0.3, 0.3)),
    )
}
