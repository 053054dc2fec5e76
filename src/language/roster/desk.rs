//! Where names are filed, then joined: letters, middle names, surnames, descriptions, longer forms.

use super::card::Card;
use super::{Entity, EntityId, NameMention, Roster};
use crate::language::name::{Name, NameForm};
use crate::language::naming::{self, NameKind};
use crate::language::office::{self, Rank};
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::{HashMap, HashSet};

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

#[derive(Clone, Copy, Debug)]
struct Slip {
    text: usize,
    span: Span,
    card: usize,
    sure: bool,
}

/// Where names are filed, then joined.
#[derive(Default)]
pub(super) struct Desk {
    cards: Vec<Card>,
    by_key: HashMap<String, usize>,
    slips: Vec<Slip>,
    /// Letters that stand in brackets behind a name, and that name.
    told: Vec<(usize, usize)>,
    /// Descriptions wait until everybody is known: text, span, country, office, words as written.
    waiting: Vec<(usize, Span, Option<usize>, String, String)>,
}

impl Desk {
    /// Files one mention.
    pub(super) fn file(&mut self, text: usize, source: &str, name: &Name) {
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
        if let Some(full) = self.stands_for(text, source, name.span) {
            self.told.push((id, full));
        }
        self.slips.push(Slip { text, span: name.span, card: id, sure: true });
    }

    /// Returns the name that letters in brackets right behind it stand for: `Vessian Broadcasting Corporation (VBN)`.
    fn stands_for(&self, text: usize, source: &str, letters: Span) -> Option<usize> {
        let before = self.slips.last().filter(|slip| slip.text == text)?;
        let between = source.get(before.span.end..letters.start)?;
        let closed = source.get(letters.end..)?.starts_with(')');
        let card = &self.cards[before.card];
        let capitals = letters.of(source).chars().all(char::is_uppercase);
        let same = card.words.len() > 1
            && fold(letters.of(source)).chars().next() == card.words[0].chars().next();
        (closed && capitals && same && matches!(between, " (" | "\u{a0}(")).then_some(before.card)
    }

    fn full_names(&self) -> impl Iterator<Item = (usize, &Card)> {
        self.cards
            .iter()
            .enumerate()
            .filter(|(_, c)| c.words.len() > 1 && !c.is_country && c.joined.is_none())
    }

