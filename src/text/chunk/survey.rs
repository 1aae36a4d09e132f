//! One walk over the tagged tokens, for all that is read behind the tagger: a cell for every token, and the few places where a name, a
//! number or a date may begin, so that nobody has to look for them again.

use super::cell::{self, CLAUSAL, Cell, GERUND, NEGATING, PLURAL, PREPOSITION, PRESENT, QUANTIFYING, TIMELY, Traits};
use super::classes::{self, Classes, Entry, Lexicon};
use super::view::TOGETHER;
use crate::rules::RuleSet;
use crate::rules::lists::Lists;
use crate::text::fold::is_apostrophe;
use crate::text::marked::Marked;
use crate::text::{Document, Shape, Tag, Token, TokenKind};

/// What one look at every token tells.
pub(in crate::text) struct Survey {
    /// By token; names, quantities and dates are not in them yet.
    pub(super) cells: Vec<Cell>,
    /// Where a genitive, "that" or a negation of several words may stand: all that chunking looks at again.
    pub(super) odd: Vec<u32>,
    /// By token: the lists that its word is in.
    pub(in crate::text) lists: Vec<Lists>,
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
        let (mut odd, mut capitals, mut numerals) = (Marked::new(tokens), Marked::new(tokens), Marked::new(tokens));
        let (listed, mut lists) = (rules.listed(), Vec::with_capacity(tokens));
        // Fetched one right after the other: each is a wait for memory, and so they wait together.
        lists.extend(document.tokens.iter().map(|token| listed.of(token.word)));
        let words = lexicon.entries(document.tokens.iter().map(|token| token.word), rules);
        let cell = |((at, token), word): ((u32, &Token), Entry)| {
            let mut traits = cell::written(token.tag, token.kind);
            let is_word = token.kind == TokenKind::Word;
            capitals.note(at, is_word & (token.shape != Shape::Lower));
            let counts = (word.classes & classes::NUMERAL != 0) | (token.parts.1 > 0);
            let mut numeral = is_word & (counts | token.starts_with_digit(document.text));
            numeral |= token.kind == TokenKind::Number;
            if token.kind == TokenKind::Mark {
                let character = first_character(document, token);
                traits |= cell::mark(character);
                // A currency sign.
                numeral = character == '$' || !character.is_ascii_punctuation();
            }
            numerals.note(at, numeral);
            traits |= PLURAL * Traits::from((token.tag == Tag::Noun) & word.inflected);
            traits |= TIMELY * Traits::from(word.base & classes::TIME_NOUN != 0);
            let mut cell = Cell { traits, classes: word.classes, base: word.base, date: 0, partner: 0 };
            let again = word.classes & WATCHED != 0 && watched(&mut cell)
                || traits & PRESENT != 0 && is_apostrophe(first_character(document, token));
            odd.note(at, again);
            cell
        };
        let mut cells = Vec::with_capacity(tokens + TOGETHER);
        cells.extend((0..).zip(&document.tokens).zip(words).map(cell));
        Survey { cells, odd: odd.list(), lists, capitals: capitals.list(), numerals: numerals.list() }
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
