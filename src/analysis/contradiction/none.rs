//! There was none of a thing in one account, and one of it in the other: no filing, and papers that were filed.
//!
//! What is denied is a noun under `no`, `not one`, `none of`, or `any` after a negation. What speaks against it is
//! the same noun, a word of the same meaning or root, or a kind of it, told as a fact of the same matter.

use super::{Conflict, Detector};
use crate::analysis::claim::Claim;
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Value, key};
use crate::analysis::finding::{Kind, Verdict};
use crate::analysis::predicate::Force;
use crate::analysis::term::{Key, Role};
use crate::language::date::When;
use crate::language::lexicon::{self, SORTS, SYNONYMS};
use crate::language::stem::{Part, lemma};
use foldhash::HashMap;

pub(super) const DETECTOR: Detector = Detector {
    kind: Kind::Negation,
    rule: "negation/none",
    says: "One source says that there was none of a thing, the other tells of one.",
    example: [
        "No filing from the two Orvel shipping lines had reached the harbour office, its clerk said.",
        "The two Orvel shipping lines filed their timetable with the harbour office in May.",
    ],
    near_miss: [
        "No filing from the two Orvel shipping lines had reached the harbour office, its clerk said.",
        "The two Orvel shipping lines will file their timetable with the harbour office in July.",
    ],
    prior: 0.62,
    within: false,
    note,
    clash,
};

/// A thing that is said not to be.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Denial {
    /// The claim that says so.
    claim: usize,
    /// The words: from what negates to the noun.
    at: std::ops::Range<usize>,
    /// The noun.
    head: usize,
    /// What is said not to have happened to it, unless that says no more than that it is.
    deed: Option<Key>,
}

/// The denials of a library.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Denials {
    all: Vec<Denial>,
    /// For each key that may stand for something denied: the denials.
    by_key: HashMap<Key, Vec<usize>>,
}

/// Nouns whose denial denies something else, or nothing: `no way`, `no sign of`, `no doubt`.
const EMPTY: &[&str] = &[
    "way",
    "reason",
    "doubt",
    "idea",
    "sign",
    "evidence",
    "indication",
    "need",
    "matter",
    "question",
    "chance",
    "time",
    "one",
    "plan",
    "intention",
    "answer",
    "comment",
    "choice",
    "word",
    "point",
    "use",
    "longer",
    "thing",
    "wonder",
    "problem",
    "secret",
    "difference",
    "body",
    "member",
    "person",
    "people",
    "sense",
    "case",
    "account",
    "moment",
    "day",
    "year",
    "week",
    "month",
    "part",
    "place",
    "side",
    "proof",
    "hope",
    "hurry",
    "harm",
    "immediate",
    "further",
    "mention",
    "information",
    "report",
    "detail",
];

/// Verbs that say of a thing no more than that it is there.
const LIGHT: &[&str] = &[
    "be", "have", "bring", "find", "see", "hear", "receive", "get", "make", "take", "record",
    "register", "report", "express", "detect", "discover", "exist", "happen", "occur", "involve",
    "note", "give", "reach", "come", "go", "raise", "cause", "show", "lodge", "hold", "do",
    "leave", "carry", "know", "lose", "call", "stage",
];

/// Of people only these: "no runner was given a medal" denies no runner.
const LIGHT_OF_PEOPLE: &[&str] = &["be", "find", "see", "exist", "report", "involve", "detect"];

/// How rare a word must be to stand for one thing in all accounts.
const RARE: f64 = 1.6;

/// How much two claims share at least when one tells of the thing by another word.
const FAR: f64 = 2.0;

/// Adverbs of a state that later days may change.
const SO_FAR: &[&str] = &["yet", "far", "date", "still", "been"];

fn denials(cx: &Context<'_>) -> Denials {
    let mut out = Denials::default();
    for (index, claim) in cx.claims.iter().enumerate() {
        if claim.terms.last().is_some_and(|t| t.text == "?") {
            continue;
        }
        for i in 0..claim.terms.len() {
            let Some((from, first)) = opening(claim, i) else { continue };
            if let Some(denial) = denial(cx, index, from, first) {
                out.add(cx, denial);
            }
        }
    }
    out
}

/// Where a phrase that denies its noun begins, and where the noun phrase after it.
fn opening(claim: &Claim, i: usize) -> Option<(usize, usize)> {
    let next = claim.word(i + 1);
    match claim.word(i) {
        // "Summit or no summit"
        "no" if claim.back(i, 1) == "or" => None,
        "no" if !matches!(
            next,
            "one" | "longer" | "more" | "other" | "further" | "fewer" | "less"
        ) =>
        {
            Some((i, i + 1))
        }
        "not" if next == "one" || next == "a" && claim.word(i + 2) == "single" => {
            let of = if claim.word(i + 2) == "of" { 3 } else { 2 };
            Some((i, i + of + usize::from(next == "a")))
        }
        "none" if next == "of" => Some((i, i + 2)),
        // "had not expressed any concern": what negates stands before.
        "any" => {
            let clause = claim.clause(i);
            let own = (clause.start..i).rev().find(|j| {
                matches!(
                    claim.word(*j),
                    "not" | "never" | "no" | "none" | "nobody" | "without" | "neither"
                )
            })?;
            (!matches!(next, "more" | "other" | "further" | "longer")).then_some((own, i + 1))
        }
        _ => None,
    }
}

