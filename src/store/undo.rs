//! Undo and redo across runs: the history is the journal, and taking back is another record.

use super::append::Batch;
use super::clock::Hlc;
use super::record::{Record, Step};
use super::{Changes, Store, Unsaved, device};
use crate::annotation::{Annotation, Edit, Id};
use std::collections::{HashSet, VecDeque};

/// Steps remembered; older ones are in the journal all the same.
const DEEP: usize = 1000;

/// The steps of this device that can be taken back, and those that were.
#[derive(Debug, Default)]
pub(super) struct History {
    done: VecDeque<Taken>,
    undone: Vec<Taken>,
}

/// One step: its name and the records it made.
#[derive(Clone, Debug)]
struct Taken {
    group: String,
    records: Vec<(Id, Hlc)>,
}

impl History {
    /// Takes in one record, in the order of the journal.
    pub(super) fn see(&mut self, group: String, step: &Step, id: Id, hlc: Hlc) {
        let last = match step {
            Step::Undoes(_) => self.undone.last_mut(),
            _ => self.done.back_mut(),
        };
        if let Some(last) = last.filter(|last| last.group == group) {
            // The clock only goes forward, so that a line read twice is the only one worth a search.
            let newest = last.records.last().is_some_and(|(_, newest)| *newest < hlc);
            if newest || !last.records.contains(&(id.clone(), hlc)) {
                last.records.push((id, hlc));
            }
            return;
        }
        let taken = Taken { group, records: vec![(id, hlc)] };
        match step {
            Step::Do => {
                self.undone.clear();
                self.done.push_back(taken);
            }
            Step::Undoes(name) => {
                self.done.retain(|step| step.group != *name);
                self.undone.push(taken);
            }
            Step::Redoes(name) => {
                self.undone.retain(|step| step.group != *name);
                self.done.push_back(taken);
            }
        }
        if self.done.len() > DEEP {
            self.done.pop_front();
        }
    }
}

impl Store {
    /// Takes the last step of this device back, in this run or an earlier one; returns the edits
    /// that were made, those of other instances that arrived meanwhile first. Empty when there is
    /// nothing to take back.
    ///
    /// What somebody else has changed since stays as they left it.
    ///
    /// # Errors
    /// When it could not be saved; it is kept and shown all the same.
    pub fn undo(&mut self) -> Result<Vec<Edit>, Unsaved> {
        if let Some(batch) = self.pending.pop() {
            return Ok(self.withdraw(batch));
        }
        while let Some(taken) = self.undo.done.back().cloned() {
            let edits = self.inverse(&taken);
            if !edits.is_empty() {
                return self.step_back(edits, Step::Undoes(taken.group));
            }
            self.undo.done.pop_back();
        }
        Ok(Vec::new())
    }

    /// Makes the last step again that was taken back. Empty when there is none.
    ///
    /// # Errors
    /// As [`undo`](Self::undo).
    pub fn redo(&mut self) -> Result<Vec<Edit>, Unsaved> {
        while let Some(taken) = self.undo.undone.last().cloned() {
            let edits = self.inverse(&taken);
            if !edits.is_empty() {
                return self.step_back(edits, Step::Redoes(taken.group));
            }
            self.undo.undone.pop();
        }
        Ok(Vec::new())
    }

    fn step_back(&mut self, edits: Vec<Edit>, step: Step) -> Result<Vec<Edit>, Unsaved> {
        let acked = self.save(Batch { edits: edits.clone(), step, resolves: false })?;
        Ok(acked.others.into_iter().chain(edits).collect())
    }

    /// Takes back what was never saved.
    fn withdraw(&mut self, batch: Batch) -> Vec<Edit> {
        let mut changes = Changes::default();
        for edit in &batch.edits {
            let id = &edit.annotation().id;
            changes.note(id.clone(), self.set.get_shared(id));
        }
        let edits = self.show(changes);
        let pending: Vec<_> = self.unsaved().cloned().collect();
        pending.iter().for_each(|edit| self.set.apply(edit));
        edits
    }

    /// Returns the edits that lead back to what was before a step.
    fn inverse(&self, taken: &Taken) -> Vec<Edit> {
        let ids: HashSet<Id> = taken.records.iter().map(|(id, _)| id.clone()).collect();
        let histories = self.records_of(&ids);
        let mut done: HashSet<&Id> = HashSet::new();
        let mut edits = Vec::new();
        for (id, _) in taken.records.iter().rev() {
            // A note edited twice in one step goes back to before the first of them.
            if !done.insert(id) {
                continue;
            }
            let of_step =
                taken.records.iter().filter(|(other, _)| other == id).map(|(_, hlc)| *hlc);
            let (Some(first), Some(last)) = (of_step.clone().min(), of_step.max()) else {
                continue;
            };
            let history = histories.get(id).map_or(&[][..], Vec::as_slice);
            let own = |hlc: Hlc| {
                let own = |r: &&Record| r.hlc == hlc && device::family(&r.by) == self.device;
                history.iter().find(own)
            };
            let (Some(first), Some(last)) = (own(first), own(last)) else { continue };
            // Later steps that were taken back have left the same words under another record.
            let now = self.notes.get(id).and_then(|note| note.shown()).map(|a| &**a);
            if now != last.annotation.as_ref() {
                continue;
            }
            let Some(before) = before(history, first) else { continue };
            let now = now.cloned();
            edits.extend(match (now, before) {
                (Some(before), Some(after)) => Some(Edit::Change { before, after }),
                (Some(now), None) => Some(Edit::Remove(now)),
                (None, Some(then)) => Some(Edit::Add(then)),
                (None, None) => None,
            });
        }
        edits
    }
}

/// Returns what a note was before one of its records: `None` when the history does not reach so
/// far back, `Some(None)` when it was not there.
fn before(history: &[Record], record: &Record) -> Option<Option<Annotation>> {
    if record.prev == 0 {
        return Some(None);
    }
    let earlier = history.iter().filter(|r| r.rev == record.prev && r.hlc < record.hlc);
    let earlier = earlier.max_by_key(|r| r.hlc)?;
    Some(earlier.annotation.clone())
}
