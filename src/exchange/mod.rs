//! Formats: text in, text out; one file a format, both directions where the format can carry it.
//!
//! [`FORMATS`] is the one table that the command line, the help and the README read. A new format is
//! one file with a `write` and, where it can be, a `read`, and one row in the table.

pub mod claim_review;
pub mod compare;
pub mod csv;
pub mod format;
pub mod html;
pub mod hypothesis;
pub mod json;
pub mod linear;
pub mod markdown;
pub mod place;
pub mod report;
pub mod topics;
pub mod verify;
pub mod w3c;
pub mod w3c_container;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod shape;

pub use format::{File, Format, Imported, Outgoing, Unreadable, Written};

/// Every format, the reports first.
pub const FORMATS: &[Format] = &[
    Format {
        name: "html",
        extension: "html",
        media_type: "text/html",
        help: "A report for a browser, a phone or paper: one file, no network, no scripts.",
        cannot: &["how quotes are anchored", "unknown members"],
        write: Some(html::write),
        read: None,
    },
    Format {
        name: "markdown",
        extension: "md",
        media_type: "text/markdown",
        help: "The report for a repository, a wiki or a message.",
        cannot: &["how quotes are anchored", "unknown members"],
        write: Some(markdown::write),
        read: None,
    },
    Format {
        name: "json",
        extension: "json",
        media_type: "application/json",
        help: "The report for scripts and for `rashomon verify`, schema rashomon/report/1.",
        cannot: &["how quotes are anchored", "unknown members"],
        write: Some(json::write),
        read: None,
    },
    Format {
        name: "w3c",
        extension: "jsonld",
        media_type: "application/ld+json",
        help: "Everything, as a W3C AnnotationCollection; reads pages, arrays, lines and single annotations, too.",
        cannot: &[],
        write: Some(w3c_container::write_collection),
        read: Some(w3c_container::read),
    },
    Format {
        name: "w3c-page",
        extension: "jsonld",
        media_type: "application/ld+json",
        help: "The same as a W3C AnnotationPage.",
        cannot: &[],
        write: Some(w3c_container::write_page),
        read: Some(w3c_container::read),
    },
    Format {
        name: "w3c-array",
        extension: "json",
        media_type: "application/ld+json",
        help: "The same as a bare JSON array.",
        cannot: &[],
        write: Some(w3c_container::write_array),
        read: Some(w3c_container::read),
    },
    Format {
        name: "w3c-lines",
        extension: "jsonl",
        media_type: "application/x-ndjson",
        help: "The same with one annotation a line.",
        cannot: &[],
        write: Some(w3c_container::write_lines),
        read: Some(w3c_container::read),
    },
    Format {
        name: "hypothesis",
        extension: "json",
        media_type: "application/json",
        help: "For the import of Hypothesis, one file a source; reads its exports.",
        cannot: &["two passages in one annotation: a pair is two that name each other"],
        write: Some(hypothesis::write),
        read: Some(hypothesis::read),
    },
    Format {
        name: "csv",
        extension: "csv",
        media_type: "text/csv",
        help: "A table for spreadsheets, safe against formulas; reads the tables of Hypothesis, too.",
        cannot: &["several comments apart", "other selectors", "unknown members"],
        write: Some(csv::write_csv),
        read: Some(csv::read_csv),
    },
    Format {
        name: "tsv",
        extension: "tsv",
        media_type: "text/tab-separated-values",
        help: "The same table with tabs.",
        cannot: &["several comments apart", "other selectors", "unknown members"],
        write: Some(csv::write_tsv),
        read: Some(csv::read_tsv),
    },
    Format {
        name: "claimreview",
        extension: "json",
        media_type: "application/ld+json",
        help: "Drafts of schema.org ClaimReview that say what they still lack.",
        cannot: &[
            "contradictions, which schema.org has no words for: they stand in a block of our own",
            "tags",
            "how quotes are anchored",
        ],
        write: Some(claim_review::write),
        read: None,
    },
];
