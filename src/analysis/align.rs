//! Which passages of different articles speak of the same thing.

use super::progress::{self, Stage, Steps, Watch, unwatched};
use crate::article::{Article, Library};
use crate::language::date::{self, Lean};
use crate::language::lexicon::STOP_WORDS;
use crate::language::token::{Token, TokenKind, tokens};
use crate::language::{quantity, spelling, stem};
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::HashMap;

/// Least likeness (cosine over term weights) of two sentences that speak of the same thing.
///
/// In news, sentences of the same fact in other words lie around .2 to .5, and two sentences of one story
/// that only share its main names stay below .12.
pub const MIN_LIKENESS: f64 = 0.16;

/// Least weight that the shared terms must have together, in units of the rarest term's weight: one rare
/// word alone is a coincidence, two are a subject.
pub const MIN_SHARED: f64 = 1.3;

/// What remains of the likeness between a heading and a sentence of prose: a heading repeats the main words
/// of a story in few, and would otherwise be the counterpart of half its sentences.
const HEADING_SHARE: f64 = 0.7;

/// How many sentences before and after the one asked about belong to its passage, inside one paragraph.
const PASSAGE: usize = 2;

/// A term that stands in more sentences than this of one article is not looked up there: it costs much and
/// tells nothing.
const MAX_POSTINGS: usize = 512;

/// How many bytes of an article are aligned; what lies behind is not. A long book is a few megabytes.
pub const MAX_BYTES: usize = 8 << 20;

/// The sentences of a library, ready to be asked which ones speak of the same thing.
///
/// The likeness of two sentences is the same both ways, and the answers do not depend on the order in which
/// articles were opened. Building is linear in the text; an answer costs as much as the sentences that share
/// a word with the one asked about.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    articles: Vec<Sentences>,
    /// For each term, where it stands: article and sentence, in order.
    postings: Vec<Vec<(u32, u32)>>,
    weights: Vec<f64>,
    /// For each term, whether it is a figure: a number or a quantity with its unit.
    figures: Vec<bool>,
    rarest: f64,
}

#[derive(Clone, Debug, Default)]
struct Sentences {
    spans: Vec<Span>,
    terms: Vec<Vec<u32>>,
    norms: Vec<f64>,
    blocks: Vec<u32>,
    heading: Vec<bool>,
}

/// A sentence of another article that speaks of the same thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counterpart {
    /// Index of the article in the library.
    pub article: usize,
    /// The sentence.
    pub span: Span,
    /// How alike the two are, 0 to 1.
    pub likeness: f64,
}

