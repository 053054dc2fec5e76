//! Bytes into articles: picks the reader, and says what can go wrong.

use super::Article;
use std::path::PathBuf;

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
}

/// Where bytes come from, for the reader to name and for the format to be guessed.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The file, if any.
    pub path: Option<PathBuf>,
    /// The short name to give the article; else the file's stem.
    pub id: Option<String>,
    /// The encoding the user says the bytes are in, as a WHATWG label.
    pub encoding: Option<String>,
}

/// Why bytes did not become an article. The message names the reason, not the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing to read.
    #[error("it holds no text")]
    Empty,
    /// Not text.
    #[error("it looks like binary data ({0})")]
    Binary(&'static str),
    /// A feature is missing.
    #[error("this build cannot read {0}; build it with the feature `{1}`")]
    Unsupported(&'static str, &'static str),
    /// The format's own reader failed.
    #[error("it could not be read as {0}: {1}")]
    Malformed(&'static str, String),
}

/// Reads bytes into articles: most formats give one, a feed or an archive may give several.
///
/// # Errors
/// When the bytes hold no text or cannot be read as what they claim to be.
pub fn read(bytes: &[u8], origin: &Origin) -> Result<Vec<Article>, ReadError> {
    let text = crate::text::clean::clean(&String::from_utf8_lossy(bytes)).text;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let id = origin.id.clone().unwrap_or_else(|| "stdin".to_owned());
    Ok(vec![Article { id, text, ..Article::default() }])
}
