//! A report as a document for a word processor, to be changed and handed out.

use docx_rs::{Docx, LineSpacing, PageOrientationType, Paragraph, Run, Shading, TableCell};

use crate::base::Result;

use super::data::{CellView, EventView, Part, Report, RowView};
use super::sheets::{Sheet, plain, shown};
use super::wording;
use super::workbook::colours;
use crate::render::Words;
use crate::render::paper::{self, blank, cell, indented, run};

/// Width of the page between its margins, in twentieths of a point: A4 lying.
const WIDE: usize = 14_800;
/// More columns than this do not fit on paper; the others are in the list of cells.
const COLUMNS: usize = 8;
/// Colours of the categories, as on the page.
const INKS: [&str; 6] = ["6B3FA0", "8A3A09", "6F4A00", "A01C46", "17503A", "1B4B82"];
/// Kinds of line under the words of each category, so that they differ without colour.
const LINES: [&str; 6] = ["dotted", "double", "wave", "dash", "single", "thick"];

/// The bytes of a document.
///
/// # Errors
/// Never for reports of this library.
pub fn docx(report: &Report, words: &Words) -> Result<Vec<u8>> {
    let mut made = Made { docx: blank(PageOrientationType::Landscape), report, words };
    made.all();
    paper::bytes(made.docx)
}

struct Made<'a> {
    docx: Docx,
    report: &'a Report,
    words: &'a Words,
}

impl<'a> Made<'a> {
    fn all(&mut self) {
        let title = match (&self.report.title, self.report.events.first()) {
            (Some(title), _) => title.clone(),
            (None, Some(event)) => {
                self.words.get("page", "one_event").replace("{n}", &event.articles.len().to_string())
            }
            (None, None) => self.words.get("page", "untitled").to_owned(),
        };
        self.heading(1, &title);
        self.headlines();
        for event in &self.report.events {
            self.event(event);
        }
        self.sheet(wording::agency(self.report, self.words));
        self.sheet(wording::quoted_alone(self.report, self.words));
        self.sheet(wording::copies(self.report, self.words));
        self.articles();
        self.rates();
        self.sheet(wording::distinctive(self.report, self.words));
        self.rules();
        self.method();
    }

    fn add(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    fn heading(&mut self, level: usize, words: &str) {
        self.add(paper::heading(level, words));
    }

    fn head(&mut self, level: usize, name: &str) {
        self.heading(level, self.words.get("head", name));
        let intro = self.words.get("intro", name);
        if intro != name {
            self.add(Paragraph::new().keep_next(true).add_run(run(intro).color("5B574F")));
        }
    }

    fn table(&mut self, head: &[&str], lines: Vec<Vec<TableCell>>) {
        let first = if head.len() > 3 { WIDE / 4 } else { WIDE / head.len().max(1) };
        let rest = (WIDE - first) / head.len().saturating_sub(1).max(1);
        let grid: Vec<usize> = (0..head.len()).map(|at| if at == 0 { first } else { rest }).collect();
        let titles = head.iter().map(|name| {
            TableCell::new()
                .shading(Shading::new().fill("F4F1EA"))
                .add_paragraph(Paragraph::new().add_run(run(name).bold().size(18)))
        });
        let rows = std::iter::once(titles.collect()).chain(lines).collect();
        let table = paper::table(rows, &grid);
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(table);
        self.add(Paragraph::new());
    }

    /// A sheet under its heading; nothing where it has no lines.
    fn sheet(&mut self, sheet: Sheet) {
        if sheet.lines.is_empty() {
            return;
        }
        self.head(2, sheet.id);
        let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
        let lines = sheet.lines.iter().map(|line| line.iter().map(|value| cell(&value.text())).collect()).collect();
        self.table(&head, lines);
    }

    fn column(&self, number: usize) -> &'a str {
        self.report.columns.get(number).map_or("", |c| c.name.as_str())
    }

    fn headlines(&mut self) {
        self.head(2, "headlines");
        let head = ["outlet", "date", "headline"].map(|name| self.words.get("label", name));
        let lines = self.report.articles.iter().map(|a| {
            let title =
                if a.title.is_empty() { self.words.get("page", "no_headline").to_owned() } else { plain(&a.title) };
            let date = a.date.as_deref().map_or(self.words.get("page", "no_date"), |d| d.get(..10).unwrap_or(d));
            vec![cell(self.column(a.column)), cell(date), cell(&title)]
        });
        let lines = lines.collect();
        self.table(&head, lines);
    }

