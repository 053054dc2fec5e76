//! One says it, the other says it is not so.

use super::align::Match;
use super::reading::{Negated, weight};
use super::{Opinion, Pair};
use crate::language::cue::Negation;

/// Finds a statement of one side under a negation of the other.
///
/// `The cook is peeling an onion` against `The cook is not peeling an onion`. A near miss: `The cook is
/// not peeling a potato`, where what is denied is not what is said.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    let mut best: Option<Opinion> = None;
    let found = candidates(pair);
    for (evidence, head) in &found {
        let score = evidence.score();
        if best.as_ref().is_none_or(|b| score > b.score) {
            let reason = match evidence {
                Evidence::Denied(_) => format!("The first says {head:?}; the second denies it."),
                Evidence::Denying(_) => format!("The first denies {head:?}; the second says it."),
            };
            best = Some(Opinion::contradiction(score, reason));
        }
    }
    best
}

/// What speaks for a contradiction by negation: figures between 0 and 1, or weights of words.
#[derive(Clone, Copy, Debug)]
pub(super) enum Evidence {
    /// The hypothesis denies what the premise says.
    Denied([f64; 6]),
    /// The premise denies what the hypothesis says.
    Denying([f64; 7]),
}

impl Evidence {
    /// The chance that a reader sees a contradiction: a logistic model fitted to the tuning pairs.
    fn score(self) -> f64 {
        const DENIED: [f64; 7] = [1.72, -0.32, -0.43, -1.33, -0.93, -0.24, 1.16];
        const DENYING: [f64; 8] = [-3.08, 0.56, 3.36, 0.13, -0.13, 0.72, 0.28, 0.93];
        match self {
            Self::Denied(x) => logistic(&DENIED, &x),
            Self::Denying(x) => logistic(&DENYING, &x),
        }
    }
}

fn logistic(weights: &[f64], x: &[f64]) -> f64 {
    let sum: f64 = weights[0] + weights[1..].iter().zip(x).map(|(w, x)| w * x).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

/// Every negation of one side whose head is said on the other, with the word denied.
pub(super) fn candidates(pair: &Pair) -> Vec<(Evidence, String)> {
    let denies = |negation: &&Negated| !matches!(negation.kind, Negation::Phrase | Negation::Weak);
    let mut out = Vec::new();
    for negation in pair.hypothesis.negations.iter().filter(denies) {
        if let Some(found) = denied(pair, negation) {
            out.push(found);
        }
    }
    for negation in pair.premise.negations.iter().filter(denies) {
        if let Some(found) = denying(pair, negation) {
            out.push(found);
        }
    }
    out
}

/// The hypothesis denies what the premise says: all that it denies has to be there.
fn denied(pair: &Pair, negation: &Negated) -> Option<(Evidence, String)> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    let (to, found) = alignment.links[head]?;
    if matches!(found, Match::Opposed(_)) || premise.negated[to] {
        return None;
    }
    let content: Vec<usize> = hypothesis.content().collect();
    let inside = content.iter().copied().filter(|at| negation.scope.contains(at));
    let outside = content.iter().copied().filter(|at| !negation.scope.contains(at));
    let (covered, all) = alignment.coverage(hypothesis, inside);
    let (subject, rest) = alignment.coverage(hypothesis, outside);
    if all == 0.0 {
        return None;
    }
    let noun = negation.kind == Negation::Noun;
    let x = [
        covered,
        subject,
        all * (1.0 - covered),
        rest * (1.0 - subject),
        f64::from(u8::from(found == Match::Wider)),
        f64::from(u8::from(noun)),
    ];
    Some((Evidence::Denied(x), hypothesis.words[head].text.clone()))
}

/// The premise denies what the hypothesis says.
fn denying(pair: &Pair, negation: &Negated) -> Option<(Evidence, String)> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    let own = alignment.back(head)?;
    if hypothesis.negated[own] {
        return None;
    }
    let (mut matched, mut all) = (0.0, 0.0);
    for at in premise.content().filter(|at| negation.scope.contains(at)) {
        let weight = weight(&premise.words[at]);
        all += weight;
        if alignment.back(at).is_some() {
            matched += weight;
        }
    }
    let subject = hypothesis.content().filter(|&at| hypothesis.in_subject(at));
    let (subject, _) = alignment.coverage(hypothesis, subject);
    let (_, total) = alignment.coverage(hypothesis, hypothesis.content());
    let x = [
        pair.coverage,
        if all == 0.0 { 1.0 } else { matched / all },
        total * (1.0 - pair.coverage),
        all - matched,
        f64::from(u8::from(hypothesis.predicate == Some(own))),
        f64::from(u8::from(negation.kind == Negation::Noun)),
        subject,
    ];
    Some((Evidence::Denying(x), premise.words[head].text.clone()))
}
