//! Closed classes of words, asked for at every token: looked up by list name once a rule set, then one number a word.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use crate::rules::{RuleSet, Word};

/// A set of classes, one bit each.
pub(super) type Classes = u32;

pub(super) const BE: Classes = 1;
pub(super) const HAVE: Classes = 1 << 1;
pub(super) const DO: Classes = 1 << 2;
pub(super) const GET: Classes = 1 << 3;
/// Negates the verb group it stands in.
pub(super) const NEGATOR: Classes = 1 << 4;
/// Negates the clause whose subject it is or begins.
pub(super) const NEGATIVE: Classes = 1 << 5;
/// A preposition that can open a clause.
pub(super) const CLAUSE_PREPOSITION: Classes = 1 << 6;
/// Belongs to the noun before it.
pub(super) const GENITIVE_PREPOSITION: Classes = 1 << 7;
/// Belongs more often to the noun before it than to the verb.
pub(super) const NOUN_PREPOSITION: Classes = 1 << 8;
pub(super) const RELATIVE: Classes = 1 << 9;
/// A pronoun that no preposition governs.
pub(super) const SUBJECT_PRONOUN: Classes = 1 << 10;
pub(super) const EXISTENTIAL: Classes = 1 << 11;
pub(super) const TIME_NOUN: Classes = 1 << 12;
/// A verb that takes a person and then a clause.
pub(super) const TELLING: Classes = 1 << 13;
/// A verb that stands before its subject after what was said.
pub(super) const INVERTING: Classes = 1 << 14;
/// A verb whose object does what the infinitive after it says.
pub(super) const OBJECT_CONTROL: Classes = 1 << 15;

/// The list of what negates a verb group; some entries are phrases.
pub(super) const NEGATORS: &str = "negators";

/// An "-ing" form that is a preposition more often than a verb.
pub(super) const PREPOSITIONAL: Classes = 1 << 16;
/// A relative pronoun for people only.
pub(super) const PERSONAL: Classes = 1 << 17;
/// A quantifier that can stand for a noun phrase.
pub(super) const QUANTIFIER: Classes = 1 << 18;
/// "Mr": begins a phrase.
pub(super) const COURTESY: Classes = 1 << 19;
/// A noun for people.
pub(super) const PERSON_NOUN: Classes = 1 << 20;
/// "that" before a clause.
pub(super) const COMPLEMENTISER: Classes = 1 << 21;
/// A verb of thought or perception, which takes a clause as verbs of speech do.
pub(super) const THINKING: Classes = 1 << 22;

/// A negation of several words begins with it.
pub(super) const NEGATOR_START: Classes = 1 << 23;
/// A quantity or a date can begin with it.
pub(super) const NUMERAL: Classes = 1 << 24;

/// A class and the list that holds its words.
const LISTS: &[(&str, Classes)] = &[
    ("verb-be", BE),
    ("verb-have", HAVE),
    ("verb-do", DO),
    ("verb-get", GET),
    (NEGATORS, NEGATOR),
    ("negative-subjects", NEGATIVE),
    ("clause-prepositions", CLAUSE_PREPOSITION),
    ("genitive-prepositions", GENITIVE_PREPOSITION),
    ("noun-prepositions", NOUN_PREPOSITION),
    ("relatives", RELATIVE),
    ("subject-pronouns", SUBJECT_PRONOUN),
    ("existentials", EXISTENTIAL),
    ("time-nouns", TIME_NOUN),
    ("telling", TELLING),
    ("inverting", INVERTING),
    ("object-control", OBJECT_CONTROL),
    ("prepositional-gerunds", PREPOSITIONAL),
    ("personal-relatives", PERSONAL),
    ("quantifier-pronouns", QUANTIFIER),
    ("phrase-titles", COURTESY),
    ("posts-and-kin", PERSON_NOUN),
    ("titles-of-people", PERSON_NOUN),
    ("complementisers", COMPLEMENTISER),
    ("clause-taking", THINKING),
];

/// What chunking knows of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Classes of the word as it stands.
    pub classes: Classes,
    /// Classes of its base form.
    pub base: Classes,
    /// Whether it has a base form other than itself.
    pub inflected: bool,
}

/// How many bits of a packed entry the classes take, and those of the base form behind them.
const WIDTH: u32 = 28;
/// The bit of a packed entry whose base form was looked up.
const MET: u64 = 1 << 62;
/// The bit of a packed entry that has a base form other than itself.
const INFLECTED: u64 = 1 << 63;

