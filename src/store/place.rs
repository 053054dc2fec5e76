//! Where things live: configuration, data and state.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folders rashomon uses.
///
/// `RASHOMON_*_DIR` first, then the XDG variables on any platform, then what the platform says.
/// Nothing is created by looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Configuration, keymap and themes.
    pub config: PathBuf,
    /// The annotation store and snapshots.
    pub data: PathBuf,
    /// Reading positions, layout, history, log.
    pub state: PathBuf,
}

/// Why there is no place for the files of this user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no home directory is known, so nothing can be kept; set HOME, or RASHOMON_DATA_DIR, \
     RASHOMON_STATE_DIR and RASHOMON_CONFIG_DIR"
)]
pub struct NoPlace;

impl Places {
    /// Finds the folders from the environment of this process.
    ///
    /// # Errors
    /// When there is no home directory and the variables do not name all three: the program works
    /// without, and says that nothing will be kept.
    pub fn find() -> Result<Self, NoPlace> {
        Self::from_variables(|name| std::env::var_os(name), platform())
    }

    /// Finds the folders from the given variables, with the platform's own as the last resort.
    fn from_variables(
        variable: impl Fn(&str) -> Option<OsString>,
        platform: Option<Self>,
    ) -> Result<Self, NoPlace> {
        let choose = |ours: &str, xdg: &str, last: Option<PathBuf>| {
            let ours = variable(ours).filter(|v| !v.is_empty()).map(PathBuf::from);
            // The XDG specification: a relative path is invalid and to be ignored.
            let xdg = variable(xdg).map(PathBuf::from).filter(|p| p.is_absolute());
            ours.or_else(|| xdg.map(|p| p.join("rashomon"))).or(last).ok_or(NoPlace)
        };
        let (config, data, state) = match platform {
            Some(p) => (Some(p.config), Some(p.data), Some(p.state)),
            None => (None, None, None),
        };
        Ok(Self {
            config: choose("RASHOMON_CONFIG_DIR", "XDG_CONFIG_HOME", config)?,
            data: choose("RASHOMON_DATA_DIR", "XDG_DATA_HOME", data)?,
            state: choose("RASHOMON_STATE_DIR", "XDG_STATE_HOME", state)?,
        })
    }

    /// Returns the folder of the annotation store.
    #[must_use]
    pub fn store(&self) -> &Path {
        &self.data
    }
}

/// Returns what the platform says; where it knows no place for state, state lives beside the data.
fn platform() -> Option<Places> {
    let dirs = directories::ProjectDirs::from("", "", "rashomon")?;
    let state =
        dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_path_buf);
    Some(Places {
        config: dirs.config_dir().to_path_buf(),
        data: dirs.data_dir().to_path_buf(),
        state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(variables: &[(&str, &str)], home: bool) -> Result<Places, NoPlace> {
        let platform = home.then(|| Places {
            config: "/home/a/.config/rashomon".into(),
            data: "/home/a/.local/share/rashomon".into(),
            state: "/home/a/.local/state/rashomon".into(),
        });
        let find = |name: &str| {
            variables.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value))
        };
        Places::from_variables(find, platform)
    }

    #[test]
    fn ours_then_xdg_then_the_platform() {
        let data = |variables: &[(&str, &str)]| places(variables, true).map(|p| p.data);
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[], "/home/a/.local/share/rashomon"),
            (&[("XDG_DATA_HOME", "/x")], "/x/rashomon"),
            (&[("XDG_DATA_HOME", "relative")], "/home/a/.local/share/rashomon"),
            (&[("XDG_DATA_HOME", "/x"), ("RASHOMON_DATA_DIR", "/y")], "/y"),
            (&[("RASHOMON_DATA_DIR", "")], "/home/a/.local/share/rashomon"),
        ];
        for (variables, expected) in table {
            assert_eq!(data(variables), Ok(PathBuf::from(expected)), "{variables:?}");
        }
    }

    #[test]
    fn without_a_home_the_variables_must_name_all_three() {
        assert_eq!(places(&[("RASHOMON_DATA_DIR", "/y")], false), Err(NoPlace));
        let all = ["RASHOMON_CONFIG_DIR", "RASHOMON_DATA_DIR", "RASHOMON_STATE_DIR"];
        assert!(places(&all.map(|name| (name, "/z")), false).is_ok());
    }
}
