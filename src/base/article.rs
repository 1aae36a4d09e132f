//! An article as it is given: what was published, with nothing concluded from it.

use serde::{Deserialize, Serialize};

/// One article. Unknown values are `None`, never an empty string.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Article {
    /// Unique in a run.
    #[serde(default)]
    pub id: String,
    /// Path relative to the input argument, its last component included.
    #[serde(default)]
    pub file: Option<String>,
    /// The outlet as published.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The headline; never part of `text`.
    #[serde(default)]
    pub title: Option<String>,
    /// The byline.
    #[serde(default)]
    pub author: Option<String>,
    /// Where it was published.
    #[serde(default)]
    pub url: Option<String>,
    /// RFC 3339 date or date-time.
    #[serde(default)]
    pub date: Option<String>,
    /// ISO 639-1 code.
    #[serde(default)]
    pub lang: Option<String>,
    /// The body. Paragraphs are parted by a blank line.
    pub text: String,
}
