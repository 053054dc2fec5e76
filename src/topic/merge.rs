//! Topics that are one: the same name, a part of a name, letters for a name, a word for what is named.

use super::draft::Draft;
use super::index::TopicKind;
use crate::language::lexicon::SORTS;
use crate::language::stem::{Part, lemma};
use crate::text::fold::fold;
use foldhash::{HashMap, HashSet};

/// Joins topics that are one.
pub(super) fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let rules = [letters, longer_name, shorter_name, same_places, word_for_it];
    rules.iter().fold(by_name(drafts), |drafts, rule| {
        let joins = rule(&drafts, &Names::of(&drafts));
        joined(drafts, &joins)
    })
}

/// A topic that goes into another one, both by index.
type Join = (usize, usize);

fn by_name(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut known: HashMap<String, usize> = HashMap::default();
    let mut out: Vec<Draft> = Vec::new();
    for draft in drafts {
        let key = fold(&draft.name);
        match known.get(&key) {
            Some(at) => {
                let known = &mut out[*at];
                if draft.total() > known.total() {
                    known.name.clone_from(&draft.name); // `housing` rather than `Housing`
                }
                known.absorb(draft);
            }
            None => {
                known.insert(key, out.len());
                out.push(draft);
            }
        }
    }
    out
}

fn joined(mut drafts: Vec<Draft>, joins: &[Join]) -> Vec<Draft> {
    let mut gone = vec![false; drafts.len()];
    for &(from, to) in joins {
        if from != to && !gone[to] && !gone[from] {
            gone[from] = true;
            let draft = drafts[from].clone();
            drafts[to].absorb(draft);
        }
    }
    drafts.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(draft, _)| draft).collect()
}

/// The names of topics in their words, and where to find them.
struct Names {
    words: Vec<Vec<String>>,
    by_first: HashMap<String, Vec<usize>>,
    by_last: HashMap<String, Vec<usize>>,
}

impl Names {
    fn of(drafts: &[Draft]) -> Self {
        let words = |draft: &Draft| -> Vec<String> {
            let key = fold(&draft.name);
            key.split([' ', '-']).filter(|w| !w.is_empty()).map(str::to_owned).collect()
        };
        let words: Vec<Vec<String>> = drafts.iter().map(words).collect();
        let mut names = Self { words, by_first: HashMap::default(), by_last: HashMap::default() };
        for (i, words) in names.words.iter().enumerate() {
            if let [first, .., last] = words.as_slice() {
                names.by_first.entry(first.clone()).or_default().push(i);
                names.by_last.entry(last.clone()).or_default().push(i);
            }
        }
        names
    }

    /// Topics of several words that begin with this one.
    fn beginning(&self, word: &str) -> &[usize] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    /// Topics of several words that end with this one.
    fn ending(&self, word: &str) -> &[usize] {
        self.by_last.get(word).map_or(&[], Vec::as_slice)
    }
}

fn is_name(draft: &Draft) -> bool {
    draft.name.starts_with(char::is_uppercase)
}

/// Letters and what they stand for: `ICBM`.
fn letters(drafts: &[Draft], names: &Names) -> Vec<Join> {
    let mut initials: HashMap<String, Vec<usize>> = HashMap::default();
    for (i, words) in names.words.iter().enumerate().filter(|(_, words)| words.len() > 1) {
        let letters = words.iter().filter_map(|w| w.chars().next()).collect();
        initials.entry(letters).or_default().push(i);
    }
    let stands_for = |(i, draft): (usize, &Draft)| {
        let capitals =
            draft.name.chars().count() >= 3 && draft.name.chars().all(char::is_uppercase);
        match initials.get(&fold(&draft.name)).filter(|_| capitals)?.as_slice() {
            [one] => Some((i, *one)),
            _ => None,
        }
    };
    drafts.iter().enumerate().filter_map(stands_for).collect()
}

