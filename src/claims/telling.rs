//! The words of a claim as a reader is shown them.
//!
//! A claim's span is what can be true or false and no more, so that scope and likeness are exact: "who was poisoned" without
//! its antecedent, "That response ignited" without what it ignited. Standing alone in a table such words are no statement;
//! here they get back what they hang on, as far as it stands beside them in the same sentence.

use crate::attribution::Attribution;
use crate::base::Span;
use crate::text::{Clause, ClauseKind, Document, Tag, TokenKind, Tokens};

use super::unit::Unit;

/// More words than this nobody reads in a table: such a claim is shown as it is.
const LONGEST: usize = 48;

/// An antecedent longer than this is taken without what belongs to it behind its head.
const ANTECEDENT: usize = 14;

/// What to show of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Telling {
    /// The doer, where it stands further off: "[A grand jury] was scheduled to meet".
    pub doer: Option<Span>,
    /// The words.
    pub span: Span,
}

impl Telling {
    /// The words as one line, a doer from further off in square brackets before them.
    pub fn of(&self, text: &str) -> String {
        let words = |span: Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        match self.doer {
            Some(doer) => format!("[{}] {}", words(doer), words(self.span)),
            None => words(self.span),
        }
    }
}

/// How the unit is told. `attribution` is the one whose content it stands in; `all` are those of the document.
pub fn telling(document: &Document, unit: &Unit, attribution: Option<&Attribution>, all: &[Attribution]) -> Telling {
    let sentence = document.sentences.get(document.sentence_of(unit.head)).map_or(0..0, |s| s.tokens.clone());
    let clause = unit.clause.and_then(|index| document.clauses.get(index));
    let mut tokens = without_reporting(document, unit, all);
    tokens.end = with_complements(document, unit, tokens.clone(), &sentence);
    let mut doer = None;
    if let Some(clause) = clause {
        tokens.start = match clause.kind {
            ClauseKind::Relative => with_antecedent(document, tokens.start, &sentence),
            ClauseKind::NonFinite => with_cue(document, tokens.start, attribution, &sentence),
            ClauseKind::Main | ClauseKind::Subordinate => tokens.start,
        };
        doer = far_doer(document, clause, &tokens, &sentence);
    }
    let tokens = in_whole_quotations(document, tokens, &sentence);
    if tokens.len() > LONGEST {
        return Telling { doer: None, span: document.span(&unit.tokens) };
    }
    Telling { doer, span: document.span(&tokens) }
}

/// Without a verb of saying that hangs at the end and whose content stands behind the unit: "…, -- suggesting".
fn without_reporting(document: &Document, unit: &Unit, all: &[Attribution]) -> Tokens {
    let mut tokens = unit.tokens.clone();
    let Some(last) = tokens.end.checked_sub(1).and_then(|at| document.tokens.get(at)) else { return tokens };
    let hangs = |a: &&Attribution| {
        a.cue.iter().any(|cue| cue.contains(last.span)) && a.content.iter().all(|c| c.start >= last.span.end)
    };
    let Some(cue) = all.iter().find(hangs).and_then(|a| a.cue.first()) else { return tokens };
    let from = document.tokens.partition_point(|t| t.span.start < cue.start);
    let behind_mark =
        from.checked_sub(1).and_then(|at| document.tokens.get(at)).is_some_and(|t| t.kind == TokenKind::Mark);
    if behind_mark && from > unit.head + 1 {
        tokens.end = from - 1;
    }
    tokens
}

/// The end of the unit with the clauses that its last words open: "make clear | there is no place for it",
/// "the reports | that he had met him". What a comma sets apart stays out.
fn with_complements(document: &Document, unit: &Unit, tokens: Tokens, sentence: &Tokens) -> usize {
    let mut end = tokens.end;
    if end != unit.tokens.end {
        return end;
    }
    while end < sentence.end {
        let joined = document.tokens.get(end).is_some_and(|t| t.tag == Tag::Subordinator);
        let opens = |clause: &&Clause| {
            let begins = clause.tokens.start == end || joined && clause.tokens.start == end + 1;
            begins && clause.tokens.end > end && clause.tokens.start > tokens.start && clause.parent.is_some()
        };
        let starts = document.clauses.partition_point(|clause| clause.tokens.start < end);
        let near = document.clauses.get(starts..).unwrap_or_default().iter();
        let opened = near.take_while(|clause| clause.tokens.start <= end + 1).filter(opens).map(|c| c.tokens.end).max();
        match opened.or_else(|| behind_preposition(document, end)) {
            Some(next) if next > end => end = next.min(sentence.end),
            _ => break,
        }
    }
    // The clause may end with its stop.
    while end > tokens.end && document.tokens.get(end - 1).is_some_and(|t| t.kind == TokenKind::Mark) {
        end -= 1;
    }
    end
}

