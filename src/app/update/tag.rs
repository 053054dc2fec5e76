//! Tags, with completion from those used before.

use super::mark;
use crate::annotation::{Annotation, Motivation, Purpose};
use crate::app::choice::Choice;
use crate::app::line::Line;
use crate::app::mode::{About, Mode, TagLine};
use crate::app::state::State;
use crate::text::clean;
use crate::text::fold::fold;

/// Opens the line for tags on the annotation here, or on what is selected.
pub(super) fn open(state: &mut State) {
    let Some(about) = mark::about(state) else { return };
    let kept = match &about {
        About::Annotation(id) => state.annotations.get(id),
        About::Passage(_) => None,
    };
    let mut text = kept.map_or(String::new(), |a| a.tags().collect::<Vec<_>>().join(", "));
    if !text.is_empty() {
        text.push_str(", ");
    }
    if matches!(state.mode, Mode::Select(_)) {
        state.close();
    }
    let mut tags =
        TagLine { about, line: Line::new(&text), proposals: Vec::new(), choice: Choice::default() };
    tags.proposals = proposals(state, &tags.line);
    tags.choice = Choice::of(tags.proposals.len());
    state.open(Mode::Tags(tags));
}

/// Proposes the tags used before that begin, else hold, what is being typed.
fn proposals(state: &State, line: &Line) -> Vec<String> {
    let typed = line.text().rsplit(',').next().unwrap_or_default().trim();
    let (typed, given) = (fold(typed), words(line.text()));
    let used = state.annotations.tags();
    let mut found: Vec<(bool, &str)> = used
        .iter()
        .map(|(tag, _)| (*tag, fold(tag)))
        .filter(|(tag, folded)| folded.contains(&typed) && !given.iter().any(|g| g == tag))
        .map(|(tag, folded)| (!folded.starts_with(&typed), tag))
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, tag)| clean::line(tag)).take(20).collect()
}

pub(super) fn typed(state: &mut State) {
    let Mode::Tags(tags) = &state.mode else { return };
    let proposals = proposals(state, &tags.line);
    if let Mode::Tags(tags) = &mut state.mode {
        tags.choice = Choice::of(proposals.len());
        tags.proposals = proposals;
    }
}

/// Takes the chosen proposal for the tag that is being typed.
pub(super) fn complete(state: &mut State) {
    let Mode::Tags(tags) = &mut state.mode else { return };
    let Some(chosen) = tags.proposals.get(tags.choice.at) else { return };
    let text = tags.line.text();
    let kept = text.rfind(',').map_or(0, |at| at + 1);
    let space = if kept > 0 { " " } else { "" };
    let completed = format!("{}{space}{chosen}, ", &text[..kept]);
    tags.line.set(&completed);
    typed(state);
}

/// Cuts the line into tags: by commas, each without a leading `#`, each once.
fn words(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',') {
        let tag = tag.trim().trim_start_matches('#').trim();
        if !tag.is_empty() && !tags.iter().any(|t| t == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

pub(super) fn accept(state: &mut State) {
    let Mode::Tags(line) = state.close() else { return };
    let tags = words(line.line.text());
    if tags.is_empty() && matches!(line.about, About::Passage(_)) {
        return state.messages.info("no tag was given: nothing was saved");
    }
    let told = tags.iter().map(|t| format!("#{t}")).collect::<Vec<_>>().join(" ");
    mark::change(state, &line.about, |annotation| give(annotation, &tags));
    state.messages.info(format!("tags saved: {told} · u takes it back"));
}

fn give(annotation: &mut Annotation, tags: &[String]) {
    if annotation.motivations == [Motivation::Highlighting] {
        annotation.motivations = vec![Motivation::Tagging];
    }
    annotation.bodies.retain(|b| b.purpose != Purpose::Tagging || tags.contains(&b.value));
    for tag in tags {
        if !annotation.tags().any(|t| t == tag) {
            annotation.bodies.push(mark::body(Purpose::Tagging, tag));
        }
    }
}
