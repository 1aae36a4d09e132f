//! Floor 4: the cues of a document: words that hedge, doubt, boost, load or attribute, each with its rule and zone.

use serde::Serialize;

use crate::base::Span;
use crate::matching::{Engine, Hits};
use crate::rules::{Effect, Zone};
use crate::text::Document;

/// One flagged stretch of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cue {
    /// Where, in the article's text (or title).
    #[serde(flatten)]
    pub span: Span,
    /// Full id of its rule.
    pub rule: String,
    /// Category of its pack.
    pub category: String,
    /// What it does to its claim.
    pub effect: Effect,
    /// 0 to 1.
    pub strength: f32,
    /// Where it stands: a cue in a quotation belongs to the speaker.
    pub zone: Zone,
    /// The words.
    pub text: String,
}

/// How sure a cue must be to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Preset {
    /// Only what is sure.
    Classroom,
    /// Between `classroom` and `default`.
    Careful,
    /// What a reader would agree with.
    #[default]
    Default,
    /// Everything.
    Full,
}

/// The cues of a document, in text order. Within a category overlapping matches collapse to the longest, then the stronger, then
/// the smaller rule id; categories may overlap. `headline` says that the document is an article's title.
pub fn find(document: &Document, hits: &Hits, engine: &Engine, preset: Preset, headline: bool) -> Vec<Cue> {
    let _ = (document, hits, engine, preset, headline);
    Vec::new()
}
