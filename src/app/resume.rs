//! Coming back: a kept session into the state at the start, and the state into a session at the end.

use super::layout::Arrangement;
use super::line::History;
use super::pane::{Pane, Position};
use super::state::State;
use super::trail::Spot;
use crate::store::session::{Mark, Session, Set, Stop};

/// Takes up reading where it stopped, as far as the same texts are open. Returns whether any was.
pub fn resume(state: &mut State, session: &Session) -> bool {
    state.search.history = History::of(session.searches.clone());
    state.commands = History::of(session.commands.clone());
    let mut resumed = false;
    for pane in &mut state.panes.list {
        let article = &state.library.articles()[pane.article];
        if let Some(stop) = session.stop(&article.source.sha256) {
            resumed |= stop.cursor > 0;
            pane.restore(article, Position { top: stop.top, cursor: stop.cursor });
        }
    }
    let names: Vec<String> =
        state.library.articles().iter().map(|a| a.source.sha256.clone()).collect();
    if let Some(set) = session.set(&names) {
        lay_out(state, set);
    }
    resumed
}

fn lay_out(state: &mut State, set: &Set) {
    let sha = |state: &State, pane: &Pane| state.article(pane.article).source.sha256.clone();
    let order = |name: &String| set.articles.iter().position(|a| a == name).unwrap_or(usize::MAX);
    let mut list = std::mem::take(&mut state.panes.list);
    list.sort_by_key(|pane| order(&sha(state, pane)));
    for (pane, weight) in list.iter_mut().zip(&set.weights) {
        pane.weight = (*weight).clamp(4, 60);
    }
    state.panes.focus = list.iter().position(|p| sha(state, p) == set.focus).unwrap_or(0);
    state.panes.list = list;
    if let Some(arrangement) = Arrangement::ALL.iter().find(|a| a.1 == set.layout) {
        state.panes.arrangement = arrangement.0;
    }
    state.panes.zoomed = set.zoomed;
    state.panes.linked = set.linked;
    for mark in &set.marks {
        if let Some(article) = state.library.by_sha256(&mark.sha256) {
            let offset = state.article(article).text.floor_char_boundary(mark.offset);
            state.trail.marks.insert(mark.letter, Spot { article, offset });
        }
    }
}

/// Remembers where reading stopped. What other articles left in the session stays.
pub fn remember(state: &State, session: &mut Session) {
    let sha = |article: usize| state.article(article).source.sha256.clone();
    // A window that is closed while a name is typed keeps nothing of where the panes were moved.
    let before = state.mode.before().cloned().unwrap_or_else(|| state.before());
    for (pane, at) in state.panes.list.iter().zip(&before.positions) {
        session.remember(Stop { sha256: sha(pane.article), top: at.top, cursor: at.cursor });
    }
    let marks = state.trail.marks.iter();
    let marks = marks.map(|(letter, spot)| Mark {
        letter: *letter,
        sha256: sha(spot.article),
        offset: spot.offset,
    });
    session.remember_set(Set {
        articles: state.panes.list.iter().map(|p| sha(p.article)).collect(),
        focus: state.panes.list.get(before.focus).map(|p| sha(p.article)).unwrap_or_default(),
        layout: state.panes.arrangement.name().to_owned(),
        zoomed: state.panes.zoomed,
        linked: state.panes.linked,
        weights: state.panes.list.iter().map(|p| p.weight).collect(),
        marks: marks.collect(),
    });
    session.searches = state.search.history.lines().to_vec();
    session.commands = state.commands.lines().to_vec();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Keymap;
    use crate::app::mode::{Finder, Mode};
    use crate::app::settings::Settings;
    use crate::app::{Event, update};
    use crate::article::bundled::bundled;
    use std::sync::Arc;

    #[test]
    fn what_is_typed_when_the_window_closes_moves_no_position() {
        let keymap = Arc::new(Keymap::standard());
        let mut state = State::new(bundled(), Settings::default(), keymap);
        update::handle(&mut state, Event::Resize { width: 80, height: 24 });
        let before = state.before();
        let article = state.article_of(0).clone();
        state.panes.list[0].go(&article, article.text.len(), crate::app::pane::Put::Level);
        state.panes.focus = 1;
        let (mut typing, mut done) = (Session::default(), Session::default());
        remember(&state, &mut done);
        state.open(Mode::Jump(Finder { before, ..Finder::default() }));
        remember(&state, &mut typing);
        let top = |session: &Session| {
            let mut again = State::new(bundled(), Settings::default(), state.keymap.clone());
            resume(&mut again, session);
            (again.panes.list[0].cursor, again.panes.focus)
        };
        assert_eq!(top(&typing), (0, 0));
        assert_eq!((top(&done).0 > 1000, top(&done).1), (true, 1));
    }
}
