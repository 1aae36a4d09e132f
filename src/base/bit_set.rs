//! A set of small numbers, a bit each: which of a stretch it holds is taken from it without a look at every one.

use std::ops::Range;

/// Numbers from 0 on: tokens of a document.
#[derive(Debug, Clone, Default)]
pub struct BitSet(Vec<u64>);

/// Numbers that a word of the set holds.
const BITS: usize = u64::BITS as usize;

impl BitSet {
    /// Room for `count` numbers, none of which it holds.
    pub fn new(count: usize) -> BitSet {
        BitSet(vec![0; count.div_ceil(BITS)])
    }

    /// The places in a list at which one of some bits is set.
    pub fn having(list: &[u64], bits: u64) -> BitSet {
        let word = |list: &[u64]| {
            list.iter().zip(0..).fold(0, |word, (own, at): (_, u32)| word | u64::from(own & bits != 0) << at)
        };
        BitSet(list.chunks(BITS).map(word).collect())
    }

    /// Some numbers below `count`.
    pub fn of(count: usize, numbers: impl Iterator<Item = usize>) -> BitSet {
        let mut set = BitSet::new(count);
        numbers.for_each(|number| set.put(number, true));
        set
    }

    /// Takes a number in, or leaves it out.
    #[inline]
    pub fn put(&mut self, number: usize, held: bool) {
        if let Some(word) = self.0.get_mut(number / BITS) {
            *word = *word & !(1 << (number % BITS)) | u64::from(held) << (number % BITS);
        }
    }

    /// Takes in all numbers of a stretch.
    #[inline]
    pub fn fill(&mut self, stretch: &Range<usize>) {
        let words = stretch.start / BITS..stretch.end.div_ceil(BITS);
        for (word, index) in self.0.get_mut(words.clone()).unwrap_or_default().iter_mut().zip(words) {
            *word |= among(stretch, index);
        }
    }

    /// Whether it holds a number.
    #[inline]
    pub fn has(&self, number: usize) -> bool {
        self.0.get(number / BITS).is_some_and(|word| word >> (number % BITS) & 1 == 1)
    }

    /// Those of a stretch that it holds.
    #[inline]
    pub fn within<'s>(&'s self, stretch: &Range<usize>) -> Within<'s> {
        Within::new(self, stretch, 0)
    }

    /// Those of a stretch that it does not hold.
    #[inline]
    pub fn without<'s>(&'s self, stretch: &Range<usize>) -> Within<'s> {
        Within::new(self, stretch, u64::MAX)
    }
}

/// The bits of the word at `index` that are of a stretch.
#[inline]
fn among(stretch: &Range<usize>, index: usize) -> u64 {
    let below = |number: usize| {
        let count = number.saturating_sub(index * BITS).min(BITS) as u32;
        1u64.checked_shl(count).unwrap_or(0).wrapping_sub(1)
    };
    below(stretch.end) & !below(stretch.start)
}

/// Numbers of a stretch that a set holds or does not hold, in order.
#[derive(Debug, Clone)]
pub struct Within<'s> {
    words: &'s [u64],
    stretch: Range<usize>,
    /// What is turned of every word.
    turned: u64,
    /// Of the word that is looked at.
    index: usize,
    /// What is left of it.
    left: u64,
}

impl<'s> Within<'s> {
    #[inline]
    fn new(set: &'s BitSet, stretch: &Range<usize>, turned: u64) -> Self {
        let index = stretch.start / BITS;
        let mut within = Within { words: &set.0, stretch: stretch.clone(), turned, index, left: 0 };
        within.left = within.read();
        within
    }

    #[inline]
    fn read(&self) -> u64 {
        (self.words.get(self.index).copied().unwrap_or(0) ^ self.turned) & among(&self.stretch, self.index)
    }
}

impl Iterator for Within<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.index += 1;
            if self.index * BITS >= self.stretch.end {
                return None;
            }
            self.left = self.read();
        }
        let at = self.index * BITS + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(at)
    }

    #[inline]
    fn count(self) -> usize {
        let behind = self.index + 1..self.stretch.end.div_ceil(BITS).max(self.index + 1);
        let behind = behind.map(|index| Within { index, ..self.clone() }.read().count_ones());
        self.left.count_ones() as usize + behind.sum::<u32>() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stretch_gives_what_was_taken_in_and_not_left_out(
            members in prop::collection::vec(0usize..220, 0..60), filled in 0usize..220, long in 0usize..130,
            out in 0usize..220, start in 0usize..230, len in 0usize..150
        ) {
            let mut set = BitSet::of(220, members.iter().copied());
            let filled = filled..(filled + long).min(220);
            set.fill(&filled);
            set.put(out, false);
            let held = |number: &usize| (members.contains(number) || filled.contains(number)) && *number != out;
            let stretch = start..start + len;
            let expect: Vec<usize> = stretch.clone().filter(held).collect();
            prop_assert_eq!(set.within(&stretch).count(), expect.len());
            prop_assert_eq!(set.within(&stretch).collect::<Vec<_>>(), expect);
            let expect: Vec<usize> = stretch.clone().filter(|number| !held(number)).collect();
            prop_assert_eq!(set.without(&stretch).collect::<Vec<_>>(), expect);
            prop_assert!((0..230).all(|number| set.has(number) == held(&number)));
        }
    }

    #[test]
    fn a_list_gives_the_places_with_one_of_the_bits() {
        let list: Vec<u64> = (0..150).collect();
        let set = BitSet::having(&list, 0b101);
        assert!((0..150).all(|at| set.has(at as usize) == (at & 0b101 != 0)));
    }
}
