//! The configuration: built-in files, then the user's.

use super::{Common, Sources, exit::Exit};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    #[command(flatten)]
    sources: Sources,
}

pub(super) fn run(args: &ConfigArgs, common: &Common) -> anyhow::Result<Exit> {
    let _ = super::library::open(&args.sources, common)?;
    anyhow::bail!("this command is not written yet")
}
