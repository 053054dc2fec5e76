//! The store under fire: killed at any moment, written to by many, through the real program.
//!
//! Short here; `RASHOMON_LONG_TESTS=10 cargo test --test store` makes 10,000 rounds of kills,
//! 4 x 1,000 and 32 x 100 concurrent adds, 5,000 flipped bits, and every fault of every system call.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "figures for people, with --nocapture"
)]

#[path = "store/system.rs"]
mod system;

use rashomon::annotation::{Annotation, Edit, Id, Selector, Target};
use rashomon::store::Store;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn long() -> Option<usize> {
    std::env::var("RASHOMON_LONG_TESTS").ok().and_then(|n| n.parse().ok())
}

fn note(text: &str) -> Annotation {
    let id = Id::from_uuid(uuid::Uuid::now_v7());
    let mut note = Annotation::note(id, "Ada", "2026-01-01T00:00:00Z");
    note.targets.push(Target {
        source: "urn:rashomon:doc:a".into(),
        sha256: "ab".repeat(32),
        selectors: vec![Selector::TextQuote {
            exact: "seven ships sailed".into(),
            prefix: "on that morning ".into(),
            suffix: " out of the harbour".into(),
        }],
        unknown: vec![],
    });
    note.set_comment(text);
    note
}

/// The segments of a store's journal, the newest of each device last.
fn segments(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir.join("journal")).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    let is_file = |path: &PathBuf| path.symlink_metadata().is_ok_and(|meta| meta.is_file());
    paths.retain(|path| path.extension().is_some_and(|e| e == "jsonl") && is_file(path));
    paths.sort();
    paths
}

fn append(path: &Path, bytes: &[u8]) {
    let file = std::fs::OpenOptions::new().append(true).open(path);
    let _ = file.and_then(|mut file| file.write_all(bytes));
}

/// A line comes to stand in the journal twice, as when two copies are joined line by line: only
/// then has a compaction of young notes anything to leave out.
fn repeat_a_line(dir: &Path) {
    let Some(segment) = segments(dir).pop() else { return };
    let text = std::fs::read(&segment).unwrap_or_default();
    let first = text.split_inclusive(|b| *b == b'\n').next().unwrap_or_default();
    if first.ends_with(b"\n") {
        append(&segment, first);
    }
}

/// Not a test of its own: with the variable set (how many notes, compacting after how many, where),
/// this process writes until it is killed. It prints an id only when the store has acknowledged it,
/// as the reader shows "saved".
#[test]
fn child() {
    let Ok(task) = std::env::var("RASHOMON_TEST_CHILD") else { return };
    let mut task = task.splitn(3, ' ');
    let mut number = || task.next().and_then(|n| n.parse::<usize>().ok()).expect("a number");
    let (many, every) = (number(), number());
    let dir = PathBuf::from(task.next().expect("a folder"));
    let mut store = Store::open(&dir);
    let mut out = std::io::stdout().lock();
    let mut slowest = Duration::ZERO;
    for n in 1..=many {
        let note = note(&format!("note {n}"));
        let id = note.id.clone();
        let start = Instant::now();
        let saved = store.apply(&[Edit::Add(note)]);
        slowest = slowest.max(start.elapsed());
        if saved.is_ok() {
            writeln!(out, "\nacked {id}").expect("the parent reads");
            out.flush().expect("the parent reads");
        }
        if every > 0 && n % every == 0 {
            repeat_a_line(&dir);
            let _ = store.compact();
        }
    }
    writeln!(out, "\nslowest {}", slowest.as_millis()).expect("the parent reads");
}

