//! Phrases of a word list that match by stem, with gaps, each on a side of a class.
//!
//! A line is `class: phrase, phrase | phrase`: bars divide the sides. In a phrase, `=word` stands for this
//! form only, `*` for up to four words that are no mark, and every other word for all words of its stem.

use super::lexicon;
use super::stem::stem;
use foldhash::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// How many words a gap may take.
const GAP: usize = 4;

/// A list of such phrases, parsed on first use.
#[derive(Debug)]
pub struct Patterns {
    text: &'static str,
    parsed: OnceLock<Parsed>,
}

#[derive(Debug, Default)]
struct Parsed {
    /// By the first word of a phrase as it stands: where among the lists those that begin with this form are.
    forms: HashMap<&'static str, usize>,
    /// By its stem: where those that begin with it are.
    stems: HashMap<String, usize>,
    lists: Vec<Opened>,
    classes: Vec<&'static str>,
}

/// The phrases that begin alike; most lists are never asked for, so that each is read on first use.
#[derive(Debug, Default)]
struct Opened {
    /// Each phrase as it is written, its class, its side.
    written: Vec<(&'static str, usize, usize)>,
    read: OnceLock<Vec<Phrase>>,
}

impl Opened {
    fn phrases(&self) -> &[Phrase] {
        self.read.get_or_init(|| {
            let phrase = |&(words, class, side): &(&'static str, usize, usize)| {
                let rest = words.find(' ').map_or("", |at| words[at..].trim_start());
                let len = rest.split_whitespace().filter(|word| *word != "*").count();
                let words = words.trim_start_matches('=');
                Phrase { words, rest, len, parts: OnceLock::new(), class, side }
            };
            let mut list: Vec<Phrase> = self.written.iter().map(phrase).collect();
            list.sort_by_key(|p| std::cmp::Reverse(p.len));
            list
        })
    }
}

#[derive(Debug)]
struct Phrase {
    words: &'static str,
    /// What follows the first word, as it is written.
    rest: &'static str,
    /// How many words that is, without gaps: the phrase that says most comes first.
    len: usize,
    parts: OnceLock<Vec<Part>>,
    class: usize,
    side: usize,
}

impl Phrase {
    /// Tells by a letter whether the second word may be the one that follows: words of one stem begin alike.
    fn may_go_on(&self, next: Option<Form<'_>>) -> bool {
        let second = self.rest.trim_start_matches('=').as_bytes().first();
        match (second, next) {
            (None | Some(b'*'), _) => true,
            (Some(letter), Some(next)) => next.text.as_bytes().first() == Some(letter),
            (Some(_), None) => false,
        }
    }

    fn parts(&self) -> &[Part] {
        self.parts.get_or_init(|| {
            let part = |word: &'static str| match word.strip_prefix('=') {
                Some(form) => Part::Form(form),
                None if word == "*" => Part::Gap,
                None => Part::Stem(stem(word)),
            };
            self.rest.split_whitespace().map(part).collect()
        })
    }
}

#[derive(Debug)]
enum Part {
    Stem(String),
    Form(&'static str),
    Gap,
}

/// A word as it is matched: in lower case, and its stem.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// In lower case.
    pub text: &'a str,
    /// Its stem.
    pub stem: &'a str,
    /// Whether it is a mark, over which no gap goes.
    pub mark: bool,
}

/// Where a phrase stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its class.
    pub class: &'static str,
    /// The line of its class in the list, from 0.
    pub line: usize,
    /// Its side, from 0.
    pub side: usize,
    /// Its words in the text.
    pub at: Range<usize>,
    /// Its words in the list, without the sign of an exact form before the first.
    pub phrase: &'static str,
}

