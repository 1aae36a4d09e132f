//! H5P's Mark the Words: a package for each text in which words are to be marked. What can be marked there is a word between spaces,
//! so a longer stretch is marked word by word. Literature: the source of h5p-mark-the-words 1.11.

use serde_json::json;

use crate::base::{Result, Span};
use crate::render::{Words, clean, xml};

use super::super::item::{Body, Exercise, Item};
use super::Named;
use super::package::package;
use super::wording::explained;

/// What H5P takes off a word before it compares: these signs before it, those after it.
const BEFORE: &str = "[({⟨¿¡“\"«„";
const AFTER: &str = "\",….:;?!])}⟩»”";

/// A package for each item that asks for words to be marked: `q1.h5p`, ….
///
/// # Errors
/// [`crate::base::Error::Input`] when an item does not fit into a ZIP.
pub fn h5p(exercise: &Exercise, words: &Words) -> Result<Vec<Named>> {
    let mut made = Vec::new();
    for item in &exercise.items {
        let Body::MarkSpans { text, spans, .. } = &item.body else { continue };
        let name = format!("{}.h5p", item.id);
        let about = json!({
            "title": clean(&format!("{} {}", exercise.title, item.id)),
            "language": words.get("page", "lang"),
            "mainLibrary": "H5P.MarkTheWords",
            "embedTypes": ["div"],
            "license": "U",
            "defaultLanguage": words.get("page", "lang"),
            "preloadedDependencies": [{"machineName": "H5P.MarkTheWords", "majorVersion": 1, "minorVersion": 11}],
        });
        let content = content(exercise, item, &marked(text, spans), words);
        let files = vec![("h5p.json".to_owned(), bytes(&about)), ("content/content.json".to_owned(), bytes(&content))];
        let packed = package(&name, &files)?;
        made.push((name, packed));
    }
    Ok(made)
}

fn bytes(value: &serde_json::Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

fn content(exercise: &Exercise, item: &Item, text: &str, words: &Words) -> serde_json::Value {
    let word = |name: &str| words.get("check", name).to_owned();
    json!({
        "taskDescription": format!("<p>{}</p>", xml(&item.prompt)),
        "textField": format!("<p>{}</p>", xml(text)),
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
        // Not H5P's: kept for the teacher who opens the package.
        "parallaxKey": explained(exercise, item, words),
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
