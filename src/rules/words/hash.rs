//! The hash of a word in the vocabulary. The build script works it out for the bundled words, so it is the same on every
//! machine and stands in a file of its own.

/// An odd number with its bits well mixed: the golden ratio's.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A word of at most sixteen bytes as a number, the last byte lowest: most words of most texts are told by this alone. 0 for a
/// longer one, and for one with a zero byte first, which no text has.
#[inline]
pub fn pack(word: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    let free = 16_usize.wrapping_sub(word.len());
    match bytes.get_mut(free..) {
        Some(room) if word.first() != Some(&0) => room.copy_from_slice(word),
        _ => {}
    }
    u128::from_be_bytes(bytes)
}

/// The hash of a folded word.
#[inline]
pub fn hash(word: &[u8]) -> u32 {
    match pack(word) {
        0 => hash_long(word),
        packed => hash_packed(packed),
    }
}

/// The same of a word that is given as [`pack`] gives it.
#[inline]
pub fn hash_packed(packed: u128) -> u32 {
    (mix(mix(0, (packed >> 64) as u64), packed as u64) >> 32) as u32
}

fn hash_long(word: &[u8]) -> u32 {
    let chunks = word.chunks_exact(8);
    let rest = chunks.remainder().iter().fold(word.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let state = chunks.fold(0, |state, chunk| mix(state, <[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes)));
    (mix(state, rest) >> 32) as u32
}

#[inline]
fn mix(state: u64, more: u64) -> u64 {
    (state.rotate_left(23) ^ more).wrapping_mul(FACTOR)
}
