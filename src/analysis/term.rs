//! Words as the rules compare them: one number for all forms and spellings of one word.

use crate::language::lexicon;
use crate::language::quantity::is_cardinal;
use crate::language::stem::{Part, is_known, lemma, stem};
use crate::language::word::Word;
use crate::text::Span;
use foldhash::HashMap;
use std::sync::LazyLock;

/// A word that means the same wherever it stands: `quake`, `Earthquakes` and `earthquake’s` have one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u32);

/// What a word does in its sentence, as far as closed lists, endings and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Names a thing.
    Noun,
    /// Tells a happening.
    Verb,
    /// Says how a thing is.
    Adjective,
    /// Says how a happening is.
    Adverb,
    /// Part of a name.
    Name,
    /// A figure.
    Number,
    /// Joins and points: `the`, `of`, `was`.
    Function,
    /// Punctuation.
    Mark,
}

impl Role {
    /// Returns the part of speech that a dictionary has such a word under.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::Verb => Part::Verb,
            Self::Adjective => Part::Adjective,
            Self::Adverb => Part::Adverb,
            _ => Part::Noun,
        }
    }
}

/// A word of a claim.
#[derive(Clone, Debug)]
pub struct Term {
    /// Where it stands, without a possessive ending.
    pub span: Span,
    /// Lower case, accents folded.
    pub text: String,
    /// What it is compared by.
    pub key: Key,
    /// Its own stem, before a synonym takes its place.
    pub stem: Key,
    /// What it does.
    pub role: Role,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether `'s` follows.
    pub possessive: bool,
    /// The number of its clause in the sentence.
    pub clause: u16,
}

/// The keys given out so far, and the words behind them.
#[derive(Debug, Default)]
pub struct Keys {
    names: Vec<String>,
    /// For each key the shortest word that was seen for it.
    words: Vec<Option<Box<str>>>,
    by_name: HashMap<String, Key>,
    by_word: HashMap<String, Looked>,
}

/// What is known of a word as written.
#[derive(Clone, Copy, Debug)]
struct Looked {
    key: Key,
    /// The key of its own stem, before a synonym takes its place.
    stem: Key,
    part: Option<Part>,
}

/// For each stem that has a synonym with precedence, that synonym's stem.
static SYNONYMS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut map = HashMap::default();
    for entry in lexicon::entries(include_str!("../../assets/lexicon/synonyms.txt")) {
        let mut words = entry.split_whitespace();
        if let Some(first) = words.next().map(stem) {
            for word in words.map(stem).filter(|w| *w != first) {
                map.entry(word).or_insert_with(|| first.clone());
            }
        }
    }
    map
});

impl Keys {
    /// Returns the key of a word as written.
    pub fn key(&mut self, word: &str) -> Key {
        self.look(word).key
    }

    /// Returns the key of a name or class that is no word of a text.
    pub fn name(&mut self, name: &str) -> Key {
        if let Some(key) = self.by_name.get(name) {
            return *key;
        }
        let key = Key(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), key);
        key
    }

    /// Returns the key of a name or class, if it was ever given out.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Key> {
        self.by_name.get(name).copied()
    }

    /// Returns the key of a word as written, if it or a word of the same stem was ever seen.
    #[must_use]
    pub fn of_word(&self, word: &str) -> Option<Key> {
        self.by_word.get(word).map(|found| found.key).or_else(|| {
            let stemmed = stem(word);
            self.get(SYNONYMS.get(&stemmed).unwrap_or(&stemmed))
        })
    }

    /// Returns the stem of a word of a claim, by looking it up.
    #[must_use]
    pub fn stem(&self, word: &str) -> &str {
        self.by_word.get(word).map_or("", |found| self.show(found.stem))
    }

    /// Returns the shortest word that was seen for a key, for people to read: `company`, not its stem.
    #[must_use]
    pub fn word(&self, key: Key) -> &str {
        let seen = self.words.get(key.0 as usize).and_then(Option::as_deref);
        seen.unwrap_or_else(|| self.show(key))
    }

    /// Returns the word behind a key: a stem, or a name.
    #[must_use]
    pub fn show(&self, key: Key) -> &str {
        self.names.get(key.0 as usize).map_or("", String::as_str)
    }

    fn look(&mut self, word: &str) -> Looked {
        if let Some(found) = self.by_word.get(word) {
            return *found;
        }
        let stemmed = stem(word);
        let stem = self.name(&stemmed);
        let key = SYNONYMS.get(&stemmed).map_or(stem, |canonical| self.name(canonical));
        self.words.resize(self.names.len(), None);
        for key in [key, stem] {
            let shortest = &mut self.words[key.0 as usize];
            if shortest.as_deref().is_none_or(|old| (word.len(), word) < (old.len(), old)) {
                *shortest = Some(word.into());
            }
        }
        let found = Looked { key, stem, part: likeliest(word) };
        self.by_word.insert(word.to_owned(), found);
        found
    }
}

