//! What attribution asks of token after token, as bits: its part of speech, what mark it is, what begins or ends there.

use crate::rules::fold;
use crate::rules::lists::{self, Lists};
use crate::text::{Tag, Token, TokenKind, tags};

/// A set of traits.
pub(crate) type Traits = u64;

pub(super) use crate::text::tags::{
    ADJECTIVE, ADVERB, BASE, DETERMINER, GENITIVE, MODAL, NAME, NUMBER, PARTICIPLE, PARTICLE, PAST, POSSESSIVE,
    PREPOSITION, PRESENT, PRONOUN, TO, WH,
};
pub(crate) use crate::text::tags::{CONJUNCTION, GERUND, NOUN, PUNCTUATION, SUBORDINATOR};

/// Tags of any form of a verb.
pub(crate) const VERB: Traits = tags::FINITE | BASE | PARTICIPLE | GERUND;
/// Tags that a noun phrase can start with.
pub(super) const NOMINAL: Traits = DETERMINER | POSSESSIVE | NAME | NOUN | NUMBER | ADJECTIVE | PRONOUN;

/// Letters, by its kind.
pub(super) const WORD: Traits = 1 << 24;
// It stands behind the bits of all tags.
const _: () = assert!(tags::ALL < WORD);
/// An opening quotation mark.
pub(crate) const OPEN: Traits = 1 << 25;
/// A closing one.
pub(crate) const CLOSE: Traits = 1 << 26;
/// Any other mark.
pub(crate) const MARK: Traits = 1 << 27;
pub(crate) const COMMA: Traits = 1 << 28;
pub(super) const SEMICOLON: Traits = 1 << 29;
pub(super) const COLON: Traits = 1 << 30;
pub(super) const PARENTHESIS: Traits = 1 << 31;
pub(super) const PARENTHESIS_END: Traits = 1 << 32;
pub(super) const BRACKET: Traits = 1 << 33;
pub(super) const BRACKET_END: Traits = 1 << 34;
pub(super) const SLASH: Traits = 1 << 35;
pub(super) const PERCENT: Traits = 1 << 36;
/// A question or exclamation mark.
pub(super) const ASKS: Traits = 1 << 37;
/// A dash between spaces.
pub(super) const DASH: Traits = 1 << 38;
/// A finite verb, or one that makes a group finite, outside names.
pub(super) const FINITE: Traits = 1 << 39;
/// Belongs to a name.
pub(crate) const NAMED: Traits = 1 << 40;
/// A name starts.
pub(super) const NAME_START: Traits = 1 << 41;
/// Stands in a quotation, its marks included.
pub(crate) const QUOTED: Traits = 1 << 42;
/// A quotation starts.
pub(super) const QUOTATION_START: Traits = 1 << 43;
/// The last token of a quotation that is closed.
pub(super) const QUOTATION_END: Traits = 1 << 44;
pub(super) const DATE_START: Traits = 1 << 45;
/// The last token of a date.
pub(super) const DATE_END: Traits = 1 << 46;
/// A word that can be a cue starts.
pub(super) const CUE: Traits = 1 << 47;
/// An actor's name starts.
pub(super) const ACTOR: Traits = 1 << 48;
/// The head of the subject of a clause.
pub(super) const SUBJECT_HEAD: Traits = 1 << 49;
/// A noun phrase starts.
pub(super) const PHRASE_START: Traits = 1 << 50;
/// The last token of a noun phrase.
pub(super) const PHRASE_END: Traits = 1 << 51;

/// Can open an adverbial clause or phrase.
pub(super) const ADVERBIAL: Traits = 1 << 52;

/// Letters or digits come first in it, folded.
pub(super) const LETTER: Traits = 1 << 53;
/// A number in digits, by its kind.
pub(crate) const NUMERAL: Traits = 1 << 54;
/// Says something by itself, as claims are compared: a word of a name, another content word, a number.
pub(crate) const TERM: Traits = 1 << 55;
/// What it is takes a closer look.
const ODD: Traits = 1 << 56;

