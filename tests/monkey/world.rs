//! A reader in process: what is read, the world that answers it, and a look at every cell of a frame.

use rashomon::analysis::align::Alignment;
use rashomon::analysis::{Analysis, analyze};
use rashomon::annotation::describe::describe;
use rashomon::annotation::{Annotation, AnnotationSet, Edit, Id, Selector, Target};
use rashomon::app::event::{Event, Loaded};
use rashomon::app::keymap::Keymap;
use rashomon::app::settings::Settings;
use rashomon::app::{Effect, State, update};
use rashomon::article::{Article, Library, bundled, read};
use rashomon::topic::{Jump, TopicIndex};
use rashomon::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::{Arc, LazyLock};

/// Everything computed once: the monkey is after the reader, not after the analysis.
pub(crate) static COMPUTED: LazyLock<Computed> = LazyLock::new(|| {
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

pub(crate) struct Computed {
    pub(crate) library: Library,
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

/// The world outside the reader, as small as it can be.
#[derive(Default)]
pub(crate) struct World {
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

pub(crate) fn reader(width: u16, height: u16) -> State {
    let mut state =
        State::new(COMPUTED.library.clone(), Settings::default(), Arc::new(Keymap::standard()));
    feed(&mut state, &mut World::default(), Event::Resize { width, height });
    state
}

/// Gives an event to the reader, and the answers of the world after it.
pub(crate) fn feed(state: &mut State, world: &mut World, event: Event) {
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
pub(crate) fn look(state: &State, theme: &Theme) {
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

pub(crate) fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A reader who has made two notes: one on words that are there, one on words that are no more.
pub(crate) fn annotated(width: u16, height: u16) -> State {
    let mut state = reader(width, height);
    let article = &COMPUTED.library.articles()[0];
    let there = article.sentence_at(article.text.len() / 2).expect("a sentence");
    let mut gone = describe(article, there);
    for selector in &mut gone.selectors {
        if let Selector::TextQuote { exact, .. } = selector {
            *exact = "words that nobody wrote in any of these".to_owned();
        }
    }
    load(&mut state, vec![note(1, "kept", describe(article, there)), note(2, "lost", gone)]);
    state
}

/// A note with these words, about that place.
pub(crate) fn note(id: u128, words: &str, target: Target) -> Annotation {
    let id = Id::from_uuid(uuid::Uuid::from_u128(id));
    let mut note = Annotation::note(id, words, "2026-03-01T00:00:00Z");
    note.set_comment(words);
    note.set_tags([words]);
    note.targets.push(target);
    note
}

/// Gives the reader these annotations, as the store does at the start.
pub(crate) fn load(state: &mut State, notes: Vec<Annotation>) {
    let set: AnnotationSet = notes.into_iter().collect();
    let loaded = Loaded::of(state.library.clone(), set, Vec::new(), Vec::new());
    feed(state, &mut World::default(), Event::Loaded(loaded));
}

/// A reader with so many accounts, and everything found in the first of them.
pub(crate) fn many(accounts: usize, width: u16, height: u16) -> State {
    let again = |(at, article): (usize, &Arc<Article>)| {
        let id = format!("{}-{at}", article.id);
        Article { id, ..Article::clone(article) }
    };
    let own = COMPUTED.library.articles();
    let library: Library = own.iter().cycle().take(accounts).enumerate().map(again).collect();
    let mut state = State::new(library, Settings::default(), Arc::new(Keymap::standard()));
    feed(&mut state, &mut World::default(), Event::Resize { width, height });
    compute(&mut state, COMPUTED.analysis.clone());
    state
}

/// Gives the reader the topics of its accounts, and an analysis of them.
pub(crate) fn compute(state: &mut State, analysis: Arc<Analysis>) {
    let (generation, mut world) = (state.generation, World::default());
    let topics = Arc::new(TopicIndex::of(&state.library));
    let jump = Arc::new(Jump::new(&topics));
    feed(state, &mut world, Event::Topics(generation, topics, jump));
    feed(state, &mut world, Event::Analysed(generation, analysis));
}
