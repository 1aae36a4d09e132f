//! What attribution asks of token after token, as bits: its part of speech, what mark it is, what begins or ends there. Laid out
//! once for a document, so that looking for any of several things is a load and a test a token.

use crate::matching::Hits;
use crate::rules::lists::{self, Listed};
use crate::text::{Document, Tag, Token, TokenKind, Tokens};

/// A set of traits.
pub(super) type Traits = u64;

/// The trait of having a tag; one of these takes as many bits as there are tags.
#[inline]
const fn tag(tag: Tag) -> Traits {
    1 << tag as u32
}

pub(super) const ADJECTIVE: Traits = tag(Tag::Adjective);
pub(super) const ADVERB: Traits = tag(Tag::Adverb);
pub(super) const BASE: Traits = tag(Tag::Base);
pub(super) const CONJUNCTION: Traits = tag(Tag::Conjunction);
pub(super) const DETERMINER: Traits = tag(Tag::Determiner);
pub(super) const GENITIVE: Traits = tag(Tag::Genitive);
pub(super) const GERUND: Traits = tag(Tag::Gerund);
pub(super) const NAME: Traits = tag(Tag::Name);
pub(super) const MODAL: Traits = tag(Tag::Modal);
pub(super) const NOUN: Traits = tag(Tag::Noun);
pub(super) const NUMBER: Traits = tag(Tag::Number);
pub(super) const PARTICIPLE: Traits = tag(Tag::Participle);
pub(super) const PARTICLE: Traits = tag(Tag::Particle);
pub(super) const PAST: Traits = tag(Tag::Past);
pub(super) const POSSESSIVE: Traits = tag(Tag::Possessive);
pub(super) const PREPOSITION: Traits = tag(Tag::Preposition);
pub(super) const PRESENT: Traits = tag(Tag::Present);
pub(super) const PRONOUN: Traits = tag(Tag::Pronoun);
pub(super) const SUBORDINATOR: Traits = tag(Tag::Subordinator);
pub(super) const TO: Traits = tag(Tag::To);
pub(super) const WH: Traits = tag(Tag::Wh);

/// Tags of verbs that make a clause finite.
const FINITE_TAGS: Traits = PRESENT | PAST | MODAL;
/// Tags of any form of a verb.
pub(super) const VERB: Traits = FINITE_TAGS | BASE | PARTICIPLE | GERUND;
/// Tags that a noun phrase can start with.
pub(super) const NOMINAL: Traits = DETERMINER | POSSESSIVE | NAME | NOUN | NUMBER | ADJECTIVE | PRONOUN;

/// Any mark, quotation marks among them, by its tag.
pub(super) const PUNCTUATION: Traits = tag(Tag::Mark);
/// Letters, by its kind.
pub(super) const WORD: Traits = 1 << 24;
/// An opening quotation mark.
pub(super) const OPEN: Traits = 1 << 25;
/// A closing one.
pub(super) const CLOSE: Traits = 1 << 26;
/// Any other mark.
pub(super) const MARK: Traits = 1 << 27;
pub(super) const COMMA: Traits = 1 << 28;
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
pub(super) const NAMED: Traits = 1 << 40;
/// A name starts.
pub(super) const NAME_START: Traits = 1 << 41;
/// Stands in a quotation, its marks included.
pub(super) const QUOTED: Traits = 1 << 42;
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

/// What stands outside the text.
pub(super) const OUTSIDE: Traits = PUNCTUATION | MARK;

/// The traits of all tokens.
pub(super) fn all(document: &Document, hits: &Hits, listed: Listed) -> Vec<Traits> {
    let by_list = |token: &Token| if listed.has(lists::ADVERBIAL_OPENERS, token.word) { ADVERBIAL } else { 0 };
    let of = |token: &Token| by_itself(token, document.text) | by_list(token);
    let mut all: Vec<Traits> = document.tokens.iter().map(of).collect();
    for name in &document.names {
        within(&mut all, &name.tokens, |traits| *traits = (*traits | NAMED) & !FINITE);
        add(&mut all, name.tokens.start, NAME_START);
    }
    for quotation in &document.quotations {
        within(&mut all, &quotation.tokens, |traits| *traits |= QUOTED);
        add(&mut all, quotation.tokens.start, QUOTATION_START);
        if quotation.closed {
            add(&mut all, quotation.tokens.end.wrapping_sub(1), QUOTATION_END);
        }
    }
    for date in &document.dates {
        add(&mut all, date.tokens.start, DATE_START);
        add(&mut all, date.tokens.end.wrapping_sub(1), DATE_END);
    }
    for phrase in &document.phrases {
        add(&mut all, phrase.tokens.start, PHRASE_START);
        add(&mut all, phrase.tokens.end.wrapping_sub(1), PHRASE_END);
    }
    for subject in document.clauses.iter().filter_map(|clause| clause.subject) {
        if let Some(phrase) = document.phrases.get(subject) {
            add(&mut all, phrase.head, SUBJECT_HEAD);
        }
    }
    hits.verbs.iter().for_each(|hit| add(&mut all, hit.tokens.start, CUE));
    hits.actors.iter().for_each(|hit| add(&mut all, hit.tokens.start, ACTOR));
    all
}

#[inline]
fn by_itself(token: &Token, text: &str) -> Traits {
    let own = tag(token.tag);
    let own = if own & FINITE_TAGS == 0 { own } else { own | FINITE };
    match token.kind {
        TokenKind::Word => own | WORD,
        TokenKind::Number => own,
        TokenKind::Open => own | OPEN,
        TokenKind::Close => own | CLOSE,
        TokenKind::Mark => own | MARK | mark(token.span.of(text)),
    }
}

#[inline(never)]
fn mark(mark: &str) -> Traits {
    match mark.as_bytes() {
        [b',', ..] => COMMA,
        [b';', ..] => SEMICOLON,
        [b':', ..] => COLON,
        [b'(', ..] => PARENTHESIS,
        [b')', ..] => PARENTHESIS_END,
        [b'[', ..] => BRACKET,
        [b']', ..] => BRACKET_END,
        [b'/', ..] => SLASH,
        [b'%', ..] => PERCENT,
        [b'?' | b'!', ..] => ASKS,
        b"-" | b"--" => DASH,
        [first, ..] if !first.is_ascii() && mark.starts_with(['—', '–', '―']) => DASH,
        _ => 0,
    }
}

#[inline]
fn within(all: &mut [Traits], tokens: &Tokens, change: impl Fn(&mut Traits)) {
    all.get_mut(tokens.clone()).unwrap_or_default().iter_mut().for_each(change);
}

#[inline]
fn add(all: &mut [Traits], at: usize, traits: Traits) {
    if let Some(own) = all.get_mut(at) {
        *own |= traits;
    }
}
