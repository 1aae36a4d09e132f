//! CSV for forms: a question a line, in columns that form builders and spreadsheets import.

use crate::render::{self, Words};

use super::super::item::Exercise;
use super::question::{Answer, questions};
use super::wording::{explanation, place};

/// The columns before the options.
const HEAD: [&str; 10] =
    ["id", "kind", "form", "difficulty", "question", "passage", "where", "answer", "accept_also", "feedback"];

/// The exercise as CSV with a header line: one question a line, as many option columns as the longest question needs. Pairs are
/// `left -> right`; several answers in a cell stand on lines of their own.
pub fn csv(exercise: &Exercise, words: &Words) -> String {
    let mut most = 0;
    let mut records = Vec::new();
    for question in questions(exercise, words) {
        let item = question.item;
        let (form, options, answer) = columns(&question.answer);
        most = most.max(options.len());
        let mut passages: Vec<String> = item.passages.iter().map(|p| p.text.clone()).collect();
        passages.extend(question.about.iter().cloned());
        let wheres: Vec<String> = item.passages.iter().map(|p| place(exercise, &p.cite, words)).collect();
        let mut record = vec![
            question.id.clone(),
            item.kind.name().to_owned(),
            form.to_owned(),
            item.difficulty.to_string(),
            item.prompt.clone(),
            passages.join("\n"),
            wheres.join("\n"),
            answer.join("\n"),
            item.key.accept_also.join("\n"),
            explanation(exercise, item, words).join("\n"),
        ];
        record.extend(options);
        records.push(record);
    }
    for record in &mut records {
        record.resize(HEAD.len() + most, String::new());
    }
    let numbered: Vec<String> = (1..=most).map(|n| format!("option_{n}")).collect();
    let head: Vec<&str> = HEAD.into_iter().chain(numbered.iter().map(String::as_str)).collect();
    render::csv(&head, &records)
}

/// The form's name, the options and the right ones.
fn columns(answer: &Answer) -> (&'static str, Vec<String>, Vec<String>) {
    match answer {
        Answer::One { options, right } => {
            ("choice", options.clone(), options.get(*right).cloned().into_iter().collect())
        }
        Answer::Several { options } => {
            let right = options.iter().filter(|(_, right)| *right).map(|(option, _)| option.clone()).collect();
            ("checkboxes", options.iter().map(|(option, _)| option.clone()).collect(), right)
        }
        Answer::Truth(right) => ("truth", Vec::new(), vec![right.to_string()]),
        Answer::Pairs { left, right, pairs } => {
            let partner = |at: &usize| right.get(*at).map(String::as_str).unwrap_or_default();
            let both = left.iter().zip(pairs).map(|(name, at)| format!("{name} -> {}", partner(at))).collect();
            ("match", right.clone(), both)
        }
        Answer::Words { accepted } => ("short", Vec::new(), accepted.clone()),
        Answer::Written { points, .. } => ("paragraph", Vec::new(), points.clone()),
    }
}
