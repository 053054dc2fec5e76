//! What the terminal says, into events of ours.

use crate::app::event::{Event, Mouse};
use crate::app::key::{Code, Key};
use crossterm::event::{
    Event as Terminal, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

/// Returns the event, or nothing for what does not concern a reader.
#[must_use]
pub fn event(event: Terminal) -> Option<Event> {
    match event {
        Terminal::Key(key) => Some(Event::Key(self::key(key)?)),
        Terminal::Paste(text) => Some(Event::Paste(text)),
        Terminal::Resize(width, height) => Some(Event::Resize { width, height }),
        Terminal::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Mouse::Press,
                MouseEventKind::ScrollDown => Mouse::WheelDown,
                MouseEventKind::ScrollUp => Mouse::WheelUp,
                _ => return None,
            };
            // A report at coordinate 0 comes out as the largest number.
            let inside = mouse.column < u16::MAX && mouse.row < u16::MAX;
            inside.then_some(Event::Mouse { what, column: mouse.column, row: mouse.row })
        }
        Terminal::FocusGained | Terminal::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let back_tab = event.code == KeyCode::BackTab;
    let shift = (held(KeyModifiers::SHIFT) || back_tab) && !matches!(code, Code::Char(_));
    Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::MouseEvent;

    #[test]
    fn keys_come_out_as_the_keymap_writes_them() {
        let cases = [
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('d'), KeyModifiers::CONTROL, "<C-d>"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "<S-Tab>"),
            (KeyCode::Char(' '), KeyModifiers::NONE, "<Space>"),
            (KeyCode::F(1), KeyModifiers::NONE, "<F1>"),
            (KeyCode::Char('o'), KeyModifiers::ALT, "<A-o>"),
        ];
        for (code, modifiers, want) in cases {
            let Some(Event::Key(key)) = event(Terminal::Key(KeyEvent::new(code, modifiers))) else {
                panic!("{want} is a key")
            };
            assert_eq!(key.to_string(), want);
        }
        let odd = MouseEvent {
            kind: MouseEventKind::ScrollDown,
            column: u16::MAX,
            row: 3,
            modifiers: KeyModifiers::NONE,
        };
        assert!(event(Terminal::Mouse(odd)).is_none());
    }
}
