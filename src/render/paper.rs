//! What a document for a word processor is made of: its page and styles, its headings, and runs and cells of text.

use std::io::Cursor;

use docx_rs::{
    Docx, LineSpacing, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Style, StyleType, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};

use crate::base::{Error, Result};

/// A document without words: A4 with styles for headings.
pub fn blank(lies: PageOrientationType) -> Docx {
    let (wide, high) = match lies {
        PageOrientationType::Landscape => (16_838, 11_906),
        PageOrientationType::Portrait => (11_906, 16_838),
    };
    let heading = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).bold().size(size).based_on("Normal").next("Normal")
    };
    Docx::new()
        .page_size(wide, high)
        .page_orient(lies)
        .page_margin(PageMargin {
            top: 1000,
            left: 1000,
            bottom: 1000,
            right: 1000,
            header: 500,
            footer: 500,
            gutter: 0,
        })
        .default_fonts(RunFonts::new().ascii("Georgia").hi_ansi("Georgia").cs("Georgia"))
        .default_size(20)
        .default_line_spacing(LineSpacing::new().after(100))
        .add_style(heading("Heading1", "heading 1", 40))
        .add_style(heading("Heading2", "heading 2", 30))
        .add_style(heading("Heading3", "heading 3", 24))
}

/// A heading of a level from 1, kept with what follows.
pub fn heading(level: usize, words: &str) -> Paragraph {
    Paragraph::new()
        .style(&format!("Heading{level}"))
        .keep_next(true)
        .outline_lvl(level.saturating_sub(1))
        .line_spacing(LineSpacing::new().before(if level == 1 { 0 } else { 280 }).after(80))
        .add_run(run(words))
}

/// The bytes of a document.
///
/// # Errors
/// Never for documents of this library: they are packed in memory.
pub fn bytes(docx: Docx) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    docx.pack(&mut bytes).map_err(|e| Error::Usage(format!("the document cannot be made: {e}")))?;
    Ok(bytes.into_inner())
}

/// A paragraph set in.
pub fn indented() -> Paragraph {
    Paragraph::new().indent(Some(360), None, None, None)
}

/// A cell of a table.
pub fn cell(text: &str) -> TableCell {
    TableCell::new().add_paragraph(Paragraph::new().add_run(run(text).size(18)))
}

/// A table of rows of cells in columns of so many twentieths of a point. A row stays on one page.
pub fn table(rows: Vec<Vec<TableCell>>, grid: &[usize]) -> Table {
    let row = |cells: Vec<TableCell>| {
        let wide = |(cell, width): (TableCell, &usize)| cell.width(*width, WidthType::Dxa);
        TableRow::new(cells.into_iter().zip(grid).map(wide).collect()).cant_split()
    };
    Table::new(rows.into_iter().map(row).collect())
        .set_grid(grid.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(grid.iter().sum(), WidthType::Dxa)
}

/// Words that XML can hold.
pub fn run(text: &str) -> Run {
    let kept: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    Run::new().add_text(kept)
}
