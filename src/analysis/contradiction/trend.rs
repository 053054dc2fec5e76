//! Up in one account, down in the other: prices, shares, visitors, and whatever else news measures.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::Role;
use crate::language::date::When;
use crate::language::lexicon::{MEASURES, TRENDS};
use crate::language::pattern::Found;
use crate::language::roster::EntityId;
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Antonym,
    rule: "antonym/trend",
    says: "What goes up in one account goes down in the other.",
    example: [
        "Shares in Orvel Mills closed 8% lower on Tuesday.",
        "The Orvel Mills stock was in the green on Tuesday.",
    ],
    near_miss: [
        "Shares in Orvel Mills closed 8% lower on Tuesday.",
        "The Orvel Mills stock has lost a fifth of its value since May.",
    ],
    prior: 0.70,
    within: false,
    note,
    clash,
};

/// The ways, as findings show them.
const WAYS: [&str; 3] = ["up", "down", "unchanged"];

/// How many words may stand between a measure and how it moves.
const NEAR: usize = 7;

/// Tells whether the words really say how something moves: `up 3%`, `closed higher`, `a fall in sales`.
fn moves(cx: &Context<'_>, claim: &Claim, at: &Range<usize>) -> bool {
    const NOUNS: &[&str] = &[
        "rise", "increase", "growth", "surge", "jump", "gain", "rally", "rebound", "fall", "drop",
        "decline", "decrease", "slump", "dip", "plunge", "slide", "tumble", "collapse", "crash",
        "sell-off", "boom",
    ];
    if at.len() > 1 {
        return true;
    }
    let term = &claim.terms[at.start];
    let (before, after) = (claim.back(at.start, 1), claim.word(at.end));
    if matches!(term.text.as_str(), "up" | "down" | "higher" | "lower" | "flat" | "stable") {
        return matches!(
            before,
            "is" | "are"
                | "was"
                | "were"
                | "been"
                | "closed"
                | "ended"
                | "finished"
                | "traded"
                | "opened"
                | "stayed"
                | "remained"
                | "to"
                | "percent"
                | "%"
                | ","
                | "sharply"
                | "slightly"
        ) || matches!(after, "by" | "slightly" | "sharply" | "from")
            || claim.quantities.iter().any(|c| c.at.start == at.end || c.at.end == at.start);
    }
    match term.role {
        Role::Verb => !matches!(before, "to" | "will" | "may" | "could" | "would"),
        Role::Noun => NOUNS.contains(&cx.keys.show(term.stem)),
        Role::Name | Role::Number | Role::Mark => false,
        Role::Adjective | Role::Adverb | Role::Function => true,
    }
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let trends = cx.phrases(&TRENDS, claim);
    if trends.is_empty() || claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    let measures = cx.phrases(&MEASURES, claim);
    let mut push = |measure: &'static str, at: Range<usize>, side: usize, way: &Range<usize>| {
        if claim.force[way.start] == Force::Fact && !claim.negated[way.start] {
            let value = Value::Member(measure, side);
            out.push(
                Fact::new(index, key(("trend", measure)), at, value)
                    .with(Some(claim.terms[way.start].key)),
            );
        }
    };
    for trend in trends {
        if trend.class != "general" {
            push(trend.class, trend.at.clone(), trend.side, &trend.at);
            continue;
        }
        if !moves(cx, claim, &trend.at) {
            continue;
        }
        // What moves stands before its verb, or after "a fall in"; the nearest is meant.
        let gap = |m: &Found| {
            if m.at.end <= trend.at.start {
                let between = &claim.terms[m.at.end..trend.at.start];
                let apart = between.iter().any(|t| matches!(t.text.as_str(), ";" | ":" | "and"));
                (!apart).then_some(trend.at.start - m.at.end)
            } else if m.at.start >= trend.at.end {
                let between = &claim.terms[trend.at.end..m.at.start];
                let joined = between.iter().any(|t| matches!(t.text.as_str(), "in" | "of"));
                let next = m.at.start <= trend.at.end + 1;
                ((joined && between.len() <= 3) || next).then_some(m.at.start - trend.at.end + 2)
            } else {
                None
            }
        };
        let measure = measures
            .iter()
            .filter_map(|m| gap(m).filter(|g| *g <= NEAR).map(|g| (g, m)))
            .min_by_key(|(g, _)| *g);
        if let Some((_, measure)) = measure {
            let at = measure.at.start.min(trend.at.start)..measure.at.end.max(trend.at.end);
            push(measure.class, at, trend.side, &trend.at);
        }
    }
}

