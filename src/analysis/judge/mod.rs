//! One pair of sentences: does the second contradict, follow from, or leave open what the first says?
//!
//! The two are given to be about one thing, so words are aligned where the detectors of a whole
//! comparison have to find out first whether two claims meet. Each rule is a page of its own; the
//! strongest opinion wins.

mod align;
mod category;
mod comparative;
mod deed;
mod denial;
mod evidence;
mod figure;
mod nation;
mod negation;
mod only;
mod opposite;
mod reading;
mod respective;
mod role;
mod roll;
mod slot;

use crate::language::tag::{Tag, Word};
use align::{Alignment, Match};
use evidence::Evidence;
use figure::Figures;
use reading::{Reading, weight};
use std::ops::Range;

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
    premise_figures: Figures,
    hypothesis_figures: Figures,
    alignment: Alignment,
    /// The share of the hypothesis that the premise covers.
    coverage: f64,
}

/// Rules that know the answer, whichever it is, when they have one.
const CALCULI: &[fn(&Pair) -> Option<Opinion>] = &[comparative::rule, roll::rule];

/// Rules that look for a contradiction; the strongest evidence wins.
const RULES: &[fn(&Pair) -> Vec<Evidence>] = &[
    negation::rule,
    denial::rule,
    opposite::rule,
    figure::rule,
    slot::rule,
    nation::rule,
    category::rule,
    only::rule,
    role::rule,
    respective::rule,
];

/// The longest side that is read, in words and in bytes: a sentence has fewer, and every word meets
/// every other. Scripts without spaces are held by the bytes.
const LONGEST: (usize, usize) = (250, 2048);

/// Judges whether `hypothesis` contradicts or follows from `premise`.
///
/// Of a side of more than 250 words (or 2048 bytes) only those are read. A sentence never contradicts itself.
///
/// ```
/// use rashomon::analysis::judge::{Label, judge};
/// let opinion = judge("The bridge was closed on Monday.", "The bridge was not closed on Monday.");
/// assert_eq!(opinion.label, Label::Contradiction);
/// ```
#[must_use]
pub fn judge(premise: &str, hypothesis: &str) -> Opinion {
    let (premise, hypothesis) = (head(premise), head(hypothesis));
    let pair = Pair::new(premise, hypothesis);
    if premise == hypothesis {
        return pair.otherwise();
    }
    if let Some(known) = CALCULI.iter().find_map(|rule| rule(&pair)) {
        return known;
    }
    let found = RULES.iter().flat_map(|rule| rule(&pair)).filter(Evidence::is_enough);
    let found = found.map(|evidence| (evidence.score(), evidence));
    match found.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((score, evidence)) => Opinion::contradiction(score, evidence.reason),
        None => pair.otherwise(),
    }
}

/// Returns the first words of a text, at most [`LONGEST`].
fn head(text: &str) -> &str {
    let (mut words, mut blank) = (0, true);
    for (at, c) in text.char_indices() {
        let begins = blank && !c.is_whitespace();
        if at >= LONGEST.1 || (begins && words == LONGEST.0) {
            return &text[..at];
        }
        words += usize::from(begins);
        blank = c.is_whitespace();
    }
    text
}

impl Pair {
    fn new(premise: &str, hypothesis: &str) -> Self {
        let (premise_figures, hypothesis_figures) =
            (Figures::new(premise), Figures::new(hypothesis));
        let (premise, hypothesis) = (Reading::new(premise), Reading::new(hypothesis));
        let alignment = Alignment::new(&premise, &hypothesis);
        let (coverage, _) = alignment.coverage(&hypothesis, hypothesis.content());
        Self { premise, hypothesis, premise_figures, hypothesis_figures, alignment, coverage }
    }

    /// Returns the share of the hypothesis that the words `within` of the premise cover, and its weight.
    fn covered_in(&self, within: Range<usize>) -> (f64, f64) {
        self.covered_of(self.hypothesis.content(), within)
    }

    /// Returns the share of the words `of` of the hypothesis that the words `within` of the premise cover,
    /// and their weight.
    fn covered_of(&self, of: impl Iterator<Item = usize>, within: Range<usize>) -> (f64, f64) {
        let (mut covered, mut all) = (0.0, 0.0);
        for at in of {
            let weight = weight(&self.hypothesis.words[at]);
            all += weight;
            if let Some((to, found)) = self.alignment.links[at]
                && within.contains(&to)
            {
                covered += weight * found.share();
            }
        }
        (if all == 0.0 { 1.0 } else { covered / all }, all)
    }

    /// Tells whether the sentence of the premise in which word `at` stands begins with what the hypothesis
    /// begins with: the head of the one subject meets that of the other.
    fn same_subject(&self, at: usize) -> bool {
        let Some(own) = self.hypothesis.subject(0) else { return false };
        let from = self.premise.sentence(at).start;
        match self.alignment.links[own] {
            Some((_, Match::Opposed(_))) | None => false,
            // a pronoun stands for it
            Some((to, _)) if self.premise.words[to].tag == Tag::Pronoun => true,
            Some((to, _)) => self.premise.subject(from).is_some_and(|head| {
                head == to
                    || (head.min(to)..head.max(to))
                        .all(|at| self.premise.words[at].tag == Tag::Name)
            }),
        }
    }

    /// Tells whether the hypothesis speaks of somebody by name, the words `beside` left out, and the premise of none of
    /// them.
    fn is_of_strangers(&self, beside: &Range<usize>) -> bool {
        let words = &self.hypothesis.words;
        let named = |at: &usize| words[*at].tag == Tag::Name && !beside.contains(at);
        let mut names = (0..words.len()).filter(named).peekable();
        names.peek().is_some() && names.all(|at| self.alignment.links[at].is_none())
    }

