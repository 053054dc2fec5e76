//! Do the quotes of a report still hold? Checks a `rashomon/report/1` or `rashomon/compare/1` file
//! against the accounts.

use super::place::Places;
use crate::annotation::{Selector, Target, describe};
use crate::article::Library;
use crate::text::clean::line;
use serde_json::{Value, json};

/// A source that a report names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its short name in the report.
    pub doc: String,
    /// The file it was read from.
    pub path: Option<String>,
    /// SHA-256 of its clean text, in hexadecimal.
    pub sha256: String,
    /// Its address on the web.
    pub url: Option<String>,
}

/// A quote of a report, and whether it still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Where in the report it stands, such as `contradictions 3, side a`.
    pub at: String,
    /// The short name of its source in the report.
    pub doc: String,
    /// The words.
    pub quote: String,
    /// `anchored` when it holds; else `changed`, `moved?`, `ambiguous`, `lost`, or `not open` when
    /// its source could not be found.
    pub state: &'static str,
}

impl Checked {
    /// Tells whether the quote stands where the report says, word for word.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.state == "anchored"
    }
}

/// Returns the sources that a report names.
///
/// # Errors
/// When the value is no report: the sentence says what it lacks.
pub fn sources(report: &Value) -> Result<Vec<Named>, String> {
    let schema = report["schema"].as_str().unwrap_or_default();
    if !["rashomon/report/1", "rashomon/compare/1"].contains(&schema) {
        return Err(match schema {
            "" => "it has no \"schema\"; write it with `rashomon export --format json`".to_owned(),
            other => {
                format!("its schema is \"{other}\", not rashomon/report/1 or rashomon/compare/1")
            }
        });
    }
    let list = report["sources"].as_array().ok_or("it has no list of \"sources\"")?;
    let word = |v: &Value| v.as_str().map(str::to_owned);
    Ok(list
        .iter()
        .map(|source| Named {
            doc: word(&source["doc"]).unwrap_or_default(),
            path: word(&source["path"]),
            sha256: word(&source["sha256"]).unwrap_or_default(),
            url: word(&source["url"]),
        })
        .collect())
}

/// Checks every quote of a report against the accounts of a library.
///
/// # Errors
/// As [`sources`].
pub fn check(report: &Value, library: &Library) -> Result<Vec<Checked>, String> {
    let named = sources(report)?;
    let mut checked = Vec::new();
    let places = Places::new(library);
    let lists = report.as_object().into_iter().flatten();
    for (list, value) in lists.filter(|(name, _)| *name != "sources") {
        walk(value, list, &mut |at, side| {
            let doc = side["doc"].as_str().or(side["address"].as_str()).unwrap_or_default();
            let quote = side["quote"].as_str().unwrap_or_default().to_owned();
            let source = named.iter().find(|s| s.doc == doc);
            let state =
                source.map_or("not open", |source| state(side, &quote, source, &places, library));
            checked.push(Checked { at: at.to_owned(), doc: doc.to_owned(), quote, state });
        });
    }
    Ok(checked)
}

/// How deep a report nests its quotes, and then some: a hostile file must not exhaust the stack.
const DEPTH: usize = 8;

/// Calls `found` for every object with a quote, with the words that say where it stands.
fn walk(value: &Value, at: &str, found: &mut impl FnMut(&str, &Value)) {
    fn inner(value: &Value, at: &str, depth: usize, found: &mut impl FnMut(&str, &Value)) {
        if depth > DEPTH {
            return;
        }
        match value {
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    inner(item, &format!("{at} {}", i + 1), depth + 1, found);
                }
            }
            Value::Object(members) if members.get("quote").is_some_and(Value::is_string) => {
                found(at, value);
            }
            Value::Object(members) => {
                for (name, member) in members.iter().filter(|(_, v)| v.is_array() || v.is_object())
                {
                    let name = if name.len() == 1 { format!("side {name}") } else { name.clone() };
                    inner(member, &format!("{at}, {name}"), depth + 1, found);
                }
            }
            _ => {}
        }
    }
    inner(value, at, 0, found);
}

