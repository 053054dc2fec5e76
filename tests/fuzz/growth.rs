//! Twice the input takes twice the time: each construct is repeated until it takes long enough to measure.

use crate::clock::Stopwatch;
use crate::targets::{self, Seen, Target};
use std::time::Duration;

/// Long enough to measure well.
const MEASURABLE: Duration = Duration::from_millis(8);

/// So long that a reader waits: what still grows like a square here has no bound of its own.
const TOO_LONG: Duration = Duration::from_secs(1);

/// No construct is repeated beyond this many bytes.
const LARGEST: usize = 256 * 1024;

/// The growth that fails: linear is 2, quadratic is 4. Both of the last two doublings must exceed it.
const LIMIT: f64 = 3.2;

fn time(target: &Target, unit: &str, bytes: usize) -> Duration {
    let input = unit.repeat(bytes / unit.len() + 1);
    let once = || {
        let watch = Stopwatch::start();
        (target.run)(input.as_bytes(), &mut Seen::default());
        watch.elapsed()
    };
    // The shorter of two, but what is long enough is not measured twice.
    let first = once();
    if first > TOO_LONG / 4 { first } else { first.min(once()) }
}

/// Returns why the construct grows too fast, or `None` when it does not.
fn fault(target: &Target, unit: &str) -> Option<String> {
    let mut bytes = 256;
    let mut last = time(target, unit, bytes);
    let mut steep = 0;
    while bytes < LARGEST {
        bytes *= 2;
        let now = time(target, unit, bytes);
        let ratio = now.as_secs_f64() / last.as_secs_f64().max(1e-9);
        steep = if last > MEASURABLE / 4 && ratio > LIMIT { steep + 1 } else { 0 };
        if steep >= 2 && now > TOO_LONG {
            return Some(format!(
                "{}: {unit:?} repeated to {bytes} bytes took {now:.2?}, half of it {last:.2?}",
                target.name
            ));
        }
        if last > MEASURABLE / 4 && now > MEASURABLE && steep == 0 {
            // One slow measurement of the half makes a square look straight: that is taken again.
            last = last.min(time(target, unit, bytes / 2));
            if now.as_secs_f64() / last.as_secs_f64().max(1e-9) <= LIMIT {
                return None;
            }
            steep = 1;
        }
        last = now;
    }
    None
}

#[test]
fn time_grows_with_the_input_and_not_with_its_square() {
    let only = std::env::var("RASHOMON_FUZZ_ONLY").ok();
    let faults: Vec<String> = targets::TARGETS
        .iter()
        .filter(|target| only.as_deref().is_none_or(|only| only == target.name))
        .flat_map(|target| target.units.iter().filter_map(|unit| fault(target, unit)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A harness that finds nothing proves nothing.
#[test]
fn a_square_is_found() {
    fn work(data: &[u8], _: &mut Seen) {
        let pairs = data.iter().flat_map(|a| data.iter().map(move |b| u64::from(*a ^ *b)));
        assert!(std::hint::black_box(pairs.sum::<u64>()) < u64::MAX);
    }
    let (words, units) = (&[], &["ab"]);
    let target = Target {
        name: "square",
        says: "",
        run: work,
        words,
        units,
        texts: &[],
        usual: 64,
        largest: 64,
    };
    assert!(fault(&target, "ab").is_some());
}
