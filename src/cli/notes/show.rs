//! One annotation as lines and as JSON: what scripts and people read.

use crate::annotation::{
    Anchorer, Anchoring, Annotation, Creator, Purpose, Status, Target, Verdict, describe,
};
use crate::article::Library;
use crate::exchange::place::article_of;
use crate::exchange::w3c::creator_name;
use crate::text::clean;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// Where one target stands.
#[derive(Debug)]
pub(super) struct Place {
    /// Index of the article, when it is open.
    pub(super) article: Option<usize>,
    /// Where in it; `None` when it is not open, or the target is about the whole of it.
    pub(super) anchoring: Option<Anchoring>,
    pub(super) score: f64,
    pub(super) margin: f64,
}

impl Place {
    /// Returns the word for the state.
    pub(super) fn state(&self) -> &'static str {
        match (&self.anchoring, self.article) {
            (Some(anchoring), _) => anchoring.name(),
            (None, Some(_)) => "anchored",
            (None, None) => "not open",
        }
    }
}

/// The open articles, ready to find targets in.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub(super) library: &'a Library,
    anchorers: Vec<Anchorer<'a>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        Self { library, anchorers: library.articles().iter().map(|a| Anchorer::new(a)).collect() }
    }

    pub(super) fn place(&self, target: &Target) -> Place {
        let article = article_of(target, self.library);
        let found = article.filter(|_| !target.selectors.is_empty());
        let outcome = found.map(|article| self.anchorers[article].anchor(target));
        let (score, margin) = outcome.as_ref().map_or((1.0, 1.0), |o| (o.score, o.margin));
        Place { article, anchoring: outcome.map(|o| o.anchoring), score, margin }
    }

    /// Returns the places of all targets.
    pub(super) fn places(&self, annotation: &Annotation) -> Vec<Place> {
        annotation.targets.iter().map(|target| self.place(target)).collect()
    }
}

/// Returns the state of the target in the greatest doubt.
pub(super) fn worst(places: &[Place]) -> &'static str {
    const ORDER: [&str; 6] = ["not open", "anchored", "moved?", "changed", "ambiguous", "lost"];
    let rank = |state: &str| ORDER.iter().position(|s| *s == state).unwrap_or(0);
    places.iter().map(Place::state).max_by_key(|state| rank(state)).unwrap_or("not open")
}

pub(super) fn status(annotation: &Annotation) -> &'static str {
    word(&Status::ALL, annotation.status)
}

pub(super) fn verdict(annotation: &Annotation) -> Option<&'static str> {
    annotation.verdict().map(|verdict| word(&Verdict::ALL, verdict))
}

fn word<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

/// Returns the note's own words: its comments, else the reason of a finding.
pub(super) fn text(annotation: &Annotation) -> String {
    let comments: Vec<_> = annotation.comments().collect();
    if comments.is_empty() {
        annotation.bodies_for(Purpose::Describing).next().unwrap_or_default().to_owned()
    } else {
        comments.join("\n\n")
    }
}

/// Returns the name of a target's source: the open article's id, else the address.
pub(super) fn source<'a>(target: &'a Target, place: &Place, library: &'a Library) -> Cow<'a, str> {
    match place.article {
        Some(article) => Cow::Borrowed(&library.articles()[article].id),
        None => describe::name_in(&target.source)
            .map_or(Cow::Borrowed(target.source.as_str()), Cow::Owned),
    }
}

/// Returns an annotation as JSON: what is asked for most at the top, every target below.
pub(super) fn to_json(annotation: &Annotation, ground: &Ground<'_>) -> Value {
    let places = ground.places(annotation);
    let targets: Vec<Value> = annotation
        .targets
        .iter()
        .zip(&places)
        .map(|(target, place)| target_json(target, place, ground.library))
        .collect();
    let first = |name: &str| targets.first().and_then(|t| t.get(name)).cloned().unwrap_or_default();
    let tags: Vec<_> = annotation.tags().collect();
    let by = match &annotation.creator {
        Creator::Person(_) | Creator::Other(_) => "person",
        Creator::Rule(_) => "rule",
        Creator::Judge(_) => "judge",
    };
    json!({
        "id": annotation.id.as_str(),
        "kind": annotation.kind(),
        "source": first("source"),
        "doc": first("doc"),
        "quote": first("quote"),
        "anchor": worst(&places),
        "text": text(annotation),
        "tags": tags,
        "verdict": verdict(annotation),
        "status": status(annotation),
        "class": annotation.classification(),
        "confidence": annotation.confidence,
        "creator": { "kind": by, "name": creator_name(&annotation.creator) },
        "created": annotation.created,
        "modified": annotation.modified,
        "targets": targets,
    })
}

