//! What a role and a part of the screen look like: TOML, inheritance, and no colour where none is wanted.

use crate::app::highlight::Role;
use crate::app::mistake::{Lines, Mistake, did_you_mean};
use ratatui::style::{Color, Modifier, Style};
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

/// The themes that come with the program, by name.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// A part of the screen that is no marked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Prose, and the ground of the screen.
    Text,
    /// Titles and headings.
    Heading,
    /// Passages set off as quotations, and captions.
    Quotation,
    /// The name of a pane.
    Header,
    /// The name of the focused pane.
    HeaderFocus,
    /// Lines between and below.
    Rule,
    /// The line below the header of the focused pane.
    RuleFocus,
    /// The bar beside the sentence that the reader is at.
    Reading,
    /// What matters less: dates, positions, hints.
    Quiet,
    /// A source that says nothing.
    Silent,
    /// The status line.
    Status,
    /// The word for the mode.
    Mode,
    /// A key in a hint or in the help.
    Key,
    /// A title of a window or of a group.
    Title,
    /// The chosen entry of a list.
    Chosen,
    /// Letters that matched what was typed.
    Letters,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

impl Part {
    /// Every part with its name in themes.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Text, "text"),
        (Self::Heading, "heading"),
        (Self::Quotation, "quotation"),
        (Self::Header, "header"),
        (Self::HeaderFocus, "header-focus"),
        (Self::Rule, "rule"),
        (Self::RuleFocus, "rule-focus"),
        (Self::Reading, "reading"),
        (Self::Quiet, "quiet"),
        (Self::Silent, "silent"),
        (Self::Status, "status"),
        (Self::Mode, "mode"),
        (Self::Key, "key"),
        (Self::Title, "title"),
        (Self::Chosen, "chosen"),
        (Self::Letters, "letters"),
        (Self::Warning, "warning"),
        (Self::Error, "error"),
    ];
}

/// A theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// Each part as its file says, and laid over the text.
    parts: [Style; Part::ALL.len()],
    whole: [Style; Part::ALL.len()],
    roles: [Style; Role::ALL.len()],
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
}

impl Theme {
    /// Returns a theme that comes with the program; an unknown name gives the terminal's own.
    #[must_use]
    pub fn built_in(name: &str) -> Self {
        let text = BUILT_IN.iter().find(|t| t.0 == name).unwrap_or(&BUILT_IN[0]).1;
        Self::read_plain(text).unwrap_or_else(|| Self::parse(text).0)
    }

    /// Reads a theme of the plainest form, that of the terminal's own: comments, `[parts]` and `[roles]`, and
    /// styles without a palette. Anything else, and every mistake, is left to [`parse`](Self::parse): this one
    /// is there because the first screen waits for it.
    fn read_plain(text: &str) -> Option<Self> {
        let mut theme = Self::default();
        let mut parts = None;
        for line in text.lines() {
            match line {
                "" => {}
                "[parts]" => parts = Some(true),
                "[roles]" => parts = Some(false),
                _ if line.starts_with('#') => {}
                _ => {
                    let at = line.as_bytes().iter().position(|b| *b == b'=')?;
                    let (name, value) = (line[..at].trim_end(), line[at + 1..].trim_start());
                    let slot = if parts? { theme.part_slot(name) } else { theme.role_slot(name) };
                    *slot.ok()? = plain_style(value)?;
                }
            }
        }
        theme.lay();
        Some(theme)
    }

