//! Fits the weights of a finding's confidence to clusters of articles with known contradictions.
//!
//! ```sh
//! cargo run --release --example fit_confidence -- assets/confidence.txt FRESH... [-- DIR...]
//! ```
//!
//! Each folder holds clusters as `clusters/mod.rs` tells; for those of `FRESH` no rule was ever written. Articles of
//! different clusters are compared with each other too, as if they were of one event: whatever is found there is
//! false. All of it tells how much each figure says; how sure to be at all is told by the fresh clusters alone, since
//! the others' findings are right because somebody saw to it.
//!
//! The weights are written to the first argument. What they do on clusters that were held back is printed before:
//! every fresh cluster is weighed by a model that never saw it.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[allow(dead_code, reason = "what scores reads more of a cluster than what fits")]
mod clusters;
mod logistic;

use clusters::Cluster;
use logistic::{Firing, fit};
use rashomon::analysis::{Analysis, By, Finding, analyze, analyze_as_one};
use rashomon::article::Library;
use std::collections::BTreeMap;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let target = args.next().ok_or("usage: fit_confidence WEIGHTS DIR...")?;
    let (mut read, mut fresh) = (Vec::new(), None);
    for dir in args {
        if dir == "--" {
            fresh = Some(read.len());
            continue;
        }
        for folder in clusters::folders(Path::new(&dir))? {
            read.push(Cluster::read(&folder)?);
        }
    }
    let fresh = fresh.unwrap_or(read.len());
    let mut text = String::from(
        "# How sure a finding is: a logistic model for each thing a rule may compare, a constant and one weight per figure.\n\
         # Written by examples/fit_confidence.rs from clusters of articles with known contradictions; not to be edited by hand.\n",
    );
    for by in [By::Words, By::Values] {
        let firings = firings(&read, by);
        println!("{}", by.name());
        held_back(&firings, fresh);
        let weights = model(&firings, fresh, usize::MAX);
        let items: Vec<_> = weights.iter().map(|(name, w)| format!("{name}={w:.2}")).collect();
        text += &format!("{}: {}\n", by.name(), items.join(" "));
    }
    std::fs::write(&target, &text)?;
    println!("{text}written to {target}");
    Ok(())
}

/// Returns what was found in each cluster, and after them in libraries of several, by rules that compare `by`.
fn firings(read: &[Cluster], by: By) -> Vec<Vec<Firing>> {
    let figures = |finding: &Finding| finding.grounds.figures().into_iter().collect();
    let mut firings: Vec<Vec<Firing>> = Vec::new();
    for cluster in read {
        let right = |finding: &Finding| cluster.contradictions.iter().any(|i| i.fits(finding));
        let Analysis { contradictions, .. } = analyze(&cluster.library);
        firings.push(
            contradictions
                .iter()
                .filter(|f| f.grounds.by == by)
                .map(|f| (figures(f), right(f)))
                .collect(),
        );
    }
    for library in mixed(read) {
        let found = analyze_as_one(&library).contradictions;
        let apart = found.iter().filter(|f| f.a.article != f.b.article && f.grounds.by == by);
        firings.push(apart.map(|f| (figures(f), false)).collect());
    }
    firings
}

/// So many articles of different clusters are compared with each other at once, as many as accounts of an event.
const ACCOUNTS: usize = 5;

/// Libraries of one article each of several clusters.
fn mixed(clusters: &[Cluster]) -> Vec<Library> {
    let most = clusters.iter().map(|c| c.library.len()).max().unwrap_or(0);
    let pick = |first: usize, n: usize| {
        let mut library = Library::new();
        for cluster in clusters.iter().cycle().skip(first).take(ACCOUNTS.min(clusters.len())) {
            if let Some(article) = cluster.library.articles().get(n) {
                library.push(article.as_ref().clone());
            }
        }
        library
    };
    (0..clusters.len()).flat_map(|first| (0..most).map(move |n| pick(first, n))).collect()
}

/// Taken from the log-odds of all: the false findings of fresh clusters are read sooner or later and their causes
/// mended, after which those clusters flatter. On six clusters the constants had risen by 0.7 and by 1.1 that way.
/// On five that nobody had read, what was shown with this much taken off said 0.69 in the mean, and 0.56 was right.
const DOUBT: f64 = 1.1;

/// Returns the weights that the firings give, those of one cluster left out.
fn model(firings: &[Vec<Firing>], fresh: usize, but: usize) -> Vec<(&'static str, f64)> {
    let rest = |n: usize| {
        let of = firings.iter().take(n).enumerate().filter(move |(i, _)| *i != but);
        of.flat_map(|(_, f)| f.clone()).collect::<Vec<_>>()
    };
    let mut weights = fit(&rest(firings.len()));
    // The constant alone, by bisection: the chances of the fresh findings add up to those that are right.
    let findings = rest(fresh);
    let right = findings.iter().filter(|(_, right)| *right).count() as f64;
    let (mut low, mut high) = (-10.0, 10.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        weights.iter_mut().filter(|(name, _)| *name == "constant").for_each(|(_, w)| *w = middle);
        let sum: f64 = findings.iter().map(|(figures, _)| chance(&weights, figures)).sum();
        *if sum < right { &mut low } else { &mut high } = middle;
    }
    weights.iter_mut().filter(|(name, _)| *name == "constant").for_each(|(_, w)| *w -= DOUBT);
    weights
}

fn chance(weights: &[(&'static str, f64)], figures: &BTreeMap<&'static str, f64>) -> f64 {
    let weigh = |(name, weight): &(&str, f64)| {
        weight * if *name == "constant" { 1.0 } else { figures.get(name).copied().unwrap_or(0.0) }
    };
    1.0 / (1.0 + (-weights.iter().map(weigh).sum::<f64>()).exp())
}

/// Prints how often findings of a chance are right, each chance from a model that saw all clusters but its own.
fn held_back(firings: &[Vec<Firing>], fresh: usize) {
    let mut bins = [(0, 0); 10];
    for (i, cluster) in firings.iter().take(fresh).enumerate() {
        let weights = model(firings, fresh, i);
        for (figures, right) in cluster {
            let bin = &mut bins[((chance(&weights, figures) * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += usize::from(*right);
        }
    }
    println!("| chance | findings | right |\n|---|---:|---:|");
    for (i, (all, right)) in bins.iter().enumerate() {
        println!("| 0.{i} | {all} | {right} |");
    }
}
