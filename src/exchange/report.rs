//! What a report says, in order, before any format.

mod passage;

pub use passage::{Passage, Piece};

use super::Outgoing;
use super::place::Places;
use crate::analysis::{Band, Finding, Verdict};
use crate::annotation::{self, Annotation, Creator, Id, Purpose, Status};
use crate::article::Article;
use std::collections::HashMap;

/// A comparison of accounts, ready to be written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// When it was made, RFC 3339 in UTC.
    pub now: String,
    /// The accounts, in the order they were opened.
    pub sources: Vec<Card>,
    /// How many independent origins the accounts amount to; 0 when that was not looked into.
    pub independent: usize,
    /// Contradictions and disputes that stand, the surest first.
    pub contradictions: Vec<Entry>,
    /// Later accounts with newer facts, and what the reader says is one.
    pub updates: Vec<Entry>,
    /// The same said by two accounts in their own words.
    pub corroborations: Vec<Entry>,
    /// What the reader rejected, or says is about another event.
    pub set_aside: Vec<Entry>,
    /// What the accounts talk about.
    pub topics: Vec<Row>,
    /// Passages whose content no other account has.
    pub only_in: Vec<Passage>,
    /// Groups of passages copied from one another.
    pub origins: Vec<Vec<Passage>>,
    /// Notes of the reader that are no relation between accounts.
    pub notes: Vec<Note>,
}

/// What a report tells of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The letter it goes by in the report: A, B and so on, then A2, B2.
    pub letter: String,
    /// The short name used on the command line.
    pub doc: String,
    /// The name to show: outlet, else title, else short name.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The day of publication as `2025-09-02`.
    pub published: Option<String>,
    /// The address on the web.
    pub url: Option<String>,
    /// The file it was read from.
    pub path: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// SHA-256 of the clean text, in hexadecimal.
    pub sha256: String,
    /// How many words it has.
    pub words: usize,
}

/// Two or more passages that stand in a relation, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The identity of the annotation that stands for it.
    pub id: String,
    /// The kind, such as `quantity`; empty when none was given.
    pub kind: String,
    /// `contradiction`, `disputed`, `update` or `corroboration`.
    pub relation: &'static str,
    /// Who says so.
    pub by: By,
    /// The chance that a careful reader agrees, 0 to 1; people need not say.
    pub confidence: Option<f64>,
    /// One plain sentence; empty when a person gave none.
    pub reason: String,
    /// The steps that led here.
    pub steps: Vec<String>,
    /// The passages: one side, the other, then witnesses.
    pub sides: Vec<Passage>,
    /// What has become of it, such as `suggested`.
    pub status: Status,
    /// The reader's verdict.
    pub verdict: Option<annotation::Verdict>,
    /// The reader's notes on it.
    pub comments: Vec<String>,
    /// The reader's tags on it.
    pub tags: Vec<String>,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A rule of the program.
    Rule(String),
    /// A person.
    Person(String),
    /// An external judge: what it says is suggested, never found.
    Judge(String),
}

/// A topic, with how often each source mentions it; none is a silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name.
    pub name: String,
    /// The number of mentions in each source, in order.
    pub mentions: Vec<usize>,
}

impl Row {
    /// Returns the indices of the sources that are silent on it.
    pub fn silent(&self) -> impl Iterator<Item = usize> + '_ {
        self.mentions.iter().enumerate().filter(|(_, n)| **n == 0).map(|(i, _)| i)
    }
}

/// A note of the reader on one passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The identity of its annotation.
    pub id: String,
    /// Where; several when it has several targets.
    pub passages: Vec<Passage>,
    /// The notes.
    pub comments: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The verdict on the claim.
    pub verdict: Option<annotation::Verdict>,
    /// Who made it.
    pub by: By,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
}

