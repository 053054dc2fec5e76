//! A text that came back changed: whether to believe it, and how its annotations come along, in one step.

use super::anchor::{Anchorer, Anchoring, guard::Kind};
use super::placed::about;
use super::{Annotation, AnnotationSet, Body, Edit, Purpose, describe};
use crate::article::{Article, Library};
use crate::text::{Span, fold::fold};
use std::collections::HashMap;

/// Words from which a text can lose so many that it is not believed; a shorter one is seen whole.
const FEW: usize = 40;

/// How many of the words of an annotated text are in the one that came in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Words of the text that was annotated.
    pub words: usize,
    /// Those of them that the new text still has, each counted as often as it stands.
    pub kept: usize,
}

impl Loss {
    /// Counts what a text has lost, when it is more than half of its words: a wall, an error page,
    /// a broken download. `None` when the new text can be believed.
    #[must_use]
    pub fn of(old: &str, new: &str) -> Option<Self> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let words = old.split_whitespace().map(|word| *counts.entry(fold(word)).or_default() += 1);
        let words = words.count();
        let mut kept = 0;
        for word in new.split_whitespace() {
            if let Some(left) = counts.get_mut(&fold(word)).filter(|left| **left > 0) {
                *left -= 1;
                kept += 1;
            }
        }
        (words >= FEW && 2 * kept < words).then_some(Self { words, kept })
    }

    /// Returns how much was lost, in percent.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.words - self.kept) * 100 / self.words.max(1)
    }
}

/// What one run over all annotations of the open articles makes of them.
#[derive(Debug, Default)]
pub struct Run {
    /// One step: every target whose place is certain now points to the text as it is.
    pub edits: Vec<Edit>,
    /// Targets that only a person can decide.
    pub left: usize,
}

/// Brings along every annotation whose place is certain, and whose figures, names and nots are as
/// they were: the same words in their place, or other words that mean no other thing to the guard.
/// Everything else is left to a person.
///
/// `now` is this moment, RFC 3339 in UTC.
#[must_use]
pub fn run(annotations: &AnnotationSet, library: &Library, now: &str) -> Run {
    let articles = library.articles();
    let anchorers: Vec<_> = articles.iter().map(|a| Anchorer::new(a)).collect();
    let mut run = Run::default();
    for before in annotations.iter() {
        let mut after: Option<Annotation> = None;
        for (at, target) in before.targets.iter().enumerate() {
            if target.selectors.is_empty() {
                continue;
            }
            // A target about two open articles is theirs both: it stays as it is.
            let [article] = about(target, library)[..] else { continue };
            let outcome = anchorers[article].anchor(target).anchoring;
            let span = match &outcome {
                Anchoring::Anchored(span) => *span,
                Anchoring::Changed { span, differences, .. }
                    if differences.iter().all(|d| d.kind == Kind::Words) =>
                {
                    *span
                }
                _ => {
                    run.left += 1;
                    continue;
                }
            };
            if target.sha256 != articles[article].source.sha256 {
                let base = after.get_or_insert_with(|| before.clone());
                replace(base, at, &articles[article], span, now);
            }
        }
        if let Some(after) = after {
            run.edits.push(Edit::Change { before: before.clone(), after });
        }
    }
    run
}

/// Puts a target of an annotation to another place. What it quoted before is kept as a body.
pub fn replace(
    annotation: &mut Annotation,
    target: usize,
    article: &Article,
    span: Span,
    now: &str,
) {
    let Some(old) = annotation.targets.get_mut(target) else { return };
    let was = old.exact().unwrap_or_default().to_owned();
    let mut new = describe::describe(article, span);
    new.unknown.clone_from(&old.unknown);
    let same = new.exact() == Some(was.as_str());
    *old = new;
    if !same {
        let day: String = now.chars().take(10).collect();
        annotation.bodies.push(Body {
            value: format!("{day}: the words were “{was}”"),
            purpose: Purpose::Other("rsh:was".to_owned()),
            format: None,
            unknown: Vec::new(),
        });
    }
    annotation.modified = Some(now.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Id;

    const STORY: &str = "The old bridge over the Olm was closed on Monday after a barge struck one of \
        its piers. Engineers said that 14 cables were damaged and that repairs would take a month. \
        Buses go round by the mill until then. The council did not say who will pay for the work, \
        and the owner of the barge could not be reached. Seven families had to leave their homes.";

    fn article(text: &str) -> Article {
        Article { id: "a".into(), text: text.into(), ..Article::default() }
            .with_text(text.into(), format!("{:064}", text.len()))
    }

    #[test]
    fn a_text_that_lost_most_of_its_words_is_not_believed() {
        let wall = "The old bridge over the Olm was closed. Subscribe to read on.";
        let loss = Loss::of(STORY, wall).expect("most of it is gone");
        assert!(loss.percent() > 70, "{loss:?}");
        let shorter = &STORY[..STORY.len() * 2 / 3];
        let mut turned: Vec<_> = STORY.split(". ").collect();
        turned.reverse();
        for believed in [STORY, shorter, &turned.join(". "), &STORY.to_uppercase()] {
            assert_eq!(Loss::of(STORY, believed), None, "{believed}");
        }
        assert_eq!(Loss::of("A short text.", ""), None);
    }

    #[test]
    fn a_run_brings_along_what_is_certain_and_leaves_the_rest() {
        let old = article(STORY);
        let new = article(
            &STORY
                .replace("14 cables", "19 cables")
                .replace("go round by the mill", "make a detour by the mill"),
        );
        let quotes = [
            "The old bridge over the Olm was closed on Monday",
            "14 cables were damaged",
            "Buses go round by the mill until then.",
            "Seven families had to leave their homes.",
        ];
        let mut set = AnnotationSet::default();
        for (n, quote) in quotes.iter().enumerate() {
            let at = STORY.find(quote).expect("the quote is there");
            let mut note = Annotation::note(Id::new(format!("urn:x:{n}")), "Ada", "");
            note.targets.push(describe::describe(&old, Span::new(at, at + quote.len())));
            set.apply(&Edit::Add(note));
        }
        let library: Library = [new.clone()].into_iter().collect();
        let done = run(&set, &library, "2026-02-03T04:05:06Z");
        assert_eq!((done.edits.len(), done.left), (3, 1), "the number is left to the reader");
        done.edits.iter().for_each(|edit| set.apply(edit));
        let detour = set.get(&Id::new("urn:x:2")).expect("there");
        assert_eq!(detour.targets[0].exact(), Some("Buses make a detour by the mill until then."));
        assert_eq!(detour.targets[0].sha256, new.source.sha256);
        assert!(detour.bodies[0].value.contains("go round by the mill"));
        let again = run(&set, &library, "2026-02-03T04:05:06Z");
        assert_eq!((again.edits.len(), again.left), (0, 1), "a second run has nothing to do");
    }
}
