//! Days and years as topics: `Tuesday` and `2 September` are one day.

use super::draft::Draft;
use super::index::TopicKind;
use super::passage::Sentence;
use crate::article::Library;
use crate::language::cue::{self, CueKind, Modality};
use crate::language::date::{self, Lean, When};
use crate::language::token::{Token, TokenKind, tokens};
use crate::text::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Returns the days, months and years that the articles name, relative ones resolved against the day of publication.
pub(super) fn topics(library: &Library, sentences: &[Vec<Sentence>]) -> Vec<Draft> {
    let mut out: BTreeMap<String, Draft> = BTreeMap::new();
    for (i, article) in library.articles().iter().enumerate() {
        for sentence in &sentences[i] {
            let tokens = tokens(&article.text, sentence.span);
            let mentions = date::mentions(&article.text, &tokens);
            if mentions.is_empty() {
                continue;
            }
            let ahead = ahead(&article.text, &tokens);
            for mention in mentions {
                let to_come = ahead.iter().any(|clause| clause.overlaps(mention.span));
                let lean = if to_come { Lean::Future } else { Lean::Past };
                let resolved = mention.resolve(article.source.published, lean);
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

/// Returns the stretches that tell what is to come, up to the next comma: `will meet on Tuesday`.
fn ahead(text: &str, tokens: &[Token]) -> Vec<Span> {
    let told = cue::cues(text, tokens).into_iter().filter(|cue| {
        matches!(cue.kind, CueKind::Modality(Modality::Planned | Modality::Required))
    });
    let stretch = |cue: cue::Cue| {
        let rest = tokens[cue.tokens.end..].iter().take_while(|t| t.kind != TokenKind::Mark);
        rest.last().map_or(cue.span, |last| cue.span.join(last.span))
    };
    told.map(stretch).collect()
}

/// Writes a day, a month or a year as prose has it; other spans of time as their first and last day.
fn name(when: &When) -> String {
    let (first, last) = (when.first, when.last);
    let day = |day: Date| day.strftime("%-d %B %Y").to_string();
    if when.is_day() {
        day(first)
    } else if first == first.first_of_month() && last == first.last_of_month() {
        first.strftime("%B %Y").to_string()
    } else if first == first.first_of_year() && last == last.last_of_year() {
        if first.year() == last.year() {
            first.year().to_string()
        } else {
            format!("{}s", first.year())
        }
    } else {
        format!("{} to {}", day(first), day(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_lies_after_the_day_of_publication() {
        let cases = [
            ("The ferry sank on Tuesday.", "14 October 2025"),
            ("The council will meet on Tuesday.", "21 October 2025"),
            ("Schools will stay closed until Monday.", "20 October 2025"),
            ("The boat, which will be sold, came on Monday.", "13 October 2025"),
            ("It was built in May 2025.", "May 2025"),
            ("It sank in the 1980s.", "1980s"),
            ("The market opens next week.", "20 October 2025 to 26 October 2025"),
        ];
        for (text, want) in cases {
            let source = format!("---\npublished: 2025-10-16\n---\n\n{text}");
            let origin = crate::article::read::Origin::default();
            let articles = crate::article::read::read(source.into_bytes(), &origin).expect("text");
            let library: Library = articles.into_iter().collect();
            let sentences = |span| Sentence { span, heading: false, below_heading: false };
            let all: Vec<_> =
                library.articles()[0].sentences().map(|(_, s)| sentences(s)).collect();
            let names: Vec<_> = topics(&library, &[all]).into_iter().map(|d| d.name).collect();
            assert_eq!(names, [want], "{text}");
        }
    }
}
