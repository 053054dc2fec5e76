//! Every annotation as a list, and going from one to the next in the panes.

use super::{Call, mark, seek};
use crate::annotation::{Annotation, Id, Status};
use crate::app::choice::Choice;
use crate::app::line::Line;
use crate::app::mode::{AnnotationList, Detail, Mode};
use crate::app::pane::Put;
use crate::app::state::State;
use crate::app::walk;
use crate::text::fold::fold;
use crate::text::{Span, clean};
use crate::topic::is_like;
use std::sync::Arc;

/// The most annotations among which nearly the same words are looked for: at every key, in a blink.
const FUZZY: usize = 10_000;

/// Opens the list.
pub(super) fn open(state: &mut State) {
    if matches!(state.mode, Mode::Annotations(_)) {
        state.close();
        return;
    }
    state.open(Mode::Annotations(AnnotationList::default()));
    list(state);
}

/// Lists only annotations on the focused source, or all again.
pub(super) fn here(state: &mut State) {
    if let Mode::Annotations(mode) = &mut state.mode {
        mode.here = !mode.here;
    }
    list(state);
}

/// Lists the annotations that pass the filter, the newest first.
pub(super) fn list(state: &mut State) {
    let Mode::Annotations(mode) = &state.mode else { return };
    let query = fold(mode.line.text());
    let words: Vec<&str> = query.split_whitespace().collect();
    let only = mode.here.then(|| state.panes.focused().map(|p| p.article)).flatten();
    let listed = |a: &&Annotation| {
        (a.status != Status::Suggested || !a.is_finding())
            && only.is_none_or(|o| state.placed.of(&a.id).iter().any(|m| m.article == o))
    };
    let holding = |holds: fn(&str, &str) -> bool| -> Vec<(&str, Id)> {
        let all = state.annotations.iter().filter(listed).filter(|a| {
            words.is_empty() || {
                let text = fold(&text(state, a));
                words.iter().all(|word| holds(&text, word))
            }
        });
        all.map(|a| (a.modified.as_deref().unwrap_or(&a.created), a.id.clone())).collect()
    };
    let mut rows = holding(|text, word| text.contains(word));
    if rows.is_empty() && state.annotations.len() <= FUZZY {
        rows = holding(|text, word| text.contains(word) || is_like(text, word));
    }
    rows.sort_by(|a, b| b.0.cmp(a.0));
    let rows: Vec<Id> = rows.into_iter().map(|(_, id)| id).collect();
    if let Mode::Annotations(mode) = &mut state.mode {
        mode.choice =
            Choice { len: rows.len(), at: mode.choice.at.min(rows.len().saturating_sub(1)) };
        mode.rows = rows;
    }
}

/// Everything that the list can be filtered by: source, tags, kind, status, anchoring, words.
fn text(state: &State, annotation: &Annotation) -> String {
    let mut words: Vec<&str> = annotation.bodies.iter().map(|b| b.value.as_str()).collect();
    let tags: String = annotation.tags().map(|tag| format!(" #{tag}")).collect();
    words.push(&tags);
    let status = Status::ALL.iter().find(|s| s.0 == annotation.status).map_or("", |s| s.1);
    words.extend([status, annotation.kind()]);
    words.extend(annotation.targets.iter().filter_map(|t| t.exact()));
    for mark in state.placed.of(&annotation.id) {
        words.push(state.article(mark.article).name());
        words.push(mark.anchoring.name());
    }
    words.join(" ")
}

pub(super) fn typed(state: &mut State) {
    if let Mode::Annotations(mode) = &mut state.mode {
        mode.choice.at = 0;
    }
    list(state);
}

/// Ends the typing of the filter; `keep` says whether the filter stays.
pub(super) fn filtered(state: &mut State, keep: bool) {
    if let Mode::Annotations(mode) = &mut state.mode {
        mode.typing = false;
        if !keep {
            mode.line = Line::default();
        }
    }
    list(state);
}

