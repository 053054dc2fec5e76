use super::*;
use crate::analysis::Analysis;
use crate::annotation::{Body, Creator, Id, Motivation, Purpose, Selector, Status};
use crate::exchange::sample::{NOW, body, library, sample, target};
use crate::exchange::shape;
use crate::text::property::cases;
use crate::topic::TopicIndex;
use proptest::prelude::*;

fn files(annotations: &[Annotation], library: &Library) -> Vec<Value> {
    let (analysis, topics) = (Analysis::default(), TopicIndex::default());
    let out = Outgoing {
        library,
        annotations,
        analysis: &analysis,
        topics: &topics,
        now: NOW,
        raw: false,
    };
    write(&out).files.iter().map(|f| serde_json::from_slice(&f.bytes).expect("JSON")).collect()
}

fn read_value(value: &Value, library: &Library) -> Imported {
    read(value.to_string().as_bytes(), library).expect("readable")
}

#[test]
fn one_file_a_source_in_the_published_shape() {
    let sample = sample();
    let written = write(&sample.outgoing());
    let names: Vec<_> = written.files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(
        names,
        ["courier.hypothesis.json", "gazette.hypothesis.json", "sada.hypothesis.json"]
    );
    for file in &written.files {
        let file: Value = serde_json::from_slice(&file.bytes).expect("JSON");
        assert_eq!(shape::HYPOTHESIS.faults(&file), Vec::<String>::new());
    }
    // Nor does it depend on the source being open.
    for file in files(&sample.annotations, &Library::new()) {
        assert_eq!(shape::HYPOTHESIS.faults(&file), Vec::<String>::new());
    }
    let file: Value = serde_json::from_slice(&written.files[1].bytes).expect("JSON");
    assert_eq!(file["export_date"], NOW);
    let note =
        file["annotations"].as_array().expect("a list").iter().find(|a| a["tags"][3] == "-1");
    let note = note.expect("the note is there");
    assert_eq!(note["uri"], "https://gazette.example.org/fire?a=1&b=2");
    assert_eq!(note["document"]["title"][0], "The fire as the Hill & Vale Gazette saw it");
    assert!(
        note["text"]
            .as_str()
            .expect("text")
            .starts_with("=HYPERLINK(\"x\") 👩\u{200d}🚒\n\n```rashomon\n{")
    );
    let selectors = &note["target"][0]["selector"];
    assert_eq!(selectors[0]["exact"], "Two firemen were taken to hospital 👩\u{200d}🚒.");
    // The quote ends with a woman, a joiner and a fire engine: 3 code points, 5 UTF-16 units.
    let start = selectors[1]["start"].as_u64().expect("a number");
    let quote = "Two firemen were taken to hospital 👩\u{200d}🚒.".encode_utf16().count();
    assert_eq!(selectors[1]["end"].as_u64(), Some(start + quote as u64));
    let units: Vec<u16> = sample.library.articles()[1].text.encode_utf16().collect();
    let from = usize::try_from(start).expect("small");
    assert!(String::from_utf16_lossy(&units[from..from + quote]).starts_with("Two firemen"));
}

#[test]
fn a_pair_survives_the_lossy_import() {
    let sample = sample();
    let pair = sample.annotations[1].clone();
    let files = files(std::slice::from_ref(&pair), &sample.library);
    assert_eq!(files.len(), 2, "two sources, two files");
    for file in &files {
        let item = &file["annotations"][0];
        assert_eq!(item["tags"][1], "contradicts:lexical");
        assert_eq!(item["target"].as_array().map(Vec::len), Some(1));
        // Only target, tags and text come through; the rest is the importer's.
        let imported = json!({"annotations": [{
            "id": "xyz", "user": "acct:someone@hypothes.is", "uri": "https://elsewhere.example.org",
            "target": item["target"], "tags": item["tags"], "text": item["text"],
        }]});
        assert_eq!(read_value(&imported, &Library::new()).annotations, std::slice::from_ref(&pair));
    }
}

#[test]
fn edits_made_in_hypothesis_come_back() {
    let sample = sample();
    let pair = &sample.annotations[1];
    let mut item = files(std::slice::from_ref(pair), &sample.library)[0]["annotations"][0].clone();
    let text = item["text"].as_str().expect("text");
    item["text"] = json!(text.replacen("Confirmed by whom?", "By the clerk.", 1));
    item["tags"].as_array_mut().expect("tags").push(json!("checked"));
    let back = read_value(&json!({ "annotations": [item] }), &Library::new());
    let back = &back.annotations[0];
    assert_eq!(back.comments().collect::<Vec<_>>(), ["By the clerk."]);
    assert_eq!(back.tags().collect::<Vec<_>>(), ["checked"]);
    assert_eq!((&back.id, &back.targets), (&pair.id, &pair.targets));
}

