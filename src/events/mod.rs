//! Floor 7: articles into stories, passages into events.
//!
//! A story is a set of articles with one main subject; an event is what passages speak of, in articles of any date. Both rest
//! on rare shared terms; rarity comes from a background of news articles, so that three articles are enough.

mod copies;
mod event;
mod linkage;
mod story;

use serde::Serialize;

use crate::claims::Term;

pub use copies::copies;
pub use event::{Definition, events, of_words};
pub use linkage::{Edge, average_link};
pub use story::stories;

/// What the finding of stories and events needs of an article.
#[derive(Debug, Clone, Copy)]
pub struct Passages<'a> {
    /// The article's id.
    pub id: &'a str,
    /// Its headline, or the first words of its text.
    pub title: &'a str,
    /// RFC 3339.
    pub date: Option<&'a str>,
    /// Terms of the headline.
    pub headline: &'a [Term],
    /// Terms of each sentence.
    pub sentences: &'a [Vec<Term>],
}

/// Articles with one main subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Made from its first article's id.
    pub id: String,
    /// Headline of its most typical article.
    pub label: String,
    /// Ids, sorted.
    pub articles: Vec<String>,
}

/// Near-duplicates and agency copy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copies {
    /// Ids, sorted.
    pub articles: Vec<String>,
    /// Share of the shorter text that stands in the other as well.
    pub share: f32,
}

/// A passage of an article that speaks of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The article.
    pub article: String,
    /// Indexes of its sentences.
    pub sentences: Vec<usize>,
}

/// What passages of several articles speak of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Made from its most distinctive terms, or the rule's id.
    pub id: String,
    /// For people.
    pub label: String,
    /// Its distinctive words as they stand in the texts.
    pub terms: Vec<String>,
    /// When it happened, where the definition or the texts tell.
    pub date: Option<String>,
    /// The rule that defines it.
    pub defined_by: Option<String>,
    /// Who speaks of it, and where.
    pub mentions: Vec<Mention>,
}
