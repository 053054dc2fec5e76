//! Whom and what a clause speaks of: the subject found in front of its words, followed through relative clauses,
//! appositions and pronouns, and the question whether two accounts mean the same by it.

use super::claim::Claim;
use super::context::Context;
use super::term::{Key, Role};
use crate::language::lexicon::{self, SORTS};
use crate::language::office;
use crate::language::relation;
use crate::language::roster::EntityId;
use crate::language::stem::{Part, lemma};
use std::ops::Range;

/// Somebody or something that the words of a claim stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// Who, when it has a name.
    pub entity: Option<EntityId>,
    /// The key of the noun, or of the last word of the name.
    pub key: Key,
    /// The noun in its dictionary form.
    pub lemma: String,
    /// The last words of the offices of somebody named.
    pub offices: Vec<Key>,
    /// Whether it is somebody.
    pub person: bool,
    /// Whether it is more than one.
    pub plural: bool,
    /// Whether it is told as known: `the`, `its`, a name.
    pub definite: bool,
    /// What tells it from others of its kind: the words before the noun, and what follows with `of` or `in`.
    pub marks: Vec<Key>,
}

/// How sure it is that two accounts mean the same: from one on, they do unless something speaks against it.
pub const SURE: f64 = 1.0;

/// How many sentences back a pronoun looks for whom it means.
const FAR_BACK: usize = 3;

/// Words that stand before a noun and make it known.
const DEFINITE: &[&str] =
    &["the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"];

/// Words that stand before a noun without making it known.
const INDEFINITE: &[&str] = &[
    "a", "an", "no", "every", "each", "all", "both", "some", "any", "another", "other", "one",
    "several", "many", "most", "few",
];

/// Words that tie a noun to the one before, so that it is no subject.
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "at",
    "by",
    "with",
    "for",
    "from",
    "on",
    "to",
    "into",
    "onto",
    "over",
    "under",
    "near",
    "off",
    "about",
    "after",
    "before",
    "behind",
    "between",
    "beyond",
    "during",
    "inside",
    "outside",
    "through",
    "throughout",
    "toward",
    "towards",
    "within",
    "without",
    "against",
    "along",
    "among",
    "around",
    "across",
    "above",
    "below",
    "despite",
    "since",
    "until",
    "upon",
    "amid",
    "beside",
    "besides",
    "except",
    "like",
    "per",
    "via",
    "down",
    "up",
];

/// The noun phrase whose head is at `head`: where it begins, and the word before it.
fn phrase(claim: &Claim, head: usize) -> Range<usize> {
    let mut start = head;
    while start > 0 {
        let term = &claim.terms[start - 1];
        let word = term.text.as_str();
        match term.role {
            Role::Adjective | Role::Noun | Role::Name | Role::Number => start -= 1,
            Role::Function if DEFINITE.contains(&word) || INDEFINITE.contains(&word) => start -= 1,
            // "the missing painting", "a sticking valve"
            Role::Verb
                if start > 1
                    && (word.ends_with("ed") || word.ends_with("ing"))
                    && matches!(claim.terms[start - 2].role, Role::Function | Role::Adjective)
                    && (DEFINITE.contains(&claim.word(start - 2))
                        || INDEFINITE.contains(&claim.word(start - 2))) =>
            {
                start -= 1;
            }
            _ => break,
        }
        if term.role == Role::Function {
            break;
        }
    }
    start..head + 1
}

/// Tells whether the noun phrase that begins at `start` hangs on a preposition: `of the ferry`, but not `one of the guards`.
fn hangs(claim: &Claim, start: usize) -> bool {
    let before = claim.back(start, 1);
    let counted = || {
        let of = start.checked_sub(2).map(|i| &claim.terms[i]);
        of.is_some_and(|t| {
            t.role == Role::Number
                || INDEFINITE.contains(&t.text.as_str())
                || matches!(t.text.as_str(), "none" | "half" | "majority" | "number")
        })
    };
    PREPOSITIONS.contains(&before) && !(before == "of" && counted())
}

/// A noun, a name or a pronoun that can be a subject.
fn nominal(claim: &Claim, i: usize) -> bool {
    let term = &claim.terms[i];
    match term.role {
        Role::Noun | Role::Name => !claim.times.iter().any(|t| t.at.contains(&i)),
        Role::Function => matches!(
            term.text.as_str(),
            "he" | "she"
                | "it"
                | "they"
                | "i"
                | "we"
                | "you"
                | "nobody"
                | "none"
                | "everyone"
                | "everybody"
                | "nothing"
                | "everything"
                | "somebody"
                | "someone"
                | "those"
        ),
        _ => false,
    }
}

