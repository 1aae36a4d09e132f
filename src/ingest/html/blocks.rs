//! The blocks of an article's part of a page: a line each, without what elements and the names of their classes tell to be
//! furniture.

use dom_query::{Document, NodeRef};

use crate::ingest::Dropped;
use crate::ingest::lines::{ends_statement, words};
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
pub(super) const INLINE: &[&str] = &[
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

/// Elements in which a line that is nothing but a link may be the article: it lists things, or heads a part.
const LISTS: &[&str] = &["li", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];
/// A link alone of fewer words names a thing, one of more is a text.
const LINK: std::ops::RangeInclusive<usize> = 4..=30;

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// The end of a block, and whether it lists things.
    Leave(bool),
    /// The end of a link.
    Linked,
}

/// A line in the making.
#[derive(Default)]
struct Line {
    text: String,
    /// How many of its bytes stand in links.
    linked: usize,
    /// How many links are open.
    links: usize,
    /// How many elements that list things are open.
    lists: usize,
}

impl Line {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        if self.links > 0 {
            self.linked += text.split_whitespace().map(str::len).sum::<usize>();
        }
    }

    /// The line, and whether it is nothing but a link to another article.
    fn take(&mut self) -> Option<(String, bool)> {
        let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = std::mem::take(&mut self.linked) >= text.bytes().filter(|&b| b != b' ').count();
        let other = whole && self.lists == 0 && LINK.contains(&words(&text)) && !ends_statement(&text);
        (!text.is_empty()).then_some((text, other))
    }
}

/// The text of a piece of HTML, blocks parted by a blank line, and what was left out, by line.
pub(super) fn text(html: &str, rules: &RuleSet) -> (String, Vec<Dropped>) {
    let document = Document::fragment(html);
    let all = words(&document.text());
    let (mut lines, mut line, mut dropped) = (Vec::<String>::new(), Line::default(), Vec::new());
    let drop = |dropped: &mut Vec<Dropped>, lines: usize, text: String, why: String| {
        dropped.push(Dropped { article: String::new(), line: lines * 2 + 1, text, why });
    };
    let flush = |line: &mut Line, lines: &mut Vec<String>, dropped: &mut Vec<Dropped>| match line.take() {
        Some((text, true)) => drop(dropped, lines.len(), text, "structure/link".to_owned()),
        Some((text, false)) => lines.push(text),
        None => {}
    };
    let mut steps = vec![Step::Enter(document.root())];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(lists) => {
                flush(&mut line, &mut lines, &mut dropped);
                line.lists -= usize::from(lists);
                continue;
            }
            Step::Linked => {
                line.links -= 1;
                continue;
            }
        };
        if node.is_text() {
            line.push(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        if let Some(why) = furniture(&node, &name, all, rules) {
            let text = node.text().split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() && !matches!(&*name, "script" | "style" | "noscript" | "template") {
                drop(&mut dropped, lines.len(), text, why);
            }
            continue;
        }
        if node.is_element() && !INLINE.contains(&&*name) {
            flush(&mut line, &mut lines, &mut dropped);
            let lists = LISTS.contains(&&*name);
            line.lists += usize::from(lists);
            steps.push(Step::Leave(lists));
        }
        if &*name == "a" {
            line.links += 1;
            steps.push(Step::Linked);
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    flush(&mut line, &mut lines, &mut dropped);
    (lines.join("\n\n"), dropped)
}

/// Why an element is left out.
fn furniture(node: &NodeRef, name: &str, all: usize, rules: &RuleSet) -> Option<String> {
    if NEVER.contains(&name) && name != "form" {
        return Some(format!("structure/{name}"));
    }
    let told = name_of_furniture(node, name, rules)?;
    is_minor(node, all).then(|| format!("structure/{told}"))
}

/// What an element's name, or the names in its class and id, tell of furniture: `nav`, `class/related`.
pub(super) fn name_of_furniture(node: &NodeRef, name: &str, rules: &RuleSet) -> Option<String> {
    if NEVER.contains(&name) {
        return Some(name.to_owned());
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
                told = Some(format!("class/{word}"));
            }
        }
    }
    told
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
    use crate::ingest::test_engine;

    #[test]
    fn a_paragraph_that_is_nothing_but_a_link_is_left_out() {
        let html = "<p>One <a href=/a>two three four five</a>.<p> <strong><a href=/b>FERRY RUNS <i>AGAIN</i> AFTER STORM</a></strong><ul><li><a href=/c>A list of things to see</a></ul>\
            <p><a href=/d>The Echo said so on Friday.</a><p><a href=/e>The Fenwick Echo</a>";
        let (text, dropped) = text(html, test_engine().rules());
        assert_eq!(
            text,
            "One two three four five.\n\nA list of things to see\n\nThe Echo said so on Friday.\n\nThe Fenwick Echo"
        );
        let told: Vec<_> = dropped.iter().map(|d| (d.line, d.why.as_str(), d.text.as_str())).collect();
        assert_eq!(told, [(3, "structure/link", "FERRY RUNS AGAIN AFTER STORM")]);
    }

    #[test]
    fn a_name_is_parted_into_its_words() {
        assert_eq!(parts("relatedLinks-item__2"), ["related", "links", "item", "2"]);
        assert_eq!(parts("--"), Vec::<String>::new());
    }
}
