//! A page that checks its own answers: one file, no outside request. The key is in the page, so it is for practice, not for grades.

use std::path::Path;

use serde_json::{Value, json};

use crate::base::Result;
use crate::render::{Bundle, Templates, Words};

use super::super::item::{Body, Exercise, Item, Passage};
use super::super::sheet::stretches;
use super::wording::{explanation, hottexts, place};

/// The templates of the page.
pub const INTERACTIVE: Bundle = Bundle {
    files: &[
        ("interactive.html", include_str!("../../../templates/exercise/interactive.html")),
        ("interactive.css", include_str!("../../../templates/exercise/interactive.css")),
        ("interactive.js", include_str!("../../../templates/exercise/interactive.js")),
        ("words.toml", include_str!("../../../templates/exercise/words.toml")),
    ],
    style: "interactive.css",
    script: Some("interactive.js"),
    help: "the bundled interactive.html shows what the page gets",
};

/// The exercise as a page that checks itself; templates of `folder` stand in for the bundled ones.
///
/// # Errors
/// Those of [`Templates::load`] and [`Templates::fill`].
pub fn interactive(exercise: &Exercise, folder: Option<&Path>) -> Result<String> {
    let templates = Templates::load(INTERACTIVE, folder)?;
    let words = &templates.words;
    let items: Vec<Value> = exercise.items.iter().map(|one| item(exercise, one, words)).collect();
    let data = json!({
        "title": exercise.title,
        "version": exercise.version,
        "articles": exercise.articles,
        "items": items,
    });
    templates.fill("interactive.html", &data)
}

fn item(exercise: &Exercise, item: &Item, words: &Words) -> Value {
    let mut view = form(&item.body);
    let passages: Vec<Value> = item.passages.iter().map(|one| passage(exercise, one, words)).collect();
    if let Value::Object(fields) = &mut view {
        fields.insert("id".to_owned(), json!(item.id));
        fields.insert("prompt".to_owned(), json!(item.prompt));
        fields.insert("passages".to_owned(), json!(passages));
        fields.insert("why".to_owned(), json!(explanation(exercise, item, words)));
    }
    view
}

fn passage(exercise: &Exercise, passage: &Passage, words: &Words) -> Value {
    json!({"pieces": stretches(passage), "place": place(exercise, &passage.cite, words)})
}

fn form(body: &Body) -> Value {
    match body {
        Body::Choice { options, right } => {
            let option = |(at, text): (usize, &String)| json!({"text": text, "right": at == *right});
            json!({"form": "choice", "options": options.iter().enumerate().map(option).collect::<Vec<_>>()})
        }
        Body::Match { left, right, pairs } => {
            let both = left.iter().zip(pairs).map(|(text, pair)| json!({"text": text, "right": pair}));
            json!({"form": "match", "left": both.collect::<Vec<_>>(), "right": right})
        }
        Body::Grid { rows, columns, cells } => {
            let row = rows.iter().zip(cells).map(|(text, cells)| json!({"text": text, "cells": cells}));
            json!({"form": "grid", "rows": row.collect::<Vec<_>>(), "columns": columns})
        }
        Body::Order { items, order } => {
            let place = |at: usize| order.iter().position(|&own| own == at);
            let one = |(at, text): (usize, &String)| json!({"text": text, "place": place(at)});
            json!({"form": "order", "items": items.iter().enumerate().map(one).collect::<Vec<_>>()})
        }
        Body::Short { accepted } => json!({"form": "short", "accepted": json!(accepted).to_string()}),
        Body::Open { points, lines } => json!({"form": "open", "points": points, "lines": lines}),
        Body::MarkSpans { text, spans, accept_also } => {
            let mut first = true;
            let mut pieces = Vec::new();
            for (words, span) in hottexts(text, spans, accept_also) {
                let worth = span.map(|span| match span {
                    span if spans.contains(&span) => 1,
                    span if accept_also.contains(&span) => 0,
                    _ => -1,
                });
                pieces.push(json!({"text": words, "worth": worth, "first": worth.is_some() && first}));
                first &= worth.is_none();
            }
            json!({"form": "mark", "pieces": pieces})
        }
    }
}
