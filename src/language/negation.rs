//! What a negation covers.

use super::cue::{Cue, CueKind, Negation, cues};
use super::stem::lower;
use super::token::{Token, TokenKind};
use std::ops::Range;

/// Words that end a clause, when a comma or nothing stands before them.
const BOUNDARIES: &[&str] = &[
    "but", "although", "though", "because", "while", "whereas", "since", "unless", "until", "when",
    "after", "before", "if", "so", "however", "which", "who", "whose", "whom", "where",
];

/// A negation and the tokens it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negated {
    /// The cue.
    pub cue: Cue,
    /// How it negates.
    pub kind: Negation,
    /// The tokens it covers, as indices; the cue itself is not among them.
    pub scope: Range<usize>,
}

/// Returns the negations of a sentence with what they cover: from the cue to the end of the clause.
/// `Noun` negations at the head of a subject cover the whole clause by that rule as well.
#[must_use]
pub fn negations(text: &str, tokens: &[Token]) -> Vec<Negated> {
    let found = cues(text, tokens);
    // From the last to the first, so that a clause of many negations is walked through once.
    let mut walked: Option<Range<usize>> = None;
    let mut out: Vec<Negated> = found
        .into_iter()
        .rev()
        .filter_map(|cue| {
            let CueKind::Negation(kind) = cue.kind else { return None };
            let start = cue.tokens.end;
            let known = walked.clone().filter(|walked| start <= walked.start);
            let end = match known {
                Some(known) => clause_end_before(text, tokens, start, known.start + 1)
                    .unwrap_or(known.end.max(start)),
                None => clause_end(text, tokens, start),
            };
            walked = Some(start..end);
            Some(Negated { cue, kind, scope: start..end })
        })
        .collect();
    out.reverse();
    out
}

/// Returns the index of the token at which the clause that contains token `from` ends.
#[must_use]
pub fn clause_end(text: &str, tokens: &[Token], from: usize) -> usize {
    clause_end_before(text, tokens, from, tokens.len()).unwrap_or(tokens.len())
}

/// The same, looked for before token `until` only.
fn clause_end_before(text: &str, tokens: &[Token], from: usize, until: usize) -> Option<usize> {
    (from..until.min(tokens.len())).find(|at| {
        let word = tokens[*at].span.of(text);
        if tokens[*at].kind == TokenKind::Mark {
            matches!(word, ";" | ":" | "." | "!" | "?" | "—" | "–" | "(" | ")" | "“" | "”" | "\"")
        } else {
            *at > from && BOUNDARIES.contains(&lower(word).as_str())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;
    use crate::text::Span;

    #[test]
    fn scope_ends_with_the_clause() {
        let cases = [
            ("The train did not stop in Metz, but it slowed.", "stop in Metz ,"),
            ("Nobody was hurt because the hall was empty.", "was hurt"),
            ("He left without a word.", "a word"),
            ("No word, no sign, not before noon.", "word , no sign , not"),
            ("It was not, when asked, never said.", ","),
        ];
        for (text, want) in cases {
            let tokens = tokens(text, Span::new(0, text.len()));
            let found = negations(text, &tokens);
            let scope: Vec<_> =
                tokens[found[0].scope.clone()].iter().map(|t| t.span.of(text)).collect();
            assert_eq!(scope.join(" "), want);
            for negated in found {
                let Range { start, end } = negated.scope;
                assert_eq!(end, clause_end(text, &tokens, start), "{text}");
            }
        }
    }
}
