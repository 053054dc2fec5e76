//! Opposite words of one thing: ties that deepen and ties that are tense.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::{Force, Predicate};
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::STANCES;
use crate::language::pattern::Found;
use crate::language::stem::stem;
use foldhash::HashSet;
use std::sync::LazyLock;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Antonym,
    rule: "antonym/stance",
    says: "The sources describe one thing in opposite words.",
    example: [
        "The talks between Norway and Chile deepened their ties.",
        "Relations between Chile and Norway have been tense.",
    ],
    near_miss: [
        "The talks between Norway and Chile deepened their ties.",
        "Relations between Chile and Peru have been tense.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// The values of the two sides of a class.
const SIDES: [&str; 2] = ["one way", "the other way"];

/// A class of stances, by the line of the list: its name, and the stems of what it is said of.
static CLASSES: LazyLock<Vec<(&'static str, HashSet<String>)>> = LazyLock::new(|| {
    let class = |(head, _): (&'static str, &'static str)| {
        let (name, about) = head.split_once('[').unwrap_or((head, ""));
        let about = about.trim_end_matches(']').split_whitespace();
        (name.trim(), about.map(stem).collect())
    };
    STANCES.lines().map(class).collect()
});

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let meant = |found: &Found| {
        let i = found.at.start;
        let purpose = claim.predicates.iter().any(|p| p.at.contains(&i) && p.force != Force::Fact);
        let role = claim.terms[i].role;
        // "Department of Public Works" is a name.
        let name = claim.terms[i].capital && i > 0;
        !matches!(role, Role::Function | Role::Mark | Role::Number | Role::Name)
            && !name
            && claim.force[i] == Force::Fact
            && !purpose
    };
    for found in cx.phrases_where(&STANCES, claim, meant) {
        let i = found.at.start;
        let (name, about) = &CLASSES[found.line];
        // What it is said of: a word of the class, near by.
        let clause = claim.clause(i);
        let near = i.saturating_sub(7).max(clause.start)..(i + 8).min(clause.end);
        let said_of = near.filter(|j| *j != i && claim.terms[*j].role != Role::Name).find(|j| {
            let term = &claim.terms[*j];
            about.contains(cx.keys.stem(&term.text)) || about.contains(cx.keys.show(term.key))
        });
        // A predicate class speaks for its words: "took the train" is travel.
        let said_of = said_of.or_else(|| {
            let told = |p: &&Predicate| {
                p.class.is_some_and(|c| about.contains(&stem(c.name)))
                    && p.at.start.abs_diff(i) <= 8
            };
            claim.predicates.iter().find(told).map(|p| p.at.start)
        });
        let Some(said_of) = said_of else { continue };
        let side = if claim.negated[i] { 1 - found.side.min(1) } else { found.side };
        let at = i.min(said_of)..i.max(said_of) + 1;
        let fact = Fact::new(index, key(("stance", *name)), at, Value::Member(name, side));
        out.push(fact.with(Some(claim.terms[i].key)));
    }
}

/// Whom or what the words are about: entities of the sentence, and kinds of kin and office (`predecessors`).
fn parties(cx: &Context<'_>, claim: &Claim, at: &std::ops::Range<usize>) -> Vec<Key> {
    let near = at.start.saturating_sub(7)..at.end + 9;
    let named = || claim.names.iter().filter(|n| near.contains(&n.at.start));
    let mut keys: Vec<Key> =
        named().map(|n| crate::analysis::extract::entity_key(n.entity)).collect();
    // A capital or office holder speaks for the country.
    for named in named() {
        let country = cx.names.get(named.entity).country;
        if let Some(country) = country
            && let Some(whole) = cx
                .names
                .ids()
                .find(|id| cx.names.is_country(*id) && cx.names.get(*id).country == Some(country))
        {
            keys.push(crate::analysis::extract::entity_key(whole));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn kin(cx: &Context<'_>, claim: &Claim) -> bool {
    claim.terms.iter().any(|t| super::quantity::noun_class(cx, &t.text) == Some("forebear"))
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(class, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    if x == y {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let (m, n) = (parties(cx, p, &a.at), parties(cx, q, &b.at));
    let mut common: Vec<String> = m.iter().filter(|k| n.contains(k)).map(|k| cx.show(*k)).collect();
    common.sort_unstable();
    let related = cx.related(p, q, &[]);
    match *class {
        // Ties have two ends, and one of the two is who the whole library is about.
        "relations" if common.len() < 2 && !(common.len() == 1 && n.len().min(m.len()) == 1) => {
            return None;
        }
        // What his forebears did is not what he does.
        "frequency" if kin(cx, p) != kin(cx, q) => return None,
        "frequency" => {
            if !(kin(cx, p) && kin(cx, q)) {
                let own = crate::analysis::contradiction::datetime::subject(cx, p, a.at.start);
                if own.is_none()
                    || own != crate::analysis::contradiction::datetime::subject(cx, q, b.at.start)
                    || related < 5.0
                {
                    return None;
                }
            } else {
                common.push("forebears".to_owned());
            }
        }
        "relations" => {}
        _ if related < 4.0 => return None,
        _ => {}
    }
    let (what, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "One account speaks of \u{201c}{what}\u{201d}, the other of \u{201c}{other}\u{201d}."
        ))
        .step(format!("Same thing: {class} of {}.", common.join(", ")))
        .step(format!("Opposite words: {} and {}.", cx.show(a.predicate?), cx.show(b.predicate?)))
        .values(SIDES[*x % 2], SIDES[*y % 2])
        .bonus(((related - 4.0) / 6.0).clamp(-0.3, 0.2)),
    )
}
