//! The chosen entry of a list.

/// Which entry of how many is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The chosen entry; 0 in an empty list.
    pub at: usize,
    /// How many entries there are.
    pub len: usize,
}

impl Choice {
    /// Returns the first of `len` entries.
    #[must_use]
    pub const fn of(len: usize) -> Self {
        Self { at: 0, len }
    }

    /// Chooses the entry `by` further down (up, if negative), stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.len.saturating_sub(1));
    }

    /// Chooses the next entry (the previous, if negative), going round at the ends.
    pub fn cycle(&mut self, by: isize) {
        if by < 0 && self.at == 0 {
            self.at = self.len.saturating_sub(1);
        } else if by > 0 && self.at + 1 >= self.len {
            self.at = 0;
        } else {
            self.step(by);
        }
    }

    /// Returns the first entry to draw so that the chosen one is in a window of `height` rows.
    #[must_use]
    pub fn first_of(self, height: usize) -> usize {
        self.at.saturating_sub(height / 2).min(self.len.saturating_sub(height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stop_and_cycles_go_round() {
        let mut choice = Choice::of(3);
        choice.step(9);
        assert_eq!(choice.at, 2);
        choice.cycle(1);
        assert_eq!(choice.at, 0);
        choice.cycle(-1);
        assert_eq!(choice.at, 2);
        assert_eq!(Choice { at: 50, len: 100 }.first_of(10), 45);
        assert_eq!(Choice { at: 99, len: 100 }.first_of(10), 90);
        let mut empty = Choice::of(0);
        empty.cycle(-1);
        empty.step(1);
        assert_eq!((empty.at, empty.first_of(5)), (0, 0));
    }
}
