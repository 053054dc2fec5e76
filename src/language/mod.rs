//! What words say: sentences, tokens, cues, quantities and dates. English first, as data where possible.
//!
//! Nothing here can fail and nothing here knows an article: text and spans in, values with spans out.

pub mod clause;
pub mod country;
pub mod cue;
pub mod date;
pub mod lexicon;
pub mod name;
pub mod naming;
pub mod negation;
pub mod office;
pub mod pattern;
pub mod quantity;
pub mod relation;
pub mod roster;
pub mod sentence;
pub mod spelling;
pub mod stem;
pub mod tag;
pub mod token;
pub mod vector;
pub mod word;
pub mod wordlist;
