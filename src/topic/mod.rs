//! What the articles talk about, and getting there.

pub mod index;
pub mod jump;

pub use index::{Topic, TopicIndex, TopicKind};
pub use jump::{Jump, Ranked};
