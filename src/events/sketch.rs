//! Sketches: a sample of an article's shingles (runs of five words), by which texts that share passages are known.
//!
//! A shingle is kept when its hash is divisible by a power of two that depends on the length of the text (Broder 1997,
//! "sketches modulo m"): so a brief inside a long article is found as well, and a sketch stays below a kilobyte.

use super::outline::mix;

/// Words in a shingle.
const WIDTH: usize = 5;
/// So many shingles are kept of a text at most, but for chance.
const MOST: usize = 96;

/// A run of five words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shingle {
    /// Of the folded words; the same on every machine.
    pub hash: u32,
    /// Byte offset of its first word in the text.
    pub start: u32,
    /// Byte offset behind its last word.
    pub end: u32,
}

/// The sample of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// One shingle in so many is kept: a power of two.
    pub thinning: u32,
    /// In text order.
    pub shingles: Vec<Shingle>,
}

impl Sketch {
    /// The shingles that a sketch thinned by `thinning` would keep as well.
    pub fn thinned(&self, thinning: u32) -> impl Iterator<Item = &Shingle> {
        self.shingles.iter().filter(move |shingle| shingle.hash.is_multiple_of(thinning.max(1)))
    }
}

/// The sample of a text, given as its words (hash, start, end).
pub(super) fn sketch(words: &[(u64, usize, usize)]) -> Sketch {
    let count = words.len().saturating_sub(WIDTH - 1);
    let thinning = thinning(count);
    let mut list = Vec::with_capacity(MOST.min(count));
    for window in words.windows(WIDTH) {
        let hash = window
            .iter()
            .fold(0u64, |hash, (word, ..)| hash.rotate_left(11) ^ word.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let hash = (mix(hash) >> 32) as u32;
        if hash.is_multiple_of(thinning)
            && let (Some(first), Some(last)) = (window.first(), window.last())
            && let (Ok(start), Ok(end)) = (u32::try_from(first.1), u32::try_from(last.2))
        {
            list.push(Shingle { hash, start, end });
        }
    }
    // Made anew, it takes no more memory than it needs.
    Sketch { thinning, shingles: list.as_slice().to_vec() }
}

/// One shingle in so many is kept of a text of `count` shingles.
fn thinning(count: usize) -> u32 {
    let mut thinning = 1u32;
    while count / thinning as usize > MOST && thinning < 1 << 20 {
        thinning *= 2;
    }
    thinning
}
