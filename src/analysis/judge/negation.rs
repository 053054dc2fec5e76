//! One says it, the other says it is not so.

use super::align::Match;
use super::reading::weight;
use super::{Opinion, Pair};
use crate::language::cue::Negation;

/// Finds a statement of one side under a negation of the other.
///
/// `The cook is peeling an onion` against `The cook is not peeling an onion`. A near miss: `The cook is
/// not peeling a potato`, where what is denied is not what is said.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    let first = hypothesis_denies(pair);
    let second = premise_denies(pair);
    match (first, second) {
        (Some(a), Some(b)) => Some(if a.score >= b.score { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The hypothesis denies what the premise says: all that it denies has to be there.
fn hypothesis_denies(pair: &Pair) -> Option<Opinion> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let mut best: Option<Opinion> = None;
    for negation in &hypothesis.negations {
        if matches!(negation.kind, Negation::Phrase | Negation::Weak) {
            continue;
        }
        let Some(head) = negation.head else { continue };
        let Some((to, found)) = alignment.links[head] else { continue };
        if matches!(found, Match::Opposed(_)) || premise.negated[to] {
            continue;
        }
        let content: Vec<usize> = hypothesis.content().collect();
        let inside = content.iter().copied().filter(|at| negation.scope.contains(at));
        let (covered, weight) = alignment.coverage(hypothesis, inside);
        let outside = content.iter().copied().filter(|at| !negation.scope.contains(at));
        let (subject, _) = alignment.coverage(hypothesis, outside);
        if weight == 0.0 {
            continue;
        }
        let score = 0.35 + 0.6 * covered * (0.5 + 0.5 * subject)
            - 0.1 * f64::from(u8::from(covered < 0.75));
        let word = &hypothesis.words[head].text;
        let opinion = Opinion::contradiction(
            score.min(0.97),
            format!("The first says {word:?}; the second denies it."),
        );
        if best.as_ref().is_none_or(|b| opinion.score > b.score) {
            best = Some(opinion);
        }
    }
    best
}

/// The premise denies what the hypothesis says.
fn premise_denies(pair: &Pair) -> Option<Opinion> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let mut best: Option<Opinion> = None;
    for negation in &premise.negations {
        if matches!(negation.kind, Negation::Phrase | Negation::Weak) {
            continue;
        }
        let Some(head) = negation.head else { continue };
        let Some(own) = alignment.back(head) else { continue };
        if hypothesis.negated[own] {
            continue;
        }
        let (mut matched, mut all) = (0.0, 0.0);
        for at in premise.content().filter(|at| negation.scope.contains(at)) {
            let weight = weight(&premise.words[at]);
            all += weight;
            if alignment.back(at).is_some() {
                matched += weight;
            }
        }
        let denied = if all == 0.0 { 1.0 } else { matched / all };
        let score = 0.3 + 0.45 * pair.coverage + 0.22 * denied;
        let word = &premise.words[head].text;
        let opinion = Opinion::contradiction(
            score.min(0.97),
            format!("The first denies {word:?}; the second says it."),
        );
        if best.as_ref().is_none_or(|b| opinion.score > b.score) {
            best = Some(opinion);
        }
    }
    best
}
