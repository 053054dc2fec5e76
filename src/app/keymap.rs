//! What keys mean: TOML into a tree for each context, and keys so far into a command, a wait, or nothing.

use super::command::Command;
use super::key::{self, Code, Key};
use super::mistake::{Lines, Mistake, did_you_mean};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// The keymap that comes with the program.
pub const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// Where keys have a meaning of their own; looked up before [`Context::Global`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere, unless the context below says otherwise.
    Global,
    /// Reading.
    Read,
    /// A line is being typed: characters go into it.
    Prompt,
    /// A list, a table or a page of help is open.
    List,
    /// A selection is being made.
    Select,
    /// A note is being written: characters go into it.
    Note,
    /// A finding is open in the detail view.
    Detail,
    /// The list of findings is open.
    Ledger,
    /// One of a few is chosen by its letter.
    Pick,
    /// The list of annotations is open.
    Annotations,
    /// Annotations whose place is in doubt are looked at.
    Queue,
}

impl Context {
    /// Every context with its name in the keymap and what it is in the help.
    pub const ALL: [(Self, &'static str, &'static str); 11] = [
        (Self::Global, "global", "everywhere"),
        (Self::Read, "read", "reading"),
        (Self::Prompt, "prompt", "typing a line"),
        (Self::List, "list", "in a list"),
        (Self::Select, "select", "selecting"),
        (Self::Note, "note", "writing a note"),
        (Self::Detail, "detail", "looking at a finding"),
        (Self::Ledger, "ledger", "in the ledger"),
        (Self::Pick, "pick", "choosing by letter"),
        (Self::Annotations, "annotations", "in the list of annotations"),
        (Self::Queue, "queue", "at a changed place"),
    ];

    /// Returns the name used in the keymap.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns what the context is, for the help.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL[self as usize].2
    }

    /// Tells whether plain characters that mean nothing here are text.
    #[must_use]
    pub const fn takes_text(self) -> bool {
        matches!(self, Self::Prompt | Self::Note)
    }
}

/// A sequence of keys bound to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// What to press.
    pub keys: Vec<Key>,
    /// What it does.
    pub command: Command,
    /// What it does, in words: the user's own, else the action's sentence.
    pub description: String,
    /// The line of the file it stands in, counted from 1.
    pub line: usize,
}

/// Keys that do the same, for help and documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The section of the action.
    pub section: super::action::Section,
    /// The keys in their notation, two spaces between them.
    pub keys: String,
    /// The command.
    pub command: String,
    /// What it does.
    pub description: String,
}

/// What the keys pressed so far mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A command.
    Command(Command),
    /// The beginning of something longer.
    More,
    /// Nothing.
    Nothing,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: BTreeMap<Key, Node>,
    bound: Option<usize>,
}

/// The bindings of every context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    roots: BTreeMap<Context, Node>,
    bindings: BTreeMap<Context, Vec<Binding>>,
}

impl Keymap {
    /// Returns the keymap that comes with the program.
    #[must_use]
    pub fn standard() -> Self {
        Self::default().with(DEFAULT).0
    }

    /// Lays a file over this keymap: what it binds replaces what was bound, `noop` takes a key away.
    /// Returns every mistake of the file; bindings without a mistake are taken all the same.
    #[must_use]
    pub fn with(mut self, text: &str) -> (Self, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let (table, errors) = DeTable::parse_recoverable(text);
        mistakes.extend(errors.iter().map(|e| Mistake::toml(text, e)));
        let lines = Lines::of(text);
        for (name, value) in table.get_ref() {
            let Some(&(context, ..)) = Context::ALL.iter().find(|c| c.1 == name.get_ref().as_ref())
            else {
                let hint = did_you_mean(name.get_ref(), Context::ALL.iter().map(|c| c.1));
                let message = format!("there is no context `{}`{hint}", name.get_ref());
                mistakes.push(Mistake::at(text, &name.span(), message));
                continue;
            };
            let DeValue::Table(rows) = value.get_ref() else {
                mistakes.push(Mistake::at(text, &value.span(), "a context is a table of keys"));
                continue;
            };
            let mut file = Vec::with_capacity(rows.len());
            for (keys, bound) in rows {
                match binding(keys.get_ref(), bound.get_ref()) {
                    Ok(read) => file.push(Binding { line: lines.at(keys.span().start), ..read }),
                    Err(message) => mistakes.push(Mistake::at(text, &keys.span(), message)),
                }
            }
            file.sort_by_key(|b| b.line);
            let bindings = self.bindings.entry(context).or_default();
            if bindings.is_empty() && all_reached(&file) {
                *bindings = file;
                continue;
            }
            mistakes.extend(clashes(&file));
            for new in file {
                // A longer or shorter sequence that begins alike could never be reached.
                bindings.retain(|old| !hide(old, &new));
                bindings.push(new);
            }
        }
        self.plant();
        mistakes.sort_by_key(|m| m.line);
        (self, mistakes)
    }

