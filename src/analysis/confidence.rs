//! How sure a finding is: what its rule says of it, and how far the two passages speak of one matter at all.
//!
//! A rule looks at the words that clash. Whether the sentences around them are about the same thing shows in all
//! their other words: those they share, and those that only point the same way
//! ([`Direction`]). The two are weighed by a logistic model, in which each rule also has what its findings were worth so
//! far. `examples/fit_confidence.rs` fits it to `assets/confidence_records.txt`: findings on articles that nobody had read.

use super::claim::Claim;
use super::context::Context;
use super::fact::Fact;
use super::logistic::{Figure, Models, chance};
use super::term::Role;
use crate::language::vector::Direction;

/// What speaks for a finding, each as a figure that the model weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds {
    /// The rule, as far as it was ever judged; nothing for what agrees.
    pub name: &'static str,
    /// What the rule says, as log-odds.
    pub rule: f64,
    /// How alike the passages are in their words' directions, -1 to 1.
    pub likeness: f64,
    /// How much they have in common in rare words, 0 to 1.
    pub shared: f64,
    /// Whether both name somebody or something: 1 for one and the same, -1 for none in common, else 0.
    pub named: f64,
}

/// How much each figure says.
static MODELS: Models = Models::new(include_str!("../../assets/confidence.txt"));

/// Nothing that is found by rules is surer: a careful reader may know more.
const SUREST: f64 = 0.97;

/// What two sentences have in common that share all they can, as [`Context::related`] has it.
const ALL: f64 = 12.0;

impl Grounds {
    /// Returns what speaks for a finding of two claims.
    pub(super) fn of(cx: &Context<'_>, name: &'static str, rule: f64, a: &Fact, b: &Fact) -> Self {
        let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
        let whom = |c: &Claim| c.names.iter().map(|n| n.entity).collect();
        let (m, n): (Vec<_>, Vec<_>) = (whom(p), whom(q));
        let one = m.iter().any(|m| n.iter().any(|n| m == n || cx.names.may_be_one(*m, *n)));
        Self {
            name,
            rule,
            likeness: cx.direction(a.claim).likeness(cx.direction(b.claim)),
            shared: (cx.related(p, q, &[]) / ALL).min(1.0),
            named: if one { 1.0 } else { -f64::from(u8::from(!m.is_empty() && !n.is_empty())) },
        }
    }

    /// Returns the figures as the model weighs them.
    #[must_use]
    pub fn figures(&self) -> [Figure; 4] {
        let Self { rule, likeness, shared, named, .. } = *self;
        [("rule", rule), ("likeness", likeness), ("shared", shared), ("named", named)]
    }

    /// Returns the chance that a careful reader agrees, 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        let found = MODELS.odds("finding", &self.figures()).unwrap_or(f64::NEG_INFINITY);
        let rule = MODELS.odds("rule", &[(self.name, 1.0)]).unwrap_or(0.0);
        chance(found + rule).min(SUREST)
    }
}

/// Returns where a claim points: all its words but names.
pub(super) fn direction(claim: &Claim) -> Direction {
    let words = claim.terms.iter().filter(|t| t.role != Role::Name);
    Direction::of(words.map(|term| (term.text.as_str(), term.role.part())))
}
