//! README and CHANGELOG against the tables in the code: keys, formats, detectors, commands, version.
//!
//! `RASHOMON_BLESS=1 cargo test --test documents` writes the tables of the README anew.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use rashomon::analysis::contradiction::DETECTORS;
use rashomon::app::action::Section;
use rashomon::app::key;
use rashomon::app::keymap::{Context, Keymap};
use rashomon::exchange::FORMATS;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Blessing writes the one file from several tests.
static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// Compares what stands between `<!-- name -->` and `<!-- /name -->` with what the code says.
#[track_caller]
fn section(name: &str, want: &str) {
    let _one = WRITING.lock();
    let text = std::fs::read_to_string(readme()).expect("README.md is there");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the section begins") + open.len();
    let end = start + text[start..].find(&close).expect("the section ends");
    if std::env::var_os("RASHOMON_BLESS").is_some() {
        let blessed = format!("{}{want}{}", &text[..start], &text[end..]);
        return std::fs::write(readme(), blessed).expect("README.md can be written");
    }
    assert_eq!(&text[start..end], want, "bless it with RASHOMON_BLESS=1");
}

/// The keys while reading, by section: keys that do the same in one row.
fn keys() -> String {
    let keymap = Keymap::standard();
    let mut out = String::new();
    for (section, title) in Section::ALL {
        let mut rows: Vec<(String, String, Vec<String>)> = Vec::new();
        for binding in [Context::Read, Context::Global].iter().flat_map(|c| keymap.bindings(*c)) {
            if binding.command.action.section() != section {
                continue;
            }
            let command = binding.command.action.name().to_owned();
            let keys = key::show(&binding.keys);
            let quote = if keys.contains('`') { "`` " } else { "`" };
            let keys = format!("{quote}{keys}{}", quote.chars().rev().collect::<String>());
            match rows.iter_mut().find(|row| row.0 == command) {
                Some(row) if row.2.len() < 4 => row.2.push(keys),
                Some(_) => {}
                None => {
                    let help = binding.command.action.help().replace('|', "\\|");
                    rows.push((command, help, vec![keys]));
                }
            }
        }
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n| {title} | |\n|---|---|");
        for (_, help, keys) in rows {
            let _ = writeln!(out, "| {} | {help} |", keys.join(" "));
        }
    }
    out
}

#[test]
fn the_readme_shows_the_keys() {
    section("keys", &keys());
}

#[test]
fn the_readme_shows_the_formats() {
    let mut table = "| format | | written | read |\n|---|---|---|---|\n".to_owned();
    for format in FORMATS {
        let yes = |there: bool| if there { "yes" } else { "" };
        let (written, read) = (yes(format.write.is_some()), yes(format.read.is_some()));
        let _ = writeln!(table, "| `{}` | {} | {written} | {read} |", format.name, format.help);
    }
    section("formats", &table);
}

#[test]
fn the_readme_shows_what_is_found() {
    let mut table = "| rule | what it finds | an example |\n|---|---|---|\n".to_owned();
    for detector in DETECTORS {
        let [a, b] = detector.example;
        let _ = writeln!(table, "| `{}` | {} | “{a}” / “{b}” |", detector.rule, detector.says);
    }
    section("detectors", &table);
}

#[test]
fn the_changelog_begins_with_this_version() {
    let changelog = include_str!("../CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## ")).expect("a version");
    assert!(first.contains(env!("CARGO_PKG_VERSION")), "{first}");
}

/// Every fault has a test, and every test that the page names is there.
#[test]
fn every_fault_names_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = include_str!("../FAULTS.md");
    let rows = page.lines().filter(|line| line.starts_with("| ")).filter(|line| {
        let last = line.trim_end_matches(" |").rsplit(" | ").next();
        last != Some("tests")
    });
    let (mut faults, mut missing) = (0, Vec::new());
    for row in rows {
        faults += 1;
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let named: Vec<_> = tests.split_whitespace().map(|word| word.trim_matches('`')).collect();
        assert!(!named.is_empty() && named.iter().all(|name| name.contains("::")), "{row}");
        for name in named {
            let there = match name.split_once("::") {
                Some(("fuzz", target)) => {
                    root.join("tests/fuzz/seeds").join(target).is_dir()
                        && include_str!("fuzz/main.rs").contains(&format!("    {target}"))
                }
                Some((file, test)) => std::fs::read_to_string(root.join(file))
                    .is_ok_and(|text| text.contains(&format!("fn {test}("))),
                None => false,
            };
            if !there {
                missing.push(name);
            }
        }
    }
    assert!(faults > 50, "only {faults} rows were read");
    assert!(missing.is_empty(), "named and not there: {}", missing.join(", "));
}
