//! Writing and reading 10,000 annotations in every format.

#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use rashomon::analysis::Analysis;
use rashomon::annotation::{
    Annotation, Body, Creator, Id, Motivation, Purpose, Status, describe::describe,
};
use rashomon::article::{Article, Library};
use rashomon::exchange::{FORMATS, Outgoing};
use rashomon::text::Span;
use rashomon::topic::TopicIndex;
use std::hint::black_box;

const MANY: usize = 10_000;

fn library() -> Library {
    let article = |n: usize| {
        let sentence = |i: usize| {
            format!("Sentence {i} of account {n} says that {} looms burned. ", i * 7 % 31)
        };
        let text: String = (0..200).map(sentence).collect();
        let mut article = Article { id: format!("account-{n}"), text, ..Article::default() };
        article.source.sha256 = format!("{n:064x}");
        article.source.url = Some(format!("https://example.org/{n}"));
        article
    };
    (0..5).map(article).collect()
}

fn annotations(library: &Library) -> Vec<Annotation> {
    let body = |value: &str, purpose| Body {
        value: value.to_owned(),
        purpose,
        format: None,
        unknown: Vec::new(),
    };
    (0..MANY)
        .map(|n| {
            let at = |k: usize| {
                let article = &library.articles()[(n + k) % 5];
                let start = (n * 37 + k * 11) % (article.text.len() - 60);
                describe(article, Span::new(start, start + 50))
            };
            let pair = n % 4 == 0;
            let relation = if pair { Motivation::Contradicting } else { Motivation::Commenting };
            Annotation {
                id: Id::new(format!("urn:uuid:00000000-0000-7000-8000-{n:012x}")),
                motivations: vec![relation],
                bodies: vec![
                    body("Who counted, and when? 🔥", Purpose::Commenting),
                    body("toll", Purpose::Tagging),
                ],
                targets: if pair { vec![at(0), at(1)] } else { vec![at(0)] },
                creator: Creator::Person("Ines".to_owned()),
                created: "2026-03-01T10:00:00Z".to_owned(),
                modified: None,
                status: Status::Accepted,
                confidence: None,
                unknown: Vec::new(),
            }
        })
        .collect()
}

fn formats(c: &mut Criterion) {
    let library = library();
    let annotations = annotations(&library);
    let (analysis, topics) = (Analysis::default(), TopicIndex::default());
    let out = Outgoing {
        library: &library,
        annotations: &annotations,
        analysis: &analysis,
        topics: &topics,
        now: "2026-03-01T10:00:00Z",
        raw: false,
    };
    let mut group = c.benchmark_group("10,000 annotations");
    group.sample_size(10);
    for format in FORMATS {
        let Some(write) = format.write else { continue };
        group.bench_function(format!("write {}", format.name), |b| {
            b.iter(|| write(black_box(&out)))
        });
        if let Some(read) = format.read {
            let files = write(&out).files;
            group.bench_function(format!("read {}", format.name), |b| {
                b.iter(|| {
                    files
                        .iter()
                        .map(|f| read(&f.bytes, &library).expect("ours").annotations.len())
                        .sum::<usize>()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, formats);
criterion_main!(benches);
