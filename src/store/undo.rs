//! Undo and redo across runs: the history is the journal, and taking back is another record.
//!
//! What the notes of the last steps were before and after is at hand; only what lies further back is
//! read out of the journal again.

use super::append::{Apart, Batch};
use super::clock::Hlc;
use super::record::{Record, Step};
use super::versions::Versions;
use super::{Changes, Store, Unsaved, device};
use crate::annotation::{Annotation, Edit, Id};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// Steps remembered; older ones are in the journal all the same.
const DEEP: usize = 1000;

/// Replaced states kept at hand; of older steps they are read out of the journal.
const AT_HAND: usize = 20_000;

/// The steps of this device that can be taken back, and those that were.
#[derive(Debug, Default)]
pub(super) struct History {
    done: VecDeque<Taken>,
    undone: Vec<Taken>,
    at_hand: usize,
}

/// One step: its name and what its records did.
#[derive(Clone, Debug)]
struct Taken {
    group: String,
    traces: Vec<Trace>,
}

/// What one record did to its note.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    id: Id,
    hlc: Hlc,
    after: Option<Arc<Annotation>>,
    before: Before,
    /// Versions that it settled: taking it back makes them a conflict again.
    settled: Vec<Option<Arc<Annotation>>>,
    /// Whether it stands beside other versions rather than on one.
    apart: bool,
}

impl Trace {
    /// Notes what a note is before a record of it is taken in.
    pub(super) fn begin(record: &Record, note: &Versions) -> Self {
        let heads = note.heads();
        let stood_on = heads.iter().filter(|v| v.rev == record.prev && v.hlc < record.hlc);
        let before = match stood_on.max_by_key(|v| v.hlc) {
            _ if record.prev == 0 => Before::Known(None),
            Some(version) => Before::Known(version.annotation.clone()),
            None => Before::InJournal,
        };
        let mut settled: Vec<Option<Arc<Annotation>>> = Vec::new();
        if let (2.., Before::Known(before)) = (heads.len(), &before) {
            for head in heads {
                if head.annotation != *before && !settled.contains(&head.annotation) {
                    settled.push(head.annotation.clone());
                }
            }
        }
        let apart = record.prev == 0 && !heads.is_empty();
        let (id, hlc, after) = (record.id.clone(), record.hlc, record.annotation.clone());
        Self { id, hlc, after, before, settled, apart }
    }

    /// Notes which versions the record has settled, now that it was taken in.
    pub(super) fn end(mut self, note: &Versions) -> Self {
        self.settled.retain(|was| !note.heads().iter().any(|head| head.annotation == *was));
        self
    }
}

/// What a note was before a record.
#[derive(Clone, Debug)]
enum Before {
    Known(Option<Arc<Annotation>>),
    InJournal,
}

impl Taken {
    fn replaced(&self) -> usize {
        self.traces.iter().filter(|t| matches!(t.before, Before::Known(Some(_)))).count()
    }
}

impl History {
    /// Takes in what one record did, in the order of the journal.
    pub(super) fn see(&mut self, group: String, step: &Step, trace: Trace) {
        self.at_hand += usize::from(matches!(trace.before, Before::Known(Some(_))));
        let last = match step {
            Step::Undoes(_) => self.undone.last_mut(),
            _ => self.done.back_mut(),
        };
        if let Some(last) = last.filter(|last| last.group == group) {
            // The clock only goes forward, so that a line read twice is the only one worth a search.
            let newest = last.traces.last().is_some_and(|newest| newest.hlc < trace.hlc);
            if newest || !last.traces.iter().any(|t| (&t.id, t.hlc) == (&trace.id, trace.hlc)) {
                last.traces.push(trace);
            }
            return;
        }
        let taken = Taken { group, traces: vec![trace] };
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
        if self.at_hand > AT_HAND {
            self.let_go();
        }
    }

