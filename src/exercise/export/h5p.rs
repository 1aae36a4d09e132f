//! H5P's Mark the Words: the texts in which words are to be marked. What can be marked there is a word between spaces,
//! so a longer stretch is marked word by word. Literature: the source of h5p-mark-the-words 1.11.

use serde_json::json;

use crate::base::{Result, Span};
use crate::render::{Words, clean, xml};

use super::super::item::{Body, Exercise, Item, ItemKind};
use super::Named;
use super::package::package;
use super::wording::explanation;

/// What H5P takes off a word before it compares: these signs before it, those after it.
const BEFORE: &str = "[({⟨¿¡“\"«„";
const AFTER: &str = "\",….:;?!])}⟩»”";

/// A package for each kind of item that asks for words to be marked: `hedges.h5p`. H5P takes every word that is not asked for as
/// wrong, so items with words that may be marked as well are left out.
///
/// # Errors
/// [`crate::base::Error::Input`] when the items do not fit into a ZIP.
pub fn h5p(exercise: &Exercise, words: &Words) -> Result<Vec<Named>> {
    let mut kinds: Vec<(ItemKind, Vec<&Item>)> = Vec::new();
    for item in &exercise.items {
        let Body::MarkSpans { accept_also, .. } = &item.body else { continue };
        match kinds.iter_mut().find(|(kind, _)| *kind == item.kind) {
            _ if !accept_also.is_empty() => {}
            Some((_, items)) => items.push(item),
            None => kinds.push((item.kind, vec![item])),
        }
    }
    let of = |(kind, items): (ItemKind, Vec<&Item>)| {
        let name = format!("{}.h5p", kind.name());
        let about = about(exercise, kind, &items, words);
        let content = content(&items, words);
        let files = vec![("h5p.json".to_owned(), bytes(&about)), ("content/content.json".to_owned(), bytes(&content))];
        let packed = package(&name, &files)?;
        Ok((name, packed))
    };
    kinds.into_iter().map(of).collect()
}

fn bytes(value: &serde_json::Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// The package's card. Its comment for authors is the key: pupils do not see it.
fn about(exercise: &Exercise, kind: ItemKind, items: &[&Item], words: &Words) -> serde_json::Value {
    let key = items.iter().flat_map(|item| explanation(exercise, item, words)).collect::<Vec<_>>().join("\n");
    json!({
        "title": clean(&format!("{}: {}", words.of("kind", &kind), exercise.title)),
        "language": words.get("page", "lang"),
        "mainLibrary": "H5P.MarkTheWords",
        "embedTypes": ["div"],
        "license": "U",
        "authorComments": key,
        "defaultLanguage": words.get("page", "lang"),
        "preloadedDependencies": [{"machineName": "H5P.MarkTheWords", "majorVersion": 1, "minorVersion": 11}],
    })
}

fn content(items: &[&Item], words: &Words) -> serde_json::Value {
    let word = |name: &str| words.get("check", name).to_owned();
    let text = |item: &&Item| match &item.body {
        Body::MarkSpans { text, spans, .. } => format!("<p>{}</p>", xml(&marked(text, spans))),
        _ => String::new(),
    };
    json!({
        "taskDescription": format!("<p>{}</p>", xml(items.first().map_or("", |item| &item.prompt))),
        "textField": items.iter().map(text).collect::<String>(),
        "overallFeedback": [{"from": 0, "to": 100, "feedback": word("score")
            .replace("{right}", "@score").replace("{all}", "@total")}],
        "checkAnswerButton": word("check"),
        "submitAnswerButton": word("check"),
        "tryAgainButton": word("again"),
        "showSolutionButton": word("show"),
        "correctAnswer": word("right"),
        "incorrectAnswer": word("wrong"),
        "missedAnswer": word("missed"),
        "displaySolutionDescription": word("shown"),
        "behaviour": {"enableRetry": true, "enableSolutionsButton": true, "enableCheckButton": true, "showScorePoints": true},
    })
}

/// The text with an asterisk on both sides of each word to be marked; asterisks of its own are doubled.
pub fn marked(text: &str, spans: &[Span]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        // Words come in the order of the text, so the next place of a word is its own.
        let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or_default();
        at = start + word.len();
        if !out.is_empty() {
            out.push(' ');
        }
        let core = word.trim_start_matches(|c| BEFORE.contains(c));
        let before = word.len() - core.len();
        let core = core.trim_end_matches(|c| AFTER.contains(c));
        let inner = Span::new(start + before, start + before + core.len());
        let asked = !core.is_empty() && spans.iter().any(|span| span.start < inner.end && inner.start < span.end);
        let mark = if asked { "*" } else { "" };
        let doubled = |part: &str| part.replace('*', "**");
        let (head, tail) =
            (word.get(..before).unwrap_or_default(), word.get(before + core.len()..).unwrap_or_default());
        out.push_str(&format!("{}{mark}{}{mark}{}", doubled(head), doubled(core), doubled(tail)));
    }
    out
}
