//! One line being typed: text, cursor, and the lines typed before.

use crate::text::clean;
use unicode_segmentation::UnicodeSegmentation;

/// A line with a cursor that moves by graphemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    cursor: usize,
}

impl Line {
    /// Returns a line that holds `text`, with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: clean::line(text), cursor: 0 }.at_end()
    }

    fn at_end(mut self) -> Self {
        self.cursor = self.text.len();
        self
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text before the cursor.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Replaces the whole text; the cursor goes to the end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Types `text` at the cursor; control characters and line breaks are cleaned away.
    pub fn insert(&mut self, text: &str) {
        let text = clean::line(text);
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Deletes the grapheme before the cursor and tells whether there was one.
    pub fn delete_back(&mut self) -> bool {
        let from = self.left_of_cursor();
        self.cut(from)
    }

    /// Deletes the grapheme under the cursor.
    pub fn delete_forward(&mut self) {
        let to = self.right_of_cursor();
        self.text.replace_range(self.cursor..to, "");
    }

    /// Deletes the word before the cursor, with the white space behind it.
    pub fn delete_word(&mut self) {
        let kept = self.before().trim_end();
        let from = kept
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + kept[at..].chars().next().map_or(0, char::len_utf8));
        self.cut(from);
    }

    /// Deletes everything before the cursor.
    pub fn delete_line(&mut self) {
        self.cut(0);
    }

    fn cut(&mut self, from: usize) -> bool {
        let had = from < self.cursor;
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
        had
    }

    /// Moves the cursor one grapheme to the left.
    pub fn left(&mut self) {
        self.cursor = self.left_of_cursor();
    }

    /// Moves the cursor one grapheme to the right.
    pub fn right(&mut self) {
        self.cursor = self.right_of_cursor();
    }

    /// Moves the cursor to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    fn left_of_cursor(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right_of_cursor(&self) -> usize {
        let next = self.text[self.cursor..].graphemes(true).next();
        self.cursor + next.map_or(0, str::len)
    }
}

/// Lines typed before, the oldest first, and where the reader is among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

impl History {
    /// How many lines are kept.
    pub const KEPT: usize = 200;

    /// Returns a history of the given lines, the oldest first.
    #[must_use]
    pub fn of(lines: Vec<String>) -> Self {
        let mut history = Self::default();
        lines.iter().for_each(|line| history.push(line));
        history
    }

    /// Adds a line as the newest; if it was there, it moves.
    pub fn push(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        self.lines.retain(|old| old != line);
        self.lines.push(line.to_owned());
        if self.lines.len() > Self::KEPT {
            self.lines.remove(0);
        }
    }

    /// Returns the lines, the oldest first.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

/// A place in a history while a line is being typed: what was typed stays at the newer end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    back: usize,
    typed: String,
}

impl Recall {
    /// Puts the next older line that begins like what was typed into `line`.
    pub fn older(&mut self, line: &mut Line, history: &History) {
        if self.back == 0 {
            self.typed = line.text().to_owned();
        }
        let fits = history.lines.iter().rev().filter(|l| l.starts_with(&self.typed));
        if let Some(found) = fits.clone().nth(self.back) {
            self.back += 1;
            line.set(found);
        }
    }

    /// Puts the next newer line into `line`, at last what was typed.
    pub fn newer(&mut self, line: &mut Line, history: &History) {
        let Some(back) = self.back.checked_sub(1) else { return };
        self.back = back;
        let fits = history.lines.iter().rev().filter(|l| l.starts_with(&self.typed));
        match back.checked_sub(1).and_then(|n| fits.clone().nth(n)) {
            Some(found) => line.set(found),
            None => line.set(&self.typed.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_moves_by_graphemes_and_words() {
        let mut line = Line::new("die 👩‍👩‍👧 kommt");
        line.delete_word();
        assert_eq!(line.text(), "die 👩‍👩‍👧 ");
        line.left();
        line.delete_back();
        assert_eq!((line.text(), line.before()), ("die  ", "die "));
        line.home();
        line.delete_forward();
        line.insert("x\u{1b}[31m\ny");
        assert!(line.text().chars().all(|c| !c.is_control()));
    }

    #[test]
    fn history_recalls_what_begins_alike_and_gives_the_typed_line_back() {
        let history = History::of(["set a", "jump", "set b"].map(String::from).to_vec());
        let (mut line, mut recall) = (Line::new("set"), Recall::default());
        recall.older(&mut line, &history);
        assert_eq!(line.text(), "set b");
        recall.older(&mut line, &history);
        recall.older(&mut line, &history);
        assert_eq!(line.text(), "set a");
        recall.newer(&mut line, &history);
        recall.newer(&mut line, &history);
        assert_eq!(line.text(), "set");
    }
}
