//! What reading asks of the word lists at every token, laid out once for a rule set.

use crate::rules::RuleSet;

use super::chunk::Lexicon;
use super::date::Calendar;
use super::lexicon::WordLists;
use super::name::Lists;
use super::quantity::NumberWords;

/// The lists of tokens and sentences, names, chunks, numbers and dates.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub words: WordLists,
    pub names: Lists,
    pub chunks: Lexicon,
    pub numbers: NumberWords,
    pub calendar: Calendar,
}

impl Prepared {
    /// Reads the tables.
    pub(super) fn new(rules: &RuleSet) -> Self {
        let (numbers, calendar) = (NumberWords::new(&rules.tables), Calendar::new(&rules.tables));
        let chunks = Lexicon::new(rules, |word| numbers.starts(word) || calendar.knows(word));
        let names = Lists::new(rules, &calendar);
        Prepared { words: WordLists::new(rules), names, chunks, numbers, calendar }
    }
}
