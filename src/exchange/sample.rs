//! Three accounts of a fire with what was found and noted, for the tests of the formats: emoji, a
//! right-to-left quote, markup and formulas included.

use super::Outgoing;
use crate::analysis::{Analysis, Finding, Kind, Origin, Side, Verdict};
use crate::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Selector, Status, Target,
};
use crate::article::{Article, Library, Source};
use crate::text::offset::{Unit, from_byte};
use crate::text::{Span, clean};
use crate::topic::{Topic, TopicIndex, TopicKind};

pub(super) const NOW: &str = "2026-03-05T09:30:00Z";

/// Everything a format may draw on, owned.
pub(super) struct Sample {
    pub(super) library: Library,
    pub(super) annotations: Vec<Annotation>,
    pub(super) analysis: Analysis,
    pub(super) topics: TopicIndex,
}

impl Sample {
    pub(super) fn outgoing(&self) -> Outgoing<'_> {
        Outgoing {
            library: &self.library,
            annotations: &self.annotations,
            analysis: &self.analysis,
            topics: &self.topics,
            now: NOW,
            raw: false,
        }
    }
}

fn article(id: &str, outlet: &str, day: i8, language: &str, text: &str) -> Article {
    Article {
        id: id.to_owned(),
        title: Some(format!("The fire as the {outlet} saw it")),
        text: text.to_owned(),
        source: Source {
            outlet: Some(outlet.to_owned()),
            published: Some(jiff::civil::date(2026, 3, day)),
            url: Some(format!("https://{id}.example.org/fire?a=1&b=2")),
            language: Some(language.to_owned()),
            sha256: format!("{day:064x}"),
            ..Source::default()
        },
        ..Article::default()
    }
}

pub(super) fn library() -> Library {
    [
        article("courier", "River Courier", 1, "en",
            "Fire at the mill 🔥\n\nNine looms burned at the Hollow mill on Sunday. “We lost <everything>,” said Ada Brill, who owns it. Nobody was hurt."),
        article("gazette", "Hill & Vale Gazette", 2, "en",
            "Eleven looms burned at the Hollow mill on Saturday night. =SUM(A1) was the clerk’s joke. Two firemen were taken to hospital 👩\u{200d}🚒. The roof fell in."),
        article("sada", "صدى", 3, "ar",
            "احترق أحد عشر نولا في المصنع يوم السبت. The owner confirmed it."),
    ]
    .into_iter()
    .collect()
}

pub(super) fn span(library: &Library, article: usize, quote: &str) -> Span {
    let start = library.articles()[article].text.find(quote).expect("the quote is in the text");
    Span::new(start, start + quote.len())
}

fn side(library: &Library, article: usize, quote: &str, focus: &str, value: &str) -> Side {
    let span = self::span(library, article, quote);
    let at = quote.find(focus).expect("the focus is in the quote");
    let focus = Span::new(span.start + at, span.start + at + focus.len());
    Side { article, span, focus: vec![focus], value: value.to_owned() }
}

/// A target for the words `quote`, with ten characters of context.
pub(super) fn target(library: &Library, article: usize, quote: &str) -> Target {
    let span = span(library, article, quote);
    let article = &library.articles()[article];
    let start = from_byte(&article.text, span.start, Unit::CodePoint);
    let before: Vec<char> = Span::new(0, span.start).of(&article.text).chars().collect();
    let prefix = before[before.len().saturating_sub(10)..].iter().collect();
    let suffix =
        Span::new(span.end, article.text.len()).of(&article.text).chars().take(10).collect();
    Target {
        source: article.source.url.clone().expect("the sample has addresses"),
        sha256: article.source.sha256.clone(),
        selectors: vec![
            Selector::TextQuote { exact: quote.to_owned(), prefix, suffix },
            Selector::TextPosition { start, end: start + quote.chars().count() },
        ],
        unknown: Vec::new(),
    }
}