fn spawn(dir: &Path, many: usize, every: usize) -> std::io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", "child", "--nocapture"])
        .env("RASHOMON_TEST_CHILD", format!("{many} {every} {}", dir.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Reads what a child printed behind a word, to the end of its life.
fn printed(child: &mut Child, words: [&str; 2]) -> [Vec<String>; 2] {
    let out = child.stdout.take().map(BufReader::new);
    let mut found = [Vec::new(), Vec::new()];
    for line in out.into_iter().flat_map(|out| out.lines().map_while(Result::ok)) {
        for (word, found) in words.iter().zip(&mut found) {
            found.extend(line.strip_prefix(word).map(|rest| rest.trim().to_owned()));
        }
    }
    found
}

/// Reads the ids that a child printed, to the end of its life.
fn acked(child: &mut Child) -> Vec<String> {
    let [ids, _] = printed(child, ["acked ", "slowest "]);
    ids
}

#[test]
fn nothing_acknowledged_is_lost_to_kill_9() -> Outcome {
    let rounds = long().map_or(30, |n| n * 1000);
    let dir = tempfile::tempdir()?;
    let mut home = dir.path().join("0");
    let mut all: Vec<String> = Vec::new();
    let (mut killed, mut compacted, mut saved) = ([0; 3], 0, 0);
    for round in 0..rounds {
        let stores = rounds.div_ceil(3).min(50);
        // One process; one that compacts; two at once that do.
        let (kind, stands) = (round / stores % 3, round % stores);
        if stands == 0 {
            // A new store now and then: the first moments of one are the most delicate.
            compacted += std::fs::read_dir(home.join("trash")).map_or(0, Iterator::count);
            home = dir.path().join(round.to_string());
            all.clear();
        }
        let (processes, every) = [(1, 0), (1, 2), (2, 3)][kind];
        let mut children: Vec<_> = (0..processes)
            .map(|_| spawn(&home, usize::MAX, every))
            .collect::<std::io::Result<_>>()?;
        for (n, child) in children.iter_mut().enumerate() {
            // From before the folder is made to well into a compaction; a cheap spread of moments.
            let moment = round as u64 * 7919 % 60_000;
            std::thread::sleep(Duration::from_micros(if n == 0 { moment } else { moment / 7 }));
            child.kill()?;
        }
        for child in &mut children {
            let ids = acked(child);
            saved += ids.len();
            all.extend(ids);
            killed[kind] += usize::from(!child.wait()?.success());
        }
        let store = Store::open(&home);
        let there: HashSet<&str> = store.annotations().iter().map(|a| a.id.as_str()).collect();
        let lost: Vec<_> = all.iter().filter(|id| !there.contains(id.as_str())).collect();
        assert!(lost.is_empty(), "round {round}: lost {lost:?}");
        // At most the note that was being written when a process died.
        let damaged = store.problems().len();
        assert!(damaged <= (stands + 1) * processes, "round {round}: {:?}", store.problems());
    }
    compacted += std::fs::read_dir(home.join("trash")).map_or(0, Iterator::count);
    assert_eq!(killed.iter().sum::<usize>(), rounds + killed[2] / 2);
    eprintln!(
        "{rounds} rounds: {killed:?} processes killed (alone, compacting, two at once compacting), \
         {saved} notes acknowledged, {compacted} segments compacted away, none lost"
    );
    assert!(rounds < 1000 || compacted > 100, "compaction was hardly met: {compacted}");
    Ok(())
}

#[test]
fn concurrent_writers_lose_nothing() -> Outcome {
    let few = |short, all| long().map_or(short, |_| all);
    for (writers, each) in [(4, few(60, 1000)), (32, few(4, 100))] {
        let dir = tempfile::tempdir()?;
        let start = Instant::now();
        let mut children: Vec<_> =
            (0..writers).map(|_| spawn(dir.path(), each, 0)).collect::<std::io::Result<_>>()?;
        let (mut ids, mut slowest) = (Vec::new(), 0);
        for child in &mut children {
            let [acked, slow] = printed(child, ["acked ", "slowest "]);
            ids.extend(acked);
            slowest = slow.iter().filter_map(|ms| ms.parse::<u64>().ok()).fold(slowest, u64::max);
        }
        for child in &mut children {
            assert!(child.wait()?.success());
        }
        let took = start.elapsed();
        assert_eq!(ids.len(), writers * each, "nobody was refused");
        let store = Store::open(dir.path());
        assert_eq!(store.annotations().len(), writers * each);
        assert!(ids.iter().all(|id| store.annotations().get(&Id::new(id.clone())).is_some()));
        assert_eq!(store.problems(), []);
        let mut lines = 0;
        for segment in segments(dir.path()) {
            let text = std::fs::read_to_string(segment)?;
            assert!(text.ends_with('\n') && text.lines().all(|line| line.ends_with("\"}")));
            lines += text.lines().count();
        }
        assert_eq!(lines, writers * each, "each note once, no broken line");
        let rate = ids.len() as f64 / took.as_secs_f64();
        eprintln!(
            "{writers} writers of {each} notes: {took:?}, {rate:.0} a second, none waited longer than {slowest} ms"
        );
    }
    Ok(())
}

/// A number that looks random and is the same on every machine (SplitMix64).
fn below(seed: &mut u64, n: usize) -> usize {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((z ^ (z >> 31)) % n as u64).unwrap_or(0)
}

#[test]
fn a_flipped_bit_costs_one_note_at_most_and_is_reported() -> Outcome {
    let flips = long().map_or(60, |n| n * 500);
    let dir = tempfile::tempdir()?;
    let mut store = Store::open(dir.path());
    let edits: Vec<_> = (0..30).map(|n| Edit::Add(note(&format!("note {n} of thirty")))).collect();
    for edit in &edits {
        store.apply(std::slice::from_ref(edit))?;
    }
    let whole: Vec<Annotation> = store.annotations().iter().cloned().collect();
    drop(store);
    let segment = std::fs::read_dir(dir.path().join("journal"))?.next().ok_or("a segment")??.path();
    let good = std::fs::read(&segment)?;
    let ends: Vec<usize> = (0..good.len()).filter(|at| good[*at] == b'\n').collect();
    let (mut seed, mut hit) = (500, 0);
    for n in 0..flips {
        // Every tenth in a line's end: two lines become one.
        let anywhere = below(&mut seed, good.len());
        let at = if n % 10 == 0 { ends[below(&mut seed, ends.len())] } else { anywhere };
        let bit = below(&mut seed, 8);
        let mut bad = good.clone();
        bad[at] ^= 1 << bit;
        std::fs::write(&segment, &bad)?;
        let mut store = Store::open(dir.path());
        let there = |a: &&Annotation| store.annotations().get(&a.id) == Some(*a);
        let unharmed = whole.iter().filter(there).count();
        assert!(unharmed + 1 >= whole.len(), "byte {at}, bit {bit}: {unharmed} left");
        hit += whole.len() - unharmed;
        let told = store.examine().problems;
        assert!(!told.is_empty(), "byte {at}, bit {bit}: nobody is told");
        assert!(unharmed == whole.len() || !store.problems().is_empty(), "byte {at}, bit {bit}");
        store.apply(&[Edit::Add(note("after it"))])?;
        let after = std::fs::read(&segment)?;
        assert!(after.starts_with(&bad), "what is damaged stays as it is");
        assert_eq!(Store::open(dir.path()).annotations().len(), store.annotations().len());
    }
    eprintln!("{flips} flips of one bit each: {hit} notes hit");
    Ok(())
}

/// Not a test of its own: runs in a mount of 128 KiB, where it alone sees what is written.
#[cfg(target_os = "linux")]
#[test]
fn full_disk_child() {
    let Ok(dir) = std::env::var("RASHOMON_TEST_FULL_DISK") else { return };
    let dir = Path::new(&dir);
    let ballast = dir.join("ballast");
    std::fs::write(&ballast, vec![1; 48 << 10]).expect("there is room for it");
    let home = dir.join("store");
    let mut store = Store::open(&home);
    let mut acked = Vec::new();
    let why = loop {
        let note = note(&"a note that fills the disk ".repeat(20));
        let id = note.id.clone();
        match store.apply(&[Edit::Add(note)]) {
            Ok(_) => acked.push(id),
            Err(unsaved) => break unsaved.to_string(),
        }
        assert!(acked.len() < 10_000, "the disk is never full");
    };
    assert!(why.contains("is full"), "{why}");
    assert_eq!(store.unsaved().count(), 1, "it is kept in memory");
    let there = Store::open(&home);
    assert!(acked.iter().all(|id| there.annotations().get(id).is_some()), "reading needs no room");
    assert_eq!(there.annotations().len(), acked.len());
    assert!(store.retry().is_err(), "still full");
    std::fs::remove_file(&ballast).expect("it is ours");
    store.retry().expect("there is room again");
    let there = Store::open(&home);
    assert_eq!((there.annotations().len(), there.problems().len()), (acked.len() + 1, 0));
    println!("\nsaved {} before the disk was full, and 1 after", acked.len());
}

#[cfg(target_os = "linux")]
#[test]
fn a_really_full_disk_is_survived() -> Outcome {
    let dir = tempfile::tempdir()?;
    // A user's own namespace may mount a file system in memory; where that is forbidden, the
    // injected faults of the unit tests have to do.
    let script = "mount -t tmpfs -o size=128k none \"$1\" || exit 77; \
                  exec \"$2\" --exact full_disk_child --nocapture";
    let run = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, "sh"])
        .arg(dir.path())
        .arg(std::env::current_exe()?)
        .env("RASHOMON_TEST_FULL_DISK", dir.path())
        .output();
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match run {
        Err(_) => eprintln!("not run: there is no unshare here"),
        Ok(run) if run.status.code() == Some(77) || told(&run.stderr).contains("unshare") => {
            eprintln!("not run: {}", told(&run.stderr).trim());
        }
        Ok(run) => {
            assert!(run.status.success(), "{}{}", told(&run.stdout), told(&run.stderr));
            assert!(told(&run.stdout).contains("and 1 after"), "{}", told(&run.stdout));
        }
    }
    Ok(())
}

