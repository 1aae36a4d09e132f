//! Saved web pages: from bytes to an article.
//!
//! The readability algorithm finds the part of the page that holds the article, with nearly all of the text and some of what
//! stands around it; the latter is taken out by the names that templates give their parts and by the rules for furniture
//! that plain text is read with. What the page says of itself in its head is taken before.

mod blocks;
mod charset;
mod metadata;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

pub(super) use charset::decode;

use super::dateline::stamp;
use super::lines::{key, words};
use super::page::{self, Row};
use super::{Dropped, Record, byline, plain};
use crate::base::{Article, Error};
use crate::matching::Engine;

/// Elements nested deeper are no page that a person wrote; the parts of the work that recurse would run out of stack.
const DEEPEST: usize = 400;
/// A page with more elements is refused.
const ELEMENTS: usize = 400_000;

/// The article of a page and what was left out of it; its id is empty.
///
/// `charset` is that of a `Content-Type` header, `url` where the page was fetched, `place` how messages name it. An error when no text is found.
pub(super) fn page(
    bytes: &[u8],
    charset: Option<&str>,
    url: Option<&str>,
    place: &str,
    engine: &Engine,
) -> Result<Record, Error> {
    let html = decode(bytes, charset);
    let document = Document::from(html.as_str());
    let refuse = |what: &str| Error::input(place, what, "save the article as text, without the page around it");
    if document.root().descendants_it().nth(ELEMENTS).is_some() {
        return Err(refuse("a page with too many elements"));
    }
    flatten(&document);
    let (mut article, body) = metadata::read(&document, url, engine.rules());
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(document, None, Some(config)).and_then(|mut r| r.parse());
    let content = content.map(|found| found.content.to_string()).unwrap_or_default();
    let (text, mut dropped) = blocks::text(&content, engine.rules());
    let (text, more) = clean(&text, &article, engine);
    dropped.extend(more);
    dropped.sort_by_key(|dropped| dropped.line);
    // A page that shows a part only often has the whole in its head.
    article.text = match body.filter(|body| words(body) > words(&text) * 2) {
        Some(body) => clean(&body, &article, engine).0,
        None => text,
    };
    if article.text.is_empty() {
        return Err(Error::input(
            place,
            "an HTML page without an article",
            "check that the page holds the article itself",
        ));
    }
    Ok(Record { article, dropped })
}

/// Lifts what is nested too deep up to where it still can be read.
fn flatten(document: &Document) {
    let mut depths = vec![(document.root(), 0_usize)];
    let mut deep = Vec::new();
    while let Some((node, depth)) = depths.pop() {
        if depth > DEEPEST {
            deep.push(node);
            continue;
        }
        depths.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    for node in deep {
        let text = node.descendants_it().filter(|inner| inner.is_text()).map(|inner| inner.text().to_string());
        let text = text.collect::<Vec<_>>().join(" ");
        if node.is_element() {
            node.remove_children();
            node.set_text(text.as_str());
        }
    }
}

/// The text without furniture, and what was left out.
fn clean(text: &str, article: &Article, engine: &Engine) -> (String, Vec<Dropped>) {
    let rules = engine.rules();
    let (mut rows, mut dropped) = page::rows(text, engine);
    let title = article.title.as_deref().map(key);
    let is_head = |row: &Row| row.is_dateline() || byline::explicit(&row.line.text, rules).is_some();
    let first = rows.iter().position(|row| row.prose && row.words > 12 && !is_head(row)).unwrap_or(0);
    for row in rows.iter_mut().take(first) {
        if title.as_ref() == Some(&row.key) {
            row.drop("structure/headline");
        } else if byline::explicit(&row.line.text, rules).is_some() {
            row.drop("structure/byline");
        } else if row.is_dateline() && stamp(&row.line.text, rules).is_some() {
            row.drop("structure/dateline");
        }
    }
    page::spread(&mut rows);
    page::drop_between(&mut rows);
    page::drop_repeats(&mut rows, 0);
    page::drop_pull_quotes(&mut rows);
    if rows.iter().any(|row| row.is_kept() && row.prose) {
        page::drop_tail(&mut rows);
    }
    let text = plain::paragraphs(&rows, rules);
    dropped.extend(rows.into_iter().filter_map(|row| {
        Some(Dropped { article: String::new(), line: row.line.number, text: row.line.text, why: row.why? })
    }));
    (text, dropped)
}

#[cfg(test)]
mod tests;
