//! Formats: text in, text out; one file a format, both directions where the format can carry it.

pub mod w3c;
