//! The exact text of every annotated source, kept by its hash.
//!
//! A note whose source has changed can be shown against the text it was made on.

use super::Store;
use super::fs::{read_all, replace};
use crate::article::Article;
use sha2::{Digest, Sha256};
use std::io;

/// The longest text that is kept, in bytes.
const LONGEST: u64 = 256 << 20;

/// Returns the SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::with_capacity(64), |mut out, byte| {
        use std::fmt::Write;
        let _ = write!(out, "{byte:02x}");
        out
    })
}

impl Store {
    /// Keeps the text of an article, before the first annotation of it is saved. Cheap when it is
    /// kept already.
    ///
    /// # Errors
    /// When it cannot be written. The annotation can be saved all the same: it carries its quote.
    pub fn keep_text(&mut self, article: &Article) -> io::Result<()> {
        let hash = &article.source.sha256;
        if !is_hash(hash) {
            let told = "the article's hash is no SHA-256";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, told));
        }
        if let Err(why) = self.may_write() {
            return Err(io::Error::new(io::ErrorKind::ReadOnlyFilesystem, why.to_string()));
        }
        let (dir, name) = (self.part("sources"), format!("{hash}.txt"));
        if self.fs.open(&dir.join(&name), super::fs::How::Read).is_ok() {
            return Ok(());
        }
        self.make_ready()?;
        self.fs.create_dir(&dir)?;
        replace(&*self.fs, &dir, &name, article.text.as_bytes())
    }

    /// Returns the text with the given hash, if it was kept and is still what it was.
    #[must_use]
    pub fn kept_text(&self, hash: &str) -> Option<String> {
        if !is_hash(hash) {
            return None;
        }
        let path = self.part("sources").join(format!("{hash}.txt"));
        let text = String::from_utf8(read_all(&*self.fs, &path, LONGEST).ok()?).ok()?;
        (sha256(&text) == hash).then_some(text)
    }

    /// Returns the hashes of the texts that are kept.
    pub(super) fn kept_hashes(&self) -> Vec<String> {
        let entries = self.fs.list(&self.part("sources")).unwrap_or_default();
        let hashes = entries.iter().filter_map(|e| e.name.strip_suffix(".txt"));
        hashes.filter(|hash| is_hash(hash)).map(str::to_owned).collect()
    }
}

/// Tells whether a text is a hash: it becomes a file's name.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
