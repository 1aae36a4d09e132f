//! How long it takes until the first article can be read: all bundled packs loaded and compiled, on one thread.
//!
//! `cargo bench --bench load`. The aim is less than 20 ms for both together, so that packs can be loaded anew at every save.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use parallax::matching::Engine;
use parallax::rules::load_texts;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bundled packs");
    group.sample_size(50);
    group.bench_function("load", |bencher| bencher.iter(|| black_box(load_texts(&[])).rules.words.len()));
    let rules = load_texts(&[]).rules;
    group.bench_function("compile", |bencher| {
        bencher.iter_batched(|| rules.clone(), |rules| black_box(Engine::new(rules)), BatchSize::LargeInput);
    });
    group.bench_function("load and compile", |bencher| {
        bencher.iter(|| black_box(Engine::new(load_texts(&[]).rules)).is_ok());
    });
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
