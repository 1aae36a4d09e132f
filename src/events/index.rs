//! Which articles have a term, in order of days: for each article and term the holders that are in reach before it.
//!
//! Keys are taken in parts (`postings`), so that no term is looked up anywhere. What cannot bring two articles together is left
//! out while the lists are made: terms of one article, holders too far apart in time, and terms that too many articles in reach
//! have. Of these, what they add to any two articles is kept as one number.

use rayon::prelude::*;

use super::likeness::Rarity;
use super::outline::Outline;
use super::postings::{Dealt, Layout, Sorter, TOGETHER};

/// Articles that are looked up at a time.
pub(super) const CHUNK: usize = 64;
/// Parts that are sorted side by side, whatever the threads: sums are made in the same order on every machine.
const BESIDE: usize = 8;
/// More holders in reach than this are not counted: an entry holds the article's number in its chunk as well.
const COUNTED: usize = (1 << COUNT_BITS) - 1;
const COUNT_BITS: u32 = 32 - CHUNK.ilog2();

/// An article that has a term, and what the term weighs there.
pub(super) type Holder = (u32, f32);

/// Flat lists: a million vectors of their own would not fit.
pub(super) struct Index {
    lists: Vec<Lists>,
    /// By article: one by the length of its vector.
    pub inverse: Vec<f32>,
    /// By article: what terms that too many have add to its likeness with any other.
    pub usual: Vec<f32>,
}

/// The lists of some parts of the keys.
struct Lists {
    /// By term and article.
    holders: Vec<Holder>,
    /// By chunk of articles: where its entries begin.
    chunks: Vec<u32>,
    /// The place of an article among the holders of a term; its number in its chunk, and how many holders are in reach before
    /// it. By chunk and term.
    entries: Vec<(u32, u32)>,
}

impl Index {
    /// `reach` is the first article that each looks back to. Terms that more than `common` articles in reach have bring no
    /// two together. Uses up the keys of the outlines.
    pub(super) fn new(outlines: &mut [Outline], reach: &[u32], rarity: &Rarity, common: usize) -> Index {
        let count = reach.len();
        let read: &[Outline] = outlines.get(..count).unwrap_or_default();
        let postings = read.iter().map(|outline| outline.keys.len()).sum();
        let layout = Layout::new(postings);
        let mut dealt = Dealt::new(layout, postings);
        let mut makers: Vec<Maker> = (0..BESIDE).map(|_| Maker::new(count)).collect();
        let mut lists: Vec<Lists> = Vec::new();
        for pass in layout.passes() {
            dealt.deal(read, pass.clone());
            let groups: Vec<usize> = pass.step_by(TOGETHER).collect();
            for beside in groups.chunks(BESIDE) {
                let beside = makers.par_iter_mut().zip(beside);
                lists.par_extend(beside.map(|(maker, &first)| {
                    maker.start();
                    for part in first..first + TOGETHER {
                        maker.take(part, &dealt, reach, rarity, common);
                    }
                    maker.lists()
                }));
            }
        }
        drop(dealt);
        outlines.par_iter_mut().for_each(|outline| {
            outline.keys = Vec::new();
            outline.times = Vec::new();
        });
        let sum = |of: fn(&Maker) -> &Vec<f32>| -> Vec<f32> {
            (0..count).map(|article| makers.iter().map(|maker| of(maker)[article]).sum()).collect()
        };
        let (squares, mut usual) = (sum(|maker| &maker.squares), sum(|maker| &maker.usual));
        let lengths: Vec<f32> = squares.into_iter().map(|sum| sum.sqrt().max(f32::MIN_POSITIVE)).collect();
        let mean = lengths.iter().sum::<f32>() / count.max(1) as f32;
        usual.iter_mut().zip(&lengths).for_each(|(sum, length)| *sum /= length * mean);
        Index { lists, inverse: lengths.into_iter().map(f32::recip).collect(), usual }
    }

    /// For each article of a chunk and each of its terms the holders in reach before it, itself the last; in the order of
    /// keys. `rows` has a place for each article of a chunk.
    pub(super) fn met<'i>(&'i self, chunk: usize, rows: &mut [Vec<&'i [Holder]>]) {
        rows.iter_mut().for_each(Vec::clear);
        for part in &self.lists {
            let (Some(&start), Some(&end)) = (part.chunks.get(chunk), part.chunks.get(chunk + 1)) else { continue };
            for &(place, packed) in part.entries.get(start as usize..end as usize).unwrap_or_default() {
                let (place, count) = (place as usize, packed as usize & COUNTED);
                let row = rows.get_mut((packed >> COUNT_BITS) as usize);
                if let (Some(row), Some(list)) = (row, part.holders.get(place - count..=place)) {
                    row.push(list);
                }
            }
        }
    }
}

