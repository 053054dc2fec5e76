//! Questions with one answer, answered differently: was the sea calm, did the alarm ring, is he still in office.
//!
//! The questions and their answers are in `assets/lexicon/alternatives.txt`; a question about the whole event
//! needs no more than that both accounts speak of it, one about a person or thing that it is the same one.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Force;
use crate::analysis::subject;
use crate::analysis::term::{Key, Role, Term};
use crate::language::lexicon::{self, IRREGULAR};
use crate::language::stem::stem;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! detector {
    ($kind:ident, $rule:literal, $a:literal, $b:literal, $c:literal) => {
        Detector {
            kind: Kind::$kind,
            rule: $rule,
            says: "The sources answer one question in ways that exclude each other.",
            example: [$a, $b],
            near_miss: [$a, $c],
            prior: 0.66,
            within: false,
            note: |cx, index, out| note(Kind::$kind, cx, index, out),
            clash,
        }
    };
}

pub(super) const LEXICAL: Detector = detector!(
    Lexical,
    "lexical/alternative",
    "Inspectors gave the Orvel lock a clean bill of health in May.",
    "The Orvel lock had failed its inspection in May.",
    "The bakery of Karrow had failed its inspection in May."
);
pub(super) const ANTONYM: Detector = detector!(
    Antonym,
    "antonym/alternative",
    "The sea was flat calm when the trawler left Orvel.",
    "The trawler left Orvel in a heavy swell.",
    "The crew of the trawler stayed calm, Orvel harbour master Ana Vitt said."
);
pub(super) const NEGATION: Detector = detector!(
    Negation,
    "negation/alternative",
    "The alarm of the Orvel mill went off at noon.",
    "Nobody in the Orvel mill heard an alarm.",
    "The alarm of the Orvel mill was fitted in May."
);
pub(super) const MODALITY: Detector = detector!(
    Modality,
    "modality/alternative",
    "A life raft is compulsory on the Orvel ferry.",
    "The Orvel ferry need not carry a life raft.",
    "The Orvel ferry carries a life raft."
);
pub(super) const PLACE: Detector = detector!(
    Place,
    "place/alternative",
    "The trawler sank off the eastern shore of Orvel island.",
    "The trawler lies off the western shore of Orvel island.",
    "The lighthouse of Karrow stands at the western end of the pier."
);
pub(super) const CAUSE: Detector = detector!(
    Cause,
    "cause/alternative",
    "The derailment at Orvel was due to human error, the ministry said.",
    "A design flaw led to the derailment at Orvel.",
    "The derailment at Orvel was the second in May."
);

/// What has one answer to a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The whole event.
    Event,
    /// A person or thing that the clause is about.
    Subject,
    /// The noun beside the answer.
    Thing,
}

/// A question, by its line in the lexicon.
struct Question {
    name: &'static str,
    kind: Kind,
    /// What has one answer.
    scope: Scope,
    /// Stems of which one must be near.
    topic: HashSet<String>,
    /// The first words of each answer.
    answers: Vec<&'static str>,
}

/// A word of an answer.
enum Part {
    Stem(String),
    Form(String),
    Gap,
}

/// What begins with a certain stem or form.
struct Phrase {
    words: &'static str,
    parts: Vec<Part>,
    question: usize,
    answer: usize,
}

struct Lexicon {
    questions: Vec<Question>,
    /// By the stem of the first word.
    phrases: HashMap<String, Vec<Phrase>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon { questions: Vec::new(), phrases: HashMap::new() };
    for entry in lexicon::entries(include_str!("../../../assets/lexicon/alternatives.txt")) {
        let Some((head, answers)) = entry.split_once(':') else { continue };
        let (head, topic) = head.split_once('[').unwrap_or((head, ""));
        let mut head = head.split_whitespace();
        let (Some(name), Some(kind), Some(scope)) = (head.next(), head.next(), head.next()) else {
            continue;
        };
        let Some((kind, _)) = Kind::ALL.iter().find(|(_, n)| *n == kind) else { continue };
        let question = out.questions.len();
        let mut names = Vec::new();
        for (answer, members) in lexicon::fields(answers).enumerate() {
            names
                .push(lexicon::members(members).next().unwrap_or_default().trim_start_matches('='));
            for member in lexicon::members(members) {
                let parts: Vec<Part> = member
                    .split_whitespace()
                    .map(|w| match w.strip_prefix('=') {
                        Some(form) => Part::Form(form.to_owned()),
                        None if w == "*" => Part::Gap,
                        None => Part::Stem(stem(w)),
                    })
                    .collect();
                let first = match parts.first() {
                    Some(Part::Stem(first)) => first.clone(),
                    Some(Part::Form(first)) => stem(first),
                    _ => continue,
                };
                out.phrases.entry(first).or_default().push(Phrase {
                    words: member.trim_start_matches('='),
                    parts,
                    question,
                    answer,
                });
            }
        }
        out.questions.push(Question {
            name,
            kind: *kind,
            scope: match scope {
                "event" => Scope::Event,
                "thing" => Scope::Thing,
                _ => Scope::Subject,
            },
            topic: topic.trim_end_matches(']').split_whitespace().map(stem).collect(),
            answers: names,
        });
    }
    for list in out.phrases.values_mut() {
        list.sort_by_key(|p| std::cmp::Reverse(p.parts.len()));
    }
    out
});

