//! What the articles talk about, and getting there.

pub mod index;
pub mod jump;

mod draft;
mod label;
mod merge;
mod noun;
mod passage;
mod phrase;
mod talk;
mod when;

pub use index::{Topic, TopicIndex, TopicKind};
pub use jump::{Jump, Ranked, is_like};
