//! Topics, the fuzzy jump, alignment, copies: how long each takes on the bundled accounts and on many topics.

#![allow(missing_docs, reason = "a bench has no readers of its documentation")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use rashomon::analysis::progress::unwatched;
use rashomon::analysis::{Alignment, echo};
use rashomon::article::bundled::bundled;
use rashomon::topic::{Jump, Topic, TopicIndex, TopicKind};
use std::hint::black_box;

/// Ten thousand topics with names of two or three words and a variant each.
fn many() -> TopicIndex {
    const FIRST: &[&str] = &[
        "armoured", "green", "northern", "missing", "Ana", "Olga", "central", "state", "old", "new",
    ];
    const SECOND: &[&str] = &[
        "ferry", "harbour", "Ruiz", "Paz", "station", "tower", "market", "council", "river", "mill",
    ];
    let topic = |i: usize| {
        let name = format!("{} {} {}", FIRST[i % 10], SECOND[i / 10 % 10], i / 100);
        Topic {
            variants: vec![name.clone(), format!("the {} of {}", SECOND[i / 10 % 10], i)],
            name,
            kind: TopicKind::Thing,
            mentions: Vec::new(),
            best: Vec::new(),
        }
    };
    TopicIndex { topics: (0..10_000).map(topic).collect(), ..TopicIndex::default() }
}

fn topics(c: &mut Criterion) {
    let library = bundled();
    c.bench_function("topics of five accounts", |b| b.iter(|| TopicIndex::of(black_box(&library))));
    c.bench_function("alignment of five accounts", |b| {
        b.iter(|| Alignment::of(black_box(&library)))
    });
    c.bench_function("copies among five accounts", |b| {
        b.iter(|| echo::echoes(black_box(&library), &unwatched))
    });
}

/// What people type, letter by letter: each keystroke is a query that was not asked before.
const TYPED: &[&str] =
    &["ferry harbour", "frry", "armored fe", "zqx", "ruiz 42", "the market of 7", "council"];

/// A keystroke as in the reader, where the list is narrowed from the one before, and each kind of query
/// asked at once, as it is pasted.
fn keystrokes(c: &mut Criterion) {
    let index = many();
    let jump = Jump::new(&index);
    let queries = TYPED.iter().flat_map(|word| (1..=word.len()).map(|end| &word[..end]));
    let mut next = queries.clone().cycle();
    c.bench_function("a keystroke in 10,000 topics, typed", |b| {
        b.iter(|| jump.rank(black_box(next.next().expect("a cycle"))));
    });
    for query in ["f", "fe", "ferry", "frry", "armored fe", "zq"] {
        let name = format!("a query in 10,000 topics, pasted: {query}");
        c.bench_function(&name, |b| {
            b.iter_batched(
                || jump.rank("x").len(),
                |_| jump.rank(black_box(query)),
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, topics, keystrokes);
criterion_main!(benches);
