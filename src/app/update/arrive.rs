//! What the worker found arrives: topics and findings, without a jump of the page.

use crate::analysis::{Analysis, Side};
use crate::annotation::{Annotation, AnnotationSet, Edit, Placed, anchor, describe};
use crate::app::event::Loaded;
use crate::app::mode::About;
use crate::app::selection::{Selection, Unit};
use crate::app::state::{Draft, Held, State};
use crate::text::counted;
use crate::topic::{Jump, Topic, TopicIndex};
use std::sync::Arc;

/// For each article that was computed, its index in the library: hidden sources were left out.
pub(super) fn computed(state: &State) -> Vec<usize> {
    let shown = |a: &usize| state.panes.of_article(*a).is_none_or(|p| !state.panes.list[p].hidden);
    (0..state.library.len()).filter(shown).collect()
}

pub(super) fn topics(
    state: &mut State,
    generation: u64,
    topics: &Arc<TopicIndex>,
    jump: Arc<Jump>,
) {
    if generation != state.generation {
        return;
    }
    let at = computed(state);
    state.topics = Some(if at.len() == state.library.len() {
        Arc::clone(topics)
    } else {
        let spread = |topic: &Topic| spread(topic, &at, state.library.len());
        Arc::new(TopicIndex {
            topics: topics.topics.iter().map(spread).collect(),
            partial: topics.partial.clone(),
        })
    });
    state.finder = Some(jump);
    state.topic = None;
}

/// Puts the mentions of a topic to the articles they belong to.
fn spread(topic: &Topic, at: &[usize], articles: usize) -> Topic {
    let mut mentions = vec![Vec::new(); articles];
    let mut best = vec![None; articles];
    for (from, to) in at.iter().enumerate() {
        mentions[*to] = topic.mentions.get(from).cloned().unwrap_or_default();
        best[*to] = topic.best.get(from).copied().flatten();
    }
    Topic { mentions, best, ..topic.clone() }
}

pub(super) fn analysis(state: &mut State, generation: u64, analysis: &Arc<Analysis>) {
    if generation != state.generation {
        return;
    }
    let at = computed(state);
    let analysis = if at.len() == state.library.len() {
        Arc::clone(analysis)
    } else {
        Arc::new(moved(analysis, &at))
    };
    super::compute::tell_partial(state, &analysis);
    state.analysis = Some(analysis);
    super::review::refresh(state);
}

/// The analysis with articles by their index in the library.
fn moved(analysis: &Analysis, at: &[usize]) -> Analysis {
    let side =
        |side: &mut Side| side.article = at.get(side.article).copied().unwrap_or(side.article);
    let mut moved = analysis.clone();
    for list in [&mut moved.contradictions, &mut moved.updates, &mut moved.corroborations] {
        for finding in list {
            side(&mut finding.a);
            side(&mut finding.b);
            finding.witnesses.iter_mut().for_each(side);
        }
    }
    moved.only_in.iter_mut().for_each(side);
    moved.origins.iter_mut().flat_map(|o| &mut o.passages).for_each(side);
    moved
}

/// The annotations of the store arrive. What was annotated before they did is newer.
pub(super) fn annotations(state: &mut State, loaded: Loaded) {
    let made: Vec<_> = state.annotations.iter().cloned().map(Edit::Add).collect();
    for (article, kept) in loaded.held {
        let other = state.replace_text(article, kept);
        state.held.push(Held { article, other, kept: true });
    }
    (state.annotations, state.placed) = (loaded.annotations, loaded.placed);
    for (annotation, editing) in loaded.drafts {
        let text = annotation.comments().next().unwrap_or_default().to_owned();
        let about = if editing {
            Some(About::Annotation(annotation.id.clone()))
        } else {
            passage(state, &annotation).map(About::Passage)
        };
        if let Some(about) = about {
            state.drafts.push(Draft { id: annotation.id, about, text });
        }
    }
    super::mark::carry_out(state, &made);
    super::place::tell(state);
    if let Some(draft) = state.drafts.last() {
        let words: String = draft.text.chars().take(30).collect();
        state
            .messages
            .warn(format!("a note was begun and not saved: “{words}…” · :drafts goes on with it"));
    }
}

/// All annotations are others now.
pub(super) fn replaced(state: &mut State, annotations: AnnotationSet) {
    state.placed = Placed::new(&state.library, &annotations);
    state.annotations = annotations;
    super::mark::carry_out(state, &[]);
}

/// Where the first target of an annotation stands among the open articles.
fn passage(state: &State, annotation: &Annotation) -> Option<Selection> {
    let target = annotation.targets.first()?;
    let mut articles = state.library.articles().iter().enumerate();
    articles.find_map(|(article, text)| {
        let span = describe::is_about(target, text).then(|| anchor::anchor(target, text).span());
        Some(Selection { article, span: span.flatten()?, unit: Unit::Sentence })
    })
}

/// Another running reader changed annotations.
pub(super) fn elsewhere(state: &mut State, edits: &[Edit]) {
    let count = edits.len();
    super::mark::carry_out(state, edits);
    let were = counted(count, "annotation was", "annotations were");
    state.messages.info(format!("{were} changed in another window"));
}

/// Something could not be saved yet.
pub(super) fn unsaved(state: &mut State, deeds: usize, reason: String) {
    state.messages.error(format!("not saved: {reason} · it is kept here and tried again"));
    state.unsaved = Some((deeds, reason));
}
