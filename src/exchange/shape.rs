//! The published shapes of the formats of others, as tables, and what in a value does not fit them.
//!
//! Hypothesis publishes its shape with the description of its interface (the schema `Annotation`), its
//! server asks for a little more (permissions that name somebody, selectors with a type). The W3C
//! publishes the Web Annotation Data Model: its MUST and SHOULD sentences, for what is written here.

use serde_json::Value;

/// What a value must be.
pub(super) enum Shape {
    Text,
    Flag,
    /// A whole number from 0.
    Count,
    /// From 0 to 1.
    Share,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text of this form.
    Form(fn(&str) -> bool),
    /// A list of such, of at least so many.
    List(usize, &'static Shape),
    /// Such a value, or a list of them.
    OneOrMany(&'static Shape),
    /// Any of these.
    Any(&'static [Shape]),
    /// An object with members: the name, whether it must be there, its shape. Others may be there.
    Object(&'static [(&'static str, bool, Shape)]),
    /// An object whose `type` decides.
    Typed(&'static [(&'static str, Shape)]),
    Nothing,
}

use Shape::{Any, Count, Flag, Form, List, Nothing, Object, OneOrMany, Share, Text, Typed, Word};

impl Shape {
    /// Returns what does not fit, each with its place.
    pub(super) fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(value, "", &mut faults);
        faults
    }

    fn check(&self, value: &Value, place: &str, faults: &mut Vec<String>) {
        let fits = match self {
            Text => value.is_string(),
            Flag => value.is_boolean(),
            Count => value.is_u64(),
            Share => value.as_f64().is_some_and(|n| (0.0..=1.0).contains(&n)),
            Nothing => value.is_null(),
            Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Form(fits) => value.as_str().is_some_and(fits),
            List(least, shape) => match value.as_array() {
                Some(items) => {
                    items.iter().for_each(|item| shape.check(item, &format!("{place}[]"), faults));
                    items.len() >= *least
                }
                None => false,
            },
            OneOrMany(shape) => match value.as_array() {
                Some(items) => {
                    items.iter().for_each(|item| shape.check(item, &format!("{place}[]"), faults));
                    true
                }
                None => return shape.check(value, place, faults),
            },
            Any(shapes) => shapes.iter().any(|shape| shape.faults(value).is_empty()),
            Object(members) => match value.as_object() {
                Some(map) => {
                    for (name, needed, shape) in *members {
                        let inside = format!("{place}.{name}");
                        match map.get(*name) {
                            Some(value) => shape.check(value, &inside, faults),
                            None if *needed => faults.push(format!("{inside} is missing")),
                            None => {}
                        }
                    }
                    true
                }
                None => false,
            },
            Typed(kinds) => match kinds.iter().find(|(name, _)| value["type"] == *name) {
                Some((name, shape)) => {
                    shape.check(value, &format!("{place}<{name}>"), faults);
                    true
                }
                None => false,
            },
        };
        if !fits {
            faults.push(format!("{place} is {value}"));
        }
    }
}

fn is_iri(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).unwrap_or_default();
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !text
            .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}

fn is_time(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

fn is_account(text: &str) -> bool {
    let name = text.strip_prefix("acct:").and_then(|rest| rest.split_once('@'));
    name.is_some_and(|(name, authority)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        (3..=30).contains(&name.len()) && name.chars().all(plain) && !authority.is_empty()
    })
}

fn is_holder(text: &str) -> bool {
    ["acct:", "group:"].iter().any(|start| text.len() > start.len() && text.starts_with(start))
}

/// The longest tag that the server of Hypothesis takes.
fn is_tag(text: &str) -> bool {
    text.chars().count() <= 1000
}

const HOLDERS: Shape = List(1, &Form(is_holder));

const QUOTE: Shape =
    Object(&[("exact", true, Text), ("prefix", false, Text), ("suffix", false, Text)]);
const POSITION: Shape = Object(&[("start", true, Count), ("end", true, Count)]);
const SELECTOR: Shape = Typed(&[("TextQuoteSelector", QUOTE), ("TextPositionSelector", POSITION)]);

