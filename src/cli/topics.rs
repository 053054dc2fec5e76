//! Topics by source, with the silences.

use super::{Common, Sources, exit::Exit, output};
use crate::exchange::topics;
use crate::topic::{Jump, TopicIndex};
use std::io::Write;

/// How many topics the table shows when no limit is given.
const SHOWN: usize = 40;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct TopicsArgs {
    #[command(flatten)]
    sources: Sources,
    /// Only topics that match these letters, as in the reader's jump, best first.
    #[arg(long, value_name = "LETTERS")]
    query: Option<String>,
    /// Print at most this many topics; 0 for all [default: 40 as text, all as JSON].
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(args: &TopicsArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = match common.format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => anyhow::bail!("topics prints text or json, not `{other}`"),
    };
    let opened = super::library::open(&args.sources, common)?;
    let index = TopicIndex::of(&opened.library);
    let mut which: Vec<usize> = match &args.query {
        Some(query) => Jump::new(&index).rank(query).iter().map(|r| r.topic).collect(),
        None => (0..index.topics.len()).collect(),
    };
    let all = which.len();
    match args.limit.unwrap_or(if json { 0 } else { SHOWN }) {
        0 => {}
        limit => which.truncate(limit),
    }
    let mut out = output::stdout();
    if json {
        write!(out, "{}", topics::to_json_text(&opened.library, &index, &which))?;
    } else if all > 0 {
        write!(out, "{}", topics::to_text(&opened.library, &index, &which, common.ascii))?;
        if which.len() < all {
            writeln!(out, "\n{} more: --limit 0 shows all", all - which.len())?;
        }
    }
    out.flush()?;
    Ok(if all == 0 { Exit::Nothing } else { Exit::Done })
}
