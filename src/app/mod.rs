//! The reader as a value: its [`State`], and what [events](Event) and [actions](Action) do to it.
//!
//! An event comes in ([`handle`]); a key is looked up in the [`keymap`] of the mode's context and becomes a
//! [`command`], an action with its argument; [`update`](update()) calls the one function for it; what the
//! world outside is to do is left in `state.effects` ([`Effect`]); answers come back as events. Nothing
//! here reads a clock, a file or the terminal, so a session is a start state and a list of keys, which is
//! what `tests/frames.rs` is made of.
//!
//! # Where would I add …
//!
//! - **an action:** a row in `action.rs`, an arm in `update.rs` that calls a function in a file of
//!   `update/`, and a key in `assets/keymap.toml`. Help, palette, `:` line and README follow by themselves.
//! - **a mode:** a variant with its data in `mode.rs` (name, context, drawer, line, choice), what Enter and
//!   Esc do in `update/dialog.rs`, what typing does in `update/typed.rs`, and its drawing in a file of `ui/`.
//! - **marks in the text:** a row in `highlight.rs` for the [`Role`](highlight::Role), a line in
//!   [`highlight::of`], a style in `assets/themes`.
//! - **something slow or outside:** a variant of [`Effect`], done in `tui/worker.rs`, answered by an [`Event`].
//! - **a walk from place to place through all panes:** [`walk::next`].

pub mod action;
pub mod card;
pub mod choice;
pub mod command;
pub mod editor;
pub mod effect;
pub mod event;
pub mod highlight;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod ledger;
pub mod line;
pub mod message;
pub mod mistake;
pub mod mode;
pub mod page;
pub mod pane;
pub mod panes;
pub mod resume;
pub mod review;
pub mod search;
pub mod selection;
mod setting;
pub mod settings;
pub mod state;
pub mod trail;
pub mod update;
pub mod walk;

pub use action::Action;
pub use effect::Effect;
pub use event::Event;
pub use key::Key;
pub use mode::Mode;
pub use state::State;
pub use update::{handle, update};
