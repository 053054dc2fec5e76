//! Commands: what a shell sees. One file a command; each parses nothing, acts, and answers.

pub mod exit;
pub mod library;
mod log;
pub mod output;

mod compare;
mod config;
mod demo;
mod export;
mod external_judge;
#[cfg(feature = "fetch")]
mod fetch;
mod help;
mod judge;
mod man;
mod notes;
mod paths;
mod patience;
#[cfg(feature = "pdf")]
mod pdf;
mod read;
mod reader;
mod shell;
mod source;
mod store;
mod topics;
mod verify;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use exit::Exit;
use std::path::PathBuf;

/// Read every account of an event side by side, see where they part, mark it, keep it.
#[derive(Debug, Parser)]
#[command(name = "rashomon", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    reading: Reading,
}

/// What opens the reader: the accounts, and no command.
#[derive(Debug, Parser)]
struct Reading {
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    common: Common,
}

/// The accounts to read.
#[derive(Clone, Debug, Args)]
pub struct Sources {
    /// Text, Markdown or HTML files, folders of them, or `-` for standard input; none: the bundled accounts.
    #[arg(value_name = "SOURCE")]
    pub paths: Vec<std::ffi::OsString>,
    /// Refuse sources larger than this: bytes, or with K, M or G.
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = source::parse_size)]
    pub max_size: u64,
    /// Fetch addresses of your own network, too, and without encryption.
    #[cfg(feature = "fetch")]
    #[arg(long)]
    pub allow_private: bool,
}

impl Sources {
    /// Returns the given files, with the default limits.
    #[must_use]
    pub fn of(paths: impl IntoIterator<Item: Into<std::ffi::OsString>>) -> Self {
        Self {
            paths: paths.into_iter().map(Into::into).collect(),
            max_size: 256 << 20,
            #[cfg(feature = "fetch")]
            allow_private: false,
        }
    }
}

/// Options that every command takes.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Fail when any source cannot be read.
    #[arg(long, global = true)]
    pub strict: bool,
    /// The encoding of the sources, when it is not what they say.
    #[arg(long, global = true, value_name = "LABEL")]
    pub encoding: Option<String>,
    /// Keep annotations in this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Read settings from this file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How to print results.
    #[arg(long, global = true, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Leave out findings below this confidence, 0 to 1.
    #[arg(long, global = true, value_name = "X")]
    pub min_confidence: Option<f64>,
    /// Ask this command about every contradiction found, in the line format of `rashomon judge`; its
    /// opinion moves confidences. Without it nothing leaves the program.
    #[arg(long, global = true, value_name = "COMMAND")]
    pub judge: Option<String>,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Draw with ASCII characters only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Write a log to this file.
    #[arg(long, global = true, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// When the output is a terminal and nothing speaks against it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print where the sources differ.
    Compare(compare::CompareArgs),
    /// Print topics by source, with the silences.
    Topics(topics::TopicsArgs),
    /// Print the sources as plain numbered lines.
    Read(read::ReadArgs),
    /// List, add, edit, remove, link, import, export, check and merge annotations.
    Notes(notes::NotesArgs),
    /// Compact, check or back up the store.
    Store(store::StoreArgs),
    /// Label sentence pairs read from standard input.
    Judge(judge::JudgeArgs),
    /// Write a report or an exchange format.
    Export(export::ExportArgs),
    /// Check that every quote of a report still holds.
    Verify(verify::VerifyArgs),
    /// Print the keys.
    Keys(shell::KeysArgs),
    /// Print or check the configuration.
    Config(config::ConfigArgs),
    /// Print a completion script.
    Completions(shell::CompletionsArgs),
    /// Print the manual page.
    Man(man::ManArgs),
    /// Print a guided tour of two minutes.
    Demo,
    /// Print where things are kept.
    Paths,
    /// Print the words of a PDF file read from standard input.
    #[cfg(feature = "pdf")]
    #[command(name = pdf::COMMAND, hide = true)]
    WordsOfPdf,
}

