//! One account says it, the other says that it is not so.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::referent;
use crate::analysis::term::Role;
use crate::language::lexicon;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Negation,
    rule: "negation/denial",
    says: "One source says that something is so, the other that it is not.",
    example: [
        "Ana Vitt did not inspect the lock gates of the Orvel canal in May, her office said.",
        "Ana Vitt inspected the lock gates of the Orvel canal in May, her driver said.",
    ],
    near_miss: [
        "Ana Vitt did not inspect the lock gates of the Orvel canal in May, her office said.",
        "Ana Vitt inspected the choir stalls of the Orvel church in May, her driver said.",
    ],
    prior: 0.62,
    within: false,
    note,
    clash,
};

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    for predicate in &claim.predicates {
        let word = cx.keys.show(predicate.key).trim_start_matches('#');
        // What somebody knows, wants or says at one hour he need not at another; what is made or done is not told.
        let mind = matches!(
            word,
            "know" | "want" | "think" | "understand" | "rememb" | "feel" | "speak" | "make" | "do"
        );
        let reports =
            mind || predicate.class.is_none() && lexicon::ATTRIBUTION.kind(word) == Some("verb");
        if reports
            || predicate.force != Force::Fact
            || partial(claim, predicate.at.start)
            // "He did not attend the meeting" denies no meeting, "he denied that the election was stolen" none.
            || predicate.negated
                && (claim.terms[predicate.at.start].role == Role::Noun || attributive(claim, &predicate.at))
            || predicate.negated && rest(claim, predicate.at.start)
        {
            continue;
        }
        let fact = Fact::new(
            index,
            key(("holds", predicate.key)),
            predicate.at.clone(),
            Value::Holds(!predicate.negated),
        );
        out.push(fact.with(Some(predicate.key)));
    }
}

/// Tells whether a verb stands before its noun and tells of which kind it is: `the two shipping lines`.
fn attributive(claim: &Claim, at: &std::ops::Range<usize>) -> bool {
    claim.word(at.start).ends_with("ing")
        && claim.terms.get(at.end).is_some_and(|t| t.role == Role::Noun)
        && !matches!(claim.back(at.start, 1), "is" | "are" | "was" | "were" | "not" | "been")
}

/// "Not everyone", "most leaders", "nobody was hurt there": said of some, or of nobody at one place.
fn partial(claim: &Claim, at: usize) -> bool {
    let clause = claim.clause(at);
    let only = claim.terms[clause.clone()].windows(2).any(|w| {
        matches!(w[0].text.as_str(), "not" | "never")
            && matches!(w[1].text.as_str(), "only" | "just" | "merely" | "simply")
    });
    only || claim.terms[clause.start..at].iter().any(|t| {
        matches!(
            t.text.as_str(),
            "most"
                | "some"
                | "few"
                | "many"
                | "several"
                | "everyone"
                | "everybody"
                | "nobody"
                | "none"
                | "all"
                | "every"
        )
    })
}

/// Tells whether what stands before the verb can be the same doer: a shared noun or name, or a pronoun on one side.
fn same_doer(p: &Claim, a: &Fact, q: &Claim, b: &Fact) -> bool {
    let doers = |claim: &Claim, fact: &Fact| -> Vec<_> {
        let clause = claim.clause(fact.at.start);
        let before = clause.start..fact.at.start;
        if matches!(claim.word(clause.start), "it" | "they" | "he" | "she" | "and") {
            return Vec::new();
        }
        let nouns = before.clone().filter(|i| {
            claim.terms[*i].role == Role::Noun && !claim.times.iter().any(|t| t.at.contains(i))
        });
        let names = claim.names.iter().filter(|n| before.contains(&n.at.start));
        nouns
            .map(|i| claim.terms[i].key)
            .chain(names.map(|n| crate::analysis::extract::entity_key(n.entity)))
            .collect()
    };
    let (x, y) = (doers(p, a), doers(q, b));
    x.is_empty() || y.is_empty() || x.iter().any(|k| y.contains(k))
}

/// Tells whether it is done to different things: she leaves the house, she did not leave it there.
fn other_object(cx: &Context<'_>, p: &Claim, a: &Fact, q: &Claim, b: &Fact) -> bool {
    let object = |claim: &Claim, fact: &Fact| referent::object(claim, &fact.at);
    let pronoun =
        |claim: &Claim, fact: &Fact| matches!(claim.word(fact.at.end), "it" | "them" | "this");
    let (x, y) = (object(p, a), object(q, b));
    match (x, y) {
        (Some(i), Some(j)) => {
            let (m, n) = (p.terms[i].key, q.terms[j].key);
            m != n
                && !q.content.contains(&m)
                && !p.content.contains(&n)
                && cx.weight(m).min(cx.weight(n)) > 0.5
        }
        (Some(_), None) => pronoun(q, b),
        (None, Some(_)) => pronoun(p, a),
        (None, None) => false,
    }
}

/// "Nothing else was signed", "no other deal", "no more talks": what was signed before is not denied.
fn rest(claim: &Claim, at: usize) -> bool {
    let clause = claim.clause(at);
    claim.terms[clause].windows(2).any(|w| {
        matches!(
            w[0].text.as_str(),
            "no" | "nothing" | "nobody" | "none" | "not" | "never" | "any" | "anything"
        ) && matches!(w[1].text.as_str(), "else" | "other" | "others" | "more" | "further")
    })
}

/// "No talks have been confirmed" denies no talks; another rule looks at it.
fn unconfirmed(claim: &Claim) -> bool {
    claim.terms.iter().enumerate().any(|(i, t)| {
        (t.text.starts_with("confirm") || t.text.starts_with("announce"))
            && (claim.negated[i] || claim.back(i, 2) == "no")
    })
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Holds(true), Value::Holds(false)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let own = a.predicate?;
    if p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let related = cx.related(p, q, &[own]);
    let weight = cx.weight(own);
    // What is denied must be rare enough to be one thing, and the claims must be about the same matter.
    if weight < 1.6 || related < 3.2 {
        return None;
    }
    // A deed is the same deed only with the same people or things beside it.
    let argument = cx.shared_arguments(p, &a.at, q, &b.at);
    let than = |claim: &Claim, fact: &Fact| {
        claim.terms[claim.clause(fact.at.start)].iter().any(|t| t.text == "than")
    };
    if than(q, b) || than(p, a) || !same_doer(p, a, q, b) || other_object(cx, p, a, q, b) {
        return None;
    }
    if argument < 1.5 || unconfirmed(q) || unconfirmed(p) {
        return None;
    }
    let what = cx.text(p, p.span_of(a.at.clone()));
    Some(
        Conflict::new(format!(
            "{} tells of \u{201c}{what}\u{201d}, which {} denies.",
            cx.source(p),
            cx.source(q)
        ))
        .step(format!("Same matter: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Same word or class: {}.", cx.show(own)))
        .step(format!(
            "Negated in \u{201c}{}\u{201d}, not in the other.",
            cx.text(q, q.span_of(q.clause(b.at.start)))
        ))
        .values("so", "not so")
        .bonus(((related - 3.2) / 4.0).clamp(0.0, 0.8) + if argument > 1.5 { 0.3 } else { 0.0 }),
    )
}
