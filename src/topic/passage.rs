//! The passage of an article that tells most about a topic.

use crate::text::Span;

/// A sentence of an article, as far as the choice of a passage needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Whether it is a title or heading.
    pub heading: bool,
    /// Whether it is the first one below a heading.
    pub below_heading: bool,
}

/// What the first mention is worth more than a later one: the account brings its main facts first, and
/// introduces a person where it first names them.
const EARLY: f64 = 1.0;

/// What a sentence gains when the heading above it has the topic: the section is about it.
const SECTION: f64 = 0.6;

/// What a heading is worth as a passage: it names the topic and tells nothing of it.
const HEADING: f64 = 0.5;

/// Words of a sentence up to which a mention counts fully: in a longer one the topic is one of many.
const FULL_BYTES: f64 = 160.0;

/// Returns the sentence that tells most about the topic with the given mentions (spans in order):
/// dense in mentions, early, and below a heading that names it. `None` when there is no mention.
pub(super) fn best(sentences: &[Sentence], mentions: &[Span]) -> Option<Span> {
    let mut best: Option<(f64, Span)> = None;
    let mut in_heading = false;
    let mut seen = 0_u32;
    let mut last = None;
    let mut next = 0;
    while next < mentions.len() {
        let at = sentences.partition_point(|s| s.span.end <= mentions[next].start);
        let Some(sentence) = sentences.get(at) else { break };
        let from = next;
        while next < mentions.len() && mentions[next].start < sentence.span.end {
            next += 1;
        }
        let count = next.max(from + 1) - from;
        next = next.max(from + 1);
        // whether the sentence stands right below the heading that mentions the topic
        let section = in_heading && sentence.below_heading && last.is_some_and(|l| l + 1 == at);
        let density = (count.min(3) as f64).sqrt()
            / (sentence.span.len() as f64 / FULL_BYTES).max(1.0).sqrt();
        let early = EARLY / f64::from(1 + seen);
        let mut score = density + early + if section { SECTION } else { 0.0 };
        if sentence.heading {
            score *= HEADING;
        } else {
            seen += 1;
        }
        in_heading = sentence.heading;
        last = Some(at);
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, sentence.span));
        }
    }
    best.map(|(_, span)| span)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences divided by `|`; `#` marks a heading, `*` is a mention.
    fn pick(drawn: &str) -> Option<String> {
        let mut at = 0;
        let mut sentences = Vec::new();
        let mut below = false;
        for piece in drawn.split('|') {
            let span = Span::new(at, at + piece.len());
            let heading = piece.starts_with('#');
            sentences.push(Sentence { span, heading, below_heading: below });
            below = heading;
            at = span.end + 1;
        }
        let mentions: Vec<Span> =
            drawn.match_indices('*').map(|(i, _)| Span::new(i, i + 1)).collect();
        best(&sentences, &mentions).map(|s| s.of(drawn).to_owned())
    }

    #[test]
    fn the_passage_is_early_dense_and_in_its_section() {
        let cases = [
            ("none here|nor here", None),
            ("#a * title|first *.|later *.", Some("first *.")),
            ("first *.|later * * * *.", Some("later * * * *.")),
            (
                "first *.|other|#all about *|the section on * begins",
                Some("the section on * begins"),
            ),
            ("#only a heading *|nothing", Some("#only a heading *")),
        ];
        for (drawn, want) in cases {
            assert_eq!(pick(drawn).as_deref(), want, "{drawn}");
        }
    }
}
