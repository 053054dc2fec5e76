//! The topic jump: what is typed, the topics that match with their letters, and which sources speak of each.

use super::prompt::{self, Cursor};
use super::theme::{Part, Theme};
use super::{put, put_right, row, shifted};
use crate::app::State;
use crate::app::mode::Finder;
use crate::text::Span;
use crate::topic::{Topic, TopicKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// Draws the drawer of the finder.
pub fn finder(state: &State, finder: &Finder, theme: &Theme, buffer: &mut Buffer) -> Cursor {
    let area = state.areas.drawer;
    let Some(topics) = &state.topics else { return None };
    let sign = if theme.ascii { "-" } else { "─" };
    let rule = row(area, 0);
    put(buffer, rule, &sign.repeat(rule.width.into()), theme.part(Part::RuleFocus));
    let count = format!(" {} of {} topics ", finder.ranked.len(), topics.topics.len());
    put(buffer, shifted(rule, 2), &count, theme.part(Part::Quiet));
    let numbers: String = (1..=state.panes.shown().count()).map(|n| format!("{n:>3}")).collect();
    let strip = Rect { width: rule.width.saturating_sub(1), ..rule };
    if usize::from(rule.width) > count.len() + numbers.len() + 8 {
        put_right(buffer, strip, &numbers, theme.part(Part::Quiet));
    }
    let list =
        Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(2), ..area };
    let first = finder.choice.first_of(list.height.into());
    for (at, ranked) in finder.ranked.iter().enumerate().skip(first).take(list.height.into()) {
        let Some(topic) = topics.topics.get(ranked.topic) else { continue };
        let line = row(list, u16::try_from(at - first).unwrap_or(u16::MAX));
        entry(state, topic, &ranked.letters, at == finder.choice.at, line, theme, buffer);
    }
    if finder.ranked.is_empty() {
        put(
            buffer,
            shifted(row(list, 0), 2),
            "no topic matches; panes show the passages with most of these words",
            theme.part(Part::Quiet),
        );
    }
    let last = area.height.saturating_sub(1);
    prompt::line("topic ", &finder.line, shifted(row(area, last), 1), theme, buffer)
}

fn entry(
    state: &State,
    topic: &Topic,
    letters: &[usize],
    chosen: bool,
    line: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let base = theme.part(if chosen { Part::Chosen } else { Part::Text });
    buffer.set_style(line, base);
    let sign = match (chosen, theme.ascii) {
        (true, false) => "▸ ",
        (true, true) => "> ",
        (false, _) => "  ",
    };
    let strip = strip(state, topic, theme.ascii);
    let strip_wide = u16::try_from(crate::text::width::width(&strip)).unwrap_or(0) + 1;
    let mut at = put(buffer, line, sign, base);
    let mut room = line;
    room.width = room.width.saturating_sub(strip_wide + 1);
    // Over the chosen row a colour of their own would be a spot.
    let letters_face = if chosen {
        base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    } else {
        theme.over(base, Part::Letters)
    };
    for (start, c) in topic.name.char_indices() {
        let matched = letters.contains(&start);
        let face = if matched { letters_face } else { base };
        let span = Span::new(start, start + c.len_utf8());
        at += put(buffer, shifted(room, at), span.of(&topic.name), face);
    }
    let quiet = if chosen { base } else { theme.part(Part::Quiet) };
    let also = topic.variants.iter().filter(|v| **v != topic.name).take(3);
    let also: Vec<&str> = also.map(String::as_str).collect();
    let kind = kind(topic.kind);
    let rest = if also.is_empty() {
        format!("  {kind}")
    } else {
        format!("  {kind} · {}", also.join(", "))
    };
    let left = usize::from(room.width.saturating_sub(at));
    put(buffer, shifted(room, at), &super::cut(&rest, left, theme.ascii), quiet);
    put_right(buffer, Rect { width: line.width.saturating_sub(1), ..line }, &strip, base);
}

/// The number of mentions in each source, a dot for a silence.
#[must_use]
pub fn strip(state: &State, topic: &Topic, ascii: bool) -> String {
    let silent = if ascii { "-" } else { "·" };
    let cells = state.panes.shown().map(|i| {
        let mentions = topic.mentions.get(state.panes.list[i].article).map_or(0, Vec::len);
        if mentions == 0 { format!("{silent:>3}") } else { format!("{mentions:>3}") }
    });
    cells.collect()
}

/// Returns the word for a kind of topic.
#[must_use]
pub const fn kind(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Person => "person",
        TopicKind::Organisation => "organisation",
        TopicKind::Place => "place",
        TopicKind::Event => "event",
        TopicKind::Thing => "thing",
        TopicKind::Date => "date",
        TopicKind::Heading => "heading",
    }
}