    /// Joins letters to the one name they can stand for: `SCO`, `Shanghai Cooperation Organisation`.
    pub(super) fn join_letters(&mut self) {
        for (letters, full) in std::mem::take(&mut self.told) {
            if self.cards[letters].joined.is_none()
                && !self.cards[letters].is_country
                && letters != full
            {
                self.join(letters, full);
            }
        }
        for id in 0..self.cards.len() {
            let card = &self.cards[id];
            if card.joined.is_some()
                || !card.acronym
                || card.words.len() != 1
                || card.words[0].len() < 3
                || card.is_country
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
    pub(super) fn join_middle_names(&mut self) {
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

    /// Joins `Bill Vitt` and `B. Vitt` to `William Vitt` when no text has both and nobody else could be meant.
    pub(super) fn join_nicknames(&mut self) {
        let mut families: HashMap<&str, Vec<usize>> = HashMap::default();
        for (id, card) in self.full_names().filter(|(_, card)| card.words.len() == 2) {
            families.entry(&card.words[1]).or_default().push(id);
        }
        let mut moves: Vec<(usize, usize)> = Vec::new();
        for family in families.values().filter(|family| family.len() > 1) {
            let given = |id: usize| self.cards[id].words[0].as_str();
            for id in family {
                let may = |other: &&usize| {
                    *other != id && naming::may_be_given(given(*id), given(**other))
                };
                let apart = |other: usize| {
                    let (a, b) = (&self.cards[*id].texts, &self.cards[other].texts);
                    !a.keys().any(|text| b.contains_key(text))
                };
                let found: Vec<usize> = family.iter().filter(may).copied().collect();
                // the longer form takes the shorter one; of two as long the one said more
                let size = |id: usize| (given(id).len(), self.cards[id].count(), given(id));
                if let [one] = found[..]
                    && apart(one)
                    && size(*id) < size(one)
                {
                    moves.push((*id, one));
                }
            }
        }
        moves.sort_unstable();
        for (short, full) in moves {
            self.join(short, full);
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
    pub(super) fn settle(&mut self) {
        self.join_peoples();
        self.join_letters_in_two();
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
        // what follows the first word of each name: `General`, `Bridge`
        let mut seconds: HashMap<&str, HashSet<&str>> = HashMap::default();
        for (_, card) in self.full_names() {
            seconds.entry(&card.words[0]).or_default().insert(&card.words[1]);
        }
        let mut moves: Vec<(usize, usize, usize, bool)> = Vec::new(); // card, text, to, sure
        for (id, card) in self.cards.iter().enumerate() {
            let told = [NameKind::Organisation, NameKind::Event, NameKind::Thing];
            let alone = card.words.len() == 1
                && !card.is_country
                && card.joined.is_none()
                && card.country.is_none()
                && (naming::by_word(&card.words[0]) == Some(NameKind::Organisation)
                    || !told.iter().any(|kind| card.is(*kind)));
            let Some(found) = alone.then(|| ends.get(card.words[0].as_str())).flatten() else {
                continue;
            };
            let place = card.votes[NameKind::Place as usize];
            let fits = |to: &&usize| {
                let full = &self.cards[**to];
                match full.kind() {
                    NameKind::Person => true,
                    NameKind::Place => SAID_SHORT.contains(&full.words[0].as_str()),
                    // of a body one goes "to" and comes "from" it, too
                    NameKind::Organisation if full.words.len() == 2 => {
                        place * 2 < card.count() && !card.acronym
                    }
                    _ => place * 3 < card.count() && !card.acronym,
                }
            };
            let found: Vec<usize> = found.iter().filter(fits).copied().collect();
            // `Olm` is no short form of Olm General, where there is an Olm Bridge too
            let person = |to: &usize| self.cards[*to].kind() == NameKind::Person;
            if found.len() > 1 && !found.iter().any(person) && card.kind() != NameKind::Organisation
            {
                continue;
            }
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

    /// Joins a name to the same with letters that other alphabets write in two: `Tromsoe`, `Tromsø`.
    fn join_letters_in_two(&mut self) {
        const TWO: &[(char, &str)] = &[
            ('ø', "oe"),
            ('ö', "oe"),
            ('ä', "ae"),
            ('æ', "ae"),
            ('å', "aa"),
            ('ü', "ue"),
            ('ß', "ss"),
        ];
        let mut moves = Vec::new();
        for (id, card) in self.cards.iter().enumerate().filter(|(_, card)| !card.is_country) {
            let special = |form: &&String| form.chars().any(|c| TWO.iter().any(|t| t.0 == c));
            let Some(form) = card.forms.keys().find(special) else { continue };
            let mut plain = form.to_lowercase();
            for (letter, two) in TWO {
                plain = plain.replace(*letter, two);
            }
            let key: String = fold(&plain).chars().filter(|c| c.is_alphanumeric()).collect();
            moves.extend(
                self.by_key.get(&key).filter(|other| **other != id).map(|other| (*other, id)),
            );
        }
        for (plain, special) in moves {
            if self.cards[plain].joined.is_none() && self.cards[special].joined.is_none() {
                self.join(plain, special);
            }
        }
    }

    /// Joins the word for the people and things of a place to the place, where no list knows either (`Vessan`,
    /// `Vessa`), and a state to the name after it (`Republic of Vessa`).
    fn join_peoples(&mut self) {
        const ENDS: &[&str] = &["n", "ian", "an", "ese", "s"];
        let filed =
            |card: &Card| card.joined.is_none() && !card.texts.is_empty() && !card.is_country;
        let places: HashMap<&str, usize> = (0..self.cards.len())
            .filter(|id| {
                let card = &self.cards[*id];
                filed(card) && card.words.len() == 1 && card.kind() != NameKind::Person
            })
            .map(|id| (self.cards[id].words[0].as_str(), id))
            .collect();
        let mut moves = Vec::new();
        for (id, card) in self.cards.iter().enumerate().filter(|(_, card)| filed(card)) {
            let place = match card.words.as_slice() {
                [word] if word.len() > 5 => ENDS
                    .iter()
                    .filter_map(|end| places.get(word.strip_suffix(end)?))
                    .find(|place| self.cards[**place].words[0].len() > 3),
                [state, of, name]
                    if of == "of" && matches!(state.as_str(), "republic" | "state" | "kingdom") =>
                {
                    places.get(name.as_str())
                }
                _ => None,
            };
            moves.extend(place.filter(|place| **place != id).map(|place| (id, *place)));
        }
        for (people, place) in moves {
            self.join(people, place);
        }
    }

    /// Gives what a card knows of its mentions in one text to another card.
    fn hand_over(&mut self, id: usize, text: usize, to: usize, count: u32) {
        let (forms, offices) = (self.cards[id].forms.clone(), self.cards[id].offices.clone());
        let alone = self.cards[id].words.concat();
        let first = self.cards[id].texts.remove(&text).map_or(0, |t| t.1);
        let card = &mut self.cards[to];
        for form in forms.into_keys() {
            *card.forms.entry(form).or_default() += count;
        }
        for (office, country) in offices {
            let known = card.offices.entry(office).or_default();
            *known = known.or(country);
        }
        // A name said by its last word is somebody's: `Beech` for Callum Beech, hardly for Vessa Lines.
        let surname =
            card.words.last().is_some_and(|last| *last == alone && naming::by_word(last).is_none());
        let person = card.kind() == NameKind::Person || surname && !card.is(NameKind::Organisation);
        card.votes[NameKind::Person as usize] += u32::from(person);
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
            let head = office::rank(&office) == Some(Rank::Head);
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
            // `the minister`, where the transport minister is the only one
            let holds_longer = |card: &Card| {
                let ends = |held: &String| {
                    held.strip_suffix(office.as_str()).is_some_and(|before| before.ends_with(' '))
                };
                of.is_none() && card.offices.keys().any(ends)
            };
            let all: Vec<usize> =
                holders.iter().filter(|i| holds(&self.cards[**i])).copied().collect();
            let here: Vec<usize> =
                all.iter().filter(|i| self.cards[**i].texts.contains_key(&text)).copied().collect();
            let one = match (&all[..], &here[..]) {
                (_, [one]) => *one,
                ([one], _) if of.is_some() => *one,
                ([], []) if of.is_none() => {
                    let here = |i: &&usize| self.cards[**i].texts.contains_key(&text);
                    let longer = holders.iter().filter(here);
                    let mut longer = longer.filter(|i| holds_longer(&self.cards[**i]));
                    match (longer.next(), longer.next()) {
                        (Some(one), None) => *one,
                        _ => continue,
                    }
                }
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

    /// Joins the forms of a name that is written with a word more, or in the plural: a person to the name alone
    /// (`Little Ana Vitt`, `the Ana Vitts of this world`), a body to the one that tells where or what it is
    /// (`City Museum`, `Lima City Museum`; `Vessa & Olm`, `Vessa & Olm Bank`).
    pub(super) fn join_longer_names(&mut self) {
        let names: Vec<(usize, &Card, NameKind)> = self
            .full_names()
            .filter(|(_, card)| !card.texts.is_empty())
            .map(|(id, card)| (id, card, card.kind()))
            .collect();
        let mut people: HashMap<&[String], usize> = HashMap::default();
        let mut bodies: HashMap<&[String], Vec<usize>> = HashMap::default();
        let mut wholes: HashMap<&[String], Vec<usize>> = HashMap::default();
        for (id, card, kind) in &names {
            match kind {
                NameKind::Person => {
                    people.insert(&card.words, *id);
                }
                NameKind::Organisation => {
                    bodies.entry(&card.words[1..]).or_default().push(*id);
                    let (last, before) = card.words.split_last().unwrap_or((&card.words[0], &[]));
                    if naming::by_word(last) == Some(NameKind::Organisation) {
                        wholes.entry(before).or_default().push(*id);
                    }
                }
                _ => {}
            }
        }
        let mut moves: Vec<(usize, usize)> = Vec::new();
        for (id, card, kind) in &names {
            let words = card.words.as_slice();
            let person = || (1..words.len() - 1).find_map(|n| people.get(&words[n..]).copied());
            let one = || {
                let (last, before) = words.split_last()?;
                let ends = ["es", "s"].iter().filter_map(|end| last.strip_suffix(end));
                ends.map(|last| [before, &[last.to_owned()]].concat())
                    .find_map(|words| people.get(words.as_slice()).copied())
            };
            let single = |found: Option<&Vec<usize>>| match found.map(Vec::as_slice) {
                Some([one]) => Some(*one),
                _ => None,
            };
            // `Vessa & Olm`, where there is a Vessa & Olm Bank
            let whole = || single(wholes.get(words));
            let to = person().or_else(|| match kind {
                NameKind::Person => one().or_else(whole),
                NameKind::Organisation => single(bodies.get(words)).or_else(whole),
                NameKind::Thing => whole(),
                // `Olm General`, not `Olm City` for the City Council
                NameKind::Place if words.last().is_some_and(|w| naming::by_word(w).is_none()) => {
                    whole()
                }
                _ => None,
            });
            moves.extend(to.map(|to| (*id, to)));
        }
        for (other, name) in moves {
            self.join(other, name);
        }
    }

    /// Closes the desk: everybody in alphabetical order, with the mentions in each text.
    pub(super) fn roster(self, texts: usize) -> Roster {
        let mut order: Vec<usize> = (0..self.cards.len())
            .filter(|i| self.cards[*i].joined.is_none() && !self.cards[*i].texts.is_empty())
            .collect();
        let entities: HashMap<usize, Entity> =
            order.iter().map(|i| (*i, self.cards[*i].entity())).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&entities[a], &entities[b]);
            (a.name.as_str(), &a.words, a.country).cmp(&(b.name.as_str(), &b.words, b.country))
        });
        let place: HashMap<usize, EntityId> =
            order.iter().copied().zip((0..).map(EntityId)).collect();
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
    office::rank(office) == Some(Rank::Head)
}
