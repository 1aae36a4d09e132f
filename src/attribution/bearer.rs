//! The bearers of names in an article: the mention that names each in full, and what the words around any mention tell of
//! gender, actor and office.

use rustc_hash::FxHashMap;

use super::kind;
use super::reading::Reading;
use super::traits::{ADJECTIVE, COMMA, MARK, NAME, NOUN};
use crate::rules::Word;
use crate::rules::lists::{self, Lists};
use crate::text::{Name, NameKind, NounPhrase, Tokens};

/// Which pronouns can mean somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
    /// Nothing tells.
    #[default]
    Open,
}

/// The mentions of one name.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearer {
    /// The longest mention, the first of these.
    pub fullest: Tokens,
    /// Whether it is a last name that two people of the text have.
    pub shared: bool,
    /// Index of its first mention.
    first: usize,
    /// Index of its last one.
    last: usize,
}

/// The bearers of the names of a document.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    /// By [`Name::entity`].
    all: Vec<Bearer>,
    /// By name: index of the next one of the same bearer; of the last one its own.
    next: Vec<usize>,
}

impl Bearers {
    /// Those of a document.
    pub fn new(reading: &Reading) -> Self {
        let names = &reading.document.names;
        let mut all = vec![Bearer::default(); reading.document.entities.len()];
        let mut next: Vec<usize> = (0..names.len()).collect();
        for (index, name) in names.iter().enumerate() {
            let Some(bearer) = all.get_mut(name.entity) else { continue };
            if bearer.fullest.is_empty() {
                bearer.first = index;
            } else if let Some(next) = next.get_mut(bearer.last) {
                *next = index;
            }
            bearer.last = index;
            if name.tokens.len() > bearer.fullest.len() {
                bearer.fullest = name.tokens.clone();
            }
        }
        let last = |b: &Bearer| b.fullest.end.checked_sub(1).map(|at| reading.text(at));
        let mut people: FxHashMap<&str, usize> = FxHashMap::default();
        if all.iter().any(|b| b.fullest.len() == 1) {
            for word in all.iter().filter(|b| b.fullest.len() > 1).filter_map(last) {
                *people.entry(word).or_default() += 1;
            }
        }
        for bearer in all.iter_mut().filter(|b| b.fullest.len() == 1) {
            bearer.shared = last(bearer).and_then(|w| people.get(w)).is_some_and(|&people| people > 1);
        }
        Bearers { all, next }
    }

    /// The bearer of a name.
    pub fn get(&self, entity: usize) -> Option<&Bearer> {
        self.all.get(entity)
    }

    /// The first mention of a bearer.
    pub fn first<'a>(&self, entity: usize, reading: &Reading<'a>) -> Option<&'a Name> {
        reading.document.names.get(self.get(entity)?.first)
    }

    /// By a title or a first name.
    pub fn gender(&self, bearer: &Bearer, reading: &Reading) -> Gender {
        let by_title = self.mentions(bearer, reading).map(|name| gender_of_title(reading, name));
        by_title
            .into_iter()
            .find(|gender| *gender != Gender::Open)
            .unwrap_or_else(|| told(reading.lists(bearer.fullest.start), lists::NAMES_MALE, lists::NAMES_FEMALE))
    }

    /// By an attribute or apposition: "Sergey Lavrov, the Russian foreign minister".
    pub fn actor<'a>(&self, bearer: &Bearer, reading: &Reading<'a>) -> Option<&'a str> {
        if reading.hits.actors.is_empty() {
            return None;
        }
        self.mentions(bearer, reading).find_map(|name| actor(reading, name))
    }

    /// By what stands beside a mention: "Norm Berg, the ethics lawyer,".
    pub fn is_person(&self, bearer: &Bearer, reading: &Reading) -> bool {
        self.mentions(bearer, reading).any(|name| is_called_person(reading, name))
    }

    fn mentions<'a>(&'a self, bearer: &Bearer, reading: &Reading<'a>) -> impl Iterator<Item = &'a Name> {
        let names = &reading.document.names;
        let behind = |&at: &usize| self.next.get(at).copied().filter(|&next| next > at);
        std::iter::successors(Some(bearer.first), behind).filter_map(|at| names.get(at))
    }
}

