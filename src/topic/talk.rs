//! What is talked about without a name: phrases grouped by their noun, and named by what tells them apart.

use super::draft::Draft;
use super::index::TopicKind;
use super::label::{keys, name, small, telling_span};
use super::noun::{is_general, is_never};
use super::phrase::Phrase;
use crate::language::lexicon::{SORTS, entries};
use crate::language::naming::{self, NameKind};
use crate::language::wordlist::Words;
use crate::text::Span;
use foldhash::HashMap;
use foldhash::fast::FixedState;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// A phrase must be used this often to be a topic.
const OFTEN: usize = 2;

/// A noun that stands alone in fewer than this share of its uses is a kind of things, not one thing: then only
/// phrases that share a word with the main one belong together (`nuclear ambitions`, not `maritime ambitions`).
const ALONE: f64 = 0.1;

/// A phrase, and where it stands.
pub(super) struct Use<'t> {
    /// Index of the article.
    pub article: usize,
    /// The text of the article.
    pub text: &'t str,
    /// Whether it stands in a title or heading, whose words are often chosen for effect.
    pub heading: bool,
    /// The words around it, by which copies of one passage are known.
    pub around: u64,
    /// The phrase.
    pub phrase: Phrase,
}

/// How many bytes before and after a phrase make its surroundings.
const AROUND: usize = 16;

/// Returns a number for the words of a phrase and those around it, in its sentence and within the same quotation:
/// the same words quoted by two accounts are said once.
pub(super) fn around(text: &str, sentence: Span, phrase: &Phrase) -> u64 {
    let quote = |c: char| matches!(c, '“' | '”' | '"');
    let (first, last) = (phrase.words[0].span.start, phrase.head().span.end);
    let before = Span::new(sentence.start.min(first), first).of(text);
    let after = Span::new(last, sentence.end.max(last)).of(text);
    let before = before.rsplit(quote).next().unwrap_or_default();
    let after = after.split(quote).next().unwrap_or_default();
    let from = (before.len().saturating_sub(AROUND)..).find(|i| before.is_char_boundary(*i));
    let to = (0..=after.len().min(AROUND)).rev().find(|i| after.is_char_boundary(*i));
    let span = Span::new(first - (before.len() - from.unwrap_or(0)), last + to.unwrap_or(0));
    FixedState::default().hash_one(span.of(text))
}

/// Groups phrases into topics: all uses of a noun, or, where the noun is too general, of a noun with the word
/// before it. A topic needs [`OFTEN`] uses that are no copies of each other.
pub(super) fn topics(uses: &[Use<'_>], articles: usize) -> Vec<Draft> {
    let enough =
        |uses: &[&Use<'_>]| uses.iter().map(|u| u.around).collect::<BTreeSet<_>>().len() >= OFTEN;
    let before = before_others(uses);
    let mut out: BTreeMap<String, Draft> = BTreeMap::new();
    // topics of a noun without the places where it stands before another one
    let mut alone: BTreeMap<String, Draft> = BTreeMap::new();
    for (head, group) in by_head(uses) {
        let raw = |u: &Use<'_>| u.phrase.head().span.of(u.text).to_lowercase();
        if is_never(&head) || group.iter().any(|u| is_never(&raw(u))) {
            continue;
        }
        // Some words are general in one number only: ties, but not a tie.
        if is_general(&head) || head.len() <= 2 || group.iter().all(|u| is_general(&raw(u))) {
            for (key, group) in by_pair(&group) {
                if enough(&group) {
                    out.insert(key.clone(), one_topic(&head, &group, articles));
                }
            }
            continue;
        }
        let (mut main, mut rest) = main_uses(group);
        if !enough(&main) {
            main.append(&mut rest); // too few to tell things of a kind apart
        }
        let others = before.get(&head).map_or(&[][..], Vec::as_slice);
        let said: BTreeSet<u64> = main.iter().map(|u| u.around).collect();
        if said.len() + sayings(others) >= OFTEN {
            let mut draft = one_topic(&head, &main, articles);
            if main.len() == 1 && !others.is_empty() {
                draft.name = name_before(others); // `flight` rather than `freight flight`, said once
            }
            alone.insert(head.clone(), draft.clone());
            others.iter().for_each(|o| draft.add(o.article, o.span, &o.form));
            out.insert(head.clone(), draft);
        }
        for (key, group) in by_pair(&rest) {
            if enough(&group) {
                out.insert(key.clone(), one_topic(&head, &group, articles));
            }
        }
    }
    for (noun, others) in &before {
        let spread: BTreeSet<usize> = others.iter().map(|o| o.article).collect();
        let known = out.contains_key(noun) || is_general(noun) || is_never(noun);
        if spread.len() >= 2 && sayings(others) >= OFTEN && !known {
            let mut draft = Draft::new(String::new(), kind(noun), articles);
            others.iter().for_each(|o| draft.add(o.article, o.span, &o.form));
            draft.name = name_before(others);
            out.insert(noun.clone(), draft);
        }
    }
    join_parts(&alone, &mut out);
    join_pairs(uses, &mut out);
    out.into_values().collect()
}

/// Returns the noun that stands for all those used for the same thing: `talk` for `negotiation`.
fn same(noun: &str) -> &str {
    static SETS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let sets = entries(include_str!("../../assets/lexicon/same_talk.txt"));
        let pairs = |set: &'static str| {
            let first = set.split(' ').next().unwrap_or_default();
            set.split(' ').map(move |word| (word, first))
        };
        sets.flat_map(pairs).collect()
    });
    SETS.get(noun).copied().unwrap_or(noun)
}