/// The names of the commands.
const COMMANDS: &[&str] = &[
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
    #[cfg(feature = "pdf")]
    pdf::COMMAND,
];

/// Parses the arguments of this process, runs, and returns the exit code.
#[must_use]
pub fn main() -> std::process::ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    match parse(&arguments) {
        Ok(cli) => exit::report(run(cli)),
        Err(error) => exit::usage(&error),
    }
}

/// Parses a command line. The first screen waits for it: every command with all its options is made ready
/// only when one is named, and the words of the help only when something is asked or wrong.
fn parse(arguments: &[std::ffi::OsString]) -> clap::error::Result<Cli> {
    let named = |argument: &std::ffi::OsString| COMMANDS.iter().any(|name| argument == name);
    let option = |argument: &std::ffi::OsString| {
        argument != "-" && argument.as_encoded_bytes().starts_with(b"-")
    };
    let given = arguments.get(1..).unwrap_or_default();
    if !given.iter().any(|argument| named(argument) || option(argument) || argument.is_empty()) {
        // Nothing but sources.
        let reading = Reading { sources: Sources::of(given), common: Common::default() };
        return Ok(Cli { command: None, reading });
    }
    let parsed = if arguments.iter().skip(1).any(named) {
        Cli::try_parse_from(arguments)
    } else {
        Reading::try_parse_from(arguments).map(|reading| Cli { command: None, reading })
    };
    parsed.or_else(|_| {
        let matches = help::command().try_get_matches_from(arguments)?;
        Cli::from_arg_matches(&matches)
    })
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    let Reading { sources, common } = cli.reading;
    if let Some(path) = &common.log {
        log::start(path)?;
    }
    match cli.command {
        None => reader::run(&sources, &common),
        Some(Command::Compare(args)) => compare::run(&args, &common),
        Some(Command::Topics(args)) => topics::run(&args, &common),
        Some(Command::Read(args)) => read::run(&args, &common),
        Some(Command::Notes(args)) => notes::run(&args, &common),
        Some(Command::Store(args)) => store::run(&args, &common),
        Some(Command::Judge(args)) => judge::run(&args, &common),
        Some(Command::Export(args)) => export::run(&args, &common),
        Some(Command::Verify(args)) => verify::run(&args, &common),
        Some(Command::Keys(args)) => shell::keys(&args, &common),
        Some(Command::Config(args)) => config::run(&args, &common),
        Some(Command::Completions(args)) => shell::completions(&args),
        Some(Command::Man(args)) => man::run(&args),
        Some(Command::Demo) => demo::run(&common),
        Some(Command::Paths) => paths::run(&common),
        #[cfg(feature = "pdf")]
        Some(Command::WordsOfPdf) => pdf::run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn a_command_line_is_read_the_same_with_and_without_the_commands() {
        let known = Cli::command();
        let names: Vec<&str> = known.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(names, COMMANDS);
        for line in [
            "",
            "a.txt",
            "a.txt b - c",
            "-- compare",
            "a.txt compare",
            "--ascii a -",
            "--color never a b",
        ] {
            let words: Vec<_> = ["rashomon"].into_iter().chain(line.split_whitespace()).collect();
            let ours = parse(&words.iter().map(Into::into).collect::<Vec<_>>()).expect("right");
            let whole = Cli::try_parse_from(&words).expect("right");
            assert_eq!(format!("{ours:?}"), format!("{whole:?}"), "{line}");
        }
        for line in ["--help", "--version", "--nothing", "compare --nothing", "--color sometimes"] {
            let words: Vec<_> = ["rashomon"].into_iter().chain(line.split_whitespace()).collect();
            let ours = parse(&words.iter().map(Into::into).collect::<Vec<_>>());
            let whole = help::command().try_get_matches_from(&words);
            let told = whole.expect_err("help or wrong").to_string();
            assert_eq!(ours.expect_err("help or wrong").to_string(), told, "{line}");
        }
    }
}