/// The gender that the titles directly before a name tell.
fn gender_of_title(reading: &Reading, name: &Name) -> Gender {
    let titles = name.tokens.start.saturating_sub(TITLES)..name.tokens.start;
    titles.rev().map(|at| gender_of_noun(reading, at)).find(|g| *g != Gender::Open).unwrap_or_default()
}

/// The gender that a title or noun tells: "spokeswoman", "Mr".
pub(super) fn gender_of_noun(reading: &Reading, at: usize) -> Gender {
    told(reading.lists(at), lists::MALE_TITLES, lists::FEMALE_TITLES)
}

#[inline]
fn told(lists: Lists, male: Lists, female: Lists) -> Gender {
    match (lists & male != 0, lists & female != 0) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Open,
    }
}

fn actor<'a>(reading: &Reading<'a>, name: &Name) -> Option<&'a str> {
    let around = reading.phrase_around(name.tokens.start)?;
    let before = kind::actor(reading, &(around.tokens.start..name.tokens.start));
    before.or_else(|| {
        let apposition =
            reading.is(COMMA, around.tokens.end).then(|| reading.phrase_starting(around.tokens.end + 1))??;
        kind::actor(reading, &apposition.tokens)
    })
}

fn is_called_person(reading: &Reading, name: &Name) -> bool {
    let calling = |at: usize| reading.lemma_in(lists::SOURCE_PERSON_NOUNS, at) && !reading.is_plural(at);
    let before = name.tokens.start.checked_sub(1);
    before.is_some_and(|at| reading.is(NOUN, at) && calling(at))
        || apposition(reading, name).is_some_and(|p| calling(p.head) && reading.is(MARK, p.full.end))
}

/// The noun phrase behind a name and a comma.
fn apposition<'a>(reading: &Reading<'a>, name: &Name) -> Option<&'a NounPhrase> {
    reading.is(COMMA, name.tokens.end).then(|| reading.phrase_starting(name.tokens.end + 1))?
}

/// People by the offices and callings that stand with their names: "Foreign Secretary Dominic Raab", "Dominic Raab, the foreign
/// secretary,". A base form gives indexes of names, each bearer's first.
pub(super) fn offices(reading: &Reading) -> FxHashMap<Word, Vec<usize>> {
    let names = &reading.document.names;
    let mut found: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
    for (index, name) in names.iter().enumerate().filter(|(_, n)| n.kind == NameKind::Person) {
        let title = reading.phrase_around(name.tokens.start).map(|p| p.tokens.start..name.tokens.start);
        let words = title.into_iter().flatten().chain(apposition(reading, name).map(|p| p.head));
        for at in words.filter(|&at| reading.is(NOUN | NAME | ADJECTIVE, at)) {
            let office = office(reading, at);
            if !reading.listed.has(lists::SOURCE_PERSON_NOUNS, office) {
                continue;
            }
            let holders = found.entry(office).or_default();
            let entity = |&holder: &usize| names.get(holder).map(|n| n.entity);
            if !holders.iter().any(|h| entity(h) == Some(name.entity)) {
                holders.push(index);
            }
        }
    }
    found
}

/// The base form of an office or title; of a short form the word it is short for.
pub(super) fn office(reading: &Reading, at: usize) -> Word {
    let lemma = reading.rules.lemma(reading.word(at));
    let kin = reading.rules.tables.phrases("office-kin").iter().find(|kin| kin.contains(&lemma));
    kin.and_then(|kin| kin.first().copied()).unwrap_or(lemma)
}

/// How many words before a name can hold its title.
const TITLES: usize = 2;
