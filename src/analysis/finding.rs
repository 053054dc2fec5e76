//! What an analysis returns.

use super::confidence::Grounds;
use crate::text::Span;

/// What kind of contradiction a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Different numbers of the same thing.
    Quantity,
    /// Different dates or times of the same happening.
    Datetime,
    /// Different places.
    Place,
    /// Different people, organisations or roles.
    Entity,
    /// One says it, the other denies it.
    Negation,
    /// Opposite words of the same thing.
    Antonym,
    /// Different order of the same happenings.
    Ordering,
    /// Two firsts, two largests, two onlys.
    Superlative,
    /// Different members, or all against some.
    Set,
    /// Happened against planned, possible or unconfirmed.
    Modality,
    /// The same words or deed ascribed to different people.
    Attribution,
    /// Different causes.
    Cause,
    /// Words that exclude each other: alive and dead, acquitted and convicted.
    Lexical,
    /// Figures that cannot hold together.
    Arithmetic,
}

impl Kind {
    /// Every kind, with the word used for it in files, on the command line and on the screen.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Quantity, "quantity"),
        (Self::Datetime, "datetime"),
        (Self::Place, "place"),
        (Self::Entity, "entity"),
        (Self::Negation, "negation"),
        (Self::Antonym, "antonym"),
        (Self::Ordering, "ordering"),
        (Self::Superlative, "superlative"),
        (Self::Set, "set"),
        (Self::Modality, "modality"),
        (Self::Attribution, "attribution"),
        (Self::Cause, "cause"),
        (Self::Lexical, "lexical"),
        (Self::Arithmetic, "arithmetic"),
    ];

    /// Returns the word for the kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Both cannot be true.
    Contradiction,
    /// Named sources inside the accounts disagree; the accounts only report it.
    Disputed,
    /// The later account has newer facts.
    Update,
    /// Both say the same.
    Corroboration,
}

impl Verdict {
    /// Returns the word for the verdict.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Disputed => "disputed",
            Self::Update => "update",
            Self::Corroboration => "corroboration",
        }
    }
}

/// The three bands in which a confidence is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// Worth a look.
    Low,
    /// More likely than not.
    Medium,
    /// A reader would agree.
    High,
}

impl Band {
    /// Returns the band of a confidence, 0 to 1.
    #[must_use]
    pub fn of(confidence: f64) -> Self {
        if confidence >= Finding::HIGH {
            Self::High
        } else if confidence >= Finding::MEDIUM {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

/// One side of a finding: where an account says what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Index of the article in the library that was analysed.
    pub article: usize,
    /// The quote: at most the sentence, in bytes of the article's text.
    pub span: Span,
    /// The words that clash, inside the quote.
    pub focus: Vec<Span>,
    /// The normalised value, such as `2025-09-02` or `15 000 troops`; empty when there is none.
    pub value: String,
}

/// Two passages that contradict, dispute, update or corroborate each other, and why.
///
/// The explanation is its steps: a step that cannot be named may not fire a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// A name that stays the same while both quotes, kind and rule do: used to remember a verdict.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// The rule that found it, such as `quantity/count`.
    pub rule: &'static str,
    /// How the sides stand to each other.
    pub verdict: Verdict,
    /// The chance that a careful reader agrees, 0 to 1.
    pub confidence: f64,
    /// What speaks for it, as the confidence weighs it.
    pub grounds: Grounds,
    /// One plain sentence for the reader.
    pub reason: String,
    /// The steps that led here, in order, each a sentence; excluded alternatives are steps too.
    pub steps: Vec<String>,
    /// One side; the one whose article id sorts first.
    pub a: Side,
    /// The other side.
    pub b: Side,
    /// Further passages that say what one side says (same article set, other places).
    pub witnesses: Vec<Side>,
}

impl Finding {
    /// Confidence at or above which a finding is [`Band::High`].
    pub const HIGH: f64 = 0.7;
    /// Confidence at or above which a finding is [`Band::Medium`].
    pub const MEDIUM: f64 = 0.5;

    /// Returns the band of the confidence.
    #[must_use]
    pub fn band(&self) -> Band {
        Band::of(self.confidence)
    }

    /// Tells whether a side lies in the article with the given index.
    #[must_use]
    pub fn touches(&self, article: usize) -> bool {
        self.a.article == article || self.b.article == article
    }
}

/// Passages copied from one another: one origin, however many articles carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The passages, one or more an article.
    pub passages: Vec<Side>,
}

/// Everything an analysis found. Each list is ordered by confidence, then by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Contradictions and disputes.
    pub contradictions: Vec<Finding>,
    /// Later accounts with newer facts.
    pub updates: Vec<Finding>,
    /// The same said by two accounts in their own words.
    pub corroborations: Vec<Finding>,
    /// Passages whose content no other account has.
    pub only_in: Vec<Side>,
    /// Passages copied from one another.
    pub origins: Vec<Origin>,
    /// How many independent origins the articles amount to.
    pub independent: usize,
    /// The articles of which only the beginning was compared, by index.
    pub partial: Vec<usize>,
}

impl Analysis {
    /// Confidence below which a finding is not shown unless asked for.
    pub const DEFAULT_THRESHOLD: f64 = 0.30;
}