    /// Parses a theme and returns it with every mistake of the file. What it leaves out it inherits from
    /// the theme named by `inherits`, or from the terminal's own.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Mistake>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::of(text);
        let mut mistakes: Vec<_> = errors.iter().map(|e| Mistake::toml(&lines, e)).collect();
        let mut theme = Self::default();
        let mut palette = Vec::new();
        for (name, value) in table.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("inherits", DeValue::String(parent)) => {
                    match BUILT_IN.iter().find(|t| t.0 == parent) {
                        Some((_, parent)) => theme = Self::parse(parent).0,
                        None => {
                            let hint = did_you_mean(parent, BUILT_IN.iter().map(|t| t.0));
                            let message = format!("there is no theme `{parent}`{hint}");
                            mistakes.push(Mistake::at(&lines, &value.span(), message));
                        }
                    }
                }
                ("palette", DeValue::Table(colours)) => {
                    for (name, value) in colours {
                        match value.get_ref().as_str().and_then(|c| Color::from_str(c).ok()) {
                            Some(colour) => palette.push((name.get_ref().to_string(), colour)),
                            None => {
                                let told = format!("`{}` is no colour", name.get_ref());
                                mistakes.push(Mistake::at(&lines, &value.span(), told));
                            }
                        }
                    }
                }
                ("parts" | "roles", DeValue::Table(_)) => {}
                ("inherits", _) => {
                    let told = "`inherits` is the name of a theme, written in quotes";
                    mistakes.push(Mistake::at(&lines, &value.span(), told));
                }
                (section @ ("palette" | "parts" | "roles"), _) => {
                    let told = format!("`{section}` is a table: [{section}]");
                    mistakes.push(Mistake::at(&lines, &value.span(), told));
                }
                (other, _) => {
                    let hint = did_you_mean(other, ["inherits", "palette", "parts", "roles"]);
                    let message = format!("a theme has no `{other}`{hint}");
                    mistakes.push(Mistake::at(&lines, &name.span(), message));
                }
            }
        }
        for (name, slots) in [("parts", true), ("roles", false)] {
            let section = table.get_ref().iter().find(|(k, _)| k.get_ref() == name);
            let Some((_, DeValue::Table(rows))) = section.map(|(k, v)| (k, v.get_ref())) else {
                continue;
            };
            for (key, value) in rows {
                let slot = if slots {
                    theme.part_slot(key.get_ref())
                } else {
                    theme.role_slot(key.get_ref())
                };
                let style = style(value.get_ref(), &palette);
                match (slot, style) {
                    (Ok(slot), Ok(style)) => *slot = style,
                    (Err(message), _) | (_, Err(message)) => {
                        mistakes.push(Mistake::at(&lines, &key.span(), message));
                    }
                }
            }
        }
        mistakes.sort_by_key(|m| m.line);
        theme.lay();
        (theme, mistakes)
    }

    /// Lays every part over the text, so that drawing one leaves nothing of what was there before.
    fn lay(&mut self) {
        let ground = Style::reset().patch(self.parts[Part::Text as usize]);
        self.whole = self.parts.map(|part| ground.patch(part));
    }

    fn part_slot(&mut self, name: &str) -> Result<&mut Style, String> {
        let at = Part::ALL.iter().position(|p| p.1 == name);
        at.map(|at| &mut self.parts[at]).ok_or_else(|| {
            format!(
                "there is no part `{name}`{}",
                did_you_mean(name, Part::ALL.iter().map(|p| p.1))
            )
        })
    }

    fn role_slot(&mut self, name: &str) -> Result<&mut Style, String> {
        let at = Role::ALL.iter().position(|r| r.1 == name);
        at.map(|at| &mut self.roles[at]).ok_or_else(|| {
            format!(
                "there is no role `{name}`{}",
                did_you_mean(name, Role::ALL.iter().map(|r| r.1))
            )
        })
    }

    /// Returns the style of a part of the screen.
    #[must_use]
    pub const fn part(&self, part: Part) -> Style {
        self.whole[part as usize]
    }

    /// Tells whether the ground is the terminal's own, so that empty cells need no style.
    #[must_use]
    pub fn plain(&self) -> bool {
        self.whole[Part::Text as usize] == Style::reset()
    }

    /// Returns the style of a part laid over another ground, such as the status line.
    #[must_use]
    pub fn over(&self, ground: Style, part: Part) -> Style {
        ground.patch(self.parts[part as usize])
    }

    /// Returns the style of a role, to be laid over that of the text.
    #[must_use]
    pub const fn role(&self, role: Role) -> Style {
        self.roles[role as usize]
    }

    /// Returns the theme without colours: every attribute stays.
    #[must_use]
    pub fn without_colour(mut self) -> Self {
        for style in self.parts.iter_mut().chain(&mut self.roles) {
            let (add, sub) = (style.add_modifier, style.sub_modifier);
            *style = Style { add_modifier: add, sub_modifier: sub, ..Style::default() };
        }
        self.lay();
        self
    }

    /// Returns a theme for tests: each role has a colour of its own, from which [`proof_letter`] reads it back.
    #[must_use]
    pub fn proof() -> Self {
        let mut theme = Self::default();
        for (role, style) in theme.roles.iter_mut().enumerate() {
            *style = Style::new().fg(Color::Indexed(u8::try_from(100 + role).unwrap_or(255)));
        }
        theme.lay();
        theme
    }
}

