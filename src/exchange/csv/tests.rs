use super::*;
use crate::analysis::Analysis;
use crate::annotation::{Body, Id, Motivation};
use crate::exchange::sample::{HOSTILE, body, sample, spoiled};
use crate::text::property::cases;
use crate::topic::TopicIndex;
use proptest::prelude::*;

fn written(annotations: &[Annotation], raw: bool) -> Written {
    let (library, analysis, topics) = (Library::new(), Analysis::default(), TopicIndex::default());
    let out = Outgoing {
        library: &library,
        annotations,
        analysis: &analysis,
        topics: &topics,
        now: "",
        raw,
    };
    write_csv(&out)
}

#[test]
fn the_first_nine_columns_are_those_of_hypothesis() {
    let sample = sample();
    let file = write_csv(&sample.outgoing()).files.remove(0);
    let text = String::from_utf8(file.bytes).expect("UTF-8");
    let header = text.lines().next().expect("a header");
    assert!(header.starts_with("Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags,Source,Claim id,Claim,Status,Contradiction id,Kind,Counterpart source,Counterpart quote,Anchor state,Source hash,"));
    assert!(header.ends_with(",Safe cells"));
    assert!(
        text.contains("\"'=HYPERLINK(\"\"x\"\") 👩\u{200d}🚒\",\"casualties,-1\"")
            || text.contains("'=HYPERLINK")
    );
    assert!(!text.contains(",=") && !text.contains(",\"="));
}

#[test]
fn a_pair_is_two_rows_that_name_each_other() {
    let sample = sample();
    let rows = rows_of(&sample.annotations[1], &Places::new(&sample.library), &sample.library);
    let at = |name: &str| COLUMNS.iter().position(|c| *c == name).expect("a column");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][at("Contradiction id")], rows[1][at("Contradiction id")]);
    assert_eq!(rows[0][at("Counterpart source")], "courier");
    assert_eq!(rows[1][at("Counterpart quote")], "The owner confirmed it.");
    assert_eq!(rows[0][at("Anchor state")], "anchored");
    // Code points, not bytes: the Arabic before it counts once a letter.
    assert_eq!(rows[0][at("Start")], "40");
}