/// The most that it says of two claims when both name the matter of a question.
const TOPICAL: f64 = 1.4;

/// What it adds that both are said of one person, however often the accounts name him.
const PERSON: f64 = 1.8;

/// How many words a gap in a phrase may take.
const GAP: usize = 4;

impl Phrase {
    /// Whether a word is meant when the phrase is a single one: as given, in the plural, or another form of a verb.
    fn is_form(&self, term: &Term) -> bool {
        let own = self.words;
        let verb = ["ed", "ing", "en"].iter().any(|end| own.ends_with(end))
            || IRREGULAR.get(own).is_some();
        term.role != Role::Name
            && (term.text == own
                || term.text.strip_suffix('s') == Some(own)
                || verb && term.role == Role::Verb)
    }

    /// Where the phrase ends that begins at `at`, if it stands there.
    fn end(&self, cx: &Context<'_>, terms: &[Term], at: usize) -> Option<usize> {
        matches(cx, &self.parts, terms, at)
    }
}

fn matches(cx: &Context<'_>, parts: &[Part], terms: &[Term], at: usize) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    if matches!(first, Part::Gap) {
        return (0..=GAP)
            .take_while(|n| *n == 0 || terms.get(at + n - 1).is_some_and(|t| t.role != Role::Mark))
            .find_map(|n| matches(cx, rest, terms, at + n));
    }
    let term = terms.get(at)?;
    let fits = match first {
        Part::Stem(stem) => cx.keys.stem(&term.text) == stem,
        Part::Form(form) => term.text == *form,
        Part::Gap => false,
    };
    if fits { matches(cx, rest, terms, at + 1) } else { None }
}

/// The place of an answer that is said not to hold, among the members of a fact.
const NOT: usize = 100;

fn note(kind: Kind, cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    let mut taken: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, term) in claim.terms.iter().enumerate() {
        if matches!(term.role, Role::Mark | Role::Number) {
            continue;
        }
        let Some(phrases) = LEXICON.phrases.get(cx.keys.stem(&term.text)) else { continue };
        for phrase in phrases {
            let question = &LEXICON.questions[phrase.question];
            if question.kind != kind {
                continue;
            }
            let Some(end) = phrase.end(cx, &claim.terms, i) else { continue };
            if taken.iter().any(|(q, at)| *q == phrase.question && at.contains(&i)) {
                continue;
            }
            if phrase.parts.len() == 1 && !phrase.is_form(term) {
                continue;
            }
            taken.push((phrase.question, i..end));
            // "They had never met before" does not deny that they meet now.
            if claim.negated[i] && claim.has_word(&["before"]) {
                continue;
            }
            if question.kind != Kind::Modality
                && claim.force[i] != Force::Fact
                && !lasting(claim, i)
            {
                continue;
            }
            let answer = match (claim.negated[i], question.answers.len()) {
                (false, _) => phrase.answer,
                (true, 2) => 1 - phrase.answer,
                (true, _) => phrase.answer + NOT,
            };
            let fact = Fact::new(
                index,
                key(("alternative", question.name)),
                i..end,
                Value::Member(question.name, answer),
            );
            out.push(fact.with(Some(term.key)));
        }
    }
}

/// "Will remain in custody": a state that is planned to last is there already.
fn lasting(claim: &Claim, at: usize) -> bool {
    claim.force[at] == Force::Planned
        && (0..=3).any(|n| {
            ["remain", "stay", "continue", "keep"].iter().any(|w| claim.back(at, n).starts_with(w))
        })
}

