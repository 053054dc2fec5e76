//! What the rules know beside two claims: the library, its names, its days, and how rare each word is.

use super::claim::Claim;
use super::confidence;
use super::contradiction::Denials;
use super::extract;
use super::pairing::Slots;
use super::progress::{Watch, unwatched};
use super::term::{Key, Keys, Role};
use crate::article::Library;
use crate::language::date::{Day, When, mentions};
use crate::language::pattern::{Form, Found, Patterns};
use crate::language::roster::{EntityId, Roster};
use crate::language::token::tokens;
use crate::language::vector::Direction;
use crate::text::Span;
use foldhash::HashMap;
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// The day against which the relative dates of an article are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day; `None` when nothing tells.
    pub day: Option<Date>,
    /// Whether the article itself says so; else it was inferred.
    pub own: bool,
}

/// Two accounts of one event share at least one in so many of those that the shorter one names.
/// Unrelated news shares a country or a capital at most: one in a dozen and less on the tuning texts.
const SHARED_CAST: usize = 8;

/// What the rules know beside two claims.
#[derive(Debug)]
pub struct Context<'a> {
    /// The articles.
    pub library: &'a Library,
    /// The day of each article.
    pub anchors: Vec<Anchor>,
    /// Every claim, by article and place.
    pub claims: Vec<Claim>,
    /// Who and what is named.
    pub names: Roster,
    /// The keys of words.
    pub keys: Keys,
    /// Its figures, and which of them are of the same thing.
    pub slots: Slots,
    /// For each claim, where a question of the lexicon is answered; found on first use, for the rules of all kinds.
    pub(super) answers: OnceLock<Vec<Vec<Found>>>,
    /// What is said not to be; found on first use.
    pub(super) denials: OnceLock<Denials>,
    /// In how many claims each content key stands.
    frequency: HashMap<Key, u32>,
    /// Where each claim points; found on first use.
    directions: Vec<OnceLock<Direction>>,
    /// For each two articles, whether they can speak of one event.
    one_event: Vec<Vec<bool>>,
}

impl<'a> Context<'a> {
    /// Reads a library.
    ///
    /// # Panics
    /// Never: nothing stops it.
    #[must_use]
    pub fn new(library: &'a Library) -> Self {
        Self::read(library, &unwatched).expect("nobody stops it")
    }

    /// Reads a library under a watch; `None` when that stopped it.
    #[must_use]
    pub fn read(library: &'a Library, watch: Watch<'_>) -> Option<Self> {
        let anchors = anchors(library);
        let mut keys = Keys::default();
        let (claims, names) = extract::claims(library, &anchors, &mut keys, watch)?;
        let mut frequency = HashMap::default();
        for key in claims.iter().flat_map(|c| &c.content) {
            *frequency.entry(*key).or_insert(0) += 1;
        }
        let one_event = one_event(&claims, library.len());
        let slots = Slots::default();
        let answers = OnceLock::new();
        let denials = OnceLock::new();
        let directions = vec![OnceLock::new(); claims.len()];
        let mut cx = Self {
            library,
            anchors,
            claims,
            names,
            keys,
            frequency,
            one_event,
            slots,
            answers,
            denials,
            directions,
        };
        cx.slots = Slots::new(&cx);
        Some(cx)
    }

    /// Tells whether two articles can speak of one event: they share a part of those they name, or one
    /// names hardly anybody, or most that share with one of them share with the other.
    #[must_use]
    pub fn one_event(&self, a: usize, b: usize) -> bool {
        self.one_event[a][b]
    }

    /// Returns how much it says that two claims share a key: near 0 for a word of every sentence.
    #[must_use]
    pub fn weight(&self, key: Key) -> f64 {
        let all = self.claims.len().max(40) as f64;
        let with = f64::from(self.frequency.get(&key).copied().unwrap_or(0));
        ((all + 1.0) / (with + 1.0)).ln().max(0.0)
    }

