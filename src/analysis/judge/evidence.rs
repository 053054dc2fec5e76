//! What a rule noticed, as named figures, and the chance that a reader sees a contradiction in it.

use crate::analysis::logistic::{Figure, Models};

/// One reason to see a contradiction.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// The model that weighs it.
    pub model: &'static str,
    /// What the model looks at.
    pub x: Vec<Figure>,
    /// One plain sentence.
    pub reason: String,
}

/// How much each figure says.
static MODELS: Models = Models::new(include_str!("../../../assets/judge.txt"));

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
        if let Some((_, chance)) = KNOWN.iter().find(|(name, _)| *name == self.model) {
            return *chance;
        }
        MODELS.chance(self.model, &self.x).unwrap_or(0.0)
    }
}

/// A flag as a figure.
pub(super) fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}
