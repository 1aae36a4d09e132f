//! Headlines side by side, with the words to look at.

use crate::analysis::Comparison;

use super::super::page::{Page, Table, line};

/// The headline of every article.
pub fn table(page: &mut Page, found: &Comparison) {
    let mut rows = Vec::new();
    for (article, column) in found.articles.iter().zip(&found.columns) {
        let given = &article.article;
        let flags: Vec<String> =
            article.title_cues.iter().map(|c| format!("{} ({})", line(&c.text), c.category)).collect();
        rows.push(vec![
            line(&column.name),
            given.date.as_deref().map_or("date not told".to_owned(), |d| d.get(..10).unwrap_or(d).to_owned()),
            given.title.as_deref().map_or("no headline in the text".to_owned(), line),
            flags.join("\n"),
        ]);
    }
    page.heading(1, "Headlines");
    let head = ["Column", "Date", "Headline", "Words to look at"].map(str::to_owned).to_vec();
    page.table(Table { head, rows });
}
