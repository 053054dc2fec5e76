//! What a format is, what goes into one, and what comes out; the table of all of them.

use crate::analysis::Analysis;
use crate::annotation::{Annotation, Id};
use crate::article::Library;
use crate::topic::TopicIndex;
use std::collections::HashSet;

/// A format that results and annotations leave in, or come back from.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// The extension of its files, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is good for, in one sentence.
    pub help: &'static str,
    /// What it cannot carry, in a few words each.
    pub cannot: &'static [&'static str],
    /// Writes it; `None` when it is only read.
    pub write: Option<fn(&Outgoing<'_>) -> Written>,
    /// Reads it; `None` when it is only written. The library turns offsets into those of our texts.
    pub read: Option<fn(&[u8], &Library) -> Result<Imported, Unreadable>>,
}

/// Every format, the reports first.
pub const FORMATS: &[Format] = &[Format {
    name: "html",
    extension: "html",
    media_type: "text/html",
    help: "A report for a browser, a phone or paper: one file, no network, no scripts.",
    cannot: &["selectors", "unknown members"],
    write: Some(super::html::write),
    read: None,
}];

impl Format {
    /// Returns the format with the given name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Returns the first format whose files have the given extension.
    #[must_use]
    pub fn by_extension(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extension.eq_ignore_ascii_case(extension))
    }
}

/// Everything a format may draw on when it writes.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// The accounts.
    pub library: &'a Library,
    /// The annotations kept for them: notes, and findings that were judged.
    pub annotations: &'a [Annotation],
    /// What the program found; empty when only annotations leave.
    pub analysis: &'a Analysis,
    /// What the accounts talk about; empty when only annotations leave.
    pub topics: &'a TopicIndex,
    /// The moment of writing, RFC 3339 in UTC: nothing here reads a clock.
    pub now: &'a str,
    /// Write tables as they are, not made safe for spreadsheets.
    pub raw: bool,
}

impl Outgoing<'_> {
    /// Returns the annotations, then the findings that none of them stands for, as annotations.
    #[must_use]
    pub fn everything(&self) -> Vec<Annotation> {
        let kept: HashSet<&Id> = self.annotations.iter().map(|a| &a.id).collect();
        let found =
            [&self.analysis.contradictions, &self.analysis.updates, &self.analysis.corroborations];
        let new = found.into_iter().flatten().filter(|f| !kept.contains(&f.annotation_id()));
        let new = new.map(|finding| finding.to_annotation(self.library, self.now));
        self.annotations.iter().cloned().chain(new).collect()
    }
}

/// A file to be written: its name (one plain path segment) and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name: lower-case ASCII letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// What goes into it.
    pub bytes: Vec<u8>,
}

/// What a format made of what left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files; most formats make one.
    pub files: Vec<File>,
    /// What was there and could not be carried, each in one sentence to be shown.
    pub dropped: Vec<String>,
}

/// What a format gave back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The annotations, in the order of the file.
    pub annotations: Vec<Annotation>,
    /// What was there and could not be taken, each in one sentence to be shown.
    pub ignored: Vec<String>,
}

/// Why bytes are not what a format expects.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub String);
