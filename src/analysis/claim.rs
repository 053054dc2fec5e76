//! What one sentence asserts: who, does what, how many, when, where, and how sure.

use super::predicate::{Force, Predicate};
use super::term::{Key, Role, Term};
use crate::language::date::{Mention, When};
use crate::language::quantity::Quantity;
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};
use crate::text::Span;
use std::ops::Range;

/// A place in a claim where somebody or something is named.
#[derive(Clone, Debug)]
pub struct Named {
    /// Who or what.
    pub entity: EntityId,
    /// The words, as indices of terms.
    pub at: Range<usize>,
    /// The office given to it here, folded: `foreign minister`.
    pub office: Option<String>,
    /// Whether it is no name but stands for one: a pronoun or a definite description.
    pub anaphor: bool,
}

/// A quantity with its place among the terms.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The quantity.
    pub quantity: Quantity,
    /// The words of hedge, figure and unit, as indices of terms.
    pub at: Range<usize>,
}

/// A date or time with its place among the terms, and what it means.
#[derive(Clone, Debug)]
pub struct Timed {
    /// As written.
    pub mention: Mention,
    /// The words, as indices of terms.
    pub at: Range<usize>,
    /// The days meant, when they can be known.
    pub when: Option<When>,
}

/// What one sentence asserts.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Index of the article in the library.
    pub article: usize,
    /// Index of the block in the article.
    pub block: usize,
    /// Index of the sentence in the article.
    pub order: usize,
    /// The sentence.
    pub span: Span,
    /// Its words and marks.
    pub terms: Vec<Term>,
    /// Who and what it names.
    pub names: Vec<Named>,
    /// Its numbers.
    pub quantities: Vec<Counted>,
    /// Its dates and times.
    pub times: Vec<Timed>,
    /// What it tells of happenings and states.
    pub predicates: Vec<Predicate>,
    /// For each term, whether a negation covers it.
    pub negated: Vec<bool>,
    /// For each term, how it is meant.
    pub force: Vec<Force>,
    /// Whether the sentence is a title or heading.
    pub heading: bool,
    /// Whether it tells of an earlier happening, beside the event: `in 2012`, `last year`.
    pub background: bool,
    /// The keys of its content words and names, in order, each once.
    pub content: Vec<Key>,
    /// The keys of the sentences around, in order, each once.
    pub around: Vec<Key>,
}

impl Claim {
    /// Returns the terms of the clause that holds the term at `i`, as a range.
    #[must_use]
    pub fn clause(&self, i: usize) -> Range<usize> {
        let Some(term) = self.terms.get(i) else { return 0..0 };
        let same = |t: &Term| t.clause == term.clause;
        let start = self.terms[..i].iter().rposition(|t| !same(t)).map_or(0, |p| p + 1);
        let end = self.terms[i..].iter().position(|t| !same(t)).map_or(self.terms.len(), |p| i + p);
        start..end
    }

