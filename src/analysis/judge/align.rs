//! Which word of the premise each word of the hypothesis speaks of.

use super::reading::{Reading, weight};
use crate::language::country;
use crate::language::quantity::numeral;
use crate::language::relation::{Opposition, Relatives, kind_of};
use crate::language::stem::{Part, root, stem};
use crate::language::tag::{Tag, Word};
use crate::text::fold::fold;

/// How two words match.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Match {
    /// One word, or one name.
    Same,
    /// Words of one meaning or one root.
    Near,
    /// The premise's is a kind of the hypothesis'.
    Narrower,
    /// The hypothesis' is a kind of the premise's.
    Wider,
    /// They oppose each other.
    Opposed(Opposition),
}

impl Match {
    /// Returns how much of the word's weight the match covers.
    #[must_use]
    pub(super) const fn share(self) -> f64 {
        match self {
            Self::Same => 1.0,
            Self::Near | Self::Narrower => 0.9,
            Self::Wider => 0.6,
            Self::Opposed(_) => 0.0,
        }
    }
}

/// The words of the hypothesis beside those of the premise.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    /// For each word of the hypothesis: the word of the premise that it matches, and how.
    pub links: Vec<Option<(usize, Match)>>,
}

impl Alignment {
    /// Aligns the content words of `hypothesis` to those of `premise`.
    #[must_use]
    pub(super) fn new(premise: &Reading, hypothesis: &Reading) -> Self {
        let candidates: Vec<(usize, Known)> =
            premise.content().map(|at| (at, Known::new(&premise.words, at))).collect();
        let mut links: Vec<Option<(usize, Match)>> = vec![None; hypothesis.words.len()];
        for at in hypothesis.content() {
            let word = &hypothesis.words[at];
            let own = Known::new(&hypothesis.words, at);
            let mut best: Option<(usize, Match)> = None;
            for (other, known) in &candidates {
                let other = *other;
                let Some(found) = compare(&premise.words[other], known, word, &own) else {
                    continue;
                };
                // of equal matches, the one beside the match of the word before
                let near = |to: usize| {
                    let anchor = links[..at].iter().rev().flatten().next().map_or(0, |(p, _)| *p);
                    to.abs_diff(anchor)
                };
                let better = match best {
                    None => true,
                    Some((at_best, match_best)) => {
                        found.share() > match_best.share()
                            || found.share() == match_best.share()
                                && (premise.words[other].tag != word.tag, near(other))
                                    < (premise.words[at_best].tag != word.tag, near(at_best))
                    }
                };
                if better {
                    best = Some((other, found));
                }
            }
            links[at] = best;
        }
        whole_names(hypothesis, &mut links);
        known_subject(premise, hypothesis, &mut links);
        worn(premise, hypothesis, &mut links);
        Self { links }
    }

    /// Returns the share of the weight of the words `of` of the hypothesis that the premise covers, and
    /// the weight itself.
    pub(super) fn coverage(
        &self,
        hypothesis: &Reading,
        of: impl Iterator<Item = usize>,
    ) -> (f64, f64) {
        let (mut covered, mut all) = (0.0, 0.0);
        for at in of {
            let weight = weight(&hypothesis.words[at]);
            all += weight;
            covered += weight * self.links[at].map_or(0.0, |(_, found)| found.share());
        }
        (if all == 0.0 { 1.0 } else { covered / all }, all)
    }

    /// Returns the word of the hypothesis that is linked to word `premise` of the premise by a match
    /// that is no opposition.
    #[must_use]
    pub(super) fn back(&self, premise: usize) -> Option<usize> {
        self.links.iter().position(|link| {
            link.is_some_and(|(to, found)| to == premise && !matches!(found, Match::Opposed(_)))
        })
    }
}

/// A name is found when its surname is: `Ada Lovelace` in `Lovelace`.
fn whole_names(hypothesis: &Reading, links: &mut [Option<(usize, Match)>]) {
    let is_name = |at: usize| {
        hypothesis.words[at].tag == Tag::Name
            || hypothesis.words[at].capital && hypothesis.words[at].is_content()
    };
    let mut at = 0;
    while at < links.len() {
        if !is_name(at) {
            at += 1;
            continue;
        }
        let end = (at..links.len()).find(|&at| !is_name(at)).unwrap_or(links.len());
        if let Some(found) = links[end - 1].filter(|_| end - at > 1) {
            for link in &mut links[at..end] {
                link.get_or_insert((found.0, Match::Near));
            }
        }
        at = end;
    }
}

/// The two are about one thing: a subject that the premise calls `it` or `the film` is the named one.
fn known_subject(premise: &Reading, hypothesis: &Reading, links: &mut [Option<(usize, Match)>]) {
    let Some(end) =
        hypothesis.words.iter().position(|w| matches!(w.tag, Tag::Auxiliary | Tag::Verb))
    else {
        return;
    };
    let subject: Vec<usize> = (0..end).filter(|&at| hypothesis.words[at].is_content()).collect();
    let named = subject.iter().any(|&at| hypothesis.words[at].capital);
    if !named || subject.iter().any(|&at| links[at].is_some()) {
        return;
    }
    let pronoun = premise.words.iter().take(8).position(|w| {
        matches!(w.text.as_str(), "he" | "she" | "it" | "they" | "his" | "her" | "its" | "their")
    });
    let definite = premise
        .words
        .first()
        .is_some_and(|w| matches!(w.text.as_str(), "the" | "this"))
        .then_some(0);
    if let Some(to) = pronoun.or(definite) {
        for at in subject {
            links[at] = Some((to, Match::Near));
        }
    }
}

