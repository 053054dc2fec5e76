//! Names of their own: how far they reach, what kind they are, what is said right behind them.

use super::Name;
use super::finder::Finder;
use crate::language::country;
use crate::language::lexicon::is_common;
use crate::language::naming::{self, NameKind};
use crate::language::office;
use crate::language::quantity::is_unit;
use crate::language::stem;
use crate::language::token::TokenKind;
use crate::text::Span;

/// Small words that may stand inside a name.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la",
    "le", "du", "dos", "das", "y", "ten", "ter", "st",
];

/// Tells whether a number behind a word belongs to the name: `Pier 4`, `Tank 2`.
fn takes_number(word: &str) -> bool {
    word == "local" || stem::is_known(word, stem::Part::Noun, true) && !is_common(word)
}

/// Words for places whose name follows after "of": `the town of Lima`.
const TOWNS: &[&str] = &[
    "town",
    "city",
    "village",
    "island",
    "province",
    "suburb",
    "hamlet",
    "capital",
    "resort",
    "east",
    "west",
    "north",
    "south",
    "port",
    "outskirts",
    "edge",
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
    "guild",
    "office",
    "association",
    "union",
    "league",
    "college",
    "academy",
    "monastery",
    "palace",
    "tower",
    "assembly",
    "agency",
    "committee",
    "kingdom",
];

/// Of these, bodies whose name may go on with "and": `Ministry of Trade and Industry`.
const OF_BOTH: &[&str] = &[
    "ministry",
    "department",
    "federation",
    "office",
    "institute",
    "association",
    "union",
    "guild",
    "bureau",
    "agency",
    "committee",
];

