//! Text in parts: which words are flagged, and by which rules. Overlapping cues are one flagged stretch that names all its rules.

use crate::base::Span;
use crate::cues::{ATTRIBUTION, Cue};

use super::cited::Cited;
use super::data::{Part, SentenceView};

/// The parts of the text under `span`. `cues` are those of the whole text.
pub fn parts(text: &str, span: Span, cues: &[Cue], cited: &Cited) -> Vec<Part> {
    let mut inside: Vec<&Cue> = cues.iter().filter(|c| c.span.overlaps(span)).collect();
    inside.sort_by_key(|c| (c.span.start, c.span.end));
    let mut list = Vec::new();
    let mut at = span.start;
    let mut rest = inside.as_slice();
    while let Some(first) = rest.first() {
        let mut whole = first.span;
        let together = rest.iter().take_while(|c| {
            let joins = c.span.start < whole.end;
            if joins {
                whole = whole.join(c.span);
            }
            joins
        });
        let (group, others) = rest.split_at(together.count().max(1));
        rest = others;
        let whole = Span::new(whole.start.max(at), whole.end.min(span.end));
        push(&mut list, Span::new(at, whole.start).of(text));
        list.push(flagged(whole.of(text), group, cited));
        at = whole.end;
    }
    push(&mut list, Span::new(at, span.end).of(text));
    list
}

/// Paragraphs of sentences in parts.
pub fn paragraphs(text: &str, spans: (&[Span], &[Span]), cues: &[Cue], cited: &Cited) -> Vec<Vec<SentenceView>> {
    let (paragraphs, sentences) = spans;
    let mut cues: Vec<&Cue> = cues.iter().collect();
    cues.sort_by_key(|c| c.span.start);
    let of = |paragraph: &Span| {
        let from = sentences.partition_point(|s| s.start < paragraph.start);
        let own = sentences.iter().enumerate().skip(from).take_while(|(_, s)| s.start < paragraph.end);
        let view = |(number, span): (usize, &Span)| {
            let start = cues.partition_point(|c| c.span.start < span.start);
            let own: Vec<Cue> =
                cues.iter().skip(start).take_while(|c| c.span.start < span.end).map(|c| (*c).clone()).collect();
            SentenceView { number, parts: parts(text, *span, &own, cited) }
        };
        own.map(view).collect()
    };
    paragraphs.iter().map(of).collect()
}

fn push(list: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        list.push(Part { text: text.to_owned(), rules: Vec::new(), categories: Vec::new(), zone: None });
    }
}

/// What casts doubt is shown before what reports, the surer before the less sure.
fn flagged(text: &str, cues: &[&Cue], cited: &Cited) -> Part {
    let mut cues = cues.to_vec();
    cues.sort_by(|a, b| {
        let reports = |c: &Cue| c.category == ATTRIBUTION;
        reports(a).cmp(&reports(b)).then(b.strength.total_cmp(&a.strength)).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut rules: Vec<usize> = Vec::new();
    let mut categories: Vec<usize> = Vec::new();
    for (rule, category) in cues.iter().filter_map(|c| cited.number(c)) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    Part { text: text.to_owned(), rules, categories, zone: cues.first().map(|c| c.zone) }
}
