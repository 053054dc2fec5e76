//! The annotations of a reader, by id, in the order they were made.

use super::{Annotation, Edit, Id};
use std::collections::HashMap;

/// A set of annotations; edits are the only way to change it.
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    annotations: Vec<Annotation>,
    by_id: HashMap<Id, usize>,
}

impl AnnotationSet {
    /// Returns the annotation with the given id.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Annotation> {
        self.by_id.get(id).map(|&i| &self.annotations[i])
    }

    /// Returns all annotations, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.annotations.iter()
    }

    /// Returns how many annotations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    /// Tells whether there is no annotation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    /// Applies an edit. An addition of an id that is there replaces it; a removal of one that is
    /// not there changes nothing: replaying a journal twice gives what replaying it once gives.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Add(annotation) | Edit::Change { after: annotation, .. } => {
                if let Some(&i) = self.by_id.get(&annotation.id) {
                    self.annotations[i] = annotation.clone();
                } else {
                    self.by_id.insert(annotation.id.clone(), self.annotations.len());
                    self.annotations.push(annotation.clone());
                }
            }
            Edit::Remove(annotation) => {
                if let Some(i) = self.by_id.remove(&annotation.id) {
                    self.annotations.remove(i);
                    for (at, later) in self.annotations.iter().enumerate().skip(i) {
                        self.by_id.insert(later.id.clone(), at);
                    }
                }
            }
        }
    }
}
