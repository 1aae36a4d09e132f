//! Floor 10: the one caller of all stages; the library's front door.

use serde::Serialize;

use crate::attribution::Attribution;
use crate::base::{Article, Span};
use crate::claims::Claim;
use crate::cues::Cue;

/// An article with everything found in it. Serialises as `annotate` of the JSON contract.
#[derive(Debug, Clone, Serialize)]
pub struct Annotated {
    /// The article as given.
    #[serde(flatten)]
    pub article: Article,
    /// Paragraphs.
    pub paragraphs: Vec<Span>,
    /// Sentences.
    pub sentences: Vec<Span>,
    /// Cues of the text.
    pub cues: Vec<Cue>,
    /// Cues of the headline; spans are into the title.
    pub title_cues: Vec<Cue>,
    /// Attributions.
    pub attributions: Vec<Attribution>,
    /// Claims.
    pub claims: Vec<Claim>,
}