/// A single name that is mostly said within another topic: `Vesh`, `Vesh dam`.
fn longer_name(drafts: &[Draft], names: &Names) -> Vec<Join> {
    let within = |(i, draft): (usize, &Draft)| {
        let [word] = names.words[i].as_slice() else { return None };
        if !is_name(draft) || draft.kind != TopicKind::Thing {
            return None;
        }
        let longer = names.beginning(word).iter();
        longer.copied().find(|to| draft.mostly_within(&drafts[*to])).map(|to| (i, to))
    };
    drafts.iter().enumerate().filter_map(within).collect()
}

/// A place with the word for what it is: `Sorvan province`, `Sorvan`.
fn shorter_name(drafts: &[Draft], names: &Names) -> Vec<Join> {
    let place = |(i, draft): (usize, &Draft)| {
        let is_place = draft.kind == TopicKind::Place && is_name(draft);
        let [word] = names.words[i].as_slice() else { return None };
        is_place.then(|| (i, names.beginning(word)))
    };
    let places = drafts.iter().enumerate().filter_map(place);
    let with_kind = |(i, longer): (usize, &[usize])| {
        let longer = longer.iter().copied().filter(|long| {
            let [_, kind] = names.words[*long].as_slice() else { return false };
            let last = drafts[*long].name.split(' ').next_back();
            let written_small = last.is_some_and(|word| word.starts_with(char::is_lowercase));
            written_small
                && drafts[*long].total() <= drafts[i].total()
                && SORTS.get(kind).is_some_and(|sorts| sorts.contains("place"))
        });
        longer.map(|long| (long, i)).collect::<Vec<Join>>()
    };
    places.flat_map(with_kind).collect()
}

/// A description that stands where a name stands and nowhere else: `owner of the Anchor Grill`.
fn same_places(drafts: &[Draft], _: &Names) -> Vec<Join> {
    let mut by_place: HashMap<(usize, usize), Vec<usize>> = HashMap::default();
    for (i, draft) in drafts.iter().enumerate().filter(|(_, d)| is_name(d)) {
        for (article, spans) in draft.mentions.iter().enumerate() {
            for span in spans {
                by_place.entry((article, span.end)).or_default().push(i);
            }
        }
    }
    let mut joins = Vec::new();
    for (i, draft) in drafts.iter().enumerate().filter(|(_, d)| !is_name(d) && d.spread() > 1) {
        let ends = draft.mentions.iter().enumerate();
        let ends = ends.flat_map(|(article, spans)| spans.iter().map(move |s| (article, s.end)));
        let near: HashSet<usize> =
            ends.filter_map(|at| by_place.get(&at)).flatten().copied().collect();
        let same = |to: &usize| {
            let total = draft.total();
            drafts[*to].total() == total && drafts[*to].within(draft) == total
        };
        let mut same: Vec<usize> = near.into_iter().filter(same).collect();
        same.sort_unstable_by_key(|to| &drafts[*to].name);
        joins.extend(same.first().map(|to| (i, *to)));
    }
    joins
}

