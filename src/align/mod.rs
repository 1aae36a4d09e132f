//! Floor 8: whether two claims say the same, contradict each other, or only speak of the same thing.
//!
//! Sameness is rarity-weighted overlap of what the claims say (words by base form, names, concepts, actors, numbers) and
//! evidence of frame: the same act, by and on the same participants. A conflict is never outweighed by likeness.

mod conflict;
mod likeness;
mod score;

use serde::Serialize;

use crate::base::Span;

pub use conflict::conflict;
pub use likeness::{Placed, Rarity, Worded, likeness, sentence_likeness};
pub use score::{Statement, Weights, similarity};

/// How two claims stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Relation {
    Same,
    Conflict,
    Related,
    Unrelated,
}

/// What two claims disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ConflictKind {
    Number,
    Negation,
    Denial,
    Actor,
    Date,
}

/// A disagreement with the words on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// About what.
    pub kind: ConflictKind,
    /// In the first claim's text.
    pub a: Span,
    /// In the second's.
    pub b: Span,
}

/// The verdict on a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alignment {
    /// 0 to 1: how much the same they say.
    pub score: f32,
    /// Whether `relation` is `same`.
    pub aligned: bool,
    /// Same, conflict, related or unrelated.
    pub relation: Relation,
    /// The disagreement, when there is one.
    pub conflict: Option<Conflict>,
}

/// Judges a pair of statements, each with its words.
pub fn judge(a: (&Statement, &Worded), b: (&Statement, &Worded), weights: &Weights) -> Alignment {
    let score = sentence_likeness(a.1, b.1, similarity(a.0, b.0, weights), weights);
    let (a, b) = (a.0, b.0);
    let conflict = if score >= weights.related { conflict(a, b, weights) } else { None };
    let relation = match (conflict.is_some(), score) {
        (true, score) if score >= weights.conflict => Relation::Conflict,
        (false, score) if score >= weights.same => Relation::Same,
        (_, score) if score >= weights.related => Relation::Related,
        _ => Relation::Unrelated,
    };
    let conflict = conflict.filter(|_| relation == Relation::Conflict);
    Alignment { score, aligned: relation == Relation::Same, relation, conflict }
}
