//! Changes to annotations: every one goes through [`apply`], so that each can be undone and is saved.

use crate::app::history::Deed;
use crate::app::state::State;

/// Does a deed: changes the annotations, remembers how to undo it, and asks for it to be saved.
pub(super) fn apply(state: &mut State, deed: Deed) {
    carry_out(state, &deed);
    state.history.push(deed);
}

/// Changes the annotations and everything that is drawn from them.
fn carry_out(state: &mut State, deed: &Deed) {
    for edit in &deed.edits {
        state.annotations.apply(edit);
        let id = &edit.annotation().id;
        match state.annotations.get(id) {
            Some(annotation) => state.placed.put(&state.library, annotation),
            None => state.placed.remove(id),
        }
    }
    super::review::refresh(state);
}
