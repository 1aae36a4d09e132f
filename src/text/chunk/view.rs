//! What chunking asks about one token: tag, word classes, and whether a name, a date or a number holds it.

use super::classes::{self, Classes, Lexicon};
use crate::rules::{RuleSet, Word};
use crate::text::fold::is_apostrophe;
use crate::text::{Document, NameKind, Shape, Tag, Token, TokenKind, Tokens};

/// One token as chunking sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// Part of speech, corrected by names and numbers.
    pub tag: Tag,
    /// Classes of the word as it stands.
    pub classes: Classes,
    /// Classes of its base form: for verbs.
    pub base: Classes,
    pub kind: TokenKind,
    /// The first character of a mark, for brackets and commas.
    pub mark: char,
    /// Whether it is a noun in the plural.
    pub plural: bool,
    /// The name that holds it, counted from 1; 0 for none.
    pub name: u32,
    pub person: bool,
    /// Whether it is in the name of a place.
    pub place: bool,
    /// The date that holds it, counted from 1; 0 for none.
    pub date: u32,
    /// Index behind the number that starts here; 0 when none does.
    number_end: u32,
    /// Whether the verb group it may be in can go on over it ("not", adverbs).
    pub negator: bool,
    /// For an opening quotation mark: the index of the mark that closes it, when it stands in this text; else 0.
    closes_at: u32,
}

impl Cell {
    /// Index behind the number that starts here; 0 when none does.
    pub(super) fn number_end(&self) -> usize {
        self.number_end as usize
    }

    /// For an opening quotation mark: the index of the mark that closes it, when it stands in this text; else 0.
    pub(super) fn closes_at(&self) -> usize {
        self.closes_at as usize
    }

    /// Whether a noun phrase can begin here: a cheap look before reading.
    fn begins_phrase(&self) -> bool {
        BEGINNING & 1 << self.tag as u32 != 0 || self.classes & classes::QUANTIFIER != 0 || self.number_end != 0
    }
}

/// The parts of speech that a noun phrase can begin with, a bit each.
const BEGINNING: u32 = 1 << Tag::Noun as u32
    | 1 << Tag::Name as u32
    | 1 << Tag::Participle as u32
    | 1 << Tag::Gerund as u32
    | 1 << Tag::Adjective as u32
    | 1 << Tag::Adverb as u32
    | 1 << Tag::Determiner as u32
    | 1 << Tag::Possessive as u32
    | 1 << Tag::Pronoun as u32
    | 1 << Tag::Number as u32;

/// All tokens of a document; out of range stands an empty mark.
pub(super) struct View<'d> {
    document: &'d Document<'d>,
    cells: Vec<Cell>,
}

/// What stands outside the text.
const OUTSIDE: Cell = Cell {
    tag: Tag::Mark,
    classes: 0,
    base: 0,
    kind: TokenKind::Mark,
    mark: '\0',
    plural: false,
    name: 0,
    person: false,
    place: false,
    date: 0,
    number_end: 0,
    negator: false,
    closes_at: 0,
};

impl<'d> View<'d> {
    /// Looks every token up once.
    pub(super) fn new(document: &'d Document<'d>, rules: &RuleSet, lexicon: &Lexicon) -> Self {
        // Where a genitive, "that" or a negation of several words may stand: all that is looked at again.
        let mut odd = Vec::new();
        let cell = |(at, token): (usize, &Token)| {
            let word = lexicon.entry(token.word, rules);
            let cell = Cell {
                tag: if token.tag == Tag::Gerund && word.classes & classes::PREPOSITIONAL != 0 {
                    Tag::Preposition
                } else {
                    token.tag
                },
                classes: word.classes,
                base: word.base,
                kind: token.kind,
                mark: match token.kind {
                    TokenKind::Mark => first_character(document, token),
                    _ => '\0',
                },
                plural: token.tag == Tag::Noun && word.inflected,
                negator: word.classes & classes::NEGATOR != 0,
                ..OUTSIDE
            };
            if word.classes & (classes::COMPLEMENTISER | classes::NEGATOR_START) != 0
                || token.tag == Tag::Present && is_apostrophe(first_character(document, token))
            {
                odd.push(at);
            }
            cell
        };
        let mut cells: Vec<Cell> = document.tokens.iter().enumerate().map(cell).collect();
        for (number, name) in document.names.iter().enumerate() {
            for cell in cells.get_mut(name.tokens.clone()).unwrap_or_default() {
                cell.tag =
                    if name.kind == NameKind::Demonym && cell.tag == Tag::Adjective { cell.tag } else { Tag::Name };
                cell.name = index(number + 1);
                cell.person = name.kind == NameKind::Person;
                cell.place = name.kind == NameKind::Place;
            }
        }
        for (number, date) in document.dates.iter().enumerate() {
            for cell in cells.get_mut(date.tokens.clone()).unwrap_or_default() {
                cell.date = index(number + 1);
            }
        }
        let percent = rules.tables.phrases(PER_CENT);
        for quantity in &document.quantities {
            if let Some(cell) = cells.get_mut(quantity.tokens.start) {
                cell.number_end = index(quantity.tokens.end);
            }
            // "50 per cent": a noun of two words, whatever its first is elsewhere.
            let behind = document.tokens.get(quantity.tokens.end..).unwrap_or_default();
            for unit in percent.iter().filter(|unit| begins(behind, unit)) {
                let end = quantity.tokens.end + unit.len();
                for cell in cells.get_mut(quantity.tokens.end..end).unwrap_or_default() {
                    cell.tag = Tag::Noun;
                }
            }
        }
        genitives(document, &mut cells, &odd);
        complementisers(&mut cells, &odd);
        mark_phrases(document, &mut cells, &odd, rules.tables.phrases(classes::NEGATORS));
        for quotation in &document.quotations {
            let last = quotation.tokens.end.saturating_sub(1);
            let closed = cells.get(last).is_some_and(|cell| cell.kind == TokenKind::Close);
            if let Some(cell) = cells.get_mut(quotation.tokens.start)
                && closed
                && quotation.tokens.start < last
            {
                cell.closes_at = index(last);
            }
        }
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

    /// The first token of `range` that a noun phrase can begin with.
    pub(super) fn next_phrase(&self, range: Tokens) -> Option<usize> {
        let cells = self.cells.get(range.clone())?;
        Some(range.start + cells.iter().position(Cell::begins_phrase)?)
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

    /// The part of speech at `index`.
    #[inline]
    pub(super) fn tag(&self, index: usize) -> Tag {
        self.at(index).tag
    }

    /// The token before `index`, an empty mark at the text's start.
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
        matches!(self.tag(index), Tag::Modal | Tag::Present | Tag::Past)
    }

    /// Whether a comma stands at `index`.
    pub(super) fn comma(&self, index: usize) -> bool {
        self.at(index).mark == ','
    }

    /// Whether a quotation mark stands at `index`.
    pub(super) fn quote(&self, index: usize) -> bool {
        matches!(self.at(index).kind, TokenKind::Open | TokenKind::Close)
    }

    /// Whether only adverbs and quotation marks stand in the range.
    pub(super) fn only_adverbs(&self, start: usize, end: usize) -> bool {
        start <= end && end - start <= 8 && (start..end).all(|at| self.tag(at) == Tag::Adverb || self.quote(at))
    }
}

/// An index as cells keep it.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn first_character(document: &Document, token: &Token) -> char {
    token.span.of(document.text).chars().next().unwrap_or('\0')
}

