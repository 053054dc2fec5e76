//! A guided tour for the first two minutes, with the keys that are bound on this machine.

use super::{Common, exit::Exit, output};
use crate::app::keymap::{Context, Keymap};
use std::io::Write;

/// The tour; lines that begin with `#` are for who writes it.
const TOUR: &str = include_str!("../../assets/demo.txt");

pub(super) fn run(common: &Common) -> anyhow::Result<Exit> {
    let configured = super::config::load(common)?;
    let mut out = output::stdout();
    out.write_all(tour(&configured.keymap).as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Returns the tour with keys in it.
fn tour(keymap: &Keymap) -> String {
    let mut text = String::new();
    for line in TOUR.lines().filter(|line| !line.starts_with('#')) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                continue;
            };
            text.push_str(&key(keymap, name));
            rest = after;
        }
        text.push_str(rest);
        text.push('\n');
    }
    text
}

/// Returns the shortest key for `context:action`; an action that is bound to none is a word of the command line.
fn key(keymap: &Keymap, name: &str) -> String {
    let (context, action) = name.split_once(':').unwrap_or(("read", name));
    let context = Context::ALL.iter().find(|(_, name, _)| *name == context).map(|(c, _, _)| *c);
    let rows = context.map(|context| keymap.grouped(context)).unwrap_or_default();
    let keys = rows.iter().filter(|row| row.command == action).flat_map(|row| row.keys.split("  "));
    keys.min_by_key(|key| key.len()).map_or_else(|| format!(":{action}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_key_and_fits_the_screen() {
        let text = tour(&Keymap::standard());
        assert!(!text.contains(['{', '}', '#']), "{text}");
        let unbound = text.split_whitespace().find(|w| w.starts_with(':'));
        assert_eq!(unbound, None);
        assert!(text.contains("]c goes to the next contradiction"));
        assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    }
}
