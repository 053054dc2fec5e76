//! What a topic without a name is called: the form that most accounts use.

use super::phrase::{Part, Phrase};
use super::talk::Use;
use crate::language::stem::{Part as Speech, is_known, lemma, lower};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many words before the noun a name of a topic may take: `intercontinental ballistic missile`.
const LONGEST: usize = 3;

/// A longer form names the topic when it is used at least this share of the times of the shorter one.
const KEEPS: f64 = 0.6;

/// A longer form of which there is not one in so many uses says what one of the things is, and names no topic.
const SELDOM: usize = 5;

/// A way to write a topic: how many articles write so, how often, the forms.
#[derive(Default)]
struct Form {
    articles: BTreeSet<usize>,
    count: usize,
    /// How often in running text.
    prose: usize,
    raw: BTreeMap<String, usize>,
}

/// The words of a phrase from the first telling one on.
pub(super) fn telling_span(phrase: &Phrase) -> Span {
    let words = &phrase.words;
    let most = words.len().saturating_sub(LONGEST + 1); // a title in capitals looks like one long phrase
    let from = (most..words.len()).find(|i| words[*i].telling).unwrap_or(words.len() - 1);
    words[from].span.join(words[words.len() - 1].span)
}

/// Returns a form as it is written inside a sentence.
pub(super) fn small(one: &Use<'_>, span: Span) -> String {
    let raw = span.of(one.text);
    let name = one.phrase.words.iter().any(|w| w.name && w.span.start == span.start);
    if name { raw.to_owned() } else { lower_words(one, span) }
}

/// Tells whether a word keeps its capitals: letters that stand for words, and what no dictionary has.
fn keeps_capitals(raw: &str) -> bool {
    let small = lower(raw);
    let ordinary = Speech::ALL.iter().any(|part| is_known(&lemma(&small, *part), *part, true));
    let acronym = raw.chars().nth(1).is_some_and(char::is_uppercase);
    if acronym { raw.chars().count() < 4 || !ordinary } else { !ordinary && raw.contains('-') }
}

/// In a title every word may have a capital: those that are no names lose it.
fn lower_words(one: &Use<'_>, span: Span) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for word in one.phrase.words.iter().filter(|w| span.covers(w.span)) {
        out.push_str(Span::new(at, word.span.start).of(one.text));
        let raw = word.span.of(one.text);
        if word.name || keeps_capitals(raw) {
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
pub(super) fn name(group: &[&Use<'_>]) -> (String, String) {
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    let mut note = |key: String, one: &Use<'_>, span: Span| {
        let form = forms.entry(key).or_default();
        form.articles.insert(one.article);
        form.count += 1;
        form.prose += usize::from(!one.heading);
        *form.raw.entry(small(one, span)).or_default() += 1;
    };
    let mut bare: BTreeMap<String, usize> = BTreeMap::new();
    let mut owned: BTreeSet<String> = BTreeSet::new();
    for one in group {
        let words = &one.phrase.words;
        *bare.entry(small(one, one.phrase.head().span)).or_default() += 1;
        for from in (words.len().saturating_sub(LONGEST + 1)..words.len() - 1).rev() {
            if !words[from].telling {
                break;
            }
            let span = words[from].span.join(one.phrase.head().span);
            let key = keys(&words[from..]);
            if words[from..words.len() - 1].iter().all(|w| w.name) {
                owned.insert(key.clone());
            }
            note(key, one, span);
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
    // Whose it is tells less than what it is, unless it is mostly called so: `Vesh dam`.
    forms.retain(|key, form| {
        !owned.contains(key) || (form.articles.len() > 1 && form.count * 2 > group.len())
    });
    // So does what it is part of: `captain of the ferry` only where that is what he is mostly called.
    forms.retain(|key, form| {
        !key.contains(" of ") || form.count > 1 && form.count * 2 >= group.len()
    });
    let rank = |form: &Form| (form.articles.len(), form.prose, form.count);
    let best =
        forms.iter().max_by_key(|(key, form)| (rank(form), Reverse(key.len()), Reverse(*key)));
    let alone = group.iter().all(|one| one.article == group[0].article);
    let chosen = |form: &Form| {
        let share = if alone { 2 } else { SELDOM };
        (alone || form.articles.len() >= 2) && form.count * share >= group.len()
    };
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

pub(super) fn keys(parts: &[Part]) -> String {
    parts.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ")
}
