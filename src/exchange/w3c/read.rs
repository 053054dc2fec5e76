//! Reading the W3C form: visitors that take every legal variant in one pass, without a tree in between.
//!
//! A hundred thousand records are read at start, which is why this is not a walk over `Value`.

use super::{MOTIVATIONS, NotAnAnnotation, PURPOSES};
use crate::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status, Target, Unknown,
};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An annotation as read, before it is known whether anything is missing.
#[derive(Debug, Default)]
pub(super) struct Read {
    id: Option<String>,
    motivations: Vec<Motivation>,
    bodies: Vec<Body>,
    targets: Option<Vec<Target>>,
    creator: Option<Creator>,
    created: String,
    modified: Option<String>,
    status: Option<Status>,
    origin: Option<String>,
    together: bool,
    confidence: Option<f64>,
    kinds: Vec<String>,
    unknown: Vec<Unknown>,
}

/// Checks what was read and settles what one member says about another.
pub(super) fn finish(mut read: Read) -> Result<Annotation, NotAnAnnotation> {
    let Some(targets) = read.targets.take() else {
        return Err(NotAnAnnotation("it has no target".to_owned()));
    };
    let creator = match (&read.origin, read.creator.take()) {
        (Some(origin), creator) => match origin.split_once(':') {
            Some(("rule", name)) => Creator::Rule(name.to_owned()),
            Some(("judge", name)) => Creator::Judge(name.to_owned()),
            _ => {
                read.unknown.push(kept("rsh:origin", &Value::from(origin.as_str())));
                creator.unwrap_or(Creator::Other(String::new()))
            }
        },
        (None, creator) => creator.unwrap_or(Creator::Other(String::new())),
    };
    let default_purpose = match read.motivations.first() {
        Some(Motivation::Tagging) => Purpose::Tagging,
        _ => Purpose::Commenting,
    };
    for body in &mut read.bodies {
        let textual = !body.unknown.iter().any(|m| m.name == "type" || m.name == "id");
        if textual && body.purpose == Purpose::Other(String::new()) {
            body.purpose = default_purpose.clone();
        }
    }
    let mut annotation = Annotation {
        id: Id::new(read.id.unwrap_or_default()),
        motivations: read.motivations,
        bodies: read.bodies,
        targets,
        creator,
        created: read.created,
        modified: read.modified,
        status: read.status.unwrap_or_default(),
        confidence: read.confidence,
        unknown: read.unknown,
    };
    let pair = annotation.is_contradiction() || annotation.is_corroboration();
    if read.together && !pair {
        annotation.unknown.push(kept("rsh:together", &Value::Bool(true)));
    }
    let said = |kind: &String| match kind.as_str() {
        "Annotation" => true,
        "rsh:Contradiction" => annotation.is_contradiction(),
        "rsh:Corroboration" => annotation.is_corroboration() && !annotation.is_contradiction(),
        _ => false,
    };
    if !read.kinds.iter().all(said) {
        annotation.unknown.push(kept("type", &Value::from(read.kinds)));
    }
    if annotation.id.0.is_empty() {
        annotation.id = id_of_content(&annotation);
    }
    Ok(annotation)
}