/// The end of the noun phrase behind the preposition at a token: a background that was cut off, "the week | after the attack".
fn behind_preposition(document: &Document, at: usize) -> Option<usize> {
    document.tokens.get(at).filter(|t| t.tag == Tag::Preposition)?;
    document.phrases.iter().find(|p| p.tokens.start == at + 1).map(|p| p.full.end)
}

/// The start of a relative clause with the noun phrase that it tells of, comma or not: "Mr Mattioli, | who joined him".
fn with_antecedent(document: &Document, start: usize, sentence: &Tokens) -> usize {
    let comma = |at: usize| document.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark);
    let Some(mut end) = start.checked_sub(1).filter(|at| *at >= sentence.start) else { return start };
    if comma(end) && end > sentence.start {
        end -= 1;
    }
    let holds = |tokens: &Tokens| tokens.contains(&end) && tokens.start >= sentence.start && tokens.len() <= ANTECEDENT;
    let phrase = document.phrases.iter().find(|p| holds(&p.full)).map(|p| p.full.start);
    phrase.or_else(|| document.phrases.iter().find(|p| holds(&p.tokens)).map(|p| p.tokens.start)).unwrap_or(start)
}

/// The start of an infinitive with the verb that governs it and, where that stands right before it, who it is said of:
/// "she plans | to challenge him".
fn with_cue(document: &Document, start: usize, attribution: Option<&Attribution>, sentence: &Tokens) -> usize {
    let Some(cue) = attribution.and_then(|a| a.cue.first()) else { return start };
    let before = |span: Span, start: usize| -> Option<usize> {
        let last = start.checked_sub(1).filter(|at| *at >= sentence.start)?;
        let token = document.tokens.get(last)?;
        let first = document.tokens.partition_point(|t| t.span.start < span.start);
        (span.contains(token.span) && first >= sentence.start && first < start).then_some(first)
    };
    let Some(start) = before(*cue, start) else { return start };
    let source = attribution.and_then(|a| a.source.first()).and_then(|source| before(*source, start));
    source.unwrap_or(start)
}

/// The doer of a clause whose words do not hold it, when it stands earlier in the same sentence.
fn far_doer(document: &Document, clause: &Clause, tokens: &Tokens, sentence: &Tokens) -> Option<Span> {
    let phrase = document.phrases.get(clause.subject?)?;
    let earlier = phrase.tokens.start >= sentence.start && phrase.tokens.end <= tokens.start;
    let says_who = document.tokens.get(phrase.head).is_some_and(|t| !matches!(t.tag, Tag::Pronoun | Tag::Wh));
    let opens_bare = document.tokens.get(tokens.start).is_some_and(|t| {
        matches!(t.tag, Tag::Present | Tag::Past | Tag::Participle | Tag::Base | Tag::Modal | Tag::Adverb | Tag::Gerund)
    });
    (earlier && opens_bare && says_who).then(|| document.span(&phrase.tokens))
}

/// The tokens with the marks of every quotation that they cut, when its other mark stands near.
fn in_whole_quotations(document: &Document, tokens: Tokens, sentence: &Tokens) -> Tokens {
    let mut whole = tokens.clone();
    for quotation in &document.quotations {
        let inner = &quotation.tokens;
        if inner.start >= sentence.end || inner.end <= sentence.start {
            continue;
        }
        let opens_inside = tokens.contains(&inner.start) && inner.end > tokens.end && inner.end <= sentence.end;
        let closes_inside = inner.end > tokens.start && inner.end <= tokens.end && inner.start < tokens.start;
        if opens_inside && inner.end - tokens.end <= LONGEST / 2 {
            whole.end = whole.end.max(inner.end);
        }
        if closes_inside && inner.start + 1 == tokens.start {
            whole.start = whole.start.min(inner.start);
        }
    }
    whole
}
