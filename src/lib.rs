//! rashomon: read every account of an event side by side, see where they part, mark it, keep it.
//!
//! # The way through the house
//!
//! ```text
//! bytes ─ article::read ─► Article ─ language ─► sentences, tokens, cues, quantities, dates
//!                                                    │
//!                             analysis: claims ─► candidates ─► detectors
//!                                                    │
//! saved edits ─ store ─► Annotations ◄───────────────┘        one model for notes and findings
//!                           │
//! keys ─ tui ─► Event ─ keymap ─► Action ─ update(&mut State) ─► Effect ─ worker ─► Event
//!                                            │
//!                                      view(&State) ─ highlights ─ runs ─ theme ─► frame
//! ```
//!
//! # Layers
//!
//! ```text
//! text ◄ language ◄ article ◄ annotation ◄ analysis ◄ topic ◄ exchange ◄ store ◄ app ◄ ui ◄ tui ◄ cli
//! ```
//!
//! Each may name those to its left, none those to its right; `tests/layers.rs` proves it.
//!
//! # Invariants
//!
//! - `text` and `language` know nothing of articles; `article` nothing of annotations; `annotation`
//!   nothing of how findings are found.
//! - Nothing below `ui` draws; the only drawing type `app` knows is a rectangle. Nothing outside `tui`
//!   knows the terminal library. Nothing outside `cli` knows the argument parser.
//! - Nothing outside `store`, `tui` and `cli` touches files, clock, environment or clipboard.
//! - Nothing outside `exchange` and `store` knows a serialization format, except the parsers of our
//!   own TOML files.
//! - Strings in an article are clean: they passed `text::clean`, and nothing later cleans again.
//! - Every span lies on character boundaries of the text it was made for; selectors, not spans, are saved.
//! - Only `update` changes `State`; only the worker performs effects; only the journal changes the store.
//! - The result of an analysis does not depend on the order in which sources were opened.
//!
//! # Vocabulary
//!
//! | word | means here |
//! |---|---|
//! | article, source | one account; where it came from |
//! | span, row, column | bytes of a text; one line of a page; a cell on the screen |
//! | annotation, target, body, selector, motivation | as in the W3C Web Annotation model |
//! | describe, anchor | span to selectors; selectors to span |
//! | anchored, changed, moved, ambiguous, lost | the five outcomes of anchoring |
//! | sentence, token, cue, scope | as in linguistics; a cue negates, hedges or attributes, its scope is what it covers |
//! | claim | what one sentence asserts: participants, polarity, modality, quantities, time, speaker |
//! | finding, side, counterpart | what a rule reports; one target of it; the other |
//! | topic, mention, silence | what is talked about; a place where it is; an article where it is not |
//! | pane, page, viewport | a column of the screen; an article wrapped; the rows now visible |
//! | key, keymap, action, event, effect, mode | pressed; what keys mean; what to do; what happened; what to do outside; what keys mean now |
//! | role, highlight, run, theme | why a span is marked; a span with a role; a piece with one set of roles; role to style |
//!
//! *Note* is text by the reader, *finding* is by a rule.

pub mod text;

pub mod language;

pub mod article;

pub mod annotation;

pub mod analysis;

pub mod topic;

pub mod exchange;

pub mod store;

pub mod app;

pub mod ui;

pub mod tui;

pub mod cli;
