//! Formats: what came in goes out again, and what goes out cannot do harm.

use super::{Seen, Target};
use rashomon::analysis::Analysis;
use rashomon::annotation::{
    self as about, Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status,
};
use rashomon::article::{Article, Block, BlockKind, Library};
use rashomon::exchange::{FORMATS, Format, Outgoing, verify, w3c};
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
    run: |data, seen| {
        let text = String::from_utf8_lossy(data);
        let first = match w3c::from_str(&text) {
            Ok(first) => first,
            Err(error) => return seen.message("refused", &error.to_string()),
        };
        met(&first, seen);
        let written = w3c::to_json(&first);
        let second = w3c::from_json(&written).expect("what was written is read");
        assert_eq!(second.id, first.id, "an id is kept");
        assert_eq!(w3c::to_json(&second), written, "writing again changes nothing");
    },
    words: JSON,
    units: &["[", "{\"a\":", "a", "{\"target\":", "[1,", "\"", "{\"target\":\"x\"}\n"],
    texts: &[],
    usual: 512,
    largest: super::LONG,
};

pub(crate) const IMPORT: Target = Target {
    name: "import",
    says: "importing every format, and writing what was imported in every format",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(1));
        let readers: Vec<_> = FORMATS.iter().filter(|f| f.read.is_some()).collect();
        if readers.is_empty() {
            return;
        }
        let format = readers[usize::from(head.first().copied().unwrap_or(0)) % readers.len()];
        let library = library();
        let read = format.read.expect("chosen for it");
        let imported = match read(data, &library) {
            Ok(imported) => imported,
            Err(error) => return seen.message(format.name, &error.to_string()),
        };
        imported.ignored.iter().for_each(|told| seen.message("ignored", told));
        seen.count(format.name, imported.annotations.len());
        for annotation in &imported.annotations {
            met(annotation, seen);
            assert!(!annotation.id.0.is_empty(), "an annotation without identity");
        }
        write_all(&imported.annotations, &library, seen);
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
    texts: &[],
    usual: 1024,
    largest: super::LONG,
};

/// Notes of what kinds an annotation is made.
fn met(annotation: &Annotation, seen: &mut Seen) {
    seen.chain("motivations", annotation.motivations.iter().map(std::mem::discriminant));
    seen.chain("bodies", annotation.bodies.iter().map(std::mem::discriminant));
    for target in &annotation.targets {
        seen.chain("selectors", target.selectors.iter().map(std::mem::discriminant));
    }
    seen.count("targets", annotation.targets.len());
    seen.count("unknown", annotation.unknown.len());
    let creator = std::mem::discriminant(&annotation.creator);
    let (sure, changed) = (annotation.confidence.is_some(), annotation.modified.is_some());
    seen.kind("annotation", (creator, annotation.status, sure, changed));
}

