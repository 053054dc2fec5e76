//! Which figures of two articles are of the same thing, when the words around them differ.
//!
//! A typed key finds two figures that stand with the same noun and the same deed. Accounts of one event
//! seldom do each other that favour: *three persons, all of them masked* are *four masked men* elsewhere.
//! So every figure gets a [`Slot`]: its dimension, the noun it counts, the deed it goes with, who stands
//! beside it and what else its clause speaks of. Two slots are weighed by what they share, and two figures
//! are of the same thing when each is the best match of the other and the match is good.

use super::claim::{Claim, Counted};
use super::extract::entity_key;
use super::predicate::{Class, Force};
use super::term::{Key, Keys, Role};
use crate::language::lexicon::{self, EVERYDAY, HYPERNYMS, SORTS, SYNONYMS};
use crate::language::quantity::{Hedge, Unit};
use crate::language::stem::{Part, lemma};
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// At most so many slots of one key are weighed against each other, as in `compare`.
const BUCKET: usize = 48;

/// What two agreeing figures add to the likeness of their slots; half of it for small numbers, which meet by
/// chance.
const SAME_VALUE: f64 = 1.6;

/// What it takes away that only one side says what became of the people it counts.
const OTHER_FATE: f64 = 1.2;

/// So many people are counted seldom in one account: two such counts are more likely of one crowd.
const CROWD: f64 = 500.0;

/// Measures of one thing are seldom further apart than so many times; counts may be, by four times that:
/// crowds are counted by friend and foe.
const FAR_APART: f64 = 4.0;

/// What it adds that each of two accounts counts one kind of people once only, and of what weight the noun is
/// at least. Staff are left out: they are counted by house and by firm.
const LONE: f64 = 1.8;
const LONE_WEIGHT: f64 = 2.0;

/// What it adds that both figures go with a deed of one class, however common the class is in the accounts; and
/// what it takes away that none of their deeds is the same, where the noun alone does not tell what is counted.
const SAME_DEED: f64 = 1.4;
const OTHER_DEED: f64 = 1.6;

/// What it adds that each of two accounts counts one class of things once only.
const LONE_CLASS: f64 = 1.2;

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
    class: Option<&'static str>,
    person: bool,
    /// What became of them: dead, hurt, missing.
    pub fates: Vec<Key>,
    deed: Option<(Key, Option<Class>)>,
    /// Every deed of its clause that has a class, and the nearest one.
    deeds: Vec<Key>,
    /// Whether it counts those aboard.
    aboard: bool,
    /// Whose they are said to be, by a name and `its` or `whose`.
    owner: Option<Key>,
    /// Whom and what the clause names.
    who: Vec<Key>,
    /// What the words beside it speak of, in order, each once.
    near: Vec<Key>,
}

/// Two figures of the same thing.
#[derive(Clone, Debug)]
pub struct Match {
    /// The index of the other slot.
    pub other: usize,
    /// How much the two share.
    pub score: f64,
    /// A number that stands for the pair.
    pub pair: u64,
}

/// Every figure of a library with its counterparts in other articles.
#[derive(Debug, Default)]
pub struct Slots {
    /// The slots, in order of claims.
    pub slots: Vec<Slot>,
    /// For each slot, its matches.
    pub matches: Vec<Vec<Match>>,
    /// For each claim, where its slots begin.
    first: Vec<usize>,
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

impl Slots {
    /// Returns the slots of the claim with index `claim`, as a range of [`Slots::slots`].
    #[must_use]
    pub fn of(&self, claim: usize) -> Range<usize> {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.slots.len());
        at(claim)..at(claim + 1)
    }

    /// Finds the slots of all claims and their matches.
    #[must_use]
    pub fn new(
        claims: &[Claim],
        keys: &Keys,
        weight: &dyn Fn(Key) -> f64,
        apart: &dyn Fn(usize, usize) -> bool,
    ) -> Self {
        let mut out = Self::default();
        for (index, claim) in claims.iter().enumerate() {
            out.first.push(out.slots.len());
            for i in 0..claim.quantities.len() {
                out.slots.extend(slot(claims, index, i, keys));
            }
        }
        out.match_up(claims, weight, apart);
        out
    }

