//! The vocabulary: every word a rule or table mentions, as a number. Built while packs load, read-only afterwards.

use rustc_hash::FxHashMap;

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
    numbers: FxHashMap<Box<str>, Word>,
    texts: Vec<Box<str>>,
}

impl Default for Words {
    fn default() -> Self {
        Words { numbers: FxHashMap::default(), texts: vec!["".into()] }
    }
}

impl Words {
    /// The number of a folded word, which is added when it is new.
    pub fn add(&mut self, folded: &str) -> Word {
        if let Some(&word) = self.numbers.get(folded) {
            return word;
        }
        // A vocabulary of four thousand million words is out of reach of any rule set.
        let word = Word(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(folded.into());
        self.numbers.insert(folded.into(), word);
        word
    }

    /// The number of a folded word; [`Word::UNKNOWN`] when nobody added it.
    pub fn get(&self, folded: &str) -> Word {
        self.numbers.get(folded).copied().unwrap_or(Word::UNKNOWN)
    }

    /// The folded text of a word.
    pub fn text(&self, word: Word) -> &str {
        self.texts.get(word.0 as usize).map_or("", |t| t)
    }

    /// How many numbers are given out, [`Word::UNKNOWN`] included.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether no word was added.
    pub fn is_empty(&self) -> bool {
        self.texts.len() <= 1
    }
}
