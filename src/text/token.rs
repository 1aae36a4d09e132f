//! Tokens: words, numbers and marks with their place in the text.

use crate::base::Span;
use crate::rules::{Case, Word, Words, fold_packed, pack_folded};

use super::fold::{fold_into, is_alphabetic, is_apostrophe, is_hyphen};
use super::lexicon::{Contracted, Lexicon, has};
use super::plain::{End, alphanumerics, ending, is_plain, leading, plain_mark};
use super::scan::{Form, scan, skip_gap};
use super::{Tag, Tokens};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with inner hyphens, apostrophes, dots or digits ("ex-spy", "U.S.", "MI5"); also `'s`, `n't`, the
    /// bare apostrophe of a genitive, addresses, "@name" and "#topic". An abbreviation's dot belongs to it ("Sen.").
    Word,
    /// Digits with their inner marks ("150,000", "2.5", "17:07").
    Number,
    /// An opening quotation mark of a [`super::Quotation`].
    Open,
    /// A closing quotation mark.
    Close,
    /// Any other mark or symbol, one character a token (an ellipsis "...", ". . ." or "…" is one, so is a dash "--").
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// "spy"
    Lower,
    /// "London"
    Capitalised,
    /// "RUSSIA", "MI5"
    Upper,
    /// "McCallum", "iPhone", and whatever has no case
    Mixed,
}

/// One token. Tokens are in text order and do not overlap; every character but white space, controls and characters
/// without width is in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The folded word (case, `’` and `'`, `–` and `-`) as the rules know it; [`Word::UNKNOWN`] when they do not.
    /// `n't` folds to `not`, the `ca` of "can't" to `can`, the `wo` of "won't" to `will`. An abbreviation of one part folds
    /// to itself without the dot ("Sen." to `sen`), so that it is the same word as without; "U.S." keeps its dots.
    pub word: Word,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// Its most likely part of speech here.
    pub tag: Tag,
    /// Index into [`super::Document::parts`] of the first part of a hyphenated word, and their number; (0, 0) for others.
    pub parts: (u32, u8),
    /// Whether white space (or a character without width) stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether its first character is a digit; `text` is the document's.
    #[inline]
    pub(super) fn starts_with_digit(&self, text: &str) -> bool {
        text.as_bytes().get(self.span.start).is_some_and(u8::is_ascii_digit)
    }
}

/// What reading a text fills.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// All tokens.
    pub tokens: Vec<Token>,
    /// The parts of hyphenated words.
    pub parts: Vec<Word>,
    /// Index of every token that is not plainly a word of letters and digits: all marks, and all words with a dot are among them.
    pub odd: Vec<usize>,
    /// Words that are not looked up yet, folded and packed, each with the index of its token.
    pending: Vec<(u128, usize)>,
    /// Room for folding a word.
    buffer: String,
}

impl Read {
    /// Room for what a text of so many bytes usually holds.
    pub(super) fn with_room(bytes: usize) -> Self {
        Read {
            tokens: Vec::with_capacity(bytes / 4),
            parts: Vec::with_capacity(bytes / 128),
            odd: Vec::with_capacity(bytes / 24),
            pending: Vec::with_capacity(128),
            buffer: String::new(),
        }
    }

    /// Looks up all words that wait for it, one right after the other: each is a wait for memory, and so they wait together.
    fn look_up(&mut self, words: &Words) {
        let mut rare = 0;
        for number in 0..self.pending.len() {
            let Some(&(folded, at)) = self.pending.get(number) else { break };
            let (word, found) = words.get_common(folded);
            if let Some(token) = self.tokens.get_mut(at) {
                token.word = word;
            }
            // Which are not common cannot be guessed: so they are moved to the front without a branch.
            if let Some(next) = self.pending.get_mut(rare) {
                *next = (folded, at);
            }
            rare += usize::from(!found);
        }
        self.pending.truncate(rare);
        for (folded, at) in self.pending.drain(..) {
            if let Some(token) = self.tokens.get_mut(at) {
                token.word = words.get_rare(folded);
            }
        }
    }
}

