//! Walks along a sentence and takes what it finds: countries, offices, descriptions, names.

use super::{Name, NameForm};
use crate::language::country::{self, Form};
use crate::language::lexicon::{PARTS, SORTS, is_common};
use crate::language::naming::{self, NameKind};
use crate::language::office::{self, Rank};
use crate::language::stem;
use crate::language::token::TokenKind;
use crate::language::word::{Cases, Word, is_title_case};
use crate::text::Span;
use crate::text::fold::fold;

/// One walk along the words of a sentence.
pub(super) struct Finder<'a, 't> {
    pub(super) text: &'t str,
    pub(super) words: &'a [Word<'t>],
    pub(super) capital: Vec<bool>,
    pub(super) out: Vec<Name>,
    /// Country and office just read, and the word after them: they belong to a name that begins there.
    pub(super) office: Option<(Option<usize>, String, usize)>,
    pub(super) at: usize,
}

/// For each word, whether its capital letter means that it belongs to a name.
///
/// At the beginning of a sentence, in a heading and in a word all in capitals the letter says nothing: there the
/// running text tells, which has the word small, or with a capital, or beside the same neighbour.
fn capitals(words: &[Word<'_>], cases: &Cases) -> Vec<bool> {
    let title = is_title_case(words);
    let long = || words.iter().filter(|w| w.kind == TokenKind::Word && w.key.len() >= 4);
    let loud = title && long().filter(|w| w.is_acronym()).count() * 2 > long().count();
    let mut out = vec![false; words.len()];
    for (i, word) in words.iter().enumerate().rev() {
        let country = word.is_acronym() && country::by_words(&word.key).is_some(); // `US`, not `us`
        let next = words.get(i + 1).filter(|w| w.joined && out[i + 1] && !word.possessive);
        // `the Second World War`, `Four Winds`
        let row = next.is_some()
            && !title
            && !word.first
            && matches!(
                word.key.as_str(),
                "first" | "second" | "third" | "two" | "three" | "four" | "five" | "six" | "seven"
            );
        let month = next.is_some() && !word.first && !title && given_in_calendar(words, i);
        let point = usize::from(words.get(i + 1).is_some_and(|w| w.raw == "."));
        let saint = word.key == "st"
            && !before_is_name(words, i)
            && words.get(i + 1 + point).is_some_and(|w| w.joined && w.is_capital());
        // `D. Voss`
        let initial = word.raw.chars().count() == 1
            && word.key != "i"
            && point == 1
            && words.get(i + 2).is_some_and(|w| w.joined && w.is_capital() && !is_common(&w.key));
        let pronoun = word.key == "i" || word.key.starts_with("i'");
        if !word.is_capital()
            || (is_common(&word.key) && !country && !row && !month && !saint && !initial)
            || pronoun
            || word.key.ends_with("-year-old")
            || origin(word).is_some()
        {
            continue;
        }
        let before = i.checked_sub(1).map(|j| &words[j]);
        let neighbour = before
            .filter(|b| word.joined && b.is_capital() && !b.possessive)
            .is_some_and(|b| cases.is_pair(&b.key, &word.key))
            || words
                .get(i + 1)
                .filter(|w| w.joined && w.is_capital() && !word.possessive)
                .is_some_and(|w| cases.is_pair(&word.key, &w.key));
        out[i] = if neighbour || saint || initial || known(word) {
            true
        } else if shouted(word) {
            false
        } else if !word.first && !title {
            true
        } else {
            match cases.is_name(&word.key) {
                Some(name) => name,
                None if word.is_acronym() => !loud,
                None if title => is_given(words, i) || i > 0 && is_given(words, i - 1),
                None => next.is_some() && !is_role(&words[i..], &out[i..]),
            }
        };
    }
    out
}

/// Tells whether a capital word stands right before word `i`: `Bell St`, not `St Ann`.
fn before_is_name(words: &[Word<'_>], i: usize) -> bool {
    words[i].joined
        && i.checked_sub(1).is_some_and(|j| words[j].is_capital() && !is_common(&words[j].key))
}

/// Tells whether word `i` is a given name and nothing else, with a capital word behind it: `Dana Pohl`.
fn is_given(words: &[Word<'_>], i: usize) -> bool {
    let word = &words[i];
    naming::is_given_name(&word.key)
        && PARTS.get(&word.key).is_none()
        && !word.possessive
        && words.get(i + 1).is_some_and(|w| w.joined && w.is_capital() && !is_common(&w.key))
}

/// Tells whether the first word says what the person named after it is or does: `Holidaymaker Carol Finch`.
fn is_role(words: &[Word<'_>], capital: &[bool]) -> bool {
    let key = words[0].key.as_str();
    if naming::is_given_name(key) || naming::by_first(key).is_some() {
        return false;
    }
    let run = capital[1..].iter().zip(&words[1..]).take_while(|(capital, w)| **capital && w.joined);
    let run: Vec<&str> = run.map(|(_, w)| w.key.as_str()).collect();
    match run.as_slice() {
        [.., last] if naming::by_word(last).is_some() => false, // `Farmers Union`
        [given, _, ..] if naming::is_given_name(given) => true,
        _ => is_person(key),
    }
}

/// Tells whether a folded word is a common noun for somebody; of a compound the last part: `goose-keeper`.
pub(super) fn is_person(word: &str) -> bool {
    let word = word.rsplit('-').next().unwrap_or(word);
    let noun = stem::lemma(word, stem::Part::Noun);
    match SORTS.get(&noun) {
        Some(sorts) => sorts.contains("person"),
        // who does a deed: `gatherer`
        None => noun.strip_suffix("er").is_some_and(|deed| {
            let verb = |verb: &str| stem::is_known(verb, stem::Part::Verb, false);
            deed.len() > 2 && (verb(deed) || verb(&format!("{deed}e")))
        }),
    }
}

/// Tells whether a word that is a month is the given name of the person whose surname follows: `said April Jones`.
fn given_in_calendar(words: &[Word<'_>], i: usize) -> bool {
    const BEFORE: &[&str] = &[
        "in", "on", "since", "by", "until", "till", "from", "of", "last", "next", "this", "early",
        "late", "mid", "between", "through", "during", "and", "to", "before", "after", "every",
    ];
    let date = i.checked_sub(1).is_some_and(|j| {
        BEFORE.contains(&words[j].key.as_str()) || words[j].kind == TokenKind::Number
    });
    let reporter = i.checked_sub(1).is_some_and(|j| is_person(&words[j].key));
    (reporter || naming::is_given_name(&words[i].key))
        && !date
        && words.get(i + 1).is_some_and(|w| country::by_words(&w.key).is_none())
}

/// Tells whether a word is an ordinary one written in capitals for effect: `RATINGS`, not `NATO`.
fn shouted(word: &Word<'_>) -> bool {
    let ordinary = || {
        let small = stem::any_lemma(&word.key);
        stem::Part::ALL.iter().any(|part| stem::is_known(&small, *part, false))
    };
    word.is_acronym()
        && word.key.len() >= 4
        && !word.raw.contains('.')
        && !known(word)
        && ordinary()
}

/// Returns the name inside a word for where something comes from: `Lima` in `Lima-based`.
fn origin<'w>(word: &'w Word<'_>) -> Option<&'w str> {
    const ENDS: &[&str] =
        &["based", "born", "owned", "backed", "led", "bound", "registered", "flagged", "built"];
    let (place, end) = word.raw.rsplit_once(['-', '\u{2010}', '\u{2011}'])?;
    (place.starts_with(char::is_uppercase) && ENDS.contains(&end)).then_some(place)
}

fn known(word: &Word<'_>) -> bool {
    country::by_words(&word.key).is_some_and(|_| !country::is_short(&word.key) || word.is_acronym())
        || (naming::by_whole(&word.key).is_some() && word.is_acronym())
}

/// Words before which an office is no longer held, so that it says nothing of who holds it.
const FORMER: &[&str] =
    &["former", "late", "ex", "then", "ousted", "deposed", "onetime", "future", "next"];

impl<'a, 't> Finder<'a, 't> {
    /// Begins at the first word.
    pub(super) fn new(text: &'t str, words: &'a [Word<'t>], cases: &Cases) -> Self {
        let capital = capitals(words, cases);
        Self { text, words, capital, out: Vec::new(), office: None, at: 0 }
    }

    /// Walks to the end and returns what was found, in order.
    pub(super) fn run(mut self) -> Vec<Name> {
        while self.at < self.words.len() {
            self.step();
        }
        self.out
    }

    /// Reads whatever begins at the current word, and moves past it.
    fn step(&mut self) {
        let at = self.at;
        if self.words[at].kind != TokenKind::Word {
            self.at += 1;
            return;
        }
        if let Some((country, form, len)) = self.country_at(at) {
            return self.country(country, form, len);
        }
        if let Some(len) = self.office_at(at) {
            return self.office_from(at, None, at, len);
        }
        if self.capital[at] {
            return self.proper();
        }
        if let Some(place) = origin(&self.words[at]) {
            let start = self.words[at].span.start;
            self.out.push(self.name_of(Span::new(start, start + place.len())));
        }
        self.at += 1;
    }

    /// A name of one word, which may be a country.
    pub(super) fn name_of(&self, span: Span) -> Name {
        let word = fold(span.of(self.text));
        match country::by_words(&word.replace('.', "")) {
            Some((found, form)) => {
                let mut name = self.country_name(found, form, self.at, 1);
                name.span = span;
                name
            }
            None => Name::proper(span, vec![word]),
        }
    }

    pub(super) fn joined(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.joined && w.kind == TokenKind::Word)
            && !self.words[i - 1].possessive
    }

    pub(super) fn keys(&self, from: usize, len: usize) -> Option<String> {
        let mut key = String::new();
        for i in from..from + len {
            if i > from && !self.joined(i) {
                return None;
            }
            if i > from {
                key.push(' ');
            }
            key.push_str(&self.words.get(i)?.key.replace('-', " "));
        }
        Some(key)
    }

    /// Returns the country named at `i`, how, and by how many words.
    pub(super) fn country_at(&self, i: usize) -> Option<(usize, Form, usize)> {
        let word = &self.words[i];
        if !(self.capital[i] || (word.is_capital() && word.key == "the")) {
            return None;
        }
        for len in (1..=country::LONGEST).rev() {
            let Some(key) = self.keys(i, len) else { continue };
            let Some((found, form)) = country::by_words(&key) else { continue };
            if country::is_short(&key) && !word.is_acronym() {
                continue;
            }
            let next_is_name = self.joined(i + len) && self.capital[i + len];
            if len == 1 && next_is_name && naming::is_given_name(&key) {
                continue;
            }
            return Some((found, form, len));
        }
        None
    }

    /// Returns how many words from `i` on are an office; short forms of address take their point along.
    pub(super) fn office_at(&self, i: usize) -> Option<usize> {
        let from = self.words.get(i)?;
        if from.kind != TokenKind::Word {
            return None;
        }
        (1..=office::LONGEST).rev().find(|len| {
            self.keys(i, *len).is_some_and(|key| {
                let class = office::rank(&key);
                // `father` and `sister` are forms of address only with a capital letter
                class.is_some_and(|rank| rank != Rank::Title || from.is_capital())
            })
        })
    }

    pub(super) fn span(&self, from: usize, len: usize) -> Span {
        self.words[from].span.join(self.words[from + len - 1].span)
    }

    /// A country at the current word: by itself, before an office, or as the first word of a longer name.
    fn country(&mut self, found: usize, form: Form, len: usize) {
        let (at, next) = (self.at, self.at + len);
        let possessive = self.words[next - 1].possessive;
        let follows = self.joined(next) && self.capital[next];
        let office = self.office_at(next).filter(|_| self.words[next].joined);
        // `the Chilean Republic` is Chile
        let last = follows && !(self.joined(next + 1) && self.capital[next + 1]);
        let state = |w: &Word<'_>| matches!(w.key.as_str(), "republic" | "kingdom" | "federation");
        if last && form == Form::Adjective && !possessive && state(&self.words[next]) {
            self.out.push(self.country_name(found, Form::Name, at, len + 1));
            self.at = next + 1;
            return;
        }
        if follows && !possessive && office.is_none() && self.begins_longer_name(next, form) {
            return self.proper();
        }
        self.out.push(self.country_name(found, form, at, len));
        if let Some(office) = office.filter(|_| form != Form::Capital || possessive) {
            return self.office_from(next, Some(found), at, office);
        }
        let capital = self.words.get(next).is_some_and(|w| w.joined && w.key == "capital");
        if capital && (form == Form::Adjective || possessive) {
            let mut name = self.country_name(found, Form::Capital, at, len + 1);
            let before = at.checked_sub(1).is_some_and(|i| self.words[i].key == "the");
            if let Some(city) =
                country::countries()[found].capitals.first().filter(|_| before || possessive)
            {
                name.words = vec![country::key(city)];
                name.form = NameForm::Proper;
                self.out.push(name);
            }
        }
        self.at = next;
    }

    pub(super) fn country_name(&self, found: usize, form: Form, at: usize, len: usize) -> Name {
        let country = &country::countries()[found];
        let shown = match form {
            Form::Capital => country.capitals.first().copied().unwrap_or(country.name),
            _ => country.name,
        };
        let words = country::key(shown).split(' ').map(str::to_owned).collect();
        let mut name = Name::proper(self.span(at, len), words);
        name.form = if form == Form::Capital { NameForm::Proper } else { NameForm::Country(form) };
        name.kind = Some(NameKind::Place);
        name.country = Some(found);
        name
    }

    /// Tells whether the capital words from `next` on make one name with the country before them:
    /// `Chinese Communist Party`, `Washington Post`, but not `Chinese Premier` or `Japan Olympic Games`' Japan.
    fn begins_longer_name(&self, next: usize, form: Form) -> bool {
        let mut last = next;
        while self.joined(last + 1) && self.capital[last + 1] {
            last += 1;
        }
        let key = self.words[last].key.as_str();
        match naming::by_word(key) {
            Some(NameKind::Event) => form != Form::Adjective,
            Some(_) => true,
            None => form != Form::Adjective,
        }
    }

    /// An office from word `from` on, of `country` if one stood before it (the phrase begins at `start`):
    /// it goes to the name that follows, else it is a description of whoever holds it.
    fn office_from(&mut self, from: usize, country: Option<usize>, start: usize, len: usize) {
        let next = from + len;
        let office = self.keys(from, len).unwrap_or_default();
        let point = self.words.get(next).is_some_and(|w| {
            w.raw == "." && len == 1 && office::rank(&office) == Some(Rank::Title)
        });
        let next = next + usize::from(point);
        let whole_name = self.words[from].is_capital()
            && !self.words[from].first
            && self.is_named_after_office(next);
        if whole_name {
            self.at = from;
            return self.proper();
        }
        let before = start.checked_sub(1).map(|i| self.words[i].key.as_str()).unwrap_or_default();
        // `the Lady Irma` is a ship, and nobody is addressed so.
        let called = self.joined(next) && self.capital[next] && !point;
        if office::rank(&office) == Some(Rank::Title)
            && before == "the"
            && called
            && !matches!(office.as_str(), "rev" | "reverend" | "hon")
        {
            self.at = from;
            self.capital[from] = true;
            return self.proper();
        }
        let former = FORMER.contains(&before) || self.words[from].key.starts_with("ex-");
        let comma = self.words.get(next).is_some_and(|w| w.raw == ",");
        // `Chile's president, Ana Ruiz`, `the director, Ana Ruiz,`
        let apposed = before == "the" && self.is_apposed(next + 1);
        let name = if comma && (country.is_some() || apposed) { next + 1 } else { next };
        let follows = self.words.get(name).is_some_and(|w| w.kind == TokenKind::Word)
            && self.capital[name]
            && (self.words[name].joined || point)
            && !self.words[next - 1].possessive
            && self.country_at(name).is_none();
        self.at = next;
        if follows {
            self.office = Some((country.filter(|_| !former), office, name)).filter(|_| !former);
            return;
        }
        if former
            || office::rank(&office) == Some(Rank::Title)
            || self.words[from].possessive && len > 1
        {
            return;
        }
        // `the president of China`
        let of = self.words.get(next).filter(|w| w.key == "of" && w.joined);
        let behind = of.and_then(|_| {
            let the = usize::from(self.words.get(next + 1).is_some_and(|w| w.key == "the"));
            (next + 1 + the < self.words.len()).then(|| self.country_at(next + 1 + the)).flatten()
        });
        // `the chief engineer` is no chief
        let longer = self.words.get(next).is_some_and(|w| {
            w.joined && !w.is_capital() && w.kind == TokenKind::Word && is_person(&w.key)
        });
        if longer && !self.words[next - 1].possessive {
            return;
        }
        let owner = self.words[from.saturating_sub(1)].possessive && country.is_some();
        if !(before == "the" || owner) || (of.is_some() && behind.is_none() && country.is_none()) {
            return;
        }
        self.out.push(Name {
            form: NameForm::Description,
            kind: Some(NameKind::Person),
            country: country.or(behind.map(|b| b.0)),
            office: Some(office),
            ..Name::proper(self.span(start, next - usize::from(point) - start), Vec::new())
        });
    }

    /// Tells whether a name of two words or more stands from word `i` to the next comma.
    fn is_apposed(&self, i: usize) -> bool {
        let rest = self
            .words
            .get(i..)
            .unwrap_or_default()
            .iter()
            .zip(&self.capital[i.min(self.capital.len())..]);
        let len = rest.take_while(|(w, capital)| **capital && w.joined && !w.possessive).count();
        len > 1 && self.words.get(i + len).is_some_and(|w| w.raw == ",")
    }

    /// Tells whether what follows an office in capitals makes both one name: `General Assembly`, `Justice Department`.
    pub(super) fn is_named_after_office(&self, next: usize) -> bool {
        let mut last = next;
        if !(self.joined(next) && self.capital[next]) {
            return false;
        }
        while self.joined(last + 1) && self.capital[last + 1] {
            last += 1;
        }
        last == next && naming::by_word(&self.words[last].key).is_some()
    }
}
