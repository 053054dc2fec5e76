//! Different days or hours of one happening.

use super::{Conflict, Detector, Verdict};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::extract::is_entity;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::{Force, Predicate};
use crate::analysis::term::{Key, Role};
use crate::language::date::{Bound, When};
use crate::language::lexicon;
use crate::language::naming::NameKind;
use crate::language::roster::EntityId;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Datetime,
    rule: "datetime/happening",
    says: "The sources put one happening on different days or at different hours.",
    example: [
        "Minister Ana Vitt arrived in Orvel on 4 March 2025.",
        "Ana Vitt reached Orvel on 6 March 2025.",
    ],
    near_miss: [
        "Minister Ana Vitt arrived in Orvel on 4 March 2025.",
        "Ana Vitt left Orvel on 6 March 2025.",
    ],
    prior: 0.75,
    within: true,
    note,
    clash,
};

/// Who does it: the person named last before the predicate in its sentence, else the first one named.
pub(super) fn subject(cx: &Context<'_>, claim: &Claim, predicate: usize) -> Option<EntityId> {
    let person =
        |id: EntityId| matches!(cx.names.get(id).kind, NameKind::Person | NameKind::Organisation);
    let mut before = claim.names.iter().filter(|n| n.at.start < predicate && person(n.entity));
    let clause = claim.clause(predicate);
    before
        .clone()
        .rfind(|n| clause.contains(&n.at.start))
        .or_else(|| before.next())
        .map(|n| n.entity)
}

