//! Passages whose content no other account has.

use super::align::Alignment;
use super::finding::Side;
use super::progress::{Stage, Steps, Watch};
use crate::article::Library;

/// Which part of a sentence's weight must lie in words that no other account uses at all. Above one half the
/// sentence is about something that the others leave out; below, it says more about what they all tell.
const UNSHARED: f64 = 0.5;

/// How many such words there must be: a single one is a choice of words.
const MIN_WORDS: usize = 3;

/// Returns the sentences of running text whose content no other account has, in the order of article ids and texts.
///
/// Rather too few than too many: a sentence counts when no other account has a counterpart, and most of what
/// it says is said in words that none of them uses. `None` when the watch stopped it.
#[must_use]
pub fn only_in(library: &Library, alignment: &Alignment, watch: Watch<'_>) -> Option<Vec<Side>> {
    if library.len() < 2 {
        return Some(Vec::new());
    }
    let mut steps = Steps::new(watch, Stage::Linking, library.len());
    let mut articles: Vec<usize> = (0..library.len()).collect();
    articles.sort_by_key(|i| &library.articles()[*i].id);
    let mut out = Vec::new();
    for article in articles {
        for sentence in 0..alignment.sentences(article).len() {
            steps.sentence(0)?;
            let (words, share) = alignment.unshared(article, sentence);
            if words >= MIN_WORDS && share >= UNSHARED && !alignment.is_covered(article, sentence) {
                let span = alignment.sentences(article)[sentence];
                out.push(Side { article, span, focus: Vec::new(), value: String::new() });
            }
        }
        steps.by(1)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::align::tests::{LEFT, RIGHT, library};
    use crate::analysis::progress::unwatched;

    #[test]
    fn what_only_one_account_says_is_found() {
        let library = library(&[LEFT, RIGHT]);
        let found = only_in(&library, &Alignment::of(&library), &unwatched).expect("not stopped");
        let quotes: Vec<_> =
            found.iter().map(|s| library.articles()[s.article].quote(s.span)).collect();
        assert_eq!(quotes, ["Bread prices rose again in the capital."]);
    }
}
