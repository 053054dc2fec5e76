//! Dependencies: every one comes from the registry, under a licence on the list, and is declared with a reason to be there.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use serde_json::Value;
use std::process::Command;
use std::sync::LazyLock;

/// Licences that may be linked into a program under `MIT OR Apache-2.0`: the list of `cargo deny`.
static LICENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let deny: toml::Table = include_str!("../deny.toml").parse().expect("deny.toml is TOML");
    let allowed = deny["licenses"]["allow"].as_array().expect("a list");
    allowed.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
});

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--all-features"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    if !output.status.success() {
        // Without the sources of crates for other platforms cargo cannot answer offline.
        return Vec::new();
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
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

#[test]
fn the_list_of_licences_decides() {
    assert!(allowed("MIT OR Apache-2.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(allowed("MIT/Unlicense"));
    assert!(!allowed("GPL-3.0-or-later"));
    assert!(!allowed("MIT AND GPL-2.0"));
}
