//! Sentences. Abbreviations, initials and titles that end none are data.

use crate::base::Span;
use crate::rules::{RuleSet, Word};

use super::lexicon::{Lexicon, has};
use super::token::{Read, within};
use super::{Shape, Token, TokenKind, Tokens};

/// One sentence. Sentences are in text order, do not overlap, never cross a paragraph, and every token is in exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token, closing quotation mark included.
    pub span: Span,
    /// Its tokens.
    pub tokens: Tokens,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// Up to this share of capitalised uses a word is an ordinary one, which only a new sentence capitalises.
const ORDINARY: f32 = 0.05;
/// In so many background articles a word must stand before that share says anything.
const KNOWN: u32 = 20;

/// Splits paragraphs into sentences. `paragraphs` are the tokens of each; quotation marks are told apart already.
pub(super) fn find(
    text: &str,
    read: &Read,
    paragraphs: &[Tokens],
    rules: &RuleSet,
    lexicon: &Lexicon,
) -> Vec<Sentence> {
    let tokens = read.tokens.as_slice();
    let mut sentences = Vec::with_capacity(tokens.len() / 12);
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let reader =
            Reader { text, tokens, end: paragraph.end, rules, lexicon, whole: ends_with_mark(text, tokens, paragraph) };
        let mut start = paragraph.start;
        let mut push = |tokens_of: Tokens| {
            let ends = tokens.get(tokens_of.start).zip(tokens.get(tokens_of.end.wrapping_sub(1)));
            if let Some((first, last)) = ends.filter(|_| !tokens_of.is_empty()) {
                sentences.push(Sentence { span: first.span.join(last.span), tokens: tokens_of, paragraph: number });
            }
        };
        let mut behind = start;
        for &at in within(&read.odd, paragraph) {
            if at < behind || !reader.may_end(at) {
                continue;
            }
            behind = reader.behind_closers(at + 1);
            // The number of a list's item: one or two digits.
            let number = |t: &Token| t.kind == TokenKind::Number && t.span.len() <= 2;
            let item = at == start + 1 && reader.token(start).is_some_and(number);
            if behind < paragraph.end && !item && reader.ends(at, behind) {
                push(start..behind);
                start = behind;
            }
        }
        push(start..paragraph.end);
    }
    sentences
}

/// Whether a paragraph ends as sentences do; headlines do not.
fn ends_with_mark(text: &str, tokens: &[Token], paragraph: &Tokens) -> bool {
    let tokens = tokens.get(paragraph.clone()).unwrap_or_default();
    let last = tokens.iter().rev().take(4).find(|t| t.kind != TokenKind::Close && !closes_bracket(text, t));
    last.is_some_and(|t| is_final(text, t) || t.kind == TokenKind::Word && t.span.of(text).ends_with('.'))
}

/// One paragraph, and what is needed to read it.
struct Reader<'a, 'r> {
    text: &'a str,
    tokens: &'a [Token],
    /// Behind the paragraph's last token.
    end: usize,
    rules: &'r RuleSet,
    lexicon: &'a Lexicon<'r>,
    /// Whether the paragraph ends with a final mark.
    whole: bool,
}