impl Alignment {
    /// Reads the sentences of a library.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        Self::read(library, &unwatched).unwrap_or_default()
    }

    /// Reads the sentences of a library under a watch; `None` when that stopped it.
    #[must_use]
    pub fn read(library: &Library, watch: Watch<'_>) -> Option<Self> {
        let mut steps = Steps::new(watch, Stage::Linking, progress::bytes(library, MAX_BYTES));
        steps.by(0)?;
        let mut out = Self::default();
        let mut ids: HashMap<String, u32> = HashMap::default();
        let mut stems: HashMap<String, String> = HashMap::default();
        for (i, article) in library.articles().iter().enumerate() {
            let mut read = Sentences::default();
            for (block, span) in article.sentences().take_while(|(_, s)| s.start < MAX_BYTES) {
                let mut terms: Vec<u32> = terms(article, span, &mut stems)
                    .into_iter()
                    .map(|term| {
                        let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                        *ids.entry(term).or_insert(next)
                    })
                    .collect();
                terms.sort_unstable();
                terms.dedup();
                out.postings.resize(ids.len(), Vec::new());
                let place = (narrow(i), narrow(read.spans.len()));
                terms.iter().for_each(|t| out.postings[*t as usize].push(place));
                read.spans.push(span);
                read.terms.push(terms);
                read.blocks.push(narrow(block));
                read.heading.push(article.is_heading(block));
                steps.sentence(span.len())?;
            }
            out.articles.push(read);
        }
        out.figures = vec![false; ids.len()];
        for (term, id) in &ids {
            out.figures[*id as usize] = term.starts_with(|c: char| c == '=' || c.is_ascii_digit());
        }
        out.weigh();
        Some(out)
    }

    fn weigh(&mut self) {
        let all: usize = self.articles.iter().map(|a| a.spans.len()).sum();
        let weigh = |places: &Vec<(u32, u32)>| ((all + 1) as f64 / places.len().max(1) as f64).ln();
        self.weights = self.postings.iter().map(weigh).collect();
        // a term shared by two sentences has two places at least
        self.rarest = ((all + 1) as f64 / 2.0).ln().max(f64::MIN_POSITIVE);
        for read in &mut self.articles {
            let norm = |terms: &Vec<u32>| {
                terms.iter().map(|t| self.weights[*t as usize].powi(2)).sum::<f64>().sqrt()
            };
            read.norms = read.terms.iter().map(norm).collect();
        }
    }

    /// Returns the sentence of the article `other` that speaks of what the passage at the byte `offset`
    /// of `article` speaks of; `None` when there is none.
    ///
    /// The sentence at the offset decides; only when it has no counterpart do its neighbours in the same
    /// paragraph, nearest first: the eye that follows reads passages, not sentences.
    #[must_use]
    pub fn counterpart(&self, article: usize, offset: usize, other: usize) -> Option<Span> {
        let at = self.sentence(article, offset)?;
        let blocks = &self.articles[article].blocks;
        let near = (1..=PASSAGE).flat_map(|by| [at.checked_sub(by), Some(at + by)]);
        let near = near.flatten().filter(|i| blocks.get(*i) == blocks.get(at));
        std::iter::once(at).chain(near).find_map(|i| self.best(article, i, other)).map(|c| c.span)
    }

    /// Returns the best counterpart in each other article that has one, in the order of the library.
    #[must_use]
    pub fn counterparts(&self, article: usize, offset: usize) -> Vec<Counterpart> {
        let Some(sentence) = self.sentence(article, offset) else { return Vec::new() };
        let others = (0..self.articles.len()).filter(|other| *other != article);
        others.filter_map(|other| self.best(article, sentence, other)).collect()
    }

    /// Returns the sentences of an article, in order.
    #[must_use]
    pub fn sentences(&self, article: usize) -> &[Span] {
        self.articles.get(article).map_or(&[], |read| &read.spans)
    }

    /// Returns how many terms of a sentence no other article uses, and their part of the sentence's weight;
    /// nothing for a heading, nor for a sentence with a figure that another article has, too: the same figure in
    /// other words is the same fact more often than not.
    pub(super) fn unshared(&self, article: usize, sentence: usize) -> (usize, f64) {
        let read = &self.articles[article];
        let own = narrow(article);
        let elsewhere = |term: &u32| self.postings[*term as usize].iter().any(|p| p.0 != own);
        let figure = |term: &u32| self.figures[*term as usize];
        if read.heading[sentence] || read.terms[sentence].iter().any(|t| figure(t) && elsewhere(t))
        {
            return (0, 0.0);
        }
        // places are in order of the articles: the first and the last tell whether there is another one
        let alone = |term: &&u32| {
            let places = &self.postings[**term as usize];
            places.first().is_some_and(|p| p.0 == own) && places.last().is_some_and(|p| p.0 == own)
        };
        let alone: Vec<&u32> = read.terms[sentence].iter().filter(alone).collect();
        let weight: f64 = alone.iter().map(|t| self.weights[**t as usize].powi(2)).sum();
        let norm = read.norms[sentence].powi(2);
        (alone.len(), if norm > 0.0 { weight / norm } else { 0.0 })
    }

    /// Tells whether a sentence has a counterpart in any other article.
    pub(super) fn is_covered(&self, article: usize, sentence: usize) -> bool {
        (0..self.articles.len()).any(|other| self.best(article, sentence, other).is_some())
    }

    fn sentence(&self, article: usize, offset: usize) -> Option<usize> {
        let spans = &self.articles.get(article)?.spans;
        let after = spans.partition_point(|s| s.start <= offset);
        (!spans.is_empty()).then(|| after.saturating_sub(1))
    }

    fn best(&self, article: usize, sentence: usize, other: usize) -> Option<Counterpart> {
        let read = self.articles.get(other).filter(|_| other != article)?;
        let from = &self.articles[article];
        let mut shared: HashMap<u32, (f64, f64)> = HashMap::default();
        for term in &from.terms[sentence] {
            let weight = self.weights[*term as usize];
            for (_, place) in self.places(*term, other) {
                let sums = shared.entry(*place).or_default();
                *sums = (sums.0 + weight * weight, sums.1 + weight);
            }
        }
        let likeness = |place: u32, square: f64| {
            let norms = from.norms[sentence] * read.norms[place as usize];
            let unlike = from.heading[sentence] != read.heading[place as usize];
            let share = if unlike { HEADING_SHARE } else { 1.0 };
            if norms > 0.0 { share * square / norms } else { 0.0 }
        };
        shared
            .into_iter()
            .filter(|(_, (_, sum))| *sum >= MIN_SHARED * self.rarest)
            .map(|(place, (square, _))| (place, likeness(place, square)))
            .filter(|(_, likeness)| *likeness >= MIN_LIKENESS)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(place, likeness)| Counterpart {
                article: other,
                span: read.spans[place as usize],
                likeness,
            })
    }

    /// Returns where a term stands in one article; nowhere when it stands in too many places to tell anything.
    fn places(&self, term: u32, article: usize) -> &[(u32, u32)] {
        let all = &self.postings[term as usize];
        let article = narrow(article);
        let from = all.partition_point(|(a, _)| *a < article);
        let to = from + all[from..].partition_point(|(a, _)| *a == article);
        if to - from > MAX_POSTINGS { &[] } else { &all[from..to] }
    }
}

