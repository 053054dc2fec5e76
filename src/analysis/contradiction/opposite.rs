//! Antonyms said of one thing: the water was clear, the water was cloudy.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::relation::opposition;
use crate::language::stem::{Part, is_known};
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Antonym,
    rule: "antonym/adjective",
    says: "The sources say of one thing that it was so, and that it was the opposite.",
    example: [
        "The speech in the Orvel hall was audible to the dancers at the door.",
        "The speech in the Orvel hall was inaudible, the dancers said.",
    ],
    near_miss: [
        "The speech in the Orvel hall was audible to the dancers at the door.",
        "The speech of the dancers in the Orvel hall was long.",
    ],
    prior: 0.62,
    within: false,
    note,
    clash,
};

/// Adjectives that pick one thing out of several rather than describe it, or that hold by degrees.
const PICKING: &[&str] = &[
    "first",
    "last",
    "new",
    "old",
    "other",
    "same",
    "next",
    "previous",
    "former",
    "early",
    "late",
    "left",
    "right",
    "big",
    "large",
    "small",
    "little",
    "great",
    "long",
    "short",
    "high",
    "low",
    "young",
    "good",
    "bad",
    "better",
    "worse",
    "best",
    "worst",
    "more",
    "less",
    "many",
    "few",
    "much",
    "major",
    "minor",
    "upper",
    "lower",
    "north",
    "south",
    "east",
    "west",
    "inner",
    "outer",
    "male",
    "female",
    "national",
    "international",
    "foreign",
    "domestic",
    "able",
    "sure",
    "up",
    "down",
    "different",
    "similar",
    "own",
    "only",
    "main",
    "likely",
    "unlikely",
    "direct",
];

/// The thing of which an adjective is said, and whether it is the subject of a sentence that says so.
fn thing(claim: &Claim, at: usize) -> Option<(usize, bool)> {
    let clause = claim.clause(at);
    // "the water was quite clear"
    let copula = (clause.start..at).rev().take(4).find(|i| {
        matches!(
            claim.word(*i),
            "is" | "are"
                | "was"
                | "were"
                | "been"
                | "be"
                | "remained"
                | "remains"
                | "stayed"
                | "looked"
                | "seemed"
                | "appeared"
                | "turned"
                | "became"
        )
    });
    let next = claim.terms.get(at + 1).map(|t| t.role);
    let attributive = matches!(next, Some(Role::Noun | Role::Adjective | Role::Name));
    if let Some(copula) = copula
        && !attributive
        && claim.terms[copula + 1..at]
            .iter()
            .all(|t| matches!(t.role, Role::Adverb | Role::Function | Role::Verb))
    {
        // The head of what stands before: "the floor of the hall" is the floor.
        let mut nouns = (clause.start..copula).filter(|i| claim.terms[*i].role == Role::Noun);
        let first = nouns.next()?;
        let head = (first..copula)
            .take_while(|i| claim.terms[*i].role == Role::Noun)
            .last()
            .unwrap_or(first);
        let plain =
            (head + 1..copula).all(|i| !matches!(claim.terms[i].role, Role::Verb | Role::Mark));
        return plain.then_some((head, true));
    }
    if attributive {
        return claim
            .noun_from(at + 1)
            .filter(|n| claim.terms[*n].role == Role::Noun && n - at <= 3)
            .map(|n| (n, false));
    }
    None
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    for (i, term) in claim.terms.iter().enumerate() {
        // "wet" and "calm" are nouns too: after "was", what can be an adjective is one.
        let adjective = term.role == Role::Adjective
            || matches!(term.role, Role::Noun | Role::Verb)
                && i > 0
                && is_known(&term.text, Part::Adjective, false)
                && thing(claim, i).is_some_and(|(_, said)| said);
        if !adjective
            || claim.force[i] != Force::Fact
            || claim.negated[i]
            || PICKING.contains(&term.text.as_str())
            || matches!(claim.back(i, 1), "not" | "more" | "less" | "too" | "as" | "hardly")
        {
            continue;
        }
        let Some((head, said)) = thing(claim, i) else { continue };
        let noun = claim.terms[head].key;
        let fact = Fact::new(
            index,
            key(("opposite", noun)),
            i..i + 1,
            Value::Member("adjective", usize::from(said)),
        );
        out.push(fact.with(Some(noun)));
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(_, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let word = |claim: &Claim, at: &Range<usize>| claim.word(at.start).to_owned();
    let (one, other) = (word(p, &a.at), word(q, &b.at));
    // "young men", "old men": beside the noun it picks some out; one side must say it of them.
    if x + y == 0 || one == other || p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let opposed = opposition(&one, &other, Part::Adjective)?;
    let noun = a.predicate?;
    let related = cx.related(p, q, &[]);
    if related < 3.0 || cx.shared_arguments(p, &a.at, q, &b.at) < 1.5 {
        return None;
    }
    Some(
        Conflict::new(format!(
            "The {} is \u{201c}{one}\u{201d} in one account and \u{201c}{other}\u{201d} in the other.",
            cx.show(noun)
        ))
        .step(format!("Same thing: {}; shared words: {}.", cx.show(noun), cx.shared(p, q, 5).join(", ")))
        .step(format!("Opposite words: {one}, {other} ({opposed:?})."))
        .values(one, other)
        .bonus(((related - 3.0) / 5.0).clamp(0.0, 0.4)),
    )
}
