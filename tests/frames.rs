//! Keys in, frame out. Below each row that has marks stands a line of letters: what each cell means.
//!
//! A frame is kept in `tests/frames/NAME.txt`. After a change that is meant to change frames, run
//! `RASHOMON_BLESS=1 cargo test --test frames` and read the difference before committing it.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use rashomon::analysis::align::Alignment;
use rashomon::analysis::{Analysis, Finding, Grounds, Kind, Progress, Side, Stage, Verdict};
use rashomon::app::key::parse;
use rashomon::app::keymap::Keymap;
use rashomon::app::settings::Settings;
use rashomon::app::{Effect, Event, State, handle};
use rashomon::article::{Library, read};
use rashomon::text::Span;
use rashomon::topic::{Jump, Topic, TopicIndex, TopicKind};
use rashomon::ui::theme::proof_letter;
use rashomon::ui::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;
use std::sync::Arc;

const HERALD: &str = "---\ntitle: Flood closes the Linden bridge\noutlet: The Herald\npublished: 2026-03-04\n---\n\
The river Aure rose over its banks on Tuesday and closed the Linden bridge. Twelve people were taken to \
hospital, the mayor, Ida Brandt, said.\n\nThe bridge was built in 1931. It carries the only road to the mill.\n\n\
Engineers will look at the bridge on Friday. Nobody knows when it will open again.\n";

const COURIER: &str = "---\ntitle: Linden bridge shut after flood\noutlet: The Courier\npublished: 2026-03-05\n---\n\
The Linden bridge has been shut since Wednesday, when the Aure flooded the lower town. Seventeen people were \
taken to hospital, according to mayor Ida Brandt.\n\nShops in the lower town stay closed. A café lost its \
whole cellar.\n";

const GAZETTE: &str = "---\ntitle: Mill stands in water\noutlet: The Gazette\npublished: 2026-03-05\n---\n\
Water stands a metre high in the old mill. Its owner says that the machines are lost.\n\nThe mill has worked \
since 1888, and the river has never come so far.\n";

fn library() -> Library {
    [("herald", HERALD), ("courier", COURIER), ("gazette", GAZETTE)]
        .into_iter()
        .flat_map(|(id, text)| {
            let origin = read::Origin { id: Some(id.to_owned()), ..read::Origin::default() };
            read::read(text.as_bytes(), &origin).expect("a text")
        })
        .collect()
}

/// Topics as a reader would list them: frames test the screen, not what is found.
fn topics(library: &Library) -> TopicIndex {
    let topic = |kind, variants: &[&str]| {
        let places = |text: &str| {
            let mut places: Vec<Span> = variants
                .iter()
                .flat_map(|v| {
                    text.match_indices(v).map(|(at, found)| Span::new(at, at + found.len()))
                })
                .collect();
            places.sort_unstable_by_key(|s| (s.start, usize::MAX - s.end));
            places.dedup_by(|b, a| a.overlaps(*b));
            places
        };
        let mentions: Vec<Vec<Span>> = library.articles().iter().map(|a| places(&a.text)).collect();
        let best = library.articles().iter().zip(&mentions);
        let best = best.map(|(a, m)| a.sentence_at(m.get(1).or(m.first())?.start)).collect();
        let variants: Vec<String> = variants.iter().map(|v| (*v).to_owned()).collect();
        Topic { name: variants[0].clone(), variants, kind, mentions, best }
    };
    TopicIndex {
        topics: vec![
            topic(TopicKind::Thing, &["Linden bridge", "bridge"]),
            topic(TopicKind::Thing, &["mill"]),
            topic(TopicKind::Person, &["Ida Brandt"]),
            topic(TopicKind::Place, &["Aure"]),
            topic(TopicKind::Place, &["lower town"]),
        ],
        ..TopicIndex::default()
    }
}

