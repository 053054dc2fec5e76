//! Describing a place and finding it again.

use super::{Seen, Target, hold};
use rashomon::annotation::anchor::{Anchorer, Anchoring};
use rashomon::annotation::{Selector, describe};
use rashomon::article::Article;
use rashomon::text::{Span, clean};

pub(crate) const ANCHOR: Target = Target {
    name: "anchor",
    says: "anchoring a quote in a text and in a changed one",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(2));
        let text = clean::clean(&String::from_utf8_lossy(data)).text;
        // What stands before the first line of percent signs is the old text, what follows the new one.
        let (old, new) = text.split_once("\n%%%\n").unwrap_or((&text, &text));
        let at = |i: usize| usize::from(head.get(i).copied().unwrap_or(0)) * old.len() / 255;
        let span = describe::settle(old, Span::new(at(0).min(at(1)), at(0).max(at(1))));
        hold::fits(old, span);
        let sha256 = "a".repeat(64);
        let mut article = Article { text: old.to_owned(), ..Article::default() };
        article.source.sha256.clone_from(&sha256);
        let mut target = describe::describe(&article, span);
        if !span.is_empty() {
            let same = Anchorer::of_text(old, &sha256).anchor(&target).anchoring;
            assert_eq!(same, Anchoring::Anchored(span), "described and found again");
        }
        in_another_text(&target, new, "b", seen);
        target.sha256.clear();
        in_another_text(&target, new, "", seen);
        target.selectors.retain(|s| matches!(s, Selector::TextQuote { .. }));
        in_another_text(&target, new, "b", seen);
        target.selectors = vec![Selector::TextPosition { start: at(0), end: at(1) }];
        in_another_text(&target, new, "b", seen);
    },
    words: &[
        "\n%%%\n",
        "12",
        "14",
        "not ",
        "no ",
        "may ",
        "Ann Example",
        "Ben Example",
        "The ferry left.",
        "five ",
        "1,300",
        "1300",
        "\u{2011}",
        "’",
        "\u{301}",
        "日本",
        ". ",
    ],
    units: &["a", "a ", "The ferry left. ", "12 ", "aab", "not ", "日", "a\n\n"],
    texts: super::ARTICLES,
    usual: 256,
    largest: super::LONG,
};

fn in_another_text(
    target: &rashomon::annotation::Target,
    text: &str,
    sha256: &str,
    seen: &mut Seen,
) {
    let outcome = Anchorer::of_text(text, sha256).anchor(target);
    assert!((0.0..=1.0).contains(&outcome.score), "a score of {}", outcome.score);
    seen.kind("state", std::mem::discriminant(&outcome.anchoring));
    seen.kind("score", (std::mem::discriminant(&outcome.anchoring), (outcome.score * 20.0) as u8));
    match &outcome.anchoring {
        Anchoring::Anchored(span) => {
            hold::fits(text, *span);
            if let Some(exact) = target.exact() {
                let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
                let (was, is) = (digits(exact), digits(span.of(text)));
                assert!(
                    was == is || was.is_empty() || is.is_empty(),
                    "{exact:?} became {:?} in silence",
                    span.of(text)
                );
            }
        }
        Anchoring::Changed { span, differences, .. } => {
            hold::fits(text, *span);
            assert!(!differences.is_empty(), "changed, and nothing differs");
            seen.chain("differences", differences.iter().map(|d| d.kind));
        }
        Anchoring::Moved(span) => hold::fits(text, *span),
        Anchoring::Ambiguous(spans) => {
            assert!(!spans.is_empty(), "several places, and none of them");
            seen.count("places", spans.len());
            spans.iter().for_each(|span| hold::fits(text, *span));
        }
        Anchoring::Lost => assert!(outcome.anchoring.span().is_none()),
    }
}
