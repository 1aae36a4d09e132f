//! The `#…` classes: where a token or chunk of a class that begins (or, read backwards, ends) at a boundary has its other end.

use super::place::Place;
use crate::rules::lists::NUMBERS;
use crate::rules::pattern::Class;
use crate::text::{Tag, Token, TokenKind, Tokens};

/// How many numbers in a row ("two hundred thousand") are one `#number` at most.
const NUMBER_RUN: usize = 6;

/// How far back a noun phrase or clause that reaches up to a place is looked for, in chunks.
const REACH: usize = 24;

/// How many tokens a clause has at most where no chunk says where it ends.
const LONGEST_CLAUSE: usize = 400;

/// Adds the other ends of what stands at the boundary `at`, the longest first.
pub(super) fn ends(class: Class, at: usize, rightwards: bool, place: &Place, ends: &mut Vec<usize>) {
    match class {
        Class::Number => numbers(at, rightwards, place, ends),
        Class::Year => one(at, rightwards, place, ends, |token| is_year(token, place.document.text)),
        Class::Pronoun => one(at, rightwards, place, ends, |token| token.tag == Tag::Pronoun),
        Class::Open => one(at, rightwards, place, ends, |token| token.kind == TokenKind::Open),
        Class::Close => one(at, rightwards, place, ends, |token| token.kind == TokenKind::Close),
        Class::Name => {
            let names = &place.document.names;
            let near = names.partition_point(|name| name.tokens.start < at);
            let range = if rightwards { near..near + 2 } else { near.saturating_sub(2)..near };
            let found = names.get(range.start..range.end.min(names.len())).unwrap_or_default();
            let inside = |end: &usize| (place.sentence.start..=place.sentence.end).contains(end);
            ends.extend(found.iter().filter_map(|name| other_end(&name.tokens, at, rightwards)).filter(inside));
        }
        Class::Quotation => {
            let quotations = &place.document.quotations;
            let near = quotations.partition_point(|q| q.tokens.start < at);
            let range = if rightwards { near..near + 2 } else { near.saturating_sub(REACH)..near };
            let found = quotations.get(range.start..range.end.min(quotations.len())).unwrap_or_default();
            ends.extend(found.iter().filter_map(|q| other_end(&q.tokens, at, rightwards)));
        }
        Class::NounPhrase => noun_phrases(at, rightwards, place, ends),
        Class::Clause => clauses(at, rightwards, place, ends),
    }
    if rightwards {
        ends.sort_unstable_by(|a, b| b.cmp(a));
    } else {
        ends.sort_unstable();
    }
    ends.dedup();
    ends.retain(|&end| end != at);
}

/// Whether a token may stand between a sentence's last word and its end.
pub(super) fn ends_sentence(token: &Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Close => true,
        TokenKind::Mark => matches!(token.span.of(text), "." | "!" | "?" | "…" | "..."),
        _ => false,
    }
}

fn other_end(tokens: &Tokens, at: usize, rightwards: bool) -> Option<usize> {
    let (here, there) = if rightwards { (tokens.start, tokens.end) } else { (tokens.end, tokens.start) };
    (here == at).then_some(there)
}

/// The token next to the boundary.
fn beside(at: usize, rightwards: bool, place: &Place) -> Option<usize> {
    let index = if rightwards { at } else { at.checked_sub(1)? };
    place.sentence.contains(&index).then_some(index)
}

fn one(at: usize, rightwards: bool, place: &Place, ends: &mut Vec<usize>, is: impl Fn(&Token) -> bool) {
    let token = beside(at, rightwards, place);
    let found = token.filter(|&index| place.document.tokens.get(index).is_some_and(is));
    ends.extend(found.map(|index| index + usize::from(rightwards)));
}

fn numbers(at: usize, rightwards: bool, place: &Place, ends: &mut Vec<usize>) {
    let mut here = at;
    for _ in 0..NUMBER_RUN {
        let Some(index) = beside(here, rightwards, place) else { break };
        let is_number = place.document.tokens.get(index).is_some_and(|token| {
            let numeral = matches!(token.kind, TokenKind::Number) || token.tag == Tag::Number;
            numeral || token.kind == TokenKind::Word && place.listed.has(NUMBERS, token.word)
        });
        if !is_number {
            break;
        }
        here = index + usize::from(rightwards);
        ends.push(here);
    }
}

