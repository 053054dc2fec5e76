//! What the figures of an account are figures of.
//!
//! A typed key finds two figures that stand with the same noun and the same deed. Accounts of one event
//! seldom do each other that favour: *three persons, all of them masked* are *four masked men* elsewhere.
//! So every figure gets a [`Slot`]: its dimension, the noun it counts, the deed it goes with, who stands
//! beside it and what else its clause speaks of. Which slots of two accounts are one is told by
//! [`pairing`](super::pairing).

use super::claim::{Claim, Counted};
use super::context::Context;
use super::contradiction::{as_of, noun_class_of, scope};
use super::extract::entity_key;
use super::fact::Scope;
use super::term::{Key, Role};
use crate::language::date::When;
use crate::language::lexicon::{self, EVERYDAY, HYPERNYMS, SORTS, SYNONYMS};
use crate::language::quantity::{Hedge, Unit};
use crate::language::stem::{Part, lemma};
use crate::language::vector::Direction;
use std::ops::Range;

/// How many words before and after a figure belong to what stands beside it.
const NEAR: usize = 9;

/// What a figure is a figure of.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Index of the claim in the context.
    pub claim: usize,
    /// Index of the quantity in the claim.
    pub quantity: usize,
    /// The words of figure and noun, as indices of terms.
    pub at: Range<usize>,
    /// The noun that is counted, as an index of terms.
    pub head: Option<usize>,
    /// Its dictionary form.
    lemma: String,
    /// What it is a kind of, and its synonyms.
    kin: Vec<&'static str>,
    /// The key of the noun that is counted, where it stands elsewhere too: `two of the twelve`.
    pub key: Option<Key>,
    /// Its class in `assets/lexicon/nouns.txt`.
    pub(super) class: Option<&'static str>,
    /// Whether it counts people.
    pub(super) person: bool,
    /// What became of them: dead, hurt, missing.
    pub fates: Vec<Key>,
    /// What it goes with: was killed, was sent.
    pub(super) deed: Option<Key>,
    /// What the words beside it speak of, and whom they name, in order, each once.
    pub(super) near: Vec<Key>,
    /// Where the words beside it point.
    pub(super) beside: Direction,
    /// What part of the whole it counts.
    pub(super) scope: Scope,
    /// Whether it is said to be of a part: `at its call centre`, `in two of the districts`.
    pub(super) narrowed: bool,
    /// The state of knowledge that it is of.
    pub(super) known: Option<When>,
}

/// Words for people that say nothing of what they do.
fn is_anybody(lemma: &str) -> bool {
    matches!(
        lemma,
        "person"
            | "people"
            | "man"
            | "woman"
            | "individual"
            | "human"
            | "soul"
            | "member"
            | "other"
            | "someone"
    )
}

/// Words that head a noun phrase and say nothing of the thing: `piece`, `number`, `total`.
fn is_light(lemma: &str) -> bool {
    matches!(
        lemma,
        "thing"
            | "object"
            | "item"
            | "piece"
            | "number"
            | "total"
            | "unit"
            | "kind"
            | "case"
            | "part"
    )
}

impl Slot {
    /// Tells whether it counts those who are sent, of whom more come by the day: firefighters, troops.
    pub fn grows_by_the_day(&self) -> bool {
        matches!(self.class, Some("rescuer" | "troop" | "officer"))
    }

    /// Tells whether its noun says nothing of what it counts, or is wanting: `people`, `items`.
    pub(super) fn is_loose(&self) -> bool {
        self.key.is_none() || is_anybody(&self.lemma) || is_light(&self.lemma)
    }

    /// Tells whether two counted nouns can name the same thing.
    pub(super) fn may_count_what(&self, other: &Self) -> bool {
        let (a, b) = (self, other);
        // "two of the twelve": what is counted stands elsewhere.
        let untold = a.key.is_none() || b.key.is_none();
        let classed = a.class.is_some() && a.class == b.class && a.class != Some("person");
        if untold || a.key == b.key || classed {
            return true;
        }
        if is_light(&a.lemma) || is_light(&b.lemma) {
            return !a.person && !b.person;
        }
        let kin = |a: &Self, b: &Self| a.kin.contains(&b.lemma.as_str());
        let anybody = a.person && (is_anybody(&a.lemma) || is_anybody(&b.lemma));
        a.person == b.person && (anybody || kin(a, b) || kin(b, a))
    }
}

