//! Deeds and states of one class of which only one can hold, said of one subject: admitted and denied.
//!
//! The classes are those with which pairs of sentences are judged (`assets/lexicon/exclusive.txt`); among whole
//! accounts they need the same subject, the same company and room for one time.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject::{Sort, Subject};
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::{EXCLUSIVE, STOP_WORDS};
use crate::language::stem::{Part, lemma};

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Lexical,
    rule: "lexical/opposed",
    says: "The sources say of one subject two things of which only one can hold.",
    example: [
        "The treasurer of Orvel supported the lease of the harbour cranes.",
        "The treasurer opposed the lease of the Orvel harbour cranes.",
    ],
    near_miss: [
        "The treasurer of Orvel supported the lease of the harbour cranes.",
        "The mayor opposed the closure of the Orvel market.",
    ],
    prior: 0.64,
    within: false,
    note,
    clash,
};

/// Classes whose members are said of happenings and people of one event, so that only one can be so.
const CLASSES: &[&str] = &[
    "life",
    "harm",
    "verdict",
    "custody",
    "plea",
    "intent",
    "access",
    "vote",
    "support",
    "contest",
    "legality",
    "presence",
    "work",
    "service",
    "office",
    "marriage",
    "result",
    "continuation",
    "truth",
    "confirmation",
    "crowd",
    "sound",
    "wake",
    "company",
];

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    for (i, term) in claim.terms.iter().enumerate() {
        let part = match term.role {
            Role::Verb => Part::Verb,
            Role::Adjective => Part::Adjective,
            _ => continue,
        };
        if claim.force[i] != Force::Fact
            || claim.negated[i]
            || STOP_WORDS.contains(&term.text)
            || matches!(claim.back(i, 1), "to" | "not")
        {
            continue;
        }
        // Beside its noun an adjective picks one out; what is said of a subject follows a verb.
        let next = claim.terms.get(i + 1).map(|t| t.role);
        if part == Part::Adjective && matches!(next, Some(Role::Noun | Role::Name)) {
            continue;
        }
        let word = lemma(&term.text, part);
        for place in EXCLUSIVE.places(&word).iter().filter(|p| CLASSES.contains(&p.class)) {
            let fact = Fact::new(
                index,
                key(("opposed", place.class)),
                i..i + 1,
                Value::Member(place.class, place.member),
            );
            let subject = Subject::of(cx, index, &fact.at, Sort::Any);
            out.push(fact.with(Some(term.key)).said_of(subject));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(class, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let part = [a, b].iter().any(|f| f.subject.as_ref().is_some_and(|s| s.part));
    if x == y || part || p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let word = |claim: &Claim, fact: &Fact| {
        let term = &claim.terms[fact.at.start];
        let part = if term.role == Role::Verb { Part::Verb } else { Part::Adjective };
        lemma(&term.text, part)
    };
    let (one, other) = (word(p, a), word(q, b));
    EXCLUSIVE.clash(&one, &other)?;
    let (m, n) = (p.doers(a.at.start), q.doers(b.at.start));
    let same: Vec<Key> = m.into_iter().filter(|k| n.contains(k)).collect();
    let subject: f64 = same.iter().map(|k| cx.weight(*k)).sum();
    // The same subject, and the same matter: what else stands beside the words.
    let shared = cx.shared_arguments(p, &a.at, q, &b.at);
    if same.is_empty() || subject < 1.0 || shared < 4.0 || shared - subject < 1.2 {
        return None;
    }
    let names: Vec<String> = same.iter().map(|k| cx.show(*k)).collect();
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other; only one can hold."
        ))
        .step(format!("Same subject: {}.", names.join(", ")))
        .step(format!("Same matter: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Words that exclude each other ({class}): {one}, {other}."))
        .values(one, other)
        .bonus(((shared - 5.0) / 5.0).clamp(-0.2, 0.4)),
    )
}