/// "Sky News's Into the Grey Zone": behind a noun and before a capital or a noun it is no verb.
fn genitives(document: &Document, cells: &mut [Cell], odd: &[usize]) {
    for &at in odd {
        let Some([before, verb, after]) = at
            .checked_sub(1)
            .and_then(|before| cells.get(before..at + 2))
            .and_then(|window| <&[Cell; 3]>::try_from(window).ok())
        else {
            continue;
        };
        if verb.tag != Tag::Present || !matches!(before.tag, Tag::Noun | Tag::Name) {
            continue;
        }
        let apostrophe = document.tokens.get(at).is_some_and(|token| is_apostrophe(first_character(document, token)));
        let capital = document.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.shape != Shape::Lower);
        let owned = || {
            capital
                || matches!(after.tag, Tag::Noun | Tag::Name)
                || modified_noun(cells.get(at + 1..).unwrap_or_default())
        };
        if apostrophe
            && owned()
            && let Some(cell) = cells.get_mut(at)
        {
            cell.tag = Tag::Genitive;
        }
    }
}

/// "that the case": before a determiner or a pronoun that is a subject, it opens a clause.
fn complementisers(cells: &mut [Cell], odd: &[usize]) {
    for &at in odd {
        if cells.get(at).is_none_or(|cell| cell.classes & classes::COMPLEMENTISER == 0) {
            continue;
        }
        let opens = cells.get(at + 1).is_some_and(|next| {
            matches!(next.tag, Tag::Determiner | Tag::Possessive) || next.classes & classes::SUBJECT_PRONOUN != 0
        });
        if let Some(cell) = cells.get_mut(at)
            && opens
            && matches!(cell.tag, Tag::Determiner | Tag::Pronoun)
        {
            cell.tag = Tag::Subordinator;
        }
    }
}

/// Whether adjectives and then a noun stand at the start of `cells`.
fn modified_noun(cells: &[Cell]) -> bool {
    let modifiers = cells.iter().take(8).take_while(|c| c.tag == Tag::Adjective || c.mark == ',').count();
    modifiers > 0 && cells.get(modifiers).is_some_and(|c| c.tag == Tag::Noun)
}

/// Whether `words` stand at the start of `tokens`.
fn begins(tokens: &[Token], words: &[Word]) -> bool {
    tokens.len() >= words.len() && tokens.iter().zip(words).all(|(token, &word)| token.word == word)
}

/// The list that holds the unit "per cent" as it is written in two words.
const PER_CENT: &str = "unit-per-cent-long";

/// Marks the tokens of negations of several words ("no longer").
fn mark_phrases(document: &Document, cells: &mut [Cell], odd: &[usize], phrases: &[Vec<Word>]) {
    for &at in odd {
        if cells.get(at).is_none_or(|cell| cell.classes & classes::NEGATOR_START == 0) {
            continue;
        }
        for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
            if begins(document.tokens.get(at..).unwrap_or_default(), phrase) {
                for cell in cells.get_mut(at..at + phrase.len()).unwrap_or_default() {
                    cell.negator = true;
                }
            }
        }
    }
}
