//! Who is who in a set of texts: names joined when they name the same, across spellings, surnames and offices.

use super::country::{self, countries};
use super::name::{Name, NameForm};
use super::naming::{self, NameKind};
use super::office::Rank;
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// Somebody or something named in a set of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest form of the name, as most often written.
    pub name: String,
    /// Its words, folded and cut at hyphens.
    pub words: Vec<String>,
    /// What it is.
    pub kind: NameKind,
    /// The country it is, or that its office belongs to (index into [`country::countries`]).
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
    /// Whom or what it names: index into [`Roster::entities`].
    pub entity: usize,
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

/// Offices that several people hold at once, so that "the official" means nobody in particular.
const VAGUE: &[&str] = &[
    "leader",
    "official",
    "analyst",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "adviser",
    "advisor",
    "aide",
    "lawmaker",
    "diplomat",
    "envoy",
    "officer",
    "deputy",
    "witness",
    "resident",
    "lawyer",
    "attorney",
    "editor",
    "reporter",
    "engineer",
    "scientist",
    "researcher",
    "economist",
    "activist",
    "campaigner",
    "minister",
    "member",
];

/// First words of places that are left out when the place is known: `Port Selby`, then `Selby`.
const SAID_SHORT: &[&str] = &["port", "saint", "st", "mount", "lake", "fort"];

/// A text is about a person named this often, and this many times as often as anybody else who could be meant.
const MAIN: (u32, u32) = (4, 3);

/// Words of a name that its letters leave out: `Bank of England` is BE.
const SILENT: &[&str] = &["of", "the", "and", "for", "de", "la"];

impl Roster {
    /// Joins the names found in some texts. The entities do not depend on the order of the texts.
    ///
    /// Joined are: forms that differ in hyphens, spaces, case and accents; one word of a name and the
    /// name (in the text where it stands, else in all); letters and what they stand for; country names
    /// and adjectives; an office of a country and the one person who holds it.
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
        desk.settle();
        desk.roster(texts.len())
    }
}

/// Names known as wholes, to decide where a compound falls into parts.
struct Known {
    wholes: HashSet<String>,
    ends: HashSet<String>,
}

impl Known {
    fn of(texts: &[(&str, Vec<Name>)]) -> Self {
        let mut known = Self { wholes: HashSet::default(), ends: HashSet::default() };
        for name in texts.iter().flat_map(|(_, names)| names).filter(|n| n.form == NameForm::Proper)
        {
            known.wholes.insert(name.words.concat());
            if let ([first, .., last], []) = (name.words.as_slice(), name.parts.as_slice()) {
                known.ends.insert(first.clone());
                known.ends.insert(last.clone());
            }
        }
        known
    }

    /// Reads a word for the people of a country as the surname that it is in this text: `Finn`, where a Toby Finn
    /// is named.
    fn surname(&self, text: &str, name: &Name) -> Option<Name> {
        let word = fold(name.span.of(text));
        let is_country = matches!(name.form, NameForm::Country(_)) && self.ends.contains(&word);
        is_country.then(|| Name {
            words: vec![word],
            form: NameForm::Proper,
            kind: None,
            country: None,
            ..name.clone()
        })
    }

    fn choose<'n>(&self, name: &'n Name) -> Vec<&'n Name> {
        let [a, b] = name.parts.as_slice() else { return vec![name] };
        let split = if a.form == NameForm::Proper
            && a.words.len() == 1
            && b.words.len() == 1
            && a.country.is_none()
        {
            // `Smith-Jones` falls apart when a Smith and a Jones are known from elsewhere
            self.ends.contains(&a.words[0]) && self.ends.contains(&b.words[0])
        } else {
            b.words.len() > 1 && self.wholes.contains(&b.words.concat())
        };
        if split { vec![a, b] } else { vec![name] }
    }
}

/// A name as filed: all mentions with the same letters.
#[derive(Clone, Debug, Default)]
struct Card {
    words: Vec<String>,
    country: Option<usize>,
    is_country: bool,
    /// Votes for person, organisation, place, event, thing.
    votes: [u32; 5],
    offices: BTreeMap<String, Option<usize>>,
    forms: BTreeMap<String, u32>,
    /// For each text: how often, and where first.
    texts: BTreeMap<usize, (u32, usize)>,
    acronym: bool,
    /// The card that this one was joined to.
    joined: Option<usize>,
}

impl Card {
    fn count(&self) -> u32 {
        self.texts.values().map(|t| t.0).sum()
    }

    fn is(&self, kind: NameKind) -> bool {
        let own = self.votes[kind as usize];
        own >= 3 && self.votes.iter().all(|v| *v <= own)
    }