#[test]
fn a_foreign_export_opens_and_goes_back_unharmed() {
    let library = library();
    let uri = library.articles()[1].source.url.clone().expect("an address");
    let text = &library.articles()[1].text;
    let byte = text.find("The roof").expect("there");
    let start = text[..byte].encode_utf16().count();
    let item = |start: usize| {
        json!({
            "id": "AbC", "created": "2026-03-01T10:00:00+00:00", "updated": "2026-03-01T10:00:00+00:00",
            "user": "acct:ines@hypothes.is", "user_info": {"display_name": null}, "uri": uri,
            "group": "__world__", "references": ["parent"], "text": "why?", "tags": ["roof"],
            "permissions": {"read": ["group:__world__"]}, "hidden": false, "flagged": false,
            "document": {"title": ["Another title"]}, "brand_new": {"x": [1, 2]},
            "target": [{"source": uri, "selector": [
                {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 4, "endContainer": "/div[1]", "endOffset": 6},
                {"type": "TextPositionSelector", "start": start, "end": start + 8},
                {"type": "TextQuoteSelector", "exact": "The roof", "prefix": "", "suffix": " fell"},
            ]}],
            "links": {"html": "https://hypothes.is/a/AbC"},
        })
    };
    let read = read_value(&json!({ "annotations": [item(start)] }), &library);
    let note = &read.annotations[0];
    assert_eq!(
        (note.creator.clone(), note.id.as_str()),
        (Creator::Person("ines".into()), "https://hypothes.is/a/AbC")
    );
    let points = text[..byte].chars().count();
    assert_ne!(points, start, "the emoji before it counts differently");
    assert_eq!(
        note.targets[0].selectors[1],
        Selector::TextPosition { start: points, end: points + 8 }
    );
    assert_eq!(files(&read.annotations, &library)[0]["annotations"][0], item(start));
    // In another text the position means nothing to us: it is kept as it was, and goes back.
    let read = read_value(&json!({ "annotations": [item(7)] }), &library);
    assert!(
        matches!(&read.annotations[0].targets[0].selectors[1], Selector::Other(json) if json.contains("Utf16"))
    );
    assert_eq!(files(&read.annotations, &library)[0]["annotations"][0], item(7));
}

#[test]
fn what_cannot_be_read_is_named() {
    let library = Library::new();
    assert!(read(b"[]", &library).is_err());
    assert!(read(b"{\"annotations\": 3}", &library).is_err());
    let read = read_value(
        &json!({"annotations": [7, {"text": "x"}, {"uri": "https://e.org", "text": "page note"}]}),
        &library,
    );
    assert_eq!(read.ignored.len(), 2);
    assert_eq!(read.annotations[0].comments().next(), Some("page note"));
}

prop_compose! {
    fn any_annotation()(
        comments in proptest::collection::vec("[a-z`\\n>\" 🔥=-]{1,12}", 0..3),
        tags in proptest::collection::vec("[a-z:,]{1,8}", 0..3), reason in "[a-z*<>`\\n]{0,8}",
        pair in any::<bool>(), status in 0usize..5, n in any::<u128>(), confidence in proptest::option::of(0.0f64..1.0),
    ) -> Annotation {
        let library = library();
        let mut targets = vec![target(&library, 1, "Two firemen were taken to hospital 👩\u{200d}🚒.")];
        let mut motivations = vec![Motivation::Commenting];
        if pair {
            targets.push(target(&library, 0, "Nobody was hurt."));
            motivations = vec![Motivation::Linking, Motivation::Contradicting];
        }
        let mut bodies: Vec<Body> = comments.iter().map(|c| body(c, Purpose::Commenting)).collect();
        bodies.extend(tags.iter().map(|t| body(t, Purpose::Tagging)));
        bodies.push(body(&reason, Purpose::Describing));
        Annotation {
            id: Id::from_uuid(uuid::Uuid::from_u128(n)), motivations, bodies, targets,
            creator: Creator::Person("Ines".into()), created: NOW.to_owned(), modified: None,
            status: Status::ALL[status].0, confidence, unknown: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]
    #[test]
    fn files_give_back_what_went_in(annotation in any_annotation()) {
        let library = library();
        for file in files(std::slice::from_ref(&annotation), &library) {
            prop_assert_eq!(shape::HYPOTHESIS.faults(&file), Vec::<String>::new());
            prop_assert_eq!(&read_value(&file, &Library::new()).annotations, std::slice::from_ref(&annotation));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(words in "(```rashomon\n)?[`\\{\\}\\[\\]\":a-z\\n]{0,40}") {
        let file = json!({"annotations": [{"uri": "x", "text": words}]});
        let _ = read(file.to_string().as_bytes(), &Library::new());
    }
}
