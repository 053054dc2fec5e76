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
        thread::spawn(move || {
            stand_back();
            work(&todo, &answers, &waker, judge.as_ref(), &asked);
        });
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

/// Lets the screen go first: on a busy machine a key must not wait for work that nobody waits for.
#[cfg(target_os = "linux")]
fn stand_back() {
    // Here this is about the calling thread alone; elsewhere it would be about the whole program.
    let _ = rustix::process::setpriority_process(None, 5);
}

#[cfg(not(target_os = "linux"))]
fn stand_back() {}

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
        let found: RefCell<Option<Arc<Analysis>>> = RefCell::default();
        let findings = || {
            let analysis = Arc::new(analyze_with(&library, &watch)?);
            *found.borrow_mut() = Some(Arc::clone(&analysis));
            Some(Event::Analysed(generation, analysis))
        };
        let aligned = || {
            let alignment = Alignment::read(&library, &watch)?;
            Some(Event::Aligned(generation, Arc::new(alignment)))
        };
        let judged = || {
            let judge = judge?;
            let mut analysis = Analysis::clone(found.borrow().as_ref()?);
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
            let end = (n == last).then_some(Event::Computed(generation));
            for event in answer.into_iter().chain(end) {
                if answers.send(event).is_err() {
                    return;
                }
            }
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::bundled::bundled;
    use std::time::Duration;

    /// The names of the answers up to the one that says that everything was computed, of that generation.
    fn answers(come: &Receiver<Event>, generation: u64) -> Vec<&'static str> {
        let mut names = Vec::new();
        loop {
            let event = come.recv_timeout(Duration::from_secs(60)).expect("an answer");
            let (of, name) = match event {
                Event::Topics(of, ..) => (of, "topics"),
                Event::Analysed(of, _) => (of, "findings"),
                Event::Aligned(of, _) => (of, "links"),
                Event::Failed(_) => (generation, "trouble"),
                Event::Progress(..) => continue,
                Event::Computed(of) => (of, ""),
                other => panic!("{other:?}"),
            };
            match (of == generation, name) {
                (true, "") => return names,
                (true, name) => names.push(name),
                // It may have been on its way when that was stopped.
                (false, "topics") => {}
                (false, name) => panic!("{name} of another set"),
            }
        }
    }

    #[test]
    fn everything_is_computed_once_and_nothing_of_what_was_stopped() {
        let (answer, come) = channel();
        let worker = Worker::start(answer, Waker::of_nobody(), None);
        worker.compute(1, bundled());
        assert_eq!(answers(&come, 1), ["topics", "findings", "links"]);
        worker.compute(2, bundled());
        worker.stop();
        worker.compute(3, bundled());
        assert_eq!(answers(&come, 3), ["topics", "findings", "links"], "nothing of the second");
    }

    #[test]
    fn a_judge_comes_last_and_its_trouble_is_told() {
        for (trouble, last) in [(None, "findings"), (Some("it sulks"), "trouble")] {
            let (answer, come) = channel();
            let judge: Judge = Arc::new(move |_, analysis, watch| {
                assert!(!analysis.contradictions.is_empty(), "it is asked about what was found");
                assert!(watch(Progress { stage: Stage::Judging, done: 0, of: 1 }));
                trouble.map(str::to_owned)
            });
            let worker = Worker::start(answer, Waker::of_nobody(), Some(judge));
            worker.compute(1, bundled());
            assert_eq!(answers(&come, 1), ["topics", "findings", "links", last]);
        }
    }

    #[test]
    fn work_that_panics_is_told_and_the_next_is_done() {
        let (answer, come) = channel();
        let judge: Judge = Arc::new(|_, _, _| panic!("a defect, for the test"));
        let worker = Worker::start(answer, Waker::of_nobody(), Some(judge));
        for generation in [1, 2] {
            worker.compute(generation, bundled());
            let told = answers(&come, generation);
            assert_eq!(told, ["topics", "findings", "links", "trouble"]);
        }
    }
}