fn target_json(target: &Target, place: &Place, library: &Library) -> Value {
    let mut map = Map::new();
    let doc = place.article.map(|article| library.articles()[article].id.clone());
    map.insert("source".into(), json!(target.source));
    map.insert("doc".into(), json!(doc));
    map.insert("quote".into(), json!(target.exact().unwrap_or_default()));
    map.insert("anchor".into(), json!(place.state()));
    if let (Some(span), Some(article)) =
        (place.anchoring.as_ref().and_then(Anchoring::span), place.article)
    {
        map.insert("start".into(), json!(span.start));
        map.insert("end".into(), json!(span.end));
        map.insert("now".into(), json!(library.articles()[article].quote(span)));
        map.insert("score".into(), json!(rounded(place.score)));
        map.insert("margin".into(), json!(rounded(place.margin)));
    }
    match &place.anchoring {
        Some(Anchoring::Changed { differences, .. }) => {
            let differences: Vec<_> = differences
                .iter()
                .map(|d| json!({ "kind": d.kind.name(), "was": d.was, "now": d.now, "beside": d.beside }))
                .collect();
            map.insert("differences".into(), json!(differences));
        }
        Some(Anchoring::Ambiguous(spans)) => {
            let places: Vec<_> =
                spans.iter().map(|s| json!({ "start": s.start, "end": s.end })).collect();
            map.insert("places".into(), json!(places));
        }
        _ => {}
    }
    map.insert("sha256".into(), json!(target.sha256));
    Value::Object(map)
}

fn rounded(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}

/// Returns an annotation as a few lines, clean.
pub(super) fn to_text(annotation: &Annotation, ground: &Ground<'_>) -> String {
    let places = ground.places(annotation);
    let mut head = vec![annotation.id.to_string(), annotation.kind().to_owned()];
    head.extend(annotation.classification().map(str::to_owned));
    head.extend(verdict(annotation).map(str::to_owned));
    if status(annotation) != "accepted" {
        head.push(status(annotation).to_owned());
    }
    head.push(worst(&places).to_owned());
    head.extend(annotation.tags().map(|tag| format!("#{tag}")));
    let mut lines = vec![head.join("  ")];
    for (target, place) in annotation.targets.iter().zip(&places) {
        let source = source(target, place, ground.library);
        lines.push(format!("    {source}: \u{201c}{}\u{201d}", target.exact().unwrap_or_default()));
        lines.extend(doubt(place, ground.library).map(|doubt| format!("      {doubt}")));
    }
    lines.extend(text(annotation).lines().map(|line| format!("    {line}")));
    lines.iter().map(|line| clean_indented(line) + "\n").collect()
}

/// Says why a place is in doubt, and what stands there now.
pub(super) fn doubt(place: &Place, library: &Library) -> Option<String> {
    let anchoring = place.anchoring.as_ref().filter(|a| !a.is_silent())?;
    let now = |span: crate::text::Span| {
        let article = place.article.map(|article| &library.articles()[article]);
        article.map_or("", |article| article.quote(span))
    };
    Some(match anchoring {
        Anchoring::Changed { span, differences, .. } => {
            let said: Vec<_> = differences.iter().map(ToString::to_string).collect();
            format!("changed: \u{201c}{}\u{201d} ({})", now(*span), said.join("; "))
        }
        Anchoring::Moved(_) => "moved? the same words stand among other neighbours".to_owned(),
        Anchoring::Ambiguous(spans) => {
            format!("ambiguous: {} places fit about as well", spans.len())
        }
        _ => "lost: the words are gone".to_owned(),
    })
}

/// Cleans a line and keeps its indentation.
fn clean_indented(line: &str) -> String {
    let indent = line.len() - line.trim_start_matches(' ').len();
    " ".repeat(indent) + clean::line(line.trim_start_matches(' ')).trim_end()
}
