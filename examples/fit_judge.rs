//! Fits the weights of the judge to labelled pairs, and says how they do on pairs that were held back.
//!
//! ```sh
//! cargo run --release --example fit_judge -- assets/judge.txt PAIRS.jsonl...
//! ```
//!
//! `PAIRS.jsonl` has lines `{"premise","hypothesis","label"}`. The weights are fitted to the even lines of
//! each file, counted from 0, and written to the first argument; the odd lines only check. `--check` prints
//! the figures of the weights as they are built in and writes nothing.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[allow(dead_code, reason = "the others weigh what they hold back, too")]
mod logistic;

use logistic::{Firing, RIDGE, fit};
use rashomon::analysis::judge::{Label, judge, noticed};
use std::collections::BTreeMap;
use std::path::Path;

struct Pair {
    premise: String,
    hypothesis: String,
    label: String,
}

fn main() -> anyhow::Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let check = args.first().is_some_and(|arg| arg == "--check");
    anyhow::ensure!(args.len() > 1, "usage: fit_judge [--check | WEIGHTS] PAIRS.jsonl...");
    let target = args.remove(0);
    let mut sets = Vec::new();
    for path in &args {
        let name = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sets.push((name, read(path)?));
    }
    if check {
        return print(&sets);
    }
    let mut firings: BTreeMap<&'static str, Vec<Firing>> = BTreeMap::new();
    for pair in sets.iter().flat_map(|(_, pairs)| pairs.iter().step_by(2)) {
        for (model, figures) in noticed(&pair.premise, &pair.hypothesis) {
            let firing = (figures.into_iter().collect(), pair.label == "contradiction");
            firings.entry(model).or_default().push(firing);
        }
    }
    let mut out = String::from(
        "# How the judge weighs what its rules notice: logistic models, a constant and one weight per figure.\n\
         # Written by examples/fit_judge.rs from public sentence pairs; not to be edited by hand.\n",
    );
    for (model, firings) in &firings {
        let weights = fit(firings, |_| RIDGE);
        let items: Vec<String> = weights
            .iter()
            .filter(|(name, weight)| *name == "constant" || weight.abs() >= 0.005)
            .map(|(name, weight)| format!("{name}={weight:.2}"))
            .collect();
        out += &format!("{model}: {}\n", items.join(" "));
        let right = firings.iter().filter(|(_, yes)| *yes).count();
        println!("{model:12} {:5} firings, {right:4} of contradictions", firings.len());
    }
    std::fs::write(&target, out)?;
    println!("written to {target}; build again and run with --check");
    Ok(())
}

fn read(path: &str) -> anyhow::Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        pairs.push(Pair {
            premise: field("premise"),
            hypothesis: field("hypothesis"),
            label: field("label"),
        });
    }
    Ok(pairs)
}

fn print(sets: &[(String, Vec<Pair>)]) -> anyhow::Result<()> {
    println!(
        "| pairs | lines | called | precision | recall | entailed pairs called contradictory |"
    );
    println!("|---|---|---:|---:|---:|---:|");
    for (name, pairs) in sets {
        let called: Vec<bool> = pairs
            .iter()
            .map(|pair| judge(&pair.premise, &pair.hypothesis).label == Label::Contradiction)
            .collect();
        for (part, from, step) in [("all", 0, 1), ("even", 0, 2), ("odd", 1, 2)] {
            let rows: Vec<(&Pair, bool)> =
                pairs.iter().zip(called.iter().copied()).skip(from).step_by(step).collect();
            let count = |test: &dyn Fn(&str, bool) -> bool| {
                rows.iter().filter(|(pair, called)| test(&pair.label, *called)).count()
            };
            let share = |of: usize, all: usize| {
                if all == 0 {
                    "-".to_owned()
                } else {
                    format!("{:.1}", 100.0 * of as f64 / all as f64)
                }
            };
            let hits = count(&|label, called| called && label == "contradiction");
            let calls = count(&|_, called| called);
            println!(
                "| {name} | {part} | {calls} | {} | {} | {} |",
                share(hits, calls),
                share(hits, count(&|label, _| label == "contradiction")),
                share(
                    count(&|label, called| called && label == "entailment"),
                    count(&|label, _| label == "entailment")
                ),
            );
        }
    }
    Ok(())
}
