//! What a source is written in: told by its first bytes, then by its name.

use super::{ReadError, transcript};

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web page saved as one file (MHTML).
    SavedPage,
    /// A feed (RSS, Atom, JSON Feed) of several articles.
    Feed,
    /// A transcript with times (SubRip, WebVTT).
    Transcript,
    /// An e-book (EPUB).
    Epub,
    /// A Word document (DOCX).
    Docx,
    /// A PDF file.
    Pdf,
}

impl SourceFormat {
    /// Every format with what to call it, the extensions of its files, and the feature that reads it.
    pub const ALL: &[(Self, &'static str, &'static [&'static str], Option<&'static str>)] = &[
        (Self::Plain, "plain text", &["txt", "text"], None),
        (Self::Markdown, "Markdown", &["md", "markdown", "mkd", "mdown"], None),
        (Self::Html, "web pages", &["html", "htm", "xhtml"], Some("html")),
        (Self::SavedPage, "saved web pages", &["mhtml", "mht"], Some("html")),
        (Self::Feed, "feeds", &["rss", "atom"], Some("feeds")),
        (Self::Transcript, "transcripts", &["srt", "vtt"], None),
        (Self::Epub, "e-books", &["epub"], Some("epub")),
        (Self::Docx, "Word documents", &["docx"], Some("docx")),
        (Self::Pdf, "PDF files", &["pdf"], Some("pdf")),
    ];

    /// Tells whether this build reads files with the extension, given in small letters.
    #[must_use]
    pub fn is_read(extension: &str) -> bool {
        Self::of_extension(extension).is_some_and(|format| match format {
            Self::Plain | Self::Markdown | Self::Transcript => true,
            Self::Html | Self::SavedPage => cfg!(feature = "html"),
            Self::Feed => cfg!(feature = "feeds"),
            Self::Epub => cfg!(feature = "epub"),
            Self::Docx => cfg!(feature = "docx"),
            Self::Pdf => cfg!(feature = "pdf"),
        })
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, _, extensions, _)| extensions.contains(&extension))
            .map(|row| row.0)
    }

    /// Returns the format of bytes that are no text, by how they begin.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return None;
        }
        // The names of the entries stand in the directory at the end, uncompressed.
        let tail = &bytes[bytes.len().saturating_sub(1 << 20)..];
        let has = |name: &[u8]| tail.windows(name.len()).any(|window| window == name);
        if has(b"META-INF/container.xml") {
            Some(Self::Epub)
        } else if has(b"word/document.xml") {
            Some(Self::Docx)
        } else {
            None
        }
    }

    /// Returns the format of a text: its first words decide where they can, then the file's extension.
    pub(super) fn of_text(text: &str, extension: &str) -> Self {
        let start = &text[..text.floor_char_boundary(1024)];
        let start = start.trim_start_matches('\u{feff}').trim_start();
        let head = start.to_ascii_lowercase();
        let html = head.starts_with("<!doctype html") || head.starts_with("<html");
        if html || (head.starts_with("<?xml") && head.contains("<html")) {
            return Self::Html;
        }
        if let Some(format) = Self::of_extension(extension)
            && !matches!(format, Self::Plain | Self::Epub | Self::Docx | Self::Pdf)
        {
            return format;
        }
        if transcript::is_transcript(&start[..start.floor_char_boundary(200)]) {
            return Self::Transcript;
        }
        #[cfg(feature = "feeds")]
        if super::feed::is_feed(&head) {
            return Self::Feed;
        }
        #[cfg(feature = "html")]
        if super::mhtml::is_saved_page(&head) {
            return Self::SavedPage;
        }
        Self::Plain
    }

    pub(super) fn unsupported(self) -> ReadError {
        let row = Self::ALL.iter().find(|row| row.0 == self);
        let (what, feature) = row.map_or(("it", ""), |row| (row.1, row.3.unwrap_or_default()));
        ReadError::Unsupported(what, feature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_decide_then_the_name() {
        let cases = [
            ("<!DOCTYPE html><p>x", "txt", SourceFormat::Html),
            ("\u{feff} <html>", "", SourceFormat::Html),
            ("# x", "md", SourceFormat::Markdown),
            ("# x", "", SourceFormat::Plain),
            ("WEBVTT\n\n", "txt", SourceFormat::Transcript),
            (
                "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x",
                "",
                SourceFormat::SavedPage,
            ),
            ("<?xml version='1.0'?><rss>", "xml", SourceFormat::Feed),
            ("text", "epub", SourceFormat::Plain),
            // Blanks before characters of several bytes.
            ("   日本", "txt", SourceFormat::Plain),
            ("\u{feff}\n\nWEBVTT\n", "txt", SourceFormat::Transcript),
        ];
        for (text, extension, want) in cases {
            assert_eq!(SourceFormat::of_text(text, extension), want, "{text}");
        }
        assert_eq!(SourceFormat::of_bytes(b"%PDF-1.7"), Some(SourceFormat::Pdf));
        assert!(SourceFormat::is_read("txt") && !SourceFormat::is_read("json"));
    }
}