fn rashomon(dir: &Path, args: &[&str]) -> std::io::Result<std::process::Output> {
    Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .current_dir(dir)
        .args(args)
        .args(["--store", "store"])
        .env("RASHOMON_NAME", "Ada")
        .output()
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

const OLD: &str = "At dawn, 12 ships left the northern port under heavy rain. Nobody waved at all. \
                   The pilot boat came back at noon.\n";

#[test]
fn notes_from_the_shell_from_the_first_to_a_changed_source() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = dir.path();
    std::fs::write(at.join("a.txt"), OLD)?;
    std::fs::write(
        at.join("b.txt"),
        "Fourteen ships sailed from the north at sunrise, in the rain.\n",
    )?;
    let run = |args: &[&str]| rashomon(at, args);
    assert_eq!(run(&["notes", "list"])?.status.code(), Some(1), "nothing is there yet");
    let add = [
        "notes",
        "add",
        "a.txt",
        "--quote",
        "12 ships left",
        "--note",
        "too few",
        "--tag",
        "fleet",
    ];
    let (a, b) = (
        run(&add)?,
        run(&["notes", "add", "b.txt", "--quote", "fourteen SHIPS", "--note", "more"])?,
    );
    assert_eq!((a.status.code(), b.status.code()), (Some(0), Some(0)), "{a:?} {b:?}");
    let (a, b) = (said(&a), said(&b));
    assert!(a.starts_with("urn:uuid:") && !a.contains('\n'));
    let pair = run(&["notes", "link", &a, &b, "--kind", "contradiction", "--class", "quantity"])?;
    assert_eq!(pair.status.code(), Some(0), "{pair:?}");
    let list: serde_json::Value =
        serde_json::from_str(&said(&run(&["notes", "list", "a.txt", "--format", "json"])?))?;
    assert_eq!(list["notes"].as_array().map(Vec::len), Some(2));
    let first = &list["notes"][0];
    assert_eq!((&first["quote"], &first["anchor"]), (&"12 ships left".into(), &"anchored".into()));
    assert_eq!((&first["text"], &first["tags"][0]), (&"too few".into(), &"fleet".into()));
    assert_eq!(list["notes"][1]["kind"], "contradiction");
    assert_eq!(run(&["notes", "check", "a.txt", "b.txt"])?.status.code(), Some(0));

    std::fs::write(at.join("a.txt"), OLD.replace("12 ships", "15 ships"))?;
    let check = run(&["notes", "check", "a.txt", "b.txt"])?;
    assert_eq!(check.status.code(), Some(1));
    assert!(said(&check).contains("12 → 15"), "{}", said(&check));
    let place = ["notes", "edit", &a, "a.txt", "--quote", "15 ships left", "--untag", "fleet"];
    assert_eq!(run(&place)?.status.code(), Some(0));
    assert_eq!(said(&run(&["notes", "history", &a])?).lines().count(), 2);
    assert_eq!(run(&["notes", "undo"])?.status.code(), Some(0));
    assert!(said(&run(&["notes", "list"])?).contains("12 ships left"));
    assert_eq!(run(&["notes", "redo"])?.status.code(), Some(0));
    assert!(said(&run(&["notes", "list"])?).contains("15 ships left"));

    let exported = run(&["notes", "export", "--output", "all.jsonld"])?;
    assert_eq!(exported.status.code(), Some(0), "{exported:?}");
    let other = Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .current_dir(at)
        .args(["notes", "import", "all.jsonld", "--store", "other"])
        .output()?;
    assert_eq!(other.status.code(), Some(0), "{other:?}");
    assert_eq!(run(&["notes", "merge", "other", "--dry-run"])?.status.code(), Some(0));
    assert_eq!(run(&["notes", "remove", &a])?.status.code(), Some(0));
    assert_eq!(run(&["notes", "remove", &a])?.status.code(), Some(2), "it is gone");
    assert_eq!(run(&["notes", "add", "a.txt", "--quote", "no such words"])?.status.code(), Some(1));
    for command in ["compact", "doctor", "backup"] {
        assert_eq!(run(&["store", command])?.status.code(), Some(0), "{command}");
    }
    Ok(())
}

