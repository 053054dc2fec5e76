//! Who has done it to whom, as lists, counts and quantifiers: a roll that can be called.
//!
//! Reads clauses such as `Ann has met Bea, Cleo and Dora`, `Ann has met only three people`, `everyone has
//! met every player`; when both sides are such clauses to the last word, the answer follows from sets.

use super::reading::Reading;
use super::{Label, Opinion, Pair};
use crate::language::lexicon::GIVEN_NAMES;
use crate::language::naming::is_given_name;
use crate::language::quantity::numeral;
use crate::language::relation::{kind_of, synonyms};
use crate::language::stem::Part;
use crate::language::tag::{Tag, Word};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Name(String),
    All,
    Some,
    That,
}

#[derive(Clone, Debug, PartialEq)]
enum Item {
    Name(String),
    All(String),
    /// Between `low` and `high` of a noun.
    Count {
        low: u32,
        high: u32,
        noun: String,
    },
}

#[derive(Clone, Debug)]
struct Entry {
    subject: Subject,
    verb: String,
    denied: bool,
    /// `only` before the verb: nothing else.
    only: bool,
    /// `or` between the items.
    either: bool,
    items: Vec<Item>,
}

/// Compares two rolls. A near miss: a list of towns against a count of people.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    let premise = entries(&pair.premise)?;
    let hypothesis = entries(&pair.hypothesis)?;
    let [question] = hypothesis.as_slice() else { return None };
    if !premise.iter().any(|entry| synonyms(&entry.verb, &question.verb, Part::Verb)) {
        return None;
    }
    let mut answer = None;
    for entry in &premise {
        if synonyms(&entry.verb, &question.verb, Part::Verb)
            && let Some(found) = holds(entry, question)
        {
            answer = Some(found != question.denied);
            break;
        }
    }
    Some(match answer {
        Some(true) => Opinion {
            label: Label::Entailment,
            score: 0.95,
            reason: "The list of the first holds what the second says.".to_owned(),
        },
        Some(false) => Opinion::contradiction(
            0.95,
            "The list or count of the first excludes what the second says.".to_owned(),
        ),
        None => Opinion {
            label: Label::Neutral,
            score: 0.9,
            reason: "The list of the first leaves it open.".to_owned(),
        },
    })
}

