//! Headlines side by side, with the words to look at and what the text below makes of them.

use std::collections::BTreeMap;

use crate::analysis::Comparison;
use crate::base::Span;
use crate::compare::{Bearing, Headline};
use crate::cues::Cue;

use super::super::page::{Page, Table, line};
use super::names::{certainty_name, sign};

/// By article: what its text makes of its headline, of the first event that it is in.
pub fn by_article(found: &Comparison) -> BTreeMap<&str, &Headline> {
    let mut headlines = BTreeMap::new();
    for headline in found.events.iter().flat_map(|event| &event.headlines) {
        headlines.entry(headline.article.as_str()).or_insert(headline);
    }
    headlines
}

/// The flagged words of a headline with their categories; those of one span once: "Reportedly (attribution, hedge)".
pub fn flags(cues: &[Cue]) -> Vec<String> {
    let mut spans: BTreeMap<Span, (&str, Vec<&str>)> = BTreeMap::new();
    for cue in cues {
        spans.entry(cue.span).or_insert((&cue.text, Vec::new())).1.push(&cue.category);
    }
    spans.into_values().map(|(words, categories)| format!("{} ({})", line(words), categories.join(", "))).collect()
}

/// The headline of every article.
pub fn table(page: &mut Page, found: &Comparison) {
    let headlines = by_article(found);
    let mut rows = Vec::new();
    for (article, column) in found.articles.iter().zip(&found.columns) {
        let given = &article.article;
        let flags = flags(&article.title_cues);
        let headline = headlines.get(given.id.as_str());
        let date = given.date.as_deref().map_or("date not told".to_owned(), |d| d.get(..10).unwrap_or(d).to_owned());
        let title = given.title.as_deref().map_or("no headline in the text".to_owned(), line);
        let rung = headline.and_then(|h| h.certainty).map(|c| format!("\n{} {}", sign(c), certainty_name(c)));
        rows.push(vec![
            format!("{}\n{date}", line(&column.name)),
            format!("{title}{}", rung.unwrap_or_default()),
            flags.join("\n"),
            headline.map(|h| text(h)).unwrap_or_default(),
        ]);
    }
    page.heading(1, "Headlines");
    let head = ["Column", "Headline", "Words to look at", "What the text says of it"].map(str::to_owned).to_vec();
    page.table(Table { head, rows });
}

fn text(headline: &Headline) -> String {
    let Some(body) = &headline.body else { return bearing_words(headline.bearing).to_owned() };
    let rung = format!("{} {}", sign(body.certainty), certainty_name(body.certainty));
    format!("{}: {rung}\n{}", bearing_words(headline.bearing), line(&body.text))
}

fn bearing_words(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Same => "on the same rung",
        Bearing::Weaker => "commits itself less",
        Bearing::Stronger => "commits itself more",
        Bearing::NotFound => "not found in the text",
    }
}
