//! One pair of sentences: does the second contradict, follow from, or leave open what the first says?
//!
//! The two are given to be about one thing, so words are aligned where the detectors of a whole
//! comparison have to find out first whether two claims meet. Each rule is a page of its own; the
//! strongest opinion wins.

mod align;
mod comparative;
mod denial;
mod negation;
mod opposite;
mod reading;
mod roll;

use align::Alignment;
use reading::Reading;

/// What a hypothesis is to its premise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Both cannot be true.
    Contradiction,
    /// It follows.
    Entailment,
    /// Neither.
    Neutral,
}

impl Label {
    /// Returns the word for the label.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Entailment => "entailment",
            Self::Neutral => "neutral",
        }
    }
}

/// A label for a pair, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The label.
    pub label: Label,
    /// How sure, 0 to 1.
    pub score: f64,
    /// One plain sentence.
    pub reason: String,
}

impl Opinion {
    fn contradiction(score: f64, reason: String) -> Self {
        Self { label: Label::Contradiction, score, reason }
    }
}

/// Both sides of a pair, read and aligned: what every rule looks at.
struct Pair {
    premise: Reading,
    hypothesis: Reading,
    alignment: Alignment,
    /// The share of the hypothesis that the premise covers.
    coverage: f64,
}

type Rule = fn(&Pair) -> Option<Opinion>;

/// Rules that know the answer, whichever it is, when they have one.
const CALCULI: &[(&str, Rule)] = &[("comparative", comparative::rule), ("roll", roll::rule)];

/// Rules that find a contradiction, each with its name; the strongest opinion wins.
const RULES: &[(&str, Rule)] =
    &[("negation", negation::rule), ("denial", denial::rule), ("opposite", opposite::rule)];

/// Judges whether `hypothesis` contradicts or follows from `premise`.
#[must_use]
pub fn judge(premise: &str, hypothesis: &str) -> Opinion {
    let pair = Pair::new(premise, hypothesis);
    if let Some(known) = CALCULI.iter().find_map(|(_, rule)| rule(&pair)) {
        return known;
    }
    let mut best: Option<Opinion> = None;
    for (_, rule) in RULES {
        if let Some(opinion) = rule(&pair)
            && best.as_ref().is_none_or(|best| opinion.score > best.score)
        {
            best = Some(opinion);
        }
    }
    if let Some(found) = best.filter(|opinion| opinion.score >= 0.5) {
        return found;
    }
    pair.otherwise()
}

impl Pair {
    fn new(premise: &str, hypothesis: &str) -> Self {
        let (premise, hypothesis) = (Reading::new(premise), Reading::new(hypothesis));
        let alignment = Alignment::new(&premise, &hypothesis);
        let (coverage, _) = alignment.coverage(&hypothesis, hypothesis.content());
        Self { premise, hypothesis, alignment, coverage }
    }

    /// Entailment where the premise covers all that the hypothesis says, else neutral.
    fn otherwise(&self) -> Opinion {
        let polar = self.premise.is_negative() == self.hypothesis.is_negative();
        if self.coverage >= 0.8 && polar {
            Opinion {
                label: Label::Entailment,
                score: self.coverage * 0.8,
                reason: "The first says all that the second says.".to_owned(),
            }
        } else {
            Opinion {
                label: Label::Neutral,
                score: 0.6,
                reason: "The first neither says nor excludes what the second says.".to_owned(),
            }
        }
    }
}

#[doc(hidden)]
pub fn explain(premise: &str, hypothesis: &str) -> String {
    let pair = Pair::new(premise, hypothesis);
    let mut out = String::new();
    for (name, reading) in [("P", &pair.premise), ("H", &pair.hypothesis)] {
        for n in &reading.negations {
            out += &format!(
                "{name} neg {:?} head {:?} scope {:?}\n",
                n.kind,
                n.head.map(|h| &reading.words[h].text),
                reading.words[n.scope.clone()].iter().map(|w| w.text.as_str()).collect::<Vec<_>>()
            );
        }
        out +=
            &format!("{name} predicate {:?}\n", reading.predicate.map(|h| &reading.words[h].text));
    }
    for (at, link) in pair.alignment.links.iter().enumerate() {
        if reading::weight(&pair.hypothesis.words[at]) > 0.0 {
            out += &format!(
                "{} -> {:?}\n",
                pair.hypothesis.words[at].text,
                link.map(|(to, m)| (&pair.premise.words[to].text, m))
            );
        }
    }
    out + &format!("coverage {:.2}", pair.coverage)
}

#[doc(hidden)]
pub fn features(premise: &str, hypothesis: &str) -> Vec<(char, Vec<f64>)> {
    let pair = Pair::new(premise, hypothesis);
    if CALCULI.iter().any(|(_, rule)| rule(&pair).is_some()) { return vec![]; }
    negation::candidates(&pair).into_iter().map(|(e, _)| match e {
        negation::Evidence::Denied(x) => ('A', x.to_vec()),
        negation::Evidence::Denying(x) => ('B', x.to_vec()),
    }).collect()
}
