//! One token as chunking sees it: what is true of it, a bit each, so that most questions are one test.

use super::classes::Classes;
use crate::text::{Tag, TokenKind, tags};

pub(super) use crate::text::tags::{
    ADJECTIVE, ADVERB, BASE, CONJUNCTION, DETERMINER, FINITE, GENITIVE, GERUND, MODAL, NAME, NOUN, NUMBER, PARTICIPLE,
    PAST, POSSESSIVE, PREPOSITION, PRESENT, PRONOUN, PUNCTUATION, SUBORDINATOR, TO, WH,
};

/// A set of things that are true of a token, one bit each: from bit 0 on its part of speech, by the tag's number.
pub(super) type Traits = u64;

/// What a token is made of: its kind's bit, by the kind's number, behind those of the parts of speech.
#[inline]
const fn kind(kind: TokenKind) -> Traits {
    1 << (Tag::ALL.len() as u64 + kind as u64)
}

/// An opening quotation mark.
pub(super) const OPEN: Traits = kind(TokenKind::Open);
/// A closing quotation mark.
pub(super) const CLOSE: Traits = kind(TokenKind::Close);
pub(super) const QUOTE: Traits = OPEN | CLOSE;
/// Any other mark.
pub(super) const SIGN: Traits = kind(TokenKind::Mark);

/// The first bit behind those of the kinds.
const FIRST: u64 = 29;
const _: () = assert!(SIGN < 1 << FIRST);

pub(super) const COMMA: Traits = 1 << FIRST;
/// A dash or a hyphen that stands alone.
pub(super) const DASH: Traits = 1 << (FIRST + 1);
/// A round or square bracket that opens.
pub(super) const BRACKET: Traits = 1 << (FIRST + 2);
/// A round or square bracket that closes.
pub(super) const UNBRACKET: Traits = 1 << (FIRST + 3);
/// A colon or semicolon.
pub(super) const COLON: Traits = 1 << (FIRST + 4);
/// A mark that belongs to what stands before it.
pub(super) const TRAILING: Traits = 1 << (FIRST + 5);
/// A mark that belongs to what stands behind it.
pub(super) const LEADING: Traits = 1 << (FIRST + 6);
/// A noun in the plural.
pub(super) const PLURAL: Traits = 1 << (FIRST + 7);
/// A name holds it.
pub(super) const NAMED: Traits = 1 << (FIRST + 8);
/// The name of a person holds it.
pub(super) const PERSON: Traits = 1 << (FIRST + 9);
/// The name of a place holds it.
pub(super) const PLACE: Traits = 1 << (FIRST + 10);
/// Belongs to a negation: a verb group can go on over it.
pub(super) const NEGATING: Traits = 1 << (FIRST + 11);
/// A quantity starts here.
pub(super) const QUANTITY: Traits = 1 << (FIRST + 12);
/// The date that holds the token before holds it too.
pub(super) const SAME_DATE: Traits = 1 << (FIRST + 13);
/// A quantifier, which can stand for a noun phrase.
pub(super) const QUANTIFYING: Traits = 1 << (FIRST + 14);
/// A date holds it, or it is a noun for a stretch of time.
pub(super) const TIMELY: Traits = 1 << (FIRST + 16);
/// A preposition that can open a clause.
pub(super) const CLAUSAL: Traits = 1 << (FIRST + 15);

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Its part of speech, corrected by names and numbers, and what else is true of it.
    pub traits: Traits,
    /// Classes of the word as it stands.
    pub classes: Classes,
    /// Classes of its base form: for verbs.
    pub base: Classes,
    /// The date that holds it, counted from 1; 0 for none.
    pub date: u32,
    /// Of a token where a quantity starts: the index behind it. Of an opening quotation mark: the index of the mark that closes it, when
    /// it stands in this text. Else 0.
    pub partner: u32,
}

/// What stands outside the text.
pub(super) const OUTSIDE: Cell = Cell { traits: PUNCTUATION | SIGN, classes: 0, base: 0, date: 0, partner: 0 };

impl Cell {
    /// Whether one of `traits` is true of it.
    #[inline]
    pub(super) fn has(&self, traits: Traits) -> bool {
        self.traits & traits != 0
    }

    /// Gives it another part of speech.
    pub(super) fn retag(&mut self, tag: Traits) {
        self.traits = self.traits & !tags::ALL | tag;
    }

    /// Its part of speech.
    pub(super) fn tag(&self) -> Traits {
        self.traits & tags::ALL
    }

    /// Index behind the quantity that starts here; 0 when none does.
    pub(super) fn quantity_end(&self) -> usize {
        if self.has(QUANTITY) { self.partner as usize } else { 0 }
    }

    /// Of an opening quotation mark: the index of the mark that closes it; 0 when it does not stand in this text.
    pub(super) fn closes_at(&self) -> usize {
        if self.has(OPEN) { self.partner as usize } else { 0 }
    }
}

/// The part of speech and the kind of a token.
#[inline]
pub(super) const fn written(part: Tag, made_of: TokenKind) -> Traits {
    tags::bit(part) | kind(made_of)
}

/// What is true of a mark, by its first character.
pub(super) fn mark(character: char) -> Traits {
    match character {
        ',' => COMMA,
        '–' | '—' | '―' | '-' => DASH,
        '(' | '[' => BRACKET | LEADING,
        ')' | ']' => UNBRACKET | TRAILING,
        ':' | ';' => COLON,
        '%' => TRAILING,
        '$' => LEADING,
        '€' | '£' => LEADING | TRAILING,
        _ => 0,
    }
}
