//! `notes add`, `edit`, `remove`, `link`, `restore`, `undo`, `redo`: one step each, safe on disk
//! before it answers.

use super::super::{Common, Sources, exit::Exit, exit::warn, output};
use super::{open, person, settle, show, store_dir, wants_json};
use crate::annotation::{
    Annotation, Body, Edit, Id, Motivation, Purpose, Status, Target, Unknown, Verdict, describe,
};
use crate::article::{Article, Library};
use crate::store::Store;
use crate::text::{Span, clean, fold};
use serde_json::json;
use std::io::Write;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    #[command(flatten)]
    sources: Sources,
    /// The words that are annotated, as they stand in the source.
    #[arg(long, value_name = "WORDS")]
    quote: String,
    /// Which of several places where the words stand, counted from 1.
    #[arg(long, value_name = "N")]
    nth: Option<usize>,
    /// What the annotation says; Markdown.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A tag; may be given several times.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// What is held of the claim: confirmed, disputed, false or unverified.
    #[arg(long, value_name = "VERDICT")]
    verdict: Option<String>,
    /// Who makes it; else RASHOMON_NAME or the login name.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

pub(super) fn add(args: &AddArgs, common: &Common) -> anyhow::Result<Exit> {
    wants_json(common)?;
    let verdict = args.verdict.as_deref().map(verdict).transpose()?;
    let opened = super::super::library::open(&args.sources, common)?;
    let Some((article, span)) = place(&opened.library, &args.quote, args.nth)? else {
        warn("no source holds these words");
        return Ok(Exit::Nothing);
    };
    let mut note = fresh(args.by.as_deref());
    note.targets.push(describe::describe(&article, span));
    note.set_comment(args.note.as_deref().unwrap_or_default());
    note.set_tags(args.tag.iter().map(String::as_str));
    note.set_verdict(verdict);
    // Nothing that is there is read, so that one note is added to a hundred thousand at once.
    let mut store = Store::open_to_add(&store_dir(common)?);
    keep_text(&mut store, &article);
    save(&mut store, &[Edit::Add(note.clone())])?;
    answer(&note, &opened.library, common)
}

#[derive(Debug, clap::Args)]
pub(super) struct EditArgs {
    /// The annotation.
    id: String,
    #[command(flatten)]
    sources: Sources,
    /// What it says now; empty takes the note away.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Add this tag.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Take this tag away.
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// What is held of the claim: confirmed, disputed, false, unverified, or none.
    #[arg(long, value_name = "VERDICT")]
    verdict: Option<String>,
    /// What has become of it: suggested, accepted, rejected, update or other-event.
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Place it anew, on these words of one of the sources named.
    #[arg(long, value_name = "WORDS")]
    quote: Option<String>,
    /// Which of several places where the words stand, counted from 1.
    #[arg(long, value_name = "N")]
    nth: Option<usize>,
    /// Which of its targets is placed anew, counted from 1.
    #[arg(long, value_name = "N", default_value_t = 1)]
    target: usize,
}

pub(super) fn edit(args: &EditArgs, common: &Common) -> anyhow::Result<Exit> {
    wants_json(common)?;
    let mut store = open(common)?;
    let before = super::find(&store, &args.id)?.clone();
    let mut after = before.clone();
    let mut library = Library::new();
    if let Some(note) = &args.note {
        after.set_comment(note);
    }
    if !args.tag.is_empty() || !args.untag.is_empty() {
        let kept = before.tags().filter(|tag| !args.untag.iter().any(|gone| gone == tag));
        after.set_tags(kept.chain(args.tag.iter().map(String::as_str)));
    }
    if let Some(word) = &args.verdict {
        after.set_verdict(if word == "none" { None } else { Some(verdict(word)?) });
    }
    if let Some(word) = &args.status {
        let found = Status::ALL.iter().find(|(_, known)| known == word);
        let known = Status::ALL.map(|(_, word)| word).join(", ");
        after.status = found.ok_or_else(|| anyhow::anyhow!("the statuses are {known}"))?.0;
    }
    if let Some(quote) = &args.quote {
        library = super::super::library::open(&args.sources, common)?.library;
        let Some((article, span)) = place(&library, quote, args.nth)? else {
            warn("no source holds these words");
            return Ok(Exit::Nothing);
        };
        let index = args.target.wrapping_sub(1);
        let Some(target) = after.targets.get_mut(index) else {
            anyhow::bail!("it has {} targets", before.targets.len());
        };
        let unknown = std::mem::take(&mut target.unknown);
        *target = Target { unknown, ..describe::describe(&article, span) };
        keep_text(&mut store, &article);
    }
    if after == before {
        warn("nothing to change");
        return Ok(Exit::Nothing);
    }
    after.modified = Some(super::now());
    save(&mut store, &[Edit::Change { before, after: after.clone() }])?;
    answer(&after, &library, common)
}

