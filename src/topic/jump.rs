//! From a few typed letters to ranked topics, with the letters that matched.

use super::TopicIndex;
use crate::language::spelling;
use crate::text::fold::fold;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::cmp::Reverse;
use std::sync::Mutex;

/// A topic that matches what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Index into [`TopicIndex::topics`].
    pub topic: usize,
    /// How well it matches; higher is better.
    pub score: i64,
    /// Byte offsets of the matched characters in the shown name.
    pub letters: Vec<usize>,
}

/// What one letter of a match is worth; the same as in the matcher, so that both kinds of matches compare.
const LETTER: i64 = 16;
/// What each further letter in one piece is worth: a word in one piece beats scattered letters.
const NEIGHBOUR: i64 = 6;
/// A match that begins where a word begins: people type beginnings.
const WORD_START: i64 = 24;
/// A match that is a whole word.
const WHOLE_WORD: i64 = 16;
/// A match at the beginning of the name.
const NAME_START: i64 = 12;
/// What was typed is the whole name.
const WHOLE_NAME: i64 = 60;
/// A match in another form of the name than the one shown.
const VARIANT: i64 = -20;
/// Scattered letters must be worth this much each, or they are a coincidence: `kim` in "milk in museums".
const MIN_SCATTERED: i64 = 13;
/// Fewer letters are not looked for scattered: two letters are found in every other name.
const MIN_FUZZY: usize = 3;
/// How many forms of a topic are searched, the most frequent first.
const MAX_FORMS: usize = 12;
/// How much of a query is used, in words and in letters.
const MAX_QUERY: (usize, usize) = (8, 80);

/// A prepared finder over the topics of an index: folded names, narrowed as the reader types.
#[derive(Debug, Default)]
pub struct Jump {
    topics: Vec<Vec<Form>>,
    /// The last query and the topics that had its letters: a longer query needs to look at those only.
    narrowed: Mutex<Option<(String, Vec<usize>)>>,
}

impl Clone for Jump {
    fn clone(&self) -> Self {
        Self { topics: self.topics.clone(), narrowed: Mutex::default() }
    }
}

/// One way to write a topic, folded.
#[derive(Clone, Debug)]
struct Form {
    text: String,
    /// For each character, the byte of the shown name that it came from; empty for forms not shown.
    origin: Vec<usize>,
    /// Which letters there are, one bit each.
    letters: u64,
}

impl Form {
    fn new(text: &str, shown: bool) -> Self {
        let mut form = Self { text: String::new(), origin: Vec::new(), letters: 0 };
        for (at, c) in text.char_indices() {
            for c in fold(c.encode_utf8(&mut [0; 4])).chars() {
                form.text.push(if c == '-' { ' ' } else { c });
                form.origin.push(at);
            }
        }
        if !shown {
            form.origin.clear();
        }
        form.letters = letters(&form.text);
        form
    }

    /// Returns the form in the spelling that words are compared by, if that is another one.
    fn respelled(&self) -> Option<Self> {
        let mut out = Self { text: String::new(), origin: Vec::new(), letters: 0 };
        let mut chars = 0; // characters before the current word
        let mut changed = false;
        for (i, word) in self.text.split(' ').enumerate() {
            if i > 0 {
                out.text.push(' ');
                out.origin.extend(self.origin.get(chars));
                chars += 1;
            }
            let key = spelling::key(word);
            changed |= key != word;
            let last = word.chars().count().saturating_sub(1);
            // letters behind the change come from as far from the end, those before it from as far from the start
            let same = word.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
            let longer = key.chars().count();
            for (at, _) in key.chars().enumerate() {
                let from = if at < same { at } else { (at + last + 1).saturating_sub(longer) };
                out.origin.extend(self.origin.get(chars + from.min(last)));
            }
            chars += last + usize::from(!word.is_empty());
            out.text.push_str(&key);
        }
        out.letters = letters(&out.text);
        changed.then_some(out)
    }
}

fn letters(text: &str) -> u64 {
    let bit = |c: char| match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + c as u32 - '0' as u32,
        c => 36 + c as u32 % 28,
    };
    text.chars().filter(|c| *c != ' ').fold(0, |bits, c| bits | 1 << bit(c))
}

/// A word of the query, as typed and in the spelling that words are compared by.
struct Typed {
    word: String,
    letters: u64,
    respelled: Option<String>,
}

/// Where one word matched: score and characters.
type Hit = (i64, Vec<usize>);

impl Jump {
    /// Prepares the finder.
    #[must_use]
    pub fn new(index: &TopicIndex) -> Self {
        let forms = |topic: &super::Topic| {
            let mut forms = vec![Form::new(&topic.name, true)];
            for variant in topic.variants.iter().take(MAX_FORMS) {
                let form = Form::new(variant, false);
                if !forms.iter().any(|f| f.text == form.text) {
                    forms.push(form);
                }
            }
            let respelled: Vec<Form> = forms.iter().filter_map(Form::respelled).collect();
            for form in respelled {
                // the shown name respelled goes before the variants, so that its letters are found
                let at = if form.origin.is_empty() { forms.len() } else { 1 };
                forms.insert(at, form);
            }
            forms
        };
        Self { topics: index.topics.iter().map(forms).collect(), narrowed: Mutex::default() }
    }

