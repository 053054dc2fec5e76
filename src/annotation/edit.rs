//! The one vocabulary of changes: what an update makes, undo inverts, the journal appends, a merge replays.

use super::Annotation;

/// A change to a set of annotations that knows its opposite.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "edits are few and short-lived; annotations are many")]
pub enum Edit {
    /// An annotation comes into being, or comes back.
    Add(Annotation),
    /// An annotation is replaced by a newer form of itself.
    Change {
        /// What it was.
        before: Annotation,
        /// What it is now; the same id.
        after: Annotation,
    },
    /// An annotation goes.
    Remove(Annotation),
}

impl Edit {
    /// Returns the edit that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Add(annotation) => Self::Remove(annotation),
            Self::Change { before, after } => Self::Change { before: after, after: before },
            Self::Remove(annotation) => Self::Add(annotation),
        }
    }

    /// Returns the annotation that is edited, as it is after the edit (before it, for a removal).
    #[must_use]
    pub fn annotation(&self) -> &Annotation {
        match self {
            Self::Add(annotation) | Self::Remove(annotation) => annotation,
            Self::Change { after, .. } => after,
        }
    }
}
