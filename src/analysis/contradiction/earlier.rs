//! The first, the largest, never before, against an earlier one that the other account tells of.

use super::superlative::rank_at;
use super::{Conflict, Detector};
use crate::analysis::claim::{Claim, Named};
use crate::analysis::context::Context;
use crate::analysis::extract::is_entity;
use crate::analysis::fact::{Fact, Rank, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::date::{Bound, Day, When};
use crate::language::lexicon;
use crate::language::quantity::Unit;
use foldhash::HashMap;
use std::sync::LazyLock;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Superlative,
    rule: "superlative/earlier",
    says: "One source calls it the first or greatest of its kind, the other tells of an earlier one.",
    example: [
        "Jon Karr is the first minister in Orvel to be convicted of fraud since independence in 1962.",
        "In 2004 the then minister Ana Vitt got three years for fraud with licences.",
    ],
    near_miss: [
        "Jon Karr is the first minister in Orvel to be convicted of fraud since 2005.",
        "In 2004 the then minister Ana Vitt got three years for fraud with licences.",
    ],
    prior: 0.68,
    within: false,
    note,
    clash,
};

/// What is told of an earlier time lies at least so many days before the account: shorter ago, it may be the
/// event itself.
const EARLIER_DAYS: i32 = 120;

/// Least weight of what the two sentences share besides names: more than one word, or the matter.
const LEAST_SHARED: f64 = 3.2;

/// What a shared matter weighs: it is enough.
const MATTER: f64 = 3.2;

/// For each class of predicates, or word, the matter it belongs to.
static MATTERS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    lexicon::entries(include_str!("../../../assets/lexicon/kindred.txt"))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(matter, members)| lexicon::members(members).map(move |m| (m, matter)))
        .collect()
});

/// Words that say that the rank holds for all the time before: `ever`, `in its history`, `on record`.
fn holds_for_ever(claim: &Claim, i: usize) -> bool {
    let after = i..(i + 18).min(claim.terms.len());
    let said = after.clone().any(|j| {
        matches!(claim.word(j), "ever" | "history" | "memory" | "record" | "records" | "since")
            || matches!(claim.word(j), "known" | "seen")
                && matches!(claim.back(j, 1), "has" | "have" | "had")
            || claim.word(j) == "time" && claim.back(j, 1) == "first"
    });
    // "the first minister in Orvel to be convicted"
    let head = claim.noun_from(i + 1).map_or(i, |h| h + 1);
    let verb = (head..head + 4)
        .take_while(|j| {
            claim.terms.get(*j).is_some_and(|t| t.role != Role::Verb && t.role != Role::Mark)
        })
        .any(|j| {
            claim.word(j) == "to"
                && claim
                    .terms
                    .get(j + 1)
                    .is_some_and(|t| !matches!(t.role, Role::Number | Role::Name))
        });
    said || claim.word(i) == "first" && verb
}

/// The place of a rank in a claim and whether it is one of size: `the largest`; `first`, `never` are none.
fn rank(cx: &Context<'_>, claim: &Claim) -> Option<(usize, bool)> {
    (0..claim.terms.len()).find_map(|i| {
        let word = claim.word(i);
        if word == "never" {
            let before = (i..(i + 16).min(claim.terms.len())).any(|j| claim.word(j) == "before");
            return before.then_some((i, false));
        }
        // "no head of state had been there since"
        if word == "no" && claim.terms.get(i + 1).is_some_and(|t| t.role == Role::Noun) {
            let ever = (i..(i + 24).min(claim.terms.len()))
                .any(|j| matches!(claim.word(j), "ever" | "since" | "before"));
            let had = (i..(i + 10).min(claim.terms.len()))
                .any(|j| matches!(claim.word(j), "has" | "had" | "have"));
            return (ever && had).then_some((i, false));
        }
        // "the second most expensive"
        if claim.quantities.iter().any(|c| c.quantity.unit == Unit::Ordinal && c.at.end == i) {
            return None;
        }
        let other = matches!(word, "only" | "sole" | "last" | "latest" | "latter");
        if claim.terms[i].role == Role::Name || other {
            return None;
        }
        let (_, next) = rank_at(cx, claim, i)?;
        // "from the first day to the last"
        let span = matches!(
            claim.word(i + 1),
            "day"
                | "days"
                | "week"
                | "month"
                | "year"
                | "hour"
                | "hours"
                | "minute"
                | "night"
                | "half"
        );
        if span {
            return None;
        }
        let one_of = claim.back(i, 2) == "of" && claim.back(i, 1) == "the";
        (!one_of && holds_for_ever(claim, next - 1)).then_some((i, word != "first"))
    })
}

