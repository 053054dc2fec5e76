//! Where the sources differ, as text and JSON.

use super::{Common, Sources, exit, exit::Exit, external_judge, output};
use crate::analysis::{Analysis, Side, analyze, opinion};
use crate::article::Library;
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
    /// Ask this command about every finding, in the line format of `rashomon judge`; its opinion moves confidences.
    #[arg(long, value_name = "COMMAND")]
    judge: Option<String>,
}

pub(super) fn run(args: &CompareArgs, common: &Common) -> anyhow::Result<Exit> {
    let opened = super::library::open(&args.sources, common)?;
    let least = common.min_confidence.unwrap_or(Analysis::DEFAULT_THRESHOLD);
    anyhow::ensure!((0.0..=1.0).contains(&least), "--min-confidence takes a number from 0 to 1");
    let mut analysis = analyze(&opened.library);
    if let Some(command) = &args.judge {
        consult(command, &opened.library, &mut analysis)?;
    }
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

/// Findings beyond so many are not sent to a judge outside.
const MOST_ASKED: usize = 500;

/// Asks a judge outside about the contradictions, and lets its opinions move their confidence.
fn consult(command: &str, library: &Library, analysis: &mut Analysis) -> anyhow::Result<()> {
    let quote = |side: &Side| {
        library
            .articles()
            .get(side.article)
            .map_or("", |article| side.span.of(&article.text))
            .to_owned()
    };
    let pairs: Vec<(String, String)> = analysis
        .contradictions
        .iter()
        .take(MOST_ASKED)
        .map(|finding| (quote(&finding.a), quote(&finding.b)))
        .collect();
    let answers = external_judge::ask(command, &pairs)?;
    for (finding, suggestion) in analysis.contradictions.iter_mut().zip(&answers.suggestions) {
        if let Some(suggestion) = suggestion {
            opinion::apply(finding, suggestion);
        }
    }
    analysis
        .contradictions
        .sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.id.cmp(&b.id)));
    if let Some(trouble) = answers.trouble {
        exit::warn(&format!("--judge: {trouble}"));
    }
    Ok(())
}
