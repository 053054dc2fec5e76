//! Who is who in a set of texts: names joined when they name the same, across spellings, surnames and offices.

mod card;
mod desk;
mod known;

use super::country::countries;
use super::name::Name;
use super::naming::NameKind;
use super::office::{self, Rank};
use crate::text::Span;
use desk::Desk;
use known::Known;

/// Somebody or something with a name, by its index in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Somebody or something named in a set of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of the name, as most often written.
    pub name: String,
    /// Its words, folded and cut at hyphens.
    pub words: Vec<String>,
    /// What it is.
    pub kind: NameKind,
    /// The country it is, or that its office belongs to (index into [`countries`]).
    pub country: Option<usize>,
    /// The offices it is given, folded, in alphabetical order.
    pub offices: Vec<String>,
    /// Every form found, the most frequent first.
    pub forms: Vec<String>,
}

/// A place where a text names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Where it stands.
    pub span: Span,
    /// Whom or what it names.
    pub entity: EntityId,
    /// Whether nobody else of the texts could be meant.
    pub sure: bool,
}

/// The names of a set of texts, joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Everybody and everything named, in alphabetical order of the name.
    pub entities: Vec<Entity>,
    /// For each text, the mentions in order.
    pub mentions: Vec<Vec<NameMention>>,
}

impl Roster {
    /// Joins the names found in some texts. The entities do not depend on the order of the texts.
    ///
    /// Joined are: forms that differ in hyphens, spaces, case and accents; one word of a name and the
    /// name (in the text where it stands, else in all); letters and what they stand for; country names
    /// and adjectives; an office of a country and the one person who holds it; names with a word more
    /// (`Little Ana Vitt`) or in the plural; nicknames and initials of one surname.
    #[must_use]
    pub fn of(texts: &[(&str, Vec<Name>)]) -> Self {
        let mut desk = Desk::default();
        let known = Known::of(texts);
        for (i, (text, names)) in texts.iter().enumerate() {
            let people = Known::of(std::slice::from_ref(&texts[i]));
            for name in names.iter().flat_map(|name| known.choose(name)) {
                match people.surname(text, name) {
                    Some(person) => desk.file(i, text, &person),
                    None => desk.file(i, text, name),
                }
            }
        }
        desk.join_letters();
        desk.join_middle_names();
        desk.join_nicknames();
        desk.settle();
        desk.join_longer_names();
        desk.roster(texts.len())
    }

    /// Returns everybody and everything named, by id.
    pub fn ids(&self) -> impl Iterator<Item = EntityId> {
        (0..u32::try_from(self.entities.len()).unwrap_or(u32::MAX)).map(EntityId)
    }