/// The last time since which a rank holds: `since 1978`, `since it became independent in 1962`.
fn since(claim: &Claim) -> Option<When> {
    claim
        .times
        .iter()
        .filter(|t| {
            t.mention.bound == Bound::Since
                || (1..=10).any(|n| matches!(claim.back(t.at.start, n), "since" | "than"))
        })
        .filter_map(|t| t.when)
        .max_by_key(|w| w.last)
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let Some(day) = cx.anchors[claim.article].day.map(When::day) else { return };
    if let Some((i, size)) = rank(cx, claim)
        && claim.force[i] == Force::Fact
        && (matches!(claim.word(i), "never" | "no") || !claim.negated[i])
    {
        let kind = claim.terms[i].key;
        let rank = Rank { kind, one_of: size, since: since(claim), holder: None };
        let end = claim.noun_from(i + 1).unwrap_or(i) + 1;
        out.push(Fact::new(index, key("earlier"), i..end, Value::Rank(rank)));
        return;
    }
    for time in &claim.times {
        let old = time.when.filter(|w| w.last < day.first && w.gap_days(&day) > EARLIER_DAYS);
        let (Some(when), Bound::At) = (old, time.mention.bound) else { continue };
        let absolute = matches!(
            time.mention.day,
            Some(Day::Date { year: Some(_), .. } | Day::Month { year: Some(_), .. } | Day::Year(_))
        );
        let told = claim.predicates.iter().any(|p| p.force == Force::Fact)
            && !claim.predicates.iter().any(|p| p.negated);
        let ranked = (1..=10).any(|n| claim.back(time.at.start, n) == "since");
        if absolute && told && !ranked {
            let value = Value::Time(when, Bound::At);
            out.push(Fact::new(index, key("earlier"), time.at.clone(), value));
            break;
        }
    }
}

