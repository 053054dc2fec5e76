//! Many annotations in one document: arrays, lines, pages and collections.

use super::{NotAnAnnotation, from_json, to_json};
use crate::annotation::Annotation;
use serde_json::{Value, json};

/// Returns an `AnnotationCollection` with one embedded page that holds all annotations.
pub fn collection<'a>(label: &str, annotations: impl IntoIterator<Item = &'a Annotation>) -> Value {
    let items: Vec<_> = annotations.into_iter().map(to_json).collect();
    let total = items.len();
    json!({
        "@context": super::CONTEXT,
        "id": "urn:rashomon:collection",
        "type": "AnnotationCollection",
        "label": label,
        "total": total,
        "first": {
            "id": "urn:rashomon:collection:1",
            "type": "AnnotationPage",
            "partOf": "urn:rashomon:collection",
            "startIndex": 0,
            "items": items,
        },
    })
}

/// Reads every annotation of a document: a single one, an array, one a line, a page or a collection.
///
/// What is no annotation is returned as a sentence that says where it stands, never dropped in silence.
///
/// # Errors
/// When the text holds no JSON at all.
pub fn read_all(text: &str) -> Result<(Vec<Annotation>, Vec<String>), NotAnAnnotation> {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    match serde_json::from_str::<Value>(text) {
        Ok(value) => gather(&value, "", &mut found, &mut refused),
        Err(whole) => {
            let lines: Vec<_> = text.lines().enumerate().collect();
            let lines = lines.iter().filter(|(_, line)| !line.trim().is_empty());
            for (at, line) in lines {
                let place = format!("line {}: ", at + 1);
                match serde_json::from_str::<Value>(line) {
                    Ok(value) => gather(&value, &place, &mut found, &mut refused),
                    Err(error) => refused.push(format!("{place}{error}")),
                }
            }
            if found.is_empty() {
                return Err(NotAnAnnotation(whole.to_string()));
            }
        }
    }
    Ok((found, refused))
}

/// Walks into arrays, pages and collections. Nesting is bounded by the parser's own limit.
fn gather(value: &Value, place: &str, found: &mut Vec<Annotation>, refused: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                gather(item, &format!("{place}item {}: ", at + 1), found, refused);
            }
        }
        Value::Object(map) => match ["items", "first", "annotations"]
            .iter()
            .find(|name| map.get(**name).is_some_and(|v| v.is_array() || v.is_object()))
        {
            Some(name) if !map.contains_key("target") => {
                gather(&map[*name], place, found, refused);
                if let Some(next) = map.get("next").filter(|next| next.is_object()) {
                    gather(next, place, found, refused);
                } else if let Some(next) = map.get("next").and_then(Value::as_str) {
                    refused.push(format!("{place}the next page is elsewhere: {next}"));
                }
            }
            _ => match from_json(value) {
                Ok(annotation) => found.push(annotation),
                Err(error) => refused.push(format!("{place}{error}")),
            },
        },
        _ => refused.push(format!("{place}neither an annotation nor a list of them")),
    }
}
