//! The sources as plain numbered lines, or as JSON.

use super::{Common, Sources, exit::Exit, output};
use crate::article::{Article, BlockKind, Library};
use crate::exchange::linear;
use serde::Serialize;
use std::io::Write;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    sources: Sources,
    /// Print numbered plain lines; this is what the command does unless `--format json` is given.
    #[arg(long)]
    linear: bool,
    /// List what was taken out of the reading text, too.
    #[arg(long)]
    asides: bool,
}

pub(super) fn run(args: &ReadArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = match common.format.as_deref() {
        None | Some("text" | "linear") => false,
        Some("json") if !args.linear => true,
        Some("json") => anyhow::bail!("--linear and --format json exclude each other"),
        Some(other) => anyhow::bail!("read prints text or json, not `{other}`"),
    };
    let opened = super::library::open(&args.sources, common)?;
    if !json {
        return print_linear(&opened.library, args.asides);
    }
    let mut out = output::stdout();
    let text = serde_json::to_string_pretty(&Document::of(&opened.library))?;
    writeln!(out, "{}", crate::exchange::json::escaped(text))?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Prints the sources as numbered plain lines.
fn print_linear(library: &Library, asides: bool) -> anyhow::Result<Exit> {
    let mut out = output::stdout();
    linear::write(&mut out, library, linear::Options { asides, remarks: &[] })?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The schema `rashomon/read/1`.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    sources: Vec<SourceOut<'a>>,
}

#[derive(Serialize)]
struct SourceOut<'a> {
    doc: &'a str,
    path: Option<String>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    byline: Option<&'a str>,
    published: Option<String>,
    published_at: Option<&'a str>,
    dateline: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    encoding: Option<&'static str>,
    sha256: &'a str,
    words: usize,
    hidden: usize,
    text: &'a str,
    blocks: Vec<BlockOut>,
    asides: Vec<AsideOut<'a>>,
}

#[derive(Serialize)]
struct BlockOut {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct AsideOut<'a> {
    kind: &'static str,
    text: &'a str,
}

impl<'a> Document<'a> {
    fn of(library: &'a Library) -> Self {
        let sources = library.articles().iter().map(|article| SourceOut::of(article)).collect();
        Self { schema: "rashomon/read/1", sources }
    }
}

impl<'a> SourceOut<'a> {
    fn of(article: &'a Article) -> Self {
        let source = &article.source;
        let block = |block: &crate::article::Block| BlockOut {
            kind: block.kind.word(),
            level: match block.kind {
                BlockKind::Heading(level) => Some(level),
                _ => None,
            },
            start: block.span.start,
            end: block.span.end,
        };
        Self {
            doc: &article.id,
            path: source.path.as_ref().map(|path| path.to_string_lossy().into_owned()),
            title: article.title.as_deref(),
            outlet: source.outlet.as_deref(),
            byline: source.byline.as_deref(),
            published: source.published.map(|day| day.to_string()),
            published_at: source.published_at.as_deref(),
            dateline: source.dateline.as_deref(),
            url: source.url.as_deref(),
            language: source.language.as_deref(),
            encoding: source.encoding,
            sha256: &source.sha256,
            words: article.words(),
            hidden: source.hidden,
            text: &article.text,
            blocks: article.blocks.iter().map(block).collect(),
            asides: article
                .asides
                .iter()
                .map(|a| AsideOut { kind: a.kind.word(), text: &a.text })
                .collect(),
        }
    }
}
