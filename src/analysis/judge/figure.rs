//! Another number of the same thing, or another date of the same happening.

use super::Pair;
use super::evidence::{Evidence, flag};
use crate::language::date::{Bound, Day, Lean, Mention, mentions};
use crate::language::quantity::{Quantity, Unit, quantities};
use crate::language::relation::{opposition, synonyms};
use crate::language::stem::Part;
use crate::language::tag::{Tag, Word};
use crate::language::token::{TokenKind, tokens};
use crate::text::Span;

/// The figures of one side.
pub(super) struct Figures {
    dates: Vec<Mention>,
    numbers: Vec<Quantity>,
}

impl Figures {
    pub(super) fn new(text: &str) -> Self {
        if !text.contains(|c: char| c.is_ascii_digit()) && text.len() > 4000 {
            return Self { dates: Vec::new(), numbers: Vec::new() };
        }
        let tokens = tokens(text, Span::new(0, text.len()));
        let mut dates = mentions(text, &tokens);
        // `a 1934 comedy`
        for token in tokens.iter().filter(|t| t.kind == TokenKind::Number && t.span.len() == 4) {
            if let Ok(year @ 1000..=2100) = token.span.of(text).parse()
                && !dates.iter().any(|mention| mention.span.overlaps(token.span))
            {
                let day = Some(Day::Year(year));
                dates.push(Mention {
                    span: token.span,
                    day,
                    clock: None,
                    bound: Bound::At,
                    vague: false,
                });
            }
        }
        let taken: Vec<Span> = dates.iter().map(|mention| mention.span).collect();
        let numbers = quantities(text, &tokens, &taken);
        Self { dates, numbers }
    }
}

/// Finds a number or a date of the hypothesis that none of the premise's agrees with.
///
/// `The bridge opened in 1931` against `The bridge opened in 1934`. A near miss: `The bridge was begun in
/// 1931`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let mut out = numbers(pair);
    out.extend(dates(pair));
    out
}

fn index(words: &[Word], at: usize) -> Option<usize> {
    words.iter().position(|w| w.span.end > at)
}

fn dates(pair: &Pair) -> Vec<Evidence> {
    let (ours, theirs) = (&pair.hypothesis_figures.dates, &pair.premise_figures.dates);
    let mut out = Vec::new();
    for date in ours {
        let Some(day) = date.day else { continue };
        // the end of `1900-1946`
        if let Day::Year(year) = day
            && pair.premise.words.iter().any(|w| w.text.contains(&year.to_string()))
        {
            continue;
        }
        let others: Vec<&Mention> = theirs
            .iter()
            .filter(|other| other.day.is_some_and(|other| comparable(day, other)))
            .collect();
        let same =
            |other: &&Mention| other.day.is_some_and(|found| agrees(date, day, other, found));
        if let Some(same) = theirs.iter().find(same) {
            out.extend(moved(pair, date.span, same.span));
            continue;
        }
        let others: Vec<_> =
            others.into_iter().filter(|other| may_clash(pair, other.span)).collect();
        if others.is_empty() {
            continue;
        }
        let Some(evidence) = evidence(pair, "date", date.span, others.iter().map(|o| o.span), None)
        else {
            continue;
        };
        out.push(evidence);
    }
    out
}

/// Whether a date of the premise may be that of the deed of the hypothesis: not when it hangs on another verb than
/// the one that tells the deed, nor when the deed is that of another whom the premise names.
fn may_clash(pair: &Pair, other: Span) -> bool {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let Some(at) = index(&premise.words, other.start) else { return false };
    let Some(own) = hypothesis.predicate else { return true };
    let Some((to, _)) = pair.alignment.links[own] else { return true };
    if hypothesis.words[own].tag != Tag::Verb || premise.words[to].tag != Tag::Verb {
        return true;
    }
    let governor = premise.governor(at);
    if premise.sentence(at) != premise.sentence(to) || to.abs_diff(at) > 8 && governor != Some(to) {
        return governor.is_none_or(|verb| {
            let (a, b) = (&premise.words[verb], &hypothesis.words[own]);
            a.lemma == b.lemma || a.tag == Tag::Auxiliary
        });
    }
    // `Ada, niece of Otto, died in 1931`, and of Otto the second speaks
    let (Some(mine), Some(their)) = (hypothesis.subject_of(own), premise.subject_of(to)) else {
        return true;
    };
    let meets = |at: usize| match pair.alignment.links[at] {
        Some((to, _)) => premise.name_at(their.head).contains(&to),
        None => false,
    };
    let known = |at: usize| pair.alignment.links[at].is_some();
    let mut own_name = hypothesis.name_at(mine.head);
    hypothesis.words[mine.head].tag != Tag::Name
        || premise.words[their.head].tag != Tag::Name
        || own_name.clone().any(meets)
        || !own_name.any(known)
}

