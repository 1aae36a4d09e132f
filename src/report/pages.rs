//! A large report is split: a page for each story that several articles tell, and an index.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::Comparison;
use crate::compare::Status;
use crate::profile::Profile;

use super::contents::Scope;
use super::data::{ActorView, ColumnView, Made, Report};
use super::sheets::plain;
use crate::attribution::SourceKind;

/// Reports of more articles are split.
pub const MOST: usize = 80;

/// The first page of a split report.
#[derive(Debug, Serialize)]
pub struct Index<'a> {
    made: &'a Made,
    columns: Vec<ColumnView>,
    articles_in_all: usize,
    pages: &'a [Entry],
    alone: Vec<Alone>,
    profiles: &'a [Profile],
    source_kinds: &'a [SourceKind],
    actors: &'a [ActorView],
}

/// A page in the index.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Its file.
    pub file: String,
    title: Option<String>,
    date: Option<String>,
    articles: usize,
    rows: usize,
    differs: usize,
}

/// An article that is on no page.
#[derive(Debug, Serialize)]
struct Alone {
    title: Option<String>,
    column: String,
    date: Option<String>,
}

/// The scopes of the pages, those of most articles first. An event is on the page of the story that most of its articles tell.
pub fn scopes(comparison: &Comparison) -> Vec<Scope> {
    let at: BTreeMap<&str, usize> =
        comparison.articles.iter().enumerate().map(|(at, a)| (a.article.id.as_str(), at)).collect();
    let mut story_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, story) in comparison.stories.iter().enumerate() {
        story_of.extend(story.articles.iter().map(|id| (id.as_str(), number)));
    }
    let mut pages: BTreeMap<usize, (BTreeSet<usize>, Vec<usize>)> = BTreeMap::new();
    for (number, event) in comparison.events.iter().enumerate() {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for story in event.event.mentions.iter().filter_map(|m| story_of.get(m.article.as_str())) {
            *votes.entry(*story).or_default() += 1;
        }
        let Some((story, _)) = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))) else { continue };
        let page = pages.entry(story).or_default();
        page.0.extend(event.event.mentions.iter().filter_map(|m| at.get(m.article.as_str())));
        page.1.push(number);
    }
    for (number, story) in comparison.stories.iter().enumerate().filter(|(_, story)| story.articles.len() > 1) {
        pages.entry(number).or_default().0.extend(story.articles.iter().filter_map(|id| at.get(id.as_str())));
    }
    let mut list: Vec<Scope> = pages
        .into_values()
        .map(|(articles, events)| Scope { articles: articles.into_iter().collect(), events, profiles: false })
        .collect();
    list.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.articles.cmp(&b.articles)));
    list
}

/// What the index says of a page.
pub fn entry(number: usize, report: &Report) -> Entry {
    let rows = report.events.iter().flat_map(|event| &event.rows);
    Entry {
        file: format!("story-{number:04}.html"),
        title: report.title.clone().or_else(|| named(report)),
        date: report.articles.iter().find_map(|a| a.date.clone()),
        articles: report.articles.len(),
        rows: rows.clone().count(),
        differs: rows.filter(|row| row.status != Status::Corroborated).count(),
    }
}

/// What tells a page whose event has no name of its own from the others: the event's words, else the first headline, as a quotation.
fn named(report: &Report) -> Option<String> {
    let headline = || report.articles.iter().map(|a| plain(&a.title)).find(|title| !title.is_empty());
    let label = report.events.first().map(|event| event.label.clone());
    label.or_else(|| headline().map(|title| format!("“{title}”")))
}

/// The index; `habits` is a report without articles that holds the habits of all outlets.
pub fn index<'a>(comparison: &Comparison, scopes: &[Scope], pages: &'a [Entry], habits: &'a Report) -> Index<'a> {
    let paged: BTreeSet<usize> = scopes.iter().flat_map(|scope| scope.articles.iter().copied()).collect();
    let told = comparison.articles.iter().zip(&comparison.columns).enumerate();
    let alone = told.clone().filter(|(at, _)| !paged.contains(at)).map(|(_, (a, column))| Alone {
        title: a.article.title.clone(),
        column: column.name.clone(),
        date: a.article.date.clone(),
    });
    let names: BTreeMap<&str, bool> = told
        .clone()
        .map(|(_, (a, column))| (column.name.as_str(), a.article.outlet.as_deref() == Some(column.name.as_str())))
        .collect();
    let column = |(name, outlet): (&str, bool)| ColumnView { name: name.to_owned(), outlet, articles: Vec::new() };
    Index {
        made: &habits.made,
        articles_in_all: comparison.articles.len(),
        alone: alone.collect(),
        columns: names.into_iter().map(column).collect(),
        pages,
        profiles: &habits.profiles,
        source_kinds: &habits.source_kinds,
        actors: &habits.actors,
    }
}
