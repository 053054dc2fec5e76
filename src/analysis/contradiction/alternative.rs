//! Questions with one answer, answered differently: was the sea calm, did the alarm ring, is he still in office.
//!
//! The questions and their answers are in `assets/lexicon/alternatives.txt`; a question about the whole event
//! needs no more than that both accounts speak of it, one about a person or thing that it is the same one.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::{Kind, Verdict};
use crate::analysis::predicate::Force;
use crate::analysis::referent;
use crate::analysis::subject::{self, Sort, Subject};
use crate::analysis::term::{Key, Role, Term};
use crate::language::date::When;
use crate::language::lexicon::{self, ALTERNATIVES, IRREGULAR};
use crate::language::pattern::Found;
use crate::language::stem::stem;
use foldhash::HashSet;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

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
    /// A person or thing that the clause is about, as far as what stands beside the answer tells.
    Subject,
    /// The noun beside the answer.
    Thing,
    /// The very subject of the clause, of this sort.
    Of(Sort),
    /// What a word of the topic in its clause names, of which the event has one.
    Topic,
}

/// A line of the lexicon.
struct Question {
    name: &'static str,
    kind: Kind,
    /// What has one answer.
    scope: Scope,
    /// Whether the answer of one day need not hold on the next.
    passing: bool,
    /// Whether each word of the topic is a thing of its own, so that both accounts must use the same one.
    each: bool,
    /// The words of which one must be near, as they are written.
    about: &'static str,
    /// Their stems, found when a text answers the question.
    stems: OnceLock<HashSet<String>>,
    /// The first words of each answer.
    answers: Vec<&'static str>,
}

impl Question {
    /// Tells whether a term is of the topic, as it stands or by a word that means the same.
    fn names(&self, cx: &Context<'_>, term: &Term) -> bool {
        self.is_about(cx.keys.show(term.stem)) || self.is_about(cx.keys.show(term.key))
    }

    /// Tells whether a word, by its stem, is one of the topic.
    fn is_about(&self, stemmed: &str) -> bool {
        let stems = || self.about.split_whitespace().map(stem).collect();
        !self.about.is_empty() && self.stems.get_or_init(stems).contains(stemmed)
    }
}

/// The questions, line by line of the list; `None` for a line that is none.
static QUESTIONS: LazyLock<Vec<Option<Question>>> = LazyLock::new(|| {
    let question = |(class, answers): (&'static str, &'static str)| {
        let (head, topic) = class.split_once('[').unwrap_or((class, ""));
        let mut head = head.split_whitespace();
        let (name, kind, scope) = (head.next()?, head.next()?, head.next()?);
        let flags: Vec<_> = head.collect();
        let first = |answer| lexicon::members(answer).next().unwrap_or_default();
        Some(Question {
            name,
            kind: Kind::ALL.iter().find(|(_, n)| *n == kind)?.0,
            scope: match scope {
                "event" => Scope::Event,
                "thing" => Scope::Thing,
                "topic" => Scope::Topic,
                "of-person" => Scope::Of(Sort::Person),
                "of-thing" => Scope::Of(Sort::Thing),
                "of-any" => Scope::Of(Sort::Any),
                _ => Scope::Subject,
            },
            passing: flags.contains(&"passing"),
            each: flags.contains(&"each"),
            about: topic.trim_end_matches(']').trim(),
            stems: OnceLock::new(),
            answers: lexicon::fields(answers).map(|a| first(a).trim_start_matches('=')).collect(),
        })
    };
    ALTERNATIVES.lines().map(question).collect()
});

/// So many days before its account a dated happening is no longer the news.
const EARLIER: i32 = 14;

/// The most that it says of two claims when both name the matter of a question.
const TOPICAL: f64 = 1.4;

/// What it adds that both are said of one person, however often the accounts name him.
const PERSON: f64 = 1.8;

