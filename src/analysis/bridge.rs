//! A finding as an annotation: from here on findings and notes take the same road.

use super::{Finding, Side, Verdict};
use crate::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Status, Target, describe,
};
use crate::article::Library;

impl Finding {
    /// Returns the identity of the annotation that stands for this finding.
    ///
    /// It follows from the finding, so that a verdict given once is found again by any later analysis.
    #[must_use]
    pub fn annotation_id(&self) -> Id {
        Id::new(format!("urn:rashomon:finding:{}", self.id))
    }

    /// Returns the finding as a suggested annotation with two or more targets: the sides, then the witnesses.
    ///
    /// `created` is RFC 3339 in UTC. A side that is not in `library` is left out.
    #[must_use]
    pub fn to_annotation(&self, library: &Library, created: &str) -> Annotation {
        let relation = match self.verdict {
            Verdict::Contradiction | Verdict::Disputed => Motivation::Contradicting,
            Verdict::Corroboration => Motivation::Corroborating,
            Verdict::Update => Motivation::Other("rsh:updating".to_owned()),
        };
        let body = |value: &str, purpose| Body {
            value: value.to_owned(),
            purpose,
            format: None,
            unknown: Vec::new(),
        };
        let mut bodies = vec![body(self.kind.name(), Purpose::Classifying)];
        bodies.push(body(&self.reason, Purpose::Describing));
        bodies.extend(self.steps.iter().map(|step| body(step, Purpose::Describing)));
        Annotation {
            id: self.annotation_id(),
            motivations: vec![Motivation::Linking, relation],
            bodies,
            targets: [&self.a, &self.b]
                .into_iter()
                .chain(&self.witnesses)
                .filter_map(|side| target(side, library))
                .collect(),
            creator: Creator::Rule(self.rule.to_owned()),
            created: created.to_owned(),
            modified: None,
            status: Status::Suggested,
            confidence: Some(self.confidence),
            unknown: Vec::new(),
        }
    }
}

fn target(side: &Side, library: &Library) -> Option<Target> {
    let article = library.articles().get(side.article)?;
    Some(describe::describe(article, side.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Kind;
    use crate::annotation::Selector;
    use crate::article::Article;
    use crate::text::Span;

    #[test]
    fn a_finding_keeps_its_words_places_and_reasons() {
        let article = |id: &str, text: &str| Article {
            id: id.to_owned(),
            text: text.to_owned(),
            ..Article::default()
        };
        let library: Library = [
            article("mill", "🔥 Nine looms burned at the mill."),
            article("town", "At the mill, eleven looms burned."),
        ]
        .into_iter()
        .collect();
        let side = |article: usize, quote: &str| {
            let start = library.articles()[article].text.find(quote).expect("the quote is there");
            let span = Span::new(start, start + quote.len());
            Side { article, span, focus: Vec::new(), value: String::new() }
        };
        let finding = Finding {
            id: "f1".to_owned(),
            kind: Kind::Quantity,
            rule: "quantity/count",
            verdict: Verdict::Contradiction,
            confidence: 0.9,
            grounds: crate::analysis::Grounds::default(),
            reason: "Nine looms or eleven.".to_owned(),
            steps: vec!["9 looms".to_owned()],
            a: side(0, "Nine looms"),
            b: side(1, "eleven looms"),
            witnesses: Vec::new(),
        };
        let annotation = finding.to_annotation(&library, "2026-03-01T00:00:00Z");
        assert!(annotation.is_contradiction() && annotation.is_finding());
        assert_eq!(annotation.classification(), Some("quantity"));
        assert_eq!(annotation.targets[0].source, "urn:rashomon:doc:mill");
        assert_eq!(
            annotation.targets[0].selectors,
            [
                Selector::TextQuote {
                    exact: "Nine looms".to_owned(),
                    prefix: "🔥 ".to_owned(),
                    suffix: " burned at the mill.".to_owned()
                },
                Selector::TextPosition { start: 2, end: 12 }
            ]
        );
        let words: Vec<_> = annotation.bodies_for(Purpose::Describing).collect();
        assert_eq!(words, ["Nine looms or eleven.", "9 looms"]);
    }
}
