//! One walk over the tagged tokens, for all that is read behind the tagger: a cell for every token, and the few places where a name, a
//! number or a date may begin, so that nobody has to look for them again.

use super::cell::{self, CLAUSAL, Cell, GERUND, NEGATING, PLURAL, PREPOSITION, PRESENT, QUANTIFYING, TIMELY};
use super::classes::{self, Classes, Lexicon};
use crate::rules::RuleSet;
use crate::text::fold::is_apostrophe;
use crate::text::{Document, Shape, Tag, Token, TokenKind};

/// What one look at every token tells.
pub(in crate::text) struct Survey {
    /// By token; names, quantities and dates are not in them yet.
    pub(super) cells: Vec<Cell>,
    /// Where a genitive, "that" or a negation of several words may stand: all that chunking looks at again.
    pub(super) odd: Vec<u32>,
    /// Words that are not written in small letters.
    pub(in crate::text) capitals: Vec<u32>,
    /// Where a quantity or a date may start, and perhaps some more.
    pub(in crate::text) numerals: Vec<u32>,
}

/// Words about which more is to be said than their classes.
const WATCHED: Classes = classes::COMPLEMENTISER
    | classes::NEGATOR_START
    | classes::NEGATOR
    | classes::PREPOSITIONAL
    | classes::QUANTIFIER
    | classes::CLAUSE_PREPOSITION;

impl Survey {
    /// Looks at every token once.
    pub(in crate::text) fn new(document: &Document, rules: &RuleSet, lexicon: &Lexicon) -> Self {
        let tokens = document.tokens.len();
        let (mut odd, mut capitals, mut numerals) =
            (Vec::new(), Vec::with_capacity(tokens / 4), Vec::with_capacity(tokens / 16));
        let cell = |(at, token): (u32, &Token)| {
            let word = lexicon.entry(token.word, rules);
            let mut traits = cell::written(token.tag, token.kind);
            match token.kind {
                TokenKind::Word => {
                    if token.shape != Shape::Lower {
                        capitals.push(at);
                    }
                    let counts = word.classes & classes::NUMERAL != 0 || token.parts.1 > 0;
                    if counts || token.starts_with_digit(document.text) {
                        numerals.push(at);
                    }
                }
                TokenKind::Number => numerals.push(at),
                TokenKind::Mark => {
                    let character = first_character(document, token);
                    traits |= cell::mark(character);
                    // A currency sign.
                    if character == '$' || !character.is_ascii_punctuation() {
                        numerals.push(at);
                    }
                }
                TokenKind::Open | TokenKind::Close => {}
            }
            if token.tag == Tag::Noun && word.inflected {
                traits |= PLURAL;
            }
            if word.base & classes::TIME_NOUN != 0 {
                traits |= TIMELY;
            }
            let mut cell = Cell { traits, classes: word.classes, base: word.base, date: 0, partner: 0 };
            if word.classes & WATCHED != 0 && watched(&mut cell)
                || traits & PRESENT != 0 && is_apostrophe(first_character(document, token))
            {
                odd.push(at);
            }
            cell
        };
        let cells = (0..).zip(&document.tokens).map(cell).collect();
        Survey { cells, odd, capitals, numerals }
    }
}

/// Says of a cell what its word's classes tell beside themselves; gives whether it is to be looked at again.
fn watched(cell: &mut Cell) -> bool {
    if cell.classes & classes::PREPOSITIONAL != 0 && cell.has(GERUND) {
        cell.retag(PREPOSITION);
    }
    if cell.classes & classes::NEGATOR != 0 {
        cell.traits |= NEGATING;
    }
    if cell.classes & classes::QUANTIFIER != 0 {
        cell.traits |= QUANTIFYING;
    }
    if cell.classes & classes::CLAUSE_PREPOSITION != 0 {
        cell.traits |= CLAUSAL;
    }
    cell.classes & (classes::COMPLEMENTISER | classes::NEGATOR_START) != 0
}

pub(super) fn first_character(document: &Document, token: &Token) -> char {
    token.span.of(document.text).chars().next().unwrap_or('\0')
}
