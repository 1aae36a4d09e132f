//! Runs of words that are written as names are: capitalised, and not because a sentence or a headline begins there.

use rustc_hash::FxHashSet;

use super::kinds::Lists;
use crate::rules::{Tables, Word};
use crate::text::date::Calendar;
use crate::text::{Document, Shape, Tag, Token, TokenKind, Tokens};

/// No name is longer; the bound keeps what follows linear.
const LONGEST: usize = 14;

/// From this share of capitalised uses on, a word in a place where any word has a capital is a name.
const MOSTLY: f32 = 0.6;

/// The runs of a document, in order.
pub(super) fn find(document: &Document, tables: &Tables, lists: &Lists, calendar: &Calendar) -> Vec<Tokens> {
    let shouting: Vec<bool> = document.sentences.iter().map(|s| all_capitalised(document, &s.tokens)).collect();
    let seen = seen_inside(document, &shouting);
    let mut runs = Vec::new();
    for (sentence, &shouting) in document.sentences.iter().zip(&shouting) {
        let reader = Reader { document, tables, lists, calendar, seen: &seen, sentence: &sentence.tokens, shouting };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !reader.named(at, false) {
                at += 1;
                continue;
            }
            let end = reader.end(at);
            runs.push(at..end);
            at = end;
        }
    }
    runs
}

/// Whether all words that carry meaning have a capital: a headline, a shouted line.
fn all_capitalised(document: &Document, tokens: &Tokens) -> bool {
    let mut capitals = 0;
    for token in document.tokens.get(tokens.clone()).unwrap_or_default().iter().skip(1) {
        let meant = matches!(
            token.tag,
            Tag::Noun
                | Tag::Adjective
                | Tag::Base
                | Tag::Present
                | Tag::Past
                | Tag::Participle
                | Tag::Gerund
                | Tag::Adverb
        );
        if token.kind != TokenKind::Word || token.tag == Tag::Genitive {
            continue;
        }
        if meant && token.shape == Shape::Lower {
            return false;
        }
        capitals += usize::from(token.shape != Shape::Lower);
    }
    capitals >= 3
}

/// Words that stand somewhere inside a plain sentence with a capital.
fn seen_inside<'d>(document: &'d Document, shouting: &[bool]) -> FxHashSet<&'d str> {
    let mut seen = FxHashSet::default();
    for (sentence, _) in document.sentences.iter().zip(shouting).filter(|(_, shouting)| !**shouting) {
        for at in sentence.tokens.start + 1..sentence.tokens.end {
            let Some(token) = document.tokens.get(at) else { break };
            let begins = document.tokens.get(at - 1).is_some_and(|before| before.kind != TokenKind::Word);
            if token.kind == TokenKind::Word && token.shape != Shape::Lower && !begins {
                seen.insert(token.span.of(document.text));
            }
        }
    }
    seen
}

