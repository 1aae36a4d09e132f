//! Runs of words that are written as names are: capitalised, and not because a sentence or a headline begins there.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::kinds::{self, Lists};
use crate::rules::{Tables, Word};
use crate::text::date::Calendar;
use crate::text::{Document, Sentence, Shape, Tag, Token, TokenKind, Tokens};

/// No name is longer; the bound keeps what follows linear.
const LONGEST: usize = 14;

/// From this share of capitalised uses on, a word in a place where any word has a capital is a name.
const MOSTLY: f32 = 0.6;

/// Parts of speech of which a capital makes no name.
const CLOSED: u32 = 1 << Tag::Determiner as u32
    | 1 << Tag::Pronoun as u32
    | 1 << Tag::Possessive as u32
    | 1 << Tag::Wh as u32
    | 1 << Tag::Preposition as u32
    | 1 << Tag::Subordinator as u32
    | 1 << Tag::Conjunction as u32
    | 1 << Tag::Modal as u32
    | 1 << Tag::To as u32
    | 1 << Tag::Number as u32
    | 1 << Tag::Interjection as u32;

/// The runs of a document, in order; `capitals` are its words with capitals.
pub(super) fn find(
    document: &Document,
    tables: &Tables,
    lists: &Lists,
    calendar: &Calendar,
    capitals: &[u32],
) -> Vec<Tokens> {
    let mut rest = capitals;
    let in_capitals = |sentence: &Sentence| {
        let count = rest.iter().take_while(|&&at| (at as usize) < sentence.tokens.end).count();
        rest = rest.get(count..).unwrap_or_default();
        count >= SHOUTED && all_capitalised(document, &sentence.tokens)
    };
    let shouting: Vec<bool> = document.sentences.iter().map(in_capitals).collect();
    // Few texts ask for it.
    let seen = OnceCell::new();
    let mut runs = Vec::with_capacity(capitals.len() / 2);
    let mut starts = capitals.iter().map(|&at| at as usize).peekable();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let reader = Reader {
            document,
            tables,
            lists,
            calendar,
            capitals,
            all_shouting: &shouting,
            seen: &seen,
            sentence: &sentence.tokens,
            shouting: shouting.get(number).copied().unwrap_or(false),
        };
        let mut behind = sentence.tokens.start;
        while let Some(at) = starts.next_if(|&at| at < sentence.tokens.end) {
            if at >= behind && reader.named(at, false) {
                let end = reader.end(at);
                let run = at..end;
                let start = reader.with_first_word(&run, behind).unwrap_or_else(|| reader.with_title(&run, behind));
                runs.push(start..end);
                behind = end;
            }
        }
    }
    runs
}

/// A line needs so many words with a capital to be a headline or a shouted one.
const SHOUTED: usize = 3;

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
    capitals >= SHOUTED
}

struct Reader<'d> {
    document: &'d Document<'d>,
    tables: &'d Tables,
    lists: &'d Lists,
    calendar: &'d Calendar,
    /// The words that are not written in small letters.
    capitals: &'d [u32],
    /// By sentence, as `shouting`.
    all_shouting: &'d [bool],
    /// What [`Reader::seen_inside`] gives, once it was asked for.
    seen: &'d OnceCell<FxHashSet<&'d str>>,
    sentence: &'d Tokens,
    shouting: bool,
}

