//! Files on disk: the annotation journal, the snapshots of annotated texts, where things live. The only writer.
//!
//! # For whoever uses it (the reader's worker, the commands)
//!
//! ```no_run
//! use rashomon::{annotation::Edit, store::{Store, place::Places}};
//! # fn note() -> rashomon::annotation::Annotation { unimplemented!() }
//! let dir = Places::find().expect("a home").store().to_owned();
//! let mut store = Store::open(&dir);          // never fails, never writes; see `problems`
//! let notes = store.annotations().clone();    // cheap: the annotations are shared
//! match store.apply(&[Edit::Add(note())]) {   // returns when it is safe on disk: the acknowledgement
//!     Ok(acked) => drop(acked.others),        // edits of other instances that arrived meanwhile
//!     Err(unsaved) => drop(unsaved.to_string()), // kept in memory; show it, call `retry` each 10 s
//! }
//! let theirs = store.poll();                  // each second: what other instances changed
//! let back = store.undo();                    // the edits that were made to take the last step back
//! ```
//!
//! - [`Store::annotations`] is the set as it is now, unsaved edits included ([`Store::unsaved`]).
//! - [`Store::apply`] takes a step of one or more edits: one undo takes all of them back.
//! - [`Store::undo`] and [`Store::redo`] work across runs: the history is the journal.
//! - [`Store::keep_text`] before the first annotation of a text; [`snapshot`] gives old texts back.
//! - [`Store::save_draft`], [`Store::drafts`], [`Store::drop_draft`]: text being typed.
//! - [`Store::conflicts`] and [`Store::resolve`]: notes that two people changed apart.
//! - [`Store::maintain`] when nothing else happens: daily backup, compaction when it pays.
//! - [`place::Places`] finds the folders; [`atomic::write`] replaces a small file of state.
//!
//! What is on disk, and what is promised, stands in the README that the store writes beside it.

pub mod atomic;
pub mod backup;
pub mod clock;
pub mod compact;
pub mod deliver;
pub mod doctor;
pub mod draft;
pub mod fs;
pub mod held;
pub mod merge;
pub mod place;
pub mod record;
pub mod session;
pub mod snapshot;

mod append;
mod device;
mod history;
mod journal;
mod layout;
mod undo;
mod versions;

#[cfg(test)]
mod tests;

pub use append::{Acked, Notice, Unsaved, Why};
pub use history::Revision;
pub use journal::{Problem, ProblemKind};

use crate::annotation::{Annotation, AnnotationSet, Edit, Id};
use clock::Hlc;
use fs::{Fs, RealFs};
use journal::Segment;
use record::Record;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use versions::{By, Version, Versions};

/// A store of annotations, open.
#[derive(Debug)]
pub struct Store {
    fs: Arc<dyn Fs>,
    dir: PathBuf,
    /// The name of this device for this folder; its segments begin with it.
    device: String,
    set: AnnotationSet,
    notes: HashMap<Id, Versions>,
    names: Vec<String>,
    numbers: HashMap<String, By>,
    segments: BTreeMap<String, Segment>,
    clock: Hlc,
    problems: Vec<Problem>,
    undo: undo::History,
    pending: Vec<append::Batch>,
    /// Why nothing may be written, if so.
    read_only: Option<Why>,
    /// Whether the folders were made and synced by this process.
    ready: bool,
    /// Whether the journal was there when this process looked last.
    seen: bool,
    /// Segments whose names this process has made durable. Another one may have died, or its sync
    /// have failed, between giving a segment its name and making it durable.
    named: HashSet<String>,
    /// Segments that a sync failed on: never trusted with another record.
    suspect: HashSet<String>,
    /// The name of this process' own segments, where the file system has no locks.
    lockless: Option<String>,
    /// Whether this process has tried to compact by itself.
    compacted: bool,
}

/// A note that several people changed without seeing each other's changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The note.
    pub id: Id,
    /// The version that is shown.
    pub shown: Arc<Annotation>,
    /// The others; none is dropped until [`Store::resolve`].
    pub others: Vec<Arc<Annotation>>,
    /// Whether somebody removed the note meanwhile.
    pub removed_meanwhile: bool,
}

impl Store {
    /// Opens the store in `dir` and reads all of it. Makes and writes nothing; a folder that is
    /// missing is an empty store. Nothing in it can stop the start: see [`problems`](Self::problems).
    #[must_use]
    pub fn open(dir: &Path) -> Self {
        Self::open_on(Arc::new(RealFs), dir, device::name(dir))
    }

    /// Opens the store in `dir` only to add new annotations to it, without reading what is there:
    /// for a command that adds one to a hundred thousand.
    #[must_use]
    pub fn open_to_add(dir: &Path) -> Self {
        let mut store = Self::empty(Arc::new(RealFs), dir, device::name(dir));
        store.read_format();
        store.skip_to_end();
        store
    }

    /// Opens a store on any file system, as the device named.
    #[must_use]
    pub fn open_on(fs: Arc<dyn Fs>, dir: &Path, device: String) -> Self {
        let mut store = Self::empty(fs, dir, device);
        store.read_format();
        store.catch_up(None);
        // The order they were made in, whatever files they came from; mostly they lie in it.
        store.set.sort();
        store
    }

    fn empty(fs: Arc<dyn Fs>, dir: &Path, device: String) -> Self {
        Self {
            fs,
            dir: dir.to_owned(),
            device,
            set: AnnotationSet::default(),
            notes: HashMap::new(),
            names: Vec::new(),
            numbers: HashMap::new(),
            segments: BTreeMap::new(),
            clock: Hlc::default(),
            problems: Vec::new(),
            undo: undo::History::default(),
            pending: Vec::new(),
            read_only: None,
            ready: false,
            seen: false,
            named: HashSet::new(),
            suspect: HashSet::new(),
            lockless: None,
            compacted: false,
        }
    }

