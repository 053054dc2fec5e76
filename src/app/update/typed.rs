//! Typing: text into the line of a mode, and the `:` line with completion and history.

use super::{Call, annotations, grid, jump, lists, review, search, tag, update};
use crate::app::Action;
use crate::app::choice::Choice;
use crate::app::command::Command;
use crate::app::line::Line;
use crate::app::mode::{CommandLine, Mode};
use crate::app::settings::Settings;
use crate::app::state::State;

pub(super) fn insert(state: &mut State, text: &str) {
    edit(state, |line| line.insert(text));
}

pub(super) fn paste(state: &mut State, text: &str) {
    if state.mode.context().takes_text() {
        insert(state, text);
    } else {
        state.messages.info("there is nowhere to paste to");
    }
}

/// Changes the line and lets the mode answer.
pub(super) fn edit(state: &mut State, change: impl FnOnce(&mut Line)) {
    let Some(line) = state.mode.line_mut() else { return };
    let before = line.text().to_owned();
    change(line);
    if line.text() != before {
        changed(state);
    }
}

/// What each mode does when its line has changed.
fn changed(state: &mut State) {
    match &mut state.mode {
        Mode::Search(_) => search::typed(state),
        Mode::Jump(_) => jump::typed(state),
        Mode::Palette(_) => lists::palette_typed(state),
        Mode::Help(_) => lists::help_typed(state),
        Mode::Grid(_) => grid::typed(state),
        Mode::Ledger(_) => review::typed(state),
        Mode::Tags(_) => tag::typed(state),
        Mode::Annotations(_) => annotations::typed(state),
        Mode::Line(mode) => mode.proposals.clear(),
        _ => {}
    }
}

/// Deletes before the cursor; in an empty line, closes it, as in vim and helix.
pub(super) fn delete_back(state: &mut State) {
    if state.mode.line().is_some_and(|line| line.text().is_empty()) {
        return super::dialog::cancel(state);
    }
    edit(state, |line| {
        line.delete_back();
    });
}

pub(super) fn recall(state: &mut State, way: isize) {
    let commands = state.commands.clone();
    let (line, recall, history) = match &mut state.mode {
        Mode::Search(mode) => (&mut mode.line, &mut mode.recall, &state.search.history),
        Mode::Line(mode) => (&mut mode.line, &mut mode.recall, &commands),
        _ => return,
    };
    if way < 0 {
        recall.older(line, history)
    } else {
        recall.newer(line, history)
    }
    changed(state);
}

pub(super) fn open(state: &mut State, call: Call<'_>) {
    let line = call.argument.map(Line::new).unwrap_or_default();
    state.open(Mode::Line(CommandLine { line, ..CommandLine::default() }));
}

pub(super) fn accept(state: &mut State) {
    let Mode::Line(mode) = state.close() else { return };
    let text = mode.line.text().trim();
    if text.is_empty() {
        return;
    }
    state.commands.push(text);
    #[cfg(debug_assertions)]
    if text == "debug-panic" {
        return state.ask(crate::app::Effect::Panic);
    }
    if let Ok(paragraph) = text.parse::<usize>() {
        return update(state, &Action::Top.into(), Some(paragraph));
    }
    match Command::parse(text) {
        Ok(command) => update(state, &command, None),
        Err(message) => state.messages.warn(message),
    }
}

/// Completes the last word, and goes through the proposals when there are several.
pub(super) fn complete(state: &mut State) {
    if matches!(state.mode, Mode::Jump(_) | Mode::Palette(_)) {
        return lists::step(state, Call::default(), 1);
    }
    if matches!(state.mode, Mode::Tags(_)) {
        return tag::complete(state);
    }
    let Mode::Line(mode) = &mut state.mode else { return };
    if mode.proposals.is_empty() {
        mode.proposals = proposals(mode.line.text(), &state.themes);
        mode.choice = Choice::of(mode.proposals.len());
    } else {
        mode.choice.cycle(1);
    }
    if let Some(chosen) = mode.proposals.get(mode.choice.at).cloned() {
        let text = mode.line.text();
        let kept = text.rfind(' ').map_or(0, |at| at + 1);
        let completed = format!("{}{chosen}", &text[..kept]);
        mode.line.set(&completed);
    }
    if mode.proposals.len() == 1 {
        mode.line.insert(" ");
        mode.proposals.clear();
    }
}

fn proposals(text: &str, own_themes: &[String]) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let (last, before) = words.split_last().map_or(("", &[][..]), |(last, before)| (*last, before));
    let themes = || {
        let known = Settings::values("theme").iter().copied();
        let own =
            own_themes.iter().map(String::as_str).filter(|own| !known.clone().any(|k| k == *own));
        known.clone().chain(own).collect()
    };
    let known: Vec<&str> = match before {
        [] => Action::ALL.iter().map(|a| a.name()).collect(),
        ["set"] => Settings::names().collect(),
        ["theme"] | ["set", "theme"] => themes(),
        ["layout"] => Settings::values("layout").to_vec(),
        ["set", name] => Settings::values(name).to_vec(),
        _ => Vec::new(),
    };
    let begins = known.iter().filter(|k| k.starts_with(last));
    let holds = known.iter().filter(|k| !k.starts_with(last) && k.contains(last));
    begins.chain(holds).map(|k| (*k).to_owned()).collect()
}

pub(super) fn set(state: &mut State, call: Call<'_>) {
    let words = call.argument.unwrap_or_default();
    let (name, value) = words.split_once([' ', '=']).unwrap_or((words, "true"));
    match state.settings.set(name.trim(), value.trim()) {
        Ok(()) => {
            match name.trim() {
                "layout" => state.panes.arrangement = state.settings.layout,
                "linked" => state.panes.linked = state.settings.linked,
                _ => {}
            }
            state.messages.info(format!("{} is {}", name.trim(), value.trim()));
        }
        Err(message) => state.messages.warn(message),
    }
}

pub(super) fn theme(state: &mut State, call: Call<'_>) {
    let next = match call.argument {
        Some(name) => name.to_owned(),
        None => {
            let themes = proposals("theme ", &state.themes);
            let looks: Vec<&String> = themes.iter().filter(|name| *name != "auto").collect();
            let here = looks.iter().position(|t| **t == state.settings.theme).unwrap_or(0);
            looks[(here + 1) % looks.len()].clone()
        }
    };
    match state.settings.set("theme", &next) {
        Ok(()) => state.messages.info(format!("theme: {next}")),
        Err(message) => state.messages.warn(message),
    }
}
