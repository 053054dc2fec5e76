//! One says it, the other says it is not so.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::{Negated, Place, Reading, weight};
use crate::language::cue::{CueKind, Modality, Negation};
use crate::language::tag::Tag;
use std::ops::Range;

/// Finds a statement of one side under a negation of the other.
///
/// `The cook is peeling an onion` against `The cook is not peeling an onion`. A near miss: `The cook is
/// not peeling a potato`, where what is denied is not what is said.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let denies = |negation: &&Negated| !matches!(negation.kind, Negation::Phrase | Negation::Weak);
    let mut out: Vec<Evidence> =
        pair.hypothesis.negations.iter().filter(denies).filter_map(|n| denied(pair, n)).collect();
    // `if it is not mended` does not say that it is not
    let supposed = |negation: &&Negated| pair.premise.is_supposed(negation.cue.start);
    // `not all clerks came` does not say that they did not
    let measured = |negation: &&Negated| {
        let text = |at: usize| pair.premise.words.get(at).map_or("", |w| w.text.as_str());
        let end = negation.cue.end;
        text(end - 1) == "not"
            && (matches!(
                text(end),
                "all"
                    | "every"
                    | "everyone"
                    | "everybody"
                    | "many"
                    | "much"
                    | "always"
                    | "only"
                    | "just"
            ) || text(end) == "a" && text(end + 1) == "lot")
    };
    let plain = pair.premise.negations.iter().filter(denies);
    for negation in plain.filter(|n| !supposed(n) && !measured(n)) {
        out.extend(denying(pair, negation).or_else(|| loosely(pair, negation)));
        out.extend(headline(pair, negation));
    }
    out
}

/// The weight of words that found no counterpart, by what they do in their clause.
#[derive(Default)]
struct Missing {
    deed: f64,
    modifier: f64,
    adjunct: f64,
    argument: f64,
}

impl Missing {
    /// Adds up the words `of` a reading that `found` nothing.
    fn new(
        reading: &Reading,
        of: impl Iterator<Item = usize>,
        found: impl Fn(usize) -> f64,
    ) -> Self {
        let mut missing = Self::default();
        for at in of {
            let weight = weight(&reading.words[at]) * (1.0 - found(at));
            *match reading.place(at) {
                Place::Deed => &mut missing.deed,
                Place::Modifier => &mut missing.modifier,
                Place::Adjunct => &mut missing.adjunct,
                Place::Argument => &mut missing.argument,
            } += weight;
        }
        missing
    }

    fn all(&self) -> f64 {
        self.deed + self.modifier + self.adjunct + self.argument
    }
}

/// Tells whether one of the words `among` those of the hypothesis opposes one of the premise: a man, a woman.
fn opposes(pair: &Pair, mut among: Range<usize>) -> bool {
    among.any(|at| matches!(pair.alignment.links[at], Some((_, Match::Opposed(_)))))
}

/// The hypothesis denies what the premise says: all that it denies has to be there.
fn denied(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    let found = match alignment.links[head] {
        Some((_, Match::Opposed(_))) => return None,
        Some((to, _)) if premise.negated[to] => return None,
        found => found,
    };
    let content: Vec<usize> = hypothesis.content().collect();
    let inside = || content.iter().copied().filter(|at| negation.scope.contains(at));
    let linked = |at: usize| alignment.links[at].is_some_and(|(to, _)| !premise.negated[to]);
    if found.is_none() && !inside().any(linked) {
        return None;
    }
    // Both sides deny it, or the premise says the opposite of what is denied.
    if inside().any(|at| match alignment.links[at] {
        Some((_, Match::Opposed(_))) => true,
        Some((to, _)) => premise.negated[to],
        None => false,
    }) {
        return None;
    }
    // What ought not to be, or is not planned, may be all the same.
    let duty = |kind| matches!(kind, CueKind::Modality(Modality::Required | Modality::Planned));
    let near = negation.cue.start.saturating_sub(2)..head;
    let cue = negation.cue.start;
    let is_to = hypothesis.words.get(negation.scope.start).is_some_and(|w| w.tag == Tag::Particle)
        && hypothesis.words[cue.saturating_sub(1)..=cue].iter().any(|w| w.lemma == "be");
    if is_to || hypothesis.cues.iter().any(|cue| duty(cue.kind) && near.contains(&cue.tokens.start))
    {
        return None;
    }
    // What is denied of a flute may hold of a guitar.
    if opposes(pair, 0..negation.cue.start) {
        return None;
    }
    let outside = || content.iter().copied().filter(|at| !negation.scope.contains(at));
    let (_, all) = alignment.coverage(hypothesis, inside());
    if all == 0.0 {
        return None;
    }
    let share = |at: usize| {
        alignment.links[at].map_or(0.0, |(_, found)| match found {
            // who slices a vegetable may slice no tomato
            Match::Wider => 0.4,
            found => found.share(),
        })
    };
    let denied = Missing::new(hypothesis, inside(), share);
    let rest = Missing::new(hypothesis, outside(), share);
    // `is no silent film` denies the silence, not the film
    let described: f64 = (0..head)
        .rev()
        .take_while(|&at| hypothesis.place(at) == Place::Modifier)
        .map(|at| weight(&hypothesis.words[at]) * (1.0 - share(at)))
        .sum();
    if described > 0.5 && hypothesis.words[head].tag != Tag::Verb {
        return None;
    }
    Some(Evidence {
        model: if negation.kind == Negation::Noun { "denied noun" } else { "denied" },
        x: vec![
            ("all_there", flag(denied.all() < 0.5)),
            ("much_missing", flag(denied.all() >= 0.95)),
            ("no_argument", denied.argument),
            ("no_adjunct", denied.adjunct),
            ("rest_there", flag(rest.all() < 0.3)),
            ("no_rest", (rest.modifier + rest.deed).min(2.0)),
            ("near", flag(found.is_some_and(|(_, found)| found != Match::Same))),
            ("words", hypothesis.content().count() as f64 / 5.0),
        ],
        reason: format!("The first says {:?}; the second denies it.", hypothesis.words[head].text),
    })
}

