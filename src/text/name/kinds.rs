//! What a run of capitalised words is made of: places and bodies before a title, the title, the name; and what kind each is.

use rustc_hash::FxHashMap;

use super::NameKind;
use crate::rules::{RuleSet, Tables, Word};
use crate::text::date::Calendar;
use crate::text::{Document, Shape, Token, Tokens};

/// The lists that tell names apart.
#[derive(Debug, Clone)]
pub(in crate::text) struct Lists {
    /// By word: its classes.
    classes: Vec<u32>,
    /// Entries of several words.
    titles: Phrases,
    places: Phrases,
    /// Bodies whose names begin like titles.
    bodies: Phrases,
}

/// Phrases by their first word.
type Phrases = FxHashMap<Word, Vec<Vec<Word>>>;

const TITLE: u32 = 1;
const MODIFIER: u32 = 1 << 1;
const MALE_TITLE: u32 = 1 << 2;
const FEMALE_TITLE: u32 = 1 << 3;
const BODY: u32 = 1 << 4;
const OF_HEAD: u32 = 1 << 5;
const OF: u32 = 1 << 6;
const ARTICLE: u32 = 1 << 7;
const CONNECTOR: u32 = 1 << 8;
const EXCEPTION: u32 = 1 << 9;
const MALE: u32 = 1 << 10;
const FEMALE: u32 = 1 << 11;
const PLACE: u32 = 1 << 12;
const DEMONYM: u32 = 1 << 13;
const WEEKDAY_NAME: u32 = 1 << 14;
const SUFFIX: u32 = 1 << 15;
const GENERIC: u32 = 1 << 16;
/// An entry of several words begins with it.
const PHRASE_START: u32 = 1 << 17;
/// Stands on the calendar.
const CALENDAR: u32 = 1 << 18;
/// What somebody is, as a title where a name in full stands behind it: "Democrat Anna Berg".
const LABEL: u32 = 1 << 19;

pub(super) const LISTS: &[(&str, u32)] = &[
    ("titles-of-people", TITLE),
    ("name-title-modifiers", MODIFIER),
    ("titles-of-people-male", MALE_TITLE),
    ("titles-of-people-female", FEMALE_TITLE),
    ("name-organisation-words", BODY),
    ("name-of-heads", OF_HEAD),
    ("name-of", OF),
    ("name-of-articles", ARTICLE),
    ("name-connectors", CONNECTOR),
    ("name-exceptions", EXCEPTION),
    ("names-male", MALE),
    ("names-female", FEMALE),
    ("places", PLACE),
    ("demonyms", DEMONYM),
    ("weekday-names", WEEKDAY_NAME),
    ("name-suffixes", SUFFIX),
    ("name-generic-bodies", GENERIC),
    ("name-labels", LABEL),
];

impl Lists {
    /// Reads the lists.
    pub(in crate::text) fn new(rules: &RuleSet, calendar: &Calendar) -> Self {
        let mut classes = vec![0; rules.words.len()];
        for (list, class) in LISTS {
            for &word in rules.tables.list(list) {
                if let Some(classes) = classes.get_mut(word.0 as usize) {
                    *classes |= class;
                }
            }
        }
        let mut phrases = |list: &str| {
            let mut phrases = Phrases::default();
            for phrase in rules.tables.phrases(list) {
                if let Some(&first) = phrase.first() {
                    phrases.entry(first).or_default().push(phrase.clone());
                    if let Some(classes) = classes.get_mut(first.0 as usize) {
                        *classes |= PHRASE_START;
                    }
                }
            }
            phrases
        };
        let (titles, places) = (phrases("titles-of-people"), phrases("places"));
        let bodies = phrases("bodies-like-titles");
        for (_, classes) in (0..).map(Word).zip(&mut classes).filter(|(word, _)| calendar.knows(*word)) {
            *classes |= CALENDAR;
        }
        Lists { classes, titles, places, bodies }
    }

