//! Where a program runs: a sentence with what is known of its tokens at a glance, and the boundaries in it.

use super::compile::Direction;
use super::course::{AHEAD, Course, signs};
use crate::rules::lists::{Listed, NUMBERS};
use crate::text::{Document, Tokens};

/// The sentence a program runs in.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    /// The document.
    pub(super) document: &'a Document<'a>,
    /// The lists of every word.
    pub(super) listed: Listed<'a>,
    /// The sentence's tokens.
    pub(super) sentence: Tokens,
    /// By token of the sentence, between as many noughts at either end as tokens are looked at ahead: the signs by which courses
    /// know it.
    signs: &'a [u64],
}

impl<'a> Place<'a> {
    /// A sentence. `room` is for what is noted of its tokens.
    pub(super) fn new(document: &'a Document, listed: Listed<'a>, sentence: Tokens, room: &'a mut Vec<u64>) -> Self {
        let tokens = document.tokens.get(sentence.clone()).unwrap_or_default();
        let lists = document.lists().get(sentence.clone()).unwrap_or_default();
        room.clear();
        room.extend([0; AHEAD]);
        room.extend(
            (sentence.start..)
                .zip(tokens)
                .zip(lists)
                .map(|((at, token), lists)| signs(token, lists & NUMBERS != 0, document.name_of(at).is_some())),
        );
        room.extend([0; AHEAD]);
        Place { document, listed, sentence, signs: room }
    }

    /// The signs of the two tokens before a token of the sentence, of itself, and of the two behind it.
    #[inline]
    pub(super) fn around(&self, number: usize) -> [u64; 5] {
        self.signs.get(number + AHEAD - 2..).and_then(<[u64]>::first_chunk).copied().unwrap_or_default()
    }

    /// The signs of a token.
    #[inline]
    pub(super) fn signs(&self, token: usize) -> u64 {
        let at = token.checked_sub(self.sentence.start).and_then(|number| self.signs.get(number + AHEAD));
        at.copied().unwrap_or_default()
    }

    /// The signs of the tokens before a boundary and behind it, as many as are looked at.
    #[inline]
    fn beside(&self, at: usize, direction: Direction) -> &'a [u64; AHEAD] {
        let number = at.wrapping_sub(self.sentence.start);
        let from = if direction == Direction::Forward { number.wrapping_add(AHEAD) } else { number };
        self.signs.get(from..).and_then(<[u64]>::first_chunk).unwrap_or(&[0; AHEAD])
    }
}

/// A boundary: before token `token`, or behind the first `part` parts of that hyphenated token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) token: usize,
    pub(super) part: u8,
}

impl At {
    /// Before a token.
    pub(super) fn token(token: usize) -> Self {
        At { token, part: 0 }
    }

    /// The token boundary that takes the token it stands in along, to the right or not.
    pub(super) fn whole(self, rightwards: bool) -> usize {
        self.token + usize::from(rightwards && self.part > 0)
    }
}

/// Whether the next words let a course match: a cheap look that saves most runs.
#[inline]
pub(super) fn may_match(course: &Course, starts: &[At], direction: Direction, place: &Place) -> bool {
    starts.iter().any(|&at| at.part > 0 || may_match_at(course, at.token, direction, place))
}

/// The same at the boundary before a token.
#[inline]
pub(super) fn may_match_at(course: &Course, at: usize, direction: Direction, place: &Place) -> bool {
    let (tokens, sentence) = (&place.document.tokens, &place.sentence);
    let signs = place.beside(at, direction);
    match direction {
        Direction::Forward => course.may_match(
            |distance| signs.get(distance).copied().unwrap_or_default(),
            |distance| tokens.get(at + distance).filter(|_| at + distance < sentence.end),
        ),
        Direction::Backward => course.may_match(
            |distance| signs.get(AHEAD - 1 - distance).copied().unwrap_or_default(),
            |distance| tokens.get(at.checked_sub(distance + 1).filter(|at| *at >= sentence.start)?),
        ),
    }
}