fn narrow(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}

/// Returns the terms of a sentence: stems of its words, its numbers, the days it names.
fn terms(article: &Article, span: Span, stems: &mut HashMap<String, String>) -> Vec<String> {
    let text = &article.text;
    let tokens = tokens(text, span);
    let mut out = Vec::with_capacity(tokens.len());
    let mut taken: Vec<Span> = Vec::new();
    for mention in date::mentions(text, &tokens) {
        if let Some(when) = mention.resolve(article.source.published, Lean::Past) {
            out.push(format!("@{}", date::When { clock: None, ..when }));
            taken.push(mention.span);
        }
    }
    for quantity in quantity::quantities(text, &tokens, &taken) {
        if !matches!(quantity.unit, quantity::Unit::Count) {
            out.push(format!("={}", quantity.display()));
        }
    }
    let free = |token: &&Token| !taken.iter().any(|t| t.overlaps(token.span));
    for token in tokens.iter().filter(free) {
        let raw = token.span.of(text);
        match token.kind {
            TokenKind::Mark => {}
            TokenKind::Number => out.push(raw.chars().filter(|c| *c != ',').collect()),
            TokenKind::Word => {
                let word = fold(raw);
                let word = word.strip_suffix("'s").unwrap_or(&word);
                for part in parts(raw, word) {
                    if !STOP_WORDS.contains(&part) {
                        out.push(stemmed(part, stems));
                    }
                }
            }
        }
    }
    out
}

/// Cuts a hyphenated name (`Jong-Un`) into its parts; makes one word of any other (`bullet-proof`).
fn parts(raw: &str, folded: &str) -> Vec<String> {
    let halves = folded.split('-').map(str::to_owned);
    if raw.starts_with(char::is_uppercase) { halves.collect() } else { vec![halves.collect()] }
}

fn stemmed(word: String, stems: &mut HashMap<String, String>) -> String {
    if let Some(stem) = stems.get(&word) {
        return stem.clone();
    }
    let stem = stem::stem(&spelling::key(&word));
    stems.insert(word, stem.clone());
    stem
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::article::{Block, BlockKind};

    /// Returns a library of articles whose paragraphs are divided by empty lines.
    pub(in crate::analysis) fn library(texts: &[&str]) -> Library {
        let article = |(i, text): (usize, &&str)| {
            let mut article =
                Article { id: format!("a{i}"), text: (*text).to_owned(), ..Article::default() };
            let mut at = 0;
            for block in text.split("\n\n") {
                let span = Span::new(at, at + block.len());
                article.blocks.push(Block { kind: BlockKind::Paragraph, span });
                at = span.end + 2;
            }
            article.source.published = Some(jiff::civil::date(2031, 5, 7));
            article
        };
        texts.iter().enumerate().map(article).collect()
    }

    pub(in crate::analysis) const LEFT: &str = "The ferry left the harbour at noon with ninety passengers.\n\nA storm had been forecast for Tuesday.\n\nIts owner declined to comment on the missing life jackets.";
    pub(in crate::analysis) const RIGHT: &str = "Weather services had forecast a storm for 6 May.\n\nLife jackets were missing, passengers said, and the owner has not explained why.\n\nNinety passengers were on the ferry when it left harbor.\n\nBread prices rose again in the capital.";

    #[test]
    fn the_same_thing_is_found_in_other_words() {
        let library = library(&[LEFT, RIGHT]);
        let alignment = Alignment::of(&library);
        let cases = [
            ("The ferry left", Some("Ninety passengers")),
            ("A storm had", Some("Weather services")),
            ("Its owner", Some("Life jackets")),
        ];
        for (from, to) in cases {
            let offset = LEFT.find(from).expect("in the text");
            let got = alignment.counterpart(0, offset, 1).map(|span| span.of(RIGHT));
            assert!(got.is_some_and(|g| g.starts_with(to.unwrap_or("?"))), "{from}: {got:?}");
        }
        let bread = RIGHT.find("Bread").expect("in the text");
        assert_eq!(alignment.counterpart(1, bread, 0), None);
    }

    #[test]
    fn likeness_is_the_same_both_ways_and_in_any_order() {
        let (one, two) =
            (Alignment::of(&library(&[LEFT, RIGHT])), Alignment::of(&library(&[RIGHT, LEFT])));
        for span in one.sentences(0) {
            let there = one.counterparts(0, span.start);
            let other = two.counterparts(1, span.start);
            assert_eq!(there.first().map(|c| c.span), other.first().map(|c| c.span));
            if let Some(found) = there.first() {
                let back = one.counterparts(1, found.span.start);
                assert!(back.iter().any(|b| b.likeness >= found.likeness - 1e-9));
            }
        }
    }
}
