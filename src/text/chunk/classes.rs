//! Closed classes of words, asked for at every token: looked up by list name once a rule set, then one number a word.

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

/// The classes of every closed-class word.
#[derive(Debug, Clone)]
pub(in crate::text) struct Lexicon {
    /// By word.
    classes: Vec<Classes>,
}

impl Lexicon {
    /// Reads the lists.
    pub(in crate::text) fn new(rules: &RuleSet) -> Self {
        let mut classes = vec![0; rules.words.len()];
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
        Lexicon { classes }
    }

    /// The classes of a word; none for an unknown one.
    #[inline]
    pub(super) fn classes(&self, word: Word) -> Classes {
        self.classes.get(word.0 as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::reading::rules;

    #[test]
    fn every_list_has_words() {
        for (name, _) in LISTS {
            assert!(!rules().tables.list(name).is_empty(), "no pack has the list {name}");
        }
    }
}
