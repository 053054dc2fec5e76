//! Topics by source, with the silences, as JSON (`rashomon/topics/1`) and as a table for people.

use super::json;
use crate::article::Library;
use crate::text::Span;
use crate::text::width::width;
use crate::topic::{Topic, TopicIndex};
use serde_json::{Value, json};
use std::fmt::Write;

/// The name of the schema; a change that breaks readers gets a new number.
pub const SCHEMA: &str = "rashomon/topics/1";

/// With more sources than this the table tells in how many of them a topic stands, not how often in each.
const MAX_COLUMNS: usize = 12;

/// The longest name that the table shows whole, in columns.
const MAX_NAME: usize = 40;

/// Returns the topics with the given indexes, in that order, as a JSON value.
#[must_use]
pub fn to_json(library: &Library, index: &TopicIndex, which: &[usize]) -> Value {
    let doc = |i: usize| library.articles().get(i).map(|a| a.id.as_str());
    let sources = library.articles().iter().enumerate().map(|(i, article)| {
        json!({
            "doc": article.id,
            "path": article.source.path.as_ref().map(|p| p.to_string_lossy()),
            "title": article.title,
            "outlet": article.source.outlet,
            "published": article.source.published.map(|d| d.to_string()),
            "sha256": article.source.sha256,
            "partial": index.partial.contains(&i),
        })
    });
    let topic = |topic: &Topic| {
        let mentions = topic.mentions.iter().enumerate().filter(|(_, spans)| !spans.is_empty());
        let mentions = mentions.map(|(i, spans)| {
            let best = topic.best.get(i).copied().flatten();
            let quote = |span: Span| library.articles().get(i).map(|a| a.quote(span));
            json!({
                "doc": doc(i),
                "count": spans.len(),
                "spans": spans.iter().map(|s| json!({"start": s.start, "end": s.end})).collect::<Vec<_>>(),
                "best": best.map(|s| json!({"start": s.start, "end": s.end, "quote": quote(s)})),
            })
        });
        json!({
            "name": topic.name,
            "kind": topic.kind.name(),
            "variants": topic.variants,
            "total": topic.total(),
            "mentions": mentions.collect::<Vec<_>>(),
            "silent": topic.silent().filter_map(doc).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema": SCHEMA,
        "sources": sources.collect::<Vec<_>>(),
        "topics": which.iter().filter_map(|i| index.topics.get(*i)).map(topic).collect::<Vec<_>>(),
    })
}

/// Returns the topics with the given indexes as JSON text.
#[must_use]
pub fn to_json_text(library: &Library, index: &TopicIndex, which: &[usize]) -> String {
    json::to_text(&to_json(library, index, which))
}

/// Returns the topics with the given indexes as a table: name, kind, count in each source; a silence is a dot
/// (a hyphen in ASCII) and is told in words at the end of its line.
#[must_use]
pub fn to_text(library: &Library, index: &TopicIndex, which: &[usize], ascii: bool) -> String {
    let articles = library.articles();
    let topics: Vec<&Topic> = which.iter().filter_map(|i| index.topics.get(*i)).collect();
    let names: Vec<String> = topics.iter().map(|t| short(&t.name, ascii)).collect();
    let wide = names.iter().map(|n| width(n)).max().unwrap_or(0).max("topic".len());
    let columns = articles.len() <= MAX_COLUMNS;
    let mut out = String::new();
    for (i, article) in articles.iter().enumerate().filter(|_| columns) {
        let date = article.source.published.map(|d| format!(", {d}")).unwrap_or_default();
        let part = if index.partial.contains(&i) { " (only its beginning was read)" } else { "" };
        let _ = writeln!(out, "{:>3}  {}  {}{date}{part}", i + 1, article.id, article.name());
    }
    let _ = write!(out, "\n{}  {:12}", padded("topic", wide), "kind");
    for i in 0..articles.len().min(if columns { MAX_COLUMNS } else { 0 }) {
        let _ = write!(out, " {:>3}", i + 1);
    }
    out.push_str(if columns { "  silent\n" } else { "  sources\n" });
    for (topic, name) in topics.iter().zip(&names) {
        let _ = write!(out, "{}  {:12}", padded(name, wide), topic.kind.name());
        if columns {
            for spans in &topic.mentions {
                match spans.len() {
                    0 => out.push_str(if ascii { "   -" } else { "   ·" }),
                    count => {
                        let _ = write!(out, " {count:>3}");
                    }
                }
            }
            let silent: Vec<String> = topic.silent().map(|i| (i + 1).to_string()).collect();
            let _ = match silent.len() {
                0 => write!(out, "  none"),
                _ => write!(out, "  {}", silent.join(" ")),
            };
        } else {
            let _ = write!(out, "  {} of {}", topic.spread(), articles.len());
        }
        out.push('\n');
    }
    out
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn short(name: &str, ascii: bool) -> String {
    if width(name) <= MAX_NAME {
        return name.to_owned();
    }
    let end = if ascii { "..." } else { "…" };
    let mut out = String::new();
    for c in name.chars() {
        out.push(c);
        if width(&out) + width(end) >= MAX_NAME {
            break;
        }
    }
    out.push_str(end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::bundled::bundled;

    #[test]
    fn a_topic_has_its_mentions_and_silences() {
        let library = bundled();
        let index = TopicIndex::of(&library);
        let which: Vec<usize> = (0..index.topics.len()).collect();
        let value = to_json(&library, &index, &which);
        let topics = value["topics"].as_array().expect("a list");
        let topic = topics.iter().find(|t| t["name"] == "Taiwan").expect("a topic of two accounts");
        assert_eq!(topic["mentions"].as_array().map(Vec::len), Some(2));
        assert_eq!(topic["silent"].as_array().map(Vec::len), Some(3));
        let quote = topic["mentions"][0]["best"]["quote"].as_str().expect("a passage");
        assert!(quote.contains("Taiwan"));
        for topic in topics {
            let counts =
                topic["mentions"].as_array().expect("a list").iter().map(|m| m["count"].as_u64());
            assert_eq!(counts.flatten().sum::<u64>(), topic["total"].as_u64().unwrap_or(0));
        }
    }

    #[test]
    fn a_silence_is_told_without_colour() {
        let library = bundled();
        let index = TopicIndex::of(&library);
        let at = index.topics.iter().position(|t| t.name == "Taiwan").expect("a topic");
        let text = to_text(&library, &index, &[at], true);
        let line = text.lines().last().unwrap_or_default();
        let words: Vec<_> = line.split_whitespace().collect();
        assert_eq!(words, ["Taiwan", "place", "-", "1", "-", "-", "2", "1", "3", "4"]);
    }
}
