//! A topic in the making: forms counted, mentions gathered.

use super::index::{Topic, TopicKind};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A topic in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: TopicKind,
    /// Forms as written, with how often.
    pub forms: BTreeMap<String, u32>,
    /// For each article, where it is mentioned.
    pub mentions: Vec<Vec<Span>>,
}

impl Draft {
    /// Begins a topic for a library of some articles.
    pub(super) fn new(name: String, kind: TopicKind, articles: usize) -> Self {
        Self { name, kind, forms: BTreeMap::new(), mentions: vec![Vec::new(); articles] }
    }

    /// Adds a mention, with its words as written.
    pub(super) fn add(&mut self, article: usize, span: Span, form: &str) {
        *self.forms.entry(form.to_owned()).or_default() += 1;
        self.mention(article, span);
    }

    /// Adds a mention whose words are no way to call it, as those of a headline are not.
    pub(super) fn mention(&mut self, article: usize, span: Span) {
        self.mentions[article].push(span);
    }

    /// Takes the mentions and forms of another topic, which is the same thing.
    pub(super) fn absorb(&mut self, other: Self) {
        for (form, count) in other.forms {
            *self.forms.entry(form).or_default() += count;
        }
        for (own, more) in self.mentions.iter_mut().zip(other.mentions) {
            own.extend(more);
        }
    }

    /// Returns in how many articles it is mentioned.
    pub(super) fn spread(&self) -> usize {
        self.mentions.iter().filter(|m| !m.is_empty()).count()
    }

    /// Returns how often it is mentioned.
    pub(super) fn total(&self) -> usize {
        self.mentions.iter().map(Vec::len).sum()
    }

    /// Tells whether more than half of its mentions lie within those of another topic.
    pub(super) fn mostly_within(&self, outer: &Self) -> bool {
        self.within(outer) * 2 > self.total()
    }

    /// Returns how many of its mentions lie within those of another topic.
    pub(super) fn within(&self, outer: &Self) -> usize {
        let pairs = self.mentions.iter().zip(&outer.mentions);
        pairs.map(|(a, b)| a.iter().filter(|a| b.iter().any(|b| b.covers(**a))).count()).sum()
    }

    /// Finishes the topic; overlapping mentions become one.
    pub(super) fn finish(self) -> Topic {
        let mut forms: Vec<(String, u32)> = self.forms.into_iter().collect();
        forms.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
        let mut variants: Vec<String> = Vec::new();
        for (form, _) in forms {
            if !variants.iter().any(|v| v.to_lowercase() == form.to_lowercase()) {
                variants.push(form);
            }
        }
        if !variants.contains(&self.name) {
            variants.push(self.name.clone());
        }
        let tidy = |mut spans: Vec<Span>| {
            spans.sort_unstable();
            let mut out: Vec<Span> = Vec::with_capacity(spans.len());
            for span in spans {
                match out.last_mut() {
                    Some(last) if last.overlaps(span) => *last = last.join(span),
                    _ => out.push(span),
                }
            }
            out
        };
        let mentions: Vec<Vec<Span>> = self.mentions.into_iter().map(tidy).collect();
        let best = vec![None; mentions.len()];
        Topic { name: self.name, variants, kind: self.kind, mentions, best }
    }
}
