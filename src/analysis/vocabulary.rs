//! The words of an article's narration with their counts.

use std::collections::BTreeMap;

use crate::matching::Engine;
use crate::profile::Used;
use crate::text::{Document, TokenKind, fold};

/// Words outside quotation marks, function words, numbers and single letters left out; sorted.
pub fn vocabulary(document: &Document, engine: &Engine) -> Vec<Used> {
    let rules = engine.rules();
    let mut counts: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for (at, token) in document.tokens.iter().enumerate() {
        if token.kind != TokenKind::Word
            || document.quotation_of(at).is_some()
            || rules.tables.has("function-words", token.word)
        {
            continue;
        }
        let word = fold(token.span.of(document.text));
        if word.chars().nth(1).is_some() && word.starts_with(char::is_alphabetic) {
            let usual = rules.tables.frequency(token.word);
            counts.entry(word).or_insert((0, usual)).0 += 1;
        }
    }
    counts.into_iter().map(|(word, (count, usual))| Used { word: word.into_boxed_str(), count, usual }).collect()
}
