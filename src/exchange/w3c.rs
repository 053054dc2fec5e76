//! The W3C Web Annotation form of an annotation: JSON-LD in and out.
//!
//! What is written follows one shape (quote and position both, flat in an array; core motivation
//! first, ours second; two targets marked `rsh:together`). What is read is every legal variant: one
//! object or an array wherever the standard allows both, plain IRIs, `bodyValue`, absent
//! motivations. Members that are not known here are kept as JSON text and written back.
//!
//! Positions are Unicode code points, as the standard says; the model holds them in that unit too.

mod bundle;
pub(crate) mod own;
mod read;

pub use bundle::{collection, read_all};

use crate::annotation::{
    Annotation, Body, Creator, Motivation, Purpose, Selector, Status, Target, Unknown,
};
use serde_json::{Map, Value, json};

/// The standard's own context.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What the prefix `rsh` stands for.
pub const NAMESPACE: &str = "urn:rashomon:ns#";

/// Why JSON is not an annotation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnAnnotation(pub String);

/// Core motivations and the two of ours, with the words that stand for them.
const MOTIVATIONS: [(Motivation, &str); 8] = [
    (Motivation::Commenting, "commenting"),
    (Motivation::Highlighting, "highlighting"),
    (Motivation::Tagging, "tagging"),
    (Motivation::Assessing, "assessing"),
    (Motivation::Bookmarking, "bookmarking"),
    (Motivation::Linking, "linking"),
    (Motivation::Contradicting, "rsh:contradicting"),
    (Motivation::Corroborating, "rsh:corroborating"),
];

/// Purposes of bodies, with the words that stand for them.
const PURPOSES: [(Purpose, &str); 5] = [
    (Purpose::Commenting, "commenting"),
    (Purpose::Tagging, "tagging"),
    (Purpose::Classifying, "classifying"),
    (Purpose::Describing, "describing"),
    (Purpose::Assessing, "assessing"),
];

/// Returns the W3C form of an annotation.
#[must_use]
pub fn to_json(annotation: &Annotation) -> Value {
    let mut out = Members::over(&annotation.unknown);
    let kind = if annotation.is_contradiction() {
        Some("rsh:Contradiction")
    } else if annotation.is_corroboration() {
        Some("rsh:Corroboration")
    } else {
        None
    };
    out.put("@context", || json!([CONTEXT, { "rsh": NAMESPACE }]));
    out.put("id", || json!(annotation.id.as_str()));
    out.put("type", || match kind {
        Some(kind) => json!(["Annotation", kind]),
        None => json!("Annotation"),
    });
    if !annotation.motivations.is_empty() {
        out.put("motivation", || one_or_many(annotation.motivations.iter().map(motivation)));
    }
    match &annotation.creator {
        Creator::Other(json) if json.is_empty() => {}
        creator => out.put("creator", || creator_json(creator)),
    }
    if !annotation.created.is_empty() {
        out.put("created", || json!(annotation.created));
    }
    if let Some(modified) = &annotation.modified {
        out.put("modified", || json!(modified));
    }
    if !annotation.bodies.is_empty() {
        out.put("body", || Value::Array(annotation.bodies.iter().map(body_json).collect()));
    }
    out.put("target", || one_or_many(annotation.targets.iter().map(target_json)));
    if kind.is_some() {
        out.put("rsh:together", || json!(true));
    }
    if kind.is_some() || annotation.status != Status::default() {
        out.put("rsh:status", || json!(status_word(annotation.status)));
    }
    match &annotation.creator {
        Creator::Rule(name) => out.put("rsh:origin", || json!(format!("rule:{name}"))),
        Creator::Judge(name) => out.put("rsh:origin", || json!(format!("judge:{name}"))),
        _ => {}
    }
    if let Some(confidence) = annotation.confidence {
        out.put("rsh:confidence", || json!(confidence));
    }
    out.finish()
}

