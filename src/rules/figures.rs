//! How often a cue with a complement is an attribution, laid out once for a rule set: complements are numbers here, so that a
//! verb with what stands behind it is looked up without a name being put together or compared.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::complements::{self, Complements};
use super::{RuleSet, Word, Words};

/// What kind of complement it is, beside the word that opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Form {
    /// "that", "about".
    Plain,
    /// "np-to": behind an object.
    Object,
    /// "passive-by"
    Passive,
    /// "noun-that"
    Noun,
    /// "own-noun-that": of a noun with its owner.
    OwnNoun,
}

impl Form {
    /// What the names of its complements begin with.
    fn prefix(self) -> &'static str {
        match self {
            Form::Plain => "",
            Form::Object => "np-",
            Form::Passive => "passive-",
            Form::Noun => "noun-",
            Form::OwnNoun => "own-noun-",
        }
    }
}

/// A complement as entries and tables name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    id: u32,
    form: Form,
    /// The word that opens it, of one that is not among the constants.
    word: Word,
}

/// Gives the complements that the code speaks of their numbers.
macro_rules! keys {
    ($($constant:ident = $name:literal $form:ident,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($constant,)* }
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: Key = Key { id: Place::$constant as u32, form: Form::$form, word: Word::UNKNOWN };
        )*
        /// Their names.
        const NAMED: &[&str] = &[$($name,)*];
    };
}

keys! {
    QUOTE = "quote" Plain,
    COLON = "colon" Plain,
    ASIDE = "aside" Plain,
    INVERTED = "inverted" Plain,
    THAT = "that" Plain,
    CLAUSE = "clause" Plain,
    WH = "wh" Plain,
    TO = "to" Plain,
    AS = "as" Plain,
    GERUND = "gerund" Plain,
    NP = "np" Plain,
    NP_THAT = "np-that" Object,
    NP_WH = "np-wh" Object,
    NP_TO = "np-to" Object,
    PASSIVE_THAT = "passive-that" Passive,
    PASSIVE_WH = "passive-wh" Passive,
    PASSIVE_TO = "passive-to" Passive,
    PASSIVE_BY = "passive-by" Passive,
    NOUN_THAT = "noun-that" Noun,
    NOUN_TO = "noun-to" Noun,
    OWN_NOUN_THAT = "own-noun-that" OwnNoun,
    OWN_NOUN_TO = "own-noun-to" OwnNoun,
}

/// The number of those that no entry and no table names.
const UNNAMED: u32 = u32::MAX;

impl Key {
    /// Its name.
    pub fn name(self, words: &Words) -> String {
        match NAMED.get(self.id as usize) {
            Some(name) => (*name).to_owned(),
            None => format!("{}{}", self.form.prefix(), words.text(self.word)),
        }
    }

    /// Whether it is one of a passive, of a noun, or of anything else, as [`complements::class`] says of its name.
    #[inline]
    pub fn class(self) -> Complements {
        match self.form {
            Form::Plain | Form::Object => complements::PLAIN,
            Form::Passive => complements::PASSIVE,
            Form::Noun | Form::OwnNoun => complements::NOMINAL,
        }
    }
}

/// The figures of a rule set.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Numbers of complements that a word opens.
    opened: FxHashMap<(Form, Word), u32>,
    /// By verb, so many words of bits each: the complements that it takes.
    takes: Vec<u64>,
    width: usize,
    /// By base form: what was measured.
    measured: FxHashMap<Word, Box<[(u32, f64)]>>,
    /// By complement: what is usual.
    usual: Vec<Option<f64>>,
    /// The least figure of an attribution.
    pub threshold: f32,
}

impl RuleSet {
    /// The figures; laid out when they are first asked for.
    #[inline]
    pub fn figures(&self) -> &Figures {
        self.tables.figures.get_or_init(|| Figures::new(self))
    }
}

