//! Changes to annotations: every one goes through [`apply`], so that each is saved and can be undone.
//!
//! The store keeps the history: undo and redo are steps of its journal, across runs of the program.

use crate::analysis::Finding;
use crate::annotation::{
    Annotation, Body, Creator, Edit, Id, Motivation, Purpose, Status, Target, describe,
};
use crate::app::Effect;
use crate::app::mode::{About, Mode};
use crate::app::selection::{Selection, Unit};
use crate::app::state::State;
use crate::text::Span;

/// Changes annotations and asks for that to be saved. What is given together is undone together.
pub(super) fn apply(state: &mut State, edits: Vec<Edit>) {
    carry_out(state, &edits);
    state.ask(Effect::Save(edits));
}

/// Changes the annotations and everything that is drawn from them.
pub(super) fn carry_out(state: &mut State, edits: &[Edit]) {
    for edit in edits {
        state.annotations.apply(edit);
        let id = &edit.annotation().id;
        match state.annotations.get(id) {
            Some(annotation) => state.placed.put(&state.library, annotation),
            None => state.placed.remove(id),
        }
    }
    super::review::refresh(state);
    super::annotations::list(state);
}

/// A step was taken back, or made again.
pub(super) fn stepped(state: &mut State, back: bool, edits: &[Edit]) {
    let word = if back { "undone" } else { "done again" };
    let Some(edit) = edits.last() else {
        let nothing = if back { "nothing to undo" } else { "nothing to do again" };
        return state.messages.info(nothing);
    };
    carry_out(state, edits);
    let annotation = edit.annotation().clone();
    super::annotations::bring(state, &annotation.id);
    state.messages.info(format!("{word}: {}", super::words(&annotation)));
}

/// Changes what `about` names (making it first, if need be), as one deed; returns its identity.
pub(super) fn change(
    state: &mut State,
    about: &About,
    change: impl FnOnce(&mut Annotation),
) -> Option<Id> {
    let now = state.clock.rfc3339();
    let edit = match about {
        About::Annotation(id) => match state.annotations.get(id).cloned() {
            Some(before) => {
                let mut after = before.clone();
                change(&mut after);
                if after == before {
                    return Some(before.id);
                }
                after.modified = Some(now);
                Edit::Change { before, after }
            }
            // A finding that nobody has said anything about is not kept yet.
            None => {
                let mut kept = finding(state, id)?.to_annotation(&state.library, &now);
                change(&mut kept);
                Edit::Add(kept)
            }
        },
        About::Passage(selection) => {
            let target = target(state, *selection);
            let mut new = new(state, vec![Motivation::Highlighting], vec![target]);
            change(&mut new);
            Edit::Add(new)
        }
    };
    let id = edit.annotation().id.clone();
    apply(state, vec![edit]);
    Some(id)
}

/// Returns a new annotation of the reader.
pub(super) fn new(
    state: &mut State,
    motivations: Vec<Motivation>,
    targets: Vec<Target>,
) -> Annotation {
    Annotation {
        id: Id::from_uuid(state.clock.uuid()),
        motivations,
        bodies: Vec::new(),
        targets,
        creator: Creator::Person(state.settings.author.clone()),
        created: state.clock.rfc3339(),
        modified: None,
        status: Status::Accepted,
        confidence: None,
        unknown: Vec::new(),
    }
}

/// Returns a body with the given words.
pub(super) fn body(purpose: Purpose, value: &str) -> Body {
    let format = (purpose == Purpose::Commenting).then(|| "text/markdown".to_owned());
    Body { value: value.to_owned(), purpose, format, unknown: Vec::new() }
}

/// Describes a selected passage.
pub(super) fn target(state: &State, selection: Selection) -> Target {
    describe::describe(state.article(selection.article), selection.span)
}