    fn event(&mut self, event: &EventView) {
        self.heading(2, &event.label);
        if !event.rows.is_empty() {
            self.head(3, "claims");
            for name in ["asserted", "attributed", "hedged", "doubted", "denied"] {
                let text = format!("{} {}: ", self.words.get("sign", name), self.words.get("rung", name));
                let means = self.words.get("rung_means", name);
                self.add(
                    Paragraph::new()
                        .line_spacing(LineSpacing::new().after(20))
                        .add_run(run(&text).bold())
                        .add_run(run(means)),
                );
            }
            let shown: Vec<usize> = (0..event.columns.len().min(COLUMNS)).collect();
            let mut head = vec![self.words.get("label", "claim")];
            head.extend(shown.iter().filter_map(|&at| event.columns.get(at)).map(|&c| self.column(c)));
            let lines = event.rows.iter().map(|row| self.row(row, &shown)).collect();
            self.table(&head, lines);
        }
        self.conflicts(event);
        self.naming(event);
        self.quotations(event);
        self.silences(event);
        self.single(event);
    }

    fn row(&self, row: &RowView, shown: &[usize]) -> Vec<TableCell> {
        let status = self.words.of("status", &row.status);
        let label = Paragraph::new().add_run(run(&row.label).bold().size(18));
        let mut cells =
            vec![TableCell::new().add_paragraph(label).add_paragraph(Paragraph::new().add_run(run(&status).size(16)))];
        for own in shown.iter().map(|&at| row.cells.get(at).map_or(&[][..], Vec::as_slice)) {
            let Some(first) = own.first() else {
                cells.push(TableCell::new().add_paragraph(
                    Paragraph::new().add_run(run(self.words.get("rung", "none")).size(16).color("5B574F")),
                ));
                continue;
            };
            let (_, paper) = colours(first.certainty);
            let filled = TableCell::new().shading(Shading::new().fill(format!("{paper:06X}")));
            cells.push(own.iter().fold(filled, |made, one| self.told(made, one)));
        }
        cells
    }

    fn told(&self, made: TableCell, cell: &CellView) -> TableCell {
        let (ink, _) = colours(cell.certainty);
        let mut rung = format!("{} {}", self.words.of("sign", &cell.certainty), self.words.of("rung", &cell.certainty));
        if let Some(source) =
            cell.attributed_to.as_deref().filter(|_| cell.certainty != crate::claims::Certainty::Asserted)
        {
            rung.push_str(&format!(" ({source})"));
        }
        let rung = run(&rung).bold().size(16).color(format!("{ink:06X}"));
        made.add_paragraph(Paragraph::new().line_spacing(LineSpacing::new().after(0)).add_run(rung))
            .add_paragraph(Paragraph::new().add_run(run(&shown(cell)).size(18)))
    }

    fn conflicts(&mut self, event: &EventView) {
        let found: Vec<_> = event.rows.iter().flat_map(|row| &row.conflicts).collect();
        if found.is_empty() {
            return;
        }
        self.head(3, "conflicts");
        for conflict in found {
            let kind = self.words.of("conflict", &conflict.kind);
            self.add(Paragraph::new().keep_next(true).add_run(run(&kind).color("5B574F")));
            for side in &conflict.sides {
                let outlet = run(&format!("{}: ", self.column(side.column))).bold();
                let differs = run(&side.words).underline("single").highlight("yellow");
                self.add(
                    indented().add_run(outlet).add_run(run(&side.before)).add_run(differs).add_run(run(&side.after)),
                );
            }
        }
    }

    fn naming(&mut self, event: &EventView) {
        if event.naming.is_empty() {
            return;
        }
        self.head(3, "naming");
        let mut head = vec![self.words.get("label", "who")];
        head.extend(event.columns.iter().take(COLUMNS).map(|&c| self.column(c)));
        let lines = event.naming.iter().map(|naming| {
            let uses = naming.uses.iter().take(COLUMNS).map(|uses| {
                let used = uses
                    .iter()
                    .map(|u| if u.count > 1 { format!("{} ×{}", u.words, u.count) } else { u.words.clone() });
                cell(&used.collect::<Vec<_>>().join(", "))
            });
            std::iter::once(cell(&naming.name)).chain(uses).collect()
        });
        let lines = lines.collect();
        self.table(&head, lines);
    }

    fn quotations(&mut self, event: &EventView) {
        if event.quotations.is_empty() {
            return;
        }
        self.head(3, "quotations");
        for shared in &event.quotations {
            for version in &shared.versions {
                let how = self.words.of("fidelity", &version.fidelity);
                let head = run(&format!("{} ({how}): ", self.column(version.column))).bold();
                let parts = version
                    .parts
                    .iter()
                    .map(|part| if part.differs { run(&part.text).underline("single") } else { run(&part.text) });
                self.add(parts.fold(indented().add_run(head), Paragraph::add_run));
            }
            self.add(Paragraph::new());
        }
    }

    fn silences(&mut self, event: &EventView) {
        if event.silences.is_empty() {
            return;
        }
        self.head(3, "silences");
        for silence in &event.silences {
            let outlet = self.column(silence.column).to_owned();
            self.add(Paragraph::new().keep_next(true).add_run(run(&outlet).bold()));
            for row in silence.rows.iter().filter_map(|&row| event.rows.get(row)) {
                self.add(indented().add_run(run(&format!("– {}", row.label))));
            }
        }
    }

