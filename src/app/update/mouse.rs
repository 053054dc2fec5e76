//! The mouse: the wheel scrolls the pane under it, a click focuses a pane or a tab.

use super::{Call, lists, scroll};
use crate::app::event::Mouse;
use crate::app::keymap::Context;
use crate::app::layout;
use crate::app::state::State;
use ratatui::layout::Position;

pub(super) fn mouse(state: &mut State, what: Mouse, column: u16, row: u16) {
    let at = Position { x: column, y: row };
    let wheel = match what {
        Mouse::WheelDown => 1,
        Mouse::WheelUp => -1,
        Mouse::Press => 0,
    };
    if state.mode.context() != Context::Read {
        if wheel != 0 {
            lists::step(state, Call::default(), wheel);
        }
        return;
    }
    let hit = state.areas.panes.iter().find(|(_, area)| area.contains(at)).map(|p| p.0);
    match (hit, wheel) {
        (Some(pane), 0) => {
            state.panes.focus = pane;
            let area = state.areas.panes.iter().find(|p| p.0 == pane).map(|p| p.1);
            let text = area.map(|a| layout::text_area(a, state.settings.measure));
            let pane = &mut state.panes.list[pane];
            let clicked = text.filter(|t| t.contains(at)).map(|t| usize::from(row - t.y));
            if let Some(row) = clicked.and_then(|r| pane.rows.get(r)).filter(|r| !r.span.is_empty())
            {
                pane.cursor = row.span.start;
            }
        }
        (Some(pane), way) => {
            let focus = std::mem::replace(&mut state.panes.focus, pane);
            let count = Some(usize::from(state.settings.wheel));
            scroll::lines(state, Call { count, argument: None }, way);
            state.panes.focus = focus;
        }
        (None, 0) => {
            let tabs = state.areas.tabs.filter(|tabs| tabs.contains(at));
            let shown: Vec<usize> = state.panes.shown().collect();
            if let Some(tabs) = tabs {
                let tab = usize::from((column - tabs.x) / layout::tab(tabs.width, shown.len()));
                state.panes.focus = shown.get(tab).copied().unwrap_or(state.panes.focus);
            }
        }
        (None, _) => {}
    }
}
