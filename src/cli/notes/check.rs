//! `notes check`: where every annotation stands in the sources as they are now.

use super::super::{Common, Sources, exit::Exit, output};
use super::show::{self, Ground};
use crate::annotation::{Tally, Target, refresh};
use crate::exchange::place::article_of;
use crate::text::clean;
use serde_json::json;
use std::io::Write;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    sources: Sources,
    /// Print those that are anchored, too.
    #[arg(long)]
    all: bool,
    /// Look in the text as it is now even when it came back without most of its words.
    #[arg(long)]
    believe: bool,
    /// Keep every new place whose figures, names and nots are as they were: one step, which
    /// `notes undo` takes back.
    #[arg(long)]
    settle: bool,
}

pub(super) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    let mut opened = super::super::library::open(&args.sources, common)?;
    let mut store = super::open(common)?;
    let held = if args.believe { Vec::new() } else { store.held(&opened.library) };
    for held in &held {
        opened.library.replace(held.index, Arc::new(held.kept.clone()));
    }
    let mut settled = 0;
    if args.settle {
        let edits = refresh::run(store.annotations(), &opened.library, &super::now()).edits;
        settled = edits.len();
        for article in opened.library.articles() {
            let told = |target: &Target| target.sha256 == article.source.sha256;
            if edits.iter().any(|edit| edit.annotation().targets.iter().any(told)) {
                super::change::keep_text(&mut store, article);
            }
        }
        super::change::save(&mut store, &edits)?;
    }
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
            "lost": lost, "not_open": not_open, "settled": settled,
            "refused": held.iter().map(|held| json!({
                "source": held.kept.id, "words": held.loss.words, "kept": held.loss.kept,
            })).collect::<Vec<_>>(),
            "notes": notes,
        });
        writeln!(out, "{whole:#}")?;
    } else {
        lines.iter().try_for_each(|line| write!(out, "{line}"))?;
        for held in &held {
            writeln!(out, "{} (--believe looks in the new one)", clean::line(&held.told()))?;
        }
        let mut counts = vec![format!("{anchored} anchored")];
        if settled > 0 {
            counts.push(format!("{settled} placed anew in one step"));
        }
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
    Ok(if tally.in_doubt() > 0 || !held.is_empty() { Exit::Nothing } else { Exit::Done })
}
