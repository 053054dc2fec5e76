//! Where the sources differ, as text and JSON.

use super::patience::analyze;
use super::{Common, Sources, config, exit, exit::Exit, external_judge, log, output};
use crate::analysis::Analysis;
use crate::analysis::progress::unwatched;
use crate::exchange::compare;
use std::io::Write;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    sources: Sources,
    /// Show the steps that led to each finding.
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(args: &CompareArgs, common: &Common) -> anyhow::Result<Exit> {
    let opened = super::library::open(&args.sources, common)?;
    let least = common.min_confidence.unwrap_or(Analysis::DEFAULT_THRESHOLD);
    anyhow::ensure!((0.0..=1.0).contains(&least), "--min-confidence takes a number from 0 to 1");
    let mut analysis = analyze(&opened.library);
    let judge = match &common.judge {
        Some(command) => command.clone(),
        None => config::load(common)?.settings.judge,
    };
    if !judge.is_empty()
        && let Some(trouble) =
            external_judge::consult(&judge, &opened.library, &mut analysis, &unwatched)?
    {
        exit::warn(&format!("--judge: {trouble}"));
    }
    log::line(&format!("found {} contradictions", analysis.contradictions.len()));
    compare::retain(&mut analysis, least);
    let mut out = output::stdout();
    match common.format.as_deref().unwrap_or("text") {
        "json" => {
            let value = compare::to_json(&opened.library, &analysis);
            write!(out, "{}", crate::exchange::json::to_text(&value))?;
        }
        "text" => write!(out, "{}", compare::to_text(&opened.library, &analysis, args.explain))?,
        other => anyhow::bail!("compare prints text or json, not {other}"),
    }
    out.flush()?;
    Ok(if analysis.contradictions.is_empty() { Exit::Nothing } else { Exit::Done })
}
