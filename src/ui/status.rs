//! The status line and the line of keys below it.

use super::theme::{Part, Theme};
use super::{put, put_all, put_right, shifted};
use crate::app::highlight::Role;
use crate::app::key::{self, Code};
use crate::app::keymap::Context;
use crate::app::message::Weight;
use crate::app::mode::{AnnotationList, Grid, Help, LedgerList, Mode};
use crate::app::{Action, State};
use crate::text::counted;
use crate::text::width::width;
use ratatui::buffer::Buffer;

/// A status line of so many columns has room for a message and what goes on.
const ROOMY: u16 = 60;

/// Actions with a word each.
type Hints = &'static [(Action, &'static str)];

/// Returns the actions that a reader is likely to want now, the likeliest first: shown at the bottom.
const fn likely(mode: &Mode) -> Hints {
    match mode {
        Mode::Read => &[
            (Action::Jump, "topic"),
            (Action::NextContradiction, "next contradiction"),
            (Action::Ledger, "all of them"),
            (Action::Search, "search"),
            (Action::FocusNext, "next pane"),
            (Action::Annotate, "note"),
            (Action::Help, "all keys"),
        ],
        Mode::Select(_) => &[
            (Action::Annotate, "note"),
            (Action::Tag, "tags"),
            (Action::Verdict, "verdict"),
            (Action::Pin, "pin, then join"),
            (Action::Grow, "grow"),
            (Action::Shrink, "shrink"),
            (Action::Copy, "copy"),
            (Action::Cancel, "leave"),
            (Action::SelectClause, "clause"),
            (Action::SelectParagraph, "paragraph"),
            (Action::SelectWord, "word"),
        ],
        Mode::Note(_) => &[
            (Action::Accept, "save"),
            (Action::NewLine, "new line"),
            (Action::OpenEditor, "your editor"),
            (Action::Cancel, "leave, keep a draft"),
        ],
        Mode::Pick(_) => &[(Action::Cancel, "leave")],
        Mode::Queue(_) => &[
            (Action::KeepPlace, "keep"),
            (Action::KeepAll, "keep all that is certain"),
            (Action::RePlace, "another place"),
            (Action::RetirePlace, "retire"),
            (Action::Down, "next"),
            (Action::Close, "close"),
        ],
        Mode::Detail(_) => &[
            (Action::JudgeAccept, "accept"),
            (Action::JudgeReject, "reject"),
            (Action::JudgeUpdate, "update"),
            (Action::JudgeOtherEvent, "other event"),
            (Action::NextContradiction, "next"),
            (Action::Close, "close"),
        ],
        Mode::Search(_) | Mode::Jump(_) => &[
            (Action::Accept, "keep"),
            (Action::Cancel, "go back"),
            (Action::Down, "next"),
            (Action::Up, "previous"),
        ],
        Mode::Line(_) => &[
            (Action::Accept, "do it"),
            (Action::Complete, "complete"),
            (Action::Up, "older ones"),
            (Action::Cancel, "leave"),
        ],
        Mode::Palette(_) => &[
            (Action::Accept, "do it"),
            (Action::Down, "next"),
            (Action::Up, "previous"),
            (Action::Cancel, "leave"),
        ],
        Mode::Tags(_) => {
            &[(Action::Accept, "save"), (Action::Complete, "complete"), (Action::Cancel, "leave")]
        }
        Mode::Help(Help { typing: true, .. })
        | Mode::Grid(Grid { typing: true, .. })
        | Mode::Ledger(LedgerList { typing: true, .. })
        | Mode::Annotations(AnnotationList { typing: true, .. }) => &[
            (Action::Accept, "look at these"),
            (Action::Cancel, "all again"),
            (Action::Down, "next"),
            (Action::Up, "previous"),
        ],
        Mode::Annotations(_) => &[
            (Action::Open, "go there"),
            (Action::EditNote, "edit"),
            (Action::Tag, "tags"),
            (Action::RePlace, "re-place"),
            (Action::Delete, "delete"),
            (Action::Filter, "filter"),
            (Action::Close, "close"),
        ],
        Mode::Ledger(_) => &[
            (Action::Open, "go there"),
            (Action::JudgeAccept, "accept"),
            (Action::JudgeReject, "reject"),
            (Action::FilterRelation, "relation"),
            (Action::SortLedger, "sort"),
            (Action::Filter, "filter"),
            (Action::LowerThreshold, "show more"),
            (Action::Close, "close"),
        ],
        Mode::Grid(_) => &[
            (Action::Open, "go there"),
            (Action::Filter, "filter"),
            (Action::Down, "down"),
            (Action::Right, "right"),
            (Action::Close, "close"),
        ],
        Mode::Help(_) => &[
            (Action::Filter, "search"),
            (Action::Down, "down"),
            (Action::Up, "up"),
            (Action::Close, "close"),
        ],
        Mode::Source(first) if first.len < 2 => &[(Action::Close, "close")],
        Mode::Messages(_) | Mode::Source(_) => {
            &[(Action::Down, "down"), (Action::Up, "up"), (Action::Close, "close")]
        }
    }
}

