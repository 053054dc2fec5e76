use super::*;
use crate::annotation::Id;
use crate::text::property::cases;
use proptest::prelude::*;

fn note() -> Annotation {
    Annotation {
        id: Id::new("urn:uuid:1"),
        motivations: vec![Motivation::Commenting],
        bodies: vec![
            Body {
                value: "doubtful".into(),
                purpose: Purpose::Commenting,
                format: Some("text/markdown".into()),
                unknown: vec![],
            },
            Body { value: "toll".into(), purpose: Purpose::Tagging, format: None, unknown: vec![] },
        ],
        targets: vec![place("https://example.org/a", "12 people")],
        creator: Creator::Person("Ada".into()),
        created: "2026-08-30T10:12:00Z".into(),
        modified: None,
        status: Status::Accepted,
        confidence: None,
        unknown: vec![],
    }
}

fn place(source: &str, exact: &str) -> Target {
    Target {
        source: source.into(),
        sha256: "ab".repeat(32),
        selectors: vec![
            Selector::TextQuote {
                exact: exact.into(),
                prefix: "said ".into(),
                suffix: String::new(),
            },
            Selector::TextPosition { start: 412, end: 421 },
        ],
        unknown: vec![],
    }
}

#[test]
fn a_note_has_the_published_shape() {
    let json = to_json(&note());
    assert_eq!(json["@context"][0], CONTEXT);
    assert_eq!(json["type"], "Annotation");
    assert_eq!(json["motivation"], "commenting");
    assert_eq!(json["body"][1]["purpose"], "tagging");
    assert_eq!(json["target"]["selector"][0]["exact"], "12 people");
    assert_eq!(json["target"]["selector"][1]["start"], 412);
    assert_eq!(from_json(&json), Ok(note()));
    assert_eq!(from_str(&json.to_string()), Ok(note()));
}

#[test]
fn a_contradiction_holds_both_sides_together() {
    let finding = Annotation {
        motivations: vec![Motivation::Linking, Motivation::Contradicting],
        targets: vec![place("urn:rashomon:doc:a", "12"), place("urn:rashomon:doc:b", "20")],
        creator: Creator::Rule("quantity/count".into()),
        status: Status::Suggested,
        confidence: Some(0.8),
        ..note()
    };
    let json = to_json(&finding);
    assert_eq!(json["type"], serde_json::json!(["Annotation", "rsh:Contradiction"]));
    assert_eq!(json["motivation"], serde_json::json!(["linking", "rsh:contradicting"]));
    assert_eq!(json["rsh:together"], true);
    assert_eq!(json["rsh:origin"], "rule:quantity/count");
    assert_eq!(from_json(&json), Ok(finding));
}

/// Legal variants that other programs write; each must be read, and come back with nothing lost.
const VARIANTS: &[&str] = &[
    r#"{"id":"urn:x:1","type":"Annotation","target":"http://example.org/page"}"#,
    r#"{"id":"urn:x:2","type":"Annotation","body":"http://example.org/post","target":"http://example.org/page"}"#,
    r#"{"id":"urn:x:3","type":"Annotation","bodyValue":"Comment","target":"http://example.org/page"}"#,
    r#"{"id":"urn:x:4","type":"Annotation","body":{"id":"http://example.org/v.mp4","type":"Video","format":"video/mp4"},"target":{"id":"http://example.org/page","type":"Text","language":"fr"}}"#,
    r#"{"id":"urn:x:5","type":["Annotation","ex:Remark"],"motivation":["oa:commenting","http://example.org/why"],"target":["http://example.org/a","http://example.org/b"]}"#,
    r#"{"id":"urn:x:6","type":"Annotation","target":{"source":"http://example.org/a","selector":{"type":"FragmentSelector","value":"x","refinedBy":{"type":"TextQuoteSelector","exact":"words"}}}}"#,
    r#"{"id":"urn:x:7","type":"Annotation","target":{"source":{"id":"http://example.org/a","format":"text/html"},"selector":[{"type":"TextQuoteSelector","exact":"w","id":"urn:s"},{"type":"TextPositionSelector","start":1,"end":2}]}}"#,
    r#"{"id":"urn:x:8","type":"Annotation","motivation":"linking","target":[{"id":"urn:x:1"},{"id":"urn:x:2"}],"body":{"type":"TextualBody","value":"causes","purpose":"tagging"}}"#,
    r#"{"id":"urn:x:9","type":"Annotation","creator":{"id":"acct:a@b","type":"Person","name":"A"},"rights":"cc0","stylesheet":{"id":"x"},"target":{"source":"s","state":{"type":"TimeState","sourceDate":"2026-01-01"},"styleClass":"red"}}"#,
    r#"{"id":"urn:x:10","type":"Annotation","body":[{"type":"TextualBody","value":"x","purpose":["tagging","identifying"],"language":"en"},{"type":"Choice","items":["a","b"]}],"target":{"source":"s","selector":"urn:s"}}"#,
    r#"{"@context":["http://www.w3.org/ns/anno.jsonld","http://example.org/more"],"id":"urn:x:11","type":"Annotation","created":["odd"],"rsh:status":"odd","rsh:together":"odd","rsh:origin":"odd","rsh:confidence":"odd","target":"t"}"#,
    r#"{"id":"urn:x:12","type":"Annotation","target":{"source":"s","selector":{"type":"TextPositionSelector","start":-1,"end":2.5}}}"#,
];

