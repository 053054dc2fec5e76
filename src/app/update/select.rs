//! Selecting a passage by word, clause, sentence or paragraph.

use super::{Call, mark};
use crate::app::mode::{Mode, Select};
use crate::app::pane::Put;
use crate::app::selection::{Selection, Unit};
use crate::app::state::State;
use crate::article::Article;
use crate::text::counted;
use std::sync::Arc;

/// Begins to select, or changes what a selection is made of.
pub(super) fn by(state: &mut State, unit: Unit) {
    if let Mode::Select(_) = state.mode {
        return change(state, Call::default(), |s, article| s.by(article, unit));
    }
    let Some((pane, article)) = state.focused() else { return };
    // What lies on the screen is meant, not what has scrolled away above it.
    let Some(selection) = Selection::at(pane.article, article, pane.cursor, unit) else {
        return state.messages.info("there is nothing to select here");
    };
    state.open(Mode::Select(Select { selection }));
    told(state);
}

/// Changes the selection, as often as the count says, and keeps it in view.
pub(super) fn change(
    state: &mut State,
    call: Call<'_>,
    change: impl Fn(Selection, &Article) -> Selection,
) {
    let Some(mut selection) = mark::selected(state) else { return };
    let article = Arc::clone(state.article(selection.article));
    for _ in 0..call.times().min(1_000) {
        selection = change(selection, &article);
    }
    if let Some(pane) = state.panes.of_article(selection.article) {
        state.panes.list[pane].go(&article, selection.span.start, Put::Calm);
    }
    if let Mode::Select(select) = &mut state.mode {
        select.selection = selection;
    }
    told(state);
}

/// Selects in the pane that has the focus now, if it was moved while selecting.
pub(super) fn follow_focus(state: &mut State) {
    let Mode::Select(select) = &state.mode else { return };
    let Some((pane, article)) = state.focused() else { return };
    if pane.article == select.selection.article {
        return;
    }
    let unit = select.selection.unit;
    if let Some(selection) = Selection::at(pane.article, article, pane.cursor, unit) {
        state.mode = Mode::Select(Select { selection });
        told(state);
    }
}

fn told(state: &mut State) {
    let Mode::Select(select) = &state.mode else { return };
    let words = state.article(select.selection.article).quote(select.selection.span);
    let count = words.split_whitespace().count();
    let words = counted(count, "word", "words");
    state.messages.info(format!("{}: {words}", select.selection.unit.name()));
}
