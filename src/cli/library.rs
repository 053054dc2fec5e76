//! The sources named on a command line, opened into a library.

use super::patience::Patience;
use super::{Common, Sources, source};
use crate::annotation::Annotation;
use crate::app::mistake::did_you_mean;
use crate::article::read::{self, Origin};
use crate::article::{Article, Library, bundled};
use crate::exchange::place::article_of;
use crate::store::place::Places;
use anyhow::Context;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The most files that one folder may hold.
const FOLDER: usize = 10_000;

/// How deep folders in folders are looked into.
const DEPTH: usize = 16;

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
/// Each source that cannot be read is named on standard error with the reason. Folders are read
/// with the folders in them, in the order of their names: files of known kinds, without hidden
/// ones and without a README. A file that is named twice is read once.
///
/// # Errors
/// When no source is left, or one failed under `--strict`.
pub fn open(sources: &Sources, common: &Common) -> anyhow::Result<Opened> {
    if sources.paths.is_empty() {
        return Ok(Opened { library: bundled::bundled(), incomplete: false });
    }
    let mut opened = Opened::default();
    let mut seen = Seen { files: HashSet::new(), stdin: false, patience: Patience::new() };
    for named in &sources.paths {
        let found = if named == "-" {
            seen.stdin(sources, common).map(|articles| vec![Ok(articles)])
        } else if let Some(address) = address(named) {
            page(address, sources, common).map(|articles| vec![Ok(articles)])
        } else {
            files(Path::new(named))
                .map(|files| files.iter().map(|file| seen.file(file, sources, common)).collect())
        };
        let failed = |error: anyhow::Error, hint: String, opened: &mut Opened| {
            super::exit::warn(&format!("{error:#}{hint}"));
            opened.incomplete = true;
        };
        match found.with_context(|| named.to_string_lossy().into_owned()) {
            Ok(results) => results.into_iter().for_each(|result| match result {
                Ok(articles) => articles.into_iter().for_each(|article| {
                    opened.library.push(article);
                }),
                Err(error) => failed(error, hint(named), &mut opened),
            }),
            Err(error) => failed(error, hint(named), &mut opened),
        }
    }
    opened.library.take_years();
    for article in opened.library.articles() {
        super::log::line(&format!("read {}: {} bytes of text", article.id, article.text.len()));
    }
    if opened.library.is_empty() {
        anyhow::bail!("no source could be read");
    }
    if opened.incomplete && common.strict {
        anyhow::bail!("a source could not be read, and --strict was given");
    }
    Ok(opened)
}

/// Returns the annotations kept in the store that are about the library's articles.
///
/// # Errors
/// When the store cannot be read.
pub fn annotations(library: &Library, common: &Common) -> anyhow::Result<Vec<Annotation>> {
    if let (None, Err(error)) = (&common.store, Places::find()) {
        super::exit::warn(&error.to_string());
        return Ok(Vec::new());
    }
    let store = super::notes::open(common)?;
    let about = |a: &&Annotation| a.targets.iter().any(|t| article_of(t, library).is_some());
    Ok(store.annotations().iter().filter(about).cloned().collect())
}

/// Proposes a command when a word that is no file may be one with a letter amiss.
fn hint(named: &OsStr) -> String {
    let bare = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase());
    match named.to_str().filter(bare).filter(|word| !Path::new(word).exists()) {
        Some(word) => did_you_mean(word, super::COMMANDS.iter().copied()),
        None => String::new(),
    }
}

/// What was read already.
struct Seen {
    files: HashSet<Identity>,
    stdin: bool,
    patience: Patience,
}

impl Seen {
    fn file(
        &mut self,
        path: &Path,
        sources: &Sources,
        common: &Common,
    ) -> anyhow::Result<Vec<Article>> {
        let named = || path.to_string_lossy().into_owned();
        if identity(path).is_ok_and(|file| !self.files.insert(file)) {
            super::exit::warn(&format!("{}: named twice, read once", named()));
            return Ok(Vec::new());
        }
        self.patience.reading(path);
        let origin = Origin { encoding: common.encoding.clone(), ..Origin::file(path) };
        let read = source::read_file(path, sources.max_size);
        let read = read.and_then(|bytes| articles(bytes, &origin)).with_context(named);
        self.patience.clear();
        read
    }

    fn stdin(&mut self, sources: &Sources, common: &Common) -> anyhow::Result<Vec<Article>> {
        if std::mem::replace(&mut self.stdin, true) {
            anyhow::bail!("standard input can be read once only");
        }
        let bytes = source::read_stdin(sources.max_size)?;
        articles(bytes, &Origin { encoding: common.encoding.clone(), ..Origin::default() })
    }
}

/// What tells one file from another, whatever it is called by.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let about = std::fs::metadata(path)?;
    Ok((about.dev(), about.ino()))
}

/// What tells one file from another, whatever it is called by.
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::canonicalize(path)
}

