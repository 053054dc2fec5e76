//! Dependencies: every one comes from the registry, under a licence on the list, and is declared with a reason to be there.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

/// What `cargo deny` is told, so that both go by one list.
static DENY: LazyLock<toml::Table> =
    LazyLock::new(|| include_str!("../deny.toml").parse().expect("deny.toml is TOML"));

/// Licences that may be linked into a program under `MIT OR Apache-2.0`.
static LICENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let allowed = DENY["licenses"]["allow"].as_array().expect("a list");
    allowed.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
});

/// What cargo answers; nothing when it cannot without the sources of crates for other platforms.
fn cargo(words: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO"))
        .args(words)
        .args(["--locked", "--offline", "--all-features"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    output.status.success().then(|| String::from_utf8(output.stdout).expect("cargo prints UTF-8"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn packages() -> Vec<Value> {
    let Some(metadata) = cargo(&["metadata", "--format-version", "1"]) else { return Vec::new() };
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo prints JSON");
    list(&metadata["packages"]).to_vec()
}

/// Tells whether an SPDX expression can be met with licences of the list.
fn allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    expression
        .split(" AND ")
        .all(|part| part.split(" OR ").any(|licence| LICENCES.iter().any(|l| l == licence.trim())))
}

#[test]
fn licences_are_on_the_list() {
    let faults: Vec<_> = packages()
        .iter()
        .filter(|p| p["source"].is_string())
        .filter(|p| !p["license"].as_str().is_some_and(allowed) && p["license_file"].is_null())
        .map(|p| format!("{} {}", p["name"], p["license"]))
        .collect();
    assert!(faults.is_empty(), "not on the list: {}", faults.join(", "));
}

#[test]
fn everything_comes_from_the_registry() {
    let lock = include_str!("../Cargo.lock");
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    let other: Vec<_> = sources.filter(|s| !s.starts_with("source = \"registry+")).collect();
    assert!(other.is_empty(), "{}", other.join("\n"));
}

/// The part of a version that must be alike for one copy to do.
fn kind(version: &[u32]) -> String {
    match version {
        [0, minor, ..] => format!("0.{minor}"),
        _ => version[0].to_string(),
    }
}

#[test]
fn what_is_there_twice_is_on_the_list_and_the_list_has_nothing_else() {
    let all = ["tree", "--target", "all", "--edges", "normal,build", "--prefix", "none"];
    let Some(tree) = cargo(&all) else { return };
    let mut versions: BTreeMap<&str, BTreeSet<Vec<u32>>> = BTreeMap::new();
    for line in tree.lines() {
        let (name, rest) = line.split_once(" v").expect("a name and a version");
        let version = rest.split([' ', '+']).next().unwrap_or_default();
        let numbers = version.split(['.', '-']).map_while(|n| n.parse().ok());
        versions.entry(name).or_default().insert(numbers.collect());
    }
    let older = versions.iter().flat_map(|(name, versions)| {
        versions.iter().rev().skip(1).rev().map(move |v| format!("{name}@{}", kind(v)))
    });
    let skipped = DENY["bans"]["skip"].as_array().expect("a list").iter();
    let skipped = skipped.map(|entry| entry["crate"].as_str().expect("a crate").to_owned());
    assert_eq!(skipped.collect::<Vec<_>>(), older.collect::<Vec<_>>());
}

#[test]
fn every_dependency_names_a_version() {
    let packages = packages();
    let ours = packages.iter().filter(|p| p["source"].is_null());
    let wild = ours.flat_map(|p| list(&p["dependencies"])).filter(|d| d["req"] == "*");
    assert_eq!(wild.map(|d| &d["name"]).collect::<Vec<_>>(), Vec::<&Value>::new());
}

#[test]
fn the_list_of_licences_decides() {
    assert!(allowed("MIT OR Apache-2.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(allowed("MIT/Unlicense"));
    assert!(!allowed("GPL-3.0-or-later"));
    assert!(!allowed("MIT AND GPL-2.0"));
}
