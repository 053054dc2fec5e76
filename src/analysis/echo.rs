//! Passages copied from one another, so that five articles may count as two origins.

use super::finding::{Origin, Side};
use super::progress::{MAX_BYTES, Stage, Steps, Watch};
use crate::article::{Article, Library};
use crate::language::token::{TokenKind, tokens};
use crate::text::Span;
use crate::text::fold::fold;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// How many words in a row are looked up. Eight equal words hardly ever meet by chance (the measure that
/// plagiarism research uses, too); shorter runs are names and set phrases.
const WINDOW: usize = 8;

/// How many words in a row, quotations left out, are a copy. Two reports of one event share a formula of
/// some fifteen words now and then (`expected to stand beside President A and President B`).
const MIN_WORDS: usize = 18;

/// A window that stands in more places than this is a form letter, and is looked up nowhere.
const MAX_PLACES: usize = 64;

/// Two articles are one origin when the shorter one shares this part of its words with the other.
const SAME_ORIGIN: f64 = 0.5;

/// What was copied in a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Echo {
    /// The copied passages, those that are copies of each other together, longest first.
    pub origins: Vec<Origin>,
    /// How many independent origins the articles amount to.
    pub independent: usize,
}

/// The words of an article, for comparing.
struct Words {
    /// A number for each distinct word.
    ids: Vec<u32>,
    spans: Vec<Span>,
    quoted: Vec<bool>,
}

/// A run of words that two articles share.
struct Run {
    a: (usize, usize),
    b: (usize, usize),
    len: usize,
}

/// Finds the passages that articles copied from one another. Equal quotations are no copies: two reporters
/// heard the same words. The time is linear in the text, as far as little of it is copied.
#[must_use]
pub fn echoes(library: &Library, watch: Watch<'_>) -> Option<Echo> {
    let mut steps = Steps::new(watch, Stage::Linking, library.len());
    let mut numbers: HashMap<String, u32> = HashMap::default();
    let mut words: Vec<Words> = Vec::with_capacity(library.len());
    for article in library.articles() {
        steps.by(1)?;
        words.push(read(article, &mut numbers));
    }
    let runs = runs(&words);
    steps.by(0)?;
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for run in &runs {
        *shared.entry((run.a.0, run.b.0)).or_default() += run.len;
    }
    let mut origin: Vec<usize> = (0..words.len()).collect();
    for ((a, b), copied) in shared {
        let shorter = words[a].ids.len().min(words[b].ids.len());
        if copied as f64 >= SAME_ORIGIN * shorter as f64 {
            join(&mut origin, a, b);
        }
    }
    let independent = (0..words.len()).filter(|i| root(&origin, *i) == *i).count();
    Some(Echo { origins: groups(library, &words, &runs), independent })
}

fn read(article: &Article, numbers: &mut HashMap<String, u32>) -> Words {
    let text = &article.text;
    let mut out = Words { ids: Vec::new(), spans: Vec::new(), quoted: Vec::new() };
    for block in article.blocks.iter().take_while(|b| b.span.start < MAX_BYTES) {
        let mut quoted = false;
        for token in tokens(text, block.span) {
            let raw = token.span.of(text);
            if token.kind == TokenKind::Mark {
                match raw {
                    "“" | "«" => quoted = true,
                    "”" | "»" => quoted = false,
                    "\"" => quoted = !quoted,
                    _ => {}
                }
                continue;
            }
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            out.ids.push(*numbers.entry(fold(raw)).or_insert(next));
            out.spans.push(token.span);
            out.quoted.push(quoted);
        }
    }
    out
}

/// Returns the longest runs that pairs of articles share.
fn runs(words: &[Words]) -> Vec<Run> {
    let mut places: HashMap<&[u32], Vec<(usize, usize)>> = HashMap::default();
    for (a, read) in words.iter().enumerate() {
        for (i, window) in read.ids.windows(WINDOW).enumerate() {
            places.entry(window).or_default().push((a, i));
        }
    }
    let mut out = Vec::new();
    for list in places.values().filter(|list| (2..=MAX_PLACES).contains(&list.len())) {
        for (n, first) in list.iter().enumerate() {
            for second in &list[n + 1..] {
                if first.0 != second.0 {
                    out.extend(run(words, *first, *second));
                }
            }
        }
    }
    out.sort_by_key(|run| (run.a, run.b));
    out
}

