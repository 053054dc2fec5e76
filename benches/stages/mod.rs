//! What is measured, in one table: by the clock in `benches/reader.rs`, in instructions by `examples/counts.rs`.

use rashomon::analysis::context::Context;
use rashomon::analysis::progress::unwatched;
use rashomon::analysis::{Alignment, analyze, echo, judge};
use rashomon::annotation::{
    Annotation, AnnotationSet, Creator, Edit, Id, Motivation, Status, Target, anchor, describe,
};
use rashomon::app::event::{Event, Loaded};
use rashomon::app::key::parse;
use rashomon::app::keymap::Keymap;
use rashomon::app::settings::Settings;
use rashomon::app::{State, update};
use rashomon::article::{Article, Library, bundled};
use rashomon::store::Store;
use rashomon::text::{Span, wrap};
use rashomon::topic::{Jump, TopicIndex};
use rashomon::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};

/// One thing the program does, ready to be done again and again.
type Job = Box<dyn FnMut()>;

/// A stage: its name, and what makes it ready.
type Stage = (&'static str, fn() -> Job);

/// Every stage.
pub(crate) const STAGES: &[Stage] = &[
    ("start: open, lay out and draw the first screen", start),
    ("open five accounts", open),
    ("cut sentences", sentences),
    ("wrap five accounts", wrap_all),
    ("resize by one column", resize),
    ("draw one frame 200x50", frame),
    ("scroll one row and draw", scroll),
    ("scroll one row and draw, nine accounts at 500x60", scroll_nine),
    ("a note among 100000 and draw", one_of_many),
    ("search in all panes", search),
    ("propose topics", topics),
    ("one key of the topic jump, 10000 topics", jump),
    ("analysis: read claims", claims),
    ("analysis: compare five accounts, all of it", compare),
    ("analysis: align sentences", align),
    ("analysis: find copies", echoes),
    ("analysis: judge a pair of sentences", judge_pair),
    ("anchor a hundred quotes in a changed text", anchoring),
    ("load a journal of 1000 edits", load),
    ("append one note to a journal of 1000", append),
];

fn start() -> Job {
    let theme = Theme::built_in("dark");
    Box::new(move || {
        let library = bundled::bundled();
        let mut state = State::new(library, Settings::default(), Arc::new(Keymap::standard()));
        update::handle(&mut state, Event::Resize { width: 200, height: 50 });
        terminal().draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
    })
}

fn open() -> Job {
    Box::new(|| drop(black_box(bundled::bundled())))
}

fn sentences() -> Job {
    let library = bundled::bundled();
    Box::new(move || {
        for article in library.articles() {
            black_box(article.sentences().count());
        }
    })
}

fn wrap_all() -> Job {
    let library = bundled::bundled();
    Box::new(move || {
        for article in library.articles() {
            for block in &article.blocks {
                black_box(wrap::rows(&article.text, block.span, 38));
            }
        }
    })
}

/// A reader of the bundled accounts with topics and findings, on a screen of 200 by 50.
fn reader() -> State {
    reader_of(bundled::bundled(), 200, 50)
}

fn reader_of(library: Library, width: u16, height: u16) -> State {
    let mut state = State::new(library.clone(), Settings::default(), Arc::new(Keymap::standard()));
    let generation = state.generation;
    update::handle(&mut state, Event::Resize { width, height });
    let topics = Arc::new(TopicIndex::of(&library));
    let jump = Arc::new(Jump::new(&topics));
    update::handle(&mut state, Event::Topics(generation, topics, jump));
    update::handle(&mut state, Event::Analysed(generation, Arc::new(analyze(&library))));
    state
}

fn press(state: &mut State, keys: &str) {
    for key in parse(keys).expect("keys") {
        update::handle(state, Event::Key(key));
    }
}

fn terminal() -> Terminal<TestBackend> {
    terminal_of(200, 50)
}

fn terminal_of(width: u16, height: u16) -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(width, height)).expect("a terminal")
}

fn resize() -> Job {
    let (mut state, mut width) = (reader(), 200);
    Box::new(move || {
        width = if width == 200 { 199 } else { 200 };
        update::handle(&mut state, Event::Resize { width, height: 50 });
    })
}

fn frame() -> Job {
    let (state, theme, mut terminal) = (reader(), Theme::built_in("dark"), terminal());
    Box::new(move || {
        terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
    })
}

fn scroll() -> Job {
    scroll_in(reader(), terminal())
}

fn scroll_nine() -> Job {
    let five = bundled::bundled();
    let nine = five.articles().iter().cycle().take(9).map(|a| Article::clone(a)).collect();
    scroll_in(reader_of(nine, 500, 60), terminal_of(500, 60))
}

fn scroll_in(mut state: State, mut terminal: Terminal<TestBackend>) -> Job {
    let theme = Theme::built_in("dark");
    let mut down = true;
    Box::new(move || {
        press(&mut state, if down { "j" } else { "k" });
        down = !down;
        terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
    })
}

