//! Linked scrolling: the other panes follow to the passage about the same thing, or say that they have none.

use super::jump::SILENT;
use crate::analysis::align::Alignment;
use crate::app::pane::Put;
use crate::app::state::{Linked, State};
use crate::text::counted;
use std::sync::Arc;

/// The sentences of the compared sources have been aligned.
pub(super) fn arrive(state: &mut State, generation: u64, alignment: Arc<Alignment>) {
    if generation == state.generation {
        let articles = super::arrive::computed(state);
        state.linked = Linked { alignment: Some((alignment, articles)), at: None };
    }
}

pub(super) fn toggle(state: &mut State) {
    state.panes.linked = !state.panes.linked;
    state.linked.at = None;
    if state.panes.linked {
        state.messages.info("linked: other panes follow to the passage about the same thing");
    } else {
        state.panes.list.iter_mut().for_each(|pane| pane.remark = None);
        state.messages.info("not linked: every pane scrolls alone");
    }
}

/// Brings the other panes along once.
pub(super) fn once(state: &mut State) {
    if state.linked.alignment.is_none() {
        return state.messages.info(super::missing(state));
    }
    state.leave();
    let (followed, silent) = bring(state, Put::Level);
    let told = match (followed, silent) {
        (0, _) => "no other source speaks of this".to_owned(),
        (1, 0) => "the other source speaks of this".to_owned(),
        (n, 0) => format!("all {n} other sources speak of this"),
        (n, s) => {
            let speak = counted(n, "source speaks", "sources speak");
            format!("{speak} of this, {}", counted(s, "does not", "do not"))
        }
    };
    state.messages.info(told);
}

/// Brings the other panes along if panes are linked and the reader has come to another sentence.
pub(super) fn follow(state: &mut State) {
    if !state.panes.linked || state.linked.alignment.is_none() {
        return;
    }
    let Some((pane, article)) = state.focused() else { return };
    let here = Some((pane.article, pane.sentence(article).start));
    if state.linked.at != here {
        state.linked.at = here;
        bring(state, Put::Calm);
        state.settle();
    }
}

/// Returns how many panes followed and how many had nowhere to go.
fn bring(state: &mut State, put: Put) -> (usize, usize) {
    let Some((alignment, articles)) = state.linked.alignment.clone() else { return (0, 0) };
    let place = |article: usize| articles.iter().position(|a| *a == article);
    let Some(pane) = state.panes.focused_mut() else { return (0, 0) };
    pane.remark = None;
    let (from, offset) = (pane.article, pane.cursor);
    let (mut followed, mut silent) = (0, 0);
    for index in state.panes.shown().filter(|i| *i != state.panes.focus).collect::<Vec<_>>() {
        let pane = &mut state.panes.list[index];
        let text = &state.library.articles()[pane.article];
        let there = place(from)
            .zip(place(pane.article))
            .and_then(|(from, to)| alignment.counterpart(from, offset, to));
        if let Some(span) = there {
            pane.go(text, span.start, put);
            followed += 1;
        } else {
            pane.remark = Some(SILENT);
            silent += 1;
        }
    }
    (followed, silent)
}
