//! What is in the store's folder: its parts, made when the first record is written, and what each is for.

use super::fs::{How, append_all, read_all};
use super::{Store, Why};
use serde::Deserialize;
use std::io;
use std::path::{Path, PathBuf};

/// The parts of the store that are folders.
pub(super) const PARTS: [&str; 6] =
    ["journal", "sources", "drafts", "trash", "quarantine", "backup"];

/// The newest format this program reads and the one it writes.
const FORMAT: u64 = 1;

const README: &str = include_str!("README");

/// What FORMAT says.
#[derive(Debug, Deserialize)]
struct Format {
    min_reader: u64,
}

impl Store {
    pub(super) fn part(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Reads FORMAT; a store made by a newer program is opened to read only.
    pub(super) fn read_format(&mut self) {
        let path = self.part("FORMAT");
        match read_all(&*self.fs, &path, 1 << 16) {
            Ok(bytes) => {
                // A damaged FORMAT must not keep anybody from their notes; `doctor` names it.
                if let Ok(format) = serde_json::from_slice::<Format>(&bytes)
                    && format.min_reader > FORMAT
                {
                    self.read_only = Some(Why::Newer(format.min_reader));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => self.trouble(&path, &error),
        }
    }

    /// Tells whether FORMAT can be understood.
    pub(super) fn format_is_sound(&self) -> bool {
        match read_all(&*self.fs, &self.part("FORMAT"), 1 << 16) {
            Ok(bytes) => serde_json::from_slice::<Format>(&bytes).is_ok(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }

    /// Makes the folders, and their names durable: always once a process, because an earlier one
    /// may have died between making and syncing. The names in the journal are made durable with the
    /// first record.
    pub(super) fn make_ready(&mut self) -> io::Result<()> {
        if self.ready {
            return Ok(());
        }
        if !self.fs.is_dir(&self.dir) {
            let mut missing: Vec<&Path> = Vec::new();
            let mut at = Some(self.dir.as_path());
            while let Some(dir) = at.filter(|d| !d.as_os_str().is_empty() && !self.fs.is_dir(d)) {
                missing.push(dir);
                at = dir.parent();
            }
            for dir in missing.into_iter().rev() {
                self.fs.create_dir(dir)?;
                if let Some(parent) = dir.parent().filter(|p| !p.as_os_str().is_empty()) {
                    // Above the store's own parent, others' folders may not be ours to open.
                    let _ = self.fs.sync_dir(parent);
                }
            }
        }
        self.fs.create_dir(&self.part("journal"))?;
        self.fs.sync_dir(&self.dir)?;
        if let Some(parent) = self.dir.parent().filter(|p| !p.as_os_str().is_empty()) {
            match self.fs.sync_dir(parent) {
                // A folder one may pass through but not read cannot be opened, and so not synced.
                Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
                _ => {}
            }
        }
        self.ready = true;
        Ok(())
    }

    /// Writes what tells people and programs what this folder is. No record depends on it, so a
    /// failure (a disk that is just full) is left to the next time.
    pub(super) fn explain(&self) {
        for part in PARTS {
            let _ = self.fs.create_dir(&self.part(part));
        }
        let write_new = |name: &str, text: &str| -> io::Result<()> {
            let mut file = self.fs.open(&self.part(name), How::CreateNew)?;
            append_all(&mut *file, text.as_bytes())?;
            file.sync()
        };
        let _ = write_new("README", README);
        let _ = write_new(".gitattributes", "*.jsonl -text merge=union\n");
        let _ = write_new(".gitignore", "lock\ndrafts/\ntrash/\n.tmp-*\n");
        let format = self.part("FORMAT");
        if self.fs.open(&format, How::Read).is_err() {
            let temporary = format!(".tmp-{}", uuid::Uuid::now_v7());
            let text = format!(
                "{{\"format\":\"rashomon-notes\",\"version\":{FORMAT},\"min_reader\":{FORMAT}}}\n"
            );
            // A link never replaces what another process has made meanwhile.
            if write_new(&temporary, &text).is_ok()
                && self.fs.link(&self.part(&temporary), &format).is_err()
            {
                let _ = write_new("FORMAT", &text);
            }
            let _ = self.fs.remove(&self.part(&temporary));
        }
        let _ = self.fs.sync_dir(&self.dir);
    }
}
