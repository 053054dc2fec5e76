//! Care of the store.

use super::{Common, exit::Exit, output};
use crate::text::clean;
use serde_json::json;
use std::io::Write;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct StoreArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write what still counts into a new journal file; the old ones go to the trash.
    Compact,
    /// Name every damaged place; 1 when there is any. Changes nothing unless asked to.
    Doctor {
        /// Write notes whose line was changed by hand as a new revision.
        #[arg(long)]
        reseal: bool,
        /// Copy damaged pieces to the quarantine.
        #[arg(long)]
        quarantine: bool,
    },
    /// Copy the journal into one compressed file named after the day.
    Backup,
}

pub(super) fn run(args: &StoreArgs, common: &Common) -> anyhow::Result<Exit> {
    let as_json = match common.format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => anyhow::bail!("this prints text or json, not {other}"),
    };
    let mut store = crate::store::Store::open(&super::notes::store_dir(common)?);
    let mut out = output::stdout();
    let exit = match &args.command {
        Command::Compact => {
            let done = store.compact().map_err(|why| anyhow::anyhow!("not compacted: {why}"))?;
            if as_json {
                let whole = json!({
                    "schema": "rashomon/compact/1", "bytes_before": done.before,
                    "bytes_after": done.after, "kept": done.kept, "dropped": done.dropped,
                    "quarantined": done.quarantined,
                });
                writeln!(out, "{whole}")?;
            } else {
                let (before, after, quarantined) = (done.before, done.after, done.quarantined);
                let (kept, dropped) = (done.kept, done.dropped);
                writeln!(
                    out,
                    "{before} bytes, now {after}; {kept} records kept, {dropped} dropped"
                )?;
                if quarantined > 0 {
                    writeln!(out, "{quarantined} damaged pieces are in the quarantine")?;
                }
            }
            Exit::Done
        }
        Command::Doctor { reseal, quarantine } => {
            let resealed = reseal.then(|| store.reseal()).transpose();
            let resealed = resealed.map_err(|why| anyhow::anyhow!("not resealed: {why}"))?;
            let set_aside = quarantine.then(|| store.set_aside()).transpose();
            let set_aside = set_aside.map_err(|why| anyhow::anyhow!("not copied: {why}"))?;
            let found = store.examine();
            if as_json {
                let problems: Vec<_> = found
                    .problems
                    .iter()
                    .map(|p| {
                        json!({ "file": p.file, "line": p.line, "offset": p.offset,
                                "kind": p.kind.name(), "reason": p.reason })
                    })
                    .collect();
                let whole = json!({
                    "schema": "rashomon/doctor/1", "damaged": found.is_damaged(),
                    "notes": found.notes, "records": found.records, "segments": found.segments,
                    "sources": found.sources, "drafts": found.drafts, "conflicts": found.conflicts,
                    "read_only": store.read_only(), "resealed": resealed, "quarantined": set_aside,
                    "problems": problems,
                });
                writeln!(out, "{whole:#}")?;
            } else {
                for problem in &found.problems {
                    writeln!(
                        out,
                        "{}",
                        clean::line(&format!("{}: {problem}", problem.kind.name()))
                    )?;
                }
                if let Some(reason) = store.read_only() {
                    writeln!(out, "{}", clean::line(&reason))?;
                }
                let (notes, records, segments) = (found.notes, found.records, found.segments);
                write!(
                    out,
                    "{notes} annotations, {records} records in {segments} journal files, "
                )?;
                let (sources, drafts, conflicts) = (found.sources, found.drafts, found.conflicts);
                writeln!(out, "{sources} texts, {drafts} drafts, {conflicts} conflicts")?;
                let verdict = match (found.is_damaged(), found.problems.is_empty()) {
                    (true, _) => "damaged; everything not named above can be read",
                    (false, false) => "nothing damaged",
                    (false, true) => "sound",
                };
                writeln!(out, "{verdict}")?;
            }
            if found.is_damaged() { Exit::Nothing } else { Exit::Done }
        }
        Command::Backup => {
            let path = store.backup().map_err(|why| anyhow::anyhow!("not backed up: {why}"))?;
            if as_json {
                let path = path.display().to_string();
                writeln!(out, "{}", json!({ "schema": "rashomon/backup/1", "path": path }))?;
            } else {
                writeln!(out, "{}", clean::line(&path.display().to_string()))?;
            }
            Exit::Done
        }
    };
    out.flush()?;
    Ok(exit)
}
