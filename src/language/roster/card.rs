//! A name as filed: all mentions with the same letters, and what they tell together.

use super::Entity;
use crate::language::country::{self, countries};
use crate::language::lexicon::PARTS;
use crate::language::naming::{self, NameKind};
use crate::language::stem::{self, Part};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A name as filed: all mentions with the same letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    /// The words of the name, folded.
    pub(super) words: Vec<String>,
    /// The country it is or belongs to.
    pub(super) country: Option<usize>,
    /// Whether it is that country itself.
    pub(super) is_country: bool,
    /// Votes for person, organisation, place, event, thing.
    pub(super) votes: [u32; 5],
    /// The offices that stand beside it, each with its country.
    pub(super) offices: BTreeMap<String, Option<usize>>,
    /// How often each form is written.
    pub(super) forms: BTreeMap<String, u32>,
    /// For each text: how often, and where first.
    pub(super) texts: BTreeMap<usize, (u32, usize)>,
    /// Whether it is letters, somewhere.
    pub(super) acronym: bool,
    /// Whether it begins or ends with a word of the dictionary, once asked for.
    pub(super) ordinary: OnceCell<bool>,
    /// The card that this one was joined to.
    pub(super) joined: Option<usize>,
}

impl Card {
    /// Returns how often all texts name it.
    pub(super) fn count(&self) -> u32 {
        self.texts.values().map(|t| t.0).sum()
    }

    /// Tells whether most of what is said of it makes it one kind.
    pub(super) fn is(&self, kind: NameKind) -> bool {
        let own = self.votes[kind as usize];
        own >= 3 && self.votes.iter().all(|v| *v <= own)
    }

    /// Returns what it most likely is.
    pub(super) fn kind(&self) -> NameKind {
        const ORDER: [NameKind; 5] = [
            NameKind::Person,
            NameKind::Organisation,
            NameKind::Place,
            NameKind::Event,
            NameKind::Thing,
        ];
        let best =
            ORDER.into_iter().max_by_key(|k| (self.votes[*k as usize], std::cmp::Reverse(*k)));
        let votes = best.map_or(0, |k| self.votes[k as usize]);
        let strong = votes >= 3 || (votes > 0 && best != Some(NameKind::Thing));
        match best {
            Some(kind) if strong => kind,
            _ if self.acronym && self.words.len() == 1 => NameKind::Organisation,
            _ if (2..=4).contains(&self.words.len()) && votes == 0 && !self.is_ordinary() => {
                NameKind::Person
            }
            _ => NameKind::Thing,
        }
    }

    /// Tells whether it begins or ends with a word of the dictionary, as bodies and things do and people seldom:
    /// `Blue Sound Lines`, `Veldan General`.
    fn is_ordinary(&self) -> bool {
        *self.ordinary.get_or_init(|| self.has_ordinary_words())
    }

    fn has_ordinary_words(&self) -> bool {
        let known = |word: &String| {
            let lemma = stem::lemma(word, Part::Noun);
            word.len() > 3 && PARTS.get(&lemma).is_some_and(|parts| parts.contains(['n', 'a']))
        };
        // letters beside words: `Vessan LNG`
        let letters = |form: &String| {
            let loud = |w: &str| w.chars().count() > 1 && w.chars().all(char::is_uppercase);
            form.split(' ').any(loud) && !form.split(' ').all(loud)
        };
        self.words.first().is_some_and(known)
            || self.words.last().is_some_and(known)
            || self.forms.keys().any(letters)
    }

    /// Returns the entity that it makes.
    pub(super) fn entity(&self) -> Entity {
        let card = self;
        let mut forms: Vec<(&String, &u32)> = card.forms.iter().collect();
        forms.sort_by_key(|(form, count)| (std::cmp::Reverse(**count), form.as_str()));
        let kind = if card.is_country { NameKind::Place } else { card.kind() };
        let country = card.country.filter(|_| card.is_country || kind != NameKind::Person);
        let name = match country {
            Some(country) if card.is_country => countries()[country].name.to_owned(),
            _ => {
                // the form with the words of the card, most frequent first; a description is none, and capitals
                // throughout are those of a heading
                let own = letters(&card.words.concat());
                let full =
                    || forms.iter().map(|(form, _)| form.as_str()).filter(|f| letters(f) == own);
                let calm = full().find(|form| !is_loud(form));
                let name = calm.or_else(|| full().next()).or(forms.first().map(|f| f.0.as_str()));
                let loud = |name: &&str| kind == NameKind::Place && is_loud(name);
                match name.filter(loud) {
                    Some(name) => quiet(name),
                    None => name.unwrap_or_default().to_owned(),
                }
            }
        };
        let held = card.offices.values().flatten().next().copied();
        Entity {
            name,
            words: card.words.clone(),
            kind,
            country: if kind == NameKind::Person { held.or(card.country) } else { card.country },
            offices: card.offices.keys().cloned().collect(),
            forms: forms.into_iter().map(|(form, _)| form.clone()).collect(),
        }
    }
}

/// Returns the letters and digits of a name, by which its forms are compared; a form of company at its end is left out.
fn letters(form: &str) -> String {
    let form = country::key(form);
    let mut words: Vec<&str> = form.split([' ', '-']).collect();
    if words.first() == Some(&"st") {
        words[0] = "saint";
    }
    if words.len() > 2 && words.last().is_some_and(|w| naming::is_company_form(w)) {
        words.pop();
    }
    words.concat().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Tells whether a name is written in capitals throughout, and is more than letters that stand for words.
fn is_loud(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    letters().all(char::is_uppercase) && (letters().count() > 4 || form.contains(' '))
}

/// Writes a name in capitals as running text would: `LIMA` is Lima.
fn quiet(form: &str) -> String {
    let mut first = true;
    let write = |c: char| {
        let out: String = if first { c.to_string() } else { c.to_lowercase().collect::<String>() };
        first = !c.is_alphabetic();
        out
    };
    form.chars().map(write).collect::<Vec<_>>().concat()
}
