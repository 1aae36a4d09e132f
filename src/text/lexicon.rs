//! The word lists that tokens and sentences hang on, fetched once a document.

use crate::rules::{RuleSet, Tables, Word, Words};

use super::prepared::Prepared;

/// What an ending or a shortened word stands for: `n't` is `not`; the `ca` before it is `can`.
pub(super) struct Contracted<'r> {
    pub short: &'r str,
    pub full: Word,
}

/// Lists of the tables packs by what they decide. A missing list decides nothing.
pub(super) struct Lexicon<'r> {
    /// The vocabulary.
    pub words: &'r Words,
    /// Keep their dot wherever they stand, and may end a sentence: "etc.".
    pub abbreviations: &'r [Word],
    /// The same, when written with a capital: "Calif.", "Jan.".
    pub capitalised: &'r [Word],
    /// Keep their dot, when written with a capital, and never end a sentence: "Mr.", "Sen.".
    pub before_name: &'r [Word],
    /// Keep their dot before digits only: "No. 10".
    pub before_number: &'r [Word],
    /// All that may keep a dot.
    pub dotted: &'r [Word],
    /// Words that begin with an apostrophe: "'em".
    pub apostrophe_words: &'r [Word],
    /// What is written onto a number and is a word of its own: "3bn", "10am".
    pub number_suffixes: &'r [Word],
    /// Last parts of web addresses: "com".
    pub domains: &'r [Word],
    /// Last letters of words whose genitive is a bare apostrophe.
    pub genitive_endings: &'r [Word],
    /// Words that, capitalised after an abbreviation, begin a new sentence: "The".
    pub starters: &'r [Word],
    /// Ordinary words that, capitalised after an abbreviation, go on with its name: "U.S. Open".
    pub name_parts: &'r [Word],
    /// Verbs that tell who asked or shouted what stands in quotation marks before them.
    pub said: &'r [Word],
    /// Endings that are tokens of their own: `'s`, `'re`, `n't`.
    pub endings: Vec<Contracted<'r>>,
    /// What stands before an ending in a changed form.
    pub stems: Vec<Contracted<'r>>,
}

impl<'r> Lexicon<'r> {
    /// The lists of `rules`.
    pub fn new(rules: &'r RuleSet, prepared: &'r Prepared) -> Self {
        let tables = &rules.tables;
        let words = &rules.words;
        let pairs = |name: &str| {
            let pair = |phrase: &'r Vec<Word>| match phrase.as_slice() {
                [short, full] => Some(Contracted { short: words.text(*short), full: *full }),
                _ => None,
            };
            tables.phrases(name).iter().filter_map(pair).collect::<Vec<_>>()
        };
        let mut endings = pairs("contracted-endings");
        endings.extend(
            tables.list("contraction-endings").iter().map(|&word| Contracted { short: words.text(word), full: word }),
        );
        Lexicon {
            words,
            dotted: &prepared.dotted,
            abbreviations: tables.list("abbreviations"),
            capitalised: tables.list("abbreviations-capitalised"),
            before_name: tables.list("abbreviations-before-name"),
            before_number: tables.list("abbreviations-before-number"),
            apostrophe_words: tables.list("apostrophe-words"),
            number_suffixes: tables.list("number-suffixes"),
            domains: tables.list("top-level-domains"),
            genitive_endings: tables.list("genitive-endings"),
            starters: tables.list("sentence-starters"),
            name_parts: tables.list("names-after-abbreviation"),
            said: tables.list("verbs-after-quotation"),
            endings,
            stems: pairs("contracted-stems"),
        }
    }
}

/// All words that may keep a dot, sorted.
pub(super) fn dotted(tables: &Tables) -> Vec<Word> {
    let lists =
        ["abbreviations", "abbreviations-capitalised", "abbreviations-before-name", "abbreviations-before-number"];
    let mut dotted: Vec<Word> = lists.iter().flat_map(|name| tables.list(name)).copied().collect();
    dotted.sort_unstable();
    dotted
}

/// Whether a sorted list holds a known word.
pub(super) fn has(list: &[Word], word: Word) -> bool {
    word != Word::UNKNOWN && list.binary_search(&word).is_ok()
}
