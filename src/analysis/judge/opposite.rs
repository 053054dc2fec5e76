//! Opposite words where all else agrees.

use super::align::Match;
use super::reading::weight;
use super::{Opinion, Pair};
use crate::language::relation::Opposition;
use crate::language::tag::Tag;

/// Finds a word of the hypothesis that opposes a word of the premise, the rest being the same.
///
/// `The boys run outside` against `The boys run indoors`. A near miss: `An old woman sings` and `A young
/// woman sings`, which may be two women.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let mut best: Option<Opinion> = None;
    for at in hypothesis.content() {
        let Some((to, Match::Opposed(why))) = pair.alignment.links[at] else { continue };
        if hypothesis.negated[at] != premise.negated[to] {
            continue;
        }
        let word = &hypothesis.words[at];
        if word.tag == Tag::Noun && !matches!(why, Opposition::Exclusive(_)) {
            continue;
        }
        // What is said of `a man` need not be said of the same man.
        let somebody = hypothesis.is_indefinite();
        if somebody && (hypothesis.in_subject(at) || premise.in_subject(to)) {
            continue;
        }
        let rest = hypothesis.content().filter(|&other| other != at);
        let (covered, all) = pair.alignment.coverage(hypothesis, rest);
        if all < weight(word) {
            continue;
        }
        let base = match why {
            Opposition::Antonym => 0.9,
            Opposition::Exclusive(_) if somebody => 0.45,
            Opposition::Exclusive(_) | Opposition::Direction(_) => 0.85,
            Opposition::Indirect => 0.8,
        };
        let score = base * covered;
        let opinion = Opinion::contradiction(
            score,
            format!("{:?} and {:?} exclude each other.", premise.words[to].text, word.text),
        );
        if best.as_ref().is_none_or(|b| opinion.score > b.score) {
            best = Some(opinion);
        }
    }
    best
}
