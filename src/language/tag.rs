//! A light tagger: closed classes, the lexicon's parts of speech, and what stands beside a word.
//!
//! Not a statistical tagger: it has to find verbs, the nouns around them and names, on news text and
//! headlines, in time that does not count.

use super::lexicon::CLOSED_CLASSES;
use super::stem::{Part, is_known, lemma, lower};
use super::token::{Token, TokenKind};
use crate::text::Span;

/// What a word does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// A common noun.
    Noun,
    /// A name, or part of one.
    Name,
    /// A verb that carries meaning, in any form.
    Verb,
    /// A form of be, have, do, or a modal.
    Auxiliary,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A preposition.
    Preposition,
    /// An article, a possessive, a quantifier before a noun.
    Determiner,
    /// A pronoun.
    Pronoun,
    /// `and`, `because`, `when`.
    Conjunction,
    /// A numeral, in digits or words.
    Number,
    /// `not`, `never`.
    Negation,
    /// `to`.
    Particle,
    /// Punctuation.
    Mark,
}

/// A word with its tag and its dictionary form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// The word in lower case.
    pub text: String,
    /// Its dictionary form.
    pub lemma: String,
    /// What it does.
    pub tag: Tag,
    /// Whether it is written with a capital.
    pub capital: bool,
}

impl Word {
    /// Tells whether the word carries a meaning of its own.
    #[must_use]
    pub const fn is_content(&self) -> bool {
        matches!(
            self.tag,
            Tag::Noun | Tag::Name | Tag::Verb | Tag::Adjective | Tag::Adverb | Tag::Number
        )
    }

    /// Returns the part of speech under which the lexicon knows the word.
    #[must_use]
    pub const fn part(&self) -> Part {
        match self.tag {
            Tag::Verb | Tag::Auxiliary => Part::Verb,
            Tag::Adjective => Part::Adjective,
            Tag::Adverb => Part::Adverb,
            _ => Part::Noun,
        }
    }
}

fn closed(word: &str) -> Option<Tag> {
    Some(match CLOSED_CLASSES.kind(word)? {
        "determiner" => Tag::Determiner,
        "pronoun" => Tag::Pronoun,
        "preposition" => Tag::Preposition,
        "conjunction" => Tag::Conjunction,
        "auxiliary" => Tag::Auxiliary,
        "negation" => Tag::Negation,
        "adverb" => Tag::Adverb,
        "number" => Tag::Number,
        _ => Tag::Particle,
    })
}

/// Tells whether the words of a sentence are capitalised as in a headline, so that capitals tell no
/// names: only short words and closed classes are in lower case.
fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let mut capitals = 0;
    for token in tokens.iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 3) {
        let word = token.span.of(text);
        if word.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if closed(&lower(word)).is_none() {
            return false;
        }
    }
    capitals >= 4
}

/// Tags the words of one sentence.
///
/// ```
/// use rashomon::language::{tag, token};
/// use rashomon::text::Span;
/// let text = "The old man watches a train.";
/// let words = tag::words(text, &token::tokens(text, Span::new(0, text.len())));
/// assert_eq!(words[3].tag, tag::Tag::Verb);
/// assert_eq!(words[3].lemma, "watch");
/// ```
#[must_use]
pub fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    let title = is_title_case(text, tokens);
    let mut out: Vec<Word> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let raw = token.span.of(text);
        let word = lower(raw);
        let capital = raw.starts_with(char::is_uppercase);
        let next = tokens[at + 1..].iter().find(|t| t.kind != TokenKind::Mark);
        let tag = match token.kind {
            TokenKind::Mark => Tag::Mark,
            TokenKind::Number => Tag::Number,
            TokenKind::Word => {
                let next = next.map(|t| lower(t.span.of(text)));
                tag_of(&word, capital && !title, at, &out, next.as_deref())
            }
        };
        let lemma = match tag {
            Tag::Noun | Tag::Number => lemma(&word, Part::Noun),
            Tag::Verb => lemma(&word, Part::Verb),
            Tag::Auxiliary => auxiliary_lemma(&word),
            Tag::Adjective => lemma(&word, Part::Adjective),
            Tag::Name => word.strip_suffix("'s").unwrap_or(&word).to_owned(),
            _ => word.clone(),
        };
        out.push(Word { span: token.span, text: word, lemma, tag, capital });
    }
    lonely_names(&mut out);
    out
}