/// Reads one annotation from its W3C form, keeping what it does not know.
///
/// An annotation without an id gets one that follows from its content, so that reading it twice
/// gives the same annotation.
///
/// # Errors
/// When the value is no object with a target.
pub fn from_json(value: &Value) -> Result<Annotation, NotAnAnnotation> {
    read::finish(serde::Deserialize::deserialize(value).map_err(not_one)?)
}

/// Reads one annotation from the JSON text of its W3C form: as [`from_json`], quicker.
///
/// # Errors
/// When the text is no JSON, or no object with a target.
pub fn from_str(text: &str) -> Result<Annotation, NotAnAnnotation> {
    read::finish(serde_json::from_str(text).map_err(not_one)?)
}

/// An annotation as it is read out of a larger JSON document, such as a record of the journal.
#[derive(Debug)]
pub struct Embedded(
    /// The annotation, or why it is none.
    pub Result<Annotation, NotAnAnnotation>,
);

impl<'de> serde::Deserialize<'de> for Embedded {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(read::finish(serde::Deserialize::deserialize(deserializer)?)))
    }
}

/// Returns the name to show for a creator.
///
/// ```
/// use rashomon::{annotation::Creator, exchange::w3c::creator_name};
/// assert_eq!(creator_name(&Creator::Person("Ada".into())), "Ada");
/// assert_eq!(creator_name(&Creator::Other(r#"{"id":"acct:b@x","name":"Bo"}"#.into())), "Bo");
/// ```
#[must_use]
pub fn creator_name(creator: &Creator) -> String {
    match creator {
        Creator::Person(name) | Creator::Rule(name) | Creator::Judge(name) => name.clone(),
        Creator::Other(json) => {
            let value: Value = serde_json::from_str(json).unwrap_or_default();
            let first = value.get(0).unwrap_or(&value);
            let named = ["name", "nickname", "id"].iter().find_map(|m| first.get(m)?.as_str());
            named.or(first.as_str()).unwrap_or_default().to_owned()
        }
    }
}

/// Returns the word for a motivation, as it stands in files.
#[must_use]
pub fn motivation_word(motivation: &Motivation) -> String {
    match motivation {
        Motivation::Other(word) => word.clone(),
        known => word_of(&MOTIVATIONS, known).to_owned(),
    }
}

/// Returns the motivation for a word.
#[must_use]
pub fn motivation_of_word(word: &str) -> Motivation {
    let known = MOTIVATIONS.iter().find(|(_, known)| *known == word);
    known.map_or_else(|| Motivation::Other(word.to_owned()), |(motivation, _)| motivation.clone())
}

/// Gives an annotation without an identity one that follows from its content.
#[must_use]
pub fn named_by_content(mut annotation: Annotation) -> Annotation {
    annotation.id = read::id_of_content(&annotation);
    annotation
}

fn not_one(error: serde_json::Error) -> NotAnAnnotation {
    NotAnAnnotation(error.to_string())
}

/// The members of an object being written; a member kept from reading takes the place of ours.
struct Members<'a> {
    kept: &'a [Unknown],
    map: Map<String, Value>,
}

impl<'a> Members<'a> {
    fn over(kept: &'a [Unknown]) -> Self {
        Self { kept, map: Map::new() }
    }

    fn kept(&self, name: &str) -> bool {
        self.kept.iter().any(|member| member.name == name)
    }

    fn put(&mut self, name: &str, value: impl FnOnce() -> Value) {
        if !self.kept(name) {
            self.map.insert(name.to_owned(), value());
        }
    }

    fn finish(mut self) -> Value {
        for member in self.kept {
            self.map.insert(member.name.clone(), raw(&member.json));
        }
        Value::Object(self.map)
    }
}

/// Returns kept JSON text as a value; text that is no JSON after all becomes a string, not an error.
fn raw(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_else(|_| Value::String(json.to_owned()))
}