    fn kind(&self) -> NameKind {
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
}

#[derive(Clone, Copy, Debug)]
struct Slip {
    text: usize,
    span: Span,
    card: usize,
    sure: bool,
}

/// Where names are filed, then joined.
#[derive(Default)]
struct Desk {
    cards: Vec<Card>,
    by_key: HashMap<String, usize>,
    slips: Vec<Slip>,
    /// Descriptions wait until everybody is known: text, span, country, office, words as written.
    waiting: Vec<(usize, Span, Option<usize>, String, String)>,
}

impl Desk {
    fn file(&mut self, text: usize, source: &str, name: &Name) {
        let raw = name.span.of(source).to_owned();
        let key = match name.form {
            NameForm::Description => {
                let office = name.office.clone().unwrap_or_default();
                return self.waiting.push((text, name.span, name.country, office, raw));
            }
            NameForm::Country(_) => format!("\0{}", name.country.unwrap_or_default()),
            NameForm::Proper => match naming::alias(&name.words.join(" ")) {
                Some(known) => known.replace(' ', ""),
                None => name.words.concat(),
            },
        };
        let alias = naming::alias(&name.words.join(" "));
        let words =
            alias.map_or_else(|| name.words.clone(), |a| a.split(' ').map(str::to_owned).collect());
        let id = *self.by_key.entry(key).or_insert_with(|| {
            self.cards.push(Card { words: words.clone(), ..Card::default() });
            self.cards.len() - 1
        });
        let card = &mut self.cards[id];
        if (words.len(), &card.words) > (card.words.len(), &words) {
            card.words = words; // `Jong Un` rather than `Jongun`, whichever comes first
        }
        card.is_country |= matches!(name.form, NameForm::Country(_));
        if card.is_country || card.country.is_none() {
            card.country = name.country.or(card.country);
        }
        if let Some(kind) = name.kind {
            card.votes[kind as usize] += 3;
        }
        if let Some(kind) = name.hint {
            card.votes[kind as usize] += 1;
        }
        if let Some(office) = &name.office {
            let country = card.offices.entry(office.clone()).or_default();
            *country = country.or(name.country);
        }
        card.acronym |=
            raw.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && raw.len() > 1;
        *card.forms.entry(raw).or_default() += 1;
        let seen = card.texts.entry(text).or_insert((0, name.span.start));
        seen.0 += 1;
        self.slips.push(Slip { text, span: name.span, card: id, sure: true });
    }

    fn full_names(&self) -> impl Iterator<Item = (usize, &Card)> {
        self.cards
            .iter()
            .enumerate()
            .filter(|(_, c)| c.words.len() > 1 && !c.is_country && c.joined.is_none())
    }

    /// Joins letters to the one name they can stand for: `SCO`, `Shanghai Cooperation Organisation`.
    fn join_letters(&mut self) {
        for id in 0..self.cards.len() {
            let card = &self.cards[id];
            if !card.acronym || card.words.len() != 1 || card.words[0].len() < 3 || card.is_country
            {
                continue;
            }
            let letters = &card.words[0];
            let stands = |full: &Card| {
                let words = full.words.iter().filter(|w| !SILENT.contains(&w.as_str()));
                words.filter_map(|w| w.chars().next()).eq(letters.chars())
            };
            let found: Vec<usize> =
                self.full_names().filter(|(_, c)| stands(c)).map(|(i, _)| i).collect();
            if let [one] = found[..] {
                self.join(id, one);
            }
        }
    }

    /// Joins `Ana Maria Ruiz` to `Ana Ruiz`.
    fn join_middle_names(&mut self) {
        let mut short: HashMap<(String, String), usize> = HashMap::default();
        for (id, card) in self.full_names().filter(|(_, c)| c.words.len() == 2) {
            short.insert((card.words[0].clone(), card.words[1].clone()), id);
        }
        let long: Vec<(usize, usize)> = self
            .full_names()
            .filter(|(_, c)| c.words.len() > 2 && c.votes[NameKind::Person as usize] > 0)
            .filter_map(|(id, c)| {
                let ends = (c.words.first()?.clone(), c.words.last()?.clone());
                Some((id, *short.get(&ends)?))
            })
            .collect();
        for (long, short) in long {
            self.join(long, short);
        }
    }

    fn join(&mut self, id: usize, to: usize) {
        self.cards[id].joined = Some(to);
        let from = self.cards[id].clone();
        let card = &mut self.cards[to];
        for (votes, more) in card.votes.iter_mut().zip(from.votes) {
            *votes += more;
        }
        card.offices.extend(from.offices);
        for (form, count) in from.forms {
            *card.forms.entry(form).or_default() += count;
        }
        for (text, (count, first)) in from.texts {
            let seen = card.texts.entry(text).or_insert((0, first));
            *seen = (seen.0 + count, seen.1.min(first));
        }
        card.country = card.country.or(from.country);
    }

