//! `notes list` and `notes history`.

use super::super::{Common, Sources, exit::Exit, output};
use super::show::{self, Ground};
use crate::annotation::{Annotation, Status};
use crate::article::Library;
use crate::exchange::json::to_line;
use crate::exchange::place::article_of;
use crate::text::{clean, fold::fold};
use serde_json::json;
use std::io::Write;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    sources: Sources,
    /// Only those with this tag; may be given several times.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only this kind: note, highlight, tag, verdict, contradiction, corroboration or link.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only this status: suggested, accepted, rejected, update or other-event.
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Only those whose words, quotes or tags hold this; case and accents do not matter.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

impl ListArgs {
    fn keeps(&self, annotation: &Annotation) -> bool {
        let tagged = |tag: &String| annotation.tags().any(|t| t == tag);
        let holds = |text: &String| {
            let wanted = fold(text);
            let quotes = annotation.targets.iter().filter_map(|t| t.exact());
            let words = annotation.bodies.iter().map(|b| b.value.as_str());
            quotes.chain(words).any(|words| fold(words).contains(&wanted))
        };
        self.tag.iter().all(tagged)
            && self.kind.as_ref().is_none_or(|kind| annotation.kind() == kind)
            && self.status.as_ref().is_none_or(|status| show::status(annotation) == status)
            && self.text.as_ref().is_none_or(holds)
    }
}

pub(super) fn run(args: &ListArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    if let Some(status) = &args.status {
        let known = Status::ALL.map(|(_, word)| word);
        anyhow::ensure!(known.contains(&status.as_str()), "the statuses are {}", known.join(", "));
    }
    let store = super::open(common)?;
    let library = if args.sources.paths.is_empty() {
        Library::new()
    } else {
        let mut library = super::super::library::open(&args.sources, common)?.library;
        for held in store.held(&library) {
            super::super::exit::warn(&held.told());
            library.replace(held.index, Arc::new(held.kept));
        }
        library
    };
    let ground = Ground::new(&library);
    let about = |a: &&Annotation| {
        library.is_empty() || a.targets.iter().any(|t| article_of(t, &library).is_some())
    };
    let notes: Vec<_> =
        store.annotations().iter().filter(about).filter(|a| args.keeps(a)).collect();
    let mut out = output::stdout();
    if json {
        // One a line, written as it is made: a hundred thousand need no second copy in memory.
        write!(out, "{{\n\"schema\": \"rashomon/notes/1\",\n\"notes\": [")?;
        for (at, note) in notes.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n{}", to_line(&show::to_json(note, &ground)))?;
        }
        writeln!(out, "\n]\n}}")?;
    } else {
        for note in &notes {
            write!(out, "{}", show::to_text(note, &ground))?;
        }
    }
    out.flush()?;
    Ok(if notes.is_empty() { Exit::Nothing } else { Exit::Done })
}

#[derive(Debug, clap::Args)]
pub(super) struct HistoryArgs {
    /// The annotation.
    id: String,
}

pub(super) fn history(args: &HistoryArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = super::wants_json(common)?;
    let store = super::open(common)?;
    // What was removed has a history, too; it must be named in full.
    let id = match super::find(&store, &args.id) {
        Ok(annotation) => annotation.id.clone(),
        Err(_) if args.id.contains(':') => crate::annotation::Id::new(args.id.clone()),
        Err(_) => crate::annotation::Id::new(format!("urn:uuid:{}", args.id)),
    };
    let revisions = store.history(&id);
    let library = Library::new();
    let ground = Ground::new(&library);
    let mut out = output::stdout();
    if json {
        let list: Vec<_> = revisions
            .iter()
            .map(|r| {
                let note = r.annotation.as_ref().map(|a| show::to_json(a, &ground));
                json!({ "rev": r.rev, "at": r.at, "by": r.by, "shown": r.shown, "note": note })
            })
            .collect();
        let whole = json!({ "schema": "rashomon/history/1", "id": id.as_str(), "revisions": list });
        writeln!(out, "{whole:#}")?;
    } else {
        for r in &revisions {
            let words = match &r.annotation {
                Some(annotation) => {
                    let tags: String = annotation.tags().map(|tag| format!(" #{tag}")).collect();
                    format!("{}{tags}", show::text(annotation))
                }
                None => "(removed)".to_owned(),
            };
            let mark = if r.shown { '*' } else { ' ' };
            let line = format!("{mark} {:>3}  {}  {}  {words}", r.rev, r.at, r.by);
            writeln!(out, "{}", clean::line(&line))?;
        }
    }
    out.flush()?;
    Ok(if revisions.is_empty() { Exit::Nothing } else { Exit::Done })
}
