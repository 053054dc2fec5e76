//! Where a sentence names somebody or something, and what stands around the name: office, country, description.

use super::country::{self, Form};
use super::lexicon::is_common;
use super::naming::{self, NameKind};
use super::office::{self, Rank};
use super::token::TokenKind;
use super::word::{Cases, Word, is_title_case, words};
use crate::text::Span;

/// How a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameForm {
    /// By a name of its own: `Kim Jong Un`, `Victory Day`.
    Proper,
    /// A country, by name or adjective.
    Country(Form),
    /// By office and country: `the North Korean leader`, `China's president`, `the mayor`.
    Description,
}

/// One place where a text names somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without title and possessive, in bytes of the text.
    pub span: Span,
    /// Its words, folded, cut at hyphens; for a description none.
    pub words: Vec<String>,
    /// How it names.
    pub form: NameForm,
    /// What it names, as far as its own words and its office tell.
    pub kind: Option<NameKind>,
    /// What it may name, going by the words around.
    pub hint: Option<NameKind>,
    /// The country it is, or that its office belongs to (index into [`country::countries`]).
    pub country: Option<usize>,
    /// The office, folded, that stands before it or after it: `president`.
    pub office: Option<String>,
    /// What it falls into when its parts are names elsewhere: `Smith-Jones talks`, `France Macron`.
    pub parts: Vec<Self>,
}

impl Name {
    fn proper(span: Span, words: Vec<String>) -> Self {
        Self {
            span,
            words,
            form: NameForm::Proper,
            kind: None,
            hint: None,
            country: None,
            office: None,
            parts: Vec::new(),
        }
    }

    /// Returns the rank of its office, if it has one.
    #[must_use]
    pub fn rank(&self) -> Option<Rank> {
        self.office.as_deref().and_then(office::rank)
    }
}

/// Finds the names in one sentence, in order. `cases` tells how words are written elsewhere, to see through
/// the capitals of sentence starts and headings.
#[must_use]
pub fn find(text: &str, sentence: Span, cases: &Cases) -> Vec<Name> {
    find_in(text, &words(text, sentence), cases)
}

/// Finds the names among the words of one sentence, in order.
#[must_use]
pub fn find_in(text: &str, words: &[Word<'_>], cases: &Cases) -> Vec<Name> {
    let capital = capitals(words, cases);
    let mut finder = Finder { text, words, capital, out: Vec::new(), office: None, at: 0 };
    while finder.at < words.len() {
        finder.step();
    }
    finder.out
}

/// For each word, whether its capital letter means that it belongs to a name.
fn capitals(words: &[Word<'_>], cases: &Cases) -> Vec<bool> {
    let title = is_title_case(words);
    let mut out = vec![false; words.len()];
    for (i, word) in words.iter().enumerate().rev() {
        let country = word.is_acronym() && country::by_words(&word.key).is_some(); // `US`, not `us`
        if !word.is_capital() || (is_common(&word.key) && !country) || word.key == "i" {
            continue;
        }
        out[i] = if !word.first && !title {
            true
        } else if known(word) {
            true
        } else {
            let next = words.get(i + 1).is_some_and(|w| w.joined && out[i + 1]) && !word.possessive;
            match cases.is_name(&word.key) {
                Some(name) => name,
                None => word.is_acronym() || (next && !title),
            }
        };
    }
    out
}

fn known(word: &Word<'_>) -> bool {
    country::by_words(&word.key).is_some_and(|_| !country::is_short(&word.key) || word.is_acronym())
        || (naming::by_whole(&word.key).is_some() && word.is_acronym())
}

/// Small words that may stand inside a name.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la",
    "le", "du", "dos", "das", "y", "ten", "ter", "st",
];

/// Words that take "of" and another name into theirs: `Bank of England`.
const OF: &[&str] = &[
    "bank",
    "university",
    "ministry",
    "house",
    "gulf",
    "battle",
    "republic",
    "department",
    "bay",
    "isle",
    "church",
    "court",
    "museum",
    "institute",
    "port",
    "sea",
    "state",
    "treaty",
    "council",
    "board",
    "chamber",
    "school",
    "society",
    "strait",
    "cape",
    "duke",
    "prince",
    "city",
    "bureau",
    "federation",
];

/// Words before which an office is no longer held, so that it says nothing of who holds it.
const FORMER: &[&str] =
    &["former", "late", "ex", "then", "ousted", "deposed", "onetime", "future", "next"];

struct Finder<'a, 't> {
    text: &'t str,
    words: &'a [Word<'t>],
    capital: Vec<bool>,
    out: Vec<Name>,
    /// Country and office just read, and the word after them: they belong to a name that begins there.
    office: Option<(Option<usize>, String, usize)>,
    at: usize,
}

