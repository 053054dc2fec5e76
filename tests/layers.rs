//! The source tree: layers never point up, and few files know a library that is not theirs.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use std::path::{Path, PathBuf};

const LAYERS: &[&str] = &[
    "text",
    "language",
    "article",
    "annotation",
    "analysis",
    "topic",
    "exchange",
    "store",
    "app",
    "ui",
    "tui",
    "cli",
];

/// Crates that only some layers may name: the crate, and the layers that may.
const KEPT: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("crossterm", &["tui"]),
    ("serde_json", &["exchange", "store", "cli"]),
    ("directories", &["store"]),
    ("ratatui_textarea", &["app", "ui", "tui"]),
];

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(dir)
        .expect("src is there")
        .map(|e| e.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Returns the layer of a file and its text without comments and test modules.
fn sources() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files
        .into_iter()
        .filter_map(|path| {
            let name =
                path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
            let layer = name.split(['/', '.']).next().expect("a name").to_owned();
            let text = std::fs::read_to_string(&path).expect("readable");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<_> =
                text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            LAYERS.contains(&layer.as_str()).then(|| (name, layer, code.join("\n")))
        })
        .collect()
}

/// Returns the first words after each `crate::`, braces too.
fn named(code: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let inner = group.split("};").next().unwrap_or(group);
            let mut depth = 0;
            let mut start = 0;
            for (at, c) in inner.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        words.push(inner[start..at].trim());
                        start = at + 1;
                    }
                    _ => {}
                }
            }
            words.push(inner[start..].trim());
        } else {
            words.push(rest);
        }
    }
    words
        .into_iter()
        .map(|w| w.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(w))
        .collect()
}

#[test]
fn layers_never_point_up() {
    let rank = |layer: &str| LAYERS.iter().position(|l| *l == layer);
    let mut faults = Vec::new();
    for (file, layer, code) in sources() {
        for word in named(&code) {
            if rank(word) > rank(&layer) {
                faults.push(format!("src/{file}: names {word}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn libraries_stay_where_they_belong() {
    let mut faults = Vec::new();
    for (file, layer, code) in sources() {
        for (library, layers) in KEPT {
            if code.contains(&format!("{library}::")) && !layers.contains(&layer.as_str()) {
                faults.push(format!("src/{file}: names {library}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