pub(super) fn body(value: &str, purpose: Purpose) -> Body {
    Body { value: value.to_owned(), purpose, format: None, unknown: Vec::new() }
}

fn note(n: u128, bodies: Vec<Body>, targets: Vec<Target>) -> Annotation {
    Annotation {
        id: Id::from_uuid(uuid::Uuid::from_u128(n)),
        motivations: vec![Motivation::Commenting],
        bodies,
        targets,
        creator: Creator::Person("Ines".to_owned()),
        created: "2026-03-04T08:00:00Z".to_owned(),
        modified: None,
        status: Status::Accepted,
        confidence: None,
        unknown: Vec::new(),
    }
}

pub(super) fn sample() -> Sample {
    let library = library();
    let finding = |id: &str, kind, rule, verdict, confidence, reason: &str, a, b| Finding {
        id: id.to_owned(),
        kind,
        rule,
        verdict,
        confidence,
        grounds: crate::analysis::Grounds::default(),
        reason: reason.to_owned(),
        steps: vec![
            "Both sentences are about looms that burned at the Hollow mill.".to_owned(),
            "Excluded: one figure is not part of the other.".to_owned(),
        ],
        a,
        b,
        witnesses: Vec::new(),
    };
    let nine = "Nine looms burned at the Hollow mill on Sunday.";
    let eleven = "Eleven looms burned at the Hollow mill on Saturday night.";
    let mut looms = finding(
        "looms",
        Kind::Quantity,
        "quantity/count",
        Verdict::Contradiction,
        0.93,
        "The River Courier counts 9 looms, the Hill & Vale Gazette 11.",
        side(&library, 0, nine, "Nine looms", "9 looms"),
        side(&library, 1, eleven, "Eleven looms", "11 looms"),
    );
    looms.witnesses.push(side(
        &library,
        2,
        "احترق أحد عشر نولا في المصنع يوم السبت.",
        "أحد عشر",
        "11 looms",
    ));
    let day = finding(
        "day",
        Kind::Datetime,
        "datetime/day",
        Verdict::Contradiction,
        0.71,
        "On Sunday (2026-03-01) or on Saturday night (2026-02-28).",
        side(&library, 0, nine, "Sunday", "2026-03-01"),
        side(&library, 1, eleven, "Saturday night", "2026-02-28"),
    );
    let hurt = finding(
        "hurt",
        Kind::Negation,
        "negation/denied",
        Verdict::Disputed,
        0.55,
        "Nobody was hurt, or two firemen were.",
        side(&library, 0, "Nobody was hurt.", "Nobody", "0 people"),
        side(
            &library,
            1,
            "Two firemen were taken to hospital 👩\u{200d}🚒.",
            "Two firemen",
            "2 people",
        ),
    );
    let same = finding(
        "same",
        Kind::Place,
        "same/place",
        Verdict::Corroboration,
        0.88,
        "Both place the fire at the Hollow mill.",
        side(&library, 0, nine, "at the Hollow mill", "Hollow mill"),
        side(&library, 1, eleven, "at the Hollow mill", "Hollow mill"),
    );
    let mut judged = day.to_annotation(&library, "2026-03-04T07:00:00Z");
    judged.status = Status::Accepted;
    judged
        .bodies
        .push(body("Ask the fire brigade for its log.\n<b>Twice</b>.", Purpose::Commenting));
    let mut pair = note(
        1,
        vec![
            body("lexical", Purpose::Classifying),
            body("Confirmed by whom?", Purpose::Commenting),
        ],
        vec![
            target(&library, 2, "The owner confirmed it."),
            target(&library, 0, "“We lost <everything>,”"),
        ],
    );
    pair.motivations = vec![Motivation::Linking, Motivation::Contradicting];
    let annotations = vec![
        judged,
        pair,
        note(
            2,
            vec![
                body("=HYPERLINK(\"x\") 👩\u{200d}🚒", Purpose::Commenting),
                body("casualties", Purpose::Tagging),
                body("-1", Purpose::Tagging),
                body("disputed", Purpose::Assessing),
            ],
            vec![target(&library, 1, "Two firemen were taken to hospital 👩\u{200d}🚒.")],
        ),
    ];
    let mentions = |counts: [usize; 3]| counts.map(|n| vec![Span::new(0, 4); n]).to_vec();
    let topic = |name: &str, counts| Topic {
        name: name.to_owned(),
        variants: vec![name.to_owned()],
        kind: TopicKind::Thing,
        mentions: mentions(counts),
        best: vec![None; 3],
    };
    Sample {
        analysis: Analysis {
            contradictions: vec![looms, day, hurt],
            corroborations: vec![same],
            only_in: vec![side(&library, 1, "The roof fell in.", "roof", "")],
            origins: vec![Origin {
                passages: vec![
                    side(&library, 0, "Hollow mill", "mill", ""),
                    side(&library, 1, "Hollow mill", "mill", ""),
                ],
            }],
            independent: 2,
            ..Analysis::default()
        },
        topics: TopicIndex {
            topics: vec![topic("Hollow mill", [2, 3, 0]), topic("Ada Brill", [1, 0, 1])],
            partial: Vec::new(),
        },
        annotations,
        library,
    }
}

