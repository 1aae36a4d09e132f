//! What the extraction left out of a page, for those who ask: its blocks that are not in the part that was found.

use std::collections::BTreeMap;

use dom_query::{Document, NodeRef};

use super::blocks::{self, INLINE};
use crate::ingest::Dropped;
use crate::rules::RuleSet;

/// A block of a page.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text, white space folded.
    text: String,
    /// What the names of the elements around it tell.
    told: Option<String>,
}

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object"];

enum Step<'a> {
    Enter(NodeRef<'a>, Option<String>),
    Leave(Option<String>),
}

/// The blocks of a page or a piece of one, in order.
pub(super) fn seen(document: &Document, rules: &RuleSet) -> Vec<Block> {
    let (mut found, mut line) = (Vec::new(), String::new());
    let mut flush = |line: &mut String, told: &Option<String>| {
        let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.contains(char::is_alphanumeric) {
            found.push(Block { text, told: told.clone() });
        }
        line.clear();
    };
    let mut steps = vec![Step::Enter(document.root(), None)];
    while let Some(step) = steps.pop() {
        let (node, around) = match step {
            Step::Enter(node, told) => (node, told),
            Step::Leave(told) => {
                flush(&mut line, &told);
                continue;
            }
        };
        if node.is_text() {
            line.push_str(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        if UNSEEN.contains(&&*name) {
            continue;
        }
        let told = around.clone().or_else(|| blocks::name_of_furniture(&node, &name, rules));
        if node.is_element() && !INLINE.contains(&&*name) {
            flush(&mut line, &around);
            steps.push(Step::Leave(told.clone()));
        }
        steps.extend(node.children_it(true).map(|child| Step::Enter(child, told.clone())));
    }
    flush(&mut line, &None);
    found
}

/// The blocks of `page` that are not among those of the part that was `found`, those next to each other for one reason as one.
pub(super) fn left_out(page: &[Block], found: &[Block]) -> Vec<Dropped> {
    let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|block| *inside.entry(&block.text).or_default() += 1);
    let is_inside: Vec<bool> = page
        .iter()
        .map(|block| inside.get_mut(block.text.as_str()).filter(|left| **left > 0).map(|left| *left -= 1).is_some())
        .collect();
    let first = is_inside.iter().position(|&is| is).unwrap_or(page.len());
    let last = is_inside.iter().rposition(|&is| is).unwrap_or(0);
    let (mut dropped, mut kept, mut joins): (Vec<Dropped>, usize, bool) = (Vec::new(), 0, false);
    for (at, (block, is_inside)) in page.iter().zip(is_inside).enumerate() {
        if is_inside {
            (kept, joins) = (kept + 1, false);
            continue;
        }
        let place = if at < first {
            "before"
        } else if at > last {
            "after"
        } else {
            "within"
        };
        let why = format!("extraction/{}", block.told.as_deref().unwrap_or(place));
        match dropped.last_mut().filter(|before| joins && before.why == why) {
            Some(before) => before.text.push_str(&format!(" {}", block.text)),
            None => {
                let (line, text) = (kept * 2 + 1, block.text.clone());
                dropped.push(Dropped { article: String::new(), line, text, why });
            }
        }
        joins = true;
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::test_engine;

    #[test]
    fn blocks_that_were_not_found_are_named_by_place_or_by_what_is_around_them() {
        let rules = test_engine().rules();
        let page = "<body><nav><a>Home</a><p>World</p></nav><h1>Bridge</h1><div><p>One.<p>Two <b>b</b>.<p>Buy<script>x</script><div class=related-links>Ferry</div><p>Three.</div><p>Tail</body>";
        let found = "<div><p>One.</p><p>Two b.</p><p>Three.</p></div>";
        let page = seen(&Document::from(page), rules);
        let got = left_out(&page, &seen(&Document::fragment(found), rules));
        let got: Vec<String> = got.iter().map(|d| format!("{} {}: {}", d.line, d.why, d.text)).collect();
        let want = [
            "1 extraction/nav: Home World",
            "1 extraction/before: Bridge",
            "5 extraction/within: Buy",
            "5 extraction/class/related: Ferry",
            "7 extraction/after: Tail",
        ];
        assert_eq!(got, want);
    }
}
