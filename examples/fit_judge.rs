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

use rashomon::analysis::judge::{Label, judge, noticed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How strongly weights are drawn to nought: the weight of as many pairs that say nothing.
const RIDGE: f64 = 1.0;

/// Steps of Newton's method; a dozen are enough for so few weights.
const STEPS: usize = 25;

type Firing = (BTreeMap<&'static str, f64>, bool);

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
        let weights = fit(firings);
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

/// Logistic regression with a ridge on all but the constant, by Newton's method.
fn fit(firings: &[Firing]) -> Vec<(&'static str, f64)> {
    let names: BTreeSet<&'static str> =
        firings.iter().flat_map(|(x, _)| x.keys().copied()).collect();
    let names: Vec<&'static str> = std::iter::once("constant").chain(names).collect();
    let rows: Vec<(Vec<f64>, f64)> = firings
        .iter()
        .map(|(x, yes)| {
            let row = names
                .iter()
                .enumerate()
                .map(|(i, name)| if i == 0 { 1.0 } else { x.get(name).copied().unwrap_or(0.0) });
            (row.collect(), f64::from(u8::from(*yes)))
        })
        .collect();
    let n = names.len();
    let mut weights = vec![0.0; n];
    for _ in 0..STEPS {
        let mut slope = vec![0.0; n];
        let mut curve = vec![vec![0.0; n]; n];
        for (row, yes) in &rows {
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            for i in 0..n {
                slope[i] += (yes - chance) * row[i];
                for j in 0..n {
                    curve[i][j] += chance * (1.0 - chance) * row[i] * row[j];
                }
            }
        }
        for i in 0..n {
            let ridge = if i == 0 { 0.1 } else { RIDGE };
            slope[i] -= ridge * weights[i];
            curve[i][i] += ridge;
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, slope)) {
            *weight += step;
        }
    }
    names.into_iter().zip(weights).collect()
}

/// Solves a system whose matrix is positive definite, by elimination.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        let (done, rest) = a.split_at_mut(i + 1);
        let pivot = &done[i];
        for (k, row) in rest.iter_mut().enumerate() {
            let share = row[i] / pivot[i];
            for (cell, above) in row.iter_mut().zip(pivot) {
                *cell -= share * above;
            }
            b[i + 1 + k] -= share * b[i];
        }
    }
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * x[j]).sum();
        x[i] = (b[i] - known) / a[i][i];
    }
    x
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
