//! Different causes of one happening, and causes that another account denies.

use super::{Conflict, Detector, Verdict};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::extract::{entity_key, is_entity};
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::{CAUSES, SORTS};
use crate::language::pattern::Found;
use crate::language::relation::{kind_of, synonyms};
use crate::language::stem::{Part, lemma};
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Cause,
    rule: "cause/named",
    says: "The sources name different causes of one happening.",
    example: [
        "The blaze in the Orvel mill was caused by a gas leak, investigators said.",
        "A cigarette caused the blaze in the Orvel mill, according to investigators.",
    ],
    near_miss: [
        "The blaze in the Orvel mill was caused by a gas leak, investigators said.",
        "Leaking gas caused the blaze in the Orvel mill, according to investigators.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

/// Heads that name no cause by themselves.
const LIGHT: &[&str] = &[
    "problem",
    "issue",
    "thing",
    "fact",
    "reason",
    "circumstance",
    "factor",
    "way",
    "event",
    "people",
    "person",
    "situation",
    "number",
    "lot",
    "combination",
    "series",
    "time",
    "day",
    "year",
    "week",
    "month",
    "hour",
    "morning",
    "afternoon",
    "evening",
    "night",
    "condition",
    "matter",
    "step",
    "part",
    "case",
    "kind",
    "man",
    "woman",
    "one",
    "cause",
    "blame",
    "result",
    "question",
    "report",
    "minister",
    "spokesman",
];

/// Words for whatever the story is about: a cause of it is a cause of the event.
const STORY: &[&str] = &[
    "accident",
    "disaster",
    "tragedy",
    "catastrophe",
    "incident",
    "downfall",
    "defeat",
    "collapse",
    "crisis",
    "failure",
    "affair",
    "calamity",
    "debacle",
    "fiasco",
    "outcome",
    "loss",
];

/// What a cue joins.
struct Joined {
    /// The head of the cause.
    cause: usize,
    /// Where the effect stands.
    effect: Range<usize>,
    /// Whether the cue speaks of somebody's fall.
    fall: bool,
}

fn joined(claim: &Claim, cue: &Found) -> Option<Joined> {
    let noun_before = |end: usize| {
        let from = claim.clause(end.saturating_sub(1)).start;
        let head = (from..end).rev().find(|j| claim.terms[*j].role == Role::Noun)?;
        // "the price of bread caused": the head stands before "of".
        let of = (from..head).rev().find(|j| claim.word(*j) == "of");
        let outer = of.filter(|o| head - o <= 3).and_then(|o| {
            (from..o).rev().find(|j| claim.terms[*j].role == Role::Noun).filter(|j| o - j == 1)
        });
        Some(outer.unwrap_or(head))
    };
    let noun_after = |from: usize| {
        claim.noun_from(from).filter(|n| claim.terms[*n].role == Role::Noun).or_else(|| {
            let end = (from + 7).min(claim.terms.len());
            (from..end)
                .take_while(|j| claim.terms[*j].role != Role::Mark)
                .find(|j| claim.terms[*j].role == Role::Noun)
        })
    };
    let clause_before = claim.clause(cue.at.start.saturating_sub(1)).start..cue.at.start;
    let after = cue.at.end..(cue.at.end + 9).min(claim.terms.len());
    let fall = matches!(cue.class, "fall" | "feller" | "undoing");
    let (cause, effect) = match cue.class {
        "effect" | "fall" => (noun_after(cue.at.end)?, clause_before.start..cue.at.end),
        "cause" | "feller" => {
            if claim.word(cue.at.end) == "by" {
                return None;
            }
            // "It was the price that did for her": the clause before holds the cause.
            let end = match claim.back(cue.at.start, 1) {
                "that" | "which" | "who" | "," => cue.at.start - 1,
                _ => cue.at.start,
            };
            (noun_before(end)?, after)
        }
        "undoing" => (noun_after(cue.at.end)?, clause_before.start..cue.at.end),
        // "the plug is a red herring"
        "cleared" => (noun_before(cue.at.start)?, cue.at.start..cue.at.start),
        // "it was the valve that failed"
        "cleft" => (noun_after(cue.at.start + 2)?, cue.at.start..cue.at.start),
        "blame" => {
            let cause = noun_after(cue.at.end)?;
            let from = (cause..after.end).find(|j| claim.word(*j) == "for");
            let at = from.map_or(cause..cause, |f| f..(f + 7).min(claim.terms.len()));
            (cause, at)
        }
        _ => (noun_after(cue.at.end)?, cue.at.start..cue.at.start),
    };
    Some(Joined { cause, effect, fall })
}

/// Tells whether a cause is said not to be one.
fn denied(claim: &Claim, cue: &Found, cause: usize) -> bool {
    let before = &claim.terms[cue.at.start.saturating_sub(7)..cue.at.end];
    cue.class == "cleared"
        || claim.negated[cause]
        || claim.negated[cue.at.end.saturating_sub(1)]
        || claim.word(cue.at.end) == "not"
        || before.iter().any(|t| {
            matches!(
                t.text.as_str(),
                "not"
                    | "nobody"
                    | "never"
                    | "nothing"
                    | "wrong"
                    | "untrue"
                    | "false"
                    | "denied"
                    | "denies"
                    | "deny"
                    | "neither"
                    | "no"
            )
        })
}

fn is_event(cx: &Context<'_>, claim: &Claim, i: usize) -> bool {
    let word = lemma(&claim.terms[i].text, Part::Noun);
    SORTS.values(&word).any(|s| matches!(s, "event" | "time"))
        || claim.predicates.iter().any(|p| p.class.is_some() && p.at.contains(&i))
        || STORY.contains(&cx.keys.show(claim.terms[i].stem))
}

/// How many sentences tell what an account is about.
const LEAD: usize = 5;

/// Tells whether a word stands in the first sentences of two accounts.
fn in_leads(cx: &Context<'_>, wanted: Key) -> bool {
    let mut articles: Vec<usize> = cx
        .claims
        .iter()
        .filter(|c| c.order <= LEAD && c.content.binary_search(&wanted).is_ok())
        .map(|c| c.article)
        .collect();
    articles.dedup();
    articles.len() >= 2
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    let mut cues = cx.phrases(&CAUSES, claim);
    for (i, term) in claim.terms.iter().enumerate() {
        // "Without the strike she would still be champion."
        if term.text == "without" && claim.terms[i..].iter().any(|t| t.text == "would") {
            cues.push(Found {
                class: "without",
                line: usize::MAX,
                side: 0,
                at: i..i + 1,
                phrase: "without",
            });
        }
    }
    for cue in cues {
        let Some(Joined { cause, effect, fall }) = joined(claim, &cue) else { continue };
        let word = &claim.terms[cause].text;
        if LIGHT.contains(&lemma(word, Part::Noun).as_str())
            || effect.contains(&cause)
            || claim.times.iter().any(|t| t.at.contains(&cause))
            || claim.quantities.iter().any(|c| c.at.contains(&cause))
        {
            continue;
        }
        let denied = denied(claim, &cue, cause);
        let able = matches!(claim.force[cause], Force::Possible) && claim.has_word(&["can"]);
        if claim.force[cause] != Force::Fact && !able && cue.class != "without" {
            continue;
        }
        let at = cause.min(cue.at.start)..(cause + 1).max(cue.at.end);
        let value = Value::Word(claim.terms[cause].key);
        let events: Vec<usize> = effect
            .clone()
            .filter(|j| claim.terms[*j].role == Role::Noun && is_event(cx, claim, *j))
            // "For most of the morning" is no happening.
            .filter(|j| !LIGHT.contains(&lemma(claim.word(*j), Part::Noun).as_str()))
            .collect();
        let mut things: Vec<Key> = events.iter().map(|j| claim.terms[*j].key).collect();
        things.extend(
            claim
                .predicates
                .iter()
                .filter(|p| effect.contains(&p.at.start) && p.class.is_some())
                .map(|p| p.key),
        );
        if fall {
            things.extend(
                claim
                    .names
                    .iter()
                    .filter(|n| effect.contains(&n.at.start) && cx.names.is_person(n.entity))
                    .map(|n| entity_key(n.entity)),
            );
        }
        // "can overheat because": the verb is the effect when no noun tells one, though not that of the story.
        let of_story = things.iter().any(|k| in_leads(cx, *k));
        if things.is_empty() {
            let verbs = effect
                .clone()
                .filter(|j| claim.terms[*j].role == Role::Verb && !cue.at.contains(j));
            things.extend(verbs.map(|j| claim.terms[j].key).filter(|k| cx.weight(*k) > 1.5));
        }
        things.sort_unstable();
        things.dedup();
        // "They were brought on by": of several things, and not of the event.
        let several =
            effect.clone().any(|j| matches!(claim.word(j), "they" | "them" | "these" | "those"));
        // "We say eighteen because the company left one out": what stands before it is the effect.
        let told = cue.class == "effect"
            && claim.terms[..effect.start]
                .iter()
                .any(|t| matches!(t.role, Role::Noun | Role::Name | Role::Verb));
        let bare = things.is_empty()
            && !several
            && !told
            && (effect.is_empty()
                || effect.clone().all(|j| !matches!(claim.terms[j].role, Role::Noun | Role::Name)));
        let story = bare
            || events.iter().any(|j| STORY.contains(&claim.terms[*j].text.as_str()))
            || cue.class == "cleft"
            || of_story;
        let person = fall && things.iter().any(|k| is_entity(*k));
        let own =
            if bare || person { None } else { things.iter().copied().find(|k| !is_entity(*k)) };
        // "the bread price" is bread to those who deny that it was about bread.
        let before = (0..cause).rev().take_while(|j| claim.terms[*j].role == Role::Noun);
        let of = (cause + 1..(cause + 5).min(claim.terms.len()))
            .take_while(|_| claim.word(cause + 1) == "of")
            .filter(|j| claim.terms[*j].role == Role::Noun);
        for noun in before.chain(of).chain([cause]) {
            let noun = claim.terms[noun].key;
            let holds = Value::Holds(!denied);
            out.push(
                Fact::new(index, key(("cause-of", noun)), at.clone(), holds)
                    .with(things.first().copied()),
            );
        }
        if denied || cue.class == "about" {
            continue;
        }
        if story {
            out.push(
                Fact::new(index, key("cause of the story"), at.clone(), value.clone()).with(own),
            );
        }
        for thing in things {
            let fact = Fact::new(index, key(("cause", thing)), at.clone(), value.clone());
            out.push(fact.with(Some(thing)));
        }
    }
}

/// Tells whether two causes are, or may be, one: the same word, a kind of it, or a word of the other's clause.
fn one_cause(cx: &Context<'_>, p: &Claim, a: &Fact, q: &Claim, b: &Fact) -> bool {
    let keys = |claim: &Claim, at: &Range<usize>| -> Vec<Key> {
        let end = (at.end + 6).min(claim.terms.len());
        (at.start.saturating_sub(4)..end)
            .filter(|i| matches!(claim.terms[*i].role, Role::Noun | Role::Verb | Role::Adjective))
            .map(|i| claim.terms[i].key)
            .collect()
    };
    let (Value::Word(x), Value::Word(y)) = (&a.value, &b.value) else { return true };
    if x == y || keys(q, &b.at).contains(x) || keys(p, &a.at).contains(y) {
        return true;
    }
    if p.content.contains(y) || q.content.contains(x) {
        return true;
    }
    let (m, n) = (cx.show(*x), cx.show(*y));
    synonyms(&m, &n, Part::Noun) || kind_of(&m, &n, Part::Noun) || kind_of(&n, &m, Part::Noun)
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if p.background != q.background {
        return None;
    }
    let quote =
        |claim: &Claim, fact: &Fact| cx.text(claim, claim.span_of(fact.at.clone())).to_owned();
    let shared = || format!("Shared words: {}.", cx.shared(p, q, 5).join(", "));
    if let (Value::Holds(true), Value::Holds(false)) = (&a.value, &b.value) {
        let related = cx.related(p, q, &[]);
        if related < 1.2 {
            return None;
        }
        let cause = quote(p, a);
        return Some(
            Conflict::new(format!(
                "{} gives a cause (\u{201c}{cause}\u{201d}) that {} denies.",
                cx.source(p),
                cx.source(q)
            ))
            .step(shared())
            .step(format!("Denied: \u{201c}{}\u{201d}.", quote(q, b)))
            .values("the cause", "not the cause")
            .bonus(((related - 3.0) / 4.0).clamp(-0.3, 0.5)),
        );
    }
    let (Value::Word(x), Value::Word(y)) = (&a.value, &b.value) else { return None };
    if one_cause(cx, p, a, q, b) {
        return None;
    }
    // Of the whole story one side may speak; two named effects must be one.
    let story = a.key == key("cause of the story");
    if story && a.predicate.is_some() && b.predicate.is_some() && a.predicate != b.predicate {
        return None;
    }
    let effect = if story { None } else { a.predicate };
    let but: Vec<Key> = effect.into_iter().collect();
    let related = cx.related(p, q, &but);
    // The story's own cause needs no further words; a named effect must be shown to be the same one.
    let central = effect.is_none_or(is_entity);
    if related < if central { 0.0 } else { 2.5 } {
        return None;
    }
    let (m, n) = (cx.show(*x), cx.show(*y));
    let what = effect.map_or_else(|| "event".to_owned(), |e| cx.show(e));
    let opinion = |claim: &Claim, fact: &Fact| {
        claim.terms[..fact.at.end].iter().any(|t| t.text.starts_with("blam"))
    };
    let verdict =
        if opinion(p, a) && opinion(q, b) { Verdict::Disputed } else { Verdict::Contradiction };
    Some(
        Conflict::new(format!("The accounts name different causes of the {what}: {m} and {n}."))
            .verdict(verdict)
            .step(format!("Same happening: {what}."))
            .step(shared())
            .step(format!(
                "Causes: \u{201c}{}\u{201d} against \u{201c}{}\u{201d}.",
                quote(p, a),
                quote(q, b)
            ))
            .values(m, n)
            .bonus(((related - 3.0) / 4.0).clamp(-0.4, 0.6)),
    )
}
