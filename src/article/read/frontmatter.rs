//! The front matter of a text or Markdown file: a few lines of YAML before the text, as metadata.
//!
//! Only what front matter of articles is made of: `key: value` in one line, quoted or not, lists of
//! strings, folded and literal blocks. Unknown keys are skipped. A head with a line that is none of
//! these is no front matter but text, so that nothing is ever lost.

use crate::article::Source;
use crate::text::clean;

/// The most bytes that a front matter may take.
const LIMIT: usize = 64 * 1024;

/// Splits a clean text into metadata, title and body.
pub(super) fn split(text: &str) -> (Source, Option<String>, &str) {
    parse(text).unwrap_or_else(|| (Source::default(), None, text))
}

fn parse(text: &str) -> Option<(Source, Option<String>, &str)> {
    let start = text.strip_prefix("---")?;
    let (rest, start) = start.split_once('\n').map(|(rest, start)| (rest.trim(), start))?;
    if !rest.is_empty() {
        return None;
    }
    let mut source = Source::default();
    let mut title = None;
    let mut known = 0;
    let mut used = 0;
    let mut lines = start.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        used += line.len();
        if used > LIMIT {
            return None;
        }
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return (known > 0).then(|| (source, title, start[used..].trim_start_matches('\n')));
        }
        if line.is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let (key, value) = pair(line)?;
        let mut value = value.to_owned();
        // What belongs to this key: indented lines and list items under it.
        let mut under = Vec::new();
        while let Some(next) = lines.peek().filter(|next| {
            next.starts_with([' ', '\t']) || next.starts_with("- ") || next.trim().is_empty()
        }) {
            used += next.len();
            under.push(next.trim());
            lines.next();
        }
        let block = matches!(value.as_str(), "" | "|" | ">" | "|-" | ">-" | "|+" | ">+");
        if block {
            value = joined(&under);
        } else if under.iter().any(|line| !line.is_empty()) {
            // A plain value may go on in indented lines.
            value = format!("{value} {}", under.join(" "));
        }
        let value = if block { clean::line(&value) } else { scalar(&value) };
        known += usize::from(set(&mut source, &mut title, key, value.trim()));
    }
    None
}

/// Splits `key: value`; `None` when the line is nothing of the kind.
fn pair(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let good = !key.is_empty()
        && key.trim_end().chars().all(word)
        && (value.is_empty() || value.starts_with([' ', '\t']));
    good.then(|| (key.trim_end(), value.trim()))
}

/// Joins the lines under a key: list items with commas, other lines with spaces.
fn joined(lines: &[&str]) -> String {
    let items: Vec<_> =
        lines.iter().filter_map(|line| line.strip_prefix("- ")).map(scalar).collect();
    if items.is_empty() { lines.join(" ") } else { items.join(", ") }
}

/// Reads one value: quotes and escapes undone, comments off, lists joined; one clean line.
fn scalar(value: &str) -> String {
    let value = value.trim();
    let text = if let Some(inside) = value.strip_prefix('"') {
        double_quoted(inside)
    } else if let Some(inside) = value.strip_prefix('\'') {
        let end = inside.replace("''", "\u{0}\u{0}").find('\'').unwrap_or(inside.len());
        inside[..end].replace("''", "'")
    } else if let Some(inside) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        inside.split(',').map(scalar).collect::<Vec<_>>().join(", ")
    } else {
        value.find(" #").map_or(value, |at| &value[..at]).to_owned()
    };
    clean::line(text.trim())
}

/// Undoes the escapes of a double-quoted scalar; control characters they make are cleaned afterwards.
fn double_quoted(inside: &str) -> String {
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('e') => out.push('\u{1b}'),
                Some(kind @ ('x' | 'u' | 'U')) => {
                    let digits = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let hex: String = chars.by_ref().take(digits).collect();
                    let decoded = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                    out.push(decoded.unwrap_or('\u{fffd}'));
                }
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// Puts a value where it belongs and tells whether the key is known.
fn set(source: &mut Source, title: &mut Option<String>, key: &str, value: &str) -> bool {
    let some = || (!value.is_empty() && value != "null" && value != "~").then(|| value.to_owned());
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => *title = some(),
        "outlet" | "publisher" | "site" | "publication" => source.outlet = some(),
        "byline" | "author" | "authors" => source.byline = some(),
        "url" | "link" | "canonical" | "source" => source.url = some(),
        "language" | "lang" => source.language = some(),
        "published" | "date" => source.set_published(value),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::property::cases;
    use proptest::prelude::*;

    #[test]
    fn the_documented_keys_become_metadata() {
        let text = "---\n\
            title: \"A \\\"quoted\\\" title: with colon\"  # why not\n\
            outlet: 'The Reader''s Post'\n\
            authors:\n  - Ann Olm\n  - Bo Tarn\n\
            published: 2025-09-02T10:30:00+08:00\n\
            url: https://example.org/a#b\n\
            tags: [one, two]\n\
            summary: >\n  folded\n  lines\n\
            language: en\n---\n\nThe text.\n";
        let (source, title, body) = split(text);
        assert_eq!(title.as_deref(), Some("A \"quoted\" title: with colon"));
        assert_eq!(source.outlet.as_deref(), Some("The Reader's Post"));
        assert_eq!(source.byline.as_deref(), Some("Ann Olm, Bo Tarn"));
        assert_eq!(source.published, Some(jiff::civil::date(2025, 9, 2)));
        assert_eq!(source.published_at.as_deref(), Some("2025-09-02T10:30:00+08:00"));
        assert_eq!(source.url.as_deref(), Some("https://example.org/a#b"));
        assert_eq!(source.language.as_deref(), Some("en"));
        assert_eq!(body, "The text.\n");
    }

    #[test]
    fn escapes_of_yaml_make_no_control_characters() {
        let (_, title, _) = split("---\ntitle: \"\\e[31m\\x07\\u202ered\\q\\u12\"\n---\nx");
        assert_eq!(title.as_deref(), Some("␛[31m␇\u{fffd}redq\u{fffd}"));
    }

    #[test]
    fn what_is_no_front_matter_stays_text() {
        for text in [
            "--- \nA line about nothing.\n---\ntext",
            "---\ntitle: x\nno key here\n---\ntext",
            "---\nunknown: x\n---\ntext",
            "---\ntitle: never closed\n",
            "-- title: x",
            "---",
            "",
        ] {
            assert_eq!(split(text), (Source::default(), None, text));
        }
    }

    proptest! {
        #![proptest_config(cases(128))]
        #[test]
        fn no_head_makes_it_panic(head in "(title|date|[a-z]{1,5}|: |:|\"|'|''|\\\\u|\\\\x4|\\[|\\]|- | |#|>|\\||é|\n){0,40}") {
            let text = format!("---\n{head}\n---\nbody");
            let (_, _, body) = split(&text);
            prop_assert!(text.ends_with(body));
        }
    }
}
