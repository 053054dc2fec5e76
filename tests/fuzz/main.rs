//! Fuzzing on the stable compiler: the bodies that `fuzz/` gives to libFuzzer, driven by a seeded mutator.
//!
//! Each target takes the same few hundred inputs in every `cargo test`, from a fixed seed, over the corpus in
//! `tests/fuzz/seeds/NAME`. `RASHOMON_FUZZ_SECONDS=600` makes the runs long, `RASHOMON_FUZZ_SEED=7`
//! starts elsewhere, `RASHOMON_FUZZ_LOG=FILE` adds a line to a file for each target: its executions, the seconds
//! of a processor, and how many different things its inputs met (messages, kinds and pairs of kinds, rough numbers).
//! An input that fails is kept in the target folder, and the message names it;
//! `RASHOMON_FUZZ_INPUT=FILE` runs that one input alone.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

mod clock;
mod growth;
mod mutate;
mod targets;

use clock::Stopwatch;
use mutate::Mutator;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use targets::{Seen, Target};

/// How long a target may take over one input of at most [`Target::largest`] bytes, in seconds of the processor;
/// `RASHOMON_FUZZ_SLOWEST` is for a build that is optimised and asserts, too.
const SLOWEST: f64 = if cfg!(debug_assertions) { 30.0 } else { 2.0 };

/// How many inputs a target takes when no length was asked for.
const FEW: u64 = 200;

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(name);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let read = |file: &PathBuf| {
        let bytes = std::fs::read(file).expect("a seed");
        // A file of many short ones.
        match file.extension().is_some_and(|e| e == "lines") {
            true => bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect(),
            false => vec![bytes],
        }
    };
    files.iter().flat_map(read).collect()
}

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs one input and returns what it met; a failure is kept as a file and named.
fn execute(target: &Target, input: &[u8], slowest: Duration) -> Seen {
    let mut seen = Seen::default();
    let watch = Stopwatch::start();
    let failed = catch_unwind(AssertUnwindSafe(|| (target.run)(input, &mut seen))).is_err();
    let slow = watch.elapsed() > slowest;
    if failed || slow {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-failures");
        std::fs::create_dir_all(&folder).expect("a folder for failures");
        let file = folder.join(format!("{}-{:08x}", target.name, crc32c::crc32c(input)));
        std::fs::write(&file, input).expect("the failing input is kept");
        let why = if failed { "failed (see above)" } else { "took too long" };
        panic!(
            "{}: {} {why} on the {} bytes in {}",
            target.name,
            target.says,
            input.len(),
            file.display()
        );
    }
    seen
}

fn campaign(name: &str) {
    let target = targets::named(name);
    if let Some(file) = setting::<PathBuf>("RASHOMON_FUZZ_INPUT") {
        return (target.run)(&std::fs::read(file).expect("an input"), &mut Seen::default());
    }
    let seeds = seeds(name);
    assert!(!seeds.is_empty(), "{name} has no seeds");
    // Without a length asked for, a fixed number of inputs: the same test on every machine.
    let long = setting("RASHOMON_FUZZ_SECONDS");
    let most = if long.is_some() { u64::MAX } else { FEW };
    let length = long.map_or(Duration::MAX, Duration::from_secs_f64);
    let slowest = Duration::from_secs_f64(setting("RASHOMON_FUZZ_SLOWEST").unwrap_or(SLOWEST));
    let mut mutator = Mutator::new(setting("RASHOMON_FUZZ_SEED").unwrap_or(1), &seeds, target);
    for seed in &seeds {
        mutator.know(&execute(target, seed, slowest));
    }
    let (start, watch, mut runs) = (std::time::Instant::now(), Stopwatch::start(), 0u64);
    while runs < most && start.elapsed() < length {
        let seen = execute(target, mutator.next(), slowest);
        mutator.learn(&seen);
        runs += 1;
    }
    assert!(runs > 0);
    assert!(mutator.met() > 1, "{name} tells nothing of what it meets");
    if let Some(file) = setting::<PathBuf>("RASHOMON_FUZZ_LOG") {
        let mut log = std::fs::File::options().create(true).append(true).open(file).expect("a log");
        let (seconds, met) = (watch.elapsed().as_secs_f64(), mutator.met());
        // In one write: others add lines, and `.ci/fuzz` reads them.
        let line = format!("{name}\t{runs}\t{seconds:.1}\t{met}\n");
        log.write_all(line.as_bytes()).expect("a line");
    }
}

macro_rules! campaigns {
    ($($name:ident),* $(,)?) => {
        $(#[test] fn $name() { campaign(stringify!($name)); })*

        /// A target without a test of its own would never run.
        #[test]
        fn every_target_has_a_campaign() {
            let here = [$(stringify!($name)),*];
            let there: Vec<_> = targets::TARGETS.iter().map(|t| t.name).collect();
            assert_eq!(here.as_slice(), there);
        }
    };
}

campaigns!(
    clean,
    fold,
    wrap,
    language,
    frontmatter,
    plain,
    markdown,
    html,
    feed,
    book,
    bytes,
    anchor,
    w3c,
    import,
    table,
    verify,
    judge,
    compare,
    topics,
    record,
    journal,
    settings,
    screen
);

/// Every target of the table has its libFuzzer harness, and each harness a target.
#[test]
fn every_target_has_a_harness() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    if !folder.is_dir() {
        return; // the packaged crate leaves fuzz/ out
    }
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .expect("harnesses")
        .map(|e| e.expect("an entry").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    there.sort();
    let mut here: Vec<_> = targets::TARGETS.iter().map(|t| t.name).collect();
    here.sort_unstable();
    assert_eq!(here, there);
}