/// Whether the only word of a phrase is meant: as given, in the plural, or another form of a verb.
fn is_form(own: &str, term: &Term, topic: bool) -> bool {
    let ends: &[&str] = if topic { &["ed"] } else { &["ed", "ing", "en"] };
    let verb = ends.iter().any(|end| own.ends_with(end)) || IRREGULAR.get(own).is_some();
    term.role != Role::Name
        && (term.text == own
            || term.text.strip_suffix('s') == Some(own)
            || verb && term.role == Role::Verb)
}

/// Tells whether a word beside a noun only picks out: `the locked door`, `an empty seat`, `too small`.
fn picks(claim: &Claim, at: &Range<usize>) -> bool {
    let before = claim.back(at.start, 1);
    let next = claim.terms.get(at.end).map(|t| t.role);
    let noun = matches!(claim.terms[at.start].role, Role::Name | Role::Noun);
    at.len() == 1
        && (matches!(next, Some(Role::Noun | Role::Name))
            || noun && !matches!(before, "is" | "was" | "were" | "are" | "been")
            || matches!(before, "to" | "the" | "a" | "an" | "more" | "less" | "too"))
}

/// The place of an answer that is said not to hold, among the members of a fact.
const NOT: usize = 100;

/// Tells whether an adjective stands beside a noun that the question is about, or beside none: "strong winds", not
/// "a strong group".
fn beside_topic(cx: &Context<'_>, claim: &Claim, question: &Question, at: &Range<usize>) -> bool {
    let how = matches!(question.kind, Kind::Antonym | Kind::Lexical);
    if !how
        || at.len() > 1
        || question.about.is_empty()
        || claim.terms[at.start].role != Role::Adjective
    {
        return true;
    }
    let next = claim.terms.get(at.end).map(|t| t.role);
    let attributive = matches!(next, Some(Role::Noun | Role::Adjective | Role::Name))
        || claim.word(at.end) == "and";
    let Some(head) = claim.noun_from(at.end + usize::from(claim.word(at.end) == "and")) else {
        return true;
    };
    !attributive || claim.terms[at.end..=head].iter().any(|t| question.names(cx, t))
}

/// Finds where each claim answers a question.
fn answers(cx: &Context<'_>) -> Vec<Vec<Found>> {
    let text = |claim: &Claim| cx.library.articles()[claim.article].text.as_str();
    let find = |claim: &Claim| {
        if claim.terms.last().is_some_and(|t| t.text == "?") {
            return Vec::new();
        }
        let meant = |found: &Found| {
            let term = &claim.terms[found.at.start];
            let Some(question) = &QUESTIONS[found.line] else { return false };
            let of_one = matches!(question.scope, Scope::Of(_));
            let topic = question.scope == Scope::Topic;
            // "Dr Beat Amrein" answers nothing; "still" beside a verb says when.
            let name = found.at.len() == 1
                && (claim.named_at(found.at.start).is_some()
                    || term.capital
                        && found.at.start > 0
                        && !claim.heading
                        && term.span.of(text(claim)).chars().skip(1).any(char::is_lowercase));
            let adverb = found.at.len() == 1
                && term.role == Role::Function
                && question.kind != Kind::Modality;
            // "a blue roof rack" stands on no roof
            let compound = question.kind == Kind::Place
                && topic
                && found.at.len() == 1
                && term.role == Role::Noun
                && claim.terms.get(found.at.end).is_some_and(|t| t.role == Role::Noun);
            term.role != Role::Number
                && !compound
                && !name
                && !adverb
                && beside_topic(cx, claim, question, &found.at)
                && (found.phrase.contains(' ') || is_form(found.phrase, term, topic))
                && !(of_one && picks(claim, &found.at))
        };
        cx.phrases_where(&ALTERNATIVES, claim, meant)
    };
    cx.claims.iter().map(find).collect()
}