impl Reader<'_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| at < self.end)
    }

    fn of(&self, at: usize) -> &str {
        self.token(at).map_or("", |t| t.span.of(self.text))
    }

    /// Whether a sentence may end with the token: a final mark, or an abbreviation with its dot.
    fn may_end(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| match t.kind {
            TokenKind::Mark => is_final(self.text, t),
            TokenKind::Word => self.ends_with_dot(t),
            _ => false,
        })
    }

    fn is_abbreviation(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Word && self.ends_with_dot(t))
    }

    fn ends_with_dot(&self, token: &Token) -> bool {
        token.span.end.checked_sub(1).and_then(|last| self.text.as_bytes().get(last)) == Some(&b'.')
    }

    /// The first token from `at` on that does not belong to the sentence that ended before `at`.
    fn behind_closers(&self, mut at: usize) -> usize {
        while let Some(token) = self.token(at) {
            let closes = token.kind == TokenKind::Close
                || !token.spaced && (closes_bracket(self.text, token) || is_final(self.text, token));
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether the sentence that has its final mark at `mark` ends before the token `behind`.
    fn ends(&self, mark: usize, behind: usize) -> bool {
        let Some(next) = self.token(behind) else { return true };
        let quoted = (mark + 1..behind).any(|t| self.token(t).is_some_and(|t| t.kind == TokenKind::Close));
        let abbreviation = self.is_abbreviation(mark);
        let (word, opened) = self.first_word(behind);
        let Some(token) = self.token(word) else {
            return next.kind == TokenKind::Open;
        };
        if !next.spaced && !self.is_glued(mark, behind, token) {
            return false;
        }
        let dash = next.kind == TokenKind::Mark && !opened;
        if dash && quoted || self.is_continuing_mark(next) {
            return false;
        }
        let first = token.span.of(self.text).chars().find(|c| c.is_alphanumeric());
        match first {
            Some(c) if c.is_lowercase() => {
                opened && next.kind == TokenKind::Open && !abbreviation && self.of(mark) == "."
            }
            Some(c) if c.is_numeric() => !abbreviation,
            _ if abbreviation => self.abbreviation_ends(mark, next, word),
            _ if self.is_ellipsis(mark) => self.starts_sentence(word) || opened,
            _ if quoted && self.of(mark) != "." => !self.is_said_by(word),
            _ => true,
        }
    }

    /// The first word or number from `at` on, over opening marks, and whether a bracket or quotation opened before it.
    fn first_word(&self, at: usize) -> (usize, bool) {
        let mut opened = false;
        // More than four marks in a row before a word are no sentence's beginning.
        for at in at..at + 4 {
            match self.token(at) {
                Some(t) if t.kind == TokenKind::Open => opened = true,
                Some(t) if t.kind == TokenKind::Mark => opened |= t.span.of(self.text).starts_with(['(', '[']),
                Some(t) if t.kind == TokenKind::Close => {}
                _ => return (at, opened),
            }
        }
        (self.end, opened)
    }

    /// "difference.The": a word stuck to the sentence before it.
    fn is_glued(&self, mark: usize, behind: usize, word: &Token) -> bool {
        let before = mark.checked_sub(1).and_then(|b| self.token(b)).filter(|t| t.kind != TokenKind::Mark);
        let long = before.is_some_and(|t| t.kind != TokenKind::Word || t.span.of(self.text).chars().nth(1).is_some());
        let opens = self.token(behind).is_some_and(|t| t.kind == TokenKind::Open);
        let caseless =
            word.span.of(self.text).chars().all(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric());
        matches!(self.of(mark), "." | "!" | "?") && long && (opens || is_capital(word))
            || caseless && !self.of(mark).is_ascii()
    }

    /// Marks that go on with a sentence: "etc., and".
    fn is_continuing_mark(&self, token: &Token) -> bool {
        token.kind == TokenKind::Mark
            && token.span.of(self.text).starts_with([',', ';', ':', '.', '!', '?', '…', ')', ']', '%', '/', '&'])
    }

    fn is_ellipsis(&self, at: usize) -> bool {
        let mark = self.of(at);
        mark.starts_with('…') || mark.starts_with("..") || mark.starts_with(". ")
    }

    /// Whether a capitalised word can be one only because a sentence begins with it.
    fn starts_sentence(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|t| t.shape == Shape::Capitalised) else { return false };
        let tables = &self.rules.tables;
        has(&self.lexicon.lists.starters, token.word)
            || tables.frequency(token.word) >= KNOWN
                && tables.capitalised(token.word) < ORDINARY
                && !has(&self.lexicon.lists.name_parts, token.word)
                && self.token(at + 1).is_none_or(|t| !is_capital(t))
    }

    fn abbreviation_ends(&self, mark: usize, next: &Token, word: usize) -> bool {
        let Some(token) = self.token(mark) else { return false };
        let initial = is_initial(self.of(mark));
        let before = mark.checked_sub(1).and_then(|b| self.token(b));
        let in_name = initial && before.is_some_and(|t| is_initial(t.span.of(self.text)));
        let ends_some =
            has(&self.lexicon.lists.abbreviations, token.word) || has(&self.lexicon.lists.capitalised, token.word);
        let title = has(&self.lexicon.lists.before_name, token.word) && !ends_some;
        self.whole && !title && !in_name && next.kind != TokenKind::Mark && self.starts_sentence(word)
    }

    /// "'Why?' Raab asked": up to three names, then a verb that says who spoke.
    fn is_said_by(&self, at: usize) -> bool {
        for at in at..at + 4 {
            match self.token(at) {
                Some(t) if at > 0 && has(&self.lexicon.lists.said, t.word) => return true,
                Some(t) if is_capital(t) && !has(&self.lexicon.lists.starters, t.word) => {}
                _ => return false,
            }
        }
        false
    }
}

/// "J.", as in a name.
fn is_initial(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_uppercase) && characters.as_str() == "."
}

fn is_capital(token: &Token) -> bool {
    matches!(token.shape, Shape::Capitalised | Shape::Upper)
        || token.kind == TokenKind::Word && token.shape == Shape::Mixed && token.word == Word::UNKNOWN
}

fn is_final(text: &str, token: &Token) -> bool {
    let plain = || match text.as_bytes().get(token.span.start) {
        Some(byte @ 0..0x80) => matches!(byte, b'.' | b'!' | b'?'),
        _ => token.span.of(text).starts_with(['…', '。', '！', '？', '؟', '।', '‼', '⁇', '⁈', '⁉']),
    };
    token.kind == TokenKind::Mark && plain()
}

fn closes_bracket(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Mark && token.span.of(text).starts_with([')', ']', '}'])
}

#[cfg(test)]
mod tests;
