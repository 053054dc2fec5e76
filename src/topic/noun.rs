//! Which nouns are too general to be a topic by themselves, and which make none at all.

use crate::language::lexicon::{self, entries, fields, members};
use foldhash::HashSet;
use std::sync::LazyLock;

/// Nouns by what they are to topics, beside the list of general words.
#[derive(Default)]
struct Lists {
    general: HashSet<&'static str>,
    never: HashSet<&'static str>,
    telling: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for entry in entries(include_str!("../../assets/lexicon/topic_nouns.txt")) {
        let mut fields = fields(entry);
        let class = fields.next().unwrap_or_default();
        let words = members(fields.next().unwrap_or_default());
        match class {
            "telling" => lists.telling.extend(words),
            "never" => lists.never.extend(words),
            _ => lists.general.extend(words),
        }
    }
    lists
});

/// Tells whether a folded noun needs another word beside it to be a topic: `building`, `moment`.
pub(super) fn is_general(noun: &str) -> bool {
    LISTS.general.contains(noun) || lexicon::is_generic(noun) && !LISTS.telling.contains(noun)
}

/// Tells whether a folded noun makes no topic whatever stands beside it: `town`.
pub(super) fn is_never(noun: &str) -> bool {
    LISTS.never.contains(noun) || lexicon::is_common(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_nouns_need_another_word() {
        assert!(is_general("building") && is_general("moment"));
        assert!(is_never("town") && !is_never("building"));
        assert!(!is_general("customers") && !is_general("parade"));
    }
}
