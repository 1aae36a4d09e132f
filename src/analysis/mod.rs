//! Floor 10: the one caller of all stages; the library's front door.
//!
//! Parallelism lives here, over articles; what comes out is in the order of what went in, whatever the threads.

mod annotate;
mod comparison;
mod flag;
mod gathering;
mod headline;
mod line;
mod measured;
mod naming;
mod outlines;
mod overrides;
mod pairs;
mod parts;
mod rulings;
mod shelf;
mod vocabulary;

pub use annotate::{Annotated, annotate, annotate_all, annotate_several, has_rules};
pub use comparison::{Comparison, EventChoice, Happenings, compare, happenings, profiles, stories};
pub use flag::{ACTOR, CONCEPT, EVENT, Flagged, flag, flag_all};
pub use gathering::{Gathered, Gathering};
pub use line::{Line, line};
pub use measured::measure_claims;
pub use outlines::OutlineReader;
pub use overrides::idle_ignores;
pub use pairs::{Pair, PairAlignment, align, measure_pairs};
pub use parts::{Part, Parts, disagrees};

use serde::Serialize;

use crate::base::SCHEMA_VERSION;
use crate::compare::Asked;
use crate::cues::Preset;
use crate::matching::Engine;
use crate::rules::Rulings;

/// What a run is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How sure a cue must be to be shown.
    pub preset: Preset,
    /// Only this event.
    pub event: Option<EventChoice>,
    /// Which columns and rows of a comparison are wanted, and in which order.
    pub asked: Asked,
    /// Which parts of a comparison.
    pub parts: Parts,
    /// Which claims a reader joins and splits.
    pub rulings: Rulings,
    /// Whether only what the JSON of an annotated article holds is wanted. What [`compare`] and [`happenings`] need beside it
    /// is then left empty.
    pub flags_only: bool,
}

/// A result with what every object of output carries.
#[derive(Debug, Clone, Serialize)]
pub struct Stamped<'a, T> {
    /// Version of the JSON contract.
    pub schema_version: u32,
    /// Hash of the rules in force.
    pub ruleset: &'a str,
    /// The result.
    #[serde(flatten)]
    pub result: T,
}

/// Stamps a result with the contract's version and the rule set.
pub fn stamped<T>(engine: &Engine, result: T) -> Stamped<'_, T> {
    Stamped { schema_version: SCHEMA_VERSION, ruleset: &engine.rules().hash, result }
}
