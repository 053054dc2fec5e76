//! What keys mean now. Each mode carries its own data, so no two overlays can disagree.

use super::choice::Choice;
use super::editor::Editor;
use super::highlight::Marked;
use super::keymap::Context;
use super::line::{Line, Recall};
use super::pane::Position;
use super::selection::Selection;
use crate::annotation::Id;
use crate::text::width::width;
use crate::text::{Span, wrap};
use crate::topic::Ranked;
use ratatui::layout::Rect;

/// What the reader is doing.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Reading.
    #[default]
    Read,
    /// Typing what to search for.
    Search(SearchLine),
    /// Jumping to a topic while typing its name.
    Jump(Finder),
    /// Typing a command.
    Line(CommandLine),
    /// Finding a command by name or by what it does.
    Palette(Palette),
    /// Looking at the keys.
    Help(Help),
    /// Looking at topics by sources.
    Grid(Grid),
    /// Looking at the messages of the session.
    Messages(Choice),
    /// Looking at the source card of the focused pane.
    Source(Choice),
    /// Looking at one finding: both quotes, the reason, the steps.
    Detail(Detail),
    /// Looking at everything that was found and joined.
    Ledger(LedgerList),
    /// Selecting a passage.
    Select(Select),
    /// Writing a note.
    Note(Box<NoteEditor>),
    /// Typing tags.
    Tags(TagLine),
    /// Choosing one of a few by its letter.
    Pick(Pick),
    /// Looking at every annotation.
    Annotations(AnnotationList),
    /// Looking at annotations whose place is in doubt.
    Queue(Queue),
}

impl Mode {
    /// Returns the word for the mode in the status line.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::Search(_) => "SEARCH",
            Self::Jump(_) => "JUMP",
            Self::Line(_) => "COMMAND",
            Self::Palette(_) => "PALETTE",
            Self::Help(_) => "HELP",
            Self::Grid(_) => "TOPICS",
            Self::Messages(_) => "MESSAGES",
            Self::Source(_) => "SOURCE",
            Self::Detail(_) => "FINDING",
            Self::Ledger(_) => "LEDGER",
            Self::Select(_) => "SELECT",
            Self::Note(_) => "NOTE",
            Self::Tags(_) => "TAGS",
            Self::Pick(_) => "CHOOSE",
            Self::Annotations(_) => "ANNOTATIONS",
            Self::Queue(_) => "CHANGED PLACES",
        }
    }

    /// Returns where the keys of the mode are looked up.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self {
            Self::Read => Context::Read,
            Self::Search(_) | Self::Jump(_) | Self::Line(_) | Self::Palette(_) => Context::Prompt,
            Self::Help(help) if help.typing => Context::Prompt,
            Self::Grid(grid) if grid.typing => Context::Prompt,
            Self::Ledger(ledger) if ledger.typing => Context::Prompt,
            Self::Detail(_) => Context::Detail,
            Self::Ledger(_) => Context::Ledger,
            Self::Select(_) => Context::Select,
            Self::Note(_) => Context::Note,
            Self::Tags(_) => Context::Prompt,
            Self::Pick(_) => Context::Pick,
            Self::Annotations(list) if list.typing => Context::Prompt,
            Self::Annotations(_) => Context::Annotations,
            Self::Queue(_) => Context::Queue,
            Self::Help(_) | Self::Grid(_) | Self::Messages(_) | Self::Source(_) => Context::List,
        }
    }

    /// Returns how many rows the mode wants below the panes, on a screen of that height. A mode that
    /// covers the panes instead wants none.
    #[must_use]
    pub fn drawer(&self, height: u16) -> u16 {
        let roomy = (height / 3).clamp(4, 14);
        match self {
            Self::Search(_) => 1,
            Self::Detail(_) => (height * 2 / 5).clamp(6, 22),
            Self::Note(_) => (height / 4).clamp(5, 10),
            Self::Tags(tags) => 1 + u16::from(!tags.proposals.is_empty()),
            Self::Pick(_) => 2,
            Self::Queue(_) => (height * 2 / 5).clamp(7, 16),
            Self::Line(line) => 1 + u16::from(!line.proposals.is_empty()),
            Self::Jump(finder) => {
                roomy.min(2 + u16::try_from(finder.choice.len.max(1)).unwrap_or(14))
            }
            _ => 0,
        }
    }

    /// Returns the line that is being typed, if any.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        match self {
            Self::Search(mode) => Some(&mode.line),
            Self::Jump(mode) => Some(&mode.line),
            Self::Line(mode) => Some(&mode.line),
            Self::Palette(mode) => Some(&mode.line),
            Self::Help(mode) => Some(&mode.line),
            Self::Grid(mode) => Some(&mode.line),
            Self::Ledger(mode) => Some(&mode.line),
            Self::Tags(mode) => Some(&mode.line),
            Self::Annotations(mode) => Some(&mode.line),
            _ => None,
        }
    }

    /// Returns the line that is being typed, to change it.
    pub fn line_mut(&mut self) -> Option<&mut Line> {
        match self {
            Self::Search(mode) => Some(&mut mode.line),
            Self::Jump(mode) => Some(&mut mode.line),
            Self::Line(mode) => Some(&mut mode.line),
            Self::Palette(mode) => Some(&mut mode.line),
            Self::Help(mode) => Some(&mut mode.line),
            Self::Grid(mode) => Some(&mut mode.line),
            Self::Ledger(mode) => Some(&mut mode.line),
            Self::Tags(mode) => Some(&mut mode.line),
            Self::Annotations(mode) => Some(&mut mode.line),
            _ => None,
        }
    }

    /// Returns where everything was before what is typed moved the panes.
    #[must_use]
    pub const fn before(&self) -> Option<&Before> {
        match self {
            Self::Search(mode) => Some(&mode.before),
            Self::Jump(mode) => Some(&mode.before),
            _ => None,
        }
    }

    /// Returns the chosen entry of the list that the mode shows, to change it.
    pub fn choice_mut(&mut self) -> Option<&mut Choice> {
        match self {
            Self::Jump(mode) => Some(&mut mode.choice),
            Self::Palette(mode) => Some(&mut mode.choice),
            Self::Help(mode) => Some(&mut mode.choice),
            Self::Grid(mode) => Some(&mut mode.choice),
            Self::Ledger(mode) => Some(&mut mode.choice),
            Self::Annotations(mode) => Some(&mut mode.choice),
            Self::Queue(mode) => Some(&mut mode.choice),
            Self::Messages(choice) | Self::Source(choice) => Some(choice),
            _ => None,
        }
    }
}

