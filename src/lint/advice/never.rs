//! Patterns that no text can ever match.

use super::Advice;
use super::cover::{contradicts_itself, covers, covers_part};
use crate::base::{Code, Span};
use crate::lint::entry::Entry;
use crate::matching::Engine;
use crate::rules::pattern::{Node, Pattern};
use crate::rules::{Matcher, Word};

/// Warns of a rule's patterns that can never match.
pub(super) fn check(entry: &Entry, engine: &Engine, advice: &mut Advice) {
    let matcher = entry.matcher;
    let all = [&matcher.patterns, &matcher.except, &matcher.before, &matcher.after, &matcher.not_before];
    for pattern in all.into_iter().chain([&matcher.not_after, &matcher.sentence_has, &matcher.sentence_lacks]).flatten()
    {
        of_itself(pattern, engine, advice);
    }
    for pattern in &matcher.patterns {
        beside_itself(pattern, matcher, advice);
    }
    for needed in &matcher.sentence_has {
        if let Some(barred) = matcher.sentence_lacks.iter().find(|barred| covers_part(&barred.nodes, &needed.nodes)) {
            let message = format!("`sentence_lacks` bars what this asks for: `{}`", barred.text);
            advice.at_pattern(needed, Code::NeverMatches, message, "take one of the two out");
        }
    }
}

fn of_itself(pattern: &Pattern, engine: &Engine, advice: &mut Advice) {
    if contradicts_itself(&pattern.nodes) {
        let (sign, message, help) = match pattern.nodes.iter().skip(1).any(|node| *node == Node::Start) {
            true => ('^', "words stand before the start of the sentence", "put `^` first"),
            false => ('$', "words stand behind the end of the sentence", "put `$` last"),
        };
        let inside = pattern.text.rfind(sign).filter(|_| pattern.at.len() == pattern.text.len());
        let at = inside.map_or(pattern.at, |at| Span::new(pattern.at.start + at, pattern.at.start + at + 1));
        advice.warn(pattern.file, at, Code::NeverMatches, format!("this can never match: {message}"), help);
        return;
    }
    if let Some(word) = impossible_word(&pattern.nodes, engine) {
        let written = engine.rules().words.text(word);
        let tokens = read(written, engine).join("`, `");
        let message = format!("this can never match: no text has the word `{written}`");
        advice.at_pattern(pattern, Code::NeverMatches, message, format!("texts are cut into `{tokens}` here"));
    }
}

/// A word that a match must have and that texts are never cut into.
fn impossible_word(nodes: &[Node], engine: &Engine) -> Option<Word> {
    nodes.iter().find_map(|node| match node {
        Node::Words(words) => {
            let first = *words.first()?;
            words.iter().all(|&word| !is_read(word, engine)).then_some(first)
        }
        Node::Exact(word, _) => (!is_read(*word, engine)).then_some(*word),
        Node::Role(_, inner) => impossible_word(inner, engine),
        Node::Choice(branches) => {
            let all: Option<Vec<Word>> = branches.iter().map(|branch| impossible_word(branch, engine)).collect();
            all?.first().copied()
        }
        _ => None,
    })
}

/// Whether some text yields this word as a token or as a part of a hyphenated one.
fn is_read(word: Word, engine: &Engine) -> bool {
    let written = engine.rules().words.text(word);
    // Only signs inside a word can part it.
    if written.chars().all(char::is_alphabetic) {
        return true;
    }
    let yields = |text: &str| {
        let document = engine.read(text, None);
        document.tokens.iter().any(|token| token.word == word) || document.parts.contains(&word)
    };
    [format!("So {written} then"), format!("So them{written} then"), format!("So {written}. Then")]
        .iter()
        .any(|text| yields(text))
}

fn read(written: &str, engine: &Engine) -> Vec<String> {
    let document = engine.read(written, None);
    document.tokens.iter().map(|token| token.span.of(written).to_owned()).collect()
}

/// Contradictions between a pattern and its rule's conditions.
fn beside_itself(pattern: &Pattern, matcher: &Matcher, advice: &mut Advice) {
    if let Some(barred) = matcher.sentence_lacks.iter().find(|barred| covers_part(&barred.nodes, &pattern.nodes)) {
        let message = format!("this can never match: its own words are what `sentence_lacks` bars, `{}`", barred.text);
        advice.at_pattern(pattern, Code::NeverMatches, message, "take that out of `sentence_lacks`");
        return;
    }
    let joined = |first: &[Node], second: &[Node]| contradicts_itself(&[first, second].concat());
    // What contradicts itself has been reported.
    let sound = |patterns: &[Pattern]| -> Vec<Vec<Node>> {
        let sound = patterns.iter().filter(|one| !contradicts_itself(&one.nodes));
        sound.map(|one| one.nodes.clone()).collect()
    };
    let (before, after) = (sound(&matcher.before), sound(&matcher.after));
    if !before.is_empty() && before.iter().all(|one| joined(one, &pattern.nodes)) {
        let message = "this can never match: `before` wants words before the start of the sentence".to_owned();
        advice.at_pattern(pattern, Code::NeverMatches, message, "take `^` out");
    }
    if !after.is_empty() && after.iter().all(|one| joined(&pattern.nodes, one)) {
        let message = "this can never match: `after` wants words behind the end of the sentence".to_owned();
        advice.at_pattern(pattern, Code::NeverMatches, message, "take `$` out");
    }
    for (key, barred) in [("before", &matcher.not_before), ("after", &matcher.not_after)] {
        let needed = if key == "before" { &matcher.before } else { &matcher.after };
        let all = needed.iter().all(|one| barred.iter().any(|no| covers(&no.nodes, &one.nodes)));
        if !needed.is_empty() && all {
            let message = format!("this can never match: `{key}` wants what it bars");
            advice.at_pattern(pattern, Code::NeverMatches, message, "take one of the two out");
        }
    }
}
