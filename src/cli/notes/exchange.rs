//! `notes import` and `notes export`: annotations through the formats of the one table.

use super::super::{Common, Sources, exit::Exit, exit::warn, output};
use crate::analysis::Analysis;
use crate::annotation::Edit;
use crate::exchange::{FORMATS, Format, Outgoing, format};
use crate::topic::TopicIndex;
use serde_json::json;
use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(after_help = formats_help(false))]
pub(super) struct ImportArgs {
    /// The file; `-` for standard input.
    file: PathBuf,
    #[command(flatten)]
    sources: Sources,
    /// The format of the file, when its name and content do not tell.
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// Say what would be taken in, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = formats_help(true))]
pub(super) struct ExportArgs {
    #[command(flatten)]
    sources: Sources,
    /// Write to this file, or into this folder when the format makes several files.
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Replace a file that is already there.
    #[arg(long)]
    force: bool,
    /// Write CSV and TSV cells as they are, even where a spreadsheet would run them.
    #[arg(long)]
    csv_raw: bool,
}

fn formats_help(write: bool) -> String {
    let fits = |f: &&Format| if write { f.write.is_some() } else { f.read.is_some() };
    let mut help = "Formats:\n".to_owned();
    for format in FORMATS.iter().filter(fits) {
        let _ = writeln!(help, "  {:<12} {}", format.name, format.help);
    }
    help
}

/// What a file of annotations may be, in bytes.
const LONGEST: u64 = 256 << 20;

pub(super) fn import(args: &ImportArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    // Without sources, nothing is opened: the bundled accounts would answer for files that are not named.
    let library = if args.sources.paths.is_empty() {
        crate::article::Library::new()
    } else {
        super::super::library::open(&args.sources, common)?.library
    };
    let shown = args.file.display().to_string();
    let bytes = if args.file.as_os_str() == "-" {
        super::super::source::read_stdin(LONGEST)
    } else {
        super::super::source::read_file(&args.file, LONGEST)
    };
    let bytes = bytes.map_err(|error| anyhow::anyhow!("{shown}: {error:#}"))?;
    let read = match &args.from {
        Some(name) => Format::named(name).and_then(|format| format.read),
        None => format::guess(&shown, &bytes).and_then(|format| format.read),
    };
    let Some(read) = read else {
        let names: Vec<_> = FORMATS.iter().filter(|f| f.read.is_some()).map(|f| f.name).collect();
        anyhow::bail!("{shown}: say which format it is with --from: {}", names.join(", "));
    };
    let imported = read(&bytes, &library).map_err(|error| anyhow::anyhow!("{shown}: {error}"))?;
    let mut store = super::open(common)?;
    let (mut edits, mut same, mut older) = (Vec::new(), 0, Vec::new());
    for annotation in imported.annotations {
        match store.annotations().get(&annotation.id) {
            None => edits.push(Edit::Add(annotation)),
            Some(ours) if *ours == annotation => same += 1,
            Some(ours) => {
                let when = |a: &crate::annotation::Annotation| {
                    a.modified.clone().unwrap_or_else(|| a.created.clone())
                };
                if when(&annotation) > when(ours) {
                    edits.push(Edit::Change { before: ours.clone(), after: annotation });
                } else {
                    older.push(annotation.id.to_string());
                }
            }
        }
    }
    let added = edits.iter().filter(|e| matches!(e, Edit::Add(_))).count();
    let changed = edits.len() - added;
    if !args.dry_run && !edits.is_empty() {
        let acked = store.apply(&edits).map_err(|unsaved| anyhow::anyhow!("{unsaved}"))?;
        super::settle(&mut store, &acked);
    }
    for id in &older {
        warn(&format!("{id}: ours is as new or newer and was kept"));
    }
    imported.ignored.iter().for_each(|sentence| warn(&format!("not taken: {sentence}")));
    let mut out = output::stdout();
    if json {
        let whole = json!({
            "schema": "rashomon/import/1", "dry_run": args.dry_run, "added": added, "changed": changed,
            "same": same, "kept_ours": older, "not_taken": imported.ignored,
        });
        writeln!(out, "{whole:#}")?;
    } else {
        let tense = if args.dry_run { "would be added" } else { "added" };
        let kept = older.len();
        let not = imported.ignored.len();
        writeln!(
            out,
            "{added} {tense}, {changed} changed, {same} the same, {kept} kept as ours, {not} not taken"
        )?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

pub(super) fn export(args: &ExportArgs, common: &Common) -> anyhow::Result<Exit> {
    let by_name = args.output.as_deref().and_then(|path| path.extension()?.to_str());
    let format = match (common.format.as_deref(), by_name.and_then(Format::by_extension)) {
        (Some(name), _) => super::super::export::writable(name)?,
        (None, Some(format)) => format,
        (None, None) => super::super::export::writable("w3c")?,
    };
    let store = super::open(common)?;
    let (library, annotations) = if args.sources.paths.is_empty() {
        (crate::article::Library::new(), store.annotations().iter().cloned().collect())
    } else {
        let library = super::super::library::open(&args.sources, common)?.library;
        let annotations = super::super::library::annotations(&library, common)?;
        (library, annotations)
    };
    if annotations.is_empty() {
        warn("there is no annotation to write");
        return Ok(Exit::Nothing);
    }
    let (analysis, topics, now) = (Analysis::default(), TopicIndex::default(), super::now());
    let out = Outgoing {
        library: &library,
        annotations: &annotations,
        analysis: &analysis,
        topics: &topics,
        now: &now,
        raw: args.csv_raw,
    };
    let Some(write) = format.write else {
        anyhow::bail!("{} is read, not written", format.name);
    };
    super::super::export::deliver(&write(&out), args.output.as_deref(), args.force)
}
