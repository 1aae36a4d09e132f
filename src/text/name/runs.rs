//! Runs of words that are written as names are: capitalised, and not because a sentence or a headline begins there.

use std::cell::OnceCell;

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
    // Few texts ask for it.
    let seen = OnceCell::new();
    let mut runs = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        let reader = Reader {
            document,
            tables,
            lists,
            calendar,
            all_shouting: &shouting,
            seen: &seen,
            sentence: &sentence.tokens,
            shouting: shouting.get(number).copied().unwrap_or(false),
        };
        let mut at = sentence.tokens.start;
        while let Some(next) = reader.next_start(at) {
            at = reader.end(next);
            runs.push(next..at);
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

struct Reader<'d> {
    document: &'d Document<'d>,
    tables: &'d Tables,
    lists: &'d Lists,
    calendar: &'d Calendar,
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

    /// The first word at `at` or behind it that begins a name.
    fn next_start(&self, at: usize) -> Option<usize> {
        let rest = self.document.tokens.get(at..self.sentence.end)?;
        // Most words are in small letters: one look.
        let capitals = rest.iter().zip(at..).filter(|(token, _)| token.shape != Shape::Lower);
        capitals.map(|(_, at)| at).find(|&at| self.named(at, false))
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
        if self.lists.exceptions(token.word) || text.chars().nth(1).is_none() {
            return false;
        }
        if self.calendar.knows(token.word)
            && (self.calendar.month(self.document, at).is_some() || self.calendar.weekday(self.document, at).is_some())
        {
            return self.calendar_word(at, inside);
        }
        let share = self.tables.capitalised(token.word);
        let upper = token.shape == Shape::Upper;
        let unheard = || self.tables.frequency(token.word) == 0;
        if upper && share < 0.3 && !unheard() && !self.lists.place(token.word) && !self.lists.body(token.word) {
            return false;
        }
        let given = || self.lists.given(token.word) && self.capital(at + 1);
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
        if closed && !given() {
            // "Nobody", "The": a capital makes no name of them; a country's initials may be tagged as anything.
            return upper && !self.shouting && (share > 0.9 || self.lists.place(token.word));
        }
        if !self.begins(at) && !self.shouting {
            return true;
        }
        let acronym = || upper && !self.shouting && (share >= 0.5 || unheard());
        let known = self.known(token.word) || given() || acronym();
        let likely = token.tag == Tag::Name && !text.contains('-') && unheard();
        let inside = inside && !self.shouting && token.tag == Tag::Name;
        // "Security minister Dan Jarvis": a title before a name is taken off later.
        known || likely || inside || token.tag == Tag::Name && !self.lists.title(token.word) && self.seen(text)
    }

    /// Whether a word stands somewhere inside a plain sentence as it is written here.
    fn seen(&self, text: &str) -> bool {
        self.seen.get_or_init(|| self.seen_inside()).contains(text)
    }

    /// Words that stand somewhere inside a plain sentence with a capital, but for those that are known as names anyway.
    fn seen_inside(&self) -> FxHashSet<&'d str> {
        let mut seen = FxHashSet::default();
        let plain = self.document.sentences.iter().zip(self.all_shouting).filter(|(_, shouting)| !**shouting);
        for tokens in plain.filter_map(|(sentence, _)| self.document.tokens.get(sentence.tokens.clone())) {
            for pair in tokens.windows(2) {
                let [before, token] = pair else { continue };
                let capital = token.kind == TokenKind::Word && token.shape != Shape::Lower;
                if capital && before.kind == TokenKind::Word && !self.known(token.word) {
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
