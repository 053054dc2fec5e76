//! All against some: a statement about every one of a kind, and an exception to it.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon::LACKING;
use crate::language::quantity::{Quantity, Unit};

pub(super) const EXCEPTION: Detector = Detector {
    kind: Kind::Set,
    rule: "set/exception",
    says: "One source says that something holds for all, the other names an exception.",
    example: [
        "Water was restored to every village of the Orvel valley by noon.",
        "Two villages in the Orvel valley are still without water.",
    ],
    near_miss: [
        "Water was restored to every village of the Orvel valley by noon.",
        "Two villages in the Orvel valley have asked for tents.",
    ],
    prior: 0.70,
    within: true,
    note,
    clash,
};

pub(super) const BOUND: Detector = Detector {
    kind: Kind::Set,
    rule: "set/bound",
    says: "One source says that none goes beyond a value, the other names one that does.",
    example: [
        "The station has recorded 12 gusts. None has exceeded force 9.",
        "A gust, measured at 9.8, tore the roof off the market.",
    ],
    near_miss: [
        "The station has recorded 12 gusts. None has exceeded force 9.",
        "A gust, measured at 8.8, tore the roof off the market.",
    ],
    prior: 0.70,
    within: true,
    note: note_bound,
    clash: clash_bound,
};

const ALL: &[&str] = &["all", "every", "each", "entire", "whole", "both"];

/// Where a claim says that something is lacking or not so: `without`, `still cut off`, `not`.
struct Lacks<'a> {
    claim: &'a Claim,
    words: Vec<usize>,
}

impl<'a> Lacks<'a> {
    fn of(cx: &Context<'_>, claim: &'a Claim) -> Self {
        let words = cx.phrases(&LACKING, claim).into_iter().map(|f| f.at.start).collect();
        Self { claim, words }
    }

    /// Tells whether the clause around a word says so of it.
    fn at(&self, i: usize) -> bool {
        let mut clause = self.claim.clause(i);
        // "A third of the beams, those above the river, have still to be tested": the verb comes later.
        let verb = |from: usize, to: usize| {
            (from..to).any(|j| {
                self.claim.terms[j].role == Role::Verb
                    || matches!(self.claim.word(j), "was" | "were" | "has" | "have" | "had" | "is")
            })
        };
        while clause.end < self.claim.terms.len() && !verb(clause.start, clause.end) {
            clause.end = self.claim.clause(clause.end).end;
        }
        self.words.iter().any(|w| clause.contains(w))
            || self.claim.negated[i]
            || self.claim.predicates.iter().any(|p| {
                clause.contains(&p.at.start)
                    && (p.negated || p.class.is_some_and(|c| c.name == "cutoff"))
            })
    }
}

