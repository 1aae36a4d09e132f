//! Names of people, organisations and places, with their forms joined to one bearer inside a document.

mod bearers;
mod kinds;
mod runs;
#[cfg(test)]
mod tests;

use super::prepared::Prepared;
use super::{Document, Tokens};
use crate::rules::RuleSet;

pub(super) use kinds::Lists;

/// What a name names, as far as the text or the tables tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person: a title or first name stands before it, or an apposition or a person's verb says so.
    Person,
    /// An organisation, outlet or party.
    Organisation,
    /// A place or state.
    Place,
    /// A nationality or language: Russian, British.
    Demonym,
    /// Not known.
    Unknown,
}

/// One mention of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, titles ("Sir", "Mr", "Foreign Secretary") left out, genitive `'s` left out.
    pub tokens: Tokens,
    /// Index into [`super::Document::entities`]: mentions of one bearer ("Sergei Skripal", "Skripal", "Mr Skripal") share it.
    pub entity: usize,
    /// What it names.
    pub kind: NameKind,
}

/// Fills `names` and `entities`. `capitals` are the words that are not written in small letters, in order.
pub(super) fn find(document: &mut Document, rules: &RuleSet, prepared: &Prepared, capitals: &[u32]) {
    let lists = &prepared.names;
    let mut mentions = Vec::new();
    for run in runs::find(document, &rules.tables, lists, &prepared.calendar, capitals) {
        kinds::split(document, &rules.tables, lists, run, &mut mentions);
    }
    let (names, entities) = bearers::resolve(document, &rules.words, lists, &mentions);
    document.names = names;
    document.entities = entities;
}