/// Returns the finding that an annotation would stand for.
fn finding<'a>(state: &'a State, id: &Id) -> Option<&'a Finding> {
    let analysis = state.analysis.as_deref()?;
    [&analysis.contradictions, &analysis.updates, &analysis.corroborations]
        .into_iter()
        .flatten()
        .find(|f| f.annotation_id() == *id)
}

/// Returns what is selected; while reading, the sentence at the reading position.
pub(super) fn selected(state: &State) -> Option<Selection> {
    if let Mode::Select(select) = &state.mode {
        return Some(select.selection);
    }
    let (pane, article) = state.focused()?;
    Selection::at(pane.article, article, pane.cursor, Unit::Sentence)
}

/// Returns what a note, tags or a verdict given now are about: the finding that is looked at, the
/// annotation chosen in a list or lying here, else the passage.
pub(super) fn about(state: &State) -> Option<About> {
    match &state.mode {
        Mode::Detail(_) => state.review.current.clone().map(About::Annotation),
        Mode::Ledger(list) => {
            let entry = state.review.ledger.entries.get(*list.rows.get(list.choice.at)?)?;
            Some(About::Annotation(entry.id.clone()))
        }
        Mode::Annotations(list) => list.rows.get(list.choice.at).cloned().map(About::Annotation),
        Mode::Select(select) => {
            let exact = |span: Span| span == select.selection.span;
            let kept = own(state, select.selection.article, select.selection.span, exact);
            Some(kept.map_or(About::Passage(select.selection), About::Annotation))
        }
        _ => here(state).map(About::Annotation).or_else(|| selected(state).map(About::Passage)),
    }
}

/// Returns the reader's annotation at the reading position: the shortest one that covers it.
pub(super) fn here(state: &State) -> Option<Id> {
    let pane = state.panes.focused()?;
    let point = Span::new(pane.cursor, pane.cursor + 1);
    let sentence = match &state.mode {
        Mode::Select(_) => selected(state).map_or(point, |s| s.span),
        _ => pane.sentence(state.article(pane.article)),
    };
    own(state, pane.article, point, |span| span.overlaps(point))
        .or_else(|| own(state, pane.article, sentence, |span| span.overlaps(sentence)))
}

/// Returns the shortest annotation of one passage, made by a person, among those that touch `near` and fit.
fn own(state: &State, article: usize, near: Span, fits: impl Fn(Span) -> bool) -> Option<Id> {
    let found = state.placed.own_within(article, near).filter(|(span, _)| fits(*span));
    found.min_by_key(|(span, _)| span.len()).map(|(_, id)| id.clone())
}

/// Deletes the annotation here, or the chosen one.
pub(super) fn delete(state: &mut State) {
    let id = match about(state) {
        Some(About::Annotation(id)) => Some(id),
        _ => here(state),
    };
    let Some(annotation) = id.and_then(|id| state.annotations.get(&id).cloned()) else {
        return state.messages.info("there is no annotation of yours here");
    };
    if annotation.is_finding() {
        return state.messages.info("a finding is judged, not deleted; x rejects it");
    }
    apply(state, vec![Edit::Remove(annotation)]);
    if matches!(state.mode, Mode::Detail(_)) {
        state.close();
    }
    state.messages.info("deleted · u takes it back");
}

/// Copies the selected words with their source, as a person would cite them.
pub(super) fn copy(state: &mut State) {
    let Some(selection) = selected(state) else { return };
    let article = state.article(selection.article);
    let quote = article.quote(selection.span).replace('\n', " ");
    let source = &article.source;
    let day = source.published.map(|day| day.to_string());
    let title = article.title.as_deref().filter(|t| *t != article.name());
    let parts = [Some(article.name()), title, day.as_deref(), source.url.as_deref()];
    let from: Vec<&str> = parts.into_iter().flatten().collect();
    let words = format!("“{quote}” ({})", from.join(", "));
    state.ask(Effect::Copy(words));
    if matches!(state.mode, Mode::Select(_)) {
        state.close();
    }
}
