//! Logistic models: named figures, a weight for each, and the chance that they give.
//!
//! Weights are lists of lines `model: constant=weight name=weight ...`, written by the programs in `examples/`
//! that fit them.

use crate::language::lexicon::entries;
use foldhash::HashMap;
use std::sync::OnceLock;

/// A figure with its name: a share between 0 and 1, the weight of words, a flag.
pub type Figure = (&'static str, f64);

type Weights = HashMap<&'static str, f64>;

/// Models by name, parsed on first use.
#[derive(Debug)]
pub struct Models {
    text: &'static str,
    parsed: OnceLock<HashMap<&'static str, Weights>>,
}

impl Models {
    /// Wraps the text of a list.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// Returns the log-odds that a model sees in some figures; `None` for a model that the list does not have.
    #[must_use]
    pub fn odds(&self, model: &str, figures: &[Figure]) -> Option<f64> {
        let weights = self.model(model)?;
        let weight = |name: &str| weights.get(name).copied().unwrap_or(0.0);
        Some(weight("constant") + figures.iter().map(|(n, x)| weight(n) * x).sum::<f64>())
    }

    /// Returns the chance, 0 to 1, that a model sees in some figures; `None` for a model that the list does not have.
    #[must_use]
    pub fn chance(&self, model: &str, figures: &[Figure]) -> Option<f64> {
        self.odds(model, figures).map(chance)
    }

    /// Returns the constant of a model and its weights of some figures, for who weighs thousands of them; noughts for a
    /// model that the list does not have.
    #[must_use]
    pub fn weights<const N: usize>(&self, model: &str, figures: [&str; N]) -> (f64, [f64; N]) {
        let weight = |name: &str| self.model(model).and_then(|w| w.get(name)).copied();
        let weight = |name: &str| weight(name).unwrap_or(0.0);
        (weight("constant"), figures.map(weight))
    }

    fn model(&self, name: &str) -> Option<&Weights> {
        let parsed = || entries(self.text).filter_map(line).collect();
        self.parsed.get_or_init(parsed).get(name)
    }
}

/// Returns the chance, 0 to 1, of some log-odds.
#[must_use]
pub fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// One line of a list.
fn line(line: &'static str) -> Option<(&'static str, Weights)> {
    let (model, weights) = line.split_once(':')?;
    let weight = |item: &'static str| {
        let (name, weight) = item.split_once('=')?;
        Some((name, weight.parse().ok()?))
    };
    Some((model, weights.split_whitespace().filter_map(weight).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_a_model_and_an_unknown_one_says_nothing() {
        for list in [
            include_str!("../../assets/judge.txt"),
            include_str!("../../assets/confidence.txt"),
            include_str!("../../assets/slots.txt"),
        ] {
            for row in entries(list) {
                let (name, weights) = line(row).unwrap_or_else(|| panic!("{row}"));
                assert_eq!(weights.len(), row.matches('=').count(), "{name}");
                assert!(weights.contains_key("constant"), "{name}");
            }
            assert_eq!(Models::new(list).chance("?", &[]), None);
        }
    }

    #[test]
    fn a_chance_is_what_the_weights_make_of_the_figures() {
        let models = Models::new("# a list\ncoin: constant=0 bias=2\n");
        assert_eq!(models.chance("coin", &[]), Some(0.5));
        assert!(models.chance("coin", &[("bias", 1.0)]).is_some_and(|c| c > 0.88 && c < 0.89));
        assert_eq!(models.chance("coin", &[("unheard of", 9.0)]), Some(0.5));
        assert_eq!(models.weights("coin", ["bias", "unheard of"]), (0.0, [2.0, 0.0]));
    }
}
