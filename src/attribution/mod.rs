//! Floor 5: who says what: source, cue, content and stance of every attribution; last names and pronouns resolved.

use serde::Serialize;

use crate::base::Span;
use crate::matching::{Engine, Hits};
use crate::rules::Stance;
use crate::text::Document;

/// How the content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum AttributionKind {
    Direct,
    Indirect,
    Mixed,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum SourceKind {
    Person,
    Organisation,
    Document,
    Outlet,
    Anonymous,
    Unknown,
}

/// Whom a source's words mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolved {
    /// The longest name this article gives.
    pub name: String,
    /// The antecedent.
    pub spans: Vec<Span>,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribution {
    /// Its index in the article's list.
    pub id: usize,
    /// Direct, indirect or mixed.
    pub kind: AttributionKind,
    /// The source's words as they stand; empty when left out.
    pub source: Vec<Span>,
    /// The whole verb group or phrase; empty for a bare quotation.
    pub cue: Vec<Span>,
    /// What is attributed, its quotation marks and leading that/to included.
    pub content: Vec<Span>,
    /// How the outlet carries it, by frame and verb.
    pub stance: Stance,
    /// Kind of source.
    pub source_kind: SourceKind,
    /// Whom the source's words mean, where the text allows it.
    pub resolved: Option<Resolved>,
    /// Id of the actor that the source is or speaks for.
    pub actor: Option<String>,
    /// The attribution this one is reported through.
    pub via: Option<usize>,
    /// Full id of the rule that found it.
    pub rule: String,
    /// 0 to 1: how sure.
    pub confidence: f32,
}

/// The attributions of a document, in the order of their first word.
pub fn find(document: &Document, hits: &Hits, engine: &Engine) -> Vec<Attribution> {
    let _ = (document, hits, engine);
    Vec::new()
}
