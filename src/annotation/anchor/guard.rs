//! Did a number, a name, a "may" or a "not" change? What differs is named, never folded away.

use crate::language::lexicon::{ATTRIBUTION, DENIAL, EDITS, MODALITY, NEGATION};
use crate::language::quantity::is_number_word;
use crate::text::fold::fold;
use unicode_normalization::UnicodeNormalization;

/// What of the meaning differs between the old words and the new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A number, or what it counts.
    Number,
    /// A "not", "never", "no", "denied" came or went.
    Negation,
    /// A "may", "alleged", "reportedly" came or went.
    Modality,
    /// A name came or went.
    Name,
    /// Words are quoted now, or no longer.
    Quotation,
    /// Other words.
    Words,
    /// It stands among other neighbours.
    Elsewhere,
}

impl Kind {
    /// The kinds with the words that stand for them in output.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Number, "number"),
        (Self::Negation, "negation"),
        (Self::Modality, "modality"),
        (Self::Name, "name"),
        (Self::Quotation, "quotation"),
        (Self::Words, "words"),
        (Self::Elsewhere, "elsewhere"),
    ];

    /// Returns the word for the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// One difference in meaning, with what was and what is; either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of difference it is.
    pub kind: Kind,
    /// What the old words had.
    pub was: String,
    /// What the new words have.
    pub now: String,
    /// Whether it lies in the quote itself, or beside it in the same sentence.
    pub beside: bool,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.beside { " beside the quote" } else { "" };
        let name = self.kind.name();
        match (self.was.as_str(), self.now.as_str()) {
            ("", "") => write!(f, "{name}{place}"),
            ("", now) => write!(f, "{name}{place}: now \u{201c}{now}\u{201d}"),
            (was, "") => write!(f, "{name}{place}: no longer \u{201c}{was}\u{201d}"),
            (was, now) => write!(f, "{name}{place}: {was} → {now}"),
        }
    }
}

/// Whether the words, folded, begin with one that denies or weakens; how many belong to it.
fn cue(words: &[String]) -> Option<(Kind, usize)> {
    if words[0].ends_with("n't") {
        return Some((Kind::Negation, 1));
    }
    let negation = NEGATION.at(words).or_else(|| {
        DENIAL.at(words).filter(|phrase| matches!(phrase.kind, "deny" | "false" | "refute"))
    });
    if let Some(phrase) = negation {
        return Some((Kind::Negation, phrase.words.len()));
    }
    let doubt = || ATTRIBUTION.at(words).filter(|phrase| phrase.kind == "doubt");
    let doubtful = || DENIAL.at(words).filter(|phrase| phrase.kind == "doubt");
    if let Some(phrase) = MODALITY.at(words).or_else(doubt).or_else(doubtful) {
        return Some((Kind::Modality, phrase.words.len()));
    }
    let kind = match EDITS.kind(&words[0])? {
        "negation" => Kind::Negation,
        _ => Kind::Modality,
    };
    Some((kind, 1))
}

/// Returns what differs between the old words and the new; `beside` says that they are neighbours
/// of the quote, of which only numbers, negation and modality are compared.
pub(super) fn differences(was: &str, now: &str, beside: bool) -> Vec<Difference> {
    // Composed, so that an accent written as a character of its own does not end a word.
    let composed = |text: &str| text.nfc().collect::<String>();
    let (was, now) = (composed(was), composed(now));
    let (old, new) = (Words::of(&was), Words::of(&now));
    let mut found = Vec::new();
    let mut compare = |kind, old: &[String], new: &[String]| {
        let (was, now) = (without(old, new), without(new, old));
        if !was.is_empty() || !now.is_empty() {
            found.push(Difference { kind, was: was.join(" "), now: now.join(" "), beside });
        }
    };
    compare(Kind::Number, &old.numbers, &new.numbers);
    compare(Kind::Negation, &old.negations, &new.negations);
    compare(Kind::Modality, &old.modalities, &new.modalities);
    if !beside {
        let missing = |names: &[String], all: &[String]| -> Vec<String> {
            let there = |n: &&String| !all.contains(&fold(n));
            names.iter().filter(there).cloned().collect()
        };
        compare(Kind::Name, &missing(&old.names, &new.all), &missing(&new.names, &old.all));
        if old.quotes != new.quotes {
            let (was, now) = (old.quotes.to_string(), new.quotes.to_string());
            found.push(Difference { kind: Kind::Quotation, was, now, beside });
        }
    }
    found
}

