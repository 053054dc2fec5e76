//! The reader itself, or its linear form when standard output is no terminal.

use super::{Common, Sources, exit::Exit};

pub(super) fn run(sources: &Sources, common: &Common) -> anyhow::Result<Exit> {
    let _ = super::library::open(sources, common)?;
    anyhow::bail!("the reader is not written yet")
}