    fn match_up(
        &mut self,
        claims: &[Claim],
        weight: &dyn Fn(Key) -> f64,
        apart: &dyn Fn(usize, usize) -> bool,
    ) {
        let mut buckets: BTreeMap<(Dimension, Index), Vec<usize>> = BTreeMap::new();
        for (i, slot) in self.slots.iter().enumerate() {
            let dim = dimension(claims[slot.claim].quantities[slot.quantity].quantity.unit);
            for key in slot.indices() {
                buckets.entry((dim, key)).or_default().push(i);
            }
        }
        // How often each article counts each noun.
        let mut counted: HashMap<(usize, Key), usize> = HashMap::default();
        for slot in &self.slots {
            if let Some(key) = slot.key {
                *counted.entry((claims[slot.claim].article, key)).or_default() += 1;
            }
        }
        // What is measured seldom: the only area that an account gives.
        let mut measured: HashMap<(usize, &str), usize> = HashMap::default();
        let seldom = |slot: &Slot| match claims[slot.claim].quantities[slot.quantity].quantity.unit
        {
            Unit::Of(
                name @ ("area" | "volume" | "temperature" | "pressure" | "mass" | "power"),
            ) => Some((claims[slot.claim].article, name)),
            _ => None,
        };
        for slot in &self.slots {
            if let Some(key) = seldom(slot) {
                *measured.entry(key).or_default() += 1;
            }
        }
        let rare = |i: usize| seldom(&self.slots[i]).is_some_and(|k| measured[&k] == 1);
        // The best match of each slot in each other article.
        let mut classes: HashMap<(usize, &str), usize> = HashMap::default();
        for slot in &self.slots {
            if let Some(class) = slot.class {
                *classes.entry((claims[slot.claim].article, class)).or_default() += 1;
            }
        }
        let mut best: HashMap<(usize, usize), Vec<(f64, usize)>> = HashMap::default();
        let mut seen = foldhash::HashSet::default();
        for bucket in buckets.values_mut() {
            bucket.sort_by_key(|i| (claims[self.slots[*i].claim].order, *i));
            bucket.truncate(BUCKET);
            for (n, i) in bucket.iter().enumerate() {
                for j in &bucket[n + 1..] {
                    let (a, b) = ((*i).min(*j), (*i).max(*j));
                    let (p, q) = (&claims[self.slots[a].claim], &claims[self.slots[b].claim]);
                    if p.article == q.article || apart(p.article, q.article) || !seen.insert((a, b))
                    {
                        continue;
                    }
                    let mut score = likeness(claims, &self.slots[a], &self.slots[b], weight);
                    // The only supporters that either account counts.
                    let (x, y) = (self.slots[a].key, self.slots[b].key);
                    let lone = |article: usize| {
                        x.is_some_and(|k| {
                            counted.get(&(article, k)) == Some(&1) && weight(k) >= LONE_WEIGHT
                        })
                    };
                    let people = self.slots[a].person && self.slots[a].class != Some("worker");
                    if score > 0.0 && people && x == y && lone(p.article) && lone(q.article) {
                        score += LONE;
                    } else if score > 0.0 && rare(a) && rare(b) {
                        score += LONE_CLASS;
                    } else if score > 0.0
                        && let (Some(m), Some(n)) = (self.slots[a].class, self.slots[b].class)
                        && m == n
                        && !matches!(m, "person" | "worker")
                        && classes[&(p.article, m)] == 1
                        && classes[&(q.article, n)] == 1
                    {
                        score += LONE_CLASS;
                    }
                    if score > 0.0 {
                        best.entry((a, q.article)).or_default().push((score, b));
                        best.entry((b, p.article)).or_default().push((score, a));
                    }
                }
            }
        }
        for list in best.values_mut() {
            list.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        }
        self.matches = vec![Vec::new(); self.slots.len()];
        for ((a, article), list) in &best {
            let (score, b) = list[0];
            let back = &best[&(b, claims[self.slots[*a].claim].article)];
            if *a < b && back[0].1 == *a && claims[self.slots[b].claim].article == *article {
                let pair = (*a as u64) << 32 | b as u64;
                self.matches[*a].push(Match { other: b, score, pair });
                self.matches[b].push(Match { other: *a, score, pair });
            }
        }
        self.matches.iter_mut().for_each(|m| m.sort_by_key(|m| m.other));
    }
}