/// Reads the tokens of one paragraph, `within`, and adds them to `read`. Quotation marks come out as [`TokenKind::Mark`].
pub(super) fn read(text: &str, within: Span, lexicon: &Lexicon, read: &mut Read) -> Tokens {
    let first = read.tokens.len();
    let bytes = text.as_bytes();
    let mut buffer = std::mem::take(&mut read.buffer);
    let mut end = within.start;
    let mut maker = Maker { text, lexicon, buffer: &mut buffer, read };
    loop {
        let start = skip_gap(text, end);
        if start >= within.end {
            break;
        }
        let spaced = (start > end) | (maker.read.tokens.len() == first) & (start > 0);
        // Behind the last sixteen bytes nothing is plain.
        if let Some(&sixteen) = bytes.get(start..).and_then(<[u8]>::first_chunk::<16>) {
            let sixteen = u128::from_be_bytes(sixteen);
            let length = leading(sixteen);
            // Letters are above 0x40, and digits below.
            if (length > 0) & (sixteen >> 126 == 1) {
                if let Some(behind) = maker.push_leading(sixteen, length, start, spaced) {
                    end = behind;
                    continue;
                }
            } else if plain_mark((sixteen >> 64) as u64) {
                end = start + 1;
                maker.push_mark(sixteen >> 120, Span::new(start, end), spaced);
                continue;
            }
        }
        let (behind, form) = scan(text, start, lexicon, maker.buffer);
        // A paragraph ends with a whole token: white space follows.
        if behind <= start {
            break;
        }
        end = behind;
        maker.add(Span::new(start, end), form, spaced);
    }
    read.buffer = buffer;
    read.look_up(lexicon.words);
    first..read.tokens.len()
}

/// Those of sorted indexes of tokens that are of a paragraph.
pub(super) fn within<'o>(odd: &'o [usize], paragraph: &Tokens) -> &'o [usize] {
    let start = odd.partition_point(|at| *at < paragraph.start);
    odd.get(start..odd.partition_point(|at| *at < paragraph.end)).unwrap_or_default()
}

/// What making a token needs at hand.
struct Maker<'a, 'r> {
    text: &'a str,
    lexicon: &'a Lexicon<'r>,
    buffer: &'a mut String,
    read: &'a mut Read,
}

impl<'a, 'r> Maker<'a, 'r> {
    fn add(&mut self, span: Span, form: Form, spaced: bool) {
        match form {
            Form::Mark => self.push(span, TokenKind::Mark, spaced),
            Form::Number => self.push(span, TokenKind::Number, spaced),
            Form::Address => self.push(span, TokenKind::Word, spaced),
            Form::Word { apostrophe: true, .. } => self.add_contracted(span, spaced),
            Form::Word { hyphen: false, .. } if self.starts_with_digit(span) => self.add_measured(span, spaced),
            Form::Word { .. } => self.push(span, TokenKind::Word, spaced),
        }
    }

    fn starts_with_digit(&self, span: Span) -> bool {
        span.of(self.text).starts_with(|c: char| c.is_ascii_digit() || c == '.')
    }

    /// "10am" is two tokens, "10th" is one.
    fn add_measured(&mut self, span: Span, spaced: bool) {
        let word = span.of(self.text);
        let number = word.trim_end_matches(char::is_alphabetic);
        let middle = span.start + number.len();
        let digits = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        if digits && has(&self.lexicon.lists.number_suffixes, self.look_up(Span::new(middle, span.end))) {
            self.push(Span::new(span.start, middle), TokenKind::Number, spaced);
            self.push(Span::new(middle, span.end), TokenKind::Word, false);
        } else {
            self.push(span, TokenKind::Word, spaced);
        }
    }

