//! What a document is made of: its styles, and runs and cells of text.

use docx_rs::{
    Docx, LineSpacing, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Style, StyleType, TableCell,
};

use super::data::Part;

/// Colours of the categories, as on the page.
const INKS: [&str; 6] = ["6B3FA0", "8A3A09", "6F4A00", "A01C46", "17503A", "1B4B82"];
/// Kinds of line under the words of each category, so that they differ without colour.
const LINES: [&str; 6] = ["dotted", "double", "wave", "dash", "single", "thick"];

/// A document without words: A4 lying, with styles for headings.
pub fn blank() -> Docx {
    let heading = |id: &str, name: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).bold().size(size).based_on("Normal").next("Normal")
    };
    Docx::new()
        .page_size(16_838, 11_906)
        .page_orient(PageOrientationType::Landscape)
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

/// A paragraph set in.
pub fn indented() -> Paragraph {
    Paragraph::new().indent(Some(360), None, None, None)
}

/// A cell of a table.
pub fn cell(text: &str) -> TableCell {
    TableCell::new().add_paragraph(Paragraph::new().add_run(run(text).size(18)))
}

/// A stretch of text, underlined where it is flagged.
pub fn part(part: &Part) -> Run {
    match part.categories.first() {
        Some(&category) => marked(&part.text, category),
        None => run(&part.text),
    }
}

/// Words flagged by a category.
pub fn marked(text: &str, category: usize) -> Run {
    let pick = |list: &[&'static str; 6]| list.get(category % 6).copied().unwrap_or_default();
    run(text).underline(pick(&LINES)).color(pick(&INKS))
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
