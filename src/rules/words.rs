//! The vocabulary: every word a rule or table mentions, as a number. Built while packs load, read-only afterwards.
//!
//! Texts are looked up here token by token, and fifty thousand words are added at every start: so the words stand in one
//! string, and an open-addressed table of numbers finds them.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A word that the rules know, folded: lower case, `'` for `’`, `-` for `–`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u32);

impl Word {
    /// A word that no rule and no table mentions.
    pub const UNKNOWN: Word = Word(0);
}

/// Interner of folded words. Numbers depend only on the order of [`Words::add`].
#[derive(Debug, Clone)]
pub struct Words {
    /// All words, one after the other.
    letters: String,
    /// By number: where the word ends in `letters`.
    ends: Vec<u32>,
    /// Open addressing, a power of two long, at most half full; (hash, number), number 0 for a free slot.
    slots: Vec<(u32, u32)>,
}

impl Default for Words {
    fn default() -> Self {
        Words { letters: String::new(), ends: vec![0], slots: vec![(0, 0); 1024] }
    }
}

impl Words {
    /// Room for so many more words without growing.
    pub fn reserve(&mut self, more: usize) {
        let wanted = ((self.ends.len() + more) * 2).next_power_of_two();
        if wanted > self.slots.len() {
            self.grow(wanted);
        }
        self.ends.reserve(more);
        self.letters.reserve(more * 8);
    }

    /// The number of a folded word, which is added when it is new.
    pub fn add(&mut self, folded: &str) -> Word {
        if folded.is_empty() {
            return Word::UNKNOWN;
        }
        let hash = hash(folded);
        let slot = match self.find(hash, folded) {
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
        if let Some(free) = self.slots.get_mut(slot) {
            *free = (hash, number);
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow(self.slots.len() * 2);
        }
        Word(number)
    }

    /// The number of a folded word; [`Word::UNKNOWN`] when nobody added it.
    pub fn get(&self, folded: &str) -> Word {
        self.find(hash(folded), folded).unwrap_or(Word::UNKNOWN)
    }

    /// The folded text of a word.
    pub fn text(&self, word: Word) -> &str {
        let number = word.0 as usize;
        let (Some(&end), Some(&start)) = (self.ends.get(number), self.ends.get(number.wrapping_sub(1))) else {
            return "";
        };
        self.letters.get(start as usize..end as usize).unwrap_or("")
    }

    /// How many numbers are given out, [`Word::UNKNOWN`] included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word was added.
    pub fn is_empty(&self) -> bool {
        self.ends.len() <= 1
    }

    /// The word, or the free slot where it belongs.
    fn find(&self, hash: u32, folded: &str) -> Result<Word, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        // Ends: the table is never more than half full.
        while let Some(&(seen, number)) = self.slots.get(slot) {
            if number == 0 {
                break;
            }
            if seen == hash && self.text(Word(number)) == folded {
                return Ok(Word(number));
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }

    fn grow(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for (hash, number) in old.into_iter().filter(|&(_, number)| number != 0) {
            let mut slot = hash as usize & (size - 1);
            while self.slots.get(slot).is_some_and(|&(_, taken)| taken != 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(free) = self.slots.get_mut(slot) {
                *free = (hash, number);
            }
        }
    }
}

fn hash(folded: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    let wide = hasher.finish();
    (wide ^ (wide >> 32)) as u32
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
        }
        assert_eq!(words.get("other"), Word::UNKNOWN);
        assert_eq!(words.len(), 5001);
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
