//! The name of this device for one store folder.
//!
//! Two copies of a store (a clone, a copy on another disk) must not write under one name: the merge
//! rule takes a device to know all it wrote before. So the name follows from the machine, the user
//! and the folder; nothing of them can be read out of it.

use sha2::{Digest, Sha256};
use std::path::Path;

/// Returns the name: eight hexadecimal digits.
pub(super) fn name(dir: &Path) -> String {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let real = std::fs::canonicalize(&absolute).or_else(|_| {
        // Not made yet: the name must be the same once it is.
        let parent = absolute.parent().unwrap_or(Path::new("/"));
        let name = absolute.file_name().unwrap_or_default();
        std::fs::canonicalize(parent).map(|parent| parent.join(name))
    });
    let real = real.unwrap_or(absolute);
    let mut hash = Sha256::new();
    for part in [machine(), user(), real.as_os_str().as_encoded_bytes().to_vec()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize()[..4].iter().fold(String::new(), |out, byte| format!("{out}{byte:02x}"))
}

/// Returns the device behind a name that was branched off it (see `append`).
pub(super) fn family(by: &str) -> &str {
    by.split_once('~').map_or(by, |(device, _)| device)
}

fn machine() -> Vec<u8> {
    let files = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/proc/sys/kernel/hostname"];
    let file = files.iter().find_map(|path| std::fs::read(path).ok().filter(|id| !id.is_empty()));
    let variables = ["COMPUTERNAME", "HOSTNAME"].iter().find_map(std::env::var_os);
    file.or(variables.map(|name| name.as_encoded_bytes().to_vec())).unwrap_or_default()
}

#[cfg(unix)]
fn user() -> Vec<u8> {
    rustix::process::geteuid().as_raw().to_be_bytes().to_vec()
}

#[cfg(not(unix))]
fn user() -> Vec<u8> {
    std::env::var_os("USERNAME").map(|n| n.as_encoded_bytes().to_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_another_device_and_making_the_folder_changes_nothing() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        let before = name(&a);
        std::fs::create_dir(&a)?;
        assert_eq!(name(&a), before);
        assert_ne!(name(&a), name(&b));
        assert_eq!(family("1f2e3d4c~2"), "1f2e3d4c");
        Ok(())
    }
}
