//! One says it, the other says it is not so.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::{Negated, weight};
use crate::language::cue::Negation;

/// Finds a statement of one side under a negation of the other.
///
/// `The cook is peeling an onion` against `The cook is not peeling an onion`. A near miss: `The cook is
/// not peeling a potato`, where what is denied is not what is said.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let denies = |negation: &&Negated| !matches!(negation.kind, Negation::Phrase | Negation::Weak);
    let mut out: Vec<Evidence> =
        pair.hypothesis.negations.iter().filter(denies).filter_map(|n| denied(pair, n)).collect();
    for negation in pair.premise.negations.iter().filter(denies) {
        out.extend(denying(pair, negation));
        out.extend(headline(pair, negation));
    }
    out
}

/// The hypothesis denies what the premise says: all that it denies has to be there.
fn denied(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    let (premise, hypothesis, alignment) = (&pair.premise, &pair.hypothesis, &pair.alignment);
    let head = negation.head?;
    let found = match alignment.links[head] {
        Some((_, Match::Opposed(_))) => return None,
        Some((to, _)) if premise.negated[to] => return None,
        found => found.map(|(_, found)| found),
    };
    let content: Vec<usize> = hypothesis.content().collect();
    let inside = content.iter().copied().filter(|at| negation.scope.contains(at));
    let linked = |at: usize| alignment.links[at].is_some_and(|(to, _)| !premise.negated[to]);
    if found.is_none() && !inside.clone().any(linked) {
        return None;
    }
    // Both sides deny it, or the premise says the opposite of what is denied.
    if inside.clone().any(|at| match alignment.links[at] {
        Some((_, Match::Opposed(_))) => true,
        Some((to, _)) => premise.negated[to],
        None => false,
    }) {
        return None;
    }
    let outside = content.iter().copied().filter(|at| !negation.scope.contains(at));
    let (covered, all) = alignment.coverage(hypothesis, inside);
    let (subject, rest) = alignment.coverage(hypothesis, outside);
    if all == 0.0 {
        return None;
    }
    Some(Evidence {
        model: "denied",
        x: vec![
            flag(all * (1.0 - covered) < 0.5),
            subject,
            (all * (1.0 - covered)).min(4.0),
            rest * (1.0 - subject),
            flag(found == Some(Match::Wider)),
            flag(negation.kind == Negation::Noun),
            flag(found.is_none()),
            flag(subject >= 0.85),
            flag(premise.words.len() > 24),
        ],
        reason: format!("The first says {:?}; the second denies it.", hypothesis.words[head].text),
    })
}

/// The premise denies what the hypothesis says.
fn denying(pair: &Pair, negation: &Negated) -> Option<Evidence> {
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
    // `not in a park` against `in a garden`: each has what the other lacks.
    let extra: f64 = hypothesis
        .content()
        .filter(|&at| at > own && alignment.links[at].is_none())
        .map(|at| weight(&hypothesis.words[at]))
        .sum();
    let subject = hypothesis.content().filter(|&at| hypothesis.in_subject(at));
    let (subject, _) = alignment.coverage(hypothesis, subject);
    Some(Evidence {
        model: "denying",
        x: vec![
            pair.coverage,
            if all == 0.0 { 1.0 } else { matched / all },
            flag(all - matched < 0.5),
            flag(extra < 0.5),
            flag(hypothesis.predicate == Some(own)),
            flag(negation.kind == Negation::Noun),
            flag(subject >= 0.85),
            flag(extra > 0.5 && all - matched > 0.5),
            extra.min(4.0),
            flag(premise.words.len() > 24),
            flag(all - matched > 0.5 && hypothesis.is_indefinite()),
        ],
        reason: format!("The first denies {:?}; the second says it.", premise.words[head].text),
    })
}

/// A short premise that shares a name and denies something of what the hypothesis speaks of: in a
/// headline the words differ, the matter does not.
fn headline(pair: &Pair, negation: &Negated) -> Option<Evidence> {
    if !pair.is_headline() || pair.hypothesis.is_negative() {
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
        x: vec![
            pair.coverage,
            inside,
            flag(pair.premise.question),
            flag(negation.kind == Negation::Noun),
        ],
        reason: "The first denies what the second says.".to_owned(),
    })
}
