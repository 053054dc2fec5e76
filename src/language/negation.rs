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
    let found = cues(text, tokens).into_iter().filter_map(|cue| match cue.kind {
        CueKind::Negation(kind) => Some((cue, kind)),
        _ => None,
    });
    let found: Vec<_> = found.collect();
    let starts: Vec<usize> = found.iter().map(|(cue, _)| cue.tokens.end).collect();
    let ends = clause_ends(text, tokens, &starts);
    let scopes = starts.into_iter().zip(ends).map(|(start, end)| start..end);
    found.into_iter().zip(scopes).map(|((cue, kind), scope)| Negated { cue, kind, scope }).collect()
}

/// Returns for each of the tokens `from`, mostly in order, the index of the token at which its clause ends.
///
/// From the last to the first, so that a clause with many of them is walked through once.
#[must_use]
pub fn clause_ends(text: &str, tokens: &[Token], from: &[usize]) -> Vec<usize> {
    let mut ends = vec![0; from.len()];
    let mut walked: Option<Range<usize>> = None;
    for (end, &start) in ends.iter_mut().zip(from).rev() {
        let known = walked.filter(|walked| start <= walked.start);
        *end = match known {
            Some(known) => clause_end_before(text, tokens, start, known.start + 1)
                .unwrap_or(known.end.max(start)),
            None => clause_end_before(text, tokens, start, tokens.len()).unwrap_or(tokens.len()),
        };
        walked = Some(start..*end);
    }
    ends
}

/// Returns the index of the token, before token `until`, at which the clause that contains token `from` ends.
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
                assert_eq!([end], *clause_ends(text, &tokens, &[start]), "{text}");
            }
        }
    }
}
