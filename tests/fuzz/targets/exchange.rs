//! Formats: what came in goes out again, and what goes out cannot do harm.

use super::Target;
use rashomon::analysis::Analysis;
use rashomon::annotation::Annotation;
use rashomon::article::{Article, Block, BlockKind, Library};
use rashomon::exchange::{FORMATS, Outgoing, verify, w3c};
use rashomon::text::Span;
use rashomon::topic::TopicIndex;

fn library() -> Library {
    let article = |id: &str, text: &str| Article {
        id: id.to_owned(),
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        ..Article::default()
    };
    let texts = [
        ("ferry", "The ferry 🛳 left the quay at dawn with 12 people."),
        ("quay", "It left at noon, with 14."),
    ];
    texts.into_iter().map(|(id, text)| article(id, text)).collect()
}

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"id\":",
    "\"type\":\"Annotation\"",
    "\"motivation\":\"commenting\"",
    "\"body\":",
    "\"target\":",
    "\"selector\":",
    "\"TextQuoteSelector\"",
    "\"TextPositionSelector\"",
    "\"exact\":\"ferry\"",
    "\"start\":4",
    "\"end\":9",
    "\"source\":\"urn:rashomon:doc:ferry\"",
    "\"value\":\"x\"",
    "null",
    "true",
    "-1",
    "1e400",
    "\"\\ud800\"",
    "\"\\u001b\"",
    "\"rsh:status\":\"rejected\"",
    "\"creator\":",
    "\"@context\":",
    "\"items\":",
    "\"first\":",
    "\"rsh:together\":true",
    "\"refinedBy\":",
];

pub(crate) const W3C: Target = Target {
    name: "w3c",
    says: "reading and writing the W3C form",
    run: |data| {
        let text = String::from_utf8_lossy(data);
        let Ok(first) = w3c::from_str(&text) else { return };
        let written = w3c::to_json(&first);
        let second = w3c::from_json(&written).expect("what was written is read");
        assert_eq!(second.id, first.id, "an id is kept");
        assert_eq!(w3c::to_json(&second), written, "writing again changes nothing");
    },
    words: JSON,
    units: &["[", "{\"a\":", "a", "{\"target\":", "[1,", "\"", "{\"target\":\"x\"}\n"],
    largest: super::LONG,
};

pub(crate) const IMPORT: Target = Target {
    name: "import",
    says: "importing every format, and writing what was imported in every format",
    run: |data| {
        let (head, data) = data.split_at(data.len().min(1));
        let readers: Vec<_> = FORMATS.iter().filter(|f| f.read.is_some()).collect();
        if readers.is_empty() {
            return;
        }
        let format = readers[usize::from(head.first().copied().unwrap_or(0)) % readers.len()];
        let library = library();
        let read = format.read.expect("chosen for it");
        let Ok(imported) = read(data, &library) else { return };
        for annotation in &imported.annotations {
            assert!(!annotation.id.0.is_empty(), "an annotation without identity");
        }
        write_all(&imported.annotations, &library);
    },
    words: &[
        "\"",
        ",",
        "\n",
        "\t",
        "=1+1",
        "@x",
        "id,",
        "uri,",
        "quote,",
        "text,",
        "tags,",
        "{",
        "}",
        "[",
        "]",
        "\"rows\":",
        "\"uri\":",
        "\"text\":",
        "\"target\":[{\"source\":\"x\",\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":\"ferry\"}]}]",
        "\"start\":4",
        "\"end\":9",
        "null",
        "\"tags\":[\"a\"]",
        "\"created\":\"2025-01-01T00:00:00+00:00\"",
        "\"user\":\"acct:a@b\"",
        "urn:rashomon:doc:ferry",
    ],
    units: &["\"", ",", "a,b\n", "[", "{\"a\":", "x\n", "\"a\"\"b\",", "\t"],
    largest: super::LONG,
};

fn write_all(annotations: &[Annotation], library: &Library) {
    let (analysis, topics) = (Analysis::default(), TopicIndex::default());
    let out = Outgoing {
        library,
        annotations,
        analysis: &analysis,
        topics: &topics,
        now: "2026-01-02T03:04:05Z",
        raw: false,
    };
    for format in FORMATS {
        let Some(write) = format.write else { continue };
        let written = write(&out);
        let told = !written.files.is_empty() || !written.dropped.is_empty();
        assert!(told || annotations.is_empty(), "{} wrote nothing and said nothing", format.name);
        for file in written.files {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
            assert!(
                !file.name.is_empty() && file.name.bytes().all(plain),
                "a file called {:?}",
                file.name
            );
            let text = String::from_utf8(file.bytes).expect("every format is UTF-8");
            let control = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
            assert_eq!(control, None, "{} lets a control character out", format.name);
            if format.name == "html" {
                let lower = text.to_ascii_lowercase();
                assert!(!lower.contains("<script"), "a script in a report");
                for tag in lower.split('<').filter_map(|t| t.split_once('>')).map(|(t, _)| t) {
                    assert!(
                        !tag.contains("javascript:") || !tag.contains("href"),
                        "a link that runs: {tag}"
                    );
                }
            }
            if let (Some(read), "w3c" | "jsonld") = (format.read, format.name) {
                let back = read(text.as_bytes(), library).expect("what was written is read");
                assert_eq!(back.annotations.len(), annotations.len(), "as many come back");
            }
        }
    }
}

pub(crate) const VERIFY: Target = Target {
    name: "verify",
    says: "checking the quotes of a report",
    run: |data| {
        let Ok(value) = serde_json::from_slice(data) else { return };
        let library = library();
        let Ok(checked) = verify::check(&value, &library) else { return };
        let json = verify::to_json(&checked);
        assert!(json.is_object() || json.is_array());
        let text = verify::to_text(&checked);
        let control = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(control, None, "a control character in what is printed");
    },
    words: &[
        "\"schema\":\"rashomon/compare/1\"",
        "\"schema\":\"rashomon/report/1\"",
        "\"sources\":[",
        "{\"doc\":\"ferry\",",
        "\"sha256\":\"\"",
        "\"contradictions\":[",
        "\"a\":{\"doc\":\"ferry\",",
        "\"quote\":\"The ferry\"",
        "\"start\":0",
        "\"end\":99999999999",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"\\u001b[31m\"",
    ],
    units: &["[", "{\"a\":", "\""],
    largest: super::LONG,
};