impl Report {
    /// Builds the report of what leaves.
    #[must_use]
    pub fn of(out: &Outgoing<'_>) -> Self {
        let articles = out.library.articles();
        let mut report = Self {
            now: out.now.to_owned(),
            sources: articles.iter().enumerate().map(|(i, a)| card(i, a)).collect(),
            independent: out.analysis.independent,
            ..Self::default()
        };
        let places = Places::new(out.library);
        let mut judged: HashMap<&Id, &Annotation> =
            out.annotations.iter().map(|a| (&a.id, a)).collect();
        let found = &out.analysis;
        for finding in
            [&found.contradictions, &found.updates, &found.corroborations].into_iter().flatten()
        {
            let id = finding.annotation_id();
            let entry = Entry::found(finding, judged.remove(&id), out);
            report.file(entry);
        }
        for annotation in out.annotations.iter().filter(|a| judged.contains_key(&a.id)) {
            match relation(annotation) {
                Some(relation) => report.file(Entry::kept(annotation, relation, &places, out)),
                None => report.notes.push(Note::of(annotation, &places, out)),
            }
        }
        for list in [&mut report.contradictions, &mut report.updates, &mut report.corroborations] {
            // What a person says comes first, then the surest.
            list.sort_by(|a, b| {
                let weight = |e: &Entry| e.confidence.unwrap_or(1.0);
                weight(b).total_cmp(&weight(a))
            });
        }
        report.topics = topics(out);
        report.only_in =
            found.only_in.iter().filter_map(|s| Passage::of_side(s, out.library)).collect();
        report.origins = (found.origins.iter())
            .map(|o| o.passages.iter().filter_map(|s| Passage::of_side(s, out.library)).collect())
            .collect();
        report
    }

    /// Returns the headline: how many accounts, and how often they part.
    #[must_use]
    pub fn title(&self) -> String {
        let accounts = match self.sources.len() {
            1 => "One account".to_owned(),
            n => format!("{} accounts", in_words(n)),
        };
        match self.contradictions.len() {
            0 => format!("{accounts}, no contradiction"),
            1 => format!("{accounts}, one contradiction"),
            n => format!("{accounts}, {n} contradictions"),
        }
    }

    fn file(&mut self, entry: Entry) {
        let list = match (entry.status, entry.relation) {
            (Status::Rejected | Status::OtherEvent, _) => &mut self.set_aside,
            (Status::Update, _) | (_, "update") => &mut self.updates,
            (_, "corroboration") => &mut self.corroborations,
            _ => &mut self.contradictions,
        };
        list.push(entry);
    }

    /// Returns the topics that a report for people lists.
    #[must_use]
    pub fn listed_topics(&self) -> &[Row] {
        self.topics.get(..PAGE).unwrap_or(&self.topics)
    }

    /// Returns what a report for people leaves out, each in one sentence.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        let more = self.topics.len().saturating_sub(PAGE);
        let topics =
            (more > 0).then(|| format!("{more} more topics; `--format json` has them all"));
        topics.into_iter().collect()
    }

    /// Returns the source of a passage, if it is open.
    #[must_use]
    pub fn source_of(&self, passage: &Passage) -> Option<&Card> {
        self.sources.get(passage.source?)
    }

    /// Returns the name to show for the source of a passage: its card's, else its address.
    #[must_use]
    pub fn name_of<'a>(&'a self, passage: &'a Passage) -> &'a str {
        self.source_of(passage).map_or(passage.address.as_str(), |card| card.name.as_str())
    }
}

fn in_words(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn relation(annotation: &Annotation) -> Option<&'static str> {
    if annotation.is_contradiction() {
        Some("contradiction")
    } else if annotation.is_corroboration() {
        Some("corroboration")
    } else if annotation
        .motivations
        .iter()
        .any(|m| matches!(m, annotation::Motivation::Other(o) if o == "rsh:updating"))
    {
        Some("update")
    } else {
        None
    }
}

impl Entry {
    fn found(finding: &Finding, kept: Option<&Annotation>, out: &Outgoing<'_>) -> Self {
        let sides = [&finding.a, &finding.b].into_iter().chain(&finding.witnesses);
        Self {
            id: finding.annotation_id().to_string(),
            kind: finding.kind.name().to_owned(),
            relation: match finding.verdict {
                Verdict::Contradiction => "contradiction",
                Verdict::Disputed => "disputed",
                Verdict::Update => "update",
                Verdict::Corroboration => "corroboration",
            },
            by: By::Rule(finding.rule.to_owned()),
            confidence: Some(finding.confidence),
            reason: finding.reason.clone(),
            steps: finding.steps.clone(),
            sides: sides.filter_map(|side| Passage::of_side(side, out.library)).collect(),
            status: kept.map_or(Status::Suggested, |a| a.status),
            verdict: kept.and_then(Annotation::verdict),
            comments: kept.map(owned_comments).unwrap_or_default(),
            tags: kept.map(owned_tags).unwrap_or_default(),
        }
    }

