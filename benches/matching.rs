//! How long matching takes alone: with the bundled rules, and with ten times as many patterns.
//!
//! The texts are the seed articles. The further patterns are pairs and triples of words in the four commonest shapes of
//! the bundled ones (two words, an optional group between them, an inflected verb with a gap, any word in between). Half
//! of their words are drawn from the thousand commonest of the background table and half from all of it, so that they
//! meet texts as rules about everyday words do; a quarter of the patterns has common words only.
//!
//! `cargo bench --bench matching` gives criterion's figures for both, then, from runs of both in turn, the ratio. The aim
//! is that ten times the patterns take at most 1.3 times as long; what they find on top is said beside it.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::time::Instant;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use parallax::matching::Engine;
use parallax::rules::{Loaded, RuleSet, Word, load_texts};
use parallax::text::Document;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs of each rule set for the ratio.
const ROUNDS: usize = 200;

fn matching(criterion: &mut Criterion) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let Loaded { rules, .. } = load_texts(&[]);
    let patterns = patterns(&rules);
    let more = generated(&rules, 9 * patterns);
    let tenfold = load_texts(&[("en/generated.toml", &more)]).rules;
    let counts = [&rules, &tenfold].map(self::patterns);
    let engines: Vec<Engine> = [rules, tenfold].into_iter().filter_map(|rules| Engine::new(rules).ok()).collect();
    let read = |engine: &Engine| texts.iter().map(|text| engine.read(text, None)).collect::<Vec<Document>>();
    let documents: Vec<Vec<Document>> = engines.iter().map(read).collect();
    let mut group = criterion.benchmark_group("find");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    for ((engine, documents), count) in engines.iter().zip(&documents).zip(counts) {
        group.bench_function(BenchmarkId::from_parameter(format!("{count} patterns")), |bencher| {
            bencher.iter(|| find(engine, documents));
        });
    }
    group.finish();
    let mut times = vec![Vec::new(); engines.len()];
    for _ in 0..ROUNDS {
        for ((engine, documents), times) in engines.iter().zip(&documents).zip(&mut times) {
            let start = Instant::now();
            find(engine, documents);
            times.push(start.elapsed().as_secs_f64());
        }
    }
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    let times: Vec<f64> = times.iter_mut().map(median).collect();
    for (((engine, documents), count), time) in engines.iter().zip(&documents).zip(counts).zip(&times) {
        let speed = bytes as f64 / time / 1e6;
        println!("{count:>6} patterns: {speed:5.1} MB/s, {} matches of cues", find(engine, documents));
    }
    if let [one, ten] = times.as_slice() {
        println!("ten times the patterns take {:.2} times as long", ten / one);
    }
}

fn find(engine: &Engine, documents: &[Document]) -> usize {
    documents.iter().map(|document| engine.find(black_box(document), false).cues.len()).sum()
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

criterion_group!(benches, matching);
criterion_main!(benches);