impl Finder<'_, '_> {
    /// A name of its own from the current word on.
    pub(super) fn proper(&mut self) {
        let at = self.at;
        let mut end = at + 1;
        let mut inner_office = None;
        while end < self.words.len() {
            if self.words[end - 1].possessive && !self.owns_its_name(at, end) {
                break;
            }
            if self.is_numbered(end) {
                break; // `Olm Air Flight 72`
            }
            if self.follows(end) && self.capital[end] {
                if let Some(len) = self.office_at(end)
                    && !self.is_named_after_office(end + len)
                    && self.joined(end + len)
                    && self.capital[end + len]
                {
                    inner_office = Some((end, len)); // `Keldra Mayor Ilka Dorran`
                    break;
                }
                end += 1;
            } else if let Some(more) = self.bridge(at, end) {
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
        if self.is_dateline(at, end) {
            name.kind = Some(NameKind::Place);
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
        let mut words: Vec<String> = words
            .flat_map(|w| w.key.split('-').map(str::to_owned))
            .filter(|w| !w.is_empty())
            .collect();
        if words.len() > 1 {
            if words[0] == "st" {
                words[0] = "saint".to_owned();
            }
            if words.len() > 2 && words.last().is_some_and(|w| naming::is_company_form(w)) {
                words.pop();
            }
        }
        words
    }

    /// Tells whether word `i` goes on in the name before it.
    fn follows(&self, i: usize) -> bool {
        let owned = self.words[i - 1].possessive && self.words[i].joined;
        (self.joined(i) || owned) && self.capital[i]
    }

    /// Tells whether a name of the words from `at` to the possessive one before `end` is the beginning of a longer one:
    /// `Seamen's Chapel`, `Tanners' Row`, `St Ann's Church`; but not `Lima's Old Gate`.
    fn owns_its_name(&self, at: usize, end: usize) -> bool {
        let owner = self.words[end - 1].key.as_str();
        let known = match end - at {
            1 => {
                (owner.ends_with('s') || super::finder::is_person(owner))
                    && office::rank(owner).is_none()
                    && country::by_words(owner).is_none()
            }
            2 => matches!(self.words[at].key.as_str(), "st" | "saint"),
            _ => false,
        };
        let mut last = end;
        while self.words.get(last).is_some_and(|w| w.joined && self.capital[last]) {
            last += 1;
        }
        known
            && last > end
            && matches!(
                naming::by_word(&self.words[last - 1].key),
                Some(NameKind::Place | NameKind::Organisation)
            )
    }

    /// Tells whether a name with a number begins at word `i`: `Flight 72`.
    fn is_numbered(&self, i: usize) -> bool {
        self.joined(i)
            && self.capital[i]
            && takes_number(&self.words[i].key)
            && self.is_number(i + 1)
    }

    /// Returns how many words lie between two parts of one name, counting the first of the second part.
    fn bridge(&self, start: usize, at: usize) -> Option<usize> {
        let is_name = |i: usize| self.words.get(i).is_some_and(|w| w.joined) && self.capital[i];
        let (before, word) = (&self.words[at - 1], &self.words[at]);
        if word.raw == "."
            && (before.raw.chars().count() == 1 || before.key == "st")
            && is_name(at + 1)
        {
            return Some(2); // `Donald J. Trump`
        }
        if word.raw == "&" && word.joined {
            return is_name(at + 1).then_some(2); // `Vessa & Olm`
        }
        if word.raw == "," {
            let form = self.words.get(at + 1).filter(|w| w.joined && w.is_capital());
            return form.filter(|w| naming::is_company_form(&w.key)).map(|_| 2); // `Olm Lines, Inc.`
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
        if word.key == "and" && at > start + 2 {
            let head = &self.words[start + 1..at].iter().position(|w| w.key == "of");
            let both = head.is_some_and(|i| OF_BOTH.contains(&self.words[start + i].key.as_str()));
            let whole = |i: usize| naming::by_whole(&self.words[i].key).is_some();
            return (both && is_name(at + 1) && !whole(at + 1)).then_some(2);
        }
        if word.key == "of" && OF.contains(&before.key.as_str()) {
            let more = usize::from(self.words.get(at + 1).is_some_and(|w| w.key == "the"));
            return is_name(at + 1 + more).then_some(2 + more);
        }
        None
    }

    /// Takes a number along that belongs to the name: `DF-5`, `Pier 4`.
    fn number(&self, name: &mut Name, end: usize) {
        let Some(last) = self.words.get(end - 1).filter(|w| !w.possessive) else { return };
        let touching = |i: usize| {
            let (before, word) = (self.words.get(i - 1)?, self.words.get(i)?);
            (before.span.end == word.span.start).then_some(word)
        };
        let hyphen = touching(end).filter(|w| matches!(w.raw, "-" | "\u{2010}" | "\u{2011}"));
        let behind = match hyphen {
            Some(_) => touching(end + 1).filter(|_| last.is_acronym() || last.raw.len() == 1),
            None => self.words.get(end).filter(|_| takes_number(&last.key) && self.is_number(end)),
        };
        if let Some(number) = behind.filter(|w| w.kind == TokenKind::Number) {
            name.span = name.span.join(number.span);
            name.words.push(number.key.clone());
            name.kind = hyphen.map(|_| NameKind::Thing);
        }
    }

    /// Tells whether word `i` is a number by which things are told apart, and measures nothing: not `1.9 km`.
    fn is_number(&self, i: usize) -> bool {
        let number = self.words.get(i).is_some_and(|w| {
            w.joined && w.raw.len() < 5 && w.raw.bytes().all(|b| b.is_ascii_digit())
        });
        number && self.words.get(i + 1).is_none_or(|w| !w.joined || !is_unit(&w.key))
    }

    /// What the words of the name tell.
    fn kind(&self, name: &Name, at: usize, end: usize) -> Option<NameKind> {
        let (first, last) = (name.words.first()?.as_str(), name.words.last()?.as_str());
        if let Some(kind) = naming::by_whole(&name.words.join(" ")) {
            let short = end - at == 1 && name.words[0].len() <= 4;
            return (!short || self.words[at].is_acronym()).then_some(kind);
        }
        if name.words.len() < 2 {
            return None;
        }
        let words = &self.words[at..end];
        if words.iter().any(|w| w.raw == "&" || naming::is_company_form(&w.key)) {
            return Some(NameKind::Organisation);
        }
        // `City Museum of Olm`
        let of = words.iter().position(|w| w.key == "of").and_then(|i| i.checked_sub(1));
        if let Some(head) = of.map(|i| words[i].key.as_str()) {
            return naming::by_first(head).or_else(|| naming::by_word(head));
        }
        let told = naming::by_word(last);
        if naming::is_given_name(first) && self.words[at].kind == TokenKind::Word {
            return told.filter(|kind| *kind == NameKind::Organisation).or(Some(NameKind::Person));
        }
        told.or_else(|| naming::by_first(first))
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
        if self.is_somebody(at, end) {
            return Some(NameKind::Person);
        }
        match before {
            "of" if at >= 2 && TOWNS.contains(&self.words[at - 2].key.as_str()) => {
                Some(NameKind::Place)
            }
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

    /// Tells whether the name from word `at` to `end` is where the text was written, or the land of that place:
    /// `LIMA, Peru, March 4 (TWS) -`.
    fn is_dateline(&self, at: usize, end: usize) -> bool {
        let mark = |i: usize| {
            self.words.get(i).is_some_and(|w| matches!(w.raw, "," | "(" | "–" | "—" | "-"))
        };
        let place = match at {
            0 => end,
            1..=5 if self.words[at - 1].raw == "," => at - 1,
            _ => return false,
        };
        mark(end)
            && self.words[..place].iter().all(|w| w.is_acronym())
            && self.words[..place].iter().any(|w| w.key.len() > 3)
    }

    /// Tells whether the words around say that it is somebody: `the plumber Ana Vitt`, `Ana Vitt, 61,`,
    /// `said Ana Vitt`, `Ana Vitt, a plumber from Olm`.
    fn is_somebody(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map(|i| &self.words[i]);
        let doer = before.is_some_and(|w| {
            self.words[at].joined
                && w.kind == TokenKind::Word
                && !w.possessive
                && end - at > 1
                && (w.key == "said" || super::finder::is_person(&w.key))
        });
        if doer {
            return true;
        }
        if self.words.get(end).is_none_or(|w| w.raw != ",") {
            return false;
        }
        let Some(next) = self.words.get(end + 1) else { return false };
        // not `the owner of the Anchor Bar, who`
        let owned = before.is_some_and(|w| matches!(w.key.as_str(), "the" | "of"));
        if matches!(next.key.as_str(), "who" | "whose") && !owned {
            return true;
        }
        let age = next.kind == TokenKind::Number
            && next.raw.len() == 2
            && self.words.get(end + 2).is_none_or(|w| w.kind == TokenKind::Mark || w.key == "of");
        let article = matches!(next.key.as_str(), "a" | "an" | "the");
        let mut noun = self.words[end + 1..].iter().take(5).skip(usize::from(article));
        let described = article
            && noun
                .find(|w| {
                    w.kind != TokenKind::Word
                        || is_common(&w.key)
                        || super::finder::is_person(&w.key)
                })
                .is_some_and(|w| {
                    w.kind == TokenKind::Word && !w.is_capital() && !is_common(&w.key)
                });
        age || described
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
