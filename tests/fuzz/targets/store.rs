//! The journal: nothing that stands in it can keep the store from opening.

use super::Target;
use rashomon::annotation::{Annotation, Creator, Edit, Id, Motivation, Status};
use rashomon::store::Store;
use rashomon::store::record::{self, Line};

const WORDS: &[&str] = &[
    "{\"v\":1,",
    "\"v\":2,",
    "\"id\":\"urn:uuid:0190a000-0000-7000-8000-000000000001\",",
    "\"rev\":1,",
    "\"prev\":0,",
    "\"rev\":4294967295,",
    "\"hlc\":\"000001a2b3c4d5-0007-dev1\",",
    "\"op\":\"put\",",
    "\"op\":\"del\",",
    "\"at\":\"2026-01-31T12:00:00Z\",",
    "\"by\":\"dev1\",",
    "\"annotation\":{\"target\":\"x\"},",
    "\"sum\":\"crc32c:00000000\"}",
    "\"group\":\"g\",",
    "\"undoes\":\"g\",",
    "\"redoes\":\"g\",",
    "\"seen\":{},",
    "\n",
    "\r\n",
    "\0\0\0\0",
    "}",
    "{",
];

pub(crate) const RECORD: Target = Target {
    name: "record",
    says: "reading a line of the journal and writing it again",
    run: |data| {
        for line in data.split(|b| *b == b'\n') {
            let Line::Record { record, .. } = record::read(line) else { continue };
            let written = record.to_line();
            assert!(
                written.ends_with('\n') && !written.trim_end_matches('\n').contains('\n'),
                "one line"
            );
            assert!(
                !written.trim_end_matches('\n').contains(|c: char| c.is_control()),
                "a control character in the journal"
            );
            match record::read(written.trim_end_matches('\n').as_bytes()) {
                Line::Record { record: again, sealed, .. } => {
                    assert!(sealed, "what was written is sealed");
                    assert_eq!(again.to_line(), written, "written again, it is the same");
                }
                other => panic!("{other:?} came back of {written}"),
            }
        }
    },
    words: WORDS,
    units: &["a", "{\"v\":", "{\"v\":1,\"id\":\"", "[", "\"", "\0", "x\n"],
    largest: super::LONG,
};

fn note() -> Annotation {
    Annotation {
        id: Id::new("urn:uuid:0190a000-0000-7000-8000-0000000000ff"),
        motivations: vec![Motivation::Commenting],
        bodies: Vec::new(),
        targets: Vec::new(),
        creator: Creator::Person("Ann".to_owned()),
        created: "2026-01-02T03:04:05Z".to_owned(),
        modified: None,
        status: Status::Accepted,
        confidence: None,
        unknown: Vec::new(),
    }
}

/// A folder of its own, in memory where the system has such a place: an execution syncs several times, and a
/// disk does that a hundred times slower than everything else here.
fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let there = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
    there.unwrap_or_else(|| tempfile::tempdir().expect("a folder"))
}

pub(crate) const JOURNAL: Target = Target {
    name: "journal",
    says: "opening a store with anything in its journal, and adding to it",
    run: |data| {
        let dir = folder();
        let journal = dir.path().join("journal");
        std::fs::create_dir(&journal).expect("a folder");
        // The first byte says where the rest is cut into two segments of two devices.
        let (head, data) = data.split_at(data.len().min(1));
        let cut = usize::from(head.first().copied().unwrap_or(255)) * data.len() / 255;
        std::fs::write(journal.join("dev1-00000001.jsonl"), &data[..cut]).expect("a segment");
        std::fs::write(journal.join("dev2-00000001.jsonl"), &data[cut..]).expect("a segment");
        let mut store = Store::open(dir.path());
        let before = store.annotations().len();
        let _ = store.examine().is_damaged();
        let _ = store.conflicts();
        let known = store.annotations().get(&note().id).is_some();
        if store.read_only().is_none() && store.apply(&[Edit::Add(note())]).is_ok() {
            let again = Store::open(dir.path());
            assert!(
                again.annotations().get(&note().id).is_some(),
                "what was acknowledged is there"
            );
            assert_eq!(
                again.annotations().len(),
                before + usize::from(!known),
                "and nothing else changed"
            );
        }
    },
    words: WORDS,
    units: &["x\n", "\n", "\0"],
    largest: super::LONG,
};
