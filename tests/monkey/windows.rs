//! Windows of every shape: every screen in each, the largest in the time of one frame of a display.

use crate::screens::{SCREENS, press};
use crate::world::{World, annotated, feed, look, many, reader, setting};
use rashomon::app::State;
use rashomon::app::event::Event;
use rashomon::app::key::{Code, Key};
use rashomon::app::keymap::{Context, Keymap};
use rashomon::tui::backend::Runs;
use rashomon::tui::terminal::Frames;
use rashomon::ui::theme::Theme;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::time::{Duration, Instant};

fn resize(state: &mut State, width: u16, height: u16) {
    feed(state, &mut World::default(), Event::Resize { width, height });
}

/// Every size from nothing to 120 by 40: each for one of the screens, in turns, in every run of the tests; each for
/// every screen when asked.
#[test]
fn every_screen_fits_every_small_window() {
    let theme = Theme::built_in("light");
    let mut states: Vec<State> = SCREENS
        .iter()
        .map(|(keys, _)| {
            let mut state = annotated(80, 24);
            press(&mut state, &mut World::default(), keys);
            state
        })
        .collect();
    let all = setting("RASHOMON_LONG_TESTS").is_some();
    let count = states.len();
    for (turn, (width, height)) in (0..=120).flat_map(|w| (0..=40).map(move |h| (w, h))).enumerate()
    {
        for (at, state) in states.iter_mut().enumerate() {
            if all || turn % count == at {
                resize(state, width, height);
                look(state, &theme);
            }
        }
    }
}

/// Every binding of the reading screen, pressed once, is drawn in windows of every shape.
#[test]
fn every_screen_fits_every_window() {
    const SIZES: [(u16, u16); 9] =
        [(0, 0), (1, 1), (1, 40), (120, 1), (5, 3), (20, 5), (80, 24), (200, 50), (3, 333)];
    let theme = Theme::built_in("light");
    let keymap = Keymap::standard();
    for context in [Context::Read, Context::Global] {
        for (index, binding) in keymap.bindings(context).enumerate() {
            let mut state = reader(80, 24);
            let mut world = World::default();
            for key in &binding.keys {
                let code = if key.code == Code::Any { Code::Char('a') } else { key.code };
                feed(&mut state, &mut world, Event::Key(Key { code, ..*key }));
            }
            let huge = (index % 20 == 0).then_some((1000, 500));
            for (width, height) in SIZES.into_iter().chain(huge) {
                resize(&mut state, width, height);
                look(&state, &theme);
            }
        }
    }
}

/// A terminal of that size that keeps what it is sent.
pub(crate) fn terminal(width: u16, height: u16) -> (Terminal<Runs>, Frames) {
    let frames = Frames::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let options = TerminalOptions { viewport };
    let terminal = Terminal::with_options(Runs::new(frames.clone()), options).expect("a terminal");
    (terminal, frames)
}

/// One key and its frame with nine accounts open, from the key to the bytes: the median and the longest of 200.
/// Only an optimised build is held to the 16 milliseconds of a display.
#[test]
fn nine_accounts_are_drawn_within_a_frame_of_the_display() {
    let theme = Theme::built_in("dark");
    for (width, height) in [(200, 50), (500, 60), (1000, 300)] {
        let mut state = many(9, width, height);
        assert_eq!(state.panes.list.len(), 9);
        let (mut terminal, frames) = terminal(width, height);
        let mut times = Vec::new();
        let keys = [
            "j", "j", "<Space>", "k", "<Tab>", "]c", "/", "t", "h", "<Enter>", "n", "T", "q", "?",
            "<Esc>",
        ];
        let turns = if cfg!(debug_assertions) { 15 } else { 200 };
        for keys in keys.iter().cycle().take(turns) {
            let begin = Instant::now();
            press(&mut state, &mut World::default(), keys);
            terminal.draw(|frame| rashomon::ui::view(&state, &theme, frame)).expect("a frame");
            times.push(begin.elapsed());
            let _ = frames.taken();
        }
        times.sort_unstable();
        let (median, longest) = (times[times.len() / 2], times[times.len() - 1]);
        eprintln!(
            "nine accounts at {width}x{height}: a key and its frame {median:.2?}, the longest of {turns} {longest:.2?}"
        );
        assert!(cfg!(debug_assertions) || median < Duration::from_millis(16), "{median:?}");
    }
}
