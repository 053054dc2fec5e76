//! Where things are kept.

use super::{Common, exit::Exit, output};
use crate::store::place::Places;
use std::io::Write;
use std::path::Path;

pub(super) fn run(common: &Common) -> anyhow::Result<Exit> {
    let places = Places::find();
    let show = |path: &Path| path.display().to_string();
    let found = |pick: fn(&Places) -> &Path| places.as_ref().ok().map(|p| show(pick(p)));
    let store = common.store.as_deref().map(show).or_else(|| found(|p| p.store()));
    let config = common.config.as_deref().map(show);
    let rows = [
        ("config", config.or_else(|| found(|p| &p.config))),
        ("store", store),
        ("state", found(|p| &p.state)),
    ];
    let mut out = output::stdout();
    match common.format.as_deref() {
        Some("json") => {
            let mut map = serde_json::Map::new();
            map.insert("schema".to_owned(), "rashomon/paths/1".into());
            map.extend(rows.map(|(name, path)| (name.to_owned(), path.into())));
            writeln!(out, "{}", serde_json::Value::Object(map))?;
        }
        None | Some("text") => {
            for (name, path) in &rows {
                let path = path.as_deref().unwrap_or("(none: nothing will be kept)");
                writeln!(out, "{name:7} {}", crate::text::clean::line(path))?;
            }
        }
        Some(other) => anyhow::bail!("paths: no format `{other}`; there are text and json"),
    }
    out.flush()?;
    if let Err(error) = places {
        super::exit::warn(&error.to_string());
    }
    Ok(Exit::Done)
}
