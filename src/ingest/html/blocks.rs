//! The blocks of an article's part of a page: a line each, without what elements and the names of their classes tell to be
//! furniture.

use dom_query::{Document, NodeRef};

use crate::ingest::Dropped;
use crate::ingest::lines::words;
use crate::rules::RuleSet;

/// Elements that never hold a part of the article.
const NEVER: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "figure",
    "figcaption",
    "aside",
    "nav",
    "footer",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
    "audio",
    "video",
    "object",
    "textarea",
];
/// Elements within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "img",
];
/// Words that templates name furniture by.
const NAMES: &str = "template-furniture";
/// Words that templates name the article by; an element named by both stands.
const BODY: &str = "template-body";
/// An element with more than one in so many of the words is the article, whatever its name.
const SHARE: usize = 3;

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

/// The text of a piece of HTML, blocks parted by a blank line, and what was left out, by line.
pub(super) fn text(html: &str, rules: &RuleSet) -> (String, Vec<Dropped>) {
    let document = Document::fragment(html);
    let all = words(&document.text());
    let (mut lines, mut line, mut dropped) = (Vec::<String>::new(), String::new(), Vec::new());
    let mut steps = vec![Step::Enter(document.root())];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave => {
                flush(&mut line, &mut lines);
                continue;
            }
        };
        if node.is_text() {
            line.push_str(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        if let Some(why) = furniture(&node, &name, all, rules) {
            let text = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() && !matches!(&*name, "script" | "style" | "noscript" | "template") {
                dropped.push(Dropped { article: String::new(), line: lines.len() * 2 + 1, text, why });
            }
            continue;
        }
        if node.is_element() && !INLINE.contains(&&*name) {
            flush(&mut line, &mut lines);
            steps.push(Step::Leave);
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    flush(&mut line, &mut lines);
    (lines.join("\n\n"), dropped)
}

fn flush(line: &mut String, lines: &mut Vec<String>) {
    let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if !folded.is_empty() {
        lines.push(folded);
    }
    line.clear();
}

/// Why an element is left out.
fn furniture(node: &NodeRef, name: &str, all: usize, rules: &RuleSet) -> Option<String> {
    if NEVER.contains(&name) {
        return (name != "form" || is_minor(node, all)).then(|| format!("structure/{name}"));
    }
    let own = |attribute| node.attr(attribute).unwrap_or_default().to_string();
    let (class, id) = (own("class"), own("id"));
    let mut told = None;
    for label in class.split_whitespace().chain([id.as_str()]) {
        for word in parts(label) {
            let known = rules.words.get(&word);
            if rules.tables.has(BODY, known) {
                return None;
            }
            if told.is_none() && rules.tables.has(NAMES, known) {
                told = Some(format!("structure/class/{word}"));
            }
        }
    }
    told.filter(|_| is_minor(node, all))
}

fn is_minor(node: &NodeRef, all: usize) -> bool {
    words(&node.text()) * SHARE <= all
}

/// The words of a class or id, in lower case: "relatedLinks-item" is related, links, item.
fn parts(label: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut lower = false;
    for c in label.chars() {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            parts.push(String::new());
        }
        lower = c.is_lowercase();
        if let Some(last) = parts.last_mut().filter(|_| c.is_alphanumeric()) {
            last.extend(c.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_parted_into_its_words() {
        assert_eq!(parts("relatedLinks-item__2"), ["related", "links", "item", "2"]);
        assert_eq!(parts("--"), Vec::<String>::new());
    }
}
