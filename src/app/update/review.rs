//! Judging what was found: the detail, the ledger, one key a judgement, the live threshold.

use super::{Call, seek};
use crate::annotation::{Id, Status};
use crate::app::choice::Choice;
use crate::app::ledger::{Ledger, Relation};
use crate::app::line::Line;
use crate::app::mode::{About, Detail, LedgerList, Mode};
use crate::app::state::State;
use crate::text::fold::fold;

/// Gathers the ledger anew: an analysis arrived, or annotations changed.
pub(super) fn refresh(state: &mut State) {
    state.review.ledger = Ledger::of(state.analysis.as_deref(), &state.annotations, &state.placed);
    mark(state);
    list(state);
}

/// Marks the text anew: the threshold or what is looked at changed.
pub(super) fn mark(state: &mut State) {
    let only_in: Vec<_> = state
        .analysis
        .iter()
        .flat_map(|a| a.only_in.iter().map(|side| (side.article, side.span)))
        .collect();
    state.review.mark(state.library.len(), state.settings.threshold, &only_in);
}

/// Opens the detail of the entry at the reading position, or of the one looked at.
pub(super) fn detail(state: &mut State) {
    if let Some(id) = here(state) {
        seek::show(state, &id);
    } else if state.review.entry().is_none() {
        return seek::contradiction(state, Call::default(), true);
    }
    state.open(Mode::Detail(Detail::default()));
}

/// The entry with a side at the reading position: the one looked at if it has, else the surest.
fn here(state: &State) -> Option<Id> {
    let pane = state.panes.focused()?;
    let touches = |e: &&crate::app::ledger::Entry| {
        e.sides.iter().any(|s| {
            s.article == pane.article && s.span.start <= pane.cursor && pane.cursor < s.span.end
        })
    };
    if let Some(entry) = state.review.entry().filter(touches) {
        return Some(entry.id.clone());
    }
    let threshold = state.settings.threshold;
    let mut shown = state.review.ledger.entries.iter();
    shown
        .find(|e| {
            !e.set_aside()
                && e.reaches(threshold)
                && e.relation != Relation::Corroboration
                && touches(e)
        })
        .map(|e| e.id.clone())
}

/// Opens the ledger.
pub(super) fn ledger(state: &mut State) {
    if matches!(state.mode, Mode::Ledger(_)) {
        state.close();
        return;
    }
    state.open(Mode::Ledger(LedgerList::default()));
    list(state);
    let current = state.review.current.clone();
    if let (Mode::Ledger(ledger), Some(id)) = (&mut state.mode, current) {
        let at = ledger.rows.iter().position(|i| state.review.ledger.entries[*i].id == id);
        ledger.choice.at = at.unwrap_or(0);
    }
}

/// Lists the entries that pass the filter; the chosen one stays chosen where it can.
pub(super) fn list(state: &mut State) {
    let query = match &state.mode {
        Mode::Ledger(ledger) => fold(ledger.line.text()),
        _ => return,
    };
    let words: Vec<&str> = query.split_whitespace().collect();
    state.review.view.threshold = state.settings.threshold;
    let matches = |text: &str| {
        let text = fold(text);
        words.iter().all(|word| text.contains(word))
    };
    let rows = state.review.view.rows(&state.review.ledger, &state.library, matches);
    if let Mode::Ledger(ledger) = &mut state.mode {
        ledger.choice =
            Choice { len: rows.len(), at: ledger.choice.at.min(rows.len().saturating_sub(1)) };
        ledger.rows = rows;
    }
}

/// Goes to the chosen entry and opens its detail.
pub(super) fn accept(state: &mut State) {
    let Mode::Ledger(ledger) = state.close() else { return };
    let Some(id) =
        ledger.rows.get(ledger.choice.at).map(|i| state.review.ledger.entries[*i].id.clone())
    else {
        return;
    };
    state.leave();
    seek::show(state, &id);
    state.open(Mode::Detail(Detail::default()));
}

/// Sorts the ledger another way.
pub(super) fn sort(state: &mut State) {
    state.review.view.sort = state.review.view.sort.next();
    state.messages.info(format!("sorted by {}", state.review.view.sort.name()));
    list(state);
}

