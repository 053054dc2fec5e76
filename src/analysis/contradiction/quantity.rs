//! Different numbers of the same thing: counts of people and things, and measures.

use super::{Conflict, Detector, Verdict};
use crate::analysis::claim::{Claim, Counted};
use crate::analysis::context::Context;
use crate::analysis::fact::{Fact, Scope, Value, key};
use crate::analysis::finding::Kind;
use crate::analysis::predicate::Predicate;
use crate::analysis::term::{Key, Keys, Role};
use crate::language::date::{Bound, When};
use crate::language::lexicon;
use crate::language::quantity::{Hedge, Quantity, Unit};
use crate::language::stem::{Part, lemma, stem};
use foldhash::HashMap;
use std::sync::LazyLock;

pub(super) const COUNT: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/count",
    says: "The sources give different counts of the same thing.",
    example: [
        "The landslide above Orvel killed 12 people, the rescue service said.",
        "In Orvel the landslide killed 31 people, according to the rescue service.",
    ],
    near_miss: [
        "The landslide above Orvel killed at least 12 people, the rescue service said.",
        "In Orvel the landslide killed 12 people and injured 31, according to the rescue service.",
    ],
    prior: 0.72,
    within: false,
    note: note_count,
    clash: clash_count,
};

pub(super) const MEASURE: Detector = Detector {
    kind: Kind::Quantity,
    rule: "quantity/measure",
    says: "The sources give different measures of the same thing.",
    example: [
        "The Orvel tunnel has a length of 12 kilometres, the builders said.",
        "With a length of 19 kilometres, the Orvel tunnel pleased its builders.",
    ],
    near_miss: [
        "The Orvel tunnel has a length of 12 kilometres, the builders said.",
        "With a length of about 7.5 miles, the Orvel tunnel pleased its builders.",
    ],
    prior: 0.62,
    within: false,
    note: note_measure,
    clash: clash_measure,
};

/// By stem: the kind of countable thing that a noun names.
static NOUNS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut nouns = HashMap::default();
    for entry in lexicon::entries(include_str!("../../../assets/lexicon/nouns.txt")) {
        if let Some((class, members)) = entry.split_once(':') {
            for member in lexicon::members(members) {
                nouns.entry(stem(member)).or_insert(class);
            }
        }
    }
    nouns
});

/// Returns the class of countable things that a word names, if any.
pub(super) fn noun_class(cx: &Context<'_>, word: &str) -> Option<&'static str> {
    noun_class_of(&cx.keys, word)
}

/// Returns the class of countable things that a word names, if any.
pub(in crate::analysis) fn noun_class_of(keys: &Keys, word: &str) -> Option<&'static str> {
    NOUNS.get(keys.stem(word)).copied()
}

/// What part of the whole the number counts, by the words around it.
pub(in crate::analysis) fn scope(claim: &Claim, counted: &Counted) -> Scope {
    let (start, end) = (counted.at.start, counted.at.end);
    let before =
        |words: &[&str], within: usize| (1..=within).any(|n| words.contains(&claim.back(start, n)));
    let after = |words: &[&str], from: usize, to: usize| {
        (from..to).any(|n| words.contains(&claim.word(end + n)))
    };
    if claim.back(start, 1) == "from" {
        return Scope::Previous;
    }
    let of_them = claim.word(end) == "of"
        && matches!(
            claim.word(end + 1),
            "the" | "them" | "those" | "these" | "whom" | "its" | "their" | "his" | "her" | "our"
        );
    // "Of the 26 people hurt, 15 were women."
    let taken_out = matches!(claim.word(0), "of" | "among")
        && start > 3
        && claim.quantities.iter().any(|c| c.at.end < start);
    if of_them
        || taken_out
        || before(&["including", "among", "amongst", "includes", "included", "besides"], 5)
        || after(&["of"], 1, 2) && matches!(claim.word(end + 2), "them" | "whom")
    {
        return Scope::Part;
    }
    // "Mr Breck leads by 18,200 votes": the margin is the whole.
    let margin = claim.back(start, 1) == "by"
        && (2..=6).any(|n| {
            matches!(
                lemma(claim.back(start, n), Part::Verb).as_str(),
                "lead" | "win" | "beat" | "defeat" | "trail" | "lose" | "ahead" | "behind"
            )
        });
    if !margin && before(&["another", "further", "additional", "extra", "by"], 2)
        || after(&["more", "other", "others", "further", "additional", "extra"], 0, 1)
    {
        return Scope::Additional;
    }
    let rate = |n: usize| {
        matches!(claim.word(end + n), "a" | "an" | "per" | "each" | "every")
            && matches!(
                claim.word(end + n + 1),
                "day" | "hour" | "week" | "month" | "year" | "minute" | "night" | "person" | "head"
            )
            || claim.word(end + n) == "daily"
    };
    // "two coaches, each weighing 41 tonnes"
    if (0..3).any(rate) || claim.word(end) == "each" || before(&["each"], 2) {
        return Scope::Rate;
    }
    Scope::Total
}

