//! Back and forward after jumps, and places kept under a letter.

use super::Call;
use crate::app::pane::Put;
use crate::app::state::State;
use crate::app::trail::Spot;

/// Goes to a spot: focuses its pane and shows the place. A hidden source is shown again.
pub(super) fn visit(state: &mut State, spot: Spot, put: Put) {
    let Some(index) = state.panes.of_article(spot.article) else { return };
    state.panes.focus = index;
    if std::mem::take(&mut state.panes.list[index].hidden) {
        state.recompute();
    }
    let article = std::sync::Arc::clone(state.article(spot.article));
    state.panes.list[index].go(&article, spot.offset, put);
}

pub(super) fn back(state: &mut State) {
    let Some(here) = state.spot() else { return };
    match state.trail.back(here) {
        Some(spot) => visit(state, spot, Put::Calm),
        None => state.messages.info("there is no place to go back to"),
    }
}

pub(super) fn forward(state: &mut State) {
    let Some(here) = state.spot() else { return };
    match state.trail.forward(here) {
        Some(spot) => visit(state, spot, Put::Calm),
        None => state.messages.info("there is no place to go forward to"),
    }
}

pub(super) fn set(state: &mut State, call: Call<'_>) {
    let letter = call.argument.and_then(|a| a.chars().next());
    if let (Some(letter), Some(spot)) = (letter, state.spot()) {
        state.trail.marks.insert(letter, spot);
        state.messages.info(format!("this place is marked {letter}; '{letter} comes back"));
    }
}

pub(super) fn go(state: &mut State, call: Call<'_>) {
    let Some(letter) = call.argument.and_then(|a| a.chars().next()) else { return };
    let spot = if matches!(letter, '\'' | '`') {
        state.trail.last()
    } else {
        state.trail.marks.get(&letter).copied()
    };
    match spot {
        Some(spot) => {
            state.leave();
            visit(state, spot, Put::Calm);
        }
        None => state.messages.info(format!("no place is marked {letter}")),
    }
}
