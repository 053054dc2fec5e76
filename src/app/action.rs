//! The table of actions: each has a name for keymap and `:` line, a section, and a sentence for the help.

/// Where an action stands in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Moving in the text.
    Moving,
    /// The panes.
    Panes,
    /// Finding words.
    Search,
    /// Topics, and the jump to them.
    Topics,
    /// Contradictions and other findings.
    Contradictions,
    /// Notes, tags, verdicts, pairs.
    Annotations,
    /// What is shown, and how.
    View,
    /// The program itself.
    Program,
    /// Inside a line being typed.
    Typing,
    /// Inside a list.
    Lists,
}

impl Section {
    /// Every section with its title, in the order of the help.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Moving, "Moving"),
        (Self::Panes, "Panes"),
        (Self::Search, "Search"),
        (Self::Topics, "Topics"),
        (Self::Contradictions, "Contradictions"),
        (Self::Annotations, "Annotations"),
        (Self::View, "View"),
        (Self::Program, "Program"),
        (Self::Typing, "Typing a line"),
        (Self::Lists, "In a list"),
    ];

    /// Returns the title of the section.
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Makes the enum, its documentation, and the look-ups from one list of rows.
macro_rules! actions {
    ($($section:ident { $($variant:ident = $name:literal, $help:literal;)+ })+) => {
        /// Something a reader can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[doc = $help] $variant,)+)+ }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];

            /// Returns the name used in the keymap and on the `:` line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($(Self::$variant => $name,)+)+ }
            }

            /// Returns the action with the given name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($($name => Some(Self::$variant),)+)+ _ => None }
            }

            /// Returns what the action does, in one sentence.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $($(Self::$variant => $help,)+)+ }
            }

            /// Returns where the action stands in the help.
            #[must_use]
            pub const fn section(self) -> Section {
                match self { $($(Self::$variant => Section::$section,)+)+ }
            }
        }
    };
}

