//! Floor 8: whether two claims say the same, contradict each other, or only speak of the same thing.
//!
//! Sameness is rarity-weighted overlap of what the claims say (words by base form, names, concepts, actors, numbers) and
//! evidence of frame: the same act, by and on the same participants. A conflict is never outweighed by likeness.

mod amount;
mod conflict;
mod curve;
mod likeness;
mod near;
mod score;

use serde::Serialize;

use crate::base::Span;

pub use conflict::{apart, between, conflict};
pub use likeness::{
    CLAIM_MEASURES, LIKEST_MEASURES, PAIR_MEASURES, Placed, Rarity, Worded, claim_measures, likest_measures,
    pair_measures,
};
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

/// A text to judge: the whole of it as one statement, the statements that it makes, and its words.
#[derive(Debug, Clone, Copy)]
pub struct Sided<'c> {
    /// All that it says.
    pub whole: Statement<'c>,
    /// Each thing that it says.
    pub statements: &'c [Statement<'c>],
    /// Whether any of its words negates or denies.
    pub negates: bool,
    /// Its words.
    pub words: &'c Worded,
    /// All of them in their order, function words too, by [key](crate::claims::word_order).
    pub order: &'c [u64],
}

/// Judges a pair of texts.
pub fn judge(a: Sided, b: Sided, weights: &Weights) -> Alignment {
    let score = weights.of_pair(&pair_measures(&a, &b, weights));
    let conflict = if score >= weights.related { between(a.statements, b.statements) } else { None };
    let relation = match (conflict.is_some(), score) {
        (true, score) if score >= weights.conflict => Relation::Conflict,
        (false, score) if score >= weights.word_for_word && parted(a, b) => Relation::Related,
        (false, score) if score >= weights.same && conflict::other_years(a.statements, b.statements) => {
            Relation::Related
        }
        (false, score) if score >= weights.same => Relation::Same,
        (_, score) if score >= weights.related => Relation::Related,
        _ => Relation::Unrelated,
    };
    let conflict = conflict.filter(|_| relation == Relation::Conflict);
    Alignment { score, aligned: relation == Relation::Same, relation, conflict }
}

/// Whether two texts can hardly say the same though they meet on no point: one negates something and the other nothing, or none of
/// their numbers of the same unit agree.
fn parted(a: Sided, b: Sided) -> bool {
    a.negates != b.negates || amount::strangers(a.statements, b.statements)
}
