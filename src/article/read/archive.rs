//! A zip archive as a source: never unpacked to disk, never believed about its sizes.

use super::{ReadError, decode};
use crate::text::percent;
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes that one entry may unpack to.
const ENTRY: u64 = 16 << 20;

/// The most bytes that all entries that are read may unpack to.
const ALL: u64 = 48 << 20;

/// The most entries.
const ENTRIES: usize = 10_000;

/// An archive whose unpacked bytes are counted as they are read.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
    format: &'static str,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `format` is named in errors.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ReadError> {
        let failed = |reason: String| ReadError::Malformed(format, reason);
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(error.to_string()))?;
        if zip.len() > ENTRIES {
            return Err(failed(format!("it has more than {ENTRIES} entries")));
        }
        Ok(Self { zip, left: ALL, format })
    }

    /// Returns the text of an entry, or `None` when there is none of that name.
    ///
    /// # Errors
    /// When it is damaged or unpacks to more than the limits, whatever size it declares.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let failed = |reason: String| ReadError::Malformed(self.format, reason);
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(failed(error.to_string())),
        };
        let limit = ENTRY.min(self.left);
        let mut bytes = Vec::new();
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(error.to_string()))?;
        let len = bytes.len() as u64;
        if len > limit {
            return Err(failed(format!("it unpacks to more than {} MiB", limit >> 20)));
        }
        self.left -= len;
        Ok(Some(decode::decode(Cow::Owned(bytes), None)?.text))
    }
}

/// Resolves a link inside an archive: percent signs decoded, relative to a folder, never above the root.
pub(super) fn resolve(folder: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    let link = percent::decoded(link);
    if link.is_empty() || link.starts_with('/') || link.contains(':') || link.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// Makes an archive of the given entries.
    pub(in super::super) fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
            writer.write_all(bytes).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    }

    #[test]
    fn links_stay_inside() {
        let cases = [
            ("OEBPS", "text/a%20b.xhtml#x", Some("OEBPS/text/a b.xhtml")),
            ("OEBPS/text", "../c.xhtml", Some("OEBPS/c.xhtml")),
            ("OEBPS", "../../etc/passwd", None),
            ("OEBPS", "%2e%2e/%2e%2e/x", None),
            ("", "/etc/passwd", None),
            ("", "http://x.example/", None),
            ("", "C:\\x", None),
            ("", "", None),
        ];
        for (folder, link, want) in cases {
            assert_eq!(resolve(folder, link).as_deref(), want, "{link}");
        }
    }

    /// Where `what` begins in `bytes`, counted from the start or from the end.
    fn find(bytes: &[u8], what: &[u8], last: bool) -> usize {
        let mut places = bytes.windows(what.len()).enumerate().filter(|(_, w)| *w == what);
        if last { places.next_back() } else { places.next() }.expect("it is there").0
    }

    #[test]
    fn the_directory_at_the_end_decides_and_of_two_with_one_name_the_last() {
        let read = |bytes: &[u8], name: &str| {
            Archive::open(bytes, "a book").expect("it is an archive").text(name).expect("a text")
        };
        let mut renamed = zipped(&[("a.txt", b"one"), ("b.txt", b"two")]);
        let at = find(&renamed, b"a.txt", false);
        renamed[at] = b'c';
        assert_eq!(read(&renamed, "a.txt").as_deref(), Some("one"));
        assert_eq!(read(&renamed, "c.txt"), None, "only the head of the entry says so");
        let mut twice = zipped(&[("a.txt", b"one"), ("b.txt", b"two")]);
        let at = find(&twice, b"b.txt", true);
        twice[at] = b'a';
        assert_eq!(read(&twice, "a.txt").as_deref(), Some("two"));
        assert_eq!(read(&twice, "b.txt"), None);
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_unpacks_to() {
        let bomb = zipped(&[("a.txt", &vec![b'a'; (ENTRY + 10) as usize])]);
        assert!(bomb.len() < 100_000);
        let mut archive = Archive::open(&bomb, "a book").expect("it is an archive");
        let error = archive.text("a.txt").expect_err("it is too large").to_string();
        assert!(error.contains("unpacks to more than 16 MiB"), "{error}");
        assert!(archive.text("b.txt").is_ok_and(|text| text.is_none()));
        assert!(Archive::open(b"PK\x03\x04 and nothing more", "a book").is_err());
    }
}