/// What stands outside the text.
pub(super) const OUTSIDE: Traits = PUNCTUATION | MARK;

/// Tags of words that say something by themselves.
const CONTENT_TAGS: Traits =
    NOUN | NAME | BASE | PRESENT | PAST | PARTICIPLE | GERUND | ADJECTIVE | NUMBER | tags::OTHER;

/// The traits that a token has by itself, and by the name, the quotation and the lists that hold it.
#[inline]
pub(super) fn of(token: &Token, text: &str, (named, quoted): (bool, bool), lists: Lists) -> Traits {
    let (kind, byte) = (token.kind as usize, text.as_bytes().get(token.span.start).copied().unwrap_or(0));
    // What a kind can be is told by the byte that it starts with: no branch is taken that is hard to guess.
    let (kind, can) = KINDS.get(kind).copied().unwrap_or_default();
    let mut own = TAGS.get(token.tag as usize).copied().unwrap_or(0);
    own |= kind | BYTES.get(usize::from(byte)).copied().unwrap_or(0) & can;
    if own & ODD != 0 {
        own = own & !ODD | odd(token.span.of(text), own & WORD != 0);
    }
    let [named, quoted] = [Traits::from(named), Traits::from(quoted)];
    // In a name no verb is finite, and every word says something.
    own = own & !(FINITE * named) | ((NAMED | TERM) * named) | (QUOTED * quoted);
    own |= ADVERBIAL * Traits::from(lists & lists::ADVERBIAL_OPENERS != 0);
    // A clitic ("'s") says nothing by itself.
    let mute = (own & (WORD | LETTER) != WORD | LETTER) | (lists & lists::EMPTY_WORDS != 0);
    own & !(TERM * Traits::from(mute)) | (TERM * Traits::from(own & NUMERAL != 0))
}

/// By [`Tag`]: the trait of having it, and what it tells.
const TAGS: [Traits; Tag::Other as usize + 1] = {
    let mut tags = [0; Tag::Other as usize + 1];
    let mut at = 0;
    while at < tags.len() {
        let tag = 1 << at;
        let finite = if tag & tags::FINITE != 0 { FINITE } else { 0 };
        let term = if tag & CONTENT_TAGS != 0 { TERM } else { 0 };
        tags[at] = tag | finite | term;
        at += 1;
    }
    tags
};

/// By [`TokenKind`]: the trait of having it, and what its first byte can tell.
const KINDS: [(Traits, Traits); 5] = {
    let mut kinds = [(0, 0); 5];
    kinds[TokenKind::Word as usize] = (WORD, LETTER | ODD);
    kinds[TokenKind::Number as usize] = (NUMERAL, 0);
    kinds[TokenKind::Open as usize] = (OPEN, 0);
    kinds[TokenKind::Close as usize] = (CLOSE, 0);
    kinds[TokenKind::Mark as usize] = (MARK, !LETTER);
    kinds
};

/// By the first byte of a token: what it tells of a mark or a word.
const BYTES: [Traits; 256] = {
    let mut bytes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bytes[byte] = match byte as u8 {
            b',' => COMMA,
            b';' => SEMICOLON,
            b':' => COLON,
            b'(' => PARENTHESIS,
            b')' => PARENTHESIS_END,
            b'[' => BRACKET,
            b']' => BRACKET_END,
            b'/' => SLASH,
            b'%' => PERCENT,
            b'?' | b'!' => ASKS,
            b'-' | 128..=255 => ODD,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            _ => 0,
        };
        byte += 1;
    }
    bytes
};

/// What the first byte does not tell: of a word whether it starts with a letter, of a mark whether it is a dash.
#[cold]
#[inline(never)]
fn odd(written: &str, word: bool) -> Traits {
    let letter = word && !written.starts_with(APOSTROPHE) && fold(written).starts_with(char::is_alphanumeric);
    let dash = !word && (matches!(written, "-" | "--") || written.starts_with(['—', '–', '―']));
    (LETTER * Traits::from(letter)) | (DASH * Traits::from(dash))
}

/// Of a clitic.
const APOSTROPHE: char = '’';