/// One contradiction, on words that both accounts have.
fn analysis(library: &Library) -> Analysis {
    let side = |id: &str, words: &str, value: &str| {
        let article = library.articles().iter().position(|a| a.id == id)?;
        let text = &library.articles()[article].text;
        let start = text.find(words)?;
        let focus = Span::new(start, start + words.len());
        let span = library.articles()[article].sentence_at(start)?;
        Some(Side { article, span, focus: vec![focus], value: value.to_owned() })
    };
    let sides = side("herald", "Twelve people", "12 people").zip(side(
        "courier",
        "Seventeen people",
        "17 people",
    ));
    let contradictions = sides.map(|(a, b)| Finding {
        id: "1".to_owned(),
        kind: Kind::Quantity,
        rule: "quantity/count",
        verdict: Verdict::Contradiction,
        confidence: 0.9,
        grounds: Grounds::default(),
        reason: "The accounts count the people taken to hospital differently.".to_owned(),
        steps: vec!["12 is not 17.".to_owned()],
        a,
        b,
        witnesses: Vec::new(),
    });
    Analysis { contradictions: contradictions.into_iter().collect(), ..Analysis::default() }
}

/// Does at once what the worker does beside reading.
fn perform(state: &mut State, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::Compute(generation, library) = effect {
            let topics = Arc::new(topics(&library));
            let jump = Arc::new(Jump::new(&topics));
            handle(state, Event::Topics(generation, topics, jump));
            handle(state, Event::Aligned(generation, Arc::new(Alignment::of(&library))));
            handle(state, Event::Analysed(generation, Arc::new(analysis(&library))));
        }
    }
}

fn press(state: &mut State, keys: &str) {
    let keys = if keys.is_empty() { Vec::new() } else { parse(keys).expect("keys") };
    for key in keys {
        let effects = handle(state, Event::Key(key));
        perform(state, effects);
    }
}

fn open(width: u16, height: u16) -> State {
    let mut state = State::new(library(), Settings::default(), Arc::new(Keymap::standard()));
    let effects = handle(&mut state, Event::Resize { width, height });
    perform(&mut state, effects);
    state
}

/// Draws the state and returns its rows, each with a line of letters below it when something is marked:
/// the letter of the role; `+` for reversed cells that have none (a chosen entry, the focused header).
fn draw(state: &State) -> String {
    let mut terminal = Terminal::new(TestBackend::new(state.screen.width, state.screen.height))
        .expect("a terminal");
    terminal.draw(|frame| ui::view(state, &Theme::proof(), frame)).expect("a frame");
    let buffer = terminal.backend().buffer();
    let mut out = String::new();
    for y in 0..state.screen.height {
        let (mut text, mut marks) = (String::new(), String::new());
        for x in 0..state.screen.width {
            let cell = &buffer[(x, y)];
            text.push_str(cell.symbol());
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            marks.push(proof_letter(cell.fg).unwrap_or(if reversed { '+' } else { ' ' }));
        }
        out.push_str(text.trim_end());
        out.push('\n');
        if !marks.trim().is_empty() {
            out.push_str(marks.trim_end());
            out.push('\n');
        }
    }
    out
}

#[track_caller]
fn frame(name: &str, (width, height): (u16, u16), keys: &str) {
    let mut state = open(width, height);
    press(&mut state, keys);
    let drawn = draw(&state);
    let path = format!("{}/tests/frames/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("RASHOMON_BLESS").is_some() {
        std::fs::write(&path, &drawn).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == kept, "{name} has changed; it is now\n{drawn}");
}

#[test]
fn the_first_screen_names_sources_and_keys() {
    frame("first", (120, 24), "");
}

#[test]
fn a_narrow_screen_shows_one_pane_with_tabs() {
    frame("narrow", (40, 14), "<Tab>");
}

#[test]
fn a_search_marks_every_match_and_counts_by_source() {
    frame("search-typing", (120, 20), "/bridge");
    frame("search-next", (120, 20), "/bridge<Enter>nn");
}

#[test]
fn the_jump_moves_every_pane_and_names_the_silent() {
    frame("jump-typing", (120, 24), "tlinden");
    frame("jump-kept", (120, 20), "tlinden<Enter>");
}

#[test]
fn words_that_are_no_topic_find_passages() {
    frame("jump-words", (120, 20), "thospital<Space>taken<Space>people");
}

#[test]
fn the_grid_shows_counts_and_silences() {
    frame("grid", (120, 20), "T");
}

#[test]
fn linked_panes_follow_or_say_that_they_have_nothing() {
    frame("linked", (120, 20), "S]s]s");
}

#[test]
fn help_can_be_searched() {
    frame("help", (100, 20), "?/mark");
}

#[test]
fn commands_are_completed() {
    frame("command", (80, 14), ":set<Space>th<Tab>");
}

#[test]
fn the_first_key_of_several_shows_what_may_follow() {
    frame("begun", (80, 12), "]");
}