/// A noun where it stands before another one, with the word that belongs to it.
struct Before {
    /// Index of the article.
    article: usize,
    /// Where it stands.
    span: Span,
    /// As written, in small letters.
    form: String,
    /// The surroundings, by which copies are known.
    around: u64,
}

/// Returns how often something is said, copies of one passage once.
fn sayings(others: &[Before]) -> usize {
    others.iter().map(|o| o.around).collect::<BTreeSet<_>>().len()
}

/// Returns for each noun the places where it stands before another one: `sanctions` in `sanctions relief`.
fn before_others(uses: &[Use<'_>]) -> BTreeMap<String, Vec<Before>> {
    let mut out: BTreeMap<String, Vec<Before>> = BTreeMap::new();
    for one in uses {
        let words = &one.phrase.words;
        for (i, part) in words[..words.len() - 1].iter().enumerate() {
            if !part.noun || !part.telling {
                continue;
            }
            // `civil protection` in `civil protection chief`
            let with = i.checked_sub(1).map(|i| &words[i]).filter(|p| p.telling && !p.name);
            let span = with.map_or(part.span, |with| with.span.join(part.span));
            let form = span.of(one.text).to_lowercase();
            out.entry(same(&part.key).to_owned()).or_default().push(Before {
                article: one.article,
                span,
                form,
                around: one.around,
            });
        }
    }
    out
}

/// Names what is said before other nouns: by the form said more than once, else by the noun alone.
fn name_before(others: &[Before]) -> String {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for Before { form, .. } in others {
        *forms.entry(form).or_default() += 1;
    }
    let best = forms.into_iter().max_by_key(|(form, count)| (*count, Reverse(*form)));
    let (form, count) = best.unwrap_or_default();
    let bare = || form.rsplit(' ').next().unwrap_or_default();
    if count > 1 { form.to_owned() } else { bare().to_owned() }
}

/// Divides the uses of a noun into those of one thing and those of other things of its kind.
fn main_uses<'u, 't>(group: Vec<&'u Use<'t>>) -> (Vec<&'u Use<'t>>, Vec<&'u Use<'t>>) {
    let telling = |u: &Use<'_>| -> Vec<String> {
        let words = &u.phrase.words;
        words[..words.len() - 1].iter().filter(|p| p.telling).map(|p| p.key.clone()).collect()
    };
    let alone = group.iter().filter(|u| telling(u).is_empty() && u.phrase.of.is_none()).count();
    if alone > 0 && alone as f64 >= ALONE * group.len() as f64 {
        return (group, Vec::new());
    }
    let (key, _) = name(&group);
    let main: Vec<&str> = key.split(' ').collect();
    group.into_iter().partition(|u| {
        let words = telling(u);
        words.is_empty() || words.iter().any(|w| main.contains(&w.as_str()))
    })
}