    /// Splits "shouldn't've" into its words.
    fn add_contracted(&mut self, span: Span, spaced: bool) {
        let mut end = span.end;
        let mut endings: Vec<(Span, Word)> = Vec::new();
        let mut stem = None;
        while let Some((split, ending)) = self.ending(Span::new(span.start, end)) {
            let changed = self.lexicon.words.text(ending.full) != &*ending.short;
            stem = if changed { self.stem(Span::new(span.start, split)) } else { None };
            endings.push((Span::new(split, end), ending.full));
            end = split;
        }
        let base = Span::new(span.start, end);
        let kind =
            if base.of(self.text).bytes().all(|b| b.is_ascii_digit()) { TokenKind::Number } else { TokenKind::Word };
        self.push(base, kind, spaced);
        if let (Some(stem), Some(token)) = (stem, self.read.tokens.last_mut()) {
            token.word = stem;
            // It is not looked up any more.
            let last = self.read.tokens.len() - 1;
            self.read.pending.pop_if(|(_, at)| *at == last);
        }
        for &(span, word) in endings.iter().rev() {
            let (kind, shape) = (TokenKind::Word, shape(span.of(self.text)));
            self.push_token(Token { span, word, kind, shape, tag: Tag::Other, parts: (0, 0), spaced: false });
        }
    }

    /// Where the last ending of a word starts, and which it is.
    fn ending(&self, span: Span) -> Option<(usize, &'a Contracted)> {
        let word = span.of(self.text);
        let last = word.as_bytes().last().map(u8::to_ascii_lowercase);
        let found = |short: &str| {
            // Compared from the end, character by character: folding changes lengths.
            let mut rest = word.char_indices().rev();
            let mut start = None;
            for expected in short.chars().rev() {
                let (at, c) = rest.next()?;
                let same = if expected == '\'' { is_apostrophe(c) } else { c.eq_ignore_ascii_case(&expected) };
                start = same.then_some(at);
                start?;
            }
            start.filter(|&at| at > 0)
        };
        let likely = |short: &str| short.as_bytes().last().copied() == last || short.ends_with('\'');
        let lexicon: &'a Lexicon<'r> = self.lexicon;
        let endings = lexicon.lists.endings.iter().filter(|ending| likely(&ending.short));
        endings.filter_map(|ending| Some((span.start + found(&ending.short)?, ending))).next()
    }

    /// The word that a changed stem stands for.
    fn stem(&mut self, stem: Span) -> Option<Word> {
        // No changed stem is long; so a long word costs nothing here.
        (stem.len() <= 16).then_some(())?;
        self.fold(stem);
        self.lexicon.lists.stems.iter().find(|s: &&Contracted| *s.short == **self.buffer).map(|s| s.full)
    }

