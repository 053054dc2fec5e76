//! One account of an event, and the set of accounts being compared.

pub mod block;
pub mod bundled;
pub mod library;
pub mod read;
pub mod source;

#[allow(clippy::module_inception, reason = "the file is named after its type, as all are")]
mod article;

pub use article::{Article, Aside, AsideKind};
pub use block::{Block, BlockKind};
pub use library::Library;
pub use source::Source;