#[test]
fn the_doctor_names_every_damaged_place() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = dir.path();
    std::fs::write(at.join("a.txt"), OLD)?;
    for _ in 0..3 {
        rashomon(at, &["notes", "add", "a.txt", "--quote", "Nobody waved"])?;
    }
    let segment = std::fs::read_dir(at.join("store/journal"))?.next().ok_or("a segment")??.path();
    let good = std::fs::read_to_string(&segment)?;
    let lines: Vec<_> = good.lines().collect();
    let bad =
        format!("{}\nrubbish\n{}\n{}", lines[0], lines[1].replace("Ada", "Eve"), &lines[2][..40]);
    std::fs::write(&segment, bad)?;
    let doctor = rashomon(at, &["store", "doctor", "--format", "json"])?;
    assert_eq!(doctor.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&doctor.stdout)?;
    let found: Vec<_> = report["problems"]
        .as_array()
        .ok_or("a list")?
        .iter()
        .map(|p| (p["line"].as_u64(), p["kind"].as_str().map(str::to_owned)))
        .collect();
    let kind = |kind: &str| Some(kind.to_owned());
    let wanted =
        [(Some(2), kind("damaged")), (Some(3), kind("unsealed")), (Some(4), kind("damaged"))];
    assert_eq!(found, wanted);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_is_read_and_says_why() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = dir.path();
    std::fs::write(at.join("a.txt"), OLD)?;
    std::fs::write(at.join("store"), "a file, not a folder")?;
    let refused = rashomon(at, &["notes", "add", "a.txt", "--quote", "Nobody waved"])?;
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(said(&refused), "", "no id is printed for a note that is not saved");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not saved"), "{refused:?}");
    Ok(())
}
