//! Which figures of two articles are of the same thing.
//!
//! Two slots are weighed by what they share, how far apart their figures are and where they stand, with a logistic
//! model that `examples/fit_slots.rs` fits to clusters of articles with known contradictions. Two figures are of the
//! same thing when each is the likeliest match of the other.

use super::context::Context;
use super::fact::Scope;
use super::logistic::{Figure, Models};
use super::slot::{Slot, slot};
use super::term::Key;
use crate::language::quantity::{Quantity, Unit};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// At most so many slots of one key are weighed against each other, as in `compare`.
const BUCKET: usize = 48;

/// Figures of one thing are never further apart than so many times.
const FAR_APART: f64 = 50.0;

/// How much each figure says: the constant, and a weight for each of [`Pairing::figures`].
static WEIGHTS: LazyLock<(f64, [f64; 16])> = LazyLock::new(|| {
    let models = Models::new(include_str!("../../assets/slots.txt"));
    models.weights("figures", Pairing::default().figures().map(|(name, _)| name))
});

/// What a noun says at most that both accounts count.
const TELLING: f64 = 4.0;

/// Counts up to this one meet by chance.
const FEW: f64 = 3.0;

/// What speaks for two figures being of the same thing, each as a figure that the model weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pairing {
    /// How many times one is the other, as a logarithm.
    pub ratio: f64,
    /// For how many of the two no figure of the other account is closer: 0 to 2.
    pub closest: f64,
    /// How rare the noun is that both count; 0 when they count different nouns.
    pub noun: f64,
    /// How many of the two nouns say nothing of what is counted (`people`, `items`), or are wanting: 0 to 2.
    pub loose: f64,
    /// Whether only one of them says what became of those it counts.
    pub fate: f64,
    /// How many of the two count no more than three: 0 to 2.
    pub few: f64,
    /// Whether only the smaller is said to be at, in or of something: of a part.
    pub part: f64,
    /// Whether they are lengths of time, of which every account has many.
    pub duration: f64,
    /// How alike the sentences are in their words' directions, -1 to 1.
    pub sentence: f64,
    /// How alike the words beside the two are in their directions, -1 to 1.
    pub beside: f64,
    /// How much the sentences have in common in words, by their rarity, as a logarithm.
    pub shared: f64,
    /// For how many of the two no figure of the other account shares more: 0 to 2.
    pub nearest: f64,
    /// Whether both sentences name somebody or something: 1 for one and the same, -1 for none in common, else 0.
    pub named: f64,
    /// Whether the days that the sentences name leave room for one happening.
    pub time: f64,
    /// Whether the later of them is the higher, as figures are that grow.
    pub grew: f64,
    /// How far down its account the later of them stands, 0 to 1: background comes last.
    pub late: f64,
}

impl Pairing {
    /// Returns the figures as the model weighs them.
    #[must_use]
    pub fn figures(&self) -> [Figure; 16] {
        let Self { ratio, closest, noun, loose, fate, few, part, duration, .. } = *self;
        let Self { sentence, beside, shared, nearest, named, time, grew, late, .. } = *self;
        [
            ("ratio", ratio),
            ("closest", closest),
            ("noun", noun),
            ("loose", loose),
            ("fate", fate),
            ("few", few),
            ("part", part),
            ("duration", duration),
            ("sentence", sentence),
            ("beside", beside),
            ("shared", shared),
            ("nearest", nearest),
            ("named", named),
            ("time", time),
            ("grew", grew),
            ("late", late),
        ]
    }

    /// Returns the odds that the figures are of the same thing, as a logarithm.
    #[must_use]
    pub fn odds(&self) -> f64 {
        let (constant, weights) = &*WEIGHTS;
        constant + self.figures().iter().zip(weights).map(|((_, x), w)| x * w).sum::<f64>()
    }

