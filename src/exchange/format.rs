//! What a format is, what goes into one, and what comes out; the table of all of them.

use super::FORMATS;
use crate::analysis::Analysis;
use crate::annotation::{Annotation, Id};
use crate::article::Library;
use crate::topic::TopicIndex;
use std::collections::HashSet;

/// A function that reads a format.
pub type Read = fn(&[u8], &Library) -> Result<Imported, Unreadable>;

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
    pub read: Option<Read>,
}

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

/// Returns the format that a file is in, by its name and what it begins with; `None` when only a person can tell.
#[must_use]
pub fn guess(name: &str, bytes: &[u8]) -> Option<&'static Format> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if ["csv", "tsv"].iter().any(|e| extension.eq_ignore_ascii_case(e)) {
        return Format::by_extension(extension);
    }
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).into_owned();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with(['{', '[']) {
        return None;
    }
    let hypothesis = start.contains("\"export_userid\"") || start.contains("\"client_version\"");
    Format::named(if hypothesis { "hypothesis" } else { "w3c" })
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

/// Returns the text of a file: UTF-8, without a byte order mark.
///
/// # Errors
/// When it is not UTF-8.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, Unreadable> {
    let text = std::str::from_utf8(bytes)
        .map_err(|e| Unreadable(format!("it is not UTF-8 (byte {})", e.valid_up_to())))?;
    Ok(text.trim_start_matches('\u{feff}'))
}

/// Returns a name that is a plain file name on every system: lower-case ASCII letters, digits, `-`
/// and `_`, at most 60 of them; words that lose characters get a short hash of themselves.
///
/// ```
/// use rashomon::exchange::format::slug;
/// assert_eq!(slug("002_newshub"), "002_newshub");
/// assert!(slug("../Ünder").starts_with("nder-"));
/// ```
#[must_use]
pub fn slug(words: &str) -> String {
    let kept = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_');
    let mut slug = String::new();
    for c in words.chars().map(|c| c.to_ascii_lowercase()) {
        if kept(c) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(60);
    let slug = slug.trim_end_matches('-');
    let device = ["con", "prn", "aux", "nul"].contains(&slug)
        || (slug.len() == 4 && (slug.starts_with("com") || slug.starts_with("lpt")));
    if slug == words && !slug.is_empty() && !device {
        return slug.to_owned();
    }
    let hash = crc32c::crc32c(words.as_bytes());
    if slug.is_empty() { format!("source-{hash:08x}") } else { format!("{slug}-{hash:08x}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_on_every_system() {
        for words in [
            "../../etc/passwd",
            "CON",
            "nul",
            "a\nb\u{1b}[31m",
            "",
            "🔥",
            &"x".repeat(300),
            "a:b*c?",
        ] {
            let name = slug(words);
            assert!((5..=69).contains(&name.len()), "{name}");
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b)),
                "{name}"
            );
            assert!(name != slug(&format!("{words}!")), "{name}");
        }
        assert_eq!((slug("gazette").as_str(), slug("a_1-b").as_str()), ("gazette", "a_1-b"));
    }

    #[test]
    fn the_table_agrees_with_itself() {
        for (at, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..at].iter().all(|other| other.name != format.name), "{}", format.name);
            assert!(format.help.ends_with('.') && format.write.is_some(), "{}", format.name);
            assert_eq!(Format::named(format.name).map(|f| f.help), Some(format.help));
        }
    }

    #[test]
    fn files_are_known_by_name_and_content() {
        for (name, bytes, wanted) in [
            ("a.csv", "x", Some("csv")),
            ("a.TSV", "x", Some("tsv")),
            ("a.json", "{\"export_date\":\"\",\"export_userid\":\"\"", Some("hypothesis")),
            ("a.json", "\u{feff} [{}]", Some("w3c")),
            ("a.md", "# x", None),
        ] {
            assert_eq!(guess(name, bytes.as_bytes()).map(|f| f.name), wanted, "{name}");
        }
    }
}
