//! The word lists that tokens and sentences hang on, fetched once for a rule set.

use crate::rules::{RuleSet, Word, Words};

/// What an ending or a shortened word stands for: `n't` is `not`; the `ca` before it is `can`.
#[derive(Debug, Clone)]
pub(super) struct Contracted {
    pub short: Box<str>,
    pub full: Word,
}

/// The lists of a rule set and its vocabulary.
#[derive(Clone, Copy)]
pub(super) struct Lexicon<'r> {
    /// The vocabulary.
    pub words: &'r Words,
    /// The lists.
    pub lists: &'r WordLists,
}

/// Lists of the tables packs by what they decide. A missing list decides nothing.
#[derive(Debug, Clone)]
pub(super) struct WordLists {
    /// Keep their dot wherever they stand, and may end a sentence: "etc.".
    pub abbreviations: Vec<Word>,
    /// The same, when written with a capital: "Calif.", "Jan.".
    pub capitalised: Vec<Word>,
    /// Keep their dot, when written with a capital, and never end a sentence: "Mr.", "Sen.".
    pub before_name: Vec<Word>,
    /// Keep their dot before digits only: "No. 10".
    pub before_number: Vec<Word>,
    /// All that may keep a dot.
    pub dotted: Vec<Word>,
    /// Words that begin with an apostrophe: "'em".
    pub apostrophe_words: Vec<Word>,
    /// What is written onto a number and is a word of its own: "3bn", "10am".
    pub number_suffixes: Vec<Word>,
    /// Last parts of web addresses: "com".
    pub domains: Vec<Word>,
    /// Last letters of words whose genitive is a bare apostrophe.
    pub genitive_endings: Vec<Word>,
    /// Words that, capitalised after an abbreviation, begin a new sentence: "The".
    pub starters: Vec<Word>,
    /// Ordinary words that, capitalised after an abbreviation, go on with its name: "U.S. Open".
    pub name_parts: Vec<Word>,
    /// Verbs that tell who asked or shouted what stands in quotation marks before them.
    pub said: Vec<Word>,
    /// Endings that are tokens of their own: `'s`, `'re`, `n't`.
    pub endings: Vec<Contracted>,
    /// What stands before an ending in a changed form.
    pub stems: Vec<Contracted>,
}

impl WordLists {
    /// The lists of `rules`.
    pub fn new(rules: &RuleSet) -> Self {
        let (tables, words) = (&rules.tables, &rules.words);
        let list = |name: &str| tables.list(name).to_vec();
        let contracted = |short: Word, full: Word| Contracted { short: words.text(short).into(), full };
        let pairs = |name: &str| {
            let pair = |phrase: &Vec<Word>| match phrase.as_slice() {
                [short, full] => Some(contracted(*short, *full)),
                _ => None,
            };
            tables.phrases(name).iter().filter_map(pair).collect::<Vec<_>>()
        };
        let mut endings = pairs("contracted-endings");
        endings.extend(tables.list("contraction-endings").iter().map(|&word| contracted(word, word)));
        let (abbreviations, capitalised) = (list("abbreviations"), list("abbreviations-capitalised"));
        let (before_name, before_number) = (list("abbreviations-before-name"), list("abbreviations-before-number"));
        let mut dotted = [&*abbreviations, &capitalised, &before_name, &before_number].concat();
        dotted.sort_unstable();
        WordLists {
            abbreviations,
            capitalised,
            before_name,
            before_number,
            dotted,
            apostrophe_words: list("apostrophe-words"),
            number_suffixes: list("number-suffixes"),
            domains: list("top-level-domains"),
            genitive_endings: list("genitive-endings"),
            starters: list("sentence-starters"),
            name_parts: list("names-after-abbreviation"),
            said: list("verbs-after-quotation"),
            endings,
            stems: pairs("contracted-stems"),
        }
    }
}

/// Whether a sorted list holds a known word.
pub(super) fn has(list: &[Word], word: Word) -> bool {
    word != Word::UNKNOWN && list.binary_search(&word).is_ok()
}
