//! What is fuzzed, and what must hold of any input at all: one table, read by the stable mutator
//! (`tests/fuzz`) and by libFuzzer (`fuzz/`).

mod analysis;
mod anchor;
mod article;
mod exchange;
mod hold;
mod language;
mod screen;
mod seen;
mod settings;
mod store;
mod text;

pub(crate) use seen::Seen;

/// One part of the program, fed with bytes.
pub(crate) struct Target {
    /// Its name: of the test, of the harness and of the folder of seeds.
    pub name: &'static str,
    /// What is tried, for messages.
    pub says: &'static str,
    /// Feeds it, and tells what it met; panics when something does not hold.
    pub run: fn(&[u8], &mut Seen),
    /// Words of its format, for the mutator.
    pub words: &'static [&'static str],
    /// Texts whose words and lines are taken as well.
    pub texts: &'static [&'static str],
    /// Constructs that are repeated to see that time stays in proportion.
    pub units: &'static [&'static str],
    /// The longest of most inputs that the mutator makes, in bytes: many short ones prove more than few long ones.
    pub usual: usize,
    /// The longest input that it makes now and then; `growth` has still longer ones.
    pub largest: usize,
}

/// What most targets take.
pub(crate) const LONG: usize = 8 * 1024;

/// What a target takes that compares all with all.
pub(crate) const SHORT: usize = 1024;

/// Reports of one event.
const ARTICLES: &[&str] = &[
    include_str!("../../../assets/articles/000_rolling_fortress.md"),
    include_str!("../../../assets/articles/001_eastline_wire.txt"),
    include_str!("../../../assets/articles/002_dayfile_brief.txt"),
    include_str!("../../../assets/articles/003_harbour_long_read.md"),
    include_str!("../../../assets/articles/004_clarion_new_alliance.md"),
];

/// Words that rules look for.
const LEXICON: &[&str] = &[
    include_str!("../../../assets/lexicon/attribution_cues.txt"),
    include_str!("../../../assets/lexicon/calendar.txt"),
    include_str!("../../../assets/lexicon/causes.txt"),
    include_str!("../../../assets/lexicon/closed_classes.txt"),
    include_str!("../../../assets/lexicon/countries.txt"),
    include_str!("../../../assets/lexicon/denial_words.txt"),
    include_str!("../../../assets/lexicon/everyday.txt"),
    include_str!("../../../assets/lexicon/exclusive.txt"),
    include_str!("../../../assets/lexicon/given_names.txt"),
    include_str!("../../../assets/lexicon/hedges.txt"),
    include_str!("../../../assets/lexicon/measures.txt"),
    include_str!("../../../assets/lexicon/modality_cues.txt"),
    include_str!("../../../assets/lexicon/negation_cues.txt"),
    include_str!("../../../assets/lexicon/numbers.txt"),
    include_str!("../../../assets/lexicon/offers.txt"),
    include_str!("../../../assets/lexicon/opposites.txt"),
    include_str!("../../../assets/lexicon/phases.txt"),
    include_str!("../../../assets/lexicon/places.txt"),
    include_str!("../../../assets/lexicon/posts.txt"),
    include_str!("../../../assets/lexicon/predicates.txt"),
    include_str!("../../../assets/lexicon/quantifiers.txt"),
    include_str!("../../../assets/lexicon/roles.txt"),
    include_str!("../../../assets/lexicon/stances.txt"),
    include_str!("../../../assets/lexicon/trends.txt"),
    include_str!("../../../assets/lexicon/units.txt"),
];

/// Both: half of what is taken are words of rules.
const NEWS: &[&str] = &[
    ARTICLES[0],
    ARTICLES[1],
    ARTICLES[2],
    ARTICLES[3],
    ARTICLES[4],
    LEXICON[2],
    LEXICON[6],
    LEXICON[7],
    LEXICON[14],
    LEXICON[15],
    LEXICON[16],
    LEXICON[22],
    LEXICON[23],
];

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
    article::BOOK,
    article::BYTES,
    anchor::ANCHOR,
    exchange::W3C,
    exchange::IMPORT,
    exchange::TABLE,
    exchange::VERIFY,
    analysis::JUDGE,
    analysis::COMPARE,
    analysis::TOPICS,
    store::RECORD,
    store::JOURNAL,
    settings::SETTINGS,
    screen::SCREEN,
];

/// Returns the target with the given name.
pub(crate) fn named(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).expect("a target of that name")
}
