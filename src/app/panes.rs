//! The panes: which are shown, which has the focus, how they are placed.

use super::layout::{self, Areas, Arrangement, Request};
use super::pane::{Pane, Position};
use crate::article::Library;
use ratatui::layout::Rect;

/// The panes of the screen, one an article.
#[derive(Debug, Default)]
pub struct Panes {
    /// Every pane, in the order in which they stand.
    pub list: Vec<Pane>,
    /// The focused pane, as an index into the list; never a hidden one while another is shown.
    pub focus: usize,
    /// How they are placed.
    pub arrangement: Arrangement,
    /// Whether only the focused one is shown.
    pub zoomed: bool,
    /// Two panes that are looked at together: where there is room for two, both are on the screen.
    pub pair: Option<(usize, usize)>,
    /// Whether other panes follow the focused one to the passage about the same thing.
    pub linked: bool,
}

impl Panes {
    /// Returns one pane for each article of a library.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        Self { list: (0..library.len()).map(Pane::new).collect(), ..Self::default() }
    }

    /// Returns the indices of the panes that are not hidden, in order.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.list.len()).filter(|i| !self.list[*i].hidden)
    }

    /// Returns the focused pane.
    #[must_use]
    pub fn focused(&self) -> Option<&Pane> {
        self.list.get(self.focus)
    }

    /// Returns the focused pane, to change it.
    pub fn focused_mut(&mut self) -> Option<&mut Pane> {
        self.list.get_mut(self.focus)
    }

    /// Returns the index of the pane that holds an article.
    #[must_use]
    pub fn of_article(&self, article: usize) -> Option<usize> {
        self.list.iter().position(|pane| pane.article == article)
    }

    /// Places the panes on the screen. The indices of the areas are those of the list.
    #[must_use]
    pub fn areas(&self, screen: Rect, drawer: u16) -> Areas {
        let shown: Vec<usize> = self.shown().collect();
        let weights: Vec<u16> = shown.iter().map(|i| self.list[*i].weight).collect();
        let focus = shown.iter().position(|i| *i == self.focus).unwrap_or(0);
        let other = self.pair.and_then(|(a, b)| match self.focus {
            focus if focus == a => Some(b),
            focus if focus == b => Some(a),
            _ => None,
        });
        let beside = other.and_then(|other| shown.iter().position(|i| *i == other));
        let (arrangement, zoomed) = (self.arrangement, self.zoomed);
        let request =
            Request { screen, weights: &weights, focus, beside, arrangement, zoomed, drawer };
        let mut areas = layout::areas(request);
        for (pane, _) in &mut areas.panes {
            *pane = shown[*pane];
        }
        areas
    }

    /// Returns where every pane is, to come back to.
    #[must_use]
    pub fn positions(&self, library: &Library) -> Vec<Position> {
        let at = |pane: &Pane| pane.position(&library.articles()[pane.article]);
        self.list.iter().map(at).collect()
    }

    /// Brings every pane back to where it was.
    pub fn restore(&mut self, library: &Library, positions: &[Position]) {
        for (pane, position) in self.list.iter_mut().zip(positions) {
            pane.restore(&library.articles()[pane.article], *position);
        }
    }
}
