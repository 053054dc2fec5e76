//! Words that say how a statement is meant: denied, possible, planned, or somebody else's.

use super::lexicon::{ATTRIBUTION, CLOSED_CLASSES, DENIAL, MODALITY, NEGATION};
use super::stem::{Part, lemma, lower};
use super::token::{Token, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// What a cue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// Reverses its scope.
    Negation(Negation),
    /// Takes its scope out of plain fact.
    Modality(Modality),
    /// Hands its scope to somebody who reports it.
    Attribution,
    /// Hands its scope to somebody, at a distance: `allegedly`.
    Doubt,
    /// Says in a word that a statement is not so: `hoax`, `denies`.
    Denial(Denial),
}

/// How a negation is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Negation {
    /// `not`, `never`, `n't`: the clause.
    Clause,
    /// `no`, `nobody`: the clause, through a noun.
    Noun,
    /// `hardly`, `few`: nearly so.
    Weak,
    /// `without`, `instead of`: the phrase that follows.
    Phrase,
    /// `fails to`, `prevents`: the complement.
    Verb,
}

/// How a statement is taken out of plain fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// `may`, `perhaps`, `suspected`.
    Possible,
    /// `will`, `plans to`, `expected`.
    Planned,
    /// `if`, `would have`.
    Conditional,
    /// `must`, `urged`.
    Required,
}

/// How a statement is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Denial {
    /// It is not real: `hoax`.
    False,
    /// Somebody says it is not so: `denies`.
    Denied,
    /// Somebody shows it is not so: `debunked`.
    Refuted,
    /// Somebody questions it: `dubious`.
    Doubted,
    /// It was going to be, and will not be: `called off`.
    Cancelled,
}

/// A cue, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it does.
    pub kind: CueKind,
    /// The tokens it is made of, as indices.
    pub tokens: Range<usize>,
    /// Where it stands, in bytes of the text.
    pub span: Span,
}

/// Returns the cues among `tokens` of `text`, in order. One word may be several cues:
/// `denied` is a denial and an attribution.
///
/// ```
/// use rashomon::language::{cue, token};
/// use rashomon::text::Span;
/// let text = "He didn't leave.";
/// let tokens = token::tokens(text, Span::new(0, text.len()));
/// let cues = cue::cues(text, &tokens);
/// assert_eq!(cues[0].kind, cue::CueKind::Negation(cue::Negation::Clause));
/// ```
#[must_use]
pub fn cues(text: &str, tokens: &[Token]) -> Vec<Cue> {
    let words: Vec<String> = tokens.iter().map(|token| lower(token.span.of(text))).collect();
    let mut found = Vec::new();
    let mut past = [0; 4]; // per list: the token at which the last phrase ended
    for at in 0..words.len() {
        if tokens[at].kind == TokenKind::Mark {
            continue;
        }
        let rest = &words[at..];
        for (list, past) in past.iter_mut().enumerate() {
            if at < *past {
                continue;
            }
            let Some((kind, length)) = cue_of(list, rest) else { continue };
            // `a few`, `these few`: an amount, no negation
            if kind == CueKind::Negation(Negation::Weak)
                && words[at] == "few"
                && at > 0
                && CLOSED_CLASSES.kind(&words[at - 1]) == Some("determiner")
            {
                continue;
            }
            *past = at + length;
            let span = tokens[at].span.join(tokens[at + length - 1].span);
            found.push(Cue { kind, tokens: at..at + length, span });
        }
    }
    found
}

/// The cue of the `list`-th list with which `words` begin, and its length in words.
fn cue_of(list: usize, words: &[String]) -> Option<(CueKind, usize)> {
    let first = words[0].as_str();
    match list {
        0 => {
            if first.ends_with("n't") {
                return Some((CueKind::Negation(Negation::Clause), 1));
            }
            let phrase = NEGATION.at(words)?;
            let kind = match phrase.kind {
                "clause" => Negation::Clause,
                "noun" => Negation::Noun,
                "weak" => Negation::Weak,
                "phrase" => Negation::Phrase,
                _ => Negation::Verb,
            };
            // `not only` adds; `no doubt` affirms.
            let next = words.get(phrase.words.len()).map(String::as_str);
            let affirms = matches!(
                (first, next),
                ("not", Some("only" | "just" | "merely")) | ("no", Some("doubt" | "wonder"))
            );
            (!affirms).then_some((CueKind::Negation(kind), phrase.words.len()))
        }
        1 => {
            let phrase = MODALITY.at(words)?;
            let kind = match phrase.kind {
                "possible" => Modality::Possible,
                "planned" => Modality::Planned,
                "conditional" => Modality::Conditional,
                _ => Modality::Required,
            };
            Some((CueKind::Modality(kind), phrase.words.len()))
        }
        2 => {
            let phrase = ATTRIBUTION.at(words);
            match phrase {
                Some(phrase) if phrase.kind == "phrase" => {
                    Some((CueKind::Attribution, phrase.words.len()))
                }
                Some(phrase) if phrase.kind == "doubt" => {
                    Some((CueKind::Doubt, phrase.words.len()))
                }
                _ => (ATTRIBUTION.kind(&lemma(first, Part::Verb)) == Some("verb"))
                    .then_some((CueKind::Attribution, 1)),
            }
        }
        _ => {
            let phrase = DENIAL.at(words)?;
            let kind = match phrase.kind {
                "false" => Denial::False,
                "deny" => Denial::Denied,
                "refute" => Denial::Refuted,
                "doubt" => Denial::Doubted,
                _ => Denial::Cancelled,
            };
            Some((CueKind::Denial(kind), phrase.words.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;

    fn kinds(text: &str) -> Vec<CueKind> {
        cues(text, &tokens(text, Span::new(0, text.len()))).into_iter().map(|c| c.kind).collect()
    }

    #[test]
    fn cues_are_found_in_their_lists() {
        use CueKind::*;
        let cases: [(&str, Vec<CueKind>); 8] = [
            ("It didn’t rain.", vec![Negation(super::Negation::Clause)]),
            ("No one came.", vec![Negation(super::Negation::Noun)]),
            ("He may have left.", vec![Modality(super::Modality::Possible)]),
            ("He failed to stop.", vec![Negation(super::Negation::Verb)]),
            ("Not only the roof fell.", vec![]),
            ("The story is a hoax.", vec![Denial(super::Denial::False)]),
            ("The mayor denied it.", vec![Attribution, Denial(super::Denial::Denied)]),
            ("The trip was called off.", vec![Denial(super::Denial::Cancelled)]),
        ];
        for (text, want) in cases {
            assert_eq!(kinds(text), want, "{text}");
        }
    }
}