    fn kept(
        annotation: &Annotation,
        relation: &'static str,
        places: &Places<'_>,
        out: &Outgoing<'_>,
    ) -> Self {
        let mut said = annotation.bodies_for(Purpose::Describing).map(clean);
        Self {
            id: annotation.id.to_string(),
            kind: clean(annotation.classification().unwrap_or_default()),
            relation,
            by: By::of(&annotation.creator),
            confidence: annotation.confidence,
            reason: said.next().unwrap_or_default(),
            steps: said.collect(),
            sides: passages(annotation, places, out),
            status: annotation.status,
            verdict: annotation.verdict(),
            comments: owned_comments(annotation),
            tags: owned_tags(annotation),
        }
    }

    /// Returns the word for how sure the program is: `high`, `medium` or `low`; `None` where a person says so.
    #[must_use]
    pub fn band(&self) -> Option<&'static str> {
        let confidence = self.confidence?;
        Some(match Band::of(confidence) {
            Band::High => "high",
            Band::Medium => "medium",
            Band::Low => "low",
        })
    }

    /// Returns the words for its kind, such as `Date or time`.
    #[must_use]
    pub fn kind_label(&self) -> &str {
        LABELS.iter().find(|(kind, _)| *kind == self.kind).map_or(self.kind.as_str(), |(_, l)| l)
    }
}

/// What a reader without the program calls each kind.
const LABELS: [(&str, &str); 14] = [
    ("quantity", "Number"),
    ("datetime", "Date or time"),
    ("place", "Place"),
    ("entity", "Who or what"),
    ("negation", "Said and denied"),
    ("antonym", "Opposite words"),
    ("ordering", "Order of events"),
    ("superlative", "First, largest, only"),
    ("set", "Who belongs to it"),
    ("modality", "Certain or not"),
    ("attribution", "Who said or did it"),
    ("cause", "Cause"),
    ("lexical", "Words that exclude each other"),
    ("arithmetic", "Figures that do not add up"),
];

impl Note {
    fn of(annotation: &Annotation, places: &Places<'_>, out: &Outgoing<'_>) -> Self {
        Self {
            id: annotation.id.to_string(),
            passages: passages(annotation, places, out),
            comments: owned_comments(annotation),
            tags: owned_tags(annotation),
            verdict: annotation.verdict(),
            by: By::of(&annotation.creator),
            created: annotation.created.clone(),
        }
    }
}

impl By {
    fn of(creator: &Creator) -> Self {
        match creator {
            Creator::Person(name) => Self::Person(name.clone()),
            Creator::Other(_) => Self::Person(super::w3c::creator_name(creator)),
            Creator::Rule(name) => Self::Rule(clean(name)),
            Creator::Judge(name) => Self::Judge(clean(name)),
        }
    }
}

fn passages(annotation: &Annotation, places: &Places<'_>, out: &Outgoing<'_>) -> Vec<Passage> {
    let targets = annotation.targets.iter();
    targets.map(|t| Passage::of_target(t, places.of(t), out.library)).collect()
}

/// What comes in with a foreign annotation is shown clean; it is kept as it was.
fn clean(text: &str) -> String {
    crate::text::clean::clean(text).text
}

fn owned_comments(annotation: &Annotation) -> Vec<String> {
    annotation.comments().map(clean).collect()
}

fn owned_tags(annotation: &Annotation) -> Vec<String> {
    annotation.tags().map(clean).collect()
}

fn card(index: usize, article: &Article) -> Card {
    let source = &article.source;
    Card {
        letter: letter(index),
        doc: article.id.clone(),
        name: article.name().to_owned(),
        title: article.title.clone(),
        byline: source.byline.clone(),
        outlet: source.outlet.clone(),
        published: source.published.map(|day| day.to_string()),
        url: source.url.clone(),
        path: source.path.as_ref().map(|p| p.to_string_lossy().into_owned()),
        language: source.language.clone(),
        sha256: source.sha256.clone(),
        words: article.words(),
    }
}

fn letter(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26 + 1) }
}

/// How many topics a report for people lists: more than a page of them helps nobody.
const PAGE: usize = 40;

fn topics(out: &Outgoing<'_>) -> Vec<Row> {
    let spoken_of = out.topics.topics.iter().filter(|topic| topic.spread() > 1);
    let rows = spoken_of.map(|topic| Row {
        name: topic.name.clone(),
        mentions: topic.mentions.iter().map(Vec::len).collect(),
    });
    rows.collect()
}
