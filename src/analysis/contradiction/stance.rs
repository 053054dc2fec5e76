//! Opposite words of one thing: ties that deepen and ties that are tense.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon;
use crate::language::stem::stem;
use std::collections::{HashMap, HashSet};
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

/// A class of stances: what it is said of, and the words of either side.
struct Stances {
    about: Vec<(&'static str, HashSet<String>)>,
    words: HashMap<String, Vec<(usize, usize)>>,
}

static STANCES: LazyLock<Stances> = LazyLock::new(|| {
    let mut stances = Stances { about: Vec::new(), words: HashMap::new() };
    for entry in lexicon::entries(include_str!("../../../assets/lexicon/stances.txt")) {
        let Some((head, sides)) = entry.split_once("]:") else { continue };
        let Some((name, about)) = head.split_once('[') else { continue };
        let class = stances.about.len();
        stances.about.push((
            name.trim(),
            about
                .split_whitespace()
                .map(|w| if w == "*" { w.to_owned() } else { stem(w) })
                .collect(),
        ));
        for (side, members) in lexicon::fields(sides).enumerate() {
            for member in lexicon::members(members) {
                stances.words.entry(stem(member)).or_default().push((class, side));
            }
        }
    }
    stances
});

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for (i, term) in claim.terms.iter().enumerate() {
        let purpose = claim.predicates.iter().any(|p| p.at.contains(&i) && p.force != Force::Fact);
        if matches!(term.role, Role::Function | Role::Mark | Role::Number | Role::Name)
            || claim.force[i] != Force::Fact
            || purpose
        {
            continue;
        }
        let Some(found) = STANCES.words.get(cx.keys.show(term.stem)) else { continue };
        for (class, side) in found {
            let (name, about) = &STANCES.about[*class];
            // What it is said of: a word of the class, near by.
            let clause = claim.clause(i);
            let near = i.saturating_sub(7).max(clause.start)..(i + 8).min(clause.end);
            let said_of =
                near.filter(|j| *j != i && claim.terms[*j].role != Role::Name).find(|j| {
                    let text = &claim.terms[*j].text;
                    about.contains(cx.keys.stem(text))
                        || about.contains(cx.keys.show(claim.terms[*j].key))
                });
            // A predicate class speaks for its words: "took the train" is travel.
            let said_of = said_of.or_else(|| {
                claim
                    .predicates
                    .iter()
                    .find(|p| {
                        p.class.is_some_and(|c| about.contains(&stem(c.name)))
                            && p.at.start.abs_diff(i) <= 8
                    })
                    .map(|p| p.at.start)
            });
            let said_of = if about.contains("*") { Some(i) } else { said_of };
            let Some(said_of) = said_of else { continue };
            let side = if claim.negated[i] { 1 - side.min(&1) } else { *side };
            let at = i.min(said_of)..i.max(said_of) + 1;
            out.push(
                Fact::new(index, key(("stance", name)), at, Value::Member(name, side))
                    .with(Some(term.key)),
            );
        }
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
            && let Some(whole) = (0..cx.names.roster.entities.len() as u32)
                .map(crate::analysis::name::EntityId)
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
        _ if STANCES.about.iter().any(|(name, about)| name == class && about.contains("*"))
            && (cx.shared_arguments(p, &a.at, q, &b.at) < 2.5
                || related < 5.0
                || p.background != q.background) =>
        {
            return None;
        }
        _ if STANCES.about.iter().any(|(name, about)| name == class && about.contains("*")) => {}
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
