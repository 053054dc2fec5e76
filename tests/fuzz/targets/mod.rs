//! What is fuzzed, and what must hold of any input at all: one table, read by the stable mutator
//! (`tests/fuzz`) and by libFuzzer (`fuzz/`).

mod analysis;
mod anchor;
mod article;
mod exchange;
mod hold;
mod language;
mod settings;
mod store;
mod text;

/// One part of the program, fed with bytes.
pub(crate) struct Target {
    /// Its name: of the test, of the harness and of the folder of seeds.
    pub name: &'static str,
    /// What is tried, for messages.
    pub says: &'static str,
    /// Feeds it; panics when something does not hold.
    pub run: fn(&[u8]),
    /// Words of its format, for the mutator.
    pub words: &'static [&'static str],
    /// Constructs that are repeated to see that time stays in proportion.
    pub units: &'static [&'static str],
    /// The longest input that the mutator makes, in bytes: where an execution is dear, many short ones
    /// prove more than few long ones, and `growth` has the long ones.
    pub largest: usize,
}

/// What most targets take.
pub(crate) const LONG: usize = 8 * 1024;

/// What a target takes that compares all with all.
pub(crate) const SHORT: usize = 1024;

/// Every target.
pub(crate) const TARGETS: &[Target] = &[
    text::CLEAN,
    text::FOLD,
    text::WRAP,
    language::LANGUAGE,
    article::FRONTMATTER,
    article::PLAIN,
    article::MARKDOWN,
    article::HTML,
    article::FEED,
    article::BYTES,
    anchor::ANCHOR,
    exchange::W3C,
    exchange::IMPORT,
    exchange::VERIFY,
    analysis::JUDGE,
    analysis::COMPARE,
    analysis::TOPICS,
    store::RECORD,
    store::JOURNAL,
    settings::SETTINGS,
];

/// Returns the target with the given name.
pub(crate) fn named(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).expect("a target of that name")
}