/// Returns the letter of the role that the proof theme painted in this colour.
#[must_use]
pub fn proof_letter(colour: Color) -> Option<char> {
    let Color::Indexed(n) = colour else { return None };
    Role::ALL.get(usize::from(n.checked_sub(100)?)).map(|r| r.2)
}

const MODIFIERS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// Reads a style: `"bold underline"` or `{ fg = "…", bg = "…", line = "…", with = "bold" }`.
fn style(value: &DeValue<'_>, palette: &[(String, Color)]) -> Result<Style, String> {
    let modifiers = |text: &str| -> Result<Modifier, String> {
        text.split_whitespace()
            .map(|word| {
                let known = MODIFIERS.iter().find(|m| m.0 == word).map(|m| m.1);
                known.ok_or_else(|| {
                    let hint = did_you_mean(word, MODIFIERS.iter().map(|m| m.0));
                    format!("there is no attribute `{word}`{hint}")
                })
            })
            .try_fold(Modifier::empty(), |all, one| Ok(all | one?))
    };
    let colour = |text: &str| -> Result<Color, String> {
        let named = palette.iter().find(|(name, _)| name == text).map(|(_, colour)| *colour);
        named.or_else(|| Color::from_str(text).ok()).ok_or_else(|| format!("`{text}` is no colour"))
    };
    let mut style = Style::new();
    match value {
        DeValue::String(text) => Ok(style.add_modifier(modifiers(text)?)),
        DeValue::Table(fields) => {
            for (name, value) in fields {
                let text = value.get_ref().as_str().ok_or("a style is made of text")?;
                match name.get_ref().as_ref() {
                    "fg" => style = style.fg(colour(text)?),
                    "bg" => style = style.bg(colour(text)?),
                    "line" => style = style.underline_color(colour(text)?),
                    "with" => style = style.add_modifier(modifiers(text)?),
                    other => {
                        return Err(format!("a style has fg, bg, line and with, not `{other}`"));
                    }
                }
            }
            Ok(style)
        }
        _ => Err("a style is text or a table".to_owned()),
    }
}

/// Reads a style as [`style`] does, if it is written plainly.
fn plain_style(value: &str) -> Option<Style> {
    let text = |value: &str| -> Option<String> {
        let text = value.trim().strip_prefix('"')?.strip_suffix('"')?;
        (!text.contains(['"', '\\'])).then(|| text.to_owned())
    };
    let Some(fields) = value.strip_prefix('{') else {
        return style(&DeValue::String(text(value)?.into()), &[]).ok();
    };
    let mut made = Style::new();
    for field in fields.strip_suffix('}')?.split(',').filter(|field| !field.trim().is_empty()) {
        let (name, value) = field.split_once('=')?;
        let value = text(value)?;
        match name.trim() {
            "fg" => made = made.fg(plain_colour(&value)?),
            "with" => made = made.patch(style(&DeValue::String(value.into()), &[]).ok()?),
            _ => return None,
        }
    }
    Some(made)
}

