//! The reader itself, or its linear form when standard output is no terminal.

use super::{ColorWhen, Common, Sources, config, exit, exit::Exit, external_judge, log, output};
use crate::app::{State, resume};
use crate::exchange::linear;
use crate::store::place::Places;
use crate::store::session::Session;
use crate::text::counted;
use crate::tui::worker::Judge;
use crate::tui::{self, Ending, Outside, ground};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn run(sources: &Sources, common: &Common) -> anyhow::Result<Exit> {
    let opened = super::library::open(sources, common)?;
    if !std::io::stdout().is_terminal() {
        let mut out = output::stdout();
        linear::write(&mut out, &opened.library, linear::Options { asides: false, remarks: &[] })?;
        out.flush()?;
        return Ok(Exit::Done);
    }
    let mut configured = config::load(common)?;
    let keymap = Arc::new(std::mem::take(&mut configured.keymap));
    let colour = colour(common);
    let found = if configured.settings.theme == "auto" { ground::theme() } else { "terminal" };
    let theme = |name: &str| {
        let theme = configured.theme(if name == "auto" { found } else { name })?;
        Ok(if colour { theme } else { theme.without_colour() })
    };

    let mut settings = configured.settings.clone();
    if settings.author.is_empty() {
        settings.author = author();
    }
    let mut state = State::new(opened.library, settings, keymap);
    if sources.paths.is_empty() {
        state.messages.info("five bundled accounts; your own: rashomon FILE...");
    }
    let kept = kept(&mut state);
    if opened.incomplete {
        state
            .messages
            .warn("a source could not be read; the reason is on your screen when you leave");
    }
    for mistake in &configured.mistakes {
        state.messages.warn(mistake);
    }
    let keep = |state: &State| {
        if let Some(path) = &kept {
            // Another reader may have written in between: what it kept of other articles stays.
            let mut session = Session::load(path).unwrap_or_default();
            resume::remember(state, &mut session);
            let _ = session.save(path);
        }
    };
    let store = common.store.clone().or_else(|| Some(Places::find().ok()?.store().to_owned()));
    let command = common.judge.clone().unwrap_or_else(|| configured.settings.judge.clone());
    let judge = (!command.is_empty()).then(|| -> Judge {
        Arc::new(move |library, analysis, watch| {
            match external_judge::consult(&command, library, analysis, watch) {
                Ok(trouble) => trouble,
                Err(error) => Some(format!("the judge was not asked: {error:#}")),
            }
        })
    });
    let themes = || configured.own_themes();
    let outside = Outside { theme: &theme, themes: &themes, keep: &keep, store, judge };
    let session = tui::run(state, &outside)?;
    keep(&session.state);
    for message in session.state.messages.past() {
        log::line(&message.text);
    }
    if session.unsaved > 0 {
        let changes = counted(session.unsaved, "change", "changes");
        exit::warn(&format!("{changes} to annotations could not be saved"));
    }
    Ok(match session.ending {
        Ending::Quit => Exit::Done,
        Ending::Lost => Exit::HungUp,
        Ending::Signal(signal) => exit::by_signal(signal),
    })
}

/// Takes up the last session and returns where this one is to be kept.
fn kept(state: &mut State) -> Option<PathBuf> {
    let path = match Places::find() {
        Ok(places) => Session::path(&places.state),
        Err(error) => {
            state.messages.warn(error.to_string());
            return None;
        }
    };
    match Session::load(&path) {
        Ok(session) if state.settings.resume => {
            if resume::resume(state, &session) {
                state.messages.info("you are back where you stopped reading");
            }
            Some(path)
        }
        Ok(_) => Some(path),
        Err(error) => {
            // What cannot be read is not written over.
            let file = path.display();
            state.messages.warn(format!("{file}: {error}; reading positions are not kept"));
            None
        }
    }
}

/// Whether to use colour: the option, then the variables that people agreed on.
fn colour(common: &Common) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match common.color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let forced =
                std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| v != "0" && !v.is_empty());
            let none = std::env::var_os("CLICOLOR").is_some_and(|v| v == "0");
            let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
            !set("NO_COLOR") && (forced || !(none || dumb))
        }
    }
}

/// What the system calls the user.
fn author() -> String {
    let name =
        ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    crate::text::clean::line(&name.unwrap_or_default())
}
