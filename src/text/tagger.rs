//! Parts of speech, by a hidden Markov model over tables of counts (`rules/en/tagger/`, made by `tools/tagger/`).
//!
//! The chunks and frames need to tell "claims" the noun from "claims" the verb and "said" the finite verb from "said" the participle, on
//! any amount of text, so the model is as small as does that: a known word has few possible states, and a state's likelihood
//! hangs on the state before and the kind of state before that. All costs are whole numbers: the same text gives the same tags
//! on every machine.

mod lattice;
mod reading;
mod tables;
mod viterbi;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use crate::rules::{RuleSet, Words};

use super::prepared::Prepared;
use super::{Shape, Token, TokenKind, Tokens};
use tables::{Entry, Few, Run, Tables};

/// A part of speech, as coarse as rules and chunks need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    /// Common noun, singular or plural.
    Noun,
    /// Proper noun.
    Name,
    /// Verb, base form ("to go", "may go"), and the subjunctive.
    Base,
    /// Finite verb, present ("go", "goes", "is", "has").
    Present,
    /// Finite verb, past ("went", "was", "had").
    Past,
    /// Past participle ("gone", "been").
    Participle,
    /// "-ing" form used as a verb.
    Gerund,
    /// can, may, will, must …
    Modal,
    /// Adjective.
    Adjective,
    /// Adverb, `not` included.
    Adverb,
    /// the, a, this, some, every …
    Determiner,
    /// his, their, my …
    Possessive,
    /// he, they, it, there, himself, who-less pronouns …
    Pronoun,
    /// who, which, what, when, where, how, why; `that` as a relative.
    Wh,
    /// Preposition.
    Preposition,
    /// that, if, because, whether, while … before a clause.
    Subordinator,
    /// and, or, but, nor.
    Conjunction,
    /// Number in digits or words.
    Number,
    /// up, out, off after a verb.
    Particle,
    /// `to` before a verb.
    To,
    /// The genitive `'s` or `'`.
    Genitive,
    /// oh, yes, please.
    Interjection,
    /// Punctuation and quotation marks.
    Mark,
    /// Anything else: symbols, foreign words, list markers.
    Other,
}

impl Tag {
    /// Every tag, in the order of their numbers.
    pub const ALL: [Tag; 24] = [
        Tag::Noun,
        Tag::Name,
        Tag::Base,
        Tag::Present,
        Tag::Past,
        Tag::Participle,
        Tag::Gerund,
        Tag::Modal,
        Tag::Adjective,
        Tag::Adverb,
        Tag::Determiner,
        Tag::Possessive,
        Tag::Pronoun,
        Tag::Wh,
        Tag::Preposition,
        Tag::Subordinator,
        Tag::Conjunction,
        Tag::Number,
        Tag::Particle,
        Tag::To,
        Tag::Genitive,
        Tag::Interjection,
        Tag::Mark,
        Tag::Other,
    ];

    /// The tag of this name, as the tables spell it.
    fn named(name: &str) -> Option<Tag> {
        Tag::ALL.into_iter().find(|tag| tag.name() == name)
    }

    /// The name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Tag::Noun => "Noun",
            Tag::Name => "Name",
            Tag::Base => "Base",
            Tag::Present => "Present",
            Tag::Past => "Past",
            Tag::Participle => "Participle",
            Tag::Gerund => "Gerund",
            Tag::Modal => "Modal",
            Tag::Adjective => "Adjective",
            Tag::Adverb => "Adverb",
            Tag::Determiner => "Determiner",
            Tag::Possessive => "Possessive",
            Tag::Pronoun => "Pronoun",
            Tag::Wh => "Wh",
            Tag::Preposition => "Preposition",
            Tag::Subordinator => "Subordinator",
            Tag::Conjunction => "Conjunction",
            Tag::Number => "Number",
            Tag::Particle => "Particle",
            Tag::To => "To",
            Tag::Genitive => "Genitive",
            Tag::Interjection => "Interjection",
            Tag::Mark => "Mark",
            Tag::Other => "Other",
        }
    }
}

/// What is wrong with a table of the tagger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct Damage {
    /// File name within the tagger's folder.
    pub file: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

/// How a word stands where it stands: decides which of its counts to believe, and how to guess at an unknown one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In small letters.
    Lower = 0,
    /// With a capital that the place does not account for.
    Capital = 1,
    /// With a capital that may be due to the place: first in a sentence or quotation, or in a headline. Marks are as well.
    Initial = 2,
}

/// Tags tokens, one sentence at a time. It belongs to the rule set whose words it was made with. The default one has no tables and leaves every tag as it is.
#[derive(Debug, Clone, Default)]
pub struct Tagger {
    tables: Tables,
    /// Made when the first text is read.
    prepared: OnceLock<Prepared>,
}

