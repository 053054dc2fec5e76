//! People, places and bodies as the rules see them: who is who, and who belongs to whom.

use crate::language::country::countries;
use crate::language::naming::NameKind;
use crate::language::roster::{Entity, Roster};
use foldhash::HashMap;

/// Somebody or something with a name, by its index in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// The names of a library, joined across its articles.
#[derive(Debug, Default)]
pub struct Names {
    /// Who is who; its texts are the articles, in order.
    pub roster: Roster,
    /// For each entity of the roster, the one it is: `Little Ana Vitt` is `Ana Vitt`.
    same: Vec<EntityId>,
}

impl Names {
    /// Joins names that the roster keeps apart because of a word before them.
    #[must_use]
    pub fn new(roster: Roster) -> Self {
        let ids: HashMap<&[String], usize> = roster
            .entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == NameKind::Person && e.words.len() > 1)
            .map(|(i, e)| (e.words.as_slice(), i))
            .collect();
        let same = roster
            .entities
            .iter()
            .enumerate()
            .map(|(i, e)| {
                let shorter = (1..e.words.len().saturating_sub(1))
                    .find_map(|n| ids.get(&e.words[n..]).copied());
                EntityId(u32::try_from(shorter.unwrap_or(i)).unwrap_or(u32::MAX))
            })
            .collect();
        Self { roster, same }
    }

    /// Returns the id of an entity of the roster.
    #[must_use]
    pub fn id(&self, entity: usize) -> EntityId {
        self.same[entity]
    }

    /// Returns what an id stands for.
    #[must_use]
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.roster.entities[id.0 as usize]
    }

    /// Returns the name to show.
    #[must_use]
    pub fn name(&self, id: EntityId) -> &str {
        &self.get(id).name
    }

    /// Tells whether it is somebody.
    #[must_use]
    pub fn is_person(&self, id: EntityId) -> bool {
        self.get(id).kind == NameKind::Person
    }

    /// Tells whether it is somewhere.
    #[must_use]
    pub fn is_place(&self, id: EntityId) -> bool {
        self.get(id).kind == NameKind::Place
    }

    /// Tells whether it is a country.
    #[must_use]
    pub fn is_country(&self, id: EntityId) -> bool {
        let entity = self.get(id);
        entity.kind == NameKind::Place
            && entity.country.is_some_and(|c| countries()[c].name == entity.name)
    }

    /// Tells whether `inner` is `outer` or belongs to it: a capital or an office holder to a country.
    #[must_use]
    pub fn within(&self, inner: EntityId, outer: EntityId) -> bool {
        let (a, b) = (self.get(inner), self.get(outer));
        inner == outer || self.is_country(outer) && a.country.is_some() && a.country == b.country
    }

    /// Tells whether the two can be one: equal, or one's words all among the other's.
    #[must_use]
    pub fn may_be_one(&self, a: EntityId, b: EntityId) -> bool {
        let (x, y) = (self.get(a), self.get(b));
        let among = |p: &Entity, q: &Entity| {
            !p.words.is_empty() && p.words.iter().all(|w| q.words.contains(w))
        };
        a == b || among(x, y) || among(y, x)
    }
}
