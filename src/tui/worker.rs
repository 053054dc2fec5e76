//! Performs slow work beside reading and answers with events. A panic in it is an event, not the end.

use super::teller::Teller;
use super::wait::Waker;
use crate::analysis::align::Alignment;
use crate::analysis::{Analysis, Progress, analyze_with};
use crate::app::Event;
use crate::article::Library;
use crate::topic::{Jump, TopicIndex};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Asks somebody outside about what was found, and returns what went wrong.
pub type Judge = Arc<dyn Fn(&Library, &mut Analysis) -> Option<String> + Send + Sync>;

/// A thread that computes topics and findings.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<(u64, Library)>,
    /// The set that was asked for last: work on an older one is in vain and stops.
    newest: Arc<AtomicU64>,
}

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
        let topics = || {
            let topics = Arc::new(TopicIndex::of(&library));
            let jump = Arc::new(Jump::new(&topics));
            Some(Event::Topics(generation, topics, jump))
        };
        let teller = RefCell::new(Teller::new());
        let go_on = |progress: Progress| {
            if teller.borrow_mut().is_due() {
                let _ = answers.send(Event::Progress(generation, progress));
                waker.wake();
            }
            newest.load(Ordering::SeqCst) == generation
        };
        let judged = || {
            let mut analysis = analyze_with(&library, &|_| true).unwrap_or_default();
            Some(match judge.and_then(|judge| judge(&library, &mut analysis)) {
                Some(trouble) => Event::Failed(trouble),
                None => Event::Analysed(generation, Arc::new(analysis)),
            })
        };
        let findings = || {
            let analysis = analyze_with(&library, &go_on)?;
            Some(Event::Analysed(generation, Arc::new(analysis)))
        };
        let aligned = || Some(Event::Aligned(generation, Arc::new(Alignment::of(&library))));
        let mut jobs: Vec<(&str, &dyn Fn() -> Option<Event>)> =
            vec![("topics", &topics), ("the comparison", &findings), ("linking", &aligned)];
        if judge.is_some() {
            // What the rules found is there already; what another thinks of it may take its time.
            jobs.push(("the judge", &judged));
        }
        for (what, job) in jobs {
            let answer = catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
                Some(Event::Failed(format!("{what} failed; please report this as a defect")))
            });
            // Stopped: another set was asked for.
            let Some(answer) = answer else { break };
            if answers.send(answer).is_err() {
                return;
            }
            waker.wake();
        }
    }
}
