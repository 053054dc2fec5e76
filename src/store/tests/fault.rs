//! Any call may fail: the two loops of "How SQLite Is Tested", over every call the store makes.
//!
//! *Fail the n-th call, n = 1, 2, 3 … until a run completes without*, once as a single failure and
//! once as a lasting one, for every error a disk gives; and the power is cut afterwards.

use super::sim::{Dice, SimFs};
use super::twist::{Twist, Twisted};
use super::{note, texts};
use crate::annotation::Edit;
use crate::store::Store;
use crate::store::fs::{Fs, Handle};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

/// What a call fails with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Error(ErrorKind),
    /// A write takes only some bytes, then the disk is full.
    Short(usize),
    /// A sync fails and the system forgets what it could not write, as Linux does.
    LostSync,
}

const FAULTS: [Fault; 12] = [
    Fault::Error(ErrorKind::StorageFull),
    Fault::Error(ErrorKind::QuotaExceeded),
    Fault::Error(ErrorKind::PermissionDenied),
    Fault::Error(ErrorKind::ReadOnlyFilesystem),
    Fault::Error(ErrorKind::NotFound),
    Fault::Error(ErrorKind::Unsupported),
    Fault::Error(ErrorKind::Interrupted),
    // EIO has no kind of its own.
    Fault::Error(ErrorKind::Other),
    Fault::Short(0),
    Fault::Short(1),
    Fault::Short(120),
    Fault::LostSync,
];

/// A disk whose n-th call fails.
#[derive(Debug)]
struct Faulty {
    disk: SimFs,
    calls: AtomicUsize,
    from: usize,
    lasting: bool,
    fault: Fault,
    /// What the calls were, for a failure's message.
    log: Mutex<Vec<&'static str>>,
}

impl Faulty {
    fn new(disk: &SimFs, fault: Fault, from: usize, lasting: bool) -> Arc<Self> {
        let (disk, calls, log) = (disk.clone(), AtomicUsize::new(0), Mutex::default());
        Arc::new(Self { disk, calls, from, lasting, fault, log })
    }

    fn fails(&self, call: &'static str) -> Option<Fault> {
        let n = self.calls.fetch_add(1, Relaxed);
        if let Ok(mut log) = self.log.lock() {
            log.push(call);
        }
        (n == self.from || self.lasting && n > self.from).then_some(self.fault)
    }

    /// The file system that the store sees.
    fn seen(self: &Arc<Self>) -> Twisted {
        Twisted::new(Arc::new(self.disk.clone()), Arc::clone(self) as Arc<dyn Twist>)
    }
}

impl Twist for Faulty {
    fn before(&self, call: &'static str) -> io::Result<()> {
        match self.fails(call) {
            None => Ok(()),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(_) => Err(ErrorKind::StorageFull.into()),
        }
    }

    fn append(&self, file: &mut dyn Handle, bytes: &[u8]) -> io::Result<usize> {
        match self.fails("append") {
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Short(n)) if n > 0 && n < bytes.len() => file.append(&bytes[..n]),
            Some(_) => Err(ErrorKind::StorageFull.into()),
            None => file.append(bytes),
        }
    }

    fn sync(&self, file: &mut dyn Handle, _path: &Path) -> io::Result<()> {
        match self.fails("sync") {
            Some(Fault::LostSync) => {
                self.disk.lose_next_sync(true);
                file.sync()
            }
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(_) => Err(ErrorKind::StorageFull.into()),
            None => file.sync(),
        }
    }
}

const HOME: &str = "/home/notes";

fn open(fs: impl Fs + 'static, device: &str) -> Store {
    Store::open_on(Arc::new(fs), Path::new(HOME), device.to_owned())
}

/// What must be there, what may be, and what must not.
#[derive(Debug, Default)]
struct Oracle {
    acked: BTreeSet<String>,
    /// Ids whose last edit was not acknowledged: any of these states may be found.
    maybe: BTreeSet<String>,
}

/// One step: acknowledged, it is there and what it replaces is gone; else either may be found.
fn step(
    store: &mut Store,
    oracle: &mut Oracle,
    messages: &mut Vec<String>,
    edits: &[Edit],
    now: &[&str],
    gone: &[&str],
) {
    match store.apply(edits) {
        Ok(_) => {
            // With it everything that waited was saved.
            let shown = texts(store);
            let waited = std::mem::take(&mut oracle.maybe);
            oracle.acked.extend(waited.into_iter().filter(|state| shown.contains(state)));
            gone.iter().for_each(|state| {
                oracle.acked.remove(*state);
            });
            oracle.acked.extend(now.iter().map(ToString::to_string));
        }
        Err(error) => {
            messages.push(error.to_string());
            for state in gone {
                if oracle.acked.remove(*state) {
                    oracle.maybe.insert((*state).to_owned());
                }
            }
            oracle.maybe.extend(now.iter().map(ToString::to_string));
        }
    }
}

