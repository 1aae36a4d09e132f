//! Who has which key, brought from the order of articles into the order of keys.
//!
//! The keys of a million articles fit no cache, and sorting them all at once would take their memory twice. So they are dealt
//! out into parts by their first bits, in few passes over the outlines and a little of every part at a time, and each part is
//! sorted by itself. What this takes for a key does not grow with the corpus.

use std::ops::Range;

use rayon::prelude::*;

use super::outline::Outline;

/// A part has at least so many postings, and at most twice as many, as far as the number of parts allows …
const OF_PART: usize = 1 << 17;
/// … which is a power of two between these.
const PART_BITS: (u32, u32) = (6, 12);
/// Parts of which the lists are made together.
pub(super) const TOGETHER: usize = 8;
/// A pass deals out so many postings, of eight bytes each …
const OF_PASS: usize = 1 << 24;
/// … or more when that would take more passes than these.
const PASSES: usize = 8;
/// The articles are dealt out side by side in so many ranges.
const RANGES: usize = 8;
/// Articles at most: what tells an article's number in a posting is not shorter.
pub(super) const MOST: usize = 1 << 28;

/// How keys are parted, and how a posting is written as one number: the key without the bits that tell its part, the article,
/// and how much the key counts there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// So many first bits of a key tell its part.
    bits: u32,
    /// How many parts a pass takes.
    beside: usize,
}

impl Layout {
    /// For so many postings.
    pub(super) fn new(postings: usize) -> Layout {
        let (least, most) = PART_BITS;
        let bits = (postings / OF_PART).max(1).ilog2().clamp(least, most);
        let passes = postings.div_ceil(OF_PASS).max(1).next_power_of_two().min(PASSES);
        Layout { bits, beside: (1 << bits) / passes }
    }

    /// The parts of each pass.
    pub(super) fn passes(self) -> impl Iterator<Item = Range<usize>> {
        (0..1usize << self.bits).step_by(self.beside).map(move |first| first..first + self.beside)
    }

    fn pack(self, key: u32, article: usize, times: u8) -> u64 {
        u64::from(key) << (32 + self.bits) | (article as u64) << 8 | u64::from(times)
    }

    fn part(self, key: u32) -> usize {
        (key >> (32 - self.bits)) as usize
    }

    /// A posting's key without the bits that tell its part.
    pub(super) fn rest(self, posting: u64) -> u32 {
        (posting >> (32 + self.bits)) as u32
    }

    /// The key of which `rest` stands in a part.
    pub(super) fn key(self, part: usize, rest: u32) -> u32 {
        (part as u32) << (32 - self.bits) | rest
    }

    /// A posting's article.
    pub(super) fn article(self, posting: u64) -> usize {
        (posting >> 8) as usize & ((1 << (24 + self.bits)) - 1)
    }

    /// How much a posting counts.
    pub(super) fn times(posting: u64) -> u8 {
        posting as u8
    }
}

/// The postings of the parts of one pass.
pub(super) struct Dealt {
    pub layout: Layout,
    first: usize,
    /// By range of articles and part, in the order of articles. They are used again by the next pass.
    ranges: Vec<Vec<Vec<u64>>>,
}

impl Dealt {
    pub(super) fn new(layout: Layout, postings: usize) -> Dealt {
        let each = (postings / RANGES) >> layout.bits;
        let parts = || (0..layout.beside).map(|_| Vec::with_capacity(each + each / 8)).collect();
        Dealt { layout, first: 0, ranges: (0..RANGES).map(|_| parts()).collect() }
    }

    /// Deals out the keys of all outlines that belong to some parts.
    pub(super) fn deal(&mut self, outlines: &[Outline], parts: Range<usize>) {
        let Dealt { layout, first, ranges } = self;
        let (layout, length) = (*layout, outlines.len().div_ceil(RANGES).max(1));
        *first = parts.start;
        ranges.par_iter_mut().enumerate().for_each(|(range, buffers)| {
            buffers.iter_mut().for_each(Vec::clear);
            for (article, outline) in outlines.iter().enumerate().skip(range * length).take(length) {
                let start = outline.keys.partition_point(|key| layout.part(*key) < parts.start);
                for (&key, &times) in outline.keys.iter().zip(&outline.times).skip(start) {
                    match buffers.get_mut(layout.part(key) - parts.start) {
                        Some(buffer) => buffer.push(layout.pack(key, article, times)),
                        None => break,
                    }
                }
            }
        });
    }

