//! A page as Markdown (GitHub flavour). Text of articles is escaped, so that it cannot become markup.

use std::fmt::Write as _;

use super::page::{Block, Page};

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    if !page.title.is_empty() {
        let _ = writeln!(out, "# {}\n", escape(&page.title));
    }
    for block in &page.blocks {
        match block {
            Block::Heading(level, text) => {
                let _ = writeln!(out, "{} {}\n", "#".repeat(usize::from(*level) + 1), escape(text));
            }
            Block::Text(text) => {
                let _ = writeln!(out, "{}\n", escape(text));
            }
            Block::Table(table) => {
                let row = |cells: &[String]| {
                    let cells: Vec<String> =
                        cells.iter().map(|c| c.lines().map(escape).collect::<Vec<_>>().join("<br>")).collect();
                    format!("| {} |", cells.join(" | "))
                };
                let _ = writeln!(out, "{}", row(&table.head));
                let _ = writeln!(out, "|{}", " --- |".repeat(table.head.len()));
                for cells in &table.rows {
                    let _ = writeln!(out, "{}", row(cells));
                }
                out.push('\n');
            }
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::page::{Page, Table};
    use super::markdown;

    #[test]
    fn text_of_articles_cannot_become_markup() {
        let mut page = Page::new("");
        page.table(Table { head: vec!["a|b".into()], rows: vec![vec!["<script>\n*bold*".into()]] });
        assert_eq!(markdown(&page), "| a\\|b |\n| --- |\n| &lt;script&gt;<br>\\*bold\\* |\n");
    }
}