    /// Weighs two slots by themselves; `None` when they cannot be of one thing.
    fn of(cx: &Context<'_>, a: &Slot, b: &Slot) -> Option<Self> {
        let (p, q) = (&cx.claims[a.claim], &cx.claims[b.claim]);
        let (x, y) = (figure(cx, a), figure(cx, b));
        let fate = a.fates.iter().any(|k| b.fates.contains(k));
        // A figure of before, a surplus and a rate are no whole.
        let other = |s: Scope| matches!(s, Scope::Previous | Scope::Additional);
        let rate = |s: Scope| s == Scope::Rate;
        if p.background != q.background
            || p.negated[a.at.start] != q.negated[b.at.start]
            || !a.fates.is_empty() && !b.fates.is_empty() && !fate
            || other(a.scope)
            || other(b.scope)
            || rate(a.scope) != rate(b.scope)
        {
            return None;
        }
        let ratio = x.times(y);
        let count = x.unit == Unit::Count;
        if ratio > FAR_APART && !x.agrees(y) || count && !fate && !a.may_count_what(b) {
            return None;
        }
        let both = |test: &dyn Fn(&Slot) -> bool| f64::from(u8::from(test(a)) + u8::from(test(b)));
        let one = p.names.iter().any(|n| q.names_entity(n.entity));
        let two = !p.names.is_empty() && !q.names.is_empty();
        let grew = a.known.zip(b.known).is_some_and(|(s, t)| {
            s.before(&t) && y.value > x.value || t.before(&s) && x.value > y.value
        });
        Some(Self {
            ratio: ratio.ln(),
            noun: a.key.filter(|k| b.key == Some(*k)).map_or(0.0, |k| cx.weight(k).min(TELLING)),
            loose: if count { both(&Slot::is_loose) } else { 0.0 },
            fate: flag(a.fates.is_empty() != b.fates.is_empty()),
            few: if count { both(&|s| figure(cx, s).value <= FEW) } else { 0.0 },
            part: flag(
                x.value < y.value && a.narrowed && !b.narrowed
                    || y.value < x.value && b.narrowed && !a.narrowed,
            ),
            duration: flag(x.unit == Unit::Of("duration")),
            sentence: cx.direction(a.claim).likeness(cx.direction(b.claim)),
            beside: a.beside.likeness(&b.beside),
            shared: cx.related(p, q, &[]).ln_1p(),
            named: if one { 1.0 } else { -flag(two) },
            time: flag(p.may_be_one_time(q)),
            grew: flag(grew),
            ..Self::default()
        })
    }
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// The figure of a slot.
fn figure<'c>(cx: &'c Context<'_>, slot: &Slot) -> &'c Quantity {
    &cx.claims[slot.claim].quantities[slot.quantity].quantity
}

/// Two figures of different articles that may be of the same thing.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The index of the one slot.
    pub a: usize,
    /// The index of the other, which is greater.
    pub b: usize,
    /// What speaks for it.
    pub pairing: Pairing,
}

impl Candidate {
    /// Returns each of its slots, with the article of the other.
    fn sides(&self, article: &dyn Fn(usize) -> usize) -> [(usize, usize); 2] {
        [(self.a, article(self.b)), (self.b, article(self.a))]
    }
}

/// Two figures of the same thing.
#[derive(Clone, Debug)]
pub struct Match {
    /// The index of the other slot.
    pub other: usize,
    /// The odds that they are, as a logarithm.
    pub odds: f64,
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

impl Slots {
    /// Finds the slots of all claims and their matches.
    #[must_use]
    pub fn new(cx: &Context<'_>) -> Self {
        let mut out = Self::default();
        for (index, claim) in cx.claims.iter().enumerate() {
            out.first.push(out.slots.len());
            out.slots.extend((0..claim.quantities.len()).filter_map(|i| slot(cx, index, i)));
        }
        out.matches = vec![Vec::new(); out.slots.len()];
        let candidates = candidates(cx, &out.slots);
        let odds: Vec<f64> = candidates.iter().map(|c| c.pairing.odds()).collect();
        for i in mutual(cx, &out.slots, &candidates, &odds) {
            let Candidate { a, b, .. } = candidates[i];
            let pair = (a as u64) << 32 | b as u64;
            out.matches[a].push(Match { other: b, odds: odds[i], pair });
            out.matches[b].push(Match { other: a, odds: odds[i], pair });
        }
        out.matches.iter_mut().for_each(|m| m.sort_by_key(|m| m.other));
        out
    }

    /// Returns the slots of the claim with index `claim`, as a range of [`Slots::slots`].
    #[must_use]
    pub fn of(&self, claim: usize) -> Range<usize> {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.slots.len());
        at(claim)..at(claim + 1)
    }
}

/// What a slot can be looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Index {
    /// Nothing but its dimension: the first figures of the accounts all meet.
    Dimension,
    Noun(Key),
    Class(&'static str),
    Deed(Key),
    Beside(Key),
}