/// Goes to the chosen annotation.
pub(super) fn accept(state: &mut State) {
    let Mode::Annotations(mode) = state.close() else { return };
    let Some(id) = mode.rows.get(mode.choice.at) else { return };
    state.leave();
    if !bring(state, id) {
        return state.messages.info("its source is not open, or it has no place there any more");
    }
    if state.review.current.as_ref() == Some(id) {
        state.open(Mode::Detail(Detail::default()));
    }
}

/// Brings an annotation into view, both sides of a pair; tells whether it is anywhere.
pub(super) fn bring(state: &mut State, id: &Id) -> bool {
    if state.review.ledger.get(id).is_some() {
        seek::show(state, id);
        return true;
    }
    let places = state.placed.of(id).iter();
    let place = places.filter_map(|mark| Some((mark.article, mark.span()?))).next();
    if let Some((article, span)) = place {
        go(state, article, span);
    }
    place.is_some()
}

/// Goes to a passage and focuses its pane.
pub(super) fn go(state: &mut State, article: usize, span: Span) {
    let Some(pane) = state.panes.of_article(article) else { return };
    let text = Arc::clone(state.article(article));
    state.panes.list[pane].go(&text, span.start, Put::Calm);
    state.panes.focus = pane;
}

/// Goes to the next or previous annotation of the reader, through all panes.
pub(super) fn next(state: &mut State, call: Call<'_>, forward: bool) {
    let spans: Vec<(usize, Vec<(Span, Id)>)> = state
        .panes
        .shown()
        .map(|pane| {
            let marks = state.placed.in_article(state.panes.list[pane].article);
            let own = marks.filter(|(_, id, _)| kept(state, id));
            let mut own: Vec<_> = own.map(|(span, id, _)| (span, id.clone())).collect();
            own.dedup_by(|a, b| a.0 == b.0);
            (pane, own)
        })
        .collect();
    let bare: Vec<(usize, Vec<Span>)> =
        spans.iter().map(|(pane, list)| (*pane, list.iter().map(|s| s.0).collect())).collect();
    let places: Vec<(usize, &[Span])> = bare.iter().map(|(p, s)| (*p, s.as_slice())).collect();
    state.leave();
    let mut found = None;
    for _ in 0..call.times().min(1_000) {
        let Some(pane) = state.panes.focused() else { return };
        let Some(step) = walk::next(&places, state.panes.focus, pane.cursor, forward) else {
            return state.messages.info("there is no annotation yet; a writes a note");
        };
        let Some((_, list)) = spans.iter().find(|s| s.0 == step.pane) else { return };
        let (span, id) = list[step.at].clone();
        go(state, state.panes.list[step.pane].article, span);
        found = Some(id);
    }
    if let Some(annotation) = found.and_then(|id| state.annotations.get(&id).cloned()) {
        let told = words(&annotation);
        state.messages.info(told);
    }
}

fn kept(state: &State, id: &Id) -> bool {
    state.annotations.get(id).is_some_and(|a| !a.is_finding() || a.comments().next().is_some())
}

/// Says in one clean line what an annotation says: it may come from anywhere.
#[must_use]
pub fn words(annotation: &Annotation) -> String {
    let mut parts: Vec<String> = Vec::new();
    if annotation.is_contradiction() {
        parts.push(format!("contradiction {}", annotation.classification().unwrap_or_default()));
    } else if annotation.is_corroboration() {
        parts.push("corroboration".to_owned());
    }
    parts.extend(annotation.comments().map(str::to_owned));
    let tags: Vec<String> = annotation.tags().map(|tag| format!("#{tag}")).collect();
    if !tags.is_empty() {
        parts.push(tags.join(" "));
    }
    let verdict = annotation.bodies_for(crate::annotation::Purpose::Assessing).next();
    parts.extend(verdict.map(|v| format!("[{v}]")));
    if parts.is_empty() { "marked".to_owned() } else { clean::line(&parts.join(" · ")) }
}

/// What the reader wrote about the sentence here, for the status line; empty when nothing.
#[must_use]
pub fn at_cursor(state: &State) -> String {
    let Some(id) = mark::here(state) else { return String::new() };
    state.annotations.get(&id).map(words).unwrap_or_default()
}
