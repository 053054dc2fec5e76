//! The sources as plain numbered lines, or as JSON.

use super::{Common, Sources, exit::Exit};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    sources: Sources,
}

pub(super) fn run(args: &ReadArgs, common: &Common) -> anyhow::Result<Exit> {
    let _ = super::library::open(&args.sources, common)?;
    anyhow::bail!("this command is not written yet")
}
