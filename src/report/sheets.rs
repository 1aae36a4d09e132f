//! A report as flat tables: the sheets of a workbook, or a CSV file each. Every line can be read by itself.

use crate::claims::Certainty;

use super::data::{ArticleView, CellView, EventView, Part, Report, RowView};
use super::wording;
use crate::render::Words;
use crate::render::first_upper;

/// A table under a name.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Key of its name, which is its file's name as well.
    pub id: &'static str,
    /// What stands above its columns.
    pub head: Vec<String>,
    /// Its lines, each as long as the head.
    pub lines: Vec<Vec<Value>>,
}

/// What stands in a place of a sheet.
#[derive(Debug, Clone)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// A claim as an outlet tells it, with the rung.
    Rung(Certainty, String),
}

impl Value {
    /// As words.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Rung(_, text) => text.clone(),
            Value::Number(number) if number.fract() == 0.0 => number.to_string(),
            Value::Number(number) => format!("{number:.2}"),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as f64)
    }
}

impl From<Option<f64>> for Value {
    fn from(number: Option<f64>) -> Value {
        number.map_or(Value::Text(String::new()), |n| Value::Number((n * 1000.0).round() / 1000.0))
    }
}

/// The sheets of a report, the cells first: they are what a single CSV file holds. Sheets without a line are left out.
pub fn sheets(report: &Report, words: &Words) -> Vec<Sheet> {
    let mut list = vec![
        cells(report, words),
        claims(report, words),
        headlines(report, words),
        conflicts(report, words),
        naming(report, words),
        wording::agency(report, words),
        quotations(report, words),
        wording::quoted_alone(report, words),
        silences(report, words),
        wording::copies(report, words),
        marks(report, words),
        rules(report, words),
        rates(report, words),
        wording::distinctive(report, words),
        sources(report, words),
        actors(report, words),
        method(report, words),
    ];
    list.retain(|sheet| !sheet.lines.is_empty() || sheet.id == "cells");
    list
}

/// A sheet whose columns are called by `head`.
pub fn sheet(id: &'static str, head: &[&str], words: &Words, lines: Vec<Vec<Value>>) -> Sheet {
    Sheet { id, head: head.iter().map(|name| words.get("column", name).to_owned()).collect(), lines }
}

/// The name of a column.
pub fn column(report: &Report, number: usize) -> &str {
    report.columns.get(number).map_or("", |c| c.name.as_str())
}

fn article(report: &Report, number: usize) -> Option<&ArticleView> {
    report.articles.get(number)
}

/// Parts as plain words.
pub fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// What a cell says, in words: sign, rung, whose words, the words.
pub fn told(cell: &CellView, words: &Words) -> String {
    let mut text = format!("{} {}", words.of("sign", &cell.certainty), words.of("rung", &cell.certainty));
    if let Some(source) = cell.attributed_to.as_deref().filter(|_| cell.certainty != Certainty::Asserted) {
        text.push_str(&format!(" ({source})"));
    }
    format!("{text}: {}", shown(cell))
}

/// A cell's words, with a capital letter first where they are the outlet's own.
pub fn shown(cell: &CellView) -> String {
    if cell.quoted { cell.text.clone() } else { first_upper(&cell.text) }
}

fn rows(event: &EventView) -> impl Iterator<Item = &RowView> {
    event.rows.iter().chain(&event.single)
}

fn cells(report: &Report, words: &Words) -> Sheet {
    let head = [
        "event",
        "row",
        "status",
        "claim",
        "confidence",
        "outlet",
        "article",
        "date",
        "certainty",
        "attributed",
        "cues",
        "text",
    ];
    let mut lines = Vec::new();
    for event in &report.events {
        for row in rows(event) {
            for cell in row.cells.iter().flatten() {
                let Some(given) = article(report, cell.article) else { continue };
                lines.push(vec![
                    event.label.as_str().into(),
                    row.id.as_str().into(),
                    words.of("status", &row.status).into(),
                    row.label.as_str().into(),
                    Some(f64::from(row.confidence)).into(),
                    column(report, given.column).into(),
                    given.id.as_str().into(),
                    given.date.as_deref().unwrap_or_default().into(),
                    words.of("rung", &cell.certainty).into(),
                    cell.attributed_to.as_deref().unwrap_or_default().into(),
                    cell.cues.join("; ").into(),
                    cell.text.as_str().into(),
                ]);
            }
        }
    }
    sheet("cells", &head, words, lines)
}