impl Tagger {
    /// Reads the three tables and adds their words to `words`, so that a known word is found by its number.
    ///
    /// # Errors
    /// When a line of a table is not of the form that `tools/tagger/` writes.
    pub fn load(
        words_tsv: &str,
        suffixes_tsv: &str,
        transitions_tsv: &str,
        words: &mut Words,
    ) -> Result<Tagger, Damage> {
        let tables = Tables::read(words_tsv, suffixes_tsv, transitions_tsv, words)?;
        Ok(Tagger { tables, prepared: OnceLock::new() })
    }

    /// The lists that reading asks, of the rule set that this tagger was made for.
    pub(super) fn prepared(&self, rules: &RuleSet) -> &Prepared {
        self.prepared.get_or_init(|| Prepared::new(rules))
    }

    /// Tags the tokens of `text`, sentence by sentence.
    pub fn tag<'s>(&self, text: &str, tokens: &mut [Token], sentences: impl Iterator<Item = &'s Tokens>) {
        if self.tables.states.is_empty() {
            return;
        }
        // What the tables say of each is fetched one right after the other: each is a wait for memory, and so they wait together.
        let entries: Vec<Entry> = tokens.iter().map(|token| self.tables.entry(token.word)).collect();
        let sentences: Vec<&Tokens> = sentences.collect();
        let mut runs = vec![Run::default(); tokens.len()];
        for sentence in &sentences {
            if let (Some(tokens), Some(entries), Some(runs)) =
                (tokens.get((*sentence).clone()), entries.get((*sentence).clone()), runs.get_mut((*sentence).clone()))
            {
                self.read_sentence(text, tokens, entries, runs);
            }
        }
        let few: Vec<Few> = runs.iter().map(|run| self.tables.few(*run)).collect();
        let mut walk = viterbi::Walk::new(&self.tables);
        for sentence in sentences {
            let candidates = runs.get(sentence.clone()).unwrap_or_default().iter().copied();
            let candidates = candidates.zip(few.get(sentence.clone()).unwrap_or_default().iter().copied());
            let tokens = tokens.get_mut(sentence.clone()).unwrap_or_default();
            walk.start();
            candidates.for_each(|candidates| walk.step(candidates, tokens));
            walk.finish(tokens);
        }
    }

    /// The candidates of the tokens of a sentence.
    fn read_sentence(&self, text: &str, sentence: &[Token], entries: &[Entry], runs: &mut [Run]) {
        let headline = is_headline(sentence);
        let mut first = true;
        for ((token, entry), run) in sentence.iter().zip(entries).zip(runs) {
            let form = form(token, text, first | headline);
            let listed = matches!(token.kind, TokenKind::Word | TokenKind::Mark);
            let known = entry.get(form as usize).copied().filter(|run| listed && !run.is_empty());
            *run = known.unwrap_or_else(|| self.unlisted(token, text, form));
            first = first & (token.kind != TokenKind::Word) | (token.kind == TokenKind::Open);
        }
    }

    /// The candidates of what is no word or mark of the tables.
    fn unlisted(&self, token: &Token, text: &str, form: Form) -> Run {
        match token.kind {
            TokenKind::Open => self.tables.open,
            TokenKind::Close => self.tables.close,
            TokenKind::Number => self.tables.number,
            TokenKind::Mark => self.tables.mark,
            TokenKind::Word => self.tables.unknown(token.span.of(text), form),
        }
    }
}

/// Which form a token has is as good as chance from one to the next: so it is looked up, not branched on.
#[inline]
fn form(token: &Token, text: &str, initial: bool) -> Form {
    let word = token.kind == TokenKind::Word;
    if (token.shape == Shape::Mixed) & word && !token.span.of(text).chars().any(char::is_uppercase) {
        return Form::Lower;
    }
    let forms = FORMS.get(token.shape as usize).unwrap_or(&[Form::Initial; 2]);
    forms.get(usize::from(initial | !word)).copied().unwrap_or(Form::Initial)
}

/// By shape: the form of a word inside a sentence, and that of any other token.
const FORMS: [[Form; 2]; 4] = [
    [Form::Lower, Form::Lower],
    [Form::Capital, Form::Initial],
    [Form::Capital, Form::Initial],
    [Form::Capital, Form::Initial],
];
const _: () = assert!(Shape::Lower as usize == 0);

/// Whether nearly every longer word has a capital, so that capitals say nothing about names.
fn is_headline(sentence: &[Token]) -> bool {
    let (mut words, mut capitals) = (0, 0);
    for token in sentence {
        let long = (token.kind == TokenKind::Word) & (token.span.len() >= 4);
        words += usize::from(long);
        capitals += usize::from(long & (token.shape != Shape::Lower));
    }
    words >= 4 && capitals * 10 >= words * 7
}
