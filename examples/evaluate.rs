//! Scores the analysis on clusters of articles with known contradictions: precision, recall and false alarms
//! by cluster, type, rule and band of confidence.
//!
//! ```text
//! cargo run --release --example evaluate -- DIR
//! ```
//!
//! `DIR` holds one folder a cluster: articles as `*.txt`, and `gold.json` with `docs` (doc, outlet, published),
//! `contradictions` and `not_contradictions` (each with sides `a` and `b` of doc and quote, and perhaps `also`,
//! further quotes that say the same). A finding matches a pair when, in either order, each of its sides overlaps
//! the sentence that holds the quote (or one of `also`) in the right article.

#![allow(clippy::print_stdout, reason = "an example prints")]

use rashomon::analysis::{Analysis, Band, Finding, Side, analyze};
use rashomon::article::{Library, read};
use rashomon::text::Span;
use serde_json::Value;
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

/// One gold pair: for each side, the article and the sentences that say it.
type Pair = [(usize, Vec<Span>); 2];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("name a folder of clusters")?;
    let mut folders: Vec<_> =
        std::fs::read_dir(dir)?.filter_map(Result::ok).map(|e| e.path()).collect();
    folders.sort();
    let (mut all, mut types, mut rules) = (Tally::default(), BTreeMap::new(), BTreeMap::new());
    let mut bands = BTreeMap::new();
    for folder in folders.iter().filter(|f| f.join("gold.json").is_file()) {
        let tally = cluster(folder, &mut types, &mut rules, &mut bands)?;
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
    let gold: Value = serde_json::from_slice(&std::fs::read(folder.join("gold.json"))?)?;
    let mut library = Library::new();
    for doc in gold["docs"].as_array().into_iter().flatten() {
        let id = doc["doc"].as_str().unwrap_or_default().to_owned();
        let path = folder.join(format!("{id}.txt"));
        let origin =
            read::Origin { path: Some(path.clone()), id: Some(id), ..read::Origin::default() };
        for mut article in read::read(&std::fs::read(path)?, &origin)? {
            if let Some(day) = doc["published"].as_str() {
                article.source.published = day.parse().ok();
            }
            article.source.outlet = doc["outlet"].as_str().map(str::to_owned);
            library.push(article);
        }
    }
    let pairs = |part: &str| -> Vec<(String, Option<Pair>)> {
        let items = gold[part].as_array().into_iter().flatten();
        items
            .map(|item| {
                (item["type"].as_str().unwrap_or_default().to_owned(), pair(&library, item))
            })
            .collect()
    };
    let (contradictions, traps) = (pairs("contradictions"), pairs("not_contradictions"));
    let mut tally = Tally { gold: contradictions.len(), ..Tally::default() };
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let analysis = analyze(&library);
    let shown =
        analysis.contradictions.iter().filter(|f| f.confidence >= Analysis::DEFAULT_THRESHOLD);
    for finding in shown {
        let hits: Vec<_> =
            (0..contradictions.len()).filter(|i| fits(finding, &contradictions[*i].1)).collect();
        let rule = rules.entry(finding.rule.to_owned()).or_default();
        rule.calls += 1;
        let band = bands.entry(finding.band()).or_default();
        band.calls += 1;
        band.confidence += finding.confidence;
        band.right += u32::from(!hits.is_empty());
        tally.calls += 1;
        if hits.is_empty() {
            let trap = traps.iter().any(|t| fits(finding, &t.1));
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
    for (i, (kind, _)) in contradictions.iter().enumerate() {
        let of_type = types.entry(kind.clone()).or_default();
        of_type.gold += 1;
        of_type.found += usize::from(found.contains(&i));
    }
    Ok(tally)
}

/// Finds the sentences of a gold item; `None` when a quote is not in the clean text.
fn pair(library: &Library, item: &Value) -> Option<Pair> {
    let side = |name: &str| {
        let side = &item[name];
        let doc = side["doc"].as_str()?;
        let index = library.articles().iter().position(|a| a.id == doc)?;
        let also = side["also"].as_array().into_iter().flatten();
        let quotes = std::iter::once(&side["quote"]).chain(also).filter_map(Value::as_str);
        Some((index, quotes.filter_map(|quote| sentence(library, index, quote)).collect()))
    };
    Some([side("a")?, side("b")?])
}

/// The sentences around a quote, found without regard to spaces and line breaks.
fn sentence(library: &Library, index: usize, quote: &str) -> Option<Span> {
    let article = &library.articles()[index];
    let squeeze = |text: &str| -> Vec<(usize, char)> {
        let fold = |c: char| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        };
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(i, c)| (i, fold(c))).collect()
    };
    let (hay, needle) = (squeeze(&article.text), squeeze(quote));
    let at =
        hay.windows(needle.len()).position(|w| w.iter().zip(&needle).all(|(a, b)| a.1 == b.1))?;
    let found = Span::new(hay[at].0, hay[at + needle.len() - 1].0 + 1);
    article.sentences().map(|(_, s)| s).filter(|s| s.overlaps(found)).reduce(Span::join)
}

fn fits(finding: &Finding, pair: &Option<Pair>) -> bool {
    let Some([a, b]) = pair else { return false };
    let fit = |side: &Side, gold: &(usize, Vec<Span>)| {
        side.article == gold.0
            && gold.1.iter().any(|span| {
                side.span.intersect(*span).is_some_and(|both| {
                    both.len() >= 15 || 2 * both.len() >= side.span.len().min(span.len())
                })
            })
    };
    fit(&finding.a, a) && fit(&finding.b, b) || fit(&finding.a, b) && fit(&finding.b, a)
}
