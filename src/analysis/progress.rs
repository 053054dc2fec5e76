//! How far an analysis is, and how to stop it.

/// What an analysis is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Articles into claims.
    Reading,
    /// Rules over claims.
    Comparing,
}

/// How far an analysis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    /// What it is doing.
    pub stage: Stage,
    /// How many steps of the stage are done.
    pub done: usize,
    /// How many steps the stage has.
    pub of: usize,
}

impl std::fmt::Display for Progress {
    /// In two or three words: `comparing, 34 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = (self.done * 100).checked_div(self.of).unwrap_or(0);
        match self.stage {
            Stage::Reading => write!(f, "reading"),
            Stage::Comparing => write!(f, "comparing, {percent} %"),
        }
    }
}

#[test]
fn progress_is_told_in_a_few_words() {
    let told = |stage, done, of| Progress { stage, done, of }.to_string();
    assert_eq!(told(Stage::Reading, 0, 500), "reading");
    assert_eq!(told(Stage::Comparing, 10, 29), "comparing, 34 %");
    assert_eq!(told(Stage::Comparing, 0, 0), "comparing, 0 %");
}
