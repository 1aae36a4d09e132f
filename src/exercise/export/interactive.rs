//! A page that checks its own answers: one file, no outside request. The key is in the page, so it is for practice, not for grades.

use serde_json::{Value, json};

use crate::base::Result;
use crate::render::{Templates, Words};

use super::super::item::{Body, Cite, Exercise, Item, Passage};
use super::super::sheet::stretches;
use super::wording::{Role, head, hottexts, place};

/// The exercise as a page that checks itself: the template `interactive.html` filled in.
///
/// # Errors
/// Those of [`Templates::fill`].
pub fn interactive(exercise: &Exercise, templates: &Templates) -> Result<String> {
    let words = &templates.words;
    let items: Vec<Value> = exercise.items.iter().map(|one| item(exercise, one, words)).collect();
    let heads: Vec<String> = exercise.articles.iter().map(|one| head(one, words)).collect();
    let data = json!({
        "title": exercise.title,
        "level": exercise.level,
        "version": exercise.version,
        "articles": exercise.articles,
        "heads": heads,
        "items": items,
    });
    templates.fill("interactive.html", &data)
}

fn item(exercise: &Exercise, item: &Item, words: &Words) -> Value {
    let mut view = form(&item.body);
    let passages: Vec<Value> = item.passages.iter().map(|one| passage(exercise, one, words)).collect();
    let cited = |cite: &Cite| json!({"at": cite, "place": place(exercise, cite, words)});
    let places: Vec<Value> = item.key.cites.iter().map(cited).collect();
    // Where each part says what was right, the answer in one line would only repeat it.
    let told = matches!(item.body, Body::Match { .. } | Body::Grid { .. } | Body::Order { .. });
    if let Value::Object(fields) = &mut view {
        fields.insert("id".to_owned(), json!(item.id));
        fields.insert("prompt".to_owned(), json!(item.prompt));
        fields.insert("passages".to_owned(), json!(passages));
        fields.insert("answer".to_owned(), json!(if told { "" } else { &item.key.answer }));
        fields.insert("accept_also".to_owned(), json!(item.key.accept_also));
        fields.insert("reasons".to_owned(), json!(item.key.reasons));
        fields.insert("places".to_owned(), json!(places));
    }
    view
}

fn passage(exercise: &Exercise, passage: &Passage, words: &Words) -> Value {
    json!({"pieces": stretches(passage), "at": passage.cite, "place": place(exercise, &passage.cite, words)})
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
            for (words, role) in hottexts(text, spans, accept_also) {
                let (name, group) = match role {
                    Role::Between => ("between", None),
                    Role::Asked(number) => ("asked", Some(number)),
                    Role::Accepted => ("accepted", None),
                    Role::Other => ("other", None),
                };
                let word = role != Role::Between;
                pieces.push(json!({"text": words, "role": name, "group": group, "first": word && first}));
                first &= !word;
            }
            json!({"form": "mark", "pieces": pieces})
        }
    }
}
