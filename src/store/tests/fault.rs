//! Any call may fail: the two loops of "How SQLite Is Tested", over every call the store makes.
//!
//! *Fail the n-th call, n = 1, 2, 3 … until a run completes without*, once as a single failure and
//! once as a lasting one, for every error a disk gives; and the power is cut afterwards.

use super::sim::{Dice, SimFs};
use super::{note, texts};
use crate::annotation::Edit;
use crate::store::Store;
use crate::store::fs::{Entry, Fs, Guard, Handle, How};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

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

/// A file system whose n-th call fails.
#[derive(Clone, Debug)]
struct FaultFs {
    below: SimFs,
    calls: Arc<AtomicUsize>,
    from: usize,
    lasting: bool,
    fault: Fault,
    /// What the calls were, for a failure's message.
    log: Arc<Mutex<Vec<&'static str>>>,
}

impl FaultFs {
    fn fails(&self, call: &'static str) -> Option<Fault> {
        let n = self.calls.fetch_add(1, Relaxed);
        if let Ok(mut log) = self.log.lock() {
            log.push(call);
        }
        (n == self.from || self.lasting && n > self.from).then_some(self.fault)
    }

    fn pass(&self, call: &'static str) -> io::Result<()> {
        match self.fails(call) {
            None => Ok(()),
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(_) => Err(ErrorKind::StorageFull.into()),
        }
    }
}

impl Fs for FaultFs {
    fn is_dir(&self, dir: &Path) -> bool {
        self.below.is_dir(dir)
    }
    fn create_dir(&self, dir: &Path) -> io::Result<()> {
        self.pass("create_dir")?;
        self.below.create_dir(dir)
    }
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.pass("list")?;
        self.below.list(dir)
    }
    fn open(&self, path: &Path, how: How) -> io::Result<Box<dyn Handle>> {
        self.pass("open")?;
        Ok(Box::new(FaultFile { fs: self.clone(), below: self.below.open(path, how)? }))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass("rename")?;
        self.below.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass("link")?;
        self.below.link(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.pass("remove")?;
        self.below.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.pass("sync_dir")?;
        self.below.sync_dir(dir)
    }
    fn try_lock(&self, path: &Path) -> io::Result<Box<dyn Guard>> {
        self.pass("try_lock")?;
        self.below.try_lock(path)
    }
    fn now(&self) -> SystemTime {
        self.below.now()
    }
    fn sleep(&self, time: Duration) {
        self.below.sleep(time);
    }
}

struct FaultFile {
    fs: FaultFs,
    below: Box<dyn Handle>,
}

impl Handle for FaultFile {
    fn size(&self) -> io::Result<u64> {
        self.fs.pass("size")?;
        self.below.size()
    }
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.fs.pass("read")?;
        self.below.read_at(offset, buffer)
    }
    fn append(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.fs.fails("append") {
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(Fault::Short(n)) if n > 0 && n < bytes.len() => self.below.append(&bytes[..n]),
            Some(_) => Err(ErrorKind::StorageFull.into()),
            None => self.below.append(bytes),
        }
    }
    fn sync(&mut self) -> io::Result<()> {
        match self.fs.fails("sync") {
            Some(Fault::LostSync) => {
                self.fs.below.lose_next_sync();
                self.below.sync()
            }
            Some(Fault::Error(kind)) => Err(kind.into()),
            Some(_) => Err(ErrorKind::StorageFull.into()),
            None => self.below.sync(),
        }
    }
    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.fs.pass("set_len")?;
        self.below.set_len(len)
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

/// A session of every kind of edit, each acknowledged or not, with a compaction in it.
fn session(store: &mut Store, oracle: &mut Oracle) -> Vec<String> {
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
    let step = if long().is_some() { 1 } else { 11 };
    for (number, fault) in FAULTS.into_iter().enumerate() {
        for lasting in [false, true] {
            for from in (number % step..).step_by(step) {
                let below = SimFs::new();
                below.create_dir(Path::new("/home")).expect("made");
                let mut oracle = Oracle::default();
                if prepare {
                    open(below.clone(), "dev").apply(&[Edit::Add(note(9, "nine"))]).expect("saved");
                    oracle.acked.insert("urn:x:9=nine".into());
                }
                let calls = Arc::new(AtomicUsize::new(0));
                let log = Arc::default();
                let fs = FaultFs {
                    below: below.clone(),
                    calls: Arc::clone(&calls),
                    from,
                    lasting,
                    fault,
                    log,
                };
                let mut store = open(fs.clone(), "dev");
                let messages = session(&mut store, &mut oracle);
                if calls.load(Relaxed) <= from {
                    break; // the fault did not come up any more: every call was tried
                }
                points += 1;
                let failed = fs.log.lock().map_or("?", |log| log[from]);
                let case = format!("{fault:?} lasting={lasting} call {from} ({failed})");
                assert!(messages.iter().all(|m| !m.is_empty()), "{case}");
                // What was not saved is still in memory, and saved once the fault is gone.
                check(&open(below.clone(), "dev"), &oracle, &case);
                for seed in 0..long().unwrap_or(1) {
                    let mut dice = Dice::new(seed * 7919 + from as u64);
                    let after = below.cut(&mut dice);
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
    let fault = Fault::Error(ErrorKind::StorageFull);
    let calls = Arc::new(AtomicUsize::new(0));
    let full =
        FaultFs { below: below.clone(), calls, from: 8, lasting: true, fault, log: Arc::default() };
    let mut store = open(full, "dev");
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
