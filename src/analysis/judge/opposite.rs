//! Opposite words where all else agrees.

use super::Pair;
use super::align::Match;
use super::evidence::{Evidence, flag};
use super::reading::weight;
use crate::language::relation::Opposition;
use crate::language::tag::Tag;

/// Finds a word of the hypothesis that opposes a word of the premise, the rest being the same.
///
/// `The boys run outside` against `The boys run indoors`. A near miss: `An old woman sings` and `A young
/// woman sings`, which may be two women.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let mut out = Vec::new();
    for at in hypothesis.content() {
        let Some((to, Match::Opposed(why))) = pair.alignment.links[at] else { continue };
        let (word, other) = (&hypothesis.words[at], &premise.words[to]);
        if hypothesis.negated[at] != premise.negated[to]
            || word.tag == Tag::Noun && !matches!(why, Opposition::Exclusive(_))
        {
            continue;
        }
        // What is said of `a man` need not be said of the same man.
        let somebody = hypothesis.is_indefinite();
        if somebody && (hypothesis.in_subject(at) || premise.in_subject(to)) {
            continue;
        }
        let rest: Vec<usize> = hypothesis.content().filter(|&other| other != at).collect();
        let sentence = premise.sentence(to);
        let (covered, all) = pair.covered_of(rest.iter().copied(), sentence.clone());
        if all < weight(word) * 0.9 {
            continue;
        }
        // How near the words beside it stand to the words beside the other.
        let near = rest.iter().filter(|&&other| other.abs_diff(at) <= 4).any(|&other| {
            pair.alignment.links[other].is_some_and(|(to_other, _)| to_other.abs_diff(to) <= 5)
        });
        let verb = word.tag == Tag::Verb && other.tag == Tag::Verb;
        out.push(Evidence {
            model: "opposite",
            x: vec![
                covered,
                all * (1.0 - covered),
                flag(why == Opposition::Antonym),
                flag(matches!(why, Opposition::Exclusive(_)) && somebody),
                flag(near),
                flag(verb),
                flag(premise.words.len() > 24),
            ],
            reason: format!("{:?} and {:?} exclude each other.", other.text, word.text),
        });
    }
    out
}
