//! What a word inside a name tells about the thing named: `Square` a place, `Ministry` an organisation.

use super::lexicon;
use crate::text::fold::fold;
use foldhash::{HashMap, HashSet};
use std::sync::LazyLock;

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A body of people.
    Organisation,
    /// Somewhere.
    Place,
    /// Something that happened or will.
    Event,
    /// Anything else with a name.
    Thing,
}

/// Returns what the last word of a name tells about its kind; the word is folded.
#[must_use]
pub fn by_word(word: &str) -> Option<NameKind> {
    let found = LISTS.word.get(word);
    found.or_else(|| LISTS.word.get(word.strip_suffix('s')?)).copied()
}

/// Returns what the first word of a name tells about its kind: `Lake`, `Bank`; the word is folded.
#[must_use]
pub fn by_first(word: &str) -> Option<NameKind> {
    LISTS.first.get(word).copied()
}

/// Tells whether a folded last word of a name says what form a company has, and may be left out: `Ltd`.
#[must_use]
pub fn is_company_form(word: &str) -> bool {
    LISTS.forms.contains(word)
}

/// Returns the kind of a name known as a whole, such as `world war ii` or `nato`; the words are folded,
/// without points, one space between.
#[must_use]
pub fn by_whole(words: &str) -> Option<NameKind> {
    LISTS.whole.get(words).copied()
}

/// Returns the name under which a well-known other name is filed: `second world war` under `world war ii`.
/// Words are folded, one space between.
#[must_use]
pub fn alias(words: &str) -> Option<&'static str> {
    LISTS.aliases.get(words).copied()
}

/// Tells whether a folded word is a common given name.
#[must_use]
pub fn is_given_name(word: &str) -> bool {
    static GIVEN: LazyLock<HashSet<&str>> =
        LazyLock::new(|| lexicon::words(include_str!("../../assets/lexicon/given_names.txt")));
    GIVEN.contains(word) || lexicon::GIVEN_NAMES.contains(word)
}

/// Tells whether two folded given names may be one person's: a nickname, another form, or an initial.
///
/// ```
/// use rashomon::language::naming::may_be_given;
/// assert!(may_be_given("bill", "william") && may_be_given("w", "william"));
/// assert!(!may_be_given("bill", "robert"));
/// ```
#[must_use]
pub fn may_be_given(a: &str, b: &str) -> bool {
    static FORMS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
        let mut forms: HashMap<&str, Vec<usize>> = HashMap::default();
        let lines = lexicon::entries(include_str!("../../assets/lexicon/nicknames.txt"));
        for (line, names) in lines.enumerate() {
            names.split(' ').for_each(|name| forms.entry(name).or_default().push(line));
        }
        forms
    });
    let initial = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    let lines = |name: &str| FORMS.get(name).map_or(&[][..], Vec::as_slice);
    initial(a, b) || initial(b, a) || lines(a).iter().any(|line| lines(b).contains(line))
}

/// Tells whether a folded word is an adjective that stands in capitals and names nothing by itself: `western`.
#[must_use]
pub fn is_adjective(word: &str) -> bool {
    LISTS.adjectives.contains(word)
}

struct Lists {
    aliases: HashMap<&'static str, &'static str>,
    adjectives: HashSet<&'static str>,
    forms: HashSet<&'static str>,
    first: HashMap<&'static str, NameKind>,
    word: HashMap<String, NameKind>,
    whole: HashMap<String, NameKind>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        aliases: HashMap::default(),
        adjectives: HashSet::default(),
        forms: HashSet::default(),
        first: HashMap::default(),
        word: HashMap::default(),
        whole: HashMap::default(),
    };
    for entry in lexicon::entries(include_str!("../../assets/lexicon/naming.txt")) {
        let mut fields = lexicon::fields(entry);
        let class = fields.next().unwrap_or_default();
        if class == "alias" {
            let pairs = lexicon::members(fields.next().unwrap_or_default());
            lists.aliases.extend(pairs.filter_map(|pair| pair.split_once(" > ")));
            continue;
        }
        if class == "adjective" {
            lists.adjectives.extend(lexicon::members(fields.next().unwrap_or_default()));
            continue;
        }
        if class == "company form" {
            lists.forms.extend(lexicon::members(fields.next().unwrap_or_default()));
            continue;
        }
        let (class, first) = match class.strip_prefix("first ") {
            Some(class) => (class, true),
            None => (class, false),
        };
        let kind = match class {
            "organisation" | "body" => NameKind::Organisation,
            "place" | "area" => NameKind::Place,
            "event" | "known event" => NameKind::Event,
            _ => NameKind::Thing,
        };
        if first {
            let words = lexicon::members(fields.next().unwrap_or_default());
            lists.first.extend(words.map(|word| (word, kind)));
            continue;
        }
        let whole = matches!(class, "body" | "area" | "known event");
        for word in lexicon::members(fields.next().unwrap_or_default()) {
            let word = fold(word).replace('.', "").replace('-', " ");
            let map = if whole { &mut lists.whole } else { &mut lists.word };
            map.entry(word).or_insert(kind);
        }
    }
    lists
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_wholes_tell_the_kind() {
        let words = [
            ("square", Some(NameKind::Place)),
            ("ministry", Some(NameKind::Organisation)),
            ("parades", Some(NameKind::Event)),
            ("treaty", Some(NameKind::Thing)),
            ("carriage", None),
        ];
        for (word, kind) in words {
            assert_eq!(by_word(word), kind, "{word}");
        }
        assert_eq!(by_whole("un"), Some(NameKind::Organisation));
        assert_eq!(by_whole("world war ii"), Some(NameKind::Event));
        assert_eq!(by_whole("asia pacific"), Some(NameKind::Place));
        assert_eq!(by_first("rua"), Some(NameKind::Place));
        assert!(is_company_form("ltd") && !is_company_form("bank"));
        assert!(is_given_name("robert") && !is_given_name("square"));
    }
}