    fn single(&mut self, event: &EventView) {
        if event.single.is_empty() {
            return;
        }
        self.head(3, "single");
        for (at, &number) in event.columns.iter().enumerate() {
            let own: Vec<&CellView> = event.single.iter().filter_map(|row| row.cells.get(at)).flatten().collect();
            if own.is_empty() {
                continue;
            }
            let outlet = self.column(number).to_owned();
            self.add(Paragraph::new().keep_next(true).add_run(run(&outlet).bold()));
            for one in own {
                let text = super::sheets::told(one, self.words);
                self.add(indented().line_spacing(LineSpacing::new().after(20)).add_run(run(&text).size(18)));
            }
        }
    }

    fn articles(&mut self) {
        self.head(2, "articles");
        let legend = self
            .report
            .categories
            .iter()
            .enumerate()
            .map(|(number, category)| (number, format!("{}  ", self.words.get("category", &category.id))));
        let runs: Vec<Run> = legend.map(|(number, text)| marked(&text, number)).collect();
        self.add(runs.into_iter().fold(Paragraph::new(), Paragraph::add_run));
        for article in &self.report.articles {
            let title = if article.title.is_empty() {
                self.words.get("page", "no_headline").to_owned()
            } else {
                plain(&article.title)
            };
            let by = format!(
                "{} {}",
                self.column(article.column),
                article.date.as_deref().and_then(|d| d.get(..10)).unwrap_or_default()
            );
            self.heading(3, &title);
            self.add(Paragraph::new().keep_next(true).add_run(run(by.trim()).color("5B574F")));
            for paragraph in &article.paragraphs {
                let mut made = Paragraph::new();
                for (at, sentence) in paragraph.iter().enumerate() {
                    if at > 0 {
                        made = made.add_run(run(" "));
                    }
                    made = sentence.parts.iter().map(part).fold(made, Paragraph::add_run);
                }
                self.add(made);
            }
        }
    }

    fn rates(&mut self) {
        let categories: Vec<&String> =
            self.report.profiles.first().map(|p| p.categories.keys().collect()).unwrap_or_default();
        if categories.is_empty() {
            return;
        }
        self.head(2, "rates");
        let mut head = vec![self.words.get("label", "outlet"), self.words.get("label", "narration")];
        head.extend(categories.iter().map(|name| self.words.get("category", name)));
        let lines = self.report.profiles.iter().map(|profile| {
            let rates = categories.iter().map(|name| {
                let shown = profile.categories.get(*name).map_or(String::new(), |rate| {
                    match (rate.rate, rate.low, rate.high) {
                        (Some(value), Some(low), Some(high)) => {
                            format!("{value:.1} ({}; {low:.1}–{high:.1})", rate.count)
                        }
                        (Some(value), ..) => format!("{value:.1} ({})", rate.count),
                        _ => format!("({})", rate.count),
                    }
                });
                cell(&shown)
            });
            [cell(&profile.column), cell(&profile.words.to_string())].into_iter().chain(rates).collect()
        });
        let lines = lines.collect();
        self.table(&head, lines);
    }

    fn rules(&mut self) {
        if self.report.rules.is_empty() {
            return;
        }
        self.head(2, "rules");
        let head = ["rule", "why", "question", "innocent"].map(|name| self.words.get("label", name));
        let lines = self.report.rules.iter().map(|rule| {
            let id =
                marked(&format!("{} ({}×)", rule.id.rsplit('/').next().unwrap_or(&rule.id), rule.count), rule.category)
                    .size(18);
            let first = TableCell::new().add_paragraph(Paragraph::new().add_run(id));
            vec![first, cell(&rule.why), cell(&rule.question), cell(&rule.innocent)]
        });
        let lines = lines.collect();
        self.table(&head, lines);
    }

    fn method(&mut self) {
        self.heading(2, self.words.get("head", "method"));
        for name in ["what", "limits", "absence", "quoted", "again"] {
            let text = self.words.get("method", name);
            self.add(Paragraph::new().add_run(run(text)));
        }
        let made = &self.report.made;
        for (name, value) in [
            ("command", &made.command),
            ("version", &made.version),
            ("ruleset", &made.ruleset),
            ("preset", &made.preset),
        ] {
            let name = self.words.get("method", name);
            self.add(Paragraph::new().add_run(run(&format!("{name}: ")).bold()).add_run(run(value)));
        }
    }
}

/// A stretch of text, underlined where it is flagged.
fn part(part: &Part) -> Run {
    match part.categories.first() {
        Some(&category) => marked(&part.text, category),
        None => run(&part.text),
    }
}

/// Words flagged by a category.
fn marked(text: &str, category: usize) -> Run {
    let pick = |list: &[&'static str; 6]| list.get(category % 6).copied().unwrap_or_default();
    run(text).underline(pick(&LINES)).color(pick(&INKS))
}
