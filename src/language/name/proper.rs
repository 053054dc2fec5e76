//! Names of their own: how far they reach, what kind they are, what is said right behind them.

use super::Name;
use super::finder::Finder;
use crate::language::naming::{self, NameKind};
use crate::language::token::TokenKind;
use crate::text::Span;

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

impl Finder<'_, '_> {
    /// A name of its own from the current word on.
    pub(super) fn proper(&mut self) {
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
        let word = &self.words[at];
        if end == at + 1 && (naming::is_adjective(&word.key) || word.raw.chars().nth(1).is_none()) {
            return; // `Western`
        }
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
            "in" | "at" | "near" => Some(NameKind::Place),
            "from" | "to" | "into" | "across" | "between" | "towards" | "toward" | "outside"
                if end - at == 1 && !self.words[at].is_acronym() =>
            {
                Some(NameKind::Place)
            }
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
