//! The settings as a table: what each is called, what it may be, how it is read and written.

use super::layout::Arrangement;
use super::settings::{Digits, Settings};
use toml::de::DeValue;

/// A setting as a row: its name, what it may be, how it is read from text, and how it is written.
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// What it is in a file.
    pub(super) kind: Kind,
    /// What it may be, in words.
    pub(super) allowed: &'static str,
    /// What it is one of, when there are few.
    pub(super) values: &'static [&'static str],
    pub(super) read: fn(&mut Settings, &str) -> Option<()>,
    pub(super) write: fn(&Settings) -> String,
}

/// What the value of a setting is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In quotes.
    Text,
    /// A whole number, or one with a point.
    Number,
    /// `true` or `false`.
    Flag,
}

impl Kind {
    /// Tells whether a value of a file is of this kind.
    pub(super) fn is(self, value: &DeValue<'_>) -> bool {
        match value {
            DeValue::String(_) => self == Self::Text,
            DeValue::Integer(_) | DeValue::Float(_) => self == Self::Number,
            DeValue::Boolean(_) => self == Self::Flag,
            _ => false,
        }
    }

    /// Returns how such a value is written.
    pub(super) const fn written(self) -> &'static str {
        match self {
            Self::Text => "written in quotes",
            Self::Number | Self::Flag => "written without quotes",
        }
    }
}

/// What a setting that is on or off is one of.
const FLAG: &[&str] = &["true", "false"];

/// Every setting.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        kind: Kind::Text,
        allowed: "terminal, light, dark, high-contrast, mono, auto, or the name of a file of yours",
        values: &["terminal", "light", "dark", "high-contrast", "mono", "auto"],
        read: |s, v| {
            let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            (!v.is_empty() && v.chars().all(plain)).then(|| s.theme = v.to_owned())
        },
        write: |s| quoted(&s.theme),
    },
    Setting {
        name: "mouse",
        kind: Kind::Flag,
        allowed: "true or false",
        values: FLAG,
        read: |s, v| flag(&mut s.mouse, v),
        write: |s| s.mouse.to_string(),
    },
    Setting {
        name: "measure",
        kind: Kind::Number,
        allowed: "a number of columns from 20 to 200",
        values: &[],
        read: |s, v| number(&mut s.measure, v, 20..=200),
        write: |s| s.measure.to_string(),
    },
    Setting {
        name: "layout",
        kind: Kind::Text,
        allowed: "auto, columns, tiles, stack or single",
        values: &["auto", "columns", "tiles", "stack", "single"],
        read: |s, v| {
            s.layout = Arrangement::ALL.iter().find(|a| a.1 == v)?.0;
            Some(())
        },
        write: |s| quoted(s.layout.name()),
    },
    Setting {
        name: "linked",
        kind: Kind::Flag,
        allowed: "true or false",
        values: FLAG,
        read: |s, v| flag(&mut s.linked, v),
        write: |s| s.linked.to_string(),
    },
    Setting {
        name: "ascii",
        kind: Kind::Flag,
        allowed: "true or false",
        values: FLAG,
        read: |s, v| flag(&mut s.ascii, v),
        write: |s| s.ascii.to_string(),
    },
    Setting {
        name: "digits",
        kind: Kind::Text,
        allowed: "both, focus or count",
        values: &["both", "focus", "count"],
        read: |s, v| {
            s.digits = Digits::ALL.iter().find(|d| d.1 == v)?.0;
            Some(())
        },
        write: |s| quoted(Digits::ALL[s.digits as usize].1),
    },
    Setting {
        name: "resume",
        kind: Kind::Flag,
        allowed: "true or false",
        values: FLAG,
        read: |s, v| flag(&mut s.resume, v),
        write: |s| s.resume.to_string(),
    },
    Setting {
        name: "threshold",
        kind: Kind::Number,
        allowed: "a number from 0 to 1",
        values: &[],
        read: |s, v| {
            s.threshold = v.parse().ok().filter(|x| (0.0..=1.0).contains(x))?;
            Some(())
        },
        write: |s| s.threshold.to_string(),
    },
    Setting {
        name: "wheel",
        kind: Kind::Number,
        allowed: "a number of rows from 1 to 20",
        values: &[],
        read: |s, v| number(&mut s.wheel, v, 1..=20),
        write: |s| s.wheel.to_string(),
    },
    Setting {
        name: "cursor",
        kind: Kind::Flag,
        allowed: "true or false",
        values: FLAG,
        read: |s, v| flag(&mut s.cursor, v),
        write: |s| s.cursor.to_string(),
    },
    Setting {
        name: "author",
        kind: Kind::Text,
        allowed: "a name",
        values: &[],
        read: |s, v| word(&mut s.author, v),
        write: |s| quoted(&s.author),
    },
    Setting {
        name: "clipboard",
        kind: Kind::Text,
        allowed: "a command",
        values: &[],
        read: |s, v| word(&mut s.clipboard, v),
        write: |s| quoted(&s.clipboard),
    },
    Setting {
        name: "judge",
        kind: Kind::Text,
        allowed: "a command",
        values: &[],
        read: |s, v| word(&mut s.judge, v),
        write: |s| quoted(&s.judge),
    },
];

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn word(slot: &mut String, value: &str) -> Option<()> {
    *slot = crate::text::clean::line(value);
    Some(())
}

fn flag(slot: &mut bool, value: &str) -> Option<()> {
    *slot = match value {
        "true" | "on" | "yes" => true,
        "false" | "off" | "no" => false,
        _ => return None,
    };
    Some(())
}

fn number(slot: &mut u16, value: &str, range: std::ops::RangeInclusive<u16>) -> Option<()> {
    *slot = value.parse().ok().filter(|n| range.contains(n))?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_offered_is_taken_and_written_again() {
        let mut settings = Settings::default();
        for setting in SETTINGS {
            for value in setting.values {
                assert_eq!(settings.set(setting.name, value), Ok(()), "{} {value}", setting.name);
                let written = (setting.write)(&settings);
                assert_eq!(written.trim_matches(['"', '\'']), *value, "{}", setting.name);
            }
        }
    }
}