fn claims(report: &Report, words: &Words) -> Sheet {
    let mut made = sheet("claims", &["event", "claim", "status"], words, Vec::new());
    made.head.extend(report.columns.iter().map(|c| c.name.clone()));
    for event in &report.events {
        for row in &event.rows {
            let mut line: Vec<Value> =
                vec![event.label.as_str().into(), row.label.as_str().into(), words.of("status", &row.status).into()];
            for number in 0..report.columns.len() {
                let at = event.columns.iter().position(|&c| c == number);
                let own = at.and_then(|at| row.cells.get(at)).map_or(&[][..], Vec::as_slice);
                let text: Vec<String> = own.iter().map(|cell| told(cell, words)).collect();
                line.push(match (own.first(), at) {
                    (Some(cell), _) => Value::Rung(cell.certainty, text.join("\n")),
                    (None, Some(_)) => words.get("rung", "none").into(),
                    (None, None) => "".into(),
                });
            }
            made.lines.push(line);
        }
    }
    made
}

fn headlines(report: &Report, words: &Words) -> Sheet {
    let lines = report.articles.iter().map(|a| {
        vec![
            column(report, a.column).into(),
            a.date.as_deref().unwrap_or_default().into(),
            plain(&a.title).into(),
            a.id.as_str().into(),
        ]
    });
    sheet("headlines", &["outlet", "date", "headline", "article"], words, lines.collect())
}

fn conflicts(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for (event, row) in report.events.iter().flat_map(|e| rows(e).map(move |r| (e, r))) {
        for found in &row.conflicts {
            let [a, b] = found.sides.as_slice() else { continue };
            let whole = |side: &super::data::SideView| format!("{}{}{}", side.before, side.words, side.after);
            lines.push(vec![
                event.label.as_str().into(),
                row.label.as_str().into(),
                words.of("conflict", &found.kind).into(),
                column(report, a.column).into(),
                whole(a).into(),
                column(report, b.column).into(),
                whole(b).into(),
            ]);
        }
    }
    sheet("conflicts", &["event", "claim", "kind", "outlet", "text", "other", "other_text"], words, lines)
}

fn naming(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for event in &report.events {
        for naming in &event.naming {
            for (uses, &number) in naming.uses.iter().zip(&event.columns) {
                for used in uses {
                    lines.push(vec![
                        event.label.as_str().into(),
                        naming.name.as_str().into(),
                        column(report, number).into(),
                        used.words.as_str().into(),
                        used.count.into(),
                    ]);
                }
            }
        }
    }
    sheet("naming", &["event", "name", "outlet", "words", "times"], words, lines)
}

fn quotations(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for event in &report.events {
        for (number, shared) in event.quotations.iter().enumerate() {
            for version in &shared.versions {
                lines.push(vec![
                    event.label.as_str().into(),
                    (number + 1).into(),
                    column(report, version.column).into(),
                    words.of("fidelity", &version.fidelity).into(),
                    version.parts.iter().map(|part| part.text.as_str()).collect::<String>().into(),
                    version.left_out.join("; ").into(),
                    shared.source.as_deref().unwrap_or_default().into(),
                ]);
            }
        }
    }
    sheet("quotations", &["event", "row", "outlet", "version", "text", "left_out", "source"], words, lines)
}

fn silences(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for event in &report.events {
        for silence in &event.silences {
            for row in silence.rows.iter().filter_map(|&row| event.rows.get(row)) {
                lines.push(vec![
                    event.label.as_str().into(),
                    column(report, silence.column).into(),
                    row.label.as_str().into(),
                ]);
            }
        }
    }
    sheet("silences", &["event", "outlet", "claim"], words, lines)
}

