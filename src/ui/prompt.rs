//! Lines being typed at the bottom: the search and the command.

use super::theme::{Part, Theme};
use super::{cut, put, put_right, row, shifted};
use crate::app::State;
use crate::app::line::Line;
use crate::app::mode::{CommandLine, SearchLine};
use crate::text::counted;
use crate::text::width::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Where the terminal's cursor goes.
pub type Cursor = Option<(u16, u16)>;

/// Draws a sign and the line after it, moved so that its cursor is seen; returns where the cursor is.
pub fn line(sign: &str, line: &Line, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let taken = put(buffer, area, sign, theme.part(Part::Key));
    let room = shifted(area, taken);
    if room.is_empty() {
        return None;
    }
    let before = width(line.before());
    let skip = before.saturating_sub(usize::from(room.width) - 1);
    let mut shown = line.text();
    let mut skipped = 0;
    while skipped < skip {
        let Some(c) = shown.chars().next() else { break };
        let (head, rest) = shown.split_at(c.len_utf8());
        skipped += width(head);
        shown = rest;
    }
    put(buffer, room, shown, theme.part(Part::Text));
    let x = room.x + u16::try_from(before.saturating_sub(skipped)).unwrap_or(0);
    Some((x.min(room.right() - 1), room.y))
}

/// Draws the search line with the counts of every source.
pub fn search(state: &State, mode: &SearchLine, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let area = row(state.areas.drawer, 0);
    let sign = if mode.backward { "\\" } else { "/" };
    let typed = 1 + width(mode.line.text());
    if !mode.line.text().is_empty() {
        let counts: Vec<String> = state
            .panes
            .shown()
            .enumerate()
            .map(|(n, i)| {
                let article = state.panes.list[i].article;
                let matches = state.search.matches.get(article).map_or(0, Vec::len);
                format!("{}:{matches}", n + 1)
            })
            .collect();
        let total = state.search.total();
        let so_far = if state.search.pending > 0 { " so far" } else { "" };
        let matches = counted(total, "match", "matches");
        let full = format!("{matches}{so_far}   {} ", counts.join("  "));
        let short = format!("{total} ");
        let room = usize::from(area.width).saturating_sub(typed + 2);
        let told = if width(&full) <= room { full } else { short };
        if width(&told) <= room {
            put_right(buffer, area, &told, theme.part(Part::Quiet));
        }
    }
    line(sign, &mode.line, area, theme, buffer)
}

/// Draws the command line with what the word may become.
pub fn command(state: &State, mode: &CommandLine, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let drawer = state.areas.drawer;
    let last = drawer.height.saturating_sub(1);
    if !mode.proposals.is_empty() && drawer.height > 1 {
        let area = row(drawer, 0);
        let mut at = 1;
        // Proposals before the chosen one scroll away when there are too many.
        let skip = mode.choice.at.saturating_sub(3);
        for (index, proposal) in mode.proposals.iter().enumerate().skip(skip) {
            let face = if index == mode.choice.at { Part::Chosen } else { Part::Quiet };
            let label = format!(" {} ", cut(proposal, 30, theme.ascii));
            at += put(buffer, shifted(area, at), &label, theme.part(face)) + 1;
        }
    }
    line(":", &mode.line, row(drawer, last), theme, buffer)
}
