//! Measures a large store: `cargo run --release --example store_scale -- DIR [NOTES]`.
//!
//! Makes a store of that many notes in DIR unless it is there, then prints how long it takes to
//! load, how much memory the process has then, and how long it takes to add one.

#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use rashomon::annotation::{Annotation, Edit, Id, Selector, Target};
use rashomon::store::Store;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn note(n: usize) -> Annotation {
    let id = Id::from_uuid(uuid::Uuid::now_v7());
    let mut note = Annotation::note(id, "Ada Reader", "2026-01-01T00:00:00Z");
    note.targets.push(Target {
        source: format!("https://news.example/2026/report-{}", n % 500),
        sha256: format!("{:064x}", n % 500),
        selectors: vec![
            Selector::TextQuote {
                exact: format!("the harbour master counted {n} ships on the morning of the storm"),
                prefix: "as the rain grew heavier, and so".into(),
                suffix: " said that no boat would go out".into(),
            },
            Selector::TextPosition { start: n, end: n + 60 },
        ],
        unknown: vec![],
    });
    note.set_comment("The other account has a lower figure; ask the port for its log of that day.");
    note.set_tags(["fleet", if n.is_multiple_of(3) { "toll" } else { "time" }]);
    note
}

/// Resident memory in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

/// Processor time of all threads, where the system tells: the clock on the wall counts others' work.
fn processor() -> Duration {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let now = clock_gettime(ClockId::ProcessCPUTime);
        let nanos = u32::try_from(now.tv_nsec).unwrap_or(0);
        Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), nanos)
    }
    #[cfg(not(unix))]
    Duration::ZERO
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1);
    let dir = PathBuf::from(args.next().ok_or("name a folder")?);
    let many = args.next().and_then(|n| n.to_str()?.parse().ok()).unwrap_or(100_000);
    if !dir.exists() {
        let mut store = Store::open(&dir);
        for start in (0..many).step_by(1000) {
            let edits: Vec<_> =
                (start..many.min(start + 1000)).map(|n| Edit::Add(note(n))).collect();
            store.apply(&edits)?;
        }
        drop(store);
        println!("made {many} notes in {}; run again to measure", dir.display());
        return Ok(());
    }
    let before = memory().unwrap_or(0);
    let start = Instant::now();
    let mut store = Store::open(&dir);
    let (load, worked) = (start.elapsed(), processor());
    let notes = store.annotations().len();
    println!("load {notes} notes   {load:?}, processor {worked:?}");
    println!("memory              {} MiB more than before", memory().unwrap_or(0) - before);
    let mut times: Vec<_> = (0..50)
        .map(|n| {
            let edit = Edit::Add(note(n));
            let start = Instant::now();
            store.apply(&[edit]).map(|_| start.elapsed())
        })
        .collect::<Result<_, _>>()?;
    times.sort();
    println!("add one             median {:?}, worst of 50 {:?}", times[25], times[49]);
    let start = Instant::now();
    store.poll();
    println!("poll, nothing new   {:?}", start.elapsed());
    let start = Instant::now();
    store.undo()?;
    println!("undo                {:?}", start.elapsed());
    Ok(())
}
