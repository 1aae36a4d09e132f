//! How long matching takes alone: with the bundled rules, and with ten times as many patterns.
//!
//! The texts are the seed articles. `cargo bench --bench matching`.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use parallax::matching::Engine;
use parallax::rules::{Loaded, RuleSet, Word, load_texts};

fn matching(criterion: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let Loaded { rules, .. } = load_texts(&[]);
    let patterns = patterns(&rules);
    let more = generated(&rules, 9 * patterns);
    let tenfold = load_texts(&[("en/generated.toml", &more)]).rules;
    let mut group = criterion.benchmark_group("find");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    for rules in [rules, tenfold] {
        let count = self::patterns(&rules);
        let Ok(engine) = Engine::new(rules) else { continue };
        let documents: Vec<_> = texts.iter().map(|text| engine.read(text, None)).collect();
        group.bench_function(BenchmarkId::from_parameter(format!("{count} patterns")), |bencher| {
            bencher.iter(|| documents.iter().map(|d| engine.find(black_box(d), false).cues.len()).sum::<usize>());
        });
    }
    group.finish();
}

fn compiling(criterion: &mut Criterion) {
    let rules = load_texts(&[]).rules;
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(20);
    group.bench_function("bundled", |bencher| {
        bencher.iter_batched(|| rules.clone(), |rules| black_box(Engine::new(rules)), BatchSize::LargeInput);
    });
    group.finish();
}

fn texts() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn patterns(rules: &RuleSet) -> usize {
    let cues = rules.cues.iter().map(|rule| &rule.matcher);
    let frames = rules.frames.iter().map(|rule| &rule.matcher);
    let verbs = rules.verbs.iter().map(|rule| &rule.matcher);
    let actors = rules.actors.iter().map(|rule| &rule.matcher);
    let concepts = rules.concepts.iter().map(|rule| &rule.matcher);
    cues.chain(frames).chain(verbs).chain(actors).chain(concepts).map(|matcher| matcher.patterns.len()).sum()
}

/// A cues pack with so many patterns of two to four words, half of them words of every day.
fn generated(rules: &RuleSet, count: usize) -> String {
    let plain = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let numbers = 1..u32::try_from(rules.words.len()).unwrap_or(u32::MAX);
    let mut known: Vec<(u32, &str)> = numbers
        .map(|number| (rules.tables.frequency(Word(number)), rules.words.text(Word(number))))
        .filter(|(frequency, word)| *frequency > 20 && plain(word))
        .collect();
    known.sort_unstable_by(|a, b| b.cmp(a));
    let common = known.len().min(1_000);
    let mut state = 1u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    let mut pack = String::from(
        "schema = 1\n[pack]\nkind = 'cues'\nlanguage = 'en'\ncategory = 'generated'\ntitle = 'Generated'\n",
    );
    for number in 0..count.div_ceil(4) {
        let mut patterns = Vec::new();
        for shape in 0..4 {
            let [a, c] = [draw(common), draw(common)].map(|at| known.get(at).map_or("the", |k| k.1));
            let [b, d] = [draw(known.len()), draw(known.len())].map(|at| known.get(at).map_or("of", |k| k.1));
            patterns.push(match shape {
                0 => format!("'{a} {b}'"),
                1 => format!("'{a} ({c}|{d})? {b}'"),
                2 => format!("'{b}~v _{{0,3}} {a} {c}'"),
                _ => format!("'{a} _ {c}'"),
            });
        }
        let _ = write!(
            pack,
            "[[rule]]\nid = 'g{number}'\nmatch = [{}]\nstrength = 0.5\neffect = 'none'\nwhy = 'w'\nquestion = 'q'\n\
             innocent = 'i'\nhits = ['x']\nmisses = ['y']\n",
            patterns.join(", ")
        );
    }
    pack
}

criterion_group!(benches, matching, compiling);
criterion_main!(benches);