struct Reader<'d> {
    document: &'d Document<'d>,
    tables: &'d Tables,
    lists: &'d Lists,
    calendar: &'d Calendar,
    seen: &'d FxHashSet<&'d str>,
    sentence: &'d Tokens,
    shouting: bool,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.document.tokens.get(at).filter(|_| self.sentence.contains(&at))
    }

    /// Whether the word at `at` is (part of) a name; `inside` a run, less is asked of it.
    fn named(&self, at: usize, inside: bool) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.kind != TokenKind::Word || token.shape == Shape::Lower {
            return false;
        }
        let text = token.span.of(self.document.text);
        if !text.starts_with(char::is_uppercase) {
            return false;
        }
        if self.lists.exceptions(token.word) || text.chars().count() == 1 {
            return false;
        }
        if self.calendar.month(self.document, at).is_some() || self.calendar.weekday(self.document, at).is_some() {
            return self.calendar_word(at, inside);
        }
        let share = self.tables.capitalised(token.word);
        let unheard = self.tables.frequency(token.word) == 0;
        let stressed = token.shape == Shape::Upper && !unheard && share < 0.3;
        if stressed && !self.lists.place(token.word) && !self.lists.body(token.word) {
            return false;
        }
        let given = self.lists.given(token.word) && self.capital(at + 1);
        let closed = matches!(
            token.tag,
            Tag::Determiner
                | Tag::Pronoun
                | Tag::Possessive
                | Tag::Wh
                | Tag::Preposition
                | Tag::Subordinator
                | Tag::Conjunction
                | Tag::Modal
                | Tag::To
                | Tag::Number
                | Tag::Interjection
        );
        if closed && !given {
            // "Nobody", "The": a capital makes no name of them; a country's initials may be tagged as anything.
            let upper = token.shape == Shape::Upper && !self.shouting;
            return upper && (share > 0.9 || self.lists.place(token.word));
        }
        if !self.begins(at) && !self.shouting {
            return true;
        }
        let acronym = token.shape == Shape::Upper && !self.shouting && (unheard || share >= 0.5);
        let known =
            share >= MOSTLY || self.lists.place(token.word) || self.lists.demonym(token.word) || given || acronym;
        let likely = unheard && token.tag == Tag::Name && !text.contains('-');
        let inside = inside && !self.shouting && token.tag == Tag::Name;
        // "Security minister Dan Jarvis": a title before a name is taken off later.
        known || likely || inside || self.seen.contains(text) && token.tag == Tag::Name && !self.lists.title(token.word)
    }

    /// "MI5", "GCHQ" apart, whether the capital may be due to the place only.
    fn begins(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.sentence.start {
            match self.document.tokens.get(before - 1) {
                Some(token) if token.kind == TokenKind::Open || token.kind == TokenKind::Close => before -= 1,
                Some(token) => {
                    let text = token.span.of(self.document.text);
                    return token.kind == TokenKind::Mark && !matches!(text, "," | "(" | "&" | "/" | "$")
                        || before < at;
                }
                None => return true,
            }
        }
        true
    }

    fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            t.kind == TokenKind::Word && t.shape != Shape::Lower && self.calendar.weekday(self.document, at).is_none()
        })
    }

    /// "Theresa May", "Sunday Times", but not "May 2018" or "On Monday Putin".
    fn calendar_word(&self, at: usize, inside: bool) -> bool {
        if self.calendar.weekday(self.document, at).is_some() {
            return self.lists.weekday_name(self.token(at + 1).map_or(Word::UNKNOWN, |t| t.word))
                && self.capital(at + 1);
        }
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let personal = before.is_some_and(|t| self.lists.given(t.word) || self.lists.title(t.word));
        let number_behind = self.token(at + 1).is_some_and(|t| t.kind == TokenKind::Number);
        // A given name before a surname ("April Ryan"), a surname behind one ("Theresa May").
        inside && personal && !number_behind
            || self.token(at).is_some_and(|t| self.lists.given(t.word)) && self.capital(at + 1) && !self.begins(at)
    }

    /// Behind the run that starts at `start`.
    fn end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end < start + LONGEST {
            if self.named(end, true) && !self.breaks_line(end) {
                end += 1;
                continue;
            }
            let Some(token) = self.token(end) else { break };
            let ampersand = token.span.of(self.document.text) == "&";
            let initial = token.kind == TokenKind::Word && token.shape == Shape::Upper && token.span.len() <= 2;
            if (ampersand || initial || self.lists.connector(token.word) && token.kind == TokenKind::Word)
                && !(token.shape == Shape::Lower && self.lists.of(token.word))
                && self.named(end + 1, true)
            {
                end += 2;
                continue;
            }
            // "Bank of England", "Bank of the West"
            let head = self.token(end - 1).is_some_and(|t| self.lists.of_head(t.word));
            if head && self.lists.of(token.word) {
                let article = usize::from(self.token(end + 1).is_some_and(|t| self.lists.article(t.word)));
                if self.named(end + 1 + article, true) {
                    end += 2 + article;
                    continue;
                }
            }
            break;
        }
        end.min(self.sentence.end)
    }

    /// A name does not go on over a line break.
    fn breaks_line(&self, at: usize) -> bool {
        let gap = at.checked_sub(1).and_then(|before| self.token(before)).zip(self.token(at));
        gap.is_some_and(|(before, token)| {
            self.document.text.get(before.span.end..token.span.start).is_some_and(|gap| gap.contains('\n'))
        })
    }
}
