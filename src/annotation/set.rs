//! The annotations of a reader: by id, by source, in the order they were made.

use super::{Annotation, Edit, Id};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A set of annotations; edits are the only way to change it.
///
/// Made for a hundred thousand: an edit costs the same however many there are, and a clone shares
/// the annotations. A removed annotation keeps its place in the order, so that an undo brings it
/// back where it was.
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    slots: Vec<Option<Arc<Annotation>>>,
    by_id: HashMap<Id, u32>,
    by_source: HashMap<Arc<str>, BTreeSet<u32>>,
    /// Those with several targets.
    linking: BTreeSet<u32>,
    len: usize,
    /// How many of them are a reader's, not findings.
    own: usize,
}

impl AnnotationSet {
    /// Returns the annotation with the given id.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Annotation> {
        self.slot(*self.by_id.get(id)?)
    }

    /// Returns the annotation with the given id, shared.
    #[must_use]
    pub fn get_shared(&self, id: &Id) -> Option<Arc<Annotation>> {
        self.slots.get(*self.by_id.get(id)? as usize)?.clone()
    }

    /// Returns all annotations, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Annotation> {
        self.slots.iter().filter_map(Option::as_deref)
    }

    /// Returns the annotations with a target in the source of the given address, in the order they were made.
    pub fn in_source(&self, address: &str) -> impl Iterator<Item = &Annotation> {
        let slots = self.by_source.get(address).into_iter().flatten();
        slots.filter_map(|slot| self.slot(*slot))
    }

    /// Returns the annotations that link several passages, in the order they were made.
    pub fn linking(&self) -> impl Iterator<Item = &Annotation> {
        self.linking.iter().filter_map(|slot| self.slot(*slot))
    }

    /// Returns the address of every source that has annotations, with how many it has.
    pub fn sources(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_source.iter().map(|(address, slots)| (&**address, slots.len()))
    }

    /// Returns every tag with how often it is used, the most used first.
    #[must_use]
    pub fn tags(&self) -> Vec<(&str, usize)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for tag in self.iter().flat_map(Annotation::tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<_> = counts.into_iter().collect();
        tags.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        tags
    }

    /// Returns how many annotations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns how many annotations are a reader's, not findings.
    #[must_use]
    pub fn own(&self) -> usize {
        self.own
    }

    /// Tells whether there is no annotation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Applies an edit. An addition of an id that is there replaces it; a removal of one that is
    /// not there changes nothing: replaying a journal twice gives what replaying it once gives.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Add(annotation) | Edit::Change { after: annotation, .. } => {
                self.put(Arc::new(annotation.clone()));
            }
            Edit::Remove(annotation) => self.remove(&annotation.id),
        }
    }

    /// Puts an annotation in its place, replacing the form it had.
    pub fn put(&mut self, annotation: Arc<Annotation>) {
        let slot = *self.by_id.entry(annotation.id.clone()).or_insert_with(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len() - 1).expect("fewer than 2^32 annotations")
        });
        let old = self.slots[slot as usize].take();
        self.len += usize::from(old.is_none());
        if let Some(old) = old {
            self.forget(&old, slot);
        }
        for target in &annotation.targets {
            match self.by_source.get_mut(target.source.as_str()) {
                Some(slots) => drop(slots.insert(slot)),
                None => {
                    let address = Arc::from(target.source.as_str());
                    self.by_source.insert(address, BTreeSet::from([slot]));
                }
            }
        }
        self.own += usize::from(!annotation.is_finding());
        if annotation.targets.len() > 1 {
            self.linking.insert(slot);
        }
        self.slots[slot as usize] = Some(annotation);
    }

    /// Brings the annotations into the order they were made in.
    pub fn sort(&mut self) {
        let made = |slot: &Option<Arc<Annotation>>| {
            slot.clone().map(|a| (a.created.clone(), a.id.clone()))
        };
        let in_order = self.slots.is_sorted_by(|a, b| match (a, b) {
            (Some(a), Some(b)) => (&a.created, &a.id) <= (&b.created, &b.id),
            _ => true,
        });
        if in_order {
            return;
        }
        let mut slots = std::mem::take(&mut self.slots);
        slots.sort_by_cached_key(made);
        *self = Self::default();
        slots.into_iter().flatten().for_each(|annotation| self.put(annotation));
    }

    /// Takes an annotation out.
    pub fn remove(&mut self, id: &Id) {
        let Some(&slot) = self.by_id.get(id) else { return };
        if let Some(old) = self.slots[slot as usize].take() {
            self.len -= 1;
            self.forget(&old, slot);
        }
    }

    fn forget(&mut self, old: &Annotation, slot: u32) {
        self.own -= usize::from(!old.is_finding());
        self.linking.remove(&slot);
        for target in &old.targets {
            if let Some(slots) = self.by_source.get_mut(target.source.as_str()) {
                slots.remove(&slot);
                if slots.is_empty() {
                    self.by_source.remove(target.source.as_str());
                }
            }
        }
    }

    fn slot(&self, slot: u32) -> Option<&Annotation> {
        self.slots.get(slot as usize)?.as_deref()
    }
}

