//! Characters and rows. This layer has never heard of an article.
//!
//! Positions are byte offsets everywhere inside rashomon ([`Span`]); other units exist only at the
//! border ([`offset`]). Text from outside passes [`clean`] once and is trusted afterwards.

pub mod clean;
pub mod count;
pub mod fold;
pub mod host;
pub mod offset;
pub mod percent;
pub mod span;
pub mod width;
pub mod wrap;

pub use count::counted;
pub use span::Span;

#[cfg(test)]
pub(crate) mod property;
