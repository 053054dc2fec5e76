//! Prints what the rules see of each sentence: names, predicates, numbers, times. For whoever writes a rule.
//!
//! ```text
//! cargo run --example claims -- ARTICLE.txt...
//! ```

#![allow(clippy::print_stdout, reason = "an example prints")]

use rashomon::analysis::context::Context;
use rashomon::article::{Library, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut library = Library::new();
    for path in std::env::args().skip(1) {
        let origin = read::Origin { path: Some(path.clone().into()), ..read::Origin::default() };
        for article in read::read(&std::fs::read(&path)?, &origin)? {
            library.push(article);
        }
    }
    let cx = Context::new(&library);
    for claim in &cx.claims {
        println!("\n[{} {}] {}", cx.source(claim), claim.order, cx.text(claim, claim.span));
        let words: Vec<_> =
            claim.terms.iter().map(|t| format!("{}/{:?}{}", t.text, t.role, t.clause)).collect();
        println!("  words: {}", words.join(" "));
        for named in &claim.names {
            println!(
                "  name: {} = {} {:?} {}",
                cx.text(claim, claim.span_of(named.at.clone())),
                cx.names.name(named.entity),
                cx.names.get(named.entity).kind,
                named.office.as_deref().unwrap_or_default()
            );
        }
        for predicate in &claim.predicates {
            println!(
                "  predicate: {} = {} {:?}{}",
                cx.text(claim, claim.span_of(predicate.at.clone())),
                cx.keys.show(predicate.key),
                predicate.force,
                if predicate.negated { " negated" } else { "" }
            );
        }
        for counted in &claim.quantities {
            println!(
                "  number: {} = {}",
                cx.text(claim, counted.quantity.span),
                counted.quantity.display()
            );
        }
        for time in &claim.times {
            println!(
                "  time: {} = {:?} {}",
                cx.text(claim, time.mention.span),
                time.mention.bound,
                time.when.map_or_else(String::new, |w| w.to_string())
            );
        }
        if claim.background {
            println!("  background");
        }
    }
    Ok(())
}