/// The premise denies what the hypothesis says.
fn denying(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    // of several words that speak of it, the one that the second sentence is about
    let main =
        hypothesis.predicate.filter(|&at| alignment.links[at].is_some_and(|(to, _)| to == head));
    let own = main.or_else(|| alignment.back(head))?;
    // What is denied of a man may hold of a woman.
    if hypothesis.negated[own] || opposes(pair, 0..own) {
        return None;
    }
    let back = |at: usize| {
        let to = alignment.back(at);
        to.and_then(|to| alignment.links[to]).map_or(0.0, |(_, found)| match found {
            // to deny a kind denies less than to deny all: `no spaniel` leaves other dogs
            Match::Narrower => 0.6,
            Match::Wider => 0.9,
            found => found.share(),
        })
    };
    let scope = || premise.content().filter(|at| negation.scope.contains(at));
    let denied = Missing::new(premise, scope(), back);
    let share = |at: usize| alignment.links[at].map_or(0.0, |(_, found)| found.share());
    let behind = Missing::new(hypothesis, hypothesis.content().filter(|&at| at > own), share);
    Some(Evidence {
        model: if negation.kind == Negation::Noun { "denying noun" } else { "denying" },
        x: vec![
            ("all_there", flag(denied.all() < 0.5)),
            ("much_missing", flag(denied.all() >= 0.95)),
            ("no_argument", denied.argument.min(2.0)),
            ("no_adjunct", denied.adjunct.min(2.0)),
            ("nothing_more", flag(behind.all() < 0.5)),
            ("more_modifier", behind.modifier.min(2.0)),
            ("swapped_argument", denied.argument.min(behind.argument).min(1.0)),
            ("swapped_adjunct", denied.adjunct.min(behind.adjunct).min(1.0)),
            ("is_predicate", flag(hypothesis.predicate == Some(own))),
            ("main", flag(premise.predicate == Some(head))),
            ("rest_opposes", flag(opposes(pair, own..hypothesis.words.len()))),
            ("both_deny", flag(hypothesis.is_negative())),
            ("words", hypothesis.content().count() as f64 / 5.0),
            ("all_said", flag(pair.coverage > 0.95)),
        ],
        reason: format!("The first denies {:?}; the second says it.", premise.words[head].text),
    })
}

/// The premise denies something with words of which the hypothesis speaks, though of another deed: `not
/// sitting at the counter`, `is at the counter`.
fn loosely(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    if hypothesis.is_negative() {
        return None;
    }
    let start =
        hypothesis.words.iter().position(|w| matches!(w.tag, Tag::Auxiliary | Tag::Verb))?;
    // What is denied of a man may hold of a woman.
    if opposes(pair, 0..start) {
        return None;
    }
    let share = |at: usize| match alignment.links[at] {
        Some((to, found)) if negation.scope.contains(&to) => found.share(),
        _ => 0.0,
    };
    let own = || hypothesis.content().filter(|&at| at >= start);
    let shared: f64 = own().map(|at| share(at) * weight(&hypothesis.words[at])).sum();
    if shared < 0.8 {
        return None;
    }
    let missing = Missing::new(hypothesis, own(), share);
    let subject = Missing::new(hypothesis, hypothesis.content().filter(|&at| at < start), |at| {
        alignment.links[at].map_or(0.0, |(_, found)| found.share())
    });
    Some(Evidence {
        model: "loosely",
        x: vec![
            ("shared", shared.min(3.0)),
            ("no_deed", missing.deed.min(2.0)),
            ("no_modifier", missing.modifier.min(2.0)),
            ("no_subject", (subject.argument + subject.adjunct).min(2.0)),
            ("noun", flag(negation.kind == Negation::Noun)),
        ],
        reason: format!("The first denies {:?} of what the second says.", premise.words[head].text),
    })
}

/// A short premise that shares a name and denies something of what the hypothesis speaks of: in a
/// headline the words differ, the matter does not.
fn headline(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    if !pair.is_headline() || pair.premise.is_prose() || pair.hypothesis.is_negative() {
        return None;
    }
    if !matches!(negation.kind, Negation::Clause | Negation::Noun)
        || negation.cue.start > 0 && negation.scope.is_empty()
    {
        return None;
    }
    let (inside, _) = pair.covered_in(negation.scope.clone());
    Some(Evidence {
        model: "headline",
        x: vec![("inside", inside)],
        reason: "The first denies what the second says.".to_owned(),
    })
}