fn by_head<'u, 't>(uses: &'u [Use<'t>]) -> BTreeMap<String, Vec<&'u Use<'t>>> {
    let mut groups: BTreeMap<String, Vec<&Use<'_>>> = BTreeMap::new();
    for one in uses {
        groups.entry(same(&one.phrase.head().key).to_owned()).or_default().push(one);
    }
    groups
}

/// Divides the uses of a general noun by the word before it, or by what follows after "of".
fn by_pair<'u, 't>(uses: &[&'u Use<'t>]) -> BTreeMap<String, Vec<&'u Use<'t>>> {
    let mut groups: BTreeMap<String, Vec<&Use<'_>>> = BTreeMap::new();
    for one in uses {
        let words = &one.phrase.words;
        let before = words.len().checked_sub(2).map(|i| &words[i]).filter(|p| p.telling && !p.name);
        let key = match (&one.phrase.of, before) {
            (_, Some(before)) => format!("{} {}", before.key, one.phrase.head().key),
            // `time of the accident` is no topic
            (Some(_), None) if is_portion(&one.phrase.head().key) => continue,
            (Some(of), None) if words.len() == 1 && of.iter().all(|p| p.telling) => {
                format!("{} of {}", one.phrase.head().key, keys(of))
            }
            _ => continue,
        };
        groups.entry(key).or_default().push(one);
    }
    groups
}

fn is_portion(noun: &str) -> bool {
    static PORTIONS: Words = Words::new(include_str!("../../assets/lexicon/portions.txt"));
    PORTIONS.contains(noun)
}

fn one_topic(head: &str, group: &[&Use<'_>], articles: usize) -> Draft {
    let mut draft = Draft::new(name(group).1, kind(head), articles);
    let whole = draft.name.contains(" of ") || draft.name.contains(" in ");
    for one in group {
        let mut span = telling_span(&one.phrase);
        if let Some(last) = one.phrase.of.as_ref().and_then(|of| of.last()).filter(|_| whole) {
            span = span.join(last.span); // `state of emergency`
        }
        if one.heading {
            draft.mention(one.article, span);
        } else {
            draft.add(one.article, span, &small(one, span));
        }
    }
    draft
}

fn kind(head: &str) -> TopicKind {
    match naming::by_word(head) {
        Some(NameKind::Event) => TopicKind::Event,
        _ if SORTS.values(head).any(|sort| sort == "person") => TopicKind::Person,
        _ => TopicKind::Thing,
    }
}

/// Makes one topic of a noun and the longer phrase that it is mostly said in: `emergency`, `state of emergency`.
fn join_parts(alone: &BTreeMap<String, Draft>, topics: &mut BTreeMap<String, Draft>) {
    let parts =
        topics.keys().filter_map(|whole| Some((whole.clone(), whole.split_once(" of ")?.1)));
    let parts = parts.map(|(whole, part)| (whole, part.to_owned())).collect::<Vec<_>>();
    for (whole, part) in parts {
        let Some(inner) = alone.get(&part).filter(|_| topics.contains_key(&part)) else { continue };
        if topics.get(&whole).is_some_and(|outer| inner.mostly_within(outer)) {
            topics.remove(&part);
            topics.entry(whole).and_modify(|outer| outer.absorb(inner.clone()));
        }
    }
}

/// Makes one topic of two that are mostly named together: `father and grandfather`.
fn join_pairs(uses: &[Use<'_>], topics: &mut BTreeMap<String, Draft>) {
    let mut pairs: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
    for one in uses {
        if let Some(and) = &one.phrase.and {
            let pair = (one.phrase.head().key.clone(), and.key.clone());
            pairs.entry(pair).or_default().insert(one.article);
        }
    }
    for ((a, b), articles) in pairs {
        let (Some(first), Some(second)) = (topics.get(&a), topics.get(&b)) else { continue };
        let together = |draft: &Draft| articles.len() * 3 >= draft.spread() * 2;
        if articles.len() >= 2 && together(first) && together(second) && a != b {
            let Some(second) = topics.remove(&b) else { continue };
            if let Some(first) = topics.get_mut(&a) {
                first.name = format!("{} and {}", first.name, second.name);
                first.absorb(second);
            }
        }
    }
}