/// Returns an id that follows from what the annotation says: a version 8 UUID of its SHA-256.
pub(super) fn id_of_content(annotation: &Annotation) -> Id {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(super::to_json(annotation).to_string());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    Id::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Tells whether a target without selectors was a resource of its own rather than a part of one.
pub(super) fn is_resource(target: &Target) -> bool {
    // Of two members of one name the last is the one that is written.
    let id = target.unknown.iter().rfind(|m| m.name == "id");
    id.is_some_and(|id| serde_json::from_str::<String>(&id.json).is_ok_and(|i| i == target.source))
}

/// Returns the quote and position that can be read out of a selector that says more than they do.
pub(super) fn inside(selector: &Value) -> Vec<Selector> {
    let mut found = Vec::new();
    let (mut at, mut refined) = (Some(selector), false);
    while let Some(value) = at {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| value.get(name)?.as_u64().and_then(|n| usize::try_from(n).ok());
        match value.get("type").and_then(Value::as_str) {
            Some("TextQuoteSelector") => {
                if let Some(exact) = text("exact") {
                    let prefix = text("prefix").unwrap_or_default();
                    let suffix = text("suffix").unwrap_or_default();
                    found.push(Selector::TextQuote { exact, prefix, suffix });
                }
            }
            // A position that refines another selector counts from there: of no use here.
            Some("TextPositionSelector") if !refined => {
                if let (Some(start), Some(end)) = (number("start"), number("end")) {
                    found.push(Selector::TextPosition { start, end });
                }
            }
            _ => {}
        }
        at = value.get("refinedBy");
        refined = true;
    }
    found
}

fn kept(name: &str, value: &Value) -> Unknown {
    Unknown { name: name.to_owned(), json: value.to_string() }
}

/// A member's name, borrowed from the input when it can be.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a member")
            }
            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        deserializer.deserialize_str(Names)
    }
}

/// What can stand where the standard allows an object, a string, or an array of either.
trait Part: Sized {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
    fn from_text(text: &str) -> Self;
    fn from_value(value: Value) -> Self;
}

struct One<T>(T);
struct Many<T>(Vec<T>);

impl<'de, T: Part> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Single(PhantomData)).map(Self)
    }
}

impl<'de, T: Part> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Several(PhantomData)).map(Self)
    }
}

/// Visits one part; an array is kept as a value.
struct Single<T>(PhantomData<T>);

impl<'de, T: Part> Visitor<'de> for Single<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(text))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        Value::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(T::from_value)
    }
    fn visit_bool<E>(self, v: bool) -> Result<T, E> {
        Ok(T::from_value(v.into()))
    }
    fn visit_i64<E>(self, v: i64) -> Result<T, E> {
        Ok(T::from_value(v.into()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<T, E> {
        Ok(T::from_value(v.into()))
    }
    fn visit_f64<E>(self, v: f64) -> Result<T, E> {
        Ok(T::from_value(v.into()))
    }
    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::from_value(Value::Null))
    }
}

/// Visits one part or an array of them.
struct Several<T>(PhantomData<T>);

impl<'de, T: Part> Visitor<'de> for Several<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, a string or an array")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut parts = Vec::new();
        while let Some(One(part)) = seq.next_element()? {
            parts.push(part);
        }
        // Kept for as long as the annotation: a hundred thousand spare places are many megabytes.
        parts.shrink_to_fit();
        Ok(parts)
    }
    fn visit_str<E>(self, text: &str) -> Result<Vec<T>, E> {
        Ok(vec![T::from_text(text)])
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
        Ok(vec![T::from_map(map)?])
    }
    fn visit_bool<E>(self, v: bool) -> Result<Vec<T>, E> {
        Ok(vec![T::from_value(v.into())])
    }
    fn visit_i64<E>(self, v: i64) -> Result<Vec<T>, E> {
        Ok(vec![T::from_value(v.into())])
    }
    fn visit_u64<E>(self, v: u64) -> Result<Vec<T>, E> {
        Ok(vec![T::from_value(v.into())])
    }
    fn visit_f64<E>(self, v: f64) -> Result<Vec<T>, E> {
        Ok(vec![T::from_value(v.into())])
    }
    fn visit_unit<E>(self) -> Result<Vec<T>, E> {
        Ok(vec![T::from_value(Value::Null)])
    }
}

/// A plain string, or whatever else stood there.
enum Text {
    Plain(String),
    Json(Value),
}

impl Part for Text {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        Value::deserialize(de::value::MapAccessDeserializer::new(map)).map(Self::Json)
    }
    fn from_text(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
    fn from_value(value: Value) -> Self {
        Self::Json(value)
    }
}

