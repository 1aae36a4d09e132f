//! How alike articles are: cosine of their rarity-weighted words and pairs of words, less with every day between them.
//!
//! An article meets only those that share a word with it within the days in which likeness counts, and words that too many of
//! these have bring no two together. So the work grows with the articles, not with their pairs. All sums run in the order of
//! keys, which does not depend on the order of the input or on threads.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::rules::RuleSet;

use super::index::{CHUNK, Holder, Index};
use super::linkage::Edge;
use super::outline::{Outline, Outliner, is_pair};
use super::postings::MOST;

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
        let value = |name: &str, otherwise: f32| rules.number("stories", name).map_or(otherwise, |value| value as f32);
        Settings {
            pairs: value("pairs", 0.5),
            prior: value("prior", 200.0),
            days: value("days", 2.0),
            lasting: value("lasting", 0.1),
            near: value("near", 1.25),
            common: value("common", 300.0),
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

/// Similarities of pairs of articles, each at least `background`. `outlines` are sorted by day, those without one last; their
/// keys are used up.
pub(super) fn edges(outlines: &mut [Outline], rules: &RuleSet) -> Vec<Edge> {
    let settings = Settings::new(rules);
    let rarity = Rarity::new(outlines.len(), Outliner::new(rules).background(), settings);
    let reach = reach(outlines, settings.horizon());
    let index = Index::new(outlines, &reach, &rarity, settings.common as usize);
    let fading: Vec<f32> = (0..=settings.horizon()).map(|days| settings.time(Some(0), Some(days))).collect();
    let days: Vec<Option<i32>> = outlines.iter().map(|outline| outline.day).collect();
    let search = Search { days: &days, index: &index, settings: &settings, fading: &fading };
    let widest = (0u32..).zip(&reach).map(|(article, from)| (article - from) as usize).max().unwrap_or_default();
    let found: Vec<Vec<Edge>> = reach
        .par_chunks(CHUNK)
        .enumerate()
        .map_init(
            || (Sums::new(widest), vec![Vec::new(); CHUNK]),
            |(sums, rows), (chunk, reach)| {
                index.met(chunk, rows);
                let mut edges = Vec::new();
                for ((article, &from), row) in (chunk * CHUNK..).zip(reach).zip(rows) {
                    neighbours(article, from as usize, row, &search, sums, &mut edges);
                }
                edges
            },
        )
        .collect();
    let mut edges = Vec::with_capacity(found.iter().map(Vec::len).sum());
    found.into_iter().for_each(|list| edges.extend(list));
    edges
}

/// By article, as far as they can be told apart, the first that it looks back to: the first in reach in time; those without a
/// date look at all.
fn reach(outlines: &[Outline], horizon: i32) -> Vec<u32> {
    let mut from = 0;
    let mut reach = Vec::with_capacity(outlines.len());
    for outline in outlines.iter().take(MOST) {
        let Some(day) = outline.day else {
            reach.push(0);
            continue;
        };
        while outlines.get(from).and_then(|other| other.day).is_some_and(|theirs| theirs < day - horizon) {
            from += 1;
        }
        reach.push(from as u32);
    }
    reach
}

/// What a term weighs.
pub(super) struct Rarity {
    articles: f32,
    /// By key: in what share of the background's articles it stands.
    shares: FxHashMap<u32, f32>,
    settings: Settings,
    /// What a term of one article alone adds to its length: in a small corpus others would have it if there were others, in
    /// a large one it is a slip or a name that matters to nobody.
    pub lone: f32,
}

impl Rarity {
    fn new(articles: usize, shares: FxHashMap<u32, f32>, settings: Settings) -> Rarity {
        let articles = articles as f32;
        let lone = settings.lone / (settings.lone + articles);
        Rarity { articles, shares, settings, lone: if lone < 0.01 { 0.0 } else { lone } }
    }

    pub(super) fn of(&self, key: u32, spread: u32) -> f32 {
        let Settings { prior, pairs, .. } = self.settings;
        // The background speaks as so many articles of the corpus: three articles do not tell what is rare.
        let share = if is_pair(key) { 0.0 } else { self.shares.get(&key).copied().unwrap_or(0.0) };
        let expected = prior * share;
        let rare = ((1.0 + self.articles + prior) / (1.0 + spread as f32 + expected)).ln() + 1.0;
        if is_pair(key) { pairs * rare } else { rare }
    }
}

/// What the search for likenesses reads.
struct Search<'s> {
    days: &'s [Option<i32>],
    index: &'s Index,
    settings: &'s Settings,
    /// What likeness counts for after so many days.
    fading: &'s [f32],
}

/// Sums of products of weights, nought between two searches, by how far an article is from the first in reach. They are read
/// in blocks, those that were touched: to ask of each sum whether it is new takes longer than to read some in vain.
struct Sums {
    of: Vec<f32>,
    touched: Vec<bool>,
}

/// Sums in a block.
const BLOCK: usize = 32;
/// Holders in a line of a cache.
const LINE: usize = 8;

impl Sums {
    fn new(widest: usize) -> Sums {
        let blocks = widest.div_ceil(BLOCK);
        Sums { of: vec![0.0; blocks * BLOCK], touched: vec![false; blocks] }
    }
}

