//! The ledger: every place where the accounts part or agree, found by a rule or joined by hand.

use crate::analysis::{Analysis, Finding, Kind, Verdict};
use crate::annotation::{
    Annotation, AnnotationSet, Creator, Id, Motivation, Placed, Purpose, Status,
};
use crate::article::Library;
use crate::text::width::width;
use crate::text::{Span, clean};
use std::collections::HashMap;

/// How the sides of an entry stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Both cannot be true.
    Contradiction,
    /// Named sources inside the accounts disagree.
    Disputed,
    /// The later account has newer facts.
    Update,
    /// Both say the same.
    Corroboration,
}

impl Relation {
    /// Every relation: its word, its glyph, and its glyph in ASCII.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 4] = [
        (Self::Contradiction, "contradiction", "≠", "!"),
        (Self::Disputed, "disputed", "≠", "!"),
        (Self::Update, "update", "↻", "^"),
        (Self::Corroboration, "corroboration", "≈", "~"),
    ];

    /// Returns the word for the relation.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the glyph for the relation.
    #[must_use]
    pub const fn glyph(self, ascii: bool) -> &'static str {
        let row = Self::ALL[self as usize];
        if ascii { row.3 } else { row.2 }
    }
}

/// One side of an entry: a passage of an open account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Index of the article in the library.
    pub article: usize,
    /// The quote.
    pub span: Span,
    /// The words that clash, inside the quote.
    pub focus: Vec<Span>,
    /// The normalised value; empty when there is none.
    pub value: String,
}

/// Two or more passages that stand in a relation, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The identity of the annotation that stands for it, or would.
    pub id: Id,
    /// The kind, such as `quantity`; empty when none was given.
    pub kind: String,
    /// How the sides stand to each other, the reader's judgement included.
    pub relation: Relation,
    /// What has become of it.
    pub status: Status,
    /// The chance that a careful reader agrees; people need not say.
    pub confidence: Option<f64>,
    /// Who says so: a rule, a judge or a person.
    pub by: Creator,
    /// One plain sentence; empty when a person gave none.
    pub reason: String,
    /// The steps that led here.
    pub steps: Vec<String>,
    /// The reader's words on it.
    pub comments: Vec<String>,
    /// The reader's tags on it.
    pub tags: Vec<String>,
    /// One side, the other, then further passages that say what one of them says.
    pub sides: Vec<Side>,
}

impl Entry {
    /// Tells whether the reader set it aside: wrong, or about another event.
    #[must_use]
    pub const fn set_aside(&self) -> bool {
        matches!(self.status, Status::Rejected | Status::OtherEvent)
    }

    /// Tells whether it counts as a contradiction that stands.
    #[must_use]
    pub const fn contradicts(&self) -> bool {
        matches!(self.relation, Relation::Contradiction | Relation::Disputed) && !self.set_aside()
    }

    /// Returns the side in an article, if there is one.
    #[must_use]
    pub fn side_in(&self, article: usize) -> Option<&Side> {
        self.sides.iter().find(|side| side.article == article)
    }

    /// Tells whether it is sure enough to be shown: what a person made or accepted always is.
    #[must_use]
    pub fn reaches(&self, threshold: f64) -> bool {
        self.status != Status::Suggested || self.confidence.is_none_or(|c| c >= threshold)
    }

    /// Returns about how many rows the detail takes when its lines are that many columns wide.
    #[must_use]
    pub fn rows(&self, library: &Library, columns: usize) -> usize {
        // Words do not fill lines: an eighth of each is lost on average.
        let room = (columns - columns / 8).max(8);
        let lines = |text: &str| width(text).div_ceil(room);
        let said = self.comments.iter().chain(&self.steps).map(|s| lines(s)).sum::<usize>();
        let article = |side: &Side| library.articles().get(side.article).cloned();
        let quotes = self.sides.iter().filter_map(|s| Some(1 + lines(article(s)?.quote(s.span))));
        let titles = 1 + usize::from(!self.steps.is_empty()) + usize::from(!self.tags.is_empty());
        lines(&self.reason) + said + quotes.sum::<usize>() + titles
    }

    fn found(finding: &Finding, judged: Option<&Annotation>) -> Self {
        let status = judged.map_or(Status::Suggested, |a| a.status);
        let sides = [&finding.a, &finding.b].into_iter().chain(&finding.witnesses);
        Self {
            id: finding.annotation_id(),
            kind: finding.kind.name().to_owned(),
            relation: match (status, finding.verdict) {
                (Status::Update, _) | (_, Verdict::Update) => Relation::Update,
                (_, Verdict::Contradiction) => Relation::Contradiction,
                (_, Verdict::Disputed) => Relation::Disputed,
                (_, Verdict::Corroboration) => Relation::Corroboration,
            },
            status,
            confidence: Some(finding.confidence),
            by: Creator::Rule(finding.rule.to_owned()),
            reason: finding.reason.clone(),
            steps: finding.steps.clone(),
            comments: judged.map(|a| a.comments().map(shown).collect()).unwrap_or_default(),
            tags: judged.map(|a| a.tags().map(shown).collect()).unwrap_or_default(),
            sides: sides
                .map(|side| Side {
                    article: side.article,
                    span: side.span,
                    focus: side.focus.clone(),
                    value: side.value.clone(),
                })
                .collect(),
        }
    }