/// The classes of every word and of its base form.
#[derive(Debug)]
pub(in crate::text) struct Lexicon {
    /// By word: its [`Entry`], packed. The base form is looked up when the word is first met: a text holds few of the words that
    /// the rules know.
    entries: Box<[AtomicU64]>,
}

impl Clone for Lexicon {
    fn clone(&self) -> Self {
        Lexicon { entries: self.entries.iter().map(|entry| AtomicU64::new(entry.load(Relaxed))).collect() }
    }
}

impl Lexicon {
    /// Reads the lists; `numeral` says what a quantity or a date can begin with.
    pub(in crate::text) fn new(rules: &RuleSet, numeral: impl Fn(Word) -> bool) -> Self {
        let mut classes: Vec<Classes> = vec![0; rules.words.len()];
        for (name, class) in LISTS {
            for &word in rules.tables.list(name) {
                if let Some(classes) = classes.get_mut(word.0 as usize) {
                    *classes |= class;
                }
            }
        }
        for first in rules.tables.phrases(NEGATORS).iter().filter_map(|phrase| phrase.first()) {
            if let Some(classes) = classes.get_mut(first.0 as usize).filter(|_| *first != Word::UNKNOWN) {
                *classes |= NEGATOR_START;
            }
        }
        for (_, classes) in (0..).map(Word).zip(&mut classes).filter(|(word, _)| numeral(*word)) {
            *classes |= NUMERAL;
        }
        Lexicon { entries: classes.into_iter().map(|classes| AtomicU64::new(u64::from(classes))).collect() }
    }

    /// What there is to know of words; nothing of unknown ones. `rules` are those that the lexicon was made of.
    pub(super) fn entries(
        &self,
        words: impl Iterator<Item = Word> + Clone,
        rules: &RuleSet,
    ) -> impl Iterator<Item = Entry> {
        let mut all: Vec<u64> = words.clone().map(|word| self.packed(word)).collect();
        // What is kept follows from the word alone, so it does not matter which thread comes first.
        for (packed, word) in all.iter_mut().zip(words).filter(|(packed, _)| **packed & MET == 0) {
            *packed = self.meet(word, *packed, rules);
        }
        let classes = |bits: u64| (bits & ((1 << WIDTH) - 1)) as Classes;
        all.into_iter().map(move |packed| Entry {
            classes: classes(packed),
            base: classes(packed >> WIDTH),
            inflected: packed & INFLECTED != 0,
        })
    }

    #[inline]
    fn packed(&self, word: Word) -> u64 {
        self.entries.get(word.0 as usize).map_or(MET, |entry| entry.load(Relaxed))
    }

    #[cold]
    fn meet(&self, word: Word, classes: u64, rules: &RuleSet) -> u64 {
        let lemma = rules.lemma(word);
        let base = self.packed(lemma) & ((1 << WIDTH) - 1);
        let packed = classes | base << WIDTH | MET | if lemma == word { 0 } else { INFLECTED };
        if let Some(entry) = self.entries.get(word.0 as usize) {
            entry.store(packed, Relaxed);
        }
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::reading::rules;

    #[test]
    fn the_classes_of_a_word_leave_room_for_those_of_its_base_form() {
        assert!(LISTS.iter().all(|(_, class)| *class < 1 << WIDTH) && NUMERAL < 1 << WIDTH);
    }

    #[test]
    fn a_form_has_the_classes_of_its_base_form_beside_its_own() {
        let rules = rules();
        let lexicon = Lexicon::new(rules, |_| false);
        let of = |word: Word| lexicon.entries(std::iter::once(word), rules).next().unwrap();
        let entry = |word: &str| of(rules.words.get(word));
        for _ in 0..2 {
            assert!(entry("months").inflected && entry("months").base & TIME_NOUN != 0);
            assert!(!entry("month").inflected && entry("month").base & TIME_NOUN != 0);
            assert_eq!((entry("months").classes & TIME_NOUN, of(Word::UNKNOWN).classes), (0, 0));
        }
    }

    #[test]
    fn every_list_has_words() {
        for (name, _) in LISTS {
            assert!(!rules().tables.list(name).is_empty(), "no pack has the list {name}");
        }
    }
}
