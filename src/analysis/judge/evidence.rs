//! What a rule noticed, as named figures, and the chance that a reader sees a contradiction in it.

use crate::language::lexicon::entries;
use foldhash::HashMap;
use std::sync::LazyLock;

/// One reason to see a contradiction.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// The model that weighs it.
    pub model: &'static str,
    /// What the model looks at: shares between 0 and 1, weights of words, flags.
    pub x: Vec<(&'static str, f64)>,
    /// One plain sentence.
    pub reason: String,
}

/// Logistic models: a constant and one weight per figure.
const MODELS: &str = include_str!("../../../assets/judge.txt");

/// From this chance on a pair is called a contradiction.
const FROM: f64 = 0.6;

/// Kinds of evidence with a mark of their own. Lower where one side says `not` or calls the other false, or gives
/// another number: as likely as not is enough. Higher where only another word stands in the place: it may stand
/// for the same thing.
const MARKS: &[(&str, f64)] = &[
    ("category", 0.7),
    ("denial", 0.5),
    ("denied", 0.54),
    ("denied noun", 0.66),
    ("denying", 0.36),
    ("denying noun", 0.66),
    ("figure", 0.4),
    ("headline", 0.5),
    ("loosely", 0.42),
    ("slot thing", 0.75),
];

/// Chances of what is met too rarely to be fitted, and is nearly always a contradiction where it is met.
const KNOWN: &[(&str, f64)] =
    &[("moved", 0.75), ("region", 0.8), ("respective", 0.9), ("role", 0.85), ("said", 0.75)];

impl Evidence {
    /// Tells whether its chance comes from a fitted model.
    #[must_use]
    pub(super) fn is_weighed(&self) -> bool {
        !KNOWN.iter().any(|(name, _)| *name == self.model)
    }

    /// Tells whether the chance is high enough for its kind.
    #[must_use]
    pub(super) fn is_enough(&self) -> bool {
        let mark = MARKS.iter().find(|(name, _)| *name == self.model);
        self.score() >= mark.map_or(FROM, |(_, from)| *from)
    }

    /// Returns the chance, 0 to 1; nothing speaks for a model that was never fitted.
    #[must_use]
    pub(super) fn score(&self) -> f64 {
        static PARSED: LazyLock<HashMap<&str, HashMap<&str, f64>>> =
            LazyLock::new(|| entries(MODELS).filter_map(model).collect());
        if let Some((_, chance)) = KNOWN.iter().find(|(name, _)| *name == self.model) {
            return *chance;
        }
        let Some(weights) = PARSED.get(self.model) else { return 0.0 };
        let weight = |name: &str| weights.get(name).copied().unwrap_or(0.0);
        let sum: f64 =
            weight("constant") + self.x.iter().map(|(name, x)| weight(name) * x).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// One line of the list: `model: name=weight name=weight ...`.
fn model(line: &'static str) -> Option<(&'static str, HashMap<&'static str, f64>)> {
    let (model, weights) = line.split_once(':')?;
    let weight = |item: &'static str| {
        let (name, weight) = item.split_once('=')?;
        Some((name, weight.parse().ok()?))
    };
    Some((model, weights.split_whitespace().filter_map(weight).collect()))
}

/// A flag as a figure.
pub(super) fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_model_and_an_unknown_one_says_nothing() {
        for line in entries(MODELS) {
            let (name, weights) = model(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(weights.len(), line.matches('=').count(), "{name}");
            assert!(weights.contains_key("constant"), "{name}");
        }
        let unknown = Evidence { model: "?", x: Vec::new(), reason: String::new() };
        assert!(unknown.score() <= 0.0);
    }
}
