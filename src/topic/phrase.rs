//! Noun phrases of a sentence, as candidates for topics: `armoured train`, `axis of upheaval`.

use crate::language::lexicon::{PARTS, entries, is_common};
use crate::language::quantity::is_unit;
use crate::language::spelling;
use crate::language::stem::{Part as Speech, is_known, lemma};
use crate::language::tag::{self, Tag};
use crate::language::token::{TokenKind, tokens};
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::HashSet;
use std::sync::LazyLock;

/// A noun with the words that belong to it, without its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The words before the head that tell it from others of its kind, then the head.
    pub words: Vec<Part>,
    /// What follows after "of", when that is a noun phrase too, or the name after "in": `riots in Lima`.
    pub of: Option<Vec<Part>>,
    /// The head of the phrase joined by "and", as `grandfather` in `father and grandfather`.
    pub and: Option<Part>,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands.
    pub span: Span,
    /// What it is compared by: folded, without hyphens, one spelling, a noun in the singular.
    pub key: String,
    /// Whether it is (part of) a name.
    pub name: bool,
    /// Whether it is a noun, even where it stands before another one: `sanctions` in `sanctions relief`.
    pub noun: bool,
    /// Whether it tells one thing from another of its kind: no `new`, no `three`.
    pub telling: bool,
}

impl Phrase {
    /// Returns the head noun.
    pub(super) fn head(&self) -> &Part {
        &self.words[self.words.len() - 1]
    }
}

fn is_weak(word: &str) -> bool {
    static WEAK: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let list = include_str!("../../assets/lexicon/weak_adjectives.txt");
        entries(list).flat_map(str::split_whitespace).collect()
    });
    WEAK.contains(word)
}

/// Returns the noun phrases of one sentence, in order. `names` are the spans of names in it, in order; the
/// name of a person in full belongs to no phrase.
pub(super) fn phrases(text: &str, sentence: Span, names: &[(Span, bool)]) -> Vec<Phrase> {
    let tokens = tokens(text, sentence);
    let tagged = tag::words(text, &tokens);
    let mut out: Vec<Phrase> = Vec::new();
    let mut run: Vec<(Part, Tag)> = Vec::new();
    // the word that joins the next phrase to the last one: `of`, `and`
    let mut link: Option<&str> = None;
    let mut i = 0;
    while i < tagged.len() {
        let word = &tagged[i];
        let raw = word.span.of(text);
        let next_touches =
            |by: usize| tagged.get(i + by).filter(|w| w.span.start == tagged[i + by - 1].span.end);
        let named = names.iter().find(|(n, _)| n.overlaps(word.span));
        let name = named.is_some();
        let person = named.is_some_and(|(n, person)| *person && n.of(text).contains(' '));
        let possessive = raw.ends_with("'s") || raw.ends_with("’s");
        let mut span = word.span;
        let mut tag = word.tag;
        let mut skip = 1;
        let part = match (tokens[i].kind, word.tag) {
            _ if person => None,
            (TokenKind::Number, _) => {
                if let Some(unit) = next_touches(1)
                    .filter(|w| is_hyphen(w.span.of(text)))
                    .and(next_touches(2))
                    .filter(|w| w.span.of(text).starts_with(char::is_alphabetic))
                {
                    span = span.join(unit.span); // `20-hour`
                    skip = 3;
                    Some(true)
                } else {
                    ["st", "nd", "rd", "th"].iter().any(|e| raw.ends_with(e)).then_some(true)
                }
            }
            (TokenKind::Word, Tag::Noun) if !name && is_deed(&tagged, i) => None,
            (TokenKind::Word, Tag::Noun | Tag::Name | Tag::Adjective) => Some(true),
            (TokenKind::Word, Tag::Verb) if is_plural(&tagged, i) => {
                tag = Tag::Noun;
                Some(true)
            }
            (TokenKind::Word, _) if name => Some(true),
            // `moving fortress`, `fortified train`: a participle that opens a phrase
            (TokenKind::Word, Tag::Verb) if run.is_empty() && opens(&tagged, i) => Some(true),
            _ => None,
        };
        let joined = run.last().is_none_or(|(last, _)| {
            Span::new(last.span.end, span.start).of(text).chars().all(|c| c == ' ' || c == '\u{a0}')
        });
        // `razor blades years ago`
        let span_of_time = tag == Tag::Noun
            && is_unit(&word.text)
            && run.last().is_some_and(|(last, _)| last.noun && last.span.of(text).ends_with('s'));
        if part.is_none() || !joined || span_of_time {
            if is_measure(text, &tagged, i, &run) {
                run.clear();
            }
            take(&mut run, &mut out, &mut link);
        } else if name && run.last().is_some_and(|(last, _)| !last.name) {
            run.clear(); // `president` before a name opens no phrase with it
        }
        if part.is_some() {
            let span = if possessive { trim_possessive(text, span) } else { span };
            let lemma =
                if tag == word.tag { &word.lemma } else { &lemma(&word.text, Speech::Noun) };
            run.push((self::part(text, span, lemma, tag, name), tag));
            if possessive {
                run.clear(); // what is owned begins a new phrase
                link = None;
            }
        } else {
            link = match word.text.as_str() {
                word @ ("of" | "and" | "in")
                    if out.last().is_some_and(|p| p.head().span.end + 1 == span.start) =>
                {
                    Some(match word {
                        "of" => "of",
                        "in" => "in",
                        _ => "and",
                    })
                }
                _ if word.tag == Tag::Determiner => link,
                _ => None,
            };
        }
        i += skip;
    }
    take(&mut run, &mut out, &mut link);
    out
}

