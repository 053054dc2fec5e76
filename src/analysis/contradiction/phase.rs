//! Beginnings and ends that do not meet: in prison since March, arrested in June.

use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Timed};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Lasting, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role};
use crate::language::date::{Bound, Day, When};
use crate::language::lexicon::PHASES;
use crate::language::pattern::Found;
use crate::language::roster::EntityId;
use jiff::civil::Date;
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Datetime,
    rule: "datetime/phase",
    says: "The sources put the beginning or the end of one thing at times that do not meet.",
    example: [
        "Banker Jon Karr of Orvel has been in prison since March, said his sister.",
        "Jon Karr, the banker, was arrested in Orvel on 2 June, his sister said.",
    ],
    near_miss: [
        "Banker Jon Karr of Orvel has been in prison since March, said his sister.",
        "Jon Karr, the banker, was arrested in Orvel on 9 March, his sister said.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// How many words may lie between a time and what it is the time of; another clause counts for eight.
const REACH: usize = 14;

/// Minutes that two tellings of one hour may lie apart.
const APART: f64 = 30.0;

/// Happenings of one kind further apart than so many days are two, unless the accounts leave no doubt.
const FAR_APART: f64 = 21.0;

/// Least weight of what both are said of.
const LEAST_SHARED: f64 = 1.2;

/// The same for times far apart.
const SURE: f64 = 3.5;

/// What happens to one person.
const PERSONAL: &[&str] =
    &["custody", "office", "death", "birth", "missing", "hospital", "marriage", "letter"];

const DAY: f64 = 1440.0;

/// Minutes from the beginning of the calendar to the beginning of a day.
fn minutes(day: Date) -> f64 {
    day.duration_since(Date::ZERO).as_secs_f64() / 60.0
}

/// First and last minute of a time.
fn bounds(when: &When) -> (f64, f64) {
    let (from, to) = when.clock.map_or((0.0, DAY), |(a, b)| (f64::from(a), f64::from(b)));
    // "twenty to seven", of which half of the day nobody says
    let whole = when.clock.is_some_and(|(a, b)| b == a + 720);
    let (from, to) = if whole { (0.0, DAY) } else { (from, to) };
    (minutes(when.first) + from, minutes(when.last) + to)
}

/// "less than three weeks ago": between then and the day of writing.
fn hedged(cx: &Context<'_>, claim: &Claim, time: &Timed) -> Option<(f64, f64)> {
    let today = minutes(cx.anchors[claim.article].day?);
    let days = match time.mention.day? {
        Day::Days(n) => f64::from(-n),
        Day::Weeks(n) => f64::from(-n) * 7.0,
        Day::Months(n) => f64::from(-n) * 30.44,
        Day::Years(n) => f64::from(-n) * 365.25,
        _ => return None,
    };
    let before = |n: usize| claim.back(time.at.start, n);
    let then = today - days * DAY;
    match (before(2), before(1)) {
        _ if days <= 0.0 => None,
        ("less" | "fewer", "than") | (_, "under") | ("not", "even") => Some((then, today + DAY)),
        ("more", "than") | (_, "over") => Some((f64::NEG_INFINITY, then + DAY)),
        _ => None,
    }
}

fn lasting(cx: &Context<'_>, claim: &Claim, side: usize, time: &Timed) -> Option<Lasting> {
    const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
    let when = time.when?;
    let (lo, hi) = hedged(cx, claim, time).unwrap_or_else(|| bounds(&when));
    let clock = when.clock.is_some();
    let point = match time.mention.bound {
        Bound::By | Bound::Before => (f64::NEG_INFINITY, hi),
        Bound::After => (lo, f64::INFINITY),
        _ => (lo, hi),
    };
    Some(match side {
        0 => Lasting { begin: point, end: (point.0, f64::INFINITY), clock },
        2 => Lasting { begin: (f64::NEG_INFINITY, point.1), end: point, clock },
        _ => match time.mention.bound {
            Bound::Since => Lasting { begin: (lo, hi), end: ANY, clock },
            Bound::By => Lasting { begin: (f64::NEG_INFINITY, hi), end: (lo, hi), clock },
            Bound::At | Bound::AsOf => {
                Lasting { begin: (f64::NEG_INFINITY, hi), end: (lo, f64::INFINITY), clock }
            }
            Bound::Before | Bound::After => return None,
        },
    })
}

/// How far a time is from a phrase.
fn distance(claim: &Claim, at: &Range<usize>, other: &Range<usize>) -> usize {
    let words = if other.start >= at.end {
        other.start - at.end
    } else {
        at.start.saturating_sub(other.end)
    };
    let clause = |i: usize| claim.terms.get(i).map_or(0, |t| t.clause);
    // "On Monday, the ship left"
    let lead = at.start <= 3 && clause(other.start) <= clause(at.start) + 1;
    words + if lead { 0 } else { 4 * usize::from(clause(at.start).abs_diff(clause(other.start))) }
}

/// The phases a claim tells, each with its time.
fn timed<'c>(cx: &Context<'_>, claim: &'c Claim) -> Vec<(Found, &'c Timed)> {
    if !claim.times.iter().any(|t| t.when.is_some()) {
        return Vec::new();
    }
    let found = cx.phrases_where(&PHASES, claim, |f| {
        !claim.negated[f.at.start]
            && !matches!(claim.force[f.at.start], Force::Possible | Force::Conditional)
            && claim.terms[f.at.start].role != Role::Name
            && !claim.times.iter().any(|t| t.at.contains(&f.at.start))
    });
    let mut out = Vec::new();
    for phrase in &found {
        let nearest = claim
            .times
            .iter()
            .filter(|t| t.when.is_some())
            .map(|t| (distance(claim, &t.at, &phrase.at), t))
            .filter(|(d, _)| *d <= REACH)
            .min_by_key(|(d, t)| (*d, t.at.start));
        let Some((near, time)) = nearest else { continue };
        // Another happening nearer to the time has it.
        let other = claim.predicates.iter().any(|p| {
            p.class.is_some_and(|c| c.once)
                && claim.terms[p.at.start].role == Role::Verb
                && !phrase.at.contains(&p.at.start)
                && distance(claim, &time.at, &p.at) + 1 < near
                && found.iter().all(|f| f.class != phrase.class || !f.at.contains(&p.at.start))
        });
        let another = found
            .iter()
            .any(|f| f.class == phrase.class && distance(claim, &time.at, &f.at) < near);
        if !other && !another {
            out.push((phrase.clone(), time));
        }
    }
    out
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for (phrase, time) in timed(cx, claim) {
        let Some(lasting) = lasting(cx, claim, phrase.side, time) else { continue };
        let at = phrase.at.start.min(time.at.start)..phrase.at.end.max(time.at.end);
        let at = if at.len() <= 10 { at } else { time.at.clone() };
        let matter = cx.key_of(claim.word(phrase.at.start));
        out.push(
            Fact::new(index, key(("phase", phrase.class)), at, Value::Lasting(lasting))
                .with(matter),
        );
    }
}