impl Text {
    /// Returns the string, or keeps what stood there instead under `name`.
    fn or_keep(self, name: &str, unknown: &mut Vec<Unknown>) -> Option<String> {
        match self {
            Self::Plain(text) => Some(text),
            Self::Json(value) => {
                unknown.push(kept(name, &value));
                None
            }
        }
    }
}

/// What is kept of a member is how this program writes it, whatever blanks, escapes and forms of
/// numbers it was found with: what is read back must be what was written.
fn kept_raw(name: &str, raw: &RawValue) -> Unknown {
    match serde_json::from_str::<Value>(raw.get()) {
        Ok(value) => kept(name, &value),
        Err(_) => Unknown { name: name.to_owned(), json: raw.get().to_owned() },
    }
}

/// Keeps a member that is not known.
fn keep<'de, A: MapAccess<'de>>(
    name: Name<'de>,
    map: &mut A,
    unknown: &mut Vec<Unknown>,
) -> Result<(), A::Error> {
    let json: Box<RawValue> = map.next_value()?;
    unknown.push(kept_raw(&name.0, &json));
    Ok(())
}

fn word<'t>(text: &'t str, prefixes: &[&str]) -> &'t str {
    prefixes.iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text)
}

const OA: [&str; 2] = ["oa:", "http://www.w3.org/ns/oa#"];

impl Part for Motivation {
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        let value = Value::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Self::Other(value.to_string()))
    }
    fn from_text(text: &str) -> Self {
        let plain = word(text, &OA);
        let ours = text.strip_prefix(super::NAMESPACE);
        let known = MOTIVATIONS.iter().find(|(_, w)| {
            *w == plain || ours.is_some_and(|ours| w.strip_prefix("rsh:") == Some(ours))
        });
        known.map_or_else(|| Self::Other(text.to_owned()), |(m, _)| m.clone())
    }
    fn from_value(value: Value) -> Self {
        Self::Other(value.to_string())
    }
}

impl Part for Body {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut body = Self {
            value: String::new(),
            purpose: Purpose::Other(String::new()),
            format: None,
            unknown: Vec::new(),
        };
        while let Some(name) = map.next_key::<Name<'de>>()? {
            let unknown = &mut body.unknown;
            match name.0.as_ref() {
                "value" => {
                    let One(text) = map.next_value::<One<Text>>()?;
                    body.value = text.or_keep("value", unknown).unwrap_or_default();
                }
                "format" => {
                    let One(text) = map.next_value::<One<Text>>()?;
                    body.format = text.or_keep("format", unknown);
                }
                "purpose" => match map.next_value::<One<Text>>()?.0 {
                    Text::Plain(text) => body.purpose = purpose(&text),
                    Text::Json(value) => {
                        let first = value.get(0).and_then(Value::as_str).unwrap_or_default();
                        body.purpose = purpose(first);
                        unknown.push(kept("purpose", &value));
                    }
                },
                "type" => match map.next_value::<One<Text>>()?.0 {
                    Text::Plain(text) if text == "TextualBody" => {}
                    Text::Plain(text) => unknown.push(kept("type", &Value::from(text))),
                    Text::Json(value) => unknown.push(kept("type", &value)),
                },
                _ => keep(name, &mut map, unknown)?,
            }
        }
        Ok(body)
    }
    /// A body that is only an address: its content is elsewhere.
    fn from_text(text: &str) -> Self {
        Self {
            value: String::new(),
            purpose: Purpose::Other(String::new()),
            format: None,
            unknown: vec![kept("id", &Value::from(text))],
        }
    }
    fn from_value(value: Value) -> Self {
        Self { unknown: vec![kept("id", &value)], ..Self::from_text("") }
    }
}