    /// Returns the span that the terms of a range cover.
    #[must_use]
    pub fn span_of(&self, at: Range<usize>) -> Span {
        match (self.terms.get(at.start), at.end.checked_sub(1).and_then(|e| self.terms.get(e))) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::new(self.span.start, self.span.start),
        }
    }

    /// Returns the folded word at `i`, or nothing.
    #[must_use]
    pub fn word(&self, i: usize) -> &str {
        self.terms.get(i).map_or("", |t| t.text.as_str())
    }

    /// Returns the folded word `n` before `i`, or nothing.
    #[must_use]
    pub fn back(&self, i: usize, n: usize) -> &str {
        i.checked_sub(n).map_or("", |j| self.word(j))
    }

    /// Returns who is named by the words at `i`, if anybody.
    #[must_use]
    pub fn named_at(&self, i: usize) -> Option<&Named> {
        self.names.iter().find(|n| n.at.contains(&i))
    }

    /// Tells whether the claim names the entity.
    #[must_use]
    pub fn names_entity(&self, id: EntityId) -> bool {
        self.names.iter().any(|n| n.entity == id)
    }

    /// Returns the predicate nearest to the terms of `at`, by words, a clause boundary counting as eight.
    #[must_use]
    pub fn nearest_predicate(
        &self,
        at: &Range<usize>,
        fits: impl Fn(&Predicate) -> bool,
    ) -> Option<&Predicate> {
        // "On Monday, the train left": what stands in front belongs to the clause that follows.
        let own = self.terms.get(at.start).map_or(0, |t| t.clause);
        let of = |p: &Predicate| self.terms.get(p.at.start).map_or(0, |t| t.clause);
        let alone = !self.predicates.iter().any(|p| of(p) == own && fits(p));
        let clause = if alone && at.start <= 2 { own + 1 } else { own };
        self.predicates
            .iter()
            .filter(|p| fits(p))
            .map(|p| {
                let words = if p.at.start >= at.end {
                    p.at.start - at.end
                } else {
                    at.start.saturating_sub(p.at.end)
                };
                let other = self.terms.get(p.at.start).map_or(0, |t| t.clause);
                (words + 8 * usize::from(other.abs_diff(clause)), p)
            })
            .filter(|(distance, _)| *distance <= 16)
            .min_by_key(|(distance, p)| (*distance, p.at.start))
            .map(|(_, p)| p)
    }

    /// Returns the head of the noun phrase that begins at or after `from`: its index, or nothing.
    #[must_use]
    pub fn noun_from(&self, from: usize) -> Option<usize> {
        let mut head = None;
        let mut i = from;
        while let Some(term) = self.terms.get(i) {
            match term.role {
                Role::Mark if i == from && matches!(term.text.as_str(), "-" | "‑" | "‐") => {}
                Role::Noun
                    if head.is_some()
                        && matches!(term.text.as_str(), "east" | "west" | "north" | "south") =>
                {
                    break;
                }
                Role::Noun | Role::Name => head = Some(i),
                Role::Adjective if head.is_none() => {}
                Role::Adverb if head.is_none() => {}
                Role::Verb
                    if head.is_none() && term.text.ends_with("ing")
                        || term.text.ends_with("ed") && head.is_none() => {}
                Role::Function
                    if head.is_none()
                        && matches!(
                            term.text.as_str(),
                            "of" | "the"
                                | "a"
                                | "an"
                                | "other"
                                | "more"
                                | "own"
                                | "those"
                                | "these"
                                | "such"
                                | "his"
                                | "her"
                                | "their"
                                | "its"
                        ) => {}
                _ => break,
            }
            if i > from + 6 {
                break;
            }
            i += 1;
        }
        head
    }

    /// Returns the keys of the nouns and names that stand beside a predicate: in its clause, or within
    /// eight words of it when the clause is shorter. Each once, in order.
    #[must_use]
    pub fn arguments(&self, at: &Range<usize>) -> Vec<Key> {
        let clause = self.clause(at.start);
        let window = at.start.saturating_sub(8)..(at.end + 8).min(self.terms.len());
        let window = window.start.min(clause.start)..window.end.max(clause.end.min(at.end + 14));
        let mut keys: Vec<Key> = window
            .clone()
            .filter(|i| self.terms[*i].role == Role::Noun && (!at.contains(i) || at.len() > 1))
            .filter(|i| !self.times.iter().any(|t| t.at.contains(i)))
            .map(|i| self.terms[i].key)
            .chain(
                self.names
                    .iter()
                    .filter(|n| window.contains(&n.at.start))
                    .map(|n| super::extract::entity_key(n.entity)),
            )
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Returns the keys of whom and what stands before a word in its clause: who does it, or of whom it is said.
    #[must_use]
    pub fn doers(&self, at: usize) -> Vec<Key> {
        let before = self.clause(at).start..at;
        let nouns = before.clone().filter(|i| self.terms[*i].role == Role::Noun);
        let names = self.names.iter().filter(|n| before.contains(&n.at.start));
        nouns
            .map(|i| self.terms[i].key)
            .chain(names.map(|n| super::extract::entity_key(n.entity)))
            .collect()
    }

    /// Tells whether the times of two claims leave room for one happening.
    #[must_use]
    pub fn may_be_one_time(&self, other: &Self) -> bool {
        let times = |claim: &Self| claim.times.iter().filter_map(|t| t.when).collect::<Vec<_>>();
        let (s, t) = (times(self), times(other));
        s.is_empty() || t.is_empty() || s.iter().any(|x| t.iter().any(|y| x.intersects(y)))
    }

    /// Tells whether the word at `i`, or one of the three before it, says that something goes on as it is: `will remain
    /// closed`, `stayed in custody`.
    #[must_use]
    pub fn stays(&self, i: usize) -> bool {
        let stays = |word: &str| {
            matches!(lemma(word, Part::Verb).as_str(), "remain" | "stay" | "continue" | "keep")
        };
        (0..=3).any(|n| stays(self.back(i, n)))
    }

    /// Tells whether any of the words stands in the sentence.
    #[must_use]
    pub fn has_word(&self, words: &[&str]) -> bool {
        self.terms.iter().any(|t| words.contains(&t.text.as_str()))
    }
}