/// Whose measure it is: names in the clause that are no place.
fn holders(cx: &Context<'_>, claim: &Claim, at: &Range<usize>) -> Vec<EntityId> {
    let near = at.start.saturating_sub(6)..at.end + 6;
    let names = claim.names.iter().filter(|n| near.contains(&n.at.start));
    names.map(|n| n.entity).filter(|id| !cx.names.is_place(*id)).collect()
}

/// The lengths of time a clause speaks of: a day's fall is no year's rise.
fn periods(claim: &Claim) -> Vec<&'static str> {
    const WORDS: &[(&str, &str)] = &[
        ("year", "year"),
        ("annual", "year"),
        ("annually", "year"),
        ("yearly", "year"),
        ("decade", "decade"),
        ("decades", "decade"),
        ("quarter", "quarter"),
        ("month", "month"),
        ("monthly", "month"),
        ("week", "week"),
        ("weekly", "week"),
        ("today", "day"),
        ("yesterday", "day"),
        ("morning", "day"),
        ("monday", "day"),
        ("tuesday", "day"),
        ("wednesday", "day"),
        ("thursday", "day"),
        ("friday", "day"),
    ];
    let mut found: Vec<&str> = claim
        .terms
        .iter()
        .filter_map(|t| WORDS.iter().find(|(word, _)| *word == t.text).map(|(_, unit)| *unit))
        .collect();
    found.dedup();
    found
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(measure, x), Value::Member(_, y)) = (&a.value, &b.value) else {
        return None;
    };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if x == y || p.background != q.background || !p.may_be_one_time(q) {
        return None;
    }
    let (m, n) = (holders(cx, p, &a.at), holders(cx, q, &b.at));
    if !m.is_empty()
        && !n.is_empty()
        && !m.iter().any(|i| n.iter().any(|j| cx.names.may_be_one(*i, *j)))
    {
        return None;
    }
    // What moves every day is compared on one day only: the one named, or else that of the account.
    let daily = matches!(*measure, "shares" | "yield" | "bond" | "index" | "currency");
    let day = |claim: &Claim| {
        let named = claim.times.iter().filter_map(|t| t.when).find(When::is_day);
        named.or_else(|| cx.anchors[claim.article].day.map(When::day))
    };
    let apart = day(p).zip(day(q)).map_or(0, |(m, n)| m.gap_days(&n));
    let since = |claim: &Claim, fact: &Fact| {
        (fact.at.start..(fact.at.end + 5).min(claim.terms.len())).any(|i| claim.word(i) == "since")
    };
    if since(p, a) != since(q, b) || daily && apart > 1 {
        return None;
    }
    let (s, t) = (periods(p), periods(q));
    if !s.is_empty() && !t.is_empty() && !s.iter().any(|unit| t.contains(unit)) {
        return None;
    }
    let loose = matches!(*measure, "price" | "cost" | "number" | "supply" | "demand");
    let shared = cx.shared_arguments(p, &a.at, q, &b.at);
    let related = cx.related(p, q, &[]);
    if loose && shared < 2.5 || related < 0.5 {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let still = if *x == 2 || *y == 2 { -0.3 } else { 0.0 };
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other: {} and {}.",
            WAYS[*x % 3], WAYS[*y % 3]
        ))
        .step(format!("Same measure: {measure}."))
        .step(format!("Ways: {} against {}.", WAYS[*x % 3], WAYS[*y % 3]))
        .step("Considered: other holders, other lengths of time; none is named.")
        .values(format!("{measure} {}", WAYS[*x % 3]), format!("{measure} {}", WAYS[*y % 3]))
        .bonus(((related - 2.5) / 5.0).clamp(-0.4, 0.4) + still),
    )
}
