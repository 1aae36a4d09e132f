//! Word lists and values that the stages ask for by name: abbreviations, months, titles, number words.
//!
//! A `tables` pack's `[lists]` and `[values]` are found by list name, over all packs of a language.

use rustc_hash::FxHashMap;

use super::Word;
use super::inflection::{Inflection, Lemmas};

/// Lists and values by name, e.g. `abbreviations`, `months`, `number-words`.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub(super) lists: FxHashMap<String, Vec<Word>>,
    pub(super) phrases: FxHashMap<String, Vec<Vec<Word>>>,
    pub(super) values: FxHashMap<String, FxHashMap<Word, f64>>,
    /// By [`Word`]: in how many of the background articles the word stands (0 when unknown).
    pub(super) frequency: Vec<u32>,
    /// By [`Word`]: share of capitalised uses, in hundredths.
    pub(super) capitalised: Vec<u8>,
    /// Number of background articles.
    pub(super) articles: u32,
    /// The base forms that were asked for so far.
    pub(super) lemmas: Lemmas,
    /// How words inflect.
    pub(super) inflection: Inflection,
}

impl Tables {
    /// Whether `word` is a one-word entry of the list `name`.
    pub fn has(&self, name: &str, word: Word) -> bool {
        word != Word::UNKNOWN && self.lists.get(name).is_some_and(|list| list.binary_search(&word).is_ok())
    }

    /// The one-word entries of a list, sorted; empty when there is no such list.
    pub fn list(&self, name: &str) -> &[Word] {
        self.lists.get(name).map_or(&[], |list| list)
    }

    /// The entries of several words of a list ("per cent", "as many as"), in file order.
    pub fn phrases(&self, name: &str) -> &[Vec<Word>] {
        self.phrases.get(name).map_or(&[], |list| list)
    }

    /// The value of `word` in `[values.NAME]`: "three" is 3 in `numbers`, "march" is 3 in `months`.
    pub fn value(&self, name: &str, word: Word) -> Option<f64> {
        self.values.get(name)?.get(&word).copied()
    }

    /// All entries of `[values.NAME]`, in no order that means anything.
    pub fn values(&self, name: &str) -> impl Iterator<Item = (Word, f64)> + '_ {
        self.values.get(name).into_iter().flatten().map(|(&word, &value)| (word, value))
    }

    /// In how many of [`Tables::background`] articles the word stands.
    pub fn frequency(&self, word: Word) -> u32 {
        self.frequency.get(word.0 as usize).copied().unwrap_or(0)
    }

    /// Share of the background articles' uses of `word` that are capitalised, 0 to 1; 0 when it is unknown.
    pub fn capitalised(&self, word: Word) -> f32 {
        f32::from(self.capitalised.get(word.0 as usize).copied().unwrap_or(0)) / 100.0
    }

    /// Number of background articles.
    pub fn background(&self) -> u32 {
        self.articles
    }
}