/// What is looked up once about a word that meets many others.
struct Known {
    stem: String,
    root: String,
    number: Option<f64>,
    folded: String,
    relatives: Relatives,
}

impl Known {
    fn new(words: &[Word], at: usize) -> Self {
        let word = &words[at];
        let part = word.part();
        let mut relatives = Relatives::new(&word.lemma, part);
        if let Some(next) = words.get(at + 1).filter(|_| word.tag == Tag::Verb) {
            relatives = relatives.in_phrase(&format!("{} {}", word.lemma, next.text));
        }
        Self {
            stem: stem(&word.text),
            root: root(&word.lemma, part),
            number: if word.tag == Tag::Number { numeral(&word.text) } else { None },
            folded: fold(word.lemma.trim_end_matches("'s").trim_end_matches('\'')),
            relatives,
        }
    }
}

/// How the premise's word matches the hypothesis' word.
fn compare(premise: &Word, theirs: &Known, word: &Word, own: &Known) -> Option<Match> {
    if premise.text == word.text || premise.lemma == word.lemma {
        return Some(Match::Same);
    }
    if has_other_term(&premise.text, &word.text) || has_other_term(&word.text, &premise.text) {
        return Some(Match::Opposed(Opposition::Exclusive("term")));
    }
    if is_part(&premise.text, &word.lemma) || is_part(&word.text, &premise.lemma) {
        return Some(Match::Near);
    }
    if premise.tag == Tag::Number || word.tag == Tag::Number {
        return (theirs.number.is_some() && theirs.number == own.number).then_some(Match::Same);
    }
    if premise.tag == Tag::Name || word.tag == Tag::Name {
        return names(&theirs.folded, &own.folded).then_some(Match::Near);
    }
    if theirs.stem == own.stem || theirs.relatives.means(&own.relatives) {
        return Some(Match::Near);
    }
    if premise.part() != word.part() {
        // `a dancer`, `is dancing`
        if theirs.root == own.root || theirs.root == word.lemma || own.root == premise.lemma {
            return Some(Match::Near);
        }
        // `died`, `his death`
        if theirs.relatives.shares_member(&own.relatives) {
            return Some(Match::Near);
        }
        // `a runner`, `is jogging`
        if theirs.root != premise.lemma || own.root != word.lemma {
            if kind_of(&theirs.root, &own.root, Part::Verb) {
                return Some(Match::Narrower);
            }
            if kind_of(&own.root, &theirs.root, Part::Verb) {
                return Some(Match::Wider);
            }
        }
    } else if let Some(why) = theirs.relatives.opposition(&own.relatives) {
        return Some(Match::Opposed(why));
    }
    if theirs.relatives.is_kind_of(&own.relatives) {
        return Some(Match::Narrower);
    }
    if own.relatives.is_kind_of(&theirs.relatives) {
        return Some(Match::Wider);
    }
    theirs.relatives.opposition(&own.relatives).map(Match::Opposed)
}

/// A `mayor-elect` is not mayor yet, an `ex-mayor` no longer.
fn has_other_term(word: &str, office: &str) -> bool {
    match word.split_once('-') {
        Some((first, "elect")) => first == office,
        Some(("ex", last)) => last == office,
        _ => false,
    }
}

/// `jet-ski` is a `ski`, `blond-hair` a `hair`; `non-stop` is no stop.
fn is_part(compound: &str, word: &str) -> bool {
    compound.split_once('-').is_some_and(|(first, last)| {
        first.len() > 2 && first != "non" && (last == word || first == word)
    })
}

/// Who is in a red coat wears it.
fn worn(premise: &Reading, hypothesis: &Reading, links: &mut [Option<(usize, Match)>]) {
    let Some(at) = (0..links.len()).find(|&at| {
        links[at].is_none() && matches!(hypothesis.words[at].lemma.as_str(), "wear" | "dress")
    }) else {
        return;
    };
    let clothed = premise.words.iter().enumerate().position(|(at, word)| {
        word.text == "in"
            && premise.words[at + 1..]
                .iter()
                .take_while(|w| matches!(w.tag, Tag::Determiner | Tag::Adjective | Tag::Noun))
                .any(|w| kind_of(&w.lemma, "clothing", Part::Noun))
    });
    if let Some(to) = clothed {
        links[at] = Some((to, Match::Near));
    }
}

/// Two spellings of one name: a long common head (`Korea`, `Korean`), or two words for one country (`France`, `French`).
fn names(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let state = |name: &str| country::by_words(&country::key(name)).map(|(found, _)| found);
    state(a).is_some_and(|found| state(b) == Some(found))
        || short.len() >= 4 && long.starts_with(short) && long.len() - short.len() <= 3
}