/// A number that names a thing rather than counts: `number 22`, `the three leaders`, an age between commas.
pub(super) fn is_label(claim: &Claim, counted: &Counted) -> bool {
    const BEFORE: &[&str] = &[
        "number", "no", "page", "room", "chapter", "section", "article", "aged", "gate", "pier",
        "minute", "under", "point",
    ];
    let before = claim.back(counted.at.start, 1);
    let known = matches!(
        before,
        "the" | "these" | "those" | "his" | "her" | "their" | "its" | "our" | "both"
    ) && counted.quantity.value <= 10.0;
    // "a woman of 66"
    let aged = before == "of"
        && counted.at.start.checked_sub(2).is_some_and(|i| {
            let word = claim.word(i);
            claim.terms[i].role == Role::Noun
                && lemma(word, Part::Noun) == word
                && lexicon::SORTS.values(word).next() == Some("person")
        });
    let age = aged
        || before == "," && claim.word(counted.at.end) == ","
        || before == ","
            && counted.at.start > 1
            && claim.terms[counted.at.start - 2].role == Role::Name;
    BEFORE.contains(&before) || known || age
}

/// Verbs that report, and verbs too light to tell one happening from another.
fn is_reporting(cx: &Context<'_>, predicate: &Predicate) -> bool {
    let word = cx.keys.show(predicate.key);
    predicate.class.is_none()
        && (lexicon::ATTRIBUTION.kind(word) == Some("verb")
            || matches!(
                word,
                "go" | "come"
                    | "make"
                    | "take"
                    | "give"
                    | "put"
                    | "include"
                    | "follow"
                    | "use"
                    | "see"
                    | "bring"
                    | "work"
            ))
        || predicate
            .class
            .is_some_and(|c| matches!(c.name, "declare" | "warn" | "speak" | "show" | "know"))
}

fn note_count(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for counted in &claim.quantities {
        let quantity = counted.quantity;
        if quantity.unit != Unit::Count || quantity.value == 1.0 && quantity.hedge == Hedge::Exact {
            continue;
        }
        if claim.terms[counted.at.clone()].iter().any(|t| t.role == Role::Name)
            || is_label(claim, counted)
            || super::share::is_whole_of_a_share(claim, counted)
        {
            continue;
        }
        // "the worst since the Orlanda was lost with 212 lives": a figure of the one before.
        if claim.terms[..counted.at.start].iter().any(|t| t.text == "since")
            && claim.times.iter().any(|t| t.when.is_some_and(|w| !w.is_day()))
        {
            continue;
        }
        let scope = scope(claim, counted);
        let from = counted.at.end
            + usize::from(
                scope == Scope::Additional
                    && matches!(claim.word(counted.at.end), "more" | "other"),
            );
        let noun = claim.noun_from(from).filter(|i| claim.terms[*i].role == Role::Noun);
        let labelled = claim.back(counted.at.start, 1) == ":" && counted.at.start <= 4;
        let usable = |p: &Predicate| {
            !is_reporting(cx, p) && !(counted.at.start..counted.at.end).contains(&p.at.start)
        };
        let predicate = noun
            .and_then(|i| claim.predicates.iter().find(|p| p.at.contains(&i) && p.class.is_some()))
            // "left 12 people dead": what happened to them is nearer to the matter than the verb.
            .or_else(|| {
                let near = counted.at.start.saturating_sub(4)..noun.unwrap_or(counted.at.end) + 6;
                claim.nearest_predicate(&counted.at, |p| {
                    usable(p) && p.class.is_some_and(|c| c.toll) && near.contains(&p.at.start)
                })
            })
            .or_else(|| claim.nearest_predicate(&counted.at, usable))
            // "Four cracks, each in a different beam, were found": the subject of the sentence.
            .or_else(|| {
                let subject = counted.at.start <= 2;
                let told =
                    |p: &&Predicate| usable(p) && p.class.is_some() && p.at.start > counted.at.end;
                claim.predicates.iter().find(told).filter(|_| subject)
            });
        // "‘The dead man put up his hand’: 212 come home": a figure without a noun counts what stands beside it.
        let beside = |p: &&Predicate| {
            noun.is_some()
                || p.at.start.abs_diff(counted.at.end).min(counted.at.start.abs_diff(p.at.end))
                    <= BESIDE
        };
        let predicate = predicate.filter(beside);
        let toll = predicate.and_then(|p| p.class).is_some_and(|c| c.toll);
        // A figure without a noun counts what the toll counts: "the death toll rose to 73".
        let about_toll = toll
            && noun.is_none_or(|i| {
                noun_class(cx, claim.word(i)).is_none_or(|c| c == "person")
                    && predicate.is_some_and(|p| p.at.contains(&i))
            });
        let class = match noun {
            Some(i) if !about_toll => noun_class(cx, claim.word(i)),
            _ if about_toll => Some("person"),
            _ => None,
        };
        let noun_key = match (class, noun) {
            (Some(class), _) => key(("class", class)),
            (None, Some(i)) => key(("noun", claim.terms[i].key)),
            (None, None) => continue,
        };
        let at = noun.map_or(counted.at.clone(), |i| {
            counted.at.start..i.max(counted.at.end.saturating_sub(1)) + 1
        });
        let value = |exact| Value::Count { quantity, scope, toll, exact };
        if let Some(predicate) = predicate {
            let fact = Fact::new(
                index,
                key(("count", noun_key, predicate.key)),
                at.clone(),
                value(toll || labelled),
            );
            out.push(fact.with(Some(predicate.key)));
        }
        if class.is_none() && noun.is_some() && !labelled {
            let fact = Fact::new(index, key(("things", noun_key)), at, value(false));
            out.push(fact.with(predicate.map(|p| p.key)));
        }
    }
}

