//! Worksheet and key as documents for a word processor, to be changed before they are handed out.

use docx_rs::{LineSpacing, PageOrientationType, Paragraph, Run, Tab, TabLeaderType, TabValueType, Table, TableCell};

use crate::base::Result;
use crate::render::Words;
use crate::render::paper::{self, blank, cell, heading, indented, run};

use super::super::item::{Body, Cite, Exercise, Item, Passage};
use super::super::sheet::stretches;
use super::wording::{head, place};

/// Width of the page between its margins, in twentieths of a point: A4 upright.
const WIDE: usize = 9_900;
const SOFT: &str = "5B574F";

/// What stands on a page, from top to bottom.
enum Block {
    Words(Box<Paragraph>),
    Table(Box<Table>),
}

/// The worksheet: tasks, then the articles that they are about.
///
/// # Errors
/// Those of [`paper::bytes`].
pub fn worksheet(exercise: &Exercise, words: &Words) -> Result<Vec<u8>> {
    let page = |name| words.get("page", name);
    let mut blocks = vec![
        paragraph(heading(1, &exercise.title)),
        paragraph(
            Paragraph::new()
                .add_tab(leader(5_000))
                .add_tab(leader(8_000))
                .add_run(run(&format!("{}: ", page("name"))).add_tab())
                .add_run(run(&format!(" {}: ", page("date"))).add_tab())
                .add_run(run(&format!("  {}: {}", page("level"), exercise.level.name())).color(SOFT)),
        ),
        paragraph(heading(2, page("tasks"))),
    ];
    for (number, item) in (1..).zip(&exercise.items) {
        blocks.push(paragraph(heading(3, &format!("{number}. {}", item.prompt))));
        blocks.extend(item.passages.iter().map(|one| paragraph(passage(exercise, one, words))));
        blocks.extend(answers(item));
    }
    blocks.push(paragraph(heading(2, page("articles")).page_break_before(true)));
    for article in &exercise.articles {
        blocks.push(paragraph(heading(3, &head(article, words))));
        blocks.extend(article.date.as_deref().and_then(|date| date.get(..10)).map(soft));
        for (number, sentences) in (1..).zip(&article.paragraphs) {
            let count = run(&format!("{number}  ")).color(SOFT);
            blocks.push(paragraph(Paragraph::new().add_run(count).add_run(run(&sentences.join(" ")))));
        }
    }
    laid(blocks, exercise, words)
}

/// The key: for each task the answer, where it stands and why, then the rubric.
///
/// # Errors
/// Those of [`paper::bytes`].
pub fn key(exercise: &Exercise, words: &Words) -> Result<Vec<u8>> {
    let page = |name| words.get("page", name);
    let mut blocks = vec![paragraph(heading(1, &format!("{}: {}", page("key"), exercise.title)))];
    for (number, item) in (1..).zip(&exercise.items) {
        blocks.push(paragraph(heading(3, &format!("{number}. {}", item.prompt))));
        blocks.push(named(page("answer"), run(&item.key.answer).bold()));
        if let Body::Open { points, .. } = &item.body {
            blocks.push(named(page("points"), run("")));
            blocks.extend(points.iter().map(|point| listed(vec![run(point)])));
        }
        if !item.key.accept_also.is_empty() {
            blocks.push(named(page("also"), run(&item.key.accept_also.join(" · "))));
        }
        blocks.extend(item.key.cites.iter().map(|cite| listed(vec![run(&place(exercise, cite, words)).color(SOFT)])));
        for reason in &item.key.reasons {
            let mut told = vec![run(&format!("“{}”", reason.words)).bold()];
            for (name, text) in [("why", &reason.why), ("ask", &reason.question), ("innocent", &reason.innocent)] {
                if !text.is_empty() {
                    told.push(run(&format!(" {}: {text}", page(name))));
                }
            }
            told.push(run(&format!(" ({})", reason.rule)).color(SOFT));
            blocks.push(listed(told));
        }
    }
    blocks.push(paragraph(heading(2, page("rubric"))));
    blocks.extend(["full", "partly", "begun"].map(|name| listed(vec![run(words.get("rubric", name))])));
    laid(blocks, exercise, words)
}

