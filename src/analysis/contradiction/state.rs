//! Exclusive states of one subject: the sprinklers activated, the sprinklers stayed dry.
//!
//! `alternative` asks questions about the whole event; here the subject itself is the key, so that the states
//! may be told in words that stand for many things elsewhere.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::extract::entity_key;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::{SORTS, STATES};
use crate::language::stem::{Part, lemma};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Lexical,
    rule: "lexical/state",
    says: "The sources tell of one subject two states of which only one can hold.",
    example: [
        "The smoke vents of the Orvel mill kicked in at once.",
        "The vents remained stuck throughout the fire, Orvel firemen said.",
    ],
    near_miss: [
        "The smoke vents of the Orvel mill kicked in at once.",
        "The hatches remained stuck throughout the fire, Orvel firemen said.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// Nouns that are no subject by themselves.
const LIGHT: &[&str] = &[
    "year", "day", "week", "month", "time", "hour", "minute", "people", "person", "man", "woman",
    "thing", "part", "number", "way", "place", "side", "one", "lot", "case", "percent",
];

/// Of whom or what it is said: the head before the verb, the person named, whom a pronoun stands for, the
/// offices of that person.
fn subjects(cx: &Context<'_>, claim: &Claim, at: usize, sort: &str) -> Vec<Key> {
    let before = claim.clause(at).start..at;
    let mut keys = Vec::new();
    let names = || claim.names.iter().filter(|n| before.contains(&n.at.start));
    if sort != "thing" {
        for named in names().filter(|n| cx.names.is_person(n.entity)) {
            if claim.terms[named.at.end - 1].possessive {
                continue;
            }
            keys.push(entity_key(named.entity));
            let entity = cx.names.get(named.entity);
            for office in entity.offices.iter().chain(&named.office) {
                keys.extend(office.split(' ').next_back().and_then(|word| cx.key_of(word)));
            }
        }
    }
    let nouns = before.clone().filter(|i| claim.terms[*i].role == Role::Noun).filter(|i| {
        let of = (before.start..*i).rev().take(4).any(|j| {
            matches!(claim.word(j), "of" | "in" | "at" | "by" | "with" | "for" | "on" | "from")
        });
        let head = claim.terms.get(i + 1).is_none_or(|t| t.role != Role::Noun);
        head && !of
    });
    for noun in nouns {
        let term = &claim.terms[noun];
        let word = lemma(&term.text, Part::Noun);
        let person = SORTS.values(&word).any(|s| s == "person");
        let fits = match sort {
            "thing" => !person,
            "person" => person,
            _ => true,
        };
        if fits
            && !LIGHT.contains(&word.as_str())
            && !claim.times.iter().any(|t| t.at.contains(&noun))
        {
            keys.push(term.key);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    for found in cx.phrases(&STATES, claim) {
        let at = found.at.start;
        let single = found.at.len() == 1;
        let next = claim.terms.get(found.at.end).map(|t| t.role);
        // One word beside a noun picks out: "the locked door", "an empty seat".
        if claim.force[at] != Force::Fact
            || single
                && (matches!(next, Some(Role::Noun | Role::Name))
                    || matches!(claim.terms[at].role, Role::Name | Role::Noun)
                        && !matches!(claim.back(at, 1), "is" | "was" | "were" | "are" | "been")
                    || matches!(
                        claim.back(at, 1),
                        "to" | "the" | "a" | "an" | "more" | "less" | "too"
                    ))
        {
            continue;
        }
        let Some((_, sort)) = found.class.split_once(' ') else { continue };
        let side = if claim.negated[at] && found.side < 2 { 1 - found.side } else { found.side };
        for subject in subjects(cx, claim, at, sort) {
            out.push(
                Fact::new(
                    index,
                    key(("state", found.class, subject)),
                    found.at.clone(),
                    Value::Member(found.class, side),
                )
                .with(Some(subject)),
            );
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(class, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let subject = a.predicate?;
    if x == y || p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let related = cx.related(p, q, &[]);
    let weight = cx.weight(subject);
    if weight < 0.8 || related < 1.5 {
        return None;
    }
    // "every door", "three of the doors": parts of a set may differ.
    let part = |claim: &Claim, fact: &Fact| {
        let clause = claim.clause(fact.at.start);
        claim.terms[clause.start..fact.at.start].iter().any(|t| {
            t.role == Role::Number
                || matches!(
                    t.text.as_str(),
                    "some" | "most" | "many" | "several" | "few" | "other" | "others" | "another"
                )
        })
    };
    if part(p, a) || part(q, b) {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let (name, _) = class.split_once(' ')?;
    Some(
        Conflict::new(format!(
            "{}: \u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other; only one can hold.",
            cx.show(subject)
        ))
        .step(format!("Same subject: {}.", cx.show(subject)))
        .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("States that exclude each other ({name}): {one}, {other}."))
        .values(one, other)
        .bonus(((related - 3.0) / 5.0).clamp(-0.3, 0.4)),
    )
}