/// Where everything was before a mode that moves the panes while typing.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// Where each pane was.
    pub positions: Vec<Position>,
    /// Which pane had the focus.
    pub focus: usize,
}

/// Typing what to search for.
#[derive(Clone, Debug, Default)]
pub struct SearchLine {
    /// The words.
    pub line: Line,
    /// The place in the history.
    pub recall: Recall,
    /// Where everything was.
    pub before: Before,
    /// What was searched for before.
    pub pattern: String,
    /// Whether to search towards the beginning.
    pub backward: bool,
}

/// Jumping to a topic while typing its name.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    /// Part of its name.
    pub line: Line,
    /// The topics that match, best first.
    pub ranked: Vec<Ranked>,
    /// The chosen one.
    pub choice: Choice,
    /// Where everything was.
    pub before: Before,
    /// The mentions of the chosen topic.
    pub marked: Marked,
}

/// Typing a command.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    /// The command.
    pub line: Line,
    /// The place in the history.
    pub recall: Recall,
    /// What the last word may become, while completing.
    pub proposals: Vec<String>,
    /// The chosen proposal.
    pub choice: Choice,
}

/// Finding a command by name or by what it does.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// Part of the name or of the help.
    pub line: Line,
    /// The actions that match, best first, as indices into `Action::ALL`.
    pub found: Vec<usize>,
    /// The chosen one.
    pub choice: Choice,
}

/// Looking at the keys.
#[derive(Clone, Debug)]
pub struct Help {
    /// Whose keys come first.
    pub context: Context,
    /// What the list is filtered by.
    pub line: Line,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// What passes the filter.
    pub found: Vec<HelpRow>,
    /// The same as rows of the window.
    pub rows: Vec<HelpRow>,
    /// The columns of the keys in it, the blanks after them included.
    pub keys_wide: u16,
    /// The first row on the screen, of those that can be.
    pub choice: Choice,
}

/// A row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// The title of a group of keys.
    Title(String),
    /// A key and what it does.
    Key {
        /// The keys, in their notation.
        keys: String,
        /// The name of the command.
        command: String,
        /// What it does.
        description: std::borrow::Cow<'static, str>,
    },
    /// What had no room in the row before.
    More {
        /// Further keys.
        keys: String,
        /// Further words.
        description: String,
    },
    /// An empty row.
    Gap,
}

impl Help {
    /// The most columns of its window.
    pub const WIDEST: u16 = 96;

    /// Lays the rows out for a window over `body`, so that nothing of them is cut, and stops at its last page.
    pub fn settle(&mut self, body: Rect) {
        let room = usize::from(body.width.min(Self::WIDEST).saturating_sub(4));
        let foot = self.typing || !self.line.text().is_empty();
        let height = usize::from(body.height.saturating_sub(2 + u16::from(foot)));
        let widest = self.found.iter().filter_map(|row| match row {
            HelpRow::Key { keys, .. } => Some(width(keys)),
            _ => None,
        });
        let keys_wide = widest.max().unwrap_or(8).clamp(8, 8.max(room / 3)) + 2;
        self.keys_wide = u16::try_from(keys_wide).unwrap_or(u16::MAX);
        let lay = |row: &HelpRow| {
            let HelpRow::Key { keys, command, description } = row else { return vec![row.clone()] };
            let keys = packed(keys, keys_wide - 2);
            let all = Span::new(0, description.len());
            let words = wrap::rows(description, all, room.saturating_sub(keys_wide));
            let mut words = words.iter().map(|row| row.of(description).to_owned());
            let first = HelpRow::Key {
                keys: keys.first().cloned().unwrap_or_default(),
                command: command.clone(),
                description: words.next().unwrap_or_default().into(),
            };
            let mut rows = vec![first];
            let mut keys = keys.into_iter().skip(1);
            loop {
                match (keys.next(), words.next()) {
                    (None, None) => return rows,
                    (keys, words) => rows.push(HelpRow::More {
                        keys: keys.unwrap_or_default(),
                        description: words.unwrap_or_default(),
                    }),
                }
            }
        };
        self.rows = self.found.iter().flat_map(lay).collect();
        self.choice.len = self.rows.len().saturating_sub(height) + 1;
        self.choice.step(0);
    }
}

