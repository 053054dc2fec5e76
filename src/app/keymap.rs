//! What keys mean: TOML into a tree for each context, and keys so far into a command, a wait, or nothing.

use super::command::Command;
use super::key::{self, Code, Key};
use super::mistake::{Lines, Mistake, did_you_mean};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;
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

    /// Returns the context of that name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|c| c.1 == name).map(|c| c.0)
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
    pub description: Cow<'static, str>,
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
    pub description: Cow<'static, str>,
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

/// The bindings of every context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: BTreeMap<Context, Bindings>,
}

/// The bindings of a context. Those of the built-in file are read when they are asked for: the first screen
/// waits for them, and needs few.
#[derive(Clone, Debug, Default)]
struct Bindings {
    /// A part of the built-in file, and the number of the line before it.
    built_in: (&'static str, usize),
    read: OnceLock<Vec<Binding>>,
}

impl Bindings {
    fn get(&self) -> &[Binding] {
        self.read.get_or_init(|| {
            let (text, before) = self.built_in;
            (before + 1..).zip(text.lines()).filter_map(|(n, line)| plain(line, n)).collect()
        })
    }

    fn get_mut(&mut self) -> &mut Vec<Binding> {
        self.get();
        self.read.get_mut().expect("it was read")
    }
}

impl Keymap {
    /// Returns the keymap that comes with the program.
    #[must_use]
    pub fn standard() -> Self {
        let mut bindings = BTreeMap::new();
        let mut before = 0;
        // A section begins with its context in brackets.
        for part in sections(DEFAULT) {
            if let Some(context) = part.strip_prefix('[').and_then(|p| p.split(']').next())
                && let Some(context) = Context::named(context)
            {
                bindings
                    .insert(context, Bindings { built_in: (part, before), ..Bindings::default() });
            }
            before += part.bytes().filter(|b| *b == b'\n').count();
        }
        Self { bindings }
    }

    /// Lays a file over this keymap: what it binds replaces what was bound, `noop` takes a key away.
    /// Returns every mistake of the file; bindings without a mistake are taken all the same.
    #[must_use]
    pub fn with(mut self, text: &str) -> (Self, Vec<Mistake>) {
        let (files, mut mistakes) = parse(text);
        for (context, file) in files {
            let bindings = self.bindings.entry(context).or_default().get_mut();
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
        mistakes.sort_by_key(|m| m.line);
        (self, mistakes)
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
        let mut left: Vec<&Binding> = self.all(context).iter().collect();
        let mut argument = None;
        for (at, key) in keys.iter().enumerate() {
            let wants = |wanted: Key| move |b: &&Binding| b.keys.get(at) == Some(&wanted);
            let any = Key::new(Code::Any);
            if left.iter().any(wants(*key)) {
                left.retain(wants(*key));
            } else if key.typed().is_some() && left.iter().any(wants(any)) {
                argument = key.typed().map(String::from);
                left.retain(wants(any));
            } else {
                return Meaning::Nothing;
            }
        }
        match left.iter().find(|binding| binding.keys.len() == keys.len()) {
            Some(Binding { command, .. }) => Meaning::Command(Command {
                action: command.action,
                argument: argument.or_else(|| command.argument.clone()),
            }),
            None if left.is_empty() => Meaning::Nothing,
            None => Meaning::More,
        }
    }

    /// Returns the bindings that the keys pressed so far may become, in the order of the file: those of the
    /// context, then those of [`Context::Global`].
    pub fn begun(&self, context: Context, keys: &[Key]) -> impl Iterator<Item = &Binding> {
        let begun = |b: &&Binding| b.keys.len() > keys.len() && b.keys.starts_with(keys);
        [context, Context::Global].into_iter().flat_map(|c| self.bindings(c)).filter(begun)
    }

    /// Returns the bindings of a context, in the order of the file, those taken away left out.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.all(context).iter().filter(|b| b.command.action != super::Action::NoOp)
    }