/// The noun that `all` at `i` speaks of: "all of the doors", "each of the 96 beams", "every one of the doors".
fn whole(claim: &Claim, i: usize) -> Option<usize> {
    let mut from = i + 1;
    while matches!(claim.word(from), "one" | "single" | "last" | "and" | "every" | "of" | "the")
        || claim.terms.get(from).is_some_and(|t| t.role == Role::Number)
    {
        from += 1;
    }
    claim.noun_from(from).filter(|n| claim.terms[*n].role == Role::Noun)
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let lacks = Lacks::of(cx, claim);
    let mut tell = |noun: Key, at: std::ops::Range<usize>, whole: &'static str, holds: bool| {
        let value = Value::Member(whole, usize::from(holds));
        out.push(Fact::new(index, key(("all", noun)), at, value).with(Some(noun)));
    };
    for (i, term) in claim.terms.iter().enumerate() {
        let none = matches!(term.text.as_str(), "none" | "no");
        if !ALL.contains(&term.text.as_str()) && !none {
            continue;
        }
        let Some(noun) = whole(claim, i) else { continue };
        if claim.force[noun] != Force::Fact || claim.word(i + 1) == "over" {
            continue;
        }
        // "no" with a singular is existence, which negation looks at; with a plural it speaks of all.
        if term.text == "no" && !claim.word(noun).ends_with('s') {
            continue;
        }
        let holds = !none && (lacks.at(noun) == none || !lacks.at(noun));
        tell(claim.terms[noun].key, i..noun + 1, "all", holds);
    }
    // Exceptions: a number of them, or "some", with the contrary said of them.
    for (n, counted) in claim.quantities.iter().enumerate() {
        // "four of the 30 tables", "a third of the beams"
        let of = claim.word(counted.at.end) == "of";
        let noun = if of {
            whole(claim, counted.at.end)
        } else {
            claim.noun_from(counted.at.end).filter(|n| claim.terms[*n].role == Role::Noun)
        };
        // "two of the twelve": of the cameras that the sentence before spoke of
        let lent = || {
            cx.slots
                .of(index)
                .map(|i| &cx.slots.slots[i])
                .find(|s| s.quantity == n)
                .and_then(|s| s.key)
        };
        // "three of them": of what the sentence before was about
        let meant = || {
            let them = of && matches!(claim.word(counted.at.end + 1), "them" | "these" | "those");
            let before = cx.claims.get(index.checked_sub(1)?)?;
            if !them || before.article != claim.article {
                return None;
            }
            let noun = |i: &usize| before.terms[*i].role == Role::Noun;
            let counts = before.quantities.iter();
            let counted = counts.filter_map(|c| before.noun_from(c.at.end)).find(noun);
            let many = |i: &usize| noun(i) && before.word(*i).ends_with('s');
            let head = counted.or_else(|| (0..before.terms.len()).find(many))?;
            Some(before.terms[head].key)
        };
        let kind = noun.map(|n| claim.terms[n].key).or_else(lent).or_else(meant);
        let Some(kind) = kind else { continue };
        let until = noun.map_or(counted.at.end, |n| n + 1);
        // "only two of the wards": not the others.
        let only = of
            && (claim.word(counted.at.start) == "only"
                || claim.back(counted.at.start, 1) == "only");
        tell(kind, counted.at.start..until, "some", lacks.at(until - 1) == only);
    }
    for i in 0..claim.terms.len() {
        if matches!(claim.word(i), "some" | "several" | "many" | "few" | "most" | "one") {
            let Some(noun) = claim.noun_from(i + 1).filter(|n| claim.terms[*n].role == Role::Noun)
            else {
                continue;
            };
            tell(claim.terms[noun].key, i..noun + 1, "some", !lacks.at(noun));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member("all", x), Value::Member("some", y)) = (&a.value, &b.value) else {
        return None;
    };
    if x == y {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let noun = a.predicate?;
    let related = cx.related(p, q, &[noun]);
    // What is said of them must be the same thing: another shared noun or verb in the sentence itself.
    let about = shared_in_sentence(cx, p, q, noun);
    // The same deed, or the same total: "each of the 96 beams", "a third of the 96 beams".
    let deed = same_deed(p, q);
    let total = p.quantities.iter().any(|m| {
        let value = |c: &crate::analysis::claim::Counted| c.quantity.value;
        value(m) >= 3.0
            && m.at.start.abs_diff(a.at.start) <= 4
            && q.quantities
                .iter()
                .any(|n| value(n) == value(m) && n.at.start.abs_diff(b.at.end) <= 4)
    });
    let known = if deed { DEED } else { 0.0 } + if total { TOTAL } else { 0.0 };
    let (about, related) = (about + known, related + known);
    if about < 1.5 || related < 2.5 || p.background != q.background {
        return None;
    }
    let times = |claim: &Claim| claim.times.iter().filter_map(|t| t.when).collect::<Vec<_>>();
    let earlier =
        times(q).iter().any(|t| !times(p).is_empty() && times(p).iter().all(|s| t.before(s)));
    if earlier {
        return None;
    }
    let (all, some) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    Some(
        Conflict::new(format!(
            "It is said of \u{201c}{all}\u{201d}, but not so of \u{201c}{some}\u{201d}."
        ))
        .step(format!(
            "Same kind of thing: {}; shared words: {}.",
            cx.show(noun),
            cx.shared(p, q, 5).join(", ")
        ))
        .step(format!("\u{201c}{all}\u{201d} leaves no exception; \u{201c}{some}\u{201d} are one."))
        .step("Excluded: the exception is not told of an earlier time.".to_owned())
        .values("all", "an exception")
        .bonus(((related - 3.0) / 4.0).clamp(0.0, 0.6)),
    )
}

/// What it says that both tell of one deed, and that both give the same number of the whole.
const DEED: f64 = 0.8;
const TOTAL: f64 = 1.5;

/// Tells whether two sentences tell of one deed, by a verb that says more than that something is.
fn same_deed(p: &Claim, q: &Claim) -> bool {
    let deeds = |claim: &Claim| -> Vec<Key> {
        let verb = |i: usize| claim.terms[i].role == Role::Verb;
        claim.predicates.iter().filter(|x| verb(x.at.start)).map(|x| x.key).collect()
    };
    let (x, y) = (deeds(p), deeds(q));
    x.iter().any(|k| y.contains(k))
}

fn shared_in_sentence(cx: &Context<'_>, p: &Claim, q: &Claim, but: Key) -> f64 {
    let of = |claim: &Claim| {
        let mut keys: Vec<Key> = claim
            .terms
            .iter()
            .filter(|t| matches!(t.role, Role::Noun | Role::Verb) && t.key != but)
            .map(|t| t.key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let (x, y) = (of(p), of(q));
    x.iter().filter(|k| y.binary_search(k).is_ok()).map(|k| cx.weight(*k)).sum()
}

/// The counted noun that "none" stands for: its own, else the one counted in the sentence before.
fn none_of(cx: &Context<'_>, index: usize, i: usize) -> Option<Key> {
    let claim = &cx.claims[index];
    let of = usize::from(claim.word(i + 1) == "of");
    if let Some(noun) =
        claim.noun_from(i + 1 + of).filter(|n| claim.terms[*n].role == Role::Noun && *n <= i + 4)
    {
        return Some(claim.terms[noun].key);
    }
    let before = cx.claims.get(index.checked_sub(1)?).filter(|b| b.article == claim.article)?;
    before
        .quantities
        .iter()
        .find_map(|c| before.noun_from(c.at.end).filter(|n| before.terms[*n].role == Role::Noun))
        .map(|n| before.terms[n].key)
}

fn note_bound(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let none =
        claim.terms.iter().position(|t| matches!(t.text.as_str(), "none" | "no" | "never" | "nor"));
    for counted in &claim.quantities {
        let beyond =
            claim.predicates.iter().any(|p| {
                p.class.is_some_and(|c| c.name == "exceed") && p.at.end <= counted.at.start
            }) || matches!(
                claim.back(counted.at.start, 1),
                "above" | "over" | "than" | "beyond" | "exceeded"
            );
        if let Some(i) = none.filter(|i| *i < counted.at.start)
            && beyond
            && let Some(noun) = none_of(cx, index, i)
        {
            let quantity = counted.quantity;
            let value = Value::Count {
                quantity,
                scope: crate::analysis::fact::Scope::Total,
                toll: false,
                exact: true,
            };
            out.push(
                Fact::new(index, key(("bound", noun)), i..counted.at.end, value).with(Some(noun)),
            );
            continue;
        }
        // One of the kind with its value: "a gust, measured at 9.8".
        let head = claim.terms[..counted.at.start].iter().rposition(|t| {
            t.role == Role::Noun
                && !matches!(
                    t.text.as_str(),
                    "magnitude" | "force" | "category" | "speed" | "strength"
                )
        });
        if let Some(head) = head.filter(|h| counted.at.start - h <= 6) {
            let quantity = counted.quantity;
            let value = Value::Count {
                quantity,
                scope: crate::analysis::fact::Scope::Part,
                toll: false,
                exact: false,
            };
            let noun = claim.terms[head].key;
            out.push(
                Fact::new(index, key(("bound", noun)), head..counted.at.end, value)
                    .with(Some(noun)),
            );
        }
    }
}

fn clash_bound(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (
        Value::Count { quantity: most, exact: true, .. },
        Value::Count { quantity: one, exact: false, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    // Values of one scale: same unit, and not ten times apart.
    let scale = |q: &Quantity| match q.unit {
        // "magnitude 5.0" and "measured at 5.3"
        Unit::Of("magnitude" | "force" | "category") => Unit::Count,
        other => other,
    };
    if scale(most) != scale(one)
        || one.value <= most.value
        || one.value > 3.0 * most.value
        || a.claim == b.claim
    {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let noun = cx.show(a.predicate?);
    Some(
        Conflict::new(format!(
            "No {noun} went beyond {} in one account; the other names one of {}.",
            most.display(),
            one.display()
        ))
        .step(format!("Same kind of thing: {noun}."))
        .step(format!("Bound: \u{201c}{}\u{201d}.", cx.text(p, p.span_of(a.at.clone()))))
        .step(format!("Beyond it: \u{201c}{}\u{201d}.", cx.text(q, q.span_of(b.at.clone()))))
        .values(format!("at most {}", most.display()), one.display()),
    )
}

#[cfg(test)]
mod tests {
    use crate::analysis::contradiction::tests::{compare, rules};

    /// A statement of all, an exception to it, and a sentence much like it that is none.
    #[test]
    fn an_exception_is_a_part_of_the_same_whole_of_which_the_contrary_is_said() {
        let cases = [
            [
                "All 12 rooms of the Orvel inn were painted in May.",
                "Only two of the rooms of the Orvel inn were painted in May.",
                "Two of the rooms of the Orvel inn were painted in May.",
            ],
            [
                "Stewards were posted at every gate of the Orvel ring.",
                "At four of the 30 gates of the Orvel ring, though, stewards were missing.",
                "At four of the 30 gates of the Orvel ring, though, stewards were armed.",
            ],
            [
                "Each of the 96 beams of the Orvel bridge has been tested.",
                "About a third of the 96 beams, those above the river, have still to be tested.",
                "About a third of the 96 beams, those above the river, are made of oak.",
            ],
        ];
        let mut faults = Vec::new();
        for [all, exception, near] in cases {
            let found = compare([all, exception]);
            if !rules(&found).contains(&"set/exception") {
                faults.push(format!("{all} {exception}: {:?}", rules(&found)));
            }
            let found = compare([all, near]);
            if !found.contradictions.is_empty() {
                faults.push(format!("{all} {near}: {:?}", rules(&found)));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