fn marks(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for article in &report.articles {
        let title = [(&article.title, plain(&article.title))];
        let body = article.paragraphs.iter().flatten().map(|s| (&s.parts, plain(&s.parts)));
        for (parts, sentence) in title.into_iter().chain(body) {
            for part in parts.iter().filter(|part| !part.rules.is_empty()) {
                for rule in part.rules.iter().filter_map(|&rule| report.rules.get(rule)) {
                    let category = report.categories.get(rule.category).map_or("", |c| c.id.as_str());
                    lines.push(vec![
                        column(report, article.column).into(),
                        article.id.as_str().into(),
                        words.get("category", category).into(),
                        part.zone.map_or(String::new(), |zone| words.of("zone", &zone)).into(),
                        part.text.as_str().into(),
                        sentence.as_str().into(),
                        rule.id.as_str().into(),
                    ]);
                }
            }
        }
    }
    sheet("marks", &["outlet", "article", "category", "zone", "words", "sentence", "rule"], words, lines)
}

fn rules(report: &Report, words: &Words) -> Sheet {
    let lines = report.rules.iter().map(|rule| {
        let category = report.categories.get(rule.category).map_or("", |c| c.id.as_str());
        vec![
            rule.id.as_str().into(),
            words.get("category", category).into(),
            rule.count.into(),
            rule.why.as_str().into(),
            rule.question.as_str().into(),
            rule.innocent.as_str().into(),
            rule.source.as_deref().unwrap_or_default().into(),
        ]
    });
    let head = ["rule", "category", "count", "why", "question", "innocent", "literature"];
    sheet("rules", &head, words, lines.collect())
}

fn rates(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for profile in &report.profiles {
        for (category, rate) in &profile.categories {
            lines.push(vec![
                profile.column.as_str().into(),
                profile.words.into(),
                words.get("category", category).into(),
                rate.count.into(),
                rate.rate.into(),
                rate.low.into(),
                rate.high.into(),
            ]);
        }
    }
    sheet("rates", &["outlet", "narration", "category", "count", "rate", "low", "high"], words, lines)
}

fn sources(report: &Report, words: &Words) -> Sheet {
    let mut lines = Vec::new();
    for profile in &report.profiles {
        for (kind, count) in &profile.sources {
            let quoted = profile.quoted.get(kind);
            lines.push(vec![
                profile.column.as_str().into(),
                words.of("source", kind).into(),
                (*count).into(),
                quoted.and_then(|q| q.share).into(),
                quoted.and_then(|q| q.low).into(),
                quoted.and_then(|q| q.high).into(),
            ]);
        }
    }
    sheet("sources", &["outlet", "kind", "count", "share", "low", "high"], words, lines)
}

fn actors(report: &Report, words: &Words) -> Sheet {
    let mut lines: Vec<Vec<Value>> = Vec::new();
    for actor in &report.actors {
        for (profile, habit) in report.profiles.iter().zip(&actor.habits) {
            let Some(habit) = habit else { continue };
            let mut add = |measure: &str, kind: String, share: &crate::profile::Share| {
                lines.push(vec![
                    actor.name.as_str().into(),
                    profile.column.as_str().into(),
                    words.get("label", measure).into(),
                    kind.into(),
                    share.count.into(),
                    share.share.into(),
                    share.low.into(),
                    share.high.into(),
                ]);
            };
            habit.carried.iter().for_each(|(kind, cell)| add("says", words.of("carried", kind), &cell.share));
            habit.certainty.iter().for_each(|(kind, cell)| add("said_of", words.of("rung", kind), &cell.share));
        }
    }
    sheet("actors", &["actor", "outlet", "measure", "kind", "count", "share", "low", "high"], words, lines)
}

fn method(report: &Report, words: &Words) -> Sheet {
    let said = ["what", "limits", "absence", "quoted"].map(|name| vec!["".into(), words.get("method", name).into()]);
    let made = &report.made;
    let known =
        [("command", &made.command), ("version", &made.version), ("ruleset", &made.ruleset), ("preset", &made.preset)];
    let known = known.map(|(name, value)| vec![words.get("method", name).into(), value.as_str().into()]);
    let packs = made.packs.iter().map(|pack| vec![pack.id.as_str().into(), pack.title.as_str().into()]);
    sheet("method", &["name", "text"], words, known.into_iter().chain(said).chain(packs).collect())
}