/// The first noun of the sentence that hangs on no preposition: what it is about.
fn first(claim: &Claim, before: usize) -> Option<usize> {
    let mut i = 0;
    while i < before {
        if nominal(claim, i) {
            let next = claim.terms.get(i + 1);
            let inside =
                i + 1 < before && next.is_some_and(|t| matches!(t.role, Role::Noun | Role::Name));
            if !inside {
                let start = phrase(claim, i).start;
                if !hangs(claim, start) {
                    return Some(i);
                }
            }
        }
        i += 1;
    }
    None
}

/// The head of the subject of the words that begin at `at`.
fn subject(claim: &Claim, at: usize) -> Option<usize> {
    let mut i = at;
    // Whether a verb of another group was passed: what follows a relative pronoun is then told to its end.
    let (mut told, mut apart) = (false, false);
    while i > 0 {
        i -= 1;
        let word = claim.word(i);
        match claim.terms[i].role {
            Role::Verb => told |= apart,
            Role::Adverb => {}
            _ if matches!(
                word,
                "to" | "not" | "never" | "be" | "been" | "being" | "is" | "are" | "was"
            ) || matches!(
                word,
                "were" | "has" | "have" | "had" | "will" | "would" | "can" | "could"
            ) || matches!(
                word,
                "may" | "might" | "must" | "should" | "did" | "does" | "do"
            ) => {}
            _ => apart = true,
        }
        if nominal(claim, i) {
            let start = phrase(claim, i).start;
            if hangs(claim, start) {
                i = start - 1;
                continue;
            }
            // "Voters who rejected the plan were": the plan is no subject.
            let verb = start.checked_sub(1).is_some_and(|v| claim.terms[v].role == Role::Verb);
            let relative = (start.saturating_sub(4)..start)
                .rev()
                .find(|j| matches!(claim.word(*j), "who" | "which" | "that"));
            match relative {
                Some(j) if verb && j + 1 < start && j > 0 => {
                    i = j;
                    continue;
                }
                _ => return Some(i),
            }
        }
        match word {
            // "the washer, which was switched off"
            "who" | "which" | "that" if i > 0 => {
                let left = if claim.word(i - 1) == "," { i - 1 } else { i };
                let near = (0..left).rev().take(6).find(|j| nominal(claim, *j))?;
                if word == "that" && near + 1 < left {
                    return None;
                }
                // "the captain of the ferry that sank has been sacked"
                if told {
                    i = near + 1;
                    told = false;
                    continue;
                }
                let start = phrase(claim, near).start;
                // "the captain of the ferry, who"
                if word == "who" && hangs(claim, start) {
                    return (0..start)
                        .rev()
                        .take(6)
                        .find(|j| nominal(claim, *j))
                        .filter(|j| is_person(claim, *j))
                        .or(Some(near));
                }
                return Some(near);
            }
            "," | "and" | "but" | "or" => {
                let from = (0..i)
                    .rev()
                    .find(|j| matches!(claim.word(*j), ";" | ":" | "\"" | "\u{201c}"))
                    .map_or(0, |j| j + 1);
                return first(claim, i).filter(|j| *j >= from);
            }
            ";" | ":" | "\"" | "\u{201c}" | "\u{201d}" | "\u{2014}" | "\u{2013}" => return None,
            _ => {}
        }
    }
    None
}

fn is_person(claim: &Claim, i: usize) -> bool {
    somebody(&lemma(claim.word(i), Part::Noun))
}

/// Tells whether a noun names a person: by WordNet, or because it is an office.
fn somebody(lemma: &str) -> bool {
    SORTS.values(lemma).next() == Some("person")
        || lemma == "people"
        || office::rank(lemma).is_some()
}

/// Returns what the words at `at` are done to, when they are a verb in the active voice: the noun that follows.
#[must_use]
pub fn object(claim: &Claim, at: &Range<usize>) -> Option<usize> {
    if claim.terms[at.start].role != Role::Verb {
        return None;
    }
    let auxiliary = (0..at.start).rev().take(4).take_while(|i| {
        matches!(claim.terms[*i].role, Role::Adverb | Role::Function) && !nominal(claim, *i)
    });
    let passive = auxiliary.clone().any(|i| {
        matches!(
            claim.word(i),
            "was" | "were" | "been" | "being" | "be" | "is" | "are" | "get" | "got" | "gets"
        )
    });
    if passive {
        return None;
    }
    let next = claim.terms.get(at.end)?;
    let opens = matches!(next.role, Role::Noun | Role::Name | Role::Adjective | Role::Number)
        || DEFINITE.contains(&next.text.as_str())
        || INDEFINITE.contains(&next.text.as_str());
    let head = opens.then(|| claim.noun_from(at.end))??;
    (!claim.times.iter().any(|t| t.at.contains(&head))).then_some(head)
}

