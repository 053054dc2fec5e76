//! Moving in the text of the focused pane.

use super::Call;
use crate::app::page;
use crate::app::pane::Put;
use crate::app::state::State;

pub(super) fn lines(state: &mut State, call: Call<'_>, way: isize) {
    rows(state, call.times(), way);
}

pub(super) fn half(state: &mut State, call: Call<'_>, way: isize) {
    let height = state.panes.focused().map_or(1, |pane| pane.height() / 2);
    rows(state, call.times().saturating_mul(height.max(1)), way);
}

pub(super) fn page(state: &mut State, call: Call<'_>, way: isize) {
    // Two rows stay, so that the eye finds its place again.
    let height = state.panes.focused().map_or(1, |pane| pane.height().saturating_sub(2));
    rows(state, call.times().saturating_mul(height.max(1)), way);
}

fn rows(state: &mut State, by: usize, way: isize) {
    let Some((pane, article)) = state.focused_mut() else { return };
    pane.remark = None;
    let moved = if way > 0 { pane.scroll_down(&article, by) } else { pane.scroll_up(&article, by) };
    if !moved {
        // The text stands still at its ends, so that the reader's sentence moves instead.
        let rows = pane.rows.iter().filter(|r| !r.span.is_empty());
        let target = if way > 0 {
            rows.map(|r| r.span.start).next_back()
        } else {
            rows.map(|r| r.span.start).next()
        };
        let here = pane.row_of(pane.cursor);
        let step = |at: usize| at.saturating_add_signed(way * by.min(9_999) as isize);
        let row = here.map(step).and_then(|at| pane.rows.get(at)).filter(|r| !r.span.is_empty());
        pane.cursor = row.map(|r| r.span.start).or(target).unwrap_or(pane.cursor);
    }
}

pub(super) fn top(state: &mut State, call: Call<'_>) {
    block(state, call.count.unwrap_or(1));
}

pub(super) fn bottom(state: &mut State, call: Call<'_>) {
    if let Some(count) = call.count {
        return block(state, count);
    }
    state.leave();
    if let Some((pane, article)) = state.focused_mut() {
        pane.go(&article, article.text.len(), Put::Level);
    }
}

fn block(state: &mut State, number: usize) {
    state.leave();
    let Some((pane, article)) = state.focused_mut() else { return };
    let index = number.saturating_sub(1).min(article.blocks.len().saturating_sub(1));
    let offset = article.blocks.get(index).map_or(0, |b| b.span.start);
    pane.go(&article, offset, Put::Level);
}

pub(super) fn percent(state: &mut State, call: Call<'_>) {
    let percent = call.argument.and_then(|a| a.parse().ok()).or(call.count).unwrap_or(50).min(100);
    state.leave();
    if let Some((pane, article)) = state.focused_mut() {
        let offset = (article.text.len() as u64 * percent as u64 / 100) as usize;
        let start = page::sentence_at(&article, article.text.floor_char_boundary(offset)).start;
        pane.go(&article, start, Put::Level);
    }
}

pub(super) fn sentence(state: &mut State, call: Call<'_>, forward: bool) {
    let Some((pane, article)) = state.focused_mut() else { return };
    for _ in 0..call.times().min(1_000) {
        let here = page::sentence_at(&article, pane.cursor);
        let next = if forward {
            next_start(&article, here.end)
        } else if pane.cursor > here.start {
            Some(here.start)
        } else {
            article
                .text
                .get(..here.start)
                .map(str::trim_end)
                .filter(|before| !before.is_empty())
                .map(|before| {
                    page::sentence_at(&article, article.text.floor_char_boundary(before.len() - 1))
                        .start
                })
        };
        let Some(offset) = next else { break };
        pane.go(&article, offset, Put::Calm);
    }
}

/// Where the text goes on after the byte `end`.
fn next_start(article: &crate::article::Article, end: usize) -> Option<usize> {
    let rest = article.text.get(end..)?;
    let gap = rest.find(|c: char| !c.is_whitespace())?;
    Some(end + gap)
}

pub(super) fn paragraph(state: &mut State, call: Call<'_>, forward: bool) {
    let Some((pane, article)) = state.focused_mut() else { return };
    let here = article.block_at(pane.cursor);
    let at_start = article.blocks.get(here).is_some_and(|b| b.span.start == pane.cursor);
    let by = call.times();
    let target =
        if forward { here + by } else { (here + usize::from(!at_start)).saturating_sub(by) };
    let target = target.min(article.blocks.len().saturating_sub(1));
    if let Some(block) = article.blocks.get(target) {
        pane.go(&article, block.span.start, Put::Calm);
    }
}
