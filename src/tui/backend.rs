//! What ratatui draws on: the terminal library's backend, handed whole runs of cells instead of single ones.
//!
//! A frame of prose has thousands of cells and few changes of style, and each cell that is handed over costs
//! as much as a run. On a blank screen the runs go on over blanks that did not change.

use super::terminal::{self, Frames};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io;

/// Blanks that are written rather than jumped over: moving the cursor takes about as many bytes.
const JUMP: u16 = 6;

/// The backend of the reader.
#[derive(Debug)]
pub struct Runs {
    inner: CrosstermBackend<Frames>,
    /// Whether the screen is blank, so that every cell that is not drawn is a blank.
    blank: bool,
}

impl Runs {
    /// Returns a backend that draws on a blank screen and gathers what it writes in `frames`.
    #[must_use]
    pub const fn new(frames: Frames) -> Self {
        Self { inner: CrosstermBackend::new(frames), blank: true }
    }

    /// Tells that the screen was made blank by somebody else.
    pub const fn blanked(&mut self) {
        self.blank = true;
    }
}

/// Cells of one style, side by side.
struct Run {
    at: (u16, u16),
    /// The column of the last cell.
    last: u16,
    style: Cell,
    text: String,
}

impl Run {
    fn of(x: u16, y: u16, cell: &Cell) -> Self {
        let mut text = String::with_capacity(64);
        text.push_str(cell.symbol());
        Self { at: (x, y), last: x, style: cell.clone(), text }
    }

    /// Takes in the cell if it belongs to the run.
    fn takes(&mut self, x: u16, y: u16, cell: &Cell, blank: bool) -> bool {
        if y != self.at.1 || x <= self.last || look(cell) != look(&self.style) {
            return false;
        }
        let gap = x - self.last - 1;
        if gap > 0 {
            // After a sign of two columns terminals disagree about where they are.
            let narrow = self.text.ends_with(|c: char| c.is_ascii());
            if !(blank && gap <= JUMP && narrow && look(cell) == look(&Cell::EMPTY)) {
                return false;
            }
            self.text.extend(std::iter::repeat_n(' ', gap.into()));
        }
        self.text.push_str(cell.symbol());
        self.last = x;
        true
    }
}

/// All of a cell but its sign.
fn look(cell: &Cell) -> (Color, Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.underline_color, cell.modifier)
}

impl Backend for Runs {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut runs: Vec<Run> = Vec::new();
        for (x, y, cell) in content {
            if !runs.last_mut().is_some_and(|run| run.takes(x, y, cell, self.blank)) {
                runs.push(Run::of(x, y, cell));
            }
        }
        self.blank = false;
        for run in &mut runs {
            run.style.set_symbol(&run.text);
        }
        self.inner.draw(runs.iter().map(|run| (run.at.0, run.at.1, &run.style)))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.blank |= matches!(region, ClearType::All);
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        terminal::size().map(|(width, height)| Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        ratatui::backend::Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// What a terminal of 20 by 4 shows after frames, each drawn over the one before.
    fn shown(frames: &[&Buffer], runs: bool) -> String {
        let gathered = Frames::default();
        let area = Rect::new(0, 0, 20, 4);
        let mut before = Buffer::empty(area);
        let (mut ours, mut theirs) =
            (Runs::new(gathered.clone()), CrosstermBackend::new(gathered.clone()));
        for frame in frames {
            let diff = before.diff(frame);
            if runs {
                ours.draw(diff.into_iter()).expect("drawn");
            } else {
                theirs.draw(diff.into_iter()).expect("drawn");
            }
            before = (*frame).clone();
        }
        let size = |n| std::num::NonZero::new(n).expect("not zero");
        let mut screen = vt100::Parser::new(size(4), size(20), 0);
        screen.process(&gathered.taken());
        let cell = |at: (u16, u16)| {
            let cell = screen.screen().cell(at.0, at.1).expect("on the screen");
            let sign = if cell.has_contents() { cell.contents() } else { " " };
            let look = (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.underline());
            format!("{sign} {look:?}\n")
        };
        (0..4).flat_map(|y| (0..20).map(move |x| (y, x))).map(cell).collect()
    }

    #[test]
    fn runs_draw_what_single_cells_draw() {
        let area = Rect::new(0, 0, 20, 4);
        let styles = [
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Style::new().bg(Color::Blue),
        ];
        let words = ["the train", "日本 語", "e\u{301}t\u{e9} x", "a  b   c", " ", "👩‍🚀 up", "q"];
        let mut seed = 7_usize;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            (seed >> 33) % below
        };
        for _ in 0..200 {
            let mut frames = vec![Buffer::empty(area)];
            for _ in 0..3 {
                let mut frame = frames.last().expect("the first").clone();
                for _ in 0..4 {
                    let (x, y) = (next(18) as u16, next(4) as u16);
                    frame.set_stringn(x, y, words[next(7)], (20 - x).into(), styles[next(4)]);
                }
                frames.push(frame);
            }
            let frames: Vec<&Buffer> = frames.iter().skip(1).collect();
            assert_eq!(shown(&frames, true), shown(&frames, false));
        }
    }

    #[test]
    fn a_blank_screen_is_written_in_whole_lines() {
        let gathered = Frames::default();
        let mut terminal = Terminal::with_options(
            Runs::new(gathered.clone()),
            ratatui::TerminalOptions { viewport: ratatui::Viewport::Fixed(Rect::new(0, 0, 20, 4)) },
        )
        .expect("a terminal");
        terminal
            .draw(|frame| {
                frame.buffer_mut().set_string(0, 0, "one two  three", Style::new());
            })
            .expect("drawn");
        let written = String::from_utf8(gathered.taken()).expect("text");
        assert!(written.contains("one two  three"), "{written:?}");
    }
}
