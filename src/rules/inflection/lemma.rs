//! From a form back to its base: irregular forms first, then the regular rules the other way round, where the base that
//! they give is a word that texts use.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Inflection, Undoing};
use crate::rules::{RuleSet, Tables, Word, Words};

/// A base may be this many times rarer than its form: "accuse" than "accused". Rarer ones are chance likenesses.
const RARER: u32 = 40;
/// Words below this number of articles say too little for that comparison.
const SCARCE: u32 = 200;
/// The shortest base that a regular form is taken back to.
const SHORTEST: usize = 3;
/// The class of adjectives.
const ADJECTIVES: usize = 2;

/// The base form of any folded word; the word itself when it has none.
pub fn lemma<'w>(rules: &'w RuleSet, folded: &'w str) -> Cow<'w, str> {
    let known = rules.words.get(folded);
    if known != Word::UNKNOWN {
        return Cow::Borrowed(rules.words.text(rules.tables.lemma(known)));
    }
    match regular_base(&rules.tables.inflection, folded, 0, &rules.words, &rules.tables) {
        Some(base) => Cow::Owned(base),
        None => Cow::Borrowed(folded),
    }
}

/// The base form of every word of the vocabulary, by number.
pub(in crate::rules) fn lemmas(inflection: &Inflection, words: &mut Words, tables: &Tables) -> Vec<Word> {
    let irregular = irregular_bases(inflection);
    let mut lemmas = vec![Word::UNKNOWN; words.len()];
    for (number, lemma) in (0u32..).zip(&mut lemmas).skip(1) {
        let word = Word(number);
        let text = words.text(word);
        if inflection.own.contains(text) {
            continue;
        }
        *lemma = match irregular.get(text) {
            Some(base) => words.add(base),
            None => regular_base(inflection, text, tables.frequency(word), words, tables)
                .map_or(Word::UNKNOWN, |base| words.get(&base)),
        };
    }
    lemmas
}

/// Irregular forms with their bases; of several bases the first in the order of classes and letters.
fn irregular_bases(inflection: &Inflection) -> FxHashMap<&str, &str> {
    let mut bases = FxHashMap::default();
    for class in &inflection.irregular {
        let mut words: Vec<_> = class.iter().collect();
        words.sort_unstable();
        for (base, forms) in words {
            for form in forms.iter().filter(|form| !class.contains_key(*form)) {
                bases.entry(form.as_ref()).or_insert(base.as_ref());
            }
        }
    }
    bases
}

/// Of all bases that a regular form could come from, the most frequent.
fn regular_base(inflection: &Inflection, word: &str, frequency: u32, words: &Words, tables: &Tables) -> Option<String> {
    let last = word.as_bytes().last();
    let mut best: Option<(u32, String)> = None;
    let mut base = String::new();
    for undoing in inflection.undoings.iter().filter(|undoing| undoing.add.as_bytes().last() == last) {
        if !undo(undoing, word, &mut base) {
            continue;
        }
        let number = words.get(&base);
        let rarity = tables.frequency(number);
        if number != Word::UNKNOWN
            && base != word
            && base.chars().count() >= SHORTEST
            && rarity.saturating_mul(RARER).saturating_add(SCARCE) >= frequency
            && best.as_ref().is_none_or(|(most, _)| rarity > *most)
            && !inflection.own.contains(base.as_str())
            && (0..inflection.regular.len()).any(|class| makes(inflection, class, &base, word))
        {
            best = Some((rarity, base.clone()));
        }
    }
    best.map(|(_, base)| base)
}

/// Whether `word` is a regular form of `base` in a class.
fn makes(inflection: &Inflection, class: usize, base: &str, word: &str) -> bool {
    (class != ADJECTIVES || inflection.gradable.contains(base))
        && !inflection.irregular.get(class).is_some_and(|all| all.contains_key(base))
        && inflection
            .rule_of(base, class)
            .is_some_and(|rule| rule.forms.iter().any(|form| form.of(base).is_some_and(|form| form == word)))
}

/// Writes what `word` may be a form of into `base`; `false` when it cannot be undone so.
fn undo(undoing: &Undoing, word: &str, base: &mut String) -> bool {
    let Some(stem) = word.strip_suffix(undoing.add.as_ref()) else { return false };
    base.clear();
    base.push_str(stem);
    if undoing.repeat && base.pop() != base.chars().next_back() {
        return false;
    }
    base.push_str(&undoing.back);
    true
}
