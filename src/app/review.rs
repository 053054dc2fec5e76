//! What was found and joined, which entry is looked at, and what of it is marked in the text.

use super::highlight::{Highlight, Marked, Role};
use super::ledger::{Entry, Ledger, Relation, View};
use crate::annotation::Id;
use crate::text::Span;

/// The review of findings: the ledger, the entry looked at, the marks.
#[derive(Debug, Default)]
pub struct Review {
    /// Everything that was found and joined.
    pub ledger: Ledger,
    /// The entry that is looked at.
    pub current: Option<Id>,
    /// How the ledger is shown; kept from one opening to the next.
    pub view: View,
    /// Whether corroborations are marked in the text.
    pub corroborations: bool,
    /// Whether passages that no other source has are marked in the gutter.
    pub only_here: bool,
    /// The marks of all entries that are shown.
    pub marked: Marked,
    /// The marks of the entry that is looked at.
    pub looked_at: Marked,
}

impl Review {
    /// Returns the entry that is looked at.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.ledger.get(self.current.as_ref()?)
    }

    /// Returns the entries that next and previous walk through: contradictions and updates that stand,
    /// by the place of their first side, given the order of articles on the screen.
    #[must_use]
    pub fn walk(&self, order: &[usize], threshold: f64) -> Vec<&Entry> {
        let place = |entry: &Entry| {
            let at = |article: usize| order.iter().position(|a| *a == article);
            entry.sides.iter().filter_map(|s| Some((at(s.article)?, s.span.start))).min()
        };
        let mut walk: Vec<_> = (self.ledger.entries.iter())
            .filter(|e| {
                !e.set_aside() && e.reaches(threshold) && e.relation != Relation::Corroboration
            })
            .filter_map(|e| Some((place(e)?, e)))
            .collect();
        walk.sort_by_key(|(place, _)| *place);
        walk.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Marks the words of every entry that is shown; `only_in` are passages that no other source has.
    pub fn mark(&mut self, articles: usize, threshold: f64, only_in: &[(usize, Span)]) {
        let mut marks = Vec::new();
        for entry in self.ledger.entries.iter().filter(|e| !e.set_aside() && e.reaches(threshold)) {
            let role = match entry.relation {
                Relation::Contradiction | Relation::Disputed => Role::Contradiction,
                Relation::Update => Role::Update,
                Relation::Corroboration if self.corroborations => Role::Corroboration,
                Relation::Corroboration => continue,
            };
            marks.extend(words(entry).map(|(a, span)| (a, Highlight { span, role })));
        }
        if self.only_here {
            let mark =
                |(a, span): &(usize, Span)| (*a, Highlight { span: *span, role: Role::OnlyHere });
            marks.extend(only_in.iter().map(mark));
        }
        self.marked = Marked::of(articles, marks);
        let looked_at: Vec<_> = self
            .entry()
            .into_iter()
            .flat_map(words)
            .map(|(a, span)| (a, Highlight { span, role: Role::Counterpart }))
            .collect();
        self.looked_at = Marked::of(articles, looked_at);
    }
}

/// The words that clash, or the whole quote where they are not known.
fn words(entry: &Entry) -> impl Iterator<Item = (usize, Span)> + '_ {
    entry.sides.iter().flat_map(|side| {
        let whole = std::slice::from_ref(&side.span);
        let words = if side.focus.is_empty() { whole } else { &side.focus };
        words.iter().map(move |span| (side.article, *span))
    })
}