/// Two sets are equal when they hold the same annotations in the same order.
impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl FromIterator<Annotation> for AnnotationSet {
    fn from_iter<I: IntoIterator<Item = Annotation>>(annotations: I) -> Self {
        let mut set = Self::default();
        annotations.into_iter().for_each(|annotation| set.put(Arc::new(annotation)));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Target;
    use crate::text::property::cases;
    use proptest::prelude::*;

    fn note(id: u8, source: u8, text: &str) -> Annotation {
        let mut note =
            Annotation::note(Id::new(format!("urn:x:{id}")), "Ada", "2026-01-01T00:00:00Z");
        note.targets.push(Target {
            source: format!("urn:rashomon:doc:{source}"),
            sha256: String::new(),
            selectors: Vec::new(),
            unknown: Vec::new(),
        });
        if source == 2 {
            note.targets.push(note.targets[0].clone());
            note.creator = crate::annotation::Creator::Rule("count".into());
        }
        note.set_comment(text);
        note
    }

    fn edits() -> impl Strategy<Value = Vec<(u8, u8, bool)>> {
        proptest::collection::vec((0u8..12, 0u8..3, any::<bool>()), 0..40)
    }

    /// Makes the edits a program would make: it only changes and removes what is there.
    fn edit(set: &AnnotationSet, (id, source, remove): (u8, u8, bool)) -> Edit {
        let after = note(id, source, "new");
        match set.get(&after.id) {
            Some(before) if remove => Edit::Remove(before.clone()),
            Some(before) => Edit::Change { before: before.clone(), after },
            None => Edit::Add(after),
        }
    }

    proptest! {
        #![proptest_config(cases(128))]

        #[test]
        fn an_edit_and_its_inverse_are_nothing(steps in edits(), last in (0u8..12, 0u8..3, any::<bool>())) {
            let mut set = AnnotationSet::default();
            for step in steps {
                set.apply(&edit(&set.clone(), step));
            }
            let before = set.clone();
            let edit = edit(&set, last);
            set.apply(&edit);
            set.apply(&edit.inverse());
            prop_assert_eq!(set, before);
        }

        #[test]
        fn the_indexes_agree_with_a_walk(steps in edits()) {
            let mut set = AnnotationSet::default();
            for step in steps {
                set.apply(&edit(&set.clone(), step));
            }
            for source in 0..3 {
                let address = format!("urn:rashomon:doc:{source}");
                let walked: Vec<_> = set.iter().filter(|a| a.targets[0].source == address).collect();
                prop_assert_eq!(set.in_source(&address).collect::<Vec<_>>(), walked);
            }
            let linking: Vec<_> = set.iter().filter(|a| a.targets.len() > 1).collect();
            prop_assert_eq!(set.linking().collect::<Vec<_>>(), linking);
            prop_assert_eq!(set.own(), set.iter().filter(|a| !a.is_finding()).count());
            prop_assert_eq!(set.len(), set.iter().count());
        }
    }
}
