//! How fast one thread annotates: megabytes of article text a second, from text to the line that is printed.
//!
//! `cargo bench --bench annotate`. The texts are the seed articles, as `annotate` reads them: with their language given. The aim
//! is 15 MB a second; docs/speed.md says how far it is met and how it is measured on a corpus of one's own.

use std::fs;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use parallax::analysis::{Line, Options, annotate, line};
use parallax::base::Article;
use parallax::cues::Preset;
use parallax::matching::Engine;
use parallax::rules::load_texts;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn speed(criterion: &mut Criterion) {
    let articles = articles();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let Ok(engine) = Engine::new(load_texts(&[]).rules) else { return };
    let options = Options { flags_only: true, ..Options::default() };
    let mut group = criterion.benchmark_group("annotate");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(30);
    group.bench_function("read", |bencher| {
        bencher.iter(|| articles.iter().map(|a| engine.read(black_box(&a.text), None).tokens.len()).sum::<usize>());
    });
    let least = Preset::Default.least_strength(engine.rules());
    group.bench_function("read and find", |bencher| {
        bencher.iter(|| {
            let found =
                |a: &Article| engine.find_in_article(&engine.read(black_box(&a.text), None), false, least).cues.len();
            articles.iter().map(found).sum::<usize>()
        });
    });
    group.bench_function("to the printed line", |bencher| {
        let mut out = Line::default();
        bencher.iter(|| {
            let printed = |a: &Article| {
                line(&engine, a, &annotate(a.clone(), &engine, &options), &mut out);
                out.bytes().len()
            };
            articles.iter().map(printed).sum::<usize>()
        });
    });
    group.finish();
}

/// The seed articles, in the order of their names.
fn articles() -> Vec<Article> {
    let files = fs::read_dir("seeds").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    let article = |text: String| Article { text, lang: Some("en".into()), ..Article::default() };
    files.iter().filter_map(|path| fs::read_to_string(path).ok()).map(article).collect()
}

criterion_group!(benches, speed);
criterion_main!(benches);
