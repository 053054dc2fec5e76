//! Reports and exchange formats, to standard output, a file or a folder.

use super::patience::analyze;
use super::{Common, Sources, exit::Exit, exit::warn, output};
use crate::analysis::{Analysis, Finding};
use crate::annotation::{Annotation, Id};
use crate::exchange::{FORMATS, Format, Outgoing, Written};
use crate::store::deliver::{put, put_all};
use crate::topic::TopicIndex;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = after_help())]
pub(super) struct ExportArgs {
    #[command(flatten)]
    sources: Sources,
    /// Write to this file, or into this folder when the format makes several files.
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Replace a file that is already there.
    #[arg(long)]
    force: bool,
    /// Write only what the reader noted and judged, without looking for findings.
    #[arg(long)]
    notes_only: bool,
    /// Write CSV and TSV cells as they are, even where a spreadsheet would run them.
    #[arg(long)]
    csv_raw: bool,
}

/// The formats, out of their table.
fn after_help() -> String {
    let mut help = "Formats (--format, or by the name of the output; else markdown):\n".to_owned();
    for format in FORMATS.iter().filter(|format| format.write.is_some()) {
        let _ = writeln!(help, "  {:<12} {}", format.name, format.help);
    }
    help
}

pub(super) fn run(args: &ExportArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = format(args, common)?;
    let opened = super::library::open(&args.sources, common)?;
    let library = &opened.library;
    let annotations = super::library::annotations(library, common)?;
    let (analysis, topics) = if args.notes_only {
        (Analysis::default(), TopicIndex::default())
    } else {
        (shown(analyze(library), &annotations, common), TopicIndex::of(library))
    };
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let out = Outgoing {
        library,
        annotations: &annotations,
        analysis: &analysis,
        topics: &topics,
        now: &now,
        raw: args.csv_raw,
    };
    let Some(write) = format.write else {
        anyhow::bail!("{} is read, not written", format.name);
    };
    deliver(&write(&out), args.output.as_deref(), args.force)
}

/// Returns the format asked for, else the one that fits the output's name, else Markdown.
fn format(args: &ExportArgs, common: &Common) -> anyhow::Result<&'static Format> {
    let by_name = |path: &Path| Format::by_extension(path.extension()?.to_str()?);
    match common.format.as_deref() {
        Some(name) => writable(name),
        None => match args.output.as_deref().and_then(by_name) {
            Some(format) => Ok(format),
            None => writable("markdown"),
        },
    }
}

/// Returns the format of that name that can be written.
pub(super) fn writable(name: &str) -> anyhow::Result<&'static Format> {
    Format::named(name).filter(|format| format.write.is_some()).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().filter(|f| f.write.is_some()).map(|f| f.name).collect();
        anyhow::anyhow!("there is no format `{name}` to write; there are {}", names.join(", "))
    })
}

/// Leaves out findings below the threshold, but none that the reader judged.
fn shown(mut analysis: Analysis, annotations: &[Annotation], common: &Common) -> Analysis {
    let threshold = common.min_confidence.unwrap_or(Analysis::DEFAULT_THRESHOLD);
    let judged: HashSet<&Id> = annotations.iter().map(|a| &a.id).collect();
    let keep = |f: &Finding| f.confidence >= threshold || judged.contains(&f.annotation_id());
    analysis.contradictions.retain(keep);
    analysis.updates.retain(keep);
    analysis.corroborations.retain(keep);
    analysis
}

/// Puts what was written where it was asked for, names each file, and says what was dropped.
pub(super) fn deliver(written: &Written, to: Option<&Path>, force: bool) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    match (to, written.files.as_slice()) {
        (_, []) => {
            warn("there is nothing to write");
            return Ok(Exit::Nothing);
        }
        (None, [file]) => {
            let mut out = output::stdout();
            out.write_all(&file.bytes)?;
            out.flush()?;
        }
        (None, files) => {
            let names: Vec<_> = files.iter().map(|f| f.name.as_str()).collect();
            anyhow::bail!(
                "this makes {} files ({}): name a folder with --output",
                files.len(),
                names.join(", ")
            );
        }
        (Some(path), [file]) if !is_folder(path) => {
            put(path, &file.bytes, force)?;
            warn(&format!("wrote {}", path.display()));
        }
        (Some(dir), files) => {
            let done = match put_all(dir, files, force) {
                Ok(done) => done,
                Err((done, error)) => {
                    warn(&error.to_string());
                    exit = Exit::Failed;
                    done
                }
            };
            done.iter().for_each(|path| warn(&format!("wrote {}", path.display())));
        }
    }
    written.dropped.iter().for_each(|sentence| warn(&format!("not carried: {sentence}")));
    Ok(exit)
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
}