impl Finder<'_, '_> {
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
        self.at += 1;
    }

    fn joined(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.joined && w.kind == TokenKind::Word)
            && !self.words[i - 1].possessive
    }

    fn keys(&self, from: usize, len: usize) -> Option<String> {
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
    fn country_at(&self, i: usize) -> Option<(usize, Form, usize)> {
        let word = &self.words[i];
        if !self.capital[i] && !(word.is_capital() && word.key == "the") {
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
    fn office_at(&self, i: usize) -> Option<usize> {
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

    fn span(&self, from: usize, len: usize) -> Span {
        self.words[from].span.join(self.words[from + len - 1].span)
    }

    /// A country at the current word: by itself, before an office, or as the first word of a longer name.
    fn country(&mut self, found: usize, form: Form, len: usize) {
        let (at, next) = (self.at, self.at + len);
        let possessive = self.words[next - 1].possessive;
        let follows = self.joined(next) && self.capital[next];
        let office = self.office_at(next).filter(|_| self.words[next].joined);
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

    fn country_name(&self, found: usize, form: Form, at: usize, len: usize) -> Name {
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
        let former = FORMER.contains(&before) || self.words[from].key.starts_with("ex-");
        let comma = self.words.get(next).is_some_and(|w| w.raw == ",");
        let name = if comma && country.is_some() { next + 1 } else { next };
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

    /// Tells whether what follows an office in capitals makes both one name: `General Assembly`, `Justice Department`.
    fn is_named_after_office(&self, next: usize) -> bool {
        let mut last = next;
        if !(self.joined(next) && self.capital[next]) {
            return false;
        }
        while self.joined(last + 1) && self.capital[last + 1] {
            last += 1;
        }
        last == next && naming::by_word(&self.words[last].key).is_some()
    }

    /// A name of its own from the current word on.
    fn proper(&mut self) {
        let at = self.at;
        let mut end = at + 1;
        let mut inner_office = None;
        while end < self.words.len() {
            if self.words[end - 1].possessive {
                break;
            }
            if self.joined(end) && self.capital[end] {
                if let Some(len) = self.office_at(end)
                    && !self.is_named_after_office(end + len)
                    && self.joined(end + len)
                    && self.capital[end + len]
                {
                    inner_office = Some((end, len)); // `Keldra Mayor Ilka Dorran`
                    break;
                }
                end += 1;
            } else if let Some(more) = self.bridge(end) {
                end += more;
            } else {
                break;
            }
        }
        let mut name = Name::proper(self.span(at, end - at), self.name_words(at, end));
        self.number(&mut name, end);
        self.at = end;
        if let Some((country, office, start)) = self.office.take()
            && start == at
        {
            name.kind = Some(NameKind::Person);
            name.country = country;
            name.office = Some(office);
        }
        if name.kind.is_none() {
            name.kind = self.kind(&name, at, end);
        }
        name.hint = self.hint(at, end);
        if name.kind.is_none_or(|k| k == NameKind::Person) {
            self.apposition(&mut name, end);
        }
        name.parts = self.parts(at, end);
        self.out.push(name);
        if let Some((from, len)) = inner_office {
            let office = self.keys(from, len).unwrap_or_default();
            self.office = Some((None, office, from + len));
            self.at = from + len;
        }
    }

    fn name_words(&self, from: usize, to: usize) -> Vec<String> {
        let words = self.words[from..to].iter().filter(|w| w.kind != TokenKind::Mark);
        words.flat_map(|w| w.key.split('-').map(str::to_owned)).filter(|w| !w.is_empty()).collect()
    }

    /// Returns how many words lie between two parts of one name, counting the first of the second part.
    fn bridge(&self, at: usize) -> Option<usize> {
        let is_name = |i: usize| self.words.get(i).is_some_and(|w| w.joined) && self.capital[i];
        let (before, word) = (&self.words[at - 1], &self.words[at]);
        if word.raw == "."
            && (before.raw.chars().count() == 1 || before.key == "st")
            && is_name(at + 1)
        {
            return Some(2); // `Donald J. Trump`
        }
        if !word.joined || word.kind != TokenKind::Word {
            return None;
        }
        if PARTICLES.contains(&word.key.as_str()) {
            let more = usize::from(
                self.words.get(at + 1).is_some_and(|w| PARTICLES.contains(&w.key.as_str())),
            );
            return is_name(at + 1 + more).then_some(2 + more);
        }
        if word.key == "of" && OF.contains(&before.key.as_str()) {
            let more = usize::from(self.words.get(at + 1).is_some_and(|w| w.key == "the"));
            return is_name(at + 1 + more).then_some(2 + more);
        }
        None
    }

    /// Takes a number along that belongs to the name: `DF-5`, `Pier 4`.
    fn number(&self, name: &mut Name, end: usize) {
        const NUMBERED: &[&str] = &[
            "local", "pier", "gate", "route", "flight", "highway", "terminal", "unit", "camp",
            "war", "room",
        ];
        let Some(last) = self.words.get(end - 1).filter(|w| !w.possessive) else { return };
        let touching = |i: usize| {
            let (before, word) = (self.words.get(i - 1)?, self.words.get(i)?);
            (before.span.end == word.span.start).then_some(word)
        };
        let hyphen = touching(end).filter(|w| matches!(w.raw, "-" | "\u{2010}" | "\u{2011}"));
        let behind = match hyphen {
            Some(_) => touching(end + 1).filter(|_| last.is_acronym() || last.raw.len() == 1),
            None => {
                self.words.get(end).filter(|w| w.joined && NUMBERED.contains(&last.key.as_str()))
            }
        };
        if let Some(number) = behind.filter(|w| w.kind == TokenKind::Number) {
            name.span = name.span.join(number.span);
            name.words.push(number.key.clone());
            name.kind = hyphen.map(|_| NameKind::Thing);
        }
    }

    /// What the words of the name tell.
    fn kind(&self, name: &Name, at: usize, end: usize) -> Option<NameKind> {
        const FIRST: &[(&str, NameKind)] = &[
            ("lake", NameKind::Place),
            ("mount", NameKind::Place),
            ("fort", NameKind::Place),
            ("cape", NameKind::Place),
            ("port", NameKind::Place),
            ("pier", NameKind::Place),
            ("gulf", NameKind::Place),
            ("saint", NameKind::Place),
            ("st", NameKind::Place),
            ("upper", NameKind::Place),
            ("lower", NameKind::Place),
            ("local", NameKind::Organisation),
            ("ministry", NameKind::Organisation),
            ("bank", NameKind::Organisation),
            ("university", NameKind::Organisation),
            ("real", NameKind::Organisation),
            ("fc", NameKind::Organisation),
            ("inter", NameKind::Organisation),
        ];
        let (first, last) = (name.words.first()?.as_str(), name.words.last()?.as_str());
        if let Some(kind) = naming::by_whole(&name.words.join(" ")) {
            let short = end - at == 1 && name.words[0].len() <= 4;
            return (!short || self.words[at].is_acronym()).then_some(kind);
        }
        if name.words.len() < 2 {
            return None;
        }
        if naming::is_given_name(first) && self.words[at].kind == TokenKind::Word {
            let told = naming::by_word(last);
            return if told == Some(NameKind::Organisation) {
                told
            } else {
                Some(NameKind::Person)
            };
        }
        FIRST
            .iter()
            .find(|(word, _)| *word == first)
            .map(|(_, kind)| *kind)
            .or_else(|| naming::by_word(last))
    }

    /// What the words around the name tell.
    fn hint(&self, at: usize, end: usize) -> Option<NameKind> {
        const SPEAKS: &[&str] = &[
            "said",
            "says",
            "told",
            "added",
            "warned",
            "tweeted",
            "argued",
            "insisted",
            "explained",
            "who",
        ];
        let before = at.checked_sub(1).map(|i| self.words[i].key.as_str()).unwrap_or_default();
        let after = self.words.get(end).map(|w| w.key.as_str()).unwrap_or_default();
        match before {
            "in" | "at" | "near" | "outside" => Some(NameKind::Place),
            "the" if self.words[end - 1].is_acronym() => Some(NameKind::Organisation),
            "the" => Some(NameKind::Thing),
            _ if SPEAKS.contains(&after) => Some(NameKind::Person),
            _ => None,
        }
    }

    /// Reads `, the president of China` or `of China` behind a name.
    fn apposition(&self, name: &mut Name, end: usize) {
        let Some(mark) = self.words.get(end) else { return };
        if mark.key == "of" && mark.joined && end + 1 < self.words.len() {
            if name.office.is_some() && name.country.is_none() {
                name.country = self.country_at(end + 1).map(|found| found.0);
            }
            return;
        }
        if mark.raw != "," || name.office.is_some() {
            return;
        }
        let (mut i, mut country) = (end + 1, None);
        while i < self.words.len() && i < end + 6 {
            if let Some((found, _, len)) = self.country_at(i) {
                country = Some(found);
                i += len;
            } else if let Some(len) = self.office_at(i) {
                if self.joined(i + len) && self.capital[i + len] {
                    return; // the office of the next name in a list
                }
                name.office = self.keys(i, len);
                name.kind = Some(NameKind::Person);
                let of = self.words.get(i + len).is_some_and(|w| w.key == "of")
                    && i + len + 1 < self.words.len();
                name.country = country
                    .or_else(|| of.then(|| self.country_at(i + len + 1)).flatten().map(|c| c.0));
                return;
            } else if matches!(
                self.words[i].key.as_str(),
                "a" | "an" | "the" | "senior" | "its" | "their"
            ) {
                i += 1;
            } else {
                return;
            }
        }
    }

    /// What a name may fall into: `Putin-Kim`, `China Xi Jinping`.
    fn parts(&self, at: usize, end: usize) -> Vec<Name> {
        let word = &self.words[at];
        if end - at == 1 {
            let halves: Vec<&str> = word.raw.split(['-', '\u{2010}', '\u{2011}']).collect();
            if halves.len() == 2
                && halves.iter().all(|h| h.chars().count() > 1 && h.starts_with(char::is_uppercase))
            {
                let middle = word.span.start + halves[0].len();
                let second = word.span.end - halves[1].len();
                let spans = [Span::new(word.span.start, middle), Span::new(second, word.span.end)];
                return spans
                    .map(|s| Name::proper(s, vec![crate::text::fold::fold(s.of(self.text))]))
                    .into();
            }
        } else if let Some((found, form, len)) = self.country_at(at)
            && len < end - at
        {
            let rest =
                Name::proper(self.span(at + len, end - at - len), self.name_words(at + len, end));
            return vec![self.country_name(found, form, at, len), rest];
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let mut cases = Cases::default();
        let span = Span::new(0, text.len());
        cases.add(&words(text, span));
        let describe = |name: &Name| {
            let mut out = name.span.of(text).to_owned();
            if let Some(kind) = name.kind.filter(|_| name.form == NameForm::Proper) {
                out.push_str(match kind {
                    NameKind::Person => " (person)",
                    NameKind::Organisation => " (organisation)",
                    NameKind::Place => " (place)",
                    NameKind::Event => " (event)",
                    NameKind::Thing => " (thing)",
                });
            }
            if let Some(office) = &name.office {
                out += &format!(" [{office}");
                let country = name.country.map(|c| country::countries()[c].name);
                out += &country.map(|c| format!(" of {c}")).unwrap_or_default();
                out.push(']');
            }
            out
        };
        find(text, span, &cases).iter().map(describe).collect()
    }

    #[test]
    fn names_come_with_office_and_country() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Norwegian Prime Minister Ola Berg met them.",
                &["Norwegian", "Ola Berg (person) [prime minister of Norway]"],
            ),
            (
                "Norway’s prime minister, Ola Berg, spoke.",
                &["Norway", "Ola Berg (person) [prime minister of Norway]"],
            ),
            ("then President Ana Ruiz of Chile left", &["Ana Ruiz (person)", "Chile"]),
            (
                "and President Ana Ruiz of Chile left",
                &["Ana Ruiz (person) [president of Chile]", "Chile"],
            ),
            (
                "Ana Ruiz, the Chilean president, left",
                &[
                    "Ana Ruiz (person) [president of Chile]",
                    "Chilean",
                    "Chilean president [president of Chile]",
                ],
            ),
            ("the Chilean leader slept", &["Chilean", "Chilean leader [leader of Chile]"]),
            ("the first Chilean leader to sleep", &["Chilean"]),
            ("a visit to the Chilean capital", &["Chilean", "Chilean capital (place)"]),
            ("Dr. Petra Lind waited", &["Petra Lind (person) [dr]"]),
            ("Finance director Mia Holt resigned", &["Mia Holt (person) [finance director]"]),
            ("Oldtown Mayor Mia Holt resigned.", &["Oldtown", "Mia Holt (person) [mayor]"]),
            ("the former Chilean leader slept", &["Chilean"]),
        ];
        for (text, want) in cases {
            assert_eq!(show(text), *want, "{text}");
        }
    }

    #[test]
    fn a_name_ends_where_it_should() {
        let cases: &[(&str, &[&str])] = &[
            (
                "the Bank of England in Dar es Salaam",
                &["Bank of England (organisation)", "Dar es Salaam (place)"],
            ),
            ("a U.S. army of DF\u{2011}5 rockets", &["U.S.", "DF\u{2011}5 (thing)"]),
            ("at Liberty Square’s Old Gate", &["Liberty Square (place)", "Old Gate"]),
            ("Witnesses saw nothing.", &[]),
            ("“We saw Ludwig van Bergen,” she said.", &["Ludwig van Bergen"]),
            ("the UN General Assembly", &["UN General Assembly (organisation)"]),
            (
                "Donald J. Smith went to the White House.",
                &["Donald J. Smith (person)", "White House (organisation)"],
            ),
            (
                "the Republic of Korea and South Korean ships",
                &["Republic of Korea", "South Korean"],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(show(text), *want, "{text}");
        }
    }
}