/// The sample with `words` wherever a string of somebody else can stand.
pub(super) fn spoiled(words: &str) -> Sample {
    spoiled_by(words, words)
}

/// The sample with `raw` words in every annotation, which may come from anywhere, and `words` wherever else a string
/// of somebody else can stand.
pub(super) fn spoiled_by(raw: &str, words: &str) -> Sample {
    let mut sample = sample();
    let foreign = |what: &str| format!("{what}{words}");
    let spoil = |article: &Article| {
        let mut article = article.clone();
        article.title = Some(foreign("title"));
        article.source.outlet = Some(foreign("outlet"));
        article.source.byline = Some(foreign("byline"));
        article.source.language = Some(format!("en{words}"));
        article.source.sha256 = foreign(&article.source.sha256);
        let address: String =
            words.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        article.source.url = Some(format!("https://e.example.org/{}?{address}", article.id));
        article.text.push_str(words);
        article
    };
    let ends: Vec<usize> = sample.library.articles().iter().map(|a| a.text.len()).collect();
    sample.library = sample.library.articles().iter().map(|a| spoil(a)).collect();
    for finding in &mut sample.analysis.contradictions {
        finding.reason = foreign("reason");
        finding.steps = vec![foreign("step")];
        finding.a.value = foreign("value");
        finding.b.span.end = ends[finding.b.article] + words.len();
    }
    for annotation in &mut sample.annotations {
        annotation.bodies.push(body(&format!("note{raw}"), Purpose::Commenting));
        annotation.bodies.push(body(&format!("tag{raw}"), Purpose::Tagging));
        annotation.bodies.push(body(&format!("why{raw}"), Purpose::Describing));
    }
    sample.topics.topics[0].name = foreign("topic");
    sample
}

/// Words as somebody writes them who knows every format: marks of all of them, line breaks, hidden characters.
pub(super) const HOSTILE: &str = "(\\PC|[ -~]|\n|\r|\t|    |\n\n|# |- |1\\. |: |\\||```|~~~|---|===|\\{#a\\}|\\{\\.b\\}|\\[a\\]\\(b\\)|!\\[|\\[\\^1\\]|\\[x\\]|<b>|</p>|<script>|<!--|-->|\\]\\]>|&lt;|&#60;|javascript:|https://e\\.org/|www\\.e\\.org|a@e\\.org|\" onload=|\u{0}|\u{1b}\\[31m|\u{9b}|\u{202e}|\u{2028}|\u{200b}|\u{feff}|\u{fff9}|\u{e0041}|=1\\+1|@x|\\$a\\$|\\^a\\^|🔥|قلم){0,6}";

/// What of a text can be seen, blanks and breaks all the same.
pub(super) fn seen(text: &str) -> String {
    clean::clean(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
}
