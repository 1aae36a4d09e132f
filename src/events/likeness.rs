//! How alike articles are: cosine of their rarity-weighted words and pairs of words, less with every day between them.
//!
//! An inverted index in order of days: an article meets only those that share a word with it within the days in which likeness
//! counts, and words that too many of these have bring no two together. So the work grows with the articles, not with their
//! pairs. All sums run in the order of keys, which does not depend on the order of the input or on threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::rules::RuleSet;

use super::linkage::Edge;
use super::outline::{Outline, Outliner, is_pair};

/// Articles whose neighbours one thread looks for at a time.
const CHUNK: usize = 64;
/// Articles whose vectors are made side by side before they are put into the index.
const BATCH: usize = 4096;

#[derive(Debug, Clone, Copy)]
struct Settings {
    pairs: f32,
    prior: f32,
    days: f32,
    lasting: f32,
    near: f32,
    common: f32,
    least: f32,
    lone: f32,
}

impl Settings {
    fn new(rules: &RuleSet) -> Settings {
        let value = |name: &str, otherwise: f32| {
            rules.tables.value("stories", rules.words.get(name)).map_or(otherwise, |value| value as f32)
        };
        Settings {
            pairs: value("pairs", 0.5),
            prior: value("prior", 200.0),
            days: value("days", 2.0),
            lasting: value("lasting", 0.1),
            near: value("near", 1.25),
            common: value("common", 0.2),
            least: value("background", 0.05),
            lone: value("lone", 50.0),
        }
    }

    /// What likeness counts for after so many days.
    fn time(&self, a: Option<i32>, b: Option<i32>) -> f32 {
        let (Some(a), Some(b)) = (a, b) else { return 1.0 };
        let apart = a.abs_diff(b) as f32 / self.days;
        self.near * (self.lasting + (1.0 - self.lasting) * (-apart * apart / 2.0).exp())
    }

    /// Days after which no likeness but that of copies is left.
    fn horizon(&self) -> i32 {
        (1..365).find(|&days| self.time(Some(0), Some(days)) < 1.5 * self.near * self.lasting.max(0.01)).unwrap_or(365)
    }
}

/// Terms that two articles have at least, sorted by key, with how many articles have each.
struct Dictionary {
    keys: Vec<u32>,
    spread: Vec<u32>,
    /// By the first bits of a key: where its keys begin.
    starts: Vec<u32>,
    shift: u32,
}

impl Dictionary {
    fn new(outlines: &[Outline]) -> Dictionary {
        const PARTS: usize = 64;
        let parts: Vec<(Vec<u32>, Vec<u32>)> = (0..PARTS)
            .into_par_iter()
            .map(|part| {
                let bounds = |outline: &Outline| {
                    let from = outline.keys.partition_point(|key| ((key >> 26) as usize) < part);
                    let to = outline.keys.partition_point(|key| (key >> 26) as usize <= part);
                    from..to
                };
                let mut all: Vec<u32> = Vec::new();
                for outline in outlines {
                    all.extend_from_slice(outline.keys.get(bounds(outline)).unwrap_or_default());
                }
                all.sort_unstable();
                let shared = all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
                shared.filter_map(|run| Some((*run.first()?, run.len() as u32))).unzip()
            })
            .collect();
        let (mut keys, mut spread) = (Vec::new(), Vec::new());
        for (more, counts) in parts {
            keys.extend(more);
            spread.extend(counts);
        }
        let bits = (keys.len().max(2).ilog2()).clamp(4, 24);
        let shift = 32 - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        for prefix in 0..=(1u64 << bits) {
            let from = starts.last().map_or(0, |&last: &u32| last as usize);
            let more = keys.get(from..).unwrap_or_default().partition_point(|&key| u64::from(key >> shift) < prefix);
            starts.push((from + more) as u32);
        }
        Dictionary { keys, spread, starts, shift }
    }

    fn find(&self, key: u32) -> Option<usize> {
        let prefix = (key >> self.shift) as usize;
        let (from, to) = (*self.starts.get(prefix)? as usize, *self.starts.get(prefix + 1)? as usize);
        self.keys.get(from..to)?.binary_search(&key).ok().map(|at| from + at)
    }
}