/// Minutes between two ranges; 0 when they meet.
fn gap(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.1).max(b.0 - a.1).max(0.0)
}

/// Whose phase it is: people named in the clause, or meant by its pronouns.
fn people(cx: &Context<'_>, claim: &Claim) -> Vec<EntityId> {
    claim.names.iter().map(|n| n.entity).filter(|id| cx.names.is_person(*id)).collect()
}

/// The phase and the time that a fact was made of.
fn told_by<'c>(cx: &Context<'_>, claim: &'c Claim, fact: &Fact) -> Option<(Found, &'c Timed)> {
    timed(cx, claim)
        .into_iter()
        .find(|(f, t)| fact.at.contains(&t.at.start) && key(("phase", f.class)) == fact.key)
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Lasting(x), Value::Lasting(y)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // "takes office on Monday" is to come, as "will be sworn in" is.
    let plan = |claim: &Claim, fact: &Fact| {
        let today = cx.anchors[claim.article].day.map(minutes);
        let Value::Lasting(when) = &fact.value else { return false };
        let point = if when.begin.0.is_finite() { when.begin.0 } else { when.end.0 };
        claim.force[fact.at.start] == Force::Planned || today.is_some_and(|t| point > t + DAY)
    };
    if plan(p, a) != plan(q, b) {
        return None;
    }
    let least = if x.clock && y.clock { APART } else { 0.0 };
    let apart = gap(x.begin, y.begin)
        .max(gap(x.end, y.end))
        .max(x.begin.0 - y.end.1)
        .max(y.begin.0 - x.end.1);
    if apart <= least {
        return None;
    }
    let ((f, s), (g, t)) = (told_by(cx, p, a)?, told_by(cx, q, b)?);
    let matter = f.class;
    let (m, n) = (people(cx, p), people(cx, q));
    let met = m.iter().any(|i| n.iter().any(|j| cx.names.may_be_one(*i, *j)));
    if PERSONAL.contains(&matter) && !met {
        return None;
    }
    // What the phase is of: beside the words, not beside the time alone.
    let of = |fact: &Fact, f: &Found| Fact { at: f.at.clone(), ..fact.clone() };
    let (u, v) = (of(a, &f), of(b, &g));
    let words = |claim: &Claim, f: &Found| -> Vec<Key> {
        f.at.clone().map(|i| claim.terms[i].key).collect()
    };
    let own: Vec<Key> = words(p, &f).into_iter().chain(words(q, &g)).collect();
    let (common, shared) = subject::common(cx, &u, &v, &own);
    let far = apart / DAY > FAR_APART;
    let last = |claim: &Claim| claim.has_word(&["last", "since", "latest", "recent", "first"]);
    let sure = shared >= SURE || met && PERSONAL.contains(&matter) || last(p) && last(q);
    if shared < LEAST_SHARED || far && !sure {
        return None;
    }
    // The other account gives this time, too, for the same: then it tells of both.
    let told = |article: usize, time: &Timed| {
        cx.claims.iter().filter(|c| c.article == article).any(|c| {
            timed(cx, c).iter().any(|(found, t)| {
                found.class == matter
                    && matches!((time.when, t.when), (Some(x), Some(y)) if x.intersects(&y))
            })
        })
    };
    if told(q.article, s) || told(p.article, t) {
        return None;
    }
    let show = |claim: &Claim, f: &Found, t: &Timed| {
        let words = cx.text(claim, claim.span_of(f.at.clone())).to_owned();
        let from =
            if t.mention.bound == Bound::At { t.at.start } else { t.at.start.saturating_sub(1) };
        (words, cx.text(claim, claim.span_of(from..t.at.end)).to_owned())
    };
    let ((w, one), (z, other)) = (show(p, &f, s), show(q, &g, t));
    let when = |t: &Timed| t.when.map_or_else(String::new, |w| w.to_string());
    Some(
        Conflict::new(format!(
            "\u{201c}{w}\u{201d} {one} in one account does not go with \u{201c}{z}\u{201d} {other} in the other."
        ))
        .step(format!("Same matter: {matter}, of {}.", subject::words(cx, &common)))
        .step(super::datetime::day_step(cx, p, &s.when?))
        .step(super::datetime::day_step(cx, q, &t.when?))
        .step("Considered: one account gives both times, or they are of two things.".to_owned())
        .values(when(s), when(t))
        .bonus(((shared - 2.0) / 5.0).clamp(-0.3, 0.5) - if far { 0.2 } else { 0.0 }),
    )
}
