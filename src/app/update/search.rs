//! Searching while typing, and walking from match to match through all sources.

use super::Call;
use crate::app::effect::Effect;
use crate::app::mode::{Mode, SearchLine};
use crate::app::pane::Put;
use crate::app::state::State;
use crate::app::walk;
use crate::text::{Span, counted};
use std::sync::Arc;

pub(super) fn open(state: &mut State, call: Call<'_>, backward: bool) {
    let before = state.before();
    let pattern = state.search.pattern.clone();
    state.search.backward = backward;
    state.open(Mode::Search(SearchLine { before, pattern, backward, ..SearchLine::default() }));
    if let Some(words) = call.argument {
        super::typed::insert(state, words);
        accept(state);
    }
}

/// Searches for what is in the line, from where the search began.
pub(super) fn typed(state: &mut State) {
    let Mode::Search(mode) = &state.mode else { return };
    let (words, before) = (mode.line.text().to_owned(), mode.before.clone());
    state.restore(&before);
    find(state, &words);
    show_nearest(state);
}

fn find(state: &mut State, words: &str) {
    let articles = state.library.articles().to_vec();
    let before = state.search.pending;
    let long = state.search.find(words, &articles);
    if long.is_empty() && before > 0 {
        state.ask(Effect::StopSearch);
    }
    if !long.is_empty() {
        let articles = long.into_iter().map(|i| (i, Arc::clone(&articles[i]))).collect();
        let (id, pattern) = (state.search.id, words.to_owned());
        state.ask(Effect::Search { id, pattern, articles });
    }
}

/// Takes in matches of a long article; a pane that had none goes to the first while typing.
pub(super) fn found(state: &mut State, id: u64, article: usize, spans: Vec<Span>, done: bool) {
    let first = state.search.matches.get(article).is_some_and(Vec::is_empty) && !spans.is_empty();
    if !state.search.found(id, article, spans, done) {
        return;
    }
    if first && matches!(state.mode, Mode::Search(_)) {
        state.panes.list.iter_mut().for_each(|pane| pane.remark = None);
        show_nearest(state);
    }
    if done && state.search.pending == 0 && matches!(state.mode, Mode::Read) {
        tell(state, false);
    }
}

/// Brings every pane to its match at or after its place; the focused one's is the current.
fn show_nearest(state: &mut State) {
    for index in state.panes.shown().collect::<Vec<_>>() {
        let (pane, article) = (&mut state.panes.list[index], ());
        let () = article;
        let matches = state.search.matches.get(pane.article).map_or(&[][..], Vec::as_slice);
        let at = if state.search.backward {
            matches.iter().rposition(|s| s.start <= pane.cursor).or(matches.len().checked_sub(1))
        } else {
            let after = matches.partition_point(|s| s.start < pane.cursor);
            (!matches.is_empty()).then_some(if after < matches.len() { after } else { 0 })
        };
        if let Some(at) = at {
            let article = Arc::clone(&state.library.articles()[pane.article]);
            pane.go(&article, matches[at].start, Put::Calm);
            if index == state.panes.focus {
                state.search.current = Some((pane.article, at));
            }
        } else if !state.search.pattern.is_empty() {
            pane.remark = Some("no match");
        }
    }
}

/// Takes the search away, and stops it where it goes on.
pub(super) fn clear(state: &mut State) {
    if state.search.pending > 0 {
        state.ask(Effect::StopSearch);
    }
    state.search.clear();
}

/// Keeps what was found.
pub(super) fn accept(state: &mut State) {
    let Mode::Search(mode) = state.close() else { return };
    let here = state.before();
    state.restore(&mode.before);
    state.leave();
    state.restore(&here);
    let words = mode.line.text();
    if words.is_empty() {
        if !mode.pattern.is_empty() {
            find(state, &mode.pattern);
            next(state, Call::default(), true);
        }
        return;
    }
    state.search.history.push(words);
    tell(state, false);
    // In no match here but some elsewhere, the reader wants to be taken there.
    let here = state.panes.focused().map(|pane| pane.article);
    let none = here.is_some_and(|a| state.search.matches.get(a).is_none_or(Vec::is_empty));
    if none && state.search.total() > 0 {
        next(state, Call::default(), true);
    }
}

/// Goes back to where the search began, and to what was searched for before.
pub(super) fn cancel(state: &mut State) {
    let Mode::Search(mode) = state.close() else { return };
    state.restore(&mode.before);
    if mode.pattern.is_empty() { clear(state) } else { find(state, &mode.pattern) }
}

pub(super) fn next(state: &mut State, call: Call<'_>, forward: bool) {
    if state.search.pattern.is_empty() {
        return state.messages.info("nothing is searched for yet");
    }
    let forward = forward != state.search.backward;
    let mut wrapped = false;
    state.leave();
    for _ in 0..call.times().min(1_000) {
        let shown: Vec<usize> = state.panes.shown().collect();
        let places: Vec<(usize, &[Span])> = shown
            .iter()
            .map(|i| (*i, state.search.matches[state.panes.list[*i].article].as_slice()))
            .collect();
        let Some(pane) = state.panes.focused() else { return };
        let Some(step) = walk::next(&places, state.panes.focus, pane.cursor, forward) else {
            break;
        };
        wrapped |= step.wrapped;
        state.panes.focus = step.pane;
        let article = state.panes.list[step.pane].article;
        state.search.current = Some((article, step.at));
        let offset = state.search.matches[article][step.at].start;
        let text = Arc::clone(state.article(article));
        state.panes.list[step.pane].go(&text, offset, Put::Calm);
    }
    tell(state, wrapped);
}

/// Searches for the name or word at the reading position: the first word there of more than three letters.
pub(super) fn word(state: &mut State) {
    let Some((pane, article)) = state.focused() else { return };
    let sentence = pane.sentence(article);
    let from = state
        .search
        .current
        .filter(|c| c.0 == pane.article)
        .map(|(a, at)| state.search.matches[a][at]);
    let rest = Span::new(pane.cursor.max(sentence.start), sentence.end);
    let tokens = crate::language::token::tokens(&article.text, rest);
    let words =
        || tokens.iter().map(|t| t.span).filter(|s| s.of(&article.text).chars().count() > 3);
    let capital = |s: &Span| s.of(&article.text).starts_with(char::is_uppercase);
    let chosen = from.or_else(|| words().find(capital)).or_else(|| words().next());
    let Some(word) = chosen.map(|s| s.of(&article.text).to_owned()) else {
        return state.messages.info("there is no word here");
    };
    state.search.history.push(&word);
    state.search.backward = false;
    find(state, &word);
    next(state, Call::default(), true);
}

fn tell(state: &mut State, wrapped: bool) {
    let (total, words) = (state.search.total(), state.search.pattern.clone());
    if total == 0 && state.search.pending > 0 {
        return state.messages.info("still searching the long sources");
    }
    if total == 0 {
        return state.messages.warn(format!("no source has “{words}”"));
    }
    let sources = state.search.matches.iter().filter(|m| !m.is_empty()).count();
    let before: usize = state.search.current.map_or(0, |(article, at)| {
        let earlier = state.panes.list.iter().map(|p| p.article).take_while(|a| *a != article);
        earlier.map(|a| state.search.matches[a].len()).sum::<usize>() + at + 1
    });
    let round = if wrapped { ", round again" } else { "" };
    let sources = counted(sources, "source", "sources");
    state.messages.info(format!("“{words}” {before} of {total} in {sources}{round}"));
}