/// Tells whether the run that ends before word `i` gives a measure or a number and talks of nothing by itself:
/// `magnitude 6.4`, `number 22`, `500 francs`.
fn is_measure(text: &str, tagged: &[tag::Word], i: usize, run: &[(Part, Tag)]) -> bool {
    let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else { return false };
    let next = &tagged[i];
    let numbered = last.noun
        && next.span.of(text).starts_with(|c: char| c.is_ascii_digit())
        && last.span.end + 1 == next.span.start;
    let counted = run.len() == 1
        && is_unit(&first.span.of(text).to_lowercase())
        && i >= 2
        && tagged[i - 2].tag == Tag::Number;
    numbered || counted
}

/// Ends the run of words: if it has a noun, it is a phrase, and may belong to the one before.
fn take(run: &mut Vec<(Part, Tag)>, out: &mut Vec<Phrase>, link: &mut Option<&str>) {
    let mut words = std::mem::take(run);
    if words.is_empty() {
        return;
    }
    let link = link.take();
    let names: Vec<Part> =
        words.iter().take_while(|(p, _)| p.name).map(|(p, _)| p.clone()).collect();
    let head = |(part, tag): &(Part, Tag)| *tag == Tag::Noun && !part.name && part.noun;
    while words.last().is_some_and(|word| !head(word)) {
        words.pop();
    }
    if words.is_empty() {
        if let (Some("of" | "in"), Some(last), false) = (link, out.last_mut(), names.is_empty()) {
            last.of = Some(names);
        }
        return;
    }
    let words: Vec<Part> = words.into_iter().map(|(part, _)| part).collect();
    match (link, out.last_mut()) {
        (Some("of"), Some(last)) => last.of = Some(words.clone()),
        (Some("and"), Some(last)) if words.len() == 1 && last.words.len() == 1 => {
            last.and = words.first().cloned();
        }
        _ => {}
    }
    out.push(Phrase { words, of: None, and: None });
}

/// Tells whether a word is a noun first of all: not `green`, `dead` or `ceremonial`.
fn is_mainly_noun(key: &str) -> bool {
    match PARTS.get(key) {
        Some(parts) => parts.contains('n') && !parts.starts_with('a') || parts.starts_with('v'),
        None => {
            !["al", "ic", "ous", "ive", "proof", "ish", "able"].iter().any(|end| key.ends_with(end))
        }
    }
}

