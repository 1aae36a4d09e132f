//! What the likeness of two claims, or of two sentences, is measured by; a [curve](super::Weights) makes a chance of it.
//!
//! Claims of one event are measured by what they mean and by the cosine of the claims' words, of the sentences that they stand in, and of
//! these with their neighbours; how much rare wording the claims share in all; how long the longer one is; and whether both
//! stand where an article opens. Words are weighed by their rarity among the event's own sentences (Spärck Jones 1972), for
//! what every outlet says of an event tells its claims not apart. On hand-made rows of six stories these did as well as
//! thirty measures together, names, acts and synonyms among them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::claims::{TermKind, Wording};

use super::near::Near;
use super::{Sided, Weights, similarity};

/// How much the sentences beside a sentence count.
const BESIDE: f32 = 0.5;

/// The words of an event's sentences with their rarity among them.
#[derive(Debug)]
pub struct Rarity {
    /// By key: inverse share of sentences, for cosines; and weight as evidence, from the background as well.
    words: FxHashMap<u64, (f32, f32)>,
}

/// A claim or sentence as a vector of its words.
#[derive(Debug, Clone, Default)]
pub struct Worded {
    /// By key: weight in a vector of length 1, and weight as evidence. Sorted, each key once.
    words: Vec<(u64, f32, f32)>,
}

impl Rarity {
    /// Counts the words of each sentence.
    pub fn new<'w>(sentences: impl Iterator<Item = &'w [Wording]>, weights: &Weights) -> Rarity {
        let mut counts: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        let mut total = 0u32;
        for sentence in sentences {
            total += 1;
            let mut keys: Vec<(u64, u32)> = sentence.iter().map(|w| (w.key, w.frequency)).collect();
            keys.sort_unstable();
            keys.dedup_by_key(|(key, _)| *key);
            for (key, frequency) in keys {
                let slot = counts.entry(key).or_insert((0, frequency));
                slot.0 += 1;
                slot.1 = slot.1.max(frequency);
            }
        }
        let total = total as f32;
        let words = counts.into_iter().map(|(key, (sentences, frequency))| {
            let here = ((total + 1.0) / (sentences as f32 + 1.0)).ln() + 1.0;
            (key, (here, rarity(frequency, weights) / (1.0 + (1.0 + sentences as f32).ln())))
        });
        Rarity { words: words.collect() }
    }

    /// Rarity by the background alone, for passages that stand in no event.
    pub fn usual<'w>(passages: impl Iterator<Item = &'w [Wording]>, weights: &Weights) -> Rarity {
        let words = passages.flatten().map(|word| {
            let usual = rarity(word.frequency, weights);
            (word.key, (usual, usual))
        });
        Rarity { words: words.collect() }
    }

    /// A passage as a vector.
    pub fn worded(&self, passage: &[Wording]) -> Worded {
        let mut words = self.weighed(passage, 1.0);
        normalise(&mut words);
        Worded { words }
    }

    /// A sentence with those beside it, which count by half.
    pub fn around(&self, sentence: &[Wording], beside: &[&[Wording]]) -> Worded {
        let mut all = self.weighed(sentence, 1.0);
        for passage in beside {
            all.extend(self.weighed(passage, BESIDE));
        }
        all.sort_unstable_by_key(|w| w.0);
        let mut words: Vec<(u64, f32, f32)> = Vec::with_capacity(all.len());
        for (key, weight, evidence) in all {
            match words.last_mut().filter(|last| last.0 == key) {
                Some(last) => last.1 += weight,
                None => words.push((key, weight, evidence)),
            }
        }
        normalise(&mut words);
        Worded { words }
    }

    fn weighed(&self, passage: &[Wording], factor: f32) -> Vec<(u64, f32, f32)> {
        let mut keys: Vec<u64> = passage.iter().map(|w| w.key).collect();
        keys.sort_unstable();
        let runs = keys.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len())));
        runs.map(|(key, times)| {
            let (here, evidence) = self.words.get(&key).copied().unwrap_or((1.0, 1.0));
            (key, factor * here * (1.0 + (times as f32).ln()), evidence)
        })
        .collect()
    }
}

/// Logarithm of how rarely a word stands in the background articles.
fn rarity(frequency: u32, weights: &Weights) -> f32 {
    ((weights.articles + 1.0) / (frequency as f32 + 1.0)).ln().clamp(0.3, weights.ceiling)
}

