//! Fits the weights of a finding's confidence to findings of which it is known whether they are right.
//!
//! ```sh
//! cargo run --release --example fit_confidence -- --record assets/confidence_records.txt DIR...
//! cargo run --release --example fit_confidence -- assets/confidence.txt assets/confidence_records.txt
//! ```
//!
//! The first form writes down, once and for good, what is found in clusters of articles that *nobody has read yet*
//! (folders as `clusters/mod.rs` tells): a line for each finding with its rule, its figures and whether it is right. Only such
//! a record tells how sure to be: false findings are read sooner or later and their causes mended, after which their
//! cluster flatters.
//!
//! The second form fits the weights, and prints what they do on clusters that were held back: each is weighed by a
//! model that never saw it.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[allow(dead_code, reason = "what scores reads more of a cluster than what fits")]
mod clusters;
mod logistic;

use clusters::Cluster;
use logistic::{Firing, RIDGE, fit, odds};
use rashomon::analysis::contradiction::DETECTORS;
use rashomon::analysis::logistic::chance;
use rashomon::analysis::{Finding, Grounds, analyze};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--record", records, dirs @ ..] if !dirs.is_empty() => write_down(records, dirs),
        [weights, records] => weigh(weights, records),
        _ => {
            Err("usage: fit_confidence --record RECORDS DIR... | fit_confidence WEIGHTS RECORDS"
                .into())
        }
    }
}

/// Adds a line to the records for each contradiction that is found in the clusters of some folders.
fn write_down(records: &str, dirs: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    let mut file = OpenOptions::new().create(true).append(true).open(records)?;
    for dir in dirs {
        for folder in clusters::folders(Path::new(dir))? {
            let cluster = Cluster::read(&folder)?;
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for finding in analyze(&cluster.library).contradictions {
                let right = cluster.contradictions.iter().any(|i| i.fits(&finding));
                writeln!(file, "{}", line(&name, &finding, right))?;
            }
        }
    }
    Ok(())
}

/// A line of a record: cluster, rule, whether it is right, its figures.
fn line(cluster: &str, finding: &Finding, right: bool) -> String {
    let figures = finding.grounds.figures().map(|(name, x)| format!("{name}={x:.4}")).join(" ");
    format!("{cluster} {} {} {figures}", finding.rule, if right { "right" } else { "wrong" })
}

/// A finding that was written down before anybody had read its cluster.
struct Record<'a> {
    cluster: &'a str,
    firing: Firing,
}

impl<'a> Record<'a> {
    /// Reads a line; nothing for a remark, and for a rule that is no more.
    fn parse(line: &'a str) -> Option<Self> {
        let mut words = line.split_whitespace().filter(|_| !line.starts_with('#'));
        let (cluster, rule, right) = (words.next()?, words.next()?, words.next()?);
        let rule = DETECTORS.iter().find(|d| d.rule == rule)?.rule;
        let known = Grounds::default().figures().map(|(name, _)| name);
        let figure = |word: &str| {
            let (name, x) = word.split_once('=')?;
            Some((*known.iter().find(|known| **known == name)?, x.parse().ok()?))
        };
        let figures = words.filter_map(figure).chain([(rule, 1.0)]).collect();
        Some(Self { cluster, firing: (figures, right == "right") })
    }
}

/// How strongly what a rule was worth is drawn to nought: most rules have a handful of records.
const FEW: f64 = 3.0;

type Weights = Vec<(&'static str, f64)>;

fn weigh(target: &str, records: &str) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(records)?;
    let records: Vec<Record<'_>> = text.lines().filter_map(Record::parse).collect();
    held_back(&records);
    let weights = model(&records.iter().collect::<Vec<_>>());
    // The rules have a "/" in their names.
    let list = |of_rules: bool| {
        let items = weights.iter().filter(|(name, _)| name.contains('/') == of_rules);
        items.map(|(name, w)| format!("{name}={w:.2}")).collect::<Vec<_>>().join(" ")
    };
    let text = format!(
        "# How sure a finding is: a logistic model of its figures, and what each rule's findings were worth beside them.\n\
         # Written by examples/fit_confidence.rs from the records of findings that were judged; not to be edited by hand.\n\
         finding: {}\nrule: constant=0.00 {}\n",
        list(false),
        list(true)
    );
    std::fs::write(target, &text)?;
    println!("{text}written to {target}");
    Ok(())
}

fn model(records: &[&Record<'_>]) -> Weights {
    let ridge = |name: &str| if name.contains('/') { FEW } else { RIDGE };
    fit(&records.iter().map(|r| r.firing.clone()).collect::<Vec<_>>(), ridge)
}

/// Prints how often findings of a chance are right, each chance from a model that saw all clusters but its own.
fn held_back(records: &[Record<'_>]) {
    let mut bins = [(0, 0); 10];
    let mut surprise = 0.0;
    for name in records.iter().map(|r| r.cluster).collect::<BTreeSet<_>>() {
        let (held, rest): (Vec<_>, Vec<_>) = records.iter().partition(|r| r.cluster == name);
        let weights = model(&rest);
        for firing in held.iter().map(|r| &r.firing) {
            let chance = chance(odds(&weights, firing));
            let bin = &mut bins[((chance * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += usize::from(firing.1);
            surprise -= if firing.1 { chance.ln() } else { (1.0 - chance).ln() };
        }
    }
    println!(
        "{} findings, {:.3} nats of surprise each",
        records.len(),
        surprise / records.len() as f64
    );
    println!("| chance | findings | right |\n|---|---:|---:|");
    for (i, (all, right)) in bins.iter().enumerate() {
        println!("| 0.{i} | {all} | {right} |");
    }
}