/// Returns a colour of the terminal's own by its name in themes.
fn plain_colour(name: &str) -> Option<Color> {
    const COLOURS: [(&str, Color); 8] = [
        ("red", Color::Red),
        ("green", Color::Green),
        ("yellow", Color::Yellow),
        ("blue", Color::Blue),
        ("magenta", Color::Magenta),
        ("cyan", Color::Cyan),
        ("gray", Color::Gray),
        ("dark-gray", Color::DarkGray),
    ];
    COLOURS.iter().find(|colour| colour.0 == name).map(|colour| colour.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_themes_have_no_mistake_and_name_every_role() {
        for (name, text) in BUILT_IN {
            let (theme, mistakes) = Theme::parse(text);
            assert_eq!(mistakes, [], "{name}");
            // The first screen waits for the terminal's own: it is read without a TOML parser, and the same.
            assert_eq!(Theme::built_in(name), theme, "{name}");
            assert!(name != "terminal" || Theme::read_plain(text).is_some());
            for (role, word, ..) in Role::ALL {
                assert_ne!(theme.role(role), Style::default(), "{name}: {word}");
            }
        }
    }

    #[test]
    fn marks_differ_without_colour() {
        // Roles that show as a glyph in the gutter may share an attribute; the others may not be invisible.
        for (name, _) in BUILT_IN {
            let theme = Theme::built_in(name).without_colour();
            for (role, word, ..) in Role::ALL {
                let seen = !theme.role(role).add_modifier.is_empty();
                assert!(seen || !role.glyph(false).is_empty(), "{name}: {word}");
            }
            for role in [Role::Contradiction, Role::Match, Role::Selection, Role::Note, Role::Topic]
            {
                assert!(!theme.role(role).add_modifier.is_empty(), "{name}: {}", role.name());
            }
        }
    }

    /// The contrast of two colours as WCAG 2.2 defines it, 1 to 21.
    fn contrast(a: Color, b: Color) -> f64 {
        let light = |colour: Color| {
            let Color::Rgb(r, g, b) = colour else { panic!("{colour} is no RGB colour") };
            let linear = |c: u8| {
                let c = f64::from(c) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn colours_can_be_read() {
        for (name, least) in [("dark", 4.5), ("light", 4.5), ("high-contrast", 7.0)] {
            let theme = Theme::built_in(name);
            let ground = theme.part(Part::Text);
            let parts = Part::ALL
                .iter()
                .filter(|p| !matches!(p.0, Part::Rule))
                .map(|p| (p.1, theme.part(p.0)));
            let roles = Role::ALL.iter().map(|r| (r.1, theme.role(r.0)));
            for (what, style) in parts.chain(roles) {
                let fg = style.fg.or(ground.fg).expect("the text has a colour");
                let bg = style.bg.or(ground.bg).expect("the ground has a colour");
                let found = contrast(fg, bg);
                assert!(found >= least, "{name}: {what} has {found:.1}");
            }
        }
    }

    #[test]
    fn mistakes_name_the_line() {
        let text = "inherits = 'drak'\n[parts]\nheding = 'bold'\ntext = { fg = 'no' }\n[roles]\nnote = 'blod'\n";
        let told: Vec<_> = Theme::parse(text).1.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 1: there is no theme `drak`; did you mean `dark`?",
                "line 3: there is no part `heding`; did you mean `heading`?",
                "line 4: `no` is no colour",
                "line 6: there is no attribute `blod`; did you mean `bold`?",
            ]
        );
        let text = "inherits = 3\nparts = 'bold'\npalette = 1\n[roles]\nnote = 4\n";
        let told: Vec<_> = Theme::parse(text).1.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 1: `inherits` is the name of a theme, written in quotes",
                "line 2: `parts` is a table: [parts]",
                "line 3: `palette` is a table: [palette]",
                "line 5: a style is text or a table",
            ]
        );
    }
}
