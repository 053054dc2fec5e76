//! What a monkey does: random keys, pastes, clicks, sizes and news, from a seed.

use rashomon::analysis::{Progress, Stage};
use rashomon::app::event::{Event, Mouse};
use rashomon::app::key::{Code, Key};

/// The random numbers of SplitMix64.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).expect("an index")]
    }

    fn small(&mut self, bound: u16) -> u16 {
        u16::try_from(self.below(u64::from(bound))).expect("below it")
    }

    fn key(&mut self) -> Key {
        const NAMED: [Code; 14] = [
            Code::Enter,
            Code::Esc,
            Code::Tab,
            Code::Backspace,
            Code::Delete,
            Code::Insert,
            Code::Up,
            Code::Down,
            Code::Left,
            Code::Right,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
        ];
        let code = match self.below(20) {
            0..=3 => self.pick(&NAMED),
            4 => Code::Esc,
            5 => Code::F(u8::try_from(self.below(13)).expect("small")),
            6 => Code::Char(
                char::from_u32(u32::try_from(self.below(0x11_0000)).expect("small")).unwrap_or('é'),
            ),
            _ => Code::Char(char::from(b' ' + u8::try_from(self.below(95)).expect("small"))),
        };
        let mut key = Key::new(code);
        key.ctrl = self.below(12) == 0;
        key.alt = self.below(30) == 0;
        key.shift = !matches!(code, Code::Char(_)) && self.below(6) == 0;
        key
    }

    /// Something that happens to a reader whose set has that generation.
    pub(crate) fn event(&mut self, generation: u64) -> Event {
        const PASTES: [&str; 5] = [
            "pasted words",
            "\u{1b}[201~:q!\r\n",
            "12\n\n\u{0}\u{9b}31m",
            "日本語 e\u{301}\u{301}\u{301}",
            "\u{202e}",
        ];
        match self.below(200) {
            0 => {
                let (widest, highest) = if self.below(10) == 0 { (1001, 501) } else { (220, 60) };
                Event::Resize { width: self.small(widest), height: self.small(highest) }
            }
            1 => Event::Paste(self.pick(&PASTES).to_owned()),
            2..=9 => {
                let what = self.pick(&[Mouse::Press, Mouse::WheelDown, Mouse::WheelUp]);
                let edge = self.below(20) == 0;
                let (column, row) =
                    if edge { (u16::MAX, u16::MAX) } else { (self.small(220), self.small(60)) };
                Event::Mouse { what, column, row }
            }
            10 => Event::Pause,
            11 => {
                let of = usize::from(self.small(50));
                let progress = Progress { stage: Stage::Comparing, done: of / 2, of };
                Event::Progress(generation - self.below(2), progress)
            }
            _ => Event::Key(self.key()),
        }
    }
}
