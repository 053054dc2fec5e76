//! Choosing one of a few by its letter: how two passages stand to each other, and verdicts.

use super::{Call, mark};
use crate::annotation::{Edit, Motivation, Purpose, Verdict};
use crate::app::mode::{Mode, Pick};
use crate::app::state::State;

/// How two passages that a reader joins may stand to each other: a letter, the kind in files (empty:
/// they agree, or no kind), and words.
pub const RELATIONS: [(char, &str, &str); 10] = [
    ('n', "quantity", "numbers"),
    ('d', "datetime", "date"),
    ('p', "place", "place"),
    ('w', "entity", "who"),
    ('g', "negation", "said and denied"),
    ('q', "attribution", "whose words"),
    ('c', "cause", "cause"),
    ('s', "set", "who belongs"),
    ('o', "", "other"),
    ('=', "", "they agree"),
];

/// What can be chosen: letters with words, in rows no wider than so many columns.
#[must_use]
pub fn choices(pick: &Pick, columns: u16) -> Vec<Vec<(char, &'static str)>> {
    let all: Vec<(char, &str)> = match pick {
        Pick::Relation { .. } => RELATIONS.iter().map(|r| (r.0, r.2)).collect(),
        Pick::Verdict(_) => VERDICTS.iter().zip(Verdict::ALL).map(|(l, v)| (*l, v.1)).collect(),
    };
    let mut rows: Vec<Vec<(char, &str)>> = vec![Vec::new()];
    let mut taken = 0;
    for choice in all {
        let wide = choice.1.len() + GAP;
        if taken + wide > usize::from(columns) && taken > 0 {
            rows.push(Vec::new());
            taken = 0;
        }
        taken += wide;
        if let Some(row) = rows.last_mut() {
            row.push(choice);
        }
    }
    rows
}

/// Columns of a choice beside its words: the letter, the blank after it, and the gap to the next.
const GAP: usize = 4;

/// The letters of the verdicts, in the order of [`Verdict::ALL`].
pub const VERDICTS: [char; 4] = ['c', 'd', 'f', 'u'];

/// The letter of a corroboration.
const AGREE: char = '=';

/// Pins this side; when one is pinned already, asks how the two stand to each other.
pub(super) fn pin(state: &mut State) {
    let Some(selection) = mark::selected(state) else { return };
    match state.pin {
        None => {
            let words = state.article(selection.article).quote(selection.span).replace('\n', " ");
            state.pin = Some(selection);
            if matches!(state.mode, Mode::Select(_)) {
                state.close();
            }
            state
                .messages
                .info(format!("pinned “{words}”; go to the other passage, press x again"));
        }
        Some(pinned) if pinned.article == selection.article && pinned.span == selection.span => {
            unpin(state);
        }
        Some(pinned) => {
            if matches!(state.mode, Mode::Select(_)) {
                state.close();
            }
            state.open(Mode::Pick(Pick::Relation { pinned, other: selection }));
        }
    }
}

pub(super) fn unpin(state: &mut State) {
    if state.pin.take().is_some() {
        state.messages.info("unpinned");
    }
}

/// Asks what the reader holds of the claim here.
pub(super) fn verdict(state: &mut State) {
    let Some(about) = mark::about(state) else { return };
    if matches!(state.mode, Mode::Select(_)) {
        state.close();
    }
    state.open(Mode::Pick(Pick::Verdict(about)));
}

/// A letter was pressed.
pub(super) fn choose(state: &mut State, call: Call<'_>) {
    let Some(letter) = call.argument.and_then(|a| a.chars().next()) else { return };
    let Mode::Pick(pick) = &state.mode else { return };
    match pick.clone() {
        Pick::Relation { pinned, other } => {
            let Some((_, kind, _)) = RELATIONS.iter().find(|r| r.0 == letter) else {
                return state.messages.info(format!("{letter} stands for nothing here"));
            };
            state.close();
            state.pin = None;
            let relation =
                if letter == AGREE { Motivation::Corroborating } else { Motivation::Contradicting };
            let word = if letter == AGREE { "corroboration" } else { "contradiction" };
            let targets = vec![mark::target(state, pinned), mark::target(state, other)];
            let mut pair = mark::new(state, vec![Motivation::Linking, relation], targets);
            if !kind.is_empty() {
                pair.bodies.push(mark::body(Purpose::Classifying, kind));
            }
            state.review.current = Some(pair.id.clone());
            mark::apply(state, vec![Edit::Add(pair)]);
            state
                .messages
                .info(format!("{word} saved · <Enter> shows it, a adds a note, u takes it back"));
        }
        Pick::Verdict(about) => {
            let Some(at) = VERDICTS.iter().position(|v| *v == letter) else {
                return state.messages.info(format!("{letter} stands for nothing here"));
            };
            let word = Verdict::ALL[at].1;
            state.close();
            mark::change(state, &about, |annotation| {
                // The same verdict twice takes it back.
                let same = annotation.verdict() == Some(Verdict::ALL[at].0);
                annotation.bodies.retain(|b| b.purpose != Purpose::Assessing);
                if !same {
                    annotation.bodies.push(mark::body(Purpose::Assessing, word));
                }
                if annotation.motivations == [Motivation::Highlighting] {
                    annotation.motivations = vec![Motivation::Assessing];
                }
            });
            state.messages.info(format!("verdict saved: {word} · u takes it back"));
        }
    }
}