fn note(kind: Kind, cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for found in &cx.answers.get_or_init(|| answers(cx))[index] {
        let Some(question) = QUESTIONS[found.line].as_ref().filter(|q| q.kind == kind) else {
            continue;
        };
        let i = found.at.start;
        // "They had never met before" does not deny that they meet now.
        if claim.negated[i] && claim.has_word(&["before"]) {
            continue;
        }
        if question.kind != Kind::Modality && claim.force[i] != Force::Fact && !lasting(claim, i) {
            continue;
        }
        let answer = match (claim.negated[i], question.answers.len()) {
            (false, _) => found.side,
            (true, 2) => 1 - found.side,
            (true, _) => found.side + NOT,
        };
        if question.scope == Scope::Topic && topics(cx, index, &found.at, question).is_empty() {
            continue;
        }
        // "He would speak when he knew something"
        let clause = claim.clause(i);
        let to_come = matches!(claim.word(clause.start), "when" | "once" | "until" | "till")
            && claim.terms[..clause.start]
                .iter()
                .any(|t| matches!(t.text.as_str(), "would" | "will"));
        if to_come {
            continue;
        }
        // "No other leader came" tells of all of a kind, and of nobody's own answer.
        let of_nobody = || {
            let before = claim.clause(i).start..i;
            claim.negated[i] && before.into_iter().any(|j| claim.word(j) == "no")
        };
        if matches!(question.scope, Scope::Of(_)) && of_nobody() {
            continue;
        }
        let sort = if let Scope::Of(sort) = question.scope { sort } else { Sort::Any };
        let subject = Subject::of(cx, index, &found.at, sort);
        let asked = key(("alternative", found.line));
        let at = found.at.clone();
        let fact = Fact::new(index, asked, at, Value::Answer(found.line, answer));
        out.push(fact.said_of(subject));
    }
}

/// "Will remain in custody": a state that is planned to last is there already.
fn lasting(claim: &Claim, at: usize) -> bool {
    claim.force[at] == Force::Planned && claim.stays(at)
}

/// Tells whether a word of the question's topic stands in the sentence, beside the answer, or in the one before.
fn on_topic(cx: &Context<'_>, fact: &Fact, question: &Question) -> bool {
    let has = |claim: &Claim| claim.terms.iter().any(|t| question.names(cx, t));
    let (index, claim) = (fact.claim, fact.of(&cx.claims));
    // A noun that answers is no topic: "a shot", at a goal; "they were warned" and "a heavy swell" are.
    let bare = fact.at.len() == 1 && claim.terms[fact.at.start].role == Role::Noun;
    let own = |i: usize| bare && fact.at.contains(&i);
    let beside = claim.terms.iter().enumerate().any(|(i, t)| !own(i) && question.names(cx, t));
    beside
        || index.checked_sub(1).map(|i| &cx.claims[i]).is_some_and(|before| {
            before.article == claim.article
                && (before.block == claim.block || before.block + 1 == claim.block)
                && has(before)
        })
}

/// Tells whether a word of the question's topic stands in both sentences.
fn one_topic(cx: &Context<'_>, question: &Question, p: &Claim, q: &Claim) -> bool {
    p.terms.iter().filter(|t| question.names(cx, t)).any(|t| q.terms.iter().any(|o| o.key == t.key))
}

/// Returns the words of the question's topic of which the words at `at` are said: beside them in their clause, or
/// where the clause names nothing before them, what its pronoun or its missing subject stands for.
fn topics(cx: &Context<'_>, index: usize, at: &Range<usize>, question: &Question) -> Vec<usize> {
    let claim = &cx.claims[index];
    let own = |t: &Term| {
        let past = t.text.ends_with("ed") || t.text.ends_with("ing");
        t.role != Role::Mark
            && question.names(cx, t)
            && (t.role != Role::Verb || past || IRREGULAR.get(&t.text).is_some())
    };
    let noun = |i: usize| matches!(claim.terms[i].role, Role::Noun | Role::Name);
    // "the keeper of the lock": what follows a preposition is not what the words are said of.
    let bare = |i: usize| noun(i) && !(1..=3).any(|n| AFTER.contains(&claim.back(i, n)));
    let clause = claim.clause(at.start);
    let end = clause.end.max(at.end);
    let near = |i: usize| {
        if at.contains(&i) {
            at.len() > 1
        } else if i < at.start {
            at.start - i <= REACH && !(i + 1..at.start).any(bare)
        } else {
            i - at.end <= 3 && !(at.end..i).any(|j| noun(j) && !noun(j + 1))
        }
    };
    // "the film poster" is no film.
    let whole = |i: usize| {
        at.contains(&(i + 1))
            || claim.terms.get(i + 1).is_none_or(|next| next.role != Role::Noun || own(next))
    };
    let beside = |i: &usize| own(&claim.terms[*i]) && near(*i) && whole(*i);
    let found: Vec<usize> = (clause.start..end).filter(beside).collect();
    if !found.is_empty() || (clause.start..at.start).any(noun) || at.start >= clause.start + 5 {
        return found;
    }
    (0..clause.start)
        .filter(|i| own(&claim.terms[*i]) && !(i + 1..clause.start).any(bare))
        .collect()
}

