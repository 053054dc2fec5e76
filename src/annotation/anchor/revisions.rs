//! The states on pairs of revisions: texts edited as newsrooms edit them, with the truth known.
//!
//! `cargo test --lib anchor::revisions -- --nocapture` prints the confusion counts;
//! `RASHOMON_LONG_TESTS=20` makes twenty times as many pairs. The texts are the bundled accounts and
//! one of our own; edits are drawn from the list below, one to six a revision, and quotes are
//! sentences and parts of sentences anywhere in the old text, most of them untouched.

use super::*;
use crate::article::bundled;
use std::collections::BTreeMap;

const OWN: &str = "Two ferries collided in thick fog off the cape on Monday night. Harbour officials \
    said that 12 passengers were injured and taken to the hospital in Port Aldis.\n\nThe pilots of \
    both ships are being questioned. In the accident of 2019, 12 passengers were injured when a crane \
    fell on the quay. The minister has ordered a review, which will cost 3 million crowns.\n\nAnna \
    Brandt, who was on deck, said the horn did sound twice. The company could not be reached for \
    comment on Tuesday. Its lawyers are confident that the captain was not at fault.";

/// What was done to the words of a quote, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    Deleted,
    Rewritten,
    Meaning,
    Words,
    Beside,
    Moved,
    Same,
}

/// A word of the new text: what it is, where in the old text it comes from, and what was done to it.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    from: Option<usize>,
    edit: Option<Truth>,
}

type Sentence = Vec<Word>;

/// A text as paragraphs of sentences of words, and whether a paragraph was moved.
#[derive(Clone, Debug)]
struct Draft(Vec<(Vec<Sentence>, bool)>);

struct Dice(u64);

impl Dice {
    /// SplitMix64: the same pairs on every machine.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap_or(0)
    }
}

impl Draft {
    fn of(text: &str) -> Self {
        let mut at = 0;
        let mut words = |sentence: &str| -> Sentence {
            let word = |text: &str| {
                at += 1;
                Word { text: text.to_owned(), from: Some(at - 1), edit: None }
            };
            sentence.split_whitespace().map(word).collect()
        };
        let paragraphs = text.split("\n\n").map(|paragraph| {
            let spans =
                crate::language::sentence::sentences(paragraph, Span::new(0, paragraph.len()));
            let sentences = spans.iter().map(|s| words(s.of(paragraph)));
            (sentences.filter(|s| !s.is_empty()).collect::<Vec<_>>(), false)
        });
        Self(paragraphs.filter(|(p, _)| !p.is_empty()).collect())
    }

    fn text(&self) -> String {
        let paragraph = |(sentences, _): &(Vec<Sentence>, bool)| {
            let words: Vec<&str> = sentences.iter().flatten().map(|w| w.text.as_str()).collect();
            words.join(" ")
        };
        self.0.iter().map(paragraph).collect::<Vec<_>>().join("\n\n")
    }

    /// The words with their bytes, the index of their sentence, and whether they were moved.
    fn places(&self) -> Vec<(&Word, Span, usize, bool)> {
        let (mut places, mut at, mut sentence) = (Vec::new(), 0, 0);
        for (sentences, moved) in &self.0 {
            for words in sentences {
                for word in words {
                    places.push((word, Span::new(at, at + word.text.len()), sentence, *moved));
                    at += word.text.len() + 1;
                }
                sentence += 1;
            }
            at += 1;
        }
        places
    }

    fn sentence(&mut self, dice: &mut Dice) -> &mut Sentence {
        let at = dice.below(self.0.len());
        let paragraph = &mut self.0[at].0;
        let at = dice.below(paragraph.len());
        &mut paragraph[at]
    }

