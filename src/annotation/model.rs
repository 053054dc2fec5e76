//! The types of the model, in the terms of the W3C Web Annotation Data Model.

use std::sync::Arc;

/// The identity of an annotation: an IRI, `urn:uuid:…` for those made here. Assigned once, never reused.
///
/// Shared rather than copied: it stands in every index, and there may be a hundred thousand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub Arc<str>);

impl Id {
    /// Returns the identity written so.
    #[must_use]
    pub fn new(written: impl Into<Arc<str>>) -> Self {
        Self(written.into())
    }

    /// Returns the identity as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a new identity for the given UUID.
    #[must_use]
    pub fn from_uuid(uuid: uuid::Uuid) -> Self {
        Self::new(format!("urn:uuid:{uuid}"))
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A member that this program does not know, kept with all that it says: its name and its JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The name of the member.
    pub name: String,
    /// Its value, as JSON text.
    pub json: String,
}

/// One annotation: a note of the reader or a finding of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its identity.
    pub id: Id,
    /// Why it was made; the first is a core motivation of the standard.
    pub motivations: Vec<Motivation>,
    /// What it says.
    pub bodies: Vec<Body>,
    /// What it is about; two or more belong together when it is a contradiction or corroboration.
    pub targets: Vec<Target>,
    /// Who made it.
    pub creator: Creator,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// When it was last changed, RFC 3339 in UTC.
    pub modified: Option<String>,
    /// What has become of it.
    pub status: Status,
    /// How sure its creator is, 0 to 1; rules say so, people need not.
    pub confidence: Option<f64>,
    /// Members not known here, kept untouched.
    pub unknown: Vec<Unknown>,
}

/// Why an annotation was made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Motivation {
    /// `oa:commenting`: a note.
    Commenting,
    /// `oa:highlighting`: only a mark.
    Highlighting,
    /// `oa:tagging`: tags without a note.
    Tagging,
    /// `oa:assessing`: a verdict on a claim.
    Assessing,
    /// `oa:bookmarking`: a place to come back to.
    Bookmarking,
    /// `oa:linking`: its targets are related.
    Linking,
    /// `rsh:contradicting`, narrower than linking: its targets contradict each other.
    Contradicting,
    /// `rsh:corroborating`, narrower than linking: its targets say the same.
    Corroborating,
    /// Any other, as found.
    Other(String),
}

/// One thing an annotation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The words; Markdown when `format` says so.
    pub value: String,
    /// What the words are for.
    pub purpose: Purpose,
    /// Media type, such as `text/markdown`.
    pub format: Option<String>,
    /// Members not known here, kept untouched.
    pub unknown: Vec<Unknown>,
}

/// What a body is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A comment by the reader.
    Commenting,
    /// A tag.
    Tagging,
    /// The kind of a contradiction, such as `quantity`.
    Classifying,
    /// The reason of a finding, one plain sentence; further ones are its steps.
    Describing,
    /// A [`Verdict`] on a claim.
    Assessing,
    /// Any other, as found.
    Other(String),
}

/// What a reader holds of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Found to be so.
    Confirmed,
    /// Doubted by somebody who should know.
    Disputed,
    /// Found not to be so.
    False,
    /// Nobody has checked.
    Unverified,
}

impl Verdict {
    /// The four verdicts with the words that stand for them in files and on the screen.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Confirmed, "confirmed"),
        (Self::Disputed, "disputed"),
        (Self::False, "false"),
        (Self::Unverified, "unverified"),
    ];
}

/// Who made an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Creator {
    /// A person, by the name they go by.
    Person(String),
    /// A rule of this program, by its name, such as `quantity/count`.
    Rule(String),
    /// An external judge, by its name: what it says is suggested, never found.
    Judge(String),
    /// Anyone else, as JSON text found in a file.
    Other(String),
}

/// What has become of an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// Made by a rule, nobody has judged it.
    Suggested,
    /// A note of a person, or a finding that a person accepts.
    #[default]
    Accepted,
    /// A person says it is wrong; it stays away.
    Rejected,
    /// A person says: no contradiction, the later account has newer facts.
    Update,
    /// A person says: the two passages speak of different events.
    OtherEvent,
}

impl Status {
    /// The statuses with the words that stand for them in files and on the screen.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Suggested, "suggested"),
        (Self::Accepted, "accepted"),
        (Self::Rejected, "rejected"),
        (Self::Update, "update"),
        (Self::OtherEvent, "other-event"),
    ];
}

/// What an annotation is about: a place in a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The source's address, or `urn:rashomon:doc:<id>` when it has none.
    pub source: String,
    /// SHA-256 of the text the selectors were made on, in hexadecimal; empty when not known.
    pub sha256: String,
    /// Where in the source: alternatives that describe the same place.
    pub selectors: Vec<Selector>,
    /// Members not known here, kept untouched.
    pub unknown: Vec<Unknown>,
}

/// A description of a place that survives changes of the text better than an offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// The words themselves, with some context.
    TextQuote {
        /// The words.
        exact: String,
        /// What stands just before, up to 32 characters.
        prefix: String,
        /// What stands just after, up to 32 characters.
        suffix: String,
    },
    /// Where they stood, in Unicode code points of the clean text.
    TextPosition {
        /// Code points before the first character.
        start: usize,
        /// Code points before the first character after the end.
        end: usize,
    },
    /// Any other, as JSON text.
    Other(String),
}