fn is_year(token: &Token, text: &str) -> bool {
    let digits = token.span.of(text);
    token.kind == TokenKind::Number
        && digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.starts_with('1') || digits.starts_with('2'))
}

fn noun_phrases(at: usize, rightwards: bool, place: &Place, ends: &mut Vec<usize>) {
    let phrases = &place.document.phrases;
    let near = phrases.partition_point(|phrase| phrase.tokens.start < at);
    let range = if rightwards { near..(near + 3).min(phrases.len()) } else { near.saturating_sub(REACH)..near };
    for phrase in phrases.get(range).unwrap_or_default() {
        for tokens in [&phrase.full, &phrase.tokens] {
            let inside = place.sentence.start <= tokens.start && tokens.end <= place.sentence.end;
            ends.extend(other_end(tokens, at, rightwards).filter(|_| inside));
        }
    }
}

fn clauses(at: usize, rightwards: bool, place: &Place, ends: &mut Vec<usize>) {
    let clauses = &place.document.clauses;
    let near = clauses.partition_point(|clause| clause.tokens.start < at);
    if rightwards {
        // A chunk may hold the "that" before the place, or start behind a mark or a "that" at the place.
        let from = near.saturating_sub(4);
        for clause in clauses.get(from..(near + 4).min(clauses.len())).unwrap_or_default() {
            let between = clause.tokens.start.min(at)..clause.tokens.start.max(at);
            let end = close_after(clause.tokens.end.min(place.sentence.end), at, place);
            if end > at && between.len() <= 2 && between.clone().all(|token| leads_in(token, place)) {
                ends.push(end);
            }
        }
        if ends.is_empty() {
            ends.push(rest_of_sentence(at, place));
        }
    } else {
        let from = near.saturating_sub(REACH);
        let inside = |tokens: &Tokens| tokens.end == at && tokens.start >= place.sentence.start;
        let found = clauses.get(from..near).unwrap_or_default().iter().filter(|clause| inside(&clause.tokens));
        ends.extend(found.map(|clause| clause.tokens.start));
        if ends.is_empty() {
            ends.push(first_of_sentence(at, place));
        }
    }
}

/// Whether a token may stand before a clause's own first word.
fn leads_in(token: usize, place: &Place) -> bool {
    place.document.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Open || t.tag == Tag::Subordinator)
}

/// `end`, or behind the closing mark at it, when its quotation begins between `from` and there.
fn close_after(end: usize, from: usize, place: &Place) -> usize {
    let kind = |token: usize| place.document.tokens.get(token).map(|t| t.kind);
    if !place.sentence.contains(&end) || kind(end) != Some(TokenKind::Close) {
        return end;
    }
    let opened = (from..end).filter(|&token| kind(token) == Some(TokenKind::Open)).count();
    let closed = (from..end).filter(|&token| kind(token) == Some(TokenKind::Close)).count();
    end + usize::from(opened > closed)
}

/// The end of the last word that a clause from `at` can hold: at the mark that closes a quotation it stands in, or before
/// the sentence's final marks.
fn rest_of_sentence(at: usize, place: &Place) -> usize {
    let end = place.sentence.end.min(at + LONGEST_CLAUSE);
    let tokens = place.document.tokens.get(at..end).unwrap_or_default();
    let mut depth = 0usize;
    for (number, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close if depth == 0 => return at + number,
            TokenKind::Close => depth -= 1,
            _ => {}
        }
    }
    let final_mark = |token: &Token| token.kind == TokenKind::Mark && ends_sentence(token, place.document.text);
    at + tokens.iter().rposition(|token| !final_mark(token)).map_or(0, |last| last + 1)
}

/// The same to the left: back to the mark that opens a quotation it stands in, or to the sentence's start.
fn first_of_sentence(at: usize, place: &Place) -> usize {
    let start = place.sentence.start.max(at.saturating_sub(LONGEST_CLAUSE));
    let tokens = place.document.tokens.get(start..at).unwrap_or_default();
    let mut depth = 0usize;
    for (number, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            TokenKind::Close => depth += 1,
            TokenKind::Open if depth == 0 => return start + number + 1,
            TokenKind::Open => depth -= 1,
            _ => {}
        }
    }
    start.min(at)
}
