//! The panes: focus, zoom, layout, room, order, hiding, and following.

use super::Call;
use crate::app::layout::Arrangement;
use crate::app::pane::Pane;
use crate::app::state::State;
use crate::text::counted;

pub(super) fn next(state: &mut State, way: isize) {
    let shown: Vec<usize> = state.panes.shown().collect();
    let Some(at) = shown.iter().position(|i| *i == state.panes.focus) else { return };
    let count = shown.len();
    state.panes.focus = shown[(at + count).saturating_add_signed(way) % count];
}

/// Focuses the nearest pane in a direction; without one on the screen, the neighbour in the order.
pub(super) fn towards(state: &mut State, x: i32, y: i32) {
    let centre = |r: &ratatui::layout::Rect| {
        (i32::from(r.x) * 2 + i32::from(r.width), (i32::from(r.y) * 2 + i32::from(r.height)) * 2)
    };
    let panes = &state.areas.panes;
    let Some((_, here)) = panes.iter().find(|p| p.0 == state.panes.focus) else { return };
    let (hx, hy) = centre(here);
    let nearest = panes
        .iter()
        .map(|(index, area)| (*index, centre(area)))
        .map(|(index, (px, py))| (index, px - hx, py - hy))
        .filter(|(_, dx, dy)| dx * x + dy * y > 0 && (x == 0 || dx.abs() >= dy.abs() || *dy == 0))
        .min_by_key(|(_, dx, dy)| dx.abs() + dy.abs());
    match nearest {
        Some((index, ..)) => state.panes.focus = index,
        None => {
            let shown: Vec<usize> = state.panes.shown().collect();
            let Some(at) = shown.iter().position(|i| *i == state.panes.focus) else { return };
            if let Some(pane) = at.checked_add_signed((x + y) as isize).and_then(|i| shown.get(i)) {
                state.panes.focus = *pane;
            }
        }
    }
}

pub(super) fn number(state: &mut State, call: Call<'_>) {
    let number = call.argument.and_then(|a| a.parse::<usize>().ok()).or(call.count);
    let shown: Vec<usize> = state.panes.shown().collect();
    match number.and_then(|n| shown.get(n.checked_sub(1)?)) {
        Some(pane) => state.panes.focus = *pane,
        None => state.messages.info(format!("panes are numbered 1 to {}", shown.len())),
    }
}

pub(super) fn zoom(state: &mut State) {
    state.panes.zoomed = !state.panes.zoomed;
}

pub(super) fn layout(state: &mut State, call: Call<'_>) {
    let named = |name: &str| Arrangement::ALL.iter().find(|a| a.1 == name).map(|a| a.0);
    let next = match call.argument {
        Some(name) => named(name),
        None => Some(state.panes.arrangement.next()),
    };
    match next {
        Some(arrangement) => {
            state.panes.arrangement = arrangement;
            state.panes.zoomed = false;
            state.messages.info(format!("layout: {}", arrangement.name()));
        }
        None => state.messages.warn("layouts are auto, columns, tiles, stack and single"),
    }
}

pub(super) fn widen(state: &mut State, call: Call<'_>, way: i32) {
    let by = i32::try_from(call.times()).unwrap_or(1).min(20) * 2 * way;
    if let Some(pane) = state.panes.focused_mut() {
        let weight = (i32::from(pane.weight) + by).clamp(4, 60);
        pane.weight = u16::try_from(weight).unwrap_or(Pane::WEIGHT);
    }
}

pub(super) fn even(state: &mut State) {
    state.panes.list.iter_mut().for_each(|pane| pane.weight = Pane::WEIGHT);
}

pub(super) fn hide(state: &mut State) {
    if state.panes.shown().count() < 2 {
        return state.messages.info("the last source cannot be hidden");
    }
    let hidden = state.panes.focus;
    next(state, 1);
    state.panes.list[hidden].hidden = true;
    let name = state.article_of(hidden).name().to_owned();
    state.recompute();
    let key = state.keymap.key_for(state.mode.context(), crate::app::Action::Unhide);
    let key = key.map(|k| format!("; {k} shows it again")).unwrap_or_default();
    state.messages.info(format!("{name} is hidden, everything is compared without it{key}"));
}

pub(super) fn unhide(state: &mut State) {
    let hidden = state.panes.list.iter().filter(|pane| pane.hidden).count();
    if hidden == 0 {
        return state.messages.info("no source is hidden");
    }
    state.panes.list.iter_mut().for_each(|pane| pane.hidden = false);
    state.recompute();
    state
        .messages
        .info(format!("{} shown again", counted(hidden, "hidden source is", "hidden sources are")));
}

pub(super) fn shift(state: &mut State, way: isize) {
    let shown: Vec<usize> = state.panes.shown().collect();
    let Some(at) = shown.iter().position(|i| *i == state.panes.focus) else { return };
    if let Some(other) = at.checked_add_signed(way).and_then(|i| shown.get(i)) {
        state.panes.list.swap(state.panes.focus, *other);
        state.panes.focus = *other;
    }
}
