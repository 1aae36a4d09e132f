//! What chunking asks about one token: tag, word classes, and whether a name, a date or a number holds it.

use super::cell::{
    ADJECTIVE, ADVERB, CLOSE, COMMA, Cell, DETERMINER, FINITE, GENITIVE, NAME, NAMED, NEGATING, NOUN, OPEN, OUTSIDE,
    PERSON, PLACE, POSSESSIVE, PRESENT, PRONOUN, QUANTITY, QUOTE, SAME_DATE, SUBORDINATOR, TIMELY, Traits,
};
use super::classes::{self, Classes};
use super::survey::{Survey, first_character};
use crate::rules::lists::Lists;
use crate::rules::{RuleSet, Word};
use crate::text::fold::is_apostrophe;
use crate::text::{Document, NameKind, Shape, Token, TokenKind, Tokens};

/// All tokens of a document; out of range stands an empty mark.
pub(super) struct View<'d> {
    document: &'d Document<'d>,
    /// By token; behind the last one as many empty marks as are looked at together.
    cells: Vec<Cell>,
}

/// So many tokens are looked at together.
pub(super) const TOGETHER: usize = 8;

impl<'d> View<'d> {
    /// Adds to what was seen at every token what names, quantities, dates and quotations tell.
    pub(super) fn new(document: &'d Document<'d>, rules: &RuleSet, survey: Survey) -> Self {
        let Survey { mut cells, odd, .. } = survey;
        for name in &document.names {
            let kind = match name.kind {
                NameKind::Person => NAMED | PERSON,
                NameKind::Place => NAMED | PLACE,
                _ => NAMED,
            };
            for cell in cells.get_mut(name.tokens.clone()).unwrap_or_default() {
                if !(name.kind == NameKind::Demonym && cell.has(ADJECTIVE)) {
                    cell.retag(NAME);
                }
                cell.traits |= kind;
            }
        }
        for (number, date) in (1..).zip(&document.dates) {
            for (cell, goes_on) in cells.get_mut(date.tokens.clone()).unwrap_or_default().iter_mut().zip(goes_on()) {
                cell.date = number;
                cell.traits |= TIMELY | goes_on;
            }
        }
        let percent = rules.tables.phrases(PER_CENT);
        for quantity in &document.quantities {
            if let Some(cell) = cells.get_mut(quantity.tokens.start) {
                cell.partner = index(quantity.tokens.end);
                cell.traits |= QUANTITY;
            }
            // "50 per cent": a noun of two words, whatever its first is elsewhere.
            let behind = document.tokens.get(quantity.tokens.end..).unwrap_or_default();
            for unit in percent.iter().filter(|unit| begins(behind, unit)) {
                let end = quantity.tokens.end + unit.len();
                for cell in cells.get_mut(quantity.tokens.end..end).unwrap_or_default() {
                    cell.retag(NOUN);
                }
            }
        }
        genitives(document, &mut cells, &odd);
        complementisers(&mut cells, &odd);
        mark_phrases(document, &mut cells, &odd, rules.tables.phrases(classes::NEGATORS));
        for quotation in &document.quotations {
            let last = quotation.tokens.end.saturating_sub(1);
            let closed = cells.get(last).is_some_and(|cell| cell.has(CLOSE));
            if let Some(cell) = cells.get_mut(quotation.tokens.start).filter(|cell| cell.has(OPEN))
                && closed
                && quotation.tokens.start < last
            {
                cell.partner = index(last);
            }
        }
        cells.extend([OUTSIDE; TOGETHER]);
        View { document, cells }
    }

    /// The tokens of the innermost quotation around the token at `index`, marks included.
    #[inline]
    pub(super) fn quotation(&self, index: usize) -> Option<&Tokens> {
        let number = self.document.quotation_of(index)?;
        self.document.quotations.get(number).map(|quotation| &quotation.tokens)
    }

    /// The word at `index`.
    pub(super) fn word(&self, index: usize) -> Word {
        self.document.tokens.get(index).map_or(Word::UNKNOWN, |token| token.word)
    }

