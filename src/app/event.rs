//! What happens to the reader: keys, the mouse, the terminal, and answers of the worker.

use super::key::Key;
use crate::analysis::align::Alignment;
use crate::analysis::{Analysis, Progress};
use crate::annotation::{Annotation, AnnotationSet, Edit, Placed};
use crate::article::{Article, Library};
use crate::text::Span;
use crate::topic::{Jump, TopicIndex};
use std::sync::Arc;

/// Something that happened. Times and results arrive in events; `update` reads no clock and no file.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; not yet clean.
    Paste(String),
    /// The mouse did something at a cell, counted from 0.
    Mouse {
        /// What it did.
        what: Mouse,
        /// The column of the cell.
        column: u16,
        /// The row of the cell.
        row: u16,
    },
    /// The terminal has a new size.
    Resize {
        /// In columns.
        width: u16,
        /// In rows.
        height: u16,
    },
    /// Nothing was pressed for a while after a digit: it was a pane's number, not a count.
    Pause,
    /// Topics were computed for the library of that generation.
    Topics(u64, Arc<TopicIndex>, Arc<Jump>),
    /// Passages about the same thing were found in the library of that generation.
    Aligned(u64, Arc<Alignment>),
    /// Some matches in a long article were found.
    Found {
        /// Which search it was.
        id: u64,
        /// The article, as an index into the library.
        article: usize,
        /// The matches, in order, after those told before.
        spans: Vec<Span>,
        /// Whether these are the last.
        done: bool,
    },
    /// Work on the library of that generation takes a while, and is so far.
    Progress(u64, Progress),
    /// Everything was computed for the library of that generation.
    Computed(u64),
    /// Findings were computed for the library of that generation.
    Analysed(u64, Arc<Analysis>),
    /// The annotations of the store and what was begun: at the start.
    Loaded(Loaded),
    /// Every annotation, as the store holds them now: a step was taken that is not safe yet.
    Replaced(AnnotationSet),
    /// Annotations were changed by another running reader.
    Elsewhere(Vec<Edit>),
    /// A step was taken back (`true`) or made again; none when there was nothing to take.
    Stepped(bool, Vec<Edit>),
    /// Everything is safe on disk.
    Saved,
    /// So many edits are not safe yet, and why.
    Unsaved(usize, String),
    /// The reader's own editor was closed with these words.
    Edited(String),
    /// Something went wrong outside; one clean sentence.
    Failed(String),
    /// Something was done outside; one clean sentence.
    Done(String),
}

/// What the store holds at the start.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The annotations.
    pub annotations: AnnotationSet,
    /// Where they stand in the accounts, with the texts of `held` in their places.
    pub placed: Placed,
    /// Notes that were begun and not saved, as they would have been; whether they change a kept one.
    pub drafts: Vec<(Annotation, bool)>,
    /// Sources that came back without most of the words that were annotated: their index, and the
    /// account with the text that was kept.
    pub held: Vec<(usize, Arc<Article>)>,
}

impl Loaded {
    /// Finds the places of annotations in a library. It takes a while when there are many: the screen does
    /// not wait for it.
    #[must_use]
    pub fn of(
        mut library: Library,
        annotations: AnnotationSet,
        drafts: Vec<(Annotation, bool)>,
        held: Vec<(usize, Arc<Article>)>,
    ) -> Self {
        for (index, kept) in &held {
            library.replace(*index, Arc::clone(kept));
        }
        let placed = Placed::new(&library, &annotations);
        Self { annotations, placed, drafts, held }
    }
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The main button went down.
    Press,
    /// The wheel turned towards the reader.
    WheelDown,
    /// The wheel turned away.
    WheelUp,
}