/// Finds the date of the hypothesis at a verb of the premise that opposes its own: `left on 3 May`, `arrived on
/// 3 May`.
fn moved(pair: &Pair, own: Span, other: Span) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let verb = hypothesis.predicate.filter(|&at| hypothesis.words[at].tag == Tag::Verb)?;
    let governor = premise.governor(index(&premise.words, other.start)?)?;
    let (word, theirs) = (&hypothesis.words[verb], &premise.words[governor]);
    if hypothesis.is_negative() || premise.negated[governor] || theirs.tag != Tag::Verb {
        return None;
    }
    opposition(&word.lemma, &theirs.lemma, Part::Verb)?;
    let rest =
        hypothesis.content().filter(|&at| at != verb && !hypothesis.words[at].span.overlaps(own));
    let (covered, _) = pair.covered_of(rest, 0..premise.words.len());
    (covered > 0.6).then(|| Evidence {
        model: "moved",
        x: Vec::new(),
        reason: format!("What the first dates is {:?}, not {:?}.", theirs.text, word.text),
    })
}

/// Whether the two name a time at a grain they share.
fn comparable(a: Day, b: Day) -> bool {
    let grain = |day| match day {
        Day::Date { .. } => (true, true),
        Day::Month { year, .. } => (year.is_some(), true),
        Day::Year(_) | Day::Decade(_) => (true, false),
        _ => (false, false),
    };
    if let (Day::Weekday(..), Day::Weekday(..)) = (a, b) {
        return true;
    }
    let (a, b) = (grain(a), grain(b));
    a.0 && b.0 || a.1 && b.1
}

fn agrees(date: &Mention, day: Day, other: &Mention, other_day: Day) -> bool {
    if let (Day::Weekday(a, _), Day::Weekday(b, _)) = (day, other_day) {
        return a == b;
    }
    let month = |day| match day {
        Day::Date { month, .. } | Day::Month { month, .. } => Some(month),
        _ => None,
    };
    let dated = |day| match day {
        Day::Date { day, .. } => Some(day),
        _ => None,
    };
    let year = |day| match day {
        Day::Date { year, .. } | Day::Month { year, .. } => year,
        Day::Year(year) => Some(year),
        _ => None,
    };
    if let (Some(a), Some(b)) = (month(day), month(other_day))
        && (year(day).is_none() || year(other_day).is_none())
    {
        return a == b
            && (dated(day).is_none()
                || dated(other_day).is_none()
                || dated(day) == dated(other_day));
    }
    match (date.resolve(None, Lean::Past), other.resolve(None, Lean::Past)) {
        (Some(a), Some(b)) => match date.bound {
            Bound::By | Bound::Before => b.first <= a.last,
            Bound::Since | Bound::After => b.last >= a.first,
            _ => a.intersects(&b),
        },
        _ => false,
    }
}

