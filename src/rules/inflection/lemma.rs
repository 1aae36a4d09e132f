//! From a form back to its base: irregular forms first, then the regular rules the other way round, where the base that
//! they give is a word that texts use.

use std::borrow::Cow;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

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
        return Cow::Borrowed(rules.words.text(rules.lemma(known)));
    }
    match regular_base(&rules.tables.inflection, folded, 0, &rules.words, &rules.tables) {
        Some(base) => Cow::Owned(base),
        None => Cow::Borrowed(folded),
    }
}

/// The base forms of the words of a vocabulary, each worked out when it is first asked for: a text holds few of the words
/// that the rules know.
#[derive(Debug, Default)]
pub struct Lemmas {
    /// By [`Word`]: the number of its base, [`UNASKED`], or [`NONE`] for a word that is its own.
    known: Box<[AtomicU32]>,
}

/// Nobody has asked for this base yet.
const UNASKED: u32 = 0;
/// The word has no other base.
const NONE: u32 = u32::MAX;

impl Clone for Lemmas {
    fn clone(&self) -> Self {
        let known = self.known.iter().map(|base| AtomicU32::new(base.load(Relaxed))).collect();
        Lemmas { known }
    }
}

impl Lemmas {
    /// For the words as they are now; the bases of irregular forms among them join the vocabulary.
    pub(in crate::rules) fn new(inflection: &Inflection, words: &mut Words) -> Self {
        let mut irregular: Vec<(Word, &str)> = inflection
            .origins
            .iter()
            .filter(|(form, _)| !inflection.own.contains(*form))
            .filter_map(|(form, origins)| Some((words.get(form), origins.irregular.as_deref()?)))
            .filter(|(form, _)| *form != Word::UNKNOWN)
            .collect();
        irregular.sort_unstable();
        let mut known = vec![UNASKED; words.len()];
        for (form, base) in irregular {
            if let Some(place) = known.get_mut(form.0 as usize) {
                *place = words.add(base).0;
            }
        }
        Lemmas { known: known.into_iter().map(AtomicU32::new).collect() }
    }
}

impl RuleSet {
    /// The base form of a known word (itself when it has none): "expelled" → "expel", "spies" → "spy".
    #[inline]
    pub fn lemma(&self, word: Word) -> Word {
        // What is kept follows from the word alone, so it does not matter which thread comes first.
        let Some(place) = self.tables.lemmas.known.get(word.0 as usize) else { return word };
        match place.load(Relaxed) {
            UNASKED => {
                let base = self.regular_lemma(word);
                place.store(base.map_or(NONE, |base| base.0), Relaxed);
                base.unwrap_or(word)
            }
            NONE => word,
            base => Word(base),
        }
    }

    #[cold]
    fn regular_lemma(&self, word: Word) -> Option<Word> {
        let (inflection, text) = (&self.tables.inflection, self.words.text(word));
        if word == Word::UNKNOWN || inflection.own.contains(text) {
            return None;
        }
        let base = regular_base(inflection, text, self.tables.frequency(word), &self.words, &self.tables)?;
        Some(self.words.get(&base)).filter(|base| *base != Word::UNKNOWN)
    }
}

/// Of all bases that a regular form could come from, the most frequent.
fn regular_base(inflection: &Inflection, word: &str, frequency: u32, words: &Words, tables: &Tables) -> Option<String> {
    let last = word.as_bytes().last().copied();
    let all = &inflection.undoings;
    let from = all.partition_point(|undoing| undoing.last() < last);
    let undoings = all.iter().skip(from).take_while(|undoing| undoing.last() == last);
    let mut best: Option<(u32, String)> = None;
    let mut base = String::new();
    for undoing in undoings {
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
        && inflection.rule_of(base, class).is_some_and(|rule| rule.forms.iter().any(|form| form.makes(base, word)))
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