    /// Lets go of the older half of what is at hand.
    fn let_go(&mut self) {
        let steps = || self.undone.iter().chain(&self.done).map(Taken::replaced);
        let mut too_many = steps().sum::<usize>().saturating_sub(AT_HAND / 2);
        for step in self.undone.iter_mut().chain(&mut self.done) {
            if too_many == 0 {
                break;
            }
            too_many = too_many.saturating_sub(step.replaced());
            for trace in &mut step.traces {
                if matches!(trace.before, Before::Known(Some(_))) {
                    trace.before = Before::InJournal;
                }
            }
        }
        self.at_hand = self.undone.iter().chain(&self.done).map(Taken::replaced).sum();
    }
}

/// What takes a step back, or makes it again.
#[derive(Debug, Default)]
struct Inverse {
    edits: Vec<Edit>,
    apart: Vec<Apart>,
    resolves: bool,
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
            let inverse = self.inverse(&taken);
            if !inverse.edits.is_empty() {
                return self.step_back(inverse, Step::Undoes(taken.group));
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
            let inverse = self.inverse(&taken);
            if !inverse.edits.is_empty() {
                return self.step_back(inverse, Step::Redoes(taken.group));
            }
            self.undo.undone.pop();
        }
        Ok(Vec::new())
    }

    fn step_back(&mut self, inverse: Inverse, step: Step) -> Result<Vec<Edit>, Unsaved> {
        let Inverse { edits, apart, resolves } = inverse;
        let acked = self.save(Batch { edits: edits.clone(), step, resolves, apart })?;
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

    /// Returns what leads back to what was before a step.
    fn inverse(&self, taken: &Taken) -> Inverse {
        let ids: HashSet<Id> = taken
            .traces
            .iter()
            .filter(|t| matches!(t.before, Before::InJournal))
            .map(|t| t.id.clone())
            .collect();
        let histories = if ids.is_empty() { HashMap::new() } else { self.records_of(&ids) };
        let mut of_note: HashMap<&Id, Vec<&Trace>> = HashMap::new();
        for trace in &taken.traces {
            of_note.entry(&trace.id).or_default().push(trace);
        }
        let mut inverse = Inverse::default();
        for trace in taken.traces.iter().rev() {
            let Some(mut traces) = of_note.remove(&trace.id) else { continue };
            // Versions put beside are settled again by what is put in the place of the one shown.
            let stands: Vec<_> = traces.iter().copied().filter(|t| !t.apart).collect();
            if !stands.is_empty() && stands.len() < traces.len() {
                inverse.resolves = true;
                traces = stands;
            }
            let first = traces.iter().min_by_key(|t| t.hlc).copied().unwrap_or(trace);
            let last = traces.iter().max_by_key(|t| t.hlc).copied().unwrap_or(trace);
            // Later steps that were taken back have left the same words under another record.
            let now = self.notes.get(&trace.id).and_then(|note| note.shown());
            if now != last.after.as_ref() {
                continue;
            }
            let before = match &first.before {
                Before::Known(before) => before.clone(),
                Before::InJournal => {
                    let history = histories.get(&trace.id).map_or(&[][..], Vec::as_slice);
                    let own =
                        |r: &&Record| r.hlc == first.hlc && device::family(&r.by) == self.device;
                    let Some(before) = history.iter().find(own).and_then(|r| before(history, r))
                    else {
                        continue;
                    };
                    before
                }
            };
            let own = |a: &Arc<Annotation>| Annotation::clone(a);
            inverse.edits.extend(match (now, &before) {
                (Some(before), Some(after)) => {
                    Some(Edit::Change { before: own(before), after: own(after) })
                }
                (Some(now), None) => Some(Edit::Remove(own(now))),
                (None, Some(then)) => Some(Edit::Add(own(then))),
                (None, None) => None,
            });
            let settled = traces.iter().flat_map(|t| &t.settled);
            let apart = settled.filter(|version| **version != before);
            inverse.apart.extend(apart.map(|version| (trace.id.clone(), version.clone())));
        }
        inverse
    }
}

/// Returns what a note was before one of its records: `None` when the history does not reach so
/// far back, `Some(None)` when it was not there.
fn before(history: &[Record], record: &Record) -> Option<Option<Arc<Annotation>>> {
    if record.prev == 0 {
        return Some(None);
    }
    let earlier = history.iter().filter(|r| r.rev == record.prev && r.hlc < record.hlc);
    let earlier = earlier.max_by_key(|r| r.hlc)?;
    Some(earlier.annotation.clone())
}
