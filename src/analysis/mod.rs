//! Finding where accounts differ: claims, candidates, detectors. Pure: no files, no clock, no screen.
//!
//! [`analyze`] takes a library and returns an [`Analysis`]; its result does not depend on the order
//! in which sources were opened.

pub mod align;
pub mod bridge;
pub mod claim;
pub mod confidence;
pub mod context;
pub mod contradiction;
mod description;
pub mod echo;
pub mod fact;
pub mod finding;
pub mod judge;
pub mod logistic;
pub mod only;
pub mod opinion;
pub mod pairing;
pub mod predicate;
pub mod progress;
pub mod referent;
pub mod slot;
pub mod subject;
pub mod term;

mod compare;
mod extract;

pub use align::{Alignment, Counterpart};
pub use confidence::Grounds;
pub use finding::{Analysis, Band, Finding, Kind, Origin, Side, Verdict};
pub use progress::{Progress, Stage, Watch};

use crate::article::Library;
use context::Context;

/// Compares the accounts of a library and returns what was found.
#[must_use]
pub fn analyze(library: &Library) -> Analysis {
    analyze_with(library, &progress::unwatched).unwrap_or_default()
}

/// Compares the accounts of a library as [`analyze`] does, under a watch; `None` when that stopped it.
#[must_use]
pub fn analyze_with(library: &Library, watch: Watch<'_>) -> Option<Analysis> {
    let cx = Context::read(library, watch)?;
    let found = compare::compare(&cx, watch)?;
    let echo = echo::echoes(library, watch)?;
    Some(Analysis {
        only_in: only::only_in(library, &Alignment::read(library, watch)?, watch)?,
        origins: echo.origins,
        independent: echo.independent,
        partial: progress::partial(library),
        ..compare::sort(&cx, found)
    })
}
