//! A comparison as flat records: the rows, or the one part that was asked for.

use crate::analysis::{Comparison, Part};
use crate::compare::Row;

use super::super::page::line;
use super::super::{ProfilesView, Report};
use super::names::{bearing_name, certainty_name, status_name};
use super::{headlines, words};

/// Column names and records.
pub type Records = (Vec<&'static str>, Vec<Vec<String>>);

/// The records of one part; of rows when none is named.
pub fn of(found: &Comparison, part: Option<Part>) -> Records {
    match part {
        None | Some(Part::Rows) => rows(found),
        Some(Part::Conflicts) => conflicts(found),
        Some(Part::Silences) => silences(found),
        Some(Part::Namings) => namings(found),
        Some(Part::Quotations) => quotations(found),
        Some(Part::Headlines) => headlines(found),
        Some(Part::Words) => flagged(found),
        Some(Part::Profiles) => ProfilesView { profiles: &found.profiles, whole: true }.records(),
    }
}

fn rows(found: &Comparison) -> Records {
    let header = vec![
        "event",
        "row",
        "status",
        "claim",
        "confidence",
        "column",
        "article",
        "certainty",
        "attributed_to",
        "cues",
        "text",
        "by_reader",
    ];
    let mut records = Vec::new();
    for event in &found.events {
        for row in &event.rows {
            for cell in &row.cells {
                records.push(vec![
                    event.event.id.clone(),
                    row.id.clone(),
                    status_name(row.status).to_owned(),
                    row.label.clone(),
                    format!("{:.2}", row.confidence),
                    cell.column.clone(),
                    cell.article.clone(),
                    certainty_name(cell.certainty).to_owned(),
                    cell.attributed_to.as_deref().map(line).unwrap_or_default(),
                    cell.cues.iter().map(|c| line(&c.text)).collect::<Vec<_>>().join("; "),
                    line(&cell.text),
                    row.by_reader.map_or(String::new(), |by| format!("{by:?}").to_lowercase()),
                ]);
            }
        }
    }
    (header, records)
}

fn conflicts(found: &Comparison) -> Records {
    let header =
        vec!["event", "row", "status", "claim", "confidence", "kind", "column_a", "words_a", "column_b", "words_b"];
    let mut records = Vec::new();
    for event in &found.events {
        for row in &event.rows {
            let mut add = |rest: [String; 5]| {
                let confidence = format!("{:.2}", row.confidence);
                let status = status_name(row.status).to_owned();
                let mut record = vec![event.event.id.clone(), row.id.clone(), status, row.label.clone(), confidence];
                record.extend(rest);
                records.push(record);
            };
            for conflict in &row.conflicts {
                let kind = format!("{:?}", conflict.kind).to_lowercase();
                let (a, b) = (&conflict.a, &conflict.b);
                add([kind, a.column.clone(), line(&a.text), b.column.clone(), line(&b.text)]);
            }
            if row.conflicts.is_empty() {
                add(Default::default());
            }
        }
    }
    (header, records)
}

fn silences(found: &Comparison) -> Records {
    let mut records = Vec::new();
    for event in &found.events {
        for silence in &event.silences {
            let row: Option<&Row> = event.rows.iter().find(|row| row.id == silence.row);
            let label = row.map_or_else(String::new, |row| line(&row.label));
            let voices = row.map_or(0, |row| row.voices).to_string();
            records.push(vec![event.event.id.clone(), silence.column.clone(), silence.row.clone(), label, voices]);
        }
    }
    (vec!["event", "column", "row", "claim", "voices"], records)
}

fn namings(found: &Comparison) -> Records {
    let mut records = Vec::new();
    for event in &found.events {
        for naming in &event.naming {
            for used in &naming.uses {
                let (name, words) = (line(&naming.name), line(&used.words));
                records.push(vec![event.event.id.clone(), name, used.column.clone(), words, used.count.to_string()]);
            }
        }
    }
    (vec!["event", "name", "column", "words", "count"], records)
}

fn quotations(found: &Comparison) -> Records {
    let mut records = Vec::new();
    for event in &found.events {
        for (number, shared) in event.quotations.iter().enumerate() {
            for version in &shared.versions {
                records.push(vec![
                    event.event.id.clone(),
                    (number + 1).to_string(),
                    version.column.clone(),
                    version.article.clone(),
                    format!("{:?}", version.fidelity).to_lowercase(),
                    line(&version.text),
                    version.own_words.join(" "),
                    version.left_out.join(" "),
                ]);
            }
        }
    }
    (vec!["event", "quotation", "column", "article", "how", "words", "own_words", "left_out"], records)
}

fn headlines(found: &Comparison) -> Records {
    let mut records = Vec::new();
    let judged = headlines::by_article(found);
    for (article, column) in found.articles.iter().zip(&found.columns) {
        let given = &article.article;
        let cues = headlines::flags(&article.title_cues);
        let headline = judged.get(given.id.as_str());
        let body = headline.and_then(|h| h.body.as_ref());
        records.push(vec![
            column.name.clone(),
            given.id.clone(),
            given.date.clone().unwrap_or_default(),
            given.title.as_deref().map(line).unwrap_or_default(),
            cues.join("; "),
            headline.and_then(|h| h.certainty).map_or("", certainty_name).to_owned(),
            headline.map_or("", |h| bearing_name(h.bearing)).to_owned(),
            body.map_or("", |b| certainty_name(b.certainty)).to_owned(),
            body.map_or_else(String::new, |b| line(&b.text)),
        ]);
    }
    let header =
        vec!["column", "article", "date", "headline", "cues", "certainty", "bearing", "text_certainty", "text"];
    (header, records)
}

fn flagged(found: &Comparison) -> Records {
    let mut records = Vec::new();
    for (category, columns) in words::counted(found) {
        for (column, list) in columns {
            for (word, count) in words::ranked(&list) {
                records.push(vec![category.to_owned(), column.to_owned(), word.to_owned(), count.to_string()]);
            }
        }
    }
    (vec!["category", "column", "words", "count"], records)
}
