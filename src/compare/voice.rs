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
    for at in 0..names.len() {
        if articles[at].outlet.is_none()
            && names.iter().enumerate().any(|(other, name)| other != at && *name == names[at])
        {
            names[at] = format!("{} ({})", names[at], articles[at].id);
        }
    }
    let mut voices: BTreeMap<&str, usize> = BTreeMap::new();
    let mut list: Vec<Column> = Vec::with_capacity(names.len());
    for name in &names {
        let next = voices.len();
        let voice = *voices.entry(name).or_insert(next);
        list.push(Column { name: name.clone(), voice });
    }
    for copy in copies {
        let members: Vec<usize> = (0..articles.len()).filter(|&a| copy.articles.contains(&articles[a].id)).collect();
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