    /// Returns the topics that match every word of `query` in any order, best first; topics that match equally
    /// well stay in the order of the index.
    ///
    /// Case, accents, dashes, spaces and spelling variants fold, and a variant typed finds its topic; an empty
    /// query gives every topic in the order of the index.
    ///
    /// ```
    /// use rashomon::topic::{Jump, Topic, TopicIndex, TopicKind};
    /// let topic = |name: &str| Topic {
    ///     name: name.to_owned(),
    ///     variants: vec![],
    ///     kind: TopicKind::Thing,
    ///     mentions: vec![],
    ///     best: vec![],
    /// };
    /// let topics = vec![topic("harbour wall"), topic("armoured ferry")];
    /// let jump = Jump::new(&TopicIndex { topics, ..TopicIndex::default() });
    /// assert_eq!(jump.rank("fer armor")[0].topic, 1);
    /// ```
    #[must_use]
    pub fn rank(&self, query: &str) -> Vec<Ranked> {
        let query: String = fold(query).chars().take(MAX_QUERY.1).collect();
        let words: Vec<Typed> = query
            .split(|c: char| c.is_whitespace() || c == '-')
            .filter(|word| !word.is_empty())
            .take(MAX_QUERY.0)
            .map(|word| Typed {
                word: word.to_owned(),
                letters: letters(word),
                respelled: Some(spelling::key(word)).filter(|key| key != word),
            })
            .collect();
        if words.is_empty() {
            let all = 0..self.topics.len();
            return all.map(|topic| Ranked { topic, score: 0, letters: Vec::new() }).collect();
        }
        let matcher = SkimMatcherV2::default().ignore_case();
        let candidates = self.candidates(&query, &words);
        let found = candidates.iter().filter_map(|topic| self.score(*topic, &words, &matcher));
        let mut found: Vec<Ranked> = found.collect();
        found.sort_by_key(|r| (Reverse(r.score), r.topic));
        if let Ok(mut narrowed) = self.narrowed.lock() {
            *narrowed = Some((query, candidates));
        }
        found
    }

    /// Returns the topics that have all letters of the query in one form: all others cannot match it, nor
    /// anything longer that begins with it.
    fn candidates(&self, query: &str, words: &[Typed]) -> Vec<usize> {
        // letters that a change of spelling may take away cannot be asked for
        let plain = words.iter().filter(|w| w.respelled.is_none());
        let asked = plain.fold(0, |bits, word| bits | word.letters);
        let has = |topic: &usize| self.topics[*topic].iter().any(|f| f.letters & asked == asked);
        let narrowed = self.narrowed.lock();
        let before = narrowed.as_ref().ok().and_then(|n| n.as_ref()).filter(|(last, _)| {
            // a word that is respelled when it is complete was asked for by its letters before
            query.starts_with(last.as_str()) && words.iter().all(|w| w.respelled.is_none())
        });
        match before {
            Some((_, topics)) => topics.iter().copied().filter(has).collect(),
            None => (0..self.topics.len()).filter(has).collect(),
        }
    }

    fn score(&self, topic: usize, words: &[Typed], matcher: &SkimMatcherV2) -> Option<Ranked> {
        let forms = self.topics[topic].iter();
        let mut best: Option<(i64, &Form, Vec<usize>)> = None;
        for form in forms {
            let Some((mut score, chars)) = all(form, words, matcher) else { continue };
            if form.origin.is_empty() {
                score += VARIANT;
            }
            if best.as_ref().is_none_or(|(top, ..)| score > *top) {
                best = Some((score, form, chars));
            }
        }
        let (score, form, chars) = best?;
        let shown = |chars: Vec<usize>, form: &Form| {
            let mut letters: Vec<usize> =
                chars.into_iter().filter_map(|c| form.origin.get(c).copied()).collect();
            letters.sort_unstable();
            letters.dedup();
            letters
        };
        let letters = if form.origin.is_empty() {
            // a variant matched: show what the name has of it, word by word
            let name = &self.topics[topic][0];
            let hits = words.iter().filter_map(|word| hit(name, &word.word, matcher));
            shown(hits.flat_map(|(_, chars)| chars).collect(), name)
        } else {
            shown(chars, form)
        };
        Some(Ranked { topic, score, letters })
    }
}

/// Matches every word in one form.
fn all(form: &Form, words: &[Typed], matcher: &SkimMatcherV2) -> Option<Hit> {
    let mut out: Hit = (0, Vec::new());
    for word in words {
        let plain = if form.letters & word.letters == word.letters {
            hit(form, &word.word, matcher)
        } else {
            None
        };
        let respelled = word.respelled.as_deref().and_then(|key| hit(form, key, matcher));
        let (score, chars) = plain.max(respelled)?;
        out.0 += score;
        out.1.extend(chars);
    }
    if let [word] = words
        && form.text == word.word
    {
        out.0 += WHOLE_NAME;
    }
    Some(out)
}