#[derive(Debug, clap::Args)]
pub(super) struct RemoveArgs {
    /// The annotations.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

pub(super) fn remove(args: &RemoveArgs, common: &Common) -> anyhow::Result<Exit> {
    let json = wants_json(common)?;
    let mut store = open(common)?;
    let mut edits: Vec<Edit> = Vec::new();
    for id in &args.ids {
        let edit = Edit::Remove(super::find(&store, id)?.clone());
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    save(&mut store, &edits)?;
    let ids: Vec<_> = edits.iter().map(|e| e.annotation().id.as_str()).collect();
    let mut out = output::stdout();
    if json {
        writeln!(out, "{}", json!({ "schema": "rashomon/removed/1", "removed": ids }))?;
    } else {
        for id in ids {
            writeln!(out, "{}", clean::line(id))?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

#[derive(Debug, clap::Args)]
pub(super) struct LinkArgs {
    /// The annotation of one side.
    a: String,
    /// The annotation of the other side.
    b: String,
    /// How the two passages stand to each other.
    #[arg(long, value_enum)]
    kind: LinkKind,
    /// What kind of contradiction it is, such as `quantity` or `datetime`.
    #[arg(long, value_name = "KIND")]
    class: Option<String>,
    /// The reason, in one sentence.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A tag; may be given several times.
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Who makes it; else RASHOMON_NAME or the login name.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum LinkKind {
    /// Both cannot be true.
    Contradiction,
    /// Both say the same.
    Corroboration,
}

pub(super) fn link(args: &LinkArgs, common: &Common) -> anyhow::Result<Exit> {
    wants_json(common)?;
    let mut store = open(common)?;
    let (a, b) = (super::find(&store, &args.a)?, super::find(&store, &args.b)?);
    anyhow::ensure!(a.id != b.id, "an annotation cannot be linked with itself");
    let mut pair = fresh(args.by.as_deref());
    pair.motivations = match args.kind {
        LinkKind::Contradiction => vec![Motivation::Linking, Motivation::Contradicting],
        LinkKind::Corroboration => vec![Motivation::Linking, Motivation::Corroborating],
    };
    // Self-contained targets, so that other readers highlight both ends; the ids keep the graph.
    pair.targets = a.targets.iter().chain(&b.targets).cloned().collect();
    let claims = json!([a.id.as_str(), b.id.as_str()]).to_string();
    pair.unknown.push(Unknown { name: "rsh:claims".to_owned(), json: claims });
    if let Some(class) = &args.class {
        let value = clean::line(class);
        pair.bodies.push(Body {
            value,
            purpose: Purpose::Classifying,
            format: None,
            unknown: vec![],
        });
    }
    pair.set_comment(args.note.as_deref().unwrap_or_default());
    pair.set_tags(args.tag.iter().map(String::as_str));
    save(&mut store, &[Edit::Add(pair.clone())])?;
    answer(&pair, &Library::new(), common)
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The annotation; in full when it was removed.
    id: String,
    /// The number of the revision, as `history` prints it.
    rev: u32,
}

pub(super) fn restore(args: &RestoreArgs, common: &Common) -> anyhow::Result<Exit> {
    wants_json(common)?;
    let mut store = open(common)?;
    let id = match super::find(&store, &args.id) {
        Ok(annotation) => annotation.id.clone(),
        Err(_) if args.id.contains(':') => Id::new(args.id.clone()),
        Err(_) => Id::new(format!("urn:uuid:{}", args.id)),
    };
    match store.restore(&id, args.rev).map_err(|unsaved| anyhow::anyhow!("{unsaved}"))? {
        Some(edit) => {
            settle(&mut store, &crate::store::Acked::default());
            answer(edit.annotation(), &Library::new(), common)
        }
        None => {
            warn("there is no such revision");
            Ok(Exit::Nothing)
        }
    }
}

pub(super) fn undo(common: &Common, redo: bool) -> anyhow::Result<Exit> {
    let json = wants_json(common)?;
    let mut store = open(common)?;
    let done = if redo { store.redo() } else { store.undo() };
    let edits = done.map_err(|unsaved| anyhow::anyhow!("{unsaved}"))?;
    let described: Vec<_> = edits
        .iter()
        .map(|edit| {
            let what = match edit {
                Edit::Add(_) => "added",
                Edit::Change { .. } => "changed",
                Edit::Remove(_) => "removed",
            };
            (what, edit.annotation())
        })
        .collect();
    let mut out = output::stdout();
    if json {
        let edits: Vec<_> = described
            .iter()
            .map(|(what, a)| json!({ "edit": what, "id": a.id.as_str() }))
            .collect();
        writeln!(out, "{}", json!({ "schema": "rashomon/edits/1", "edits": edits }))?;
    } else {
        for (what, annotation) in described {
            let line = format!("{what} {}  {}", annotation.id, show::text(annotation));
            writeln!(out, "{}", clean::line(&line))?;
        }
    }
    out.flush()?;
    if edits.is_empty() {
        warn(if redo { "nothing was taken back" } else { "nothing to take back" });
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// Returns an annotation by a person, made now, with an id of its own.
fn fresh(by: Option<&str>) -> Annotation {
    let name = by.map_or_else(person::name, clean::line);
    Annotation::note(Id::from_uuid(uuid::Uuid::now_v7()), &name, &super::now())
}

fn verdict(word: &str) -> anyhow::Result<Verdict> {
    let found = Verdict::ALL.iter().find(|(_, known)| *known == word).map(|(verdict, _)| *verdict);
    let known = Verdict::ALL.map(|(_, word)| word).join(", ");
    found.ok_or_else(|| anyhow::anyhow!("the verdicts are {known}"))
}

/// Finds quoted words in the articles: as they are, else with case, accents, quotes, dashes and
/// spaces folded, as a person types them.
fn place(
    library: &Library,
    quote: &str,
    nth: Option<usize>,
) -> anyhow::Result<Option<(Arc<Article>, Span)>> {
    let quote = clean::clean(quote.trim()).text;
    anyhow::ensure!(!quote.is_empty(), "the quote is empty");
    anyhow::ensure!(nth != Some(0), "places are counted from 1");
    let exact = |article: &Article| -> Vec<Span> {
        let places = article.text.match_indices(&quote);
        places.map(|(at, _)| Span::new(at, at + quote.len())).collect()
    };
    let spaced = |text: &str| text.replace('\n', " ");
    let alike = |article: &Article| -> Vec<Span> {
        let folded = fold::folded(&article.text);
        let wanted = spaced(&fold::fold(&quote));
        let text = spaced(&folded.text);
        let places = text.match_indices(&wanted).map(|(at, _)| Span::new(at, at + wanted.len()));
        places.map(|span| folded.original(span)).collect()
    };
    let search = |find: &dyn Fn(&Article) -> Vec<Span>| -> Vec<(Arc<Article>, Span)> {
        let articles = library.articles().iter();
        articles.flat_map(|a| find(a).into_iter().map(|span| (Arc::clone(a), span))).collect()
    };
    let mut found = search(&exact);
    if found.is_empty() {
        found = search(&alike);
    }
    if found.len() > 1 && nth.is_none() {
        warn(&format!("the words stand in {} places; the first is taken (--nth)", found.len()));
    }
    let many = found.len();
    let place = found.into_iter().nth(nth.unwrap_or(1) - 1);
    anyhow::ensure!(place.is_some() || many == 0, "the words stand in {many} places only");
    Ok(place)
}

/// Keeps the text that is annotated; the note is saved all the same when that fails.
pub(super) fn keep_text(store: &mut Store, article: &Article) {
    if let Err(error) = store.keep_text(article) {
        warn(&format!("the text of {} was not kept: {error}", article.id));
    }
}

pub(super) fn save(store: &mut Store, edits: &[Edit]) -> anyhow::Result<()> {
    let acked = store.apply(edits).map_err(|unsaved| anyhow::anyhow!("{unsaved}"))?;
    settle(store, &acked);
    Ok(())
}

/// Prints the id, or the annotation as JSON.
fn answer(annotation: &Annotation, library: &Library, common: &Common) -> anyhow::Result<Exit> {
    let mut out = output::stdout();
    if wants_json(common)? {
        let note = show::to_json(annotation, &show::Ground::new(library));
        writeln!(out, "{:#}", json!({ "schema": "rashomon/note/1", "note": note }))?;
    } else {
        writeln!(out, "{}", clean::line(annotation.id.as_str()))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}
