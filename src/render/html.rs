//! A page as one self-contained HTML file: no script, no outside request. Text of articles is escaped.

use std::fmt::Write as _;

use super::escaping::xml;
use super::page::{Block, Page, Table};

const STYLE: &str = include_str!("page.css");

/// The page as HTML.
pub fn html(page: &Page) -> String {
    let title = if page.title.is_empty() { "Parallax" } else { &page.title };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>{}</h1>\n",
        xml(title),
        xml(title)
    );
    for block in &page.blocks {
        match block {
            Block::Heading(level, text) => {
                let level = level + 1;
                let _ = writeln!(out, "<h{level}>{}</h{level}>", xml(text));
            }
            Block::Text(text) => {
                let _ = writeln!(out, "<p>{}</p>", xml(text));
            }
            Block::Table(rows) => table(&mut out, rows),
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n<thead><tr>");
    for head in &table.head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", xml(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let lines: Vec<String> = cell.lines().map(xml).collect();
            let text = lines.join("<br>");
            match at {
                0 => write!(out, "<th scope=\"row\">{text}</th>"),
                _ => write!(out, "<td>{text}</td>"),
            }
            .ok();
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

#[cfg(test)]
mod tests {
    use super::super::page::{Page, Table};
    use super::html;

    #[test]
    fn text_of_articles_cannot_become_markup() {
        let mut page = Page::new("<img src=x onerror=alert(1)>");
        page.text("a & b");
        page.table(Table { head: vec!["\"x\"".into()], rows: vec![vec!["</td><script>".into()]] });
        let text = html(&page);
        assert!(!text.contains("<img") && !text.contains("<script"), "{text}");
        assert!(
            text.contains("a &amp; b") && text.contains("&quot;x&quot;") && text.contains("&lt;/td&gt;&lt;script&gt;")
        );
    }
}
