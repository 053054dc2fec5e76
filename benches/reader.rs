//! The stages of the program by the clock; `benches/counts.py` counts their instructions.

#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]

mod stages;

use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    for (name, prepare) in stages::STAGES {
        let mut job = prepare();
        criterion.bench_function(name, |bencher| bencher.iter(&mut job));
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