/// What a measure measures: the noun it stands with, or the verb.
fn attributes(cx: &Context<'_>, claim: &Claim, counted: &Counted) -> Vec<Key> {
    let (start, end) = (counted.at.start, counted.at.end);
    let mut out = Vec::new();
    let mut noun = |i: usize| {
        if let Some(term) = claim.terms.get(i)
            && term.role == Role::Noun
        {
            out.push(term.key);
        }
    };
    if let Some(i) =
        claim.noun_from(end).filter(|i| *i < end + 4 && !matches!(claim.word(end), "of"))
    {
        noun(i);
    }
    // "Defence spending will reach 2 per cent of national income": a share is of what is told of, not of its base.
    let told_of = (claim.clause(start).start..start)
        .rev()
        .find(|i| claim.terms[*i].role == Role::Noun)
        .filter(|_| counted.quantity.unit == Unit::Of("percent"));
    if claim.word(end) == "of"
        && let Some(i) = told_of.or_else(|| claim.noun_from(end + 1))
    {
        noun(i);
    }
    // "a depth of 12 km", "a fine of £500", "an appeal for 3 million euros"
    if matches!(claim.back(start, 1), "of" | "for" | "at" | "is" | "was" | "to" | ":")
        && let Some(i) = start.checked_sub(2).and_then(|e| {
            (e.saturating_sub(3)..=e).rev().find(|i| claim.terms[*i].role == Role::Noun)
        })
    {
        noun(i);
    }
    // What lasts or takes so long stands before the verb: "the journey lasted 20 hours".
    let takes =
        |i: usize| matches!(claim.word(i), "lasted" | "lasts" | "last" | "took" | "takes" | "take");
    if (1..=3).any(|n| start >= n && takes(start - n))
        && let Some(i) = (0..start).find(|i| claim.terms[*i].role == Role::Noun)
    {
        out.push(claim.terms[i].key);
    }
    // Speeds are all one attribute.
    if counted.quantity.unit == Unit::Of("speed") {
        out.push(Key(u32::MAX - 1));
    }
    // Only a measure without a noun of its own is measured by the verb: "depth of 12 km" is no distance.
    if out.is_empty()
        && let Some(predicate) = claim.nearest_predicate(&counted.at, |p| !is_reporting(cx, p))
    {
        out.push(predicate.key);
    }
    out
}