    fn edit(&mut self, dice: &mut Dice) {
        const OTHERS: [&str; 4] = [
            "Trains to the north ran late for the rest of the day, the railway said.",
            "This report was updated with the words of a witness.",
            "A spokesman for the port declined to say how long the inquiry would take.",
            "The story was first told by a regional broadcaster.",
        ];
        const NAMES: [&str; 4] = ["Ortega", "Lindqvist", "Marlow", "Okafor"];
        const AUXILIARIES: [&str; 12] = [
            "was", "were", "is", "are", "has", "had", "did", "will", "would", "could", "can",
            "have",
        ];
        let fresh = |text: &str| -> Sentence {
            let word = |text: &str| Word { text: text.to_owned(), from: None, edit: None };
            text.split_whitespace().map(word).collect()
        };
        match dice.below(11) {
            0 => {
                // A typing mistake is mended.
                let words = self.sentence(dice);
                let at = dice.below(words.len());
                let word = &mut words[at];
                if word.text.len() > 4 && word.text.bytes().all(|b| b.is_ascii_lowercase()) {
                    let cut = 1 + dice.below(word.text.len() - 2);
                    word.text.remove(cut);
                    word.edit = Some(Truth::Words);
                }
            }
            1 => {
                // Other words for the same.
                const PAIRS: [(&str, &str); 8] = [
                    ("said", "stated"),
                    ("large", "big"),
                    ("the", "this"),
                    ("also", "too"),
                    ("which", "that"),
                    ("when", "as"),
                    ("from", "out of"),
                    ("his", "the man's"),
                ];
                let words = self.sentence(dice);
                let (was, now) = PAIRS[dice.below(PAIRS.len())];
                if let Some(word) = words.iter_mut().find(|w| w.text == was) {
                    (word.text, word.edit) = (now.to_owned(), Some(Truth::Words));
                }
            }
            2 => {
                // A figure is corrected.
                let words = self.sentence(dice);
                let figure = |w: &&mut Word| w.text.bytes().any(|b| b.is_ascii_digit());
                if let Some(word) = words.iter_mut().find(figure) {
                    let digit = word.text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
                    let other = (word.text.as_bytes()[digit] - b'0' + 1) % 10;
                    word.text.replace_range(digit..=digit, &other.to_string());
                    word.edit = Some(Truth::Meaning);
                }
            }
            3 | 4 => {
                // A "not", or a word that weakens, comes in or goes.
                let comes = ["not", "reportedly", "never", "allegedly"][dice.below(4)];
                let words = self.sentence(dice);
                let not = words.iter().position(|w| w.text == "not" && w.from.is_some());
                let auxiliary = words.iter().position(|w| AUXILIARIES.contains(&w.text.as_str()));
                if let Some(at) = not.filter(|at| *at > 0) {
                    words.remove(at);
                    words[at - 1].edit = Some(Truth::Meaning);
                } else if let Some(at) = auxiliary {
                    let edit = Some(Truth::Meaning);
                    words.insert(at + 1, Word { text: comes.to_owned(), from: None, edit });
                }
            }
            5 => {
                // A name is corrected.
                let name = NAMES[dice.below(NAMES.len())];
                let words = self.sentence(dice);
                let is_name = |w: &str| {
                    w.starts_with(char::is_uppercase) && w.chars().all(char::is_alphabetic)
                };
                if let Some(word) = words.iter_mut().skip(1).find(|w| is_name(&w.text)) {
                    (word.text, word.edit) = (name.to_owned(), Some(Truth::Meaning));
                }
            }
            6 => {
                // A paragraph is moved.
                if self.0.len() > 2 {
                    let from = dice.below(self.0.len());
                    let mut paragraph = self.0.remove(from);
                    paragraph.1 = true;
                    self.0.insert(dice.below(self.0.len() + 1), paragraph);
                }
            }
            7 => {
                // A sentence is cut.
                let at = dice.below(self.0.len());
                let paragraph = &mut self.0[at].0;
                if paragraph.len() > 1 {
                    paragraph.remove(dice.below(paragraph.len()));
                }
            }
            8 => {
                // The first sentence is written anew, with some of the old words.
                let lede = &mut self.0[0].0[0];
                for word in lede.iter_mut() {
                    word.edit = Some(Truth::Rewritten);
                }
                let mut at = 0;
                lede.retain(|_| {
                    at += 1;
                    at % 5 < 2
                });
                lede.reverse();
                lede.extend(fresh(
                    "what the authorities call the gravest event of its kind in years.",
                ));
            }
            _ => {
                // A sentence is added.
                let other = fresh(OTHERS[dice.below(OTHERS.len())]);
                let at = dice.below(self.0.len());
                let paragraph = &mut self.0[at].0;
                paragraph.insert(dice.below(paragraph.len() + 1), other);
            }
        }
    }

    /// What became of the words `quote` of the old text, and where they are now.
    fn truth(
        &self,
        quote: std::ops::Range<usize>,
        old: &[(&Word, Span, usize, bool)],
    ) -> (Truth, Option<Span>) {
        let places = self.places();
        let inside = |w: &Word| w.from.is_some_and(|from| quote.contains(&from));
        let hits: Vec<usize> = (0..places.len()).filter(|at| inside(places[*at].0)).collect();
        let (Some(&first), Some(&last)) = (hits.first(), hits.last()) else {
            return (Truth::Deleted, None);
        };
        let now = &places[first..=last];
        let span = Span::new(now[0].1.start, now[now.len() - 1].1.end);
        if now.iter().any(|p| p.0.edit == Some(Truth::Rewritten)) {
            return (Truth::Rewritten, Some(span));
        }
        if hits.len() * 2 < quote.len() {
            return (Truth::Deleted, None);
        }
        let worst = now.iter().filter_map(|p| p.0.edit).min();
        let was: Vec<&str> = old[quote.clone()].iter().map(|p| p.0.text.as_str()).collect();
        let is: Vec<&str> = now.iter().map(|p| p.0.text.as_str()).collect();
        // A "not" that went from the end of the quote leaves its mark on the word before it.
        let beside = || {
            let sentence = now[0].2;
            places.iter().any(|p| p.2 == sentence && p.0.edit == Some(Truth::Meaning))
        };
        let truth = match worst {
            Some(edit) if was != is => edit,
            _ if was != is => Truth::Words,
            Some(_) => Truth::Beside,
            None if beside() => Truth::Beside,
            None if now[0].3 => Truth::Moved,
            None => Truth::Same,
        };
        (truth, Some(span))
    }
}

