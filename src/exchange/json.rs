//! The report as JSON, schema `rashomon/report/1`: for scripts, and for `rashomon verify` to check again.

use super::report::{By, Card, Entry, Note, Passage, Report};
use super::{File, Outgoing, Written};
use crate::annotation::{Status, Verdict};
use serde_json::{Value, json};

/// The name of the schema; a change that breaks readers gets a new number.
pub const SCHEMA: &str = "rashomon/report/1";

/// Writes the report as one JSON file.
#[must_use]
pub fn write(out: &Outgoing<'_>) -> Written {
    let bytes = to_text(&to_json(&Report::of(out))).into_bytes();
    let file = File { name: "report.json".to_owned(), bytes };
    Written { files: vec![file], dropped: Vec::new() }
}

/// Returns indented JSON text, with a line break at the end.
#[must_use]
pub fn to_text(value: &Value) -> String {
    // A value has no map keys but strings: it can always be written.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    escaped(text)
}

/// Returns JSON text on one line, without a line break at the end.
#[must_use]
pub fn to_line(value: &Value) -> String {
    escaped(serde_json::to_string(value).unwrap_or_default())
}

/// Escapes what a terminal or a browser would act on or hide, wherever JSON text holds it: controls beyond those that
/// JSON escapes itself, marks that turn the direction of writing, annotations and tags without ink, U+2028 and U+2029.
///
/// They can only stand inside strings, so that the value stays the same.
///
/// ```
/// use rashomon::exchange::json::escaped;
/// assert_eq!(escaped("[\"a\u{202e}b\u{9b}c é\u{e0041}\"]".into()), r#"["a\u202eb\u009bc é\udb40\udc41"]"#);
/// ```
#[must_use]
pub fn escaped(text: String) -> String {
    let active = |c: char| {
        (c.is_control() && c != '\n') // U+007F and up: JSON escapes the others itself
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    if !text.contains(active) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns the report as a JSON value.
#[must_use]
pub fn to_json(report: &Report) -> Value {
    let entries = |list: &[Entry]| list.iter().map(|e| entry(report, e)).collect::<Vec<_>>();
    let passages = |list: &[Passage]| list.iter().map(|p| passage(report, p)).collect::<Vec<_>>();
    let topic = |row: &super::report::Row| {
        let doc = |i: usize| report.sources.get(i).map(|s| s.doc.clone());
        json!({
            "name": row.name,
            "mentions": row.mentions,
            "silent": row.silent().filter_map(doc).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema": SCHEMA,
        "generator": concat!("rashomon ", env!("CARGO_PKG_VERSION")),
        "created": report.now,
        "title": report.title(),
        "sources": report.sources.iter().map(source).collect::<Vec<_>>(),
        "independent_origins": report.independent,
        "contradictions": entries(&report.contradictions),
        "updates": entries(&report.updates),
        "corroborations": entries(&report.corroborations),
        "set_aside": entries(&report.set_aside),
        "topics": report.topics.iter().map(topic).collect::<Vec<_>>(),
        "only_in": passages(&report.only_in),
        "origins": report.origins.iter().map(|o| passages(o)).collect::<Vec<_>>(),
        "notes": report.notes.iter().map(|n| note(report, n)).collect::<Vec<_>>(),
    })
}

fn source(card: &Card) -> Value {
    json!({
        "doc": card.doc,
        "letter": card.letter,
        "path": card.path,
        "title": card.title,
        "outlet": card.outlet,
        "byline": card.byline,
        "published": card.published,
        "url": card.url,
        "language": card.language,
        "sha256": card.sha256,
        "words": card.words,
    })
}

fn entry(report: &Report, entry: &Entry) -> Value {
    let side = |at: usize| entry.sides.get(at).map(|p| passage(report, p));
    let witnesses: Vec<_> = entry.sides.iter().skip(2).map(|p| passage(report, p)).collect();
    json!({
        "id": entry.id,
        "type": entry.kind,
        "verdict": entry.relation,
        "by": by(&entry.by),
        "confidence": entry.confidence,
        "band": entry.band(),
        "reason": entry.reason,
        "steps": entry.steps,
        "status": status(entry.status),
        "reader_verdict": verdict(entry.verdict),
        "notes": entry.comments,
        "tags": entry.tags,
        "a": side(0),
        "b": side(1),
        "witnesses": witnesses,
    })
}

fn note(report: &Report, note: &Note) -> Value {
    json!({
        "id": note.id,
        "created": note.created,
        "by": by(&note.by),
        "notes": note.comments,
        "tags": note.tags,
        "reader_verdict": verdict(note.verdict),
        "passages": note.passages.iter().map(|p| passage(report, p)).collect::<Vec<_>>(),
    })
}

fn by(by: &By) -> Value {
    match by {
        By::Rule(name) => json!({ "rule": name }),
        By::Person(name) => json!({ "person": name }),
        By::Judge(name) => json!({ "suggested_by": name }),
    }
}

fn passage(report: &Report, passage: &Passage) -> Value {
    let clashes = passage.pieces.iter().filter(|p| p.clash).map(|p| p.text.as_str());
    json!({
        "doc": report.source_of(passage).map(|s| s.doc.as_str()),
        "address": passage.address,
        "start": passage.span.map(|s| s.start),
        "end": passage.span.map(|s| s.end),
        "code_points": passage.points,
        "quote": passage.quote(),
        "clashes": clashes.collect::<Vec<_>>(),
        "before": passage.before,
        "after": passage.after,
        "value": passage.value,
        "state": passage.state,
    })
}

fn status(status: Status) -> &'static str {
    Status::ALL.iter().find(|(s, _)| *s == status).map_or("", |(_, word)| word)
}

fn verdict(verdict: Option<Verdict>) -> Option<&'static str> {
    Verdict::ALL.iter().find(|(v, _)| Some(*v) == verdict).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample::{HOSTILE, sample, seen, spoiled};
    use crate::text::property::cases;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    #[test]
    fn quotes_and_offsets_agree_in_bytes_and_code_points() {
        let sample = sample();
        let report = to_json(&Report::of(&sample.outgoing()));
        assert_eq!(report["schema"], SCHEMA);
        let hurt = &report["contradictions"][3];
        assert_eq!(hurt["verdict"], "disputed");
        let quote = hurt["b"]["quote"].as_str().expect("a quote");
        let text = &sample.library.articles()[1].text;
        let (start, end) = (&hurt["b"]["start"], &hurt["b"]["end"]);
        let at = |v: &Value| usize::try_from(v.as_u64().expect("a number")).expect("small");
        assert_eq!(&text[at(start)..at(end)], quote);
        let points = &hurt["b"]["code_points"];
        let chars = text.chars().skip(at(&points[0])).take(at(&points[1]) - at(&points[0]));
        assert_eq!(chars.collect::<String>(), quote);
        assert_eq!(report["topics"][0]["silent"], json!(["sada"]));
        assert_eq!(report["notes"][0]["reader_verdict"], "disputed");
    }

    #[test]
    fn line_separators_are_escaped() {
        let text = to_text(&json!({ "a": "x\u{2028}y\u{2029}" }));
        assert!(text.contains("x\\u2028y\\u2029"));
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON")["a"], "x\u{2028}y\u{2029}");
    }

    /// Strings of a value, each with its place.
    fn strings(value: &Value, place: &str, out: &mut Vec<(String, String)>) {
        match value {
            Value::String(text) => out.push((place.to_owned(), text.clone())),
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(n, v)| strings(v, &format!("{place}/{n}"), out));
            }
            Value::Object(map) => {
                map.iter().for_each(|(name, v)| strings(v, &format!("{place}/{name}"), out));
            }
            _ => {}
        }
    }

    /// The strings of the report with a mark in every place of foreign words.
    static MARKED: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
        let mut out = Vec::new();
        strings(&to_json(&Report::of(&spoiled("x\u{e000}").outgoing())), "", &mut out);
        out
    });

    proptest! {
        #![proptest_config(cases(64))]
        #[test]
        fn foreign_words_come_back_where_they_were(words in HOSTILE) {
            let words = format!("x{words}");
            let text = to_text(&to_json(&Report::of(&spoiled(&words).outgoing())));
            prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
            prop_assert!(!text.contains(['\u{202e}', '\u{2028}', '\u{200b}', '\u{feff}', '\u{fff9}', '\u{e0041}']), "{text}");
            let mut found = Vec::new();
            strings(&serde_json::from_str(&text).expect("JSON"), "", &mut found);
            let wanted: Vec<_> = MARKED.iter().map(|(place, text)| (place.clone(), text.replace("x\u{e000}", &words))).collect();
            for (found, wanted) in found.iter().zip(&wanted) {
                // An address has no room for blanks and controls, what is around a quotation ends with its line.
                let same = found.0 == wanted.0 && seen(&found.1) == seen(&wanted.1);
                prop_assert!(same || ["url", "address", "before", "after"].iter().any(|name| found.0.ends_with(name)), "{found:?} for {wanted:?}");
            }
            prop_assert_eq!(found.len(), wanted.len());
        }
    }
}