/// How many sentences of an account tell what it is about.
const LEAD: usize = 5;

/// How far before its words the subject of an answer may stand.
const REACH: usize = 9;

/// Words that hang what follows them on what stands before.
const AFTER: &[&str] =
    &["of", "in", "at", "near", "on", "for", "by", "with", "from", "to", "after", "before", "over"];

/// Why two facts are said of the same, and how much that says.
struct Same {
    words: Vec<String>,
    bonus: f64,
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Answer(line, x), Value::Answer(_, y)) = (&a.value, &b.value) else { return None };
    let differ = match (*x >= NOT, *y >= NOT) {
        (false, false) => x != y,
        (true, false) => x - NOT == *y,
        (false, true) => y - NOT == *x,
        (true, true) => false,
    };
    let question = QUESTIONS[*line].as_ref()?;
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // "By a hole in the cellar wall to a tunnel": who gives both answers excludes neither.
    let answers = cx.answers.get_or_init(|| answers(cx));
    let gives = |fact: &Fact, side: usize| {
        answers[fact.claim].iter().any(|f| f.line == *line && f.side == side && f.at != fact.at)
    };
    if question.kind == Kind::Place && (gives(a, *y) || gives(b, *x)) {
        return None;
    }
    if !differ || !p.may_be_one_time(q) || question.passing && !cx.on_one_day(p, q) {
        return None;
    }
    if question.each && !one_topic(cx, question, p, q) {
        return None;
    }
    // Winds, moods and fires change: what is so now says nothing of the days before.
    let changes = question.kind == Kind::Antonym;
    if changes && (now_and_then(cx, p, q) || now_and_then(cx, q, p)) {
        return None;
    }
    let same = match question.scope {
        Scope::Of(_) => of_one(cx, a, b),
        Scope::Topic => of_topic(cx, question, a, b),
        _ => of_event(cx, question, a, b),
    };
    let same = same.or_else(|| of_referent(cx, question, a, b))?;
    // "No charges have been brought", said before the other account told of them, held then.
    let verdict =
        if so_far(cx, a, b) || so_far(cx, b, a) { Verdict::Update } else { Verdict::Contradiction };
    let (one, other) = (cx.text(p, p.span_of(a.at.clone())), cx.text(q, q.span_of(b.at.clone())));
    let of = if same.words.is_empty() { "the event".to_owned() } else { same.words.join(", ") };
    Some(
        Conflict::new(format!(
            "\u{201c}{one}\u{201d} in one account, \u{201c}{other}\u{201d} in the other; both cannot hold."
        ))
        .step(format!("Said of the same: {of}."))
        .step(format!("Answers that exclude each other ({}): {one}, {other}.", question.name))
        .values(value(question, *x), value(question, *y))
        .verdict(verdict)
        .bonus(same.bonus),
    )
}

