//! Which articles have a term, in order of days: for each article and term the holders that are in reach before it.
//!
//! Keys are taken in parts, and each part is sorted by key and article, so that no term is looked up anywhere. What cannot
//! bring two articles together is left out while the lists are made: terms of one article, holders too far apart in time, and
//! terms that too many articles in reach have. Of these, what they add to any two articles is kept as one number.

use rayon::prelude::*;

use super::likeness::Rarity;
use super::outline::Outline;

/// Keys are taken in so many parts, by their first bits.
const PARTS: usize = 64;
/// The bits of a key behind those that tell its part.
const BITS: u32 = 32 - PARTS.ilog2();
/// Parts that are sorted side by side; more would take more memory.
const BESIDE: usize = 8;
/// Articles at most: an article's number, the rest of a key, and how often it counts are sorted as one number of 64 bits.
const MOST: usize = 1 << (64 - BITS - 8);

/// Flat lists: a million vectors of their own would not fit.
pub(super) struct Index {
    /// Articles with the weight that a term has there, by term and article.
    holders: Vec<(u32, f32)>,
    /// By article: where its entries begin.
    rows: Vec<usize>,
    /// The place of an article among the holders of a term, and how many holders are in reach before it.
    entries: Vec<(u32, u32)>,
    /// By article: what terms that too many have add to its likeness with any other.
    usual: Vec<f32>,
}

/// What a part of the keys gives.
struct Part {
    holders: Vec<(u32, f32)>,
    /// By holder: how many are in reach before it; none where the term brings nothing.
    counts: Vec<u32>,
    /// By article: squares of its weights.
    squares: Vec<f32>,
    /// By article: what its common terms mostly add, before lengths are reckoned.
    usual: Vec<f32>,
}

impl Index {
    /// `reach` is the first article that each looks back to. Terms that more than `common` articles in reach have bring no
    /// two together. Uses up the keys of the outlines.
    pub(super) fn new(outlines: &mut [Outline], reach: &[u32], rarity: &Rarity, common: usize) -> Index {
        let count = outlines.len().min(MOST);
        let (mut holders, mut counts): (Vec<(u32, f32)>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut squares, mut usual) = (vec![0.0f32; count], vec![0.0f32; count]);
        let read: &[Outline] = outlines.get(..count).unwrap_or_default();
        for first in (0..PARTS).step_by(BESIDE) {
            let parts = (first..first + BESIDE).into_par_iter();
            let parts: Vec<Part> = parts.map(|at| part(read, at, reach, rarity, common)).collect();
            for part in parts {
                holders.extend(part.holders);
                counts.extend(part.counts);
                squares.iter_mut().zip(part.squares).for_each(|(sum, more)| *sum += more);
                usual.iter_mut().zip(part.usual).for_each(|(sum, more)| *sum += more);
            }
        }
        outlines.par_iter_mut().for_each(|outline| {
            outline.keys = Vec::new();
            outline.times = Vec::new();
        });
        let lengths: Vec<f32> = squares.into_iter().map(|sum| sum.sqrt().max(f32::MIN_POSITIVE)).collect();
        let mean = lengths.iter().sum::<f32>() / count.max(1) as f32;
        usual.iter_mut().zip(&lengths).for_each(|(sum, length)| *sum /= length * mean);
        holders.par_iter_mut().for_each(|(article, weight)| *weight /= lengths[*article as usize]);
        let (rows, entries) = rows(&holders, &counts, count);
        Index { holders, rows, entries, usual }
    }

    /// The weight of each of an article's terms, with the articles in reach that have it and its weight there.
    pub(super) fn met(&self, article: usize) -> impl Iterator<Item = (f32, &[(u32, f32)])> {
        let bounds = self.rows.get(article).zip(self.rows.get(article + 1));
        let row = bounds.and_then(|(&start, &end)| self.entries.get(start..end)).unwrap_or_default();
        row.iter().filter_map(|&(place, count)| {
            let place = place as usize;
            let (&(_, own), before) = self.holders.get(place - count as usize..=place)?.split_last()?;
            Some((own, before))
        })
    }

    /// What terms that too many have add to an article's likeness with any other.
    pub(super) fn usual(&self, article: usize) -> f32 {
        self.usual.get(article).copied().unwrap_or_default()
    }
}