/// Makes the lists of one part after another. What it needs in between is kept.
struct Maker {
    sorter: Sorter,
    /// By article: squares of its weights.
    squares: Vec<f32>,
    /// By article: what its common terms mostly add, before lengths are reckoned.
    usual: Vec<f32>,
    /// What a term counts for that counts so many times.
    often: Vec<f32>,
    holders: Vec<Holder>,
    /// By holder: how many are in reach before it; none where the term brings nothing.
    counts: Vec<u32>,
    list: Vec<Holder>,
    before: Vec<u32>,
}

impl Maker {
    fn new(articles: usize) -> Maker {
        let (squares, usual) = (vec![0.0; articles], vec![0.0; articles]);
        let often = (0..256).map(|times| 1.0 + (times.max(1) as f32).ln()).collect();
        let (holders, counts, list, before) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Maker { sorter: Sorter::default(), squares, usual, often, holders, counts, list, before }
    }

    /// Begins with other parts.
    fn start(&mut self) {
        self.holders.clear();
        self.counts.clear();
    }

    /// Takes in the terms of a part.
    fn take(&mut self, part: usize, dealt: &Dealt, reach: &[u32], rarity: &Rarity, common: usize) {
        let (layout, common) = (dealt.layout, common.min(COUNTED));
        let Maker { sorter, squares, usual, often, holders, counts, list, before } = self;
        let alone = |posting: u64, squares: &mut [f32]| {
            // In a small corpus others would have it if there were others; in a large one it matters to nobody.
            if rarity.lone > 0.0 {
                let weight = rarity.of(layout.key(part, layout.rest(posting)), 1);
                let weight = often[usize::from(Layout::times(posting))] * weight;
                squares[layout.article(posting)] += rarity.lone * weight * weight;
            }
        };
        let sorted = dealt.sorted(part, sorter, |posting| alone(posting, squares));
        for run in sorted.chunk_by(|&a, &b| layout.rest(a) == layout.rest(b)) {
            let Some(&first) = run.first() else { continue };
            if run.len() == 1 {
                alone(first, squares);
                continue;
            }
            let weight = rarity.of(layout.key(part, layout.rest(first)), run.len() as u32);
            list.clear();
            list.extend(
                run.iter().map(|&posting| {
                    (layout.article(posting) as u32, often[usize::from(Layout::times(posting))] * weight)
                }),
            );
            list.iter().for_each(|&(article, weight)| squares[article as usize] += weight * weight);
            in_reach(list, reach, common, usual, before);
            // Kept is whoever meets somebody, and whom it meets.
            let kept = holders.len();
            let mut low = usize::MAX;
            for (at, (&holder, &count)) in list.iter().zip(&*before).enumerate().rev() {
                if count > 0 {
                    low = low.min(at - count as usize);
                }
                if at >= low {
                    holders.push(holder);
                    counts.push(count);
                }
            }
            holders[kept..].reverse();
            counts[kept..].reverse();
        }
    }

    /// The lists of the parts taken in.
    fn lists(&self) -> Lists {
        let (chunks, entries) = by_chunk(&self.holders, &self.counts, self.squares.len().div_ceil(CHUNK));
        Lists { holders: self.holders.clone(), chunks, entries }
    }
}

/// How many holders of a term are in reach before each of them, into `before`; where these are too many none, but what they
/// mostly add goes into `usual`.
fn in_reach(list: &[Holder], reach: &[u32], common: usize, usual: &mut [f32], before: &mut Vec<u32>) {
    before.clear();
    let (mut start, mut sum) = (0, 0.0f64);
    for (at, &(article, weight)) in list.iter().enumerate() {
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
}

/// Entries of those who meet somebody, by chunk and term, and where each chunk begins.
fn by_chunk(holders: &[Holder], counts: &[u32], chunks: usize) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut begins = vec![0u32; chunks + 1];
    let met = || (0u32..).zip(holders).zip(counts).filter(|(_, count)| **count > 0);
    met().for_each(|((_, (article, _)), _)| begins[*article as usize / CHUNK + 1] += 1);
    for chunk in 0..chunks {
        begins[chunk + 1] += begins[chunk];
    }
    let mut entries = vec![(0u32, 0u32); begins.last().map_or(0, |&end| end as usize)];
    let mut next = begins.clone();
    for ((place, (article, _)), &count) in met() {
        let slot = &mut next[*article as usize / CHUNK];
        entries[*slot as usize] = (place, (article % CHUNK as u32) << COUNT_BITS | count);
        *slot += 1;
    }
    (begins, entries)
}
