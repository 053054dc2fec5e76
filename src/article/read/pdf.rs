//! The text of a PDF file, as far as its writer left it in reading order.

use super::compose::compose;
use super::{PdfText, ReadError, plain};
use crate::article::{Article, Source};
use crate::text::clean;

const FORMAT: &str = "a PDF file";

/// The largest file, in bytes, that is tried.
const LARGEST: usize = 32 << 20;

/// Reads the text of a PDF file; `by` gets the words out of it.
///
/// # Errors
/// When it is damaged, holds pictures of text only, or the library gives up on it.
pub(super) fn read(bytes: &[u8], by: Option<PdfText>) -> Result<Article, ReadError> {
    let failed = |reason: &str| ReadError::Malformed(FORMAT, clean::line(reason));
    if bytes.len() > LARGEST {
        return Err(failed("it is larger than 32 MiB; try `pdftotext FILE - | rashomon -`"));
    }
    let text = by.unwrap_or(words)(bytes).map_err(|reason| failed(&reason))?;
    let cleaned = clean::clean_owned(text);
    if cleaned.text.trim().is_empty() {
        return Err(failed("it holds no text, only pictures perhaps"));
    }
    let mut article = compose(Source::default(), None, plain::pieces(&cleaned.text));
    article.source.hidden = cleaned.hidden;
    Ok(article)
}

/// Gets the words out of a PDF file, in this process: a hostile one may take all its time and memory.
///
/// # Errors
/// When it is damaged, or the library gives up on it.
pub fn words(bytes: &[u8]) -> Result<String, String> {
    // The library panics over some damaged files.
    let extract = std::panic::AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(bytes));
    match std::panic::catch_unwind(extract) {
        Ok(words) => words.map_err(|error| error.to_string()),
        Err(_) => Err("its reader failed; try `pdftotext FILE - | rashomon -`".to_owned()),
    }
}