/// A session of every kind of edit, each acknowledged or not, with a compaction in it that has
/// something to leave out: a line that is there twice, as after copies were joined.
fn session(store: &mut Store, disk: &SimFs, oracle: &mut Oracle) -> Vec<String> {
    let mut messages = Vec::new();
    let change = Edit::Change { before: note(1, "one"), after: note(1, "uno") };
    let steps: [(&[Edit], &[&str], &[&str]); 4] = [
        (&[Edit::Add(note(1, "one"))], &["urn:x:1=one"], &[]),
        (
            &[Edit::Add(note(2, "two")), Edit::Add(note(3, "three"))],
            &["urn:x:2=two", "urn:x:3=three"],
            &[],
        ),
        (&[change], &["urn:x:1=uno"], &["urn:x:1=one"]),
        (&[Edit::Remove(note(2, "two"))], &[], &["urn:x:2=two"]),
    ];
    for (edits, now, gone) in steps {
        step(store, oracle, &mut messages, edits, now, gone);
    }
    let segment = Path::new(HOME).join("journal/dev-00000001.jsonl");
    disk.change_content(&segment, |bytes| {
        let first = bytes.iter().position(|b| *b == b'\n').map_or(0, |feed| feed + 1);
        bytes.extend_from_within(..first);
    });
    if let Err(error) = store.compact() {
        messages.push(error.to_string());
    }
    step(store, oracle, &mut messages, &[Edit::Add(note(4, "four"))], &["urn:x:4=four"], &[]);
    messages
}

fn check(found: &Store, oracle: &Oracle, case: &str) {
    let visible: BTreeSet<String> = texts(found).into_iter().collect();
    for state in &oracle.acked {
        assert!(visible.contains(state), "{case}: lost {state}, of {visible:?}, {oracle:?}");
    }
    for state in &visible {
        let known = oracle.acked.contains(state) || oracle.maybe.contains(state);
        assert!(known, "{case}: {state} comes from nowhere, {oracle:?}");
    }
}

/// How many power cuts follow each fault when `RASHOMON_LONG_TESTS` says so: then every call is
/// tried with every fault; else every eleventh, another one for each fault.
fn long() -> Option<u64> {
    std::env::var("RASHOMON_LONG_TESTS").ok().and_then(|n| n.parse().ok())
}

fn sweep(prepare: bool) {
    let mut points = 0;
    let mut calls = 0;
    let step = if long().is_some() { 1 } else { 11 };
    for (number, fault) in FAULTS.into_iter().enumerate() {
        for lasting in [false, true] {
            for from in (number % step..).step_by(step) {
                let disk = SimFs::new();
                disk.create_dir(Path::new("/home")).expect("made");
                let mut oracle = Oracle::default();
                if prepare {
                    open(disk.clone(), "dev").apply(&[Edit::Add(note(9, "nine"))]).expect("saved");
                    oracle.acked.insert("urn:x:9=nine".into());
                }
                let faulty = Faulty::new(&disk, fault, from, lasting);
                let mut store = open(faulty.seen(), "dev");
                let messages = session(&mut store, &disk, &mut oracle);
                let made = faulty.calls.load(Relaxed);
                if made <= from {
                    calls = made;
                    break; // the fault did not come up any more: every call was tried
                }
                points += 1;
                let failed = faulty.log.lock().map_or("?", |log| log[from]);
                let case = format!("{fault:?} lasting={lasting} call {from} ({failed})");
                assert!(messages.iter().all(|m| m.len() > 20), "{case}: {messages:?}");
                assert!(!disk.safe_was_cut(), "{case}: what was safe was cut off");
                // What was not saved is still in memory, and saved once the fault is gone.
                check(&open(disk.clone(), "dev"), &oracle, &case);
                for seed in 0..long().unwrap_or(1) {
                    let mut dice = Dice::new(seed * 7919 + from as u64);
                    let after = disk.cut(&mut dice);
                    let mut again = open(after.clone(), "dev");
                    check(&again, &oracle, &format!("{case}, power cut {seed}"));
                    again.apply(&[Edit::Add(note(7, "after"))]).expect("the fault is gone");
                    assert!(
                        texts(&open(after, "dev")).contains(&"urn:x:7=after".to_owned()),
                        "{case}"
                    );
                }
            }
        }
    }
    assert!(points > if long().is_some() { 1000 } else { 100 }, "only {points} points were tried");
    eprintln!("{points} faults of {} kinds in {calls} calls: nothing lost", FAULTS.len());
}

#[test]
fn no_failure_of_any_call_loses_what_was_acknowledged() {
    sweep(false);
}

#[test]
fn nor_in_a_store_that_was_there_before() {
    sweep(true);
}

#[test]
fn what_waited_is_saved_when_the_disk_has_room_again() {
    let below = SimFs::new();
    below.create_dir(Path::new("/home")).expect("made");
    let faulty = Faulty::new(&below, Fault::Error(ErrorKind::StorageFull), 8, true);
    let mut store = open(faulty.seen(), "dev");
    let error = store.apply(&[Edit::Add(note(1, "one"))]).expect_err("full");
    assert!(error.to_string().contains("full"), "{error}");
    let _ = store.apply(&[Edit::Add(note(2, "two"))]);
    assert_eq!(store.unsaved().count(), 2);
    assert_eq!(texts(&store).len(), 2, "both are shown");
    store.fs = Arc::new(below.clone());
    store.retry().expect("there is room");
    assert_eq!(store.unsaved().count(), 0);
    assert_eq!(texts(&open(below, "dev")), texts(&store));
}
