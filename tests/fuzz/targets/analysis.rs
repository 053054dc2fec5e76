//! Judging pairs, comparing accounts, proposing topics.

use super::{Target, hold};
use rashomon::analysis::judge::{Label, judge};
use rashomon::analysis::{Analysis, Finding, analyze};
use rashomon::article::Library;
use rashomon::article::read::{Origin, read};
use rashomon::text::clean;
use rashomon::topic::{Jump, TopicIndex};
use std::sync::Arc;

pub(crate) const JUDGE: Target = Target {
    name: "judge",
    says: "judging a pair of sentences",
    run: |data, seen| {
        let text = String::from_utf8_lossy(data);
        let (premise, hypothesis) = text.split_once('|').unwrap_or((&text, &text));
        let mut ask = |a: &str, b: &str| {
            let opinion = judge(a, b);
            assert!((0.0..=1.0).contains(&opinion.score), "a score of {}", opinion.score);
            assert!(!opinion.reason.trim().is_empty(), "a label without a reason");
            seen.kind("score", (opinion.label as u8, (opinion.score * 20.0) as u8));
            seen.message("reason", &opinion.reason);
            opinion
        };
        let there = ask(premise, hypothesis);
        let back = ask(hypothesis, premise);
        // One in four is asked again, one way round: what is asked twice is most of the work.
        match data.len() % 8 {
            0 => assert_eq!(judge(premise, hypothesis), there, "asked twice, answered alike"),
            1 => assert_eq!(judge(hypothesis, premise), back, "asked twice, answered alike"),
            _ => {}
        }
        let same = judge(premise, premise);
        assert_ne!(
            same.label,
            Label::Contradiction,
            "{premise:?} contradicts itself: {}",
            same.reason
        );
        // The program gives the judge clean text; what it then says can be shown.
        let clean = [clean::line(premise), clean::line(hypothesis)];
        if clean[0] == premise && clean[1] == hypothesis {
            hold::one_line(&there.reason);
        } else {
            hold::one_line(&judge(&clean[0], &clean[1]).reason);
        }
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
    texts: super::LEXICON,
    usual: 160,
    largest: super::SHORT,
};

/// Cuts a text at lines of percent signs into accounts, as if each were a file.
pub(super) fn accounts(data: &[u8]) -> Library {
    let text = String::from_utf8_lossy(data);
    let parts = text.split("\n%%%\n").take(4).enumerate();
    let articles = parts.filter_map(|(n, part)| {
        let origin = Origin { path: Some(format!("account-{n}.txt").into()), ..Origin::default() };
        read(part.as_bytes(), &origin).ok()
    });
    articles.flatten().map(|a| Arc::unwrap_or_clone(Arc::new(a))).collect()
}

fn finding(finding: &Finding, library: &Library) {
    assert!((0.0..=1.0).contains(&finding.confidence), "a confidence of {}", finding.confidence);
    assert!(!finding.steps.is_empty(), "a finding without a step");
    hold::one_line(&finding.reason);
    assert!(!finding.reason.trim().is_empty(), "a finding without a reason");
    finding.steps.iter().for_each(|step| hold::printable(step));
    for side in [&finding.a, &finding.b].into_iter().chain(&finding.witnesses) {
        let text = &library.articles()[side.article].text;
        hold::fits(text, side.span);
        for focus in &side.focus {
            hold::fits(text, *focus);
            assert!(side.span.covers(*focus), "the words that clash lie in the quote");
        }
    }
}

/// The names of what was found, which no order of the accounts may change.
fn names(analysis: &Analysis) -> Vec<String> {
    let lists = [&analysis.contradictions, &analysis.updates, &analysis.corroborations];
    let mut names: Vec<String> = lists.into_iter().flatten().map(|f| f.id.clone()).collect();
    names.sort();
    names
}

const NEWS: &[&str] = &[
    "\n%%%\n",
    "\n\n",
    "12 people died",
    "14 people died",
    "on Tuesday",
    "on 3 September 2025",
    "at 07:30",
    "The ferry left the quay",
    "The ferry did not leave the quay",
    "Ann Example, the mayor,",
    "said",
    "denied",
    "was the first",
    "no survivors",
    "may have",
    "before the storm",
    "after the storm",
    "because of the fog",
    "in Oslo",
    "in Bergen",
    "Mayor Ann Example",
    "President Bo Example",
    "\"We won,\" she said",
    "5 km",
    "8 miles",
    "half of the crew",
    "all of the crew",
    "is alive",
    "is dead",
    " and ",
    " but ",
    ". ",
    ", ",
    "published: 2025-09-02\n",
    "---\n",
    "2 million",
    "per cent",
    "$4.2 million",
    "rose",
    "fell",
];

pub(crate) const COMPARE: Target = Target {
    name: "compare",
    says: "comparing accounts",
    run: |data, seen| {
        let library = accounts(data);
        let analysis = analyze(&library);
        let lists = [&analysis.contradictions, &analysis.updates, &analysis.corroborations];
        for found in lists.into_iter().flatten() {
            finding(found, &library);
            seen.kind("finding", (found.kind, found.rule, found.verdict, found.band()));
            seen.message(found.rule, &found.reason);
            found.steps.iter().for_each(|step| seen.message("step", step));
        }
        seen.count("only in", analysis.only_in.len());
        seen.count("origins", analysis.origins.len());
        for side in analysis.only_in.iter().chain(analysis.origins.iter().flat_map(|o| &o.passages))
        {
            hold::fits(&library.articles()[side.article].text, side.span);
        }
        // One in four the other way round: what is compared twice takes twice as long.
        if data.len() % 4 == 0 {
            let backwards =
                library.articles().iter().rev().map(|a| Arc::unwrap_or_clone(Arc::clone(a)));
            let backwards: Library = backwards.collect();
            assert_eq!(
                names(&analyze(&backwards)),
                names(&analysis),
                "the order of the accounts changes nothing"
            );
        }
    },
    words: NEWS,
    units: &[
        "The ferry left. ",
        "12 people died. ",
        "a ",
        "Ann Example said so. ",
        "on Tuesday ",
        "\n%%%\n",
        "not ",
        "\"",
        "(",
        "Bo ",
        "12 ",
        "A. ",
    ],
    texts: super::NEWS,
    usual: 160,
    largest: super::SHORT,
};

pub(crate) const TOPICS: Target = Target {
    name: "topics",
    says: "proposing topics and jumping to them",
    run: |data, seen| {
        let library = accounts(data);
        let index = TopicIndex::of(&library);
        for topic in &index.topics {
            hold::one_line(&topic.name);
            assert!(topic.total() > 0, "a topic that nobody mentions");
            seen.kind("topic", (topic.kind, topic.total().min(8), topic.spread()));
            seen.count("variants", topic.variants.len());
            seen.count("words", topic.name.split(' ').count());
            assert_eq!(topic.mentions.len(), library.len());
            for (article, mentions) in library.articles().iter().zip(&topic.mentions) {
                mentions.iter().for_each(|span| hold::fits(&article.text, *span));
            }
            for (article, best) in library.articles().iter().zip(&topic.best) {
                best.iter().for_each(|span| hold::fits(&article.text, *span));
            }
        }
        let jump = Jump::new(&index);
        let query: String = String::from_utf8_lossy(data).chars().take(12).collect();
        seen.chain("topics", index.topics.iter().map(|t| (t.kind, t.name.is_ascii())).take(16));
        let ranked = jump.rank(&query);
        seen.count("ranked", ranked.len());
        for ranked in ranked {
            seen.count("letters", ranked.letters.len());
            let name = &index.topics[ranked.topic].name;
            assert!(ranked.letters.iter().all(|at| name.is_char_boundary(*at) && *at < name.len()));
        }
        assert_eq!(jump.rank("").len(), index.topics.len(), "nothing typed, nothing left out");
    },
    words: NEWS,
    units: &["Ann Example ", "The Ferry ", "A", "Bo. ", "ferry ", "Kim\u{2011}", "日", "U.S. "],
    texts: super::NEWS,
    usual: 160,
    largest: super::SHORT,
};
