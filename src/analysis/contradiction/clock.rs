//! Different hours of one happening, whether or not the accounts name its day.

use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Timed};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::{Force, Predicate};
use crate::analysis::term::Role;
use crate::language::date::{Bound, When};
use crate::language::quantity::Unit;
use jiff::civil::Date;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Datetime,
    rule: "datetime/clock",
    says: "The sources put one happening at different hours.",
    example: [
        "The blast at the Orvel mill happened at 2:10 p.m., the police said.",
        "It was just before one o'clock and the Orvel canteen was full when the first bang came.",
    ],
    near_miss: [
        "The blast at the Orvel mill happened at 2:10 p.m., the police said.",
        "The Orvel canteen was full when the first bang came, shortly after two o'clock.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// Minutes that two tellings of one time may lie apart: a quarter of an hour, and rounding.
const APART: u16 = 20;

/// How many words may lie between a time and what it is the time of, in a sentence with several times.
const REACH: usize = 14;

/// Nouns for the event that everybody writes about.
fn is_event(word: &str) -> bool {
    matches!(word, "incident" | "accident" | "disaster" | "tragedy" | "catastrophe" | "event")
}

/// Classes of happenings that nouns such as `incident` stand for.
const EVENTS: [&str; 11] = [
    "explode", "burn", "crash", "sink", "collapse", "shoot", "attack", "steal", "strike", "invade",
    "arrest",
];

/// The happening that the accounts are about: the class told most in headings and leads.
fn main_event(cx: &Context<'_>) -> Option<crate::analysis::term::Key> {
    let mut told: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for claim in cx.claims.iter().filter(|c| c.order <= 1) {
        let mut keys: Vec<_> = claim
            .predicates
            .iter()
            .filter(|p| p.class.is_some_and(|c| EVENTS.contains(&c.name)))
            .map(|p| p.key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().for_each(|k| *told.entry(k).or_default() += 1);
    }
    told.into_iter().max_by_key(|(k, n)| (*n, cx.show(*k))).map(|(k, _)| k)
}

fn exact(time: &Timed) -> Option<(u16, u16)> {
    time.mention.clock.filter(|c| c.0 == c.1 || c.1 - c.0 == 720)
}

fn distance(at: &std::ops::Range<usize>, p: &Predicate) -> usize {
    if p.at.start >= at.end { p.at.start - at.end } else { at.start.saturating_sub(p.at.end) }
}

/// Tells whether a time is said to lie so long before or after a happening: `at 06:10, half an hour before the collapse`.
fn counted_from(claim: &Claim, at: &std::ops::Range<usize>, p: &Predicate) -> bool {
    let between = at.end..p.at.start.max(at.end);
    p.at.start >= at.end
        && claim
            .quantities
            .iter()
            .any(|c| c.quantity.unit == Unit::Of("duration") && between.contains(&c.at.start))
        && between
            .clone()
            .any(|i| matches!(claim.word(i), "before" | "after" | "earlier" | "later"))
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let lone = claim.times.iter().filter(|t| t.mention.clock.is_some()).count() == 1;
    for time in &claim.times {
        let Some(clock) = exact(time) else { continue };
        if time.mention.bound != Bound::At || claim.background {
            continue;
        }
        // The day is kept when the sentence names one; else it is left open by a day that none shares.
        let day = time.when.map_or(Date::ZERO, |w| w.first);
        let value = Value::Time(When { first: day, last: day, clock: Some(clock) }, Bound::At);
        let once = |p: &&Predicate| {
            p.class.is_some_and(|c| c.once) && !p.negated && p.force == Force::Fact
        };
        let mut keys: Vec<_> = claim
            .predicates
            .iter()
            .filter(once)
            .filter(|p| lone || distance(&time.at, p) <= REACH)
            .filter(|p| !counted_from(claim, &time.at, p))
            // "was still burning at midday": it began at another hour
            .filter(|p| !(1..=2).any(|n| claim.back(p.at.start, n) == "still"))
            // another time nearer to it is its time
            .filter(|p| {
                !claim.times.iter().any(|t| {
                    t.mention.clock.is_some()
                        && t.at != time.at
                        && distance(&t.at, p) < distance(&time.at, p)
                })
            })
            .map(|p| p.key)
            .collect();
        if claim.terms.iter().any(|t| t.role == Role::Noun && is_event(&t.text)) {
            keys.extend(main_event(cx));
        }
        keys.sort_unstable();
        keys.dedup();
        for found in keys {
            out.push(
                Fact::new(index, key(("clock", found)), time.at.clone(), value.clone())
                    .with(Some(found)),
            );
        }
    }
}

/// Minutes between two clocks, the least that their readings allow.
fn minutes(a: (u16, u16), b: (u16, u16)) -> u16 {
    let mut least = u16::MAX;
    for x in [a.0, a.1] {
        for y in [b.0, b.1] {
            let apart = x.abs_diff(y) % 1440;
            least = least.min(apart.min(1440 - apart));
        }
    }
    least
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Time(s, _), Value::Time(t, _)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let (c, d) = (s.clock?, t.clock?);
    let days = s.first != Date::ZERO && t.first != Date::ZERO;
    let apart = minutes(c, d);
    if days && s.first != t.first || apart <= APART {
        return None;
    }
    // Two people who do the same at different hours do two things; what a pronoun stands for is a guess.
    let who = |claim: &Claim| {
        let at = claim.predicates.iter().find(|x| Some(x.key) == a.predicate)?.at.start;
        let clause = claim.clause(at);
        claim
            .names
            .iter()
            .find(|n| {
                !n.anaphor
                    && cx.names.is_person(n.entity)
                    && clause.contains(&n.at.start)
                    && n.at.end <= at
            })
            .map(|n| n.entity)
    };
    if let (Some(m), Some(n)) = (who(p), who(q))
        && !cx.names.may_be_one(m, n)
    {
        return None;
    }
    // The other account gives this time too, of this or something else: then they speak of two things.
    let told = |article: usize, clock: (u16, u16)| {
        cx.claims
            .iter()
            .filter(|x| x.article == article)
            .flat_map(|x| &x.times)
            .filter_map(exact)
            .any(|x| minutes(x, clock) <= APART)
    };
    if told(q.article, c) || told(p.article, d) {
        return None;
    }
    let related = cx.related(p, q, &[a.predicate?]);
    // Beginnings and ends are of many things; the same one must stand beside both.
    let phase = |x: &&Predicate| Some(x.key) == a.predicate;
    let of_many = |c: &str| matches!(c, "begin" | "end" | "close" | "return" | "speak");
    if let (Some(x), Some(y)) = (p.predicates.iter().find(phase), q.predicates.iter().find(phase))
        && x.class.is_some_and(|c| of_many(c.name))
        && cx.shared_arguments(p, &x.at, q, &y.at) < 1.5
    {
        return None;
    }
    let what = cx.show(a.predicate?);
    let words =
        |claim: &Claim, fact: &Fact| cx.text(claim, claim.span_of(fact.at.clone())).to_owned();
    let (one, other) = (words(p, a), words(q, b));
    Some(
        Conflict::new(format!(
            "One account puts it at \u{201c}{one}\u{201d}, the other at \u{201c}{other}\u{201d}."
        ))
        .step(format!("Same happening: {what}; shared words: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("At least {apart} minutes lie between the two."))
        .step("Excluded: the other account tells of something at the same hour.".to_owned())
        .values(show(c), show(d))
        .bonus(((related - 2.0) / 5.0).clamp(-0.3, 0.6)),
    )
}

fn show(clock: (u16, u16)) -> String {
    format!("{:02}:{:02}", clock.0 / 60, clock.0 % 60)
}