    /// Gives each surname or given name standing alone to the person it belongs to, then each description.
    fn settle(&mut self) {
        let mut ends: HashMap<&str, Vec<usize>> = HashMap::default();
        for (id, card) in self.full_names() {
            if card.is(NameKind::Place) && SAID_SHORT.contains(&card.words[0].as_str()) {
                ends.entry(&card.words[card.words.len() - 1]).or_default().push(id);
            }
            if card.is(NameKind::Place) || card.is(NameKind::Event) || card.is(NameKind::Thing) {
                continue;
            }
            for word in [card.words.first(), card.words.last()].into_iter().flatten() {
                ends.entry(word).or_default().push(id);
            }
        }
        let mut moves: Vec<(usize, usize, usize, bool)> = Vec::new(); // card, text, to, sure
        for (id, card) in self.cards.iter().enumerate() {
            let told = [NameKind::Organisation, NameKind::Event, NameKind::Thing];
            let alone = card.words.len() == 1
                && !card.is_country
                && card.joined.is_none()
                && card.country.is_none()
                && !told.iter().any(|kind| card.is(*kind));
            let Some(found) = alone.then(|| ends.get(card.words[0].as_str())).flatten() else {
                continue;
            };
            let place = card.votes[NameKind::Place as usize];
            let fits = |to: &&usize| {
                let kind = self.cards[**to].kind();
                matches!(kind, NameKind::Person | NameKind::Place)
                    || (place * 3 < card.count() && !card.acronym)
            };
            let found: Vec<usize> = found.iter().filter(fits).copied().collect();
            for text in card.texts.keys() {
                let first = |to: &usize| self.cards[*to].texts.get(text).map(|t| t.1);
                let here: Vec<usize> =
                    found.iter().filter(|to| first(to).is_some()).copied().collect();
                let to = match here[..] {
                    [] => found.iter().max_by_key(|to| {
                        let c = &self.cards[**to];
                        (c.texts.len(), c.count(), std::cmp::Reverse(&c.words))
                    }),
                    _ => here.iter().min_by_key(|to| first(to)),
                };
                if let Some(to) = to {
                    let among = if here.is_empty() { found.len() } else { here.len() };
                    moves.push((id, *text, *to, among == 1));
                }
            }
        }
        let mut slips: HashMap<(usize, usize), Vec<usize>> = HashMap::default();
        for (i, slip) in self.slips.iter().enumerate() {
            slips.entry((slip.card, slip.text)).or_default().push(i);
        }
        for (id, text, to, sure) in moves {
            let moved = slips.remove(&(id, text)).unwrap_or_default();
            for slip in &moved {
                self.slips[*slip].card = to;
                self.slips[*slip].sure = sure;
            }
            self.hand_over(id, text, to, u32::try_from(moved.len()).unwrap_or(u32::MAX));
        }
        self.describe();
    }

    /// Gives what a card knows of its mentions in one text to another card.
    fn hand_over(&mut self, id: usize, text: usize, to: usize, count: u32) {
        let (forms, offices) = (self.cards[id].forms.clone(), self.cards[id].offices.clone());
        let first = self.cards[id].texts.remove(&text).map_or(0, |t| t.1);
        let card = &mut self.cards[to];
        for form in forms.into_keys() {
            *card.forms.entry(form).or_default() += count;
        }
        for (office, country) in offices {
            let known = card.offices.entry(office).or_default();
            *known = known.or(country);
        }
        card.votes[NameKind::Person as usize] += u32::from(!card.is(NameKind::Organisation));
        let seen = card.texts.entry(text).or_insert((0, first));
        *seen = (seen.0 + count, seen.1.min(first));
    }

