//! Phrases of a word list that match by stem, with gaps, each on a side of a class.
//!
//! A line is `class: phrase, phrase | phrase`: bars divide the sides. In a phrase, `=word` stands for this
//! form only, `*` for up to four words that are no mark, and every other word for all words of its stem.

use super::lexicon;
use super::stem::stem;
use std::collections::HashMap;
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
    /// Those whose first word is given as a form, by that form.
    forms: HashMap<&'static str, Vec<Phrase>>,
    /// The others, by the stem of the first word.
    stems: HashMap<String, Vec<Phrase>>,
    classes: Vec<&'static str>,
}

#[derive(Debug)]
struct Phrase {
    words: &'static str,
    rest: Vec<Part>,
    class: usize,
    side: usize,
}

#[derive(Debug)]
enum Part {
    Stem(String),
    Form(String),
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
            let mut forms: HashMap<&str, String> = HashMap::new();
            for (class, sides) in self.lines() {
                out.classes.push(class);
                for (side, members) in lexicon::fields(sides).enumerate() {
                    for member in lexicon::members(members) {
                        let mut words = member.split_whitespace();
                        let Some(first) = words.next() else { continue };
                        let rest = words
                            .map(|word| match word.strip_prefix('=') {
                                Some(form) => Part::Form(form.to_owned()),
                                None if word == "*" => Part::Gap,
                                None => Part::Stem(stemmed(word, &mut forms)),
                            })
                            .collect();
                        let class = out.classes.len() - 1;
                        let words = member.trim_start_matches('=');
                        let phrase = Phrase { words, rest, class, side };
                        let list = match first.strip_prefix('=') {
                            Some(form) => out.forms.entry(form).or_default(),
                            None => out.stems.entry(stemmed(first, &mut forms)).or_default(),
                        };
                        list.push(phrase);
                    }
                }
            }
            for list in out.forms.values_mut().chain(out.stems.values_mut()) {
                list.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
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
            let exact = parsed.forms.get(form.text);
            for phrase in exact.into_iter().chain(parsed.stems.get(form.stem)).flatten() {
                let class = parsed.classes[phrase.class];
                if out.iter().any(|f| f.line == phrase.class && f.at.contains(&i)) {
                    continue;
                }
                if let Some(end) = matches(&phrase.rest, len, i + 1, &word) {
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

fn stemmed(word: &'static str, known: &mut HashMap<&'static str, String>) -> String {
    known.entry(word).or_insert_with(|| stem(word)).clone()
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
        Part::Form(text) => form.text == text,
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
