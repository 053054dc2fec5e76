//! The reader as a value: state and what actions do to it.

pub mod selection;

pub mod history;

pub mod ledger;