impl Figures {
    fn new(rules: &RuleSet) -> Figures {
        let tables = &rules.tables;
        let taken = rules.verbs.iter().flat_map(|verb| &verb.takes);
        let measured = tables.precisions.values().flatten().map(|(name, _)| name);
        let others: BTreeSet<&str> = taken.chain(measured).map(String::as_str).collect();
        let others = others.into_iter().filter(|name| !NAMED.contains(name));
        let names: Vec<&str> = NAMED.iter().copied().chain(others).collect();
        let numbers: FxHashMap<&str, u32> = names.iter().copied().zip(0..).collect();
        let number = |name: &str| numbers.get(name).copied().unwrap_or(UNNAMED);
        let opened = names.iter().zip(0..).filter_map(|(name, id)| Some((opening(name, &rules.words)?, id)));
        let width = names.len().div_ceil(BITS);
        let mut takes = vec![0; rules.verbs.len() * width];
        for (verb, name) in
            rules.verbs.iter().enumerate().flat_map(|(at, verb)| verb.takes.iter().map(move |t| (at, t)))
        {
            let id = number(name) as usize;
            if let Some(bits) = takes.get_mut(verb * width + id / BITS) {
                *bits |= 1 << (id % BITS);
            }
        }
        let numbered = |figures: &[(String, f64)]| figures.iter().map(|(name, value)| (number(name), *value)).collect();
        Figures {
            opened: opened.collect(),
            takes,
            width,
            measured: tables.precisions.iter().map(|(&word, figures)| (word, numbered(figures))).collect(),
            usual: names.iter().map(|name| rules.number("precision", name)).collect(),
            threshold: rules.number("attribution", "threshold").unwrap_or(0.0) as f32,
        }
    }

    /// The complement of this form that a word opens.
    #[inline]
    pub fn key(&self, form: Form, word: Word) -> Key {
        Key { id: self.opened.get(&(form, word)).copied().unwrap_or(UNNAMED), form, word }
    }

    /// Whether the entry of a verb names the complement.
    #[inline]
    pub fn takes(&self, verb: usize, key: Key) -> bool {
        let id = key.id as usize;
        let bits = self.takes.get((verb * self.width).saturating_add(id / BITS)).copied().unwrap_or(0);
        id < self.usual.len() && bits >> (id % BITS) & 1 == 1
    }

    /// The figure measured for a word, given as its base form, with this complement.
    #[inline]
    pub fn measured(&self, key: Key, lemma: Word) -> Option<f64> {
        self.measured.get(&lemma)?.iter().find(|(id, _)| *id == key.id).map(|(_, value)| *value)
    }

    /// The figure that is usual for the complement.
    pub fn usual(&self, key: Key) -> Option<f64> {
        self.usual.get(key.id as usize).copied().flatten()
    }
}

/// The form and the word that the name of a complement is made of, where it is a word.
fn opening(name: &str, words: &Words) -> Option<(Form, Word)> {
    let form = FORMS.into_iter().find(|form| name.starts_with(form.prefix())).unwrap_or(Form::Plain);
    let word = words.get(name.strip_prefix(form.prefix())?);
    (word != Word::UNKNOWN).then_some((form, word))
}

/// Those with the longest prefixes first.
const FORMS: [Form; 4] = [Form::OwnNoun, Form::Noun, Form::Passive, Form::Object];
/// Bits of a word.
const BITS: usize = u64::BITS as usize;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Sources, load};

    #[test]
    fn figures_are_those_of_the_tables_and_entries() {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        let figures = rules.figures();
        let named = |name: &str| match opening(name, &rules.words) {
            Some((form, word)) => figures.key(form, word),
            None => Key { id: NAMED.iter().position(|n| *n == name).map_or(UNNAMED, |id| id as u32), ..QUOTE },
        };
        let mut seen = 0;
        for (at, verb) in rules.verbs.iter().enumerate() {
            for name in rules.verbs.iter().flat_map(|verb| &verb.takes) {
                let key = named(name);
                if key.id != UNNAMED {
                    seen += 1;
                    assert_eq!(figures.takes(at, key), verb.takes.contains(name), "{}: {name}", verb.id);
                    assert_eq!(figures.usual(key), rules.number("precision", name), "{name}");
                }
            }
        }
        assert!(seen > 1000);
        for (&word, all) in &rules.tables.precisions {
            for (name, value) in all.iter().filter(|(name, _)| named(name).id != UNNAMED) {
                assert_eq!(figures.measured(named(name), word), Some(*value), "{name}");
            }
        }
        assert!(!figures.takes(0, figures.key(Form::Object, Word::UNKNOWN)));
    }

    #[test]
    fn a_key_has_the_name_and_the_class_that_its_parts_say() {
        let rules = load(&Sources { no_user_rules: true, ..Sources::default() }).rules;
        for (key, name) in
            [(QUOTE, "quote"), (NP_TO, "np-to"), (PASSIVE_BY, "passive-by"), (OWN_NOUN_TO, "own-noun-to")]
        {
            assert_eq!(key.name(&rules.words), name);
            assert_eq!(key.class(), complements::class(name));
        }
        for form in FORMS.into_iter().chain([Form::Plain]) {
            let key = rules.figures().key(form, rules.words.get("about"));
            assert_eq!(key.name(&rules.words), format!("{}about", form.prefix()));
            assert_eq!(key.class(), complements::class(&key.name(&rules.words)));
        }
    }
}
