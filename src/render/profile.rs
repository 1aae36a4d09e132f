//! Profiles as a page.

use crate::profile::{Profile, Rate};

use super::Report;
use super::page::{Page, Table, line};

/// Profiles to show.
#[derive(Debug, Clone, Copy)]
pub struct ProfilesView<'a> {
    /// The result.
    pub profiles: &'a [Profile],
}

impl Report for ProfilesView<'_> {
    fn page(&self) -> Page {
        let mut page = Page::new("");
        let thin = self.profiles.iter().any(|p| p.categories.values().any(|r| r.rate.is_none()));
        let mut text = "Cues in narration per 1,000 words, with the count in brackets.".to_owned();
        if thin {
            text.push_str(" Below 1,000 words of narration there are counts only.");
        }
        page.text(text);
        let categories: Vec<&String> = self.profiles.first().map(|p| p.categories.keys().collect()).unwrap_or_default();
        let mut head = vec!["Column".to_owned(), "articles".to_owned(), "words".to_owned()];
        head.extend(categories.iter().map(|c| c.replace('_', " ")));
        let rows = self.profiles.iter().map(|profile| {
            let mut row = vec![line(&profile.column), profile.articles.to_string(), profile.words.to_string()];
            row.extend(categories.iter().map(|c| profile.categories.get(*c).map_or(String::new(), rate)));
            row
        });
        page.table(Table { head, rows: rows.collect() });
        page
    }

    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let mut records = Vec::new();
        let number = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.3}"));
        for profile in self.profiles {
            for (category, rate) in &profile.categories {
                records.push(vec![
                    profile.column.clone(),
                    profile.articles.to_string(),
                    profile.words.to_string(),
                    category.clone(),
                    rate.count.to_string(),
                    number(rate.rate),
                    number(rate.low),
                    number(rate.high),
                ]);
            }
        }
        (vec!["column", "articles", "words", "category", "count", "rate", "low", "high"], records)
    }
}

fn rate(rate: &Rate) -> String {
    match (rate.rate, rate.low, rate.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.1} ({}), {low:.1}–{high:.1}", rate.count),
        (Some(value), ..) => format!("{value:.1} ({})", rate.count),
        _ => format!("({})", rate.count),
    }
}