/// Shows another relation in the ledger: all, contradictions, updates, corroborations.
pub(super) fn relation(state: &mut State) {
    let next = match state.review.view.relation {
        None => Some(Relation::Contradiction),
        Some(Relation::Contradiction | Relation::Disputed) => Some(Relation::Update),
        Some(Relation::Update) => Some(Relation::Corroboration),
        Some(Relation::Corroboration) => None,
    };
    state.review.view.relation = next;
    state.messages.info(format!("shown: {}", next.map_or("everything", Relation::name)));
    list(state);
}

/// Shows or leaves out what was set aside.
pub(super) fn aside(state: &mut State) {
    state.review.view.aside = !state.review.view.aside;
    let told = if state.review.view.aside { "shown" } else { "left out" };
    state.messages.info(format!("what you rejected is {told}"));
    list(state);
}

/// Changes the threshold: to the argument, or a step up or down.
pub(super) fn threshold(state: &mut State, call: Call<'_>, step: f64) {
    let now = state.settings.threshold;
    let wanted = call.argument.and_then(|a| a.trim().parse::<f64>().ok());
    if call.argument.is_some() && wanted.is_none() {
        return state.messages.warn("a threshold is a number from 0 to 1");
    }
    let times = u32::try_from(call.times()).unwrap_or(1);
    let next = wanted.unwrap_or(now + step * f64::from(times)).clamp(0.0, 1.0);
    state.settings.threshold = (next * 100.0).round() / 100.0;
    mark(state);
    list(state);
    let shown = state.review.ledger.contradictions(state.settings.threshold);
    state.messages.info(format!(
        "findings from confidence {:.2}: {shown} contradictions",
        state.settings.threshold
    ));
}

/// Marks corroborations in the text, or no longer.
pub(super) fn corroborations(state: &mut State) {
    state.review.corroborations = !state.review.corroborations;
    mark(state);
    let told = if state.review.corroborations { "marked" } else { "not marked" };
    state.messages.info(format!("passages where sources agree are {told}"));
}

/// Marks passages that no other source has in the gutter, or no longer.
pub(super) fn only_here(state: &mut State) {
    state.review.only_here = !state.review.only_here;
    mark(state);
    let count = state.analysis.as_ref().map_or(0, |a| a.only_in.len());
    let told = if state.review.only_here { "marked" } else { "not marked" };
    state.messages.info(format!("{count} passages that only one source has are {told}"));
}

/// Judges the entry looked at, or the chosen one of the ledger.
pub(super) fn judge(state: &mut State, status: Status) {
    let chosen = match &state.mode {
        Mode::Ledger(ledger) => {
            ledger.rows.get(ledger.choice.at).map(|i| state.review.ledger.entries[*i].id.clone())
        }
        _ => here(state).or_else(|| state.review.current.clone()),
    };
    let Some(id) = chosen else {
        return state.messages.info("there is no finding here to judge; ]c goes to the next");
    };
    let kept = state.annotations.get(&id);
    // Judged the same way twice: the judgement is taken back.
    let again = kept.is_some_and(|a| a.status == status && a.is_finding());
    let status = if again { Status::Suggested } else { status };
    let about = About::Annotation(id);
    super::mark::change(state, &about, |a| a.status = status);
    let undo = "u takes it back";
    state.messages.info(match status {
        Status::Accepted => format!("accepted: a contradiction · {undo}"),
        Status::Rejected => format!("rejected: it stays away · {undo}"),
        Status::Update => format!("an update: the later account has newer facts · {undo}"),
        Status::OtherEvent => {
            format!("another event: the passages are not about the same · {undo}")
        }
        Status::Suggested => "open again: not judged".to_owned(),
    });
    if matches!(state.mode, Mode::Detail(_))
        && matches!(status, Status::Rejected | Status::OtherEvent)
    {
        // What was set aside is out of sight; the next one takes its place.
        seek::contradiction(state, Call::default(), true);
    }
}

/// The line that filters the ledger was typed in.
pub(super) fn typed(state: &mut State) {
    if let Mode::Ledger(ledger) = &mut state.mode {
        ledger.choice.at = 0;
    }
    list(state);
}

/// Ends the typing of the filter; `keep` says whether the filter stays.
pub(super) fn filtered(state: &mut State, keep: bool) {
    if let Mode::Ledger(ledger) = &mut state.mode {
        ledger.typing = false;
        if !keep {
            ledger.line = Line::default();
        }
    }
    list(state);
}
