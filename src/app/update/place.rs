//! Annotations whose text has changed under them: keep the new place, choose another, or retire.

use super::mark;
use crate::annotation::{Anchoring, Edit, Id, Placed, refresh};
use crate::app::choice::Choice;
use crate::app::mode::{About, Mode, Queue};
use crate::app::selection::{Selection, Unit};
use crate::app::state::State;
use crate::text::Span;
use std::sync::Arc;

/// Opens the queue.
pub(super) fn queue(state: &mut State) {
    let len = state.placed.queue().len();
    if len == 0 {
        return state.messages.info("every annotation is where it was made");
    }
    state.open(Mode::Queue(Queue { choice: Choice::of(len) }));
    show(state);
}

/// Brings the annotation that is looked at into view.
pub(super) fn show(state: &mut State) {
    let Some((_, _, article, span)) = looked_at(state) else { return };
    if let Some(span) = span {
        super::annotations::go(state, article, span);
    }
}

/// The annotation that is looked at: identity, target, article, and where it would be now.
fn looked_at(state: &State) -> Option<(Id, usize, usize, Option<Span>)> {
    let Mode::Queue(queue) = &state.mode else { return None };
    let marks = state.placed.queue();
    let mark = marks.get(queue.choice.at)?;
    Some((mark.id.clone(), mark.target, mark.article, mark.span()))
}

/// Accepts the new place and words.
pub(super) fn keep(state: &mut State) {
    let Some((id, target, article, span)) = looked_at(state) else { return };
    match span {
        Some(span) => put(state, &id, target, (article, span)),
        None => state.messages.info("it has no place to keep; m chooses one, x retires it"),
    }
}

/// Lets the reader select a new place for the annotation.
pub(super) fn begin(state: &mut State) {
    let wanted = looked_at(state).map(|(id, target, ..)| (id, target)).or_else(|| {
        let Some(About::Annotation(id)) = mark::about(state) else { return None };
        Some((id, 0))
    });
    let Some((id, target)) = wanted.filter(|(id, _)| state.annotations.get(id).is_some()) else {
        return state.messages.info("there is no annotation of yours here");
    };
    state.close_all();
    state.replacing = Some((id, target));
    super::select::by(state, Unit::Sentence);
    state.messages.info("select the new place, then press <Enter>; <Esc> leaves it where it was");
}

/// Puts the annotation on what is selected.
pub(super) fn finish(state: &mut State) {
    let Some((id, target)) = state.replacing.take() else { return };
    if let Some(Selection { article, span, .. }) = mark::selected(state) {
        put(state, &id, target, (article, span));
    }
    if matches!(state.mode, Mode::Select(_)) {
        state.close();
    }
}

/// Puts a target of an annotation to another place.
fn put(state: &mut State, id: &Id, target: usize, place: (usize, Span)) {
    let Some(before) = state.annotations.get(id).cloned() else { return };
    let mut after = before.clone();
    refresh::replace(&mut after, target, state.article(place.0), place.1, &state.clock.rfc3339());
    mark::apply(state, vec![Edit::Change { before, after }]);
    state.messages.info("placed anew; the old words are kept with it · u takes it back");
    next(state);
}

/// Accepts every new place that is certain, in one step.
pub(super) fn keep_all(state: &mut State) {
    let before = state.placed.queue().len();
    let run = refresh::run(&state.annotations, &state.library, &state.clock.rfc3339());
    if run.edits.is_empty() {
        return state.messages.info("a figure, a name, a “not” or the place differs: one by one");
    }
    mark::apply(state, run.edits);
    let kept = before.saturating_sub(state.placed.queue().len());
    let left = state.placed.queue().len();
    let told = format!("{kept} placed anew in one step, {left} left to look at · u takes it back");
    next(state);
    state.messages.info(told);
}

/// Reads on in the text that was refused because it had lost most of its words, or goes back to the
/// one that was kept.
pub(super) fn take_new(state: &mut State) {
    let Some(article) = state.panes.focused().map(|pane| pane.article) else { return };
    let Some(at) = state.held.iter().position(|held| held.article == article) else {
        return state.messages.info("the text here is the one that the source has now");
    };
    let other = Arc::clone(&state.held[at].other);
    let shown = state.replace_text(article, other);
    let held = &mut state.held[at];
    (held.other, held.kept) = (shown, !held.kept);
    state.placed = Placed::new(&state.library, &state.annotations);
    super::review::refresh(state);
    tell(state);
}

/// Retires the annotation that is looked at.
pub(super) fn retire(state: &mut State) {
    let Some((id, ..)) = looked_at(state) else { return };
    let Some(annotation) = state.annotations.get(&id).cloned() else { return };
    mark::apply(state, vec![Edit::Remove(annotation)]);
    state.messages.info("retired · u takes it back");
    next(state);
}

/// Goes on to what is in the queue now, or closes it.
fn next(state: &mut State) {
    let len = state.placed.queue().len();
    let Mode::Queue(queue) = &mut state.mode else { return };
    queue.choice = Choice { len, at: queue.choice.at.min(len.saturating_sub(1)) };
    if len == 0 {
        state.close();
        state.messages.info("that was the last one: every annotation has its place");
    } else {
        show(state);
    }
}

/// Says at the start, or when a text was opened again, how many places are in doubt.
pub(super) fn tell(state: &mut State) {
    let tally = state.placed.tally(None);
    if tally.in_doubt() == 0 {
        return;
    }
    let parts = [
        (tally.changed, "changed"),
        (tally.moved, "moved?"),
        (tally.ambiguous, "ambiguous"),
        (tally.lost, "lost"),
    ];
    let words: Vec<String> =
        parts.iter().filter(|p| p.0 > 0).map(|(n, word)| format!("{n} {word}")).collect();
    state.messages.warn(format!("annotations: {} · gr looks at them", words.join(", ")));
}

/// Returns the words for an outcome that a reader has to look at.
#[must_use]
pub fn told(anchoring: &Anchoring) -> String {
    match anchoring {
        Anchoring::Changed { differences, .. } => {
            let words: Vec<String> = differences.iter().map(ToString::to_string).collect();
            format!("changed · {}", words.join(" · "))
        }
        Anchoring::Moved(_) => "moved? · the same words among other neighbours".to_owned(),
        Anchoring::Ambiguous(spans) => format!("ambiguous · {} places fit", spans.len()),
        Anchoring::Lost => "lost · no passage is like it".to_owned(),
        Anchoring::Anchored(_) => "anchored".to_owned(),
    }
}
