//! Drawing: any text, in any window, after any two commands of the reading screen.

use super::{Target, hold};
use rashomon::app::action::Action;
use rashomon::app::event::Event;
use rashomon::app::key::Key;
use rashomon::app::keymap::{Context, Keymap};
use rashomon::app::settings::Settings;
use rashomon::app::{Effect, State, update};
use rashomon::topic::{Jump, TopicIndex};
use rashomon::ui;
use rashomon::ui::theme::{BUILT_IN, Theme};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::sync::{Arc, LazyLock};

static KEYMAP: LazyLock<Arc<Keymap>> = LazyLock::new(|| Arc::new(Keymap::standard()));
static THEMES: LazyLock<Vec<Theme>> =
    LazyLock::new(|| BUILT_IN.iter().map(|(name, _)| Theme::built_in(name)).collect());

/// The keys of every binding of the reading screen but those of the help, which shows the same whatever is read
/// and takes as long to lay out as forty frames: `tests/monkey.rs` draws it in every window.
static BINDINGS: LazyLock<Vec<Vec<Key>>> = LazyLock::new(|| {
    let contexts = [Context::Read, Context::Global];
    let bindings = contexts.into_iter().flat_map(|context| KEYMAP.bindings(context));
    let read = bindings.filter(|binding| binding.command.action != Action::Help);
    read.map(|binding| binding.keys.clone()).collect()
});

/// Gives an event to the reader, and the answers of a small world after it.
fn feed(state: &mut State, event: Event, topics: bool) {
    for effect in update::handle(state, event) {
        let Effect::Compute(generation, library) = effect else { continue };
        if topics {
            let index = Arc::new(TopicIndex::of(&library));
            let jump = Arc::new(Jump::new(&index));
            update::handle(state, Event::Topics(generation, index, jump));
        }
        update::handle(state, Event::Analysed(generation, Arc::default()));
    }
}

/// Asserts that a frame moves the cursor, sets attributes and writes printable characters, and nothing else;
/// returns the last bytes of its control sequences.
fn controls(sent: &str) -> Vec<char> {
    let mut finals = Vec::new();
    let mut rest = sent;
    while let Some(at) = rest.find('\u{1b}') {
        hold::one_line(&rest[..at]);
        let sequence = rest[at..].strip_prefix("\u{1b}[").expect("only control sequences");
        let end = sequence.find(|c: char| !matches!(c, '0'..='9' | ';' | ':' | '?'));
        let last = end.and_then(|end| sequence[end..].chars().next()).expect("a whole sequence");
        assert!(matches!(last, 'H' | 'm' | 'h' | 'l'), "a sequence that ends in {last:?}");
        finals.push(last);
        rest = &sequence[end.unwrap_or(0) + last.len_utf8()..];
    }
    hold::one_line(rest);
    finals
}

pub(crate) const SCREEN: Target = Target {
    name: "screen",
    says: "drawing accounts",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(4));
        let byte = |n: usize| head.get(n).copied().unwrap_or(0);
        let (width, height) = (u16::from(byte(0)) % 72, u16::from(byte(1)) % 14);
        let mut state =
            State::new(super::analysis::accounts(data), Settings::default(), Arc::clone(&KEYMAP));
        let topics = byte(1) >= 240;
        feed(&mut state, Event::Resize { width, height }, topics);
        for binding in [byte(2), byte(3)] {
            for key in BINDINGS.get(usize::from(binding)).into_iter().flatten() {
                feed(&mut state, Event::Key(*key), topics);
            }
        }
        let theme = &THEMES[usize::from(byte(0)) % THEMES.len()];
        let mut sent = Vec::new();
        let area = Rect::new(0, 0, state.screen.width, state.screen.height);
        let viewport = TerminalOptions { viewport: Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(CrosstermBackend::new(&mut sent), viewport)
            .expect("nothing is asked of a fixed window");
        terminal.draw(|frame| ui::view(&state, theme, frame)).expect("a frame");
        drop(terminal);
        let sent = String::from_utf8(sent).expect("what is sent is UTF-8");
        seen.chain("sequences", controls(&sent).into_iter().take(24));
        seen.count("sent", sent.len());
        seen.kind("mode", (std::mem::discriminant(&state.mode), state.library.len()));
        seen.kind("keys", (byte(2), std::mem::discriminant(&state.mode)));
    },
    words: &[
        "\n%%%\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "日本語の文章",
        "한국어",
        "שלום",
        "e\u{301}",
        "👨‍👩‍👧",
        "🇫🇷",
        "\u{202e}",
        "\u{1b}[2J",
        "\u{9b}2J",
        "a-b",
        "The ferry left. ",
    ],
    units: &["a", "a ", "日", "e\u{301}", "# a\n\n", "\n%%%\n", "🇫", "-"],
    texts: super::ARTICLES,
    usual: 160,
    largest: super::SHORT,
};
