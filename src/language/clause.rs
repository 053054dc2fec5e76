//! A sentence cut into clauses: the stretches a reader would call one statement.

use crate::language::token::{Token, TokenKind, tokens};
use crate::text::Span;

/// Words that open a new clause when they follow a comma: coordinators and subordinators
/// (Quirk et al., *A Comprehensive Grammar of the English Language*, 13.5 and 14.12).
const OPENERS: &[&str] = &[
    "after",
    "although",
    "and",
    "as",
    "because",
    "before",
    "but",
    "despite",
    "following",
    "for",
    "if",
    "including",
    "nor",
    "once",
    "or",
    "since",
    "so",
    "than",
    "that",
    "though",
    "unless",
    "until",
    "when",
    "where",
    "whereas",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "with",
    "yet",
];

/// Words that open a new clause without a comma before them, in the middle of a sentence.
const BARE_OPENERS: &[&str] =
    &["although", "because", "but", "though", "unless", "whereas", "which", "while", "who"];

/// A clause of fewer words is no statement of its own and stays with its neighbour.
const MIN_WORDS: usize = 3;

/// Cuts the sentence at `span` of `text` into clauses, in order; together they hold every word of it.
///
/// A cut falls after a semicolon, colon or dash, after a comma that a conjunction or a relative
/// follows, and before a subordinator; never inside parentheses, and never so that fewer than three
/// words are left alone.
#[must_use]
pub fn clauses(text: &str, span: Span) -> Vec<Span> {
    let tokens = tokens(text, span);
    let mut cuts = Vec::new();
    let (mut words, mut depth) = (0_usize, 0_usize);
    for (i, token) in tokens.iter().enumerate() {
        match token.span.of(text) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if i > 0
            && depth == 0
            && words >= MIN_WORDS
            && opens(text, &tokens, i)
            && words_from(&tokens[i..]) >= MIN_WORDS
        {
            cuts.push(token.span.start);
            words = 0;
        }
        words += usize::from(token.kind != TokenKind::Mark);
    }
    let mut start = span.start;
    let mut out = Vec::with_capacity(cuts.len() + 1);
    for cut in cuts.into_iter().chain([span.end]) {
        let clause = Span::new(start, cut).trim(text);
        if !clause.is_empty() {
            out.push(clause);
        }
        start = cut;
    }
    out
}

/// Tells whether a clause opens at token `i`.
fn opens(text: &str, tokens: &[Token], i: usize) -> bool {
    let word = tokens[i].span.of(text).to_lowercase();
    match tokens[i - 1].span.of(text) {
        ";" | ":" | "—" | "–" => tokens[i - 1].span.end < tokens[i].span.start || word != "-",
        "," => OPENERS.contains(&word.as_str()),
        _ => tokens[i].kind == TokenKind::Word && BARE_OPENERS.contains(&word.as_str()),
    }
}

fn words_from(tokens: &[Token]) -> usize {
    tokens.iter().filter(|t| t.kind != TokenKind::Mark).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_fall_where_a_statement_ends() {
        let cases: &[(&str, &[&str])] = &[
            ("The mayor resigned on Monday.", &["The mayor resigned on Monday."]),
            (
                "The mayor resigned on Monday, but the council refused to accept it.",
                &["The mayor resigned on Monday,", "but the council refused to accept it."],
            ),
            (
                "Twelve people died because the bridge gave way.",
                &["Twelve people died", "because the bridge gave way."],
            ),
            ("Red, white and blue flags flew.", &["Red, white and blue flags flew."]),
            (
                "The bridge (built in 1931, and never repaired) fell; nobody was hurt there.",
                &["The bridge (built in 1931, and never repaired) fell;", "nobody was hurt there."],
            ),
        ];
        for (text, want) in cases {
            let got: Vec<_> =
                clauses(text, Span::new(0, text.len())).iter().map(|c| c.of(text)).collect();
            assert_eq!(got, *want, "{text}");
        }
    }
}
