//! The words of a text as they stand, small ones included: what likeness of wording is measured by.
//!
//! Unlike [terms](super::terms()) nothing is left out but function words. Which words are too common to tell is seen from the
//! event they stand in, where "Wednesday" or "former" may be just what two outlets share. A word is known by its first
//! letters (truncation as a stemmer: McNamee and Mayfield 2004), so that "invite" and "invitation" are one.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::matching::Engine;
use crate::rules::RuleSet;
use crate::text::{Document, TokenKind, fold};

/// Letters that a word is known by where `[values.alignment]` does not say; numbers are known by all their digits.
const LETTERS: usize = 5;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// Byte offset of its start.
    pub at: usize,
    /// The same for all forms of a word.
    pub key: u64,
    /// In how many of the background articles the word stands.
    pub frequency: u32,
}

/// The words of a document in text order; of a hyphenated one each part.
pub fn wording(document: &Document, engine: &Engine) -> Vec<Wording> {
    let rules = engine.rules();
    let letters = letters(rules);
    let mut list = Vec::new();
    for token in document.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)) {
        if rules.tables.has("function-words", token.word) {
            continue;
        }
        let folded = fold(token.span.of(document.text));
        let whole = !folded.contains('-');
        for part in folded.split('-').filter(|part| part.starts_with(char::is_alphanumeric)) {
            let word = if whole { token.word } else { rules.words.get(part) };
            list.push(Wording {
                at: token.span.start,
                key: key(part, letters),
                frequency: rules.tables.frequency(word),
            });
        }
    }
    list
}

/// The key of a folded word, as [`Wording::key`] has it.
pub fn word_key(word: &str, rules: &RuleSet) -> u64 {
    key(word, letters(rules))
}

fn letters(rules: &RuleSet) -> usize {
    rules.number("alignment", "letters").map_or(LETTERS, |value| value as usize)
}

/// Every word of a document in text order, function words too, each known by all its letters.
pub fn word_order(document: &Document) -> Vec<u64> {
    let words = document.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    words.map(|token| key(&fold(token.span.of(document.text)), usize::MAX)).collect()
}

fn key(word: &str, letters: usize) -> u64 {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let end = word.char_indices().nth(letters).filter(|_| !number).map_or(word.len(), |(at, _)| at);
    let mut hasher = FxHasher::default();
    hasher.write(word.get(..end).unwrap_or(word).as_bytes());
    hasher.finish()
}
