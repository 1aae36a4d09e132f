//! The vocabulary: every word a rule or table mentions, as a number. Built while packs load, read-only afterwards.
//!
//! Texts are looked up here token by token, and fifty thousand words are added at every start: so the words stand in one
//! string, and an open-addressed table of numbers finds them.

mod hash;

use hash::{hash, hash_packed, pack};

/// A word that the rules know, folded: lower case, `'` for `’`, `-` for `–`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u32);

impl Word {
    /// A word that no rule and no table mentions.
    pub const UNKNOWN: Word = Word(0);
}

/// How a word of ASCII letters is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// "spy"
    Lower,
    /// "London"
    Capitalised,
    /// With more capitals, or with others than the first.
    Other,
}

impl Case {
    /// Of a word whose capitals have their highest bits set; whether its first byte is one.
    #[inline]
    fn new(capitals: u128, first: bool) -> Case {
        let several = capitals & capitals.wrapping_sub(1) != 0;
        // Which one a word has cannot be guessed: so it is worked out, not branched on.
        match usize::from(capitals != 0) + usize::from((capitals != 0) & (several | !first)) {
            0 => Case::Lower,
            1 => Case::Capitalised,
            _ => Case::Other,
        }
    }
}

/// Packed ASCII in lower case, and the highest bit of every byte that was a capital.
#[inline]
fn lower(packed: u128) -> (u128, u128) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let capitals = |packed: u64| {
        let from_a = packed + ONES * (0x80 - b'A' as u64);
        let behind_z = packed + ONES * (0x7f - b'Z' as u64);
        (from_a ^ behind_z) & (ONES << 7)
    };
    let (first, last) = ((packed >> 64) as u64, packed as u64);
    let (first, last) = (capitals(first), capitals(last));
    let capitals = u128::from(first) << 64 | u128::from(last);
    (packed | capitals >> 2, capitals)
}

/// A word of one to sixteen ASCII letters and digits, given as a number with the last byte lowest, in small letters; and how it is
/// written.
#[inline]
pub fn fold_packed(written: u128, length: usize) -> (u128, Case) {
    let (folded, capitals) = lower(written);
    let first = capitals >> ((length * 8).wrapping_sub(1) & 127) & 1 == 1;
    (folded, Case::new(capitals, first))
}

/// A folded word as [`Words::get_folded`] takes it; `None` for one that is too long.
#[inline]
pub fn pack_folded(folded: &str) -> Option<u128> {
    Some(pack(folded.as_bytes())).filter(|packed| *packed != 0)
}

/// Interner of folded words. Numbers depend only on the order of [`Words::add`].
#[derive(Debug, Clone)]
pub struct Words {
    /// All words, one after the other.
    letters: String,
    /// By number: where the word ends in `letters`.
    ends: Vec<u32>,
    /// By number: the word itself, where it is short ([`pack`]).
    keys: Vec<u128>,
    /// Open addressing, a power of two long, at most three quarters full; (hash, number), number 0 for a free slot.
    slots: Vec<(u32, u32)>,
    /// By the lowest bits of the hash: the number of the first short word that has them, 0 for none. The commonest words of the language
    /// come first, and so little a table stays near the processor.
    common: Box<[u16; COMMON]>,
}

/// How many places there are for common words, a power of two.
const COMMON: usize = 1 << 15;

impl Default for Words {
    fn default() -> Self {
        Words {
            letters: String::new(),
            ends: vec![0],
            keys: vec![0],
            slots: vec![(0, 0); 1024],
            common: Box::new([0; COMMON]),
        }
    }
}

impl Words {
    /// A vocabulary of different words whose hashes are known: all words one after the other, where each ends, its hash.
    pub(super) fn known(letters: &str, ends: impl Iterator<Item = u32>, hashes: impl Iterator<Item = u32>) -> Self {
        let mut words = Words { letters: letters.to_owned(), slots: Vec::new(), ..Words::default() };
        words.ends.extend(ends);
        let keys = words.ends.windows(2).map(|pair| match pair {
            &[start, end] => pack(letters.as_bytes().get(start as usize..end as usize).unwrap_or_default()),
            _ => 0,
        });
        words.keys.extend(keys);
        words.slots = vec![(0, 0); (words.ends.len() * 3 / 2).next_power_of_two()];
        for (hash, number) in hashes.zip(1..) {
            words.put(hash, number);
            words.put_common(hash, number);
        }
        words
    }

