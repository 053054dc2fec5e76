//! A monkey at the keyboard: random keys, pastes, clicks and sizes, in process, and every frame looked at.
//!
//! A few thousand events in `cargo test`; `RASHOMON_MONKEY_EVENTS=1000000` for the whole night, and
//! `RASHOMON_MONKEY_SEED` for another one. Memory is watched in long runs.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use rashomon::analysis::align::Alignment;
use rashomon::analysis::{Analysis, Progress, Stage, analyze};
use rashomon::annotation::Edit;
use rashomon::app::event::{Event, Mouse};
use rashomon::app::key::{Code, Key};
use rashomon::app::keymap::{Context, Keymap};
use rashomon::app::settings::Settings;
use rashomon::app::{Effect, State, update};
use rashomon::article::{Article, Library, bundled, read};
use rashomon::topic::{Jump, TopicIndex};
use rashomon::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::{Arc, LazyLock};

/// Everything computed once: the monkey is after the reader, not after the analysis.
static COMPUTED: LazyLock<Computed> = LazyLock::new(|| {
    let library = library();
    let topics = Arc::new(TopicIndex::of(&library));
    Computed {
        jump: Arc::new(Jump::new(&topics)),
        topics,
        analysis: Arc::new(analyze(&library)),
        alignment: Arc::new(Alignment::of(&library)),
        library,
    }
});

struct Computed {
    library: Library,
    topics: Arc<TopicIndex>,
    jump: Arc<Jump>,
    analysis: Arc<Analysis>,
    alignment: Arc<Alignment>,
}

/// The bundled accounts, and one that tries everything.
fn library() -> Library {
    let hostile = format!(
        "# Odd \u{1b}[31mthings\n\n{}\n\n日本語の文章は空白なしで続きます。한국어 문장도.\n\n\u{202e}abc שלום עליכם e\u{301} 👨‍👩‍👧 🇫🇷\n\n- {}\n\n> short\n\n{}\n",
        "a".repeat(3000),
        "x\u{301}\u{302}\u{303}".repeat(200),
        "One line. ".repeat(2000)
    );
    let origin = read::Origin { path: Some("odd.md".into()), ..read::Origin::default() };
    let odd = read::read(hostile.as_bytes(), &origin).expect("it is a text");
    let bundled = bundled::bundled();
    bundled.articles().iter().map(|a| Article::clone(a)).chain(odd).collect()
}

/// The random numbers of SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).expect("an index")]
    }

    fn small(&mut self, bound: u16) -> u16 {
        u16::try_from(self.below(u64::from(bound))).expect("below it")
    }

    fn key(&mut self) -> Key {
        const NAMED: [Code; 14] = [
            Code::Enter,
            Code::Esc,
            Code::Tab,
            Code::Backspace,
            Code::Delete,
            Code::Insert,
            Code::Up,
            Code::Down,
            Code::Left,
            Code::Right,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
        ];
        let code = match self.below(20) {
            0..=3 => self.pick(&NAMED),
            4 => Code::Esc,
            5 => Code::F(u8::try_from(self.below(13)).expect("small")),
            6 => Code::Char(
                char::from_u32(u32::try_from(self.below(0x11_0000)).expect("small")).unwrap_or('é'),
            ),
            _ => Code::Char(char::from(b' ' + u8::try_from(self.below(95)).expect("small"))),
        };
        let mut key = Key::new(code);
        key.ctrl = self.below(12) == 0;
        key.alt = self.below(30) == 0;
        key.shift = !matches!(code, Code::Char(_)) && self.below(6) == 0;
        key
    }

    /// Something that happens to a reader whose set has that generation.
    fn event(&mut self, generation: u64) -> Event {
        const PASTES: [&str; 5] = [
            "pasted words",
            "\u{1b}[201~:q!\r\n",
            "12\n\n\u{0}\u{9b}31m",
            "日本語 e\u{301}\u{301}\u{301}",
            "\u{202e}",
        ];
        match self.below(200) {
            0 => {
                let (widest, highest) = if self.below(10) == 0 { (1001, 501) } else { (220, 60) };
                Event::Resize { width: self.small(widest), height: self.small(highest) }
            }
            1 => Event::Paste(self.pick(&PASTES).to_owned()),
            2..=9 => {
                let what = self.pick(&[Mouse::Press, Mouse::WheelDown, Mouse::WheelUp]);
                let edge = self.below(20) == 0;
                let (column, row) =
                    if edge { (u16::MAX, u16::MAX) } else { (self.small(220), self.small(60)) };
                Event::Mouse { what, column, row }
            }
            10 => Event::Pause,
            11 => {
                let of = usize::from(self.small(50));
                let progress = Progress { stage: Stage::Comparing, done: of / 2, of };
                Event::Progress(generation - self.below(2), progress)
            }
            _ => Event::Key(self.key()),
        }
    }
}