/// Returns what of `these` is not in `those`, each counted as often as it stands.
fn without(these: &[String], those: &[String]) -> Vec<String> {
    let mut left = those.to_vec();
    let mut rest = Vec::new();
    for word in these {
        match left.iter().position(|other| other == word) {
            Some(at) => drop(left.swap_remove(at)),
            None => rest.push(word.clone()),
        }
    }
    rest
}

/// The words of a passage that carry its meaning, sorted by what they do.
#[derive(Debug, Default)]
struct Words {
    all: Vec<String>,
    numbers: Vec<String>,
    negations: Vec<String>,
    modalities: Vec<String>,
    names: Vec<String>,
    quotes: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let quotes = text.chars().filter(|c| "\"“”„«»".contains(*c)).count();
        let raw: Vec<&str> = pieces(text).collect();
        let all: Vec<String> = raw.iter().map(|raw| fold(raw)).collect();
        let mut words = Self { quotes, ..Self::default() };
        let mut at = 0;
        while at < all.len() {
            let (word, raw) = (&all[at], raw[at]);
            let mut len = 1;
            if raw.chars().any(char::is_numeric) || is_number_word(word) {
                words.numbers.push(number_of(raw, word));
            } else if let Some((kind, of)) = cue(&all[at..]) {
                len = of;
                let cues = if kind == Kind::Negation {
                    &mut words.negations
                } else {
                    &mut words.modalities
                };
                cues.push(all[at..at + len].join(" "));
            } else if raw.starts_with(char::is_uppercase) {
                words.names.push(raw.to_owned());
            }
            at += len;
        }
        words.all = all;
        words
    }
}

/// Returns a number in the form in which it is compared: separators of thousands out, superscripts
/// and fractions as they are (folded, 10² would be 102).
fn number_of(raw: &str, word: &str) -> String {
    if raw.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()) {
        return raw.to_owned();
    }
    word.replace(',', "")
}

/// Cuts a passage into words; signs that belong to a number stay with it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || "'’.,%$€£¥°-".contains(c)))
        .flat_map(|piece| {
            // A dash joins what it stands in unless it begins or ends the word; so do stop and comma.
            let trimmed = piece.trim_matches(|c: char| "'’.,-".contains(c));
            let digits = trimmed.chars().any(|c| c.is_ascii_digit());
            let parts: Vec<&str> =
                if digits { vec![trimmed] } else { trimmed.split(['-', '.', ',']).collect() };
            parts
        })
        .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(was: &str, now: &str) -> Vec<String> {
        differences(was, now, false).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_kind_is_named() {
        let table: &[(&str, &str, &[&str])] = &[
            ("12 injured", "14 injured", &["number: 12 → 14"]),
            ("1,200 men", "1200 men", &[]),
            ("twelve men", "fourteen men", &["number: twelve → fourteen"]),
            ("10² ways", "102 ways", &["number: 10² → 102"]),
            ("they did approve", "they did not approve", &["negation: now “not”"]),
            ("they didn’t approve", "they did approve", &["negation: no longer “didn't”"]),
            ("he will go", "he may go", &["modality: will → may"]),
            ("met Ruiz there", "met Ortega there", &["name: Ruiz → Ortega"]),
            ("MET RUIZ", "met Ruiz", &[]),
            ("he will go", "he is going to go", &["modality: will → going to"]),
            ("it was real", "it was a hoax", &["negation: now “hoax”"]),
            ("they failed", "they tried", &["negation: no longer “failed”"]),
            ("dozens hurt", "hundreds hurt", &["number: dozens → hundreds"]),
            ("called it \"grave\"", "called it grave", &["quotation: 2 → 0"]),
            ("about 5 %", "about 5 %", &[]),
            ("cost $5", "cost €5", &["number: $5 → €5"]),
            ("the big ship", "the large ship", &[]),
        ];
        for (was, now, expected) in table {
            assert_eq!(said(was, now), *expected, "{was} | {now}");
        }
    }
}