fn denial(cx: &Context<'_>, index: usize, from: usize, first: usize) -> Option<Denial> {
    let claim = &cx.claims[index];
    let head = claim.noun_from(first)?;
    let word = lemma(claim.word(head), Part::Noun);
    let compared = claim.terms[first..head].iter().any(|t| {
        t.text.ends_with("er") && t.role == Role::Adjective
            || matches!(t.text.as_str(), "such" | "own" | "new")
    });
    if claim.terms[head].role != Role::Noun
        || claim.force[head] != Force::Fact
        || compared
        || EMPTY.contains(&word.as_str())
        || lexicon::is_generic(&word)
        || claim.times.iter().any(|t| t.at.contains(&head))
    {
        return None;
    }
    let clause = claim.clause(head);
    // "No release had been planned" denies the plan.
    let meant = claim.terms[clause.clone()].iter().any(|t| {
        matches!(
            lemma(&t.text, Part::Verb).as_str(),
            "plan"
                | "expect"
                | "announce"
                | "confirm"
                | "intend"
                | "propose"
                | "need"
                | "require"
                | "schedule"
        )
    });
    if meant {
        return None;
    }
    let people = SORTS.values(&word).any(|sort| sort == "person");
    let light = if people { LIGHT_OF_PEOPLE } else { LIGHT };
    // "No runner was ranked without having passed": what is denied is the lack.
    if claim.terms[head..clause.end].iter().any(|t| t.text == "without") {
        return None;
    }
    let deed = claim
        .predicates
        .iter()
        .filter(|p| p.at.start != head && clause.contains(&p.at.start))
        .min_by_key(|p| p.at.start.abs_diff(head))
        .filter(|p| !light.contains(&lemma(claim.word(p.at.start), Part::Verb).as_str()))
        .map(|p| p.key);
    // "None of the guards had made any complaint": there were guards, and it is the complaint that is denied.
    let any = |j: usize| claim.word(j) == "any" && j > head;
    if claim.word(from) == "none" && first == from + 2 && deed.is_none() || clause.clone().any(any)
    {
        return None;
    }
    Some(Denial { claim: index, at: from..head + 1, head, deed })
}

impl Denials {
    fn add(&mut self, cx: &Context<'_>, denial: Denial) {
        let claim = &cx.claims[denial.claim];
        let word = lemma(claim.word(denial.head), Part::Noun);
        let number = self.all.len();
        let mut keys = vec![claim.terms[denial.head].key];
        let class = claim.predicates.iter().find(|p| p.at.contains(&denial.head));
        keys.extend(class.filter(|p| p.class.is_some()).map(|p| p.key));
        keys.extend(SYNONYMS.of_part(&word, 'n').filter_map(|other| cx.key_of(other)));
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.by_key.entry(key).or_default().push(number);
        }
        self.all.push(denial);
    }
}

/// Tells whether a noun is part of another thing's name: "fire and ambulance services", "a fire engine".
fn modifies(claim: &Claim, i: usize) -> bool {
    let role = |j: usize| claim.terms.get(j).map(|t| t.role);
    let noun = |j: usize| role(j) == Some(Role::Noun);
    noun(i)
        && (noun(i + 1)
            || role(i + 1) == Some(Role::Name)
            || claim.word(i + 1) == "and" && noun(i + 2) && noun(i + 3))
}

fn note(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    let denials = cx.denials.get_or_init(|| denials(cx));
    for (n, denial) in denials.all.iter().enumerate().filter(|(_, d)| d.claim == index) {
        let fact = Fact::new(index, key(("none", n)), denial.at.clone(), Value::Holds(false));
        out.push(fact.with(denial.deed));
    }
    if claim.terms.last().is_some_and(|t| t.text == "?") {
        return;
    }
    let mut tell = |k: Key, at: std::ops::Range<usize>| {
        for n in denials.by_key.get(&k).into_iter().flatten() {
            let denial = &denials.all[*n];
            if cx.claims[denial.claim].article != claim.article {
                let fact = Fact::new(index, key(("none", *n)), at.clone(), Value::Holds(true));
                out.push(fact.with(Some(k)));
            }
        }
    };
    for (i, term) in claim.terms.iter().enumerate() {
        let denied = claim.negated[i]
            || (1..=3)
                .any(|n| matches!(claim.back(i, n), "no" | "without" | "any" | "if" | "zero"));
        if matches!(term.role, Role::Noun | Role::Verb)
            && !modifies(claim, i)
            && claim.force[i] == Force::Fact
            && !denied
            && !matches!(claim.back(i, 1), "to")
        {
            tell(term.key, i..i + 1);
        }
    }
    for predicate in claim.predicates.iter().filter(|p| p.class.is_some()) {
        if !predicate.negated
            && predicate.force == Force::Fact
            && !modifies(claim, predicate.at.end - 1)
        {
            tell(predicate.key, predicate.at.clone());
        }
    }
}