    /// The postings of a part, in the order of articles.
    fn of(&self, part: usize) -> impl Iterator<Item = u64> {
        self.ranges.iter().filter_map(move |buffers| buffers.get(part - self.first)).flatten().copied()
    }

    /// The postings of a part in the order of keys and articles. Those whose key no other article has go to `alone` instead,
    /// nearly all of them: they are more than half, and need no sorting.
    pub(super) fn sorted<'s>(&self, part: usize, sorter: &'s mut Sorter, mut alone: impl FnMut(u64)) -> &'s [u64] {
        let Sorter { once, twice, kept, spare } = sorter;
        let slots = (4 * self.of(part).count()).next_power_of_two().max(64);
        for seen in [&mut *once, &mut *twice] {
            seen.clear();
            seen.resize(slots / 64, 0u64);
        }
        let slot = |posting: u64| {
            let at = self.layout.rest(posting) as usize & (slots - 1);
            (at / 64, 1u64 << (at % 64))
        };
        for posting in self.of(part) {
            let (at, bit) = slot(posting);
            twice[at] |= once[at] & bit;
            once[at] |= bit;
        }
        kept.clear();
        for posting in self.of(part) {
            let (at, bit) = slot(posting);
            if twice[at] & bit == 0 {
                alone(posting);
            } else {
                kept.push(posting);
            }
        }
        sort_by_key(kept, spare, 32 + self.layout.bits);
        kept
    }
}

/// What sorting works with, kept from part to part: memory that is given back and taken anew is cleared each time.
#[derive(Default)]
pub(super) struct Sorter {
    once: Vec<u64>,
    twice: Vec<u64>,
    kept: Vec<u64>,
    spare: Vec<u64>,
}

/// Sorts numbers by their bits from `shift` on; those that agree there keep their order.
fn sort_by_key(list: &mut Vec<u64>, spare: &mut Vec<u64>, shift: u32) {
    let width = (64 - shift).div_ceil(2);
    spare.resize(list.len(), 0);
    let mut next = vec![0usize; 1 << width];
    for shift in [shift, shift + width] {
        let digit = |number: u64| (number >> shift) as usize & ((1 << width) - 1);
        next.fill(0);
        list.iter().for_each(|&number| next[digit(number)] += 1);
        let mut sum = 0;
        for slot in &mut next {
            sum += std::mem::replace(slot, sum);
        }
        for &number in list.iter() {
            let slot = &mut next[digit(number)];
            spare[*slot] = number;
            *slot += 1;
        }
        std::mem::swap(list, spare);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::events::Sketch;

    fn outline(keys: &[u32]) -> Outline {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let times = keys.iter().map(|key| *key as u8).collect();
        let (id, title, url, sketch) = (String::new(), String::new(), None, Sketch::default());
        Outline { id, title, url, day: None, keys, times, sketch }
    }

    proptest! {
        #[test]
        fn all_postings_come_sorted_or_alone_however_they_are_parted(
            given in prop::collection::vec(prop::collection::vec(0u32..60, 0..20), 0..30),
            bits in 6u32..=10,
            pass in 0u32..=4,
        ) {
            let spread = |list: &Vec<u32>| outline(&list.iter().map(|k| k.wrapping_mul(0x9e37_79b9)).collect::<Vec<_>>());
            let outlines: Vec<Outline> = given.iter().map(spread).collect();
            let mut expected: Vec<(u32, usize, u8)> = Vec::new();
            for (article, outline) in outlines.iter().enumerate() {
                expected.extend(outline.keys.iter().zip(&outline.times).map(|(key, times)| (*key, article, *times)));
            }
            expected.sort_unstable();
            let layout = Layout { bits, beside: 1 << (bits - pass.min(bits - 3)) };
            let (mut dealt, mut sorter) = (Dealt::new(layout, expected.len()), Sorter::default());
            let mut found = Vec::new();
            for parts in layout.passes() {
                dealt.deal(&outlines, parts.clone());
                for part in parts {
                    let told = |posting: u64| {
                        (layout.key(part, layout.rest(posting)), layout.article(posting), Layout::times(posting))
                    };
                    let mut alone = Vec::new();
                    let sorted: Vec<_> = dealt.sorted(part, &mut sorter, |p| alone.push(told(p))).iter().map(|p| told(*p)).collect();
                    prop_assert!(sorted.is_sorted());
                    let others = |key: u32| expected.iter().filter(|(other, ..)| *other == key).count();
                    prop_assert!(alone.iter().all(|(key, ..)| others(*key) == 1));
                    found.extend(sorted.into_iter().chain(alone));
                }
            }
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
