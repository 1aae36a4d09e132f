//! A report as a workbook, and its sheets as CSV.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::base::{Error, Result};
use crate::claims::Certainty;

use super::sheets::{Sheet, Value};
use crate::render::Words;

/// The most characters that a cell of a workbook holds.
const MOST: usize = 32_000;
/// The most lines that a sheet holds, its head included.
const LINES: usize = 1_048_576;

/// The bytes of a workbook.
///
/// # Errors
/// Never for sheets of this library, unless two sheets are called alike.
pub fn xlsx(sheets: &[Sheet], words: &Words) -> Result<Vec<u8>> {
    write(sheets, words).map_err(|e| Error::Usage(format!("the workbook cannot be made: {e}")))
}

fn write(sheets: &[Sheet], words: &Words) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same bytes every time: no date of today.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head =
        body.clone().set_bold().set_border_bottom(FormatBorder::Medium).set_background_color(Color::RGB(0xF4F1EA));
    let mut order: Vec<&Sheet> = sheets.iter().collect();
    order.sort_by_key(|sheet| sheet.id != "claims");
    for sheet in order {
        let page = book.add_worksheet();
        page.set_name(name(sheet, words))?;
        page.set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(0, 0)?
            .set_freeze_panes(1, 0)?;
        for (at, text) in (0u16..).zip(&sheet.head) {
            page.write_string_with_format(0, at, kept(text), &head)?;
            page.set_column_width(at, width(sheet, usize::from(at)))?;
        }
        let widths: Vec<f64> = (0..sheet.head.len()).map(|at| width(sheet, at)).collect();
        for (row, line) in (1u32..).zip(sheet.lines.iter().take(LINES - 1)) {
            page.set_row_height(row, height(line, &widths))?;
            for (at, value) in (0u16..).zip(line) {
                match value {
                    Value::Number(number) => page.write_number_with_format(row, at, *number, &body)?,
                    Value::Text(text) => page.write_string_with_format(row, at, kept(text), &body)?,
                    Value::Rung(rung, text) => {
                        let (ink, paper) = colours(*rung);
                        let format =
                            body.clone().set_background_color(Color::RGB(paper)).set_font_color(Color::RGB(ink));
                        page.write_string_with_format(row, at, kept(text), &format)?
                    }
                };
            }
        }
        let last = (sheet.head.len().saturating_sub(1)) as u16;
        page.autofilter(0, 0, sheet.lines.len().clamp(1, LINES - 1) as u32, last)?;
    }
    book.save_to_buffer()
}

/// A sheet's name may have at most 31 characters, and none of `[]:*?/\`.
fn name(sheet: &Sheet, words: &Words) -> String {
    let allowed = words.get("sheet", sheet.id).chars().filter(|c| !"[]:*?/\\'".contains(*c));
    allowed.take(31).collect()
}

fn width(sheet: &Sheet, at: usize) -> f64 {
    let value = |line: &Vec<Value>| line.get(at).map_or(0, |v| v.text().chars().take(200).count());
    let longest = sheet.lines.iter().take(200).map(value).max().unwrap_or(0);
    let head = sheet.head.get(at).map_or(0, |h| h.chars().count());
    (longest.max(head + 3) as f64 + 1.0).clamp(8.0, 44.0)
}

/// Points that a line needs for its fullest cell: not every program works that out when it opens a file.
fn height(line: &[Value], widths: &[f64]) -> f64 {
    let needed = |(value, width): (&Value, &f64)| {
        let lines = |text: &str| (text.chars().count() as f64 * 1.15 / width).ceil().max(1.0);
        value.text().lines().map(lines).sum::<f64>()
    };
    let most = line.iter().zip(widths).map(needed).fold(1.0, f64::max);
    (15.0 * most).min(400.0)
}

/// What XML can hold, and no more than a cell can.
fn kept(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .take(MOST)
        .collect()
}

/// Ink and paper of a rung, as on the page.
pub fn colours(rung: Certainty) -> (u32, u32) {
    match rung {
        Certainty::Asserted => (0x0017_503A, 0x00E0_EFE6),
        Certainty::Attributed => (0x001B_4B82, 0x00E1_EBF7),
        Certainty::Hedged => (0x006F_4A00, 0x00FA_ECC8),
        Certainty::Doubted => (0x008A_3A09, 0x00FB_E3D3),
        Certainty::Denied => (0x008E_1C40, 0x00F8_DFE6),
    }
}

/// A sheet as CSV with a header line. What a spreadsheet would take for a formula gets a leading apostrophe.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = writer.write_record(sheet.head.iter().map(|cell| guarded(cell.clone())));
    for line in &sheet.lines {
        let cells = line.iter().map(|value| match value {
            Value::Number(number) => number.to_string(),
            other => guarded(other.text()),
        });
        let _ = writer.write_record(cells);
    }
    writer.into_inner().unwrap_or_default()
}

fn guarded(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
