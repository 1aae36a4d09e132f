//! A page as text for a terminal. A table whose columns would get too narrow to read becomes one block a row.

use std::fmt::Write as _;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Attribute, Cell, ContentArrangement};

use super::page::{Block, Page, Table};

/// Characters below which a column is no longer readable.
const NARROWEST: usize = 24;

/// The page as text, at most `width` characters wide where words allow it.
pub fn terminal(page: &Page, width: usize, color: bool) -> String {
    let mut out = String::new();
    let strong = |text: &str| if color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    if !page.title.is_empty() {
        let _ = writeln!(out, "{}\n{}\n", strong(&page.title), "═".repeat(page.title.chars().count().min(width)));
    }
    for block in &page.blocks {
        match block {
            Block::Heading(1, text) => {
                let _ = writeln!(out, "{}\n{}\n", strong(text), "─".repeat(text.chars().count().min(width)));
            }
            Block::Heading(_, text) => {
                let _ = writeln!(out, "{}\n", strong(text));
            }
            Block::Text(text) => {
                for line in wrap(text, width) {
                    let _ = writeln!(out, "{line}");
                }
                out.push('\n');
            }
            Block::Table(rows) => {
                out.push_str(&table(rows, width, color));
                out.push('\n');
            }
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn table(table: &Table, width: usize, color: bool) -> String {
    let columns = table.head.len().max(1);
    // Borders and padding take three characters a column and one more.
    let room = width.saturating_sub(3 * columns + 1);
    let natural = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column)).chain(table.head.get(column));
        cells.flat_map(|cell| cell.lines()).map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(natural).collect();
    // A column that needs little gets what it needs; the others need enough to be readable.
    let needed: usize = widths.iter().map(|w| (*w).min(NARROWEST)).sum();
    if needed > room {
        return blocks(table, width, color);
    }
    let mut grid = comfy_table::Table::new();
    grid.load_style(UTF8_FULL_CONDENSED);
    grid.set_content_arrangement(ContentArrangement::Dynamic).set_width(u16::try_from(width).unwrap_or(u16::MAX));
    if !color {
        grid.force_no_tty();
    } else {
        grid.enforce_styling();
    }
    grid.set_header(
        table.head.iter().map(|h| if color { Cell::new(h).add_attribute(Attribute::Bold) } else { Cell::new(h) }),
    );
    for row in &table.rows {
        grid.add_row(row);
    }
    let mut text = String::new();
    for line in grid.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// One block a row: the row's name, then each column that says something.
fn blocks(table: &Table, width: usize, color: bool) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let name = row.first().map_or("", String::as_str);
        for (at, line) in name.lines().flat_map(|l| wrap(l, width.saturating_sub(2))).enumerate() {
            let mark = if at == 0 { "■ " } else { "  " };
            let line = if color && at == 0 { format!("\u{1b}[1m{line}\u{1b}[0m") } else { line };
            let _ = writeln!(out, "{mark}{line}");
        }
        for (head, cell) in table.head.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty()) {
            let _ = writeln!(out, "  {head}:");
            for line in cell.lines().flat_map(|l| wrap(l, width.saturating_sub(4))) {
                let _ = writeln!(out, "    {line}");
            }
        }
        out.push('\n');
    }
    out
}

/// Breaks a text at spaces.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += long;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(columns: usize) -> Page {
        let mut page = Page::new("");
        let head = (0..columns).map(|n| format!("Outlet {n}")).collect();
        let row = (0..columns).map(|n| format!("a statement of some length that outlet number {n} makes")).collect();
        page.table(Table { head, rows: vec![row] });
        page
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for (columns, width) in [(3, 100), (3, 60), (12, 100), (2, 80)] {
            let text = terminal(&page(columns), width, false);
            assert!(text.lines().all(|l| l.chars().count() <= width), "{columns} columns at {width}:\n{text}");
        }
    }

    #[test]
    fn many_columns_fold_to_one_block_a_row() {
        let text = terminal(&page(12), 100, false);
        assert!(text.starts_with("■ a statement"), "{text}");
        assert!(text.contains("  Outlet 11:\n    a statement"), "{text}");
    }
}