    /// The number of a folded word, which is added when it is new.
    pub fn add(&mut self, folded: &str) -> Word {
        if folded.is_empty() {
            return Word::UNKNOWN;
        }
        let hash = hash(folded.as_bytes());
        let slot = match self.find(hash, |word| self.bytes(Word(word)) == folded.as_bytes()) {
            Ok(word) => return word,
            Err(slot) => slot,
        };
        // Offsets and numbers are 32 bits wide: a vocabulary of 4 GiB is out of reach of any rule set.
        let (Ok(number), Ok(end)) =
            (u32::try_from(self.ends.len()), u32::try_from(self.letters.len().saturating_add(folded.len())))
        else {
            return Word::UNKNOWN;
        };
        self.letters.push_str(folded);
        self.ends.push(end);
        self.keys.push(pack(folded.as_bytes()));
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (hash, number);
        }
        self.put_common(hash, number);
        if self.ends.len() * 4 > self.slots.len() * 3 {
            self.grow(self.slots.len() * 2);
        }
        Word(number)
    }

    /// As [`Words::add`], of a word that is likely the one after `previous`: words of a table come in the order of the table.
    pub fn add_after(&mut self, previous: Word, folded: &str) -> Word {
        let next = Word(previous.0.saturating_add(1));
        if !folded.is_empty() && self.text(next) == folded { next } else { self.add(folded) }
    }

    /// The number of a folded word; [`Word::UNKNOWN`] when nobody added it.
    pub fn get(&self, folded: &str) -> Word {
        let found = match pack(folded.as_bytes()) {
            0 => self.find(hash(folded.as_bytes()), |word| self.bytes(Word(word)) == folded.as_bytes()),
            packed => self.find(hash_packed(packed), |word| self.keys.get(word as usize) == Some(&packed)),
        };
        found.unwrap_or(Word::UNKNOWN)
    }

    /// As [`Words::get`], of a word of ASCII letters and digits as it is written; and how it is written.
    #[inline]
    pub fn get_plain(&self, written: &[u8]) -> (Word, Case) {
        match pack(written) {
            0 => self.get_long(written),
            packed => self.get_packed(packed, written.len()),
        }
    }

    /// The same of a word of one to sixteen bytes, given as a number with the last byte lowest, and its length.
    #[inline]
    pub fn get_packed(&self, written: u128, length: usize) -> (Word, Case) {
        let (folded, case) = fold_packed(written, length);
        (self.get_folded(folded), case)
    }

    /// The number of a word as [`fold_packed`] gives it.
    #[inline]
    pub fn get_folded(&self, folded: u128) -> Word {
        let (common, found) = self.get_common(folded);
        if found { common } else { self.get_rare(folded) }
    }

    /// The same of a word that is among the common ones, and whether it is: worked out without a branch.
    #[inline]
    pub fn get_common(&self, folded: u128) -> (Word, bool) {
        let place = self.common.get(hash_packed(folded) as usize % COMMON);
        let common = place.map_or(0, |number| u32::from(*number));
        (Word(common), self.keys.get(common as usize) == Some(&folded))
    }

    /// The same of any other.
    #[inline(never)]
    pub fn get_rare(&self, folded: u128) -> Word {
        let key = |number: u32| self.keys.get(number as usize) == Some(&folded);
        self.find(hash_packed(folded), key).unwrap_or(Word::UNKNOWN)
    }

    #[inline(never)]
    fn get_long(&self, written: &[u8]) -> (Word, Case) {
        let mut room = [0; 32];
        let mut longer = Vec::new();
        let folded: &mut [u8] = match room.get_mut(..written.len()) {
            Some(room) => room,
            None => {
                longer.resize(written.len(), 0);
                &mut longer
            }
        };
        folded.copy_from_slice(written);
        folded.make_ascii_lowercase();
        let word = self.find(hash(folded), |word| self.bytes(Word(word)) == folded).unwrap_or(Word::UNKNOWN);
        let first = written.first().is_some_and(u8::is_ascii_uppercase);
        // Those that are the same folded are in small letters: most.
        let capitals = if *folded == *written { 0 } else { written.iter().filter(|b| b.is_ascii_uppercase()).count() };
        (word, Case::new((1 << capitals.min(2)) - 1, first))
    }

    /// The folded text of a word.
    pub fn text(&self, word: Word) -> &str {
        self.letters.get(self.range(word)).unwrap_or("")
    }

    /// The same as bytes: to compare them, no character's boundary is looked for.
    #[inline]
    fn bytes(&self, word: Word) -> &[u8] {
        self.letters.as_bytes().get(self.range(word)).unwrap_or_default()
    }

    /// Where a word stands in `letters`.
    #[inline]
    fn range(&self, word: Word) -> std::ops::Range<usize> {
        let number = word.0 as usize;
        match (self.ends.get(number), self.ends.get(number.wrapping_sub(1))) {
            (Some(&end), Some(&start)) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// How many numbers are given out, [`Word::UNKNOWN`] included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word was added.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// The word of this hash whose number is of the `same` word, or the free slot where it belongs.
    #[inline]
    fn find(&self, hash: u32, same: impl Fn(u32) -> bool) -> Result<Word, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        // Ends: the table is never full.
        while let Some(&(seen, number)) = self.slots.get(slot) {
            if number == 0 {
                break;
            }
            if seen == hash && same(number) {
                return Ok(Word(number));
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    fn grow(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for (hash, number) in old.into_iter().filter(|&(_, number)| number != 0) {
            self.put(hash, number);
        }
    }

    /// Puts a word that is not in the table into the first free slot.
    fn put(&mut self, hash: u32, number: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots.get(slot).is_some_and(|&(_, taken)| taken != 0) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (hash, number);
        }
    }

    /// Gives a new word its place among the common ones, if it is free.
    fn put_common(&mut self, hash: u32, number: u32) {
        let short = self.keys.get(number as usize).is_some_and(|key| *key != 0);
        if let (Ok(number), Some(place)) = (u16::try_from(number), self.common.get_mut(hash as usize % COMMON))
            && short
            && *place == 0
        {
            *place = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_when_the_table_grows() {
        let mut words = Words::default();
        let numbers: Vec<Word> = (0..5000).map(|i| words.add(&format!("word{i}"))).collect();
        for (i, &number) in numbers.iter().enumerate() {
            assert_eq!(words.get(&format!("word{i}")), number);
            assert_eq!(words.text(number), format!("word{i}"));
            assert_eq!(words.add(&format!("word{i}")), number);
            assert_eq!(words.get_plain(format!("Word{i}").as_bytes()), (number, Case::Capitalised));
        }
        assert_eq!(words.get("other"), Word::UNKNOWN);
        assert_eq!(words.len(), 5001);
    }

    #[test]
    fn a_plain_word_is_found_as_its_folded_form_is() {
        let mut words = Words::default();
        let written = [
            "I",
            "a",
            "NATO",
            "Moscow",
            "expelled",
            "Expelled",
            "McCallum",
            "Covid19",
            "ComputerScience",
            "counterintelligence",
            "Afghanistan",
            "neighbourhoodly",
            "straightforwards",
            "Straightforward1",
            "Unheardof",
        ];
        for word in written.iter().take(14) {
            words.add(&word.to_ascii_lowercase());
        }
        for word in written {
            let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
            let case = Case::new((1 << capitals) - 1, word.starts_with(|c: char| c.is_ascii_uppercase()));
            assert_eq!(words.get_plain(word.as_bytes()), (words.get(&word.to_ascii_lowercase()), case), "{word}");
        }
    }

    #[test]
    fn the_empty_word_is_unknown() {
        let mut words = Words::default();
        assert_eq!(words.add(""), Word::UNKNOWN);
        assert_eq!(words.get(""), Word::UNKNOWN);
        assert_eq!(words.text(Word::UNKNOWN), "");
        assert_eq!(words.text(Word(99)), "");
    }
}
