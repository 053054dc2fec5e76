//! Annotating from the keyboard: keys in, and what the store holds after them.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use rashomon::analysis::{Analysis, Finding, Grounds, Kind, Side, Verdict};
use rashomon::annotation::{Annotation, Purpose, Status};
use rashomon::app::event::Loaded;
use rashomon::app::key::parse;
use rashomon::app::keymap::Keymap;
use rashomon::app::settings::Settings;
use rashomon::app::{Effect, Event, State, handle};
use rashomon::article::{Library, read};
use rashomon::store::Store;
use rashomon::store::draft::Draft;
use rashomon::text::Span;
use std::sync::Arc;

const NORTH: &str = "Nine looms burned at the Aldert mill on Monday, the fire service said.\n\n\
The owner was in the town when it began. Nobody was hurt.\n";
const SOUTH: &str =
    "Eleven looms burned at the Aldert mill.\n\nThe owner was at home when the fire began.\n";

/// A reader with a store on disk, as the program has it.
struct Desk {
    state: State,
    store: Store,
    folder: tempfile::TempDir,
    copied: Vec<String>,
}

impl Desk {
    fn open() -> Self {
        Self::on(tempfile::tempdir().expect("a folder"), &[("north", NORTH), ("south", SOUTH)])
    }

    /// Opens a reader on a folder that may hold the work of an earlier one.
    fn on(folder: tempfile::TempDir, texts: &[(&str, &str)]) -> Self {
        let library: Library = texts
            .iter()
            .flat_map(|(id, text)| {
                let origin = read::Origin { id: Some((*id).to_owned()), ..read::Origin::default() };
                read::read(text.as_bytes(), &origin).expect("a text")
            })
            .collect();
        let analysis = Arc::new(found(&library));
        let settings = Settings { author: "reader".to_owned(), ..Settings::default() };
        let mut state = State::new(library, settings, Arc::new(Keymap::standard()));
        state.clock.now = "2026-11-20T10:00:00Z".parse().expect("a time");
        let store = Store::open(folder.path());
        let drafts = store.drafts().into_iter().map(|d| (d.annotation, d.editing)).collect();
        handle(&mut state, Event::Resize { width: 100, height: 30 });
        let generation = state.generation;
        handle(&mut state, Event::Analysed(generation, analysis));
        let held = store.held(&state.library).into_iter();
        let held = held.map(|held| (held.index, Arc::new(held.kept))).collect();
        let (library, kept) = (state.library.clone(), store.annotations().clone());
        let loaded = Loaded::of(library, kept, drafts, held);
        handle(&mut state, Event::Loaded(loaded));
        Self { state, store, folder, copied: Vec::new() }
    }

    /// Closes the reader and opens another on the same folder.
    fn again(self, texts: &[(&str, &str)]) -> Self {
        drop(self.store);
        Self::on(self.folder, texts)
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        // A space is written as in the keymap; here it may be typed.
        let keys = keys.replace(' ', "<Space>");
        let keys = if keys.is_empty() { Vec::new() } else { parse(&keys).expect("keys") };
        for key in keys {
            let effects = handle(&mut self.state, Event::Key(key));
            self.perform(effects);
        }
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let event = match effect {
                Effect::Save(edits) => {
                    for article in self.state.library.articles() {
                        self.store.keep_text(article).expect("kept");
                    }
                    self.store.apply(&edits).expect("saved");
                    Event::Saved
                }
                Effect::Undo => Event::Stepped(true, self.store.undo().expect("saved")),
                Effect::Redo => Event::Stepped(false, self.store.redo().expect("saved")),
                Effect::Draft { annotation, editing } => {
                    let name = annotation.id.0.replace("urn:uuid:", "");
                    let draft = Draft { name, ..Draft::new(*annotation, editing) };
                    self.store.save_draft(&draft).expect("kept");
                    continue;
                }
                Effect::DropDraft(id) => {
                    self.store.drop_draft(&id.0.replace("urn:uuid:", "")).expect("dropped");
                    continue;
                }
                Effect::Copy(words) => {
                    self.copied.push(words);
                    continue;
                }
                _ => continue,
            };
            let more = handle(&mut self.state, event);
            self.perform(more);
        }
    }

    fn kept(&self) -> Vec<&Annotation> {
        self.store.annotations().iter().collect()
    }

    /// What the store holds, one line an annotation: quotes, what is said, tags, verdict, kind, status.
    fn lines(&self) -> Vec<String> {
        let line = |a: &&Annotation| {
            let quotes: Vec<&str> = a.targets.iter().filter_map(|t| t.exact()).collect();
            let said: Vec<String> = a
                .bodies
                .iter()
                .filter(|b| b.purpose != Purpose::Describing)
                .map(|b| b.value.clone())
                .collect();
            let status = Status::ALL.iter().find(|s| s.0 == a.status).map_or("", |s| s.1);
            format!("{} | {} | {status}", quotes.join(" / "), said.join(", "))
        };
        self.kept().iter().map(line).collect()
    }
}

