//! The command as the argument parser sees it: help with examples first, for the shell, the manual page and the completions.

use super::Cli;
use clap::CommandFactory;

/// What a command is for, examples, then everything else.
const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Examples by command; the empty name is the program itself.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "",
        &[
            ("rashomon", "five bundled accounts of one event"),
            ("rashomon report.html wire.txt blog.md", "your own, side by side"),
            ("rashomon articles/", "every account in a folder"),
            ("rashomon compare articles/", "where they contradict each other, as text"),
            (
                "rashomon export articles/ -o report.html",
                "a report for somebody without a terminal",
            ),
            ("rashomon demo", "a guided tour of two minutes"),
        ],
    ),
    (
        "compare",
        &[
            ("rashomon compare a.txt b.html", "where two accounts part"),
            ("rashomon compare articles/ --format json | jq .contradictions", "for scripts"),
            ("rashomon compare articles/ --min-confidence 0.8", "only what is sure"),
        ],
    ),
    (
        "topics",
        &[
            ("rashomon topics articles/", "what they talk about, and who is silent"),
            ("rashomon topics articles/ --format json", "the same for scripts"),
        ],
    ),
    (
        "read",
        &[
            ("rashomon read articles/ --linear | less", "numbered plain lines"),
            ("curl -s https://example.org/a | rashomon read -", "from standard input"),
            ("rashomon read a.html --format json", "the clean text that offsets count in"),
        ],
    ),
    (
        "export",
        &[
            ("rashomon export articles/ -o report.html", "the format follows the name"),
            ("rashomon export articles/ --format markdown | less", "to standard output"),
            ("rashomon export articles/ --format hypothesis -o out/", "one file a source"),
            ("rashomon export articles/ --notes-only -o notes.csv", "only what you noted"),
        ],
    ),
    (
        "verify",
        &[
            ("rashomon export articles/ -o report.json", "a report that can be checked"),
            ("rashomon verify report.json", "against the files that it names"),
            ("rashomon verify report.json fresh/", "against fresh copies"),
        ],
    ),
    (
        "judge",
        &[(
            r#"echo '{"id":1,"premise":"Nine died.","hypothesis":"Ten died."}' | rashomon judge"#,
            "one line in, one out",
        )],
    ),
    (
        "keys",
        &[("rashomon keys", "every key"), ("rashomon keys --check", "is my keymap.toml right?")],
    ),
    (
        "completions",
        &[("rashomon completions bash > ~/.local/share/bash-completion/completions/rashomon", "")],
    ),
    (
        "man",
        &[
            ("rashomon man | man -l -", "read it"),
            ("rashomon man export", "the page of one command"),
        ],
    ),
    ("demo", &[("rashomon demo", "what to press, then try it: rashomon")]),
];

/// Returns the command, with examples first in the help of each part.
#[must_use]
pub(super) fn command() -> clap::Command {
    let mut command = Cli::command().help_template(TEMPLATE);
    if let Some(examples) = examples("") {
        command = command.before_help(examples);
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let sub = sub.help_template(TEMPLATE);
            match examples(&name) {
                Some(examples) => sub.before_help(examples),
                None => sub,
            }
        });
    }
    command
}

/// Returns the examples of a command as lines, what they do beside them.
pub(super) fn examples(command: &str) -> Option<String> {
    let (_, rows) = EXAMPLES.iter().find(|(name, _)| *name == command)?;
    let width = rows.iter().map(|(line, _)| line.chars().count()).filter(|w| *w < 60).max();
    let width = width.unwrap_or(0);
    let lines =
        rows.iter().map(|(line, what)| format!("  {line:width$}  {what}").trim_end().to_owned());
    Some(format!("Examples:\n{}", lines.collect::<Vec<_>>().join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_command_that_parses() {
        for (name, rows) in EXAMPLES {
            for (line, _) in *rows {
                let line = line.split(" > ").next().unwrap_or(line);
                let ours = line.split(" | ").find(|part| part.starts_with("rashomon"));
                let ours = ours.unwrap_or_else(|| panic!("{line} runs rashomon"));
                let words = shell_words::split(ours).expect("it can be split");
                let parsed = command().try_get_matches_from(&words);
                assert!(
                    parsed.is_ok(),
                    "{ours}: {}",
                    parsed.err().map(|e| e.to_string()).unwrap_or_default()
                );
                let matches = parsed.expect("just checked");
                assert!(name.is_empty() || matches.subcommand_name().is_some(), "{ours}");
            }
        }
    }

    #[test]
    fn examples_come_before_usage_and_the_parser_is_sound() {
        let mut command = command();
        command.clone().debug_assert();
        let help = command.render_long_help().to_string();
        let (examples, usage) = (help.find("Examples:"), help.find("Usage:"));
        assert!(examples.is_some() && examples < usage, "{help}");
    }
}
