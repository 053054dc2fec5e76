//! Tables: CSV and TSV, one row for each passage of an annotation.
//!
//! The first nine columns are those of Hypothesis, so that its users' sheets fit. Spreadsheets run
//! what looks like a formula: unless told to write cells raw, every line of a cell that would begin
//! with one gets an apostrophe, by a rule that reading can take back exactly, and control characters
//! are written as their pictures, which is said. The header of the last column says which form a file has.

mod rows;

use super::place::{Places, article_of};
use super::{File, Imported, Outgoing, Unreadable, Written, w3c};
use crate::annotation::{Annotation, Creator, Purpose, Selector, Status, Target, Verdict};
use crate::article::Library;
use crate::text::clean;
use std::borrow::Cow;

/// The columns: nine of Hypothesis, then ours. The last one is [`SAFE`] or [`RAW`].
pub const COLUMNS: [&str; 31] = [
    "Created at",
    "Author",
    "Page",
    "URL",
    "Group",
    "Type",
    "Quote/description",
    "Comment",
    "Tags",
    "Source",
    "Claim id",
    "Claim",
    "Status",
    "Contradiction id",
    "Kind",
    "Counterpart source",
    "Counterpart quote",
    "Anchor state",
    "Source hash",
    "Annotation id",
    "Motivation",
    "Verdict",
    "Reason",
    "Confidence",
    "Modified",
    "Made by",
    "Prefix",
    "Suffix",
    "Start",
    "End",
    SAFE,
];

/// The header of a table whose cells are safe to open in a spreadsheet.
pub const SAFE: &str = "Safe cells";
/// The header of a table whose cells are exactly what they stand for.
pub const RAW: &str = "Raw cells";

/// Writes a table with commas.
#[must_use]
pub fn write_csv(out: &Outgoing<'_>) -> Written {
    write(out, b',', "annotations.csv")
}

/// Writes a table with tabs.
#[must_use]
pub fn write_tsv(out: &Outgoing<'_>) -> Written {
    write(out, b'\t', "annotations.tsv")
}

fn write(out: &Outgoing<'_>, delimiter: u8, name: &str) -> Written {
    let annotations = out.everything();
    let mut table = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut header = COLUMNS;
    if out.raw {
        header[30] = RAW;
    }
    // Writing to memory cannot fail, and every record has as many cells as the header.
    let _ = table.write_record(header);
    let places = Places::new(out.library);
    let mut controls = 0;
    for annotation in &annotations {
        let rows = rows_of(annotation, &places, out.library);
        if out.raw {
            rows.iter().for_each(|row| drop(table.write_record(row)));
            continue;
        }
        controls += usize::from(rows.iter().flatten().any(|cell| cell.contains(is_hidden)));
        for row in &rows {
            let _ = table.write_record(row.iter().map(|cell| safe(&visible(cell))));
        }
    }
    let mut dropped = dropped(&annotations);
    dropped.extend(counted(controls, "control characters, which are written as their pictures"));
    let bytes = table.into_inner().unwrap_or_default();
    Written { files: vec![File { name: name.to_owned(), bytes }], dropped }
}

/// Reads a table with commas: ours, or one of Hypothesis.
///
/// # Errors
/// When it is not UTF-8 or has no header that is known.
pub fn read_csv(bytes: &[u8], _library: &Library) -> Result<Imported, Unreadable> {
    rows::read(bytes, b',')
}

/// Reads a table with tabs: ours, or one of Hypothesis.
///
/// # Errors
/// As [`read_csv`].
pub fn read_tsv(bytes: &[u8], _library: &Library) -> Result<Imported, Unreadable> {
    rows::read(bytes, b'\t')
}

/// Returns the rows of an annotation: one for each target, at least one.
fn rows_of(annotation: &Annotation, places: &Places<'_>, library: &Library) -> Vec<Vec<String>> {
    let targets: Vec<Option<&Target>> = match annotation.targets.as_slice() {
        [] => vec![None],
        targets => targets.iter().map(Some).collect(),
    };
    let said = |purpose| annotation.bodies_for(purpose).collect::<Vec<_>>();
    let related = annotation.is_contradiction() || annotation.is_corroboration();
    let (author, made_by) = author(&annotation.creator);
    let mut rows = Vec::new();
    for (at, target) in targets.iter().copied().enumerate() {
        let counterpart =
            annotation.targets.get(usize::from(at == 0)).filter(|_| targets.len() > 1);
        let placed = target.map(|target| places.of(target));
        let (quote, prefix, suffix) = target.map(quote).unwrap_or_default();
        let (start, end) = target.and_then(position).unzip();
        let number = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
        let claim = annotation.verdict().is_some();
        rows.push(vec![
            annotation.created.clone(),
            author.clone(),
            target.and_then(|t| page(t, library)).unwrap_or_default(),
            target.map(|t| t.source.clone()).unwrap_or_default(),
            String::new(),
            kind_of_row(annotation, target).to_owned(),
            quote.clone(),
            said(Purpose::Commenting).join("\n\n"),
            tags(annotation.tags()),
            target.map(|t| name(t, library)).unwrap_or_default(),
            if claim { annotation.id.to_string() } else { String::new() },
            if claim { quote } else { String::new() },
            Status::ALL
                .iter()
                .find(|(s, _)| *s == annotation.status)
                .map_or("", |(_, w)| w)
                .to_owned(),
            if related { annotation.id.to_string() } else { String::new() },
            annotation.classification().unwrap_or_default().to_owned(),
            counterpart.map(|t| name(t, library)).unwrap_or_default(),
            counterpart.and_then(Target::exact).unwrap_or_default().to_owned(),
            placed.map_or("", |p| p.state).to_owned(),
            target.map(|t| t.sha256.clone()).unwrap_or_default(),
            annotation.id.to_string(),
            annotation.motivations.iter().map(w3c::motivation_word).collect::<Vec<_>>().join(" "),
            verdict(annotation).to_owned(),
            said(Purpose::Describing).join("\n"),
            annotation.confidence.map(|c| c.to_string()).unwrap_or_default(),
            annotation.modified.clone().unwrap_or_default(),
            made_by.to_owned(),
            prefix,
            suffix,
            number(start),
            number(end),
            String::new(),
        ]);
    }
    rows
}