    /// Returns what an id stands for.
    #[must_use]
    pub fn get(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
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

    /// Tells whether it is a ship or the like, of which a text says "she": the `Lady Irma`.
    #[must_use]
    pub fn is_ship(&self, id: EntityId) -> bool {
        let entity = self.get(id);
        let titled = || office::rank(&entity.words[0]) == Some(Rank::Title);
        entity.kind == NameKind::Thing && entity.words.len() > 1 && titled()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::name;
    use crate::language::sentence::sentences;
    use crate::language::word::{Cases, words};

    fn roster(texts: &[&str]) -> Roster {
        let mut cases = Cases::default();
        let cut: Vec<Vec<Span>> =
            texts.iter().map(|t| sentences(t, Span::new(0, t.len()))).collect();
        for (text, spans) in texts.iter().zip(&cut) {
            spans.iter().for_each(|s| cases.add(&words(text, *s)));
        }
        let find = |(text, spans): (&&'static str, &Vec<Span>)| {
            (*text, spans.iter().flat_map(|s| name::find(text, *s, &cases)).collect())
        };
        let texts: Vec<&'static str> = texts.iter().map(|t| &*(*t).to_owned().leak()).collect();
        Roster::of(&texts.iter().zip(&cut).map(find).collect::<Vec<_>>())
    }

    /// Each entity with the words of its mentions in each text.
    fn show(texts: &[&str]) -> Vec<String> {
        let roster = roster(texts);
        let line = |i: EntityId| {
            let entity = roster.get(i);
            let of = |(text, mentions): (&&str, &Vec<NameMention>)| -> String {
                let spans = mentions.iter().filter(|m| m.entity == i).map(|m| m.span.of(text));
                spans.collect::<Vec<_>>().join(", ")
            };
            let all: Vec<String> = texts.iter().zip(&roster.mentions).map(of).collect();
            format!("{} {:?}: {}", entity.name, entity.kind, all.join(" | "))
        };
        roster.ids().map(line).collect()
    }

    #[test]
    fn surnames_spellings_and_descriptions_are_one_person() {
        let texts = [
            "Peruvian leader Pak Min Ho met Pak Sun Il. Pak left in a car. The Peruvian leader smiled.",
            "It was Pak Min\u{2011}ho who left. Peru’s leader waved.",
        ];
        let got = show(&texts);
        assert!(
            got.contains(&"Pak Min Ho Person: Pak Min Ho, Pak, Peruvian leader | Pak Min\u{2011}ho, Peru’s leader".to_owned()),
            "{got:#?}"
        );
        assert!(got.contains(&"Pak Sun Il Person: Pak Sun Il | ".to_owned()), "{got:#?}");
        assert!(got.contains(&"Peru Place: Peruvian, Peruvian | Peru".to_owned()), "{got:#?}");
    }

    #[test]
    fn what_could_be_two_people_is_left_alone() {
        let texts = [
            "President Ana Ruiz of Peru met President Olga Paz of Peru. The Peruvian president left.",
        ];
        let got = show(&texts);
        assert!(!got.iter().any(|line| line.contains("Peruvian president")), "{got:#?}");
    }

    #[test]
    fn letters_and_what_they_stand_for_are_one() {
        let texts =
            ["He left the Northern Grain Organisation. The NGO said no.", "An NGO said so."];
        let got = show(&texts);
        assert!(
            got[0].starts_with(
                "Northern Grain Organisation Organisation: Northern Grain Organisation, NGO | NGO"
            ),
            "{got:#?}"
        );
    }

    #[test]
    fn ways_to_call_one_are_one_and_ways_to_call_two_are_two() {
        // Texts, and for each name that must come out the words that are its mentions, in the order of the texts.
        let cases: &[(&[&str], &[&str])] = &[
            // acronyms
            (
                &["The National Rail Board (NRB) met. The NRB said no.", "NRB officials met."],
                &["National Rail Board: National Rail Board, NRB, NRB | NRB"],
            ),
            (
                &["The Bureau of Ferry Statistics (BFS) met.", "At the BFS nobody answered."],
                &["Bureau of Ferry Statistics: Bureau of Ferry Statistics, BFS | BFS"],
            ),
            // letters that stand beside the name stand for it, whatever they leave out
            (
                &["The Vessian Broadcasting Corporation (VBN) said so.", "The VBN said so."],
                &["Vessian Broadcasting Corporation: Vessian Broadcasting Corporation, VBN | VBN"],
            ),
            // nicknames, initials, diacritics
            (
                &["William Pohl said no. Pohl left.", "Bill Pohl said no."],
                &["William Pohl: William Pohl, Pohl | Bill Pohl"],
            ),
            (
                &["William Pohl met Bill Pohl.", "Pohl left."],
                &["Bill Pohl: Bill Pohl | Pohl", "William Pohl: William Pohl | "],
            ),
            (
                &["Director Edda Lunn spoke.", "So says E. Lunn. D. Lunn stayed."],
                &["D. Lunn:  | D. Lunn", "Edda Lunn: Edda Lunn | E. Lunn"],
            ),
            (&["They met in Tromsø.", "They met in Tromsoe."], &["Tromsø: Tromsø | Tromsoe"]),
            (
                &["Simão Deke spoke. Deke left.", "Simao Deke left."],
                &["Simao Deke: Simão Deke, Deke | Simao Deke"],
            ),
            // the office alone, where one holds it; the last word of it, where one alone has that
            (
                &["Transport Minister Ana Ruiz spoke. The minister left.", "The minister left."],
                &["Ana Ruiz: Ana Ruiz, minister | "],
            ),
            (
                &["Finance Minister Ana Ruiz met Health Minister Olga Paz. The minister left."],
                &["Ana Ruiz: Ana Ruiz", "Olga Paz: Olga Paz"],
            ),
            // a people and its land, a state and its name
            (
                &[
                    "In Vessia the Vessian mayor spoke.",
                    "The Republic of Vessia spoke. Vessians sang.",
                ],
                &["Vessia: Vessia, Vessian | Republic of Vessia"],
            ),
            // a firm with and without its form; a body whose word is said alone
            (
                &["Olm Lines Ltd sank. Olm Lines said no.", "Olm Lines, Inc. spoke."],
                &["Olm Lines: Olm Lines Ltd, Olm Lines | Olm Lines, Inc"],
            ),
            (
                &["The Marine Safety Board met. The Board said no. The Board left. The Board ate."],
                &["Marine Safety Board: Marine Safety Board, Board, Board, Board"],
            ),
        ];
        for (texts, want) in cases {
            let got: Vec<String> = show(texts)
                .iter()
                .map(|line| {
                    let (name, mentions) = line.split_once(": ").expect("a line");
                    let name = name.rsplit_once(' ').expect("a kind").0;
                    format!("{name}: {mentions}")
                })
                .collect();
            for line in *want {
                assert!(got.contains(&(*line).to_owned()), "{line}: {got:#?}");
            }
        }
    }

    #[test]
    fn a_pair_falls_into_those_known() {
        let texts = ["Ana Ruiz met Olga Paz. The Ruiz-Paz meeting was short."];
        let got = show(&texts);
        assert_eq!(got, ["Ana Ruiz Person: Ana Ruiz, Ruiz", "Olga Paz Person: Olga Paz, Paz"]);
    }

    #[test]
    fn a_word_before_the_name_of_a_person_makes_nobody_else() {
        let texts = ["They saw Little Ana Vitt. Ana Vitt is seven.", "Ana Vitt’s song was short."];
        assert_eq!(show(&texts), ["Ana Vitt Person: Little Ana Vitt, Ana Vitt | Ana Vitt"]);
        let texts = ["Ana Pohl left.", "She hates the Ana Pohls of this world, and Eva Pohl."];
        assert_eq!(
            show(&texts),
            ["Ana Pohl Person: Ana Pohl | Ana Pohls", "Eva Pohl Person:  | Eva Pohl"]
        );
    }

    #[test]
    fn a_body_that_tells_where_it_is_is_the_body() {
        let texts =
            ["The City Museum shut. The Castle Museum did not.", "The Olm City Museum shut."];
        let got = show(&texts);
        assert!(
            got.contains(&"Olm City Museum Organisation: City Museum | Olm City Museum".to_owned()),
            "{got:#?}"
        );
        assert!(got.iter().any(|line| line.starts_with("Castle Museum ")), "{got:#?}");
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let (a, b) = ("Dr Ana Ruiz left Lima.", "Ruiz and Tom Ruiz met at the Ruiz House in Lima.");
        assert_eq!(roster(&[a, b]).entities, roster(&[b, a]).entities);
    }
}