#[test]
fn escape_and_q_lose_nothing() {
    let mut state = open(100, 24);
    press(&mut state, "]p]s");
    let before = (state.panes.positions(&state.library), state.panes.focus);
    for keys in [
        "/bridge<Esc>",
        "tmill<Esc>",
        "?q",
        "Tq",
        ":quit<Esc>",
        "<C-p>zoom<Esc>",
        "iq",
        "gmq",
        "<C-c>",
    ] {
        press(&mut state, keys);
        let now = (state.panes.positions(&state.library), state.panes.focus);
        assert_eq!(now, before, "{keys}");
        assert!(matches!(state.mode, rashomon::app::Mode::Read), "{keys}");
    }
}

/// What takes long is told with the key that stops it, and what is missing then with the key that begins again.
#[test]
fn a_long_comparison_says_how_far_it_is_and_is_stopped_by_a_key() {
    let mut state = State::new(library(), Settings::default(), Arc::new(Keymap::standard()));
    handle(&mut state, Event::Resize { width: 100, height: 12 });
    let generation = state.generation;
    press(&mut state, "<Esc>");
    assert!(!state.stopped, "what was not told yet is not stopped");
    let progress = Progress { stage: Stage::Comparing, done: 17, of: 50 };
    handle(&mut state, Event::Progress(generation, progress));
    assert!(draw(&state).contains("comparing, 34 %, <C-c> stops"), "{}", draw(&state));
    press(&mut state, "C");
    assert!(draw(&state).contains("still being compared"));
    press(&mut state, "<C-c>");
    assert!(!state.stopped, "it closed the ledger");
    for key in ["<C-c>", "<Esc>"] {
        let generation = state.generation;
        handle(&mut state, Event::Progress(generation, progress));
        press(&mut state, "/bridge<Enter>");
        if key == "<Esc>" {
            press(&mut state, "<Esc>");
            assert!(!state.stopped, "the search goes first");
        }
        let effects = handle(&mut state, Event::Key(parse(key).expect("a key")[0]));
        assert_eq!(effects, [Effect::StopComputing], "{key}");
        let shown = draw(&state);
        assert!(shown.contains("comparing was stopped; gc begins again"), "{key}: {shown}");
        let late = Arc::new(analysis(&state.library));
        handle(&mut state, Event::Analysed(generation, late));
        handle(&mut state, Event::Progress(generation, progress));
        assert!(state.analysis.is_none() && state.progress.is_none(), "what comes late is dropped");
        for asked in ["]c", "t", "T", "f"] {
            press(&mut state, asked);
            assert!(draw(&state).contains("gc begins again"), "{asked}");
        }
        press(&mut state, "j");
        assert!(draw(&state).contains("comparing was stopped"), "it stays on the status line");
        let effects: Vec<Effect> = parse("gc")
            .expect("keys")
            .into_iter()
            .flat_map(|key| handle(&mut state, Event::Key(key)))
            .collect();
        assert!(matches!(effects.as_slice(), [Effect::Compute(..)]), "{effects:?}");
        assert!(!state.stopped);
    }
    let generation = state.generation;
    handle(&mut state, Event::Progress(generation, progress));
    let found = Arc::new(analysis(&state.library));
    handle(&mut state, Event::Analysed(generation, found));
    handle(&mut state, Event::Computed(generation));
    press(&mut state, "j");
    assert!(!draw(&state).contains("comparing"), "it is done");
}

#[test]
fn digits_are_panes_after_a_pause_and_counts_before_a_movement() {
    let mut state = open(120, 10);
    press(&mut state, "2");
    assert_eq!(state.panes.focus, 1, "a digit focuses at once");
    press(&mut state, "j");
    assert_eq!(state.panes.focus, 0, "before a movement it was a count");
    press(&mut state, "3");
    handle(&mut state, Event::Pause);
    press(&mut state, "j");
    assert_eq!(state.panes.focus, 2, "after a pause it was a pane");
}

#[test]
fn a_frame_smaller_or_larger_than_the_state_thinks_is_drawn() {
    let mut state = open(100, 30);
    press(&mut state, "T");
    for (width, height) in [(1, 1), (20, 5), (60, 10), (300, 90)] {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        terminal.draw(|frame| ui::view(&state, &Theme::proof(), frame)).expect("a frame");
    }
}