    fn plant(&mut self) {
        self.roots.clear();
        for (context, bindings) in &self.bindings {
            let root = self.roots.entry(*context).or_default();
            for (index, binding) in bindings.iter().enumerate() {
                let leaf = binding
                    .keys
                    .iter()
                    .fold(&mut *root, |node, key| node.next.entry(*key).or_default());
                leaf.bound = Some(index);
            }
        }
    }

    /// Returns what `keys` mean in `context`: its own bindings first, then those of [`Context::Global`],
    /// which give way to text where text is typed.
    #[must_use]
    pub fn meaning(&self, context: Context, keys: &[Key]) -> Meaning {
        let own = self.meaning_in(context, keys);
        let text = context.takes_text() && keys.first().is_some_and(|k| k.typed().is_some());
        if own != Meaning::Nothing || text { own } else { self.meaning_in(Context::Global, keys) }
    }

    fn meaning_in(&self, context: Context, keys: &[Key]) -> Meaning {
        let Some(mut node) = self.roots.get(&context) else { return Meaning::Nothing };
        let mut argument = None;
        for key in keys {
            node = match (node.next.get(key), node.next.get(&Key::new(Code::Any))) {
                (Some(next), _) => next,
                (None, Some(next)) if key.typed().is_some() => {
                    argument = key.typed().map(String::from);
                    next
                }
                _ => return Meaning::Nothing,
            };
        }
        match node.bound.map(|index| &self.bindings[&context][index].command) {
            Some(command) => Meaning::Command(Command {
                action: command.action,
                argument: argument.or_else(|| command.argument.clone()),
            }),
            None => Meaning::More,
        }
    }

    /// Returns the bindings of a context, in the order of the file, those taken away left out.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let bindings = self.bindings.get(&context).map_or(&[][..], Vec::as_slice);
        bindings.iter().filter(|b| b.command.action != super::Action::NoOp)
    }

    /// Returns the bindings of a context as rows, by section; keys that do the same stand in one row.
    #[must_use]
    pub fn grouped(&self, context: Context) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut bindings: Vec<_> = self.bindings(context).collect();
        bindings.sort_by_key(|b| b.command.action);
        for binding in bindings {
            let (keys, command) = (key::show(&binding.keys), binding.command.to_string());
            let same =
                |row: &&mut Row| row.command == command && row.description == binding.description;
            if let Some(row) = rows.last_mut().filter(same) {
                row.keys.push_str("  ");
                row.keys.push_str(&keys);
            } else {
                let section = binding.command.action.section();
                rows.push(Row { section, keys, command, description: binding.description.clone() });
            }
        }
        rows
    }

    /// Returns the first key bound to `action` in `context` or everywhere, in its notation.
    #[must_use]
    pub fn key_for(&self, context: Context, action: super::Action) -> Option<String> {
        [context, Context::Global]
            .into_iter()
            .flat_map(|c| self.bindings(c))
            .find(|b| b.command.action == action)
            .map(|b| key::show(&b.keys))
    }
}

