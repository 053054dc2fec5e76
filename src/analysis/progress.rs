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
