//! The text of an annotation in Hypothesis: the note, what it stands against, and the fenced block.

use crate::annotation::{Annotation, Purpose};
use crate::exchange::{json, w3c};
use serde_json::Value;

/// The word after the fence.
const FENCE: &str = "rashomon";

/// Returns the tags: ours first, which keep the import from taking two for one, then the reader's.
pub(super) fn tags(annotation: &Annotation) -> Vec<String> {
    let mut tags = vec!["rashomon".to_owned()];
    if annotation.is_contradiction() || annotation.is_corroboration() {
        let relation = if annotation.is_contradiction() { "contradicts" } else { "corroborates" };
        tags.push(match annotation.classification() {
            Some(kind) => format!("{relation}:{kind}"),
            None => relation.to_owned(),
        });
        tags.push(format!("pair:{}", annotation.id));
    } else {
        tags.push(format!("claim:{}", annotation.id));
    }
    tags.extend(annotation.tags().map(str::to_owned));
    tags
}

/// Returns the part above the fence for the target at `at`: the reader's notes, then what stands against it.
pub(super) fn above(annotation: &Annotation, at: usize) -> String {
    let mut parts: Vec<String> = annotation.comments().map(str::to_owned).collect();
    let about = about(annotation, at);
    if !about.is_empty() {
        parts.push(about);
    }
    parts.join("\n\n")
}

/// Returns what is said besides the notes: the reason, and the quotes on the other side.
pub(super) fn about(annotation: &Annotation, at: usize) -> String {
    let mut parts = Vec::new();
    if let Some(reason) = annotation.bodies_for(Purpose::Describing).next() {
        parts.push(format!("**{}**", crate::exchange::markdown::escape(reason)));
    }
    if annotation.targets.len() > 1 {
        for (_, other) in annotation.targets.iter().enumerate().filter(|(i, _)| *i != at) {
            let quote = crate::exchange::markdown::escape(other.exact().unwrap_or_default());
            let quote: Vec<_> = quote.lines().map(|line| format!("> {line}\n")).collect();
            parts.push(format!("{}>\n> — <{}>", quote.concat(), other.source));
        }
    }
    parts.join("\n\n")
}

/// Returns the fenced block with the whole annotation on one line of JSON.
pub(super) fn fence(annotation: &Annotation) -> String {
    let line = json::to_line(&w3c::to_json(annotation));
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest.max(2) + 1);
    format!("{marks}{FENCE}\n{line}\n{marks}")
}

/// Splits a text into what stands above the last fenced block of ours, and the annotation in it.
pub(super) fn split(text: &str) -> Option<(&str, Annotation)> {
    let mut found = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marks = line.trim_end().strip_suffix(FENCE);
        if marks.is_some_and(|m| m.len() >= 3 && m.bytes().all(|b| b == b'`')) {
            found = Some((start, start + line.len()));
        }
        start += line.len();
    }
    let (above, block) = found.map(|(from, to)| (&text[..from], &text[to..]))?;
    let value: Value = serde_json::from_str(block.lines().next()?).ok()?;
    Some((above.trim_end(), w3c::from_json(&value).ok()?))
}
