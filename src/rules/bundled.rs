//! The packs compiled into the binary, and the vocabulary that the build script made of their tables.

use super::{Tables, Words};

/// Path under `rules/`, contents and SHA-256 of the contents of every bundled file, in path order.
pub static BUNDLED: &[(&str, &str, [u8; 32])] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// All bundled words, one after the other.
static LETTERS: &str = include_str!(concat!(env!("OUT_DIR"), "/letters.txt"));

/// By word: where it ends in [`LETTERS`], its hash, in how many articles it stands (32 bits each, low byte first), and its
/// capitalised uses in hundredths (one byte).
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.bin"));

/// Bytes of a word in [`WORDS`].
const ENTRY: usize = 13;

/// Number of articles that the bundled table of frequencies counts.
static ARTICLES: u32 = include!(concat!(env!("OUT_DIR"), "/articles.rs"));

/// The words of the bundled tables of frequencies and of the tagger, with their frequencies.
pub fn vocabulary(tables: &mut Tables) -> Words {
    let entries = || WORDS.chunks_exact(ENTRY);
    let number = |entry: &[u8], field: usize| {
        let bytes = entry.get(field * 4..field * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    };
    tables.articles = ARTICLES;
    tables.frequency = [0].into_iter().chain(entries().map(|entry| number(entry, 2))).collect();
    tables.capitalised = [0].into_iter().chain(entries().filter_map(|entry| entry.last().copied())).collect();
    Words::known(LETTERS, entries().map(|entry| number(entry, 0)), entries().map(|entry| number(entry, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_vocabulary_knows_each_word_by_the_number_and_hash_that_adding_it_gives() {
        let mut tables = Tables::default();
        let known = vocabulary(&mut tables);
        let mut added = Words::default();
        for number in 1..u32::try_from(known.len()).unwrap() {
            let word = crate::rules::Word(number);
            assert_eq!(added.add(known.text(word)), word);
            assert_eq!(known.get(known.text(word)), word);
        }
        assert_eq!(tables.frequency(known.get("the")), 37_554);
        assert_eq!(tables.frequency.len(), known.len());
        assert_eq!(tables.capitalised.len(), known.len());
    }
}
