//! Where every annotation stands in the articles that are open: by place, next and previous, and
//! the queue of those whose place is in doubt.

use super::{Anchorer, Anchoring, Annotation, AnnotationSet, Id, Target, describe};
use crate::article::{Article, Library};
use crate::text::Span;
use std::collections::HashMap;

/// One target of one annotation, in one of the open articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation.
    pub id: Id,
    /// Which of its targets, counted from 0.
    pub target: usize,
    /// Index of the article in the library.
    pub article: usize,
    /// Where in it.
    pub anchoring: Anchoring,
    /// Whether the annotation is a reader's, not a finding.
    pub own: bool,
}

impl Mark {
    /// Returns the span to show, if the target is anywhere.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.anchoring.span()
    }
}

/// How many targets came to which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Same words, same place.
    pub anchored: usize,
    /// Same place, other words.
    pub changed: usize,
    /// Same words, other neighbours.
    pub moved: usize,
    /// Several places.
    pub ambiguous: usize,
    /// No place.
    pub lost: usize,
}

impl Tally {
    /// Counts one outcome.
    pub fn count(&mut self, anchoring: &Anchoring) {
        let field = match anchoring {
            Anchoring::Anchored(_) => &mut self.anchored,
            Anchoring::Changed { .. } => &mut self.changed,
            Anchoring::Moved(_) => &mut self.moved,
            Anchoring::Ambiguous(_) => &mut self.ambiguous,
            Anchoring::Lost => &mut self.lost,
        };
        *field += 1;
    }

    /// Returns how many targets a reader has to look at.
    #[must_use]
    pub const fn in_doubt(self) -> usize {
        self.changed + self.moved + self.ambiguous + self.lost
    }
}

/// The annotations of a library in their places.
///
/// Made once for a library and kept up by [`put`](Self::put) and [`remove`](Self::remove); made
/// anew when the library changes.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    marks: HashMap<Id, Vec<Mark>>,
    articles: Vec<Places>,
}

/// A target that stands somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    span: Span,
    id: Id,
    target: usize,
    /// Whether it is the only one of its annotation.
    alone: bool,
    /// Whether the annotation is a reader's, not a finding.
    own: bool,
}

/// The places in one article, in the order of the text.
#[derive(Clone, Debug, Default)]
struct Places {
    in_order: Vec<Place>,
    /// How many of them are a reader's; the others belong to findings.
    own: usize,
    /// Length of the longest span: how far back a place may begin that covers an offset.
    longest: usize,
}

impl Placed {
    /// Anchors every annotation that is about an article of the library.
    #[must_use]
    pub fn new(library: &Library, set: &AnnotationSet) -> Self {
        let articles = library.articles();
        let anchorers: Vec<_> = articles.iter().map(|a| Anchorer::new(a)).collect();
        let mut placed =
            Self { articles: vec![Places::default(); articles.len()], ..Self::default() };
        for annotation in set.iter() {
            placed.note(annotation, library, |article| &anchorers[article]);
        }
        for places in &mut placed.articles {
            places.in_order.sort();
        }
        placed
    }

    /// Puts one annotation in its places, taking it from those it had.
    pub fn put(&mut self, library: &Library, annotation: &Annotation) {
        self.remove(&annotation.id);
        self.articles.resize(library.len(), Places::default());
        let anchorers: Vec<_> = library.articles().iter().map(|a| Anchorer::new(a)).collect();
        self.note(annotation, library, |article| &anchorers[article]);
        for mark in self.marks.get(&annotation.id).into_iter().flatten() {
            self.articles[mark.article].in_order.sort();
        }
    }

    /// Takes one annotation out.
    pub fn remove(&mut self, id: &Id) {
        for mark in self.marks.remove(id).unwrap_or_default() {
            let places = &mut self.articles[mark.article];
            places.in_order.retain(|place| place.id != *id);
            places.own -= usize::from(mark.own && mark.span().is_some());
        }
    }