    fn kept(annotation: &Annotation, placed: &Placed) -> Option<Self> {
        let relation = match annotation.status {
            Status::Update => Relation::Update,
            _ if annotation.is_contradiction() => Relation::Contradiction,
            _ if annotation.is_corroboration() => Relation::Corroboration,
            _ if is_update(annotation) => Relation::Update,
            _ => return None,
        };
        let sides: Vec<_> = placed
            .of(&annotation.id)
            .iter()
            .filter_map(|mark| {
                Some(Side {
                    article: mark.article,
                    span: mark.span()?,
                    focus: Vec::new(),
                    value: String::new(),
                })
            })
            .collect();
        let mut said = annotation.bodies_for(Purpose::Describing).map(shown);
        (!sides.is_empty()).then(|| Self {
            id: annotation.id.clone(),
            kind: shown(annotation.classification().unwrap_or_default()),
            relation,
            status: annotation.status,
            confidence: annotation.confidence,
            by: by(&annotation.creator),
            reason: said.next().unwrap_or_default(),
            steps: said.collect(),
            comments: annotation.comments().map(shown).collect(),
            tags: annotation.tags().map(shown).collect(),
            sides,
        })
    }
}

/// What comes with an annotation may come from anywhere: it is shown clean, and kept as it was.
fn shown(words: &str) -> String {
    clean::clean(words).text
}

fn by(creator: &Creator) -> Creator {
    match creator {
        Creator::Person(name) => Creator::Person(shown(name)),
        Creator::Rule(name) => Creator::Rule(shown(name)),
        Creator::Judge(name) => Creator::Judge(shown(name)),
        Creator::Other(name) => Creator::Other(shown(name)),
    }
}

fn is_update(annotation: &Annotation) -> bool {
    let updating = |m: &Motivation| matches!(m, Motivation::Other(o) if o == "rsh:updating");
    annotation.motivations.iter().any(updating)
}

/// All entries, those made by hand first, then the surest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The entries.
    pub entries: Vec<Entry>,
}

impl Ledger {
    /// Gathers what was found and what was made by hand; `placed` says where the latter stands.
    /// Sides in accounts that are not open are left out.
    #[must_use]
    pub fn of(analysis: Option<&Analysis>, annotations: &AnnotationSet, placed: &Placed) -> Self {
        let mut kept: HashMap<&Id, &Annotation> =
            annotations.linking().map(|a| (&a.id, a)).collect();
        let lists = analysis.map(|a| [&a.contradictions, &a.updates, &a.corroborations]);
        let found = lists.into_iter().flatten().flatten();
        let mut entries: Vec<Entry> = found
            .map(|finding| Entry::found(finding, kept.remove(&finding.annotation_id())))
            .collect();
        let rest = annotations.linking().filter(|a| kept.contains_key(&a.id));
        entries.extend(rest.filter_map(|a| Entry::kept(a, placed)));
        let weight = |entry: &Entry| match entry.by {
            Creator::Person(_) => 2.0,
            _ => entry.confidence.unwrap_or(1.0),
        };
        entries.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.id.cmp(&b.id)));
        Self { entries }
    }

    /// Returns the entry with the given identity.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// Returns how many contradictions stand at or above the threshold.
    #[must_use]
    pub fn contradictions(&self, threshold: f64) -> usize {
        self.entries.iter().filter(|e| e.contradicts() && e.reaches(threshold)).count()
    }
}

/// In which order a list of entries is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The surest first.
    #[default]
    Confidence,
    /// By kind, in the order of [`Kind::ALL`].
    Kind,
    /// As they stand in the accounts.
    Place,
}

impl Sort {
    /// Every order with its word.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Confidence, "confidence"), (Self::Kind, "kind"), (Self::Place, "place")];

    /// Returns the word for the order.
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Returns the next order.
    #[must_use]
    pub const fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()].0
    }
}

/// What of the ledger is shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The order.
    pub sort: Sort,
    /// Only this relation; disputes count as contradictions.
    pub relation: Option<Relation>,
    /// Whether entries that were set aside are shown too.
    pub aside: bool,
    /// Entries below this confidence are left out.
    pub threshold: f64,
}

