//! What every format says of an item: its question, the words it is about, and the key's reasons.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::base::Span;
use crate::render::{Words, xml};

use super::super::item::{Cite, Exercise, Item, Passage};
use super::super::sheet::{Stretch, stretches};

/// Where a sentence stands, as a reader looks it up.
pub fn place(exercise: &Exercise, cite: &Cite, words: &Words) -> String {
    let article = exercise.articles.get(cite.article);
    let name = article.map_or(String::new(), |a| {
        if a.outlet.is_empty() || a.outlet == a.letter {
            a.letter.clone()
        } else {
            format!("{} ({})", a.letter, a.outlet)
        }
    });
    if cite.paragraph == 0 {
        return format!("{name}, {}", words.get("page", "headline"));
    }
    let (paragraph, sentence) = (words.get("page", "paragraph"), words.get("page", "sentence"));
    format!("{name}, {paragraph} {}, {sentence} {}", cite.paragraph, cite.sentence)
}

/// The passage in HTML, in quotation blocks, with what is set off in `<strong>`.
pub fn passage(exercise: &Exercise, passage: &Passage, words: &Words) -> String {
    let stretch = |one: Stretch| match one.shown {
        true => format!("<strong>{}</strong>", xml(one.text)),
        false => xml(one.text),
    };
    let text: String = stretches(passage).into_iter().map(stretch).collect();
    format!("<blockquote><p>{text}</p><p><em>{}</em></p></blockquote>", xml(&place(exercise, &passage.cite, words)))
}

/// What the item asks, with its passages, in HTML.
pub fn stem(exercise: &Exercise, item: &Item, words: &Words) -> String {
    let mut out = format!("<p>{}</p>", xml(&item.prompt));
    for one in &item.passages {
        out.push_str(&passage(exercise, one, words));
    }
    out
}

/// The key in plain lines: the answer, why, where it stands.
pub fn explanation(exercise: &Exercise, item: &Item, words: &Words) -> Vec<String> {
    let key = &item.key;
    let mut lines = Vec::new();
    if !key.answer.is_empty() {
        lines.push(format!("{}: {}", words.get("page", "answer"), key.answer));
    }
    if !key.accept_also.is_empty() {
        lines.push(format!("{}: {}", words.get("page", "also"), key.accept_also.join("; ")));
    }
    for reason in &key.reasons {
        lines.push(format!("“{}”: {}", reason.words, reason.why));
        if !reason.innocent.is_empty() {
            lines.push(format!("{}: {}", words.get("page", "innocent"), reason.innocent));
        }
    }
    lines.extend(key.cites.iter().map(|cite| place(exercise, cite, words)));
    lines
}

/// The key in HTML.
pub fn explained(exercise: &Exercise, item: &Item, words: &Words) -> String {
    explanation(exercise, item, words).iter().map(|line| format!("<p>{}</p>", xml(line))).collect()
}

/// The words of some spans of a text.
pub fn spanned<'t>(text: &'t str, spans: &[Span]) -> Vec<&'t str> {
    spans.iter().filter_map(|span| text.get(span.start..span.end)).collect()
}

/// A text in the pieces that can be marked, with their spans, and what stands between them: the asked and the accepted stretches
/// whole, the rest word by word. An accepted stretch that overlaps an asked one is left out.
pub fn hottexts<'t>(text: &'t str, spans: &[Span], accept_also: &[Span]) -> Vec<(&'t str, Option<Span>)> {
    let apart = |span: &&Span| !spans.iter().any(|own| own.start < span.end && span.start < own.end);
    let mut whole: Vec<Span> = spans.iter().chain(accept_also.iter().filter(apart)).copied().collect();
    whole.sort_by_key(|span| (span.start, span.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in whole.into_iter().chain([Span::new(text.len(), text.len())]) {
        let Some(between) = text.get(at..span.start) else { continue };
        for (offset, piece) in between.split_word_bound_indices() {
            let start = at + offset;
            let word = piece.chars().any(char::is_alphanumeric);
            pieces.push((piece, word.then(|| Span::new(start, start + piece.len()))));
        }
        if let Some(words) = text.get(span.start..span.end).filter(|words| !words.is_empty()) {
            pieces.push((words, Some(span)));
        }
        at = span.end;
    }
    pieces
}
