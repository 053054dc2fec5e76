//! Who is taller than whom: comparisons of one quality as a graph, asked for a path.

use super::reading::Reading;
use super::{Label, Opinion, Pair};
use crate::language::relation::{Opposition, opposition};
use crate::language::stem::{Part, is_known};
use crate::language::tag::{Tag, Word};
use foldhash::{HashMap, HashSet};

/// `upper` has more of the quality than `lower`, or as much.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edge {
    quality: String,
    upper: String,
    lower: String,
    strict: bool,
}

impl Edge {
    /// The edge in terms of `quality`: turned round when its own is the opposite, gone when it is another.
    fn measured_by(self, quality: &str) -> Option<Self> {
        if self.quality == quality {
            return Some(self);
        }
        (opposition(&self.quality, quality, Part::Adjective) == Some(Opposition::Antonym)).then(
            || Self {
                quality: quality.to_owned(),
                upper: self.lower,
                lower: self.upper,
                strict: self.strict,
            },
        )
    }
}

/// Answers a comparison from the comparisons of the premise.
///
/// `Ann is older than Bea, Bea is as old as Cleo` against `Cleo is older than Ann`. A near miss: a name
/// that no comparison mentions.
pub(super) fn rule(pair: &Pair) -> Option<Opinion> {
    let asked = edges(&pair.hypothesis);
    let [question] = asked.as_slice() else { return None };
    let known: Vec<Edge> = edges(&pair.premise)
        .into_iter()
        .filter_map(|edge| edge.measured_by(&question.quality))
        .collect();
    if known.is_empty() {
        return None;
    }
    let denied = pair.hypothesis.is_negative();
    let (up, down) = (
        path(&known, &question.upper, &question.lower),
        path(&known, &question.lower, &question.upper),
    );
    let holds = match (up, down) {
        (Some(strict), _) if strict || !question.strict => Some(true),
        (_, Some(true)) => Some(false),
        // as much as, and asked for more
        (Some(false), Some(_)) | (_, Some(false)) if question.strict => Some(false),
        _ => None,
    };
    let names = format!("{:?} and {:?}", question.upper, question.lower);
    Some(match holds.map(|holds| holds != denied) {
        Some(true) => Opinion {
            label: Label::Entailment,
            score: 0.95,
            reason: format!("The order of {names} follows from the comparisons."),
        },
        Some(false) => {
            Opinion::contradiction(0.95, format!("The comparisons put {names} in another order."))
        }
        None => Opinion {
            label: Label::Neutral,
            score: 0.9,
            reason: format!("The comparisons leave the order of {names} open."),
        },
    })
}

/// Whether a path leads from `from` down to `to`; `Some(true)` when one of its steps is strict.
fn path(edges: &[Edge], from: &str, to: &str) -> Option<bool> {
    let mut below: HashMap<&str, Vec<(&str, bool)>> = HashMap::default();
    for edge in edges {
        below.entry(&edge.upper).or_default().push((&edge.lower, edge.strict));
        if !edge.strict {
            below.entry(&edge.lower).or_default().push((&edge.upper, false));
        }
    }
    let mut seen = HashSet::default();
    let mut open = vec![(from, false)];
    let mut found = None;
    while let Some((at, strict)) = open.pop() {
        if !seen.insert((at, strict)) {
            continue;
        }
        if at == to && (at != from || strict) {
            found = Some(found.unwrap_or(false) || strict);
        }
        for &(next, step) in below.get(at).into_iter().flatten() {
            open.push((next, strict || step));
        }
    }
    found
}