/// Tells whether one account says what had not happened so far, and the other, a later one, that it has.
fn so_far(cx: &Context<'_>, open: &Fact, told: &Fact) -> bool {
    let (p, q) = (open.of(&cx.claims), told.of(&cx.claims));
    let none = |claim: &Claim, fact: &Fact| {
        claim.negated[fact.at.start]
            || claim.terms[fact.at.clone()].iter().any(|t| {
                matches!(t.text.as_str(), "no" | "not" | "nobody" | "none" | "never" | "nothing")
            })
    };
    let perfect =
        p.has_word(&["has", "have", "yet"]) || p.has_word(&["far"]) && p.has_word(&["so"]);
    let (first, then) = (cx.anchors[p.article], cx.anchors[q.article]);
    none(p, open) && !none(q, told) && perfect && first.own && then.own && first.day < then.day
}

/// Shows that two facts have one subject.
fn of_one(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Same> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let (x, y) = (a.subject.as_ref()?, b.subject.as_ref()?);
    let related = cx.related(p, q, &[]);
    // "The network is working again": it did not before.
    let again = p.has_word(&["again"]) != q.has_word(&["again"]);
    if p.background != q.background || x.differ_in_part(y) || again || related < 1.5 {
        return None;
    }
    let mut keys = x.heads.iter().filter(|k| y.heads.binary_search(k).is_ok());
    let key = keys.find(|k| cx.weight(**k) >= 0.8)?;
    let bonus = ((related - 3.0) / 5.0).clamp(-0.3, 0.4);
    Some(Same { words: vec![cx.show(*key)], bonus })
}

/// Shows that two facts have one subject, however often the accounts speak of it.
fn of_referent(cx: &Context<'_>, question: &Question, a: &Fact, b: &Fact) -> Option<Same> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let (x, y) = (a.subject.as_ref()?, b.subject.as_ref()?);
    if p.background != q.background
        || x.differ_in_part(y)
        || matches!(question.scope, Scope::Thing | Scope::Topic)
    {
        return None;
    }
    // "The gates have been shut since": of another time than the opening.
    if [p, q].iter().any(|c| c.has_word(&["since", "until", "again", "then", "later"])) {
        return None;
    }
    if dated_apart(cx, p, q) || dated_apart(cx, q, p) {
        return None;
    }
    let pairs = x.referents.iter().flat_map(|m| y.referents.iter().map(move |n| (m, n)));
    let (sure, shown) = pairs
        .map(|(m, n)| (referent::identity(cx, m, n), referent::show(cx, m)))
        .max_by(|one, other| one.0.total_cmp(&other.0))?;
    let on_topic = question.about.is_empty() || [a, b].iter().any(|f| on_topic(cx, f, question));
    if sure < referent::SURE || !on_topic {
        return None;
    }
    let related = cx.related(p, q, &[]);
    // One person's days have many states; the accounts must speak of the same moment.
    let person = x.referents.iter().any(|r| r.person);
    if person && related < 2.0 {
        return None;
    }
    let bonus = ((sure - 1.5) / 2.0).clamp(-0.3, 0.3) + ((related - 3.0) / 5.0).clamp(-0.3, 0.3);
    Some(Same { words: vec![shown], bonus })
}

/// Tells whether the one speaks of the day of its account and the other of days before: `has been calm since noon`,
/// `on Sunday`.
fn now_and_then(cx: &Context<'_>, now: &Claim, then: &Claim) -> bool {
    let Some(day) = cx.anchors[now.article].day.map(When::day) else { return false };
    let present =
        now.has_word(&["is", "are", "has", "have"]) && !now.has_word(&["had", "was", "were"]);
    let days: Vec<When> = then.times.iter().filter_map(|t| t.when).collect();
    let own = now.times.iter().filter_map(|t| t.when).all(|w| w.intersects(&day));
    present && own && !days.is_empty() && days.iter().all(|w| w.before(&day))
}