#[test]
fn every_legal_variant_is_read_and_comes_back() {
    for text in VARIANTS {
        let value: Value = serde_json::from_str(text).expect("the variant is JSON");
        let annotation = from_json(&value).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(from_str(text).as_ref(), Ok(&annotation), "{text}");
        let again = to_json(&annotation);
        assert_eq!(from_json(&again).as_ref(), Ok(&annotation), "{text} became {again}");
        // Nothing of the original is missing: each leaf is still somewhere in what is written.
        let written = again.to_string();
        for leaf in leaves(&value) {
            let plain = leaf.trim_matches('"').trim_start_matches("oa:");
            assert!(written.contains(plain), "{text}: lost {leaf} in {written}");
        }
    }
}

fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::Object(map) => map.values().flat_map(leaves).collect(),
        leaf => vec![leaf.to_string()],
    }
}

#[test]
fn a_refined_quote_can_be_anchored() {
    let annotation = from_str(VARIANTS[5]).expect("read");
    assert_eq!(annotation.targets[0].exact(), Some("words"));
    assert_eq!(to_json(&annotation)["target"]["selector"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_annotation_without_an_id_gets_the_same_one_each_time() {
    let text = r#"{"type":"Annotation","bodyValue":"x","target":"t"}"#;
    let (one, two) = (from_str(text).expect("read"), from_str(text).expect("read"));
    assert!(one.id.0.starts_with("urn:uuid:"));
    assert_eq!(one.id, two.id);
}

#[test]
fn documents_of_many_are_read() {
    let (a, b) = (note(), Annotation { id: Id::new("urn:uuid:2"), ..note() });
    let whole = collection("mine", [&a, &b]).to_string();
    let lines = format!("{}\n\nnonsense\n{}\n", to_json(&a), to_json(&b));
    let array = Value::from(vec![to_json(&a), to_json(&b)]).to_string();
    for (text, refused) in [(whole, 0), (lines, 1), (array, 0)] {
        let (found, not) = read_all(&text).expect("read");
        assert_eq!(found, [a.clone(), b.clone()]);
        assert_eq!(not.len(), refused);
    }
    assert!(read_all("nothing of the kind").is_err());
    assert!(from_str("[]").is_err());
    assert!(from_str("{}").is_err());
}

prop_compose! {
    fn any_note()(
        value in ".*", exact in ".*", prefix in ".{0,32}", tags in proptest::collection::vec(".*", 0..3),
        start in 0usize..9999, status in 0usize..5, confidence in proptest::option::of(0.0f64..1.0),
        source in ".+", hash in any::<bool>(), pair in any::<bool>(),
    ) -> Annotation {
        let mut annotation = note();
        annotation.bodies[0].value = value;
        annotation.bodies.extend(tags.into_iter().map(|value| Body { value, purpose: Purpose::Tagging, format: None, unknown: vec![] }));
        annotation.targets[0].source = source;
        if !hash { annotation.targets[0].sha256.clear(); }
        annotation.targets[0].selectors = vec![
            Selector::TextQuote { exact, prefix, suffix: String::new() },
            Selector::TextPosition { start, end: start + 3 },
        ];
        if pair {
            annotation.targets.push(place("urn:rashomon:doc:b", "x"));
            annotation.motivations = vec![Motivation::Linking, Motivation::Corroborating];
        }
        annotation.status = Status::ALL[status].0;
        annotation.confidence = confidence;
        annotation
    }
}

proptest! {
    #![proptest_config(cases(128))]
    #[test]
    fn writing_then_reading_is_nothing(annotation in any_note()) {
        let json = to_json(&annotation);
        // A source that is no address is written as it is: it came so.
        let addressed = Annotation { targets: annotation.targets.iter().map(|t| Target { source: "urn:x".into(), ..t.clone() }).collect(), ..annotation.clone() };
        prop_assert_eq!(crate::exchange::shape::W3C.faults(&to_json(&addressed)), Vec::<String>::new());
        prop_assert_eq!(from_json(&json), Ok(annotation.clone()));
        prop_assert_eq!(from_str(&json.to_string()), Ok(annotation));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in r#"[{}\[\]":,a-z0-9 ]{0,80}"#) {
        let _ = from_str(&text);
        let _ = read_all(&text);
    }
}
