//! The journal: nothing that stands in it can keep the store from opening.

use super::Target;
use rashomon::annotation::{Annotation, Creator, Edit, Id, Motivation, Status};
use rashomon::store::Store;
use rashomon::store::fs;
use rashomon::store::fs::{Fs, How};
use rashomon::store::record::{self, Line};
use sim::{Dice, SimFs};
use std::path::Path;
use std::sync::Arc;

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
    run: |data, seen| {
        for line in data.split(|b| *b == b'\n') {
            let record = match record::read(line) {
                Line::Record { record, sealed, torn } => {
                    seen.kind("record", (sealed, torn > 0, record.rev.min(4), record.prev.min(4)));
                    let step = std::mem::discriminant(&record.step);
                    let parts = (record.annotation.is_some(), record.group.is_some());
                    seen.kind("step", (step, parts, record.seen.len().min(3)));
                    record
                }
                Line::Newer => {
                    seen.kind("newer", ());
                    continue;
                }
                Line::Damaged(why) => {
                    seen.message("damaged", &why);
                    continue;
                }
            };
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
    texts: &[],
    usual: 256,
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

/// The file system in memory of the store's own tests, so that the power can be cut as well.
#[path = "../../../src/store/tests/sim.rs"]
#[allow(dead_code, reason = "the store's own tests use the rest")]
mod sim;

fn open(fs: &SimFs, device: &str) -> Store {
    Store::open_on(Arc::new(fs.clone()), Path::new("/notes"), device.to_owned())
}

/// Writes a segment that lies safe on the disk.
fn segment(fs: &SimFs, name: &str, bytes: &[u8]) {
    let mut file =
        fs.open(&Path::new("/notes/journal").join(name), How::CreateNew).expect("a new file");
    fs::append_all(&mut *file, bytes).expect("there is room");
    file.sync().expect("it is synced");
}

pub(crate) const JOURNAL: Target = Target {
    name: "journal",
    says: "opening a store with anything in its journal, adding to it, and cutting the power",
    run: |data, seen| {
        let disk = SimFs::new();
        disk.create_dir(Path::new("/notes")).expect("a folder");
        disk.create_dir(Path::new("/notes/journal")).expect("a folder");
        // The first byte says where the rest is cut into two segments of two devices.
        let (head, data) = data.split_at(data.len().min(1));
        let cut = usize::from(head.first().copied().unwrap_or(255)) * data.len() / 255;
        segment(&disk, "dev1-00000001.jsonl", &data[..cut]);
        segment(&disk, "dev2-00000001.jsonl", &data[cut..]);
        disk.sync_dir(Path::new("/notes/journal")).expect("it is synced");
        let mut store = open(&disk, "dev1");
        let before = store.annotations().len();
        let _ = store.examine().is_damaged();
        for problem in store.problems() {
            seen.kind("problem", (problem.kind, problem.line.min(4)));
            seen.message("problem", &problem.reason);
        }
        seen.count("notes", before);
        seen.count("conflicts", store.conflicts().len());
        let known = store.annotations().get(&note().id).is_some();
        let added = store.read_only().is_none() && store.apply(&[Edit::Add(note())]).is_ok();
        seen.kind("added", (added, known, store.read_only().is_some()));
        if !added {
            return;
        }
        let size = before + usize::from(!known);
        let again = open(&disk, "dev1");
        assert!(again.annotations().get(&note().id).is_some(), "what was acknowledged is there");
        assert_eq!(again.annotations().len(), size, "and nothing else changed");
        let after = open(&disk.cut(&mut Dice::new(data.len() as u64)), "dev1");
        assert!(after.annotations().get(&note().id).is_some(), "a power cut takes nothing away");
        assert_eq!(after.annotations().len(), size, "and brings nothing else");
        // What was done can be taken back, which is one record more.
        if store.undo().is_ok() {
            assert_eq!(
                open(&disk, "dev2").annotations().len(),
                before,
                "taken back, by another device's eyes"
            );
        }
    },
    words: WORDS,
    units: &["x\n", "\n", "\0"],
    texts: &[],
    usual: 512,
    largest: super::LONG,
};
