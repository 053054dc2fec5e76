//! Topics and findings are computed beside reading: stopping that, beginning it again, telling what is missing.

use super::dialog;
use crate::analysis::Analysis;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::keymap::Context;
use crate::app::mode::Mode;
use crate::app::state::State;

/// Computes topics and findings of the shown sources again.
pub(super) fn again(state: &mut State) {
    state.recompute();
    state.messages.info("the sources are compared again");
}

/// Stops what the status line says is going on; otherwise cancels as usual.
pub(super) fn stop_or_cancel(state: &mut State) {
    if !(matches!(state.mode, Mode::Read) && stop(state)) {
        dialog::cancel(state);
    }
}

/// Stops what the status line says is going on, and tells whether there was anything. What is not told yet
/// is not stopped: nobody who presses a key in the first moments means that.
pub(super) fn stop(state: &mut State) -> bool {
    if state.progress.take().is_none() {
        return false;
    }
    // Answers that are on their way are of an older generation now.
    state.generation += 1;
    state.stopped = true;
    state.ask(Effect::StopComputing);
    state.messages.info(missing(state));
    true
}

/// Says why something that is computed is not there.
#[must_use]
pub fn missing(state: &State) -> String {
    if !state.stopped {
        return "the sources are still being compared".to_owned();
    }
    let key = state.keymap.key_for(Context::Read, Action::Compare);
    let key = key.unwrap_or_else(|| format!(":{}", Action::Compare.name()));
    format!("comparing was stopped; {key} begins again")
}

/// Tells of sources that are too long to be compared whole, once.
pub(super) fn tell_partial(state: &mut State, analysis: &Analysis) {
    let name = |i: &usize| state.library.articles().get(*i).map(|a| a.name().to_owned());
    let names: Vec<String> = analysis.partial.iter().filter_map(name).collect();
    if state.analysis.is_none() && !names.is_empty() {
        let told = format!("only the beginning of {} was compared", names.join(", "));
        state.messages.info(told);
    }
}