/// Returns what the figure with index `at` in the claim with index `index` is a figure of; `None` when it numbers or dates
/// a thing.
pub(super) fn slot(cx: &Context<'_>, index: usize, at: usize) -> Option<Slot> {
    let (claims, keys) = (&cx.claims, &cx.keys);
    let claim = &claims[index];
    let counted = &claim.quantities[at];
    let quantity = &counted.quantity;
    if matches!(quantity.unit, Unit::Ordinal | Unit::Score)
        || quantity.value == 1.0 && quantity.hedge == Hedge::Exact && quantity.unit == Unit::Count
        || claim.terms[counted.at.clone()].iter().any(|t| t.role == Role::Name)
        || names_a_thing(claim, counted)
        || is_offset(claim, counted)
    {
        return None;
    }
    let (start, end) = (counted.at.start, counted.at.end);
    let count = quantity.unit == Unit::Count;
    let head = if count { head(claim, counted) } else { None };
    // "Of the supporters ..., two dozen came", "Two of the twelve ...": what is counted stands before.
    let lent = if count && head.is_none() {
        lent_head(claims, index, counted).or_else(|| numbered(claim, start))
    } else {
        None
    };
    let term = head.map(|i| &claim.terms[i]).or(lent);
    let word = term.map_or("", |t| t.text.as_str());
    let lemma = lemma(word, Part::Noun);
    let mut kin: Vec<&'static str> = Vec::new();
    if count {
        kin.extend(EVERYDAY.of(&lemma));
        kin.extend(HYPERNYMS.of_part(&lemma, 'n'));
        kin.extend(SYNONYMS.of_part(&lemma, 'n'));
    }
    let sorts: Vec<_> = SORTS.values(&lemma).collect();
    let person = sorts.first() == Some(&"person")
        || matches!(lemma.as_str(), "people" | "person" | "us" | "them");
    let usable = |p: &super::predicate::Predicate| {
        let word = keys.show(p.key);
        let reports = p.class.is_none() && lexicon::ATTRIBUTION.kind(word) == Some("verb");
        !reports && !(start..end).contains(&p.at.start)
    };
    let deed = claim.nearest_predicate(&counted.at, usable).map(|p| p.key);
    let clause = claim.clause(start);
    let window = start.saturating_sub(NEAR).max(clause.start.saturating_sub(2))
        ..(end + NEAR).min(clause.end.max(end + 7)).min(claim.terms.len());
    let skip = |i: &usize| {
        Some(*i) == head
            || (start..end).contains(i)
            || claim.times.iter().any(|t| t.at.contains(i))
            || lexicon::is_generic(claim.word(*i))
    };
    let content = |i: &usize| {
        matches!(claim.terms[*i].role, Role::Noun | Role::Verb | Role::Adjective) && !skip(i)
    };
    let mut near: Vec<Key> = window.clone().filter(content).map(|i| claim.terms[i].key).collect();
    let named = claim.names.iter().filter(|n| window.contains(&n.at.start));
    near.extend(named.map(|n| entity_key(n.entity)));
    near.sort_unstable();
    near.dedup();
    let fates = fates(claim, start..end, term.is_none());
    // "Five were buried completely": what was done with them tells what is counted.
    let subject = matches!(claim.word(end), "were" | "are" | "have" | "had" | "was")
        && start.checked_sub(1).is_none_or(|i| claim.terms[i].role != Role::Noun)
        && deed.is_some();
    if count && term.is_none() && fates.is_empty() && !subject {
        return None;
    }
    let words = window.filter(|i| content(i)).map(|i| {
        let term = &claim.terms[i];
        (term.text.as_str(), term.role.part())
    });
    let beside = Direction::of(words);
    let until = head.map_or(end, |i| i + 1).max(end);
    Some(Slot {
        claim: index,
        quantity: at,
        at: start..until,
        head,
        key: term.map(|t| t.key),
        fates,
        class: noun_class_of(keys, word),
        lemma,
        kin,
        person,
        deed,
        near,
        beside,
        scope: scope(claim, counted),
        narrowed: is_narrowed(claim, &(start..until)),
        known: as_of(cx, claim),
    })
}

/// How many words may lie between a figure and where, or of what, it is.
const WHERE: usize = 6;

/// Tells whether the words beside a figure say where it is, or of what: `212 employees at its call centre`, `in
/// maintenance 1,300 people work`.
fn is_narrowed(claim: &Claim, at: &Range<usize>) -> bool {
    let clause = claim.clause(at.start);
    let named = |i: usize| claim.named_at(i).is_some_and(|n| !n.anaphor);
    let told = |i: &usize| {
        matches!(claim.word(*i), "at" | "in" | "on" | "of" | "from")
            && (named(i + 1)
                || named(i + 2)
                || matches!(claim.word(i + 1), "the" | "its" | "their" | "a"))
    };
    let first = clause.start..(clause.start + 2).min(at.start);
    let before =
        |i: usize| matches!(claim.word(i), "at" | "in" | "for" | "of") && at.start - i < WHERE;
    (at.end..(at.end + WHERE).min(clause.end)).any(|i| told(&i)) || first.into_iter().any(before)
}

/// A length of time that only leads to another time: `four days after`, `the first in six years`.
fn is_offset(claim: &Claim, counted: &Counted) -> bool {
    let next = claim.word(counted.at.end);
    counted.quantity.unit == Unit::Of("duration")
        && (matches!(next, "after" | "before" | "later" | "ago" | "earlier" | "from")
            || claim.word(counted.at.start) == "one" && claim.back(counted.at.start, 1) == "in"
            || matches!(claim.back(counted.at.start, 1), "in" | "last" | "past")
                && claim.has_word(&["first", "second", "third", "last", "new", "time", "past"]))
}