/// A dimension that can be ordered.
type Dimension = (u8, &'static str);

fn dimension(unit: Unit) -> Dimension {
    match unit {
        Unit::Count => (0, ""),
        Unit::Ordinal => (1, ""),
        Unit::Score => (2, ""),
        Unit::Of(name) => (3, name),
    }
}

/// What a slot can be looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Index {
    Head(Key),
    Class(&'static str),
    Deed(Key),
    Near(Key),
}

impl Slot {
    /// Tells whether it counts those who are sent, of whom more come by the day: firefighters, troops.
    pub fn grows_by_the_day(&self) -> bool {
        matches!(self.class, Some("rescuer" | "troop" | "officer"))
    }

    fn indices(&self) -> Vec<Index> {
        let mut out: Vec<Index> = self.key.map(Index::Head).into_iter().collect();
        out.extend(self.class.map(Index::Class));
        if self.person {
            out.push(Index::Class("person"));
        }
        out.extend(self.deed.map(|d| Index::Deed(d.0)));
        out.extend(self.near.iter().chain(&self.who).map(|k| Index::Near(*k)));
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn slot(claims: &[Claim], index: usize, at: usize, keys: &Keys) -> Option<Slot> {
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
    let lent = if count && head.is_none() { lent_head(claims, index, counted) } else { None };
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
    let person =
        sorts.first() == Some(&"person") || matches!(lemma.as_str(), "people" | "us" | "them");
    let usable = |p: &super::predicate::Predicate| {
        let word = keys.show(p.key);
        let reports = p.class.is_none() && lexicon::ATTRIBUTION.kind(word) == Some("verb");
        !reports && !(start..end).contains(&p.at.start)
    };
    let deed = claim.nearest_predicate(&counted.at, usable).map(|p| (p.key, p.class));
    let aboard = (start.saturating_sub(4)..end + 5).any(|i| {
        matches!(claim.word(i), "aboard" | "carried" | "carrying" | "carries")
            || claim.word(i) == "on" && claim.word(i + 1) == "board"
    });
    // "its 17 seats", "the bank's 7,200 employees", "3,100 staff of the General Hospital"
    let owned =
        (1..=2).any(|n| matches!(claim.back(start, n), "its" | "whose" | "their" | "his" | "her"));
    let named = |n: &&super::claim::Named| !n.pronoun;
    let owner = claim
        .names
        .iter()
        .filter(named)
        .rfind(|n| n.at.end <= start && owned && start - n.at.end <= 5)
        .map(|n| entity_key(n.entity))
        .or_else(|| {
            let after = head.filter(|i| claim.word(i + 1) == "of")?;
            let within = after + 2..after + 4;
            claim
                .names
                .iter()
                .filter(named)
                .find(|n| within.contains(&n.at.start))
                .map(|n| entity_key(n.entity))
        })
        .or_else(|| {
            let term = claim.terms.get(start.checked_sub(1)?)?;
            term.possessive.then_some(term.key)
        });
    let mut deeds: Vec<Key> = claim
        .predicates
        .iter()
        .filter(|p| usable(p) && p.class.is_some() && claim.clause(start).contains(&p.at.start))
        .map(|p| p.key)
        .chain(deed.map(|d| d.0))
        .collect();
    deeds.sort_unstable();
    deeds.dedup();
    let clause = claim.clause(start);
    let window = start.saturating_sub(NEAR).max(clause.start.saturating_sub(2))
        ..(end + NEAR).min(clause.end.max(end + 7)).min(claim.terms.len());
    let skip = |i: &usize| {
        Some(*i) == head
            || (start..end).contains(i)
            || claim.times.iter().any(|t| t.at.contains(i))
            || lexicon::is_generic(claim.word(*i))
    };
    let mut near: Vec<Key> = window
        .clone()
        .filter(|i| {
            matches!(claim.terms[*i].role, Role::Noun | Role::Verb | Role::Adjective) && !skip(i)
        })
        .map(|i| claim.terms[i].key)
        .collect();
    near.sort_unstable();
    near.dedup();
    let mut who: Vec<Key> = claim
        .names
        .iter()
        .filter(|n| window.contains(&n.at.start))
        .map(|n| entity_key(n.entity))
        .collect();
    who.sort_unstable();
    who.dedup();
    let fates = fates(claim, start..end, term.is_none());
    if count && term.is_none() && fates.is_empty() {
        return None;
    }
    let until = head.map_or(end, |i| i + 1).max(end);
    Some(Slot {
        claim: index,
        quantity: at,
        at: start..until,
        head,
        key: term.map(|t| t.key),
        fates,
        class: super::contradiction::noun_class_of(keys, word),
        lemma,
        kin,
        person,
        deed,
        deeds,
        aboard,
        owner,
        who,
        near,
    })
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

/// A figure behind a noun and before nothing that it could count numbers that noun: `report 2`, `phase 3`.
fn names_a_thing(claim: &Claim, counted: &Counted) -> bool {
    let quantity = &counted.quantity;
    let before = counted.at.start.checked_sub(1).map(|i| &claim.terms[i]);
    let after = claim.terms.get(counted.at.end);
    quantity.unit == Unit::Count
        && quantity.hedge == Hedge::Exact
        && quantity.value < 1000.0
        && before.is_some_and(|t| {
            t.role == Role::Noun
                && !t.text.ends_with('s')
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

/// How well two counted nouns name the same thing; `None` when they cannot.
fn heads(a: &Slot, b: &Slot, weight: &dyn Fn(Key) -> f64) -> Option<f64> {
    let (Some(x), Some(y)) = (a.key, b.key) else {
        // "two of the twelve": what is counted stands elsewhere.
        return Some(0.0);
    };
    if x == y && is_anybody(&a.lemma) {
        return Some(0.6);
    }
    if x == y {
        return Some(weight(x).clamp(0.8, 2.5));
    }
    if a.class.is_some() && a.class == b.class && a.class != Some("person") {
        return Some(1.2);
    }
    if is_light(&a.lemma) || is_light(&b.lemma) {
        return (!a.person && !b.person).then_some(0.0);
    }
    if a.person != b.person {
        return None;
    }
    let kin = || a.kin.contains(&b.lemma.as_str()) || b.kin.contains(&a.lemma.as_str());
    if a.person {
        let anybody = is_anybody(&a.lemma) || is_anybody(&b.lemma);
        return (anybody || kin()).then_some(0.6);
    }
    kin().then_some(0.8)
}

/// Returns how much two slots share; 0 when they cannot be of one thing.
fn likeness(claims: &[Claim], a: &Slot, b: &Slot, weight: &dyn Fn(Key) -> f64) -> f64 {
    let (p, q) = (&claims[a.claim], &claims[b.claim]);
    if p.background != q.background {
        return 0.0;
    }
    let count = p.quantities[a.quantity].quantity.unit == Unit::Count;
    let Some(mut score) = (if count { heads(a, b, weight) } else { Some(0.0) }) else { return 0.0 };
    let force = |claim: &Claim, slot: &Slot| claim.force[slot.at.start];
    if (force(p, a) == Force::Fact) != (force(q, b) == Force::Fact) {
        score -= 0.8;
    }
    let mut done: f64 = match (a.deed, b.deed) {
        (Some(x), Some(y)) if x.0 == y.0 => weight(x.0).min(3.0) * 0.8,
        _ => 0.0,
    };
    let common = a.deeds.iter().any(|k| b.deeds.contains(k));
    if common && (a.deed.is_some_and(|d| d.1.is_some()) || b.deed.is_some_and(|d| d.1.is_some())) {
        done = done.max(SAME_DEED);
    }
    score += done;
    // "people", "three", "a decade": only the deed tells what it is a figure of.
    let loose =
        |slot: &Slot| slot.key.is_none() || is_anybody(&slot.lemma) || is_light(&slot.lemma);
    let duration = p.quantities[a.quantity].quantity.unit == Unit::Of("duration");
    let untold = if count { loose(a) || loose(b) } else { duration };
    let fate = a.fates.iter().any(|k| b.fates.contains(k));
    // "the League with its 17 seats, the Union with its 81"
    if let (Some(x), Some(y)) = (a.owner, b.owner)
        && x != y
    {
        score -= OTHER_DEED;
    }
    // Those aboard are all of them; whom somebody speaks with, or takes somewhere, may be some.
    if a.person && b.person && !common && a.aboard != b.aboard {
        score -= OTHER_DEED;
    }
    if untold && !common && !fate && !a.deeds.is_empty() && !b.deeds.is_empty() {
        score -= OTHER_DEED;
    }
    let (x, y) = (&a.fates, &b.fates);
    if !x.is_empty() && !y.is_empty() && !x.iter().any(|k| y.contains(k)) {
        return 0.0;
    }
    if x.is_empty() != y.is_empty() && (a.person || b.person) {
        score -= OTHER_FATE;
    }
    let large =
        |claim: &Claim, slot: &Slot| claim.quantities[slot.quantity].quantity.value >= CROWD;
    if a.person && b.person && large(p, a) && large(q, b) {
        score += 1.0;
    }
    // Equal figures are most likely of one thing; another figure beside them is then of another.
    let (x, y) = (&p.quantities[a.quantity].quantity, &q.quantities[b.quantity].quantity);
    if x.agrees(y) && !x.is_bound() && !y.is_bound() {
        score += if x.value > 12.0 { SAME_VALUE } else { SAME_VALUE / 2.0 };
    } else if (x.value / y.value.max(1e-9)).max(y.value / x.value.max(1e-9))
        > FAR_APART * if count { 4.0 } else { 1.0 }
    {
        score -= 1.0;
    }
    let deeds: Vec<Key> = [a.deed, b.deed].into_iter().flatten().map(|d| d.0).collect();
    let skip = |k: &Key| Some(*k) == a.key || Some(*k) == b.key || deeds.contains(k);
    let mut shared = 0.0;
    for key in a.near.iter().filter(|k| !skip(k)) {
        if b.near.binary_search(key).is_ok() {
            shared += weight(*key).min(3.5) * 0.7;
        }
    }
    let common = a.who.iter().filter(|k| b.who.binary_search(k).is_ok()).count();
    shared += a
        .who
        .iter()
        .filter(|k| b.who.binary_search(k).is_ok())
        .map(|k| weight(*k).min(2.5) * 0.7)
        .sum::<f64>();
    if common == 0 && !a.who.is_empty() && !b.who.is_empty() {
        score -= 1.0;
    }
    let mut wide = 0.0;
    for key in &p.content {
        let near = a.near.binary_search(key).is_ok() && b.near.binary_search(key).is_ok();
        if near || skip(key) {
            continue;
        }
        if q.content.binary_search(key).is_ok() {
            wide += weight(*key).min(3.5) * 0.35;
        } else if q.around.binary_search(key).is_ok() {
            wide += weight(*key).min(3.5) * 0.12;
        }
    }
    for key in q.content.iter().filter(|k| p.content.binary_search(k).is_err() && !skip(k)) {
        if p.around.binary_search(key).is_ok() {
            wide += weight(*key).min(3.5) * 0.12;
        }
    }
    score + shared + wide.min(4.0)
}
