//! Relations whose ends cannot change places: the successor is not the predecessor, the owner not the subsidiary.

use super::Pair;
use super::align::Match;
use super::evidence::Evidence;
use super::reading::Reading;
use crate::language::lexicon::{entries, fields, members};
use crate::language::tag::Tag;
use foldhash::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A relation of two words of a reading: `upper` is the owner, the successor, the father.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tie {
    relation: usize,
    upper: usize,
    lower: usize,
}

/// What a word or phrase of the list says: its relation, and whether it tells it from the lower end.
type Told = (usize, bool);

/// The list: verbs and nouns, by lemma or phrase.
#[derive(Default)]
struct Roles {
    verbs: HashMap<&'static str, Told>,
    nouns: HashMap<&'static str, Told>,
    /// The relation of who follows whom, and the line of what makes room for another.
    succession: usize,
    vacancy: usize,
}

fn roles() -> &'static Roles {
    static ROLES: LazyLock<Roles> = LazyLock::new(|| {
        let mut roles = Roles::default();
        let list = entries(include_str!("../../../assets/lexicon/roles.txt"));
        for (relation, line) in list.filter_map(|line| line.split_once(':')).enumerate() {
            match line.0 {
                "succession" => roles.succession = relation,
                "vacancy" => roles.vacancy = relation,
                _ => {}
            }
            for (number, field) in fields(line.1).enumerate() {
                let map = if number % 2 == 0 { &mut roles.verbs } else { &mut roles.nouns };
                for word in members(field) {
                    map.entry(word).or_insert((relation, number >= 2));
                }
            }
        }
        roles
    });
    &ROLES
}

/// Finds a relation of the hypothesis that the premise tells the other way round.
///
/// `Orla Mills is a subsidiary of Brandt & Co` against `Orla Mills owns Brandt & Co`. A near miss: `Orla Mills
/// owns a bakery`.
pub(super) fn rule(pair: &Pair) -> Vec<Evidence> {
    let asked = ties(&pair.hypothesis);
    if asked.is_empty() {
        return Vec::new();
    }
    let known = ties(&pair.premise);
    // several words of a name, or of a phrase, may stand for its head
    let meets = |at: usize, to: usize| {
        pair.hypothesis.name_at(at).any(|at| {
            pair.alignment.links[at].is_some_and(|(found, how)| {
                !matches!(how, Match::Opposed(_)) && pair.premise.name_at(to).contains(&found)
            })
        })
    };
    let mut out = Vec::new();
    for tie in &asked {
        let of_it = || known.iter().filter(|other| other.relation == tie.relation);
        let holds =
            of_it().any(|other| meets(tie.upper, other.upper) && meets(tie.lower, other.lower));
        let turned =
            of_it().find(|other| meets(tie.upper, other.lower) && meets(tie.lower, other.upper));
        if let Some(turned) = turned.filter(|_| !holds) {
            let text = |at: usize| &pair.premise.words[at].text;
            out.push(Evidence {
                model: "role",
                x: Vec::new(),
                reason: format!(
                    "The first has {:?} and {:?} the other way round.",
                    text(turned.upper),
                    text(turned.lower)
                ),
            });
        }
    }
    out
}

impl Reading {
    /// The words of the name in which the word stands; the word itself where it is no name.
    pub(super) fn name_at(&self, at: usize) -> Range<usize> {
        let inside = |at: usize| {
            matches!(
                self.words[at].text.as_str(),
                "de" | "van" | "von" | "der" | "la" | "al" | "bin"
            )
        };
        let is_name = |at: &usize| self.words[*at].tag == Tag::Name || inside(*at);
        let start = (0..at).rev().take_while(is_name).last().filter(|_| is_name(&at));
        let end = (at..self.words.len()).take_while(is_name).last();
        start.unwrap_or(at)..end.unwrap_or(at) + 1
    }

    /// The nominal before `end` that speaks of something: the head of `the old mill of Orla,`.
    fn apposed(&self, end: usize) -> Option<usize> {
        let at = end.checked_sub(1)?;
        matches!(self.words[at].tag, Tag::Noun | Tag::Name).then_some(at)
    }
}

/// The ties that a reading tells plainly.
fn ties(reading: &Reading) -> Vec<Tie> {
    let mut out = Vec::new();
    for at in 0..reading.words.len() {
        if reading.negated[at] {
            continue;
        }
        match reading.words[at].tag {
            Tag::Verb => out.extend(by_verb(reading, at).or_else(|| by_vacancy(reading, at))),
            Tag::Noun | Tag::Name => out.extend(by_noun(reading, at)),
            _ => {}
        }
    }
    out
}

fn tie((relation, turned): Told, who: usize, whom: usize) -> Option<Tie> {
    let (upper, lower) = if turned { (whom, who) } else { (who, whom) };
    (who != whom).then_some(Tie { relation, upper, lower })
}

