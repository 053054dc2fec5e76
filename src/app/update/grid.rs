//! Topics by sources: choosing a cell, and going there.

use super::jump;
use crate::app::choice::Choice;
use crate::app::mode::{Grid, Mode};
use crate::app::state::State;

pub(super) fn open(state: &mut State) {
    if state.topics.is_none() {
        return state.messages.info(super::missing(state));
    }
    let column = state.panes.shown().position(|i| i == state.panes.focus).unwrap_or(0);
    state.open(Mode::Grid(Grid { column, ..Grid::default() }));
    typed(state);
}

/// Filters the rows by what is typed.
pub(super) fn typed(state: &mut State) {
    let (Mode::Grid(grid), Some(jump)) = (&mut state.mode, &state.finder) else { return };
    grid.rows = jump.rank(grid.line.text()).into_iter().map(|r| r.topic).collect();
    grid.choice = Choice::of(grid.rows.len());
}

pub(super) fn column(state: &mut State, way: isize) {
    let sources = state.panes.shown().count();
    if let Mode::Grid(grid) = &mut state.mode {
        grid.column = grid.column.saturating_add_signed(way).min(sources.saturating_sub(1));
    }
}

/// Goes to the chosen topic, in the chosen source first.
pub(super) fn accept(state: &mut State) {
    let Mode::Grid(grid) = &state.mode else { return };
    let (topic, column) = (grid.rows.get(grid.choice.at).copied(), grid.column);
    let Some(topic) = topic else { return };
    state.close_all();
    let pane = state.panes.shown().nth(column);
    if let Some(pane) = pane {
        state.panes.focus = pane;
    }
    jump::choose(state, topic);
}
