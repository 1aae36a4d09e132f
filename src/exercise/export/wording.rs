//! What every format says of an item: its question, the words it is about, and the key's reasons.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::base::Span;
use crate::render::{Words, xml};

use super::super::item::{Body, Cite, Exercise, Item, Passage, SourceArticle};
use super::super::sheet::{Stretch, stretches};

/// Where a sentence stands, as a reader looks it up.
pub fn place(exercise: &Exercise, cite: &Cite, words: &Words) -> String {
    let name = exercise.articles.get(cite.article).map_or(String::new(), |article| match lettered(article, words) {
        true => article.outlet.clone(),
        false => format!("{} ({})", article.letter, article.outlet),
    });
    if cite.paragraph == 0 {
        return format!("{name}, {}", words.get("page", "headline"));
    }
    let (paragraph, sentence) = (words.get("page", "paragraph"), words.get("page", "sentence"));
    format!("{name}, {paragraph} {}, {sentence} {}", cite.paragraph, cite.sentence)
}

/// Whether an article goes by its letter, for want of an outlet.
fn lettered(article: &SourceArticle, words: &Words) -> bool {
    article.outlet == format!("{} {}", words.get("page", "article"), article.letter)
}

/// What an article is called above its text.
pub fn head(article: &SourceArticle, words: &Words) -> String {
    let name = match lettered(article, words) {
        true => article.outlet.clone(),
        false => format!("{} · {}", article.letter, article.outlet),
    };
    article.title.as_ref().map_or(name.clone(), |title| format!("{name}: {title}"))
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

/// An article in HTML: tasks ask to look things up in it.
pub fn article(article: &SourceArticle, words: &Words) -> String {
    let mut out = format!("<p><strong>{}</strong></p>", xml(&head(article, words)));
    for (number, paragraph) in (1..).zip(&article.paragraphs) {
        out.push_str(&format!("<p>{number}. {}</p>", xml(&paragraph.join(" "))));
    }
    out
}

/// The key in plain lines: the answer, what it should have, why, where it stands.
pub fn explanation(exercise: &Exercise, item: &Item, words: &Words) -> Vec<String> {
    let key = &item.key;
    let mut lines = Vec::new();
    if !key.answer.is_empty() {
        lines.push(format!("{}: {}", words.get("page", "answer"), key.answer));
    }
    if let Body::Open { points, .. } = &item.body {
        lines.push(format!("{}:", words.get("page", "points")));
        lines.extend(points.iter().map(|point| format!("– {point}")));
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

/// What marking a piece of a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It stands between words and cannot be marked.
    Between,
    /// It is asked for, as a part of the stretch of this number.
    Asked(usize),
    /// It may be marked as well.
    Accepted,
    /// It is neither.
    Other,
}

/// A text word by word, for marking. Stretches are not kept whole: a piece of several words would give itself away.
pub fn hottexts<'t>(text: &'t str, spans: &[Span], accept_also: &[Span]) -> Vec<(&'t str, Role)> {
    let role = |(start, piece): (usize, &'t str)| {
        let own = Span::new(start, start + piece.len());
        let role = match spans.iter().position(|span| span.overlaps(own)) {
            _ if !piece.chars().any(char::is_alphanumeric) => Role::Between,
            Some(number) => Role::Asked(number),
            None if accept_also.iter().any(|span| span.overlaps(own)) => Role::Accepted,
            None => Role::Other,
        };
        (piece, role)
    };
    text.split_word_bound_indices().map(role).collect()
}
