//! Every operation on annotations, for scripts.

use super::{Common, Sources, exit::Exit};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct NotesArgs {
    #[command(flatten)]
    sources: Sources,
}

pub(super) fn run(args: &NotesArgs, common: &Common) -> anyhow::Result<Exit> {
    let _ = super::library::open(&args.sources, common)?;
    anyhow::bail!("this command is not written yet")
}
