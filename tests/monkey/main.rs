//! The screen on hostile ground, in process: a monkey at the keyboard, windows of every size, every character there is.
//!
//! Short in `cargo test`. On request: `RASHOMON_MONKEY_EVENTS=1000000` random events from `RASHOMON_MONKEY_SEED`, with
//! an eye on memory; `RASHOMON_LONG_TESTS=1` every size and every character on every screen. What is measured is
//! printed: `cargo test --profile quick --test monkey -- --nocapture`.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(clippy::print_stderr, reason = "what was measured is told")]

mod characters;
mod dice;
mod screens;
mod windows;
mod world;

use dice::Dice;
use rashomon::ui::theme::Theme;
use world::{World, feed, look, reader, setting};

/// Memory in use, in KiB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

/// Runs of at least so many events are asked for by themselves.
const LONG: u64 = 100_000;

#[test]
fn a_monkey_breaks_nothing() {
    let events = setting("RASHOMON_MONKEY_EVENTS").unwrap_or(4000);
    let seed = setting("RASHOMON_MONKEY_SEED").unwrap_or(1);
    let mut dice = Dice(seed);
    let theme = Theme::built_in("dark");
    let mut world = World::default();
    let mut state = reader(120, 40);
    let mut settled = 0;
    let mut last: Vec<String> = Vec::new();
    for count in 0..events {
        let event = dice.event(state.generation);
        if last.len() == 30 {
            last.remove(0);
        }
        last.push(format!("{event:?}"));
        let step = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            feed(&mut state, &mut world, event);
            if count % 8 == 0 {
                look(&state, &theme);
            }
        }));
        assert!(step.is_ok(), "seed {seed}, event {count}, after {}", last.join(" "));
        if count == events / 4 {
            settled = memory();
        }
    }
    // In a short run the other test of this program, beside it, uses memory too: only a long one tells.
    let grown = memory().saturating_sub(settled);
    assert!(
        events < LONG || grown < 50 * 1024,
        "{grown} KiB more after three quarters of {events} events"
    );
}
