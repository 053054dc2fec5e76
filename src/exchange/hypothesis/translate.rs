//! One annotation of ours to one of theirs for each target, and back.

use super::text as words;
use crate::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status, Target, Unknown,
};
use crate::article::{Article, Library};
use crate::exchange::w3c;
use crate::text::offset::{Index, Unit, from_byte, to_byte};
use serde_json::{Map, Value, json};

/// The member that keeps what Hypothesis says and the model has no place for.
const KEPT: &str = "rsh:hypothesis";
/// A position in UTF-16 units of a text that is not open here: kept, never mistaken for code points.
const FOREIGN_POSITION: &str = "rsh:Utf16PositionSelector";
/// Where Hypothesis shows an annotation, before its id.
const HOME: &str = "https://hypothes.is/a/";

/// An open article, ready to convert many positions.
pub(super) struct Text<'a> {
    article: &'a Article,
    points: Index<'a>,
    units: Index<'a>,
}

impl<'a> Text<'a> {
    /// Walks the text of an article once for each unit.
    pub(super) fn new(article: &'a Article) -> Self {
        let index = |unit| Index::new(&article.text, unit);
        Self { article, points: index(Unit::CodePoint), units: index(Unit::Utf16) }
    }
}

/// Returns the form of an annotation for its target at `at`.
pub(super) fn item(annotation: &Annotation, at: usize, text: Option<&Text<'_>>) -> Value {
    let target = &annotation.targets[at];
    let mut item = Map::new();
    let id = annotation.id.0.trim_start_matches(HOME).trim_start_matches("urn:uuid:");
    let id = if at == 0 { id.to_owned() } else { format!("{id}#{}", at + 1) };
    item.insert("id".to_owned(), json!(id));
    item.insert("created".to_owned(), json!(annotation.created));
    let updated = annotation.modified.as_ref().unwrap_or(&annotation.created);
    item.insert("updated".to_owned(), json!(updated));
    item.insert("user".to_owned(), json!(super::USER));
    let name = w3c::creator_name(&annotation.creator);
    item.insert("user_info".to_owned(), json!({ "display_name": name }));
    item.insert("uri".to_owned(), json!(target.source));
    item.insert("group".to_owned(), json!("__world__"));
    item.insert("references".to_owned(), json!([]));
    item.insert(
        "permissions".to_owned(),
        json!({
            "read": [super::USER], "update": [super::USER], "delete": [super::USER],
        }),
    );
    item.insert("hidden".to_owned(), json!(false));
    item.insert("flagged".to_owned(), json!(false));
    let title: Vec<_> = text.and_then(|t| t.article.title.as_ref()).into_iter().collect();
    item.insert("document".to_owned(), json!({ "title": title }));
    item.insert("links".to_owned(), json!({}));
    // What came from Hypothesis goes back as it came.
    let foreign = annotation.unknown.iter().find(|u| u.name == KEPT);
    if let Some(Value::Object(kept)) = foreign.and_then(|u| serde_json::from_str(&u.json).ok()) {
        item.extend(kept);
    }
    if foreign.is_some() {
        let comments: Vec<_> = annotation.comments().collect();
        item.insert("text".to_owned(), json!(comments.join("\n\n")));
        item.insert("tags".to_owned(), json!(annotation.tags().collect::<Vec<_>>()));
    } else {
        let above = words::above(annotation, at);
        let space = if above.is_empty() { "" } else { "\n\n" };
        item.insert(
            "text".to_owned(),
            json!(format!("{above}{space}{}", words::fence(annotation))),
        );
        item.insert("tags".to_owned(), json!(words::tags(annotation)));
    }
    let mut place = Map::new();
    place.insert("source".to_owned(), json!(target.source));
    let selectors: Vec<_> =
        target.selectors.iter().filter_map(|s| selector_json(s, text)).collect();
    if !selectors.is_empty() {
        place.insert("selector".to_owned(), json!(selectors));
    }
    item.insert("target".to_owned(), json!([place]));
    Value::Object(item)
}

fn selector_json(selector: &Selector, text: Option<&Text<'_>>) -> Option<Value> {
    match selector {
        Selector::TextQuote { exact, prefix, suffix } => Some(json!({
            "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix,
        })),
        Selector::TextPosition { start, end } => {
            let text = text?;
            let unit = |points| Some(text.units.units(text.points.byte(points)?));
            Some(json!({
                "type": "TextPositionSelector", "start": unit(*start)?, "end": unit(*end)?,
            }))
        }
        Selector::Other(json) => {
            let mut value: Value = serde_json::from_str(json).ok()?;
            if value["type"] == FOREIGN_POSITION {
                value["type"] = json!("TextPositionSelector");
            }
            Some(value)
        }
    }
}

/// Reads one annotation; `None` when it says neither where nor about what.
pub(super) fn annotation(item: &Value, library: &Library) -> Option<Annotation> {
    let said = item["text"].as_str().unwrap_or_default();
    let tags: Vec<&str> =
        item["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match words::split(said) {
        Some((above, ours)) => Some(edited(ours, above, &tags)),
        None => foreign(item, said, &tags, library),
    }
}

