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
    /// By [`Word`]: whether it is a one-word entry of any list.
    pub(super) listed: Vec<bool>,
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
        // Most words are in no list at all.
        self.listed.get(word.0 as usize).is_some_and(|listed| *listed)
            && self.lists.get(name).is_some_and(|list| list.binary_search(&word).is_ok())
    }

    /// Adds a list of one-word entries and phrases, in place of one of the same name.
    pub(super) fn add(&mut self, name: &str, mut words: Vec<Word>, phrases: Vec<Vec<Word>>) {
        words.sort_unstable();
        words.dedup();
        for word in words.iter().filter(|word| **word != Word::UNKNOWN) {
            let at = word.0 as usize;
            if self.listed.len() <= at {
                self.listed.resize(at + 1, false);
            }
            if let Some(listed) = self.listed.get_mut(at) {
                *listed = true;
            }
        }
        self.lists.insert(name.to_owned(), words);
        self.phrases.insert(name.to_owned(), phrases);
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
