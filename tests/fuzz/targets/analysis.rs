//! Judging pairs and comparing accounts.

use super::{Target, hold};
use rashomon::analysis::judge::{Label, judge};
use rashomon::text::clean;

pub(crate) const JUDGE: Target = Target {
    name: "judge",
    says: "judging a pair of sentences",
    run: |data| {
        let text = String::from_utf8_lossy(data);
        let (premise, hypothesis) = text.split_once('|').unwrap_or((&text, &text));
        for (a, b) in [(premise, hypothesis), (hypothesis, premise)] {
            let opinion = judge(a, b);
            assert!((0.0..=1.0).contains(&opinion.score), "a score of {}", opinion.score);
            assert!(!opinion.reason.trim().is_empty(), "a label without a reason");
            assert_eq!(opinion, judge(a, b), "asked twice, answered alike");
        }
        let same = judge(premise, premise);
        assert_ne!(
            same.label,
            Label::Contradiction,
            "{premise:?} contradicts itself: {}",
            same.reason
        );
        // The program gives the judge clean text; what it then says can be shown.
        let clean = clean::line(premise);
        hold::one_line(&judge(&clean, &clean::line(hypothesis)).reason);
    },
    words: &[
        "|",
        " not ",
        "No ",
        " never ",
        " denied ",
        " false ",
        " nobody ",
        " open ",
        " closed ",
        " rose ",
        " fell ",
        " alive ",
        " dead ",
        " men ",
        " women ",
        " sleeping ",
        " awake ",
        " is ",
        " are ",
        "The ferry ",
        " left ",
        " the quay",
        "A man ",
        " without ",
        "n't ",
        " refuses ",
        ".",
        "?",
        "\"",
    ],
    units: &["a ", "not ", "the ", "ferry ", "a|b ", "(", "\"", "and ", "no|", "日"],
};
