//! Items as the kinds of question that quiz programs know. A grid becomes a question for each row, an order the matching of each to its
//! place; marking, which few programs know, becomes a short answer where one stretch is asked for, else a written answer.

use crate::render::{Words, xml};

use super::super::item::{Body, Exercise, Item};
use super::wording::{spanned, stem};

/// One question with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<'e> {
    /// The id of its item, with the row's number where the item gives several: `q3`, `q3.2`.
    pub id: String,
    /// The item.
    pub item: &'e Item,
    /// What is asked, in HTML, with all it is about.
    pub stem: String,
    /// What it is about besides the item's passages: a text, a row; plain.
    pub about: Vec<String>,
    /// The answer.
    pub answer: Answer,
}

/// What is answered. Options are plain text.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One of several.
    One { options: Vec<String>, right: usize },
    /// Any number of several.
    Several { options: Vec<(String, bool)> },
    /// True or false.
    Truth(bool),
    /// Each on the left to one on the right.
    Pairs { left: Vec<String>, right: Vec<String>, pairs: Vec<usize> },
    /// A few words.
    Words { accepted: Vec<String> },
    /// Sentences, judged by a person.
    Written { points: Vec<String>, lines: usize },
}

/// A stretch of many words has too many parts to list.
const MOST_PARTS: usize = 12;

/// The questions of an exercise, in its order.
pub fn questions<'e>(exercise: &'e Exercise, words: &Words) -> Vec<Question<'e>> {
    exercise.items.iter().flat_map(|item| of(exercise, item, words)).collect()
}

fn of<'e>(exercise: &'e Exercise, item: &'e Item, words: &Words) -> Vec<Question<'e>> {
    let asked = stem(exercise, item, words);
    let question = |id: String, about: Vec<String>, answer| {
        let quoted: String =
            about.iter().map(|text| format!("<blockquote><p>{}</p></blockquote>", xml(text))).collect();
        Question { id, item, stem: format!("{asked}{quoted}"), about, answer }
    };
    let one = |answer| vec![question(item.id.clone(), Vec::new(), answer)];
    match &item.body {
        Body::Choice { options, right } => one(Answer::One { options: options.clone(), right: *right }),
        Body::Match { left, right, pairs } => {
            one(Answer::Pairs { left: left.clone(), right: right.clone(), pairs: pairs.clone() })
        }
        Body::Order { items, order } => {
            let right = (1..=items.len()).map(|n| n.to_string()).collect();
            let place = |at: usize| order.iter().position(|&own| own == at).unwrap_or_default();
            let pairs = (0..items.len()).map(place).collect();
            one(Answer::Pairs { left: items.clone(), right, pairs })
        }
        Body::Short { accepted } => one(Answer::Words { accepted: accepted.clone() }),
        Body::Open { points, lines } => one(Answer::Written { points: points.clone(), lines: *lines }),
        Body::MarkSpans { text, spans, accept_also } => {
            let all: Vec<String> = spanned(text, spans).into_iter().map(str::to_owned).collect();
            let answer = if let [single] = all.as_slice() {
                let also = spanned(text, accept_also).into_iter().map(str::to_owned);
                Answer::Words { accepted: parts(single).into_iter().chain(also).collect() }
            } else {
                Answer::Written { lines: 1 + all.len(), points: all }
            };
            let made = question(item.id.clone(), vec![text.clone()], answer);
            let stem = format!("{}<p>{}</p>", made.stem, xml(words.get("check", "write")));
            vec![Question { stem, ..made }]
        }
        Body::Grid { rows, columns, cells } => {
            let row = |(at, row): (usize, &String)| {
                let yes = cells.get(at).map_or(&[][..], Vec::as_slice);
                let id = format!("{}.{}", item.id, at + 1);
                if let [column] = columns.as_slice() {
                    let right = yes.first().copied().unwrap_or_default();
                    return question(id, vec![row.clone(), column.clone()], Answer::Truth(right));
                }
                let options = marked(columns, yes, words.get("check", "none"));
                question(id, vec![row.clone()], Answer::Several { options })
            };
            rows.iter().enumerate().map(row).collect()
        }
    }
}

/// A stretch, and what of it finds it as well: its parts in one piece that hold its longest word.
fn parts(stretch: &str) -> Vec<String> {
    let words: Vec<&str> = stretch.split_whitespace().collect();
    let longest = words.iter().map(|word| word.chars().count()).max().unwrap_or_default();
    let at = words.iter().position(|word| word.chars().count() == longest).unwrap_or_default();
    let starts = (0..=at).flat_map(|from| (at + 1..=words.len()).rev().map(move |to| (from, to)));
    starts.filter_map(|(from, to)| words.get(from..to)).map(|part| part.join(" ")).take(MOST_PARTS).collect()
}

/// The columns of a row, and last that none applies: without that, a row of noes would have no right answer.
fn marked(columns: &[String], yes: &[bool], none: &str) -> Vec<(String, bool)> {
    let right = |at: usize| yes.get(at).copied().unwrap_or_default();
    let mut all: Vec<(String, bool)> = columns.iter().enumerate().map(|(at, name)| (name.clone(), right(at))).collect();
    let any = all.iter().any(|(_, right)| *right);
    all.push((none.to_owned(), !any));
    all
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_of_a_stretch_hold_its_longest_word_and_the_whole_comes_first() {
        assert_eq!(parts("is believed to"), ["is believed to", "is believed", "believed to", "believed"]);
        assert_eq!(parts("allegedly"), ["allegedly"]);
    }
}