actions! {
    Moving {
        ScrollDown = "scroll-down", "Scroll down one line.";
        ScrollUp = "scroll-up", "Scroll up one line.";
        HalfDown = "half-page-down", "Scroll down half a page.";
        HalfUp = "half-page-up", "Scroll up half a page.";
        PageDown = "page-down", "Scroll down a page.";
        PageUp = "page-up", "Scroll up a page.";
        Top = "top", "Go to the beginning; with a count, to that paragraph.";
        Bottom = "bottom", "Go to the end; with a count, to that paragraph.";
        Percent = "percent", "Go to that percentage of the text (50%).";
        NextSentence = "next-sentence", "Go to the next sentence.";
        PreviousSentence = "previous-sentence", "Go to the previous sentence.";
        NextParagraph = "next-paragraph", "Go to the next paragraph.";
        PreviousParagraph = "previous-paragraph", "Go to the previous paragraph.";
        Back = "back", "Go back to where you were before a jump.";
        Forward = "forward", "Go forward again after going back.";
        SetMark = "set-mark", "Remember this place under a letter.";
        GoToMark = "go-to-mark", "Go to the place remembered under a letter ('' is the last jump).";
    }
    Panes {
        FocusNext = "focus-next", "Focus the next pane.";
        FocusPrevious = "focus-previous", "Focus the previous pane.";
        FocusLeft = "focus-left", "Focus the pane to the left.";
        FocusRight = "focus-right", "Focus the pane to the right.";
        FocusUp = "focus-up", "Focus the pane above.";
        FocusDown = "focus-down", "Focus the pane below.";
        Focus = "focus", "Focus the pane with that number.";
        Zoom = "zoom", "Show only the focused pane, or all again.";
        Layout = "layout", "Change the layout: auto, columns, tiles, stack, single.";
        Widen = "widen", "Give the focused pane more room.";
        Narrow = "narrow", "Give the focused pane less room.";
        Even = "even", "Give every pane the same room.";
        Hide = "hide", "Hide the focused source: everything is computed as if it had not been opened.";
        Unhide = "unhide", "Show all hidden sources again.";
        MoveLeft = "move-left", "Move the focused pane one place to the left.";
        MoveRight = "move-right", "Move the focused pane one place to the right.";
        Link = "link", "Switch linked scrolling: other panes follow to the passage about the same thing.";
        Follow = "follow", "Bring the other panes to the passage about the same thing, once.";
    }
    Search {
        Search = "search", "Search in all panes while typing.";
        SearchBack = "search-back", "Search backwards.";
        NextMatch = "next-match", "Go to the next match, also in the next source.";
        PreviousMatch = "previous-match", "Go to the previous match, also in the previous source.";
        SearchWord = "search-word", "Search for the name or word at the reading position.";
        ClearSearch = "clear-search", "Take the marks of the search away.";
    }
    Topics {
        Jump = "jump", "Jump to a topic in every pane by typing part of its name.";
        JumpAgain = "jump-again", "Open the topic jump again as it was left.";
        Grid = "grid", "Show topics by sources, with counts and silences.";
        NextMention = "next-mention", "Go to the next mention of the topic.";
        PreviousMention = "previous-mention", "Go to the previous mention of the topic.";
        ClearTopic = "clear-topic", "Take the marks of the topic away.";
    }
    Contradictions {
        NextContradiction = "next-contradiction", "Go to the next contradiction, in every pane that shows a side of it.";
        PreviousContradiction = "previous-contradiction", "Go to the previous contradiction.";
        Counterpart = "counterpart", "Go to the other side of the contradiction.";
        Detail = "detail", "Show the finding here: both quotes, the values, the reason, the steps.";
        Ledger = "ledger", "List everything that was found and joined.";
        JudgeAccept = "accept-finding", "Judge the finding: a contradiction indeed.";
        JudgeReject = "reject-finding", "Judge the finding: wrong; it stays away.";
        JudgeUpdate = "call-update", "Judge the finding: the later account has newer facts.";
        JudgeOtherEvent = "call-other-event", "Judge the finding: the passages speak of different events.";
        Threshold = "threshold", "Show findings from that confidence on (threshold 0.4).";
        LowerThreshold = "lower-threshold", "Show findings that are less sure, too.";
        RaiseThreshold = "raise-threshold", "Show only findings that are surer.";
        SortLedger = "sort-ledger", "Sort the ledger by confidence, kind or place.";
        FilterRelation = "filter-relation", "Show contradictions, updates, corroborations, or everything.";
        ShowRejected = "show-rejected", "Show what you rejected, or leave it out again.";
        Corroborations = "corroborations", "Mark passages where sources agree, or no longer.";
        Compare = "compare", "Compare the sources again, after that was stopped.";
        OnlyHere = "only-here", "Mark passages that only one source has, or no longer.";
        NextOnlyHere = "next-only-here", "Go to the next passage that only one source has.";
        PreviousOnlyHere = "previous-only-here", "Go to the previous passage that only one source has.";
    }
    Annotations {
        SelectSentence = "select-sentence", "Select the sentence.";
        SelectClause = "select-clause", "Select the clause.";
        SelectWord = "select-word", "Select the word.";
        SelectParagraph = "select-paragraph", "Select the paragraph.";
        SelectNext = "select-next", "Select the next one of the same size.";
        SelectPrevious = "select-previous", "Select the previous one of the same size.";
        Grow = "grow", "Grow the selection: word, clause, sentence, paragraph.";
        Shrink = "shrink", "Shrink the selection.";
        Extend = "extend", "Take the next one of the same size into the selection.";
        Reduce = "reduce", "Leave the last one out of the selection again.";
        Annotate = "annotate", "Write a note on the selection, or on the sentence.";
        EditNote = "edit-note", "Change the note here.";
        Tag = "tag", "Give tags to the selection, or to the note here.";
        Verdict = "verdict", "Say what you hold of the claim: confirmed, disputed, false, unverified.";
        Pin = "pin", "Pin this side; pressed on another passage, join the two as a contradiction or corroboration.";
        Unpin = "unpin", "Let go of the pinned side.";
        Delete = "delete", "Delete the annotation here.";
        RePlace = "re-place", "Put the annotation here on the passage that is selected next.";
        Copy = "copy", "Copy the quote with its source.";
        NextAnnotation = "next-annotation", "Go to the next annotation.";
        PreviousAnnotation = "previous-annotation", "Go to the previous annotation.";
        Annotations = "annotations", "List every annotation.";
        OnlyThisSource = "only-this-source", "List only annotations on the focused source, or all again.";
        Queue = "changed-places", "Look at annotations whose text has changed under them.";
        KeepPlace = "keep-place", "Accept the new place and words of the annotation.";
        KeepAll = "keep-all-places", "Accept every new place whose figures, names and nots are as they were, in one step.";
        RetirePlace = "retire-place", "Retire the annotation: it no longer has a place.";
        Undo = "undo", "Undo what was last done to annotations.";
        Redo = "redo", "Do again what was undone.";
        Choose = "choose", "Choose the entry with that letter.";
        NewLine = "new-line", "Begin a new line in the note.";
        OpenEditor = "open-editor", "Write the note in $VISUAL or $EDITOR.";
    }
    View {
        Source = "source", "Show the source card: outlet, byline, dates, address, hash, what was left out.";
        OtherText = "other-text", "Read the text that came back without most of its words, or the one that was kept again.";
        Theme = "theme", "Change the theme: terminal, light, dark, high-contrast, mono.";
        Messages = "messages", "Show the messages of this session.";
        Redraw = "redraw", "Draw the screen again.";
    }
    Program {
        Help = "help", "Show the keys that work here; type to search.";
        Palette = "palette", "Find a command by name or by what it does.";
        Line = "command", "Type a command.";
        Close = "close", "Close the innermost thing; in the text, leave.";
        Cancel = "cancel", "Cancel what is being done; nothing is lost.";
        Stop = "stop", "Stop comparing when that takes long, else cancel what is being done.";
        Quit = "quit", "Leave rashomon.";
        Suspend = "suspend", "Go to the background; fg comes back.";
        Set = "set", "Change a setting: set NAME VALUE.";
        NoOp = "noop", "Do nothing: takes a key away.";
    }
    Typing {
        Accept = "accept", "Accept.";
        Complete = "complete", "Complete the word, or choose the next proposal.";
        DeleteBack = "delete-back", "Delete the character before the cursor.";
        DeleteForward = "delete-forward", "Delete the character under the cursor.";
        DeleteWord = "delete-word", "Delete the word before the cursor.";
        DeleteLine = "delete-line", "Delete everything before the cursor.";
        CursorLeft = "cursor-left", "Move the cursor left.";
        CursorRight = "cursor-right", "Move the cursor right.";
        CursorHome = "cursor-home", "Move the cursor to the beginning.";
        CursorEnd = "cursor-end", "Move the cursor to the end.";
    }
    Lists {
        Down = "down", "Choose the next entry; in a line without a list, the newer one of the history.";
        Up = "up", "Choose the previous entry; in a line without a list, the older one of the history.";
        ListPageDown = "list-page-down", "Choose an entry a page below.";
        ListPageUp = "list-page-up", "Choose an entry a page above.";
        First = "first", "Choose the first entry.";
        Last = "last", "Choose the last entry.";
        Left = "left", "Choose the column to the left.";
        Right = "right", "Choose the column to the right.";
        Open = "open", "Go to the chosen entry.";
        Filter = "filter", "Filter the list by typing.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_help_is_a_sentence() {
        for action in Action::ALL {
            assert_eq!(Action::named(action.name()), Some(*action));
            assert!(action.help().ends_with('.'), "{}", action.name());
            assert_eq!(Section::ALL[action.section() as usize].0, action.section());
        }
    }
}
