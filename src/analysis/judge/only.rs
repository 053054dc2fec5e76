//! `Only` one where there are more.

use super::Pair;
use super::evidence::{Evidence, flag};
use crate::language::tag::Tag;

/// Finds `only X` in the hypothesis where the premise adds something to X.
///
/// `She only worked in radio` against `She worked in radio and film`. A near miss: `She worked in radio`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let mut out = Vec::new();
    for at in 0..hypothesis.words.len() {
        if !matches!(hypothesis.words[at].text.as_str(), "only" | "solely" | "exclusively" | "just")
        {
            continue;
        }
        // the last content word of the phrase that follows
        let end = (at + 1..hypothesis.words.len())
            .find(|&at| hypothesis.words[at].tag == Tag::Mark)
            .unwrap_or(hypothesis.words.len());
        let Some(focus) = (at + 1..end).rev().find(|&at| hypothesis.words[at].is_content()) else {
            continue;
        };
        let Some((to, _)) = pair.alignment.links[focus] else { continue };
        let coordinated = [to.checked_sub(1), Some(to + 1)].into_iter().flatten().any(|beside| {
            premise.words.get(beside).is_some_and(|w| matches!(w.text.as_str(), "and" | "," | "or"))
                && premise
                    .words
                    .get(if beside > to { beside + 1 } else { beside.saturating_sub(1) })
                    .is_some_and(|w| {
                        matches!(
                            w.tag,
                            Tag::Noun | Tag::Name | Tag::Verb | Tag::Adjective | Tag::Conjunction
                        )
                    })
        });
        if !coordinated || premise.words.iter().any(|w| w.text == "only") {
            continue;
        }
        out.push(Evidence {
            model: "only",
            x: vec![("covered", pair.coverage), ("well_covered", flag(pair.coverage > 0.7))],
            reason: format!("The first has more than {:?}.", hypothesis.words[focus].text),
        });
    }
    out
}
