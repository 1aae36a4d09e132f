//! Word lists and values that the stages ask for by name: abbreviations, months, titles, number words.
//!
//! A `tables` pack's `[lists]` and `[values]` are found by list name, over all packs of a language.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Word;
use super::figures::Figures;
use super::inflection::{Inflection, Lemmas};
use super::lists::Lists;

/// Lists and values by name, e.g. `abbreviations`, `months`, `number-words`.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub(super) lists: FxHashMap<String, Vec<Word>>,
    /// By [`Word`]: the signs ([`sign`]) of the lists that it is a one-word entry of.
    pub(super) listed: Vec<u64>,
    /// By [`Word`]: the lists of [`super::lists`] that it is a one-word entry of.
    pub(super) bits: OnceLock<Box<[Lists]>>,
    /// How often cues are attributions, made of these tables and of the entries of verbs.
    pub(super) figures: OnceLock<Figures>,
    pub(super) phrases: FxHashMap<String, Vec<Vec<Word>>>,
    /// By [`Word`]: the signs of the lists that have an entry of several words which begins with it.
    pub(super) opening: Vec<u64>,
    pub(super) values: FxHashMap<String, FxHashMap<Word, f64>>,
    /// By [`Word`]: the signs of the tables that have a value for it.
    pub(super) valued: Vec<u64>,
    /// The values of the tables `precision-…` by word: what stands behind the dash, and the value.
    pub(super) precisions: FxHashMap<Word, Vec<(String, f64)>>,
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
    #[inline(always)]
    pub fn has(&self, name: &str, word: Word) -> bool {
        // Asked several times at every token, and most words are in no list or in few: their signs say no at once.
        self.listed.get(word.0 as usize).is_some_and(|signs| signs & sign(name) != 0) && self.holds(name, word)
    }

    #[inline(never)]
    fn holds(&self, name: &str, word: Word) -> bool {
        self.lists.get(name).is_some_and(|list| list.binary_search(&word).is_ok())
    }

    /// Adds a list of one-word entries and phrases, in place of one of the same name.
    pub(super) fn add(&mut self, name: &str, mut words: Vec<Word>, phrases: Vec<Vec<Word>>) {
        words.sort_unstable();
        words.dedup();
        self.bits.take();
        sign_all(&mut self.listed, words.iter(), name);
        sign_all(&mut self.opening, phrases.iter().filter_map(|phrase| phrase.first()), name);
        self.lists.insert(name.to_owned(), words);
        self.phrases.insert(name.to_owned(), phrases);
    }

    /// Whether an entry of several words of the list `name` may begin with `word`; a cheap look before they are compared.
    #[inline(always)]
    pub fn starts(&self, name: &str, word: Word) -> bool {
        self.opening.get(word.0 as usize).is_some_and(|signs| signs & sign(name) != 0)
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
    #[inline(always)]
    pub fn value(&self, name: &str, word: Word) -> Option<f64> {
        self.valued.get(word.0 as usize).filter(|signs| *signs & sign(name) != 0)?;
        self.value_of(name, word)
    }

    #[inline(never)]
    fn value_of(&self, name: &str, word: Word) -> Option<f64> {
        self.values.get(name)?.get(&word).copied()
    }

    /// Gives a word its value in a table, in place of the one that it had.
    pub(super) fn set(&mut self, name: &str, word: Word, value: f64) {
        sign_all(&mut self.valued, [word].iter(), name);
        self.bits.take();
        self.figures.take();
        if let Some(complement) = name.strip_prefix(PRECISION) {
            let figures = self.precisions.entry(word).or_default();
            figures.retain(|(name, _)| name != complement);
            figures.push((complement.to_owned(), value));
        }
        self.values.entry(name.to_owned()).or_default().insert(word, value);
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

/// What the names of tables begin with that say how often a cue with a complement is an attribution.
const PRECISION: &str = "precision-";

/// One bit for the name of a list, which other lists may have too. The compiler works it out where the name is known.
#[inline(always)]
fn sign(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let byte = |at: usize| bytes.get(at).map_or(0, |&byte| u64::from(byte));
    let length = bytes.len();
    let mixed = byte(0) * 7 + byte(length / 3) * 31 + byte(length / 2) * 11 + byte(length * 3 / 4) * 5;
    1 << ((mixed + byte(length.wrapping_sub(1)) * 3 + byte(length.wrapping_sub(3)) * 13 + length as u64 * 29) & 63)
}

fn sign_all<'w>(signs: &mut Vec<u64>, words: impl Iterator<Item = &'w Word>, name: &str) {
    for word in words.filter(|word| **word != Word::UNKNOWN) {
        let at = word.0 as usize;
        if signs.len() <= at {
            signs.resize(at + 1, 0);
        }
        if let Some(signs) = signs.get_mut(at) {
            *signs |= sign(name);
        }
    }
}
