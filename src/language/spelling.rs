//! One key for the spellings of a word: `armoured` and `armored`, `organisation` and `organization`.

use super::lexicon;
use foldhash::HashMap;
use std::sync::LazyLock;

struct Pairs {
    words: HashMap<&'static str, &'static str>,
    /// Pairs that may stand anywhere in a word, by the first letter of the spelling to replace.
    inside: HashMap<u8, Vec<(&'static str, &'static str)>>,
}

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let mut pairs = Pairs { words: HashMap::default(), inside: HashMap::default() };
    for entry in lexicon::entries(include_str!("../../assets/lexicon/spelling.txt")) {
        let fields: Vec<_> = lexicon::fields(entry).collect();
        let [from, to, place] = fields[..] else { continue };
        if place == "word" {
            pairs.words.insert(from, to);
        } else {
            pairs.inside.entry(from.as_bytes()[0]).or_default().push((from, to));
        }
    }
    pairs
});

/// Endings of verbs in -ise and what comes of them, with -ize beside them.
const ISE: &[(&str, &str)] = &[
    ("ise", "ize"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("isation", "ization"),
    ("isations", "izations"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
];

/// Returns where the spelling of a folded word differs from the one it is compared by: the bytes to
/// replace, and by what. `None` when there is nothing to replace.
#[must_use]
pub fn change(word: &str) -> Option<(usize, usize, &'static str)> {
    let pairs = &*PAIRS;
    if let Some(to) = pairs.words.get(word) {
        return Some((0, word.len(), to));
    }
    if word.len() < 4 || !word.is_ascii() {
        return None;
    }
    for (at, first) in word.bytes().enumerate() {
        let Some(list) = pairs.inside.get(&first) else { continue };
        let rest = &word[at..];
        // `armour` becomes `armor` but `armor` stays: no pair begins with what another one ends in
        if let Some((from, to)) = list.iter().find(|(from, to)| {
            rest.starts_with(from) && !(to.starts_with(from) && rest.starts_with(to))
        }) {
            return Some((at, at + from.len(), to));
        }
    }
    let (from, to) =
        ISE.iter().find(|(from, _)| word.len() > from.len() + 2 && word.ends_with(from))?;
    Some((word.len() - from.len(), word.len(), to))
}

/// Returns the key under which all spellings of a folded word are one. It is for comparing, not for showing:
/// `rise` may become `rize`, but then it does so everywhere.
///
/// ```
/// use rashomon::language::spelling::key;
/// assert_eq!(key("armoured"), key("armored"));
/// assert_eq!(key("organisation"), "organization");
/// ```
#[must_use]
pub fn key(word: &str) -> String {
    match change(word) {
        None => word.to_owned(),
        Some((from, to, with)) => format!("{}{with}{}", &word[..from], &word[to..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_key() {
        let same = [
            ("armoured", "armored"),
            ("programmes", "programs"),
            ("neighbouring", "neighboring"),
            ("kilometres", "kilometers"),
            ("centred", "centered"),
            ("criticised", "criticized"),
            ("travelled", "traveled"),
            ("ageing", "aging"),
            ("analysed", "analyzed"),
            ("practised", "practiced"),
        ];
        for (british, american) in same {
            assert_eq!(key(british), key(american), "{british}");
            assert_eq!(key(american), key(&key(american)), "{american}");
        }
        for word in ["train", "noise", "story", "us", "programming"] {
            assert_eq!(key(&key(word)), key(word), "{word}");
        }
    }
}
