//! The comparison as a page: headlines, claims side by side, words to look at, namings, quotations, silences, profiles.

mod headlines;
mod names;
mod records;
mod rows;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Comparison, Part, Parts, disagrees};
use crate::compare::{EventComparison, Row};

use super::page::{Page, Table, line};
use super::{ProfilesView, Report};

/// A comparison to show.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonView<'a> {
    /// The result.
    pub comparison: &'a Comparison,
    /// Whether rows of one outlet only are shown as well.
    pub all: bool,
    /// The parts to show.
    pub parts: &'a Parts,
}

impl Report for ComparisonView<'_> {
    fn page(&self) -> Page {
        let found = self.comparison;
        let columns: BTreeSet<&str> = found.columns.iter().map(|c| c.name.as_str()).collect();
        let mut page = Page::new(format!(
            "{}, {}, {}",
            counted(found.articles.len(), "article"),
            counted(columns.len(), "column"),
            counted(found.events.len(), "event")
        ));
        if self.parts.has(Part::Headlines) {
            headlines::table(&mut page, found);
        }
        for event in &found.events {
            self.event(&mut page, event);
        }
        if found.events.is_empty() {
            page.text("No event is told by two of these articles.");
        }
        if self.parts.has(Part::Words) {
            words::table(&mut page, found);
        }
        if self.parts.has(Part::Profiles) {
            page.heading(1, "Profiles");
            let profiles = ProfilesView { profiles: &found.profiles, whole: false };
            page.blocks.extend(profiles.page().blocks);
        }
        page
    }

    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        records::of(self.comparison, self.parts.only())
    }
}

impl ComparisonView<'_> {
    fn event(&self, page: &mut Page, event: &EventComparison) {
        let has = |part| self.parts.has(part);
        if ![Part::Rows, Part::Conflicts, Part::Namings, Part::Quotations, Part::Silences].into_iter().any(has) {
            return;
        }
        let date = event.event.date.as_deref().map_or(String::new(), |d| format!(" ({d})"));
        page.heading(1, format!("Event: {}{date}", line(&event.event.label)));
        page.text(format!(
            "Spoken of in {} of {} articles. Found by: {}.",
            event.event.mentions.len(),
            self.comparison.articles.len(),
            event.event.terms.iter().take(12).cloned().collect::<Vec<_>>().join(", ")
        ));
        let order = self.order(event);
        if has(Part::Rows) {
            self.rows(page, event, &order);
        } else if has(Part::Conflicts) {
            let rows: Vec<&Row> = event.rows.iter().filter(|row| disagrees(row)).collect();
            rows::side_by_side(page, "Claims on which they disagree", &rows, &order);
        }
        if has(Part::Conflicts) || has(Part::Rows) {
            rows::conflicts(page, event);
        }
        naming(page, event, &order);
        quotations(page, event);
        rows::silences(page, event);
    }

    fn rows(&self, page: &mut Page, event: &EventComparison, order: &[&str]) {
        let (shared, single): (Vec<&Row>, Vec<&Row>) = event.rows.iter().partition(|row| row.voices > 1);
        if shared.is_empty() {
            page.text("No two outlets were found to make the same claim here.");
        }
        rows::side_by_side(page, "Claims side by side", &shared, order);
        if self.all {
            rows::side_by_side(page, "Found in one outlet only", &single, order);
        } else if !single.is_empty() {
            page.text(format!("{} further statements were found in one outlet only; --all shows them.", single.len()));
        }
    }

    fn order<'e>(&'e self, event: &'e EventComparison) -> Vec<&'e str> {
        let told: BTreeSet<&str> = event.event.mentions.iter().map(|m| m.article.as_str()).collect();
        let articles = self.comparison.articles.iter().zip(&self.comparison.columns);
        let names = articles.filter(|(a, _)| told.contains(a.article.id.as_str())).map(|(_, c)| c.name.as_str());
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn naming(page: &mut Page, event: &EventComparison, columns: &[&str]) {
    let mut table = Table { head: vec!["Whom or what".to_owned()], rows: Vec::new() };
    table.head.extend(columns.iter().map(|c| line(c)));
    for naming in &event.naming {
        let mut row = vec![line(&naming.name)];
        for column in columns {
            let uses = naming.uses.iter().filter(|u| u.column == *column);
            let shown =
                uses.map(|u| if u.count > 1 { format!("{} ×{}", line(&u.words), u.count) } else { line(&u.words) });
            row.push(shown.collect::<Vec<_>>().join(", "));
        }
        table.rows.push(row);
    }
    if !table.rows.is_empty() {
        page.heading(2, "What they call it");
        page.table(table);
    }
    let mut table = Table { head: vec!["Act".to_owned()], rows: Vec::new() };
    table.head.extend(columns.iter().map(|c| line(c)));
    for agency in &event.agency {
        let mut row = vec![line(&agency.act)];
        for column in columns {
            let shown = agency.uses.iter().filter(|u| u.column == *column).map(|used| {
                let doer = used.doer.as_deref().map_or("nobody named (passive)".to_owned(), line);
                if used.count > 1 { format!("{doer} ×{}", used.count) } else { doer }
            });
            row.push(shown.collect::<Vec<_>>().join(", "));
        }
        table.rows.push(row);
    }
    if !table.rows.is_empty() {
        page.heading(2, "Who does it");
        page.table(table);
    }
}

fn quotations(page: &mut Page, event: &EventComparison) {
    let head = ["Who", "Outlet", "How", "Words", "Differs"].map(str::to_owned).to_vec();
    let mut table = Table { head, rows: Vec::new() };
    for shared in &event.quotations {
        for (number, version) in shared.versions.iter().enumerate() {
            let source = shared.source.as_deref().filter(|_| number == 0);
            let marked = |sign: &str, words: &[String]| {
                if words.is_empty() { None } else { Some(format!("{sign} {}", words.join(" "))) }
            };
            let differs = [marked("+", &version.own_words), marked("–", &version.left_out)];
            table.rows.push(vec![
                source.map(line).unwrap_or_default(),
                line(&version.column),
                format!("{:?}", version.fidelity).to_lowercase(),
                line(&version.text),
                differs.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            ]);
        }
    }
    if !table.rows.is_empty() {
        page.heading(2, "The same words, quoted");
        page.text("+ words that only this version has · – words of the fullest version that it leaves out");
        page.table(table);
    }
    let mut by: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for alone in &event.quoted_alone {
        by.entry(&alone.column).or_default().push(line(&alone.source));
    }
    let rows: Vec<Vec<String>> = by.into_iter().map(|(column, who)| vec![line(column), who.join(", ")]).collect();
    if !rows.is_empty() {
        page.heading(2, "Quoted by one only");
        page.table(Table { head: ["Outlet", "Whom"].map(str::to_owned).to_vec(), rows });
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
