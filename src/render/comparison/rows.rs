//! Rows of claims as tables: side by side, where they disagree, and who does not tell them.

use std::collections::BTreeMap;

use crate::claims::Certainty;
use crate::compare::{ByReader, Cell, EventComparison, Row};
use crate::rules::Effect;

use super::super::page::{Page, Table, line};
use super::names::{certainty_name, sign, status_words};

/// Rows under a heading, with what the signs mean; nothing when there are none.
pub fn side_by_side(page: &mut Page, heading: &str, rows: &[&Row], columns: &[&str]) {
    if rows.is_empty() {
        return;
    }
    page.heading(2, heading);
    page.text("● asserted in the outlet's own voice · “” attributed to somebody · ~ hedged · ? doubted · ✗ denied");
    page.table(table(rows, columns));
}

fn table(rows: &[&Row], columns: &[&str]) -> Table {
    let mut head = vec!["Claim".to_owned()];
    head.extend(columns.iter().map(|c| line(c)));
    let body = rows.iter().map(|row| {
        let mut cells = vec![format!("{}\n[{}]", line(&row.label), standing(row))];
        for column in columns {
            let own: Vec<String> = row.cells.iter().filter(|c| c.column == *column).map(cell).collect();
            cells.push(own.join("\n"));
        }
        cells
    });
    Table { head, rows: body.collect() }
}

fn cell(cell: &Cell) -> String {
    let mut text = format!("{} {}", sign(cell.certainty), certainty_name(cell.certainty));
    if let Some(source) = cell.attributed_to.as_deref().filter(|_| cell.certainty != Certainty::Asserted) {
        text.push_str(&format!(" ({})", line(source)));
    }
    let decides = |effect: Effect| matches!(effect, Effect::Hedges | Effect::Doubts | Effect::Denies);
    let mut words: Vec<String> = cell.cues.iter().filter(|c| decides(c.effect)).map(|c| line(&c.text)).collect();
    words.dedup();
    if !words.is_empty() {
        text.push_str(&format!(" [{}]", words.join("; ")));
    }
    format!("{text}\n{}", line(&cell.text))
}

/// How the voices stand to each other and, of several claims, how sure it is that they say the same.
fn standing(row: &Row) -> String {
    let claims = row.cells.iter().map(|cell| cell.claims.len()).sum::<usize>();
    let status = status_words(row.status);
    let sure = if claims > 1 { format!("; sure {:.2}", row.confidence) } else { String::new() };
    let reader = match row.by_reader {
        Some(ByReader::Joined) => "; joined by the reader",
        Some(ByReader::Split) => "; split by the reader",
        None => "",
    };
    format!("{status}{sure}{reader}")
}

/// The words that disagree, one line a row and kind.
pub fn conflicts(page: &mut Page, event: &EventComparison) {
    let head = ["Claim", "They disagree on", "What they say"].map(str::to_owned).to_vec();
    let mut table = Table { head, rows: Vec::new() };
    for row in &event.rows {
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for conflict in &row.conflicts {
            let sides = kinds.entry(format!("{:?}", conflict.kind).to_lowercase()).or_default();
            for side in [&conflict.a, &conflict.b] {
                let said = format!("{}: {}", line(&side.column), line(&side.text));
                if !sides.contains(&said) {
                    sides.push(said);
                }
            }
        }
        table.rows.extend(kinds.into_iter().map(|(kind, sides)| vec![line(&row.label), kind, sides.join("\n")]));
    }
    if !table.rows.is_empty() {
        page.heading(2, "Where they disagree");
        page.table(table);
    }
}

/// What others tell and an outlet does not.
pub fn silences(page: &mut Page, event: &EventComparison) {
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for silence in &event.silences {
        if let Some(row) = event.rows.iter().find(|r| r.id == silence.row) {
            by.entry(&silence.column).or_default().push(format!("– {}", line(&row.label)));
        }
    }
    let rows = by.into_iter().map(|(column, labels)| vec![line(column), labels.join("\n")]);
    let table =
        Table { head: ["Outlet", "Not found in the text supplied"].map(str::to_owned).to_vec(), rows: rows.collect() };
    if !table.rows.is_empty() {
        page.heading(2, "Told by two or more others");
        page.table(table);
    }
}
