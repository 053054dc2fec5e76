//! The fuzzy jump: while typing, every pane moves to its best passage on the topic.

use super::{Call, passage};
use crate::app::choice::Choice;
use crate::app::highlight::{Highlight, Marked, Role};
use crate::app::mode::{Finder, Mode};
use crate::app::pane::Put;
use crate::app::state::{Chosen, State};
use crate::app::walk;
use crate::text::{Span, counted};
use std::sync::Arc;

/// What a pane says that has nothing on the topic.
pub(super) const SILENT: &str = "silent on this";

pub(super) fn open(state: &mut State, call: Call<'_>) {
    if state.topics.is_none() {
        return state.messages.info(super::missing(state));
    }
    let before = state.before();
    state.open(Mode::Jump(Finder { before, ..Finder::default() }));
    if let Some(words) = call.argument {
        super::typed::insert(state, words);
        return accept(state);
    }
    rank(state);
}

/// Opens the finder with the topic it was last left at.
pub(super) fn again(state: &mut State) {
    let name = state.topic.as_ref().zip(state.topics.as_ref());
    let name = name.and_then(|(t, topics)| Some(topics.topics.get(t.index)?.name.clone()));
    open(state, Call::default());
    if let (Some(name), Some(line)) = (name, state.mode.line_mut()) {
        line.set(&name);
        typed(state);
    }
}

/// Ranks the topics anew and moves every pane.
pub(super) fn typed(state: &mut State) {
    rank(state);
    show(state);
}

fn rank(state: &mut State) {
    let (Mode::Jump(finder), Some(jump)) = (&mut state.mode, &state.finder) else { return };
    finder.ranked = jump.rank(finder.line.text());
    finder.choice = Choice::of(finder.ranked.len());
}

/// Moves every pane to its best passage on the chosen topic; without anything typed, back.
pub(super) fn show(state: &mut State) {
    let Mode::Jump(finder) = &mut state.mode else { return };
    let topic = finder.ranked.get(finder.choice.at).map(|r| r.topic);
    let idle = finder.line.text().is_empty() && finder.choice.at == 0;
    let before = finder.before.clone();
    let topics = state.topics.clone().unwrap_or_default();
    let Some(index) = topic.filter(|_| !idle) else {
        finder.marked = Marked::default();
        let words = finder.line.text().to_owned();
        state.restore(&before);
        if topic.is_none() {
            let (marked, _) = passage::bring(state, &words);
            if let Mode::Jump(finder) = &mut state.mode {
                finder.marked = marked;
            }
        }
        return;
    };
    finder.marked = marked(state.library.len(), &topics, index);
    bring(state, index);
}

fn marked(articles: usize, topics: &crate::topic::TopicIndex, index: usize) -> Marked {
    let mentions = topics.topics.get(index).map(|t| &t.mentions);
    let spans = mentions.into_iter().flatten().enumerate();
    let spans = spans.flat_map(|(a, list)| list.iter().map(move |span| (a, *span)));
    Marked::of(articles, spans.map(|(a, span)| (a, Highlight { span, role: Role::Topic })))
}

/// Brings every pane to its best passage on a topic, all level; a silent one stays and says so.
pub(super) fn bring(state: &mut State, index: usize) {
    let Some(topics) = state.topics.clone() else { return };
    let Some(topic) = topics.topics.get(index) else { return };
    for pane in &mut state.panes.list {
        let article = &state.library.articles()[pane.article];
        let first = || topic.mentions.get(pane.article).and_then(|m| m.first().copied());
        match topic.best.get(pane.article).copied().flatten().or_else(first) {
            Some(span) => pane.go(article, span.start, Put::Level),
            None => pane.remark = Some(SILENT),
        }
    }
}

/// Keeps the panes where they are now.
pub(super) fn accept(state: &mut State) {
    let Mode::Jump(finder) = state.close() else { return };
    let Some(ranked) = finder.ranked.get(finder.choice.at) else {
        state.restore(&finder.before);
        state.leave();
        let words = finder.line.text();
        let (_, moved) = passage::bring(state, words);
        return state.messages.info(match moved {
            0 => format!("no topic and no passage matches “{words}”"),
            n => {
                let have = counted(n, "source has", "sources have");
                format!("“{words}” is no topic; {have} a passage with these words")
            }
        });
    };
    state.restore(&finder.before);
    choose(state, ranked.topic);
}

/// Makes a topic the one that is followed, and brings every pane to it.
pub(super) fn choose(state: &mut State, index: usize) {
    let Some(topics) = state.topics.clone() else { return };
    let Some(topic) = topics.topics.get(index) else { return };
    state.leave();
    bring(state, index);
    state.topic = Some(Chosen { index, marked: marked(state.library.len(), &topics, index) });
    let shown: Vec<usize> = state.panes.shown().map(|i| state.panes.list[i].article).collect();
    let spoken =
        shown.iter().filter(|a| topic.mentions.get(**a).is_some_and(|m| !m.is_empty())).count();
    // Focus somebody who speaks of it.
    let silent = |i: usize| state.panes.list[i].remark.is_some();
    let speaks = state.panes.shown().find(|i| !silent(*i));
    if silent(state.panes.focus)
        && let Some(pane) = speaks
    {
        state.panes.focus = pane;
    }
    let told = format!(
        "{}: {} mentions in {spoken} of {} sources",
        topic.name,
        topic.total(),
        shown.len()
    );
    state.messages.info(told);
}

/// Goes back to where everything was.
pub(super) fn cancel(state: &mut State) {
    if let Mode::Jump(finder) = state.close() {
        state.restore(&finder.before);
    }
}

/// Goes to the next or previous mention of the topic, through all sources.
pub(super) fn mention(state: &mut State, call: Call<'_>, forward: bool) {
    let Some(topic) = &state.topic else {
        return state.messages.info("no topic is chosen yet");
    };
    let spans: Vec<(usize, Vec<Span>)> = state
        .panes
        .shown()
        .map(|i| (i, topic.marked.in_article(state.panes.list[i].article)))
        .map(|(i, list)| (i, list.iter().map(|h| h.span).collect()))
        .collect();
    let places: Vec<(usize, &[Span])> = spans.iter().map(|(i, s)| (*i, s.as_slice())).collect();
    let total: usize = places.iter().map(|p| p.1.len()).sum();
    state.leave();
    for _ in 0..call.times().min(1_000) {
        let Some(pane) = state.panes.focused() else { return };
        let Some(step) = walk::next(&places, state.panes.focus, pane.cursor, forward) else {
            break;
        };
        let list = places.iter().find(|p| p.0 == step.pane).map_or(&[][..], |p| p.1);
        let offset = list[step.at].start;
        let text = Arc::clone(state.article_of(step.pane));
        state.panes.focus = step.pane;
        state.panes.list[step.pane].go(&text, offset, Put::Calm);
        let earlier: usize =
            places.iter().take_while(|p| p.0 != step.pane).map(|p| p.1.len()).sum();
        let round = if step.wrapped { ", round again" } else { "" };
        state.messages.info(format!("mention {} of {total}{round}", earlier + step.at + 1));
    }
}
