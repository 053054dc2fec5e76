//! What is talked about without a name: phrases grouped by their noun, and named by what tells them apart.

use super::draft::Draft;
use super::index::TopicKind;
use super::phrase::{Part, Phrase};
use crate::language::lexicon::is_generic;
use crate::language::naming::{self, NameKind};
use crate::language::relation::kind_of;
use crate::language::stem::Part as Speech;
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many words before the noun a name of a topic may take: `intercontinental ballistic missile`.
const LONGEST: usize = 3;

/// A phrase must be used this often to be a topic when only one article uses it.
const OFTEN: usize = 3;

/// A longer form names the topic when it is used at least this share of the times of the shorter one.
const KEEPS: f64 = 0.6;

/// A phrase, and where it stands.
pub(super) struct Use<'t> {
    /// Index of the article.
    pub article: usize,
    /// The text of the article.
    pub text: &'t str,
    /// The phrase.
    pub phrase: Phrase,
}

/// Groups phrases into topics. `wanted` is how many articles must use a phrase that is used less than
/// [`OFTEN`] times: two, or one when there is only one.
pub(super) fn topics(uses: &[Use<'_>], articles: usize) -> Vec<Draft> {
    let enough = |uses: &[&Use<'_>]| {
        let spread = uses.iter().map(|u| u.article).collect::<BTreeSet<_>>().len();
        spread >= 2 || uses.len() >= OFTEN || (articles == 1 && uses.len() >= 2)
    };
    let mut out: BTreeMap<String, Draft> = BTreeMap::new();
    for (head, group) in by_head(uses) {
        if !is_generic(&head) && head.len() > 2 {
            if enough(&group) {
                out.insert(head.clone(), one_topic(&head, &group, articles));
            }
            continue;
        }
        for (key, group) in by_pair(&group) {
            if enough(&group) {
                out.insert(key.clone(), one_topic(&head, &group, articles));
            }
        }
    }
    join_pairs(uses, &mut out);
    out.into_values().collect()
}

fn by_head<'u, 't>(uses: &'u [Use<'t>]) -> BTreeMap<String, Vec<&'u Use<'t>>> {
    let mut groups: BTreeMap<String, Vec<&Use<'_>>> = BTreeMap::new();
    for one in uses {
        groups.entry(one.phrase.head().key.clone()).or_default().push(one);
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
    raw: BTreeMap<String, usize>,
}

fn one_topic(head: &str, group: &[&Use<'_>], articles: usize) -> Draft {
    let mut draft = Draft::new(name(group), kind(head), articles);
    for one in group {
        let span = telling_span(&one.phrase);
        draft.add(one.article, span, &small(one, span));
    }
    draft
}

/// The words of a phrase from the first telling one on.
fn telling_span(phrase: &Phrase) -> Span {
    let words = &phrase.words;
    let from = words.iter().position(|w| w.telling).unwrap_or(words.len() - 1);
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
    out
}

/// Chooses the name: the form that most articles use, longer ones first as long as they are used nearly as often.
fn name(group: &[&Use<'_>]) -> String {
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    let mut note = |key: String, one: &Use<'_>, span: Span| {
        let form = forms.entry(key).or_default();
        form.articles.insert(one.article);
        form.count += 1;
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
            let span = words[from].span.join(one.phrase.head().span);
            note(keys(&words[from..]), one, span);
        }
        if let Some(of) =
            one.phrase.of.as_deref().filter(|of| words.len() == 1 && of.iter().all(|p| p.telling))
        {
            let span = words[0].span.join(of[of.len() - 1].span);
            note(format!("{} of {}", words[0].key, keys(of)), one, span);
        }
    }
    let rank = |form: &Form| (form.articles.len(), form.count);
    let best =
        forms.iter().max_by_key(|(key, form)| (rank(form), Reverse(key.len()), Reverse(*key)));
    let Some((mut key, mut form)) =
        best.filter(|(_, f)| f.articles.len() >= 2 || f.count * 2 >= group.len())
    else {
        return most(&bare);
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
    most(&form.raw)
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
