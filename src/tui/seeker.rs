//! Searches long articles beside reading; a newer search stops the older one.

use super::wait::Waker;
use crate::app::{Event, search};
use crate::article::Article;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

/// No search has this number.
const NONE: u64 = u64::MAX;

/// Starts searches and stops those that nobody waits for any longer.
#[derive(Debug)]
pub struct Seeker {
    newest: Arc<AtomicU64>,
    answers: Sender<Event>,
    waker: Waker,
}

impl Seeker {
    /// Returns a seeker whose answers go to `answers`; `waker` is woken for each.
    #[must_use]
    pub fn new(answers: Sender<Event>, waker: Waker) -> Self {
        Self { newest: Arc::default(), answers, waker }
    }

    /// Stops the search that goes on.
    pub fn stop(&self) {
        self.newest.store(NONE, Ordering::SeqCst);
    }

    /// Searches articles for `pattern` in a thread of its own.
    pub fn seek(&self, id: u64, pattern: String, articles: Vec<(usize, Arc<Article>)>) {
        self.newest.store(id, Ordering::SeqCst);
        let (newest, answers) = (Arc::clone(&self.newest), self.answers.clone());
        let waker = self.waker.clone();
        thread::spawn(move || {
            for (article, text) in articles {
                let told = |spans, done| {
                    let sent = answers.send(Event::Found { id, article, spans, done }).is_ok();
                    waker.wake();
                    sent
                };
                let mut gathered = Vec::new();
                let mut first = true;
                search::scan(&pattern, &text.text, |spans| {
                    gathered.extend(spans);
                    // The first match at once, the others with the end: every answer draws a frame.
                    if first && !gathered.is_empty() {
                        first = false;
                        told(std::mem::take(&mut gathered), false);
                    }
                    newest.load(Ordering::SeqCst) == id
                });
                if newest.load(Ordering::SeqCst) != id || !told(gathered, true) {
                    return;
                }
            }
        });
    }
}
