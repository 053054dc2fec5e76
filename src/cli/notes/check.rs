//! `notes check`: where every annotation stands in the sources as they are now.

use super::super::{Common, Sources, exit::Exit, output};
use super::show::{self, Ground};
use crate::annotation::Tally;
use crate::exchange::place::article_of;
use crate::text::clean;
use serde_json::json;
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    sources: Sources,
    /// Print those that are anchored, too.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    let opened = super::super::library::open(&args.sources, common)?;
    let store = super::open(common)?;
    let ground = Ground::new(&opened.library);
    let (mut tally, mut not_open) = (Tally::default(), 0);
    let (mut notes, mut lines) = (Vec::new(), Vec::new());
    for annotation in store.annotations().iter() {
        let open = |t: &crate::annotation::Target| article_of(t, &opened.library).is_some();
        if !annotation.targets.iter().any(open) {
            not_open += 1;
            continue;
        }
        let mut silent = true;
        for place in ground.places(annotation) {
            match &place.anchoring {
                Some(anchoring) => {
                    tally.count(anchoring);
                    silent &= anchoring.is_silent();
                }
                None if place.article.is_some() => tally.anchored += 1,
                None => {}
            }
        }
        if !silent || args.all {
            if json {
                notes.push(show::to_json(annotation, &ground));
            } else {
                lines.push(show::to_text(annotation, &ground));
            }
        }
    }
    let mut out = output::stdout();
    let Tally { anchored, changed, moved, ambiguous, lost } = tally;
    if json {
        let whole = json!({
            "schema": "rashomon/check/1",
            "anchored": anchored, "changed": changed, "moved": moved, "ambiguous": ambiguous,
            "lost": lost, "not_open": not_open, "notes": notes,
        });
        writeln!(out, "{whole:#}")?;
    } else {
        lines.iter().try_for_each(|line| write!(out, "{line}"))?;
        let mut counts = vec![format!("{anchored} anchored")];
        let others = [
            (changed, "changed"),
            (moved, "moved?"),
            (ambiguous, "ambiguous"),
            (lost, "lost"),
            (not_open, "about sources that are not open"),
        ];
        let others = others.iter();
        counts.extend(others.filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")));
        writeln!(out, "{}", clean::line(&counts.join(", ")))?;
    }
    out.flush()?;
    Ok(if tally.in_doubt() > 0 { Exit::Nothing } else { Exit::Done })
}
