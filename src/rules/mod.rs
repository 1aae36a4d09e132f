//! Floor 1: rule packs. Everything Parallax knows about language comes in through here, as data.
//!
//! A pack is a TOML file; its id is its path. [`load`] reads bundled packs and the user's, reports every mistake of every
//! file in one pass, and returns a [`RuleSet`] of all sound rules, with patterns lowered to [`pattern::Node`]s over
//! interned words.

mod bundled;
pub mod complements;
mod example;
mod fields;
pub mod figures;
mod files;
mod fold;
mod frequency;
pub mod inflection;
mod items;
mod json_schema;
mod keys;
pub mod lists;
mod loading;
mod lowering;
mod manifest;
mod matcher;
mod mending;
mod near;
mod near_words;
mod packs;
pub mod pattern;
mod rulings;
mod schema;
mod settings;
mod survey;
mod tables;
mod word_lists;
mod words;

use near::near;

pub use fold::{fold, fold_mark, fold_onto};
pub use json_schema::{pack_schema, settings_schema};
pub use loading::{Loaded, Sources, load, load_texts};
pub use manifest::Manifest;
pub use near::nearest;
pub use near_words::NearWords;
pub use rulings::{QuotedClaim, Ruling, Rulings, Verdict, rulings};
pub use schema::{
    Actor, Concept, CueRule, Effect, EventDefinition, Example, Frame, Furniture, Matcher, Negated, Outlet, Pack,
    PackKind, Reach, RuleSet, Stance, Verb, Zone,
};
pub use settings::{Ignore, Local, OutletSettings};
pub use survey::{ListEntry, SurveyedList, survey};
pub use tables::Tables;
pub use words::{Case, Word, Words, fold_packed, pack_folded};