    /// The word of ASCII letters and digits, `length` of them among its first sixteen bytes, that starts at `start`, unless something
    /// may go on with it: most words of most texts. Gives where it ends.
    #[inline]
    fn push_leading(&mut self, sixteen: u128, length: usize, start: usize, spaced: bool) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let end = start + if length < 16 { length } else { alphanumerics(bytes.get(start..)?) };
        let ending = ending(bytes, end)?;
        let words = self.lexicon.words;
        let dotted = |word: Word| end - start < 2 || has(&self.lexicon.lists.dotted, word);
        let span = Span::new(start, end);
        if length == 16 {
            let found = words.get_plain(bytes.get(start..end)?);
            return (ending == End::Sure || !dotted(found.0)).then(|| {
                self.push_word(found, span, spaced);
                end
            });
        }
        let (folded, case) = fold_packed(sixteen >> (128 - 8 * length), length);
        if ending != End::Sure && dotted(words.get_folded(folded)) {
            return None;
        }
        let word = self.later(folded);
        self.push_word((word, case), span, spaced);
        Some(end)
    }

    /// Has the word of the next token looked up with the others.
    #[inline]
    fn later(&mut self, folded: u128) -> Word {
        self.read.pending.push((folded, self.read.tokens.len()));
        Word::UNKNOWN
    }

    #[inline]
    fn push_word(&mut self, (word, case): (Word, Case), span: Span, spaced: bool) {
        let shape = match case {
            Case::Other => shape(span.of(self.text)),
            // Numbered as in `Shape`, so that nothing need be chosen between the two.
            Case::Lower => Shape::Lower,
            Case::Capitalised => Shape::Capitalised,
        };
        let kind = TokenKind::Word;
        self.read.tokens.push(Token { span, word, kind, shape, tag: Tag::Other, parts: (0, 0), spaced });
    }

    /// A mark of one byte.
    #[inline]
    fn push_mark(&mut self, mark: u128, span: Span, spaced: bool) {
        let (word, _) = self.lexicon.words.get_packed(mark, 1);
        let (kind, shape) = (TokenKind::Mark, Shape::Mixed);
        self.push_token(Token { span, word, kind, shape, tag: Tag::Other, parts: (0, 0), spaced });
    }

    /// A token that is not plainly a word.
    #[inline]
    fn push_token(&mut self, token: Token) {
        self.read.odd.push(self.read.tokens.len());
        self.read.tokens.push(token);
    }

    fn push(&mut self, span: Span, kind: TokenKind, spaced: bool) {
        let bytes = self.text.as_bytes().get(span.start..span.end).unwrap_or_default();
        if let (TokenKind::Mark, &[mark]) = (kind, bytes) {
            return self.push_mark(u128::from(mark), span, spaced);
        }
        if kind == TokenKind::Word && is_plain(bytes) {
            return self.push_word(self.lexicon.words.get_plain(bytes), span, spaced);
        }
        let text = span.of(self.text);
        let hyphen = if text.is_ascii() { text.as_bytes().contains(&b'-') } else { text.contains(is_hyphen) };
        let parts = if kind == TokenKind::Word && hyphen { self.add_parts(span) } else { (0, 0) };
        self.fold(span);
        let word = match pack_folded(self.buffer) {
            Some(packed) => self.later(packed),
            None => self.lexicon.words.get(self.buffer),
        };
        self.push_token(Token { span, word, kind, shape: shape(text), tag: Tag::Other, parts, spaced });
    }

    fn add_parts(&mut self, span: Span) -> (u32, u8) {
        let first = self.read.parts.len();
        let mut start = span.start;
        for part in span.of(self.text).split(is_hyphen).take(usize::from(u8::MAX)) {
            let found = Span::new(start, start + part.len());
            let hyphen = self.text.get(found.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            start = found.end + hyphen;
            let word = self.look_up(found);
            self.read.parts.push(word);
        }
        (u32::try_from(first).unwrap_or(u32::MAX), u8::try_from(self.read.parts.len() - first).unwrap_or(u8::MAX))
    }

    fn look_up(&mut self, span: Span) -> Word {
        self.fold(span);
        self.lexicon.words.get(self.buffer)
    }

    /// Folds into the buffer; an abbreviation of one part loses its dot.
    fn fold(&mut self, span: Span) -> &str {
        let text = span.of(self.text);
        let text = match text.strip_suffix('.') {
            Some(bare) if !bare.is_empty() && !bare.contains('.') => bare,
            _ => text,
        };
        fold_into(text, self.buffer);
        self.buffer
    }
}

fn shape(text: &str) -> Shape {
    if text.bytes().all(|b| b.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    if let [b'A'..=b'Z', rest @ ..] = text.as_bytes()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        return Shape::Capitalised;
    }
    let mut letters = text.chars().filter(|c| is_alphabetic(*c));
    let Some(first) = letters.next() else { return Shape::Mixed };
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first.is_uppercase(), first.is_lowercase()) {
        (false, true) if upper == 0 => Shape::Lower,
        (true, _) if upper == 0 => Shape::Capitalised,
        (true, _) if lower == 0 => Shape::Upper,
        (true, _) if capitals_start_parts(text) => Shape::Capitalised,
        _ => Shape::Mixed,
    }
}

/// Whether every capital of a hyphenated word begins a part: "Trump-Putin".
fn capitals_start_parts(text: &str) -> bool {
    text.split(is_hyphen).all(|part| !part.chars().skip(1).any(char::is_uppercase))
}

#[cfg(test)]
mod tests;