/// Tells whether some word of a folded text is like the folded `word`: its letters in order, most
/// of them together.
#[must_use]
pub fn is_like(text: &str, word: &str) -> bool {
    let length = word.chars().count();
    let matcher = SkimMatcherV2::default();
    let near = |other: &str| {
        let score = matcher.fuzzy_match(other, word)?;
        let close = other.chars().count() <= 2 * length;
        (close && score >= MIN_SCATTERED * length as i64).then_some(())
    };
    length >= MIN_FUZZY && text.split(|c: char| !c.is_alphanumeric()).any(|w| near(w).is_some())
}

/// Matches one word: in one piece if it can be, else as scattered letters.
fn hit(form: &Form, word: &str, matcher: &SkimMatcherV2) -> Option<Hit> {
    let length = word.chars().count();
    let text = form.text.as_str();
    let mut best: Option<(i64, usize)> = None;
    for (at, _) in text.match_indices(word) {
        let starts = at == 0 || !text[..at].ends_with(char::is_alphanumeric);
        let ends = !text[at + word.len()..].starts_with(char::is_alphanumeric);
        let score = LETTER * length as i64
            + NEIGHBOUR * (length as i64 - 1)
            + if starts { WORD_START } else { 0 }
            + if starts && ends { WHOLE_WORD } else { 0 }
            + if at == 0 { NAME_START } else { 0 };
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, at));
        }
    }
    if let Some((score, at)) = best {
        let first = text[..at].chars().count();
        return Some((score, (first..first + length).collect()));
    }
    if length < MIN_FUZZY {
        return None;
    }
    let (score, chars) = matcher.fuzzy_indices(text, word)?;
    (score >= MIN_SCATTERED * length as i64).then_some((score, chars))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::{Topic, TopicKind};

    fn index(topics: &[(&str, &[&str])]) -> TopicIndex {
        let topic = |(name, variants): &(&str, &[&str])| Topic {
            name: (*name).to_owned(),
            variants: variants.iter().map(|v| (*v).to_owned()).collect(),
            kind: TopicKind::Thing,
            mentions: Vec::new(),
            best: Vec::new(),
        };
        TopicIndex { topics: topics.iter().map(topic).collect(), ..TopicIndex::default() }
    }

    /// The names found, matched letters in capitals.
    fn find(index: &TopicIndex, query: &str) -> Vec<String> {
        let jump = Jump::new(index);
        let show = |r: &Ranked| {
            let name = index.topics[r.topic].name.to_lowercase();
            let mark = |(at, c): (usize, char)| {
                if r.letters.contains(&at) { c.to_uppercase().collect() } else { c.to_string() }
            };
            name.char_indices().map(mark).collect::<String>()
        };
        jump.rank(query).iter().map(show).collect()
    }

    #[test]
    fn words_in_any_order_and_in_any_spelling() {
        let index = index(&[
            ("Ana Müller\u{2011}Paz", &["Müller", "the mayor"]),
            ("armoured ferry", &["armored ferry"]),
            ("ferry harbour", &[]),
            ("kitchen museum", &[]),
            ("National Organisation", &["NO"]),
        ]);
        let cases: &[(&str, &[&str])] = &[
            ("muller", &["ana MÜLLER‑paz"]),
            ("paz ana", &["ANA müller‑PAZ"]),
            ("muller-paz", &["ana MÜLLER‑PAZ"]),
            ("mayor", &["ana müller‑paz"]),
            ("ARMORED", &["ARMOuRED ferry"]),
            ("armou", &["ARMOUred ferry"]),
            ("ferry", &["FERRY harbour", "armoured FERRY"]),
            ("harbor fe", &["FErry HARBOuR"]),
            ("organiz", &["national ORGANISation"]),
            ("organizat", &["national ORGANISATion"]),
            ("frry", &["FeRRY harbour", "armoured FeRRY"]),
            ("zzz", &[]),
        ];
        for (query, want) in cases {
            assert_eq!(find(&index, query), *want, "{query}");
        }
        assert_eq!(Jump::new(&index).rank(" ").len(), 5);
    }

    #[test]
    fn a_whole_word_beats_a_beginning_beats_a_middle() {
        let index = index(&[("sparest", &[]), ("parades", &[]), ("par", &[]), ("old par", &[])]);
        assert_eq!(find(&index, "par"), ["PAR", "old PAR", "PARades", "sPARest"]);
    }

    #[test]
    fn narrowing_gives_what_a_fresh_search_gives() {
        let index = index(&[
            ("organised crime", &[]),
            ("organ", &[]),
            ("crime", &["organized"]),
            ("cargo", &[]),
        ]);
        let typed = Jump::new(&index);
        let query = "organised cri";
        for end in 1..=query.len() {
            assert_eq!(
                typed.rank(&query[..end]),
                Jump::new(&index).rank(&query[..end]),
                "{}",
                &query[..end]
            );
        }
        assert_eq!(typed.rank("car"), Jump::new(&index).rank("car"));
    }
}