/// The word for what one body or thing is, or the beginning of its name, where no other comes near:
/// `museum` for the City Museum, `civil protection` for the Civil Protection Office.
fn word_for_it(drafts: &[Draft], names: &Names) -> Vec<Join> {
    let mut joins = Vec::new();
    for (i, _) in drafts.iter().enumerate().filter(|(_, d)| !is_name(d) && d.spread() > 1) {
        let words = names.words[i].as_slice();
        let (known, kinds): (&[usize], &[TopicKind]) = match words {
            [word] => (
                names.ending(&lemma(word, Part::Noun)),
                &[TopicKind::Organisation, TopicKind::Thing],
            ),
            [first, ..] => (names.beginning(first), &[TopicKind::Organisation]),
            [] => continue,
        };
        let mut bodies: Vec<usize> = known
            .iter()
            .copied()
            .filter(|to| kinds.contains(&drafts[*to].kind) && is_name(&drafts[*to]))
            .filter(|to| {
                let name = names.words[*to].as_slice();
                // no police: the Federal Office of Police
                let of = name.len() > 1 && name[name.len() - 2] == "of";
                if words.len() == 1 { !of } else { name.starts_with(words) }
            })
            .collect();
        bodies.sort_by_key(|to| (std::cmp::Reverse(drafts[*to].total()), &drafts[*to].name));
        let second = bodies.get(1).map_or(0, |to| drafts[*to].total());
        if let Some(first) = bodies.first().map(|to| &drafts[*to])
            && first.spread() > 1
            && first.total() > 2 * second
        {
            joins.push((i, bodies[0]));
        }
    }
    joins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use TopicKind::{Organisation, Person, Place, Thing};

    /// A topic and its places: article, first and last byte.
    type Case = (&'static str, TopicKind, &'static [(usize, usize, usize)]);

    fn names(cases: &[Case]) -> Vec<String> {
        let drafts = cases.iter().map(|(name, kind, places)| {
            let mut draft = Draft::new((*name).to_owned(), *kind, 3);
            places.iter().for_each(|(i, from, to)| draft.add(*i, Span::new(*from, *to), name));
            draft
        });
        let mut names: Vec<String> = merged(drafts.collect()).into_iter().map(|d| d.name).collect();
        names.sort();
        names
    }

    #[test]
    fn topics_that_are_one_are_joined_and_others_are_not() {
        let cases: &[(&[Case], &[&str])] = &[
            (
                &[
                    ("ferry boat crews", Thing, &[(0, 1, 9)]),
                    ("FBC", Organisation, &[(0, 20, 23)]),
                    ("Vesh", Thing, &[(0, 30, 34), (1, 0, 4)]),
                    ("Vesh dam", Thing, &[(0, 30, 38), (1, 0, 8)]),
                ],
                &["Vesh dam", "ferry boat crews"],
            ),
            (
                &[
                    ("Lima City Museum", Organisation, &[(0, 0, 11), (1, 0, 11), (2, 0, 16)]),
                    ("museum", Thing, &[(0, 20, 26), (1, 30, 36)]),
                    ("Castle Museum", Organisation, &[(0, 50, 63)]),
                ],
                &["Castle Museum", "Lima City Museum"],
            ),
            (
                &[
                    ("Sorvan", Place, &[(0, 0, 6), (1, 0, 6), (2, 0, 6)]),
                    ("Sorvan province", Thing, &[(0, 0, 15), (1, 0, 15)]),
                    ("Sorvan treaty", Thing, &[(0, 20, 33), (1, 20, 33)]),
                    ("Civil Protection Office", Organisation, &[(0, 40, 63), (1, 40, 63)]),
                    ("civil protection", Thing, &[(0, 70, 86), (2, 70, 86)]),
                ],
                &["Civil Protection Office", "Sorvan", "Sorvan treaty"],
            ),
            (
                &[
                    ("owner of the Anchor Grill", Person, &[(0, 0, 25), (1, 0, 25)]),
                    ("Anchor Grill", Thing, &[(0, 13, 25), (1, 13, 25)]),
                    ("talks in Lima", Thing, &[(0, 40, 53), (1, 40, 53)]),
                    ("Lima", Thing, &[(0, 49, 53), (1, 49, 53), (2, 0, 4)]),
                ],
                &["Anchor Grill", "Lima", "talks in Lima"],
            ),
            (
                &[
                    ("City Police", Organisation, &[(0, 0, 11), (1, 0, 11)]),
                    ("State Police", Organisation, &[(0, 20, 32), (1, 20, 32)]),
                    ("police", Thing, &[(0, 40, 46), (1, 40, 46)]),
                ],
                &["City Police", "State Police", "police"],
            ),
        ];
        for (topics, want) in cases {
            assert_eq!(names(topics), *want);
        }
    }
}
