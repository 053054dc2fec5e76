//! People, places and bodies, and when two mentions in two accounts are one of them.

use crate::language::country::{Form, countries};
use crate::language::name::{Name, NameForm};
use crate::language::naming::NameKind;
use crate::language::office::{self, Rank};
use std::collections::HashMap;

/// Somebody or something with a name, by its index in [`Names::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Somebody or something with a name.
#[derive(Clone, Debug, Default)]
pub struct Entity {
    /// The name to show, the longest that was seen.
    pub name: String,
    /// Its words, folded.
    pub words: Vec<String>,
    /// What it is, as far as known.
    pub kind: Option<NameKind>,
    /// The country it is, is the capital of, or holds office in.
    pub country: Option<usize>,
    /// Whether it is a country itself.
    pub is_country: bool,
    /// The offices it is given, each with its country.
    pub offices: Vec<(Option<usize>, String)>,
    /// How often it is named in full.
    pub count: u32,
}

/// The names of a library.
#[derive(Debug, Default)]
pub struct Names {
    /// Everybody and everything named.
    pub entities: Vec<Entity>,
    by_words: HashMap<Vec<String>, EntityId>,
    by_country: HashMap<usize, EntityId>,
    /// For the first and the last word of each longer name: who has it.
    by_part: HashMap<String, Vec<EntityId>>,
}

impl Names {
    /// Returns what an id stands for.
    #[must_use]
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// Learns the names of a text: first of two passes, over all sentences of all articles.
    pub fn learn(&mut self, text: &str, names: &[Name]) {
        for name in names {
            match name.form {
                NameForm::Country(_) => {
                    self.country(name.country);
                }
                NameForm::Proper => {
                    let id = self.entity(text, name);
                    let entity = &mut self.entities[id.0 as usize];
                    entity.count += 1;
                    if let Some(office) = &name.office {
                        let held = (name.country, office.clone());
                        if !entity.offices.contains(&held) {
                            entity.offices.push(held);
                        }
                        if entity.kind == Some(NameKind::Person) {
                            entity.country = entity.country.or(name.country);
                        }
                    }
                }
                NameForm::Description => {}
            }
        }
    }

    fn country(&mut self, index: Option<usize>) -> Option<EntityId> {
        let index = index?;
        if let Some(id) = self.by_country.get(&index) {
            return Some(*id);
        }
        let id = EntityId(u32::try_from(self.entities.len()).unwrap_or(u32::MAX));
        self.entities.push(Entity {
            name: countries()[index].name.to_owned(),
            kind: Some(NameKind::Place),
            country: Some(index),
            is_country: true,
            ..Entity::default()
        });
        self.by_country.insert(index, id);
        Some(id)
    }

    fn entity(&mut self, text: &str, name: &Name) -> EntityId {
        if let Some(id) = self.by_words.get(&name.words) {
            let entity = &mut self.entities[id.0 as usize];
            entity.kind = entity.kind.or(name.kind);
            return *id;
        }
        let id = EntityId(u32::try_from(self.entities.len()).unwrap_or(u32::MAX));
        let shown = name.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        self.entities.push(Entity {
            name: shown,
            words: name.words.clone(),
            kind: name.kind.or(name.hint.filter(|h| *h == NameKind::Person)),
            country: name.country,
            ..Entity::default()
        });
        self.by_words.insert(name.words.clone(), id);
        if name.words.len() > 1 {
            let (first, last) = (name.words.first().cloned(), name.words.last().cloned());
            for part in [first, last].into_iter().flatten() {
                self.by_part.entry(part).or_default().push(id);
            }
        }
        id
    }

    /// Returns whom a mention means: second pass. `here` are the entities that the article named so far,
    /// latest last; a surname goes to the one it was last used for, else to the one most often named.
    #[must_use]
    pub fn resolve(&self, name: &Name, here: &[EntityId]) -> Option<EntityId> {
        match name.form {
            NameForm::Country(Form::Name | Form::Adjective) => self.by_country.get(&name.country?).copied(),
            NameForm::Description => self.described(name.country, name.office.as_deref()?, here),
            _ => {
                let own = self.by_words.get(&name.words).copied();
                if name.words.len() == 1 || own.is_none_or(|id| self.get(id).count == 0) {
                    self.by_surname(name, own, here).or(own)
                } else {
                    own
                }
            }
        }
    }

    fn by_surname(&self, name: &Name, own: Option<EntityId>, here: &[EntityId]) -> Option<EntityId> {
        let word = name.words.first()?;
        let mut longer: Vec<_> = self.by_part.get(word)?.clone();
        let people = longer.iter().any(|id| self.get(*id).kind == Some(NameKind::Person));
        if !people && longer.len() > 1 {
            return None;
        }
        let place = own.is_some_and(|id| self.get(id).kind == Some(NameKind::Place));
        if place || own.is_some() && !people && self.get(own?).count > 1 {
            return None;
        }
        longer.sort_by_key(|id| {
            let named_here = here.iter().filter(|h| *h == id).count();
            std::cmp::Reverse((named_here, self.get(*id).count, std::cmp::Reverse(*id)))
        });
        longer.first().copied()
    }

    fn described(&self, country: Option<usize>, office: &str, here: &[EntityId]) -> Option<EntityId> {
        let head = office::rank(office) == Some(Rank::Head);
        let fits = |entity: &Entity| {
            entity.kind == Some(NameKind::Person)
                && entity.offices.iter().any(|(of, held)| {
                    let same_country = country.is_none() || *of == country;
                    let same_office = held == office
                        || head && office == "leader" && office::rank(held) == Some(Rank::Head)
                        || head && held == "leader"
                        || held.ends_with(&format!(" {office}"));
                    same_country && same_office
                })
        };
        let mut found: Vec<_> = (0..self.entities.len())
            .filter(|i| fits(&self.entities[*i]))
            .map(|i| EntityId(i as u32))
            .collect();
        if found.len() > 1 {
            found.retain(|id| here.contains(id));
        }
        (found.len() == 1).then(|| found[0])
    }

    /// Tells whether `inner` is a part of `outer`: a capital or a person of its country.
    #[must_use]
    pub fn within(&self, inner: EntityId, outer: EntityId) -> bool {
        let (a, b) = (self.get(inner), self.get(outer));
        inner == outer || b.is_country && !a.is_country && a.country.is_some() && a.country == b.country
    }

    /// Tells whether the two can be one: equal, or one's words all among the other's.
    #[must_use]
    pub fn may_be_one(&self, a: EntityId, b: EntityId) -> bool {
        if a == b {
            return true;
        }
        let (x, y) = (self.get(a), self.get(b));
        let among = |p: &Entity, q: &Entity| !p.words.is_empty() && p.words.iter().all(|w| q.words.contains(w));
        among(x, y) || among(y, x)
    }
}
