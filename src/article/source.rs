//! Where an article came from: outlet, byline, dates, address, hash.

use jiff::civil::Date;
use std::path::PathBuf;

/// What is known of where an article came from. Every string is clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file it was read from; `None` for standard input and bundled accounts.
    pub path: Option<PathBuf>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The day it was published; relative dates in the text are resolved against it.
    pub published: Option<Date>,
    /// The moment it was published, as written, when more than a day is known.
    pub published_at: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Where the report was filed from, out of the dateline.
    pub dateline: Option<String>,
    /// The encoding the bytes were read in, when it was not plain UTF-8.
    pub encoding: Option<&'static str>,
    /// SHA-256 of the clean text, in hexadecimal: the identity of what annotations were made on.
    pub sha256: String,
    /// How many hidden or control characters were taken out or replaced.
    pub hidden: usize,
}