/// Draws both lines.
pub fn status(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let area = state.areas.status;
    let base = theme.part(Part::Status);
    buffer.set_style(area, base);
    let mode = format!(" {} ", state.mode.name());
    let taken = put(buffer, area, &mode, theme.part(Part::Mode));
    let mut right = position(state);
    if state.messages.current().is_some() && state.progress.is_some() && area.width >= ROOMY {
        // A message hides what is loaded, but not that something goes on.
        right.insert_str(0, &going_on(state).map(|told| told + "   ").unwrap_or_default());
    }
    let right_wide = put_right(buffer, area, &right, base);
    let mut room = shifted(area, taken + 1);
    room.width = room.width.saturating_sub(right_wide + 1);
    match state.messages.current() {
        Some(message) => {
            let face = match message.weight {
                Weight::Info => base,
                Weight::Warning => theme.over(base, Part::Warning),
                Weight::Error => theme.over(base, Part::Error),
            };
            put(buffer, room, &super::cut(&message.text, room.width.into(), theme.ascii), face);
        }
        None => {
            let note = crate::app::update::at_cursor(state);
            let told = if note.is_empty() {
                summary(state)
            } else {
                format!("{} {note}", Role::Note.glyph(theme.ascii))
            };
            put(buffer, room, &super::cut(&told, room.width.into(), theme.ascii), base);
        }
    }
    hints(state, theme, buffer);
}

/// What is loaded, and what was found.
fn summary(state: &State) -> String {
    let mut words = vec![counted(state.panes.shown().count(), "source", "sources")];
    let hidden = state.panes.list.iter().filter(|pane| pane.hidden).count();
    if hidden > 0 {
        words.push(format!("{hidden} hidden"));
    }
    if state.panes.zoomed && state.panes.shown().count() > 1 {
        let key = state.keymap.key_for(Context::Read, Action::Zoom);
        words.push(key.map_or("one shown".to_owned(), |key| format!("one shown, {key} shows all")));
    }
    if state.analysis.is_some() {
        let found = state.review.ledger.contradictions(state.settings.threshold);
        words.push(counted(found, "contradiction", "contradictions"));
    }
    words.extend(going_on(state));
    if state.annotations.own() > 0 {
        words.push(counted(state.annotations.own(), "annotation", "annotations"));
    }
    if let Some((unsaved, _)) = &state.unsaved {
        words.insert(0, format!("{unsaved} NOT SAVED"));
    }
    if state.pin.is_some() {
        words.insert(0, "one side pinned".to_owned());
    }
    if let Some(topics) = &state.topics {
        words.push(counted(topics.topics.len(), "topic", "topics"));
    }
    if state.panes.linked {
        words.push("linked".to_owned());
    }
    words.join(" · ")
}

/// What takes long and how to stop it, or that it was stopped.
fn going_on(state: &State) -> Option<String> {
    if state.search.pending > 0 {
        return Some("searching".to_owned());
    }
    let Some(progress) = state.progress else {
        return state.stopped.then(|| "comparing was stopped".to_owned());
    };
    let key = state.keymap.key_for(Context::Read, Action::Stop);
    Some(match key.filter(|_| matches!(state.mode, Mode::Read)) {
        Some(key) => format!("{progress}, {key} stops"),
        None => progress.to_string(),
    })
}

/// Keys pressed so far, and where the reader is.
fn position(state: &State) -> String {
    let mut pressed = state.pressed.count.map(|n| n.to_string()).unwrap_or_default();
    pressed.push_str(&key::show(&state.pressed.keys));
    if !pressed.is_empty() {
        pressed.push_str("… ");
    }
    let place = state.focused().map(|(pane, article)| {
        let paragraph = article.block_at(pane.cursor) + 1;
        format!("¶{paragraph}/{} ", article.blocks.len().max(1))
    });
    format!("{pressed}{}", place.unwrap_or_default())
}

/// Draws what the keys pressed so far may become, the likely ones first, as many as fit.
fn begun(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pressed = &state.pressed.keys;
    let quiet = theme.part(Part::Quiet);
    let area = state.areas.hint;
    let more = if theme.ascii { "~" } else { "…" };
    let mut at = 1;
    let mut begun: Vec<_> = state.keymap.begun(state.mode.context(), pressed).collect();
    let wanted = likely(&state.mode);
    begun.sort_by_key(|binding| !wanted.iter().any(|hint| hint.0 == binding.command.action));
    for (n, binding) in begun.iter().enumerate() {
        let key = match &binding.keys[pressed.len()..] {
            [key] if key.code == Code::Any => "any key".to_owned(),
            keys => key::show(keys),
        };
        let word = binding.command.to_string();
        let room = usize::from(area.width.saturating_sub(at));
        let last = if n + 1 < begun.len() { 3 + width(more) } else { 0 };
        if width(&key) + 1 + width(&word) + last > room {
            put(buffer, shifted(area, at), more, quiet);
            return;
        }
        let face = theme.part(Part::Key);
        let pieces = [(key.as_str(), face), (" ", quiet), (&word, quiet), ("   ", quiet)];
        at += put_all(buffer, shifted(area, at), &pieces);
    }
}

/// Draws the hints that fit, the one for all keys always and last.
fn hints(state: &State, theme: &Theme, buffer: &mut Buffer) {
    if !state.pressed.keys.is_empty() {
        return begun(state, theme, buffer);
    }
    let context = state.mode.context();
    let area = state.areas.hint;
    let keyed = likely(&state.mode).iter().filter_map(|(action, word)| {
        Some((*action, state.keymap.key_for(context, *action)?, *word))
    });
    let keyed: Vec<(Action, String, &str)> = keyed.collect();
    let wide = |key: &str, word: &str| width(key) + 1 + width(word) + 3;
    let last = keyed.iter().find(|h| h.0 == Action::Help).map_or(0, |h| wide(&h.1, h.2));
    let room = usize::from(area.width).saturating_sub(last + 1);
    let mut at = 1;
    for (action, key, word) in &keyed {
        if *action != Action::Help && usize::from(at) + wide(key, word) > room {
            continue;
        }
        let quiet = theme.part(Part::Quiet);
        let pieces =
            [(key.as_str(), theme.part(Part::Key)), (" ", quiet), (word, quiet), ("   ", quiet)];
        at += put_all(buffer, shifted(area, at), &pieces);
    }
}