impl Annotation {
    /// Returns an empty note by a person, made at `created` (RFC 3339 in UTC): no words, no target yet.
    #[must_use]
    pub fn note(id: Id, person: &str, created: &str) -> Self {
        Self {
            id,
            motivations: vec![Motivation::Highlighting],
            bodies: Vec::new(),
            targets: Vec::new(),
            creator: Creator::Person(person.to_owned()),
            created: created.to_owned(),
            modified: None,
            status: Status::Accepted,
            confidence: None,
            unknown: Vec::new(),
        }
    }

    /// Sets the comment, Markdown; an empty one goes. A mere highlight becomes a note, and back.
    pub fn set_comment(&mut self, text: &str) {
        self.set_bodies(Purpose::Commenting, Some(text).filter(|t| !t.is_empty()));
        if let Some(body) = self.bodies.iter_mut().find(|b| b.purpose == Purpose::Commenting) {
            body.format = Some("text/markdown".to_owned());
        }
        self.settle_motivation();
    }

    /// Sets the tags, in the given order, each once.
    pub fn set_tags<'a>(&mut self, tags: impl IntoIterator<Item = &'a str>) {
        let mut once: Vec<&str> = Vec::new();
        for tag in tags {
            if !tag.is_empty() && !once.contains(&tag) {
                once.push(tag);
            }
        }
        self.set_bodies(Purpose::Tagging, once);
        self.settle_motivation();
    }

    /// Sets or takes away the verdict on the claim.
    pub fn set_verdict(&mut self, verdict: Option<Verdict>) {
        let word = verdict.and_then(|v| Verdict::ALL.iter().find(|(known, _)| *known == v));
        self.set_bodies(Purpose::Assessing, word.map(|(_, word)| *word));
        self.settle_motivation();
    }

    /// Replaces the bodies with the given purpose; those with members that are not known here and
    /// whose words stay are left as they are.
    pub fn set_bodies<'a>(&mut self, purpose: Purpose, values: impl IntoIterator<Item = &'a str>) {
        let place = self.bodies.iter().position(|b| b.purpose == purpose);
        let (mut old, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.bodies).into_iter().partition(|b| b.purpose == purpose);
        self.bodies = rest;
        let first = place.unwrap_or(self.bodies.len()).min(self.bodies.len());
        for (at, value) in (first..).zip(values) {
            let body = match old.iter().position(|b| b.value == value) {
                Some(kept) => old.remove(kept),
                None => Body {
                    value: value.to_owned(),
                    purpose: purpose.clone(),
                    format: None,
                    unknown: Vec::new(),
                },
            };
            self.bodies.insert(at, body);
        }
    }

    /// Lets the motivation of a note follow what it says; links and foreign motivations stay.
    fn settle_motivation(&mut self) {
        use Motivation::{Assessing, Commenting, Highlighting, Tagging};
        if !matches!(self.motivations.as_slice(), [Assessing | Commenting | Highlighting | Tagging])
        {
            return;
        }
        let has = |purpose| self.bodies.iter().any(|b| b.purpose == purpose);
        self.motivations = vec![if has(Purpose::Commenting) {
            Commenting
        } else if has(Purpose::Assessing) {
            Assessing
        } else if has(Purpose::Tagging) {
            Tagging
        } else {
            Highlighting
        }];
    }

    /// Returns the comments, in order.
    pub fn comments(&self) -> impl Iterator<Item = &str> {
        self.bodies_for(Purpose::Commenting)
    }

    /// Returns the tags, in order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.bodies_for(Purpose::Tagging)
    }

    /// Returns the values of the bodies with the given purpose, in order.
    pub fn bodies_for(&self, purpose: Purpose) -> impl Iterator<Item = &str> {
        self.bodies.iter().filter(move |b| b.purpose == purpose).map(|b| b.value.as_str())
    }

    /// Returns the kind of a contradiction, such as `quantity`.
    #[must_use]
    pub fn classification(&self) -> Option<&str> {
        self.bodies.iter().find(|b| b.purpose == Purpose::Classifying).map(|b| b.value.as_str())
    }

    /// Returns the reader's verdict on the claim.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let value = self.bodies.iter().find(|b| b.purpose == Purpose::Assessing)?.value.as_str();
        Verdict::ALL.iter().find(|(_, word)| *word == value).map(|(verdict, _)| *verdict)
    }

    /// Returns the word for the kind of thing it is: contradiction, corroboration, link, note,
    /// verdict, tag or highlight.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        if self.is_contradiction() {
            "contradiction"
        } else if self.is_corroboration() {
            "corroboration"
        } else if self.targets.len() > 1 {
            "link"
        } else if self.comments().next().is_some() {
            "note"
        } else if self.verdict().is_some() {
            "verdict"
        } else if self.tags().next().is_some() {
            "tag"
        } else {
            "highlight"
        }
    }

    /// Tells whether its targets belong together as a contradiction.
    #[must_use]
    pub fn is_contradiction(&self) -> bool {
        self.motivations.contains(&Motivation::Contradicting)
    }

    /// Tells whether its targets belong together as a corroboration.
    #[must_use]
    pub fn is_corroboration(&self) -> bool {
        self.motivations.contains(&Motivation::Corroborating)
    }

    /// Tells whether a rule or an external judge made it, rather than a person.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        matches!(self.creator, Creator::Rule(_) | Creator::Judge(_))
    }
}

impl Target {
    /// Returns the quoted words, if the target has a quote selector.
    #[must_use]
    pub fn exact(&self) -> Option<&str> {
        self.selectors.iter().find_map(|s| match s {
            Selector::TextQuote { exact, .. } => Some(exact.as_str()),
            _ => None,
        })
    }
}
