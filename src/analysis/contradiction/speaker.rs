//! The same words in two mouths.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::term::{Key, Role};
use crate::language::lexicon;
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};
use std::ops::Range;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Attribution,
    rule: "attribution/quote",
    says: "The sources put the same words into different mouths.",
    example: [
        "\u{201c}We shall not sell the harbour to anybody,\u{201d} said Ana Vitt.",
        "\u{201c}We shall not sell the harbour to anybody,\u{201d} Jon Karr told reporters.",
    ],
    near_miss: [
        "\u{201c}We shall not sell the harbour to anybody,\u{201d} said Ana Vitt.",
        "\u{201c}We shall not sell the harbour to anybody,\u{201d} Vitt told reporters.",
    ],
    prior: 0.86,
    within: false,
    note,
    clash,
};

/// Words in a row that make two quotations the same.
const RUN: usize = 5;

/// Quotations of one claim that are looked at: nobody speaks so often in a sentence.
const QUOTATIONS: usize = 16;

/// The passages between quotation marks, as ranges of terms.
fn quoted(claim: &Claim) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, term) in claim.terms.iter().enumerate() {
        match (term.text.as_str(), open) {
            ("\"" | "\u{201c}", None) => open = Some(i + 1),
            ("\"" | "\u{201d}", Some(start)) => {
                out.push(start..i);
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Who says it: the name before or after the verb of saying, outside the quotation.
fn speaker(cx: &Context<'_>, claim: &Claim, quote: &Range<usize>) -> Option<EntityId> {
    let says = |i: usize| {
        let term = &claim.terms[i];
        !matches!(term.role, Role::Name | Role::Mark)
            && lexicon::ATTRIBUTION.kind(&lemma(&term.text, Part::Verb)) == Some("verb")
    };
    // Tabloids have people beam and thunder: else the word after the quotation.
    let verb = (0..claim.terms.len())
        .filter(|i| !quote.contains(i))
        .find(|i| says(*i))
        .unwrap_or(quote.end + 1);
    let outside =
        claim.names.iter().filter(|n| !quote.contains(&n.at.start) && cx.names.is_person(n.entity));
    outside.min_by_key(|n| n.at.start.abs_diff(verb)).map(|n| n.entity)
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for quote in quoted(claim).into_iter().take(QUOTATIONS) {
        let words: Vec<Key> = claim.terms[quote.clone()]
            .iter()
            .filter(|t| t.role != Role::Mark)
            .map(|t| t.key)
            .collect();
        if words.len() < RUN {
            continue;
        }
        let Some(who) = speaker(cx, claim, &quote) else { continue };
        // One key for each run of five words, so that a shortened quotation meets the whole one.
        for run in words.windows(RUN).take(40) {
            out.push(Fact::new(index, key(("quote", run)), quote.clone(), Value::Who(who)));
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Who(x), Value::Who(y)) = (&a.value, &b.value) else { return None };
    let (m, n) = (cx.names.name(*x), cx.names.name(*y));
    if cx.names.may_be_one(*x, *y) {
        return Some(
            Conflict::new(format!("Both accounts quote {m} with these words."))
                .verdict(super::Verdict::Corroboration)
                .step(format!("Same speaker: {m}."))
                .values(m, n),
        );
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    Some(
        Conflict::new(format!("One account has {m} say it, the other {n}."))
            .step(format!(
                "Same words: \u{201c}{}\u{201d} and \u{201c}{}\u{201d}.",
                cx.text(p, p.span_of(a.at.clone())),
                cx.text(q, q.span_of(b.at.clone()))
            ))
            .step(format!("Speakers: {m} against {n}."))
            .values(m, n),
    )
}
