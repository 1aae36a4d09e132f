//! Columns and voices: who speaks in the comparison. An article without an outlet is a column and a voice of its own;
//! near-duplicates are one voice.

use std::collections::BTreeMap;

use crate::base::Article;
use crate::events::Copies;

/// Where an article stands in the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above the column: the outlet, else the headline, else the file's stem.
    pub name: String,
    /// Articles of the same number are one voice.
    pub voice: usize,
}

/// The column of each article.
pub fn columns(articles: &[&Article], copies: &[Copies]) -> Vec<Column> {
    let mut names: Vec<String> = articles.iter().map(|a| stand_in(a)).collect();
    // Two articles without an outlet are two columns, also under one headline.
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    names.iter().for_each(|name| *times.entry(name.clone()).or_default() += 1);
    for (name, article) in names.iter_mut().zip(articles).filter(|(_, article)| article.outlet.is_none()) {
        if let Some(left) = times.get_mut(name).filter(|left| **left > 1) {
            *left -= 1;
            *name = format!("{name} ({})", article.id);
        }
    }
    let mut voices: BTreeMap<&str, usize> = BTreeMap::new();
    let mut list: Vec<Column> = Vec::with_capacity(names.len());
    for name in &names {
        let next = voices.len();
        let voice = *voices.entry(name).or_insert(next);
        list.push(Column { name: name.clone(), voice });
    }
    let places: BTreeMap<&str, usize> = articles.iter().enumerate().map(|(at, a)| (a.id.as_str(), at)).collect();
    for copy in copies {
        let mut members: Vec<usize> = copy.articles.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
        members.sort_unstable();
        let Some(&first) = members.first() else { continue };
        let voice = list[first].voice;
        let joined: Vec<usize> = members.iter().map(|&a| list[a].voice).collect();
        for column in list.iter_mut().filter(|c| joined.contains(&c.voice)) {
            column.voice = voice;
        }
    }
    list
}

fn stand_in(article: &Article) -> String {
    let stem = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    let title = article.title.as_deref().map(|t| shorten(t, 40));
    article.outlet.clone().or(title).unwrap_or_else(|| stem(article.file.as_deref().unwrap_or(&article.id)))
}

/// The first words of a text, at most `most` characters, with an ellipsis where something is left out.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = text.chars().take(most.saturating_sub(1)).collect();
    }
    short.push('…');
    short
}
