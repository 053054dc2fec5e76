//! What is talked about without a name: phrases grouped by their noun, and named by what tells them apart.

use super::draft::Draft;
use super::index::TopicKind;
use super::phrase::{Part, Phrase};
use crate::language::lexicon::{entries, is_common, is_generic};
use crate::language::naming::{self, NameKind};
use crate::language::relation::kind_of;
use crate::language::stem::Part as Speech;
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

/// How many words before the noun a name of a topic may take: `intercontinental ballistic missile`.
const LONGEST: usize = 3;

/// A phrase must be used this often to be a topic when only one article uses it.
const OFTEN: usize = 2;

/// A noun that stands alone in fewer than this share of its uses is a kind of things, not one thing: then only
/// phrases that share a word with the main one belong together (`nuclear ambitions`, not `maritime ambitions`).
const ALONE: f64 = 0.1;

/// A longer form names the topic when it is used at least this share of the times of the shorter one.
const KEEPS: f64 = 0.6;

/// A phrase, and where it stands.
pub(super) struct Use<'t> {
    /// Index of the article.
    pub article: usize,
    /// The text of the article.
    pub text: &'t str,
    /// Whether it stands in a title or heading, whose words are often chosen for effect.
    pub heading: bool,
    /// The phrase.
    pub phrase: Phrase,
}