/// One contradiction: nine looms or eleven.
fn found(library: &Library) -> Analysis {
    let side = |article: usize| {
        let end = library.articles()[article].text.find(" at").expect("a place");
        let focus = Span::new(0, end);
        let span = library.articles()[article].sentence_at(0).expect("a sentence");
        Side { article, span, focus: vec![focus], value: String::new() }
    };
    let finding = Finding {
        id: "looms".to_owned(),
        kind: Kind::Quantity,
        rule: "quantity/count",
        verdict: Verdict::Contradiction,
        confidence: 0.9,
        grounds: Grounds::default(),
        reason: "The accounts count the looms differently.".to_owned(),
        steps: vec!["9 is not 11.".to_owned()],
        a: side(0),
        b: side(1),
        witnesses: Vec::new(),
    };
    Analysis { contradictions: vec![finding], ..Analysis::default() }
}

const NINE: &str = "Nine looms burned at the Aldert mill on Monday, the fire service said.";
const ELEVEN: &str = "Eleven looms burned at the Aldert mill.";

#[test]
fn keys_make_notes_tags_and_verdicts() {
    let cases: &[(&str, &[&str])] = &[
        (
            "awho counted?<Enter>",
            &[
                "Nine looms burned at the Aldert mill on Monday, the fire service said. | who counted? | accepted",
            ],
        ),
        ("vwaone<Enter>", &["Nine | one | accepted"]),
        ("vwLLaten<Enter>", &["Nine looms burned | ten | accepted"]),
        ("vwvv#fire, count<Enter>", &[&format!("{NINE} | fire, count | accepted")]),
        ("!d", &[&format!("{NINE} | disputed | accepted")]),
        ("!d!d", &[&format!("{NINE} |  | accepted")]),
        ("aone<Enter>etwo<Enter>", &[&format!("{NINE} | onetwo | accepted")]),
        ("aone<C-j>two<Enter>", &[&format!("{NINE} | one\ntwo | accepted")]),
        ("aone<Enter>dd", &[]),
        ("aone<Enter>#t<Enter>", &[&format!("{NINE} | one, t | accepted")]),
        ("a<Enter>", &[]),
        ("vjjaone<Enter>", &["Nobody was hurt. | one | accepted"]),
    ];
    for (keys, want) in cases {
        let mut desk = Desk::open();
        desk.press(keys);
        assert_eq!(desk.lines(), *want, "{keys}");
    }
}