/// Writes a note where 100,000 are kept, five hundred of them about the accounts on the screen.
fn one_of_many() -> Job {
    let (mut state, theme, mut terminal) = (reader(), Theme::built_in("dark"), terminal());
    let mut kept = AnnotationSet::default();
    for number in 0..100_000 {
        let mut note = note(number);
        if number >= 500 {
            note.targets[0].source = format!("https://news.example/{number}");
            note.targets[0].sha256.clear();
        }
        kept.put(Arc::new(note));
    }
    let loaded = Loaded::of(state.library.clone(), kept, Vec::new(), Vec::new());
    update::handle(&mut state, Event::Loaded(loaded));
    let mut next = 100_000;
    Box::new(move || {
        next += 1;
        update::handle(&mut state, Event::Elsewhere(vec![Edit::Add(note(next))]));
        terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
    })
}

fn search() -> Job {
    let mut state = reader();
    Box::new(move || press(&mut state, "/train<Enter>"))
}

fn topics() -> Job {
    let library = bundled::bundled();
    Box::new(move || drop(black_box(TopicIndex::of(&library))))
}

/// Types in the finder, each key a new one: the topics are ranked, every pane moves, and the frame is drawn.
fn jump() -> Job {
    let mut index = TopicIndex::of(&bundled::bundled());
    let few = index.topics.clone();
    let mut more = 0;
    while index.topics.len() < 10_000 {
        more += 1;
        let mut topic = few[more % few.len()].clone();
        topic.name = format!("{} {more}", topic.name);
        index.topics.push(topic);
    }
    let (mut state, theme, mut terminal) = (reader(), Theme::built_in("dark"), terminal());
    let finder = Arc::new(Jump::new(&index));
    let generation = state.generation;
    update::handle(&mut state, Event::Topics(generation, Arc::new(index), finder));
    press(&mut state, "t");
    let mut keys = parse("train<Space>bei<C-u>kim<Space>jong<C-u>prade<C-u>armoured<Space>fe<C-u>")
        .expect("keys")
        .into_iter()
        .cycle();
    Box::new(move || {
        update::handle(&mut state, Event::Key(keys.next().expect("a cycle")));
        terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
    })
}

fn claims() -> Job {
    let library = bundled::bundled();
    Box::new(move || drop(black_box(Context::new(&library))))
}

fn align() -> Job {
    let library = bundled::bundled();
    Box::new(move || drop(black_box(Alignment::of(&library))))
}

fn echoes() -> Job {
    let library = bundled::bundled();
    Box::new(move || drop(black_box(echo::echoes(&library, &unwatched))))
}

fn judge_pair() -> Job {
    let premise = "Kim Jong Un came to Beijing on Tuesday with twelve officials.";
    let hypothesis = "Kim did not arrive in Beijing before Wednesday.";
    Box::new(move || drop(black_box(judge::judge(premise, hypothesis))))
}

fn compare() -> Job {
    let library = bundled::bundled();
    Box::new(move || drop(black_box(analyze(&library))))
}

fn anchoring() -> Job {
    let library: Library = bundled::bundled();
    let article: Article = Article::clone(&library.articles()[0]);
    let quotes: Vec<Span> = article.sentences().map(|(_, span)| span).collect();
    let hundred = quotes.iter().cycle().take(100);
    let targets: Vec<_> = hundred.map(|span| describe::describe(&article, *span)).collect();
    let mut changed = article;
    changed.text =
        format!("A correction was made. {}", changed.text.replace(" was ", " had been "));
    changed.source.sha256 = "0".repeat(64);
    Box::new(move || {
        let anchorer = anchor::Anchorer::new(&changed);
        for target in &targets {
            black_box(anchorer.anchor(target));
        }
    })
}

fn note(number: u32) -> Annotation {
    static TARGET: LazyLock<Target> =
        LazyLock::new(|| describe::describe(&bundled::bundled().articles()[0], Span::new(10, 60)));
    Annotation {
        id: Id::new(format!("urn:uuid:00000000-0000-7000-8000-{number:012x}")),
        motivations: vec![Motivation::Commenting],
        bodies: Vec::new(),
        targets: vec![TARGET.clone()],
        creator: Creator::Person("Ann".to_owned()),
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: None,
        status: Status::Accepted,
        confidence: None,
        unknown: Vec::new(),
    }
}

fn load() -> Job {
    let dir = tempfile::tempdir().expect("a folder");
    let edits: Vec<Edit> = (0..1000).map(|n| Edit::Add(note(n))).collect();
    Store::open_to_add(dir.path()).apply(&edits).expect("it is saved");
    Box::new(move || {
        let store = Store::open(dir.path());
        assert_eq!(black_box(store.annotations().len()), 1000);
    })
}

/// What it costs to add one note by itself, as a command does.
fn append() -> Job {
    let dir = tempfile::tempdir().expect("a folder");
    let edits: Vec<Edit> = (0..1000).map(|n| Edit::Add(note(n))).collect();
    Store::open_to_add(dir.path()).apply(&edits).expect("it is saved");
    let mut store = Store::open(dir.path());
    let mut next = 1000;
    Box::new(move || {
        // the folder goes with the store
        let _held = &dir;
        next += 1;
        store.apply(&[Edit::Add(note(next))]).expect("it is saved");
    })
}
