//! Every screen of the reader, and the keys that lead to it.

use crate::world::{World, feed};
use rashomon::app::event::Event;
use rashomon::app::key::parse;
use rashomon::app::{Mode, State};

/// The keys to each screen from reading, and the word in its status line. A search, a jump and a link leave marks.
pub(crate) const SCREENS: [(&str, &str); 20] = [
    ("", "READ"),
    ("z", "READ"),
    ("S]s", "READ"),
    ("/the<Enter>n", "READ"),
    ("/a", "SEARCH"),
    ("ta", "JUMP"),
    (":set<Space>th<Tab>", "COMMAND"),
    ("<C-p>", "PALETTE"),
    ("?", "HELP"),
    ("T", "TOPICS"),
    ("gm", "MESSAGES"),
    ("i", "SOURCE"),
    ("]c<Enter>", "FINDING"),
    ("C", "LEDGER"),
    ("v", "SELECT"),
    ("a", "NOTE"),
    ("#", "TAGS"),
    ("!", "CHOOSE"),
    ("A", "ANNOTATIONS"),
    ("gr", "CHANGED PLACES"),
];

/// Presses keys as they are written in a keymap.
pub(crate) fn press(state: &mut State, world: &mut World, keys: &str) {
    let keys = if keys.is_empty() { Vec::new() } else { parse(keys).expect("keys") };
    for key in keys {
        feed(state, world, Event::Key(key));
    }
}

/// A mode that is added asks for a screen here: this stops compiling, and then fails.
const fn place(mode: &Mode) -> usize {
    match mode {
        Mode::Read => 0,
        Mode::Search(_) => 1,
        Mode::Jump(_) => 2,
        Mode::Line(_) => 3,
        Mode::Palette(_) => 4,
        Mode::Help(_) => 5,
        Mode::Grid(_) => 6,
        Mode::Messages(_) => 7,
        Mode::Source(_) => 8,
        Mode::Detail(_) => 9,
        Mode::Ledger(_) => 10,
        Mode::Select(_) => 11,
        Mode::Note(_) => 12,
        Mode::Tags(_) => 13,
        Mode::Pick(_) => 14,
        Mode::Annotations(_) => 15,
        Mode::Queue(_) => 16,
    }
}

/// How many places there are.
const PLACES: usize = 17;

#[test]
fn every_screen_is_reached() {
    let mut reached = [false; PLACES];
    for (keys, name) in SCREENS {
        let mut state = crate::world::annotated(100, 30);
        press(&mut state, &mut World::default(), keys);
        assert_eq!(state.mode.name(), name, "{keys}");
        reached[place(&state.mode)] = true;
    }
    assert!(reached.iter().all(|there| *there), "{reached:?}");
}