/// A figure behind a noun or a name and before nothing that it could count numbers that: `report 2`, `the Orla 220`.
fn names_a_thing(claim: &Claim, counted: &Counted) -> bool {
    let quantity = &counted.quantity;
    let before = counted.at.start.checked_sub(1).map(|i| &claim.terms[i]);
    let after = claim.terms.get(counted.at.end);
    quantity.unit == Unit::Count
        && quantity.hedge == Hedge::Exact
        && quantity.value < 1000.0
        && before.is_some_and(|t| {
            (t.role == Role::Noun && !t.text.ends_with('s') || t.role == Role::Name)
                && t.clause == claim.terms[counted.at.start].clause
        })
        && after.is_none_or(|t| !matches!(t.role, Role::Noun | Role::Adjective | Role::Verb))
}

/// The noun that a figure counts: `14 sailors`, `a crew of 14`, `Deaths: 96`.
fn head(claim: &Claim, counted: &Counted) -> Option<usize> {
    let (start, end) = (counted.at.start, counted.at.end);
    let noun = |i: usize| claim.terms.get(i).is_some_and(|t| t.role == Role::Noun);
    let after = claim.noun_from(end).filter(|i| noun(*i));
    let of = claim.back(start, 1) == "of" && start >= 2 && noun(start - 2);
    let light = |i: usize| {
        matches!(claim.word(i), "total" | "number" | "out" | "part" | "maximum" | "minimum")
    };
    let labelled = claim.back(start, 1) == ":" && start >= 2 && noun(start - 2);
    after.or_else(|| ((of && !light(start - 2)) || labelled).then(|| start - 2))
}

/// The noun that stands before a figure without one: `of the supporters ..., 28 came`; else the last plural
/// of the sentence before, when the figure takes a part of it (`two of the twelve`).
fn lent_head<'c>(
    claims: &'c [Claim],
    index: usize,
    counted: &Counted,
) -> Option<&'c super::term::Term> {
    let claim = &claims[index];
    let (start, end) = (counted.at.start, counted.at.end);
    let of = (0..start).find(|i| {
        claim.word(*i) == "of"
            && matches!(
                claim.word(i + 1),
                "the" | "those" | "these" | "all" | "his" | "her" | "their" | "its"
            )
            && (*i == 0 || claim.terms[i - 1].role == Role::Mark)
    });
    if let Some(noun) = of.and_then(|i| claim.noun_from(i + 1)).filter(|i| *i < start) {
        return claim.terms.get(noun).filter(|t| t.role == Role::Noun);
    }
    let part = claim.word(end) == "of"
        && matches!(claim.word(end + 1), "the" | "them" | "those" | "these");
    let before =
        claims.get(index.checked_sub(1)?).filter(|b| part && b.article == claim.article)?;
    before.terms.iter().rfind(|t| {
        t.role == Role::Noun && t.text.len() > 3 && t.text.ends_with('s') && !t.text.ends_with("ss")
    })
}

/// The noun whose number a figure gives: `the number of demonstrators outside was put at 12,000`, `an attendance of
/// some 350`, `police put the crowd at 9,000`.
fn numbered(claim: &Claim, start: usize) -> Option<&super::term::Term> {
    let at = (1..=2).any(|n| matches!(claim.back(start, n), "at" | "to" | "was" | "of" | "is"));
    let clause = claim.clause(start).start;
    let noun = |i: &usize| claim.terms[*i].role == Role::Noun;
    let name = |i: &usize| {
        noun(i)
            && matches!(
                claim.word(*i),
                "number"
                    | "numbers"
                    | "attendance"
                    | "turnout"
                    | "crowd"
                    | "audience"
                    | "membership"
            )
    };
    let word = (clause..start).rev().find(name).filter(|_| at)?;
    let of = claim.word(word + 1) == "of";
    let whose = claim.noun_from(word + 2).filter(|i| of && *i < start).filter(noun);
    claim.terms.get(whose.unwrap_or(word))
}

/// The kinds of fate that the words beside a figure tell; those of the whole clause for a bare figure.
fn fates(claim: &Claim, at: Range<usize>, bare: bool) -> Vec<Key> {
    let clause = claim.clause(at.start);
    let near = if bare { clause.clone() } else { at.start.saturating_sub(5)..at.end + 5 };
    let labelled = claim.back(at.start, 1) == ":";
    let distance = |p: &super::predicate::Predicate| {
        if p.at.start >= at.end { p.at.start - at.end } else { at.start.saturating_sub(p.at.end) }
    };
    let found: Vec<_> = claim
        .predicates
        .iter()
        .filter(|p| p.class.is_some_and(|c| c.toll) && near.contains(&p.at.start))
        .filter(|p| clause.contains(&p.at.start) || labelled && p.at.end + 1 == at.start)
        .collect();
    // "73 deaths and 812 injured": the nearest one tells.
    let Some(least) = found.iter().map(|p| distance(p)).min() else { return Vec::new() };
    let mut out: Vec<Key> = found.iter().filter(|p| distance(p) == least).map(|p| p.key).collect();
    out.sort_unstable();
    out.dedup();
    out
}
