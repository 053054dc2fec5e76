//! The things around a program: keys, completions, manual page.

use super::{Cli, Common, exit::Exit, output};
use clap::CommandFactory;
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

pub(super) fn keys(args: &KeysArgs, _common: &Common) -> anyhow::Result<Exit> {
    let _ = args.check;
    anyhow::bail!("this command is not written yet")
}

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rashomon", &mut script);
    let mut out = output::stdout();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}

pub(super) fn man() -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    let mut out = output::stdout();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Exit::Done)
}
