//! How many cases a property takes, and from which seed. This module is there in tests only.
//!
//! In `cargo test` every property takes the same few cases on every machine and every day: what was landed stays
//! green. `RASHOMON_PROPERTY_CASES=1000000` gives each so many instead, from `RASHOMON_PROPERTY_SEED` or, without
//! it, from the clock; a property that fails says from which seed, and the seed and the number repeat it.
//!
//! ```text
//! RASHOMON_PROPERTY_CASES=1000000 cargo test --profile fuzz --lib tables_give_back_what_they_carry
//! ```

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// The seed of the cases in every `cargo test`.
const SEED: u64 = 20_261_122;

/// Gives a property so many cases, always the same ones, or as many as were asked for.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let many = setting("RASHOMON_PROPERTY_CASES").and_then(|n| u32::try_from(n).ok());
    let seed = setting("RASHOMON_PROPERTY_SEED").unwrap_or_else(|| many.map_or(SEED, |_| clock()));
    let cases = many.unwrap_or(few);
    told(cases, seed);
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        // The seed repeats a failure; a file in the tree would change what the next run tests.
        failure_persistence: None,
        // As many may be passed over in each case as by default in the few.
        max_local_rejects: cases.saturating_mul(256).max(65_536),
        max_global_rejects: cases.saturating_mul(4).max(1024),
        ..ProptestConfig::default()
    }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Any seed will do, as long as it is told.
fn clock() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(SEED, |since| since.as_secs())
}

/// Shown beside the failure: the harness keeps what a test prints until it fails.
#[allow(clippy::print_stderr, reason = "a failing test says how it is repeated")]
fn told(cases: u32, seed: u64) {
    eprintln!("RASHOMON_PROPERTY_CASES={cases} RASHOMON_PROPERTY_SEED={seed}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    fn drawn() -> Vec<String> {
        let drawn = std::cell::RefCell::new(Vec::new());
        let run = TestRunner::new(cases(64)).run(&any::<String>(), |text| {
            drawn.borrow_mut().push(text);
            Ok(())
        });
        run.expect("nothing fails");
        drawn.into_inner()
    }

    /// Without a wish the cases are the same in every run; so no landed commit fails by chance.
    #[test]
    fn the_same_cases_come_again() {
        if setting("RASHOMON_PROPERTY_CASES").is_some() {
            return;
        }
        let first = drawn();
        assert_eq!(first.len(), 64);
        assert_eq!(first, drawn());
        assert!(first.iter().collect::<std::collections::BTreeSet<_>>().len() > 50, "they differ");
    }
}