/// A word between a journey and its end: "travelled to Orvel" tells an arrival.
fn arrives(claim: &Claim, predicate: &Predicate) -> bool {
    predicate.class.is_some_and(|c| matches!(c.name, "travel" | "fly"))
        && claim.word(predicate.at.end) == "to"
        && claim.named_at(predicate.at.end + 1).is_some()
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for time in &claim.times {
        let Some(when) = time.when else { continue };
        if time.mention.bound != Bound::At
            || when.gap_days(&When { first: when.first, last: when.first, clock: None }) > 0
        {
            continue;
        }
        // "next week, or a week later, or whenever it arrives"
        let or = (0..2).any(|n| claim.word(time.at.end + n) == "or");
        if or {
            continue;
        }
        let apart = |p: &Predicate| p.at.end <= time.at.start || p.at.start >= time.at.end;
        let verb = |p: &Predicate| claim.terms[p.at.start].role == Role::Verb || p.at.len() > 1;
        let noun = |p: &Predicate| {
            claim.terms[p.at.start].role == Role::Noun && p.class.is_some_and(|c| c.once)
        };
        // A verb tells the happening; only where there is none does a noun ("the arrival on Monday").
        let nearest = claim
            .nearest_predicate(&time.at, |p| apart(p) && verb(p))
            .or_else(|| claim.nearest_predicate(&time.at, |p| apart(p) && noun(p)));
        let Some(predicate) = nearest else { continue };
        let word = cx.keys.show(predicate.key);
        let reports = predicate.class.is_none() && lexicon::ATTRIBUTION.kind(word) == Some("verb");
        if reports || predicate.negated || !matches!(predicate.force, Force::Fact | Force::Planned)
        {
            continue;
        }
        let arrival = if arrives(claim, predicate) { cx.known("#arrive") } else { None };
        let at = predicate.at.start.min(time.at.start)..predicate.at.end.max(time.at.end);
        let at = if at.len() <= 8 { at } else { time.at.clone() };
        for key_of in [Some(predicate.key), arrival].into_iter().flatten() {
            let fact = Fact::new(
                index,
                key(("time", key_of)),
                at.clone(),
                Value::Time(when, time.mention.bound),
            );
            out.push(fact.with(Some(predicate.key)));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Time(s, _), Value::Time(t, _)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let predicate_of = |claim: &Claim, key: Option<Key>| {
        claim.predicates.iter().find(|x| Some(x.key) == key).cloned()
    };
    let (x, y) = (predicate_of(p, a.predicate)?, predicate_of(q, b.predicate)?);
    if x.force != y.force {
        return None;
    }
    if homeward(p, x.at.end) != homeward(q, y.at.end) {
        return None;
    }
    let (who_a, who_b) = (subject(cx, p, x.at.start), subject(cx, q, y.at.start));
    if let (Some(m), Some(n)) = (who_a, who_b)
        && !cx.names.may_be_one(m, n)
    {
        return None;
    }
    let but: Vec<Key> = [x.key, y.key].into();
    let related = cx.related(p, q, &but);
    let once = x.class.is_some_and(|c| c.once);
    let shared_name = p.names.iter().any(|n| q.names_entity(n.entity));
    let beside = cx.shared_arguments(p, &x.at, q, &y.at)
        + if once { cx.arguments_around(p, &x.at, q, &y.at) / 3.0 } else { 0.0 };
    // The same person at the same named place does the same thing: that is shared enough.
    let arguments = q.arguments(&y.at);
    let named =
        p.arguments(&x.at).iter().filter(|k| is_entity(**k) && arguments.contains(k)).count();
    let sure = once && named >= 2 && related >= 0.5;
    if !sure && (related < if once { 2.2 } else { 4.0 } || !once && !shared_name || beside < 1.0) {
        return None;
    }
    let what = cx.text(p, p.span_of(x.at.clone()));
    let other = cx.text(q, q.span_of(y.at.clone()));
    let who = who_a.filter(|_| who_b.is_some()).map(|id| cx.names.get(id).name.as_str());
    let same = format!(
        "Same happening: \u{201c}{what}\u{201d} and \u{201c}{other}\u{201d}{}.",
        who.map_or_else(String::new, |w| format!(", of {w}"))
    );
    let shared = format!("Shared words: {}.", cx.shared(p, q, 5).join(", "));
    if s.intersects(t) {
        let close = s.is_day() && t.is_day();
        return (close && a.claim != b.claim && p.article != q.article).then(|| {
            Conflict::new(format!("Both accounts put it on {s}."))
                .verdict(Verdict::Corroboration)
                .step(same)
                .step(shared)
                .values(s.to_string(), t.to_string())
                .bonus((related - 4.0).clamp(-1.0, 1.0) / 2.0)
        });
    }
    // Hours: a quarter of an hour apart is the same hour told loosely.
    if s.first == t.first && s.last == t.last {
        let (Some(c), Some(d)) = (s.clock, t.clock) else { return None };
        if c.0.abs_diff(d.1).min(d.0.abs_diff(c.1)) <= 20 {
            return None;
        }
    }
    // Months and years apart: another happening of the same kind, and always so where one account tells of both.
    let one_account = p.article == q.article;
    if s.gap_days(t) > 21 && (one_account || !(p.background && q.background)) {
        return None;
    }
    Some(
        Conflict::new(format!(
            "{} {s} in one account and {t} in the other.",
            who.map_or_else(
                || format!("\u{201c}{what}\u{201d} is on"),
                |w| format!("\u{201c}{what}\u{201d} ({w}) is on")
            )
        ))
        .step(same)
        .step(shared)
        .step(day_step(cx, p, s))
        .step(day_step(cx, q, t))
        .values(s.to_string(), t.to_string())
        .bonus(((related - 2.5) / 4.0).clamp(0.0, 1.0) - if x.key == y.key { 0.0 } else { 0.3 }),
    )
}

/// Tells whether the word after a verb turns it around: to fly in and to fly home are two happenings.
fn homeward(claim: &Claim, end: usize) -> bool {
    matches!(claim.word(end), "home" | "back" | "out" | "away" | "off")
}

/// How the day of a claim was found.
pub(super) fn day_step(cx: &Context<'_>, claim: &Claim, when: &When) -> String {
    let words = claim
        .times
        .iter()
        .find(|t| t.when.as_ref() == Some(when))
        .map_or("", |t| cx.text(claim, t.mention.span));
    match cx.anchors[claim.article].day {
        Some(day) => {
            format!("{}: \u{201c}{words}\u{201d} is {when}, read against {day}.", cx.source(claim))
        }
        None => format!("{}: \u{201c}{words}\u{201d} is {when}.", cx.source(claim)),
    }
}
