//! What a rule noticed, as figures, and the chance that a reader sees a contradiction in it.

/// One reason to see a contradiction.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// The model that weighs it.
    pub model: &'static str,
    /// What the model looks at: shares between 0 and 1, weights of words, flags.
    pub x: Vec<f64>,
    /// One plain sentence.
    pub reason: String,
}

/// Logistic models, each a constant and one weight per figure, fitted to one half of the tuning pairs
/// and checked on the other.
const MODELS: &[(&str, &[f64])] = &[
    ("category", &[-0.14, 0.00, 1.37, 0.93, -0.73, 0.00, -0.46, 0.00, 0.00]),
    ("date", &[1.22, 0.00, -0.93, 0.00, 0.22, 0.00, -0.83, -0.21]),
    ("denial", &[0.48, 0.34, 1.00, 0.77, -0.36, -0.13, -2.62, 0.00]),
    ("denied", &[-0.38, 1.15, 0.00, -0.52, -1.07, -0.04, 1.37, 0.00, 0.58, -0.13]),
    ("denying", &[-2.58, 0.06, 2.36, 1.00, 0.37, 0.91, 0.36, 0.78, 0.00, 0.00, -0.14, -0.08]),
    ("figure", &[0.17, 0.00, -0.42, 0.00, 0.00, 0.00, 0.00, -0.23]),
    ("headline", &[0.42, 0.00, 1.24, 0.00, -0.88]),
    ("nation", &[1.52, 0.45, -0.92, 0.00, 0.00, -0.09]),
    ("only", &[0.70, 0.00, 0.00]),
    ("opposite", &[-0.90, 0.08, -0.44, 1.42, 0.00, 0.00, 0.00]),
    ("slot", &[1.20, 0.00, 0.00, 0.00, 0.00, 0.00]),
];

impl Evidence {
    /// Returns the chance, 0 to 1.
    #[must_use]
    pub(super) fn score(&self) -> f64 {
        let Some((_, weights)) = MODELS.iter().find(|(name, _)| *name == self.model) else {
            return 0.0;
        };
        let sum: f64 =
            weights[0] + weights[1..].iter().zip(&self.x).map(|(w, x)| w * x).sum::<f64>();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// A flag as a figure.
pub(super) fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}
