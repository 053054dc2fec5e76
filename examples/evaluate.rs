//! Scores the analysis on clusters of articles with known contradictions: precision, recall and false alarms
//! by cluster, type, rule and band of confidence.
//!
//! ```text
//! cargo run --release --example evaluate -- DIR
//! ```
//!
//! What `DIR` holds: `clusters/mod.rs`.

#![allow(clippy::print_stdout, reason = "an example prints")]

#[allow(dead_code, reason = "what fits reads more of a cluster than what scores")]
mod clusters;

use clusters::Cluster;
use rashomon::analysis::{Analysis, Band, analyze};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    calls: usize,
    right: usize,
}

impl Tally {
    fn show(&self, name: &str) {
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        println!(
            "{name:<28} gold {:>3}  found {:>3}  recall {:.2}   calls {:>3}  right {:>3}  false {:>3}  precision {:.2}",
            self.gold,
            self.found,
            share(self.found, self.gold),
            self.calls,
            self.right,
            self.calls - self.right,
            share(self.right, self.calls)
        );
    }
}

/// How sure the findings of a band were, and how often they were right.
#[derive(Default)]
struct Reliability {
    calls: u32,
    right: u32,
    confidence: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("name a folder of clusters")?;
    let (mut all, mut types, mut rules) = (Tally::default(), BTreeMap::new(), BTreeMap::new());
    let mut bands = BTreeMap::new();
    for folder in clusters::folders(Path::new(&dir))? {
        let tally = cluster(&folder, &mut types, &mut rules, &mut bands)?;
        tally.show(&folder.file_name().unwrap_or_default().to_string_lossy());
        all.gold += tally.gold;
        all.found += tally.found;
        all.calls += tally.calls;
        all.right += tally.right;
    }
    all.show("all");
    println!("\nby type of the gold pair");
    types.iter().for_each(|(name, tally)| tally.show(name));
    println!("\nby rule");
    rules.iter().for_each(|(name, tally)| tally.show(name));
    println!("\nby band: how sure, and how often right");
    for (band, reliability) in bands.iter().rev() {
        let Reliability { calls, right, confidence } = reliability;
        let mean = |sum: f64| sum / f64::from((*calls).max(1));
        println!(
            "{band:<8?} calls {calls:>3}  mean confidence {:.2}  right {:.2}",
            mean(*confidence),
            mean(f64::from(*right))
        );
    }
    Ok(())
}

fn cluster(
    folder: &Path,
    types: &mut BTreeMap<String, Tally>,
    rules: &mut BTreeMap<String, Tally>,
    bands: &mut BTreeMap<Band, Reliability>,
) -> Result<Tally, Box<dyn std::error::Error>> {
    let Cluster { library, contradictions, traps, .. } = Cluster::read(folder)?;
    let mut tally = Tally { gold: contradictions.len(), ..Tally::default() };
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let analysis = analyze(&library);
    let shown =
        analysis.contradictions.iter().filter(|f| f.confidence >= Analysis::DEFAULT_THRESHOLD);
    for finding in shown {
        let hits: Vec<_> =
            (0..contradictions.len()).filter(|i| contradictions[*i].fits(finding)).collect();
        let rule = rules.entry(finding.rule.to_owned()).or_default();
        rule.calls += 1;
        let band = bands.entry(finding.band()).or_default();
        band.calls += 1;
        band.confidence += finding.confidence;
        band.right += u32::from(!hits.is_empty());
        tally.calls += 1;
        if hits.is_empty() {
            let trap = traps.iter().any(|t| t.fits(finding));
            println!(
                "  false {:.2} {}{}: {}",
                finding.confidence,
                finding.rule,
                if trap { " (a trap)" } else { "" },
                finding.reason
            );
        } else {
            rule.right += 1;
            tally.right += 1;
            found.extend(hits);
        }
    }
    tally.found = found.len();
    for (i, item) in contradictions.iter().enumerate() {
        let of_type = types.entry(item.kind.clone()).or_default();
        of_type.gold += 1;
        of_type.found += usize::from(found.contains(&i));
    }
    Ok(tally)
}