fn one_or_many(values: impl ExactSizeIterator<Item = Value>) -> Value {
    let mut values: Vec<_> = values.collect();
    match values.len() {
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}

fn motivation(motivation: &Motivation) -> Value {
    match motivation {
        Motivation::Other(word) => raw_or_word(word),
        known => json!(word_of(&MOTIVATIONS, known)),
    }
}

fn purpose_word(purpose: &Purpose) -> &str {
    match purpose {
        Purpose::Other(word) => word,
        known => word_of(&PURPOSES, known),
    }
}

/// Returns the word for a status.
fn status_word(status: Status) -> &'static str {
    word_of(&Status::ALL, &status)
}

fn word_of<'t, T: PartialEq>(table: &[(T, &'t str)], value: &T) -> &'t str {
    table.iter().find(|(known, _)| known == value).map_or("", |(_, word)| word)
}

/// A word as found: most are plain, some were JSON objects.
fn raw_or_word(word: &str) -> Value {
    if word.starts_with(['{', '[']) { raw(word) } else { json!(word) }
}

fn creator_json(creator: &Creator) -> Value {
    match creator {
        Creator::Person(name) => json!({ "type": "Person", "name": name }),
        Creator::Rule(name) => {
            json!({ "id": format!("urn:rashomon:rule:{name}"), "type": "Software", "name": name })
        }
        Creator::Judge(name) => {
            json!({ "id": format!("urn:rashomon:judge:{name}"), "type": "Software", "name": name })
        }
        Creator::Other(json) => raw(json),
    }
}

fn body_json(body: &Body) -> Value {
    if let [only] = body.unknown.as_slice()
        && only.name == "id"
        && body.value.is_empty()
        && body.purpose == Purpose::Other(String::new())
    {
        return raw(&only.json);
    }
    let mut out = Members::over(&body.unknown);
    let textual = !out.kept("type");
    out.put("type", || json!("TextualBody"));
    if textual || !body.value.is_empty() {
        out.put("value", || json!(body.value));
    }
    if let Some(format) = &body.format {
        out.put("format", || json!(format));
    }
    if body.purpose != Purpose::Other(String::new()) {
        out.put("purpose", || json!(purpose_word(&body.purpose)));
    }
    out.finish()
}

fn target_json(target: &Target) -> Value {
    let plain = target.selectors.is_empty() && target.sha256.is_empty();
    if plain && target.unknown.is_empty() {
        return json!(target.source);
    }
    let mut out = Members::over(&target.unknown);
    if plain && out.kept("id") && read::is_resource(target) {
        return out.finish();
    }
    out.put("type", || json!("SpecificResource"));
    out.put("source", || json!(target.source));
    if !target.sha256.is_empty() {
        if out.kept("state") {
            out.put("rsh:sha256", || json!(target.sha256));
        } else {
            out.put("state", || {
                let cached = format!("sources/{}.txt", target.sha256);
                json!({ "type": "TimeState", "cached": cached })
            });
        }
    }
    if !target.selectors.is_empty() {
        out.put("selector", || Value::Array(selectors_json(&target.selectors)));
    }
    out.finish()
}

/// Writes selectors; one that was read out of a richer one is left out, because that one is written.
fn selectors_json(selectors: &[Selector]) -> Vec<Value> {
    let rich: Vec<_> = selectors
        .iter()
        .filter_map(|s| match s {
            Selector::Other(json) => Some(read::inside(&raw(json))),
            _ => None,
        })
        .flatten()
        .collect();
    let written = selectors.iter().filter(|s| !rich.contains(s));
    written.map(selector_json).collect()
}

fn selector_json(selector: &Selector) -> Value {
    match selector {
        Selector::TextQuote { exact, prefix, suffix } => {
            let mut map = Map::new();
            map.insert("type".to_owned(), json!("TextQuoteSelector"));
            map.insert("exact".to_owned(), json!(exact));
            for (name, context) in [("prefix", prefix), ("suffix", suffix)] {
                if !context.is_empty() {
                    map.insert(name.to_owned(), json!(context));
                }
            }
            Value::Object(map)
        }
        Selector::TextPosition { start, end } => {
            json!({ "type": "TextPositionSelector", "start": start, "end": end })
        }
        Selector::Other(json) => raw(json),
    }
}

#[cfg(test)]
mod tests;