fn binding(keys: &str, value: &DeValue<'_>) -> Result<Binding, String> {
    let (run, description) = match value {
        DeValue::String(run) => (run.as_ref(), None),
        DeValue::Table(table) => {
            let get = |name: &str| table.iter().find(|(k, _)| k.get_ref() == name).map(|(_, v)| v);
            let known = ["run", "desc"];
            if let Some((odd, _)) =
                table.iter().find(|(k, _)| !known.contains(&k.get_ref().as_ref()))
            {
                return Err(format!("a key has `run` and `desc`, not `{}`", odd.get_ref()));
            }
            let run = get("run").and_then(|v| v.get_ref().as_str());
            (run.ok_or("`run` names the command, as text")?, get("desc"))
        }
        _ => return Err("a key is bound to the name of a command, as text".to_owned()),
    };
    let keys = key::parse(keys)?;
    let command = Command::parse(run.trim_start_matches(':'))?;
    let description = description
        .and_then(|v| v.get_ref().as_str())
        .map_or_else(|| command.action.help().to_owned(), crate::text::clean::line);
    Ok(Binding { keys, command, description, line: 0 })
}

/// Tells whether one of two cannot be reached for the other: `g` and `gg`.
fn hide(a: &Binding, b: &Binding) -> bool {
    a.keys.starts_with(&b.keys) || b.keys.starts_with(&a.keys)
}

/// Tells whether no binding hides another. In order, what begins alike stands side by side.
fn all_reached(file: &[Binding]) -> bool {
    let mut keys: Vec<&[Key]> = file.iter().map(|binding| binding.keys.as_slice()).collect();
    keys.sort_unstable();
    keys.windows(2).all(|pair| !pair[1].starts_with(pair[0]))
}

/// Finds keys of one file that hide each other.
fn clashes(file: &[Binding]) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (at, later) in file.iter().enumerate() {
        for earlier in &file[..at] {
            if hide(later, earlier) {
                let (a, b) = (key::show(&later.keys), key::show(&earlier.keys));
                let message = format!("`{a}` clashes with `{b}` of line {}", earlier.line);
                mistakes.push(Mistake { line: later.line, message });
            }
        }
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Action;

    #[test]
    fn the_standard_keymap_has_no_mistake_and_binds_every_action_that_needs_a_key() {
        let (keymap, mistakes) = Keymap::default().with(DEFAULT);
        assert_eq!(mistakes, []);
        for (context, ..) in Context::ALL {
            for binding in keymap.bindings(context) {
                let meaning = keymap.meaning(context, &binding.keys);
                assert!(matches!(meaning, Meaning::Command(_)), "{}", key::show(&binding.keys));
            }
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text =
            "[read]\n'g' = 'top'\n'gg' = 'top'\n'x' = 'serach'\n'<Foo>' = 'top'\ny = 3\n[raed]\n";
        let (_, mistakes) = Keymap::default().with(text);
        let told: Vec<_> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 3: `gg` clashes with `g` of line 2",
                "line 4: there is no command `serach`; did you mean `search`?",
                "line 5: `<Foo>` is no key",
                "line 6: a key is bound to the name of a command, as text",
                "line 7: there is no context `raed`; did you mean `read`?",
            ]
        );
    }

    #[test]
    fn the_users_file_replaces_removes_and_describes() {
        let text = "[read]\nj = 'noop'\nx = { run = 'set theme dark', desc = 'Dark.' }\n'm<Any>' = 'set-mark'";
        let (keymap, mistakes) = Keymap::standard().with(text);
        assert_eq!(mistakes, []);
        let meaning = |keys: &str| keymap.meaning(Context::Read, &key::parse(keys).expect("keys"));
        let Meaning::Command(set) = meaning("x") else { panic!("bound") };
        assert_eq!(set.to_string(), "set theme dark");
        assert_eq!(meaning("m"), Meaning::More);
        let Meaning::Command(mark) = meaning("mq") else { panic!("bound") };
        assert_eq!((mark.action, mark.argument.as_deref()), (Action::SetMark, Some("q")));
        assert!(keymap.bindings(Context::Read).any(|b| b.description == "Dark."));
        assert_eq!(meaning("j"), Meaning::Command(Action::NoOp.into()));
    }
}