    /// Returns how much two claims have in common besides the keys of `but`: shared words by their
    /// rarity, words shared with the sentences around at a third.
    #[must_use]
    pub fn related(&self, a: &Claim, b: &Claim, but: &[Key]) -> f64 {
        let mut sum = 0.0;
        for key in &a.content {
            if but.contains(key) {
                continue;
            }
            if b.content.binary_search(key).is_ok() {
                sum += self.weight(*key);
            } else if b.around.binary_search(key).is_ok() {
                sum += self.weight(*key) / 3.0;
            }
        }
        for key in
            b.content.iter().filter(|k| !but.contains(k) && a.content.binary_search(k).is_err())
        {
            if a.around.binary_search(key).is_ok() {
                sum += self.weight(*key) / 3.0;
            }
        }
        // Without the last digits, which depend on the order of the sum.
        (sum * 1e6).round() / 1e6
    }

    /// Returns where a claim of the library points.
    #[must_use]
    pub fn direction(&self, index: usize) -> &Direction {
        self.directions[index].get_or_init(|| confidence::direction(&self.claims[index]))
    }

    /// Returns how much two predicates have in common in who and what stands beside them.
    #[must_use]
    pub fn shared_arguments(
        &self,
        p: &Claim,
        at: &Range<usize>,
        q: &Claim,
        other: &Range<usize>,
    ) -> f64 {
        let (x, y) = (p.arguments(at), q.arguments(other));
        x.iter().filter(|k| y.binary_search(k).is_ok()).map(|k| self.weight(*k)).sum()
    }

    /// Returns how much of what stands beside one predicate stands in the sentences around the other.
    #[must_use]
    pub fn arguments_around(
        &self,
        p: &Claim,
        at: &Range<usize>,
        q: &Claim,
        other: &Range<usize>,
    ) -> f64 {
        let in_around = |keys: Vec<Key>, claim: &Claim| -> f64 {
            keys.iter()
                .filter(|k| claim.around.binary_search(k).is_ok())
                .map(|k| self.weight(*k))
                .sum()
        };
        in_around(p.arguments(at), q) + in_around(q.arguments(other), p)
    }

    /// Returns the shared content of two claims, rarest first, at most `n`, as words.
    #[must_use]
    pub fn shared(&self, a: &Claim, b: &Claim, n: usize) -> Vec<String> {
        let shared = a.content.iter().copied().filter(|k| b.content.binary_search(k).is_ok());
        let mut words: Vec<(f64, String)> =
            shared.map(|k| (self.weight(k), self.show(k))).collect();
        // By word when equally rare: keys are numbered by the order of the sources.
        words.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| x.1.cmp(&y.1)));
        let mut words: Vec<String> =
            words.into_iter().map(|w| w.1).filter(|w| !w.is_empty()).collect();
        words.dedup();
        words.truncate(n);
        words
    }

    /// Returns what a content key stands for, as a word or name; classes of predicates by their name.
    #[must_use]
    pub fn show(&self, key: Key) -> String {
        match key.0.checked_sub(extract::entity_key(EntityId(0)).0) {
            Some(entity) => self
                .names
                .entities
                .get(entity as usize)
                .map_or_else(String::new, |e| e.name.clone()),
            None => match self.keys.show(key).strip_prefix('#') {
                Some(class) => class.to_owned(),
                None => self.keys.word(key).to_owned(),
            },
        }
    }

    /// Returns the key of a class name such as `#arrive`, if any claim has it.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<Key> {
        self.keys.get(name)
    }

    /// Returns the key of a word in its dictionary form, if any claim has it.
    #[must_use]
    pub fn key_of(&self, word: &str) -> Option<Key> {
        self.keys.of_word(word)
    }

    /// Tells whether two claims may be of one day: those that they name, else those of their accounts.
    #[must_use]
    pub fn on_one_day(&self, p: &Claim, q: &Claim) -> bool {
        let days = |claim: &Claim| {
            let mut days: Vec<When> = claim.times.iter().filter_map(|t| t.when).collect();
            if days.is_empty() {
                days.extend(self.anchors[claim.article].day.map(When::day));
            }
            days
        };
        let (x, y) = (days(p), days(q));
        x.is_empty() || y.is_empty() || x.iter().any(|a| y.iter().any(|b| a.intersects(b)))
    }

    /// Returns the words of a side.
    #[must_use]
    pub fn text(&self, claim: &Claim, span: Span) -> &str {
        span.of(&self.library.articles()[claim.article].text)
    }

    /// Finds the phrases of a list in a claim.
    #[must_use]
    pub fn phrases(&self, list: &Patterns, claim: &Claim) -> Vec<Found> {
        self.phrases_where(list, claim, |_| true)
    }

    /// Finds those of them that `fits` says yes to.
    pub fn phrases_where(
        &self,
        list: &Patterns,
        claim: &Claim,
        fits: impl Fn(&Found) -> bool,
    ) -> Vec<Found> {
        let form = |i: usize| {
            let term = &claim.terms[i];
            let mark = term.role == Role::Mark;
            Form { text: &term.text, stem: self.keys.show(term.stem), mark }
        };
        list.find_where(claim.terms.len(), form, fits)
    }

    /// Returns the short name of the article that makes a claim.
    #[must_use]
    pub fn source(&self, claim: &Claim) -> Cow<'_, str> {
        self.library.articles()[claim.article].short_name()
    }
}