fn numbers(pair: &Pair) -> Vec<Evidence> {
    let (ours, theirs) = (&pair.hypothesis_figures.numbers, &pair.premise_figures.numbers);
    let mut out = Vec::new();
    for number in ours {
        let figure = |words: &[Word], span: Span| -> Option<String> {
            words.iter().find(|w| w.span.overlaps(span)).map(|w| w.text.clone())
        };
        let own = figure(&pair.hypothesis.words, number.number);
        if own.is_some() && pair.premise.words.iter().any(|w| Some(&w.text) == own.as_ref()) {
            continue;
        }
        let of = counted(&pair.hypothesis.words, number);
        let same = |other: &&Quantity| {
            other.unit == number.unit
                && !matches!(
                    figure(&pair.premise.words, other.number).as_deref(),
                    Some("one" | "both" | "a")
                )
                && match (of, counted(&pair.premise.words, other)) {
                    (Some(a), Some(b)) => a == b || synonyms(a, b, Part::Noun),
                    (None, None) => !matches!(number.unit, Unit::Count | Unit::Ordinal),
                    _ => false,
                }
        };
        let others: Vec<&Quantity> = theirs.iter().filter(same).collect();
        if others.is_empty()
            || theirs.iter().any(|other| other.unit == number.unit && other.agrees(number))
        {
            continue;
        }
        let unit =
            of.map(|_| number.unit).or((number.unit == Unit::Ordinal).then_some(Unit::Ordinal));
        out.extend(evidence(pair, "figure", number.span, others.iter().map(|o| o.span), unit));
    }
    out
}

/// The lemma of the noun that the number counts.
fn counted<'a>(words: &'a [Word], number: &Quantity) -> Option<&'a str> {
    if matches!(number.unit, Unit::Of(_) | Unit::Score) {
        return None;
    }
    let from = words.iter().position(|w| w.span.start >= number.number.end)?;
    let mut found = None;
    for word in words[from..].iter().take(4) {
        match word.tag {
            Tag::Noun => found = Some(word.lemma.as_str()),
            Tag::Adjective | Tag::Name | Tag::Number => {}
            _ => break,
        }
    }
    found
}

/// Weighs a clash: what else of the hypothesis the premise says, and how near its own figure stands.
fn evidence(
    pair: &Pair,
    model: &'static str,
    span: Span,
    others: impl Iterator<Item = Span> + Clone,
    counts: Option<Unit>,
) -> Option<Evidence> {
    let (premise, hypothesis) = (&pair.premise, &pair.hypothesis);
    let rest: Vec<usize> =
        hypothesis.content().filter(|&at| !hypothesis.words[at].span.overlaps(span)).collect();
    let mut best: Option<(f64, f64, Span)> = None;
    for other in others.clone() {
        let at = index(&premise.words, other.start)?;
        let (covered, all) = pair.covered_of(rest.iter().copied(), premise.sentence(at));
        if best.is_none_or(|(found, ..)| covered > found) {
            best = Some((covered, all, other));
        }
    }
    let (covered, all, other) = best?;
    if all < 0.9 || covered < 0.45 {
        return None;
    }
    let at = index(&premise.words, other.start)?;
    let predicate = hypothesis.predicate.and_then(|p| pair.alignment.links[p]);
    let near = predicate.is_some_and(|(to, _)| to.abs_diff(at) <= 8);
    let elsewhere = predicate.is_none()
        && premise.governor(at).is_some_and(|verb| {
            premise.words[verb].tag == Tag::Verb
                && !pair.alignment.links.iter().flatten().any(|(to, _)| *to == verb)
        })
        && premise.words[at.saturating_sub(1)].text != "(";
    let text = |span: Span, words: &[Word]| {
        let kept: Vec<_> =
            words.iter().filter(|w| w.span.overlaps(span)).map(|w| w.text.as_str()).collect();
        kept.join(" ")
    };
    Some(Evidence {
        model,
        x: vec![
            ("uncovered", all * (1.0 - covered)),
            ("predicate", flag(predicate.is_some())),
            ("near", flag(near)),
            ("single", flag(others.count() == 1)),
            ("subject", flag(pair.same_subject(at))),
            ("counted", flag(counts.is_some())),
            ("ordinal", flag(counts == Some(Unit::Ordinal))),
            // it hangs on a verb of which the second does not speak
            ("elsewhere", flag(elsewhere)),
            ("long", flag(premise.words.len() > 24)),
        ],
        reason: format!(
            "The first says {:?} where the second says {:?}.",
            text(other, &premise.words),
            text(span, &hypothesis.words)
        ),
    })
}
