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

impl Source {
    /// Sets the publication date out of what a source says: an ISO 8601 date or moment, an RFC 2822
    /// date, or a date in words. What names no full date changes nothing.
    pub fn set_published(&mut self, written: &str) {
        let written = written.trim();
        let Some(day) = day(written) else { return };
        self.published = Some(day);
        self.published_at = (written != day.to_string()).then(|| crate::text::clean::line(written));
    }
}

/// Returns the full date that a short text names first.
pub(super) fn day(written: &str) -> Option<Date> {
    use crate::language::{date, token};
    let head =
        written.get(..10).filter(|_| !written[10..].starts_with(|c: char| c.is_ascii_digit()));
    if let Some(day) = head.and_then(|head| head.parse().ok()) {
        return Some(day);
    }
    let short = &written[..written.floor_char_boundary(200)];
    let tokens = token::tokens(short, crate::text::Span::new(0, short.len()));
    date::mentions(short, &tokens).iter().find_map(|mention| match mention.day? {
        date::Day::Date { year: Some(year), month, day } => Date::new(year, month, day).ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_sources_come_in_many_forms() {
        let cases = [
            ("2025-09-02", Some("2025-09-02")),
            ("2025-09-02T10:30:00Z", Some("2025-09-02")),
            ("2 September 2025", Some("2025-09-02")),
            ("Sept. 2, 2025, 9.40pm", Some("2025-09-02")),
            ("Tue, 02 Sep 2025 10:30:00 +0000", Some("2025-09-02")),
            ("2025-13-40", None),
            ("soon", None),
            ("", None),
        ];
        for (written, want) in cases {
            let mut source = Source::default();
            source.set_published(written);
            assert_eq!(source.published.map(|d| d.to_string()).as_deref(), want, "{written}");
        }
    }
}
