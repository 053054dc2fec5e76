//! From one contradiction to the next, with every pane that shows a side of it.

use super::Call;
use crate::analysis::Band;
use crate::annotation::Id;
use crate::app::ledger::Entry;
use crate::app::pane::Put;
use crate::app::state::State;
use crate::app::walk;
use crate::text::Span;

/// Goes to the next or previous contradiction or update.
pub(super) fn contradiction(state: &mut State, call: Call<'_>, forward: bool) {
    let order: Vec<usize> = state.panes.shown().map(|p| state.panes.list[p].article).collect();
    let walk = state.review.walk(&order, state.settings.threshold);
    if walk.is_empty() {
        let told = if state.analysis.is_none() {
            super::missing(state)
        } else {
            "no contradiction was found; :threshold 0.3 shows what is less sure".to_owned()
        };
        return state.messages.info(told);
    }
    let Some((article, cursor)) = state.panes.focused().map(|p| (p.article, p.cursor)) else {
        return;
    };
    let count = walk.len();
    let steps = call.times() % count.max(1);
    let here = state.review.current.as_ref().and_then(|id| walk.iter().position(|e| e.id == *id));
    let at = match here {
        Some(at) if forward => at + call.times(),
        Some(at) => at + count - if steps == 0 { count } else { steps },
        // Nothing is looked at yet: begin where the reader is.
        None => {
            let side = |e: &Entry| e.side_in(article).map(|s| s.span);
            let after = |span: Span| span.end > cursor;
            let first = walk.iter().position(|e| side(e).is_some_and(after)).unwrap_or(0);
            if forward { first } else { first + count - 1 }
        }
    } % count;
    let id = walk[at].id.clone();
    state.leave();
    show(state, &id);
    tell(state, Some((at + 1, count)));
}

/// Goes to the next or previous passage that only one source has, through all panes.
pub(super) fn only_here(state: &mut State, call: Call<'_>, forward: bool) {
    let Some(analysis) = state.analysis.clone() else {
        return state.messages.info(super::missing(state));
    };
    let spans: Vec<(usize, Vec<Span>)> = state
        .panes
        .shown()
        .map(|pane| {
            let article = state.panes.list[pane].article;
            let own = analysis.only_in.iter().filter(|side| side.article == article);
            let mut spans: Vec<Span> = own.map(|side| side.span).collect();
            spans.sort_unstable();
            (pane, spans)
        })
        .collect();
    let places: Vec<(usize, &[Span])> = spans.iter().map(|(p, s)| (*p, s.as_slice())).collect();
    state.leave();
    for _ in 0..call.times().min(1_000) {
        let Some(pane) = state.panes.focused() else { return };
        let Some(step) = walk::next(&places, state.panes.focus, pane.cursor, forward) else {
            return state.messages.info("no passage stands in one source only");
        };
        let span =
            spans.iter().find(|s| s.0 == step.pane).map(|s| s.1[step.at]).unwrap_or_default();
        state.panes.focus = step.pane;
        let article = std::sync::Arc::clone(state.article_of(step.pane));
        state.panes.list[step.pane].go(&article, span.start, Put::Calm);
    }
    if !state.review.only_here {
        super::review::only_here(state);
    }
    state.messages.info("only this source says so");
}

/// Goes to the other side of the entry that is looked at.
pub(super) fn counterpart(state: &mut State) {
    let Some(entry) = state.review.entry() else {
        return state.messages.info("no contradiction is looked at; ]c goes to the next");
    };
    let here = state.panes.focused().map(|p| (p.article, p.cursor));
    let at = entry.sides.iter().position(|s| {
        here.is_some_and(|(a, cursor)| {
            a == s.article && s.span.start <= cursor && cursor <= s.span.end
        })
    });
    let next = entry.sides[at.map_or(0, |at| at + 1) % entry.sides.len()].clone();
    state.leave();
    go(state, next.article, first_word(&next.focus, next.span));
    if let Some(pane) = state.panes.of_article(next.article) {
        state.panes.focus = pane;
    }
}

/// Looks at an entry: brings its sides into view, level, and focuses the first of them on the screen.
pub(super) fn show(state: &mut State, id: &Id) {
    let Some(entry) = state.review.ledger.get(id).cloned() else { return };
    state.review.current = Some(id.clone());
    let mut moved = Vec::new();
    for side in &entry.sides {
        // A pane has one place: the first side in its article is the one to show.
        if !moved.contains(&side.article) {
            moved.push(side.article);
            go(state, side.article, first_word(&side.focus, side.span));
        }
    }
    let sides = entry.sides.iter().take(2);
    let focus = sides.filter_map(|s| state.panes.of_article(s.article));
    let shown: Vec<usize> = state.panes.shown().collect();
    let focused = state.panes.focus;
    let candidates: Vec<usize> = focus.filter(|p| shown.contains(p)).collect();
    if !candidates.contains(&focused)
        && let Some(pane) = candidates.first()
    {
        state.panes.focus = *pane;
    }
    state.panes.pair = match candidates.as_slice() {
        [a, b] => Some((*a, *b)),
        _ => None,
    };
    super::review::mark(state);
}

fn go(state: &mut State, article: usize, offset: usize) {
    let Some(pane) = state.panes.of_article(article) else { return };
    let text = std::sync::Arc::clone(state.article(article));
    state.panes.list[pane].go(&text, offset, Put::Level);
}

fn first_word(focus: &[Span], span: Span) -> usize {
    focus.iter().map(|f| f.start).min().unwrap_or(span.start)
}

/// Says in the status line what is looked at.
pub(super) fn tell(state: &mut State, place: Option<(usize, usize)>) {
    let Some(entry) = state.review.entry() else { return };
    let place = place.map_or(String::new(), |(at, of)| format!("{at}/{of} "));
    let sure = entry.confidence.map_or("", |c| match Band::of(c) {
        Band::High => "",
        Band::Medium => "likely: ",
        Band::Low => "perhaps: ",
    });
    let kind = if entry.kind.is_empty() { entry.relation.name() } else { &entry.kind };
    let reason = if entry.reason.is_empty() { "joined by hand" } else { &entry.reason };
    let told =
        format!("{place}{} {kind} · {sure}{reason}", entry.relation.glyph(state.settings.ascii));
    state.messages.info(told);
}