/// Tells whether a word of the question's topic stands in the sentence or the one before.
fn on_topic(cx: &Context<'_>, index: usize, question: &Question) -> bool {
    let has = |claim: &Claim| {
        claim.terms.iter().any(|t| {
            question.topic.contains(cx.keys.stem(&t.text))
                || question.topic.contains(cx.keys.show(t.key))
        })
    };
    let claim = &cx.claims[index];
    has(claim)
        || index.checked_sub(1).map(|i| &cx.claims[i]).is_some_and(|before| {
            before.article == claim.article
                && (before.block == claim.block || before.block + 1 == claim.block)
                && has(before)
        })
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Member(name, x), Value::Member(_, y)) = (&a.value, &b.value) else { return None };
    let differ = match (*x >= NOT, *y >= NOT) {
        (false, false) => x != y,
        (true, false) => x - NOT == *y,
        (false, true) => y - NOT == *x,
        (true, true) => false,
    };
    let question = LEXICON.questions.iter().find(|q| q.name == *name)?;
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if !differ || !times_meet(p, q) {
        return None;
    }
    let same_person = subject::same_person(cx, a, b);
    // What somebody did long ago is told as background by some and as news by others.
    if p.background != q.background && !(same_person && question.scope == Scope::Subject) {
        return None;
    }
    if question.scope == Scope::Thing
        && (head(p, &a.at).is_none() || head(p, &a.at) != head(q, &b.at))
    {
        return None;
    }
    let related = cx.related(p, q, &[]);
    let all = [(p, a), (q, b)].iter().any(|(c, f)| subject::everybody(c, &f.at));
    // "Nobody was arrested" tells of the event, "in prison since March" of what was before it.
    if all && (p.has_word(&["since"]) || q.has_word(&["since"])) {
        return None;
    }
    // "Nobody was hurt" says it of all; "the square was cleared and nobody was hurt" of those there.
    let of_all = [(p, a), (q, b)].iter().any(|(c, f)| {
        subject::everybody(c, &f.at)
            && c.terms.len() <= f.at.len() + 9
            && !c.has_word(&["every", "all", "each", "and"])
    });
    let shared = subject::shared(cx, a, b);
    let (weight, how) = match shared {
        subject::Shared::Other => return None,
        subject::Shared::Keys(keys) => {
            let mut words: Vec<String> = keys.iter().map(|k| cx.show(*k)).collect();
            words.dedup();
            // What the question is about is shared by all who answer it.
            let weigh = |k: &Key| {
                let own = question.topic.contains(cx.keys.show(*k));
                if own { cx.weight(*k).min(TOPICAL) } else { cx.weight(*k) }
            };
            let person = if same_person { PERSON } else { 0.0 };
            (keys.iter().map(weigh).sum::<f64>() + person, words)
        }
    };
    let event = question.scope == Scope::Event;
    let topical = [a, b].iter().filter(|f| on_topic(cx, f.claim, question)).count();
    let topical = if question.topic.is_empty() { 0 } else { topical };
    if !question.topic.is_empty() && topical == 0 {
        return None;
    }
    let (least, close) = if topical == 1 {
        (2.8, 2.5)
    } else if event {
        (0.0, if question.topic.is_empty() { 1.5 } else { 1.0 })
    } else if of_all {
        (0.0, 0.0)
    } else if all {
        (1.2, 1.0)
    } else if question.topic.is_empty() {
        (2.5, 2.5)
    } else {
        (1.5, 2.0)
    };
    if weight < least || related < close {
        return None;
    }
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let same = if how.is_empty() { "the event".to_owned() } else { how.join(", ") };
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other; both cannot hold."
        ))
        .step(format!("Said of the same: {same}."))
        .step(format!("Answers that exclude each other ({}): {one}, {other}.", question.name))
        .values(value(question, *x), value(question, *y))
        .bonus(((weight - 2.5) / 4.0).clamp(-0.3, 0.5) + ((related - 4.0) / 6.0).clamp(-0.4, 0.4)),
    )
}

/// The words that stand for an answer.
fn value(question: &Question, answer: usize) -> String {
    match answer.checked_sub(NOT) {
        Some(answer) => format!("not {}", question.answers[answer]),
        None => question.answers[answer].to_owned(),
    }
}

/// The noun that the words stand beside: the one that follows, else the one before.
fn head(claim: &Claim, at: &Range<usize>) -> Option<Key> {
    let noun = claim.noun_from(at.end).or_else(|| {
        let clause = claim.clause(at.start);
        (clause.start..at.start).rev().find(|i| claim.terms[*i].role == Role::Noun)
    });
    noun.map(|i| claim.terms[i].key)
}

/// Tells whether the times of two claims leave room for one happening.
fn times_meet(p: &Claim, q: &Claim) -> bool {
    let times = |claim: &Claim| claim.times.iter().filter_map(|t| t.when).collect::<Vec<_>>();
    let (s, t) = (times(p), times(q));
    s.is_empty() || t.is_empty() || s.iter().any(|x| t.iter().any(|y| x.intersects(y)))
}
