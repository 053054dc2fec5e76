//! The rules: what each finds, an example, a near miss, and the functions that find it.
//!
//! A rule is one file with two functions: `note` writes down facts of a claim under typed keys, and
//! `clash` says whether two facts of one key cannot both be true. Rules know no screen, no file and no
//! particular article. To add one, copy `age.rs`, the shortest, and give it a row in [`DETECTORS`].

mod actor;
mod again;
mod age;
mod alternative;
mod always;
mod attendance;
mod cause;
mod clock;
mod datetime;
mod doer;
mod earlier;
mod extreme;
mod holder;
mod instance;
mod intent;
mod journey;
mod modality;
mod negation;
mod none;
mod offer;
mod opposite;
mod ordering;
mod origin;
mod parts;
mod pending;
mod phase;
mod place;
mod position;
mod post;
mod product;
mod quantity;
mod role;
mod same;
mod sequence;
mod share;
mod speaker;
mod speed;
mod spread;
mod stance;
mod standing;
mod superlative;
mod trend;
mod unanimous;
mod universal;
mod venue;

pub(super) use none::Denials;
pub(super) use quantity::{as_of, noun_class_of, scope};

use super::context::Context;
use super::fact::Fact;
use super::finding::{Kind, Verdict};
use std::ops::Range;

