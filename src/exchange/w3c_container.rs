//! W3C annotations in bulk: a collection, a page, an array, or one a line.
//!
//! Reading takes any of the four and a single annotation, and resolves annotations that point at
//! others by id, as RecogitoJS writes its relations.

use super::w3c::{self, CONTEXT};
use super::{File, Imported, Outgoing, Unreadable, Written};
use crate::annotation::{Annotation, Target, Unknown};
use crate::article::Library;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The label of what is written.
const LABEL: &str = "Annotations of rashomon";

/// Writes an `AnnotationCollection` with one embedded page.
#[must_use]
pub fn write_collection(out: &Outgoing<'_>) -> Written {
    one("annotations.jsonld", super::json::to_text(&w3c::collection(LABEL, &out.everything())))
}

/// Writes an `AnnotationPage`.
#[must_use]
pub fn write_page(out: &Outgoing<'_>) -> Written {
    let items: Vec<_> = out.everything().iter().map(w3c::to_json).collect();
    let page = json!({
        "@context": CONTEXT,
        "id": "urn:rashomon:page:1",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    });
    one("annotations-page.jsonld", super::json::to_text(&page))
}

/// Writes a bare array of annotations.
#[must_use]
pub fn write_array(out: &Outgoing<'_>) -> Written {
    let items: Vec<_> = out.everything().iter().map(w3c::to_json).collect();
    one("annotations.json", super::json::to_text(&Value::Array(items)))
}

/// Writes one annotation a line.
#[must_use]
pub fn write_lines(out: &Outgoing<'_>) -> Written {
    let mut text = String::new();
    for annotation in out.everything() {
        text.push_str(&super::json::to_line(&w3c::to_json(&annotation)));
        text.push('\n');
    }
    one("annotations.jsonl", text)
}

fn one(name: &str, text: String) -> Written {
    let file = File { name: name.to_owned(), bytes: text.into_bytes() };
    Written { files: vec![file], dropped: Vec::new() }
}

/// Reads a single annotation, an array, lines, a page or a collection.
///
/// # Errors
/// When the bytes are not UTF-8 or hold no JSON.
pub fn read(bytes: &[u8], _library: &Library) -> Result<Imported, Unreadable> {
    let text = super::format::text_of(bytes)?;
    let (mut annotations, mut ignored) = w3c::read_all(text).map_err(|e| Unreadable(e.0))?;
    resolve(&mut annotations, &mut ignored);
    Ok(Imported { annotations, ignored })
}

/// Replaces targets that are other annotations of the same file by what those are about, and keeps
/// the graph in `rsh:claims`.
fn resolve(annotations: &mut [Annotation], ignored: &mut Vec<String>) {
    let about: HashMap<String, Vec<Target>> =
        annotations.iter().map(|a| (a.id.to_string(), a.targets.clone())).collect();
    for annotation in annotations {
        if !annotation.targets.iter().any(|target| reference(target).is_some()) {
            continue;
        }
        let mut claims = Vec::new();
        let mut targets = Vec::new();
        for target in &annotation.targets {
            let named = reference(target).and_then(|id| {
                about.get_key_value(id).or_else(|| about.get_key_value(id.strip_prefix('#')?))
            });
            match named {
                Some((id, found)) if *id != annotation.id.as_str() => {
                    claims.push(id.clone());
                    targets.extend(found.iter().filter(|t| reference(t).is_none()).cloned());
                }
                _ => {
                    if target.source.starts_with('#') {
                        let (id, gone) = (&annotation.id, &target.source);
                        ignored.push(format!("{id} points at {gone}, which is not in the file"));
                    }
                    targets.push(target.clone());
                }
            }
        }
        annotation.targets = targets;
        if !claims.is_empty() && !annotation.unknown.iter().any(|u| u.name == "rsh:claims") {
            let json = json!(claims).to_string();
            annotation.unknown.push(Unknown { name: "rsh:claims".to_owned(), json });
        }
    }
}

/// Returns the id that a target consists of, when it says nothing else.
fn reference(target: &Target) -> Option<&str> {
    (target.selectors.is_empty() && target.sha256.is_empty()).then_some(target.source.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample::sample;
    use crate::exchange::shape;

    #[test]
    fn every_container_reads_back_as_what_went_in() {
        let sample = sample();
        let out = sample.outgoing();
        let wanted = out.everything();
        for write in [write_collection, write_page, write_array, write_lines] {
            let written = write(&out);
            let back = read(&written.files[0].bytes, &sample.library).expect("readable");
            assert_eq!(back.annotations, wanted, "{}", written.files[0].name);
            assert!(back.ignored.is_empty() && written.dropped.is_empty());
        }
    }

    #[test]
    fn containers_have_the_published_shape() {
        let sample = sample();
        let parse = |written: Written| -> Value {
            serde_json::from_slice(&written.files[0].bytes).expect("JSON")
        };
        let collection = parse(write_collection(&sample.outgoing()));
        assert_eq!(shape::COLLECTION.faults(&collection), Vec::<String>::new());
        assert_eq!(collection["@context"], CONTEXT);
        assert_eq!(collection["type"], "AnnotationCollection");
        assert_eq!(collection["total"], 6);
        assert_eq!(collection["first"]["items"].as_array().map(Vec::len), Some(6));
        let page = parse(write_page(&sample.outgoing()));
        assert_eq!((&page["type"], &page["startIndex"]), (&json!("AnnotationPage"), &json!(0)));
        // A position counts code points: the fire emoji before it is one of them.
        let target = &collection["first"]["items"][0]["target"][0];
        assert_eq!(
            target["selector"][1],
            json!({"type": "TextPositionSelector", "start": 20, "end": 67})
        );
    }

    #[test]
    fn relations_by_reference_get_the_targets_of_what_they_name() {
        let file = json!([
            {"id": "#a", "type": "Annotation", "body": [], "target": {"source": "https://one.example.org", "selector": [{"type": "TextQuoteSelector", "exact": "nine"}]}},
            {"id": "#b", "type": "Annotation", "body": [], "target": {"source": "https://two.example.org", "selector": [{"type": "TextQuoteSelector", "exact": "eleven"}]}},
            {"id": "#r", "type": "Annotation", "motivation": "linking", "body": [{"type": "TextualBody", "purpose": "tagging", "value": "differs"}], "target": [{"id": "#a"}, {"id": "#b"}]},
            {"id": "#s", "type": "Annotation", "motivation": "linking", "target": [{"id": "#a"}, {"id": "#zz"}]},
        ]);
        let read = read(file.to_string().as_bytes(), &Library::new()).expect("readable");
        let exact: Vec<_> = read.annotations[2].targets.iter().filter_map(Target::exact).collect();
        assert_eq!(exact, ["nine", "eleven"]);
        assert_eq!(read.annotations[2].unknown[0].json, "[\"#a\",\"#b\"]");
        assert_eq!(read.ignored, ["#s points at #zz, which is not in the file"]);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert!(read(b"\xff\xfe{", &Library::new()).is_err());
        assert!(read(b"no json here", &Library::new()).is_err());
    }
}