/// For each two articles, whether they can speak of one event.
///
/// Two accounts of one event that are short, or name people by their offices, may share one name in nine; the
/// other accounts of the same event then stand between them.
fn one_event(claims: &[Claim], articles: usize) -> Vec<Vec<bool>> {
    let mut cast = vec![Vec::new(); articles];
    for claim in claims {
        cast[claim.article].extend(claim.names.iter().map(|n| n.entity));
    }
    for named in &mut cast {
        named.sort_unstable();
        named.dedup();
    }
    let share = |x: &Vec<EntityId>, y: &Vec<EntityId>| {
        let shared = x.iter().filter(|id| y.binary_search(id).is_ok()).count();
        let fewer = x.len().min(y.len());
        fewer < 3 || shared * SHARED_CAST >= fewer
    };
    let direct: Vec<Vec<bool>> =
        cast.iter().map(|x| cast.iter().map(|y| share(x, y)).collect()).collect();
    // Bits of the articles that each one shares with, itself left out.
    let bits = |a: usize| {
        let mut bits = vec![0u64; articles.div_ceil(64)];
        (0..articles)
            .filter(|c| *c != a && direct[a][*c])
            .for_each(|c| bits[c / 64] |= 1 << (c % 64));
        bits
    };
    let linked: Vec<Vec<u64>> = (0..articles).map(bits).collect();
    let count = |bits: &mut dyn Iterator<Item = u64>| bits.map(u64::count_ones).sum::<u32>();
    let of: Vec<u32> = linked.iter().map(|l| count(&mut l.iter().copied())).collect();
    let between = |a: usize, b: usize| {
        let common = count(&mut linked[a].iter().zip(&linked[b]).map(|(x, y)| x & y));
        common > 0 && common * 2 >= of[a].min(of[b])
    };
    (0..articles).map(|a| (0..articles).map(|b| direct[a][b] || between(a, b)).collect()).collect()
}

/// Finds the day of each article: the day of publication; else a full date in its own text near the days
/// of the others; else the middle of the other accounts' days.
fn anchors(library: &Library) -> Vec<Anchor> {
    let articles = library.articles();
    let mut known: Vec<Date> = articles.iter().filter_map(|a| a.source.published).collect();
    known.sort_unstable();
    let middle = known.get(known.len() / 2).copied();
    // The latest of the dates that the accounts write out: an event lies before its accounts, and old dates are background.
    let written = || articles.iter().filter_map(|a| written(&a.text)).max();
    let fallback = middle.or_else(written);
    articles
        .iter()
        .map(|article| match article.source.published {
            Some(day) => Anchor { day: Some(day), own: true },
            None => Anchor { day: fallback, own: false },
        })
        .collect()
}

/// The first full date in the head of a text.
fn written(text: &str) -> Option<Date> {
    let head = Span::new(0, text.len().min(2000));
    mentions(text, &tokens(text, head)).into_iter().find_map(|m| match m.day? {
        Day::Date { year: Some(y), month, day } => Date::new(y, month, day).ok(),
        _ => None,
    })
}
