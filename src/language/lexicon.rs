//! Word lists from `assets/lexicon`, compiled in and parsed on first use.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Returns the entries of a list: one a line, without comments (`#`) and empty lines.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the fields of an entry, which bars divide.
pub fn fields(entry: &'static str) -> impl Iterator<Item = &'static str> {
    entry.split('|').map(str::trim)
}

/// Returns the members of a field, which commas divide.
pub fn members(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// Returns the words of a list that has them divided by white space, as a set.
#[must_use]
pub fn words(list: &'static str) -> HashSet<&'static str> {
    entries(list).flat_map(str::split_whitespace).collect()
}

/// Tells whether a folded word names no topic and no person: a function word, a number word, a weekday.
#[must_use]
pub fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<HashSet<&str>> =
        LazyLock::new(|| words(include_str!("../../assets/lexicon/common.txt")));
    COMMON.contains(word)
}

/// Tells whether a folded noun is too general to be a topic by itself, such as `part` or `moment`.
#[must_use]
pub fn is_generic(word: &str) -> bool {
    static GENERIC: LazyLock<HashSet<&str>> =
        LazyLock::new(|| words(include_str!("../../assets/lexicon/generic.txt")));
    GENERIC.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_entries() {
        let list: Vec<_> = entries("# a comment\n\n one | two \n").collect();
        assert_eq!(list, ["one | two"]);
        assert_eq!(fields(list[0]).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(members("a, b c ,").collect::<Vec<_>>(), ["a", "b c"]);
    }

    #[test]
    fn lists_tell_function_words_from_names() {
        assert!(is_common("the") && is_common("tuesday") && !is_common("parade"));
        assert!(is_generic("moment") && !is_generic("sanctions"));
    }
}
