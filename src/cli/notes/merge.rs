//! `notes merge` and `notes conflicts`.

use super::super::{Common, exit::Exit, exit::warn, output};
use super::show;
use crate::annotation::Annotation;
use crate::text::clean;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct MergeArgs {
    /// The other store: its folder, a folder of journal files, or one such file.
    dir: PathBuf,
    /// Count what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &MergeArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    let mut store = super::open(common)?;
    let merged = store.merge(&args.dir, args.dry_run)?;
    merged.damaged.iter().for_each(|place| warn(&format!("not taken: {place}")));
    let ids =
        |ids: &[crate::annotation::Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut out = output::stdout();
    if json {
        let whole = json!({
            "schema": "rashomon/merge/1", "dry_run": args.dry_run, "records": merged.read,
            "taken": merged.taken, "new": merged.new, "changed": merged.changed,
            "removed": merged.removed, "unchanged": merged.unchanged,
            "conflicts": ids(&merged.conflicts), "came_back": ids(&merged.came_back),
            "newer": merged.newer, "damaged": merged.damaged, "sources": merged.sources,
        });
        writeln!(out, "{whole:#}")?;
    } else {
        let would = if args.dry_run { "would be " } else { "" };
        writeln!(out, "{} records read, {} {would}taken", merged.read, merged.taken)?;
        let counts = [
            (merged.new, "new"),
            (merged.changed, "changed"),
            (merged.removed, "removed"),
            (merged.unchanged, "unchanged"),
            (merged.conflicts.len(), "in conflict: both versions are kept (`notes conflicts`)"),
            (merged.came_back.len(), "removed on one side and edited on the other: they stay"),
            (merged.newer, "records of a newer program, carried along"),
            (merged.damaged.len(), "damaged lines, not taken"),
            (merged.sources, "texts of sources"),
        ];
        for (n, what) in counts.iter().filter(|(n, _)| *n > 0) {
            writeln!(out, "{n:>6} {what}")?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

#[derive(Debug, clap::Args)]
pub(super) struct ConflictsArgs {
    /// Settle the conflict over this annotation.
    #[arg(long, value_name = "ID", requires = "take")]
    settle: Option<String>,
    /// The number of the version that stays, as printed; the others stay in the history.
    #[arg(long, value_name = "N", requires = "settle")]
    take: Option<usize>,
}

pub(super) fn conflicts(args: &ConflictsArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    let mut store = super::open(common)?;
    if let (Some(id), Some(take)) = (&args.settle, args.take) {
        let id = super::find(&store, id)?.id.clone();
        let conflict = store.conflict(&id).ok_or_else(|| anyhow::anyhow!("{id}: no conflict"))?;
        let mut versions = std::iter::once(conflict.shown).chain(conflict.others);
        let chosen = versions.nth(take.wrapping_sub(1));
        let chosen = chosen.ok_or_else(|| anyhow::anyhow!("{id}: there is no version {take}"))?;
        let acked = store.resolve(Annotation::clone(&chosen));
        let acked = acked.map_err(|unsaved| anyhow::anyhow!("{unsaved}"))?;
        super::settle(&mut store, &acked);
        return Ok(Exit::Done);
    }
    let found = store.conflicts();
    let library = crate::article::Library::new();
    let ground = show::Ground::new(&library);
    let mut out = output::stdout();
    if json {
        let list: Vec<_> = found
            .iter()
            .map(|c| {
                let versions = std::iter::once(&c.shown).chain(&c.others);
                let versions: Vec<_> = versions.map(|v| show::to_json(v, &ground)).collect();
                json!({ "id": c.id.as_str(), "removed_meanwhile": c.removed_meanwhile, "versions": versions })
            })
            .collect();
        writeln!(out, "{:#}", json!({ "schema": "rashomon/conflicts/1", "conflicts": list }))?;
    } else {
        for conflict in &found {
            let removed = if conflict.removed_meanwhile { "  (removed meanwhile)" } else { "" };
            writeln!(out, "{}{removed}", clean::line(conflict.id.as_str()))?;
            for (n, version) in std::iter::once(&conflict.shown).chain(&conflict.others).enumerate()
            {
                let tags: String = version.tags().map(|tag| format!(" #{tag}")).collect();
                let line = format!("{}{tags}", show::text(version));
                writeln!(out, "  {}. {}", n + 1, clean::line(&line))?;
            }
        }
    }
    out.flush()?;
    Ok(if found.is_empty() { Exit::Nothing } else { Exit::Done })
}
