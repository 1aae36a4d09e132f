//! Floor 7: articles into stories, passages into events.
//!
//! A story is a set of articles with one main subject; an event is what passages speak of, in articles of any date. Both rest
//! on rare shared terms; rarity comes from a background of news articles, so that three articles are enough.

mod cluster;
mod copies;
mod event;
mod index;
mod label;
mod likeness;
mod linkage;
mod outline;
mod postings;
mod sketch;
mod state;
mod story;

use serde::Serialize;

use crate::claims::Term;

pub use cluster::eventful;
pub use copies::{Copies, Shared, SharedPassage, copies, reach};
pub use event::{Definition, events, of_words};
pub use linkage::{Bond, Edge, groups};
pub use outline::{Outline, Outliner};
pub use sketch::{Shingle, Sketch};
pub use state::{decode, encode};
pub use story::{Grouped, grouped, stories};

/// What the finding of events needs of an article.
#[derive(Debug, Clone, Copy)]
pub struct Passages<'a> {
    /// The article's id.
    pub id: &'a str,
    /// The article's headline.
    pub headline: Option<&'a str>,
    /// Terms of each sentence.
    pub sentences: &'a [Vec<Term>],
    /// Noun phrases of acts with a participant.
    pub acts: &'a [Act<'a>],
    /// Dates that the text gives: sentence, and `2018-03-04`, `2018-03` or `2018`.
    pub dates: &'a [(usize, String)],
}

/// An act as a text names it: "the expulsion of Russian diplomats".
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Index of its sentence.
    pub sentence: usize,
    /// As they stand in the text.
    pub words: &'a str,
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
