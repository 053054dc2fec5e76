//! Performs slow work beside reading and answers with events. A panic in it is an event, not the end.

use super::wait::Waker;
use crate::analysis::Analysis;
use crate::analysis::align::Alignment;
use crate::app::Event;
use crate::article::Library;
use crate::topic::{Jump, TopicIndex};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Asks somebody outside about what was found, and returns what went wrong.
pub type Judge = Arc<dyn Fn(&Library, &mut Analysis) -> Option<String> + Send + Sync>;

/// A thread that computes topics and findings.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<(u64, Library)>,
}

impl Worker {
    /// Starts the thread; its answers go to `answers`, and `waker` is woken for each.
    #[must_use]
    pub fn start(answers: Sender<Event>, waker: Waker, judge: Option<Judge>) -> Self {
        let (jobs, todo) = channel();
        thread::spawn(move || work(&todo, &answers, &waker, judge.as_ref()));
        Self { jobs }
    }

    /// Asks for topics and findings of a library. Older requests that have not begun are dropped.
    pub fn compute(&self, generation: u64, library: Library) {
        let _ = self.jobs.send((generation, library));
    }
}

fn work(
    todo: &Receiver<(u64, Library)>,
    answers: &Sender<Event>,
    waker: &Waker,
    judge: Option<&Judge>,
) {
    while let Ok(mut job) = todo.recv() {
        while let Ok(newer) = todo.try_recv() {
            job = newer;
        }
        let (generation, library) = job;
        let topics = || {
            let topics = Arc::new(TopicIndex::of(&library));
            let jump = Arc::new(Jump::new(&topics));
            Event::Topics(generation, topics, jump)
        };
        let judged = || {
            let mut analysis = crate::analysis::analyze(&library);
            match judge.and_then(|judge| judge(&library, &mut analysis)) {
                Some(trouble) => Event::Failed(trouble),
                None => Event::Analysed(generation, Arc::new(analysis)),
            }
        };
        let findings = || Event::Analysed(generation, Arc::new(crate::analysis::analyze(&library)));
        let aligned = || Event::Aligned(generation, Arc::new(Alignment::of(&library)));
        let mut jobs: Vec<(&str, &dyn Fn() -> Event)> =
            vec![("topics", &topics), ("the comparison", &findings), ("linking", &aligned)];
        if judge.is_some() {
            // What the rules found is there already; what another thinks of it may take its time.
            jobs.push(("the judge", &judged));
        }
        for (what, job) in jobs {
            let answer = catch_unwind(AssertUnwindSafe(job)).unwrap_or_else(|_| {
                Event::Failed(format!("{what} failed; please report this as a defect"))
            });
            if answers.send(answer).is_err() {
                return;
            }
            waker.wake();
        }
    }
}
