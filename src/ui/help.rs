//! Lists of words: the keys, the palette, the messages.

use super::popup::{more, popup};
use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{cut, put, put_right, row, shifted};
use crate::app::choice::Choice;
use crate::app::message::Weight;
use crate::app::mode::{Help, HelpRow, Palette};
use crate::app::{Action, State};
use crate::text::width::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the keys.
pub fn help(state: &State, help: &Help, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let title = format!("Keys: {}", help.context.title());
    let inner = popup(
        buffer,
        state.areas.body,
        (Help::WIDEST, u16::MAX),
        (&title, "/ searches, q closes"),
        theme,
    );
    if inner.height < 2 {
        return None;
    }
    let filtered = help.typing || !help.line.text().is_empty();
    let list = Rect { height: inner.height - u16::from(filtered), ..inner };
    let first = help.choice.at;
    let keys_wide = usize::from(help.keys_wide);
    more(buffer, inner, help.rows.len().saturating_sub(first + usize::from(list.height)), theme);
    for (at, line) in help.rows.iter().skip(first).take(list.height.into()).enumerate() {
        let place = row(list, u16::try_from(at).unwrap_or(u16::MAX));
        match line {
            HelpRow::Title(title) => {
                put(buffer, place, title, theme.part(Part::Title));
            }
            HelpRow::Key { keys, command, description } => {
                put(buffer, place, &cut(keys, keys_wide - 1, theme.ascii), theme.part(Part::Key));
                let rest = shifted(place, help.keys_wide);
                let taken = put(buffer, rest, description, theme.part(Part::Text));
                if usize::from(rest.width) > usize::from(taken) + width(command) + 2 {
                    put_right(buffer, rest, command, theme.part(Part::Quiet));
                }
            }
            HelpRow::More { keys, description } => {
                put(buffer, place, &cut(keys, keys_wide - 1, theme.ascii), theme.part(Part::Key));
                put(buffer, shifted(place, help.keys_wide), description, theme.part(Part::Text));
            }
            HelpRow::Gap => {}
        }
    }
    if help.rows.is_empty() {
        put(buffer, row(list, 0), "no key does that", theme.part(Part::Quiet));
    }
    let foot = row(inner, inner.height - 1);
    if filtered {
        let cursor = prompt::line("/", &help.line, foot, theme, buffer);
        return cursor.filter(|_| help.typing);
    }
    None
}

/// Draws the palette.
pub fn palette(state: &State, palette: &Palette, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let inner = popup(buffer, state.areas.body, (90, 24), ("Commands", "Enter does it"), theme);
    if inner.height < 2 {
        return None;
    }
    let cursor = prompt::line("> ", &palette.line, row(inner, 0), theme, buffer);
    let list = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let first = palette.choice.first_of(list.height.into());
    more(
        buffer,
        inner,
        palette.found.len().saturating_sub(first + usize::from(list.height)),
        theme,
    );
    let context = state.below.last().map_or(crate::app::keymap::Context::Read, |m| m.context());
    for (at, index) in palette.found.iter().enumerate().skip(first).take(list.height.into()) {
        let action = Action::ALL[*index];
        let line = row(list, u16::try_from(at - first).unwrap_or(u16::MAX));
        let chosen = at == palette.choice.at;
        let base = theme.part(if chosen { Part::Chosen } else { Part::Text });
        buffer.set_style(line, base);
        let taken = put(buffer, line, &format!("{:<20} ", action.name()), base);
        let key = state.keymap.key_for(context, action).unwrap_or_default();
        let quiet = if chosen { base } else { theme.part(Part::Quiet) };
        let mut rest = shifted(line, taken);
        let key_wide =
            put_right(buffer, rest, &key, if chosen { base } else { theme.part(Part::Key) });
        rest.width = rest.width.saturating_sub(key_wide + 1);
        put(buffer, rest, &cut(action.help(), rest.width.into(), theme.ascii), quiet);
    }
    cursor
}

/// Draws the messages of the session.
pub fn messages(state: &State, choice: Choice, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let past = state.messages.past();
    let height = u16::try_from(past.len().max(1)).unwrap_or(u16::MAX).saturating_add(2);
    let inner = popup(buffer, state.areas.body, (100, height), ("Messages", ""), theme);
    let first = choice.first_of(inner.height.into());
    more(buffer, inner, past.len().saturating_sub(first + usize::from(inner.height)), theme);
    for (at, message) in past.iter().enumerate().skip(first).take(inner.height.into()) {
        let line = row(inner, u16::try_from(at - first).unwrap_or(u16::MAX));
        let face = match message.weight {
            Weight::Info => Part::Text,
            Weight::Warning => Part::Warning,
            Weight::Error => Part::Error,
        };
        put(buffer, line, &cut(&message.text, line.width.into(), theme.ascii), theme.part(face));
    }
    if past.is_empty() {
        put(buffer, inner, "nothing was told yet", theme.part(Part::Quiet));
    }
    None
}