/// Who is named at `i`, if anybody.
fn named(cx: &Context<'_>, claim: &Claim, i: usize, out: &mut Vec<Referent>) {
    if let Some(named) = claim.named_at(i) {
        let entity = cx.names.get(named.entity);
        let last = |office: &String| office.split(' ').next_back().and_then(|word| cx.key_of(word));
        let mut offices: Vec<Key> =
            entity.offices.iter().chain(&named.office).filter_map(last).collect();
        offices.sort_unstable();
        offices.dedup();
        out.push(Referent {
            entity: Some(named.entity),
            key: claim.terms[i].key,
            lemma: String::new(),
            offices,
            person: cx.names.is_person(named.entity),
            plural: false,
            definite: true,
            marks: Vec::new(),
        });
    }
}

/// What the noun, name or pronoun at `i` stands for.
fn referents(cx: &Context<'_>, index: usize, i: usize, depth: usize, out: &mut Vec<Referent>) {
    let claim = &cx.claims[index];
    let term = &claim.terms[i];
    if term.role == Role::Function {
        let plural = term.text == "they";
        let fits = |r: &Referent| match term.text.as_str() {
            "he" | "she" => r.person && !r.plural,
            "it" => !r.person,
            "they" => r.plural || SORTS.values(&r.lemma).any(|s| s == "group"),
            _ => false,
        };
        if !(plural || matches!(term.text.as_str(), "he" | "she" | "it")) {
            return;
        }
        if depth >= FAR_BACK {
            return named(cx, claim, i, out);
        }
        // In the sentence before the pronoun, else in the one before.
        let mut found = Vec::new();
        if let Some(j) = first(claim, phrase(claim, i).start).filter(|j| *j != i) {
            referents(cx, index, j, depth + 1, &mut found);
        }
        if !found.iter().any(fits)
            && let Some(before) = index.checked_sub(1)
            && cx.claims[before].article == claim.article
            && claim.block - cx.claims[before].block <= 1
        {
            found.clear();
            let other = &cx.claims[before];
            if let Some(j) = first(other, other.terms.len()) {
                referents(cx, before, j, depth + 1, &mut found);
            }
        }
        found.retain(fits);
        if found.is_empty() {
            return named(cx, claim, i, out);
        }
        out.append(&mut found);
        return;
    }
    if claim.named_at(i).is_some() {
        return named(cx, claim, i, out);
    }
    let at = phrase(claim, i);
    let opening = claim.word(at.start);
    let mut marks: Vec<Key> = at
        .clone()
        .filter(|j| *j != i && !matches!(claim.terms[*j].role, Role::Function | Role::Mark))
        .map(|j| claim.terms[j].key)
        .collect();
    if matches!(claim.word(i + 1), "of" | "in" | "at" | "on")
        && let Some(j) = claim.noun_from(i + 2)
    {
        marks.push(claim.terms[j].key);
    }
    marks.sort_unstable();
    let word = lemma(&term.text, Part::Noun);
    out.push(Referent {
        entity: None,
        key: term.key,
        plural: word != term.text
            && !(claim.back(at.start, 1) == "of"
                && matches!(claim.back(at.start, 2), "one" | "each" | "none")),
        person: somebody(&word),
        lemma: word,
        offices: Vec::new(),
        definite: DEFINITE.contains(&opening)
            || claim.terms[at.clone()].iter().any(|t| t.possessive),
        marks,
    });
    // "the registrar, Ana Vitt, ...", "the leader of the Civic Union, Ana Vitt, ..."
    let comma = match claim.word(i + 1) {
        "of" => claim.noun_from(i + 2).map_or(i + 1, |j| j + 1),
        _ => i + 1,
    };
    if claim.word(comma) == ","
        && let Some(named) = claim.names.iter().find(|n| n.at.start == comma + 1)
        && cx.names.is_person(named.entity)
    {
        referents(cx, index, comma + 1, depth, out);
    }
}