impl Patterns {
    /// Wraps the text of a list.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, parsed: OnceLock::new() }
    }

    /// Returns the lines of the list: the class, and its sides as they are written.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let parts = lexicon::entries(self.text).filter_map(|line| line.split_once(':'));
        parts.map(|(class, sides)| (class.trim(), sides))
    }

    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            let mut out = Parsed::default();
            let mut seen: HashMap<&'static str, usize> = HashMap::default();
            for (class, sides) in self.lines() {
                out.classes.push(class);
                for (side, members) in lexicon::fields(sides).enumerate() {
                    for member in lexicon::members(members) {
                        let first = member.split(' ').next().unwrap_or_default();
                        let place = *seen.entry(first).or_insert_with(|| {
                            let next = out.lists.len();
                            let place = match first.strip_prefix('=') {
                                Some(form) => *out.forms.entry(form).or_insert(next),
                                None => *out.stems.entry(stem(first)).or_insert(next),
                            };
                            if place == next {
                                out.lists.push(Opened::default());
                            }
                            place
                        });
                        out.lists[place].written.push((member, out.classes.len() - 1, side));
                    }
                }
            }
            out
        })
    }

    /// Finds every phrase among `len` words; of those of one class that overlap, the first and longest.
    #[must_use]
    pub fn find<'a>(&self, len: usize, word: impl Fn(usize) -> Form<'a>) -> Vec<Found> {
        self.find_where(len, word, |_| true)
    }

    /// Finds the phrases that `fits` says yes to, in the same way: what it refuses hides no other.
    #[must_use]
    pub fn find_where<'a>(
        &self,
        len: usize,
        word: impl Fn(usize) -> Form<'a>,
        fits: impl Fn(&Found) -> bool,
    ) -> Vec<Found> {
        let parsed = self.parsed();
        let mut out: Vec<Found> = Vec::new();
        for i in 0..len {
            let form = word(i);
            if form.mark {
                continue;
            }
            let lists = [parsed.forms.get(form.text), parsed.stems.get(form.stem)];
            let lists = lists.into_iter().flatten().map(|list| &parsed.lists[*list]);
            let next = (i + 1 < len).then(|| word(i + 1));
            for phrase in lists.flat_map(Opened::phrases).filter(|p| p.may_go_on(next)) {
                let class = parsed.classes[phrase.class];
                if out.iter().any(|f| f.line == phrase.class && f.at.contains(&i)) {
                    continue;
                }
                if let Some(end) = matches(phrase.parts(), len, i + 1, &word) {
                    let found = Found {
                        class,
                        line: phrase.class,
                        side: phrase.side,
                        at: i..end,
                        phrase: phrase.words,
                    };
                    if fits(&found) {
                        out.push(found);
                    }
                }
            }
        }
        out
    }
}

fn matches<'a>(
    parts: &[Part],
    len: usize,
    at: usize,
    word: &impl Fn(usize) -> Form<'a>,
) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    if matches!(first, Part::Gap) {
        return (0..=GAP)
            .take_while(|n| *n == 0 || at + n <= len && !word(at + n - 1).mark)
            .find_map(|n| matches(rest, len, at + n, word));
    }
    if at >= len {
        return None;
    }
    let form = word(at);
    let fits = match first {
        Part::Stem(stem) => form.stem == stem,
        Part::Form(text) => form.text == *text,
        Part::Gap => false,
    };
    if fits { matches(rest, len, at + 1, word) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIST: Patterns = Patterns::new(
        "# a comment\nlevel: rise, shoot * up | fall, =lower, go down\nwet: rain | dry\n",
    );

    fn found(text: &str) -> Vec<String> {
        let words: Vec<&str> = text.split(' ').collect();
        let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
        LIST.find(words.len(), |i| Form { text: words[i], stem: &stems[i], mark: words[i] == "," })
            .into_iter()
            .map(|f| format!("{} {}: {}", f.class, f.side, words[f.at].join(" ")))
            .collect()
    }

    #[test]
    fn every_phrase_of_the_longest_list_is_found_in_its_own_words() {
        let mut hidden = Vec::new();
        for (class, sides) in lexicon::ALTERNATIVES.lines() {
            for (side, members) in lexicon::fields(sides).enumerate() {
                for phrase in lexicon::members(members) {
                    let words: Vec<&str> = phrase
                        .split(' ')
                        .map(|w| w.trim_start_matches('='))
                        .filter(|w| *w != "*")
                        .collect();
                    let stems: Vec<String> = words.iter().map(|w| stem(w)).collect();
                    let form = |i: usize| Form { text: words[i], stem: &stems[i], mark: false };
                    let all = lexicon::ALTERNATIVES.find(words.len(), form);
                    if !all.iter().any(|f| f.class == class && f.side == side) {
                        hidden.push(format!("{class}: {phrase}"));
                    }
                }
            }
        }
        assert!(hidden.is_empty(), "hidden by phrases of another side: {hidden:#?}");
    }

    #[test]
    fn phrases_match_by_stem_by_form_and_over_gaps() {
        let cases: [(&str, &[&str]); 7] = [
            ("prices rising fast", &["level 0: rising"]),
            ("it shot quite far up", &["level 0: shot quite far up"]),
            ("it shot , up", &[]),
            ("lower wages", &["level 1: lower"]),
            ("low wages", &[]),
            ("they went down in rain", &["level 1: went down", "wet 0: rain"]),
            ("nothing here", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(found(text), want, "{text}");
        }
    }
}
