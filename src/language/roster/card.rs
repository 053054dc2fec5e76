//! A name as filed: all mentions with the same letters, and what they tell together.

use super::Entity;
use crate::language::country::{self, countries};
use crate::language::naming::NameKind;
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
            _ if self.acronym => NameKind::Organisation,
            _ if (2..=4).contains(&self.words.len()) && votes == 0 => NameKind::Person,
            _ => NameKind::Thing,
        }
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
                // the form with the words of the card, most frequent first; a description is none
                let own = card.words.concat();
                let full = forms.iter().find(|(form, _)| {
                    country::key(form).replace([' ', '\''], "") == own.replace('\'', "")
                });
                full.or(forms.first()).map(|(form, _)| (*form).clone()).unwrap_or_default()
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
