//! A key as pressed, and the one notation for it: in the keymap, the help, the tests and the messages.

use crate::text::clean;
use std::fmt;

/// What was pressed, apart from the modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as the layout gave it: `G` needs no shift here.
    Char(char),
    /// The enter key.
    Enter,
    /// The escape key.
    Esc,
    /// The tabulator; the same key as `<C-i>` on most terminals.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
    /// In a keymap only: any character; what was pressed becomes the command's argument.
    Any,
}

/// The names of keys that are no characters; the first name of a code is the one shown.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("CR", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("BS", Code::Backspace),
    ("Del", Code::Delete),
    ("Ins", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("Any", Code::Any),
];

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// With control held.
    pub ctrl: bool,
    /// With alt held.
    pub alt: bool,
    /// With shift held; never set for characters, whose form already tells.
    pub shift: bool,
}

impl Key {
    /// Returns the key without modifiers.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Returns the key for a plain character.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::new(Code::Char(c))
    }

    /// Returns the character that the key types, if it types one.
    #[must_use]
    pub const fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = NAMES.iter().find(|(_, code)| *code == self.code).map(|(name, _)| *name);
        let plain = !(self.ctrl || self.alt || self.shift);
        if let (Code::Char(c), None, true) = (self.code, named, plain) {
            return write!(f, "{c}");
        }
        f.write_str("<")?;
        for (held, letter) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(letter)?;
            }
        }
        match (self.code, named) {
            (_, Some(name)) => f.write_str(name)?,
            (Code::Char(c), None) => write!(f, "{c}")?,
            (Code::F(n), None) => write!(f, "F{n}")?,
            _ => {}
        }
        f.write_str(">")
    }
}

/// Parses a sequence of keys: `]c`, `<C-d>`, `<Space>f`, `<lt>`.
///
/// # Errors
/// One sentence naming the part that is no key.
///
/// ```
/// use rashomon::app::key::{parse, show};
/// assert_eq!(show(&parse("g<C-d><Space>")?), "g<C-d><Space>");
/// # Ok::<(), String>(())
/// ```
pub fn parse(notation: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest.find('>').ok_or_else(|| {
                format!("`{rest}` opens a key with `<` and does not close it; write `<lt>` for the character")
            })?;
            keys.push(bracketed(&rest[1..end])?);
            rest = &rest[end + 1..];
        } else if c.is_control() || c == ' ' {
            return Err("a space or control character is written `<Space>` or `<C-x>`".to_owned());
        } else if !is_visible(c) {
            return Err(format!("U+{:04X} cannot be seen and is no key", u32::from(c)));
        } else {
            keys.push(Key::char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    if keys.is_empty() { Err("no key is named".to_owned()) } else { Ok(keys) }
}

/// Tells whether a character can be shown as it is: keys stand in the help.
fn is_visible(c: char) -> bool {
    (' '..='~').contains(&c) || clean::line(c.encode_utf8(&mut [0; 4])).chars().eq([c])
}

fn bracketed(inside: &str) -> Result<Key, String> {
    let mut key = Key::new(Code::Any);
    let mut name = inside;
    while name.len() > 2 && name.as_bytes()[1] == b'-' {
        match name.as_bytes()[0].to_ascii_uppercase() {
            b'C' => key.ctrl = true,
            b'A' | b'M' => key.alt = true,
            b'S' => key.shift = true,
            _ => break,
        }
        name = &name[2..];
    }
    let mut letters = name.chars();
    key.code = match (letters.next(), letters.next()) {
        (Some(c), None) if is_visible(c) => Code::Char(c),
        _ => NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, code)| *code)
            .or_else(|| name.strip_prefix(['F', 'f'])?.parse().ok().map(Code::F))
            .ok_or_else(|| format!("`<{inside}>` is no key"))?,
    };
    if let Code::Char(c) = key.code {
        if key.shift {
            key.code = Code::Char(c.to_ascii_uppercase());
            key.shift = false;
        }
        if key.ctrl {
            key.code = Code::Char(c.to_ascii_lowercase());
        }
    }
    Ok(key)
}

/// Writes a sequence of keys in the notation that [`parse`] reads.
#[must_use]
pub fn show(keys: &[Key]) -> String {
    keys.iter().map(Key::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_goes_there_and_back() {
        for text in
            ["j", "]c", "<C-d>", "<A-o>", "<S-Tab>", "<Space>", "<lt>", "<F12>", "m<Any>", "é"]
        {
            assert_eq!(show(&parse(text).expect(text)), text);
        }
        assert_eq!(parse("<C-D>"), parse("<c-d>"));
        assert_eq!(parse("<cr>"), parse("<Enter>"));
        let unseen = ["<\u{1b}>", "<C-\u{9b}>", "a\u{202e}", "<\0>", "\u{200b}"];
        for wrong in ["", "<C-d", "<Foo>", "a b"].into_iter().chain(unseen) {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
