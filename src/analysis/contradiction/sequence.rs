//! Two happenings in one order here, in the other order there, whatever words lead from one to the next.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::extract::entity_key;
use crate::analysis::fact::{Fact, Happening, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon;
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Ordering,
    rule: "ordering/sequence",
    says: "The sources tell two happenings in opposite orders.",
    example: [
        "The crew of the Orvel ferry launched the rafts before the engine failed, Ana Vitt said.",
        "When the crew of the Orvel ferry launched the rafts, the engine had already failed, Ana Vitt said.",
    ],
    near_miss: [
        "The crew of the Orvel ferry launched the rafts before the engine failed, Ana Vitt said.",
        "When the engine of the Orvel ferry failed, the crew had already launched the rafts, Ana Vitt said.",
    ],
    prior: 0.66,
    within: false,
    note,
    clash,
};

/// How many words of a happening are read on either side of what joins the two.
const REACH: usize = 16;

/// Least that each of the two happenings shares with its counterpart.
const LEAST: f64 = 1.5;

/// By how much they must share more with their counterparts than with each other.
const MARGIN: f64 = 1.0;

/// What one class of predicates counts at least, however common it is.
const CLASS: f64 = 1.2;

/// One happening and a later one; the earlier one may stand in the sentence before.
#[derive(Clone, Debug)]
struct Sequence {
    first: Range<usize>,
    then: Range<usize>,
    /// Whether `first` is in the sentence before.
    across: bool,
    cue: usize,
}

fn is_end(claim: &Claim, i: usize) -> bool {
    matches!(claim.word(i), "," | ";" | ":" | "—" | "–" | "." | "\"" | "”" | "“" | "")
}

/// The words behind `from`, up to the next mark.
fn behind(claim: &Claim, from: usize) -> Range<usize> {
    let until = (from + REACH).min(claim.terms.len());
    from..(from + 1..until).find(|i| is_end(claim, *i)).unwrap_or(until).max(from)
}

/// The words before `to`, back to a mark that divides clauses.
fn ahead(claim: &Claim, to: usize) -> Range<usize> {
    let least = to.saturating_sub(REACH);
    let mut from = to;
    while from > least && !matches!(claim.word(from - 1), ";" | ":" | "—" | "“" | "\"") {
        // A comma before the happening's own words is no end: "the crew, he said, launched".
        if claim.word(from - 1) == "," && to - from >= 4 {
            break;
        }
        from -= 1;
    }
    from..to
}

/// The happenings of a sentence whose order is told.
fn sequences(cx: &Context<'_>, index: usize) -> Vec<Sequence> {
    let claim = &cx.claims[index];
    let end = claim.terms.len();
    let mut out = Vec::new();
    let mut push = |first: Range<usize>, then: Range<usize>, across: bool, cue: usize| {
        if first.len() >= 2 && then.len() >= 2 {
            out.push(Sequence { first, then, across, cue });
        }
    };
    let timed = |i: usize| {
        claim.times.iter().any(|t| t.at.contains(&(i + 1)) || t.at.contains(&i))
            || claim.quantities.iter().any(|c| c.at.start == i + 1)
    };
    for i in 0..end {
        let word = claim.word(i);
        let lead = i == 0 || is_end(claim, i - 1) || i <= 2;
        match word {
            "before" | "after" if !timed(i) && !matches!(claim.back(i, 1), "never" | "ever") => {
                let only = claim.back(i, 1) == "only" || claim.back(i, 1) == "until";
                let inverted = if only && lead {
                    (i + 2..end.min(i + 2 * REACH))
                        .find(|j| matches!(claim.word(*j), "did" | "was" | "were" | "could"))
                } else {
                    None
                };
                let (near, far) = if let Some(aux) = inverted {
                    (i + 1..behind(claim, i + 1).end.min(aux), behind(claim, aux))
                } else if lead && i <= 2 {
                    let near = behind(claim, i + 1);
                    let far = behind(claim, near.end + 1);
                    (near, far)
                } else {
                    (behind(claim, i + 1), ahead(claim, i))
                };
                if word == "before" {
                    push(far, near, false, i);
                } else {
                    push(near, far, false, i);
                }
            }
            // "X had already happened when Y", "when Y, X had already happened"
            "already" | "long"
                if (1..=3).any(|n| claim.back(i, n) == "had") || word == "already" =>
            {
                let when = (0..end).find(|j| {
                    claim.word(*j) == "when"
                        || claim.word(*j) == "time"
                            && claim.back(*j, 1) == "the"
                            && claim.back(*j, 2) == "by"
                        || claim.word(*j) == "before" && *j > i
                });
                let Some(when) = when else { continue };
                if when < i {
                    let late = behind(claim, when + 1);
                    if late.end <= i {
                        let from = ((late.end + 1).min(i)..i)
                            .rev()
                            .find(|j| is_end(claim, *j))
                            .map_or(late.end, |j| j + 1);
                        push(from..behind(claim, i).end, late, false, i);
                    }
                } else {
                    push(ahead(claim, when), behind(claim, when + 1), false, i);
                }
            }
            // "the lights had been out for a quarter of an hour when"
            "when"
                if i > 4
                    && (0..i).any(|j| claim.word(j) == "had")
                    && claim.quantities.iter().any(|c| {
                        c.quantity.unit == crate::language::quantity::Unit::Of("duration")
                            && c.at.end <= i
                    })
                    && !claim.has_word(&["already"]) =>
            {
                push(ahead(claim, i), behind(claim, i + 1), false, i);
            }
            // "had not even looked at it when Y": Y came first.
            "when" | "before"
                if i > 4
                    && (0..i).any(|j| {
                        claim.word(j) == "had" && matches!(claim.word(j + 1), "not" | "yet")
                    }) =>
            {
                push(behind(claim, i + 1), ahead(claim, i), false, i);
            }
            "then" | "afterwards" | "later" | "subsequently" | "thereafter" => {
                let joined = matches!(claim.back(i, 1), "and" | "only" | "," | ";")
                    || word == "later" && claim.quantities.iter().any(|c| c.at.end == i)
                    || word == "later"
                        && matches!(claim.back(i, 1), "minutes" | "moments" | "hours" | "days");
                let from =
                    (i.saturating_sub(4)..i).find(|j| is_end(claim, *j) || claim.word(*j) == "and");
                let start = i <= 3;
                if start && (joined || word != "later") && index > 0 {
                    let before = &cx.claims[index - 1];
                    if before.article == claim.article && before.block == claim.block {
                        push(0..before.terms.len().min(24), behind(claim, i + 1), true, i);
                    }
                } else if joined && let Some(from) = from {
                    let until = if is_end(claim, from) { from } else { from.max(1) };
                    let back = until.saturating_sub(REACH);
                    push(back..until, behind(claim, i + 1), false, i);
                }
            }
            _ => {}
        }
    }
    out
}

