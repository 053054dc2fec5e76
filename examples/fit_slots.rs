//! Fits the weights by which two figures of different articles are taken for figures of one thing.
//!
//! ```sh
//! cargo run --release --example fit_slots -- assets/slots.txt DIR...
//! ```
//!
//! Each folder holds clusters as `clusters/mod.rs` tells. Two figures are of one thing when they stand in the quotes of
//! a pair that contradicts or confirms each other; pairs that only seem to contradict are left out, since some of them
//! are of one thing (a toll and its update) and some are not.
//!
//! The weights are written to the first argument. Before, it prints how well they tell figures that differ in clusters
//! that were held back: each is weighed by a model that never saw it.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[allow(dead_code, reason = "what scores reads more of a cluster than what fits")]
mod clusters;
mod logistic;

use clusters::{Cluster, Item};
use logistic::{Firing, RIDGE, fit, odds};
use rashomon::analysis::context::Context;
use rashomon::analysis::pairing::{Candidate, candidates, mutual};
use std::path::Path;

/// One pair of figures of a cluster.
struct Pair {
    firing: Firing,
    /// Whether the two contradict each other.
    contradicts: bool,
    /// Whether the two differ.
    differs: bool,
    /// Whether it seems to contradict, and does not: nothing is learnt of it.
    trap: bool,
}

/// A pair of one cluster that was held back: its odds, and whether the two contradict each other.
type Held = (f64, bool);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let target = args.next().ok_or("usage: fit_slots WEIGHTS DIR...")?;
    let mut read = Vec::new();
    for dir in args {
        for folder in clusters::folders(Path::new(&dir))? {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            read.push((name, Cluster::read(&folder)?));
        }
    }
    let contexts: Vec<Context<'_>> = read.iter().map(|(_, c)| Context::new(&c.library)).collect();
    let found: Vec<_> = contexts.iter().map(|cx| candidates(cx, &cx.slots.slots)).collect();
    let sets = read.iter().zip(&contexts).zip(&found);
    let pairs: Vec<Vec<Pair>> = sets
        .map(|(((_, cluster), cx), found)| found.iter().map(|c| pair(cluster, cx, c)).collect())
        .collect();
    let (mut all, mut best): (Vec<Held>, Vec<Held>) = (Vec::new(), Vec::new());
    println!("| cluster | pairs that differ | contradict | AUC |\n|---|---:|---:|---:|");
    for (i, (name, _)) in read.iter().enumerate() {
        let weights = fit(&firings(&pairs, i), |_| RIDGE);
        let weighed: Vec<f64> = pairs[i].iter().map(|p| odds(&weights, &p.firing)).collect();
        let held = |n: usize| (weighed[n], pairs[i][n].contradicts);
        let differ: Vec<_> =
            (0..weighed.len()).filter(|n| pairs[i][*n].differs).map(held).collect();
        let right = differ.iter().filter(|(_, right)| *right).count();
        println!("| {name} | {} | {right} | {:.2} |", differ.len(), auc(&differ));
        let cx = &contexts[i];
        let matches = mutual(cx, &cx.slots.slots, &found[i], &weighed).into_iter();
        best.extend(matches.filter(|n| pairs[i][*n].differs).map(held));
        all.extend(differ);
    }
    println!("\nAll held back: {} pairs that differ, AUC {:.3}.", all.len(), auc(&all));
    println!("\n| likeliest matches | contradict |\n|---:|---:|");
    best.sort_by(|x, y| y.0.total_cmp(&x.0));
    for n in [20, 40, 60, 80, 100, 150, 200].into_iter().filter(|n| *n <= best.len()) {
        println!("| {n} | {} |", best[..n].iter().filter(|(_, right)| *right).count());
    }
    let weights = fit(&firings(&pairs, usize::MAX), |_| RIDGE);
    let items: Vec<_> = weights.iter().map(|(name, w)| format!("{name}={w:.2}")).collect();
    let text = format!(
        "# Whether two figures of different articles are of one thing: a logistic model, a constant and one weight per figure.\n\
         # Written by examples/fit_slots.rs from clusters of articles with known contradictions; not to be edited by hand.\n\
         figures: {}\n",
        items.join(" ")
    );
    std::fs::write(&target, &text)?;
    println!("\n{text}written to {target}");
    Ok(())
}

/// Returns what is known of a pair of figures.
fn pair(cluster: &Cluster, cx: &Context<'_>, candidate: &Candidate) -> Pair {
    let slot = |i: usize| &cx.slots.slots[i];
    let quantity = |i: usize| {
        let claim = &cx.claims[slot(i).claim];
        (claim, &claim.quantities[slot(i).quantity])
    };
    let at = |i: usize| {
        let (claim, counted) = quantity(i);
        (claim.article, counted.quantity.span)
    };
    let (a, b) = (at(candidate.a), at(candidate.b));
    let any = |items: &[Item]| items.iter().any(|item| item.quotes(a, b));
    let contradicts = any(&cluster.contradictions);
    let one = contradicts || any(&cluster.corroborations);
    let agrees = quantity(candidate.a).1.quantity.agrees(&quantity(candidate.b).1.quantity);
    Pair {
        firing: (candidate.pairing.figures().into_iter().collect(), one),
        contradicts,
        differs: !agrees,
        trap: !one && any(&cluster.traps),
    }
}

/// Returns what there is to learn from all clusters but one.
fn firings(pairs: &[Vec<Pair>], but: usize) -> Vec<Firing> {
    let rest = pairs.iter().enumerate().filter(|(i, _)| *i != but).flat_map(|(_, p)| p);
    rest.filter(|p| !p.trap).map(|p| p.firing.clone()).collect()
}

/// How often a pair that contradicts has better odds than one that does not.
fn auc(held: &[Held]) -> f64 {
    let (mut better, mut all) = (0.0, 0.0);
    for (odds, _) in held.iter().filter(|(_, right)| *right) {
        for (other, _) in held.iter().filter(|(_, right)| !*right) {
            all += 1.0;
            better += if odds > other {
                1.0
            } else if odds < other {
                0.0
            } else {
                0.5
            };
        }
    }
    if all > 0.0 { better / all } else { f64::NAN }
}