/// Similarities of pairs of articles, each at least `background`. `outlines` are sorted by day, those without one last; their
/// keys are used up.
pub(super) fn edges(outlines: &mut [Outline], rules: &RuleSet) -> Vec<Edge> {
    let settings = Settings::new(rules);
    let dictionary = Dictionary::new(outlines);
    let rarity = Rarity { articles: outlines.len() as f32, shares: Outliner::new(rules).background(), settings };
    let weights: Vec<f32> = dictionary.keys.iter().zip(&dictionary.spread).map(|(&k, &n)| rarity.of(k, n)).collect();
    let index = Index::new(outlines, &dictionary, &weights, &rarity);
    let outlines: &[Outline] = outlines;
    drop((dictionary, weights));
    let horizon = settings.horizon();
    let search = Search { outlines, index: &index, settings: &settings };
    let chunks: Vec<usize> = (0..outlines.len()).step_by(CHUNK).collect();
    let found: Vec<Vec<Edge>> = chunks
        .into_par_iter()
        .map_init(
            || Sums { of: vec![0.0; outlines.len()], touched: Vec::new() },
            |sums, first| {
                let mut edges = Vec::new();
                for article in first..(first + CHUNK).min(outlines.len()) {
                    // Later articles look back at earlier ones; those without a date look at all.
                    let from = outlines[article].day.map_or(0, |day| {
                        outlines.partition_point(|other| other.day.is_some_and(|theirs| theirs < day - horizon))
                    });
                    neighbours(article, from, &search, sums, &mut edges);
                }
                edges
            },
        )
        .collect();
    let mut edges = Vec::with_capacity(found.iter().map(Vec::len).sum());
    for part in found {
        edges.extend(part);
    }
    edges
}

/// What a term weighs.
struct Rarity {
    articles: f32,
    /// By key: in what share of the background's articles it stands.
    shares: FxHashMap<u32, f32>,
    settings: Settings,
}

impl Rarity {
    fn of(&self, key: u32, spread: u32) -> f32 {
        let Settings { prior, pairs, .. } = self.settings;
        // The background speaks as so many articles of the corpus: three articles do not tell what is rare.
        let expected = prior * self.shares.get(&key).copied().unwrap_or(0.0);
        let rare = ((1.0 + self.articles + prior) / (1.0 + spread as f32 + expected)).ln() + 1.0;
        if is_pair(key) { pairs * rare } else { rare }
    }

    /// What a term of one article alone adds to its length: in a small corpus others would have it if there were others, in
    /// a large one it is a slip or a name that matters to nobody.
    fn lone(&self) -> f32 {
        let share = self.settings.lone / (self.settings.lone + self.articles);
        if share < 0.01 { 0.0 } else { share }
    }
}

/// A unit vector: terms of the dictionary with weights, by term.
fn row(keys: &[u32], times: &[u8], dictionary: &Dictionary, weights: &[f32], rarity: &Rarity) -> Vec<(u32, f32)> {
    let lone = rarity.lone();
    let mut alone = 0.0;
    let mut row: Vec<(u32, f32)> = Vec::with_capacity(keys.len());
    for (&key, &times) in keys.iter().zip(times) {
        let often = 1.0 + f32::from(times.max(1)).ln();
        match dictionary.find(key) {
            Some(term) => row.push((term as u32, often * weights[term])),
            None if lone > 0.0 => alone += lone * (often * rarity.of(key, 1)).powi(2),
            None => {}
        }
    }
    let length = (alone + row.iter().map(|(_, w)| w * w).sum::<f32>()).sqrt().max(f32::MIN_POSITIVE);
    row.iter_mut().for_each(|(_, weight)| *weight /= length);
    row
}

/// By term the articles that have it, and by article its terms. Flat lists: a million vectors of their own would not fit.
struct Index {
    /// By term: where its holders begin.
    starts: Vec<u32>,
    /// Articles with the weight that the term has there, in the order of articles.
    holders: Vec<(u32, f32)>,
    /// By article: where its terms begin.
    rows: Vec<usize>,
    /// Terms of the articles, by term, each with its place among the holders.
    entries: Vec<(u32, u32)>,
    /// A term with more holders is common.
    common: usize,
}

impl Index {
    /// Uses up the keys of the outlines.
    fn new(outlines: &mut [Outline], dictionary: &Dictionary, weights: &[f32], rarity: &Rarity) -> Index {
        let mut starts = Vec::with_capacity(dictionary.keys.len() + 1);
        let mut end = 0u32;
        starts.push(0);
        for &spread in &dictionary.spread {
            end += spread;
            starts.push(end);
        }
        let mut next = starts.clone();
        let mut holders = vec![(0u32, 0.0f32); end as usize];
        let mut entries = Vec::with_capacity(end as usize);
        let mut rows = Vec::with_capacity(outlines.len() + 1);
        rows.push(0);
        let common = (outlines.len() as f32 * COMMON) as usize;
        for batch in outlines.chunks_mut(BATCH) {
            let used_up = |outline: &mut Outline| {
                let (keys, times) = (std::mem::take(&mut outline.keys), std::mem::take(&mut outline.times));
                row(&keys, &times, dictionary, weights, rarity)
            };
            let made: Vec<Vec<(u32, f32)>> = batch.par_iter_mut().map(used_up).collect();
            for row in made {
                let article = rows.len() as u32 - 1;
                for (term, weight) in row {
                    let slot = &mut next[term as usize];
                    holders[*slot as usize] = (article, weight);
                    entries.push((term, *slot));
                    *slot += 1;
                }
                rows.push(entries.len());
            }
        }
        Index { starts, holders, rows, entries, common: common.max(NEVER_COMMON) }
    }

