//! Every operation on annotations, for scripts.

mod change;
mod check;
mod exchange;
mod list;
mod merge;
mod person;
mod show;

use super::{Common, exit::Exit};
use crate::annotation::{Annotation, Id};
use crate::store::place::Places;
use crate::store::{Acked, Notice, Store};
use anyhow::Context;
use std::path::PathBuf;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  rashomon notes add report.txt --quote 'twelve were hurt' --note 'the hospital says nine' --tag toll
  rashomon notes list *.txt --format json
  rashomon notes link 0198a1 0198a2 --kind contradiction
  rashomon notes check *.txt || echo 'a source has changed under a note'
  rashomon notes merge ../her-store --dry-run

An ID may be shortened as long as it is the only one that begins, or ends, so.
Exit codes: 0 done; 1 nothing found, or a check failed; 2 wrong usage or a failure.")]
pub(super) struct NotesArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print the annotations, all or those of the sources named.
    List(list::ListArgs),
    /// Add one annotation; print its id when it is safe on disk.
    Add(change::AddArgs),
    /// Change the note, tags, verdict, status or place of an annotation.
    Edit(change::EditArgs),
    /// Remove annotations; `undo` brings them back.
    Remove(change::RemoveArgs),
    /// Join two annotations as a contradiction or corroboration; print the id of the pair.
    Link(change::LinkArgs),
    /// Take annotations in from a file of another program, or of this one.
    Import(exchange::ImportArgs),
    /// Write the annotations of the sources named in an exchange format.
    Export(exchange::ExportArgs),
    /// Say where every annotation stands in the sources as they are now; 1 when any is not anchored.
    Check(check::CheckArgs),
    /// Take the annotations of another store in, by id and revision.
    Merge(merge::MergeArgs),
    /// Print the versions of notes that two people changed apart, or settle one.
    Conflicts(merge::ConflictsArgs),
    /// Print every revision of one annotation.
    History(list::HistoryArgs),
    /// Make an earlier revision the newest.
    Restore(change::RestoreArgs),
    /// Take the last step back, of this run or an earlier one.
    Undo,
    /// Make the last step again that was taken back.
    Redo,
}

pub(super) fn run(args: &NotesArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.command {
        Command::List(args) => list::run(args, common),
        Command::Add(args) => change::add(args, common),
        Command::Edit(args) => change::edit(args, common),
        Command::Remove(args) => change::remove(args, common),
        Command::Link(args) => change::link(args, common),
        Command::Import(args) => exchange::import(args, common),
        Command::Export(args) => exchange::export(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Merge(args) => merge::run(args, common),
        Command::Conflicts(args) => merge::conflicts(args, common),
        Command::History(args) => list::history(args, common),
        Command::Restore(args) => change::restore(args, common),
        Command::Undo => change::undo(common, false),
        Command::Redo => change::undo(common, true),
    }
}

/// Returns the folder of the store: as asked for, else where the platform keeps data.
pub(super) fn store_dir(common: &Common) -> anyhow::Result<PathBuf> {
    match &common.store {
        Some(dir) => Ok(dir.clone()),
        None => Ok(Places::find()?.store().to_owned()),
    }
}

/// Opens the store and says what is wrong with it; nothing wrong can keep it from being read.
pub(super) fn open(common: &Common) -> anyhow::Result<Store> {
    let store = Store::open(&store_dir(common)?);
    let problems = store.problems();
    problems.iter().take(5).for_each(|problem| super::exit::warn(&problem.to_string()));
    if problems.len() > 5 {
        let more = problems.len() - 5;
        super::exit::warn(&format!("{more} more problems; `rashomon store doctor` names them all"));
    }
    if let Some(reason) = store.read_only() {
        super::exit::warn(&reason);
    }
    Ok(store)
}

/// Does what is due after something was saved, while the journal is small enough not to be felt.
fn settle(store: &mut Store, acked: &Acked) {
    for notice in &acked.notices {
        let (id, told) = match notice {
            Notice::Conflict(id) => {
                (id, "somebody else changed it meanwhile; both versions are kept")
            }
            Notice::NotRemoved(id) => (id, "somebody else changed it meanwhile; it stays"),
        };
        super::exit::warn(&format!("{id}: {told}"));
    }
    if store.annotations().len() < 10_000
        && let Err(error) = store.maintain()
    {
        super::exit::warn(&format!("the daily backup was not made: {error}"));
    }
}

/// Returns the annotation meant by an id as a person writes it.
fn find<'s>(store: &'s Store, written: &str) -> anyhow::Result<&'s Annotation> {
    if let Some(found) = store.annotations().get(&Id::new(written.to_owned())) {
        return Ok(found);
    }
    let bare = written.strip_prefix("urn:uuid:").unwrap_or(written);
    anyhow::ensure!(bare.len() >= 4, "{written}: give at least four characters of an id");
    let fits = |a: &&Annotation| {
        let id = a.id.0.strip_prefix("urn:uuid:").unwrap_or(a.id.as_str());
        id.starts_with(bare) || id.ends_with(bare)
    };
    let mut found = store.annotations().iter().filter(fits);
    let first = found.next().with_context(|| format!("{written}: there is no such annotation"))?;
    anyhow::ensure!(found.next().is_none(), "{written}: several annotations are called so");
    Ok(first)
}

/// Tells whether to print JSON.
fn wants_json(common: &Common) -> anyhow::Result<bool> {
    match common.format.as_deref() {
        None | Some("text") => Ok(false),
        Some("json") => Ok(true),
        Some(other) => anyhow::bail!("this prints text or json, not {other}"),
    }
}

/// Returns this moment, RFC 3339 in UTC.
fn now() -> String {
    crate::store::clock::rfc3339(std::time::SystemTime::now())
}
