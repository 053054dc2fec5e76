//! Rows back into annotations: those of one annotation are joined by its id.

use super::{RAW, SAFE, unsafe_again};
use crate::annotation::{
    Annotation, Body, Creator, Id, Purpose, Selector, Status, Target, Verdict,
};
use crate::exchange::{Imported, Unreadable, format::text_of, w3c};
use std::collections::HashMap;

/// Reads a table.
pub(super) fn read(bytes: &[u8], delimiter: u8) -> Result<Imported, Unreadable> {
    let text = text_of(bytes)?;
    let mut table =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = table.headers().map_err(|e| Unreadable(e.to_string()))?;
    let header: HashMap<String, usize> =
        header.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at)).collect();
    let known = |name: &str| header.contains_key(&name.to_lowercase());
    if !known("Quote/description") && !known("Quote") {
        return Err(Unreadable("the table has no column \"Quote/description\"".to_owned()));
    }
    let is_safe = known(SAFE);
    let ours = is_safe || known(RAW);
    let mut imported = Imported::default();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (at, record) in table.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                imported.ignored.push(format!("row {}: {error}", at + 2));
                continue;
            }
        };
        let row = Row { record: &record, header: &header, is_safe, ours };
        let id = row.get("Annotation id");
        if let Some(&index) = by_id.get(&id).filter(|_| !id.is_empty()) {
            let annotation: &mut Annotation = &mut imported.annotations[index];
            annotation.targets.extend(row.target());
            continue;
        }
        match row.annotation() {
            Ok(annotation) => {
                by_id.insert(annotation.id.to_string(), imported.annotations.len());
                imported.annotations.push(annotation);
            }
            Err(reason) => imported.ignored.push(format!("row {}: {reason}", at + 2)),
        }
    }
    Ok(imported)
}

struct Row<'a> {
    record: &'a csv::StringRecord,
    header: &'a HashMap<String, usize>,
    is_safe: bool,
    ours: bool,
}

impl Row<'_> {
    fn get(&self, column: &str) -> String {
        let at = self.header.get(&column.to_lowercase());
        let cell = at.and_then(|at| self.record.get(*at)).unwrap_or_default();
        if self.is_safe { unsafe_again(cell) } else { cell.to_owned() }
    }

    fn some(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }

    fn quote(&self) -> String {
        self.some("Quote/description").unwrap_or_else(|| self.get("Quote"))
    }

    fn target(&self) -> Option<Target> {
        let source = self.some("URL").or_else(|| self.some("Source"));
        let mut selectors = Vec::new();
        let (exact, prefix, suffix) = (self.quote(), self.get("Prefix"), self.get("Suffix"));
        if !(exact.is_empty() && prefix.is_empty() && suffix.is_empty()) {
            selectors.push(Selector::TextQuote { exact, prefix, suffix });
        }
        if let (Ok(start), Ok(end)) = (self.get("Start").parse(), self.get("End").parse()) {
            selectors.push(Selector::TextPosition { start, end });
        }
        let sha256 = self.get("Source hash");
        if source.is_none() && selectors.is_empty() && sha256.is_empty() {
            return None;
        }
        Some(Target { source: source.unwrap_or_default(), sha256, selectors, unknown: Vec::new() })
    }

    fn annotation(&self) -> Result<Annotation, &'static str> {
        let targets: Vec<Target> = self.target().into_iter().collect();
        if targets.is_empty() && !self.ours {
            return Err("it says neither where nor what");
        }
        let motivations = self.get("Motivation");
        let status = self.get("Status");
        let mut annotation = Annotation {
            id: Id::new(self.get("Annotation id")),
            motivations: motivations.split_whitespace().map(w3c::motivation_of_word).collect(),
            bodies: self.bodies(),
            targets,
            creator: self.creator(),
            created: self.get("Created at"),
            modified: self.some("Modified"),
            status: Status::ALL
                .iter()
                .find(|(_, w)| *w == status)
                .map(|(s, _)| *s)
                .unwrap_or_default(),
            confidence: self.get("Confidence").parse().ok(),
            unknown: Vec::new(),
        };
        if annotation.motivations.is_empty() && !self.ours {
            annotation.motivations =
                vec![w3c::motivation_of_word(if self.get("Comment").is_empty() {
                    "highlighting"
                } else {
                    "commenting"
                })];
        }
        if annotation.id.0.is_empty() {
            annotation = w3c::named_by_content(annotation);
        }
        Ok(annotation)
    }

    fn bodies(&self) -> Vec<Body> {
        let body =
            |value: String, purpose| Body { value, purpose, format: None, unknown: Vec::new() };
        let mut bodies: Vec<_> =
            self.some("Kind").map(|kind| body(kind, Purpose::Classifying)).into_iter().collect();
        if let Some(reason) = self.some("Reason") {
            bodies.extend(reason.split('\n').map(|r| body(r.to_owned(), Purpose::Describing)));
        }
        bodies.extend(self.some("Comment").map(|comment| body(comment, Purpose::Commenting)));
        if let Some(joined) = self.some("Tags") {
            let tags = split_tags(&joined);
            let trim = |tag: String| if self.ours { tag } else { tag.trim().to_owned() };
            let tags = tags.into_iter().map(trim).filter(|tag| !tag.is_empty());
            bodies.extend(tags.map(|tag| body(tag, Purpose::Tagging)));
        }
        let verdict = self.get("Verdict");
        if Verdict::ALL.iter().any(|(_, word)| *word == verdict) {
            bodies.push(body(verdict, Purpose::Assessing));
        }
        bodies
    }

    fn creator(&self) -> Creator {
        let author = self.get("Author");
        match self.get("Made by").as_str() {
            "rule" => Creator::Rule(author),
            "judge" => Creator::Judge(author),
            "other" => Creator::Other(author),
            _ => Creator::Person(author),
        }
    }
}

/// Splits tags at commas that no backslash precedes.
fn split_tags(joined: &str) -> Vec<String> {
    let mut tags = vec![String::new()];
    let mut chars = joined.chars();
    while let Some(c) = chars.next() {
        let last = tags.len() - 1;
        match c {
            ',' => tags.push(String::new()),
            '\\' => tags[last].push(chars.next().unwrap_or('\\')),
            c => tags[last].push(c),
        }
    }
    tags
}
