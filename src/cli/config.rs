//! The configuration: what is built in, then the user's settings, keymap and themes.

use super::{Common, exit::Exit, output};
use crate::app::keymap::Keymap;
use crate::app::mistake::{Mistake, did_you_mean};
use crate::app::settings::{self, Settings};
use crate::store::place::Places;
use crate::text::clean;
use crate::ui::Theme;
use crate::ui::theme::BUILT_IN;
use anyhow::Context;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    /// Print the built-in configuration, with an explanation of every setting.
    #[arg(long)]
    print_default: bool,
    /// Print the built-in keymap.
    #[arg(long, conflicts_with = "print_default")]
    print_keymap: bool,
    /// Print a built-in theme, to begin one of your own.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["print_default", "print_keymap"])]
    print_theme: Option<String>,
    /// Name every mistake in configuration, keymap and themes with its line; exit code 1 if there is any.
    #[arg(long)]
    check: bool,
}

/// The largest configuration file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// What the configuration says, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Configured {
    /// The settings.
    pub(super) settings: Settings,
    /// The keys.
    pub(super) keymap: Keymap,
    /// The folder with the user's themes, if there is one.
    pub(super) themes: Option<PathBuf>,
    /// Every mistake: the file, the line, and a sentence.
    pub(super) mistakes: Vec<String>,
}

/// Reads the user's files over the built-in ones. Mistakes are no error: what is right is taken.
///
/// # Errors
/// When the file named by `--config` cannot be read.
pub(super) fn load(common: &Common) -> anyhow::Result<Configured> {
    let folder = Places::find().ok().map(|places| places.config);
    let mut settings = Settings::default();
    let mut mistakes = Vec::new();
    let named = common.config.clone();
    let path = named.clone().or_else(|| folder.as_ref().map(|f| f.join("config.toml")));
    if let Some(path) = path {
        match text_of(&path) {
            Ok(Some(text)) => tell(&path, settings.read(&text), &mut mistakes),
            Ok(None) if named.is_some() => {
                anyhow::bail!("{}: there is no such file", path.display())
            }
            Ok(None) => {}
            Err(error) if named.is_some() => return Err(error),
            Err(error) => mistakes.push(clean::line(&format!("{error:#}"))),
        }
    }
    settings.ascii |= common.ascii;
    if let Some(threshold) = common.min_confidence {
        settings.threshold = threshold;
    }
    // The keymap and the themes stand beside the configuration that is used.
    let folder = named.and_then(|file| file.parent().map(Path::to_path_buf)).or(folder);
    let mut keymap = Keymap::standard();
    let mut themes = None;
    if let Some(folder) = folder {
        let path = folder.join("keymap.toml");
        match text_of(&path) {
            Ok(Some(text)) => {
                let (read, wrong) = keymap.with(&text);
                keymap = read;
                tell(&path, wrong, &mut mistakes);
            }
            Ok(None) => {}
            Err(error) => mistakes.push(clean::line(&format!("{error:#}"))),
        }
        themes = Some(folder.join("themes"));
    }
    Ok(Configured { settings, keymap, themes, mistakes })
}

fn tell(path: &Path, wrong: Vec<Mistake>, mistakes: &mut Vec<String>) {
    let file = path.display().to_string();
    mistakes.extend(wrong.iter().map(|m| clean::line(&format!("{file}: {m}"))));
    // One bracket too many may be reported for each that is open.
    mistakes.dedup();
}

/// Returns the text of a small file, or nothing when it is not there.
fn text_of(path: &Path) -> anyhow::Result<Option<String>> {
    let about = || path.display().to_string();
    let meta = match std::fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(about),
    };
    anyhow::ensure!(meta.is_file(), "{}: it is no file", about());
    anyhow::ensure!(meta.len() <= LARGEST, "{}: it is too large for a configuration", about());
    std::fs::read_to_string(path).map(Some).with_context(about)
}

impl Configured {
    /// Returns a theme by its name: the user's file of that name, else a built-in one.
    ///
    /// # Errors
    /// One sentence: there is none, or what is wrong with the first line that is.
    pub(super) fn theme(&self, name: &str) -> Result<Theme, String> {
        if let Some(folder) = &self.themes {
            let path = folder.join(format!("{name}.toml"));
            match text_of(&path) {
                Ok(Some(text)) => {
                    let (theme, mistakes) = Theme::parse(&text);
                    return match mistakes.first() {
                        None => Ok(theme),
                        Some(first) => Err(format!("theme {name}: {first}")),
                    };
                }
                Ok(None) => {}
                Err(error) => return Err(format!("{error:#}")),
            }
        }
        if BUILT_IN.iter().any(|t| t.0 == name) {
            return Ok(Theme::built_in(name));
        }
        let hint = did_you_mean(name, BUILT_IN.iter().map(|t| t.0));
        Err(format!("there is no theme `{name}`{hint}"))
    }

    /// Returns the files of the user's themes.
    fn theme_files(&self) -> Vec<PathBuf> {
        let Some(entries) = self.themes.as_ref().and_then(|f| std::fs::read_dir(f).ok()) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
        paths.sort();
        paths
    }

    /// Returns the names of the user's themes.
    pub(super) fn own_themes(&self) -> Vec<String> {
        let files = self.theme_files();
        let names = files.iter().filter_map(|file| file.file_stem()?.to_str());
        names.map(clean::line).collect()
    }

    /// Returns every mistake in the files of the user's themes.
    fn wrong_themes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for path in self.theme_files() {
            match text_of(&path) {
                Ok(text) => tell(&path, Theme::parse(&text.unwrap_or_default()).1, &mut mistakes),
                Err(error) => mistakes.push(clean::line(&format!("{error:#}"))),
            }
        }
        mistakes
    }
}

pub(super) fn run(args: &ConfigArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut out = output::stdout();
    if args.print_default {
        write!(out, "{}", settings::DEFAULT)?;
    } else if args.print_keymap {
        write!(out, "{}", crate::app::keymap::DEFAULT)?;
    } else if let Some(name) = &args.print_theme {
        let theme = BUILT_IN.iter().find(|t| t.0 == name).with_context(|| {
            let names: Vec<&str> = BUILT_IN.iter().map(|t| t.0).collect();
            format!("there is no theme `{name}`; there are {}", names.join(", "))
        })?;
        write!(out, "{}", theme.1)?;
    } else {
        let mut configured = load(common)?;
        let wrong = configured.wrong_themes();
        configured.mistakes.extend(wrong);
        if !args.check {
            for (name, value) in configured.settings.rows() {
                writeln!(out, "{name} = {value}")?;
            }
        }
        out.flush()?;
        configured.mistakes.iter().for_each(|m| super::exit::warn(m));
        if args.check && configured.mistakes.is_empty() {
            writeln!(out, "no mistake found")?;
        }
        if args.check && !configured.mistakes.is_empty() {
            return Ok(Exit::Nothing);
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
