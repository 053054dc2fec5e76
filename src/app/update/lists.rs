//! Lists: choosing an entry, filtering; and two of them, the help and the palette.

use super::Call;
use crate::app::Action;
use crate::app::choice::Choice;
use crate::app::keymap::{Context, Keymap, Row};
use crate::app::line::Line;
use crate::app::mode::{Help, HelpRow, Mode, Palette};
use crate::app::state::State;
use crate::text::fold::fold;

pub(super) fn step(state: &mut State, call: Call<'_>, way: isize) {
    let by = isize::try_from(call.times()).unwrap_or(1) * way;
    match &mut state.mode {
        Mode::Search(_) | Mode::Line(_) => super::typed::recall(state, way),
        Mode::Jump(finder) => {
            finder.choice.cycle(by);
            super::jump::show(state);
        }
        Mode::Tags(tags) => tags.choice.cycle(by),
        Mode::Queue(queue) => {
            queue.choice.step(by);
            super::place::show(state);
        }
        Mode::Detail(detail) => {
            detail.first = detail.first.saturating_add_signed(by);
            let columns = crate::app::state::detail_columns(state.screen, &state.settings);
            let rows = state.review.entry().map_or(0, |entry| entry.rows(&state.library, columns));
            detail.first = detail.first.min(rows);
        }
        mode => {
            if let Some(choice) = mode.choice_mut() {
                choice.step(by);
            }
        }
    }
}

pub(super) fn page(state: &mut State, way: isize) {
    let page = isize::try_from(state.areas.body.height.saturating_sub(4).max(1)).unwrap_or(1);
    move_by(state, page * way);
}

pub(super) fn end(state: &mut State, way: isize) {
    move_by(state, way.saturating_mul(isize::MAX / 2));
}

fn move_by(state: &mut State, by: isize) {
    if let Some(choice) = state.mode.choice_mut() {
        choice.step(by);
    }
    super::jump::show(state);
}

pub(super) fn filter(state: &mut State) {
    match &mut state.mode {
        Mode::Help(help) => help.typing = true,
        Mode::Grid(grid) => grid.typing = true,
        Mode::Ledger(ledger) => ledger.typing = true,
        Mode::Annotations(list) => list.typing = true,
        _ => state.messages.info("this list has no filter"),
    }
}

pub(super) fn help(state: &mut State) {
    if matches!(state.mode, Mode::Help(_)) {
        state.close();
        return;
    }
    let context = state.mode.context();
    let mut help = Help {
        context,
        line: Line::default(),
        typing: false,
        found: help_rows(&state.keymap, context, ""),
        rows: Vec::new(),
        keys_wide: 0,
        choice: Choice::default(),
    };
    help.settle(state.areas.body);
    state.open(Mode::Help(help));
}

pub(super) fn help_typed(state: &mut State) {
    let Mode::Help(help) = &mut state.mode else { return };
    help.found = help_rows(&state.keymap, help.context, help.line.text());
    help.choice = Choice::default();
}

/// Returns the rows of the help: the keys of `context` by section, then those of everywhere, then the
/// other contexts; only those that match every word of `filter`.
#[must_use]
fn help_rows(keymap: &Keymap, context: Context, filter: &str) -> Vec<HelpRow> {
    let filter = fold(filter);
    let mut rows = Vec::new();
    let others =
        Context::ALL.iter().map(|c| c.0).filter(|c| *c != context && *c != Context::Global);
    for shown in [context, Context::Global].into_iter().chain(others) {
        let mut title = String::new();
        for row in keymap.grouped(shown) {
            let hay = fold(&format!("{} {} {}", row.keys, row.command, row.description));
            if !filter.split(' ').all(|word| hay.contains(word)) {
                continue;
            }
            let section = row.section.title();
            let heading = if shown == context {
                section.to_owned()
            } else {
                format!("{section} · {}", shown.title())
            };
            if heading != title {
                if !rows.is_empty() {
                    rows.push(HelpRow::Gap);
                }
                rows.push(HelpRow::Title(heading.clone()));
                title = heading;
            }
            let Row { keys, command, description, .. } = row;
            // Nine keys that differ in their number only are one row.
            if let Some(HelpRow::Key { keys: first, command: one, description: same }) =
                rows.last_mut()
                && (one.strip_suffix('1').or(one.strip_suffix('N')))
                    .is_some_and(|stem| command.strip_prefix(stem).is_some_and(is_number))
                && *same == description
            {
                let begin = first.split(' ').next().unwrap_or_default().to_owned();
                *first = format!("{begin} … {keys}");
                *one = format!("{}N", one.trim_end_matches(['1', 'N']));
                continue;
            }
            rows.push(HelpRow::Key { keys, command, description });
        }
    }
    rows
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn palette(state: &mut State) {
    state.open(Mode::Palette(Palette::default()));
    palette_typed(state);
}

/// Ranks the actions by what is typed: names before sentences.
pub(super) fn palette_typed(state: &mut State) {
    let Mode::Palette(palette) = &mut state.mode else { return };
    let query = fold(palette.line.text());
    let rank = |action: &Action| {
        let (name, help) = (action.name(), fold(action.help()));
        let words = || query.split([' ', '-']).filter(|w| !w.is_empty());
        if name.starts_with(&query) {
            Some(0)
        } else if words().all(|w| name.contains(w)) {
            Some(1)
        } else if words().all(|w| name.contains(w) || help.contains(w)) {
            Some(2)
        } else {
            None
        }
    };
    let mut found: Vec<(u8, usize)> = Action::ALL
        .iter()
        .enumerate()
        .filter(|(_, a)| **a != Action::NoOp)
        .filter_map(|(i, a)| rank(a).map(|r| (r, i)))
        .collect();
    found.sort_unstable();
    palette.found = found.into_iter().map(|(_, i)| i).collect();
    palette.choice = Choice::of(palette.found.len());
}

pub(super) fn palette_accept(state: &mut State) {
    let Mode::Palette(palette) = state.close() else { return };
    if let Some(index) = palette.found.get(palette.choice.at) {
        super::update(state, &Action::ALL[*index].into(), None);
    }
}
