//! A mebibyte of each construct of each format takes at most two seconds.
//!
//! The constructs are those of `tests/fuzz/targets`, which `tests/fuzz/growth.rs` doubles to see that time does not grow
//! like a square. A little of each here; the mebibyte when asked, with the slowest printed:
//!
//! ```text
//! RASHOMON_LONG_TESTS=1 cargo test --profile fuzz --test mebibyte -- --nocapture
//! ```

#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(clippy::print_stderr, reason = "what was measured is told")]

#[path = "fuzz/clock.rs"]
mod clock;
#[allow(dead_code, reason = "the rest is for the mutator")]
#[path = "fuzz/targets/mod.rs"]
mod targets;

use clock::Stopwatch;
use std::time::Duration;
use targets::{Seen, TARGETS};

#[test]
fn a_mebibyte_of_anything_is_read_soon() {
    let long = std::env::var_os("RASHOMON_LONG_TESTS").is_some();
    let bytes = if long { 1 << 20 } else { 2 << 10 };
    let mut times: Vec<(Duration, &str, &str)> = Vec::new();
    for target in TARGETS {
        for unit in target.units {
            let input = unit.repeat(bytes / unit.len() + 1);
            let watch = Stopwatch::start();
            (target.run)(input.as_bytes(), &mut Seen::default());
            times.push((watch.elapsed(), target.name, unit));
        }
    }
    times.sort_unstable();
    eprintln!(
        "{} constructs of {bytes} bytes; the slowest, with everything that is checked:",
        times.len()
    );
    for (time, target, unit) in times.iter().rev().take(8) {
        eprintln!(
            "{:.2} s  {target}  {:?}",
            time.as_secs_f64(),
            unit.chars().take(60).collect::<String>()
        );
    }
    let slow: Vec<_> = times.iter().filter(|(time, ..)| *time > Duration::from_secs(2)).collect();
    assert!(cfg!(debug_assertions) && !long || slow.is_empty(), "{slow:?}");
}
