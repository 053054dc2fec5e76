//! Logistic regression, for the examples that fit weights.

use rashomon::analysis::logistic::chance;
use std::collections::{BTreeMap, BTreeSet};

/// How strongly weights are drawn to nought unless a program has a reason: the weight of as many pairs that say nothing.
pub(crate) const RIDGE: f64 = 1.0;

/// Steps of Newton's method; a dozen are enough for so few weights.
const STEPS: usize = 25;

/// What a rule noticed once, and whether it was right.
pub(crate) type Firing = (BTreeMap<&'static str, f64>, bool);

/// Logistic regression by Newton's method, with a ridge on each weight but the constant.
pub(crate) fn fit(firings: &[Firing], ridge: impl Fn(&str) -> f64) -> Vec<(&'static str, f64)> {
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
            let chance = chance(sum);
            for i in 0..n {
                slope[i] += (yes - chance) * row[i];
                for j in 0..n {
                    curve[i][j] += chance * (1.0 - chance) * row[i] * row[j];
                }
            }
        }
        for i in 0..n {
            let ridge = if i == 0 { 0.1 } else { ridge(names[i]) };
            slope[i] -= ridge * weights[i];
            curve[i][i] += ridge;
        }
        for (weight, step) in weights.iter_mut().zip(solve(curve, slope)) {
            *weight += step;
        }
    }
    names.into_iter().zip(weights).collect()
}

/// Returns the log-odds that weights see in some figures.
pub(crate) fn odds(weights: &[(&'static str, f64)], (figures, _): &Firing) -> f64 {
    let figure = |name: &str| figures.get(name).copied().unwrap_or(0.0);
    weights.iter().map(|(name, w)| w * if *name == "constant" { 1.0 } else { figure(name) }).sum()
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