/// At the head of a sentence a capital tells nothing: a name there is one that the lexicon does not
/// know, or one that more of the name follows.
fn lonely_names(words: &mut [Word]) {
    let Some(first) = words.iter().position(|w| w.tag != Tag::Mark) else { return };
    if words[first].capital
        && words[first].tag == Tag::Noun
        && words.get(first + 1).is_some_and(|next| next.tag == Tag::Name)
        && !words[first].text.ends_with('s')
    {
        words[first].tag = Tag::Name;
        words[first].lemma = words[first].text.clone();
    }
}

fn auxiliary_lemma(word: &str) -> String {
    let base = word.strip_suffix("n't").unwrap_or(word);
    match base {
        "is" | "are" | "was" | "were" | "am" | "been" | "being" | "'s" | "'re" | "'m" | "ai"
        | "isnt" | "arent" | "wasnt" | "werent" => "be",
        "has" | "had" | "having" | "'ve" => "have",
        "does" | "did" | "doesnt" | "didnt" | "dont" => "do",
        "ca" | "cannot" | "cant" => "can",
        "wo" | "'ll" | "wont" => "will",
        "sha" => "shall",
        other => other,
    }
    .to_owned()
}

/// What stands just before, marks and adverbs left out.
fn before(out: &[Word]) -> Option<&Word> {
    out.iter().rev().find(|w| !matches!(w.tag, Tag::Adverb | Tag::Negation))
}

fn tag_of(word: &str, capital: bool, at: usize, out: &[Word], next: Option<&str>) -> Tag {
    let inside = at > 0 && out.last().is_some_and(|w| w.tag != Tag::Mark || w.text == ",");
    if capital && inside && closed(word).is_none_or(|tag| tag == Tag::Auxiliary && word == "may") {
        return Tag::Name;
    }
    let before = before(out);
    let before_tag = before.map(|w| w.tag);
    if word
        .split_once('-')
        .is_some_and(|(a, b)| closed(a) == Some(Tag::Number) && closed(b) == Some(Tag::Number))
    {
        return Tag::Number;
    }
    if let Some(tag) = closed(word) {
        return match (word, tag) {
            ("her" | "that", _) | (_, Tag::Determiner) if ends_phrase(next) => Tag::Pronoun,
            _ => tag,
        };
    }
    let verb = lemma(word, Part::Verb);
    let noun = lemma(word, Part::Noun);
    let adjective = lemma(word, Part::Adjective);
    let can_verb = is_known(&verb, Part::Verb, true);
    let often_verb = is_known(&verb, Part::Verb, false);
    let can_noun = is_known(&noun, Part::Noun, true);
    let often_noun = is_known(&noun, Part::Noun, false);
    let can_adjective = is_known(&adjective, Part::Adjective, true);
    let often_adjective = is_known(&adjective, Part::Adjective, false);
    let inflected = can_verb && verb != word;
    let nominal_next = next.is_some_and(|n| closed(n).is_none());
    if !can_verb && !can_noun && !can_adjective {
        if is_known(word, Part::Adverb, true) || word.ends_with("ly") && word.len() > 4 {
            return Tag::Adverb;
        }
        if word.ends_with("ing") || word.ends_with("ed") && word.len() > 4 {
            let modifies =
                matches!(before_tag, Some(Tag::Determiner | Tag::Adjective | Tag::Preposition));
            return if modifies && nominal_next { Tag::Adjective } else { Tag::Verb };
        }
        let endings = ["ous", "ful", "less", "able", "ible", "ical", "ish", "ive"];
        if endings.iter().any(|e| word.ends_with(e)) && word.len() > 5 {
            return Tag::Adjective;
        }
        return if capital || at == 0 && next.is_none() { Tag::Name } else { Tag::Noun };
    }
    if is_known(word, Part::Adverb, false) && !often_noun && !often_verb && !often_adjective {
        return Tag::Adverb;
    }
    let participle = inflected && (word.ends_with("ing") || !word.ends_with('s'));
    match before_tag {
        // after `to`, a modal, do: the bare verb
        Some(Tag::Particle) if can_verb && !inflected && (often_verb || !often_noun) => Tag::Verb,
        Some(Tag::Auxiliary) if can_verb => {
            let helper = before.map_or("", |w| w.lemma.as_str());
            match helper {
                "be" | "have" if participle && (often_verb || !often_adjective) => Tag::Verb,
                "be" if often_adjective => Tag::Adjective,
                "be" if often_noun => Tag::Noun,
                "have" if often_noun => Tag::Noun,
                "be" | "have" if !participle => fallback(often_noun, often_adjective, often_verb),
                _ => Tag::Verb,
            }
        }
        Some(Tag::Auxiliary) if often_adjective && !nominal_next => Tag::Adjective,
        Some(Tag::Pronoun) if can_verb && (often_verb || inflected) => Tag::Verb,
        // `no one cutting a tomato`
        Some(Tag::Number)
            if before.is_some_and(|w| w.text == "one")
                && word.ends_with("ing")
                && can_verb
                && next.and_then(closed) == Some(Tag::Determiner) =>
        {
            Tag::Verb
        }
        Some(Tag::Determiner | Tag::Adjective | Tag::Number) => {
            if nominal_next && (often_adjective || participle) && (can_adjective || !often_noun) {
                Tag::Adjective
            } else if can_noun && (often_noun || !inflected) {
                Tag::Noun
            } else if participle && word.ends_with("ing") || often_verb && inflected {
                Tag::Verb
            } else if can_adjective {
                Tag::Adjective
            } else if can_noun {
                Tag::Noun
            } else {
                Tag::Verb
            }
        }
        Some(Tag::Preposition) => {
            if word.ends_with("ing") && can_verb && !nominal_next {
                Tag::Verb
            } else if often_adjective && nominal_next {
                Tag::Adjective
            } else if can_noun && (often_noun || !inflected) {
                Tag::Noun
            } else {
                fallback(can_noun, can_adjective, can_verb)
            }
        }
        Some(Tag::Noun | Tag::Name) if can_verb && (inflected || !can_noun) => {
            // `man plays`, `report denied`: after a subject; `dog toys .` has nothing to follow
            let plural_noun = word.ends_with('s') && often_noun && !often_verb;
            let ends = next.is_none() && often_noun && word.ends_with('s');
            if plural_noun || ends { Tag::Noun } else { Tag::Verb }
        }
        Some(Tag::Noun | Tag::Name) if often_noun && !(often_verb && first_is_verb(&verb)) => {
            Tag::Noun
        }
        _ => {
            if participle && often_verb {
                Tag::Verb
            } else if often_adjective
                && (nominal_next || !often_noun)
                && !(first_is_verb(&verb) && often_verb)
            {
                Tag::Adjective
            } else if often_noun
                && !(first_is_verb(&verb) && often_verb && next.and_then(closed).is_some())
            {
                Tag::Noun
            } else {
                fallback(often_noun, often_adjective, often_verb || can_verb)
            }
        }
    }
}