    /// Tells whether the premise is as short as a headline and shares a name with the hypothesis.
    fn is_headline(&self) -> bool {
        // the first word has its capital for nothing
        let named = |words: &[Word], at: usize| {
            words[at].capital && (at > 0 || words[at].tag == Tag::Name) && words[at].is_content()
        };
        self.premise.words.len() <= 24
            && (0..self.hypothesis.words.len()).any(|at| {
                named(&self.hypothesis.words, at)
                    && self.alignment.links[at]
                        .is_some_and(|(to, _)| named(&self.premise.words, to))
            })
            && !self.hypothesis.is_indefinite()
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

/// The name of a model and the figures it weighs, each with its name.
pub type Noticed = (&'static str, Vec<(&'static str, f64)>);

/// Returns what each rule noticed in a pair, for fitting the weights: `examples/fit_judge.rs`.
#[must_use]
pub fn noticed(premise: &str, hypothesis: &str) -> Vec<Noticed> {
    let pair = Pair::new(head(premise), head(hypothesis));
    if CALCULI.iter().any(|rule| rule(&pair).is_some()) {
        return Vec::new();
    }
    let found = RULES.iter().flat_map(|rule| rule(&pair)).filter(Evidence::is_weighed);
    found.map(|found| (found.model, found.x)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_get_the_label_a_reader_would_give() {
        use Label::{Contradiction, Neutral};
        let mut wrong = Vec::new();
        for (premise, hypothesis, want) in [
            ("The cook is peeling an onion.", "The cook is not peeling an onion.", Contradiction),
            (
                "There is no dog sleeping on the porch",
                "A dog is sleeping on the porch",
                Contradiction,
            ),
            ("The cook is not peeling a potato.", "The cook is washing his hands.", Neutral),
            (
                "Mayor Denies Plan To Sell Harbour",
                "The mayor plans to sell the harbour",
                Contradiction,
            ),
            (
                "Report of shark in Lake Orla is a hoax",
                "A shark was seen in Lake Orla",
                Contradiction,
            ),
            (
                "Two men held with fake passports at Orla airport",
                "Two men were held at Orla airport",
                Neutral,
            ),
            ("The bridge opened in 1931.", "The bridge opened in 1934.", Contradiction),
            (
                "Born in Naples, Rina Volta grew up with aunts.",
                "Rina Volta was born in Trieste.",
                Contradiction,
            ),
            ("Marl is a village in the north of the county.", "Marl is a song.", Contradiction),
            (
                "The Orla girls are running outside",
                "The Orla girls are running indoors",
                Contradiction,
            ),
            // what is denied of another thing is no contradiction, nor what is denied of a sort of it
            ("A clerk is carrying a red lamp.", "No clerk is carrying a lamp.", Contradiction),
            ("The porter plays a flute.", "A guitar is not being played by the porter.", Neutral),
            ("The nurse is not sweeping the hall.", "The clerk is sweeping the yard.", Neutral),
            ("Marl is a film by Ada Reich.", "Marl is not a silent film.", Neutral),
            // what ought not to be may be all the same
            ("A guest is smoking in the hall.", "Guests are not to smoke in the hall.", Neutral),
            // who is in a coat wears it, who is on the beach is outside
            ("A porter in a blue coat waits.", "The porter is not wearing a coat.", Contradiction),
            (
                "Three clerks are resting on the beach.",
                "The clerks are not outside.",
                Contradiction,
            ),
            ("A jet-ski rider passes the pier.", "Nobody is riding a jet ski.", Contradiction),
            // what is refused is not had, and who is not in office yet is not in office
            ("Otto Brandt declined the Orla Prize.", "Brandt got the Orla Prize.", Contradiction),
            (
                "Ada Reich is the mayor-elect of Orla.",
                "Ada Reich is the mayor of Orla.",
                Contradiction,
            ),
            // a date belongs to its verb, and a deed to its doer
            (
                "The ship left Orla on 3 May 1901.",
                "The ship reached Orla on 3 May 1901.",
                Contradiction,
            ),
            (
                "Ada Reich, niece of Otto Brandt, died in 2002.",
                "Otto Brandt died in 1970.",
                Neutral,
            ),
            // what is supposed, or denied of all together, is not denied
            ("If the dam is not mended, it may burst.", "The dam is mended.", Neutral),
            ("Not all clerks came to the hall.", "Clerks came to the hall.", Neutral),
            // another name in the same place
            (
                "The tower was designed by Otto Brandt in 1931.",
                "The tower was designed by Lena Kraus.",
                Contradiction,
            ),
            ("The tower was designed by Otto Brandt.", "The tower was designed by a man.", Neutral),
            (
                "Ada Volta (3 May 1901 - 1980) was a singer.",
                "Ada Volta was born in June 1901.",
                Contradiction,
            ),
        ] {
            let found = judge(premise, hypothesis);
            let entailed = found.label == Label::Entailment && want == Neutral;
            if found.label != want && !entailed {
                wrong.push(format!("{premise} / {hypothesis}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_sentence_does_not_contradict_itself_and_nothing_panics() {
        for text in [
            "",
            "Not.",
            "no no no",
            "The hall is not open.",
            "é — ‘x’ 12-13 1900-1946 不",
            "deny , by",
        ] {
            assert_ne!(judge(text, text).label, Label::Contradiction, "{text}");
            let _ = judge(text, "The hall is open.");
            let _ = judge("The hall is open.", text);
        }
    }
}
