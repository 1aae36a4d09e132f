//! What words do in numbers, from the tables: looked up once a rule set, then asked at every token.

use rustc_hash::FxHashMap;

use super::measure::{CLOSINGS, CURRENCIES};
use crate::rules::{Tables, Word};

/// What a word can do in a number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Unit(f64),
    Scale(f64),
    Fraction(f64),
    Vague(f64, f64),
}

/// Lists whose entries stand at the start of a quantity.
const STARTING: &[&str] = &[
    "number-about",
    "number-nearly",
    "number-barely",
    "number-at-least",
    "number-at-most",
    "number-articles",
    "range-openers",
];

/// Lists that bound or blur the number behind them.
pub(super) const BOUNDING: &[&str] =
    &["number-about", "number-nearly", "number-barely", "number-at-least", "number-at-most", "number-only"];

/// What words do in numbers.
#[derive(Debug, Clone)]
pub(in crate::text) struct NumberWords {
    pub(super) parts: FxHashMap<Word, Part>,
    /// By word: [`PART`], [`START`] and the like.
    classes: Vec<u8>,
    /// The entries of the bounding lists by their first word: the list's place in [`BOUNDING`], and the whole entry.
    pub(super) bounds: FxHashMap<Word, Vec<(usize, Vec<Word>)>>,
    /// The length of the longest of these entries.
    pub(super) longest_bound: usize,
}

/// Has a part in numbers.
pub(super) const PART: u8 = 1;
/// A quantity can start with it; digits and hyphenated words can as well.
pub(super) const START: u8 = 1 << 1;
/// An entry of a bounding list starts with it.
pub(super) const BOUND: u8 = 1 << 2;
/// An entry of a list of [`CLOSINGS`] starts with it.
pub(super) const CLOSING: u8 = 1 << 4;
/// Names a currency.
pub(super) const MONEY: u8 = 1 << 5;
/// "a": stands for one before a scale or a fraction.
pub(super) const ARTICLE: u8 = 1 << 3;

impl NumberWords {
    /// Reads the tables.
    pub(in crate::text) fn new(tables: &Tables) -> Self {
        let mut parts: FxHashMap<Word, Part> = FxHashMap::default();
        let mut add = |name: &str, part: fn(f64) -> Part| {
            for (word, value) in tables.values(name) {
                parts.insert(word, part(value));
            }
        };
        add("number-words", Part::Unit);
        add("number-scales", Part::Scale);
        add("number-fractions", Part::Fraction);
        for (word, low) in tables.values("number-vague-low") {
            let high = tables.value("number-vague-high", word).unwrap_or(f64::INFINITY);
            parts.insert(word, Part::Vague(low, high));
        }
        let mut classes = Vec::new();
        let mut mark = |word: Word, class: u8| {
            let at = word.0 as usize;
            if word != Word::UNKNOWN && classes.len() <= at {
                classes.resize(at + 1, 0);
            }
            if let Some(classes) = classes.get_mut(at) {
                *classes |= class;
            }
        };
        parts.keys().for_each(|&word| mark(word, PART | START));
        let closings = CLOSINGS.map(|(list, _)| list);
        for (class, lists) in [(START, STARTING), (BOUND, BOUNDING), (CLOSING, closings.as_slice())] {
            for list in lists {
                tables.list(list).iter().for_each(|&word| mark(word, class));
                tables.phrases(list).iter().filter_map(|phrase| phrase.first()).for_each(|&word| mark(word, class));
            }
        }
        for (_, list) in CURRENCIES {
            tables.list(list).iter().for_each(|&word| mark(word, MONEY));
        }
        tables.list("number-articles").iter().for_each(|&word| mark(word, ARTICLE));
        let mut bounds: FxHashMap<Word, Vec<(usize, Vec<Word>)>> = FxHashMap::default();
        for (number, list) in BOUNDING.iter().enumerate() {
            let single = tables.list(list).iter().map(|&word| vec![word]);
            for entry in single.chain(tables.phrases(list).iter().cloned()).filter(|e| !e.contains(&Word::UNKNOWN)) {
                if let Some(&first) = entry.first() {
                    bounds.entry(first).or_default().push((number, entry));
                }
            }
        }
        let longest_bound = bounds.values().flatten().map(|(_, entry)| entry.len()).max().unwrap_or(0);
        NumberWords { parts, classes, bounds, longest_bound }
    }

    /// Whether a quantity can start with this word.
    pub(in crate::text) fn starts(&self, word: Word) -> bool {
        self.is(word, START)
    }

    #[inline]
    pub(super) fn is(&self, word: Word, class: u8) -> bool {
        self.classes.get(word.0 as usize).is_some_and(|classes| classes & class != 0)
    }
}