    /// Returns the folder of the store.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the name under which this device writes in this folder.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// Returns the annotations as they are now, unsaved edits included.
    #[must_use]
    pub fn annotations(&self) -> &AnnotationSet {
        &self.set
    }

    /// Returns what was found wrong while reading: damaged places, lines changed by hand, records
    /// of newer programs.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns why nothing can be written, when that is known beforehand.
    #[must_use]
    pub fn read_only(&self) -> Option<String> {
        self.read_only.as_ref().map(ToString::to_string)
    }

    /// Reads what other instances have written since; returns what it changed. Cheap when nothing
    /// was: one listing of a folder.
    pub fn poll(&mut self) -> Vec<Edit> {
        let mut changed = Changes::default();
        self.catch_up(Some(&mut changed));
        self.show(changed)
    }

    /// Returns the notes that several people changed apart.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict> {
        let mut found: Vec<_> =
            self.notes.iter().filter_map(|(id, note)| conflict(id, note)).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }

    /// Returns the conflict over one note, if there is one.
    #[must_use]
    pub fn conflict(&self, id: &Id) -> Option<Conflict> {
        conflict(id, self.notes.get(id)?)
    }

    /// Returns the number that stands for a device.
    fn number(&mut self, name: &str) -> By {
        if let Some(by) = self.numbers.get(name) {
            return *by;
        }
        // 65,535 devices in one store are damage or an attack: the rest share the last number, which
        // makes the merge of their notes coarser and loses none.
        let by = By::try_from(self.names.len()).unwrap_or(By::MAX);
        if by < By::MAX {
            self.names.push(name.to_owned());
            self.numbers.insert(name.to_owned(), by);
        }
        by
    }

    /// Takes one record in. `steps` says whether the undo history hears of it; `changes` remembers
    /// what its note showed before. Without `changes`, while the store is opened, the set follows.
    fn take(&mut self, record: Record, sealed: bool, steps: bool, changes: Option<&mut Changes>) {
        if sealed {
            self.clock = self.clock.max(record.hlc);
        }
        let by = self.number(&record.by);
        let seen: Vec<_> =
            record.seen.iter().map(|(name, upto)| (self.number(name), *upto)).collect();
        let own = steps && device::family(&record.by) == self.device;
        let note = self.notes.entry(record.id.clone()).or_default();
        let before = changes.is_some().then(|| note.shown().cloned());
        let trace = own.then(|| undo::Trace::begin(&record, note));
        let group = own.then(|| (record.group_name().into_owned(), record.step.clone()));
        let Record { id, rev, hlc, annotation, .. } = record;
        note.take(Version { rev, by, sealed, hlc, annotation }, &seen);
        if let (Some(trace), Some((group, step))) = (trace, group) {
            self.undo.see(group, &step, trace.end(note));
        }
        match (changes, before) {
            (Some(changes), Some(before)) => changes.note(id, before),
            _ => match note.shown() {
                Some(annotation) => self.set.put(Arc::clone(annotation)),
                None => self.set.remove(&id),
            },
        }
    }

    /// Brings the set up to what the notes show now; returns what changed.
    fn show(&mut self, changes: Changes) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (id, before) in changes.0 {
            let after = self.notes.get(&id).and_then(Versions::shown).cloned();
            match (&before, &after) {
                (_, Some(after)) => self.set.put(Arc::clone(after)),
                (_, None) => self.set.remove(&id),
            }
            let own = |a: &Arc<Annotation>| Annotation::clone(a);
            match (before, after) {
                (Some(before), Some(after)) if before != after => {
                    edits.push(Edit::Change { before: own(&before), after: own(&after) });
                }
                (None, Some(after)) => edits.push(Edit::Add(own(&after))),
                (Some(before), None) => edits.push(Edit::Remove(own(&before))),
                _ => {}
            }
        }
        edits
    }
}

fn conflict(id: &Id, note: &Versions) -> Option<Conflict> {
    let shown = note.shown()?.clone();
    let mut others: Vec<Arc<Annotation>> = Vec::new();
    for rival in note.rivals().filter_map(|v| v.annotation.as_ref()) {
        if !others.contains(rival) {
            others.push(Arc::clone(rival));
        }
    }
    let removed_meanwhile = note.came_back();
    (!others.is_empty() || removed_meanwhile).then(|| Conflict {
        id: id.clone(),
        shown,
        others,
        removed_meanwhile,
    })
}

/// What notes showed before they were touched, in the order they were.
#[derive(Debug, Default)]
struct Changes(indexed::Indexed);

mod indexed {
    //! Values by note, in the order the notes were first touched.

    use crate::annotation::{Annotation, Id};
    use std::collections::HashSet;
    use std::sync::Arc;

    #[derive(Debug, Default)]
    pub(super) struct Indexed {
        order: Vec<(Id, Option<Arc<Annotation>>)>,
        known: HashSet<Id>,
    }

    impl Indexed {
        pub(super) fn first(&mut self, id: Id, before: Option<Arc<Annotation>>) {
            if self.known.insert(id.clone()) {
                self.order.push((id, before));
            }
        }
    }

    impl IntoIterator for Indexed {
        type Item = (Id, Option<Arc<Annotation>>);
        type IntoIter = std::vec::IntoIter<Self::Item>;
        fn into_iter(self) -> Self::IntoIter {
            self.order.into_iter()
        }
    }
}

impl Changes {
    fn note(&mut self, id: Id, before: Option<Arc<Annotation>>) {
        self.0.first(id, before);
    }
}
