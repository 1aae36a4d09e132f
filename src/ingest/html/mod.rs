//! Saved web pages: from bytes to an article.
//!
//! The readability algorithm finds the part of the page that holds the article, with nearly all of the text and some of what
//! stands around it; the latter is taken out by the names that templates give their parts and by the rules for furniture
//! that plain text is read with. What the page says of itself in its head is taken before.

mod blocks;
mod charset;
mod metadata;
mod outside;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

pub use charset::decode;

use super::dateline::stamp;
use super::feed::Item;
use super::lines::{ends_sentence, key, words};
use super::page::{self, Row};
use super::{Dropped, Record, byline, dates, language, outlet, plain};
use crate::base::{Article, Error};
use crate::matching::Engine;

/// Elements nested deeper are no page that a person wrote; the parts of the work that recurse would run out of stack.
const DEEPEST: usize = 400;
/// A page with more elements is refused.
const ELEMENTS: usize = 400_000;

/// What is wrong with a page that holds nothing but furniture, or nothing at all.
pub(super) const NO_ARTICLE: &str = "an HTML page without an article";

/// A page and what is known of it before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Source<'s> {
    /// The page.
    pub bytes: &'s [u8],
    /// The charset of a `Content-Type` header.
    pub charset: Option<&'s str>,
    /// Where it was fetched.
    pub url: Option<&'s str>,
    /// How messages name it.
    pub place: &'s str,
    /// Whether to tell what the extraction left out as well.
    pub explain: bool,
}

/// The article of a page and what was left out of it; its id is empty. An error when no text is found.
pub(super) fn page(source: Source, engine: &Engine) -> Result<Record, Error> {
    let Source { bytes, charset, url, place, explain } = source;
    let rules = engine.rules();
    let html = decode(bytes, charset);
    let document = Document::from(html.as_str());
    let refuse = |what: &str| Error::input(place, what, "save the article as text, without the page around it");
    if document.root().descendants_it().nth(ELEMENTS).is_some() {
        return Err(refuse("a page with too many elements"));
    }
    flatten(&document);
    let (mut article, body) = metadata::read(&document, url, rules);
    let seen = explain.then(|| outside::seen(&document, rules));
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let content = Readability::with_document(document, None, Some(config)).and_then(|mut r| r.parse());
    let content = content.map(|found| found.content.to_string()).unwrap_or_default();
    let (text, mut dropped) = blocks::text(&content, rules);
    let (text, more) = clean(&text, &article, engine);
    dropped.extend(more);
    if let Some(seen) = seen {
        dropped.extend(outside::left_out(&seen, &outside::seen(&Document::fragment(content.as_str()), rules)));
    }
    dropped.sort_by_key(|dropped| dropped.line);
    // A page that shows a part only often has the whole in its head.
    article.text = match body.filter(|body| words(body) > words(&text) * 2) {
        Some(body) => {
            let why = "structure/shown-in-part".to_owned();
            dropped = vec![Dropped { article: String::new(), line: 1, text: text.replace("\n\n", " "), why }];
            let (whole, more) = clean(&body, &article, engine);
            dropped.extend(more);
            whole
        }
        None => text,
    };
    if article.text.is_empty()
        && let Some((text, more)) = without_part(&html, &article, engine)
    {
        (article.text, dropped) = (text, more);
    }
    if article.text.is_empty() {
        return Err(Error::input(place, NO_ARTICLE, "check that the page holds the article itself"));
    }
    // Templates name a language that the article need not have.
    article.lang = article.lang.map(|named| language::detect(&article.text, rules).unwrap_or(named));
    Ok(Record { article, dropped })
}

/// So many words of prose make an article of a page in which no part was found to hold one.
const PROSE: usize = 30;

/// The text of a page in which no part was found, for its markup is broken: all of its blocks that are no furniture.
fn without_part(html: &str, article: &Article, engine: &Engine) -> Option<(String, Vec<Dropped>)> {
    let document = Document::from(html);
    flatten(&document);
    let (text, mut dropped) = blocks::text(&document.select_single("body").html(), engine.rules());
    let (text, more) = clean(&text, article, engine);
    dropped.extend(more);
    dropped.sort_by_key(|dropped| dropped.line);
    let prose = text.split("\n\n").filter(|block| ends_sentence(block)).map(words).filter(|&words| words >= 12);
    (prose.sum::<usize>() >= PROSE).then_some((text, dropped))
}

/// The article of a feed's item; its id is empty, and its text when there is none.
pub(super) fn item(item: Item, engine: &Engine) -> Record {
    let rules = engine.rules();
    let url = item.url.as_deref().and_then(metadata::tidy);
    let site = item.outlet.as_deref().and_then(metadata::tidy);
    let article = Article {
        title: item.title.as_deref().and_then(metadata::tidy),
        outlet: outlet::of_site(site, url.as_deref(), rules),
        author: item.author.as_deref().and_then(metadata::tidy),
        date: item.date.as_deref().and_then(dates::published),
        url,
        ..Article::default()
    };
    let body = item.body.replace('\0', "");
    let is_markup = |(at, _): (usize, &str)| {
        body.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c)))
    };
    let (text, mut dropped) = if body.match_indices('<').any(is_markup) {
        let document = Document::fragment(body.as_str());
        flatten(&document);
        blocks::text(&document.html(), rules)
    } else {
        (metadata::plain(&body), Vec::new())
    };
    let (text, more) = clean(&text, &article, engine);
    dropped.extend(more);
    dropped.sort_by_key(|dropped| dropped.line);
    Record { article: Article { text, ..article }, dropped }
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
