//! The word lists that attribution and claims ask at word after word, a bit each, laid out once for a rule set: whether a word is
//! in a list is a load and a test, and several lists are asked at once.

use super::{RuleSet, Tables, Word};

/// A set of lists.
pub type Lists = u64;

/// Gives every list its bit.
macro_rules! lists {
    ($($name:ident = $list:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($name,)* }
        $(
            #[doc = concat!("The list `", $list, "`.")]
            pub const $name: Lists = 1 << Place::$name as u32;
        )*
        /// Every list with its bit.
        const ALL: &[(&str, Lists)] = &[$(($list, $name),)*];
    };
}

lists! {
    ABSOLUTE_OPENERS = "absolute-openers",
    ADVERBIAL_OPENERS = "adverbial-openers",
    AGENT_PREPOSITIONS = "agent-prepositions",
    ANAPHORIC_ORGANISATION_NOUNS = "anaphoric-organisation-nouns",
    ANAPHORIC_PERSON_NOUNS = "anaphoric-person-nouns",
    ANONYMOUS_MARKERS = "anonymous-markers",
    ANSWERS = "answers",
    APPOSITION_OPENERS = "apposition-openers",
    ASIDE_BLOCKERS = "aside-blockers",
    BACKGROUND_PREPOSITIONS = "background-prepositions",
    COMPARISON_WORDS = "comparison-words",
    CONTENT_CLOSERS = "content-closers",
    CUE_AUXILIARIES = "cue-auxiliaries",
    CUE_COPULAS = "cue-copulas",
    CUE_NEGATIONS = "cue-negations",
    DEFINITE = "definite",
    DOCUMENT_PREPOSITIONS = "document-prepositions",
    DUMMY_SUBJECTS = "dummy-subjects",
    EMPTY_WORDS = "empty-words",
    EXISTENTIALS = "existentials",
    FEMALE_PRONOUNS = "female-pronouns",
    FEMALE_TITLES = "female-titles",
    FREE_RELATIVES = "free-relatives",
    HEADLINE_LABELS = "headline-labels",
    MALE_PRONOUNS = "male-pronouns",
    MALE_TITLES = "male-titles",
    MANNER_PREPOSITIONS = "manner-prepositions",
    NAMES_FEMALE = "names-female",
    NAMES_MALE = "names-male",
    NAMING_VERBS = "naming-verbs",
    NEGATIVE_OBJECTS = "negative-objects",
    NOMINATIVE_PRONOUNS = "nominative-pronouns",
    OBJECT_PREPOSITIONS = "object-prepositions",
    OFFICE_PREPOSITIONS = "office-prepositions",
    OUTLET_NOUNS = "outlet-nouns",
    OUTLET_WORDS = "outlet-words",
    PAIRED_OPENERS = "paired-openers",
    PARTICIPANT_PREPOSITIONS = "participant-prepositions",
    PERSONS_LIKE_ACTS = "persons-like-acts",
    PLAIN_REPORTING_VERBS = "plain-reporting-verbs",
    PLURAL_NOUNS = "plural-nouns",
    PLURAL_PRONOUNS = "plural-pronouns",
    QUESTION_WORDS = "question-words",
    RELATIVE_PERSONS = "relative-persons",
    RELATIVE_PRONOUNS = "relative-pronouns",
    SOURCE_DOCUMENT_NOUNS = "source-document-nouns",
    SOURCE_ORGANISATION_NOUNS = "source-organisation-nouns",
    SOURCE_PERSON_NOUNS = "source-person-nouns",
    SOURCE_PREPOSITIONS = "source-prepositions",
    SUMMARY_NOUNS = "summary-nouns",
    SUPPORT_VERBS = "support-verbs",
    THAT_WORDS = "that-words",
    THING_PRONOUNS = "thing-pronouns",
    TIME_NOUNS = "time-nouns",
    TIME_OPENERS = "time-openers",
    TITLES_OF_PEOPLE = "titles-of-people",
    UNTRUE_WORDS = "untrue-words",
}

/// The words with a value in `numbers`.
pub const NUMBERS: Lists = 1 << 63;

/// By word: the lists that it is a one-word entry of.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'r>(&'r [Lists]);

impl Listed<'_> {
    /// The lists that hold a word.
    #[inline]
    pub fn of(self, word: Word) -> Lists {
        self.0.get(word.0 as usize).copied().unwrap_or(0)
    }

    /// Whether one of the lists holds a word.
    #[inline]
    pub fn has(self, lists: Lists, word: Word) -> bool {
        self.of(word) & lists != 0
    }
}

impl RuleSet {
    /// The lists of every word; made when they are first asked for.
    #[inline]
    pub fn listed(&self) -> Listed<'_> {
        Listed(self.tables.bits.get_or_init(|| bits(&self.tables)))
    }
}

fn bits(tables: &Tables) -> Box<[Lists]> {
    let mut bits = vec![0; tables.listed.len().max(tables.valued.len())];
    let mut add = |word: Word, list: Lists| {
        if let Some(bits) = bits.get_mut(word.0 as usize).filter(|_| word != Word::UNKNOWN) {
            *bits |= list;
        }
    };
    for (name, list) in ALL {
        tables.list(name).iter().for_each(|word| add(*word, *list));
    }
    tables.values("numbers").for_each(|(word, _)| add(word, NUMBERS));
    bits.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Sources, load};

    #[test]
    fn a_word_has_the_bits_of_the_lists_that_hold_it_and_no_others() {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        assert!(ALL.len() < NUMBERS.trailing_zeros() as usize);
        for (name, list) in ALL {
            assert!(!rules.tables.list(name).is_empty(), "no bundled list `{name}`");
            for word in (0..rules.words.len()).map(|word| Word(word as u32)) {
                assert_eq!(
                    rules.listed().has(*list, word),
                    rules.tables.has(name, word),
                    "{name}: {}",
                    rules.words.text(word)
                );
            }
        }
    }
}