/// Groups phrases into topics: all uses of a noun, or, where the noun is too general, of a noun with the word
/// before it. A topic needs two articles, or [`OFTEN`] uses in one.
pub(super) fn topics(uses: &[Use<'_>], articles: usize) -> Vec<Draft> {
    let enough = |uses: &[&Use<'_>]| {
        let spread = uses.iter().map(|u| u.article).collect::<BTreeSet<_>>().len();
        spread >= 2 || uses.len() >= OFTEN
    };
    let before = before_others(uses);
    let mut out: BTreeMap<String, Draft> = BTreeMap::new();
    for (head, group) in by_head(uses) {
        let raw = |u: &&Use<'_>| is_common(&u.phrase.head().span.of(u.text).to_lowercase());
        if is_common(&head) || group.iter().any(raw) {
            continue;
        }
        if is_generic(&head) || head.len() <= 2 {
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
        let spread: BTreeSet<usize> =
            main.iter().map(|u| u.article).chain(others.iter().map(|o| o.0)).collect();
        if spread.len() >= 2 || main.len() + others.len() >= OFTEN {
            let mut draft = one_topic(&head, &main, articles);
            for (article, span, form) in others {
                draft.add(*article, *span, form);
            }
            out.insert(head.clone(), draft);
        }
        for (key, group) in by_pair(&rest) {
            if enough(&group) {
                out.insert(key.clone(), one_topic(&head, &group, articles));
            }
        }
    }
    for (noun, others) in &before {
        let spread: BTreeSet<usize> = others.iter().map(|o| o.0).collect();
        let known = out.contains_key(noun) || is_generic(noun) || is_common(noun);
        if spread.len() >= 2 && !known {
            let mut draft = Draft::new(String::new(), kind(noun), articles);
            others.iter().for_each(|(article, span, form)| draft.add(*article, *span, form));
            let best =
                draft.forms.iter().max_by_key(|(form, count)| (**count, Reverse(form.as_str())));
            draft.name = best.map(|(form, _)| form.clone()).unwrap_or_default();
            out.insert(noun.clone(), draft);
        }
    }
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

/// Returns for each noun the places where it stands before another one: `sanctions` in `sanctions relief`.
fn before_others(uses: &[Use<'_>]) -> BTreeMap<String, Vec<(usize, Span, String)>> {
    let mut out: BTreeMap<String, Vec<(usize, Span, String)>> = BTreeMap::new();
    for one in uses {
        let words = &one.phrase.words;
        for part in words[..words.len() - 1].iter().filter(|p| p.noun && p.telling) {
            let form = part.span.of(one.text).to_lowercase();
            out.entry(same(&part.key).to_owned()).or_default().push((one.article, part.span, form));
        }
    }
    out
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
            (Some(of), None) if words.len() == 1 && of.iter().all(|p| p.telling) => {
                format!("{} of {}", one.phrase.head().key, keys(of))
            }
            _ => continue,
        };
        groups.entry(key).or_default().push(one);
    }
    groups
}

fn keys(parts: &[Part]) -> String {
    parts.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ")
}

/// A way to write a topic: how many articles write so, how often, the forms.
#[derive(Default)]
struct Form {
    articles: BTreeSet<usize>,
    count: usize,
    /// How often in running text.
    prose: usize,
    raw: BTreeMap<String, usize>,
}

fn one_topic(head: &str, group: &[&Use<'_>], articles: usize) -> Draft {
    let mut draft = Draft::new(name(group).1, kind(head), articles);
    for one in group {
        let span = telling_span(&one.phrase);
        draft.add(one.article, span, &small(one, span));
    }
    draft
}

/// The words of a phrase from the first telling one on.
fn telling_span(phrase: &Phrase) -> Span {
    let words = &phrase.words;
    let most = words.len().saturating_sub(LONGEST + 1); // a title in capitals looks like one long phrase
    let from = (most..words.len()).find(|i| words[*i].telling).unwrap_or(words.len() - 1);
    words[from].span.join(words[words.len() - 1].span)
}

/// Returns a form as it is written inside a sentence.
fn small(one: &Use<'_>, span: Span) -> String {
    let raw = span.of(one.text);
    let name = one.phrase.words.iter().any(|w| w.name && w.span.start == span.start);
    let acronym = raw.chars().nth(1).is_some_and(char::is_uppercase);
    if name || acronym { raw.to_owned() } else { lower_words(one, span) }
}

/// In a title every word may have a capital: those that are no names lose it.
fn lower_words(one: &Use<'_>, span: Span) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for word in one.phrase.words.iter().filter(|w| span.covers(w.span)) {
        out.push_str(Span::new(at, word.span.start).of(one.text));
        let raw = word.span.of(one.text);
        let keep = word.name || raw.chars().nth(1).is_some_and(char::is_uppercase);
        if keep {
            out.push_str(raw)
        } else {
            out.push_str(&raw.to_lowercase())
        }
        at = word.span.end;
    }
    out.push_str(Span::new(at, span.end).of(one.text));
    out
}

/// Chooses the name, as a key and as written: the form that most articles use, longer ones first as long as they are used nearly as often.
fn name(group: &[&Use<'_>]) -> (String, String) {
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    let mut note = |key: String, one: &Use<'_>, span: Span| {
        let form = forms.entry(key).or_default();
        form.articles.insert(one.article);
        form.count += 1;
        form.prose += usize::from(!one.heading);
        *form.raw.entry(small(one, span)).or_default() += 1;
    };
    let mut bare: BTreeMap<String, usize> = BTreeMap::new();
    for one in group {
        let words = &one.phrase.words;
        *bare.entry(small(one, one.phrase.head().span)).or_default() += 1;
        for from in (words.len().saturating_sub(LONGEST + 1)..words.len() - 1).rev() {
            if !words[from].telling {
                break;
            }
            if words[from..words.len() - 1].iter().all(|w| w.name) {
                continue; // whose it is tells less than what it is
            }
            let span = words[from].span.join(one.phrase.head().span);
            note(keys(&words[from..]), one, span);
        }
        if let Some(of) = one
            .phrase
            .of
            .as_deref()
            .filter(|of| words.len() == 1 && of.len() < LONGEST && of.iter().all(|p| p.telling))
        {
            let span = words[0].span.join(of[of.len() - 1].span);
            note(format!("{} of {}", words[0].key, keys(of)), one, span);
        }
    }
    let rank = |form: &Form| (form.articles.len(), form.prose, form.count);
    let best =
        forms.iter().max_by_key(|(key, form)| (rank(form), Reverse(key.len()), Reverse(*key)));
    let alone = group.iter().all(|one| one.article == group[0].article);
    let chosen = |form: &Form| form.articles.len() >= 2 || (alone && form.count * 2 >= group.len());
    let Some((mut key, mut form)) = best.filter(|(_, form)| chosen(form)) else {
        return (String::new(), most(&bare));
    };
    while let Some((longer, more)) = forms
        .iter()
        .filter(|(k, f)| {
            k.ends_with(&format!(" {key}")) && f.count as f64 >= KEEPS * form.count as f64
        })
        .max_by_key(|(k, f)| (rank(f), Reverse(*k)))
    {
        (key, form) = (longer, more);
    }
    (key.clone(), most(&form.raw))
}

fn most(forms: &BTreeMap<String, usize>) -> String {
    let best = forms.iter().max_by_key(|(form, count)| (**count, Reverse(form.as_str())));
    best.map(|(form, _)| form.clone()).unwrap_or_default()
}

fn kind(head: &str) -> TopicKind {
    match naming::by_word(head) {
        Some(NameKind::Event) => TopicKind::Event,
        _ if kind_of(head, "person", Speech::Noun) => TopicKind::Person,
        _ => TopicKind::Thing,
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
