//! The hash of a word in the vocabulary. The build script works it out for the bundled words, so it is the same on every
//! machine and stands in a file of its own.

/// An odd number with its bits well mixed: the golden ratio's.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a folded word.
#[inline]
pub fn hash(word: &[u8]) -> u32 {
    let chunks = word.chunks_exact(8);
    let rest = chunks.remainder().iter().fold(word.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let state = chunks.fold(0, |state, chunk| mix(state, <[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes)));
    let state = mix(state, rest);
    (state >> 32) as u32
}

/// The same of a word of at most eight bytes, given as a number with the first byte highest, and its length.
#[inline]
#[allow(dead_code, reason = "the build script has no use for it")]
pub fn hash_packed(packed: u64, length: usize) -> u32 {
    let state = match length {
        8 => mix(mix(0, packed.swap_bytes()), 8),
        _ => mix(0, (length as u64) << (8 * length) | packed),
    };
    (state >> 32) as u32
}

/// The same of a word of nine to sixteen bytes, given as its first eight and its last eight bytes, the first ones highest.
#[inline]
#[allow(dead_code, reason = "the build script has no use for it")]
pub fn hash_ends(first: u64, last: u64, length: usize) -> u32 {
    let state = mix(0, first.swap_bytes());
    let state = match length {
        16 => mix(mix(state, last.swap_bytes()), 16),
        _ => {
            let rest = 8 * (length - 8);
            mix(state, (length as u64) << rest | last & ((1 << rest) - 1))
        }
    };
    (state >> 32) as u32
}

#[inline]
fn mix(state: u64, more: u64) -> u64 {
    (state.rotate_left(23) ^ more).wrapping_mul(FACTOR)
}