fn note_measure(cx: &Context<'_>, index: usize, out: &mut Vec<Fact>) {
    let claim = &cx.claims[index];
    for counted in &claim.quantities {
        let quantity = counted.quantity;
        let Unit::Of(dimension) = quantity.unit else { continue };
        // Ages and distances in time are other rules' work.
        let next = claim.word(counted.at.end);
        if dimension == "duration"
            && (matches!(next, "old" | "ago" | "earlier" | "later" | "before" | "after")
                || claim.word(counted.at.end + 1) == "old"
                || quantity.value > 300.0 * 86400.0
                    && quantity.hedge == Hedge::Exact
                    && next != "-"
                    && claim
                        .terms
                        .get(counted.at.end.wrapping_sub(1))
                        .is_some_and(|t| t.text.ends_with("old")))
        {
            continue;
        }
        let scope = scope(claim, counted);
        for attribute in attributes(cx, claim, counted) {
            let fact = Fact::new(
                index,
                key((dimension, attribute)),
                counted.at.clone(),
                Value::figure(quantity, scope),
            );
            out.push(fact.with(Some(attribute)));
        }
    }
}

/// The state of knowledge that a claim gives: what it calls so, else the day of publication. The day on which
/// it happened is none: `nine people have now died in Friday's accident`.
pub(in crate::analysis) fn as_of(cx: &Context<'_>, claim: &Claim) -> Option<When> {
    let stood = || claim.has_word(&["rose", "risen", "stood", "climbed", "reached", "stands"]);
    // "confirmed last night"
    let said = |at: usize| {
        (1..=3).any(|n| {
            let verb = lemma(claim.back(at, n), Part::Verb);
            lexicon::ATTRIBUTION.kind(&verb) == Some("verb")
        })
    };
    claim
        .times
        .iter()
        .filter(|t| !t.mention.is_absolute() && t.when.is_some_and(|w| w.is_day()))
        .filter(|t| {
            t.mention.bound == Bound::AsOf
                || t.mention.bound == Bound::At && (stood() || said(t.at.start))
        })
        .filter_map(|t| t.when)
        .max_by_key(|w| (w.first, w.clock))
        .or_else(|| cx.anchors[claim.article].day.map(When::day))
}

fn comparable(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<(Quantity, Quantity, bool, bool)> {
    let (
        Value::Count { quantity: x, scope: sx, toll, exact: ex },
        Value::Count { quantity: y, scope: sy, exact: ey, .. },
    ) = (&a.value, &b.value)
    else {
        return None;
    };
    if *sx != Scope::Total || *sy != Scope::Total {
        return None;
    }
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    if p.background != q.background {
        return None;
    }
    let held = |claim: &Claim, fact: &Fact| claim.negated[fact.at.start];
    if held(p, a) != held(q, b) {
        return None;
    }
    Some((*x, *y, *toll, *ex && *ey))
}

/// Tells whether two claims name different countries and share none: then they may count different things.
pub(super) fn elsewhere(cx: &Context<'_>, p: &Claim, q: &Claim) -> bool {
    let of = |claim: &Claim| -> Vec<_> {
        claim
            .names
            .iter()
            .filter(|n| cx.names.is_place(n.entity))
            .filter_map(|n| cx.names.get(n.entity).country)
            .collect()
    };
    let (x, y) = (of(p), of(q));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|c| y.contains(c))
}

/// Least that two sentences share besides the noun that both count and the deed.
const LEAST_RELATED: f64 = 2.2;

/// The sentences at the head of an account that tell what it is about, and the terms of a sentence that says little
/// more than one thing.
const LEAD: usize = 3;
const SHORT: usize = 8;

/// How many words may lie between a figure without a noun and what it counts.
const BESIDE: usize = 5;

/// The same, when the deeds differ too.
const LEAST_UNLIKE: f64 = 3.5;

/// Two counts of one noun that is no more than shared are seldom further apart than so many times.
const FAR_APART: f64 = 10.0;

/// Tells whether a claim says that its count is of one moment: it may change yet, or has grown since others gave theirs.
pub(super) fn is_provisional(claim: &Claim) -> bool {
    // "The ban was extended on Wednesday and now covers 70 kilometres."
    let grew = claim.has_word(&["now"])
        && claim.has_word(&[
            "extended",
            "widened",
            "expanded",
            "raised",
            "enlarged",
            "grown",
            "increased",
        ]);
    if grew {
        return true;
    }
    claim.has_word(&[
        "provisional",
        "provisionally",
        "preliminary",
        "initial",
        "initially",
        "interim",
    ]) || claim.terms.windows(2).any(|w| {
        matches!((w[0].text.as_str(), w[1].text.as_str()), ("so", "far") | ("at", "first"))
    })
}

