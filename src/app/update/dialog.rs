//! Accept, cancel and close: what they mean in each mode.

use super::{annotations, grid, jump, lists, note, place, review, search, tag, typed};
use crate::app::choice::Choice;
use crate::app::effect::Effect;
use crate::app::mode::Mode;
use crate::app::state::State;
use crate::text::counted;

pub(super) fn accept(state: &mut State) {
    match &mut state.mode {
        Mode::Search(_) => search::accept(state),
        Mode::Jump(_) => jump::accept(state),
        Mode::Line(_) => typed::accept(state),
        Mode::Palette(_) => lists::palette_accept(state),
        Mode::Help(help) => help.typing = false,
        Mode::Grid(grid) if grid.typing => grid.typing = false,
        Mode::Ledger(ledger) if ledger.typing => review::filtered(state, true),
        Mode::Ledger(_) => review::accept(state),
        Mode::Note(_) => note::accept(state),
        Mode::Tags(_) => tag::accept(state),
        Mode::Select(_) => note::open(state),
        Mode::Annotations(list) if list.typing => annotations::filtered(state, true),
        Mode::Annotations(_) => annotations::accept(state),
        Mode::Queue(_) => place::keep(state),
        Mode::Pick(_) => {}
        Mode::Grid(_) => grid::accept(state),
        Mode::Messages(_) | Mode::Source(_) | Mode::Detail(_) => {
            state.close();
        }
        Mode::Read => {}
    }
}

pub(super) fn cancel(state: &mut State) {
    match &mut state.mode {
        Mode::Search(_) => search::cancel(state),
        Mode::Jump(_) => jump::cancel(state),
        Mode::Help(help) if help.typing => {
            help.typing = false;
            help.line.set("");
            lists::help_typed(state);
        }
        Mode::Grid(mode) if mode.typing => {
            mode.typing = false;
            mode.line.set("");
            grid::typed(state);
        }
        Mode::Ledger(ledger) if ledger.typing => review::filtered(state, false),
        Mode::Note(_) => note::cancel(state),
        Mode::Annotations(list) if list.typing => annotations::filtered(state, false),
        Mode::Select(_) => {
            state.replacing = None;
            state.close();
        }
        Mode::Read => calm(state),
        _ => {
            state.close();
        }
    }
}

/// Takes away what lies over the text, one thing at a time.
fn calm(state: &mut State) {
    if state.pin.is_some() {
        super::pick::unpin(state);
    } else if state.panes.list.iter().any(|pane| pane.remark.is_some()) {
        state.panes.list.iter_mut().for_each(|pane| pane.remark = None);
    } else if !state.search.pattern.is_empty() {
        search::clear(state);
    } else if state.topic.is_some() {
        state.topic = None;
    } else if state.review.current.is_some() {
        state.review.current = None;
        state.panes.pair = None;
        review::mark(state);
    } else if state.panes.zoomed {
        state.panes.zoomed = false;
    } else {
        super::compute::stop(state);
    }
}

pub(super) fn close(state: &mut State) {
    match state.mode {
        Mode::Read => quit(state),
        _ => cancel(state),
    }
}

/// Leaves; with something unsaved, only when asked twice.
pub(super) fn quit(state: &mut State) {
    match &state.unsaved {
        Some((edits, reason)) if !state.leaving => {
            let are = counted(*edits, "change is", "changes are");
            let told = format!("{are} not saved ({reason}); once more leaves without saving");
            state.messages.error(told);
            state.leaving = true;
        }
        _ => state.ask(Effect::Quit),
    }
}

pub(super) fn source(state: &mut State) {
    state.open(Mode::Source(Choice::default()));
}

pub(super) fn messages(state: &mut State) {
    let mut choice = Choice::of(state.messages.past().len());
    choice.step(isize::MAX / 2);
    state.open(Mode::Messages(choice));
}
