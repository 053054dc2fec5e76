//! Words, sentences, figures, dates, cues.

use super::{Seen, Target, hold};
use jiff::civil::date;
use rashomon::language::date::{Lean, mentions};
use rashomon::language::quantity::quantities;
use rashomon::language::token::{Token, tokens};
use rashomon::language::{cue, negation, sentence, stem};
use rashomon::text::{Span, clean};

pub(crate) const LANGUAGE: Target = Target {
    name: "language",
    says: "reading sentences, figures and dates",
    run: |data, seen| {
        let text = clean::clean(&String::from_utf8_lossy(data)).text;
        let whole = Span::new(0, text.len());
        let sentences = sentence::sentences(&text, whole);
        hold::tile(&text, whole, sentences.iter().copied());
        seen.count("sentences", sentences.len());
        for sentence in sentences {
            let tokens = tokens(&text, sentence);
            seen.chain("tokens", tokens.iter().map(|t| t.kind));
            hold::tile(&text, sentence, tokens.iter().map(|t| t.span));
            figures_and_dates(&text, &tokens, seen);
            for cue in cue::cues(&text, &tokens) {
                seen.kind("cue", (cue.kind, cue.tokens.len()));
                hold::fits(&text, cue.span);
                assert!(cue.tokens.end <= tokens.len());
            }
            for negated in negation::negations(&text, &tokens) {
                seen.kind("negation", (negated.kind, negated.scope.len().min(8)));
                assert!(
                    negated.scope.start <= negated.scope.end && negated.scope.end <= tokens.len()
                );
            }
            for token in &tokens {
                let word = token.span.of(&text);
                let lemma = stem::any_lemma(word);
                let letters = word.contains(char::is_alphanumeric);
                assert!(!lemma.is_empty() || !letters, "{word:?} has no lemma");
                assert!(stem::stem(word).len() <= word.len() * 4);
            }
        }
    },
    words: &[
        "12",
        "1,300",
        "3.5",
        "half a million",
        "two dozen",
        "per cent",
        "%",
        "$",
        "£",
        "km",
        "between 3 and 5",
        "1-0",
        "more than",
        "Tuesday",
        "the day before",
        "last month",
        "3 September 2025",
        "in 1999",
        "31 February",
        "9999",
        "07:30",
        "7pm",
        "24:00",
        "U.S.",
        "Mr.",
        "p.m.",
        "not",
        "denied",
        "no longer",
        "never",
        "no",
        "e.g.",
        "…",
        "?!",
    ],
    units: &[
        "a",
        "a ",
        "1",
        "1 ",
        "1,",
        "one ",
        "hundred ",
        "dozen ",
        "half ",
        "1.",
        "$",
        "%",
        "Tuesday ",
        "May ",
        "2 May ",
        "not ",
        "A. ",
        "“",
        "(",
        "a-",
        "1-",
        "last ",
        "the day before ",
        "and ",
        "Mr. ",
        "00:",
        "日",
    ],
    texts: super::LEXICON,
    usual: 256,
    largest: super::LONG,
};

fn figures_and_dates(text: &str, tokens: &[Token], seen: &mut Seen) {
    let dates = mentions(text, tokens);
    hold::ordered(text, dates.iter().map(|d| d.span));
    seen.chain(
        "dates",
        dates.iter().map(|d| {
            let day = d.day.as_ref().map(std::mem::discriminant);
            (day, d.clock.is_some(), d.bound, d.vague)
        }),
    );
    for mention in &dates {
        if let Some((from, to)) = mention.clock {
            assert!(from <= to && to < 24 * 60, "a clock of {from} to {to} minutes");
        }
        for anchor in
            [None, Some(date(2025, 9, 2)), Some(date(-9999, 1, 1)), Some(date(9999, 12, 31))]
        {
            for lean in [Lean::Past, Lean::Future] {
                let Some(when) = mention.resolve(anchor, lean) else { continue };
                assert!(when.first <= when.last, "{when} runs backwards");
                assert!(when.intersects(&when) && when.gap_days(&when) == 0 && !when.before(&when));
                assert!(!when.to_string().is_empty());
            }
        }
    }
    let taken: Vec<Span> = dates.iter().map(|d| d.span).collect();
    let found = quantities(text, tokens, &taken);
    hold::ordered(text, found.iter().map(|q| q.number));
    let kinds = found.iter().map(|q| (std::mem::discriminant(&q.unit), q.hedge));
    seen.chain("quantities", kinds);
    for quantity in found {
        seen.kind("quantity", (quantity.unit, quantity.second.is_some()));
        hold::fits(text, quantity.span);
        assert!(quantity.span.covers(quantity.number), "the figure lies in the quantity");
        assert!(!quantity.value.is_nan(), "{:?} is no number", quantity.number.of(text));
        assert!(
            quantity.range.lo <= quantity.range.hi,
            "an empty range in {:?}",
            quantity.span.of(text)
        );
        assert!(quantity.agrees(&quantity), "{:?} disagrees with itself", quantity.span.of(text));
        assert!(!quantity.display().is_empty());
    }
}