fn rows(holders: &[(u32, f32)], counts: &[u32], articles: usize) -> (Vec<usize>, Vec<(u32, u32)>) {
    let mut rows = vec![0usize; articles + 1];
    for ((article, _), _) in holders.iter().zip(counts).filter(|(_, count)| **count > 0) {
        rows[*article as usize + 1] += 1;
    }
    for article in 0..articles {
        rows[article + 1] += rows[article];
    }
    let mut entries = vec![(0u32, 0u32); rows.last().copied().unwrap_or_default()];
    let mut next = rows.clone();
    for ((place, (article, _)), &count) in (0u32..).zip(holders).zip(counts).filter(|(_, count)| **count > 0) {
        let slot = &mut next[*article as usize];
        entries[*slot] = (place, count);
        *slot += 1;
    }
    (rows, entries)
}

fn part(outlines: &[Outline], part: usize, reach: &[u32], rarity: &Rarity, common: usize) -> Part {
    let mut sorted: Vec<u64> = Vec::with_capacity(outlines.iter().map(|o| o.keys.len()).sum::<usize>() / PARTS);
    for (article, outline) in (0u64..).zip(outlines) {
        for at in of_part(&outline.keys, part) {
            let key = u64::from(outline.keys[at] & ((1 << BITS) - 1));
            sorted.push(key << (64 - BITS) | article << 8 | u64::from(outline.times[at]));
        }
    }
    sorted.sort_unstable();
    let often: Vec<f32> = (0..256).map(|times| 1.0 + (times.max(1) as f32).ln()).collect();
    let (mut squares, mut usual) = (vec![0.0f32; outlines.len()], vec![0.0f32; outlines.len()]);
    let (mut holders, mut counts) = (Vec::new(), Vec::new());
    let mut list: Vec<(u32, f32)> = Vec::new();
    let mut before: Vec<u32> = Vec::new();
    let mut met: Vec<((u32, f32), u32)> = Vec::new();
    for run in sorted.chunk_by(|a, b| a >> (64 - BITS) == b >> (64 - BITS)) {
        let Some(first) = run.first() else { continue };
        let key = (part as u32) << BITS | (first >> (64 - BITS)) as u32;
        let weight = rarity.of(key, run.len() as u32);
        let holder = |packed: &u64| ((packed >> 8) as u32 & (MOST - 1) as u32, often[(packed & 255) as usize] * weight);
        if let [only] = run {
            // In a small corpus others would have it if there were others; in a large one it matters to nobody.
            let (article, weight) = holder(only);
            squares[article as usize] += rarity.lone * weight * weight;
            continue;
        }
        list.clear();
        list.extend(run.iter().map(holder));
        before.clear();
        let (mut start, mut sum) = (0, 0.0f64);
        for (at, &(article, weight)) in list.iter().enumerate() {
            squares[article as usize] += weight * weight;
            let from = reach[article as usize];
            if from == 0 && start > 0 {
                // Those without a date come last and look back at all.
                start = 0;
                sum = list.iter().take(at).map(|(_, weight)| f64::from(*weight)).sum();
            }
            while list[start].0 < from {
                sum -= f64::from(list[start].1);
                start += 1;
            }
            let count = at - start;
            if count > common {
                usual[article as usize] += weight * (sum / f64::from(article - from)) as f32;
                before.push(0);
            } else {
                before.push(count as u32);
            }
            sum += f64::from(weight);
        }
        // Kept is whoever meets somebody, and whom it meets.
        let mut low = usize::MAX;
        met.clear();
        for (at, (&holder, &before)) in list.iter().zip(&before).enumerate().rev() {
            if before > 0 {
                low = low.min(at - before as usize);
            }
            if at >= low {
                met.push((holder, before));
            }
        }
        holders.extend(met.iter().rev().map(|(holder, _)| *holder));
        counts.extend(met.iter().rev().map(|(_, before)| *before));
    }
    Part { holders, counts, squares, usual }
}

/// Where the keys of a part stand among sorted keys. Keys are spread evenly, so they stand near where they would if that were
/// exactly so.
fn of_part(keys: &[u32], part: usize) -> std::ops::Range<usize> {
    let place = |part: usize| {
        let least = (part as u64) << BITS;
        let mut at = (keys.len() * part / PARTS).min(keys.len());
        while at > 0 && u64::from(keys[at - 1]) >= least {
            at -= 1;
        }
        while at < keys.len() && u64::from(keys[at]) < least {
            at += 1;
        }
        at
    };
    place(part)..place(part + 1)
}