/// Packs keys that stand two blanks apart into rows of at most that many columns.
fn packed(keys: &str, columns: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for key in keys.split("  ") {
        match rows.last_mut().filter(|row| width(row) + 2 + width(key) <= columns) {
            Some(row) => {
                row.push_str("  ");
                row.push_str(key);
            }
            None => rows.push(key.to_owned()),
        }
    }
    rows
}

/// Looking at topics by sources.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The topics that pass the filter, as indices into the index.
    pub rows: Vec<usize>,
    /// The chosen topic.
    pub choice: Choice,
    /// The chosen source, as a column.
    pub column: usize,
    /// What the list is filtered by.
    pub line: Line,
    /// Whether the filter is being typed.
    pub typing: bool,
}

/// Looking at one finding; which one is in [`Review::current`](super::review::Review::current).
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// The first row that is shown.
    pub first: usize,
}

/// Looking at everything that was found and joined.
#[derive(Clone, Debug, Default)]
pub struct LedgerList {
    /// The entries that pass the filter, as indices into the ledger.
    pub rows: Vec<usize>,
    /// The chosen one.
    pub choice: Choice,
    /// What the list is filtered by.
    pub line: Line,
    /// Whether the filter is being typed.
    pub typing: bool,
}

/// Selecting a passage.
#[derive(Clone, Copy, Debug)]
pub struct Select {
    /// What is selected.
    pub selection: Selection,
}

/// What a note, tags or a verdict are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A passage that has no annotation of the reader yet.
    Passage(Selection),
    /// An annotation.
    Annotation(Id),
}

/// Writing a note.
#[derive(Clone, Debug)]
pub struct NoteEditor {
    /// What it is about.
    pub about: About,
    /// The words.
    pub editor: Editor,
    /// The identity of the annotation it will become.
    pub draft: Id,
}

/// Typing tags, separated by spaces or commas.
#[derive(Clone, Debug)]
pub struct TagLine {
    /// What they are about.
    pub about: About,
    /// The tags.
    pub line: Line,
    /// What the last tag may become: tags used before.
    pub proposals: Vec<String>,
    /// The chosen proposal.
    pub choice: Choice,
}

/// Choosing one of a few by its letter.
#[derive(Clone, Debug)]
pub enum Pick {
    /// How two passages stand to each other.
    Relation {
        /// The passage that was pinned.
        pinned: Selection,
        /// The passage that was selected after it.
        other: Selection,
    },
    /// What the reader holds of a claim.
    Verdict(About),
}

/// Looking at every annotation.
#[derive(Clone, Debug, Default)]
pub struct AnnotationList {
    /// Those that pass the filter.
    pub rows: Vec<Id>,
    /// The chosen one.
    pub choice: Choice,
    /// What the list is filtered by.
    pub line: Line,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Only those about the focused source.
    pub here: bool,
}

/// Looking at annotations whose place is in doubt.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// Which of them is looked at.
    pub choice: Choice,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_help_is_cut_and_its_end_is_the_last_page() {
        let row = HelpRow::Key {
            keys: "<Backspace>  <PgUp>  <C-b>  b".to_owned(),
            command: "page-up".to_owned(),
            description: "Scroll up a page, or as many as the count says.".into(),
        };
        let mut help = Help {
            context: Context::Read,
            line: Line::default(),
            typing: false,
            found: vec![row; 9],
            rows: Vec::new(),
            keys_wide: 0,
            choice: Choice { at: usize::MAX, len: 0 },
        };
        for columns in [10, 24, 40, 80, 200] {
            let body = Rect::new(0, 0, columns, 12);
            help.settle(body);
            let (mut keys, mut words) = (String::new(), String::new());
            for row in &help.rows {
                let (k, w) = match row {
                    HelpRow::Key { keys, description, .. } => (keys.as_str(), description.as_ref()),
                    HelpRow::More { keys, description } => (keys.as_str(), description.as_str()),
                    _ => continue,
                };
                if columns > 40 {
                    assert!(width(k) + 2 <= help.keys_wide.into(), "{columns}: {k}");
                }
                let room = usize::from(columns.min(Help::WIDEST) - 4);
                assert!(usize::from(help.keys_wide) + width(w) <= room.max(18), "{columns}: {w}");
                keys += k;
                words += w;
            }
            assert_eq!(keys.matches("<C-b>").count(), 9, "{columns}");
            assert_eq!(words.matches("count").count(), 9, "{columns}");
            assert_eq!(help.choice.at, help.rows.len().saturating_sub(10), "{columns}");
            help.choice.at = usize::MAX;
        }
    }
}
