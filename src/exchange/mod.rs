//! Formats: text in, text out; one file a format, both directions where the format can carry it.
//!
//! [`FORMATS`] is the one table that the command line, the help and the README read. A new format is
//! one file with a `write` and, where it can be, a `read`, and one row in the table.

pub mod format;
pub mod html;
pub mod json;
pub mod markdown;
pub mod place;
pub mod report;
pub mod verify;
pub mod w3c;

#[cfg(test)]
mod sample;

pub use format::{FORMATS, File, Format, Imported, Outgoing, Unreadable, Written};
