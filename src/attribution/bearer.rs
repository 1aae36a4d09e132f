//! The bearers of names in an article: the mention that names each in full, and what the words around any mention tell of
//! gender, actor and office.

use rustc_hash::FxHashMap;

use super::kind;
use super::reading::Reading;
use crate::rules::Word;
use crate::text::{Name, NameKind, Tag, Tokens};

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

/// What all mentions of one name tell.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearer<'a> {
    /// The longest mention, the first of these.
    pub fullest: Tokens,
    /// By a title or a first name.
    pub gender: Gender,
    /// By an attribute or apposition: "Sergey Lavrov, the Russian foreign minister".
    pub actor: Option<&'a str>,
    /// Whether it is a last name that two people of the text have.
    pub shared: bool,
}

/// All bearers, by [`Name::entity`].
pub(super) fn all<'a>(reading: &Reading<'a>) -> Vec<Bearer<'a>> {
    let mut bearers = vec![Bearer::default(); reading.document.entities.len()];
    for name in &reading.document.names {
        let Some(bearer) = bearers.get_mut(name.entity) else { continue };
        if name.tokens.len() > bearer.fullest.len() {
            bearer.fullest = name.tokens.clone();
        }
        if bearer.gender == Gender::Open {
            bearer.gender = gender_of_title(reading, name);
        }
        if bearer.actor.is_none() {
            bearer.actor = actor(reading, name);
        }
    }
    let last = |b: &Bearer| b.fullest.end.checked_sub(1).map(|at| reading.text(at));
    let mut people: FxHashMap<&str, usize> = FxHashMap::default();
    for word in bearers.iter().filter(|b| b.fullest.len() > 1).filter_map(last) {
        *people.entry(word).or_default() += 1;
    }
    for bearer in &mut bearers {
        let first = bearer.fullest.start;
        if bearer.gender == Gender::Open {
            bearer.gender = told(reading, first, "names-male", "names-female");
        }
        bearer.shared =
            bearer.fullest.len() == 1 && last(bearer).and_then(|w| people.get(w)).is_some_and(|&people| people > 1);
    }
    bearers
}

/// The gender that the titles directly before a name tell.
fn gender_of_title(reading: &Reading, name: &Name) -> Gender {
    let titles = name.tokens.start.saturating_sub(TITLES)..name.tokens.start;
    titles.rev().map(|at| gender_of_noun(reading, at)).find(|g| *g != Gender::Open).unwrap_or_default()
}

/// The gender that a title or noun tells: "spokeswoman", "Mr".
pub(super) fn gender_of_noun(reading: &Reading, at: usize) -> Gender {
    told(reading, at, "male-titles", "female-titles")
}

#[inline(always)]
fn told(reading: &Reading, at: usize, male: &str, female: &str) -> Gender {
    match (reading.has(male, at), reading.has(female, at)) {
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
            reading.is(',', around.tokens.end).then(|| reading.phrase_starting(around.tokens.end + 1))??;
        kind::actor(reading, &apposition.tokens)
    })
}

/// People by the offices and callings that stand with their names: "Foreign Secretary Dominic Raab", "Dominic Raab, the foreign
/// secretary,". A base form gives indexes of names, each bearer's first.
pub(super) fn offices(reading: &Reading) -> FxHashMap<Word, Vec<usize>> {
    let names = &reading.document.names;
    let mut found: FxHashMap<Word, Vec<usize>> = FxHashMap::default();
    for (index, name) in names.iter().enumerate().filter(|(_, n)| n.kind == NameKind::Person) {
        let title = reading.phrase_around(name.tokens.start).map(|p| p.tokens.start..name.tokens.start);
        let apposition =
            reading.is(',', name.tokens.end).then(|| reading.phrase_starting(name.tokens.end + 1)).flatten();
        let words = title.into_iter().flatten().chain(apposition.map(|p| p.head));
        for at in words.filter(|&at| matches!(reading.tag(at), Tag::Noun | Tag::Name | Tag::Adjective)) {
            let office = office(reading, at);
            if !reading.rules.tables.has("source-person-nouns", office) {
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