fn normalise(words: &mut [(u64, f32, f32)]) {
    let length = words.iter().map(|w| w.1 * w.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    for word in words {
        word.1 /= length;
    }
}

impl Worded {
    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = u64> + '_ {
        self.words.iter().map(|w| w.0)
    }

    /// Cosine where near words count as well (soft cosine; Sidorov et al. 2014), 0 to 1.
    fn soft_cosine(&self, other: &Worded, near: &Near) -> f32 {
        let product = |a: &Worded, b: &Worded| -> f32 { a.words.iter().map(|w| w.1 * b.like(w.0, near)).sum() };
        let lengths = (product(self, self) * product(other, other)).sqrt();
        (product(self, other) / lengths.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }

    /// The weight of a word here, and of those near it by how near they are.
    fn like(&self, key: u64, near: &Near) -> f32 {
        let weight = |key: u64| self.words.binary_search_by_key(&key, |w| w.0).ok().and_then(|at| self.words.get(at));
        let beside = near.of(key).iter().filter_map(|(other, counts)| Some(counts * weight(*other)?.1));
        weight(key).map_or(0.0, |w| w.1) + beside.sum::<f32>()
    }

    /// The weight as evidence of all words, and of those that the other has too, of a near one as much as it counts (Mihalcea et
    /// al. 2006).
    fn covered(&self, other: &Worded, near: &Near) -> (f32, f32) {
        let has = |key: u64| other.words.binary_search_by_key(&key, |w| w.0).is_ok();
        let best = |key: u64| {
            let nearest = near.of(key).iter().filter(|(other, _)| has(*other)).map(|(_, counts)| *counts);
            if has(key) { 1.0 } else { nearest.fold(0.0, f32::max) }
        };
        self.words.iter().fold((0.0, 0.0), |(all, covered), w| (all + w.2, covered + w.2 * best(w.0)))
    }

    /// The share of this one's words that the other has too, weighed as evidence, 0 to 1.
    pub fn share_in(&self, other: &Worded) -> f32 {
        let total = self.words.iter().map(|w| w.2).sum::<f32>().max(f32::MIN_POSITIVE);
        self.shared(other).1 / total
    }

    /// Cosine, and the shared parts of the lighter and of the heavier side, each 0 to 1.
    fn overlap(&self, other: &Worded) -> [f32; 3] {
        let (cosine, shared) = self.shared(other);
        let total = |side: &Worded| side.words.iter().map(|w| w.2).sum::<f32>().max(f32::MIN_POSITIVE);
        let (one, two) = (total(self), total(other));
        [cosine, shared / one.min(two), shared / one.max(two)]
    }

    /// Cosine, 0 to 1, and shared evidence.
    fn shared(&self, other: &Worded) -> (f32, f32) {
        let (mut i, mut j, mut cosine, mut evidence) = (0, 0, 0.0, 0.0);
        while let (Some(a), Some(b)) = (self.words.get(i), other.words.get(j)) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    cosine += a.1 * b.1;
                    evidence += a.2;
                    i += 1;
                    j += 1;
                }
            }
        }
        (cosine, evidence)
    }
}

/// What the likeness of two claims of one event is measured by, as `[values.alignment-chance]` names it.
pub const CLAIM_MEASURES: [&str; 7] = ["meaning", "claim", "sentence", "context", "evidence", "length", "opening"];

/// A claim where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'w> {
    /// Its words.
    pub claim: &'w Worded,
    /// Those of its sentence.
    pub sentence: &'w Worded,
    /// Those of its sentence and the ones beside it.
    pub context: &'w Worded,
    /// Those of the sentences beside it alone.
    pub beside: &'w Worded,
    /// Whether it stands where its article opens.
    pub opens: bool,
}

/// The [measures](CLAIM_MEASURES) of two claims of different articles. `meaning` is their [similarity](super::similarity).
pub fn claim_measures(a: &Placed, b: &Placed, meaning: f32) -> [f32; 7] {
    let (claims, evidence) = a.claim.shared(b.claim);
    let (sentences, _) = a.sentence.shared(b.sentence);
    let (contexts, _) = a.context.shared(b.context);
    let longer = a.claim.words.len().max(b.claim.words.len()) as f32;
    let opening = if a.opens && b.opens { 1.0 } else { 0.0 };
    [meaning, claims, sentences, contexts, (1.0 + evidence).ln(), (1.0 + longer).ln(), opening]
}

