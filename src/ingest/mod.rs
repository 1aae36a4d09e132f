//! Floor 4: bytes of any format to articles; page furniture removed.
//!
//! [`stream`] yields article after article, so that a file larger than memory can be read; [`read`] collects them. What a
//! file is, is judged by its content, packed or not: JSON, JSON Lines or a table of articles, whose text is taken verbatim, a
//! saved web page, a crawler's file of many or a feed, or plain text as scraped from one, of which the furniture is taken off after
//! what it says about outlet, author and date was read. What the text does not say stays unknown.

mod book;
mod byline;
#[cfg(feature = "parquet")]
mod columnar;
mod columns;
mod dateline;
mod dates;
mod decoding;
mod duplicates;
mod escapes;
mod feed;
mod furniture;
mod heading;
mod html;
mod input;
mod language;
mod lines;
mod manifest;
mod mhtml;
mod outlet;
mod package;
mod page;
mod plain;
mod response;
mod sniff;
mod stream;
mod structured;
mod table;
mod warc;
mod xml;

pub use columns::mapping;
pub use duplicates::Duplicates;
pub use html::decode as page_text;
pub use manifest::NAME as MANIFEST;
pub use stream::{Stream, stream};

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use encoding_rs::Encoding;

use crate::base::{Article, Error};
use crate::matching::Engine;
#[cfg(doc)]
use crate::store;

/// How to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the text of structured input is cleaned as plain text is.
    pub clean: bool,
    /// How many times its size a compressed file may unpack to; [`store::UNPACK_LIMIT`] when `None`.
    pub unpack_limit: Option<u64>,
    /// What fields are called in JSON and tables, by field; see [`mapping`].
    pub map: BTreeMap<String, String>,
    /// The charset of files that do not say theirs; UTF-8 when `None`.
    pub charset: Option<&'static Encoding>,
    /// Whether [`Record::dropped`] also holds what the extraction of a page's article left out, which takes time.
    pub explain: bool,
}

/// A line, or a part of a page, that is not part of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The id of the article.
    pub article: String,
    /// Its number in the file, from 1; of structured input, in the text.
    pub line: usize,
    /// What it says, white space folded.
    pub text: String,
    /// The id of the rule that told it (`en/page/read-more`), `structure/…` for what its shape, its element and its place told,
    /// `extraction/…` for what stands outside the part of a page that holds the article.
    pub why: String,
}

/// How many of its words are shown.
const SHOWN: usize = 16;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: ", self.article, self.line, self.why)?;
        let words = self.text.split_whitespace().count();
        if words <= SHOWN {
            return f.write_str(&self.text);
        }
        let first = self.text.split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" ");
        write!(f, "{first} … ({words} words)")
    }
}

/// One article with what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// The lines left out, in text order.
    pub dropped: Vec<Dropped>,
}

/// All articles of some inputs.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The articles, in the order of the arguments, a folder's by path, a file's as they stand in it.
    pub articles: Vec<Article>,
    /// The lines left out, article by article.
    pub dropped: Vec<Dropped>,
    /// What could not be used; everything else was read.
    pub problems: Vec<Error>,
}

/// Reads all articles of files, folders (at any depth, by path) and standard input (`-`).
pub fn read(inputs: &[PathBuf], options: &Options, engine: &Engine) -> Ingested {
    let mut all = Ingested::default();
    for result in stream(inputs, options, engine) {
        match result {
            Ok(record) => {
                all.articles.push(record.article);
                all.dropped.extend(record.dropped);
            }
            Err(error) => all.problems.push(error),
        }
    }
    all
}

#[cfg(test)]
fn test_engine() -> &'static Engine {
    use crate::rules::{Sources, load};
    static ENGINE: std::sync::OnceLock<Engine> = std::sync::OnceLock::new();
    ENGINE.get_or_init(|| {
        let loaded = load(&Sources { no_user_rules: true, ..Sources::default() });
        Engine::new(loaded.rules).unwrap()
    })
}

#[cfg(test)]
mod tests;
