//! Hypothesis JSON, as its client writes and reads it: one file for each source.
//!
//! Its import keeps only target, tags and text, and knows one target an annotation. So a pair becomes
//! two annotations that name each other, and the text of each ends with a fenced block that holds the
//! whole annotation in W3C form: what went through Hypothesis and back is what it was, with the
//! edits made there to text and tags. Positions are UTF-16 units at this border.

mod text;
mod translate;

use super::place::article_of;
use super::{File, Imported, Outgoing, Unreadable, Written};
use crate::annotation::{Annotation, Target, describe};
use crate::article::Library;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The user in whose name a file is written: the import puts its own in its place.
const USER: &str = "acct:reader@rashomon.invalid";

/// Writes one file for each source that is annotated.
#[must_use]
pub fn write(out: &Outgoing<'_>) -> Written {
    let annotations = out.everything();
    let mut by_source: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut unplaced = 0;
    let texts: Vec<_> = out.library.articles().iter().map(|a| translate::Text::new(a)).collect();
    for annotation in &annotations {
        for (at, target) in annotation.targets.iter().enumerate() {
            let text = article_of(target, out.library).map(|i| &texts[i]);
            let item = translate::item(annotation, at, text);
            unplaced += usize::from(text.is_none() && has_position(target));
            by_source.entry(&target.source).or_default().push(item);
        }
    }
    let mut dropped = Vec::new();
    let homeless = annotations.iter().filter(|a| a.targets.is_empty()).count();
    if homeless > 0 {
        dropped.push(format!(
            "{homeless} annotations without a target cannot stand in a file of Hypothesis"
        ));
    }
    if unplaced > 0 {
        dropped.push(format!(
            "{unplaced} positions are left out of the selectors, because their source is not open; the quotes are there"
        ));
    }
    let mut names = HashMap::new();
    let file = |(source, items): (&str, Vec<Value>)| {
        let export = json!({
            "export_date": out.now,
            "export_userid": USER,
            "client_version": concat!("rashomon ", env!("CARGO_PKG_VERSION")),
            "annotations": items,
        });
        let article =
            out.library.articles().iter().find(|a| {
                a.source.url.as_deref() == Some(source) || describe::is_named(source, &a.id)
            });
        let stem = super::format::slug(article.map_or(source, |a| a.id.as_str()));
        let n: &mut usize = names.entry(stem.clone()).or_default();
        *n += 1;
        let name = if *n == 1 { stem } else { format!("{stem}-{n}") };
        File {
            name: format!("{name}.hypothesis.json"),
            bytes: super::json::to_text(&export).into_bytes(),
        }
    };
    Written { files: by_source.into_iter().map(file).collect(), dropped }
}

fn has_position(target: &Target) -> bool {
    target.selectors.iter().any(|s| matches!(s, crate::annotation::Selector::TextPosition { .. }))
}

/// Reads an export of Hypothesis, of its client or ours; what it does not know is kept.
///
/// # Errors
/// When it is no JSON object with a list of `annotations`.
pub fn read(bytes: &[u8], library: &Library) -> Result<Imported, Unreadable> {
    let text = super::format::text_of(bytes)?;
    let value: Value = serde_json::from_str(text).map_err(|e| Unreadable(e.to_string()))?;
    let items = value["annotations"]
        .as_array()
        .ok_or_else(|| Unreadable("it has no list of \"annotations\"".to_owned()))?;
    let mut imported = Imported::default();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        let Some(annotation) = translate::annotation(item, library) else {
            imported
                .ignored
                .push(format!("annotation {}: it has no address and no target", at + 1));
            continue;
        };
        match by_id.get(annotation.id.as_str()) {
            // The other half of a pair: it differs only when one of the two was edited there.
            Some(&first) => merge(&mut imported.annotations[first], annotation),
            None => {
                by_id.insert(annotation.id.to_string(), imported.annotations.len());
                imported.annotations.push(annotation);
            }
        }
    }
    Ok(imported)
}

/// Adds what one half of a pair says and the other does not.
fn merge(first: &mut Annotation, second: Annotation) {
    for body in second.bodies {
        if !first.bodies.contains(&body) {
            first.bodies.push(body);
        }
    }
}

#[cfg(test)]
mod tests;
