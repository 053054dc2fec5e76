//! Keeps annotations: the one thread that talks to the store.
//!
//! It answers when something is safe on disk, tries again what could not be saved, and hears from the
//! watcher when another running reader has written.

use super::wait::Waker;
use super::watch;
use crate::annotation::{Annotation, Edit, Id};
use crate::app::Event;
use crate::app::event::Loaded;
use crate::article::{Article, Library};
use crate::store::Store;
use crate::store::draft::Draft;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long until what could not be saved is tried again.
const RETRY: Duration = Duration::from_secs(10);
/// How long after a save the store is looked after, when nothing else is saved meanwhile.
const CALM: Duration = Duration::from_secs(20);

/// Something to do with the store.
#[derive(Debug)]
pub enum Job {
    /// Save edits, undone together.
    Save(Vec<Edit>),
    /// Take the last step back.
    Undo,
    /// Make it again.
    Redo,
    /// Keep what was written so far; whether it changes an annotation that is kept already.
    Draft(Box<Annotation>, bool),
    /// Forget a draft.
    DropDraft(Id),
    /// Look for what others wrote.
    Poll,
}

/// The thread that keeps annotations.
#[derive(Debug)]
pub struct Keeper {
    jobs: Sender<Job>,
    thread: JoinHandle<usize>,
}

impl Keeper {
    /// Starts the thread on the store in `dir`. Its answers go to `answers`, and `waker` is woken for each.
    /// `library` holds the texts of which the store keeps a copy when they are annotated.
    #[must_use]
    pub fn start(dir: PathBuf, library: Library, answers: Sender<Event>, waker: Waker) -> Self {
        let (jobs, todo) = channel();
        let poll = jobs.clone();
        let thread = thread::spawn(move || {
            let mut answer = |event| {
                let _ = answers.send(event);
                waker.wake();
            };
            let mut store = Store::open(&dir);
            let held = store.held(&library);
            let told: Vec<_> = held.iter().map(crate::store::held::Held::told).collect();
            let held = held.into_iter().map(|held| (held.index, Arc::new(held.kept))).collect();
            answer(loaded(&store, &library, held));
            for told in told {
                answer(Event::Failed(format!("{told} · :other-text shows the new one")));
            }
            for problem in store.problems() {
                answer(Event::Failed(crate::text::clean::line(&problem.to_string())));
            }
            watch::start(dir, move || poll.send(Job::Poll).is_ok());
            keep(&mut store, &library, &todo, &mut answer)
        });
        Self { jobs, thread }
    }

    /// Asks for something; the answer is an event.
    pub fn ask(&self, job: Job) {
        let _ = self.jobs.send(job);
    }

    /// Does what was asked, ends the thread, and returns how many edits could not be saved.
    #[must_use]
    pub fn finish(self) -> usize {
        // The watcher holds a sender too, so the end is asked for by an empty save.
        let _ = self.jobs.send(Job::Save(Vec::new()));
        drop(self.jobs);
        self.thread.join().unwrap_or(0)
    }
}

fn loaded(store: &Store, library: &Library, held: Vec<(usize, Arc<Article>)>) -> Event {
    let drafts = store.drafts().into_iter().map(|draft| (draft.annotation, draft.editing));
    let annotations = store.annotations().clone();
    Event::Loaded(Loaded::of(library.clone(), annotations, drafts.collect(), held))
}

/// Does jobs until the end is asked for, and returns how many edits are not saved then.
fn keep(
    store: &mut Store,
    library: &Library,
    todo: &Receiver<Job>,
    answer: &mut dyn FnMut(Event),
) -> usize {
    let mut changed = false;
    loop {
        let unsaved = store.unsaved().count();
        let wait = match (unsaved > 0, changed) {
            (true, _) => Some(RETRY),
            (false, true) => Some(CALM),
            (false, false) => None,
        };
        let job = match wait {
            Some(wait) => todo.recv_timeout(wait),
            None => todo.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match job {
            Ok(Job::Save(edits)) if edits.is_empty() => {
                if store.unsaved().next().is_some() {
                    let _ = store.retry();
                }
                return store.unsaved().count();
            }
            Ok(Job::Save(edits)) => {
                keep_texts(store, library, &edits, answer);
                told(store.apply(&edits).map(|acked| acked.others), store, answer);
                changed = true;
            }
            Ok(Job::Undo) => stepped(store, true, answer),
            Ok(Job::Redo) => stepped(store, false, answer),
            Ok(Job::Draft(annotation, editing)) => {
                let draft = draft(*annotation, editing);
                if let Err(error) = store.save_draft(&draft) {
                    answer(Event::Failed(format!("the draft could not be kept: {error}")));
                }
            }
            Ok(Job::DropDraft(id)) => {
                let _ = store.drop_draft(&name(&id));
            }
            Ok(Job::Poll) => {
                let theirs = store.poll();
                if !theirs.is_empty() {
                    answer(Event::Elsewhere(theirs));
                }
            }
            Err(RecvTimeoutError::Timeout) if unsaved > 0 => {
                told(store.retry().map(|acked| acked.others), store, answer);
            }
            Err(RecvTimeoutError::Timeout) => {
                changed = false;
                if let Err(why) = store.maintain() {
                    answer(Event::Failed(format!("the daily backup was not made: {why}")));
                }
            }
            Err(RecvTimeoutError::Disconnected) => return store.unsaved().count(),
        }
    }
}

/// Answers what became of a save.
fn told(
    outcome: Result<Vec<Edit>, crate::store::Unsaved>,
    store: &Store,
    answer: &mut dyn FnMut(Event),
) {
    let others = match outcome {
        Ok(others) => {
            answer(Event::Saved);
            others
        }
        Err(unsaved) => {
            answer(Event::Unsaved(store.unsaved().count(), unsaved.why.to_string()));
            unsaved.others
        }
    };
    if !others.is_empty() {
        answer(Event::Elsewhere(others));
    }
}

fn stepped(store: &mut Store, back: bool, answer: &mut dyn FnMut(Event)) {
    let outcome = if back { store.undo() } else { store.redo() };
    match outcome {
        Ok(edits) => answer(Event::Stepped(back, edits)),
        Err(unsaved) => {
            // It is kept in memory all the same: the screen shows what the store holds now.
            answer(Event::Replaced(store.annotations().clone()));
            told(Err(unsaved), store, answer);
        }
    }
}

/// Keeps a copy of each text before the first annotation on it.
fn keep_texts(store: &mut Store, library: &Library, edits: &[Edit], answer: &mut dyn FnMut(Event)) {
    for target in edits.iter().flat_map(|edit| &edit.annotation().targets) {
        let Some(index) = library.by_sha256(&target.sha256) else { continue };
        if let Err(error) = store.keep_text(&library.articles()[index]) {
            answer(Event::Failed(format!("the text could not be kept beside its notes: {error}")));
        }
    }
}

fn draft(annotation: Annotation, editing: bool) -> Draft {
    let name = name(&annotation.id);
    let text = annotation.comments().next().unwrap_or_default().to_owned();
    Draft { name, text, ..Draft::new(annotation, editing) }
}

/// The name of the draft of an annotation: letters, digits and dashes.
fn name(id: &Id) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    id.0.trim_start_matches("urn:uuid:").chars().map(plain).collect()
}
