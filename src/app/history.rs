//! Undo and redo of everything the reader did to annotations, made of edits.

use crate::annotation::{Annotation, AnnotationSet, Edit};

/// What one press of a key did: its name for the message, and its edits in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deed {
    /// What was done, such as `note` or `contradiction between 1 and 3`.
    pub name: String,
    /// The edits, in the order they were made; taken back in reverse.
    pub edits: Vec<Edit>,
}

impl Deed {
    /// Returns the deed that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { name: self.name, edits: self.edits.into_iter().rev().map(Edit::inverse).collect() }
    }
}

/// What was done and can be undone, and what was undone and can be done again.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Deed>,
    undone: Vec<Deed>,
}

/// How many deeds can be undone; older ones are still in the journal.
const DEPTH: usize = 1_000;

impl History {
    /// Returns the history of earlier runs, the oldest deed first.
    #[must_use]
    pub fn of(deeds: Vec<Deed>) -> Self {
        Self { done: deeds, undone: Vec::new() }
    }

    /// Remembers a deed. What was undone before can no longer be done again.
    pub fn push(&mut self, deed: Deed) {
        self.undone.clear();
        self.done.push(deed);
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }

    /// Takes the last deed back: returns what has to be done for that.
    ///
    /// A deed on annotations that somebody else has changed since is given up, with the name of the
    /// deed as the error: their work is not taken back with ours.
    ///
    /// # Errors
    /// `None` when there is nothing to undo; the name of the deed when it cannot be taken back.
    pub fn undo(&mut self, now: &AnnotationSet) -> Result<Deed, Option<String>> {
        let deed = self.done.pop().ok_or(None)?;
        if !deed.edits.iter().all(|edit| stands(edit, now)) {
            return Err(Some(deed.name));
        }
        self.undone.push(deed.clone());
        Ok(deed.inverse())
    }

    /// Does again what was undone last: returns what has to be done for that.
    ///
    /// # Errors
    /// `None` when there is nothing to redo; the name of the deed when it cannot be done again.
    pub fn redo(&mut self, now: &AnnotationSet) -> Result<Deed, Option<String>> {
        let deed = self.undone.pop().ok_or(None)?;
        if !deed.edits.iter().all(|edit| stands(&edit.clone().inverse(), now)) {
            return Err(Some(deed.name));
        }
        self.done.push(deed.clone());
        Ok(deed)
    }
}

/// Tells whether the result of an edit is what the set holds now.
fn stands(edit: &Edit, now: &AnnotationSet) -> bool {
    let same = |a: &Annotation| {
        now.get(&a.id)
            .is_some_and(|b| b.bodies == a.bodies && b.status == a.status && b.targets == a.targets)
    };
    match edit {
        Edit::Add(annotation) | Edit::Change { after: annotation, .. } => same(annotation),
        Edit::Remove(annotation) => now.get(&annotation.id).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Creator, Id, Motivation, Status};

    fn note(id: &str, status: Status) -> Annotation {
        Annotation {
            id: Id(id.to_owned()),
            motivations: vec![Motivation::Commenting],
            bodies: Vec::new(),
            targets: Vec::new(),
            creator: Creator::Person("reader".to_owned()),
            created: String::new(),
            modified: None,
            status,
            confidence: None,
            unknown: Vec::new(),
        }
    }

    fn apply(set: &mut AnnotationSet, deed: &Deed) {
        deed.edits.iter().for_each(|edit| set.apply(edit));
    }

    fn ids(set: &AnnotationSet) -> Vec<(&str, Status)> {
        set.iter().map(|a| (a.id.0.as_str(), a.status)).collect()
    }

    #[test]
    fn undo_and_redo_walk_the_same_path_in_both_directions() {
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        let a = note("a", Status::Accepted);
        let changed = note("a", Status::Rejected);
        let deeds = [
            Deed { name: "note".into(), edits: vec![Edit::Add(a.clone())] },
            Deed {
                name: "reject".into(),
                edits: vec![
                    Edit::Change { before: a, after: changed },
                    Edit::Add(note("b", Status::Accepted)),
                ],
            },
        ];
        for deed in deeds {
            apply(&mut set, &deed);
            history.push(deed);
        }
        let steps: [(bool, &[(&str, Status)]); 4] = [
            (true, &[("a", Status::Accepted)]),
            (true, &[]),
            (false, &[("a", Status::Accepted)]),
            (false, &[("a", Status::Rejected), ("b", Status::Accepted)]),
        ];
        for (undo, want) in steps {
            let deed = if undo { history.undo(&set) } else { history.redo(&set) };
            apply(&mut set, &deed.expect("there is a deed"));
            assert_eq!(ids(&set), want);
        }
        assert_eq!(history.redo(&set), Err(None));
    }

    #[test]
    fn a_deed_that_others_built_upon_is_left_alone() {
        let (mut set, mut history) = (AnnotationSet::default(), History::default());
        let deed =
            Deed { name: "note".into(), edits: vec![Edit::Add(note("a", Status::Accepted))] };
        apply(&mut set, &deed);
        history.push(deed);
        set.apply(&Edit::Add(note("a", Status::Rejected)));
        assert_eq!(history.undo(&set), Err(Some("note".to_owned())));
        assert_eq!(ids(&set), [("a", Status::Rejected)]);
    }
}
