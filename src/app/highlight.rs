//! Which spans of a pane are marked, and as what.

use super::mode::Mode;
use super::state::State;
use crate::text::Span;

/// Why a span is marked. The order is the order of painting: later ones lie on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A passage that no other source has.
    OnlyHere,
    /// A mention of the topic last jumped to.
    Topic,
    /// Two sources say the same.
    Corroboration,
    /// A later source has newer facts.
    Update,
    /// A note of the reader.
    Note,
    /// Words that clash with another source.
    Contradiction,
    /// The words on the other side of the finding that is looked at.
    Counterpart,
    /// A match of the search.
    Match,
    /// The match or mention that the reader is at.
    Current,
    /// What is being selected.
    Selection,
}

impl Role {
    /// Every role: its name in themes, its letter in frames, its glyph in the gutter (empty: none), and in ASCII.
    pub const ALL: [(Self, &'static str, char, &'static str, &'static str); 10] = [
        (Self::OnlyHere, "only-here", 'h', "◦", "o"),
        (Self::Topic, "topic", 't', "", ""),
        (Self::Corroboration, "corroboration", 'k', "≈", "~"),
        (Self::Update, "update", 'u', "↻", "^"),
        (Self::Note, "note", 'n', "✎", "*"),
        (Self::Contradiction, "contradiction", 'c', "≠", "!"),
        (Self::Counterpart, "counterpart", 'o', "≠", "!"),
        (Self::Match, "match", 'm', "", ""),
        (Self::Current, "current", 'x', "", ""),
        (Self::Selection, "selection", 's', "", ""),
    ];

    /// Returns the name used in themes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the letter that stands for the role in frames of tests.
    #[must_use]
    pub const fn letter(self) -> char {
        Self::ALL[self as usize].2
    }

    /// Returns the glyph for the gutter; empty for roles that do not show there.
    #[must_use]
    pub const fn glyph(self, ascii: bool) -> &'static str {
        let row = Self::ALL[self as usize];
        if ascii { row.4 } else { row.3 }
    }
}

/// A span with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Highlight {
    /// What is marked.
    pub span: Span,
    /// Why.
    pub role: Role,
}

/// Highlights of every article that change seldom, ordered for looking up a window.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    by_article: Vec<Vec<Highlight>>,
    longest: usize,
}

impl Marked {
    /// Orders highlights, each with the index of its article.
    #[must_use]
    pub fn of(articles: usize, highlights: impl IntoIterator<Item = (usize, Highlight)>) -> Self {
        let mut marked = Self { by_article: vec![Vec::new(); articles], longest: 0 };
        for (article, highlight) in highlights {
            marked.longest = marked.longest.max(highlight.span.len());
            if let Some(list) = marked.by_article.get_mut(article) {
                list.push(highlight);
            }
        }
        marked.by_article.iter_mut().for_each(|list| list.sort_unstable());
        marked
    }

    /// Returns the highlights of an article, in order.
    #[must_use]
    pub fn in_article(&self, article: usize) -> &[Highlight] {
        self.by_article.get(article).map_or(&[], Vec::as_slice)
    }

    /// Returns the highlights of an article that touch `window`.
    pub fn touching(&self, article: usize, window: Span) -> impl Iterator<Item = Highlight> + '_ {
        let list = self.in_article(article);
        let first = list.partition_point(|h| h.span.start + self.longest < window.start);
        let near = list[first..].iter().take_while(move |h| h.span.start < window.end);
        near.filter(move |h| h.span.overlaps(window)).copied()
    }
}

/// Returns what is marked in the `window` of a pane's article. Each source of marks adds its own line here.
#[must_use]
pub fn of(state: &State, pane: usize, window: Span) -> Vec<Highlight> {
    let article = state.panes.list[pane].article;
    let mut found: Vec<Highlight> = state.review.marked.touching(article, window).collect();
    found.extend(state.review.looked_at.touching(article, window));
    let noted = state.placed.noted(article, window);
    found.extend(noted.map(|span| Highlight { span, role: Role::Note }));
    let pinned = state.pin.filter(|pin| pin.article == article);
    let selected = match &state.mode {
        Mode::Select(select) => Some(select.selection).filter(|s| s.article == article),
        _ => None,
    };
    let selections = pinned.into_iter().chain(selected);
    found.extend(selections.map(|s| Highlight { span: s.span, role: Role::Selection }));
    found.extend(state.search.touching(article, window));
    if let Mode::Jump(finder) = &state.mode {
        found.extend(finder.marked.touching(article, window));
    } else if let Some(topic) = &state.topic {
        found.extend(topic.marked.touching(article, window));
    }
    found
}
