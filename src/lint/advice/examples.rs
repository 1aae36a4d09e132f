//! Examples that prove nothing.

use rustc_hash::FxHashMap;

use super::Advice;
use crate::base::Code;
use crate::lint::entry::{Entry, line};
use crate::matching::Engine;
use crate::rules::pattern::Node;
use crate::rules::{Example, Word, fold};
use crate::text::Token;

/// Warns of sentences that stand there twice, and of `misses` that hold none of the rule's words.
pub(super) fn check(entry: &Entry, engine: &Engine, advice: &mut Advice) {
    let matcher = entry.matcher;
    let mut seen: FxHashMap<&str, &Example> = FxHashMap::default();
    for example in matcher.hits.iter().chain(&matcher.misses) {
        match seen.get(example.text.as_str()) {
            Some(first) => {
                let at = line(engine.rules(), first.file, first.at.start);
                let message = format!("this sentence is an example of `{}` already, in line {at}", entry.id);
                advice.warn(example.file, example.at, Code::DuplicateExample, message, "take one of them out");
            }
            None => {
                seen.insert(&example.text, example);
            }
        }
    }
    if matcher.regex.is_some() {
        return;
    }
    let mut words = Vec::new();
    for pattern in &matcher.patterns {
        mandatory(&pattern.nodes, &mut words);
    }
    words.sort_unstable();
    for example in &matcher.misses {
        let document = engine.read(&example.text, None);
        let mut all = document.tokens.iter().map(|token| &token.word).chain(&document.parts);
        let near = |token: &Token| {
            let folded = fold(token.span.of(document.text));
            words.iter().any(|&word| is_near(&folded, engine.rules().words.text(word)))
        };
        if !all.any(|word| words.binary_search(word).is_ok()) && !document.tokens.iter().any(near) {
            let message = "this sentence holds none of the rule's words, so it proves nothing".to_owned();
            let help =
                "show a sentence that the rule could take by mistake: with its words in another sense, or near ones";
            advice.warn(example.file, example.at, Code::IdleExample, message, help);
        }
    }
}

/// Whether a word could be taken for another by mistake: its stem ("report" for "reportedly") or a slip ("seam" for "seem").
fn is_near(word: &str, other: &str) -> bool {
    let common = word.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let longer = word.chars().count().max(other.chars().count());
    common >= 3 && 2 * common >= longer || longer >= 4 && strsim::damerau_levenshtein(word, other) == 1
}

/// The words that matches may not do without.
fn mandatory(nodes: &[Node], words: &mut Vec<Word>) {
    for node in nodes {
        match node {
            Node::Words(more) => words.extend(more),
            Node::Exact(word, _) => words.push(*word),
            Node::Role(_, inner) => mandatory(inner, words),
            Node::Choice(branches) => branches.iter().for_each(|branch| mandatory(branch, words)),
            _ => {}
        }
    }
}