/// Tells whether two figures are of two people: what each of them got, polled or won.
pub(super) fn of_two_people(cx: &Context<'_>, a: (&Claim, &Fact), b: (&Claim, &Fact)) -> bool {
    let who = |(claim, fact): (&Claim, &Fact)| {
        let clause = claim.clause(fact.at.start);
        // "Helen Tarrow: 41,196 votes"
        let labelled = claim.back(fact.at.start, 1) == ":";
        claim
            .names
            .iter()
            .find(|n| {
                let end = n.at.end + usize::from(labelled);
                clause.contains(&n.at.start) && n.at.end <= fact.at.start
                    || labelled && end == fact.at.start
            })
            .filter(|n| cx.names.is_person(n.entity) && !n.anaphor)
            .map(|n| n.entity)
    };
    who(a).zip(who(b)).is_some_and(|(m, n)| !cx.names.may_be_one(m, n))
}

fn clash_count(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (x, y, toll, exact) = comparable(cx, a, b)?;
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    // The noun is the same for both: only what stands beside it tells whether the things are.
    let noun = |claim: &Claim, fact: &Fact| {
        fact.at.end.checked_sub(1).map(|i| claim.terms[i].key).filter(|_| !exact)
    };
    let but: Vec<Key> = a.predicate.into_iter().chain(noun(p, a)).chain(noun(q, b)).collect();
    let related = cx.related(p, q, &but);
    let what = cx.text(p, p.span_of(a.at.clone()));
    let other = cx.text(q, q.span_of(b.at.clone()));
    let subject =
        format!("Same thing counted: \u{201c}{what}\u{201d} and \u{201c}{other}\u{201d}.");
    let shared = format!("Shared words: {}.", cx.shared(p, q, 5).join(", "));
    if x.agrees(&y) {
        let same = x.value == y.value || related > 3.0 && !x.is_bound() && !y.is_bound();
        return (same && (exact || related > 3.0)).then(|| {
            Conflict::new(format!("Both accounts count {} ({}).", x.display(), other))
                .verdict(Verdict::Corroboration)
                .step(subject)
                .step(shared)
                .values(x.display(), y.display())
                .bonus((related - 3.0).clamp(-1.0, 1.5) / 2.0)
        });
    }
    // "Two persons died.": a short sentence of a toll, or one in the lead, shares no more than the toll.
    let plain = |c: &Claim| c.order <= LEAD || c.terms.len() <= SHORT;
    let bare = exact && toll && plain(p) && plain(q);
    let needed = if bare {
        0.0
    } else if exact {
        0.5
    } else {
        LEAST_RELATED
    };
    if related < needed || elsewhere(cx, p, q) {
        return None;
    }
    // "Tens of thousands took part" has a least number, which fifteen thousand who took part do not reach.
    if !exact
        && a.predicate != b.predicate
        && (x.hedge == Hedge::Vague || y.hedge == Hedge::Vague || x.value <= 3.0 && y.value <= 3.0)
    {
        return None;
    }
    // With another deed, more than the noun must tell that the things are the same.
    let few = x.value <= 10.0 && y.value <= 10.0;
    if !exact && a.predicate != b.predicate && related < LEAST_UNLIKE * if few { 1.6 } else { 1.0 }
    {
        return None;
    }
    // "four passengers and a pilot" against "five people": a part is no whole.
    let part = |claim: &Claim, fact: &Fact| {
        claim.word(fact.at.end) == "and"
            && matches!(
                claim.word(fact.at.end + 1),
                "a" | "an" | "the" | "his" | "her" | "its" | "their"
            )
            || super::parts::is_part(claim, if std::ptr::eq(claim, p) { &x } else { &y })
    };
    let people = |claim: &Claim, fact: &Fact| {
        matches!(
            claim.word(fact.at.end.saturating_sub(1)),
            "people" | "persons" | "souls" | "occupants"
        )
    };
    if !toll
        && (x.value < y.value && part(p, a) && people(q, b)
            || y.value < x.value && part(q, b) && people(p, a))
    {
        return None;
    }
    if of_two_people(cx, (p, a), (q, b)) {
        return None;
    }
    // Counts of one thing are seldom so far apart.
    if !exact && (x.value / y.value.max(1e-9)).max(y.value / x.value.max(1e-9)) > FAR_APART {
        return None;
    }
    let (when_a, when_b) = (as_of(cx, p), as_of(cx, q));
    let mut conflict = Conflict::new(format!(
        "One account says \u{201c}{what}\u{201d}, the other \u{201c}{other}\u{201d}."
    ))
    .step(subject)
    .step(shared)
    .step(format!("Values: {} against {}.", x.display(), y.display()))
    .values(x.display(), y.display())
    .bonus(((related - needed) / 4.0).clamp(0.0, 1.0) + if exact { 0.4 } else { -0.2 });
    // A large figure that a later account corrects by less than a hundredth was counted again.
    let again = x.value.min(y.value) >= 1000.0
        && (x.value / y.value - 1.0).abs() < 0.01
        && when_a.zip(when_b).is_some_and(|(s, t)| s.gap_days(&t) >= 2);
    if is_provisional(p) || is_provisional(q) || again {
        return Some(
            conflict
                .verdict(Verdict::Update)
                .step("One of the counts is called provisional, or was made later.".to_owned()),
        );
    }
    if let (Some(s), Some(t)) = (when_a, when_b) {
        let grew = s.before(&t) && x.range.lo < y.value && x.value < y.value
            || t.before(&s) && y.value < x.value;
        if grew && toll {
            return Some(
                conflict
                    .verdict(Verdict::Update)
                    .step(format!("The figures are of {s} and {t}; the later one is higher, as counts of victims grow.")),
            );
        }
        if s.first != t.first && !toll {
            conflict = conflict.bonus(-0.5);
        }
        conflict = conflict.step(if toll {
            format!("Excluded: a later, higher count (the figures are of {s} and {t}).")
        } else {
            format!("The figures are of {s} and {t}.")
        });
    }
    Some(conflict)
}

