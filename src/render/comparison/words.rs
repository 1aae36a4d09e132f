//! The flagged words of narration side by side.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Comparison;
use crate::cues::ATTRIBUTION;
use crate::rules::Zone;

use super::super::page::{Page, Table, line};

/// By category and column: the words with their counts.
pub type Counted<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeMap<String, usize>>>;

/// Counts them; attributions are left to the profiles.
pub fn counted(found: &Comparison) -> Counted<'_> {
    let mut words = Counted::new();
    for (article, column) in found.articles.iter().zip(&found.columns) {
        let narration = article.cues.iter().filter(|c| c.zone == Zone::Narration && c.category != ATTRIBUTION);
        for cue in narration {
            let by_column = words.entry(&cue.category).or_default();
            *by_column.entry(&column.name).or_default().entry(line(&cue.text).to_lowercase()).or_default() += 1;
        }
    }
    words
}

/// The words of one column, the most used first.
pub fn ranked(words: &BTreeMap<String, usize>) -> Vec<(&str, usize)> {
    let mut list: Vec<(&str, usize)> = words.iter().map(|(word, count)| (word.as_str(), *count)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    list
}

/// A row a category, a column an outlet.
pub fn table(page: &mut Page, found: &Comparison) {
    let columns: BTreeSet<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
    let mut table = Table { head: vec!["Category".to_owned()], rows: Vec::new() };
    table.head.extend(columns.iter().map(|c| line(c)));
    for (category, by) in counted(found) {
        let mut row = vec![category.replace('_', " ")];
        for column in &columns {
            let list = by.get(column).map(ranked).unwrap_or_default();
            let shown = list.into_iter().map(|(w, n)| if n > 1 { format!("{w} ×{n}") } else { w.to_owned() });
            row.push(shown.collect::<Vec<_>>().join(", "));
        }
        table.rows.push(row);
    }
    if !table.rows.is_empty() {
        page.heading(1, "Words to look at, in the outlets' own voice");
        page.text("What stands inside quotation marks belongs to the speaker and is not counted here.");
        page.table(table);
    }
}
