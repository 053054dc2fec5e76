//! Several lines being written: the text editor of a note.
//!
//! The editing itself is `ratatui-textarea`; here its moves and deletions are made whole, because it
//! counts characters and a family of emoji is one thing to a reader.

use super::key::{Code, Key};
use crate::text::clean;
use ratatui_textarea::{CursorMove, Input, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

/// A text with a cursor, undo of its own, and soft wrapping.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
}

impl Editor {
    /// Returns an editor that holds `text`, with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Tells whether nothing but white space was written.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Returns the widget to draw.
    #[must_use]
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Replaces the whole text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(&clean::clean(text).text);
    }

    /// Writes `text` at the cursor; control characters are cleaned away, line breaks stay.
    pub fn insert(&mut self, text: &str) {
        self.area.insert_str(clean::clean(text).text);
    }

    /// Begins a new line.
    pub fn new_line(&mut self) {
        self.area.insert_newline();
    }

    /// Does what the key does in a text editor, and tells whether the text changed.
    pub fn press(&mut self, key: Key) -> bool {
        let steps = match (key.code, key.ctrl || key.alt) {
            (Code::Backspace, false) => self.grapheme(false),
            (Code::Left, false) => self.grapheme(false),
            (Code::Delete | Code::Right, false) => self.grapheme(true),
            _ => 1,
        };
        let input = Input { key: code(key.code), ctrl: key.ctrl, alt: key.alt, shift: key.shift };
        let mut changed = false;
        for _ in 0..steps.max(1) {
            changed |= self.area.input(input.clone());
        }
        changed
    }

    /// Returns how many characters the grapheme after (before, if not `forward`) the cursor has.
    fn grapheme(&self, forward: bool) -> usize {
        let cursor = self.area.cursor();
        let Some(line) = self.area.lines().get(cursor.0) else { return 1 };
        let at = line.char_indices().nth(cursor.1).map_or(line.len(), |(at, _)| at);
        let (before, after) = line.split_at(at);
        let grapheme =
            if forward { after.graphemes(true).next() } else { before.graphemes(true).next_back() };
        grapheme.map_or(1, |g| g.chars().count())
    }
}

fn code(code: Code) -> ratatui_textarea::Key {
    use ratatui_textarea::Key as K;
    match code {
        Code::Char(c) => K::Char(c),
        Code::Enter => K::Enter,
        Code::Esc => K::Esc,
        Code::Tab => K::Tab,
        Code::Backspace => K::Backspace,
        Code::Delete => K::Delete,
        Code::Up => K::Up,
        Code::Down => K::Down,
        Code::Left => K::Left,
        Code::Right => K::Right,
        Code::Home => K::Home,
        Code::End => K::End,
        Code::PageUp => K::PageUp,
        Code::PageDown => K::PageDown,
        Code::F(n) => K::F(n),
        Code::Insert | Code::Any => K::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key;

    fn after(text: &str, keys: &str) -> String {
        let mut editor = Editor::new(text);
        for key in key::parse(keys).expect("keys") {
            editor.press(key);
        }
        editor.text()
    }

    #[test]
    fn keys_edit_whole_graphemes() {
        let cases = [
            ("", "ab<Backspace>c", "ac"),
            ("a 👨\u{200d}👩\u{200d}👧", "<Backspace>", "a "),
            ("👨\u{200d}👩\u{200d}👧b", "<Home><Right>x", "👨\u{200d}👩\u{200d}👧xb"),
            ("one\ntwo", "<Up><Home>x", "xone\ntwo"),
            ("one two", "<C-w>", "one "),
        ];
        for (text, keys, want) in cases {
            assert_eq!(after(text, keys), want, "{keys}");
        }
    }

    #[test]
    fn what_is_pasted_is_clean_and_keeps_its_lines() {
        let mut editor = Editor::new("");
        editor.insert("a\u{1b}[31m\r\nb");
        assert!(!editor.text().contains('\u{1b}'));
        assert_eq!(editor.text().lines().count(), 2);
    }
}
