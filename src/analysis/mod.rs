//! Finding where accounts differ: claims, candidates, detectors. Pure: no files, no clock, no screen.
//!
//! [`analyze`] takes a library and returns an [`Analysis`]; its result does not depend on the order
//! in which sources were opened.

pub mod align;
pub mod bridge;
pub mod claim;
pub mod context;
pub mod contradiction;
pub mod echo;
pub mod fact;
pub mod finding;
pub mod judge;
pub mod name;
pub mod only;
pub mod opinion;
pub mod predicate;
pub mod progress;
pub mod slot;
pub mod subject;
pub mod term;

mod compare;
mod extract;

pub use align::{Alignment, Counterpart};
pub use finding::{Analysis, Band, Finding, Kind, Origin, Side, Verdict};
pub use progress::{Progress, Stage};

use crate::article::Library;
use context::Context;

/// Compares the accounts of a library and returns what was found.
#[must_use]
pub fn analyze(library: &Library) -> Analysis {
    analyze_with(library, &|_| true).unwrap_or_default()
}

/// Compares the accounts of a library as [`analyze`] does, telling how far it is; `None` when `go_on`
/// answered false, which stops it before the next rule.
#[must_use]
pub fn analyze_with(library: &Library, go_on: &dyn Fn(Progress) -> bool) -> Option<Analysis> {
    if !go_on(Progress { stage: Stage::Reading, done: 0, of: library.len() }) {
        return None;
    }
    let cx = Context::new(library);
    let found = compare::compare(&cx, go_on)?;
    let echo = echo::echoes(library);
    Some(Analysis {
        only_in: only::only_in(library, &Alignment::of(library)),
        origins: echo.origins,
        independent: echo.independent,
        ..compare::sort(&cx, found)
    })
}