/// Returns of whom or what the words at `at` of a claim are said: of what a deed is done to, else of its subject.
#[must_use]
pub fn of(
    cx: &Context<'_>,
    index: usize,
    at: &Range<usize>,
    fits: impl Fn(&Referent) -> bool,
) -> Vec<Referent> {
    let claim = &cx.claims[index];
    let mut out = Vec::new();
    if let Some(head) = subject(claim, at.start) {
        referents(cx, index, head, 0, &mut out);
        out.retain(&fits);
    }
    // "The police arrested him", "the flood destroyed it": but whoever visits a place, or rejects a plan, is who does it.
    if let Some(head) = object(claim, at) {
        let mut patients = Vec::new();
        referents(cx, index, head, 0, &mut patients);
        patients.retain(|r| fits(r) && !r.entity.is_some_and(|e| cx.names.is_place(e)));
        if patients.iter().any(|r| r.person)
            || !patients.is_empty() && !out.iter().any(|r| r.person)
        {
            return patients;
        }
    }
    out
}

/// Returns what a referent is called.
#[must_use]
pub fn show(cx: &Context<'_>, referent: &Referent) -> String {
    match referent.entity {
        Some(entity) => cx.names.name(entity).to_owned(),
        None => referent.lemma.clone(),
    }
}

/// Returns how sure it is that two referents are one; below zero when they are not.
#[must_use]
pub fn identity(cx: &Context<'_>, a: &Referent, b: &Referent) -> f64 {
    match (a.entity, b.entity) {
        (Some(m), Some(n)) if cx.names.may_be_one(m, n) => return 2.0,
        (Some(_), Some(_)) => return if a.person && b.person { -2.0 } else { 0.0 },
        (Some(_), None) | (None, Some(_)) => {
            let (named, noun) = if a.entity.is_some() { (a, b) } else { (b, a) };
            let holds = named.offices.contains(&noun.key) && noun.definite && !noun.plural;
            return if holds { 1.5 } else { 0.0 };
        }
        (None, None) => {}
    }
    let known = |r: &Referent| if r.definite { 0.3 } else { 0.0 };
    let mut sure = if a.key == b.key {
        if lexicon::is_generic(&a.lemma) { 0.2 } else { 0.9 }
    } else if relation::synonyms(&a.lemma, &b.lemma, Part::Noun) {
        0.6
    } else if relation::kind_of(&a.lemma, &b.lemma, Part::Noun)
        || relation::kind_of(&b.lemma, &a.lemma, Part::Noun)
    {
        0.4
    } else {
        return 0.0;
    };
    sure += known(a) + known(b);
    if !a.marks.is_empty() && !b.marks.is_empty() {
        let shared = a.marks.iter().any(|k| b.marks.binary_search(k).is_ok());
        sure += if shared { 0.4 } else { -0.6 };
    }
    if a.plural != b.plural {
        sure -= 0.4;
    }
    sure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Block, BlockKind, Library};
    use crate::text::Span;

    /// What the last occurrence of `word` in the text is said of.
    fn said_of(text: &str, word: &str) -> String {
        let library: Library = std::iter::once(Article {
            id: "a".to_owned(),
            text: text.to_owned(),
            blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
            ..Article::default()
        })
        .collect();
        let cx = Context::new(&library);
        let at = cx.claims.iter().enumerate().rev().find_map(|(n, claim)| {
            claim.terms.iter().rposition(|t| t.text == word).map(|i| (n, i))
        });
        let (claim, i) = at.expect("the word stands in the text");
        let found = of(&cx, claim, &(i..i + 1), |_| true);
        found.iter().map(|r| show(&cx, r)).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_subject_is_found_through_clauses_appositions_and_pronouns() {
        let cases = [
            ("The captain of the ferry has been sacked.", "sacked", "captain"),
            ("The captain of the ferry that sank at the weekend was sacked.", "sacked", "captain"),
            (
                "The registrar, Ana Vitt, was suspended by the court.",
                "suspended",
                "registrar, Ana Vitt",
            ),
            (
                "The leader of the Civic Union, Ana Vitt, was suspended.",
                "suspended",
                "leader, Ana Vitt",
            ),
            ("The washer, which runs day and night, was switched off.", "switched", "washer"),
            ("She runs the washer, which was switched off.", "switched", "washer"),
            ("Police said the bridge was closed.", "closed", "bridge"),
            ("The flood destroyed the bridge.", "destroyed", "bridge"),
            ("The pump stands in the cellar. It was broken.", "broken", "pump"),
            ("Ana Vitt left the hall. She was furious.", "furious", "Ana Vitt"),
            ("One of the guards ran up the stairs. He was unharmed.", "unharmed", "guard"),
            ("The mayor left the hall and was sacked.", "sacked", "mayor"),
            ("Voters who rejected the plan were jailed.", "jailed", "voter"),
        ];
        let mut faults = Vec::new();
        for (text, word, want) in cases {
            let got = said_of(text, word);
            if got != want {
                faults.push(format!("{text} {word}: {got}, not {want}"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