#[test]
fn formulas_are_made_safe_and_taken_back() {
    for (cell, wanted) in [
        ("=1+1", "'=1+1"),
        ("  @x", "'  @x"),
        ("\u{a0}\u{200b}＝x", "'\u{a0}\u{200b}＝x"),
        ("fine\n-2", "fine\n'-2"),
        ("a\r+2", "a\r'+2"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("it's", "it's"),
        ("'quoted'", "'quoted'"),
        ("a - b", "a - b"),
        ("", ""),
    ] {
        assert_eq!(safe(cell), wanted);
        assert_eq!(unsafe_again(&safe(cell)), cell);
    }
}

#[test]
fn a_table_of_hypothesis_opens_here() {
    let table = "Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags\r\n\
        2026-03-01T10:00:00Z,ines,The fire,https://courier.example.org/fire,Public,Annotation,Nine looms,\"=not a formula, a comment\",\"fire, toll\"\r\n\
        2026-03-01T10:01:00Z,ines,,,,Reply,,,\r\n";
    let read = read_csv(table.as_bytes(), &Library::new()).expect("readable");
    assert_eq!(read.annotations.len(), 1);
    let note = &read.annotations[0];
    assert_eq!(note.creator, Creator::Person("ines".to_owned()));
    assert_eq!(note.comments().collect::<Vec<_>>(), ["=not a formula, a comment"]);
    assert_eq!(note.tags().collect::<Vec<_>>(), ["fire", "toll"]);
    assert_eq!(note.targets[0].exact(), Some("Nine looms"));
    assert!(note.id.0.starts_with("urn:uuid:"));
    assert_eq!(read.ignored, ["row 3: it says neither where nor what"]);
    assert!(read_csv(b"a,b\n1,2\n", &Library::new()).is_err());
}

#[test]
fn what_is_lost_is_said() {
    let mut annotation = sample().annotations.remove(2);
    annotation.bodies.push(body("second", Purpose::Commenting));
    annotation.targets[0].selectors.push(Selector::Other("{}".to_owned()));
    let written = written(&[annotation], false);
    assert_eq!(
        written.dropped,
        [
            "1 annotation has several comments, which are joined",
            "1 annotation has selectors other than quote and position"
        ]
    );
}

/// Writes what a safe table shows of the quotes into an annotation; tells whether that changed it.
fn show(annotation: &mut Annotation) -> bool {
    let before = annotation.clone();
    for selector in annotation.targets.iter_mut().flat_map(|target| &mut target.selectors) {
        if let Selector::TextQuote { exact, prefix, suffix } = selector {
            [exact, prefix, suffix].into_iter().for_each(|s| *s = visible(s).into_owned());
        }
    }
    before != *annotation
}

#[test]
fn safe_tables_hold_no_control_characters() {
    let all: String = ('\0'..='\u{9f}').filter(|c| c.is_control()).collect();
    let mut annotation = sample().annotations.remove(2);
    annotation.bodies[0].value = format!("note {all} end");
    annotation.targets[0].source = format!("urn:{all}");
    annotation.creator = Creator::Person(all);
    let both = [annotation.clone(), sample().annotations.remove(2)];
    let out = written(&both, false);
    let text = String::from_utf8(out.files[0].bytes.clone()).expect("UTF-8");
    assert_eq!(text.chars().find(|c| is_hidden(*c)), None);
    assert!(text.contains("␀␁") && text.contains("␛"), "{text}");
    assert_eq!(
        out.dropped,
        ["1 annotation has control characters, which are written as their pictures"]
    );
    // Raw cells are exactly what they stand for.
    let out = written(&both, true);
    assert!(out.dropped.is_empty());
    let read = read_csv(&out.files[0].bytes, &Library::new()).expect("readable");
    assert_eq!(read.annotations[0].comments().next(), annotation.comments().next());
}

prop_compose! {
    fn any_target()(
        source in "[a-z:/.]{1,12}", hash in "[0-9a-f]{0,6}", exact in any::<String>(),
        context in ("[ -~\n]{0,8}", "\\PC{0,8}"), at in proptest::option::of((0usize..99, 0usize..99)),
    ) -> Target {
        let mut selectors = vec![Selector::TextQuote { exact: format!("x{exact}"), prefix: context.0, suffix: context.1 }];
        selectors.extend(at.map(|(start, end)| Selector::TextPosition { start, end }));
        Target { source, sha256: hash, selectors, unknown: Vec::new() }
    }
}

prop_compose! {
    /// An annotation as a table can carry it: the bodies in its order, at most one comment.
    fn any_annotation()(
        comment in "[-=+@'\t\r\n a-zé🔥,\"]{0,12}", tags in proptest::collection::vec("[-=, \\\\a-z🔥]{1,6}", 0..3),
        kind in "[a-z]{0,5}", reasons in proptest::collection::vec("[ -~]{1,9}", 0..3),
        verdict in 0usize..5, status in 0usize..5, motivation in 0usize..3, creator in ("[-= a-z]{0,6}", 0usize..4),
        targets in proptest::collection::vec(any_target(), 1..4), confidence in proptest::option::of(0.0f64..1.0),
        modified in proptest::option::of("[0-9TZ:-]{1,20}"), n in any::<u128>(),
    ) -> Annotation {
        let mut bodies: Vec<Body> = Vec::new();
        let mut push = |value: String, purpose| if !value.is_empty() { bodies.push(body(&value, purpose)) };
        push(kind, Purpose::Classifying);
        reasons.into_iter().for_each(|r| push(r, Purpose::Describing));
        push(comment, Purpose::Commenting);
        tags.into_iter().for_each(|t| push(t, Purpose::Tagging));
        push(Verdict::ALL.get(verdict).map_or(String::new(), |(_, w)| (*w).to_owned()), Purpose::Assessing);
        Annotation {
            id: Id::from_uuid(uuid::Uuid::from_u128(n)),
            motivations: [vec![], vec![Motivation::Commenting], vec![Motivation::Linking, Motivation::Contradicting]][motivation].clone(),
            bodies,
            targets,
            creator: [Creator::Person, Creator::Rule, Creator::Judge, Creator::Other][creator.1](creator.0),
            created: "2026-03-01T00:00:00Z".to_owned(),
            modified,
            status: Status::ALL[status].0,
            confidence,
            unknown: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(cases(128))]
    #[test]
    fn tables_give_back_what_they_carry(annotations in proptest::collection::vec(any_annotation(), 0..4), raw in any::<bool>()) {
        let mut annotations = annotations;
        annotations.dedup_by(|a, b| a.id == b.id);
        let written = written(&annotations, raw);
        let mut hidden = 0;
        for annotation in annotations.iter_mut().filter(|_| !raw) {
            hidden += usize::from(show(annotation));
        }
        prop_assert_eq!(written.dropped.len(), usize::from(hidden > 0));
        let read = read_csv(&written.files[0].bytes, &Library::new()).expect("readable");
        prop_assert_eq!(read.annotations, annotations);
    }

    #[test]
    fn no_safe_line_begins_a_formula(cell in "['=+@\t\r\n a＝\u{a0}-]{0,12}") {
        let made = safe(&cell);
        prop_assert!(made.split(['\n', '\r']).all(|line| !is_formula(line)), "{made:?}");
        prop_assert_eq!(unsafe_again(&made), cell);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_csv(&bytes, &Library::new());
    }

    /// Every table, comma or tab, findings and notes: a strict reader finds the columns, and no cell begins a formula.
    #[test]
    fn no_table_holds_a_formula(words in HOSTILE) {
        let sample = spoiled(&words);
        for written in [write_csv(&sample.outgoing()), write_tsv(&sample.outgoing())] {
            for file in &written.files {
                let tab = if file.name.ends_with("tsv") { b'\t' } else { b',' };
                let mut reader = ::csv::ReaderBuilder::new().delimiter(tab).has_headers(false).from_reader(&*file.bytes);
                for record in reader.records() {
                    let record = record.expect("as many cells as the first row, in UTF-8");
                    for cell in &record {
                        prop_assert!(cell.split(['\n', '\r']).all(|line| !is_formula(line)), "{cell:?}");
                        prop_assert!(!cell.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')), "{cell:?}");
                    }
                }
            }
        }
    }
}
