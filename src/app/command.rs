//! An action with its argument: what a key is bound to and what the `:` line holds.

use super::action::Action;
use super::mistake::did_you_mean;
use std::fmt;

/// An action and, for those that take one, its argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Command {
    /// What to do.
    pub action: Action,
    /// With what; the rest of the line, not split.
    pub argument: Option<String>,
}

/// Short names that people type from habit.
const ALIASES: &[(&str, &str)] = &[
    ("q", "quit"),
    ("quit!", "quit"),
    ("q!", "quit"),
    ("qa", "quit"),
    ("wq", "quit"),
    ("x", "quit"),
    ("h", "help"),
    ("search!", "search-back"),
    ("topics", "grid"),
    ("nohlsearch", "clear-search"),
    ("noh", "clear-search"),
    ("colorscheme", "theme"),
];

impl Command {
    /// Parses the words of a command: a name and an optional argument.
    ///
    /// # Errors
    /// One sentence, with the nearest known name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (name, argument) = match text.split_once(char::is_whitespace) {
            Some((name, rest)) => (name, Some(rest.trim().to_owned()).filter(|r| !r.is_empty())),
            None => (text, None),
        };
        let full = ALIASES.iter().find(|(short, _)| *short == name).map_or(name, |(_, full)| full);
        let action = Action::named(full).ok_or_else(|| {
            let names = Action::ALL.iter().map(|a| a.name());
            format!("there is no command `{name}`{}", did_you_mean(name, names))
        })?;
        Ok(Self { action, argument })
    }
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self { action, argument: None }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action.name())?;
        self.argument.as_ref().map_or(Ok(()), |argument| write!(f, " {argument}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_name_and_the_rest() {
        let parsed = Command::parse(" set  theme dark ").expect("known");
        assert_eq!((parsed.action, parsed.argument.as_deref()), (Action::Set, Some("theme dark")));
        assert_eq!(Command::parse("q").expect("an alias").action, Action::Quit);
        assert!(Command::parse("serach").expect_err("unknown").contains("`search`"));
        for (short, full) in ALIASES {
            assert!(Action::named(full).is_some() && Action::named(short).is_none(), "{short}");
        }
    }
}