/// The comparisons of a reading: `A is taller than B, C and D`, `A is as tall as B`.
fn edges(reading: &Reading) -> Vec<Edge> {
    let words = &reading.words;
    let verbs: Vec<(usize, Comparison)> =
        (0..words.len()).filter_map(|at| comparison(words, at).map(|found| (at, found))).collect();
    let starts: Vec<usize> = verbs.iter().map(|(at, _)| subject_start(words, *at)).collect();
    let mut out = Vec::new();
    for (number, (at, found)) in verbs.iter().enumerate() {
        let subject = name(&words[starts[number]..*at]);
        let end = starts.get(number + 1).copied().unwrap_or(words.len());
        for item in words[found.objects.min(end)..end]
            .split(|w| w.text == "," || matches!(w.text.as_str(), "and" | "or" | "." | ";"))
        {
            let object = name(item);
            if object.is_empty() || subject.is_empty() {
                continue;
            }
            let (upper, lower) =
                if found.reversed { (object, subject.clone()) } else { (subject.clone(), object) };
            out.push(Edge { quality: found.quality.clone(), upper, lower, strict: found.strict });
        }
    }
    out
}

struct Comparison {
    quality: String,
    reversed: bool,
    strict: bool,
    objects: usize,
}

/// The comparison whose copula stands at `at`.
fn comparison(words: &[Word], at: usize) -> Option<Comparison> {
    if words[at].lemma != "be" {
        return None;
    }
    let mut next = at + 1;
    while words
        .get(next)
        .is_some_and(|w| matches!(w.tag, Tag::Negation | Tag::Adverb) && w.text != "as")
    {
        next += 1;
    }
    let word = words.get(next)?;
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    if word.text == "as" && text(next + 2) == "as" {
        let quality = text(next + 1).to_owned();
        return Some(Comparison { quality, reversed: false, strict: false, objects: next + 3 });
    }
    if matches!(word.text.as_str(), "more" | "less") && text(next + 2) == "than" {
        let (quality, reversed) = (text(next + 1).to_owned(), word.text == "less");
        return Some(Comparison { quality, reversed, strict: true, objects: next + 3 });
    }
    if text(next + 1) != "than" {
        return None;
    }
    let quality = positive(&word.text)?;
    Some(Comparison { quality, reversed: false, strict: true, objects: next + 2 })
}

/// The adjective of which `word` is the comparative: taller, larger, happier, bigger.
fn positive(word: &str) -> Option<String> {
    let base = word.strip_suffix("er")?;
    let known = |word: &str| is_known(word, Part::Adjective, true);
    if let Some(stem) = base.strip_suffix('i') {
        return Some(format!("{stem}y")).filter(|word| known(word));
    }
    if known(base) {
        return Some(base.to_owned());
    }
    let with_e = format!("{base}e");
    if known(&with_e) {
        return Some(with_e);
    }
    let short = &base[..base.len().checked_sub(1).filter(|&end| base.is_char_boundary(end))?];
    known(short).then(|| short.to_owned())
}

/// Where the subject before the verb at `verb` begins.
fn subject_start(words: &[Word], verb: usize) -> usize {
    words[..verb]
        .iter()
        .rposition(|w| w.tag == Tag::Mark || matches!(w.text.as_str(), "and" | "but" | "while"))
        .map_or(0, |at| at + 1)
}

fn name(words: &[Word]) -> String {
    let kept: Vec<_> = words
        .iter()
        .filter(|w| !matches!(w.tag, Tag::Determiner | Tag::Mark | Tag::Negation))
        .map(|w| w.text.as_str())
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_follow_clash_or_stay_open() {
        let premise =
            "Ann is older than Bea and Cleo, Dora is as old as Ann, Bea is older than Eve";
        for (hypothesis, want) in [
            ("Dora is older than Eve", Label::Entailment),
            ("Eve is older than Dora", Label::Contradiction),
            ("Ann is younger than Cleo", Label::Contradiction),
            ("Cleo is younger than Dora", Label::Entailment),
            ("Cleo is older than Bea", Label::Neutral),
            ("Fay is older than Ann", Label::Neutral),
            ("Eve is not older than Ann", Label::Entailment),
        ] {
            let found = rule(&Pair::new(premise, hypothesis)).map(|opinion| opinion.label);
            assert_eq!(found, Some(want), "{hypothesis}");
        }
    }
}
