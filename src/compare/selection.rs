//! What a reader asks of a comparison: which columns, which rows of them, in which order.
//!
//! Rows are made of all articles first and then cut down, so that a row keeps its id and its members whatever is asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Error, Result};
use crate::claims::Certainty;
use crate::rules;

use super::{Cell, Column, Row, Told};

/// How rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowOrder {
    /// As the fullest article tells them; what it does not tell stands where the others have it.
    Told,
    /// The most widely carried first.
    #[default]
    Outlets,
    /// The most differing first.
    Difference,
    /// The surest first.
    Confidence,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Names of columns, in any case; all when empty.
    pub outlets: Vec<String>,
    /// Voices that a row needs.
    pub voices: usize,
    /// The order of rows.
    pub order: RowOrder,
}

impl Asked {
    /// Whether a column is wanted.
    pub fn shows(&self, column: &Column) -> bool {
        self.outlets.is_empty() || self.outlets.iter().any(|name| same(name, &column.name))
    }

    /// That every wanted column is there.
    ///
    /// # Errors
    /// With the near name, for the first that is not.
    pub fn check(&self, columns: &[Column]) -> Result<()> {
        let names: BTreeSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let Some(unknown) = self.outlets.iter().find(|wanted| !names.iter().any(|name| same(wanted, name))) else {
            return Ok(());
        };
        let written = unknown.to_lowercase();
        let folded: BTreeMap<String, &str> = names.iter().map(|name| (name.to_lowercase(), *name)).collect();
        let near = rules::nearest(&written, folded.keys().map(String::as_str));
        let holding = || folded.keys().map(String::as_str).find(|name| name.contains(&written));
        let meant = near.or_else(holding).and_then(|name| folded.get(name));
        let help = meant.map_or_else(
            || format!("there are: {}", names.iter().take(KNOWN).copied().collect::<Vec<_>>().join(", ")),
            |name| format!("did you mean `{name}`?"),
        );
        Err(Error::Usage(format!("no article is of the outlet `{unknown}`; {help}")))
    }

    /// Puts rows in order; ties go to the smaller id. Except as told, rows of nouns alone come
    /// behind all others that several tell.
    pub(super) fn sort(&self, rows: &mut [Row], told: &[Told]) {
        match self.order {
            RowOrder::Outlets => {}
            RowOrder::Told => {
                let places = places(rows, told);
                let place = |row: &Row| places.get(&row.id).copied().unwrap_or(1.0);
                rows.sort_by(|a, b| place(a).total_cmp(&place(b)).then_with(|| a.id.cmp(&b.id)));
                return;
            }
            RowOrder::Difference => {
                rows.sort_by(|a, b| {
                    let step =
                        (severity(a), std::cmp::Reverse(spread(a))).cmp(&(severity(b), std::cmp::Reverse(spread(b))));
                    step.then_with(|| widest(a, b))
                });
                return;
            }
            RowOrder::Confidence => {
                // A row of one claim is sure to be a row, but says nothing of likeness.
                rows.sort_by(|a, b| {
                    let alone = |row: &Row| (row.voices < 2, row.nominal);
                    alone(a).cmp(&alone(b)).then(b.confidence.total_cmp(&a.confidence)).then_with(|| widest(a, b))
                });
                return;
            }
        }
        rows.sort_by(widest);
    }
}

fn same(wanted: &str, name: &str) -> bool {
    wanted.to_lowercase() == name.to_lowercase()
}

fn widest(a: &Row, b: &Row) -> std::cmp::Ordering {
    let columns = |row: &Row| row.cells.iter().map(|c| c.column.as_str()).collect::<BTreeSet<_>>().len();
    let nouns = |row: &Row| (row.voices < 2, row.nominal);
    nouns(a)
        .cmp(&nouns(b))
        .then(columns(b).cmp(&columns(a)))
        .then(a.status.cmp(&b.status))
        .then(b.confidence.total_cmp(&a.confidence))
        .then_with(|| a.id.cmp(&b.id))
}

/// The status by how much it divides; a row of one voice divides nobody.
fn severity(row: &Row) -> (bool, bool, super::Status) {
    (row.voices < 2, row.nominal, row.status)
}

/// Rungs between the outlet that commits itself most and the one that does least.
fn spread(row: &Row) -> u8 {
    let rung = |cell: &Cell| match cell.certainty {
        Certainty::Asserted => 0,
        Certainty::Attributed => 1,
        Certainty::Hedged => 2,
        Certainty::Doubted => 3,
        Certainty::Denied => 4u8,
    };
    let rungs = || row.cells.iter().map(rung);
    rungs().max().unwrap_or(0) - rungs().min().unwrap_or(0)
}

/// Where each row stands, 0 to 1: in the article that tells most of those that several tell, else on average in the others.
fn places(rows: &[Row], told: &[Told]) -> BTreeMap<String, f32> {
    let length: BTreeMap<&str, usize> = told.iter().map(|t| (t.article.id.as_str(), t.sentences.len())).collect();
    let place =
        |cell: &Cell| cell.sentence as f32 / length.get(cell.article.as_str()).copied().unwrap_or(1).max(1) as f32;
    let mut told_by: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows {
        for cell in &row.cells {
            let slot = told_by.entry(&cell.article).or_default();
            slot.0 += usize::from(row.voices > 1);
            slot.1 += 1;
        }
    }
    let fullest = told_by.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(article, _)| article);
    let of = |row: &Row| {
        let own = row.cells.iter().find(|cell| Some(cell.article.as_str()) == fullest).map(place);
        own.unwrap_or_else(|| row.cells.iter().map(place).sum::<f32>() / row.cells.len().max(1) as f32)
    };
    rows.iter().map(|row| (row.id.clone(), of(row))).collect()
}

/// Columns that are named when one is not there.
const KNOWN: usize = 12;