fn by_verb(reading: &Reading, verb: usize) -> Option<Tie> {
    let words = &reading.words;
    let lemma = words[verb].lemma.as_str();
    // the longest phrase that the verb begins
    let behind = |count: usize| -> Option<String> {
        let rest = words.get(verb + 1..verb + 1 + count)?;
        let rest: Vec<_> = rest.iter().map(|w| w.text.as_str()).collect();
        Some(format!("{lemma} {}", rest.join(" ")))
    };
    let phrase = (1..=2).rev().find_map(|count| {
        let told = roles().verbs.get(behind(count)?.as_str())?;
        Some((*told, count))
    });
    if let Some((told, count)) = phrase {
        let who = reading.subject_of(verb)?;
        let whom = reading.phrase_from(verb + 1 + count)?;
        return tie(told, who.head, whom.head);
    }
    let told = *roles().verbs.get(lemma)?;
    if told.0 == roles().vacancy {
        return None;
    }
    tie(told, reading.doer(verb)?.head, reading.done_to(verb)?.head)
}

/// `After Ada's death Otto was elected`: Otto succeeds Ada.
fn by_vacancy(reading: &Reading, verb: usize) -> Option<Tie> {
    let words = &reading.words;
    let of_vacancy = |map: &HashMap<_, Told>, word: &str| {
        map.get(word).is_some_and(|told| roles().vacancy == told.0)
    };
    if !of_vacancy(&roles().verbs, &words[verb].lemma) || !reading.is_passive(verb) {
        return None;
    }
    let who = reading.subject_of(verb)?;
    let left = reading.sentence(verb).find(|&at| {
        at > 1
            && of_vacancy(&roles().nouns, &words[at].lemma)
            && is_possessive(&words[at - 1].text)
            && words[..at]
                .iter()
                .rev()
                .take(6)
                .any(|w| matches!(w.text.as_str(), "after" | "following" | "upon"))
    })?;
    tie((roles().succession, false), who.head, left - 1)
}

fn by_noun(reading: &Reading, noun: usize) -> Option<Tie> {
    let words = &reading.words;
    let pair = words.get(noun + 1).map(|next| format!("{} {}", words[noun].lemma, next.lemma));
    let (told, end) = match pair.and_then(|phrase| roles().nouns.get(phrase.as_str()).copied()) {
        Some(told) => (told, noun + 2),
        None => (*roles().nouns.get(words[noun].lemma.as_str())?, noun + 1),
    };
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    // whose: `of B` behind, or `B's` before
    let start = (0..noun)
        .rev()
        .take_while(|&at| {
            matches!(words[at].tag, Tag::Adjective | Tag::Number | Tag::Noun)
                && !is_possessive(text(at))
        })
        .last()
        .unwrap_or(noun);
    let owner = start.checked_sub(1).filter(|&at| is_possessive(text(at)));
    let (whose, before, behind) = if text(end) == "of" {
        let whose = reading.phrase_from(end + 1)?;
        let article = (0..start).rev().take_while(|&at| words[at].tag == Tag::Determiner).last();
        (whose.head, article.unwrap_or(start), whose.words.end)
    } else {
        let owner = owner?;
        (owner, reading.name_at(owner).start, end)
    };
    // who: `A is the`, `A, the`, behind: `, A`, `, who`, or the name at once
    let copula = before
        .checked_sub(1)
        .filter(|&at| matches!(words[at].lemma.as_str(), "be" | "become" | "remain"));
    let who = if let Some(copula) = copula {
        reading.subject_of(copula)?.head
    } else if before > 0 && text(before - 1) == "," && reading.apposed(before - 1).is_some() {
        reading.apposed(before - 1)?
    } else if words.get(behind).is_some_and(|w| w.tag == Tag::Name) {
        reading.phrase_from(behind)?.head
    } else if text(behind) == "," && words.get(behind + 1).is_some_and(|w| w.tag == Tag::Name)
        || words.get(behind).is_some_and(|w| w.lemma == "be")
    {
        reading.phrase_from(behind + 1)?.head
    } else {
        return None;
    };
    tie(told, who, whose)
}

fn is_possessive(text: &str) -> bool {
    text.ends_with("'s") || text.ends_with("s'") || text.ends_with("’s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::judge::{Label, judge};

    #[test]
    fn ends_of_a_relation_do_not_change_places() {
        for (premise, hypothesis, clash) in [
            ("Orla Mills is a subsidiary of Brandt Works.", "Orla Mills owns Brandt Works.", true),
            ("Brandt Works owns Orla Mills.", "Orla Mills is a unit of Brandt Works.", false),
            ("Ada Reich was succeeded by Otto Brandt.", "Reich succeeded Brandt.", true),
            ("Ada Reich's successor, Otto Brandt, spoke.", "Reich succeeded Brandt.", true),
            ("Otto Brandt, successor of Ada Reich, spoke.", "Reich replaced Brandt.", true),
            ("Ada Reich succeeded Otto Brandt.", "Reich replaced Brandt.", false),
            ("Ada Reich beat Otto Brandt in Orla.", "Brandt defeated Reich.", true),
            ("Ada Reich lost to Otto Brandt in Orla.", "Brandt defeated Reich.", false),
            ("Otto Brandt is the son of Ada Reich.", "Brandt is the father of Reich.", true),
            (
                "After Ada Reich's death, Otto Brandt was elected mayor.",
                "Reich succeeded Brandt.",
                true,
            ),
            ("Ada Reich owns a mill.", "Otto Brandt owns a bakery.", false),
        ] {
            let found = judge(premise, hypothesis).label == Label::Contradiction;
            assert_eq!(found, clash, "{premise} / {hypothesis}");
        }
        let reading = Reading::new("Ada Reich's successor, Otto Brandt, spoke.");
        assert_eq!(ties(&reading).len(), 1);
    }
}
