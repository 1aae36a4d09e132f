//! What the page packs say of a line.

use super::lines::ends_statement;
use crate::base::Span;
use crate::matching::{Engine, Hit, RuleRef};
use crate::rules::Reach;
use crate::text::Tokens;

/// Lines with more words are not looked at: no furniture is that long.
const LONGEST: usize = 130;
/// In a line with more words, furniture that is told by its line must stand at the start.
const SHORT: usize = 40;

/// A furniture rule that a line matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The rule's id.
    pub rule: String,
    /// How far it reaches.
    pub until: Reach,
}

/// What the packs say of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// The furniture that the line is; of several rules the one that reaches furthest.
    pub line: Option<Mark>,
    /// Sentences of the line that are furniture in a line that is not.
    pub cuts: Vec<(Span, String)>,
    /// Outlets that sign in it, by index.
    pub outlets: Vec<usize>,
}

/// Looks a line up in the page and outlet packs.
pub(super) fn marks(line: &str, words: usize, engine: &Engine) -> Marks {
    let mut marks = Marks::default();
    let quoted = line.starts_with(['"', '“', '‘', '«', '„']) && words > 8;
    if words > LONGEST || quoted {
        return marks;
    }
    let document = engine.read(line, None);
    let hits = engine.find(&document, false);
    for hit in &hits.outlets {
        // "Evening Times readers" are no readers of The Times.
        let longer = |other: &Hit| other.tokens.len() > hit.tokens.len() && holds(&other.tokens, &hit.tokens);
        if let RuleRef::Outlet(outlet) = hit.rule
            && !marks.outlets.contains(&outlet)
            && !hits.outlets.iter().any(longer)
        {
            marks.outlets.push(outlet);
        }
    }
    for hit in &hits.furniture {
        let RuleRef::Furniture(index) = hit.rule else { continue };
        let Some(rule) = engine.rules().furniture.get(index) else { continue };
        let Some(sentence) = document.sentences.get(hit.sentence) else { continue };
        // A sentence that ends with the name of an agency is no credit.
        if rule.until == Reach::Block && hit.tokens.start > 0 && ends_statement(line) {
            continue;
        }
        // Up to its final mark.
        let whole = hit.tokens.start == sentence.tokens.start && hit.tokens.end + 1 >= sentence.tokens.end;
        let rest = document.sentences.len() > 1 && words > 10;
        if whole && rest {
            if !marks.cuts.iter().any(|(span, _)| span.overlaps(sentence.span)) {
                marks.cuts.push((sentence.span, rule.id.clone()));
            }
        } else if words <= SHORT || hit.sentence == 0 || rule.until == Reach::Paragraph {
            let further = |mark: &Mark| reach(mark.until) >= reach(rule.until);
            if !marks.line.as_ref().is_some_and(further) {
                marks.line = Some(Mark { rule: rule.id.clone(), until: rule.until });
            }
        }
    }
    if marks.line.is_some() {
        marks.cuts.clear();
    }
    marks.cuts.sort_by_key(|(span, _)| *span);
    marks
}

fn holds(outer: &Tokens, inner: &Tokens) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn reach(until: Reach) -> u8 {
    match until {
        Reach::Line => 0,
        Reach::Block => 1,
        Reach::Paragraph => 2,
        Reach::End => 3,
    }
}
