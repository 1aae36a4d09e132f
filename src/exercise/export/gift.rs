//! Moodle's GIFT: one text file of questions. Questions, options and feedback are HTML in it; short answers and the right-hand side of
//! a matching are plain text, because Moodle reads them so. Literature: Moodle documentation, "GIFT format".

use crate::render::{Words, clean, xml};

use super::super::item::Exercise;
use super::question::{Answer, Question, questions};
use super::wording::{article, explained};

/// The exercise as a GIFT file, all in one category named after it: the articles, as descriptions, and the questions.
pub fn gift(exercise: &Exercise, words: &Words) -> String {
    // A slash parts a category from its parent, two are a slash of its name.
    let category = clean(&exercise.title).replace('/', "//");
    let mut out = format!("$CATEGORY: $course$/top/Parallax/{category}\n\n");
    for one in &exercise.articles {
        out.push_str(&format!("::{}::[html]{}\n\n", plain(&one.letter), escaped(&article(one, words))));
    }
    for question in questions(exercise, words) {
        out.push_str(&asked(exercise, &question, words));
        out.push_str("\n\n");
    }
    out
}

fn asked(exercise: &Exercise, question: &Question, words: &Words) -> String {
    let feedback = escaped(&explained(exercise, question.item, words));
    let general = if feedback.is_empty() { String::new() } else { format!("\n####{feedback}") };
    let title = plain(&question.id);
    let (before, after) = around_gap(&escaped(&question.stem), matches!(question.answer, Answer::One { .. }));
    let answers = match &question.answer {
        Answer::One { options, right } => {
            let line =
                |(at, option): (usize, &String)| format!("\n{}{}", if at == *right { '=' } else { '~' }, rich(option));
            options.iter().enumerate().map(line).collect()
        }
        Answer::Several { options } => {
            let right = options.iter().filter(|(_, right)| *right).count().max(1);
            let share = share(right);
            let line = |(option, right): &(String, bool)| {
                format!("\n~%{}%{}", if *right { share.as_str() } else { "-100" }, rich(option))
            };
            options.iter().map(line).collect()
        }
        Answer::Truth(true) => "TRUE".to_owned(),
        Answer::Truth(false) => "FALSE".to_owned(),
        Answer::Pairs { left, right, pairs } => matching(left, right, pairs),
        Answer::Words { accepted } => accepted.iter().map(|answer| format!("\n=%100%{}", unpaired(answer))).collect(),
        Answer::Written { .. } => String::new(),
    };
    format!("::{title}::[html]{before}{{{answers}{general}\n}}{after}")
}

/// What stands before and after the answers: a question with one gap has them in the gap, any other at its end.
fn around_gap(stem: &str, may_gap: bool) -> (String, String) {
    let gap = "_____";
    match stem.split_once(gap) {
        Some((before, after)) if may_gap && !after.contains(gap) => {
            (before.to_owned(), after.trim_start_matches('_').to_owned())
        }
        _ => (stem.to_owned(), String::new()),
    }
}

/// A pair a line; what belongs to nothing on the left has an empty left side.
fn matching(left: &[String], right: &[String], pairs: &[usize]) -> String {
    let mut out = String::new();
    for (name, pair) in left.iter().zip(pairs) {
        let partner = right.get(*pair).map(String::as_str).unwrap_or_default();
        out.push_str(&format!("\n={} -> {}", rich(name), plain(partner)));
    }
    for (_, alone) in right.iter().enumerate().filter(|(at, _)| !pairs.contains(at)) {
        out.push_str(&format!("\n= -> {}", plain(alone)));
    }
    out
}

/// What one of several right answers is worth. Moodle knows percentages to five places, and refuses sums that are not 100.
fn share(right: usize) -> String {
    let text = format!("{:.5}", 100.0 / right as f64);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Plain text as HTML in GIFT. A percent sign or bracket at the start would be read as a weight or a format.
fn rich(text: &str) -> String {
    let html = xml(&clean(text));
    let html = match html.chars().next() {
        Some('%') => html.replacen('%', "&#37;", 1),
        Some('[') => html.replacen('[', "&#91;", 1),
        _ => html,
    };
    escaped(&html)
}

/// Plain text as plain text in GIFT.
fn plain(text: &str) -> String {
    escaped(&clean(text))
}

/// An accepted answer. An arrow would make a matching of the question, and has no escape.
fn unpaired(text: &str) -> String {
    plain(&text.replace("->", "→"))
}

/// On one line, with a backslash before every sign that GIFT gives a meaning.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