    fn note<'a, 't: 'a>(
        &mut self,
        annotation: &Annotation,
        library: &Library,
        anchorer: impl Fn(usize) -> &'a Anchorer<'t>,
    ) {
        let (mut marks, own) = (Vec::new(), !annotation.is_finding());
        let alone = annotation.targets.len() == 1;
        for (target, place) in annotation.targets.iter().enumerate() {
            for article in about(place, library) {
                let anchoring = anchorer(article).anchor(place).anchoring;
                if let Some(span) = anchoring.span() {
                    let places = &mut self.articles[article];
                    let id = annotation.id.clone();
                    places.in_order.push(Place { span, id, target, alone, own });
                    places.own += usize::from(own);
                    places.longest = places.longest.max(span.len());
                }
                marks.push(Mark { id: annotation.id.clone(), target, article, anchoring, own });
            }
        }
        if !marks.is_empty() {
            self.marks.insert(annotation.id.clone(), marks);
        }
    }

    /// Returns the marks of one annotation: one for each target that is about an open article.
    #[must_use]
    pub fn of(&self, id: &Id) -> &[Mark] {
        self.marks.get(id).map_or(&[], Vec::as_slice)
    }

    /// Returns the places of an article that share a byte with `span` and belong to a reader's annotations of one
    /// target, in the order of the text.
    pub fn own_within(&self, article: usize, span: Span) -> impl Iterator<Item = (Span, &Id)> {
        let own = self.near(article, span).filter(|place| place.alone && place.own);
        own.map(|place| (place.span, &place.id))
    }

    /// Returns the spans that share a byte with `window` and have annotations of one target, each span once,
    /// in the order of the text.
    pub fn noted(&self, article: usize, window: Span) -> impl Iterator<Item = Span> {
        let mut last = None;
        let alone = self.near(article, window).filter(|place| place.alone);
        alone.filter_map(move |place| {
            last.replace(place.span).ne(&Some(place.span)).then_some(place.span)
        })
    }

    fn near(&self, article: usize, span: Span) -> impl Iterator<Item = &Place> {
        let places = self.articles.get(article);
        let (order, longest) = places.map_or((&[][..], 0), |p| (p.in_order.as_slice(), p.longest));
        let from = order.partition_point(|p| p.span.start + longest < span.start);
        let until = span.end.max(span.start + 1);
        let near = order[from..].iter().take_while(move |p| p.span.start < until);
        near.filter(move |Place { span: s, .. }| {
            s.overlaps(span) || s.start == span.start || span.is_empty() && s.contains(span.start)
        })
    }

    /// Returns every place of an article, in the order of the text.
    pub fn in_article(&self, article: usize) -> impl Iterator<Item = (Span, &Id, usize)> {
        let order = self.articles.get(article).map(|places| places.in_order.as_slice());
        order.unwrap_or_default().iter().map(|place| (place.span, &place.id, place.target))
    }

    /// Returns how many places of an article are a reader's.
    #[must_use]
    pub fn own(&self, article: usize) -> usize {
        self.articles.get(article).map_or(0, |places| places.own)
    }

    /// Returns the first place of an article that begins after the byte `offset`.
    #[must_use]
    pub fn next(&self, article: usize, offset: usize) -> Option<(Span, &Id)> {
        let order = &self.articles.get(article)?.in_order;
        let at = order.partition_point(|place| place.span.start <= offset);
        order.get(at).map(|place| (place.span, &place.id))
    }

    /// Returns the last place of an article that begins before the byte `offset`.
    #[must_use]
    pub fn previous(&self, article: usize, offset: usize) -> Option<(Span, &Id)> {
        let order = &self.articles.get(article)?.in_order;
        let at = order.partition_point(|place| place.span.start < offset);
        order.get(at.checked_sub(1)?).map(|place| (place.span, &place.id))
    }

    /// Returns the marks whose place is in doubt, article by article in the order of the text, the
    /// lost ones last: the queue.
    #[must_use]
    pub fn queue(&self) -> Vec<&Mark> {
        let mut queue: Vec<_> =
            self.marks.values().flatten().filter(|mark| !mark.anchoring.is_silent()).collect();
        queue.sort_by(|a, b| {
            let key = |m: &Mark| (m.article, m.span().map_or(usize::MAX, |s| s.start), m.target);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        queue
    }

    /// Counts the outcomes in one article, or in all.
    #[must_use]
    pub fn tally(&self, article: Option<usize>) -> Tally {
        let mut tally = Tally::default();
        let marks = self.marks.values().flatten();
        marks
            .filter(|mark| article.is_none_or(|article| mark.article == article))
            .for_each(|mark| tally.count(&mark.anchoring));
        tally
    }
}

/// Returns the articles that a target is about: those with its very text, else those at its address.
#[must_use]
pub fn about(target: &Target, library: &Library) -> Vec<usize> {
    let articles = library.articles().iter().enumerate();
    let same = |a: &Article| !target.sha256.is_empty() && a.source.sha256 == target.sha256;
    let found: Vec<_> = articles.clone().filter(|(_, a)| same(a)).map(|(i, _)| i).collect();
    if !found.is_empty() {
        return found;
    }
    articles.filter(|(_, a)| describe::is_about(target, a)).map(|(i, _)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Creator;

    fn article(id: &str, text: &str) -> Article {
        let source =
            crate::article::Source { sha256: format!("{id}{}", text.len()), ..Default::default() };
        Article { id: id.into(), text: text.into(), source, ..Article::default() }
    }

    fn note(id: &str, article: &Article, quote: &str) -> Annotation {
        let at = article.text.find(quote).expect("the quote is there");
        let mut note = Annotation::note(Id::new(id), "Ada", "");
        note.targets.push(describe::describe(article, Span::new(at, at + quote.len())));
        note
    }

    #[test]
    fn places_are_found_by_span_and_in_order() {
        let a = article(
            "a",
            "One ship sailed north. Two ships sailed south. Three ships stayed in port.",
        );
        let library: Library = [a.clone()].into_iter().collect();
        let notes = [
            note("z", &a, "Two ships sailed south."),
            note("y", &a, "ships sailed"),
            note("x", &a, "Three"),
        ];
        let set: AnnotationSet = notes.clone().into_iter().collect();
        let mut placed = Placed::new(&library, &set);
        let ids = |placed: &Placed, start, end| -> Vec<String> {
            placed.own_within(0, Span::new(start, end)).map(|(_, id)| id.to_string()).collect()
        };
        assert_eq!(ids(&placed, 30, 31), ["z", "y"]);
        assert_eq!(ids(&placed, 45, 46), ["z"]);
        assert_eq!(ids(&placed, 0, 10), Vec::<String>::new());
        assert_eq!(placed.next(0, 0).map(|(_, id)| id.as_str()), Some("z"));
        assert_eq!(placed.next(0, 30).map(|(_, id)| id.as_str()), Some("x"));
        assert_eq!(placed.previous(0, 30).map(|(_, id)| id.as_str()), Some("y"));
        assert_eq!(placed.own(0), 3);
        placed.remove(&notes[0].id);
        assert_eq!((ids(&placed, 30, 31), placed.own(0)), (vec!["y".to_owned()], 2));
        placed.put(&library, &notes[0]);
        assert_eq!((ids(&placed, 30, 31), placed.own(0)), (vec!["z".into(), "y".into()], 3));
        let mut same = notes[1].clone();
        same.id = Id::new("w");
        placed.put(&library, &same);
        let spans: Vec<_> = placed.noted(0, Span::new(0, a.text.len())).map(|s| s.start).collect();
        assert_eq!((spans, placed.own(0)), (vec![23, 27, 47], 4), "one span for two notes");
        placed.remove(&same.id);
        let mut found = notes[2].clone();
        found.creator = Creator::Rule("count".into());
        placed.put(&library, &found);
        assert_eq!((placed.own(0), placed.in_article(0).count()), (2, 3));
    }

    #[test]
    fn what_is_in_doubt_is_queued() {
        let old = article(
            "a",
            "At dawn 12 ships left the northern port under heavy rain. Nobody waved at all.",
        );
        let set: AnnotationSet = [
            note("1", &old, "12 ships left the northern port"),
            note("2", &old, "Nobody waved at all."),
        ]
        .into_iter()
        .collect();
        let new = article(
            "a",
            "At dawn 15 ships left the northern port under heavy rain. Nobody waved at all!",
        );
        let library: Library = [new].into_iter().collect();
        let placed = Placed::new(&library, &set);
        let queue: Vec<_> =
            placed.queue().iter().map(|m| (m.id.as_str(), m.anchoring.name())).collect();
        assert_eq!(queue, [("1", "changed"), ("2", "changed")]);
        assert_eq!(placed.tally(Some(0)).in_doubt(), 2);
    }
}