fn author(creator: &Creator) -> (String, &'static str) {
    match creator {
        Creator::Person(name) => (name.clone(), "person"),
        Creator::Rule(name) => (name.clone(), "rule"),
        Creator::Judge(name) => (name.clone(), "judge"),
        Creator::Other(json) => (json.clone(), "other"),
    }
}

/// Returns the word that Hypothesis has for what a row is.
fn kind_of_row(annotation: &Annotation, target: Option<&Target>) -> &'static str {
    match target {
        Some(target) if target.selectors.is_empty() => "Page note",
        None => "Page note",
        _ if annotation.comments().next().is_none() && annotation.tags().next().is_none() => {
            "Highlight"
        }
        _ => "Annotation",
    }
}

fn verdict(annotation: &Annotation) -> &'static str {
    let verdict = annotation.verdict();
    Verdict::ALL.iter().find(|(v, _)| Some(*v) == verdict).map_or("", |(_, word)| word)
}

fn page(target: &Target, library: &Library) -> Option<String> {
    library.articles()[article_of(target, library)?].title.clone()
}

fn name(target: &Target, library: &Library) -> String {
    article_of(target, library)
        .map_or_else(|| target.source.clone(), |at| library.articles()[at].id.clone())
}

fn quote(target: &Target) -> (String, String, String) {
    let quotes = target.selectors.iter().find_map(|selector| match selector {
        Selector::TextQuote { exact, prefix, suffix } => {
            Some((exact.clone(), prefix.clone(), suffix.clone()))
        }
        _ => None,
    });
    quotes.unwrap_or_default()
}

fn position(target: &Target) -> Option<(usize, usize)> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::TextPosition { start, end } => Some((*start, *end)),
        _ => None,
    })
}

/// Joins tags with commas; a comma or backslash of a tag gets a backslash.
fn tags<'a>(tags: impl Iterator<Item = &'a str>) -> String {
    let tags: Vec<_> = tags.map(|tag| tag.replace('\\', "\\\\").replace(',', "\\,")).collect();
    tags.join(",")
}

/// Returns what the table could not carry, each in one sentence.
fn dropped(annotations: &[Annotation]) -> Vec<String> {
    let counted = |what: &str, lost: &dyn Fn(&Annotation) -> bool| {
        counted(annotations.iter().filter(|a| lost(a)).count(), what)
    };
    let other = |t: &Target| t.selectors.iter().any(|s| matches!(s, Selector::Other(_)));
    let shown = |p: &Purpose| matches!(p, Purpose::Other(_));
    [
        counted("several comments, which are joined", &|a| a.comments().count() > 1),
        counted("members that only W3C files can carry", &|a| {
            !a.unknown.is_empty()
                || a.bodies.iter().any(|b| !b.unknown.is_empty() || shown(&b.purpose))
                || a.targets.iter().any(|t| !t.unknown.is_empty())
        }),
        counted("selectors other than quote and position", &|a| a.targets.iter().any(other)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn counted(n: usize, what: &str) -> Option<String> {
    (n > 0).then(|| format!("{n} annotation{} {what}", if n == 1 { " has" } else { "s have" }))
}

/// Tells whether a character is one that a program which opens the table may act on: a control
/// character, but for tabs and line breaks.
fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Returns a cell with pictures in the place of its control characters.
fn visible(cell: &str) -> Cow<'_, str> {
    if !cell.contains(is_hidden) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(cell.chars().map(|c| if is_hidden(c) { clean::picture(c) } else { c }).collect())
}

/// Returns a cell that no spreadsheet takes for a formula: an apostrophe goes before each line that
/// begins, after blanks, with `=`, `+`, `-`, `@`, a tab, a carriage return, or a full-width form.
///
/// [Taken back](unsafe_again) exactly: a line that already has the apostrophe gets another.
fn safe(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len() + 1);
    for line in cell.split_inclusive(['\n', '\r']) {
        if is_formula(line.trim_start_matches('\'')) {
            out.push('\'');
        }
        out.push_str(line);
    }
    out
}

/// Takes back what [`safe`] did.
fn unsafe_again(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for line in cell.split_inclusive(['\n', '\r']) {
        match line.strip_prefix('\'') {
            Some(rest) if is_formula(rest.trim_start_matches('\'')) => out.push_str(rest),
            _ => out.push_str(line),
        }
    }
    out
}

/// Tells whether a line begins like a formula; the list is OWASP's, with the full-width forms that
/// spreadsheets fold.
fn is_formula(line: &str) -> bool {
    let blank = |c: char| {
        c == ' '
            || c == '\u{a0}'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
            || (c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n'))
    };
    line.trim_start_matches(blank)
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests;
