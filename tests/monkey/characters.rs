//! Every character there is, on every way to the screen: what reaches the terminal are words, and the few control
//! functions that a frame is made of.

use crate::screens::{SCREENS, press};
use crate::windows::terminal;
use crate::world::{World, compute, feed, load, note, setting};
use rashomon::analysis::{Analysis, Finding, Grounds, Kind, Side, Verdict};
use rashomon::annotation::describe::describe;
use rashomon::annotation::{Creator, Selector};
use rashomon::app::State;
use rashomon::app::event::Event;
use rashomon::app::keymap::Keymap;
use rashomon::app::settings::Settings;
use rashomon::article::{Library, read};
use rashomon::text::Span;
use rashomon::ui::{self, theme::Theme};
use std::sync::Arc;

/// Tells whether a terminal would act on a character, or a reader be misled by it.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Reads what was sent as a terminal does, and returns the first thing that no frame needs: of control functions it
/// needs the place and the look of cells, and the cursor shown or hidden.
fn foreign(sent: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(sent) {
        Ok(text) => text,
        Err(error) => return Some(error.to_string()),
    };
    let mut rest = text;
    while let Some(at) = rest.find(is_active) {
        let found = &rest[at..];
        let ours = found.strip_prefix("\u{1b}[").and_then(|body| {
            let end = body.find(|c: char| !matches!(c, '0'..='9' | ';' | ':' | '?'))?;
            let (parameters, last) = (&body[..end], &body[end..=end]);
            let placed = matches!(last, "H" | "m") && !parameters.contains('?');
            let cursor = matches!(last, "h" | "l") && parameters == "?25";
            (placed || cursor).then(|| &body[end + 1..])
        });
        match ours {
            Some(after) => rest = after,
            None => {
                return Some(
                    found.chars().take(20).collect::<String>().escape_unicode().to_string(),
                );
            }
        }
    }
    None
}

#[test]
fn what_a_frame_does_not_need_is_found() {
    assert_eq!(foreign("\u{1b}[1;2Hwords\u{1b}[38;5;4mé\u{1b}[?25l".as_bytes()), None);
    for bad in [
        "\u{1b}]0;t\u{7}",
        "\u{1b}[2J",
        "\u{1b}[?1003h",
        "\u{1b}[6n",
        "\u{9b}1m",
        "\u{202e}",
        "a\u{200b}",
        "\u{1b}",
        "\u{1b}[",
        "\n",
    ] {
        assert!(foreign(bad.as_bytes()).is_some(), "{bad:?}");
    }
    assert!(foreign(b"\x9b1m").is_some());
}

/// A reader to whom nothing but these words came: in accounts and what is known of them, in topics, findings and notes.
fn reader_of(words: &str, width: u16, height: u16) -> State {
    let references: String = words.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    let part: String = references.split_inclusive(';').take(120).collect();
    let page = format!(
        "<html><head><title>{part}</title><meta property='og:site_name' content='{part}'><meta name='author' content='{part}'>\
         <meta property='article:published_time' content='2026-03-01'></head><body><article><h1>{part}</h1>\
         <p>The ferry left at dawn. {references}</p></article></body></html>"
    );
    let plain = format!("{words}\n\nThe ferry left at noon. {words}\n");
    let short: String = words.chars().take(60).collect();
    let library: Library = [("page.html", page), ("plain.txt", plain)]
        .into_iter()
        .flat_map(|(name, text)| {
            let path = Some(format!("{short}/{short} {name}").into());
            let origin = read::Origin { path, ..read::Origin::default() };
            // Words of which nothing can be seen are no text.
            read::read(text.into_bytes(), &origin).unwrap_or_default()
        })
        .collect();
    let mut state = State::new(library, Settings::default(), Arc::new(Keymap::standard()));
    feed(&mut state, &mut World::default(), Event::Resize { width, height });
    let found = Arc::new(analysis(&state.library));
    compute(&mut state, found);
    let mut notes = Vec::new();
    let article = Arc::clone(&state.library.articles()[0]);
    let chars: Vec<char> = words.chars().collect();
    for (at, some) in chars.chunks(100).take(20).enumerate() {
        let some: String = some.iter().collect();
        let mut target = describe(
            &article,
            article.sentence_at(at * 7).unwrap_or(Span::new(0, article.text.len().min(9))),
        );
        if at == 1 {
            target.selectors = vec![Selector::TextQuote {
                exact: format!("{some} is gone"),
                prefix: some.clone(),
                suffix: some.clone(),
            }];
        }
        let mut note = note(at as u128, &some, target);
        if at % 3 == 2 {
            note.creator = Creator::Rule(some);
        }
        notes.push(note);
    }
    load(&mut state, notes);
    state
}