    fn all(&self, context: Context) -> &[Binding] {
        self.bindings.get(&context).map_or(&[], Bindings::get)
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

    /// Returns the key bound to `action` in `context` or everywhere, in its notation: the shortest, the first
    /// of several.
    #[must_use]
    pub fn key_for(&self, context: Context, action: super::Action) -> Option<String> {
        let bound = |c| self.bindings(c).filter(|b| b.command.action == action);
        let shortest = |c| bound(c).min_by_key(|b| b.keys.len());
        let binding = shortest(context).or_else(|| shortest(Context::Global))?;
        Some(key::show(&binding.keys))
    }
}

/// The bindings of each context that a file names.
type Files = Vec<(Context, Vec<Binding>)>;

/// Cuts a file before every line that begins with a bracket.
fn sections(text: &str) -> impl Iterator<Item = &str> {
    let mut left = text;
    std::iter::from_fn(move || {
        let mut from = usize::from(!left.is_empty());
        while let Some(at) = left.as_bytes()[from..].iter().position(|b| *b == b'[') {
            from += at;
            if left.as_bytes()[from - 1] == b'\n' {
                break;
            }
            from += 1;
        }
        let found = left.as_bytes().get(from) == Some(&b'[') && from > 0;
        let (part, rest) = left.split_at(if found { from } else { left.len() });
        left = rest;
        (!part.is_empty()).then_some(part)
    })
}

/// Reads a line of the built-in file, `"keys" = "command"`, without a TOML parser.
fn plain(line: &str, number: usize) -> Option<Binding> {
    let (keys, run) = line.strip_prefix('"')?.strip_suffix('"')?.split_once('"')?;
    let run = run.strip_prefix(" = \"")?;
    if line.contains('\\') || run.contains('"') {
        return None;
    }
    binding(keys, run, None, number).ok()
}

/// Reads a file as TOML, and names every mistake in it.
fn parse(text: &str) -> (Files, Vec<Mistake>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let mut mistakes: Vec<_> = errors.iter().map(|e| Mistake::toml(&lines, e)).collect();
    let mut files = Files::new();
    for (name, value) in table.get_ref() {
        let Some(context) = Context::named(name.get_ref()) else {
            let hint = did_you_mean(name.get_ref(), Context::ALL.iter().map(|c| c.1));
            let message = format!("there is no context `{}`{hint}", name.get_ref());
            mistakes.push(Mistake::at(&lines, &name.span(), message));
            continue;
        };
        let DeValue::Table(rows) = value.get_ref() else {
            mistakes.push(Mistake::at(&lines, &value.span(), "a context is a table of keys"));
            continue;
        };
        let mut file = Vec::with_capacity(rows.len());
        for (keys, bound) in rows {
            let line = lines.at(keys.span().start);
            let read = bound_to(bound.get_ref())
                .and_then(|(run, description)| binding(keys.get_ref(), run, description, line));
            match read {
                Ok(binding) => file.push(binding),
                Err(message) => mistakes.push(Mistake::at(&lines, &keys.span(), message)),
            }
        }
        file.sort_by_key(|b| b.line);
        files.push((context, file));
    }
    (files, mistakes)
}

/// Returns the command that a key is bound to, and the user's words for it.
fn bound_to<'a>(value: &'a DeValue<'_>) -> Result<(&'a str, Option<&'a str>), String> {
    match value {
        DeValue::String(run) => Ok((run.as_ref(), None)),
        DeValue::Table(table) => {
            let get = |name: &str| table.iter().find(|(k, _)| k.get_ref() == name).map(|(_, v)| v);
            let known = ["run", "desc"];
            if let Some((odd, _)) =
                table.iter().find(|(k, _)| !known.contains(&k.get_ref().as_ref()))
            {
                return Err(format!("a key has `run` and `desc`, not `{}`", odd.get_ref()));
            }
            let run = get("run").and_then(|v| v.get_ref().as_str());
            let run = run.ok_or("`run` names the command, as text")?;
            let words = get("desc").map(|v| {
                v.get_ref().as_str().ok_or("`desc` says what the key does, as text".to_owned())
            });
            Ok((run, words.transpose()?))
        }
        _ => Err("a key is bound to the name of a command, as text".to_owned()),
    }
}

fn binding(
    keys: &str,
    run: &str,
    description: Option<&str>,
    line: usize,
) -> Result<Binding, String> {
    let keys = key::parse(keys)?;
    let command = Command::parse(run.trim_start_matches(':'))?;
    let description = match description {
        Some(words) => crate::text::clean::line(words).into(),
        None => command.action.help().into(),
    };
    Ok(Binding { keys, command, description, line })
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
    fn the_built_in_file_is_read_as_toml_reads_it() {
        let (files, mistakes) = parse(DEFAULT);
        assert_eq!(mistakes, []);
        let standard = Keymap::standard();
        assert_eq!(files.len(), standard.bindings.len());
        for (context, file) in files {
            assert_eq!(standard.all(context), file, "{}", context.name());
            assert!(all_reached(&file), "{}", context.name());
        }
        let others =
            ["j = 'top'", "\"j\" = \"top\" # x", "\"\\\\\" = \"top\"", "\"j\" = \"no-such\""];
        for other in others {
            assert_eq!(plain(other, 1), None, "{other}");
        }
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let text = "[read]\n'g' = 'top'\n'gg' = 'top'\n'x' = 'serach'\n'<Foo>' = 'top'\ny = 3\n[raed]\n[list]\nz = { run = 'top', desc = 3 }\n";
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
                "line 9: `desc` says what the key does, as text",
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
