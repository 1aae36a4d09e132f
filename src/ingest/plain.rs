//! Plain text as scraped from a page: from lines to an article.

use super::Dropped;
use super::heading::heading;
use super::lines::{ends_sentence, join, starts_lower};
use super::outlet;
use super::page::{self, Row, rows};
use crate::base::Article;
use crate::matching::Engine;
use crate::rules::RuleSet;

/// The article of a page, its text without furniture and one paragraph a block, and what was left out. Never fails; the
/// text is empty when there is nothing but furniture.
pub(super) fn read(text: &str, engine: &Engine) -> (Article, Vec<Dropped>) {
    let rules = engine.rules();
    let (mut rows, mut dropped) = rows(text, engine);
    let heading = heading(&mut rows, rules);
    page::spread(&mut rows);
    page::drop_between(&mut rows);
    page::drop_repeats(&mut rows, heading.body);
    page::drop_pull_quotes(&mut rows);
    if rows.iter().any(|row| row.is_kept() && row.prose) {
        page::drop_tail(&mut rows);
    }
    let mut signs: Vec<usize> =
        rows.iter().filter(|row| !row.is_kept()).flat_map(|r| r.marks.outlets.clone()).collect();
    signs.extend(heading.outlet);
    let url = address(&rows);
    let mut names: Vec<String> = signs.into_iter().filter_map(|at| Some(rules.outlets.get(at)?.name.clone())).collect();
    names.extend(url.as_deref().and_then(|url| outlet::of_address(url, rules)));
    let article = Article {
        outlet: outlet::agreed(names),
        title: heading.title,
        author: heading.author,
        date: heading.date,
        url,
        text: paragraphs(&rows, rules),
        ..Article::default()
    };
    dropped.extend(rows.into_iter().filter_map(|row| {
        Some(Dropped { article: String::new(), line: row.line.number, text: row.line.text, why: row.why? })
    }));
    dropped.sort_by_key(|dropped| dropped.line);
    (article, dropped)
}

/// The page's own address: the only line that is nothing but one.
fn address(rows: &[Row]) -> Option<String> {
    let mut found = rows.iter().map(|row| &row.line.text).filter(|line| page::is_address(line) && line.contains("://"));
    let only = found.next()?;
    found.next().is_none().then(|| only.clone())
}

/// The rows that are kept, parted by blank lines; a sentence that the scrape broke in two is made whole.
pub(super) fn paragraphs(rows: &[Row], rules: &RuleSet) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for row in rows.iter().filter(|row| row.is_kept()) {
        let text = &row.line.text;
        let second = text.chars().nth(1).is_none_or(|c| !c.is_uppercase());
        match paragraphs.last_mut() {
            Some(before) if open && starts_lower(text) && second => join(before, text, rules),
            _ => paragraphs.push(text.clone()),
        }
        open = !row.fixed && row.words > 3 && !ends_sentence(text);
    }
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests;
