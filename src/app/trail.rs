//! Where the reader was: the places before each jump, and those kept under a letter.

use std::collections::BTreeMap;

/// A place in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The article, as an index into the library.
    pub article: usize,
    /// The byte of its text.
    pub offset: usize,
}

/// The places before and after, and the marks.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// Places kept under a letter.
    pub marks: BTreeMap<char, Spot>,
}

impl Trail {
    /// How many places are kept.
    const KEPT: usize = 100;

    /// Remembers the place that is about to be left by a jump.
    pub fn leave(&mut self, spot: Spot) {
        self.forward.clear();
        self.back.retain(|old| *old != spot);
        self.back.push(spot);
        if self.back.len() > Self::KEPT {
            self.back.remove(0);
        }
    }

    /// Returns the place before; `here` can be gone forward to.
    pub fn back(&mut self, here: Spot) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.push(here);
        Some(spot)
    }

    /// Returns the place that was gone back from.
    pub fn forward(&mut self, here: Spot) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.push(here);
        Some(spot)
    }

    /// Returns the place before the last jump, without going there.
    #[must_use]
    pub fn last(&self) -> Option<Spot> {
        self.back.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_walk_the_same_places() {
        let spot = |offset| Spot { article: 0, offset };
        let mut trail = Trail::default();
        trail.leave(spot(1));
        trail.leave(spot(2));
        assert_eq!(trail.back(spot(3)), Some(spot(2)));
        assert_eq!(trail.back(spot(2)), Some(spot(1)));
        assert_eq!(trail.back(spot(1)), None);
        assert_eq!(trail.forward(spot(1)), Some(spot(2)));
        assert_eq!(trail.forward(spot(2)), Some(spot(3)));
        trail.leave(spot(9));
        assert_eq!(trail.forward(spot(1)), None);
    }
}
