//! A word that says a statement is not so: hoax, denies, called off.

use super::Pair;
use super::evidence::{Evidence, flag};
use super::reading::Reading;
use crate::language::cue::{Cue, Denial};
use crate::language::lexicon::STATEMENTS;
use crate::language::tag::Tag;
use std::ops::Range;

/// Finds a denial in the premise of what the hypothesis says plainly.
///
/// `Reports of a flood in Metz are a hoax` against `Metz was flooded`. A near miss: `He was caught with a
/// fake passport`, where only the passport is false.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    if pair.hypothesis.denials().next().is_some() || pair.hypothesis.is_negative() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (cue, kind) in pair.premise.denials() {
        if pair.premise.negated[cue.tokens.start] {
            continue;
        }
        let Some(target) = target(&pair.premise, cue, kind) else { continue };
        let (covered, _) = pair.covered_in(target.clone());
        if covered < 0.2 {
            continue;
        }
        let words: Vec<_> =
            pair.premise.words[cue.tokens.clone()].iter().map(|w| w.text.as_str()).collect();
        let statement = pair.premise.words[target].iter().any(|w| is_statement(&w.lemma));
        out.push(Evidence {
            model: "denial",
            x: vec![
                ("false", flag(matches!(kind, Denial::False | Denial::Refuted))),
                ("doubted", flag(kind == Denial::Doubted)),
                ("long", flag(pair.premise.words.len() > 24)),
                ("statement", flag(statement)),
                ("prose", flag(pair.premise.is_prose())),
            ],
            reason: format!("The first calls it {:?}; the second states it.", words.join(" ")),
        });
    }
    out
}

fn is_statement(lemma: &str) -> bool {
    STATEMENTS.contains(lemma)
}

/// The words of the premise that the denial is about; nothing when it denies a thing and no statement.
fn target(premise: &Reading, cue: &Cue, kind: Denial) -> Option<Range<usize>> {
    let words = &premise.words;
    let (start, end) = (cue.tokens.start, cue.tokens.end);
    let sentence = premise.sentence(start);
    if kind == Denial::Denied {
        if cue.tokens.len() == 1
            && words[start].tag != Tag::Verb
            && !words[start].text.starts_with("deni")
        {
            return None;
        }
        let passive = words.get(end).is_some_and(|w| w.text == "by")
            || start > 0 && words[start - 1].lemma == "be";
        let nothing =
            end >= sentence.end || words[end..sentence.end].iter().all(|w| !w.is_content());
        return Some(if passive || nothing { sentence } else { end..sentence.end });
    }
    if cue.tokens.len() == 1 && matches!(kind, Denial::False | Denial::Refuted | Denial::Doubted) {
        // `fake passports`: what stands behind the word in its phrase
        let phrase = (end..sentence.end)
            .find(|&at| {
                !matches!(words[at].tag, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Number)
            })
            .unwrap_or(sentence.end);
        if phrase > end && words[start].tag != Tag::Verb {
            let statement = words[start + 1..phrase].iter().any(|w| is_statement(&w.lemma));
            return statement.then_some(sentence);
        }
    }
    Some(sentence)
}