    /// Whether the word at `index` is an entry of one of `lists`.
    pub(super) fn is_listed(&self, index: usize, lists: Lists) -> bool {
        self.document.lists().get(index).is_some_and(|own| own & lists != 0)
    }

    /// Whether the word at `index` is written in capitals only.
    pub(super) fn shouts(&self, index: usize) -> bool {
        self.document.tokens.get(index).is_some_and(|token| token.shape == Shape::Upper && token.span.len() > 1)
    }

    /// Whether a sentence may begin at `index`: with a capital, and no verb.
    pub(super) fn begins_anew(&self, index: usize) -> bool {
        let token = self.document.tokens.get(index);
        token.is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower) && !self.has(index, FINITE)
    }

    /// The first token of `range` that has one of `traits`.
    #[inline]
    pub(super) fn first(&self, range: Tokens, traits: Traits) -> Option<usize> {
        // Where it stands cannot be guessed: so it is worked out of several at once, not walked to.
        let mut from = range.start;
        while from < range.end {
            let several: &[Cell; TOGETHER] = self.cells.get(from..)?.first_chunk()?;
            let having =
                several.iter().zip(0..).fold(0, |having, (cell, at)| having | u32::from(cell.has(traits)) << at);
            let having = having & (u32::MAX >> (u32::BITS as usize - (range.end - from).min(TOGETHER)));
            if having != 0 {
                return Some(from + having.trailing_zeros() as usize);
            }
            from += TOGETHER;
        }
        None
    }

    /// Whether the tokens at `index` and `other` are in one name.
    pub(super) fn same_name(&self, index: usize, other: usize) -> bool {
        self.has(index, NAMED) && self.document.name_of(index) == self.document.name_of(other)
    }

    /// The token at `index`.
    #[inline]
    pub(super) fn at(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&OUTSIDE)
    }

    /// The innermost quotation around the token at `index` that does not lie wholly inside `range`.
    pub(super) fn around(&self, index: usize, range: &Tokens) -> Option<&Tokens> {
        let mut found = self.quotation(index)?;
        // Quotations in news are nested two or three deep.
        for _ in 0..6 {
            if found.start < range.start || found.end > range.end {
                return Some(found);
            }
            let outer = self.quotation(found.start.checked_sub(1)?)?;
            if outer.end < found.end {
                return None;
            }
            found = outer;
        }
        None
    }

    /// The outermost quotation around the token at `index` that begins inside `range` and ends behind it.
    pub(super) fn overhanging(&self, index: usize, range: &Tokens) -> Option<&Tokens> {
        let mut at = self.quotation(index);
        let mut outermost = None;
        for _ in 0..6 {
            let Some(quotation) = at.filter(|q| q.start > range.start) else { break };
            if quotation.end > range.end {
                outermost = Some(quotation);
            }
            at = quotation.start.checked_sub(1).and_then(|before| self.quotation(before));
        }
        outermost
    }

    /// Whether one of `traits` is true of the token at `index`.
    #[inline]
    pub(super) fn has(&self, index: usize, traits: Traits) -> bool {
        self.at(index).has(traits)
    }

    /// The token before `index`, an empty mark at the text's start.
    #[inline]
    pub(super) fn before(&self, index: usize) -> &Cell {
        index.checked_sub(1).map_or(&OUTSIDE, |index| self.at(index))
    }

    /// Whether the word at `index` is of one of `classes`.
    #[inline]
    pub(super) fn is(&self, index: usize, classes: Classes) -> bool {
        self.at(index).classes & classes != 0
    }

    /// Whether a word that negates the clause it is subject of stands at `index`.
    pub(super) fn negative(&self, index: usize) -> bool {
        self.is(index, classes::NEGATIVE)
    }

    /// Whether a verb stands at `index`.
    pub(super) fn verbal(&self, index: usize) -> bool {
        self.has(index, FINITE)
    }

    /// Whether a comma stands at `index`.
    #[inline]
    pub(super) fn comma(&self, index: usize) -> bool {
        self.has(index, COMMA)
    }

    /// Whether a quotation mark stands at `index`.
    #[inline]
    pub(super) fn quote(&self, index: usize) -> bool {
        self.has(index, QUOTE)
    }

    /// Whether only adverbs and quotation marks stand in the range.
    #[inline]
    pub(super) fn only_adverbs(&self, start: usize, end: usize) -> bool {
        start <= end && end - start <= 8 && (start..end).all(|at| self.has(at, ADVERB | QUOTE))
    }
}

