//! The comparison as a page: headlines, claims side by side, words to look at, namings, quotations, silences, profiles.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Comparison;
use crate::claims::Certainty;
use crate::compare::{Cell, EventComparison, Row, Status};
use crate::rules::Effect;

use super::page::{Page, Table, line};
use super::{ProfilesView, Report};

/// A comparison to show.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonView<'a> {
    /// The result.
    pub comparison: &'a Comparison,
    /// Whether rows of one outlet only are shown as well.
    pub all: bool,
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
        headlines(&mut page, found);
        for event in &found.events {
            self.event(&mut page, event);
        }
        if found.events.is_empty() {
            page.text("No event is told by two of these articles.");
        }
        cues(&mut page, found);
        page.heading(1, "Profiles");
        let profiles = ProfilesView { profiles: &found.profiles, whole: false };
        page.blocks.extend(profiles.page().blocks);
        page
    }

    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
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
        ];
        let mut records = Vec::new();
        for event in &self.comparison.events {
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
                    ]);
                }
            }
        }
        (header, records)
    }
}

impl ComparisonView<'_> {
    fn event(&self, page: &mut Page, event: &EventComparison) {
        let date = event.event.date.as_deref().map_or(String::new(), |d| format!(" ({d})"));
        page.heading(1, format!("Event: {}{date}", line(&event.event.label)));
        page.text(format!(
            "Spoken of in {} of {} articles. Found by: {}.",
            event.event.mentions.len(),
            self.comparison.articles.len(),
            event.event.terms.iter().take(12).cloned().collect::<Vec<_>>().join(", ")
        ));
        let order = self.order(event);
        let (shared, single): (Vec<&Row>, Vec<&Row>) =
            event.rows.iter().partition(|r| r.status != Status::SingleOutlet);
        if shared.is_empty() {
            page.text("No two outlets were found to make the same claim here.");
        } else {
            page.heading(2, "Claims side by side");
            page.text(
                "● asserted in the outlet's own voice · “” attributed to somebody · ~ hedged · ? doubted · ✗ denied",
            );
            page.table(rows(&shared, &order));
        }
        if self.all && !single.is_empty() {
            page.heading(2, "Found in one outlet only");
            page.table(rows(&single, &order));
        } else if !single.is_empty() {
            page.text(format!("{} further statements were found in one outlet only; --all shows them.", single.len()));
        }
        naming(page, event, &order);
        quotations(page, event);
        silences(page, event);
    }

    fn order<'e>(&'e self, event: &'e EventComparison) -> Vec<&'e str> {
        let told = |id: &str| event.event.mentions.iter().any(|m| m.article == id);
        let mut names: Vec<&str> = self
            .comparison
            .articles
            .iter()
            .zip(&self.comparison.columns)
            .filter(|(a, _)| told(&a.article.id))
            .map(|(_, c)| c.name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn rows(rows: &[&Row], columns: &[&str]) -> Table {
    let mut head = vec!["Claim".to_owned()];
    head.extend(columns.iter().map(|c| line(c)));
    let body = rows.iter().map(|row| {
        let mut cells = vec![format!("{}\n[{}]", line(&row.label), status_words(row.status))];
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

fn headlines(page: &mut Page, found: &Comparison) {
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

/// The flagged words of narration by category and column, with counts.
fn cues(page: &mut Page, found: &Comparison) {
    let mut words: BTreeMap<&str, BTreeMap<&str, BTreeMap<String, usize>>> = BTreeMap::new();
    let mut columns: BTreeSet<&str> = BTreeSet::new();
    for (article, column) in found.articles.iter().zip(&found.columns) {
        columns.insert(&column.name);
        let narration = article.cues.iter().filter(|c| c.zone == crate::rules::Zone::Narration);
        for cue in narration.filter(|c| c.category != crate::cues::ATTRIBUTION) {
            *words
                .entry(&cue.category)
                .or_default()
                .entry(&column.name)
                .or_default()
                .entry(line(&cue.text).to_lowercase())
                .or_default() += 1;
        }
    }
    let mut table = Table { head: vec!["Category".to_owned()], rows: Vec::new() };
    table.head.extend(columns.iter().map(|c| line(c)));
    for (category, by) in words {
        let mut row = vec![category.replace('_', " ")];
        for column in &columns {
            let mut list: Vec<(&String, &usize)> = by.get(column).into_iter().flatten().collect();
            list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
            let shown = list.into_iter().map(|(w, n)| if *n > 1 { format!("{w} ×{n}") } else { w.clone() });
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
}

fn quotations(page: &mut Page, event: &EventComparison) {
    let mut table = Table { head: ["Outlet", "How", "Words"].map(str::to_owned).to_vec(), rows: Vec::new() };
    for shared in &event.quotations {
        for version in &shared.versions {
            table.rows.push(vec![
                line(&version.column),
                format!("{:?}", version.fidelity).to_lowercase(),
                line(&version.text),
            ]);
        }
    }
    if !table.rows.is_empty() {
        page.heading(2, "The same words, quoted");
        page.table(table);
    }
}

fn silences(page: &mut Page, event: &EventComparison) {
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

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn sign(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "●",
        Certainty::Attributed => "“”",
        Certainty::Hedged => "~",
        Certainty::Doubted => "?",
        Certainty::Denied => "✗",
    }
}

fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Attributed => "attributed",
        Certainty::Hedged => "hedged",
        Certainty::Doubted => "doubted",
        Certainty::Denied => "denied",
    }
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Contradicted => "contradicted",
        Status::NumbersDiffer => "numbers_differ",
        Status::SingleOutlet => "single_outlet",
        Status::FramedDifferently => "framed_differently",
        Status::Corroborated => "corroborated",
    }
}

fn status_words(status: Status) -> &'static str {
    match status {
        Status::Contradicted => "contradicted",
        Status::NumbersDiffer => "numbers differ",
        Status::SingleOutlet => "one outlet only",
        Status::FramedDifferently => "framed differently",
        Status::Corroborated => "told alike",
    }
}
