//! A word that says a statement is not so: hoax, denies, called off.

use super::{Opinion, Pair};
use crate::language::cue::Denial;

/// Finds a denial in one side of what the other side says plainly.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    if pair.hypothesis.denials().next().is_some() || pair.hypothesis.is_negative() {
        return None;
    }
    let mut best: Option<Opinion> = None;
    for (cue, kind) in pair.premise.denials() {
        if pair.premise.negated[cue.tokens.start] || pair.coverage < 0.25 {
            continue;
        }
        let base = match kind {
            Denial::False | Denial::Refuted => 0.62,
            Denial::Denied => 0.6,
            Denial::Cancelled => 0.5,
            Denial::Doubted => 0.3,
        };
        let question = if pair.premise.question { 0.15 } else { 0.0 };
        let score = base + 0.3 * pair.coverage - question;
        let words: Vec<_> =
            pair.premise.words[cue.tokens.clone()].iter().map(|w| w.text.as_str()).collect();
        let opinion = Opinion::contradiction(
            score.min(0.97),
            format!("The first calls it {:?}; the second states it.", words.join(" ")),
        );
        if best.as_ref().is_none_or(|b| opinion.score > b.score) {
            best = Some(opinion);
        }
    }
    best
}
