//! Days and years as topics: `Tuesday` and `2 September` are one day.

use super::draft::Draft;
use super::index::TopicKind;
use super::passage::Sentence;
use crate::article::Library;
use crate::language::date::{self, Lean, When};
use crate::language::token::tokens;
use std::collections::BTreeMap;

/// Returns the days, months and years that the articles name, relative ones resolved against the day of publication.
pub(super) fn topics(library: &Library, sentences: &[Vec<Sentence>]) -> Vec<Draft> {
    let mut out: BTreeMap<String, Draft> = BTreeMap::new();
    for (i, article) in library.articles().iter().enumerate() {
        for sentence in &sentences[i] {
            let tokens = tokens(&article.text, sentence.span);
            for mention in date::mentions(&article.text, &tokens) {
                let resolved = mention.resolve(article.source.published, Lean::Past);
                let Some(when) = resolved.filter(|_| !is_vague(article.quote(mention.span))) else {
                    continue;
                };
                let name = name(&When { clock: None, ..when });
                let new = || Draft::new(name.clone(), TopicKind::Date, library.len());
                let form = article.quote(mention.span);
                out.entry(name.clone()).or_insert_with(new).add(i, mention.span, form);
            }
        }
    }
    out.into_values().collect()
}

/// Words for times so near that every account uses them for another one.
fn is_vague(words: &str) -> bool {
    let small = words.to_lowercase();
    ["now", "recent", "this year", "last year", "next year", "today"]
        .iter()
        .any(|w| small.contains(w))
}

fn name(when: &When) -> String {
    if when.is_day() { when.first.strftime("%-d %B %Y").to_string() } else { when.to_string() }
}
