//! Keys into commands: sequences, counts, digits, and text where text is typed.

use super::{typed, update};
use crate::app::action::Action;
use crate::app::key::{self, Code, Key};
use crate::app::keymap::{Context, Meaning};
use crate::app::settings::Digits;
use crate::app::state::State;

/// The largest count; more is a slip of the finger.
const MOST: usize = 99_999;

pub(super) fn pressed(state: &mut State, key: Key) {
    let context = state.mode.context();
    if context == Context::Read && state.pressed.keys.is_empty() && digit(state, key) {
        return;
    }
    if state.pressed.keys.is_empty() {
        state.messages.clear();
    } else if key.code == Code::Esc {
        state.pressed = super::super::state::Pressed::default();
        return;
    }
    state.pressed.keys.push(key);
    let keymap = std::sync::Arc::clone(&state.keymap);
    match keymap.meaning(context, &state.pressed.keys) {
        Meaning::More => {}
        Meaning::Command(command) => {
            let pressed = std::mem::take(&mut state.pressed);
            if let Some(focus) = pressed.focus.filter(|_| takes_count(command.action)) {
                state.panes.focus = focus;
            }
            update(state, &command, pressed.count);
        }
        Meaning::Nothing => {
            let keys = std::mem::take(&mut state.pressed).keys;
            match keys.as_slice() {
                [one] if context == Context::Note => super::note::press(state, *one),
                [one] if context.takes_text() => {
                    if let Some(c) = one.typed() {
                        typed::insert(state, c.encode_utf8(&mut [0; 4]));
                    }
                }
                _ => {
                    let keys = key::show(&keys);
                    let help = state.keymap.key_for(context, Action::Help).unwrap_or_default();
                    state
                        .messages
                        .info(format!("{keys} means nothing here; {help} shows the keys"));
                }
            }
        }
    }
}

/// Takes a digit: the number of a pane at once, and a count if a movement follows before a pause.
fn digit(state: &mut State, key: Key) -> bool {
    let Some(value) = key.typed().and_then(|c| c.to_digit(10)) else { return false };
    let value = value as usize;
    let count = state.pressed.count.unwrap_or(0);
    if value == 0 && count == 0 {
        return false;
    }
    let counts = state.settings.digits != Digits::Focus;
    let focuses = state.settings.digits != Digits::Count;
    if count == 0 && focuses {
        let before = state.panes.focus;
        let shown: Vec<usize> = state.panes.shown().collect();
        if let Some(pane) = shown.get(value - 1) {
            state.panes.focus = *pane;
            state.pressed.focus = Some(before);
        }
    } else if let Some(before) = state.pressed.focus {
        state.panes.focus = before;
    }
    if counts {
        state.pressed.count = Some((count * 10 + value).min(MOST));
    }
    true
}

/// A pause after a digit: it was the number of a pane.
pub(super) fn paused(state: &mut State) {
    if state.pressed.keys.is_empty() && state.pressed.focus.is_some() {
        state.pressed = super::super::state::Pressed::default();
    }
}

/// Tells whether digits before the action are its count, so that they were no pane's number.
const fn takes_count(action: Action) -> bool {
    matches!(
        action,
        Action::ScrollDown
            | Action::ScrollUp
            | Action::HalfDown
            | Action::HalfUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom
            | Action::Percent
            | Action::NextSentence
            | Action::PreviousSentence
            | Action::NextParagraph
            | Action::PreviousParagraph
            | Action::NextMatch
            | Action::PreviousMatch
            | Action::NextMention
            | Action::PreviousMention
            | Action::Widen
            | Action::Narrow
    )
}
