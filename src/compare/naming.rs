//! Naming: what each outlet calls each person and thing of an event.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::Span;
use crate::events::Event;

use super::row::speaks_of;
use super::{Column, Told};

/// One phrase by which an article calls somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamingPhrase {
    /// Whom: the key that is the same in all articles (a last name, an act's concept).
    pub of: String,
    /// For people: the longest name, or the concept.
    pub name: String,
    /// The words used, the name itself left out: "former double agent".
    pub words: String,
    /// The whole phrase in the text.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
}

/// How one column names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamingUse {
    /// The column.
    pub column: String,
    /// The words.
    pub words: String,
    /// How often.
    pub count: usize,
    /// Where: article and span.
    pub spans: Vec<NamingSpan>,
}

/// A place in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamingSpan {
    /// The article.
    pub article: String,
    /// The phrase.
    #[serde(flatten)]
    pub span: Span,
}

/// All names of one person or thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Naming {
    /// The longest name.
    pub name: String,
    /// By column, most used first.
    pub uses: Vec<NamingUse>,
}

/// By column and words, where they stand.
type Uses<'a> = BTreeMap<(&'a str, String), Vec<NamingSpan>>;

/// The namings of an event in which outlets differ: at least two columns name it, by at least two phrases.
pub fn namings(told: &[Told], columns: &[Column], event: &Event) -> Vec<Naming> {
    let mut found: BTreeMap<&str, (Vec<&str>, Uses)> = BTreeMap::new();
    for (article, text) in told.iter().enumerate() {
        let Some(mention) = event.mentions.iter().find(|m| m.article == text.article.id) else { continue };
        for phrase in text.phrases {
            if speaks_of(mention, phrase.sentence, text) {
                let slot = found.entry(&phrase.of).or_default();
                slot.0.push(&phrase.name);
                slot.1
                    .entry((&columns[article].name, phrase.words.clone()))
                    .or_default()
                    .push(NamingSpan { article: text.article.id.clone(), span: phrase.span });
            }
        }
    }
    let mut list: Vec<Naming> = Vec::new();
    for (names, uses) in found.into_values() {
        let mut uses: Vec<NamingUse> = uses
            .into_iter()
            .map(|((column, words), spans)| NamingUse { column: column.to_owned(), words, count: spans.len(), spans })
            .collect();
        uses.sort_by(|a, b| a.column.cmp(&b.column).then(b.count.cmp(&a.count)).then(a.words.cmp(&b.words)));
        let mut by: Vec<&str> = uses.iter().map(|u| u.column.as_str()).collect();
        by.dedup();
        // "Cut" and "cuts" are one name.
        let mut words: Vec<String> =
            uses.iter().map(|u| u.words.to_lowercase().trim_end_matches('s').to_owned()).collect();
        words.sort_unstable();
        words.dedup();
        if by.len() > 1 && words.len() > 1 {
            let name = names.iter().max_by(|a, b| a.len().cmp(&b.len()).then(b.cmp(a))).map_or("", |n| n);
            list.push(Naming { name: name.to_owned(), uses });
        }
    }
    list.sort_by(|a, b| b.uses.len().cmp(&a.uses.len()).then(a.name.cmp(&b.name)));
    list
}