/// Applies what was changed in Hypothesis: the text above the fence, and the tags.
fn edited(mut annotation: Annotation, above: &str, tags: &[&str]) -> Annotation {
    let places = 0..annotation.targets.len().max(1);
    let untouched = places.clone().any(|at| words::above(&annotation, at).trim_end() == above);
    if !untouched {
        let mut note = above;
        for at in places {
            let about = words::about(&annotation, at);
            if let Some(rest) = above.strip_suffix(about.as_str()).filter(|_| !about.is_empty()) {
                note = rest.trim_end();
                break;
            }
        }
        annotation.bodies.retain(|body| body.purpose != Purpose::Commenting);
        if !note.is_empty() {
            annotation.bodies.push(body(note, Purpose::Commenting));
        }
    }
    if words::tags(&annotation) != tags {
        let made = ["claim:", "pair:", "contradicts", "corroborates"];
        let own =
            tags.iter().filter(|t| **t != "rashomon" && !made.iter().any(|m| t.starts_with(m)));
        annotation.bodies.retain(|body| body.purpose != Purpose::Tagging);
        annotation.bodies.extend(own.map(|tag| body(tag, Purpose::Tagging)));
    }
    annotation
}

fn body(value: &str, purpose: Purpose) -> Body {
    Body { value: value.to_owned(), purpose, format: None, unknown: Vec::new() }
}

fn foreign(item: &Value, words: &str, tags: &[&str], library: &Library) -> Option<Annotation> {
    let object = item.as_object()?;
    let uri = item["uri"].as_str();
    let listed = item["target"].as_array().into_iter().flatten();
    let mut targets: Vec<Target> =
        listed.filter_map(|t| target(t, t["source"].as_str().or(uri)?, library)).collect();
    if targets.is_empty() {
        targets.push(target(&Value::Null, uri?, library)?);
    }
    let mut bodies = Vec::new();
    if !words.is_empty() {
        let format = Some("text/markdown".to_owned());
        bodies.push(Body { format, ..body(words, Purpose::Commenting) });
    }
    bodies.extend(tags.iter().map(|tag| body(tag, Purpose::Tagging)));
    let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let known = ["id", "created", "text", "tags", "target"];
    let rest: Map<String, Value> = object
        .iter()
        .filter(|(name, _)| !known.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let motivation =
        if words.is_empty() { Motivation::Highlighting } else { Motivation::Commenting };
    let annotation = Annotation {
        id: Id::new(item["id"].as_str().map(|id| format!("{HOME}{id}")).unwrap_or_default()),
        motivations: vec![motivation],
        bodies,
        targets,
        creator: Creator::Person(author(item)),
        created: text("created"),
        modified: Some(text("updated")).filter(|u| !u.is_empty() && *u != text("created")),
        status: Status::Accepted,
        confidence: None,
        unknown: vec![Unknown { name: KEPT.to_owned(), json: Value::Object(rest).to_string() }],
    };
    Some(if annotation.id.0.is_empty() { w3c::named_by_content(annotation) } else { annotation })
}

/// Returns the name a user goes by: the one shown, else the account's.
fn author(item: &Value) -> String {
    let shown = item["user_info"]["display_name"].as_str().filter(|name| !name.is_empty());
    let account = item["user"].as_str().unwrap_or_default();
    let account = account.trim_start_matches("acct:").split('@').next().unwrap_or_default();
    shown.unwrap_or(account).to_owned()
}

fn target(target: &Value, source: &str, library: &Library) -> Option<Target> {
    let article = library.articles().iter().find(|a| a.source.url.as_deref() == Some(source));
    let list = target["selector"].as_array().map(Vec::as_slice).unwrap_or_default();
    let exact = list.iter().find_map(|s| s["exact"].as_str());
    let mut selectors = Vec::new();
    let mut anchored = false;
    for value in list {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        selectors.push(match value["type"].as_str()? {
            "TextQuoteSelector" => Selector::TextQuote {
                exact: text("exact"),
                prefix: text("prefix"),
                suffix: text("suffix"),
            },
            "TextPositionSelector" => {
                let placed = article.and_then(|a| position(value, exact?, a));
                anchored |= placed.is_some();
                placed.unwrap_or_else(|| {
                    let mut kept = value.clone();
                    kept["type"] = json!(FOREIGN_POSITION);
                    Selector::Other(kept.to_string())
                })
            }
            _ => Selector::Other(value.to_string()),
        });
    }
    let sha256 = article.filter(|_| anchored).map(|a| a.source.sha256.clone()).unwrap_or_default();
    Some(Target { source: source.to_owned(), sha256, selectors, unknown: Vec::new() })
}

/// Returns a position in code points when the same words stand there in our text, too: theirs
/// counts the page as a browser sees it, which is seldom what we read.
fn position(value: &Value, exact: &str, article: &Article) -> Option<Selector> {
    let units = |name: &str| usize::try_from(value[name].as_u64()?).ok();
    let text = &article.text;
    let start = to_byte(text, units("start")?, Unit::Utf16)?;
    let end = to_byte(text, units("end")?, Unit::Utf16)?;
    (text.get(start..end) == Some(exact)).then(|| Selector::TextPosition {
        start: from_byte(text, start, Unit::CodePoint),
        end: from_byte(text, end, Unit::CodePoint),
    })
}
