//! Floor 2: what a text consists of, before anybody asks what it says. [`Document::new`] never fails, on any string.
//!
//! The parts are made in one order, each from those before it: paragraphs, tokens, quotations, sentences, tags, names,
//! quantities and dates, chunks.

mod chunk;
mod date;
mod document;
mod fold;
mod lexicon;
mod mark;
mod marked;
mod name;
mod paragraph;
mod plain;
mod prepared;
mod quantity;
mod quotation;
#[cfg(test)]
#[path = "reading_tests.rs"]
mod reading;
mod scan;
mod sentence;
mod tagger;
pub(crate) mod tags;
mod token;

pub use chunk::{Clause, ClauseKind, NounPhrase};
pub use date::DateMention;
pub use document::Document;
pub use name::{Name, NameKind};
pub use quantity::Quantity;
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use tagger::{Damage, Tag, Tagger};
pub use token::{Shape, Token, TokenKind};

pub use crate::rules::fold;

/// A half-open range of token indexes of one document.
pub type Tokens = std::ops::Range<usize>;