fn purpose(text: &str) -> Purpose {
    let plain = word(text, &OA);
    let known = PURPOSES.iter().find(|(_, w)| *w == plain);
    known.map_or_else(|| Purpose::Other(text.to_owned()), |(p, _)| p.clone())
}

impl Part for Target {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut target = Self::from_text("");
        let mut id = None;
        while let Some(name) = map.next_key::<Name<'de>>()? {
            let unknown = &mut target.unknown;
            match name.0.as_ref() {
                "source" => match map.next_value::<One<Text>>()?.0 {
                    Text::Plain(text) => target.source = text,
                    Text::Json(value) => {
                        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
                        target.source = id.to_owned();
                        unknown.push(kept("source", &value));
                    }
                },
                "selector" => {
                    let Many(found) = map.next_value::<Many<Found>>()?;
                    target.selectors.reserve_exact(found.len());
                    target.selectors.extend(found.into_iter().flat_map(|f| f.0));
                }
                "state" => {
                    let raw: Box<RawValue> = map.next_value()?;
                    if let Some(hash) = our_state(raw.get()) {
                        hash.clone_into(&mut target.sha256);
                        continue;
                    }
                    let state: Value =
                        serde_json::from_str(raw.get()).map_err(de::Error::custom)?;
                    let hash = cached_hash(&state);
                    if let Some(hash) = hash {
                        hash.clone_into(&mut target.sha256);
                    }
                    if hash.is_none() || state.as_object().is_none_or(|s| s.len() != 2) {
                        unknown.push(kept("state", &state));
                    }
                }
                "rsh:sha256" => {
                    let One(text) = map.next_value::<One<Text>>()?;
                    target.sha256 = text.or_keep("rsh:sha256", unknown).unwrap_or_default();
                }
                "type" => match map.next_value::<One<Text>>()?.0 {
                    Text::Plain(text) if text == "SpecificResource" => {}
                    Text::Plain(text) => unknown.push(kept("type", &Value::from(text))),
                    Text::Json(value) => unknown.push(kept("type", &value)),
                },
                "id" => {
                    let One(text) = map.next_value::<One<Text>>()?;
                    if let Some(text) = text.or_keep("id", unknown) {
                        unknown.push(kept("id", &Value::from(text.as_str())));
                        id = Some(text);
                    }
                }
                _ => keep(name, &mut map, unknown)?,
            }
        }
        if target.source.is_empty() {
            target.source = id.unwrap_or_default();
        }
        Ok(target)
    }
    fn from_text(text: &str) -> Self {
        Self {
            source: text.to_owned(),
            sha256: String::new(),
            selectors: Vec::new(),
            unknown: Vec::new(),
        }
    }
    fn from_value(value: Value) -> Self {
        Self { unknown: vec![kept("id", &value)], ..Self::from_text("") }
    }
}

