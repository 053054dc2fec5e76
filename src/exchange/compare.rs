//! What an analysis found, as JSON (`rashomon/compare/1`) and as text that a person would paste into a message.

use crate::analysis::{Analysis, Band, Finding, Side, Verdict};
use crate::article::Library;
use crate::text::counted;
use serde_json::{Value, json};
use std::fmt::Write;

/// The name of the schema; a change that breaks readers gets a new number.
pub const SCHEMA: &str = "rashomon/compare/1";

/// Leaves out what is below a confidence.
pub fn retain(analysis: &mut Analysis, least: f64) {
    for list in [&mut analysis.contradictions, &mut analysis.updates, &mut analysis.corroborations]
    {
        list.retain(|finding| finding.confidence >= least);
    }
}

/// Returns the analysis as a JSON value.
#[must_use]
pub fn to_json(library: &Library, analysis: &Analysis) -> Value {
    let sources: Vec<_> = library
        .articles()
        .iter()
        .enumerate()
        .map(|(index, article)| {
            json!({
                "doc": article.id,
                "path": article.source.path.as_ref().map(|p| p.to_string_lossy()),
                "title": article.title,
                "outlet": article.source.outlet,
                "published": article.source.published.map(|d| d.to_string()),
                "sha256": article.source.sha256,
                "words": article.words(),
                "partial": analysis.partial.contains(&index),
            })
        })
        .collect();
    let findings = |list: &[Finding]| list.iter().map(|f| finding(library, f)).collect::<Vec<_>>();
    json!({
        "schema": SCHEMA,
        "sources": sources,
        "contradictions": findings(&analysis.contradictions),
        "updates": findings(&analysis.updates),
        "corroborations": findings(&analysis.corroborations),
        "only_in": analysis.only_in.iter().map(|s| side(library, s)).collect::<Vec<_>>(),
        "origins": analysis.origins.iter().map(|o| json!({
            "passages": o.passages.iter().map(|s| side(library, s)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "independent_origins": analysis.independent,
    })
}

fn finding(library: &Library, finding: &Finding) -> Value {
    json!({
        "id": finding.id,
        "type": finding.kind.name(),
        "rule": finding.rule,
        "verdict": finding.verdict.name(),
        "confidence": finding.confidence,
        "reason": finding.reason,
        "steps": finding.steps,
        "a": side(library, &finding.a),
        "b": side(library, &finding.b),
        "witnesses": finding.witnesses.iter().map(|s| side(library, s)).collect::<Vec<_>>(),
    })
}

fn side(library: &Library, side: &Side) -> Value {
    let article = library.articles().get(side.article);
    json!({
        "doc": article.map(|a| a.id.as_str()),
        "start": side.span.start,
        "end": side.span.end,
        "quote": article.map(|a| a.quote(side.span)),
        "value": if side.value.is_empty() { Value::Null } else { json!(side.value) },
        "focus": side.focus.iter().map(|s| json!([s.start, s.end])).collect::<Vec<_>>(),
    })
}

/// Returns the analysis as text; `explain` adds the steps of each finding.
#[must_use]
pub fn to_text(library: &Library, analysis: &Analysis, explain: bool) -> String {
    let mut out = String::new();
    let n = library.len();
    let accounts = if analysis.independent > 0 && analysis.independent < n {
        format!("{n} accounts ({} independent)", analysis.independent)
    } else {
        format!("{n} accounts")
    };
    let _ = writeln!(
        out,
        "{accounts}: {}, {}, {}",
        counted(analysis.contradictions.len(), "contradiction", "contradictions"),
        counted(analysis.updates.len(), "update", "updates"),
        counted(analysis.corroborations.len(), "corroboration", "corroborations")
    );
    for article in analysis.partial.iter().filter_map(|i| library.articles().get(*i)) {
        let _ = writeln!(out, "Of {} only the beginning was compared.", article.name());
    }
    let lists = [
        ("CONTRADICTIONS", &analysis.contradictions),
        ("UPDATES", &analysis.updates),
        ("CORROBORATIONS", &analysis.corroborations),
    ];
    for (title, list) in lists {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}");
        for (i, finding) in list.iter().enumerate() {
            text_of(&mut out, library, i + 1, finding, explain);
        }
    }
    out
}

fn text_of(out: &mut String, library: &Library, n: usize, finding: &Finding, explain: bool) {
    let band = match finding.band() {
        Band::High => "high",
        Band::Medium => "medium",
        Band::Low => "low",
    };
    let disputed = if finding.verdict == Verdict::Disputed { ", disputed" } else { "" };
    let _ = writeln!(
        out,
        "\n{n}. {}{disputed} ({band} confidence, {:.2})\n   {}",
        finding.kind.name(),
        finding.confidence,
        finding.reason
    );
    let mut quote = |side: &Side, mark: &str| {
        if let Some(article) = library.articles().get(side.article) {
            let value =
                if side.value.is_empty() { String::new() } else { format!(" [{}]", side.value) };
            let words = article.quote(side.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(out, "   {mark} {}{value}: \u{201c}{words}\u{201d}", article.name());
        }
    };
    quote(&finding.a, "-");
    quote(&finding.b, "-");
    finding.witnesses.iter().for_each(|side| quote(side, "  also"));
    if explain {
        for step in &finding.steps {
            let _ = writeln!(out, "     > {step}");
        }
        let _ = writeln!(out, "     > Rule {}, finding {}.", finding.rule, finding.id);
    }
}