/// Extends a shared window to the whole run; `None` when the run began before it, or is no copy.
fn run(words: &[Words], a: (usize, usize), b: (usize, usize)) -> Option<Run> {
    let (x, y) = (&words[a.0], &words[b.0]);
    let before = a.1.checked_sub(1).zip(b.1.checked_sub(1));
    if before.is_some_and(|(i, j)| x.ids[i] == y.ids[j]) {
        return None;
    }
    let len = x.ids[a.1..].iter().zip(&y.ids[b.1..]).take_while(|(p, q)| p == q).count();
    let own = x.quoted[a.1..a.1 + len]
        .iter()
        .zip(&y.quoted[b.1..b.1 + len])
        .filter(|(p, q)| !**p && !**q);
    (own.count() >= MIN_WORDS).then_some(Run { a, b, len })
}

/// Puts passages together that are copies of each other.
fn groups(library: &Library, words: &[Words], runs: &[Run]) -> Vec<Origin> {
    let mut passages: Vec<(usize, Span)> = Vec::new();
    let mut group: Vec<usize> = Vec::new();
    for run in runs {
        let pair = [run.a, run.b].map(|(article, at)| {
            let spans = &words[article].spans;
            let span = spans[at].join(spans[at + run.len - 1]);
            passages.push((article, span));
            group.push(passages.len() - 1);
            passages.len() - 1
        });
        join(&mut group, pair[0], pair[1]);
    }
    let mut order: Vec<usize> = (0..passages.len()).collect();
    order.sort_by_key(|i| passages[*i]);
    for pair in order.windows(2) {
        let ((a, x), (b, y)) = (passages[pair[0]], passages[pair[1]]);
        if a == b && x.overlaps(y) {
            join(&mut group, pair[0], pair[1]);
        }
    }
    let mut sets: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
    for i in order {
        let set = sets.entry(root(&group, i)).or_default();
        match set.last_mut() {
            Some((article, span)) if *article == passages[i].0 && span.overlaps(passages[i].1) => {
                *span = span.join(passages[i].1);
            }
            _ => set.push(passages[i]),
        }
    }
    let side = |(article, span): &(usize, Span)| Side {
        article: *article,
        span: *span,
        focus: Vec::new(),
        value: String::new(),
    };
    let mut out: Vec<Origin> =
        sets.values().map(|set| Origin { passages: set.iter().map(side).collect() }).collect();
    for origin in &mut out {
        origin.passages.sort_by_key(|p| (library.articles()[p.article].id.clone(), p.span));
    }
    out.sort_by_key(|origin| {
        let first = &origin.passages[0];
        (
            std::cmp::Reverse(first.span.len()),
            library.articles()[first.article].id.clone(),
            first.span,
        )
    });
    out
}

fn root(parents: &[usize], mut i: usize) -> usize {
    while parents[i] != i {
        i = parents[i];
    }
    i
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::align::tests::library;
    use crate::analysis::progress::unwatched;

    const COPY: &str = "The bakers of the old town will close their ovens on Friday because flour has become too dear for them.";

    #[test]
    fn a_copied_passage_is_one_origin() {
        let one = format!("Bread is short. {COPY}\n\nNobody knows until when this will go on.");
        let two = format!("The mayor was told this morning.\n\n{COPY} He said nothing.");
        let library = library(&[
            &one,
            &two,
            "The bakers of the old town are angry, and flour has become dear.",
        ]);
        let echo = echoes(&library, &unwatched).expect("not stopped");
        assert_eq!(echo.origins.len(), 1);
        let quotes: Vec<_> = echo.origins[0]
            .passages
            .iter()
            .map(|p| library.articles()[p.article].quote(p.span))
            .collect();
        assert_eq!(quotes, [COPY.trim_end_matches('.'); 2]);
        assert_eq!(echo.independent, 3 - 1, "most of the shorter account is the copy");
    }

    #[test]
    fn equal_quotations_and_short_runs_are_no_copies() {
        let quote = "“We shall close our ovens on Friday because flour has become far too dear for all of us,” said a baker.";
        let texts =
            [format!("{quote} It rained."), format!("In town they say: {quote} She was angry.")];
        let echo = echoes(&library(&[&texts[0], &texts[1]]), &unwatched).expect("not stopped");
        assert_eq!(echo, Echo { origins: Vec::new(), independent: 2 });
    }

    #[test]
    fn the_bundled_accounts_share_one_passage() {
        let library = crate::article::bundled::bundled();
        let echo = echoes(&library, &unwatched).expect("not stopped");
        assert_eq!(echo.origins.len(), 1);
        assert_eq!(echo.origins[0].passages.len(), 2);
        assert_eq!(echo.independent, 5);
    }
}