/// Tells whether two answers speak of parts of different things: the edge of the site, a part of the town.
fn elsewhere(p: &Claim, at: &Range<usize>, q: &Claim, other: &Range<usize>) -> bool {
    let whole = |claim: &Claim, at: &Range<usize>| -> Option<Key> {
        let head = claim.noun_from(at.end)?;
        (claim.word(head + 1) == "of")
            .then(|| claim.noun_from(head + 2))?
            .map(|i| claim.terms[i].key)
    };
    let (x, y) = (whole(p, at), whole(q, other));
    let common = |k: Option<Key>| {
        k.is_some_and(|k| p.terms.iter().any(|t| t.key == k) && q.terms.iter().any(|t| t.key == k))
    };
    x.is_some() && y.is_some() && x != y && !common(x) && !common(y)
}

/// Tells whether a clause says of whom or of when it speaks: "nobody on Garver Street", "nobody by then", "this evening".
fn narrowed(claim: &Claim, at: &Range<usize>) -> bool {
    let clause = claim.clause(at.start);
    !claim.times.is_empty()
        || claim.names.iter().any(|n| clause.contains(&n.at.start))
        || claim.terms[clause].iter().any(|t| {
            matches!(
                t.text.as_str(),
                "on" | "by"
                    | "this"
                    | "here"
                    | "there"
                    | "then"
                    | "yet"
                    | "among"
                    | "them"
                    | "these"
                    | "those"
            )
        })
}

/// Tells whether the one gives a day well before its account, and the other none: agreed in May, called off now.
fn dated_apart(cx: &Context<'_>, one: &Claim, other: &Claim) -> bool {
    let Some(day) = cx.anchors[one.article].day.map(When::day) else { return false };
    let early = |when: When| when.last < day.first && when.gap_days(&day) > EARLIER;
    one.times.iter().filter_map(|t| t.when).any(early) && other.times.is_empty()
}

/// Words that tell of a change, so that what another account tells may have been so before or after.
const CHANGE: &[&str] = &[
    "since",
    "later",
    "meanwhile",
    "eventually",
    "finally",
    "initially",
    "formerly",
    "previously",
    "originally",
    "until",
    "meantime",
];

/// Shows that two facts are said of what the topic of a question names.
fn of_topic(cx: &Context<'_>, question: &Question, a: &Fact, b: &Fact) -> Option<Same> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if p.background != q.background
        || CHANGE.iter().any(|w| p.has_word(&[w]) != q.has_word(&[w]))
        || subject::elsewhere(cx, a, b)
        || subject::elsewhere(cx, b, a)
        || dated_apart(cx, p, q)
        || dated_apart(cx, q, p)
    {
        return None;
    }
    let (x, y) = (topics(cx, a.claim, &a.at, question), topics(cx, b.claim, &b.at, question));
    let pairs = || x.iter().flat_map(|i| y.iter().map(move |j| (*i, *j)));
    // "Orvel hospital" is not "Karrow hospital", and not the hospital that the other account is about.
    let named = |claim: &Claim, i: usize| {
        let inner = |j: &usize| {
            *j == i || matches!(claim.terms[*j].role, Role::Noun | Role::Adjective | Role::Name)
        };
        let within = (i.saturating_sub(3)..=i).rev().take_while(inner);
        within.filter_map(|j| claim.named_at(j)).map(|n| n.entity).next()
    };
    let knows = |article: usize, id| {
        let lead = |c: &&Claim| c.article == article && c.order <= LEAD;
        cx.claims.iter().filter(lead).any(|c| c.names_entity(id))
    };
    let fits = |i: usize, j: usize| match (named(p, i), named(q, j)) {
        (Some(m), Some(n)) => m == n || cx.names.may_be_one(m, n),
        (Some(m), None) => knows(q.article, m),
        (None, Some(n)) => knows(p.article, n),
        (None, None) => true,
    };
    if !pairs().any(|(i, j)| fits(i, j)) {
        return None;
    }
    // "gates 3 and 6", "two of the tanks": parts may differ, unless the other account speaks of all.
    let part = |claim: &Claim, fact: &Fact, words: &[usize]| {
        !subject::everybody(claim, &fact.at)
            && words.iter().any(|i| {
                let near = i.saturating_sub(3)..(i + 2).min(claim.terms.len());
                claim.terms[near].iter().any(|t| t.role == Role::Number)
            })
    };
    let no = |claim: &Claim, fact: &Fact| {
        subject::everybody(claim, &fact.at) || claim.back(fact.at.start, 0) == "no"
    };
    if part(p, a, &x) && !no(q, b) || part(q, b, &y) && !no(p, a) {
        return None;
    }
    let same = pairs().find(|(i, j)| p.terms[*i].key == q.terms[*j].key && fits(*i, *j));
    let related = cx.related(p, q, &[]);
    // Another word of the topic may name another thing; words that say more by themselves need less beside them.
    let words = [a.at.len().min(2), b.at.len().min(2)];
    let least = match (same.is_some(), words) {
        (true, _) => 1.0,
        (false, [2, 2]) => 0.3,
        (false, [1, 1]) => 4.0,
        (false, _) => 1.5,
    };
    if related < least {
        return None;
    }
    let words = x.first().map(|i| cx.show(p.terms[*i].key)).into_iter().collect();
    let bonus = ((related - 4.0) / 6.0).clamp(-0.4, 0.4) + if same.is_some() { 0.1 } else { -0.1 };
    Some(Same { words, bonus })
}

