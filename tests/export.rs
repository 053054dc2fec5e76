//! Reports and exchange formats from the outside: files, exit codes, what is said, and back again.

#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use assert_cmd::Command;
use std::fs;
use std::path::Path;

const ONE: &str = "---\noutlet: River Courier\npublished: 2026-03-01\n---\nNine looms burned at the Hollow mill on Sunday 🔥. Nobody was hurt.\n";
const TWO: &str = "---\noutlet: Hill Gazette\npublished: 2026-03-02\n---\nEleven looms burned at the Hollow mill on Sunday. The roof fell in.\n";

/// Runs the program in a folder of its own and returns exit code, standard output and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rashomon").expect("it is built");
    for name in ["CONFIG", "DATA", "STATE"] {
        command.env(format!("RASHOMON_{name}_DIR"), dir.join("home"));
    }
    let output = command.current_dir(dir).args(args).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("one.txt"), ONE).expect("written");
    fs::write(dir.path().join("two.txt"), TWO).expect("written");
    dir
}

#[test]
fn a_report_is_written_once_and_holds_until_a_source_changes() {
    let dir = folder();
    let dir = dir.path();
    let sources = ["one.txt", "two.txt"];
    let export = |more: &[&str]| run(dir, &[&["export"], &sources[..], more].concat());
    let (code, out, said) = export(&["-o", "report.json"]);
    assert_eq!((code, out.as_str()), (0, ""), "{said}");
    assert!(said.contains("wrote report.json"), "{said}");
    assert_eq!(export(&["-o", "report.json"]).0, 2, "nothing is replaced by accident");
    assert_eq!(export(&["-o", "report.json", "--force"]).0, 0);
    let note = ["notes", "add", "two.txt", "--quote", "The roof fell in", "--note", "says who?"];
    let (code, _, said) = run(dir, &note);
    assert_eq!(code, 0, "{said}");
    assert_eq!(export(&["-o", "report.json", "--force"]).0, 0);
    let (code, out, _) = run(dir, &["verify", "report.json"]);
    assert!(code == 0 && out.starts_with("All "), "{out}");
    fs::write(dir.join("two.txt"), TWO.replace("roof fell in", "roof did not fall in"))
        .expect("written");
    let (code, out, _) = run(dir, &["verify", "report.json"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("changed: notes 1, passages 1"), "{out}");
    let (code, out, _) = run(dir, &["verify", "report.json", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((code, &answer["schema"]), (1, &"rashomon/verify/1".into()));
    fs::remove_file(dir.join("two.txt")).expect("removed");
    let (code, _, said) = run(dir, &["verify", "report.json"]);
    assert_eq!(code, 0, "the store keeps the text of what was annotated: {said}");
    assert!(said.contains("kept in the store"), "{said}");
}

#[test]
fn every_format_is_written_and_says_what_it_cannot_carry() {
    let dir = folder();
    let dir = dir.path();
    for format in rashomon::exchange::FORMATS {
        let out = format!("out-{}/", format.name);
        let (code, _, said) =
            run(dir, &["export", "one.txt", "two.txt", "--format", format.name, "-o", &out]);
        // Formats that hold nothing but annotations may have nothing to hold.
        assert!(code == 0 || said.contains("nothing to write"), "{}: {said}", format.name);
    }
    let html = fs::read_to_string(dir.join("out-html/report.html")).expect("there");
    assert!(html.contains("River Courier") && !html.contains("<script"));
    let (code, out, _) = run(dir, &["export", "one.txt", "two.txt"]);
    assert!(code == 0 && out.starts_with("# Two accounts"), "{out}");
    let (code, _, said) = run(dir, &["export", "one.txt", "--format", "docx"]);
    assert!(code == 2 && said.contains("claimreview"), "{said}");
}

#[test]
fn help_begins_with_examples_and_every_page_is_printed() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_, help, _) = run(dir.path(), &["export", "--help"]);
    assert!(help.find("Examples:") < help.find("Usage:"), "{help}");
    for format in rashomon::exchange::FORMATS {
        assert!(
            help.contains(format.help.split(' ').next().unwrap_or_default()),
            "{}",
            format.name
        );
    }
    for command in [
        "compare",
        "topics",
        "read",
        "notes",
        "store",
        "judge",
        "export",
        "verify",
        "keys",
        "config",
        "completions",
        "man",
        "demo",
        "paths",
    ] {
        let (code, page, said) = run(dir.path(), &["man", command]);
        assert!(code == 0 && page.contains(".SH NAME"), "{command}: {said}");
    }
    let (code, tour, _) = run(dir.path(), &["demo"]);
    assert!(code == 0 && tour.contains("next contradiction"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert_eq!(run(dir.path(), &["completions", shell]).0, 0, "{shell}");
    }
}