fn write_all(annotations: &[Annotation], library: &Library, seen: &mut Seen) {
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
        written.dropped.iter().for_each(|told| seen.message(format.name, told));
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
    run: |data, seen| {
        let value = match serde_json::from_slice(data) {
            Ok(value) => value,
            Err(error) => return seen.kind("refused", error.classify() as u8),
        };
        let library = library();
        let checked = match verify::check(&value, &library) {
            Ok(checked) => checked,
            Err(error) => return seen.message("refused", &error),
        };
        seen.chain("states", checked.iter().map(|c| c.state));
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
    texts: &[],
    usual: 512,
    largest: super::LONG,
};

/// A note whose every field is made of the input: a line break with a tilde ends a field.
fn note(data: &str) -> Annotation {
    let mut fields = data.split("\n~").map(str::to_owned);
    let mut field = || fields.next().unwrap_or_default();
    let body = |value, purpose| Body { value, purpose, format: None, unknown: Vec::new() };
    let exact = format!("x{}", field());
    let quote = Selector::TextQuote { exact, prefix: field(), suffix: field() };
    let mut bodies = vec![body(field(), Purpose::Commenting)];
    let source = format!("urn:{}", field());
    let creator = Creator::Person(field());
    bodies.extend(fields.map(|tag| body(tag, Purpose::Tagging)));
    bodies.retain(|body| !body.value.is_empty());
    let (sha256, unknown) = (String::new(), Vec::new());
    Annotation {
        id: Id("urn:uuid:00000000-0000-4000-8000-000000000001".into()),
        motivations: vec![Motivation::Commenting],
        bodies,
        targets: vec![about::Target { source, sha256, selectors: vec![quote], unknown }],
        creator,
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: None,
        status: Status::default(),
        confidence: None,
        unknown: Vec::new(),
    }
}

/// Tells whether a spreadsheet may take a line of a cell for a formula (the list of OWASP, its full-width forms,
/// and what may stand before them).
fn is_formula(line: &str) -> bool {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    line.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'])
}

pub(crate) const TABLE: Target = Target {
    name: "table",
    says: "writing a note as a table and reading it again",
    run: |data, seen| {
        let (head, data) = data.split_at(data.len().min(1));
        let head = head.first().copied().unwrap_or(0);
        let (name, delimiter) = if head & 1 == 0 { ("csv", b',') } else { ("tsv", b'\t') };
        let (format, raw) = (Format::named(name).expect("a format"), head & 2 != 0);
        let (read, write) = format.read.zip(format.write).expect("both ways");
        let there = note(&String::from_utf8_lossy(data));
        let (library, analysis, topics) =
            (Library::new(), Analysis::default(), TopicIndex::default());
        let written = |annotation: &Annotation| {
            let (annotations, now) = (std::slice::from_ref(annotation), "2026-01-02T03:04:05Z");
            let (library, analysis, topics) = (&library, &analysis, &topics);
            let mut out = write(&Outgoing { library, annotations, analysis, topics, now, raw });
            out.dropped.iter().for_each(|told| assert!(!told.is_empty(), "something is lost"));
            out.files.remove(0).bytes
        };
        let table = written(&there);
        let back = read(&table, &library).expect("what was written is read");
        assert_eq!(back.annotations.len(), 1, "one note");
        let back = &back.annotations[0];
        if raw {
            assert_eq!(*back, there, "a raw table gives back what it carries");
        } else {
            let rows =
                csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&*table).into_records();
            for row in rows.map(|row| row.expect("a row")) {
                for cell in &row {
                    let formula = cell.split(['\n', '\r']).find(|line| is_formula(line));
                    assert_eq!(formula, None, "a spreadsheet would run it");
                    let control =
                        cell.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
                    assert_eq!(control, None, "a control character");
                }
            }
            assert_eq!(written(back), table, "a safe table gives back what it shows");
        }
        met(back, seen);
        for body in &there.bodies {
            seen.chain("cell", body.value.chars().take(8).map(sort));
        }
    },
    words: &[
        "\n~",
        "=1+1",
        "+",
        "-1",
        "@x",
        "\t=",
        "\r=",
        "\n=",
        "＝",
        "'",
        "''",
        "'=",
        "\"",
        "\"\"",
        ",",
        ";",
        "\\",
        "\\,",
        "\r\n",
        "\u{a0}",
        "\u{200b}",
        "=HYPERLINK(\"x\")",
        "|",
        "#",
    ],
    units: &["\n~a", "=", "'", "\"", ",", "\n=", "\\"],
    texts: &[],
    usual: 256,
    largest: super::LONG,
};

/// What sort of character it is, as far as tables care.
fn sort(c: char) -> u8 {
    match c {
        '=' | '+' | '-' | '@' => 0,
        '＝' | '＋' | '－' | '＠' => 1,
        '\'' => 2,
        '"' => 3,
        ',' | ';' | '\t' => 4,
        '\n' | '\r' => 5,
        '\\' => 6,
        c if c.is_control() => 7,
        c if c.is_whitespace() => 8,
        c if c.is_ascii() => 9,
        _ => 10,
    }
}
