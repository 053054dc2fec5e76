//! Bytes into articles: picks the reader, and says what can go wrong.
//!
//! Every reader hands pieces of text to `compose`, which makes the article: scraper leavings out,
//! metadata read where it stands, blocks told apart, everything clean.

#[cfg(any(feature = "epub", feature = "docx"))]
mod archive;
mod boilerplate;
mod compose;
mod dateline;
mod decode;
#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "epub")]
mod epub;
#[cfg(feature = "feeds")]
mod feed;
mod format;
mod frontmatter;
mod head;
#[cfg(feature = "html")]
mod html;
mod markdown;
#[cfg(any(feature = "html", feature = "epub", feature = "docx", feature = "feeds"))]
#[cfg_attr(
    not(all(feature = "html", feature = "epub", feature = "docx")),
    allow(dead_code, reason = "each format uses its part")
)]
mod markup;
#[cfg(feature = "html")]
mod mhtml;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod transcript;

pub use format::SourceFormat;
#[cfg(feature = "pdf")]
pub use pdf::words as words_of_pdf;

use super::Article;
use std::borrow::Cow;
use std::path::PathBuf;

/// Where bytes come from, for the reader to name and for the format to be guessed.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The file, if any.
    pub path: Option<PathBuf>,
    /// The short name to give the article; else the file's stem.
    pub id: Option<String>,
    /// The encoding the user says the bytes are in, as a WHATWG label.
    pub encoding: Option<String>,
    /// Gets the words out of a PDF file; else it is done here, without limits of time and memory.
    pub pdf: Option<PdfText>,
}

/// Gets the words out of a PDF file, or says why not.
pub type PdfText = fn(&[u8]) -> Result<String, String>;

impl Origin {
    /// Returns the origin of a file.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Returns the short name for the article, clean and never empty.
    #[must_use]
    pub fn name(&self) -> String {
        let stem = || self.path.as_deref()?.file_stem().map(|s| s.to_string_lossy().into_owned());
        let name = self.id.clone().or_else(stem).unwrap_or_else(|| "stdin".to_owned());
        let name = crate::text::clean::line(&name);
        if name.trim().is_empty() { "unnamed".to_owned() } else { name }
    }

    fn extension(&self) -> String {
        let extension = self.path.as_deref().and_then(|path| path.extension());
        extension.map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    }
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
    #[error("it could not be read as {0}: {detail}", detail = sentence(.1))]
    Malformed(&'static str, String),
    /// The label given as the encoding names none.
    #[error("`{0}` is no encoding known here; try utf-8, windows-1252 or utf-16le")]
    Encoding(String),
}

/// Reads bytes into articles: most formats give one, a feed or an archive may give several.
///
/// Owned bytes are read with fewer copies than borrowed ones.
///
/// ```
/// use rashomon::article::{BlockKind, read};
/// let text = "Bridge reopens\n\nThe bridge was opened again on Friday.\n\nShare this article\n";
/// let article = &read::read(text.as_bytes(), &read::Origin::default())?[0];
/// assert_eq!(article.title.as_deref(), Some("Bridge reopens"));
/// assert_eq!(article.text, "Bridge reopens\n\nThe bridge was opened again on Friday.");
/// assert_eq!(article.blocks[0].kind, BlockKind::Headline);
/// # Ok::<(), read::ReadError>(())
/// ```
///
/// # Errors
/// When the bytes hold no text or cannot be read as what they claim to be.
pub fn read<'a>(
    bytes: impl Into<Cow<'a, [u8]>>,
    origin: &Origin,
) -> Result<Vec<Article>, ReadError> {
    let bytes = bytes.into();
    let (mut articles, encoding) = match SourceFormat::of_bytes(&bytes) {
        Some(format) => (container(&bytes, format, origin)?, None),
        None => {
            let decoded = decode::decode(bytes, origin.encoding.as_deref())?;
            let format = SourceFormat::of_text(&decoded.text, &origin.extension());
            (text(decoded.text, format)?, decoded.encoding)
        }
    };
    articles.retain(|article| !article.blocks.is_empty());
    if articles.is_empty() {
        return Err(ReadError::Empty);
    }
    for article in &mut articles {
        article.id = origin.name();
        article.source.path.clone_from(&origin.path);
        article.source.encoding = encoding;
    }
    Ok(articles)
}

/// Reads a format that is no text.
fn container(
    bytes: &[u8],
    format: SourceFormat,
    origin: &Origin,
) -> Result<Vec<Article>, ReadError> {
    let _ = (bytes, origin);
    match format {
        #[cfg(feature = "epub")]
        SourceFormat::Epub => epub::read(bytes).map(|book| vec![book]),
        #[cfg(feature = "docx")]
        SourceFormat::Docx => docx::read(bytes).map(|document| vec![document]),
        #[cfg(feature = "pdf")]
        SourceFormat::Pdf => pdf::read(bytes, origin.pdf).map(|file| vec![file]),
        format => Err(format.unsupported()),
    }
}

/// Reads a format that is text.
fn text(text: String, format: SourceFormat) -> Result<Vec<Article>, ReadError> {
    match format {
        SourceFormat::Plain => Ok(vec![plain::read(text)]),
        SourceFormat::Markdown => Ok(vec![markdown::read(text)]),
        SourceFormat::Transcript => Ok(vec![transcript::read(text)]),
        #[cfg(feature = "html")]
        SourceFormat::Html => html::read(text).map(|page| vec![page]),
        #[cfg(feature = "html")]
        SourceFormat::SavedPage => {
            let saved = mhtml::read(&text)?;
            let page = decode::decode(Cow::Owned(saved.html), saved.charset.as_deref())?;
            let mut article = html::read(page.text)?;
            article.source.url = article.source.url.or(saved.url);
            Ok(vec![article])
        }
        #[cfg(feature = "feeds")]
        SourceFormat::Feed => feed::read(&text),
        format => Err(format.unsupported()),
    }
}

/// How many characters of another library's reason are told: it may quote the whole input.
const REASON: usize = 160;

/// What another library says of foreign bytes, clean and short.
fn sentence(reason: &str) -> String {
    let clean = crate::text::clean::line(reason);
    match clean.char_indices().nth(REASON) {
        Some((at, _)) => format!("{}…", &clean[..at]),
        None => clean,
    }
}

#[cfg(test)]
mod tests;
