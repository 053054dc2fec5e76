//! What a rule notes about a claim, under a typed key: only facts of one key are ever compared.

use super::claim::Claim;
use super::subject::Subject;
use super::term::Key;
use crate::language::date::{Bound, When};
use crate::language::quantity::Quantity;
use crate::language::roster::EntityId;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// What a rule notes about a claim.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Index of the claim in the context.
    pub claim: usize,
    /// What the fact is about: facts of other keys are never compared with it.
    pub key: u64,
    /// The words that say it, as indices of terms.
    pub at: Range<usize>,
    /// The predicate it goes with.
    pub predicate: Option<Key>,
    /// What was noted.
    pub value: Value,
    /// Of whom or what it is said, when the rule looked.
    pub subject: Option<Box<Subject>>,
}

/// What was noted.
#[derive(Clone, Debug)]
pub enum Value {
    /// So many of something.
    Count {
        /// The number.
        quantity: Quantity,
        /// What part of the whole it counts.
        scope: Scope,
        /// Whether it grows as news comes in.
        toll: bool,
        /// Whether key and predicate leave little doubt of what is counted.
        exact: bool,
    },
    /// An age in years.
    Age(EntityId, Quantity),
    /// A happening's time.
    Time(When, Bound),
    /// First, only, largest.
    Rank(Rank),
    /// Whether it is said to be so: a negation covers it, or not.
    Holds(bool),
    /// Which of the words that exclude each other stands there: class, member.
    Member(&'static str, usize),
    /// An answer to a question of the lexicon: the line of the question, the answer.
    Answer(usize, usize),
    /// Somebody or something.
    Who(EntityId),
    /// A word.
    Word(Key),
    /// One happening against another: before, after.
    Order(Order),
    /// A figure of a journey: distance (m), time (s), speed (m/s), with its least and largest value.
    Motion(Motion, f64, f64),
    /// Whether something is told as confirmed, or happened.
    Status(Status),
    /// When something that lasts begins and ends.
    Lasting(Lasting),
    /// What one happening is about, and what a later one is about, in order of the keys.
    Sequence(Happening, Happening),
}

impl Value {
    /// Returns a count or measure that is no toll, and of which the words around must tell of what it is.
    #[must_use]
    pub fn figure(quantity: Quantity, scope: Scope) -> Self {
        Self::Count { quantity, scope, toll: false, exact: false }
    }
}

/// What some words tell: what is done, and to whom and what; keys in order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// What is done.
    pub deeds: Vec<Key>,
    /// Who and what is named.
    pub things: Vec<Key>,
}

/// When something that lasts can have begun and ended, in minutes of the calendar; open ends are infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lasting {
    /// The earliest and the latest beginning.
    pub begin: (f64, f64),
    /// The earliest and the latest end.
    pub end: (f64, f64),
    /// Whether an hour is given.
    pub clock: bool,
}

/// What part of a whole a count covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of it, or nothing said.
    Total,
    /// `including`, `nine of the dead`.
    Part,
    /// `another`, `more`.
    Additional,
    /// `up from 73`.
    Previous,
    /// `140 a day`.
    Rate,
}

/// A claim to be first, only or largest.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// The kind of rank: `first`, `only`, or the stem of a superlative.
    pub kind: Key,
    /// Whether it is `one of the`.
    pub one_of: bool,
    /// Since when.
    pub since: Option<When>,
    /// Who holds it.
    pub holder: Option<EntityId>,
}

/// The place of a happening before or after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// Whether the first of the key's pair comes before the second.
    pub before: bool,
    /// The stage of a journey that it is before or after: departure 0, on the way 1, arrival 2, visit 3.
    pub stage: u8,
}

/// What a figure of a journey measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// The largest speed.
    MaxSpeed,
    /// The average speed that distance and time give.
    Average,
    /// An average speed as it is stated.
    Stated,
}

/// Whether a happening is told as done, or as not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It happened.
    Done,
    /// It is not confirmed.
    Unconfirmed,
    /// It is planned or expected.
    Planned,
}

/// Returns the key of a fact from what it is about.
#[must_use]
pub fn key(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

impl Fact {
    /// Makes a fact of the claim with index `claim`.
    #[must_use]
    pub fn new(claim: usize, key: u64, at: Range<usize>, value: Value) -> Self {
        Self { claim, key, at, predicate: None, value, subject: None }
    }

    /// Returns the fact with its predicate.
    #[must_use]
    pub fn with(mut self, predicate: Option<Key>) -> Self {
        self.predicate = predicate;
        self
    }

    /// Returns the fact with whom or what it is said of.
    #[must_use]
    pub fn said_of(mut self, subject: Subject) -> Self {
        self.subject = Some(Box::new(subject));
        self
    }

    /// Returns the claim that the fact was noted about.
    #[must_use]
    pub fn of<'a>(&self, claims: &'a [Claim]) -> &'a Claim {
        &claims[self.claim]
    }
}
