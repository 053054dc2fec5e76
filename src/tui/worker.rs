//! Performs slow work beside reading and answers with events. A panic in it is an event, not the end.

use super::teller::Teller;
use super::wait::Waker;
use crate::analysis::align::Alignment;
use crate::analysis::{Analysis, Progress, Stage, Watch, analyze_with};
use crate::app::Event;
use crate::article::Library;
use crate::topic::{Jump, TopicIndex};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Asks somebody outside about what was found, under a watch, and returns what went wrong.
pub type Judge = Arc<dyn Fn(&Library, &mut Analysis, Watch<'_>) -> Option<String> + Send + Sync>;

/// A thread that computes topics and findings.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<(u64, Library)>,
    /// The set that was asked for last, or [`NONE`]: work on another one is in vain and stops.
    newest: Arc<AtomicU64>,
}

/// No set has this number: all work is in vain.
const NONE: u64 = u64::MAX;

impl Worker {
    /// Starts the thread; its answers go to `answers`, and `waker` is woken for each.
    #[must_use]
    pub fn start(answers: Sender<Event>, waker: Waker, judge: Option<Judge>) -> Self {
        let (jobs, todo) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let asked = Arc::clone(&newest);
        thread::spawn(move || work(&todo, &answers, &waker, judge.as_ref(), &asked));
        Self { jobs, newest }
    }

    /// Asks for topics and findings of a library. Older requests are dropped, those begun are stopped.
    pub fn compute(&self, generation: u64, library: Library) {
        self.newest.store(generation, Ordering::SeqCst);
        let _ = self.jobs.send((generation, library));
    }

    /// Stops what was asked for; nothing more is told of it.
    pub fn stop(&self) {
        self.newest.store(NONE, Ordering::SeqCst);
    }
}

fn work(
    todo: &Receiver<(u64, Library)>,
    answers: &Sender<Event>,
    waker: &Waker,
    judge: Option<&Judge>,
    newest: &AtomicU64,
) {
    while let Ok(mut job) = todo.recv() {
        while let Ok(newer) = todo.try_recv() {
            job = newer;
        }
        let (generation, library) = job;
        let teller = RefCell::new(Teller::new());
        let watch = |progress: Progress| {
            if teller.borrow_mut().is_due() {
                let _ = answers.send(Event::Progress(generation, progress));
                waker.wake();
            }
            newest.load(Ordering::SeqCst) == generation
        };
        let topics = || {
            let topics = Arc::new(TopicIndex::read(&library, &watch)?);
            let jump = Arc::new(Jump::new(&topics));
            Some(Event::Topics(generation, topics, jump))
        };
        let found: RefCell<Arc<Analysis>> = RefCell::default();
        let findings = || {
            let analysis = Arc::new(analyze_with(&library, &watch)?);
            *found.borrow_mut() = Arc::clone(&analysis);
            Some(Event::Analysed(generation, analysis))
        };
        let aligned = || {
            let alignment = Alignment::read(&library, &watch)?;
            Some(Event::Aligned(generation, Arc::new(alignment)))
        };
        let judged = || {
            let judge = judge?;
            let mut analysis = Analysis::clone(&found.borrow());
            watch(Progress { stage: Stage::Judging, done: 0, of: 0 }).then_some(())?;
            Some(match judge(&library, &mut analysis, &watch) {
                Some(trouble) => Event::Failed(trouble),
                None => Event::Analysed(generation, Arc::new(analysis)),
            })
        };
        let mut jobs: Vec<(&str, &dyn Fn() -> Option<Event>)> =
            vec![("topics", &topics), ("the comparison", &findings), ("linking", &aligned)];
        if judge.is_some() {
            // What the rules found is there already; what another thinks of it may take its time.
            jobs.push(("the judge", &judged));
        }
        let last = jobs.len() - 1;
        for (n, (what, job)) in jobs.into_iter().enumerate() {
            let answer = catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
                Some(Event::Failed(format!("{what} failed; please report this as a defect")))
            });
            // Stopped: another set was asked for, or none.
            if newest.load(Ordering::SeqCst) != generation {
                break;
            }
            let Some(answer) = answer else { break };
            if answers.send(answer).is_err() {
                return;
            }
            if n == last {
                let _ = answers.send(Event::Computed(generation));
            }
            waker.wake();
        }
    }
}
