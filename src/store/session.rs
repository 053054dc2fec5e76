//! What comes back at the next start: reading positions, layout, marks, histories. One small file, replaced as a whole.

use super::atomic;
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What is kept between sessions. Articles are known by the SHA-256 of their text: a changed article begins anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The name and version of the format.
    pub schema: String,
    /// Where reading stopped, the article read last at the end.
    pub positions: Vec<Stop>,
    /// How sets of articles were laid out, the set read last at the end.
    pub sets: Vec<Set>,
    /// What was searched for, the newest last.
    pub searches: Vec<String>,
    /// Commands, the newest last.
    pub commands: Vec<String>,
}

/// Where reading of an article stopped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stop {
    /// The article.
    pub sha256: String,
    /// The byte at which the first row began.
    pub top: usize,
    /// The byte where the reader was.
    pub cursor: usize,
}

/// How a set of articles was laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Set {
    /// The articles, in the order of their panes.
    pub articles: Vec<String>,
    /// Which of them had the focus.
    pub focus: String,
    /// The name of the layout.
    pub layout: String,
    /// Whether only the focused pane was shown.
    pub zoomed: bool,
    /// Whether panes were linked.
    pub linked: bool,
    /// The weight of each pane.
    pub weights: Vec<u16>,
    /// Places kept under a letter.
    pub marks: Vec<Mark>,
}

/// A place kept under a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    /// The letter.
    pub letter: char,
    /// The article.
    pub sha256: String,
    /// The byte of its text.
    pub offset: usize,
}

impl Session {
    /// The format written by this version.
    const SCHEMA: &'static str = "rashomon/session/1";
    /// How many articles are remembered.
    const ARTICLES: usize = 1_000;
    /// How many sets are remembered.
    const SETS: usize = 200;
    /// The largest file that is read, in bytes.
    const LARGEST: u64 = 4 << 20;

    /// Returns the path of the file in the folder for state.
    #[must_use]
    pub fn path(state: &Path) -> PathBuf {
        state.join("session.json")
    }

    /// Reads a session; a missing file gives an empty one.
    ///
    /// # Errors
    /// When the file cannot be read or is not ours.
    pub fn load(path: &Path) -> io::Result<Self> {
        let bytes = match std::fs::metadata(path) {
            Ok(meta) if meta.len() > Self::LARGEST => {
                return Err(io::Error::new(ErrorKind::InvalidData, "it is too large"));
            }
            Ok(_) => std::fs::read(path)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        serde_json::from_slice(&bytes).map_err(|e| io::Error::new(ErrorKind::InvalidData, e))
    }

    /// Writes the session: as a whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&mut self, path: &Path) -> io::Result<()> {
        Self::SCHEMA.clone_into(&mut self.schema);
        let excess = |len: usize, most: usize| 0..len.saturating_sub(most);
        self.positions.drain(excess(self.positions.len(), Self::ARTICLES));
        self.sets.drain(excess(self.sets.len(), Self::SETS));
        atomic::write(path, &serde_json::to_vec_pretty(self)?)
    }

    /// Returns where reading of an article stopped.
    #[must_use]
    pub fn stop(&self, sha256: &str) -> Option<&Stop> {
        self.positions.iter().rev().find(|stop| stop.sha256 == sha256)
    }

    /// Remembers where reading of an article stopped.
    pub fn remember(&mut self, stop: Stop) {
        self.positions.retain(|old| old.sha256 != stop.sha256);
        self.positions.push(stop);
    }

    /// Returns how a set of articles was laid out, whatever the order they are named in.
    #[must_use]
    pub fn set(&self, articles: &[String]) -> Option<&Set> {
        self.sets.iter().rev().find(|set| same(&set.articles, articles))
    }

    /// Remembers how a set was laid out.
    pub fn remember_set(&mut self, set: Set) {
        self.sets.retain(|old| !same(&old.articles, &set.articles));
        self.sets.push(set);
    }
}

/// Tells whether both name the same articles.
fn same(a: &[String], b: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_comes_back_and_a_damaged_one_is_told() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = Session::path(&dir.path().join("state"));
        assert_eq!(Session::load(&path).expect("nothing yet"), Session::default());
        let mut session = Session::default();
        for n in 0..Session::ARTICLES + 5 {
            session.remember(Stop { sha256: n.to_string(), top: n, cursor: n });
        }
        let set = Set { articles: vec!["b".into(), "a".into()], zoomed: true, ..Set::default() };
        session.remember_set(set.clone());
        session.remember_set(set);
        session.save(&path).expect("written");
        let back = Session::load(&path).expect("read");
        assert_eq!(back, session);
        assert_eq!((back.positions.len(), back.sets.len()), (Session::ARTICLES, 1));
        assert!(back.stop("0").is_none() && back.stop("5").is_some());
        assert!(back.set(&["a".into(), "b".into()]).is_some_and(|s| s.zoomed));
        std::fs::write(&path, "{").expect("written");
        assert!(Session::load(&path).is_err());
    }
}