    /// Gives descriptions to whoever they fit, if that is one person only.
    fn describe(&mut self) {
        let holders: Vec<usize> = (0..self.cards.len())
            .filter(|i| {
                let card = &self.cards[*i];
                card.joined.is_none() && !card.texts.is_empty() && !card.offices.is_empty()
            })
            .collect();
        for (text, span, of, office, raw) in std::mem::take(&mut self.waiting) {
            let head = super::office::rank(&office) == Some(Rank::Head);
            let holds = |card: &Card| {
                card.offices.iter().any(|(held, country)| match of {
                    Some(of) => {
                        let same = *held == office
                            || (head && VAGUE.contains(&office.as_str()) && is_head(held))
                            || (head && VAGUE.contains(&held.as_str()) && is_head(held));
                        same && *country == Some(of)
                    }
                    None => *held == office && !VAGUE.contains(&office.as_str()),
                })
            };
            let all: Vec<usize> =
                holders.iter().filter(|i| holds(&self.cards[**i])).copied().collect();
            let here: Vec<usize> =
                all.iter().filter(|i| self.cards[**i].texts.contains_key(&text)).copied().collect();
            let one = match (&all[..], &here[..]) {
                (_, [one]) => *one,
                ([one], _) if of.is_some() => *one,
                ([], _) if head && of.is_some() => match self.main_person(text, of) {
                    Some(one) => one,
                    None => continue,
                },
                _ => continue,
            };
            let card = &mut self.cards[one];
            *card.forms.entry(raw).or_default() += 1;
            let seen = card.texts.entry(text).or_insert((0, span.start));
            seen.0 += 1;
            self.slips.push(Slip { text, span, card: one, sure: all.len() == 1 });
        }
    }

    /// Returns the person whom a text is about, if there is one and no office makes them another country's:
    /// the leader whose country is told while the name is told elsewhere.
    fn main_person(&self, text: usize, of: Option<usize>) -> Option<usize> {
        let foreign = |card: &Card| {
            card.offices.iter().any(|(office, c)| is_head(office) && c.is_some() && *c != of)
        };
        let people = self.cards.iter().enumerate().filter(|(_, card)| {
            card.joined.is_none()
                && !card.is_country
                && card.words.len() > 1
                && card.kind() == NameKind::Person
        });
        let mut counts: Vec<(u32, usize)> = people
            .filter(|(_, card)| !foreign(card))
            .filter_map(|(i, card)| Some((card.texts.get(&text)?.0, i)))
            .collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        match counts[..] {
            [(most, one), ..] if most >= MAIN.0 => {
                let next = counts.get(1).map_or(0, |c| c.0);
                (most >= MAIN.1 * next).then_some(one)
            }
            _ => None,
        }
    }

    fn card_of(&self, slip: &Slip) -> usize {
        let mut card = slip.card;
        while let Some(to) = self.cards[card].joined {
            card = to;
        }
        card
    }

    fn roster(self, texts: usize) -> Roster {
        let mut order: Vec<usize> = (0..self.cards.len())
            .filter(|i| self.cards[*i].joined.is_none() && !self.cards[*i].texts.is_empty())
            .collect();
        let entities: HashMap<usize, Entity> =
            order.iter().map(|i| (*i, entity(&self.cards[*i]))).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&entities[a], &entities[b]);
            (a.name.as_str(), &a.words, a.country).cmp(&(b.name.as_str(), &b.words, b.country))
        });
        let place: HashMap<usize, usize> =
            order.iter().enumerate().map(|(i, card)| (*card, i)).collect();
        let mut roster = Roster { entities: Vec::new(), mentions: vec![Vec::new(); texts] };
        for slip in &self.slips {
            if let Some(entity) = place.get(&self.card_of(slip)) {
                roster.mentions[slip.text].push(NameMention {
                    span: slip.span,
                    entity: *entity,
                    sure: slip.sure,
                });
            }
        }
        for mentions in &mut roster.mentions {
            mentions.sort_by_key(|m| (m.span, m.entity));
        }
        let mut entities = entities;
        roster.entities = order.iter().filter_map(|i| entities.remove(i)).collect();
        roster
    }
}

fn is_head(office: &str) -> bool {
    super::office::rank(office) == Some(Rank::Head)
}

fn entity(card: &Card) -> Entity {
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
        let line = |(i, entity): (usize, &Entity)| {
            let of = |(text, mentions): (&&str, &Vec<NameMention>)| -> String {
                let spans = mentions.iter().filter(|m| m.entity == i).map(|m| m.span.of(text));
                spans.collect::<Vec<_>>().join(", ")
            };
            let all: Vec<String> = texts.iter().zip(&roster.mentions).map(of).collect();
            format!("{} {:?}: {}", entity.name, entity.kind, all.join(" | "))
        };
        roster.entities.iter().enumerate().map(line).collect()
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
    fn a_pair_falls_into_those_known() {
        let texts = ["Ana Ruiz met Olga Paz. The Ruiz-Paz meeting was short."];
        let got = show(&texts);
        assert_eq!(got, ["Ana Ruiz Person: Ana Ruiz, Ruiz", "Olga Paz Person: Olga Paz, Paz"]);
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let (a, b) = ("Dr Ana Ruiz left Lima.", "Ruiz and Tom Ruiz met at the Ruiz House in Lima.");
        assert_eq!(roster(&[a, b]).entities, roster(&[b, a]).entities);
    }
}
