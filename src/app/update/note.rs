//! Writing a note. What is typed is a draft on disk until it is saved or thrown away.

use super::mark;
use crate::annotation::{Annotation, Id, Motivation, Purpose};
use crate::app::Effect;
use crate::app::editor::Editor;
use crate::app::key::Key;
use crate::app::mode::{About, Mode, NoteEditor};
use crate::app::state::{Draft, State};

/// Opens the editor on what is selected, on the annotation here, or on the sentence.
pub(super) fn open(state: &mut State) {
    let about = match &state.mode {
        // A selection is a passage to say something new about, unless it has a note already.
        Mode::Read => mark::selected(state).map(About::Passage),
        _ => mark::about(state),
    };
    if state.replacing.is_some() {
        return super::place::finish(state);
    }
    if let Some(about) = about {
        write(state, about);
    }
}

/// Opens the editor on the annotation here.
pub(super) fn edit(state: &mut State) {
    match mark::about(state) {
        Some(about @ About::Annotation(_)) => write(state, about),
        _ => state.messages.info("there is no note here; a writes one"),
    }
}

fn write(state: &mut State, about: About) {
    let kept = match &about {
        About::Annotation(id) => state.annotations.get(id).and_then(|a| a.comments().next()),
        About::Passage(_) => None,
    };
    let kept = kept.unwrap_or_default().to_owned();
    let draft = state.drafts.iter().position(|draft| draft.about == about);
    let draft = draft.map(|at| state.drafts.remove(at));
    let (text, id) = match draft {
        Some(draft) => {
            state.messages.info("here is what you had begun to write");
            (draft.text, draft.id)
        }
        None => (
            kept,
            match &about {
                About::Annotation(id) => id.clone(),
                About::Passage(_) => Id::from_uuid(state.clock.uuid()),
            },
        ),
    };
    if matches!(state.mode, Mode::Select(_)) {
        state.close();
    }
    state.open(Mode::Note(Box::new(NoteEditor { about, editor: Editor::new(&text), draft: id })));
}

/// A key that the keymap does not know is the editor's.
pub(super) fn press(state: &mut State, key: Key) {
    if let Mode::Note(note) = &mut state.mode
        && note.editor.press(key)
    {
        keep(state);
    }
}

/// Text was pasted.
pub(super) fn paste(state: &mut State, text: &str) {
    if let Mode::Note(note) = &mut state.mode {
        note.editor.insert(text);
        keep(state);
    }
}

pub(super) fn new_line(state: &mut State) {
    if let Mode::Note(note) = &mut state.mode {
        note.editor.new_line();
        keep(state);
    }
}

/// Keeps what was written so far as a draft.
fn keep(state: &mut State) {
    let Mode::Note(note) = &state.mode else { return };
    let (about, draft, text) = (note.about.clone(), note.draft.clone(), note.editor.text());
    let kept = match &about {
        About::Annotation(id) => state.annotations.get(id).cloned(),
        About::Passage(_) => None,
    };
    let editing = kept.is_some();
    let mut annotation = kept.unwrap_or_else(|| {
        let targets = match &about {
            About::Passage(selection) => vec![mark::target(state, *selection)],
            About::Annotation(_) => Vec::new(),
        };
        mark::new(state, vec![Motivation::Commenting], targets)
    });
    annotation.id = draft;
    say(&mut annotation, &text);
    // Only the last form counts.
    state.effects.retain(|e| !matches!(e, Effect::Draft { .. }));
    state.ask(Effect::Draft { annotation: Box::new(annotation), editing });
}

/// Saves the note.
pub(super) fn accept(state: &mut State) {
    let Mode::Note(note) = &state.mode else { return };
    let (about, draft, text) = (note.about.clone(), note.draft.clone(), note.editor.text());
    let text = text.trim_end();
    if note.editor.is_blank() && matches!(about, About::Passage(_)) {
        state.close();
        state.ask(Effect::DropDraft(draft));
        return state.messages.info("an empty note is no note: nothing was saved");
    }
    state.close();
    let saved = mark::change(state, &about, |annotation| say(annotation, text));
    state.ask(Effect::DropDraft(draft));
    if let Some(id) = saved {
        super::annotations::bring(state, &id);
        state.messages.info("note saved · e changes it, # gives tags, u takes it back");
    }
}

/// Puts the words into the annotation's first comment.
fn say(annotation: &mut Annotation, text: &str) {
    annotation.motivations.retain(|m| *m != Motivation::Highlighting);
    if annotation.motivations.is_empty() {
        annotation.motivations.push(Motivation::Commenting);
    }
    let at = annotation.bodies.iter().position(|b| b.purpose == Purpose::Commenting);
    match (at, text.trim().is_empty()) {
        (Some(at), false) => annotation.bodies[at].value = text.to_owned(),
        (Some(at), true) => {
            annotation.bodies.remove(at);
        }
        (None, false) => annotation.bodies.push(mark::body(Purpose::Commenting, text)),
        (None, true) => {}
    }
}

/// Leaves the editor; what was written stays a draft.
pub(super) fn cancel(state: &mut State) {
    let Mode::Note(note) = state.close() else { return };
    let text = note.editor.text();
    let kept = match &note.about {
        About::Annotation(id) => state.annotations.get(id).and_then(|a| a.comments().next()),
        About::Passage(_) => None,
    };
    if text.trim() == kept.unwrap_or_default().trim() {
        return state.ask(Effect::DropDraft(note.draft));
    }
    state.drafts.push(Draft { id: note.draft, about: note.about, text });
    state.messages.info("kept as a draft: a (or e) here goes on with it");
}

/// Lets the reader write in a program of their own.
pub(super) fn external(state: &mut State) {
    if let Mode::Note(note) = &state.mode {
        let text = note.editor.text();
        state.ask(Effect::Edit(text));
    }
}

/// The program of the reader's own is closed: here is what was written.
pub(super) fn edited(state: &mut State, text: &str) {
    if let Mode::Note(note) = &mut state.mode {
        note.editor.set(text.trim_end());
        keep(state);
    }
}