/// The world outside the reader, as small as it can be.
#[derive(Default)]
struct World {
    done: Vec<Vec<Edit>>,
    undone: Vec<Vec<Edit>>,
}

impl World {
    /// Does what the reader asks for and returns what it hears of it.
    fn answer(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::Compute(generation, library) if library == COMPUTED.library => vec![
                Event::Topics(generation, COMPUTED.topics.clone(), COMPUTED.jump.clone()),
                Event::Analysed(generation, COMPUTED.analysis.clone()),
                Event::Aligned(generation, COMPUTED.alignment.clone()),
            ],
            Effect::Compute(generation, _) => {
                vec![Event::Analysed(generation, Arc::new(Analysis::default()))]
            }
            Effect::Save(edits) => {
                self.done.push(edits);
                if self.done.len() > 200 {
                    self.done.remove(0);
                }
                self.undone.clear();
                vec![Event::Saved]
            }
            Effect::Undo => {
                let step = self.done.pop().unwrap_or_default();
                let back = step.iter().rev().cloned().map(Edit::inverse).collect();
                if !step.is_empty() {
                    self.undone.push(step);
                }
                vec![Event::Stepped(true, back)]
            }
            Effect::Redo => {
                let step = self.undone.pop().unwrap_or_default();
                if !step.is_empty() {
                    self.done.push(step.clone());
                }
                vec![Event::Stepped(false, step)]
            }
            Effect::Edit(text) => vec![Event::Edited(text + " edited\u{1b}[0m")],
            Effect::Copy(words) => {
                assert!(!words.contains('\u{1b}'), "a sequence in the clipboard");
                vec![Event::Done("copied".to_owned())]
            }
            _ => Vec::new(),
        }
    }
}

fn reader(width: u16, height: u16) -> State {
    let mut state =
        State::new(COMPUTED.library.clone(), Settings::default(), Arc::new(Keymap::standard()));
    feed(&mut state, &mut World::default(), Event::Resize { width, height });
    state
}

/// Gives an event to the reader, and the answers of the world after it.
fn feed(state: &mut State, world: &mut World, event: Event) {
    let mut events = vec![event];
    for _ in 0..10 {
        let effects: Vec<Effect> =
            events.drain(..).flat_map(|event| update::handle(state, event)).collect();
        events = effects.into_iter().flat_map(|effect| world.answer(effect)).collect();
        if events.is_empty() {
            return;
        }
    }
}

/// Draws a frame, and looks at every cell of it.
fn look(state: &State, theme: &Theme) {
    let size = TestBackend::new(state.screen.width, state.screen.height);
    let mut terminal = Terminal::new(size).expect("a terminal");
    terminal.draw(|frame| ui::view(state, theme, frame)).expect("a frame");
    for cell in &terminal.backend().buffer().content {
        let symbol = cell.symbol();
        let bad = symbol.chars().any(|c| {
            c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert!(!bad && symbol.len() <= 32, "{symbol:?} in a cell");
    }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Memory in use, in KiB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// Runs of at least so many events are asked for by themselves.
const LONG: u64 = 100_000;

#[test]
fn a_monkey_breaks_nothing() {
    let events = setting("RASHOMON_MONKEY_EVENTS").unwrap_or(4000);
    let seed = setting("RASHOMON_MONKEY_SEED").unwrap_or(1);
    let mut dice = Dice(seed);
    let theme = Theme::built_in("dark");
    let mut world = World::default();
    let mut state = reader(120, 40);
    let mut settled = 0;
    let mut last: Vec<String> = Vec::new();
    for count in 0..events {
        let event = dice.event(state.generation);
        if last.len() == 30 {
            last.remove(0);
        }
        last.push(format!("{event:?}"));
        let step = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            feed(&mut state, &mut world, event);
            if count % 8 == 0 {
                look(&state, &theme);
            }
        }));
        assert!(step.is_ok(), "seed {seed}, event {count}, after {}", last.join(" "));
        if count == events / 4 {
            settled = memory();
        }
    }
    // In a short run the other test of this program, beside it, uses memory too: only a long one tells.
    let grown = memory().saturating_sub(settled);
    assert!(
        events < LONG || grown < 50 * 1024,
        "{grown} KiB more after three quarters of {events} events"
    );
}

/// Every binding of the reading screen, pressed once, is drawn in windows of every shape.
/// Every small window, for the view that is there first: a few of them in each run of the tests, all when asked.
#[test]
fn the_first_screen_fits_every_small_window() {
    let theme = Theme::built_in("light");
    let step = if setting("RASHOMON_MONKEY_EVENTS").is_some() { 1 } else { 5 };
    let mut state = reader(80, 24);
    for width in 0..=120 {
        for height in (width % step..=40).step_by(usize::from(step)) {
            feed(&mut state, &mut World::default(), Event::Resize { width, height });
            look(&state, &theme);
        }
    }
}

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
                feed(&mut state, &mut world, Event::Resize { width, height });
                look(&state, &theme);
            }
        }
    }
}