fn state(
    side: &Value,
    quote: &str,
    source: &Named,
    places: &Places<'_>,
    library: &Library,
) -> &'static str {
    let articles = library.articles();
    let same_text = |sha256: &str| !sha256.is_empty() && sha256 == source.sha256;
    let article = articles
        .iter()
        .find(|a| same_text(&a.source.sha256))
        .or_else(|| articles.iter().find(|a| a.id == source.doc))
        .or_else(|| articles.iter().find(|a| source.url.is_some() && a.source.url == source.url));
    let Some(article) = article else { return "not open" };
    let number = |v: &Value| v.as_u64().and_then(|n| usize::try_from(n).ok());
    if same_text(&article.source.sha256) {
        let (start, end) = (number(&side["start"]), number(&side["end"]));
        let held = start.zip(end).and_then(|(start, end)| article.text.get(start..end));
        // The same text with other words at the place: the report itself was altered.
        return if held == Some(quote) { "anchored" } else { "changed" };
    }
    let context = |name: &str| side[name].as_str().unwrap_or_default().replace('…', "");
    let (before, after) = (context("before"), context("after"));
    if before.is_empty() && after.is_empty() && article.text.matches(quote).count() == 1 {
        // A report without context cannot say more than that the words stand there, once.
        return "anchored";
    }
    let mut selectors = vec![Selector::TextQuote {
        exact: quote.to_owned(),
        prefix: before.chars().skip(before.chars().count().saturating_sub(32)).collect(),
        suffix: after.chars().take(32).collect(),
    }];
    let points = &side["code_points"];
    if let (Some(start), Some(end)) = (number(&points[0]), number(&points[1])) {
        selectors.push(Selector::TextPosition { start, end });
    }
    let target = Target {
        source: describe::address_of_name(&article.id),
        sha256: source.sha256.clone(),
        selectors,
        unknown: Vec::new(),
    };
    places.of(&target).state
}

/// Returns the outcome as JSON, schema `rashomon/verify/1`.
#[must_use]
pub fn to_json(checked: &[Checked]) -> Value {
    let quotes: Vec<_> = checked
        .iter()
        .map(|c| json!({"at": c.at, "doc": c.doc, "quote": c.quote, "state": c.state, "holds": c.holds()}))
        .collect();
    json!({
        "schema": "rashomon/verify/1",
        "quotes": checked.len(),
        "hold": checked.iter().filter(|c| c.holds()).count(),
        "checked": quotes,
    })
}

/// Returns the outcome as lines: how many hold, then each that does not.
#[must_use]
pub fn to_text(checked: &[Checked]) -> String {
    let hold = checked.iter().filter(|c| c.holds()).count();
    let mut text = match checked.len() {
        0 => "The report holds no quote.\n".to_owned(),
        n if n == hold => format!("All {n} quotes hold.\n"),
        n => format!("{hold} of {n} quotes hold.\n"),
    };
    for c in checked.iter().filter(|c| !c.holds()) {
        let why = match c.state {
            "changed" => "other words stand there now",
            "moved?" => "the words stand elsewhere, in other company",
            "ambiguous" => "the words stand in several places",
            "not open" => "its source was not found; name the file after the report",
            _ => "the words are gone",
        };
        // The report may be anybody's: what it says is cleaned like an article.
        let [at, doc, quote] = [&c.at, &c.doc, &c.quote].map(|words| line(words));
        text.push_str(&format!("{}: {at} ({why})\n  {doc}: “{quote}”\n", c.state));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::exchange::report::Report;
    use crate::exchange::{json as report_json, sample::sample};

    fn report() -> (Value, Library) {
        let sample = sample();
        (report_json::to_json(&Report::of(&sample.outgoing())), sample.library)
    }

    fn edited(library: &Library, from: &str, to: &str) -> Library {
        let edit = |article: &Article| {
            let mut article = article.clone();
            if article.text.contains(from) {
                article.text = article.text.replace(from, to);
                article.source.sha256 = "e".repeat(64);
            }
            article
        };
        library.articles().iter().map(|a| edit(a)).collect()
    }

    #[test]
    fn the_same_sources_hold_and_an_edited_one_is_named() {
        let (report, library) = report();
        let all = check(&report, &library).expect("a report");
        assert!(all.len() > 10 && all.iter().all(Checked::holds), "{}", to_text(&all));
        let fell =
            check(&report, &edited(&library, "The roof fell in.", "Rain fell.")).expect("a report");
        let bad: Vec<_> =
            fell.iter().filter(|c| !c.holds()).map(|c| (c.at.as_str(), c.state)).collect();
        assert_eq!(bad, [("only_in 1", "lost")]);
        assert!(
            to_text(&fell).contains("14 of 15 quotes hold.\nlost: only_in 1"),
            "{}",
            to_text(&fell)
        );
    }

    #[test]
    fn an_altered_report_and_a_missing_source_do_not_hold() {
        let (mut report, library) = report();
        report["only_in"][0]["quote"] = json!("The roof stood.");
        let checked = check(&report, &library).expect("a report");
        assert_eq!(checked.iter().filter(|c| c.state == "changed").count(), 1);
        let none = check(&report, &Library::new()).expect("a report");
        assert!(none.iter().all(|c| c.state == "not open"));
    }

    #[test]
    fn what_is_no_report_is_refused_with_a_reason() {
        for (value, part) in [
            (json!({}), "no \"schema\""),
            (json!([1]), "no \"schema\""),
            (json!({"schema": "x/2"}), "x/2"),
            (json!({"schema": "rashomon/report/1"}), "sources"),
        ] {
            let error = check(&value, &Library::new()).expect_err("no report");
            assert!(error.contains(part), "{error}");
        }
    }
}
