//! The shared annotation model: the W3C Web Annotation, one type for notes of the reader and
//! findings of the program.
//!
//! An [`Annotation`] has *targets* (a source and selectors that say where in it), *bodies* (what is
//! said: comment, tag, classification, verdict), *motivations* (why), a *creator* (a person or a
//! rule) and a *status*. A contradiction is an annotation with two or more targets that belong
//! together. What tells a note from a finding is data, not type.
//!
//! Types here carry no serialization; their W3C form is in `exchange::w3c`.

pub mod anchor;
pub mod describe;
pub mod edit;
pub mod model;
pub mod placed;
pub mod refresh;
pub mod set;

pub use anchor::{Anchorer, Anchoring};
pub use edit::Edit;
pub use model::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status, Target, Unknown, Verdict,
};
pub use placed::{Mark, Placed, Tally};
pub use set::AnnotationSet;
