//! Do the quotes of a report still hold?

use super::{Common, Sources, exit::Exit, exit::warn, output};
use crate::article::{Article, Library, bundled};
use crate::exchange::verify::{Checked, Named, check, sources, to_json, to_text};
use anyhow::Context;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code 0 when every quote holds, 1 when one does not.")]
pub(super) struct VerifyArgs {
    /// The report: what `export --format json` or `compare --format json` wrote; `-` for standard input.
    #[arg(value_name = "REPORT.json")]
    report: String,
    /// The sources to check against; none: the files that the report names.
    #[arg(value_name = "SOURCE")]
    paths: Vec<String>,
}

/// A report larger than this is none: 64 MiB.
const LIMIT: u64 = 64 << 20;

pub(super) fn run(args: &VerifyArgs, common: &Common) -> anyhow::Result<Exit> {
    let name = &args.report;
    let report: serde_json::Value =
        serde_json::from_slice(&bytes(name)?).with_context(|| format!("{name} is no JSON"))?;
    let named =
        sources(&report).map_err(|reason| anyhow::anyhow!("{name} is no report: {reason}"))?;
    let library = if args.paths.is_empty() {
        named_by_report(&named, Path::new(name), common)
    } else {
        super::library::open(&Sources::of(&args.paths), common)?.library
    };
    let checked = check(&report, &library)
        .map_err(|reason| anyhow::anyhow!("{name} is no report: {reason}"))?;
    let mut out = output::stdout();
    match common.format.as_deref() {
        None | Some("text") => out.write_all(to_text(&checked).as_bytes())?,
        Some("json") => writeln!(out, "{:#}", to_json(&checked))?,
        Some(other) => anyhow::bail!("there is no format `{other}` here; there are text and json"),
    }
    out.flush()?;
    Ok(if checked.iter().all(Checked::holds) { Exit::Done } else { Exit::Nothing })
}

fn bytes(name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let source: &mut dyn Read = if name == "-" {
        &mut std::io::stdin().lock()
    } else {
        &mut std::fs::File::open(name).with_context(|| name.to_owned())?
    };
    source.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| name.to_owned())?;
    anyhow::ensure!(bytes.len() as u64 <= LIMIT, "{name} is larger than {} MiB", LIMIT >> 20);
    Ok(bytes)
}

/// Opens the files that a report names, from here or from beside the report; the bundled accounts
/// are known by their hashes, and a text that was annotated is kept in the store. What cannot be
/// found is named and left out.
fn named_by_report(named: &[Named], report: &Path, common: &Common) -> Library {
    let bundled = bundled::bundled();
    let mut library = Library::new();
    for source in named {
        let known = bundled.by_sha256(&source.sha256).filter(|_| source.path.is_none());
        if let Some(index) = known {
            library.push((*bundled.articles()[index]).clone());
            continue;
        }
        let opened = match source.path.as_deref() {
            Some(path) => super::library::open(&Sources::of([beside(path, report)]), common),
            None => Err(anyhow::anyhow!("the report names no file")),
        };
        match opened {
            Ok(opened) => opened.library.articles().iter().for_each(|article| {
                library.push((**article).clone());
            }),
            Err(error) => match kept(source, common) {
                Some(article) => {
                    warn(&format!("{}: checked against the text kept in the store", source.doc));
                    library.push(article);
                }
                None => warn(&format!("{}: {error:#}", source.doc)),
            },
        }
    }
    library
}

/// Returns the path that a report names, or the same from where the report is.
fn beside(path: &str, report: &Path) -> PathBuf {
    let beside = report.parent().unwrap_or(Path::new("")).join(path);
    if !Path::new(path).exists() && beside.exists() { beside } else { path.into() }
}

/// Returns the text that the store keeps of a source that was annotated.
fn kept(source: &Named, common: &Common) -> Option<Article> {
    let text = super::notes::open(common).ok()?.kept_text(&source.sha256)?;
    let mut article = Article { id: source.doc.clone(), text, ..Article::default() };
    article.source.sha256.clone_from(&source.sha256);
    article.source.url.clone_from(&source.url);
    Some(article)
}