impl View {
    /// Returns the indices of the entries that `matches` (given their words) and that the view shows, in its order.
    #[must_use]
    pub fn rows(
        &self,
        ledger: &Ledger,
        library: &Library,
        mut matches: impl FnMut(&str) -> bool,
    ) -> Vec<usize> {
        let mut rows: Vec<usize> = (0..ledger.entries.len())
            .filter(|&i| {
                let entry = &ledger.entries[i];
                (self.aside || !entry.set_aside())
                    && entry.reaches(self.threshold)
                    && self.relation.is_none_or(|r| same(r, entry.relation))
                    && matches(&words(entry, library))
            })
            .collect();
        match self.sort {
            Sort::Confidence => {}
            Sort::Kind => rows.sort_by_key(|&i| rank(&ledger.entries[i].kind)),
            Sort::Place => rows.sort_by_key(|&i| {
                ledger.entries[i].sides.first().map(|side| (side.article, side.span.start))
            }),
        }
        rows
    }
}

fn same(a: Relation, b: Relation) -> bool {
    let one = |r| if r == Relation::Disputed { Relation::Contradiction } else { r };
    one(a) == one(b)
}

fn rank(kind: &str) -> usize {
    Kind::ALL.iter().position(|(_, name)| *name == kind).unwrap_or(Kind::ALL.len())
}

/// Everything a reader may remember of an entry, for searching in the ledger.
fn words(entry: &Entry, library: &Library) -> String {
    let mut words = format!("{} {} {}", entry.kind, entry.relation.name(), entry.reason);
    for side in &entry.sides {
        if let Some(article) = library.articles().get(side.article) {
            words.push_str(&format!(
                " {} {} {}",
                article.name(),
                article.quote(side.span),
                side.value
            ));
        }
    }
    for said in entry.comments.iter().chain(&entry.tags) {
        words.push(' ');
        words.push_str(said);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis;
    use crate::annotation::Edit;
    use crate::article::Article;

    fn library() -> Library {
        let texts =
            ["Nine looms burned on Monday.", "Eleven looms burned.", "Looms burned on Tuesday."];
        (texts.iter().enumerate())
            .map(|(i, text)| Article {
                id: format!("a{i}"),
                text: (*text).to_owned(),
                ..Article::default()
            })
            .collect()
    }

    fn finding(id: &str, kind: Kind, confidence: f64, articles: [usize; 2]) -> Finding {
        let side = |article| analysis::Side {
            article,
            span: Span::new(0, 12),
            focus: Vec::new(),
            value: String::new(),
        };
        Finding {
            id: id.to_owned(),
            kind,
            rule: "test",
            verdict: Verdict::Contradiction,
            confidence,
            grounds: analysis::Grounds::default(),
            reason: format!("reason of {id}"),
            steps: Vec::new(),
            a: side(articles[0]),
            b: side(articles[1]),
            witnesses: Vec::new(),
        }
    }

    fn analysis() -> Analysis {
        let contradictions = vec![
            finding("looms", Kind::Quantity, 0.9, [0, 1]),
            finding("day", Kind::Datetime, 0.7, [0, 2]),
            finding("faint", Kind::Antonym, 0.2, [1, 2]),
        ];
        Analysis { contradictions, ..Analysis::default() }
    }

    fn shown(view: &View, annotations: &AnnotationSet, query: &str) -> Vec<String> {
        let library = library();
        let placed = Placed::new(&library, annotations);
        let ledger = Ledger::of(Some(&analysis()), annotations, &placed);
        let rows = view.rows(&ledger, &library, |words| words.contains(query));
        let name = |i: usize| ledger.entries[i].id.0.rsplit(':').next().unwrap_or("").to_owned();
        rows.into_iter().map(name).collect()
    }

    #[test]
    fn a_view_filters_sorts_and_searches() {
        let none = AnnotationSet::default();
        let view = View { threshold: 0.5, ..View::default() };
        let cases: [(View, &str, &[&str]); 5] = [
            (view.clone(), "", &["looms", "day"]),
            (View { threshold: 0.0, ..view.clone() }, "", &["looms", "day", "faint"]),
            (
                View { sort: Sort::Kind, threshold: 0.0, ..view.clone() },
                "",
                &["looms", "day", "faint"],
            ),
            (View { relation: Some(Relation::Update), ..view.clone() }, "", &[]),
            (view, "datetime", &["day"]),
        ];
        for (view, query, want) in cases {
            assert_eq!(shown(&view, &none, query), want, "{view:?} {query}");
        }
    }

    #[test]
    fn a_judged_finding_is_one_entry_and_a_rejected_one_stays_away() {
        let library = library();
        let mut judged = analysis().contradictions[0].to_annotation(&library, "");
        judged.status = Status::Rejected;
        let mut annotations = AnnotationSet::default();
        annotations.apply(&Edit::Add(judged.clone()));
        let view = View { threshold: 0.5, ..View::default() };
        assert_eq!(shown(&view, &annotations, ""), ["day"]);
        assert_eq!(
            shown(&View { aside: true, ..view.clone() }, &annotations, ""),
            ["looms", "day"]
        );
        judged.status = Status::Update;
        annotations.apply(&Edit::Add(judged));
        let updates = View { relation: Some(Relation::Update), ..view };
        assert_eq!(shown(&updates, &annotations, ""), ["looms"]);
    }
}
