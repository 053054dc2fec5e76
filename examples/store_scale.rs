//! Measures stores: `cargo run --release --example store_scale -- DIR 10 1000 100000`.
//!
//! Makes a store of each size in DIR unless it is there; prints how long it takes to load, in a
//! process of its own, and how much memory that has then; and, in turns, how long it takes to save
//! a note in each, beside as many bytes and one `fdatasync`.

#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use rashomon::annotation::{Annotation, Edit, Id, Selector, Target};
use rashomon::store::Store;
use std::io::Write;
use std::path::{Path, PathBuf};
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

/// Makes a store of so many annotations, unless it is there.
fn make(dir: &Path, many: usize) -> Result<(), Box<dyn std::error::Error>> {
    if dir.exists() {
        return Ok(());
    }
    let mut store = Store::open(dir);
    for start in (0..many).step_by(1000) {
        let edits: Vec<_> = (start..many.min(start + 1000)).map(|n| Edit::Add(note(n))).collect();
        store.apply(&edits)?;
    }
    Ok(())
}

/// In a process of its own: what it takes to open a store, and what it costs in memory.
fn load(dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let before = memory().unwrap_or(0);
    let start = Instant::now();
    let mut store = Store::open(dir);
    let (load, worked) = (start.elapsed(), processor());
    let notes = store.annotations().len();
    println!("{notes} notes: loaded in {load:?}, processor {worked:?}");
    println!(
        "  memory {} MiB, {} more than before",
        memory().unwrap_or(0),
        memory().unwrap_or(0) - before
    );
    let start = Instant::now();
    store.poll();
    println!("  poll, nothing new {:?}", start.elapsed());
    store.apply(&[Edit::Add(note(0))])?;
    let start = Instant::now();
    store.undo()?;
    println!("  undo {:?}", start.elapsed());
    Ok(())
}

/// One note into each store and as many bytes into a bare file, in turns: what a save costs beside
/// the one `fdatasync` that it cannot do without.
fn save(dir: &Path, sizes: &[usize]) -> Result<(), Box<dyn std::error::Error>> {
    let mut stores: Vec<_> = sizes.iter().map(|n| Store::open(&dir.join(n.to_string()))).collect();
    let mut bare = std::fs::OpenOptions::new().append(true).create(true).open(dir.join("bare"))?;
    let record = vec![b'x'; 1200];
    let mut times = vec![Vec::new(); sizes.len() + 1];
    for n in 0..TURNS {
        let start = Instant::now();
        bare.write_all(&record)?;
        bare.sync_data()?;
        times[0].push(start.elapsed());
        for (store, times) in stores.iter_mut().zip(&mut times[1..]) {
            let edit = Edit::Add(note(n));
            let start = Instant::now();
            store.apply(&[edit])?;
            times.push(start.elapsed());
        }
    }
    times.iter_mut().for_each(|times| times.sort());
    let p50 = |times: &[Duration]| times[times.len() / 2];
    println!("one of {TURNS} in turns, median and 99th of a hundred:");
    let floor = p50(&times[0]);
    println!("  1,200 bytes and fdatasync  {floor:?}, {:?}", times[0][TURNS * 99 / 100]);
    for (size, times) in sizes.iter().zip(&times[1..]) {
        let ratio = p50(times).as_secs_f64() / floor.as_secs_f64();
        println!(
            "  a note beside {size:<10}  {:?}, {:?}: {ratio:.2} of it",
            p50(times),
            times[TURNS * 99 / 100]
        );
    }
    Ok(())
}

/// How often each is saved.
const TURNS: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1);
    let dir = PathBuf::from(args.next().ok_or("name a folder")?);
    let sizes: Vec<usize> = args.map(|n| n.to_string_lossy().parse()).collect::<Result<_, _>>()?;
    if let Ok(store) = std::env::var(LOAD) {
        return load(Path::new(&store));
    }
    for size in &sizes {
        let store = dir.join(size.to_string());
        make(&store, *size)?;
        let done = std::process::Command::new(std::env::current_exe()?)
            .arg(&dir)
            .env(LOAD, store)
            .status()?;
        if !done.success() {
            return Err("a store was not loaded".into());
        }
    }
    save(&dir, &sizes)
}

/// Says to load the store it names, to a process that this one starts.
const LOAD: &str = "STORE_SCALE_LOAD";