/// The matters that the words of a sentence from `from` on are about.
fn matters(cx: &Context<'_>, claim: &Claim, from: usize) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = claim
        .predicates
        .iter()
        .filter(|p| p.at.start >= from)
        .filter_map(|p| p.class.and_then(|c| MATTERS.get(c.name)))
        .copied()
        .chain(claim.terms[from..].iter().filter_map(|t| MATTERS.get(cx.keys.show(t.key)).copied()))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// What two sentences share besides names and times: words and classes by their rarity, and the matter that
/// is ranked.
fn shared(cx: &Context<'_>, p: &Claim, rank: usize, q: &Claim) -> (f64, Vec<String>) {
    let keys: Vec<Key> = p
        .content
        .iter()
        .filter(|k| !is_entity(**k) && q.content.binary_search(k).is_ok())
        .filter(|k| !lexicon::is_generic(cx.keys.show(**k)))
        .copied()
        .collect();
    let (x, y) = (matters(cx, p, rank), matters(cx, q, 0));
    let matter = x.iter().find(|m| y.contains(m));
    let mut words: Vec<String> = keys.iter().map(|k| cx.show(*k)).collect();
    words.extend(matter.map(|m| (*m).to_owned()));
    words.sort_unstable();
    words.dedup();
    let sum = keys.iter().map(|k| cx.weight(*k)).sum::<f64>();
    (sum + if matter.is_some() { MATTER } else { 0.0 }, words)
}

/// Tells whether an earlier happening is greater, by the figures of its sentence and those of the other account.
fn greater(cx: &Context<'_>, p: &Claim, q: &Claim) -> bool {
    let near = |o: &&Claim| {
        o.article == p.article && (o.order <= 4 || o.order.abs_diff(p.order) <= 1) && !o.background
    };
    let now = |unit: Unit| {
        cx.claims
            .iter()
            .filter(near)
            .flat_map(|c| {
                // "since the Orlanda was lost with 212 lives": the figures of the one before
                let since = c.terms.iter().position(|t| t.text == "since");
                c.quantities.iter().filter(move |x| since.is_none_or(|s| x.at.start < s))
            })
            .filter(|c| c.quantity.unit == unit)
            .map(|c| c.quantity.value)
            .fold(0.0, f64::max)
    };
    // Where lives are told, only lives are compared: "the loss of 61" with the dead, not with all aboard.
    let fatal = |c: &Claim, at: usize| {
        c.predicates
            .iter()
            .any(|d| d.class.is_some_and(|k| k.name == "die") && d.at.start.abs_diff(at) <= 6)
    };
    if q.quantities.iter().any(|c| c.quantity.unit == Unit::Count && fatal(q, c.at.start)) {
        let most = |claim: &Claim, until: usize| {
            claim
                .quantities
                .iter()
                .filter(|c| c.quantity.unit == Unit::Count && c.at.start < until)
                .filter(|c| fatal(claim, c.at.start))
                .map(|c| c.quantity.value)
                .fold(0.0, f64::max)
        };
        let now = cx
            .claims
            .iter()
            .filter(near)
            .map(|c| {
                most(c, c.terms.iter().position(|t| t.text == "since").unwrap_or(c.terms.len()))
            })
            .fold(0.0, f64::max);
        return now > 0.0 && most(q, q.terms.len()) > now;
    }
    q.quantities
        .iter()
        .map(|c| &c.quantity)
        .filter(|x| !matches!(x.unit, Unit::Ordinal | Unit::Score | Unit::Of("duration")))
        .any(|x| {
            let now = now(x.unit);
            now > 0.0 && x.value > now
        })
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Rank(rank), Value::Time(when, _)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if rank.since.is_some_and(|s| !s.before(when) || s.gap_days(when) < 30) {
        return None;
    }
    // "the man who had never stood before" is his alone.
    let clause = p.clause(a.at.start).start..a.at.start;
    let own = p.word(a.at.start) == "never"
        && clause.clone().any(|i| matches!(p.word(i), "who" | "he" | "she" | "i" | "we"));
    let same = p.names.iter().any(|m| {
        q.names
            .iter()
            .any(|n| cx.names.is_person(m.entity) && cx.names.may_be_one(m.entity, n.entity))
    });
    if own && !same {
        return None;
    }
    // "The first since Leander's": his is the one before. "The first since then", "the first I saw": of nothing told here.
    let since = p.terms.iter().position(|t| t.text == "since");
    let before = since.is_some_and(|s| {
        p.word(s + 1) == "then"
            || p.names.iter().any(|m| {
                m.at.start > s && q.names.iter().any(|n| cx.names.may_be_one(m.entity, n.entity))
            })
    });
    if before || matches!(p.word(a.at.end), "i" | "we" | "he" | "she" | "they" | "you") {
        return None;
    }
    // Who holds the rank does not take it from himself: "the first mayor to resign", and how she was elected.
    let lead = |claim: &Claim, before: usize| {
        let person = |n: &&Named| n.at.end <= before && cx.names.is_person(n.entity);
        claim.names.iter().find(person).map(|n| n.entity)
    };
    let verb = q.predicates.first().map_or(0, |v| v.at.start);
    if let (Some(m), Some(n)) = (lead(p, a.at.start), lead(q, verb))
        && p.word(a.at.start) != "never"
        && cx.names.may_be_one(m, n)
    {
        return None;
    }
    let (weight, words) = shared(cx, p, a.at.start, q);
    if weight < LEAST_SHARED || rank.one_of && !greater(cx, p, q) {
        return None;
    }
    let what = cx.text(p, p.span_of(a.at.clone()));
    Some(
        Conflict::new(format!(
            "One account says \u{201c}{what}\u{201d}, the other tells of one in {when}."
        ))
        .step(format!("Same kind of thing: {}.", words.join(", ")))
        .step(rank.since.map_or_else(
            || format!("{when} lies before the event."),
            |s| format!("{when} lies after {s}, since when it is said to hold."),
        ))
        .values(
            rank.since.map_or_else(|| what.to_owned(), |s| format!("{what} since {s}")),
            when.to_string(),
        )
        .bonus(((weight - LEAST_SHARED) / 5.0).clamp(0.0, 0.8)),
    )
}