/// A rule.
#[derive(Debug)]
pub struct Detector {
    /// What kind of contradiction it finds.
    pub kind: Kind,
    /// Its name, as findings carry it.
    pub rule: &'static str,
    /// What it finds, in one sentence.
    pub says: &'static str,
    /// Two passages that it must find.
    pub example: [&'static str; 2],
    /// Two passages, much alike, that it must leave alone.
    pub near_miss: [&'static str; 2],
    /// The start of its confidence, to which the rule adds or from which it takes by what two facts share. Set by
    /// hand: near the share that was right where the tuning clusters have enough of its findings, and drawn towards
    /// two in three where they have few or none. `examples/evaluate` tells by rule and by band how right it was.
    pub prior: f64,
    /// Whether it also compares sentences of one article.
    pub within: bool,
    /// Notes facts of the claim with the given index.
    pub note: fn(&Context<'_>, usize, &mut Vec<Fact>),
    /// Compares two facts of one key; the engine tries both orders.
    pub clash: fn(&Context<'_>, &Fact, &Fact) -> Option<Conflict>,
}

/// What a rule reports of two facts.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// How the sides stand to each other.
    pub verdict: Verdict,
    /// What to add to the log-odds of the rule's prior.
    pub bonus: f64,
    /// One plain sentence.
    pub reason: String,
    /// The steps that led here.
    pub steps: Vec<String>,
    /// The normalised values of both sides.
    pub values: [String; 2],
    /// The words that clash, as indices of each side's terms; the fact's own when empty.
    pub focus: [Vec<Range<usize>>; 2],
}

impl Conflict {
    /// Returns a contradiction with its reason.
    #[must_use]
    pub fn new(reason: String) -> Self {
        Self {
            verdict: Verdict::Contradiction,
            bonus: 0.0,
            reason,
            steps: Vec::new(),
            values: [String::new(), String::new()],
            focus: [Vec::new(), Vec::new()],
        }
    }

    /// Returns it with a further step.
    #[must_use]
    pub fn step(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }

    /// Returns it with both values.
    #[must_use]
    pub fn values(mut self, a: impl Into<String>, b: impl Into<String>) -> Self {
        self.values = [a.into(), b.into()];
        self
    }

    /// Returns it with more or less confidence, in log-odds.
    #[must_use]
    pub fn bonus(mut self, by: f64) -> Self {
        self.bonus += by;
        self
    }

    /// Returns it with another verdict.
    #[must_use]
    pub fn verdict(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        self
    }

    /// Returns it with its sides exchanged.
    #[must_use]
    pub fn swapped(mut self) -> Self {
        self.values.swap(0, 1);
        self.focus.swap(0, 1);
        self
    }
}

/// Every rule, in the order of the kinds.
pub const DETECTORS: &[Detector] = &[
    quantity::COUNT,
    quantity::MEASURE,
    same::DETECTOR,
    standing::TABLE,
    spread::PERIOD,
    extreme::DETECTOR,
    age::DETECTOR,
    datetime::DETECTOR,
    clock::DETECTOR,
    phase::DETECTOR,
    journey::DETECTOR,
    place::DIRECTION,
    position::DETECTOR,
    venue::DETECTOR,
    role::OFFICE,
    post::DETECTOR,
    holder::DETECTOR,
    actor::DETECTOR,
    doer::DETECTOR,
    negation::DETECTOR,
    none::DETECTOR,
    stance::DETECTOR,
    opposite::DETECTOR,
    trend::DETECTOR,
    ordering::DETECTOR,
    sequence::DETECTOR,
    superlative::SINCE,
    superlative::ONLY,
    earlier::DETECTOR,
    again::DETECTOR,
    instance::DETECTOR,
    standing::EVER,
    universal::EXCEPTION,
    universal::BOUND,
    attendance::DETECTOR,
    unanimous::DETECTOR,
    always::MEANS,
    always::FIRST,
    modality::CONFIRMED,
    pending::DETECTOR,
    intent::DETECTOR,
    modality::PLANNED,
    speaker::DETECTOR,
    cause::DETECTOR,
    offer::DETECTOR,
    speed::DETECTOR,
    origin::DETECTOR,
    product::DETECTOR,
    share::DETECTOR,
    spread::INSTALMENTS,
    parts::DETECTOR,
    alternative::LEXICAL,
    alternative::ANTONYM,
    alternative::NEGATION,
    alternative::MODALITY,
    alternative::PLACE,
    alternative::CAUSE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::progress::unwatched;
    use crate::analysis::{Analysis, analyze};
    use crate::article::{Article, Block, BlockKind, Library, Source};
    use crate::text::Span;

    /// Two articles of one paragraph each.
    fn library(passages: [&str; 2]) -> Library {
        passages
            .iter()
            .zip(["a", "b"])
            .map(|(text, id)| Article {
                id: id.to_owned(),
                text: (*text).to_owned(),
                blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
                source: Source { published: "2025-06-12".parse().ok(), ..Source::default() },
                ..Article::default()
            })
            .collect()
    }

    /// What is found in two articles of one paragraph each.
    pub(super) fn compare(passages: [&str; 2]) -> Analysis {
        analyze(&library(passages))
    }

    /// The rules that find something, also where the analysis shows what a surer one found in the same place.
    fn firing(passages: [&str; 2]) -> Vec<&'static str> {
        let library = library(passages);
        let found = crate::analysis::compare::compare(&Context::new(&library), &unwatched);
        found.into_iter().flatten().map(|f| f.rule).collect()
    }

    pub(super) fn rules(analysis: &Analysis) -> Vec<&'static str> {
        analysis.contradictions.iter().chain(&analysis.updates).map(|f| f.rule).collect()
    }

    #[test]
    fn every_rule_finds_its_example_and_leaves_its_near_miss_alone() {
        let mut faults = Vec::new();
        for detector in DETECTORS {
            for passages in [detector.example, [detector.example[1], detector.example[0]]] {
                let found = firing(passages);
                if !found.contains(&detector.rule) {
                    faults.push(format!("{}: missed its example, found {found:?}", detector.rule));
                }
            }
            let near = compare(detector.near_miss);
            if let Some(finding) = near.contradictions.first() {
                faults.push(format!(
                    "{}: near miss found by {}: {}",
                    detector.rule, finding.rule, finding.reason
                ));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn what_the_accounts_only_report_is_disputed() {
        let cases = [
            (
                "The smoke vents of the Orvel mill kicked in at once, Ana Vitt said.",
                "The vents remained stuck throughout the Orvel fire, Jon Karr told reporters.",
                Verdict::Disputed,
            ),
            (
                "Ana Vitt denied that the smoke vents of the Orvel mill had failed.",
                "The vents of the Orvel mill failed in the fire.",
                Verdict::Disputed,
            ),
            (
                "The smoke vents of the Orvel mill kicked in at once, Ana Vitt said.",
                "The vents remained stuck throughout the Orvel fire, Ana Vitt told reporters.",
                Verdict::Contradiction,
            ),
            (
                "The smoke vents of the Orvel mill kicked in at once.",
                "The vents remained stuck throughout the Orvel fire, Jon Karr told reporters.",
                Verdict::Contradiction,
            ),
        ];
        for (one, other, want) in cases {
            for passages in [[one, other], [other, one]] {
                let found = compare(passages).contradictions;
                let verdicts: Vec<_> = found.iter().map(|f| f.verdict).collect();
                assert_eq!(verdicts, [want], "{passages:?}");
                let told = found[0].steps.iter().any(|s| s.contains("report"));
                assert_eq!(told, want == Verdict::Disputed, "{:?}", found[0].steps);
            }
        }
    }

    #[test]
    fn the_table_is_whole() {
        for (i, detector) in DETECTORS.iter().enumerate() {
            assert!(detector.rule.starts_with(detector.kind.name()), "{}", detector.rule);
            assert!(detector.says.ends_with('.'), "{}", detector.rule);
            assert!((0.5..0.95).contains(&detector.prior), "{}", detector.rule);
            assert!(
                DETECTORS[..i].iter().all(|d| d.rule != detector.rule),
                "{} twice",
                detector.rule
            );
        }
        for (kind, name) in Kind::ALL {
            assert!(DETECTORS.iter().any(|d| d.kind == kind), "no rule for {name}");
        }
    }
}
