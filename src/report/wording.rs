//! Sheets of wording: doers, who is quoted by one outlet only, passages of copies, distinctive words.

use super::data::Report;
use super::sheets::{Sheet, column, sheet};
use crate::render::Words;

/// Acts by who is said to do them.
pub fn agency(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for event in &report.events {
        for act in &event.agency {
            for (uses, &number) in act.uses.iter().zip(&event.columns) {
                lines.extend(uses.iter().map(|used| {
                    vec![
                        event.label.as_str().into(),
                        act.act.as_str().into(),
                        column(report, number).into(),
                        used.doer.as_deref().unwrap_or(words.get("label", "nobody")).into(),
                        used.count.into(),
                    ]
                }));
            }
        }
    }
    sheet("agency", &["event", "act", "outlet", "doer", "times"], words, lines)
}

/// Whom one outlet quotes alone.
pub fn quoted_alone(report: &Report, words: &Words) -> Sheet {
    let lines = report.events.iter().flat_map(|event| {
        event.quoted_alone.iter().map(|found| {
            vec![
                event.label.as_str().into(),
                column(report, found.column).into(),
                found.source.as_str().into(),
                found.count.into(),
            ]
        })
    });
    sheet("quoted_alone", &["event", "outlet", "source", "times"], words, lines.collect())
}

/// Passages that two articles share.
pub fn copies(report: &Report, words: &Words) -> Sheet {
    let name = |number: usize| report.articles.get(number).map_or("", |a| column(report, a.column));
    let lines = report.copies.iter().flat_map(|copy| {
        let [one, other] = copy.articles;
        copy.passages.iter().map(move |passage| {
            vec![name(one).into(), name(other).into(), Some(f64::from(copy.share)).into(), passage.text.as_str().into()]
        })
    });
    sheet("copies", &["outlet", "other", "share", "text"], words, lines.collect())
}

/// The words that each outlet uses more than the others.
pub fn distinctive(report: &Report, words: &Words) -> Sheet {
    let lines = report.profiles.iter().flat_map(|profile| {
        profile.distinctive.iter().map(|word| {
            vec![
                profile.column.as_str().into(),
                word.word.as_str().into(),
                word.count.into(),
                word.others.into(),
                word.z.into(),
            ]
        })
    });
    sheet("distinctive", &["outlet", "words", "count", "others", "z"], words, lines.collect())
}