    #[inline]
    fn classes(&self, word: Word) -> u32 {
        self.classes.get(word.0 as usize).copied().unwrap_or(0)
    }

    #[inline]
    fn is(&self, word: Word, class: u32) -> bool {
        self.classes(word) & class != 0
    }

    pub(super) fn title(&self, word: Word) -> bool {
        self.is(word, TITLE)
    }

    pub(super) fn modifies_title(&self, word: Word) -> bool {
        self.is(word, MODIFIER)
    }

    pub(super) fn given(&self, word: Word) -> bool {
        self.is(word, MALE | FEMALE)
    }

    pub(super) fn place(&self, word: Word) -> bool {
        self.is(word, PLACE)
    }

    pub(super) fn demonym(&self, word: Word) -> bool {
        self.is(word, DEMONYM)
    }

    pub(super) fn body(&self, word: Word) -> bool {
        self.is(word, BODY)
    }

    pub(super) fn of_head(&self, word: Word) -> bool {
        self.is(word, OF_HEAD)
    }

    pub(super) fn of(&self, word: Word) -> bool {
        self.is(word, OF)
    }

    /// Whether a name may go on over a word that has no capital of its own.
    pub(super) fn joins(&self, word: Word) -> bool {
        self.is(word, CONNECTOR | OF)
    }

    pub(super) fn article(&self, word: Word) -> bool {
        self.is(word, ARTICLE)
    }

    pub(super) fn connector(&self, word: Word) -> bool {
        self.is(word, CONNECTOR)
    }

    /// Whether a word with a capital is a name by its capital alone, as far as the lists go.
    pub(super) fn ordinary(&self, word: Word) -> bool {
        !self.is(word, EXCEPTION | CALENDAR)
    }

    pub(super) fn exceptions(&self, word: Word) -> bool {
        self.is(word, EXCEPTION)
    }

    pub(super) fn weekday_name(&self, word: Word) -> bool {
        self.is(word, WEEKDAY_NAME)
    }

    pub(super) fn suffix(&self, word: Word) -> bool {
        self.is(word, SUFFIX)
    }

    /// Whether a body's name alone is short for no other: "the House" for no "State House".
    pub(super) fn generic(&self, word: Word) -> bool {
        self.is(word, GENERIC)
    }

