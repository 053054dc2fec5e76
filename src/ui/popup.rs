//! A window over the panes: a frame, a title, and room inside.

use super::theme::{Part, Theme};
use super::{put, put_right, row, shifted};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

/// Draws an empty window of at most that size in the middle of `body` and returns its inside.
pub fn popup(
    buffer: &mut Buffer,
    body: Rect,
    size: (u16, u16),
    titles: (&str, &str),
    theme: &Theme,
) -> Rect {
    let (width, height) = (size.0.min(body.width), size.1.min(body.height));
    let x = body.x + (body.width - width) / 2;
    let y = body.y + (body.height - height) / 2;
    let area = Rect { x, y, width, height };
    if width < 4 || height < 3 {
        return Rect { width: 0, height: 0, ..area };
    }
    Clear.render(area, buffer);
    buffer.set_style(area, theme.part(Part::Text));
    let rule = theme.part(Part::RuleFocus);
    let [across, down, tl, tr, bl, br] = if theme.ascii {
        ["-", "|", "+", "+", "+", "+"]
    } else {
        ["─", "│", "╭", "╮", "╰", "╯"]
    };
    let line = across.repeat(usize::from(width) - 2);
    put(buffer, row(area, 0), &format!("{tl}{line}{tr}"), rule);
    put(buffer, row(area, height - 1), &format!("{bl}{line}{br}"), rule);
    for at in 1..height - 1 {
        let side = row(area, at);
        put(buffer, side, down, rule);
        put(buffer, shifted(side, width - 1), down, rule);
    }
    let top = Rect { x: x + 2, width: width.saturating_sub(4), ..row(area, 0) };
    if !titles.0.is_empty() {
        put(buffer, top, &format!(" {} ", titles.0), theme.part(Part::Title));
    }
    if !titles.1.is_empty() && usize::from(top.width) > titles.0.len() + titles.1.len() + 6 {
        put_right(buffer, top, &format!(" {} ", titles.1), theme.part(Part::Quiet));
    }
    Rect { x: x + 2, y: y + 1, width: width - 4, height: height - 2 }
}

/// Tells on the frame of a window, below its inside, how many rows of its list are further down.
pub fn more(buffer: &mut Buffer, inner: Rect, rest: usize, theme: &Theme) {
    let foot = Rect { y: inner.bottom(), height: 1, ..inner };
    if rest > 0 && buffer.area.contains(foot.as_position()) {
        put_right(buffer, foot, &format!(" {rest} more below "), theme.part(Part::Quiet));
    }
}