/// Tells whether what looks like a verb at `i` is a noun in the plural: `held talks`, `formal talks`, `UN sanctions.`
fn is_plural(tagged: &[tag::Word], i: usize) -> bool {
    let word = &tagged[i];
    if !word.text.ends_with('s') || !is_known(&lemma(&word.text, Speech::Noun), Speech::Noun, true)
    {
        return false;
    }
    let ends = tagged.get(i + 1).is_none_or(|w| {
        matches!(w.tag, Tag::Mark | Tag::Preposition | Tag::Auxiliary | Tag::Conjunction)
    });
    match i.checked_sub(1).map(|j| tagged[j].tag) {
        Some(Tag::Adjective | Tag::Determiner) => true,
        Some(Tag::Verb | Tag::Name) | None => ends,
        Some(Tag::Conjunction | Tag::Mark) => {
            tagged.get(i + 1).is_some_and(|w| w.tag == Tag::Auxiliary)
        }
        Some(_) => false,
    }
}

/// Tells whether a noun at `i` says what somebody does: `heard her singing`, `makes the game look slow`.
fn is_deed(tagged: &[tag::Word], i: usize) -> bool {
    let word = &tagged[i];
    let parts = PARTS.get(&word.lemma).unwrap_or_default();
    let before = |by: usize| i.checked_sub(by).map(|j| &tagged[j]);
    if word.text.ends_with("ing") {
        let whose = ["my", "your", "his", "her", "its", "our", "their"];
        let verb = before(2).is_some_and(|w| w.tag == Tag::Verb);
        return verb && before(1).is_some_and(|w| whose.contains(&w.text.as_str()));
    }
    // a word that is a verb as well, right before an adjective that belongs to nothing after it
    let slow = tagged.get(i + 1).is_some_and(|w| {
        matches!(w.tag, Tag::Adjective | Tag::Adverb | Tag::Verb)
            && PARTS.get(&w.text).is_some_and(|parts| parts.contains('a'))
    }) && tagged
        .get(i + 2)
        .is_none_or(|w| !matches!(w.tag, Tag::Noun | Tag::Name | Tag::Adjective));
    parts.contains('v') && slow && before(1).is_some_and(|w| w.tag == Tag::Noun)
}

/// Tells whether a verb form at `i` is a participle before a noun: `moving fortress`.
fn opens(tagged: &[tag::Word], i: usize) -> bool {
    let word = &tagged[i];
    let form = word.text.ends_with("ing") || word.text.ends_with("ed");
    let before = i.checked_sub(1).map(|j| (tagged[j].tag, tagged[j].text.as_str()));
    let after = tagged.get(i + 1).is_some_and(|w| w.tag == Tag::Noun);
    form && after
        && before.is_none_or(|(tag, text)| {
            tag == Tag::Determiner || matches!(text, "“" | "\"" | "‘" | "’s" | "'s")
        })
}

fn part(text: &str, span: Span, lemma: &str, tag: Tag, name: bool) -> Part {
    let raw = span.of(text);
    let mut key = if tag == Tag::Noun && !name && !raw.starts_with(|c: char| c.is_ascii_digit()) {
        fold(lemma)
    } else {
        fold(raw)
    };
    key.retain(|c| c != '.' && (c != '-' || raw.starts_with(|c: char| c.is_ascii_digit())));
    let key = spelling::key(&key);
    let telling = !is_weak(&key) && !is_common(&key) && (name || !key.ends_with("est"));
    // `ten-year` is so long, and is nothing by itself
    let measure = raw.rsplit_once(['-', '\u{2011}']).is_some_and(|(_, unit)| is_unit(unit));
    let noun = tag == Tag::Noun && !name && !measure && is_mainly_noun(&key);
    Part { span, key, name, noun, telling }
}