/// Returns the hash out of a state in the very form that this program writes, without parsing it.
fn our_state(json: &str) -> Option<&str> {
    let rest = json.strip_prefix(r#"{"type":"TimeState","cached":"sources/"#)?;
    rest.strip_suffix(r#".txt"}"#).filter(|hash| is_hash(hash))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Returns the hash in `sources/<hash>.txt`, the name under which the exact text is kept.
fn cached_hash(state: &Value) -> Option<&str> {
    if state.get("type")?.as_str()? != "TimeState" {
        return None;
    }
    let hash = state.get("cached")?.as_str()?.strip_prefix("sources/")?.strip_suffix(".txt")?;
    is_hash(hash).then_some(hash)
}

/// What one selector of a file becomes: itself, or itself as found and what can be read out of it.
struct Found(Vec<Selector>);

impl Part for Found {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let (mut kind, mut exact) = (None, None);
        let (mut prefix, mut suffix) = (String::new(), String::new());
        let (mut start, mut end) = (None, None);
        let mut others: Vec<Unknown> = Vec::new();
        while let Some(name) = map.next_key::<Name<'de>>()? {
            let mut text = |map: &mut A| -> Result<Option<String>, A::Error> {
                let One(text) = map.next_value::<One<Text>>()?;
                Ok(text.or_keep(&name.0, &mut others))
            };
            match name.0.as_ref() {
                "type" => kind = text(&mut map)?,
                "exact" => exact = text(&mut map)?,
                "prefix" => prefix = text(&mut map)?.unwrap_or_default(),
                "suffix" => suffix = text(&mut map)?.unwrap_or_default(),
                member @ ("start" | "end") => {
                    let One(Text::Json(value)) = map.next_value::<One<Text>>()? else {
                        return Err(de::Error::custom("a position that is no number"));
                    };
                    let number = value.as_u64().and_then(|n| usize::try_from(n).ok());
                    match number {
                        Some(number) if member == "start" => start = Some(number),
                        Some(number) => end = Some(number),
                        None => others.push(kept(member, &value)),
                    }
                }
                _ => keep(name, &mut map, &mut others)?,
            }
        }
        let quote = |exact, prefix, suffix| Selector::TextQuote { exact, prefix, suffix };
        match (kind.as_deref(), exact, start, end) {
            (Some("TextQuoteSelector"), Some(exact), None, None) if others.is_empty() => {
                Ok(Self(vec![quote(exact, prefix, suffix)]))
            }
            (Some("TextPositionSelector"), None, Some(start), Some(end))
                if others.is_empty() && prefix.is_empty() && suffix.is_empty() =>
            {
                Ok(Self(vec![Selector::TextPosition { start, end }]))
            }
            (kind, exact, start, end) => {
                let mut all = serde_json::Map::new();
                let strings = [("type", kind.map(str::to_owned)), ("exact", exact)];
                let contexts = [("prefix", prefix), ("suffix", suffix)];
                let contexts = contexts.map(|(n, c)| (n, Some(c).filter(|c| !c.is_empty())));
                for (name, text) in strings.into_iter().chain(contexts) {
                    if let Some(text) = text {
                        all.insert(name.to_owned(), Value::from(text));
                    }
                }
                for (name, number) in [("start", start), ("end", end)] {
                    if let Some(number) = number {
                        all.insert(name.to_owned(), Value::from(number));
                    }
                }
                for other in others {
                    all.insert(other.name, super::raw(&other.json));
                }
                Ok(Self::from_value(Value::Object(all)))
            }
        }
    }
    fn from_text(text: &str) -> Self {
        Self::from_value(Value::from(text))
    }
    fn from_value(value: Value) -> Self {
        let mut found = inside(&value);
        found.push(Selector::Other(value.to_string()));
        Self(found)
    }
}

impl Part for Creator {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut members: Vec<(Name<'de>, Text)> = Vec::with_capacity(3);
        while let Some(name) = map.next_key()? {
            let One(text) = map.next_value()?;
            members.push((name, text));
        }
        if let [(first, Text::Plain(kind)), (second, Text::Plain(_))] = members.as_slice()
            && (&*first.0, kind.as_str(), &*second.0) == ("type", "Person", "name")
            && let Some((_, Text::Plain(name))) = members.pop()
        {
            return Ok(Self::Person(name));
        }
        let member = |(name, text): (Name<'de>, Text)| {
            let value = match text {
                Text::Plain(text) => Value::from(text),
                Text::Json(value) => value,
            };
            (name.0.into_owned(), value)
        };
        Ok(Self::from_value(Value::Object(members.into_iter().map(member).collect())))
    }
    fn from_text(text: &str) -> Self {
        Self::Other(Value::from(text).to_string())
    }
    fn from_value(value: Value) -> Self {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let members = value.as_object().map_or(0, serde_json::Map::len);
        match (text("type"), text("name"), text("id")) {
            (Some("Person"), Some(name), None) if members == 2 => Self::Person(name.to_owned()),
            (Some("Software"), Some(name), Some(id)) if members == 3 => {
                match id.strip_prefix("urn:rashomon:").and_then(|id| id.split_once(':')) {
                    Some(("rule", rule)) if rule == name => Self::Rule(name.to_owned()),
                    Some(("judge", judge)) if judge == name => Self::Judge(name.to_owned()),
                    _ => Self::Other(value.to_string()),
                }
            }
            _ => Self::Other(value.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Annotations)
    }
}

struct Annotations;

impl<'de> Visitor<'de> for Annotations {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an annotation, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        let mut read = Read::default();
        while let Some(name) = map.next_key::<Name<'de>>()? {
            let unknown = &mut read.unknown;
            let mut text = |map: &mut A| -> Result<Option<String>, A::Error> {
                let One(text) = map.next_value::<One<Text>>()?;
                Ok(text.or_keep(&name.0, unknown))
            };
            match name.0.as_ref() {
                "@context" => {
                    let raw: Box<RawValue> = map.next_value()?;
                    if !is_our_context(raw.get()) {
                        unknown.push(kept_raw("@context", &raw));
                    }
                }
                "id" => read.id = text(&mut map)?,
                "created" => read.created = text(&mut map)?.unwrap_or_default(),
                "modified" => read.modified = text(&mut map)?,
                "type" => {
                    let Many(kinds) = map.next_value::<Many<Text>>()?;
                    read.kinds = kinds
                        .into_iter()
                        .map(|kind| match kind {
                            Text::Plain(kind) => kind,
                            Text::Json(value) => value.to_string(),
                        })
                        .collect();
                }
                "motivation" => read.motivations = map.next_value::<Many<Motivation>>()?.0,
                "body" if read.bodies.is_empty() => {
                    read.bodies = map.next_value::<Many<Body>>()?.0;
                }
                "body" => read.bodies.append(&mut map.next_value::<Many<Body>>()?.0),
                "bodyValue" => {
                    if let Some(value) = text(&mut map)? {
                        let purpose = Purpose::Other(String::new());
                        read.bodies.push(Body { value, purpose, format: None, unknown: vec![] });
                    }
                }
                "target" => read.targets = Some(map.next_value::<Many<Target>>()?.0),
                "creator" => read.creator = Some(map.next_value::<One<Creator>>()?.0),
                "rsh:together" => match map.next_value::<Value>()? {
                    Value::Bool(true) => read.together = true,
                    other => unknown.push(kept("rsh:together", &other)),
                },
                "rsh:status" => {
                    if let Some(word) = text(&mut map)? {
                        read.status = Status::ALL.iter().find(|(_, w)| *w == word).map(|s| s.0);
                        if read.status.is_none() {
                            read.unknown.push(kept("rsh:status", &Value::from(word)));
                        }
                    }
                }
                "rsh:origin" => read.origin = text(&mut map)?,
                "rsh:confidence" => match map.next_value::<Value>()? {
                    Value::Number(number) => read.confidence = number.as_f64(),
                    other => unknown.push(kept("rsh:confidence", &other)),
                },
                _ => keep(name, &mut map, unknown)?,
            }
        }
        Ok(read)
    }
}

/// Tells whether a context is the standard's, alone or with our prefix: written anyway.
fn is_our_context(json: &str) -> bool {
    // The form that this program writes, compared before anything is parsed.
    if json == r#"["http://www.w3.org/ns/anno.jsonld",{"rsh":"urn:rashomon:ns#"}]"# {
        return true;
    }
    let ours = |value: &Value| {
        value.as_str() == Some(super::CONTEXT)
            || value.as_object().is_some_and(|map| {
                map.len() == 1 && map.get("rsh").and_then(Value::as_str) == Some(super::NAMESPACE)
            })
    };
    serde_json::from_str::<Value>(json).is_ok_and(|value| match &value {
        Value::Array(parts) => parts.iter().all(ours),
        one => ours(one),
    })
}