/// One finding between the accounts, on everything that they say.
fn analysis(library: &Library) -> Analysis {
    let side = |article: usize| {
        let text = &library.articles()[article].text;
        let span = Span::new(0, text.len());
        Side { article, span, focus: vec![span], value: text.chars().take(50).collect() }
    };
    let words = library.articles()[0].text.clone();
    let finding = Finding {
        id: "1".to_owned(),
        kind: Kind::Quantity,
        rule: "quantity/count",
        verdict: Verdict::Contradiction,
        confidence: 0.9,
        grounds: Grounds::default(),
        reason: words.clone(),
        steps: vec![words],
        a: side(0),
        b: side(library.len() - 1),
        witnesses: Vec::new(),
    };
    Analysis { contradictions: vec![finding], ..Analysis::default() }
}

/// Whether a character is one of many that are treated alike: in a short test every 64th of them stands for all.
const fn is_one_of_many(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{a4cf}' | '\u{ac00}'..='\u{faff}' | '\u{10000}'..='\u{1cfff}' | '\u{1d200}'..='\u{1efff}'
        | '\u{1fb00}'..='\u{dffff}' | '\u{e0200}'..)
}

/// So many characters are on the screen at once.
const AT_ONCE: usize = 400;

#[test]
fn no_character_does_more_than_stand_on_the_screen() {
    let all = setting("RASHOMON_LONG_TESTS").is_some();
    let chosen =
        ('\0'..=char::MAX).filter(|c| all || !is_one_of_many(*c) || u32::from(*c) % 64 == 0);
    let chosen: Vec<char> = chosen.collect();
    let theme = Theme::built_in("dark");
    let mut frames_drawn = 0;
    for (turn, some) in chosen.chunks(AT_ONCE).enumerate() {
        let words: String = some.iter().flat_map(|c| ['x', *c, 'y', ' ']).collect();
        // All screens for what must never be sent, and for all characters when asked; else in turns.
        let all = all || some.iter().any(|c| is_active(*c));
        let screens =
            SCREENS.iter().enumerate().filter(|(at, _)| all || *at == 0 || (at + turn) % 6 == 0);
        let mut state = reader_of(&words, 200, 60);
        let mut world = World::default();
        for (_, (keys, name)) in screens {
            let (mut terminal, frames) = terminal(200, 60);
            press(&mut state, &mut world, keys);
            feed(&mut state, &mut world, Event::Paste(words.clone()));
            terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
            frames_drawn += 1;
            let fault = foreign(&frames.taken());
            assert_eq!(
                fault,
                None,
                "on the screen {name} ({keys}), of U+{:04X} to U+{:04X}",
                u32::from(some[0]),
                u32::from(some[some.len() - 1])
            );
            press(&mut state, &mut world, "<Esc><Esc><Esc>");
            assert_eq!(state.mode.name(), "READ");
        }
    }
    eprintln!("{} characters in {frames_drawn} frames", chosen.len());
}

/// What is sent for one window of 80 by 24, whatever the text is made of and whatever is marked in it.
#[test]
fn a_window_costs_less_than_64_kilobytes() {
    let marks = if setting("RASHOMON_LONG_TESTS").is_some() { 1_000_000 } else { 50_000 };
    let contents = [
        ("prose", "The ferry left at a quarter past nine and a man waved. ".repeat(200)),
        ("one letter with a million marks", format!("a{}", "\u{301}".repeat(marks))),
        (
            "letters with a thousand marks each",
            format!("e{} ", "\u{489}\u{1e8d0}".repeat(500)).repeat(100),
        ),
        (
            "letters with as many marks as are kept",
            format!("a{}", "\u{1e8d0}".repeat(7)).repeat(4_000),
        ),
        ("a chain of joined people", "👩".to_owned() + &"\u{200d}👩🏽".repeat(20_000)),
        ("families", "👩🏽\u{200d}👩🏽\u{200d}👧🏽\u{200d}👦🏽".repeat(3_000)),
        ("flags", "🇫🇷🇯🇵".repeat(3_000)),
        ("wide and narrow in turns", "日a本b".repeat(3_000)),
        ("stacked letters", "क्".repeat(6_000)),
        ("one word of 200,000 letters", "x".repeat(200_000)),
        ("controls", "\u{1b}[31m\u{7}\u{9b}2J".repeat(3_000)),
        ("turned around", "\u{202e}a\u{202c}\u{2066}b\u{2069}".repeat(3_000)),
    ];
    let theme = Theme::built_in("dark");
    for (name, content) in contents {
        let mut most = 0;
        let mut state = reader_of(&content, 80, 24);
        let mut world = World::default();
        for keys in
            ["", "/a<Enter>", "/e<Enter>j", "v", "z", "a", "A", "i", "]c<Enter>", "C", "T", "?"]
        {
            press(&mut state, &mut world, keys);
            let (mut terminal, frames) = terminal(80, 24);
            terminal.draw(|frame| ui::view(&state, &theme, frame)).expect("a frame");
            most = most.max(frames.taken().len());
            press(&mut state, &mut world, "<Esc><Esc><Esc>");
        }
        eprintln!("{name}: at most {most} bytes for a window of 80x24");
        assert!(most < 64 * 1024, "{name}: {most} bytes");
    }
}
