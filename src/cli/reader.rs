//! The reader itself, or its linear form when standard output is no terminal.

use super::{ColorWhen, Common, Sources, exit, exit::Exit};
use crate::app::keymap::Keymap;
use crate::app::settings::Settings;
use crate::app::{Event, State};
use crate::store::place::Places;
use crate::tui::{self, Ending, Outside};
use crate::ui::Theme;
use std::io::IsTerminal;
use std::sync::Arc;

pub(super) fn run(sources: &Sources, common: &Common) -> anyhow::Result<Exit> {
    let opened = super::library::open(sources, common)?;
    if !std::io::stdout().is_terminal() {
        anyhow::bail!("standard output is no terminal");
    }
    let mut settings = Settings { ascii: common.ascii, ..Settings::default() };
    if settings.author.is_empty() {
        settings.author = author();
    }
    let keymap = Arc::new(Keymap::standard());
    let mut state = State::new(opened.library, settings, keymap);
    if opened.incomplete {
        crate::app::handle(&mut state, Event::Failed("a source could not be read".to_owned()));
    }
    let colour = colour(common);
    let theme = |name: &str| {
        let theme = Theme::built_in(name);
        Ok(if colour { theme } else { theme.without_colour() })
    };
    let store = common.store.clone().or_else(|| Some(Places::find().ok()?.store().to_owned()));
    let outside = Outside { theme: &theme, keep: &|_| {}, store };
    let session = tui::run(state, &outside)?;
    if session.unsaved > 0 {
        exit::warn(&format!("{} changes to annotations could not be saved", session.unsaved));
    }
    Ok(match session.ending {
        Ending::Quit => Exit::Done,
        Ending::Lost => Exit::HungUp,
        Ending::Signal(signal) => exit::by_signal(signal),
    })
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