    fn row(&self, article: usize) -> &[(u32, u32)] {
        let bounds = self.rows.get(article).zip(self.rows.get(article + 1));
        bounds.and_then(|(&start, &end)| self.entries.get(start..end)).unwrap_or_default()
    }

    fn weight(&self, place: u32) -> f32 {
        self.holders.get(place as usize).map_or(0.0, |(_, weight)| *weight)
    }

    /// The holders of a term before `place` and from the article `from` on, at most `most`, the latest; and whether these are
    /// all.
    fn before(&self, (term, place): (u32, u32), from: usize, most: usize) -> (&[(u32, f32)], bool) {
        let bounds = self.starts.get(term as usize).zip(self.starts.get(term as usize + 1));
        let Some((&start, &end)) = bounds else { return (&[], true) };
        let earlier = self.holders.get(start as usize..place as usize).unwrap_or_default();
        let nearest = earlier.get(earlier.len().saturating_sub(most)..).unwrap_or_default();
        let inside = |holder: &(u32, f32)| holder.0 as usize >= from;
        let all = nearest.len() == earlier.len() || !nearest.first().is_some_and(inside);
        if !all && (end - start) as usize > self.common {
            return (&[], false);
        }
        let first = nearest.len() - nearest.iter().rev().take_while(|holder| inside(holder)).count();
        (nearest.get(first..).unwrap_or_default(), all)
    }

    /// Cosine of two articles.
    fn cosine(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (self.row(a), self.row(b));
        let (mut x, mut y, mut sum) = (0, 0, 0.0);
        while let (Some(one), Some(other)) = (a.get(x), b.get(y)) {
            if one.0 == other.0 {
                sum += self.weight(one.1) * self.weight(other.1);
            }
            x += usize::from(one.0 <= other.0);
            y += usize::from(other.0 <= one.0);
        }
        sum
    }
}

/// What the search for likenesses reads.
struct Search<'s> {
    outlines: &'s [Outline],
    index: &'s Index,
    settings: &'s Settings,
}

/// What it reckons with, kept from article to article.
struct Sums {
    of: Vec<f32>,
    touched: Vec<u32>,
}

/// The edges of an article to those before it, back to the article `from`.
fn neighbours(article: usize, from: usize, search: &Search, sums: &mut Sums, edges: &mut Vec<Edge>) {
    let Search { outlines, index, settings } = *search;
    let most = ((article - from) as f32 * settings.common).clamp(LOOKED_AT, LOOKED_AT_MOST) as usize;
    let mut whole = true;
    for &(term, place) in index.row(article) {
        let own = index.weight(place);
        let (holders, all) = index.before((term, place), from, most);
        whole &= all;
        for &(other, theirs) in holders {
            let sum = &mut sums.of[other as usize];
            if *sum == 0.0 {
                sums.touched.push(other);
            }
            *sum += own * theirs;
        }
    }
    let first = edges.len();
    for &other in &sums.touched {
        let part = std::mem::take(&mut sums.of[other as usize]);
        let other = other as usize;
        let time = settings.time(outlines[article].day, outlines[other].day);
        if part * time < settings.least * if whole { 1.0 } else { WORTH } {
            continue;
        }
        let weight = time * if whole { part } else { index.cosine(article, other) };
        if weight >= settings.least {
            edges.push(Edge { a: other, b: article, weight });
        }
    }
    sums.touched.clear();
    let own = &mut edges[first..];
    own.sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then(x.a.cmp(&y.a)));
    let strong = own.partition_point(|edge| edge.weight >= STRONG * settings.least);
    edges.truncate(first + (strong + WEAK).min(MOST_NEIGHBOURS));
}

/// An edge is strong from so many times the least likeness on.
const STRONG: f32 = 2.0;
/// So many of an article's weak edges are kept …
const WEAK: usize = 30;
/// … and so many of all.
const MOST_NEIGHBOURS: usize = 500;
/// At least so many of the articles in reach that have a word are looked at …
const LOOKED_AT: f32 = 100.0;
/// … and at most so many, the latest, …
const LOOKED_AT_MOST: f32 = 200.0;
/// … but none when the word stands in more than this share of all articles …
const COMMON: f32 = 0.005;
/// … and in more than so many.
const NEVER_COMMON: usize = 1000;
/// From so many times the least likeness on, the rare words alone make a pair worth reckoning.
const WORTH: f32 = 1.5;