/// For each truth, how often each state was answered; `!` when the place was wrong.
type Counts = BTreeMap<(Truth, &'static str), usize>;

fn measure(rounds: usize) -> Counts {
    let mut dice = Dice(0x7261_7368_6f6d_6f6e);
    let mut texts = vec![OWN.to_owned()];
    texts.extend(bundled::bundled().articles().iter().map(|a| a.text.clone()));
    let mut counts = Counts::new();
    for _ in 0..rounds {
        let before = Draft::of(&texts[dice.below(texts.len())]);
        let mut after = before.clone();
        for _ in 0..=dice.below(6) {
            after.edit(&mut dice);
        }
        let (old, words) = (before.text(), before.places());
        let mut article = Article { id: "a".into(), text: old, ..Article::default() };
        article.source.sha256 = "0".repeat(64);
        let revised = after.text();
        let anchorer = Anchorer::of_text(&revised, "");
        // Two quotes of three are where something was done.
        let left: BTreeMap<usize, Option<Truth>> =
            (after.places().iter()).filter_map(|p| Some((p.0.from?, p.0.edit))).collect();
        let touched: Vec<usize> =
            (0..words.len()).filter(|w| left.get(w).is_none_or(Option::is_some)).collect();
        for n in 0..12 {
            let word = match touched.as_slice() {
                [] => dice.below(words.len()),
                _ if n % 3 == 0 => dice.below(words.len()),
                touched => touched[dice.below(touched.len())],
            };
            let sentence = words[word].2;
            let all: Vec<usize> = (0..words.len()).filter(|w| words[*w].2 == sentence).collect();
            let (mut start, mut end) = (all[0], all[all.len() - 1] + 1);
            if dice.below(2) == 0 && all.len() > 6 {
                start += dice.below(all.len() - 5);
                end = (start + 4 + dice.below(5)).min(end);
            }
            let span = Span::new(words[start].1.start, words[end - 1].1.end);
            let target = describe::describe(&article, span);
            let (truth, place) = after.truth(start..end, &words);
            let outcome = anchorer.anchor(&target).anchoring;
            let right = match (outcome.span(), place) {
                (Some(found), Some(place)) => found.overlaps(place),
                (None, _) => true,
                (Some(_), None) => false,
            };
            let silent_and_wrong = outcome.is_silent()
                && (!right || matches!(truth, Truth::Meaning | Truth::Deleted | Truth::Rewritten));
            assert!(
                !silent_and_wrong,
                "{truth:?}: “{}” silently became “{}”",
                span.of(&article.text),
                outcome.span().map_or("", |s| s.of(&revised)),
            );
            let state = match (outcome.name(), right) {
                (state, true) => state,
                ("changed", false) => "changed!",
                ("moved?", false) => "moved?!",
                (_, false) => "ambiguous!",
            };
            *counts.entry((truth, state)).or_default() += 1;
        }
    }
    counts
}

#[test]
#[allow(clippy::print_stderr, reason = "the counts are for people, with --nocapture")]
fn states_hold_on_revisions() {
    let long = std::env::var("RASHOMON_LONG_TESTS").ok().and_then(|n| n.parse().ok());
    let counts = measure(150 * long.unwrap_or(1));
    let states =
        ["anchored", "changed", "moved?", "ambiguous", "lost", "changed!", "moved?!", "ambiguous!"];
    let truths = [
        Truth::Same,
        Truth::Moved,
        Truth::Beside,
        Truth::Words,
        Truth::Meaning,
        Truth::Rewritten,
        Truth::Deleted,
    ];
    let of = |truth, state| counts.get(&(truth, state)).copied().unwrap_or(0);
    let mut table = format!("{:12}", "");
    states.iter().for_each(|state| table += &format!("{state:>11}"));
    for truth in truths {
        table += &format!("\n{:12}", format!("{truth:?}"));
        states.iter().for_each(|state| table += &format!("{:>11}", of(truth, state)));
    }
    eprintln!("{table}");
    let row = |truth| states.iter().map(|state| of(truth, state)).sum::<usize>();
    let share = |part: usize, whole: usize| part * 1000 / whole.max(1);
    let at_least = |what: &str, part, whole, least| {
        assert!(share(part, whole) >= least, "{what}: {part} of {whole}\n{table}");
    };
    let same = Truth::Same;
    at_least("what is the same is anchored", of(same, "anchored"), row(same), 980);
    let meant = Truth::Meaning;
    at_least("a changed meaning is shown in its place", of(meant, "changed"), row(meant), 950);
    at_least(
        "other words are shown in their place",
        of(Truth::Words, "changed"),
        row(Truth::Words),
        950,
    );
    let gone = of(Truth::Deleted, "lost");
    at_least("what was cut is lost", gone, row(Truth::Deleted), 900);
    // A sentence put in the place of one that was cut is shown as what the old one has become.
    let changed = |state| truths.iter().map(|t| of(*t, state)).sum::<usize>();
    let right = changed("changed") - of(same, "changed") - of(Truth::Moved, "changed");
    at_least("“changed” is right", right, changed("changed") + changed("changed!"), 930);
}