/// The part of speech a word most often is, by the lexicon and its ending.
fn likeliest(word: &str) -> Option<Part> {
    let verb = lemma(word, Part::Verb);
    if verb != word && is_known(&verb, Part::Verb, false) && !word.ends_with('s') {
        return Some(Part::Verb);
    }
    let known = |part| is_known(&lemma(word, part), part, false);
    if known(Part::Noun) {
        let both = word.ends_with('s') && verb != word && is_known(&verb, Part::Verb, false);
        return Some(if both && !is_known(&lemma(word, Part::Noun), Part::Noun, false) {
            Part::Verb
        } else {
            Part::Noun
        });
    }
    [Part::Verb, Part::Adjective, Part::Adverb]
        .into_iter()
        .find(|part| known(*part))
        .or_else(|| word.ends_with("ly").then_some(Part::Adverb))
        .or_else(|| (word.ends_with("ed") || word.ends_with("ing")).then_some(Part::Verb))
}

/// Words that end a clause and begin another.
const BREAKS: &[&str] = &[
    "but", "although", "though", "because", "while", "whereas", "unless", "when", "after",
    "before", "if", "so", "however", "which", "who", "whose", "whom", "where", "as", "that",
    "until", "since",
];

/// Returns the terms of a sentence; `in_name` tells by index which words are part of a name.
#[must_use]
pub fn terms(words: &[Word<'_>], in_name: &[bool], keys: &mut Keys) -> Vec<Term> {
    use crate::language::token::TokenKind;
    let mut out: Vec<Term> = Vec::with_capacity(words.len());
    let mut clause = 0;
    for (i, word) in words.iter().enumerate() {
        let text = word.key.clone();
        let Looked { key, stem, part } = keys.look(&text);
        let before = out.last().map(|t: &Term| (t.role, t.text.as_str()));
        let role = match word.kind {
            TokenKind::Mark => Role::Mark,
            TokenKind::Number => Role::Number,
            TokenKind::Word if is_cardinal(&text) => Role::Number,
            TokenKind::Word if in_name.get(i) == Some(&true) => Role::Name,
            TokenKind::Word if lexicon::STOP_WORDS.contains(&text) => Role::Function,
            TokenKind::Word => role(part, &text, before),
        };
        let breaks = match role {
            Role::Mark => {
                matches!(word.raw, "," | ";" | ":" | "—" | "–" | "(" | ")" | "\"" | "“" | "”")
            }
            // "never before" and "as before" begin no clause.
            Role::Function => {
                BREAKS.contains(&text.as_str())
                    && !before.is_some_and(|(_, w)| matches!(w, "never" | "ever"))
            }
            _ => false,
        };
        if breaks && i > 0 {
            clause += 1;
        }
        out.push(Term {
            span: word.span,
            capital: word.is_capital(),
            possessive: word.possessive,
            text,
            key,
            stem,
            role,
            clause,
        });
    }
    out
}

fn role(part: Option<Part>, text: &str, before: Option<(Role, &str)>) -> Role {
    const DETERMINERS: &[&str] = &[
        "the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "these",
        "those", "no", "any", "some", "every", "each",
    ];
    let after = |words: &[&str]| before.is_some_and(|(_, w)| words.contains(&w));
    match part {
        Some(Part::Adverb) => Role::Adverb,
        Some(Part::Adjective) => Role::Adjective,
        Some(Part::Noun)
            if after(&[
                "to", "will", "would", "may", "might", "could", "can", "should", "must", "not",
            ]) && is_known(text, Part::Verb, false) =>
        {
            Role::Verb
        }
        // "the ferry that sank"
        Some(Part::Verb) if after(&["that"]) && !text.ends_with('s') => Role::Verb,
        Some(Part::Verb) if after(DETERMINERS) && is_known(text, Part::Noun, true) => Role::Noun,
        Some(Part::Verb) if after(DETERMINERS) => Role::Adjective,
        Some(Part::Verb) => Role::Verb,
        Some(Part::Noun) | None => Role::Noun,
    }
}
