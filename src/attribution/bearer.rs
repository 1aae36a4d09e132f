//! The bearers of names in an article: the mention that names each in full, and what the words around any mention tell of
//! gender and actor.

use super::kind;
use super::reading::Reading;
use crate::text::{Name, Tokens};

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
pub(super) struct Bearer {
    /// The longest mention, the first of these.
    pub fullest: Tokens,
    /// By a title or a first name.
    pub gender: Gender,
    /// By an attribute or apposition: "Sergey Lavrov, the Russian foreign minister".
    pub actor: Option<String>,
}

/// All bearers, by [`Name::entity`].
pub(super) fn all(reading: &Reading) -> Vec<Bearer> {
    let mut bearers = vec![Bearer::default(); reading.document.entities.len()];
    for name in &reading.document.names {
        let Some(bearer) = bearers.get_mut(name.entity) else { continue };
        if name.tokens.len() > bearer.fullest.len() {
            bearer.fullest = name.tokens.clone();
        }
        if bearer.gender == Gender::Open {
            bearer.gender = gender(reading, name.tokens.start.saturating_sub(TITLES)..name.tokens.end);
        }
        if bearer.actor.is_none() {
            bearer.actor = actor(reading, name);
        }
    }
    bearers
}

/// The gender that titles and first names among the tokens tell, the last word that does.
pub(super) fn gender(reading: &Reading, tokens: Tokens) -> Gender {
    let told = |i: usize| {
        let male = ["male-titles", "name-titles-male", "names-male"].iter().any(|list| reading.has(list, i));
        let female = ["female-titles", "name-titles-female", "names-female"].iter().any(|list| reading.has(list, i));
        match (male, female) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    };
    tokens.rev().find_map(told).unwrap_or_default()
}

fn actor(reading: &Reading, name: &Name) -> Option<String> {
    let around = reading.phrase_around(name.tokens.start)?;
    let before = kind::actor(reading, &(around.tokens.start..name.tokens.start));
    before.or_else(|| {
        let apposition =
            reading.is(',', around.tokens.end).then(|| reading.phrase_starting(around.tokens.end + 1))??;
        kind::actor(reading, &apposition.tokens)
    })
}

/// How many words before a name can hold its title.
const TITLES: usize = 2;
