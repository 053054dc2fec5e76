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
    ("category", &[-0.10, -0.00, 1.39, -0.93, 0.00, -0.56, -0.25, 0.00]),
    ("date", &[2.69, -1.21, -0.35, 0.05, 0.04, -1.17, -1.24, -1.34]),
    ("denial", &[0.30, -0.42, 0.61, 0.99, -0.26, -0.01, -2.01, 0.36]),
    ("denied", &[1.26, -0.03, -0.53, -1.27, -1.06, -0.10, 1.24]),
    ("denying", &[-2.25, 0.27, 2.46, 0.04, -0.24, 0.75, 0.48, 1.07]),
    ("figure", &[-2.20, 0.22, -0.16, -0.05, 0.87, 0.23, 1.57, -0.14]),
    ("headline", &[0.63, 0.08, 0.87, 0.34, -0.97]),
    ("nation", &[1.84, 0.40, -0.92, -0.25, 0.00, -0.12]),
    ("only", &[-1.28, -0.54, 0.64, -0.58]),
    ("opposite", &[-0.04, -0.21, -0.24, 0.43, -0.63, -0.03, -1.40, -0.05]),
    ("slot", &[-0.53, -0.54, -0.27, -0.27, 0.74, 1.37]),
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
