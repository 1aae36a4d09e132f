//! Stories and events as a page.

use crate::analysis::{Annotated, Happenings};
use crate::base::Span;
use crate::events::Shared;

use super::Report;
use super::page::{Page, Table, line};

/// Stories and events to show.
#[derive(Debug, Clone, Copy)]
pub struct HappeningsView<'a> {
    /// The result.
    pub happenings: &'a Happenings,
    /// The articles, sorted by id, where their texts were kept: shared passages are quoted from them.
    pub articles: &'a [Annotated],
}

/// Characters of either end of a shared passage that are shown.
const SHOWN: usize = 60;

impl HappeningsView<'_> {
    /// What one article carries of another's text, and where.
    fn carried(&self, shared: &Shared) -> Vec<String> {
        let text = |id: &str| {
            let at = self.articles.binary_search_by(|a| a.article.id.as_str().cmp(id)).ok()?;
            self.articles.get(at).map(|a| a.article.text.as_str())
        };
        let text = text(&shared.article).unwrap_or_default();
        let passages: Vec<String> = shared.passages.iter().map(|passage| shown(text, passage.own)).collect();
        let address = if shared.same_url { "\nat one address" } else { "" };
        vec![
            format!("{}\nand {}{address}", shared.article, shared.other),
            format!("{:.0} %", shared.share * 100.0),
            passages.join("\n"),
        ]
    }
}

/// Both ends of a passage, and its bytes.
fn shown(text: &str, span: Span) -> String {
    let bytes = format!("bytes {} to {}", span.start, span.end);
    let passage = line(text.get(span.start..span.end).unwrap_or_default().trim());
    let (ends, length) = (2 * SHOWN, passage.chars().count());
    match length {
        0 => bytes,
        _ if length <= ends => format!("“{passage}” ({bytes})"),
        _ => {
            let first: String = passage.chars().take(SHOWN).collect();
            let last: String = passage.chars().skip(length - SHOWN).collect();
            format!("“{} … {}” ({bytes})", first.trim_end(), last.trim_start())
        }
    }
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
        let rows = found.copies.iter().flat_map(|copy| &copy.shared).map(|shared| self.carried(shared));
        let head = ["Copies of one text", "Of the shorter", "Shared passages of the first"].map(str::to_owned).to_vec();
        let table = Table { head, rows: rows.collect() };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_passage_shows_both_its_ends_and_a_passage_without_its_text_only_its_bytes() {
        let text = format!("Engineers found\ncracks {} in the pillars.", "and more cracks ".repeat(20));
        let long = shown(&text, Span::new(0, text.len()));
        assert!(long.starts_with("“Engineers found cracks and more") && long.contains(" … "));
        assert!(long.ends_with(&format!("in the pillars.” (bytes 0 to {})", text.len())));
        assert_eq!(shown(&text, Span::new(0, 9)), "“Engineers” (bytes 0 to 9)");
        assert_eq!(shown("", Span::new(3, 90)), "bytes 3 to 90");
    }
}