/// Returns the address on the web that a source is, if it is one.
fn address(named: &OsStr) -> Option<&str> {
    named.to_str().filter(|named| named.starts_with("https://") || named.starts_with("http://"))
}

#[cfg(feature = "fetch")]
fn page(address: &str, sources: &Sources, common: &Common) -> anyhow::Result<Vec<Article>> {
    let fetched = super::fetch::fetch(address, sources.max_size, sources.allow_private)?;
    let origin =
        Origin { id: Some(fetched.name), encoding: common.encoding.clone(), ..Origin::default() };
    let mut articles = articles(fetched.bytes, &origin)?;
    for article in &mut articles {
        article.source.url.get_or_insert_with(|| crate::text::clean::line(address));
    }
    Ok(articles)
}

#[cfg(not(feature = "fetch"))]
fn page(_: &str, _: &Sources, _: &Common) -> anyhow::Result<Vec<Article>> {
    Err(read::ReadError::Unsupported("addresses on the web", "fetch").into())
}

/// Reads bytes into articles; a reader that panics over them is an error like any other.
fn articles(bytes: Vec<u8>, origin: &Origin) -> anyhow::Result<Vec<Article>> {
    #[cfg(feature = "pdf")]
    let origin = &Origin { pdf: Some(super::pdf::apart), ..origin.clone() };
    caught(|| read::read(bytes, origin))
}

/// Does what a reader of some format does; a panic of it is an error in words.
fn caught<E>(read: impl FnOnce() -> Result<Vec<Article>, E>) -> anyhow::Result<Vec<Article>>
where
    anyhow::Error: From<E>,
{
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)) {
        Ok(articles) => Ok(articles?),
        Err(_) => anyhow::bail!("its reader failed; please report this file"),
    }
}

/// Returns the files that a name stands for: itself, or those in the folder.
fn files(named: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !named.is_dir() {
        return Ok(vec![named.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = HashSet::new();
    collect(named, 0, &mut folders, &mut files)?;
    if files.is_empty() {
        anyhow::bail!("the folder holds no file of a known kind");
    }
    Ok(files)
}

fn collect(
    folder: &Path,
    depth: usize,
    folders: &mut HashSet<PathBuf>,
    files: &mut Vec<PathBuf>,
) -> anyhow::Result<()> {
    // A folder that is reached again by a link is not read again, so loops end.
    let real = std::fs::canonicalize(folder)
        .map_err(|error| anyhow::anyhow!("{}", source::reason(&error)))?;
    if depth > DEPTH || !folders.insert(real) {
        return Ok(());
    }
    let entries =
        std::fs::read_dir(folder).map_err(|error| anyhow::anyhow!("{}", source::reason(&error)))?;
    let mut names: Vec<OsString> =
        entries.filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    names.sort();
    for name in names {
        let path = folder.join(&name);
        let text = name.to_string_lossy();
        if text.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if let Err(error) = collect(&path, depth + 1, folders, files) {
                super::exit::warn(&format!("{}: {error:#}", path.display()));
            }
        } else if is_known(&path) && !text.to_ascii_lowercase().starts_with("readme.") {
            files.push(path);
        }
        if files.len() > FOLDER {
            anyhow::bail!("the folder holds more than {FOLDER} files");
        }
    }
    Ok(())
}

fn is_known(path: &Path) -> bool {
    let extension =
        path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    read::SourceFormat::is_read(&extension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{create_dir, write};

    #[test]
    fn a_command_with_a_letter_amiss_is_proposed() {
        for (word, want) in [
            ("compre", "; did you mean `compare`?"),
            ("compre.txt", ""),
            ("src", ""), // it exists
            ("zzzzzz", ""),
        ] {
            assert_eq!(hint(OsStr::new(word)), want, "{word}");
        }
    }

    #[test]
    fn a_reader_that_panics_is_an_error_in_words() {
        let broken = || -> anyhow::Result<Vec<Article>> { panic!("a defect, for the test") };
        let told = caught(broken).expect_err("it panicked").to_string();
        assert_eq!(told, "its reader failed; please report this file");
    }

    #[test]
    fn a_folder_gives_its_files_by_name_and_loops_end() {
        let dir = tempfile::tempdir().expect("a folder for the test");
        let root = dir.path();
        create_dir(root.join("b")).expect("made");
        for name in ["c.txt", "a.md", "b/x.HTML", ".hidden.txt", "README.md", "gold.json"] {
            write(root.join(name), "text").expect("written");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("b/loop")).expect("linked");
        let found = files(root).expect("it holds files");
        let names: Vec<_> = found
            .iter()
            .map(|f| f.strip_prefix(root).expect("below").to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["a.md", "b/x.HTML", "c.txt"]);
        let empty = root.join("b/empty");
        create_dir(&empty).expect("made");
        assert!(
            files(&empty).expect_err("it is empty").to_string().contains("no file of a known kind")
        );
    }
}