fn clash(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (Value::Holds(true), Value::Holds(false)) = (&a.value, &b.value) else { return None };
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if p.background != q.background {
        return None;
    }
    let own = a.predicate?;
    let weight = cx.weight(own);
    let related = cx.related(p, q, &[own]);
    let argument = cx.shared_arguments(p, &a.at, q, &b.at);
    // What is said not to have happened to it must be what the other tells of it.
    let deed = b.predicate.is_none_or(|d| p.predicates.iter().any(|x| x.key == d && !x.negated));
    // Another word for it is often another thing: the accounts must then share more.
    let stem = |claim: &Claim, i: usize| cx.keys.stem(&claim.terms[i].text);
    let same = stem(q, b.at.end - 1) == stem(p, a.at.start);
    // "No reporters" does not deny a report.
    let person = |claim: &Claim, i: usize| {
        let word = lemma(claim.word(i), Part::Noun);
        claim.terms[i].role == Role::Noun && SORTS.values(&word).any(|sort| sort == "person")
    };
    if person(q, b.at.end - 1) && !person(p, a.at.end - 1) {
        return None;
    }
    let least = if same { 0.0 } else { FAR };
    if !deed || weight < RARE || related < least {
        return None;
    }
    let verdict = after(cx, p, q)?;
    Some(
        Conflict::new(format!(
            "{} says \u{201c}{}\u{201d}, {} tells of \u{201c}{}\u{201d}.",
            cx.source(q),
            cx.text(q, q.span_of(b.at.clone())),
            cx.source(p),
            cx.text(p, p.span_of(a.at.clone()))
        ))
        .step(format!("Same matter: {}.", cx.shared(p, q, 5).join(", ")))
        .step(format!("Same thing: {}.", cx.show(own)))
        .values("one", "none")
        .verdict(verdict)
        .bonus(((related - 3.2) / 4.0).clamp(-0.2, 0.8) + if argument > 2.5 { 0.3 } else { 0.0 }),
    )
}

/// How it stands to a denial: told of a later day than the denial speaks of, it is no contradiction of it, and told
/// by a later account of what there was none of so far, it is news.
fn after(cx: &Context<'_>, told: &Claim, denied: &Claim) -> Option<Verdict> {
    let times = |claim: &Claim| claim.times.iter().filter_map(|t| t.when).collect::<Vec<_>>();
    let day = |claim: &Claim| cx.anchors[claim.article].day.map(When::day);
    let until = times(denied).into_iter().max_by_key(|w| w.last).or_else(|| day(denied));
    let (when, until) = (times(told), until?);
    if !when.is_empty() {
        return when.iter().any(|w| !until.before(w)).then_some(Verdict::Contradiction);
    }
    let later = day(told).is_some_and(|d| until.before(&d));
    let open = denied.has_word(SO_FAR);
    Some(if later && open { Verdict::Update } else { Verdict::Contradiction })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::contradiction::tests::{compare, rules};

    /// A denial, what speaks against it, and what does not.
    #[test]
    fn what_there_was_none_of_is_the_same_thing_told_of_the_same_time() {
        let cases = [
            [
                "There was no boat in the Orvel tunnel, the mayor said.",
                "A boat was found in the Orvel tunnel.",
                "The boat crew was sent to the Orvel tunnel.",
            ],
            [
                "None of the guards of the Orvel mill had made any complaint about the boiler.",
                "The guards of the Orvel mill complained about the boiler.",
                "The guards of the Orvel mill may complain about the boiler.",
            ],
            [
                "No gardeners were in the Orvel park that day.",
                "Two of the injured were gardeners from Karrow.",
                "No gardeners live in Karrow.",
            ],
            [
                "No strike had been called at the Orvel mill by 3 June.",
                "A strike at the Orvel mill began on 1 June.",
                "A strike at the Orvel mill began on 9 June.",
            ],
        ];
        let mut faults = Vec::new();
        for [denial, told, near] in cases {
            let found = compare([denial, told]);
            if !rules(&found).contains(&DETECTOR.rule) {
                faults.push(format!("{denial} {told}: {:?}", rules(&found)));
            }
            let found = compare([denial, near]);
            if !found.contradictions.is_empty() {
                faults.push(format!("{denial} {near}: {:?}", rules(&found)));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
