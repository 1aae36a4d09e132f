//! Stories and events as a page.

use crate::analysis::Happenings;

use super::Report;
use super::page::{Page, Table, line};

/// Stories and events to show.
#[derive(Debug, Clone, Copy)]
pub struct HappeningsView<'a> {
    /// The result.
    pub happenings: &'a Happenings,
}

impl Report for HappeningsView<'_> {
    fn page(&self) -> Page {
        let found = self.happenings;
        let mut page = Page::new(format!(
            "{}, {}",
            counted(found.stories.len(), "story", "stories"),
            counted(found.events.len(), "event", "events")
        ));
        page.heading(1, "Events");
        let rows = found.events.iter().map(|event| {
            let where_: Vec<String> = event
                .mentions
                .iter()
                .map(|m| format!("{}: {}", m.article, counted(m.sentences.len(), "sentence", "sentences")))
                .collect();
            vec![
                format!("{}\n{}", line(&event.label), event.id),
                event.terms.iter().take(12).cloned().collect::<Vec<_>>().join(", "),
                where_.join("\n"),
            ]
        });
        page.table(Table {
            head: ["Event", "Terms", "Spoken of in"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        });
        page.heading(1, "Stories");
        let rows = found.stories.iter().map(|story| vec![line(&story.label), story.articles.join("\n")]);
        page.table(Table { head: ["Story", "Articles"].map(str::to_owned).to_vec(), rows: rows.collect() });
        let rows =
            found.copies.iter().map(|copy| vec![copy.articles.join("\n"), format!("{:.0} %", copy.share * 100.0)]);
        let table = Table { head: ["Copies of one text", "Shared"].map(str::to_owned).to_vec(), rows: rows.collect() };
        if !table.rows.is_empty() {
            page.heading(1, "Copies");
            page.table(table);
        }
        page
    }

    fn records(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let mut records = Vec::new();
        for event in &self.happenings.events {
            for mention in &event.mentions {
                let sentences: Vec<String> = mention.sentences.iter().map(usize::to_string).collect();
                records.push(vec![event.id.clone(), event.label.clone(), mention.article.clone(), sentences.join(" ")]);
            }
        }
        (vec!["event", "label", "article", "sentences"], records)
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