/// Whether what is asked, its negation left aside, holds by the entry; nothing when it leaves it open.
fn holds(entry: &Entry, question: &Entry) -> Option<bool> {
    if entry.denied {
        return None;
    }
    // May the entry speak for the subject asked for, to affirm and to exclude?
    let (affirms, excludes) = match (&entry.subject, &question.subject) {
        (Subject::All, _) => (true, true),
        (Subject::Some, Subject::Some) => (true, false),
        (Subject::Name(a), Subject::Name(b)) => (a == b, a == b),
        (Subject::Name(_), Subject::Some) => (true, false),
        _ => (false, false),
    };
    if !affirms {
        return None;
    }
    // `a person did not` is false only if all did
    if question.denied && question.subject == Subject::Some && entry.subject != Subject::All {
        return None;
    }
    if let [Item::Count { low, high, noun }] = question.items.as_slice() {
        return counted(entry, *low, *high, noun);
    }
    let names: Vec<&str> = question
        .items
        .iter()
        .map(|item| match item {
            Item::Name(name) => Some(name.as_str()),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if let Some(exceeded) = exceeds(entry, &names) {
        return exceeded.then_some(false);
    }
    let mut all = true;
    for name in &names {
        match includes(entry, name) {
            Some(true) => {}
            Some(false) if excludes => return Some(false),
            _ => all = false,
        }
    }
    all.then_some(true)
}

/// Whether the entry's items include the name; `Some(false)` only where the list is closed.
fn includes(entry: &Entry, name: &str) -> Option<bool> {
    let mut closed = entry.only;
    for item in &entry.items {
        match item {
            Item::Name(own) if own == name => return Some(true),
            Item::Name(_) => {}
            Item::All(noun) if is_of(name, noun) => return Some(true),
            Item::All(_) | Item::Count { .. } => closed = false,
        }
    }
    (closed && !entry.either).then_some(false)
}

/// Whether the list of names is longer than a count of the entry allows; nothing where it counts nothing.
fn exceeds(entry: &Entry, names: &[&str]) -> Option<bool> {
    let mut counts = 0;
    let mut exceeded = 0;
    for item in &entry.items {
        let Item::Count { high, noun, .. } = item else { continue };
        counts += 1;
        let of_kind = names.iter().filter(|name| is_of(name, noun)).count();
        // names are ambiguous one by one; a list is of the kind of most of it
        if of_kind * 2 > names.len() && u32::try_from(names.len()).is_ok_and(|n| n > *high) {
            exceeded += 1;
        }
    }
    (counts > 0).then_some(if entry.either { exceeded == counts } else { exceeded > 0 })
}

/// Whether `low..=high` of the noun holds of the list of the entry, taken as complete.
fn counted(entry: &Entry, low: u32, high: u32, noun: &str) -> Option<bool> {
    let names: Vec<&str> = entry
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Name(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    if names.len() == entry.items.len() && !names.is_empty() {
        let of_kind = names.iter().filter(|name| is_of(name, noun)).count();
        if of_kind * 2 <= names.len() {
            return None;
        }
        let n = u32::try_from(names.len()).ok()?;
        return Some(low <= n && n <= high);
    }
    if entry.either {
        return None;
    }
    entry.items.iter().find_map(|item| match item {
        Item::Count { low: l, high: h, noun: own } if own == noun => {
            if low <= *l && *h <= high {
                Some(true)
            } else if high < *l || *h < low {
                Some(false)
            } else {
                None
            }
        }
        _ => None,
    })
}

/// Whether a name is of the kind of the noun: given names are people, other names places.
fn is_of(name: &str, noun: &str) -> bool {
    let given = !name.contains(' ') && (is_given_name(name) || GIVEN_NAMES.contains(name));
    if is_person(noun) { given } else { !given || !is_place(noun) }
}

fn is_person(noun: &str) -> bool {
    matches!(noun, "person" | "people" | "individual" | "human")
        || kind_of(noun, "person", Part::Noun)
}

fn is_place(noun: &str) -> bool {
    matches!(noun, "place" | "city" | "town" | "village" | "country" | "state" | "location")
}

/// The whole reading as entries; nothing when any part of it is something else.
fn entries(reading: &Reading) -> Option<Vec<Entry>> {
    let end = reading.words.iter().rposition(|w| w.text != ".").map_or(0, |at| at + 1);
    let words = &reading.words[..end];
    let verbs: Vec<usize> = (0..words.len())
        .filter(|&at| {
            words[at].tag == Tag::Verb && !words[at].capital
                || words[at].tag == Tag::Noun && at > 0 && words[at - 1].tag == Tag::Auxiliary
        })
        .collect();
    if verbs.is_empty() {
        return None;
    }
    // each verb with the helpers before it
    let groups: Vec<usize> = verbs
        .iter()
        .map(|&verb| {
            let mut start = verb;
            while start > 0
                && matches!(words[start - 1].tag, Tag::Auxiliary | Tag::Adverb | Tag::Negation)
                && words[start - 1].text != "there"
            {
                start -= 1;
            }
            start
        })
        .collect();
    let starts: Vec<usize> = groups
        .iter()
        .map(|&group| words[..group].iter().rposition(|w| w.text == ",").map_or(0, |at| at + 1))
        .collect();
    let mut out = Vec::new();
    for (number, &verb) in verbs.iter().enumerate() {
        let helpers = &words[groups[number]..verb];
        let end = starts.get(number + 1).map_or(words.len(), |&start| start.saturating_sub(1));
        if end <= verb {
            return None;
        }
        let list = &words[verb + 1..end];
        out.push(Entry {
            subject: subject(&words[starts[number]..groups[number]])?,
            verb: words[verb].lemma.clone(),
            denied: helpers.iter().any(|w| w.tag == Tag::Negation || w.text.ends_with("n't")),
            only: helpers.iter().any(|w| w.text == "only"),
            either: list.iter().any(|w| w.text == "or"),
            items: list
                .split(|w| matches!(w.text.as_str(), "," | "and" | "or"))
                .filter(|item| !item.is_empty())
                .map(item)
                .collect::<Option<_>>()?,
        });
    }
    out.iter().all(|entry| !entry.items.is_empty()).then_some(out)
}

fn subject(words: &[Word]) -> Option<Subject> {
    let first = words.first()?.text.as_str();
    Some(match first {
        "everyone" | "everybody" | "every" | "each" | "all" => Subject::All,
        "someone" | "somebody" | "a" | "an" | "some" => Subject::Some,
        "that" | "this" | "the" => Subject::That,
        _ if words.iter().all(|w| w.capital || w.tag == Tag::Preposition) => {
            Subject::Name(joined(words))
        }
        _ => return None,
    })
}

fn item(words: &[Word]) -> Option<Item> {
    let words = match words {
        [first, rest @ ..]
            if first.text == "only" || first.text == "just" || first.text == "exactly" =>
        {
            rest
        }
        all => all,
    };
    let first = words.first()?;
    if matches!(first.text.as_str(), "every" | "each" | "all") && words.len() == 2 {
        return Some(Item::All(words[1].lemma.clone()));
    }
    // `Coeur d'Alene`, `Truth or Consequences`
    if first.capital
        && words.iter().all(|w| w.capital || w.text.contains('\'') || w.text.len() <= 3)
    {
        return Some(Item::Name(joined(words)));
    }
    let (hedge, rest) = match words {
        [a, b, rest @ ..] if b.text == "than" => (a.text.as_str(), rest),
        [a, b, rest @ ..] if a.text == "at" && matches!(b.text.as_str(), "least" | "most") => {
            (b.text.as_str(), rest)
        }
        all => ("", all),
    };
    let [figure, noun] = rest else { return None };
    let n = numeral(&figure.text)?;
    if !(0.0..1e6).contains(&n) || n.fract() != 0.0 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked just above"
    )]
    let n = n as u32;
    let (low, high) = match hedge {
        "less" | "fewer" => (0, n.checked_sub(1)?),
        "more" => (n + 1, u32::MAX),
        "least" => (n, u32::MAX),
        "most" => (0, n),
        "" => (n, n),
        _ => return None,
    };
    let noun = if noun.lemma == "people" { "person" } else { &noun.lemma };
    Some(Item::Count { low, high, noun: noun.to_owned() })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolls_are_called() {
        use Label::*;
        for (premise, hypothesis, want) in [
            (
                "Ann has only met Bob, Carl has only met Dora",
                "Carl didn't meet Dora",
                Contradiction,
            ),
            ("Ann has only met Bob, Carl has only met Dora", "Carl didn't meet Bob", Entailment),
            ("Ann has only met Bob, Carl has only met Dora", "Frank didn't meet Dora", Neutral),
            ("Ann has seen only two towns", "Ann has seen Torveld, Brask and Holm", Contradiction),
            (
                "Ann has seen only two towns or only two people",
                "Ann has seen Torveld, Brask and Holm",
                Neutral,
            ),
            ("Ann has seen only two people", "Ann has seen Torveld, Brask and Holm", Neutral),
            (
                "Ann has seen Torveld, Brask and Holm",
                "Ann has seen more than two towns",
                Entailment,
            ),
            (
                "Ann has seen Torveld, Brask and Holm",
                "Ann has seen less than three towns",
                Contradiction,
            ),
            ("Everyone has met every person", "A person didn't meet Carl", Contradiction),
            ("Someone has met every person", "A person didn't meet Carl", Neutral),
            ("Everyone has seen every town", "Ann didn't see Carl", Neutral),
            ("Someone has met every person", "Somebody met Dora", Entailment),
        ] {
            let found = rule(&Pair::new(premise, hypothesis)).map(|opinion| opinion.label);
            assert_eq!(found, Some(want), "{premise} / {hypothesis}");
        }
    }
}