/// Tells whether two figures of one attribute can be of one thing, by what their sentences share besides it.
fn may_measure_one(
    cx: &Context<'_>,
    (p, x): (&Claim, &Quantity),
    (q, y): (&Claim, &Quantity),
    related: f64,
) -> bool {
    // Money in one currency for one deed is closer than metres; figures far apart are of different things.
    let ratio = x.times(y);
    let needed = if x.unit.is_money() && ratio < 2.0 { 2.0 } else { 3.5 };
    related >= needed && ratio <= 4.0 && !elsewhere(cx, p, q) && !x.is_bound() && !y.is_bound()
}

/// Tells whether two figures measure one attribute, so that `quantity/measure` compares them.
pub(super) fn is_measured(
    cx: &Context<'_>,
    (p, x): (&Claim, &Quantity),
    (q, y): (&Claim, &Quantity),
) -> bool {
    let of = |claim: &Claim, one: &Quantity| {
        let counted = claim.quantities.iter().find(|c| c.quantity.span == one.span);
        counted.map(|c| attributes(cx, claim, c)).unwrap_or_default()
    };
    let other = of(q, y);
    of(p, x)
        .into_iter()
        .filter(|k| other.contains(k))
        .any(|attribute| may_measure_one(cx, (p, x), (q, y), cx.related(p, q, &[attribute])))
}

fn clash_measure(cx: &Context<'_>, a: &Fact, b: &Fact) -> Option<Conflict> {
    let (x, y, ..) = comparable(cx, a, b)?;
    let (p, q) = (a.of(&cx.claims), b.of(&cx.claims));
    let attribute = a.predicate?;
    let related = cx.related(p, q, &[attribute]);
    let what = cx.text(p, x.span);
    let other = cx.text(q, y.span);
    let name = cx.show(attribute);
    if x.agrees(&y) {
        return (related > 2.0).then(|| {
            Conflict::new(format!("Both accounts say {what} ({name})."))
                .verdict(Verdict::Corroboration)
                .step(format!("Same measure: {name}."))
                .step(format!("Values: {} and {}.", x.display(), y.display()))
                .values(x.display(), y.display())
                .bonus((related - 3.0).clamp(-1.0, 1.5) / 2.0)
        });
    }
    if !may_measure_one(cx, (p, &x), (q, &y), related) {
        return None;
    }
    Some(
        Conflict::new(format!("One account says {what}, the other {other} ({name})."))
            .step(format!("Same measure: {name}."))
            .step(format!("Shared words: {}.", cx.shared(p, q, 5).join(", ")))
            .step(format!("Values: {} against {}.", x.display(), y.display()))
            .values(x.display(), y.display())
            .bonus(((related - 3.5) / 4.0).clamp(0.0, 0.6)),
    )
}