/// The edges of an article to those before it, back to the article `from`.
fn neighbours(article: usize, from: usize, row: &[&[Holder]], search: &Search, sums: &mut Sums, edges: &mut Vec<Edge>) {
    let Search { days, index, settings, fading } = *search;
    // The lists lie all over the memory. Looked at beforehand and all together, they come nearly as one.
    let ahead = row.iter().flat_map(|list| list.iter().step_by(LINE).chain(list.last()));
    std::hint::black_box(ahead.fold(0, |all, (other, _)| all ^ other));
    for list in row {
        let Some((&(_, own), before)) = list.split_last() else { continue };
        for &(other, theirs) in before {
            let at = other as usize - from;
            sums.of[at] += own * theirs;
            sums.touched[at / BLOCK] = true;
        }
    }
    let first = edges.len();
    let (usual, own) = (index.usual[article], index.inverse[article]);
    let nearest = fading.first().map_or(1.0, |nearest| nearest.max(1.0));
    // No sum below this is enough, whatever the day; sums of nought share nothing.
    let least = ((settings.least / nearest - usual) / own * 0.999).max(f32::MIN_POSITIVE);
    let inverse = index.inverse.get(from..article).unwrap_or_default();
    let blocks = sums.of.chunks_mut(BLOCK).zip(&mut sums.touched).zip(inverse.chunks(BLOCK));
    for (at, ((block, touched), inverse)) in (from..).step_by(BLOCK).zip(blocks) {
        if !std::mem::take(touched) {
            continue;
        }
        let enough = block.iter().zip(inverse).fold(false, |any, (sum, inverse)| any | (sum * inverse >= least));
        if enough {
            for (other, (sum, inverse)) in (at..).zip(block.iter().zip(inverse)) {
                if sum * inverse < least {
                    continue;
                }
                let likeness = usual + sum * inverse * own;
                let apart = days[article].zip(days[other]).map(|(a, b)| a.abs_diff(b) as usize);
                let weight = likeness * apart.map_or(1.0, |days| fading.get(days).copied().unwrap_or_default());
                if weight >= settings.least {
                    edges.push(Edge { a: other as u32, b: article as u32, weight });
                }
            }
        }
        block.fill(0.0);
    }
    let own = &mut edges[first..];
    if own.len() <= WEAK {
        return;
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::events::Sketch;

    fn outline(number: usize, day: Option<i32>, keys: &[u32]) -> Outline {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let times = vec![1; keys.len()];
        let (title, url, sketch) = (String::new(), None, Sketch::default());
        Outline { id: format!("a{number:03}"), title, url, day, keys, times, sketch }
    }

    /// Cosines of all pairs, one by one.
    fn all_pairs(outlines: &[Outline], settings: Settings) -> Vec<(usize, usize, f32)> {
        let rarity = Rarity::new(outlines.len(), FxHashMap::default(), settings);
        let spread = |key: &u32| outlines.iter().filter(|o| o.keys.contains(key)).count() as u32;
        let weight = |key: &u32| rarity.of(*key, spread(key));
        let square = |key: &u32| weight(key).powi(2) * if spread(key) == 1 { rarity.lone } else { 1.0 };
        let length = |outline: &Outline| outline.keys.iter().map(square).sum::<f32>().sqrt();
        let mut list = Vec::new();
        for (b, one) in outlines.iter().enumerate() {
            for (a, other) in outlines.iter().enumerate().take(b) {
                let near = one.day.zip(other.day).is_none_or(|(x, y)| x.abs_diff(y) as i32 <= settings.horizon());
                let shared = one.keys.iter().filter(|key| other.keys.contains(key));
                let cosine = shared.map(|key| weight(key).powi(2)).sum::<f32>() / (length(one) * length(other));
                let weight = cosine * settings.time(one.day, other.day);
                if near && weight >= settings.least {
                    list.push((a, b, weight));
                }
            }
        }
        list
    }

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_all_pairs_finds_with_dates_and_without(
            given in prop::collection::vec((prop::option::of(0i32..20), prop::collection::vec(0u32..40, 1..12)), 2..25)
        ) {
            let rules = RuleSet::default();
            // Keys of all parts of the numbers, words and pairs.
            let keys = |list: &[u32]| list.iter().map(|key| key.wrapping_mul(0x9e37_79b9)).collect::<Vec<u32>>();
            let mut given = given;
            given.sort_by_key(|(day, _)| (day.is_none(), *day));
            let mut outlines: Vec<Outline> =
                given.iter().enumerate().map(|(at, (day, list))| outline(at, *day, &keys(list))).collect();
            let expected = all_pairs(&outlines, Settings::new(&rules));
            let mut found: Vec<(usize, usize, f32)> =
                edges(&mut outlines, &rules).iter().map(|e| (e.a as usize, e.b as usize, e.weight)).collect();
            found.sort_by_key(|&(a, b, _)| (b, a));
            // What is as likely as not to be cut off by the order of its sum says nothing.
            let clear = |(_, _, weight): &(usize, usize, f32)| (weight - Settings::new(&rules).least).abs() > 1e-4;
            found.retain(clear);
            let expected: Vec<(usize, usize, f32)> = expected.into_iter().filter(clear).collect();
            let ends = |list: &[(usize, usize, f32)]| list.iter().map(|&(a, b, _)| (a, b)).collect::<Vec<_>>();
            prop_assert_eq!(ends(&found), ends(&expected));
            for (one, other) in found.iter().zip(&expected) {
                prop_assert!((one.2 - other.2).abs() < 1e-4, "{:?} {:?}", one, other);
            }
        }
    }
}
