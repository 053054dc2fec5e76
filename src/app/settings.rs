//! What a reader can set, with the built-in values; parsed from the configuration and changed by `:set`.

use super::layout::Arrangement;
use super::mistake::{Lines, Mistake, did_you_mean};
use super::setting::{SETTINGS, Setting};
use toml::de::{DeTable, DeValue};

/// The configuration that comes with the program; its values are those of [`Settings::default`].
pub const DEFAULT: &str = include_str!("../../assets/config.toml");

/// What a digit means while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// A pane's number; before a movement, a count.
    Both,
    /// Always a pane's number.
    Focus,
    /// Always a count.
    Count,
}

impl Digits {
    /// Every meaning with its name.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Both, "both"), (Self::Focus, "focus"), (Self::Count, "count")];
}

/// The settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The theme: a built-in name, `auto`, or the name of a file in the themes folder.
    pub theme: String,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The longest line of prose, in columns.
    pub measure: u16,
    /// How panes are placed at the start.
    pub layout: Arrangement,
    /// Whether linked scrolling is on at the start.
    pub linked: bool,
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
    /// What a digit means.
    pub digits: Digits,
    /// Whether to come back to where the reader stopped.
    pub resume: bool,
    /// Findings below this confidence are not shown, 0 to 1.
    pub threshold: f64,
    /// How far the wheel scrolls, in rows.
    pub wheel: u16,
    /// Whether the terminal's own cursor is shown at the reading position, for screen readers.
    pub cursor: bool,
    /// The name under which the reader's notes are made; empty: the name of the account.
    pub author: String,
    /// A command that copies its standard input, when the terminal cannot; empty: none.
    pub clipboard: String,
    /// An external judge to ask about pairs of claims; empty: none.
    pub judge: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: "terminal".to_owned(),
            mouse: true,
            measure: 90,
            layout: Arrangement::Auto,
            linked: false,
            ascii: false,
            digits: Digits::Both,
            resume: true,
            threshold: crate::analysis::Analysis::DEFAULT_THRESHOLD,
            wheel: 3,
            cursor: false,
            author: String::new(),
            clipboard: String::new(),
            judge: String::new(),
        }
    }
}

impl Settings {
    /// Returns the names of all settings.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SETTINGS.iter().map(|s| s.name)
    }

    /// Returns the values that a setting is one of, when there are few.
    #[must_use]
    pub fn values(name: &str) -> &'static [&'static str] {
        SETTINGS.iter().find(|s| s.name == name).map_or(&[], |s| s.values)
    }

    /// Returns every setting with its value as TOML.
    #[must_use]
    pub fn rows(&self) -> Vec<(&'static str, String)> {
        SETTINGS.iter().map(|s| (s.name, (s.write)(self))).collect()
    }

    /// Changes one setting.
    ///
    /// # Errors
    /// One sentence: the nearest name, or what the setting may be.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let setting = SETTINGS.iter().find(|s| s.name == name).ok_or_else(|| {
            format!("there is no setting `{name}`{}", did_you_mean(name, Self::names()))
        })?;
        (setting.read)(self, value)
            .ok_or_else(|| format!("`{name}` is {}, not `{value}`", setting.allowed))
    }

    /// Lays a configuration file over these settings and returns every mistake in it.
    pub fn read(&mut self, text: &str) -> Vec<Mistake> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut mistakes: Vec<_> = errors.iter().map(|e| Mistake::toml(&lines, e)).collect();
        for (name, value) in table.get_ref() {
            let said = match value.get_ref() {
                DeValue::String(s) => s.to_string(),
                DeValue::Integer(i) => i.as_str().to_owned(),
                DeValue::Float(f) => f.as_str().to_owned(),
                DeValue::Boolean(b) => b.to_string(),
                _ => String::new(),
            };
            let setting = SETTINGS.iter().find(|s| s.name == name.get_ref());
            if let Some(Setting { kind, allowed, .. }) = setting
                && !kind.is(value.get_ref())
            {
                let (written, is) = (kind.written(), value.get_ref().type_str());
                let message = format!(
                    "`{name}` is {allowed}, {written}; this is of type {is}",
                    name = name.get_ref()
                );
                mistakes.push(Mistake::at(&lines, &value.span(), message));
                continue;
            }
            if let Err(message) = self.set(name.get_ref(), &said) {
                mistakes.push(Mistake::at(&lines, &name.span(), message));
            }
        }
        mistakes.sort_by_key(|m| m.line);
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_says_what_the_code_says() {
        let mut settings =
            Settings { measure: 33, wheel: 9, threshold: 0.9, ..Settings::default() };
        assert_eq!(settings.read(DEFAULT), []);
        assert_eq!(settings, Settings::default());
        assert!(Settings::names().all(|name| DEFAULT.contains(&format!("\n{name} = "))));
    }

    #[test]
    fn mistakes_name_the_line_and_the_nearest_word() {
        let mut settings = Settings::default();
        let told = settings.read("mouse = false\nthme = 'dark'\nmeasure = 5\nlinked = [1]\n");
        let told: Vec<_> = told.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 2: there is no setting `thme`; did you mean `theme`?",
                "line 3: `measure` is a number of columns from 20 to 200, not `5`",
                "line 4: `linked` is true or false, written without quotes; this is of type array",
            ]
        );
        assert!(!settings.mouse);
    }

    #[test]
    fn a_value_of_the_wrong_type_is_a_mistake_of_its_line() {
        for (name, value) in Settings::default().rows() {
            let wrong = match value.chars().next() {
                Some('"' | '\'') => ["12", "true", "1.5", "[1]", "{ a = 1 }", "1979-05-27"],
                Some('t' | 'f') => ["12", "'true'", "1.5", "[true]", "{ a = 1 }", "1979-05-27"],
                _ => ["'80'", "true", "'1'", "[80]", "{ a = 1 }", "1979-05-27"],
            };
            for wrong in wrong {
                let mut settings = Settings::default();
                let told = settings.read(&format!("# first\n{name} = {wrong}"));
                assert_eq!(told.len(), 1, "{name} = {wrong}");
                let message = told[0].to_string();
                assert!(message.starts_with(&format!("line 2: `{name}` is ")), "{message}");
                assert_eq!(settings, Settings::default(), "{name} = {wrong}");
            }
        }
    }
}