fn paragraph(own: Paragraph) -> Block {
    Block::Words(Box::new(own))
}

fn laid(mut blocks: Vec<Block>, exercise: &Exercise, words: &Words) -> Result<Vec<u8>> {
    blocks.push(soft(&format!("{} Parallax {}", words.get("page", "made"), exercise.version)));
    let docx = blocks.into_iter().fold(blank(PageOrientationType::Portrait), |docx, block| match block {
        Block::Words(own) => docx.add_paragraph(*own),
        Block::Table(own) => docx.add_table(*own).add_paragraph(Paragraph::new()),
    });
    paper::bytes(docx)
}

/// The words that an item is about, with what is set off, and where they stand.
fn passage(exercise: &Exercise, passage: &Passage, words: &Words) -> Paragraph {
    let stretch = |made: Paragraph, one: super::super::sheet::Stretch| {
        made.add_run(if one.shown { run(one.text).bold().underline("single") } else { run(one.text) })
    };
    let Cite { article, paragraph, .. } = &passage.cite;
    let letter = exercise.articles.get(*article).map_or("", |a| a.letter.as_str());
    let at = match paragraph {
        0 => words.get("page", "headline").to_owned(),
        number => format!("{} {number}", words.get("page", "paragraph")),
    };
    let told = stretches(passage).into_iter().fold(indented().keep_next(true), stretch);
    told.add_run(run(&format!("  ({letter}, {at})")).color(SOFT).size(18))
}

/// What is filled in.
fn answers(item: &Item) -> Vec<Block> {
    let box_of = |option: &String| paragraph(indented().add_run(run(&format!("☐  {option}"))));
    match &item.body {
        Body::MarkSpans { text, .. } => {
            // Wide lines leave room for a pencil.
            let wide = LineSpacing::new().line(400);
            vec![paragraph(indented().line_spacing(wide).add_run(run(text)))]
        }
        Body::Choice { options, .. } => options.iter().map(box_of).collect(),
        Body::Match { left, right, .. } => {
            let rows = left.iter().map(|words| vec![cell(words), TableCell::new()]).collect();
            let choice = Paragraph::new().keep_next(true).add_run(run(&right.join(" · ")).color(SOFT));
            vec![paragraph(choice), Block::Table(Box::new(paper::table(rows, &[WIDE * 2 / 3, WIDE / 3])))]
        }
        Body::Grid { rows, columns, .. } => {
            let share = WIDE / 2 / columns.len().max(1);
            let grid: Vec<usize> = std::iter::once(WIDE / 2).chain(columns.iter().map(|_| share)).collect();
            let head = std::iter::once(TableCell::new()).chain(columns.iter().map(|name| cell(name))).collect();
            let row = |name: &String| {
                std::iter::once(cell(name)).chain(columns.iter().map(|_| cell("☐"))).collect::<Vec<_>>()
            };
            let lines = std::iter::once(head).chain(rows.iter().map(row)).collect();
            vec![Block::Table(Box::new(paper::table(lines, &grid)))]
        }
        Body::Order { items, .. } => {
            items.iter().map(|one| paragraph(indented().add_run(run(&format!("____  {one}"))))).collect()
        }
        Body::Short { .. } => vec![line()],
        Body::Open { lines, .. } => (0..*lines).map(|_| line()).collect(),
    }
}

/// A line to write on.
fn line() -> Block {
    let high = LineSpacing::new().before(160).after(0);
    paragraph(Paragraph::new().add_tab(leader(WIDE)).line_spacing(high).add_run(Run::new().add_tab()))
}

fn leader(to: usize) -> Tab {
    Tab::new().val(TabValueType::Left).leader(TabLeaderType::Underscore).pos(to)
}

fn named(name: &str, told: Run) -> Block {
    paragraph(Paragraph::new().add_run(run(&format!("{name}: "))).add_run(told))
}

fn listed(runs: Vec<Run>) -> Block {
    let tight = indented().line_spacing(LineSpacing::new().after(40));
    paragraph(runs.into_iter().fold(tight.add_run(run("– ")), Paragraph::add_run))
}

fn soft(words: &str) -> Block {
    paragraph(Paragraph::new().add_run(run(words).color(SOFT)))
}