/// What is asked of two claims that are each other's likest, as `[values.alignment-likest]` names it.
pub const LIKEST_MEASURES: [&str; 4] = ["chance", "near", "beside", "shorter"];

/// Chances nearer than this to 0 or 1 are not told from them.
const SURE: f32 = 0.001;

/// The [measures](LIKEST_MEASURES) of two claims: the logarithm of the odds of the [chance](Weights::of_claims) that their words
/// give; the soft cosine of their sentences with those beside them; the cosine of these without their own sentences; and the
/// logarithm of the number of words of the shorter one.
pub fn likest_measures(a: &Placed, b: &Placed, chance: f32, weights: &Weights) -> [f32; 4] {
    let chance = chance.clamp(SURE, 1.0 - SURE);
    let (beside, _) = a.beside.shared(b.beside);
    let near = a.context.soft_cosine(b.context, &weights.near);
    let shorter = a.claim.words.len().min(b.claim.words.len()) as f32;
    [(chance / (1.0 - chance)).ln(), near, beside, (1.0 + shorter).ln()]
}

/// What the likeness of two sentences that stand in no event is measured by, as `[values.alignment-pair]` names it.
pub const PAIR_MEASURES: [&str; 10] =
    ["meaning", "cosine", "smaller", "larger", "words", "order", "pairs", "number", "names", "near"];

/// The [measures](PAIR_MEASURES) of two sentences.
pub fn pair_measures(a: &Sided, b: &Sided, weights: &Weights) -> [f32; 10] {
    let meaning = similarity(&a.whole, &b.whole, weights);
    let [cosine, smaller, larger] = a.words.overlap(b.words);
    let common = a.words.keys().filter(|key| b.words.words.binary_search_by_key(key, |w| w.0).is_ok()).count();
    let words = common as f32 / ((a.words.words.len() * b.words.words.len()) as f32).sqrt().max(1.0);
    let longer = a.order.len().max(b.order.len()).clamp(1, LONGEST) as f32;
    let order = in_order(a.order, b.order) as f32 / longer;
    let pairs = neighbours(a.order, b.order);
    let of = |side: &Sided, kinds: [TermKind; 2]| -> BTreeSet<String> {
        let terms = side.whole.meaning.terms.iter().filter(|term| kinds.contains(&term.kind));
        terms.map(|term| term.key.clone()).collect()
    };
    let both = |kinds: [TermKind; 2]| {
        let (left, right) = (of(a, kinds), of(b, kinds));
        (left.intersection(&right).count(), left.union(&right).count())
    };
    let (numbers, _) = both([TermKind::Number, TermKind::Year]);
    let (shared, all) = both([TermKind::Name, TermKind::Actor]);
    let number = if numbers > 0 { 1.0 } else { 0.0 };
    let names = shared as f32 / all.max(1) as f32;
    let (left, right) = (a.words.covered(b.words, &weights.near), b.words.covered(a.words, &weights.near));
    let near = (left.1 + right.1) / (left.0 + right.0).max(f32::MIN_POSITIVE);
    [meaning, cosine, smaller, larger, words, order, pairs, number, names, near]
}

/// No more words than this are looked through for their order, for that takes time by the square.
const LONGEST: usize = 400;

/// The part of the shorter passage's pairs of neighbouring words that the other has too, each pair once, 0 to 1.
fn neighbours(a: &[u64], b: &[u64]) -> f32 {
    let pairs =
        |words: &[u64]| -> BTreeSet<(u64, u64)> { words.iter().copied().zip(words.iter().copied().skip(1)).collect() };
    let (left, right) = (pairs(a), pairs(b));
    left.intersection(&right).count() as f32 / left.len().min(right.len()).max(1) as f32
}

/// How many words two passages have in the same order (longest common subsequence; Lin 2004, ROUGE-L). Function words count: how a sentence is built
/// shows in them.
fn in_order(a: &[u64], b: &[u64]) -> usize {
    let b = b.get(..b.len().min(LONGEST)).unwrap_or_default();
    let mut before = vec![0usize; b.len() + 1];
    for x in a.iter().take(LONGEST) {
        let mut line = Vec::with_capacity(before.len());
        let mut last = 0;
        line.push(0);
        for (y, pair) in b.iter().zip(before.windows(2)) {
            let &[over, above] = pair else { continue };
            last = if x == y { over + 1 } else { above.max(last) };
            line.push(last);
        }
        before = line;
    }
    before.last().copied().unwrap_or_default()
}