impl<'d> Reader<'d> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.document.tokens.get(at).filter(|_| self.sentence.contains(&at))
    }

    /// Whether the word at `at` is (part of) a name; `inside` a run, less is asked of it.
    fn named(&self, at: usize, inside: bool) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.kind != TokenKind::Word || token.shape == Shape::Lower {
            return false;
        }
        if !self.starts_like_a_name(token) {
            return false;
        }
        if !self.lists.ordinary(token.word) {
            if self.lists.exceptions(token.word) {
                return false;
            }
            let month = self.calendar.month(self.document, at);
            if month.is_some() || self.calendar.weekday(self.document, at).is_some() {
                return self.calendar_word(at, inside);
            }
        }
        let upper = token.shape == Shape::Upper;
        let share = || self.tables.capitalised(token.word);
        let unheard = || self.tables.frequency(token.word) == 0;
        if upper && share() < 0.3 && !unheard() && !self.lists.place(token.word) && !self.lists.body(token.word) {
            return false;
        }
        let given = || self.lists.given(token.word) && self.capital(at + 1);
        if CLOSED & 1 << token.tag as u32 != 0 && !given() {
            // "Nobody", "The": a capital makes no name of them; a country's initials may be tagged as anything.
            return upper && !self.shouting && (share() > 0.9 || self.lists.place(token.word));
        }
        if !self.shouting && !self.begins(at) {
            return true;
        }
        let text = token.span.of(self.document.text);
        let acronym = || upper && !self.shouting && (share() >= 0.5 || unheard());
        if self.known(token.word) || given() || acronym() {
            return true;
        }
        let likely = || !text.contains('-') && unheard();
        let inside = inside && !self.shouting;
        // "Security minister Dan Jarvis": a title before a name is taken off later.
        token.tag == Tag::Name && (inside || likely() || !self.lists.title(token.word) && self.seen(text))
    }

    /// Whether a word has a capital first and other characters behind it.
    fn starts_like_a_name(&self, token: &Token) -> bool {
        match self.document.text.as_bytes().get(token.span.start) {
            Some(first) if first.is_ascii() => first.is_ascii_uppercase() && token.span.len() > 1,
            _ => {
                let text = token.span.of(self.document.text);
                text.starts_with(char::is_uppercase) && text.chars().nth(1).is_some()
            }
        }
    }

    /// Whether a word stands somewhere inside a plain sentence as it is written here.
    fn seen(&self, text: &str) -> bool {
        self.seen.get_or_init(|| self.seen_inside()).contains(text)
    }

    /// Words that stand somewhere inside a plain sentence with a capital, but for those that are known as names anyway.
    fn seen_inside(&self) -> FxHashSet<&'d str> {
        let mut seen = FxHashSet::default();
        let mut capitals = self.capitals.iter().map(|&at| at as usize).peekable();
        for (sentence, &shouting) in self.document.sentences.iter().zip(self.all_shouting) {
            while let Some(at) = capitals.next_if(|&at| at < sentence.tokens.end) {
                if shouting || at == sentence.tokens.start {
                    continue;
                }
                let Some([before, token]) = self.document.tokens.get(at - 1..at + 1) else { continue };
                if before.kind == TokenKind::Word && !self.known(token.word) {
                    seen.insert(token.span.of(self.document.text));
                }
            }
        }
        seen
    }

    /// Whether a word with a capital is a name even where any word has one.
    fn known(&self, word: Word) -> bool {
        self.tables.capitalised(word) >= MOSTLY || self.lists.place(word) || self.lists.demonym(word)
    }

    /// "MI5", "GCHQ" apart, whether the capital may be due to the place only.
    fn begins(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| at > self.sentence.start);
        before.and_then(|before| self.document.tokens.get(before)).is_none_or(|token| match token.kind {
            TokenKind::Open | TokenKind::Close => true,
            TokenKind::Mark => !matches!(token.span.of(self.document.text), "," | "(" | "&" | "/" | "$"),
            TokenKind::Word | TokenKind::Number => false,
        })
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

    /// Where a run starts that is a body's name together with the word before it, which is no name by itself: "21st Century Fox", and
    /// "Major League Baseball" at the start of a sentence. Nothing before `from` belongs to it.
    fn with_first_word(&self, run: &Tokens, from: usize) -> Option<usize> {
        let before = run.start.checked_sub(1).filter(|&before| before >= from && !self.breaks_line(run.start))?;
        let words = self.document.tokens.get(before..run.end)?;
        kinds::is_body_like_title(self.lists, words).then_some(before)
    }

    /// Where a run starts that may have a title before it which owes its capital to its place: "President Ling" and "Secretary of
    /// State Anna Berg" at the start of a sentence. Nothing before `from` belongs to it.
    fn with_title(&self, run: &Tokens, from: usize) -> usize {
        let start = run.start;
        let people = |token: &Token| self.lists.demonym(token.word);
        if self.token(start).is_none_or(people) {
            return start;
        }
        let leads = |at: usize, is: &dyn Fn(&Token) -> bool| {
            at >= from && self.capital(at) && self.token(at).is_some_and(is) && !self.breaks_line(at + 1)
        };
        let noun = |token: &Token| matches!(token.tag, Tag::Noun | Tag::Name);
        let title = |at: usize| leads(at, &|token| noun(token) && self.lists.title(token.word));
        let modifies = |at: &usize| leads(*at, &|token| self.lists.modifies_title(token.word));
        let of = |at: usize| self.token(at).is_some_and(|token| self.lists.of(token.word));
        match (start.checked_sub(1), start.checked_sub(2)) {
            (Some(before), _) if title(before) => before.checked_sub(1).filter(modifies).unwrap_or(before),
            (Some(between), Some(before)) if of(between) && title(before) => {
                let given = |at: usize| self.token(at).is_some_and(|token| self.lists.given(token.word));
                if (start + 1..run.end.saturating_sub(1)).any(given) { before } else { start }
            }
            _ => start,
        }
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
            let initial = token.kind == TokenKind::Word && token.shape == Shape::Upper && token.span.len() <= 2;
            let ampersand = token.kind != TokenKind::Word && token.span.of(self.document.text) == "&";
            if !(initial || ampersand || self.lists.joins(token.word)) {
                break;
            }
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
            let gap = self.document.text.as_bytes().get(before.span.end..token.span.start);
            gap.is_some_and(|gap| gap.contains(&b'\n'))
        })
    }
}