/// What the words of a happening are about.
fn about(claim: &Claim, at: &Range<usize>) -> Happening {
    let sorted = |mut keys: Vec<Key>| {
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let deeds = claim.predicates.iter().filter(|p| at.contains(&p.at.start)).map(|p| p.key);
    let nouns = at.clone().filter(|i| claim.terms[*i].role == Role::Noun);
    let names = claim.names.iter().filter(|n| at.contains(&n.at.start));
    Happening {
        deeds: sorted(deeds.collect()),
        things: sorted(
            nouns.map(|i| claim.terms[i].key).chain(names.map(|n| entity_key(n.entity))).collect(),
        ),
    }
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.heading {
        return;
    }
    for sequence in sequences(cx, index) {
        let from = if sequence.across { &cx.claims[index - 1] } else { claim };
        let (x, y) = (about(from, &sequence.first), about(claim, &sequence.then));
        let all = [&x.deeds, &x.things, &y.deeds, &y.things];
        let mut keys: Vec<Key> = all.into_iter().flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let at = sequence.cue..sequence.cue + 1;
        for found in keys {
            let word = cx.show(found);
            if lexicon::is_generic(&word) || lexicon::ATTRIBUTION.kind(&word) == Some("verb") {
                continue;
            }
            out.push(Fact::new(
                index,
                key(("sequence", found)),
                at.clone(),
                Value::Sequence(x.clone(), y.clone()),
            ));
        }
    }
}

/// How much two happenings share; nothing when it is not the same deed, nor done with several of the same things.
fn alike(cx: &Context<'_>, x: &Happening, y: &Happening) -> f64 {
    let says = |k: &&Key| {
        let word = cx.keys.show(**k);
        !lexicon::is_generic(word) && lexicon::ATTRIBUTION.kind(word) != Some("verb")
    };
    let both = |m: &[Key], n: &[Key]| -> Vec<Key> {
        m.iter().filter(|k| n.binary_search(k).is_ok()).filter(says).copied().collect()
    };
    // What one account tells with a verb, the other may tell with a noun.
    let mut deeds = both(&x.deeds, &y.deeds);
    deeds.extend(both(&x.deeds, &y.things));
    deeds.extend(both(&x.things, &y.deeds));
    deeds.sort_unstable();
    deeds.dedup();
    let mut things = both(&x.things, &y.things);
    things.retain(|k| !deeds.contains(k));
    if deeds.is_empty() && things.len() < 2 {
        return 0.0;
    }
    let done = |k: &Key| {
        let weight = cx.weight(*k);
        if cx.keys.show(*k).starts_with('#') { weight.max(CLASS) } else { weight }
    };
    deeds.iter().map(done).sum::<f64>() + things.iter().map(|k| cx.weight(*k)).sum::<f64>()
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Sequence(x, y), Value::Sequence(u, v)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if p.background != q.background || p.negated[a.at.start] || q.negated[b.at.start] {
        return None;
    }
    let (first, last) = (alike(cx, x, v), alike(cx, y, u));
    let straight = alike(cx, x, u) + alike(cx, y, v);
    if first < LEAST || last < LEAST || first + last < straight + MARGIN {
        return None;
    }
    let both = |m: &Happening, n: &Happening| {
        let of = |h: &Happening| h.deeds.iter().chain(&h.things).copied().collect::<Vec<Key>>();
        let other = of(n);
        let keys: Vec<Key> = of(m).into_iter().filter(|k| other.contains(k)).collect();
        crate::analysis::subject::words(cx, &keys)
    };
    let (one, other) = (both(x, v), both(y, u));
    Some(
        Conflict::new(format!(
            "{} has one thing ({one}) first and the other ({other}) later, {} the other way round.",
            cx.source(p),
            cx.source(q)
        ))
        .step(format!("Same happenings: {one}; {other}."))
        .step("Considered: two happenings of one kind; each shares more with its counterpart than with the other.".to_owned())
        .values("before", "after")
        .bonus(((first + last - 2.0 * LEAST) / 6.0).clamp(0.0, 0.5)),
    )
}
