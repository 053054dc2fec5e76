//! Text that is being typed and is not saved yet: it survives a kill.

use super::Store;
use super::clock::rfc3339;
use super::fs::{read_all, replace};
use crate::annotation::Annotation;
use crate::exchange::w3c;
use serde_json::{Value, json};
use std::io;

/// A note in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its name: letters, digits and dashes.
    pub name: String,
    /// What stands in the editor.
    pub text: String,
    /// The note it will be part of, as it was when the editor opened.
    pub annotation: Annotation,
    /// Whether that note is saved already and is being changed.
    pub editing: bool,
    /// When it was kept last.
    pub at: String,
}

/// The longest draft that is read back, in bytes.
const LONGEST: u64 = 4 << 20;

impl Draft {
    /// Returns a draft with a name of its own.
    #[must_use]
    pub fn new(annotation: Annotation, editing: bool) -> Self {
        let name = uuid::Uuid::now_v7().to_string();
        Self { name, text: String::new(), annotation, editing, at: String::new() }
    }
}

impl Store {
    /// Keeps a draft, replacing the form it had.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_draft(&mut self, draft: &Draft) -> io::Result<()> {
        let Some(name) = file_name(&draft.name) else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "no name for a draft"));
        };
        self.make_ready()?;
        let dir = self.part("drafts");
        self.fs.create_dir(&dir)?;
        let json = json!({
            "v": 1,
            "at": rfc3339(self.fs.now()),
            "text": draft.text,
            "editing": draft.editing,
            "annotation": w3c::to_json(&draft.annotation),
        });
        replace(&*self.fs, &dir, &name, format!("{json}\n").as_bytes())
    }

    /// Returns the drafts that were left behind, the newest first.
    #[must_use]
    pub fn drafts(&self) -> Vec<Draft> {
        let dir = self.part("drafts");
        let entries = self.fs.list(&dir).unwrap_or_default();
        let read = |name: &str| -> Option<Draft> {
            let stem = name.strip_suffix(".json")?;
            file_name(stem)?;
            let bytes = read_all(&*self.fs, &dir.join(name), LONGEST).ok()?;
            let json: Value = serde_json::from_slice(&bytes).ok()?;
            Some(Draft {
                name: stem.to_owned(),
                text: json.get("text")?.as_str()?.to_owned(),
                annotation: w3c::from_json(json.get("annotation")?).ok()?,
                editing: json.get("editing").and_then(Value::as_bool).unwrap_or(false),
                at: json.get("at").and_then(Value::as_str).unwrap_or_default().to_owned(),
            })
        };
        let mut drafts: Vec<_> = entries.iter().filter_map(|entry| read(&entry.name)).collect();
        drafts.sort_by(|a, b| (&b.at, &b.name).cmp(&(&a.at, &a.name)));
        drafts
    }

    /// Drops a draft: its note is saved, or its writer gave it up. One that is not there is no error.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn drop_draft(&mut self, name: &str) -> io::Result<()> {
        let Some(name) = file_name(name) else { return Ok(()) };
        match self.fs.remove(&self.part("drafts").join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn file_name(name: &str) -> Option<String> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (plain && !name.is_empty() && name.len() < 100).then(|| format!("{name}.json"))
}
