//! The doors out: what the state asks the world outside to do.

use crate::annotation::{Annotation, Edit, Id};
use crate::article::{Article, Library};
use std::sync::Arc;

/// Something to be done outside; the answer, if any, is an [`Event`](super::Event).
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Compute topics and findings of this library, which has that generation.
    Compute(u64, Library),
    /// Stop computing them; no answer is waited for.
    StopComputing,
    /// Stop searching; no answer is waited for.
    StopSearch,
    /// Search long articles beside reading; [`Event::Found`](super::Event::Found) answers.
    Search {
        /// Which search it is.
        id: u64,
        /// The words.
        pattern: String,
        /// The articles, with their indices in the library.
        articles: Vec<(usize, Arc<Article>)>,
    },
    /// Save what was done to annotations; the answer says when it is safe.
    Save(Vec<Edit>),
    /// Take the last step back, in this run or an earlier one.
    Undo,
    /// Make the last step again that was taken back.
    Redo,
    /// Keep what was written so far, should the program end before it is saved.
    Draft {
        /// The annotation as it would be saved now.
        annotation: Box<Annotation>,
        /// Whether it changes one that is kept already.
        editing: bool,
    },
    /// Forget a draft: it was saved, or there was nothing in it.
    DropDraft(Id),
    /// Put these words into the clipboard.
    Copy(String),
    /// Let the reader change these words in a program of their own.
    Edit(String),
    /// Give the terminal back and stop until the shell says to go on.
    Suspend,
    /// Draw everything again: something else wrote on the screen.
    Redraw,
    /// Leave.
    Quit,
    /// Panic, to prove that the terminal comes back (debug builds only).
    #[cfg(debug_assertions)]
    Panic,
}