/// Says whether the lemma is a verb first of all.
fn first_is_verb(lemma: &str) -> bool {
    super::lexicon::PARTS.get(lemma).is_some_and(|letters| letters.starts_with('v'))
}

fn fallback(noun: bool, adjective: bool, verb: bool) -> Tag {
    match (noun, adjective, verb) {
        (true, ..) => Tag::Noun,
        (_, true, _) => Tag::Adjective,
        (_, _, true) => Tag::Verb,
        _ => Tag::Noun,
    }
}

/// Says whether the next word cannot belong to a noun phrase begun here.
fn ends_phrase(next: Option<&str>) -> bool {
    match next.map(closed) {
        None => true,
        Some(Some(tag)) => {
            matches!(tag, Tag::Auxiliary | Tag::Preposition | Tag::Conjunction | Tag::Negation)
        }
        Some(None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::token::tokens;

    fn tags(text: &str) -> String {
        words(text, &tokens(text, Span::new(0, text.len())))
            .iter()
            .map(|w| match w.tag {
                Tag::Noun => 'n',
                Tag::Name => 'N',
                Tag::Verb => 'v',
                Tag::Auxiliary => 'x',
                Tag::Adjective => 'a',
                Tag::Adverb => 'r',
                Tag::Preposition => 'p',
                Tag::Determiner => 'd',
                Tag::Pronoun => 'o',
                Tag::Conjunction => 'c',
                Tag::Number => '#',
                Tag::Negation => '-',
                Tag::Particle => 't',
                Tag::Mark => '.',
            })
            .collect()
    }

    #[test]
    fn plain_sentences() {
        for (text, want) in [
            ("A man plays a guitar.", "dnvdn."),
            ("The old lady is not slicing a tomato.", "danx-vdn."),
            ("There is no dog running on the grass", "oxdnvpdn"),
            ("Officials in Metz said on Tuesday the bridge fell.", "npNvpNdnv."),
            ("He wants to leave the city", "ovtvdn"),
            ("Two children are riding red bikes", "#nxvan"),
            ("There is no one painting a door", "oxd#vdn"),
            ("The train stopped near Lyon because it was late.", "dnvpNcoxa."),
        ] {
            assert_eq!(tags(text), want, "{text}");
        }
    }
}