#[test]
fn a_pair_takes_at_most_eight_presses_and_shows_at_once_in_both_panes() {
    let cases = [("x<Tab>xn", "quantity"), ("vx<Tab>vx=", "")];
    for (keys, kind) in cases {
        assert!(parse(keys).expect("keys").len() <= 8);
        let mut desk = Desk::open();
        desk.press(keys);
        let kept = desk.kept();
        assert_eq!(kept.len(), 1, "{keys}");
        assert_eq!(kept[0].classification().unwrap_or_default(), kind);
        assert_eq!(kept[0].is_contradiction(), kind == "quantity");
        assert_eq!(kept[0].is_corroboration(), kind.is_empty());
        let quotes: Vec<_> = kept[0].targets.iter().filter_map(|t| t.exact()).collect();
        assert_eq!(quotes, [NINE, ELEVEN]);
        let entry = desk.state.review.entry().expect("it is looked at");
        assert_eq!(entry.sides.iter().map(|s| s.article).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(entry.sides[0].span, Span::new(0, NINE.len()));
        desk.press("u");
        assert!(desk.kept().is_empty(), "one undo takes all of it back");
    }
}

#[test]
fn undo_and_redo_go_on_in_the_next_run() {
    let mut desk = Desk::open();
    desk.press("aone<Enter>#t<Enter>!c");
    let texts = [("north", NORTH), ("south", SOUTH)];
    let mut desk = desk.again(&texts);
    let steps = [
        ("", format!("{NINE} | one, t, confirmed | accepted")),
        ("u", format!("{NINE} | one, t | accepted")),
        ("u", format!("{NINE} | one | accepted")),
        ("U", format!("{NINE} | one, t | accepted")),
    ];
    for (key, want) in steps {
        desk.press(key);
        assert_eq!(desk.lines(), [want], "{key}");
    }
    desk.press("uu");
    assert!(desk.lines().is_empty());
    assert_eq!(desk.state.annotations.len(), 0, "the screen shows what the store holds");
}

#[test]
fn a_finding_is_judged_with_one_key_and_the_judgement_is_kept() {
    let cases = [("y", "accepted"), ("x", "rejected"), ("t", "update"), ("e", "other-event")];
    for (key, status) in cases {
        let mut desk = Desk::open();
        desk.press(&format!("]c<Enter>{key}"));
        let want = format!("{NINE} / {ELEVEN} | quantity | {status}");
        assert_eq!(desk.lines().join("\n"), want, "{key}");
        let shown = desk.state.review.ledger.contradictions(0.5);
        assert_eq!(shown, usize::from(key == "y"), "{key}");
        let desk = desk.again(&[("north", NORTH), ("south", SOUTH)]);
        assert_eq!(desk.state.review.ledger.contradictions(0.5), shown, "in the next run too");
        assert_eq!(desk.lines(), [want]);
    }
}

#[test]
fn a_draft_survives_leaving_the_editor_and_the_end_of_the_program() {
    let mut desk = Desk::open();
    desk.press("abegun<Esc>");
    assert!(desk.lines().is_empty());
    desk.press("a<Enter>");
    assert_eq!(desk.lines(), [format!("{NINE} | begun | accepted")]);
    let mut desk = Desk::open();
    desk.press("ahalf a tho");
    let mut desk = desk.again(&[("north", NORTH), ("south", SOUTH)]);
    assert!(desk.lines().is_empty());
    desk.press("aught<Enter>");
    assert_eq!(desk.lines(), [format!("{NINE} | half a thought | accepted")]);
    assert!(desk.store.drafts().is_empty());
}

#[test]
fn a_changed_text_is_never_silent_and_the_queue_settles_it() {
    let mut desk = Desk::open();
    desk.press("acheck<Enter>");
    let changed = NORTH.replace("Nine", "Ten");
    let mut desk = desk.again(&[("north", &changed), ("south", SOUTH)]);
    assert_eq!(desk.state.placed.queue().len(), 1);
    desk.press("gry");
    assert!(desk.state.placed.queue().is_empty());
    let lines = desk.lines();
    assert!(lines[0].starts_with("Ten looms burned"), "{lines:?}");
    assert!(lines[0].contains("the words were “Nine looms"), "{lines:?}");
    desk.press("u");
    assert_eq!(desk.lines(), [format!("{NINE} | check | accepted")]);
}

#[test]
fn every_certain_place_is_kept_in_one_step_and_the_rest_stay_in_the_queue() {
    let mut desk = Desk::open();
    desk.press("aone<Enter>}atwo<Enter>)athree<Enter>");
    assert_eq!(desk.lines().len(), 3);
    let changed = NORTH.replace("Nine", "Ten").replace("when it began", "as it began");
    let mut desk = desk.again(&[("north", &changed), ("south", SOUTH)]);
    assert_eq!(desk.state.placed.queue().len(), 2);
    desk.press("grY");
    assert_eq!(desk.state.placed.queue().len(), 1, "a number is left to the reader");
    let lines = desk.lines();
    assert!(lines.iter().any(|line| line.starts_with(NINE)), "{lines:?}");
    let anew = "as it began. | two, 2026-11-20: the words were";
    assert!(lines.iter().any(|line| line.contains(anew)), "{lines:?}");
    desk.press("u");
    assert_eq!(desk.state.placed.queue().len(), 2, "one key takes the run back");
    desk.press("U");
    assert_eq!(desk.state.placed.queue().len(), 1);
}

#[test]
fn a_text_that_lost_most_of_its_words_is_not_shown_in_place_of_the_annotated_one() {
    let long = format!(
        "{NORTH}\nThe looms were the last of the valley, and the mill had stood by the weir since \
         the old king; eighty people worked there, and nobody could say on Tuesday what will become \
         of them, of the wool in the barns, or of the school that the owner had paid for.\n"
    );
    let wall =
        "Nine looms burned at the Aldert mill, the fire service said. Subscribe to read on.\n";
    let mut desk =
        Desk::on(tempfile::tempdir().expect("a folder"), &[("north", &long), ("south", SOUTH)]);
    desk.press("aone<Enter>");
    let mut desk = desk.again(&[("north", wall), ("south", SOUTH)]);
    assert!(desk.state.library.articles()[0].text.contains("eighty people"));
    assert!(desk.state.placed.queue().is_empty(), "the note is where it was made");
    desk.press("/eighty<Enter>");
    assert_eq!(desk.state.search.matches[0].len(), 1);
    desk.press(":other-text<Enter>");
    assert!(!desk.state.library.articles()[0].text.contains("eighty people"));
    assert_eq!(desk.state.placed.queue().len(), 1, "the new text is looked at when asked for");
    desk.press(":other-text<Enter>");
    assert!(desk.state.library.articles()[0].text.contains("eighty people"));
    desk.press(":other-text<Enter>gry");
    let desk = desk.again(&[("north", wall), ("south", SOUTH)]);
    assert!(desk.state.held.is_empty(), "a reader has placed a note in the new text: believed");
}

#[test]
fn what_is_copied_says_where_it_comes_from() {
    let mut desk = Desk::open();
    desk.press("vwy");
    assert_eq!(desk.copied, ["“Nine” (north)"]);
}

/// A large store takes a second to answer, and nobody waits for it before writing.
#[test]
fn what_is_annotated_before_the_store_answers_stays_beside_what_it_holds() {
    let mut desk = Desk::open();
    desk.press("aone<Enter>");
    let (library, kept) = (desk.state.library.clone(), desk.store.annotations().clone());
    let answer = Loaded::of(library, kept, Vec::new(), Vec::new());
    desk.press("ddvjjatwo<Enter>");
    handle(&mut desk.state, Event::Loaded(answer));
    let mut shown: Vec<_> = desk.state.annotations.iter().flat_map(Annotation::comments).collect();
    shown.sort_unstable();
    assert_eq!(shown, ["one", "two"]);
    assert_eq!(desk.state.placed.own(0), 2);
}

#[test]
fn going_from_annotation_to_annotation_goes_through_every_source() {
    let mut desk = Desk::open();
    desk.press("aone<Enter><Tab>atwo<Enter>");
    desk.press("]a");
    assert_eq!(desk.state.panes.focus, 0);
    desk.press("]a");
    assert_eq!(desk.state.panes.focus, 1);
    desk.press("A/one<Enter><Enter>");
    assert_eq!(desk.state.panes.focus, 0, "the list goes to the one that was filtered for");
    desk.press("!d#harbour<Enter>");
    let shown = |desk: &Desk| match &desk.state.mode {
        rashomon::app::mode::Mode::Annotations(list) => list.rows.len(),
        _ => 0,
    };
    for (typed, many) in [
        ("note", 2),
        ("#harb", 1),
        ("harbor", 1),
        ("disputed south", 0),
        ("disputed", 1),
        ("xyzzy", 0),
    ] {
        desk.press(&format!("A/{typed}"));
        assert_eq!(shown(&desk), many, "{typed}");
        desk.press("<Esc><Esc><Esc>");
    }
}