/// Shows by what stands around two facts that they are about the same.
fn of_event(cx: &Context<'_>, question: &Question, a: &Fact, b: &Fact) -> Option<Same> {
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if question.kind == Kind::Place && elsewhere(p, &a.at, q, &b.at) {
        return None;
    }
    let same_person = subject::same_person(cx, a, b);
    let (x, y) = (a.subject.as_ref()?, b.subject.as_ref()?);
    if question.scope == Scope::Subject && x.differ_in_part(y) {
        return None;
    }
    // "The gates have been shut since": of another time than their opening.
    let since = |c: &Claim| {
        let end = |i: usize| c.terms.get(i + 1).is_none_or(|t| t.role == Role::Mark);
        (0..c.terms.len()).any(|i| c.word(i) == "since" && end(i))
    };
    if since(p) != since(q) {
        return None;
    }
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
            && !narrowed(c, &f.at)
    });
    let (weight, words) = match subject::shared(cx, a, b) {
        subject::Shared::Other => return None,
        subject::Shared::Keys(keys) => {
            let mut words: Vec<String> = keys.iter().map(|k| cx.show(*k)).collect();
            words.dedup();
            // What the question is about is shared by all who answer it.
            let weigh = |k: &Key| {
                let own = question.is_about(cx.keys.show(*k));
                if own { cx.weight(*k).min(TOPICAL) } else { cx.weight(*k) }
            };
            let person = if same_person { PERSON } else { 0.0 };
            (keys.iter().map(weigh).sum::<f64>() + person, words)
        }
    };
    let event = question.scope == Scope::Event;
    let topical = [a, b].iter().filter(|f| on_topic(cx, f, question)).count();
    let topical = if question.about.is_empty() { 0 } else { topical };
    if !question.about.is_empty() && topical == 0 {
        return None;
    }
    let (least, close) = if topical == 1 {
        (2.8, 2.5)
    } else if event {
        (0.0, if question.about.is_empty() { 1.5 } else { 1.0 })
    } else if of_all {
        (0.0, 0.0)
    } else if all {
        (1.2, 1.0)
    } else if question.about.is_empty() {
        (2.5, 2.5)
    } else {
        (1.5, 2.0)
    };
    if weight < least || related < close {
        return None;
    }
    // What is said of all needs no more to be shared.
    let least = if of_all { 0.0 } else { -0.3 };
    let bonus = ((weight - 2.5) / 4.0).clamp(least, 0.5) + ((related - 4.0) / 6.0).clamp(-0.4, 0.4);
    Some(Same { words, bonus })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::contradiction::tests::{compare, rules};

    #[test]
    fn every_line_of_the_list_is_a_question_with_answers() {
        let mut heads = HashSet::default();
        for ((head, _), question) in ALTERNATIVES.lines().zip(QUESTIONS.iter()) {
            assert!(heads.insert(head), "{head} stands twice");
            let question = question.as_ref().unwrap_or_else(|| panic!("{head} is no question"));
            assert!(question.answers.len() > 1, "{head} has one answer");
        }
    }

    #[test]
    fn no_answer_stands_twice_and_a_question_of_a_topic_has_one() {
        for ((head, sides), question) in ALTERNATIVES.lines().zip(QUESTIONS.iter()) {
            let mut seen = HashSet::default();
            for answer in lexicon::fields(sides).flat_map(lexicon::members) {
                assert!(seen.insert(answer), "{head}: {answer:?} stands twice");
                let gap = answer.starts_with('*') || answer.ends_with('*');
                assert!(!gap, "{head}: {answer:?} has a gap at an end");
            }
            let scope = question.as_ref().map(|q| q.scope);
            assert!(
                scope != Some(Scope::Topic) || head.contains('['),
                "{head} is asked of a topic and names none"
            );
            let known = ["event", "thing", "topic", "subject", "of-person", "of-thing", "of-any"];
            assert!(head.split(' ').nth(2).is_some_and(|s| known.contains(&s)), "{head}: scope");
        }
    }

    /// Checks that the first passage is found against the second, and nothing against the third.
    fn tell_apart([said, other, near]: [&str; 3]) {
        let found = compare([said, other]);
        assert!(
            rules(&found).iter().any(|r| r.ends_with("/alternative")),
            "{said} {other}: {:?}",
            rules(&found)
        );
        assert_eq!(rules(&compare([said, near])), [""; 0], "{said} {near}");
    }

    /// A passage, one that contradicts it, one that does not.
    #[test]
    fn of_a_topic_both_answers_must_be_said() {
        let cases = [
            [
                "Above Orvel the dam held through the night, the mayor said.",
                "The Orvel dam gave way shortly after midnight.",
                "The roof of an Orvel barn gave way shortly after midnight.",
            ],
            [
                "The people of Orvel had been warned two days before the flood.",
                "The flood came over Orvel without warning, villagers said.",
                "The flood came over Orvel after a loud bang, villagers said.",
            ],
            [
                "The press of Orvel praised the film as a triumph, a masterpiece of its kind.",
                "Critics in Orvel tore the film to pieces.",
                "A storm in Orvel tore the film poster to pieces on Monday.",
            ],
        ];
        for case in cases {
            tell_apart(case);
        }
    }

    /// A passage, one that contradicts it, one that does not.
    #[test]
    fn of_one_person_or_thing_only_one_can_hold() {
        let cases = [
            [
                "Jon Karr was convicted of fraud in Orvel.",
                "Jon Karr was acquitted of fraud in Orvel.",
                "Jon Karr was sentenced for fraud in Orvel.",
            ],
            [
                "The treasurer of Orvel supported the lease of the harbour cranes.",
                "The treasurer opposed the lease of the Orvel harbour cranes.",
                "The mayor opposed the closure of the Orvel market.",
            ],
            [
                "Sales at the Orvel mill rose in May.",
                "At the Orvel mill sales fell in May.",
                "Shares in the Orvel mill fell in May.",
            ],
        ];
        for case in cases {
            tell_apart(case);
        }
    }

    /// A passage, one that contradicts it, one that does not.
    #[test]
    fn of_one_subject_the_very_subject_must_be_the_same() {
        let cases = [
            [
                "The smoke vents of the Orvel mill kicked in at once.",
                "The vents remained stuck throughout the fire, Orvel firemen said.",
                "The hatches remained stuck throughout the fire, Orvel firemen said.",
            ],
            [
                "The footbridge at Orvel is intact after the flood.",
                "The footbridge was destroyed by the flood, a walker from Orvel said.",
                "Two of the footbridges at Orvel were destroyed by the flood.",
            ],
            [
                "Ana Vitt was suspended by the Orvel court in May.",
                "Ana Vitt has quit, the Orvel court said in May.",
                "Jon Karr has quit, the Orvel court said in May.",
            ],
        ];
        for case in cases {
            tell_apart(case);
        }
    }
}