fn indices(slot: &Slot) -> Vec<Index> {
    let mut out = vec![Index::Dimension];
    out.extend(slot.key.map(Index::Noun));
    out.extend(slot.class.map(Index::Class));
    out.extend(slot.person.then_some(Index::Class("person")));
    out.extend(slot.deed.map(Index::Deed));
    out.extend(slot.near.iter().map(|k| Index::Beside(*k)));
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns the pairs of slots that may be of one thing, each weighed beside its rivals.
#[must_use]
pub fn candidates(cx: &Context<'_>, slots: &[Slot]) -> Vec<Candidate> {
    let order = |i: usize| cx.claims[slots[i].claim].order;
    let article = |i: usize| cx.claims[slots[i].claim].article;
    let mut buckets: BTreeMap<(Unit, Index), Vec<usize>> = BTreeMap::new();
    for (i, slot) in slots.iter().enumerate() {
        for key in indices(slot) {
            buckets.entry((figure(cx, slot).unit, key)).or_default().push(i);
        }
    }
    let mut sentences = vec![0_usize; cx.library.len()];
    cx.claims.iter().for_each(|c| sentences[c.article] += 1);
    let place = |i: usize| order(i) as f64 / sentences[article(i)] as f64;
    let mut out = Vec::new();
    let mut seen = HashSet::default();
    for bucket in buckets.values_mut().filter(|b| b.len() > 1) {
        bucket.sort_by_key(|i| (order(*i), *i));
        bucket.truncate(BUCKET);
        for (n, i) in bucket.iter().enumerate() {
            for j in &bucket[n + 1..] {
                let (a, b) = ((*i).min(*j), (*i).max(*j));
                let (m, n) = (article(a), article(b));
                if m == n || !cx.one_event(m, n) || !seen.insert((a, b)) {
                    continue;
                }
                if let Some(pairing) = Pairing::of(cx, &slots[a], &slots[b]) {
                    let pairing = Pairing { late: place(a).max(place(b)), ..pairing };
                    out.push(Candidate { a, b, pairing });
                }
            }
        }
    }
    // What each figure has at best in each other account.
    let mut best: HashMap<(usize, usize), (f64, f64)> = HashMap::default();
    for candidate in &out {
        for side in candidate.sides(&article) {
            let (ratio, shared) = best.entry(side).or_insert((f64::MAX, 0.0));
            *ratio = ratio.min(candidate.pairing.ratio);
            *shared = shared.max(candidate.pairing.shared);
        }
    }
    for candidate in &mut out {
        let sides = candidate.sides(&article).map(|side| best[&side]);
        let pairing = &mut candidate.pairing;
        pairing.closest = sides.iter().map(|(ratio, _)| flag(pairing.ratio <= *ratio)).sum();
        pairing.nearest = sides.iter().map(|(_, shared)| flag(pairing.shared >= *shared)).sum();
    }
    out
}

/// Returns the candidates, by index, of which each slot is the likeliest of its article for the other.
#[must_use]
pub fn mutual(
    cx: &Context<'_>,
    slots: &[Slot],
    candidates: &[Candidate],
    odds: &[f64],
) -> Vec<usize> {
    let article = |i: usize| cx.claims[slots[i].claim].article;
    let mut best: HashMap<(usize, usize), usize> = HashMap::default();
    let before = |i: usize, j: usize| {
        let pair = |i: usize| (candidates[i].a, candidates[i].b);
        odds[j].total_cmp(&odds[i]).then(pair(i).cmp(&pair(j))).is_lt()
    };
    for (i, candidate) in candidates.iter().enumerate() {
        for side in candidate.sides(&article) {
            let best = best.entry(side).or_insert(i);
            if before(i, *best) {
                *best = i;
            }
        }
    }
    let likeliest = |i: &usize| candidates[*i].sides(&article).iter().all(|side| best[side] == *i);
    (0..candidates.len()).filter(likeliest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::align::tests::library;

    /// Two accounts, and what their figures are matched with.
    #[test]
    fn figures_of_one_thing_match_each_other_best() {
        let one = "A crew of 14 and 139 passengers were aboard when the ferry left Orvel.\n\nThe fire burned for three hours.";
        let two = "The ferry left Orvel with 25 crew and 139 passengers.\n\nThe fire on the ferry burned for five hours, police said.";
        for texts in [[one, two], [two, one]] {
            let library = library(&texts);
            let cx = Context::new(&library);
            let show = |i: usize| {
                let slot = &cx.slots.slots[i];
                cx.text(&cx.claims[slot.claim], figure(&cx, slot).span).to_owned()
            };
            let mut pairs: Vec<[String; 2]> = (0..cx.slots.slots.len())
                .flat_map(|i| cx.slots.matches[i].iter().map(move |m| (i, m.other)))
                .filter(|(a, b)| a < b)
                .map(|(a, b)| [show(a), show(b)])
                .collect();
            pairs.iter_mut().for_each(|pair| pair.sort());
            pairs.sort();
            let want = [["139", "139"], ["14", "25"], ["five hours", "three hours"]];
            assert_eq!(pairs, want.map(|pair| pair.map(str::to_owned)));
        }
    }

    #[test]
    fn every_figure_has_a_weight() {
        let names = Pairing::default().figures().map(|(name, _)| name);
        for (name, weight) in names.iter().zip(WEIGHTS.1) {
            assert!(weight != 0.0, "{name}");
        }
    }
}
