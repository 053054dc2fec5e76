//! Word lists from `assets/lexicon`, compiled in and parsed on first use.
