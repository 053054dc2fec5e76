//! The things around a program: keys and completions.

use super::{Common, exit::Exit, output};
use crate::app::keymap::Context;
use std::io::Write;

#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs {
    /// Check the user's keymap instead of printing it.
    #[arg(long)]
    check: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell to print a script for.
    shell: clap_complete::Shell,
}

pub(super) fn keys(args: &KeysArgs, common: &Common) -> anyhow::Result<Exit> {
    let configured = super::config::load(common)?;
    let wrong = configured.mistakes.iter().filter(|m| m.contains("keymap.toml"));
    let wrong: Vec<&String> = wrong.collect();
    wrong.iter().for_each(|m| super::exit::warn(m));
    let mut out = output::stdout();
    if args.check {
        if wrong.is_empty() {
            writeln!(out, "no mistake found")?;
        }
        out.flush()?;
        return Ok(if wrong.is_empty() { Exit::Done } else { Exit::Nothing });
    }
    let tables = Context::ALL.iter().map(|(context, name, title)| {
        let rows = configured.keymap.grouped(*context);
        (*name, *title, rows)
    });
    match common.format.as_deref() {
        None | Some("text") => {
            for (name, title, rows) in tables {
                writeln!(out, "{title} [{name}]")?;
                for row in rows {
                    writeln!(out, "  {:<18} {:<24} {}", row.keys, row.command, row.description)?;
                }
                writeln!(out)?;
            }
        }
        Some("markdown") => {
            for (_, title, rows) in tables {
                writeln!(out, "**{title}**\n\n| keys | what they do |\n|---|---|")?;
                for row in rows {
                    let keys: Vec<String> = row
                        .keys
                        .split("  ")
                        .map(|key| format!("`{}`", key.replace('|', "\\|")))
                        .collect();
                    writeln!(
                        out,
                        "| {} | {} |",
                        keys.join(" "),
                        row.description.replace('|', "\\|")
                    )?;
                }
                writeln!(out)?;
            }
        }
        Some("json") => {
            let contexts: serde_json::Map<String, serde_json::Value> = tables
                .map(|(name, _, rows)| {
                    let row = |row: crate::app::keymap::Row| {
                        serde_json::json!({
                            "keys": row.keys.split("  ").collect::<Vec<_>>(),
                            "command": row.command,
                            "description": row.description,
                        })
                    };
                    (name.to_owned(), rows.into_iter().map(row).collect())
                })
                .collect();
            let document = serde_json::json!({ "schema": "rashomon/keys/1", "contexts": contexts });
            writeln!(out, "{document:#}")?;
        }
        Some(other) => anyhow::bail!("keys prints text, markdown or json, not `{other}`"),
    }
    out.flush()?;
    Ok(Exit::Done)
}

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::help::command(), "rashomon", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}