/// One annotation of Hypothesis.
const HYPOTHESIS_ITEM: Shape = Object(&[
    ("id", true, Text),
    ("created", true, Form(is_time)),
    ("updated", true, Form(is_time)),
    ("user", true, Form(is_account)),
    ("uri", true, Form(is_iri)),
    ("text", true, Text),
    ("tags", true, List(0, &Form(is_tag))),
    ("group", true, Text),
    (
        "permissions",
        true,
        Object(&[("read", true, HOLDERS), ("update", false, HOLDERS), ("delete", false, HOLDERS)]),
    ),
    (
        "target",
        true,
        List(
            1,
            &Object(&[("source", true, Form(is_iri)), ("selector", false, List(0, &SELECTOR))]),
        ),
    ),
    ("document", true, Object(&[("title", true, List(0, &Text))])),
    ("links", true, Object(&[])),
    ("hidden", true, Flag),
    ("flagged", true, Flag),
    ("references", false, List(0, &Text)),
    ("user_info", false, Object(&[("display_name", false, Any(&[Text, Nothing]))])),
]);

/// A file that the client of Hypothesis imports.
pub(super) const HYPOTHESIS: Shape = Object(&[
    ("export_date", true, Form(is_time)),
    ("export_userid", true, Form(is_account)),
    ("client_version", true, Text),
    ("annotations", true, List(1, &HYPOTHESIS_ITEM)),
]);

const MOTIVATION: Shape = Word(&[
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "tagging",
    "rsh:contradicting",
    "rsh:corroborating",
]);

const BODY: Shape = Typed(&[(
    "TextualBody",
    Object(&[("value", true, Text), ("purpose", false, MOTIVATION), ("format", false, Text)]),
)]);

const STATE: Shape = Typed(&[("TimeState", Object(&[("cached", true, Text)]))]);

const TARGET: Shape = Any(&[
    Form(is_iri),
    Typed(&[(
        "SpecificResource",
        Object(&[
            ("source", true, Form(is_iri)),
            ("state", false, STATE),
            ("selector", false, List(1, &SELECTOR)),
        ]),
    )]),
]);

fn is_the_context(text: &str) -> bool {
    text == super::w3c::CONTEXT
}

/// One annotation of the Web Annotation Data Model.
pub(super) const W3C: Shape = Object(&[
    (
        "@context",
        true,
        Any(&[
            Form(is_the_context),
            List(2, &Any(&[Form(is_the_context), Object(&[("rsh", true, Form(is_iri))])])),
        ]),
    ),
    ("id", true, Form(is_iri)),
    ("type", true, OneOrMany(&Word(&["Annotation", "rsh:Contradiction", "rsh:Corroboration"]))),
    ("motivation", false, OneOrMany(&MOTIVATION)),
    (
        "creator",
        false,
        Typed(&[
            ("Person", Object(&[("name", true, Text)])),
            ("Software", Object(&[("id", true, Form(is_iri)), ("name", true, Text)])),
        ]),
    ),
    ("created", true, Form(is_time)),
    ("modified", false, Form(is_time)),
    ("body", false, List(0, &BODY)),
    ("target", true, OneOrMany(&TARGET)),
    ("rsh:confidence", false, Share),
    ("rsh:together", false, Flag),
]);

const PAGE: Shape = Object(&[
    ("id", true, Form(is_iri)),
    ("type", true, Word(&["AnnotationPage"])),
    ("startIndex", true, Count),
    ("items", true, List(0, &W3C)),
]);

/// A collection of annotations with its first page in it.
pub(super) const COLLECTION: Shape = Object(&[
    ("@context", true, Form(is_the_context)),
    ("id", true, Form(is_iri)),
    ("type", true, Word(&["AnnotationCollection"])),
    ("label", true, Text),
    ("total", true, Count),
    ("first", true, PAGE),
]);

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    use serde_json::json;
    let faults = |shape: &Shape, value| shape.faults(&value).join("; ");
    assert_eq!(faults(&QUOTE, json!({"exact": "x", "prefix": 3})), ".prefix is 3");
    assert_eq!(faults(&POSITION, json!({"start": 1})), ".end is missing");
    assert!(faults(&SELECTOR, json!({"type": "Selector"})).contains("is {"));
    assert_eq!(faults(&POSITION, json!({"start": -1, "end": 2})), ".start is -1");
    assert!(is_iri("urn:rashomon:doc:a") && !is_iri("a b") && !is_iri("x") && !is_iri("a:<b>"));
    assert!(is_account("acct:reader@x") && !is_account("reader") && !is_account("acct:a@x"));
}