/// By token of a date: whether the one before is in it too.
fn goes_on() -> impl Iterator<Item = Traits> {
    std::iter::once(0).chain(std::iter::repeat(SAME_DATE))
}

/// An index as cells keep it.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// "Sky News's Into the Grey Zone": behind a noun and before a capital or a noun it is no verb.
fn genitives(document: &Document, cells: &mut [Cell], odd: &[u32]) {
    for at in odd.iter().map(|&at| at as usize) {
        let Some([before, verb, after]) = at
            .checked_sub(1)
            .and_then(|before| cells.get(before..at + 2))
            .and_then(|window| <&[Cell; 3]>::try_from(window).ok())
        else {
            continue;
        };
        if !verb.has(PRESENT) || !before.has(NOUN | NAME) {
            continue;
        }
        let apostrophe = document.tokens.get(at).is_some_and(|token| is_apostrophe(first_character(document, token)));
        let capital = document.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
        let owned = || capital || after.has(NOUN | NAME) || modified_noun(cells.get(at + 1..).unwrap_or_default());
        if apostrophe
            && owned()
            && let Some(cell) = cells.get_mut(at)
        {
            cell.retag(GENITIVE);
        }
    }
}

/// "that the case": before a determiner or a pronoun that is a subject, it opens a clause.
fn complementisers(cells: &mut [Cell], odd: &[u32]) {
    for at in odd.iter().map(|&at| at as usize) {
        if cells.get(at).is_none_or(|cell| cell.classes & classes::COMPLEMENTISER == 0) {
            continue;
        }
        let opens = cells
            .get(at + 1)
            .is_some_and(|next| next.has(DETERMINER | POSSESSIVE) || next.classes & classes::SUBJECT_PRONOUN != 0);
        if let Some(cell) = cells.get_mut(at)
            && opens
            && cell.has(DETERMINER | PRONOUN)
        {
            cell.retag(SUBORDINATOR);
        }
    }
}

/// Whether adjectives and then a noun stand at the start of `cells`.
fn modified_noun(cells: &[Cell]) -> bool {
    let modifiers = cells.iter().take(8).take_while(|c| c.has(ADJECTIVE | COMMA)).count();
    modifiers > 0 && cells.get(modifiers).is_some_and(|c| c.has(NOUN))
}

/// Whether `words` stand at the start of `tokens`.
fn begins(tokens: &[Token], words: &[Word]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, &word)| token.word == word)
}

/// The list that holds the unit "per cent" as it is written in two words.
const PER_CENT: &str = "unit-per-cent-long";

/// Marks the tokens of negations of several words ("no longer").
fn mark_phrases(document: &Document, cells: &mut [Cell], odd: &[u32], phrases: &[Vec<Word>]) {
    for at in odd.iter().map(|&at| at as usize) {
        if cells.get(at).is_none_or(|cell| cell.classes & classes::NEGATOR_START == 0) {
            continue;
        }
        for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
            if begins(document.tokens.get(at..).unwrap_or_default(), phrase) {
                for cell in cells.get_mut(at..at + phrase.len()).unwrap_or_default() {
                    cell.traits |= NEGATING;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::reading;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn looking_at_several_together_finds_what_a_walk_finds(
            tokens in prop::collection::vec(0..4u64, 0..40), start in 0usize..44, len in 0usize..44, wanted in 0..4u64
        ) {
            let document = reading::document("", None);
            let end = (start + len).min(tokens.len());
            let cell = |traits: &Traits| Cell { traits: *traits, ..OUTSIDE };
            let cells = tokens.iter().map(cell).chain([OUTSIDE; TOGETHER]).collect();
            let view = View { document: &document, cells };
            let walked = (start..end).find(|&at| tokens[at] & wanted != 0);
            prop_assert_eq!(view.first(start..end, wanted), walked);
        }
    }
}