    /// Whether a given name is a man's or a woman's.
    pub(super) fn gender(&self, given: Word) -> Option<Gender> {
        match (self.is(given, MALE), self.is(given, FEMALE)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    fn title_gender(&self, title: Word) -> Option<Gender> {
        match (self.is(title, MALE_TITLE), self.is(title, FEMALE_TITLE)) {
            (true, _) => Some(Gender::Male),
            (_, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

/// How many words of the longest of these phrases stand at the start of `tokens`.
fn longest(lists: &Lists, phrases: &Phrases, tokens: &[Token]) -> usize {
    let Some(first) = tokens.first().filter(|token| lists.is(token.word, PHRASE_START)) else { return 0 };
    let stands = |entry: &&Vec<Word>| {
        entry.len() <= tokens.len() && entry.iter().zip(tokens).all(|(&word, token)| token.word == word)
    };
    phrases.get(&first.word).into_iter().flatten().filter(stands).map(Vec::len).max().unwrap_or(0)
}

/// What a title or a given name says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A name where it stands, not yet tied to its bearer.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub tokens: Tokens,
    pub kind: NameKind,
    pub titled: bool,
    pub gender: Option<Gender>,
}

/// Splits a run into the names it holds: "UK National Security Adviser Stephen Lovegrove" is "UK" and "Stephen Lovegrove".
pub(super) fn split(document: &Document, tables: &Tables, lists: &Lists, run: Tokens, mentions: &mut Vec<Mention>) {
    let words = document.tokens.get(run.clone()).unwrap_or_default();
    let word = |at: usize| words.get(at).map_or(Word::UNKNOWN, |token| token.word);
    let last = words.len().saturating_sub(1);
    // Most runs hold nothing but a name.
    let any = words.iter().fold(0, |any, token| any | lists.classes(token.word));
    let plain = any & (TITLE | MODIFIER | PHRASE_START | PLACE | DEMONYM | LABEL) == 0;
    let behind_office = behind_office(document, lists, &run);
    if plain && behind_office.is_none() || is_body_like_title(lists, words) {
        return push(document, tables, lists, run, None, mentions);
    }
    let starts_titled = !lists.given(word(0)) || lists.title(word(0));
    // "Orlando Police Chief Anna Berg": a city with a given name's letters.
    let titled_inside = || (1..words.len()).any(|at| lists.title(word(at)) && full_name(lists, words, at + 1));
    let titled = any & (TITLE | PHRASE_START | LABEL) != 0 && (starts_titled || titled_inside());
    let behind_title = if titled { title_end(lists, words) } else { None };
    let cut = behind_title.or(behind_office);
    let Some(cut) = cut else {
        let behind = leading_place(lists, words);
        // "US President" alone, "British Prime Minister": no name but the place.
        if behind > 0 && behind <= last && !lists.body(word(last)) {
            let person = lists.given(word(behind)) && behind < last;
            let titles = (behind..words.len()).all(|at| lists.is(word(at), TITLE | MODIFIER));
            if person || titles {
                push(document, tables, lists, run.start..run.start + behind, None, mentions);
                if person {
                    push(document, tables, lists, run.start + behind..run.end, None, mentions);
                }
                return;
            }
        }
        if (0..words.len()).all(|at| lists.is(word(at), TITLE | MODIFIER) && !lists.body(word(at))) {
            return;
        }
        return push(document, tables, lists, run, None, mentions);
    };
    // What stands before the title: the body or place it belongs to.
    let mut prefix = cut;
    while prefix > 0 && lists.is(word(prefix - 1), TITLE | MODIFIER | OF) {
        prefix -= 1;
    }
    // Of "Mayor of Tallahassee" the city, but the whole of "Justice Department".
    let office = (0..prefix).take_while(|&at| lists.is(word(at), TITLE | MODIFIER | OF));
    let behind = office.filter(|&at| lists.of(word(at))).last().map_or(0, |of| of + 1);
    let before = run.start + behind..run.start + prefix;
    match before.len() {
        0 => {}
        // Shorter than the run: so this ends.
        shorter if shorter < words.len() => split(document, tables, lists, before, mentions),
        _ => push(document, tables, lists, before, None, mentions),
    }
    let gender = (prefix..cut).find_map(|at| lists.title_gender(word(at)));
    if cut <= last {
        push(document, tables, lists, run.start + cut..run.end, Some(gender), mentions);
    }
}

/// Behind the last title that has a name behind it, or behind all when nothing but titles ends the run.
fn title_end(lists: &Lists, words: &[Token]) -> Option<usize> {
    let (first, last) = (words.first()?.word, words.last()?.word);
    if lists.body(last) && !lists.title(last) {
        return None;
    }
    let mut end = None;
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..)?;
        let phrase = longest(lists, &lists.titles, rest);
        let own = rest.first()?.word;
        let titled = lists.title(own) || lists.is(own, LABEL) && full_name(lists, words, at + 1);
        let behind = at + if phrase > 0 { phrase } else { usize::from(titled) };
        if behind > at {
            let next = words.get(behind).map(|token| token.word);
            // "Duke of Edinburgh" is a name; "Director of National Intelligence Anna Berg" holds one.
            if next.is_some_and(|next| lists.of(next)) {
                return (behind + 2..words.len()).find(|&at| full_name(lists, words, at));
            }
            if next.is_some() || at > 0 && end.is_none() && !lists.given(first) {
                end = Some(behind);
            }
            at = behind;
        } else {
            at += 1;
        }
    }
    end
}

/// Where in a run behind "the mayor of" somebody's name starts: "Tallahassee Andrew Gillum".
fn behind_office(document: &Document, lists: &Lists, run: &Tokens) -> Option<usize> {
    let words = document.tokens.get(run.clone())?;
    let [office, of] = document.tokens.get(run.start.checked_sub(2)?..run.start)? else { return None };
    let office = lists.of(of.word) && lists.title(office.word);
    (1..words.len()).take_while(|_| office).find(|&at| full_name(lists, words, at))
}

/// Whether a given name with another word behind it stands at `at`.
fn full_name(lists: &Lists, words: &[Token], at: usize) -> bool {
    at + 1 < words.len() && words.get(at).is_some_and(|token| lists.given(token.word))
}

/// Whether the words are a body's name that begins like a title or with a number: "General Electric", "21st Century Fox".
pub(super) fn is_body_like_title(lists: &Lists, words: &[Token]) -> bool {
    words.len() > 1 && longest(lists, &lists.bodies, words) == words.len()
}

/// How many words at the start are a place or a people.
fn leading_place(lists: &Lists, words: &[Token]) -> usize {
    let single = words.first().is_some_and(|token| lists.is(token.word, PLACE | DEMONYM));
    longest(lists, &lists.places, words).max(usize::from(single))
}

fn push(
    document: &Document,
    tables: &Tables,
    lists: &Lists,
    tokens: Tokens,
    title: Option<Option<Gender>>,
    mentions: &mut Vec<Mention>,
) {
    let (kind, gender) = kind(document, tables, lists, &tokens, title.is_some());
    mentions.push(Mention { tokens, kind, titled: title.is_some(), gender: title.flatten().or(gender) });
}

fn kind(
    document: &Document,
    tables: &Tables,
    lists: &Lists,
    tokens: &Tokens,
    titled: bool,
) -> (NameKind, Option<Gender>) {
    let words = document.tokens.get(tokens.clone()).unwrap_or_default();
    let (Some(token), Some(last)) = (words.first(), words.last()) else { return (NameKind::Unknown, None) };
    let (head, tail) = (lists.classes(token.word), lists.classes(last.word));
    let any = words.iter().fold(0, |any, token| any | lists.classes(token.word));
    let single = words.len() == 1;
    let of = words.len() > 2 && any & OF != 0 && head & OF_HEAD != 0;
    let body = tail & BODY != 0 || of || is_body_like_title(lists, words);
    if body && !(titled && single) {
        return (NameKind::Organisation, None);
    }
    let given = head & (MALE | FEMALE) != 0;
    let gender = || lists.gender(token.word);
    if titled {
        return (NameKind::Person, if single { None } else { gender() });
    }
    if head & (PLACE | DEMONYM | PHRASE_START) != 0 && leading_place(lists, words) == words.len() {
        return (if single && head & DEMONYM != 0 { NameKind::Demonym } else { NameKind::Place }, None);
    }
    if single {
        return match () {
            () if !given && token.shape == Shape::Upper && token.span.len() <= 6 => (NameKind::Organisation, None),
            () if given && tables.capitalised(token.word) >= 0.9 => (NameKind::Person, gender()),
            () => (NameKind::Unknown, None),
        };
    }
    if given {
        return (NameKind::Person, gender());
    }
    // Two or three words that are hardly ever written small and stand for nothing else.
    let proper = |word: Word| word == Word::UNKNOWN || tables.capitalised(word) >= 0.95;
    let personal = words.len() <= 3
        && any & (PLACE | DEMONYM | BODY | OF) == 0
        && words.iter().all(|t| proper(t.word) || lists.connector(t.word))
        && words.iter().all(|t| t.shape != Shape::Upper || t.span.len() <= 2);
    (if personal { NameKind::Person } else { NameKind::Unknown }, None)
}
