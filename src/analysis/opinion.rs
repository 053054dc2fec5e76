//! What another judge thinks of a finding, and how far that moves its confidence.

use super::finding::Finding;
use super::judge::Label;
use super::logistic;

/// The opinion of a judge outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The judge's name.
    pub by: String,
    /// What it says of the two quotes.
    pub label: Label,
    /// How sure it is, 0 to 1.
    pub score: f64,
}

/// How far an opinion that is wholly sure moves the log-odds of a finding.
const WEIGHT: f64 = 1.2;
/// Where no opinion lifts a confidence to: what is suggested is not found.
const CEILING: f64 = 0.95;

/// Returns the confidence after a suggestion: raised by a contradiction, lowered by anything else, in
/// proportion to the judge's score. It moves a finding; it cannot make one.
///
/// ```
/// use rashomon::analysis::judge::Label;
/// use rashomon::analysis::opinion::{Suggestion, moved};
/// let yes = Suggestion { by: "model".to_owned(), label: Label::Contradiction, score: 0.9 };
/// assert!(moved(0.6, &yes) > 0.6);
/// ```
#[must_use]
pub fn moved(confidence: f64, suggestion: &Suggestion) -> f64 {
    let sure = suggestion.score.clamp(0.0, 1.0);
    let by = match suggestion.label {
        Label::Contradiction => WEIGHT * sure,
        Label::Entailment => -WEIGHT * sure,
        Label::Neutral => -0.5 * WEIGHT * sure,
    };
    if by == 0.0 {
        return confidence;
    }
    let p = confidence.clamp(0.01, 0.99);
    let odds = (p / (1.0 - p)).ln() + by;
    let moved = logistic::chance(odds);
    if by > 0.0 { moved.min(CEILING).max(confidence) } else { moved.min(confidence) }
}

/// Applies the suggestion to a finding: its confidence moves, and a step says who moved it.
pub fn apply(finding: &mut Finding, suggestion: &Suggestion) {
    let before = finding.confidence;
    finding.confidence = moved(before, suggestion);
    finding.steps.push(format!(
        "Suggested by {}: {} ({:.2}); confidence {before:.2} becomes {:.2}.",
        suggestion.by,
        suggestion.label.name(),
        suggestion.score,
        finding.confidence
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opinions_move_in_their_direction_and_stay_in_bounds() {
        let of = |label, score| Suggestion { by: "model".to_owned(), label, score };
        for confidence in [0.0, 0.3, 0.6, 0.97, 1.0] {
            for score in [0.0, 0.5, 1.0] {
                let up = moved(confidence, &of(Label::Contradiction, score));
                let down = moved(confidence, &of(Label::Entailment, score));
                let slightly = moved(confidence, &of(Label::Neutral, score));
                assert!(up >= confidence && down <= confidence, "{confidence} {score}");
                assert!(down <= slightly && slightly <= confidence);
                assert!((0.0..=1.0).contains(&up) && (0.0..=1.0).contains(&down));
            }
        }
        assert!(moved(0.9, &of(Label::Contradiction, 1.0)) <= CEILING);
    }
}
