//! How far long work is, how to stop it, and how much of a text it takes in.

use crate::article::Library;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Articles into topics.
    Topics,
    /// Articles into claims.
    Reading,
    /// Rules over claims.
    Comparing,
    /// Passages beside each other.
    Linking,
    /// What was found, put before a judge outside.
    Judging,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How many steps of the stage are done.
    pub done: usize,
    /// How many steps the stage has; 0 when nobody knows.
    pub of: usize,
}

impl std::fmt::Display for Progress {
    /// In two or three words: `comparing, 34 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.stage {
            Stage::Topics => "gathering topics",
            Stage::Reading => "reading",
            Stage::Comparing => "comparing",
            Stage::Linking => "linking passages",
            Stage::Judging => "asking the judge",
        })?;
        match (self.done.min(self.of) * 100).checked_div(self.of) {
            Some(percent) => write!(f, ", {percent} %"),
            None => Ok(()),
        }
    }
}

/// Looks on while long work is done: hears how far it is, and answers whether to go on.
pub type Watch<'a> = &'a dyn Fn(Progress) -> bool;

/// A watch that never stops anything.
#[must_use]
pub fn unwatched(_: Progress) -> bool {
    true
}

/// How many sentences are read between two looks at the watch: some milliseconds of work.
const BETWEEN_LOOKS: usize = 64;

/// Counts steps of one stage, and looks at the watch now and then.
pub(crate) struct Steps<'a> {
    watch: Watch<'a>,
    progress: Progress,
    sentences: usize,
}

impl<'a> Steps<'a> {
    /// Begins a stage of so many steps.
    pub(crate) fn new(watch: Watch<'a>, stage: Stage, of: usize) -> Self {
        Self { watch, progress: Progress { stage, done: 0, of }, sentences: 0 }
    }

    /// Goes on by so many steps; `None` when the work is to stop.
    pub(crate) fn by(&mut self, steps: usize) -> Option<()> {
        self.progress.done += steps;
        (self.watch)(self.progress).then_some(())
    }

    /// Goes on by a sentence of so many bytes, where the steps are bytes; `None` when the work is to stop.
    pub(crate) fn sentence(&mut self, bytes: usize) -> Option<()> {
        self.sentences += 1;
        self.progress.done += bytes;
        if self.sentences.is_multiple_of(BETWEEN_LOOKS) { self.by(0) } else { Some(()) }
    }
}

/// How many bytes of one article are compared with the others. A novel has about a million; what is longer
/// is a log or a book of reference, and reading all of it would take eighty times its size in memory.
pub const MAX_BYTES: usize = 1 << 20;

/// Returns the articles of which only the beginning is compared, by index.
#[must_use]
pub fn partial(library: &Library) -> Vec<usize> {
    let articles = library.articles().iter().enumerate();
    articles.filter(|(_, article)| article.text.len() > MAX_BYTES).map(|(index, _)| index).collect()
}

/// Returns how many bytes of a library are read, when at most `most` of each article are.
pub(crate) fn bytes(library: &Library, most: usize) -> usize {
    library.articles().iter().map(|article| article.text.len().min(most)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_in_a_few_words() {
        let told = |stage, done, of| Progress { stage, done, of }.to_string();
        assert_eq!(told(Stage::Reading, 0, 500), "reading, 0 %");
        assert_eq!(told(Stage::Comparing, 10, 29), "comparing, 34 %");
        assert_eq!(told(Stage::Comparing, 30, 29), "comparing, 100 %");
        assert_eq!(told(Stage::Judging, 0, 0), "asking the judge");
    }

    /// Runs work under a watch that stops it at the look of that number, and returns whether it came to its
    /// end, and what was told.
    fn stopped_at<T>(look: usize, work: &dyn Fn(Watch<'_>) -> Option<T>) -> (bool, Vec<Progress>) {
        let told = std::cell::RefCell::new(Vec::new());
        let watch = |progress: Progress| {
            told.borrow_mut().push(progress);
            told.borrow().len() != look
        };
        let done = work(&watch).is_some();
        (done, told.into_inner())
    }

    #[test]
    fn an_analysis_looks_often_and_stops_at_every_look() {
        let library = crate::article::bundled::bundled();
        let work = |watch: Watch<'_>| crate::analysis::analyze_with(&library, watch);
        let (done, told) = stopped_at(0, &work);
        assert!(done);
        for stage in [Stage::Reading, Stage::Comparing, Stage::Linking] {
            assert!(told.iter().any(|p| p.stage == stage), "{stage:?}");
        }
        for pair in told.windows(2).filter(|p| p[0].stage == p[1].stage && p[0].of == p[1].of) {
            assert!(pair[0].done <= pair[1].done || pair[1].done == 0, "{pair:?}");
        }
        assert!(told.iter().all(|p| p.done <= p.of), "more is done than there is");
        for look in (1..=told.len()).step_by(told.len() / 12) {
            let (done, told) = stopped_at(look, &work);
            assert!(!done && told.len() == look, "it went on after look {look}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_compared_by_its_beginning() {
        let sentence =
            "Twelve people were hurt when the ferry left the quay of Orvel on Tuesday.\n\n";
        let other = "Fourteen people were hurt when the ferry left the quay of Orvel on Tuesday.";
        let long = format!("{sentence}{}{other}", "a ".repeat(MAX_BYTES / 2));
        let library = crate::analysis::align::tests::library(&[&long, sentence.trim_end()]);
        assert_eq!(partial(&library), [0]);
        let context = crate::analysis::context::Context::new(&library);
        assert!(context.claims.iter().all(|c| c.span.end <= MAX_BYTES));
        assert!(context.claims.iter().any(|c| c.article == 0));
    }
}