fn is_hyphen(mark: &str) -> bool {
    matches!(mark, "-" | "\u{2010}" | "\u{2011}")
}

fn trim_possessive(text: &str, span: Span) -> Span {
    let raw = span.of(text);
    let stem = raw.strip_suffix("'s").or(raw.strip_suffix("’s")).unwrap_or(raw);
    Span::new(span.start, span.start + stem.len())
}

/// Returns short quotations of a sentence that can name something: two to five words, no verb, no pronoun.
pub(super) fn quotations(text: &str, sentence: Span) -> Vec<Span> {
    let slice = sentence.of(text);
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in slice.char_indices() {
        match c {
            '“' => open = Some(at + c.len_utf8()),
            '”' | '"' => {
                if let Some(from) = open.take().filter(|from| *from < at) {
                    let span = Span::new(sentence.start + from, sentence.start + at);
                    let inner = span.of(text).trim_end_matches([',', '.']);
                    let span = Span::new(span.start, span.start + inner.len());
                    if is_term(text, span) {
                        out.push(span);
                    }
                } else if c == '"' {
                    open = Some(at + 1);
                }
            }
            _ => {}
        }
    }
    out
}

fn is_term(text: &str, span: Span) -> bool {
    let tokens = tokens(text, span);
    (2..=5).contains(&tokens.len())
        && tokens.iter().all(|t| t.kind == TokenKind::Word)
        && tag::words(text, &tokens).iter().all(|w| {
            matches!(
                w.tag,
                Tag::Noun | Tag::Name | Tag::Adjective | Tag::Preposition | Tag::Conjunction
            ) || (w.tag == Tag::Verb && w.text.ends_with("ing"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let join =
            |parts: &[Part]| parts.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ");
        phrases(text, Span::new(0, text.len()), &names(text))
            .iter()
            .map(|p| {
                let of = p.of.as_deref().map(|of| format!(" of {}", join(of))).unwrap_or_default();
                let and = p.and.as_ref().map(|and| format!(" and {}", and.key)).unwrap_or_default();
                format!("{}{of}{and}", join(&p.words))
            })
            .collect()
    }

    fn names(text: &str) -> Vec<(Span, bool)> {
        text.match_indices("Lima")
            .map(|(at, name)| (Span::new(at, at + name.len()), false))
            .collect()
    }

    #[test]
    fn phrases_end_in_a_noun_and_leave_verbs_out() {
        let cases: &[(&str, &[&str])] = &[
            (
                "The heavily armoured ferry reached the old harbour.",
                &["armored ferry", "old harbor"],
            ),
            (
                "It was a 20-hour journey on the 80th anniversary.",
                &["20-hour journey", "80th anniversary"],
            ),
            (
                "His father and grandfather sold bread.",
                &["father and grandfather", "grandfather", "bread"],
            ),
            ("They fear the balance of power.", &["balance of power", "power"]),
            ("They held talks.", &["talk"]),
            ("They sold razor blades years ago.", &["razor blade", "year"]),
            ("No formal talks were held.", &["formal talk"]),
            ("They fear the riots in Lima.", &["riot of lima"]),
            ("The mayor’s green boats were sold.", &["green boat"]),
            ("They heard her singing in the harbour.", &["harbor"]),
            ("She makes the game look slow.", &["game"]),
            ("A quake of magnitude 6.4 cost 500 francs and a ferry.", &["quake", "ferry"]),
        ];
        for (text, want) in cases {
            assert_eq!(show(text), *want, "{text}");
        }
    }

    #[test]
    fn quotations_that_name_something_are_terms() {
        let text = "An “axis of bakers” met. “We shall see,” she said of the \"moving market\".";
        let spans = quotations(text, Span::new(0, text.len()));
        let got: Vec<_> = spans.iter().map(|s| s.of(text)).collect();
        assert_eq!(got, ["axis of bakers", "moving market"]);
    }
}
