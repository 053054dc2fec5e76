//! Where things are kept.

use super::{Common, exit::Exit};

pub(super) fn run(_common: &Common) -> anyhow::Result<Exit> {
    anyhow::bail!("this command is not written yet")
}
